//! A certificate's whole life without a browser: ordered, issued by a test authority, used.

use crate::support::openssl::Folder;
use crate::support::{TestRandom, now, process};
use anaplan_rsa_signer::notice::Field;
use anaplan_rsa_signer::order::Subject;
use anaplan_rsa_signer::protocol::{InputField, Inputs, Reply, Request, Source};
use anaplan_rsa_signer::request::HeaderForm;
use anaplan_rsa_signer::session::Session;
use std::process::Command;
use zeroize::Zeroizing;

const SECRET: &str = "correct horse battery";

fn subject() -> Subject {
    Subject {
        name: "Jürgen Example".into(),
        organization: "Example & Söhne".into(),
        country: "DE".into(),
        email: "juergen@example.com".into(),
    }
}

fn order(session: &mut Session, bits: u32, subject: Subject, passphrase: &str) -> Reply {
    let request = Request::Order {
        bits,
        subject,
        passphrase: Zeroizing::new(passphrase.to_owned()),
    };
    session.answer(request, now(), &mut TestRandom::new(bits.into()))
}

fn read(session: &mut Session, sources: Vec<Source>) -> Reply {
    let inputs = Inputs {
        sources,
        choice: None,
    };
    session.answer(Request::Read(inputs), now(), &mut TestRandom::new(1))
}

/// The authority signs the request as it is.
fn issue(folder: &Folder) -> String {
    folder.openssl(
        "req -x509 -newkey rsa:2048 -nodes -keyout ca.key -subj /CN=Authority -days 9 -out ca.crt",
    );
    folder.openssl("x509 -req -in own.csr -CA ca.crt -CAkey ca.key -days 90 -copy_extensions copyall -out own.crt");
    folder.text("own.crt")
}

#[test]
fn what_is_ordered_signs_in_once_it_is_issued() {
    let folder = Folder::new();
    let mut session = Session::default();
    let Reply::Ordered {
        private_key: Some(private_key),
        request,
    } = order(&mut session, 2048, subject(), SECRET)
    else {
        panic!("not ordered");
    };
    assert_eq!(private_key.file_name, "J-rgen-Example-PRIVATE-key.pem");
    folder.write("own.key", &*private_key.bytes);
    folder.write("own.csr", &*request.bytes);
    let text = folder.openssl("req -in own.csr -verify -noout -text -nameopt utf8,sep_comma_plus");
    for part in [
        "C=DE,O=Example & Söhne,CN=Jürgen Example",
        "email:juergen@example.com",
        "X509v3 Key Usage: critical",
        "Digital Signature\n",
        "TLS Web Client Authentication, E-mail Protection",
        "sha256WithRSAEncryption",
        "Public-Key: (2048 bit)",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let mut certtool = Command::new("certtool");
    certtool
        .args(["--crq-info", "--infile", "own.csr"])
        .current_dir(folder.root());
    let told = String::from_utf8(process::run(&mut certtool, b"")).unwrap();
    assert!(told.contains("Self signature: verified"), "{told}");
    folder.write("secret", SECRET);
    let checked = folder.openssl("pkey -in own.key -passin file:secret -check -noout");
    assert!(checked.contains("is valid"), "{checked}");

    // The key is still open: the certificate alone is enough.
    let certificate = issue(&folder);
    let source = Source::text(1, InputField::Certificate, &certificate);
    let Reply::Reading(reading) = read(&mut session, vec![source]) else {
        panic!("not read");
    };
    assert!(reading.ready, "{:?}", reading.notices);
    let generate = Request::Generate {
        header_form: HeaderForm::Der,
    };
    let generated = session.answer(generate, now(), &mut TestRandom::new(2));
    assert!(matches!(generated, Reply::Generated(_)), "{generated:?}");

    // After Clear, the saved key and its passphrase are what is left of it.
    let _ = session.answer(Request::Forget, now(), &mut TestRandom::new(1));
    let certificate = || Source::text(1, InputField::Certificate, &certificate);
    let Reply::Reading(reading) = read(&mut session, vec![certificate()]) else {
        panic!("not read");
    };
    assert!(!reading.ready);
    let key = Source::file(2, InputField::Files, "own.key", private_key.bytes.to_vec())
        .with_passphrase(Some(Zeroizing::new(SECRET.to_owned())));
    let Reply::Reading(reading) = read(&mut session, vec![certificate(), key]) else {
        panic!("not read");
    };
    assert!(reading.ready, "{:?}", reading.notices);

    // Renewed with the same key.
    let again = Request::Reorder { subject: subject() };
    let Reply::Ordered {
        private_key: None,
        request,
    } = session.answer(again, now(), &mut TestRandom::new(3))
    else {
        panic!("not ordered");
    };
    folder.write("again.csr", &*request.bytes);
    let public = |words: &str| folder.openssl(words);
    assert_eq!(
        public("req -in again.csr -noout -pubkey"),
        public("req -in own.csr -noout -pubkey")
    );
}

#[test]
fn what_is_wrong_with_an_order_is_said_beside_its_field() {
    let mut session = Session::default();
    let codes = |reply: Reply| match reply {
        Reply::Refused { notices } => notices
            .into_iter()
            .map(|notice| (notice.code, notice.field))
            .collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    let wrong = Subject {
        email: "nobody".into(),
        country: "Germany".into(),
        ..subject()
    };
    assert_eq!(
        codes(order(&mut session, 2048, wrong, SECRET)),
        [
            ("order-country", Field::Order),
            ("order-email", Field::Order)
        ]
    );
    assert_eq!(
        codes(order(&mut session, 1024, subject(), SECRET)),
        [("order-size", Field::Order)]
    );
    assert_eq!(
        codes(order(&mut session, 2048, subject(), "short")),
        [("new-passphrase-short", Field::Passphrase)]
    );
}
