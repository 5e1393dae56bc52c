//! A certificate's whole life without a browser: ordered, issued by a test authority, used.

use crate::support::openssl::Folder;
use crate::support::{TestRandom, now, process};
use anaplan_rsa_signer::notice::Field;
use anaplan_rsa_signer::order::Subject;
use anaplan_rsa_signer::protocol::{InputField, Inputs, Reply, Request, Source};
use anaplan_rsa_signer::request::HeaderForm;
use anaplan_rsa_signer::session::Session;
use std::collections::hash_map::RandomState;
use std::env;
use std::hash::{BuildHasher, Hasher};
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
    order_by(
        &mut TestRandom::new(bits.into()),
        session,
        bits,
        subject,
        passphrase,
    )
}

fn order_by(
    random: &mut TestRandom,
    session: &mut Session,
    bits: u32,
    subject: Subject,
    passphrase: &str,
) -> Reply {
    let request = Request::Order {
        bits,
        subject,
        passphrase: Zeroizing::new(passphrase.to_owned()),
    };
    let mut reply = session.answer(request, now(), random);
    while matches!(reply, Reply::Ordering(_)) {
        reply = session.answer(Request::Advance, now(), random);
    }
    reply
}

/// New keys of one size, each unlike those of the last run, judged by OpenSSL and by Python's numbers. `cargo xtask
/// proof keys` makes many.
fn made_keys(bits: u32) {
    let count = env::var("RSA_SIGNER_KEYS").map_or(1, |count| count.parse().unwrap());
    let mut pems = Vec::new();
    for _ in 0..count {
        let random = &mut TestRandom::new(RandomState::new().build_hasher().finish());
        match order_by(random, &mut Session::default(), bits, subject(), SECRET) {
            Reply::Ordered {
                private_key: Some(key),
                ..
            } => pems.extend_from_slice(&key.bytes),
            other => panic!("{other:?}"),
        }
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/proof/keys.py");
    let mut python = Command::new("/usr/bin/python3");
    let told = process::run(python.args([script, &bits.to_string(), SECRET]), &pems);
    print!("{}", String::from_utf8(told).unwrap());
}

#[test]
fn made_keys_of_2048_bits() {
    made_keys(2048);
}

#[test]
fn made_keys_of_3072_bits() {
    made_keys(3072);
}

#[test]
fn made_keys_of_4096_bits() {
    made_keys(4096);
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
    assert_eq!(private_key.file_name, "Jürgen-Example-PRIVATE-key.pem");
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
    let mut keytool = Command::new("keytool");
    keytool
        .args(["-printcertreq", "-file", "own.csr"])
        .current_dir(folder.root());
    let told = String::from_utf8(process::run(&mut keytool, b"")).unwrap();
    assert!(told.contains("juergen@example.com"), "{told}");
    let script = "from cryptography import x509; own = x509.load_pem_x509_csr(open('own.csr', 'rb').read()); \
        assert own.is_signature_valid; print(len(own.extensions))";
    let mut python = Command::new("/usr/bin/python3");
    python.args(["-c", script]).current_dir(folder.root());
    assert_eq!(process::run(&mut python, b""), b"3\n");
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

    // Beside a certificate of another key it is as if it were not there.
    folder.openssl("req -x509 -newkey rsa:2048 -nodes -keyout other.key -subj /CN=other -days 90 -out other.crt");
    let other = || Source::text(1, InputField::Certificate, &folder.text("other.crt"));
    let Reply::Reading(reading) = read(&mut session, vec![other()]) else {
        panic!("not read");
    };
    assert!(
        reading.private_key.is_none() && !reading.ready,
        "{:?}",
        reading.notices
    );
    let key = || Source::text(2, InputField::PrivateKey, &folder.text("other.key"));
    for (sources, held) in [(vec![], None), (vec![key()], Some(2))] {
        let Reply::Reading(reading) = read(&mut session, sources) else {
            panic!("not read");
        };
        let key = reading.private_key.unwrap();
        assert_eq!((key.source, reading.notices.len()), (held, 0));
    }
    let Reply::Reading(reading) = read(&mut session, vec![other(), key()]) else {
        panic!("not read");
    };
    let has = |code: &str| reading.notices.iter().any(|notice| notice.code == code);
    assert!(
        reading.ready && !has("unused-private-keys"),
        "{:?}",
        reading.notices
    );

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

/// What FIPS 186-5, appendix A.1.3, asks of the primes and A.1.1 of the exponent.
const PARTS: &str = "import sys, math; \
    from cryptography.hazmat.primitives.serialization import load_pem_private_key as l; \
    k = l(open('own.key', 'rb').read(), open('secret', 'rb').read()); x = k.private_numbers(); \
    n, e, h = x.public_numbers.n, x.public_numbers.e, k.key_size // 2; \
    assert x.p * x.q == n and n.bit_length() == k.key_size and e == 65537; \
    assert min(x.p, x.q) ** 2 >= 2 ** (2 * h - 1) and max(x.p, x.q).bit_length() == h; \
    assert abs(x.p - x.q) > 2 ** (h - 100); \
    assert x.d == pow(e, -1, math.lcm(x.p - 1, x.q - 1)) and x.d > 2 ** h; \
    assert (x.dmp1, x.dmq1, x.iqmp) == (x.d % (x.p - 1), x.d % (x.q - 1), pow(x.q, -1, x.p)); \
    print(n)";

#[test]
fn generated_keys_are_as_the_standard_asks() {
    let folder = Folder::new();
    folder.write("secret", SECRET);
    for bits in [2048, 3072, 4096] {
        let mut session = Session::default();
        let reply = order(&mut session, bits, subject(), SECRET);
        let Reply::Ordered {
            private_key: Some(private_key),
            ..
        } = reply
        else {
            panic!("{reply:?}");
        };
        folder.write("own.key", &*private_key.bytes);
        let checked = folder.openssl("pkey -in own.key -passin file:secret -check -noout");
        assert!(checked.contains("is valid"), "{checked}");
        let mut python = Command::new("/usr/bin/python3");
        python.args(["-c", PARTS]).current_dir(folder.root());
        process::run(&mut python, b"");
    }
}

#[test]
fn a_key_in_the_making_is_told_of_and_can_be_called_off() {
    let mut session = Session::default();
    let random = &mut TestRandom::new(7);
    let begin = Request::Order {
        bits: 2048,
        subject: subject(),
        passphrase: Zeroizing::new(SECRET.to_owned()),
    };
    let progress = |reply: Reply| match reply {
        Reply::Ordering(progress) => (progress.primes, progress.tested),
        other => panic!("{other:?}"),
    };
    assert_eq!(progress(session.answer(begin, now(), random)), (0, 0));
    let advance = |session: &mut Session, random: &mut TestRandom| {
        progress(session.answer(Request::Advance, now(), random))
    };
    assert_eq!(advance(&mut session, random), (0, 1));
    // What else is asked meanwhile does not disturb it.
    assert!(matches!(read(&mut session, Vec::new()), Reply::Reading(_)));
    let mut seen = Vec::new();
    let mut tested = 1;
    while seen.last() != Some(&2) {
        let (primes, now_tested) = advance(&mut session, random);
        assert!(now_tested > tested);
        tested = now_tested;
        seen.push(primes);
    }
    seen.dedup();
    assert_eq!(seen, [0, 1, 2]);
    let abandoned = session.answer(Request::Abandon, now(), random);
    assert!(matches!(abandoned, Reply::Forgotten));
    let Reply::Refused { notices } = session.answer(Request::Advance, now(), random) else {
        panic!("not refused");
    };
    assert_eq!(notices[0].code, "order-interrupted");
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
