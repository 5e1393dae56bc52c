//! Conversations: what a message leaves behind for the next one, and what it must not leave.

use crate::support::openssl::{Folder, Key};
use crate::support::{TestRandom, login, read};
use anaplan_rsa_signer::convert::Destination;
use anaplan_rsa_signer::exports::Form;
use anaplan_rsa_signer::notice::{Field, Notice, Severity};
use anaplan_rsa_signer::protocol::{Content, Reply, Request};
use anaplan_rsa_signer::request::HeaderForm;
use anaplan_rsa_signer::session::Session;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::sync::OnceLock;

const DAY: u64 = 86_400;

fn folder() -> &'static Folder {
    static FOLDER: OnceLock<Folder> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = Folder::new();
        folder.key("own", Key::Rsa(2048));
        folder.certificate("own", "-days 90");
        folder.key("ec", Key::Ec);
        folder.certificate("ec", "");
        folder
    })
}

fn now() -> u64 {
    crate::support::now()
}

fn answer(session: &mut Session, request: Request) -> Reply {
    session.answer(request, now(), &mut TestRandom::new(11))
}

/// A session that has read the certificate and the key.
fn ready() -> Session {
    let mut session = Session::default();
    let pair = read(&folder().text("own.crt"), &folder().text("own.key"));
    assert!(matches!(answer(&mut session, pair), Reply::Reading(reading) if reading.ready));
    session
}

fn generate() -> Request {
    Request::Generate {
        header_form: HeaderForm::Der,
    }
}

fn export(service: &str) -> Request {
    Request::Export {
        form: Form::CurlPosix,
        service: service.to_owned(),
    }
}

/// The first error of a refusal, and its field; `None` when nothing was refused.
fn refusal(reply: &Reply) -> Option<(&'static str, Field)> {
    let Reply::Refused { notices } = reply else {
        return None;
    };
    let mut errors = notices.iter();
    let error = errors.find(|own| own.severity == Severity::Error).unwrap();
    Some((error.code, error.field))
}

fn sign(encoded_data: &str) -> String {
    let message = STANDARD.decode(encoded_data).unwrap();
    STANDARD.encode(folder().feed("dgst -sha512 -sign own.key", &message))
}

fn prepare(session: &mut Session) -> String {
    match answer(session, Request::Prepare) {
        Reply::Prepared { encoded_data, .. } => encoded_data,
        other => panic!("{other:?}"),
    }
}

fn assemble(session: &mut Session, signature: String) -> Reply {
    let request = Request::Assemble {
        header_form: HeaderForm::Der,
        signature: Content::Text(signature.into()),
    };
    answer(session, request)
}

#[test]
fn a_request_is_exported_until_something_replaces_it() {
    let mut session = ready();
    let none = Some(("request-missing", Field::Page));
    assert_eq!(refusal(&answer(&mut session, export("us1"))), none);
    let made = |session: &mut Session| {
        assert!(matches!(answer(session, generate()), Reply::Generated(_)));
        assert_eq!(refusal(&answer(session, export("us1"))), None);
    };
    made(&mut session);
    // A wrong address takes nothing away.
    let wrong = Some(("service-unusable", Field::Service));
    assert_eq!(refusal(&answer(&mut session, export("a b"))), wrong);
    assert_eq!(refusal(&answer(&mut session, export("us1"))), None);
    // The random source fails: the older request is not exported in place of the new one.
    let failed = session.answer(generate(), now(), &mut TestRandom::failing_after(0));
    assert_eq!(refusal(&failed), Some(("random-unavailable", Field::Page)));
    assert_eq!(refusal(&answer(&mut session, export("us1"))), none);

    made(&mut session);
    prepare(&mut session);
    assert_eq!(refusal(&answer(&mut session, export("us1"))), none);

    made(&mut session);
    let pair = read(&folder().text("own.crt"), "");
    answer(&mut session, pair);
    assert_eq!(refusal(&answer(&mut session, export("us1"))), none);
    let missing = Some(("private-key-missing", Field::PrivateKey));
    assert_eq!(refusal(&answer(&mut session, generate())), missing);

    let mut session = ready();
    made(&mut session);
    assert!(matches!(
        answer(&mut session, Request::Forget),
        Reply::Forgotten
    ));
    assert_eq!(refusal(&answer(&mut session, export("us1"))), none);
    let missing = Some(("certificate-missing", Field::Certificate));
    assert_eq!(refusal(&answer(&mut session, generate())), missing);
    assert_eq!(refusal(&answer(&mut session, Request::Prepare)), missing);
}

#[test]
fn a_signature_made_elsewhere_joins_and_is_exported() {
    let mut session = Session::default();
    answer(&mut session, read(&folder().text("own.crt"), ""));
    let data = prepare(&mut session);
    let signature = sign(&data);
    let Reply::Generated(made) = assemble(&mut session, signature.clone()) else {
        panic!("the signature is right");
    };
    login::verified(&made.authorization, &made.body, made.created_at).unwrap();
    assert_eq!(made.fields.encoded_data, data);
    // That no private key is there was no error of this request.
    let errors = made
        .notices
        .iter()
        .filter(|own| own.severity == Severity::Error);
    assert_eq!(errors.count(), 0, "{:?}", made.notices);
    assert_eq!(refusal(&answer(&mut session, export("us1"))), None);
    // A wrong one takes it back.
    let wrong = assemble(&mut session, sign(&STANDARD.encode("another message")));
    let mismatch = Some(("signature-mismatch", Field::Signature));
    assert_eq!(refusal(&wrong), mismatch);
    let none = Some(("request-missing", Field::Page));
    assert_eq!(refusal(&answer(&mut session, export("us1"))), none);
    // The message still waits for its signature, until the inputs change.
    let again = assemble(&mut session, signature.clone());
    assert!(matches!(again, Reply::Generated(_)));
    answer(&mut session, read(&folder().text("own.crt"), ""));
    let unasked = Some(("signature-unasked", Field::Signature));
    assert_eq!(refusal(&assemble(&mut session, signature)), unasked);
}

/// Errors of the reading stopped nothing.
#[test]
fn a_request_signed_elsewhere_carries_no_error_of_the_reading() {
    let damaged = folder().text("own.key").replacen("MII", "MI", 1);
    let mut session = Session::default();
    let reply = answer(&mut session, read(&folder().text("own.crt"), &damaged));
    let errors = |notices: &[Notice]| {
        let mut severities = notices.iter().map(|own| own.severity);
        severities.any(|severity| severity == Severity::Error)
    };
    assert!(matches!(reply, Reply::Reading(reading) if errors(&reading.notices)));
    let signature = sign(&prepare(&mut session));
    match assemble(&mut session, signature) {
        Reply::Generated(made) => assert!(!errors(&made.notices), "{:?}", made.notices),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_request_carries_the_warnings_of_the_reading() {
    let certificate = folder().text("own.crt");
    let damaged = certificate.clone() + &certificate.replacen("MII", "MI", 1);
    let mut session = Session::default();
    let warnings = |notices: &[Notice]| -> Vec<&'static str> {
        let warnings = notices
            .iter()
            .filter(|own| own.severity == Severity::Warning);
        warnings.map(|own| own.code).collect()
    };
    let Reply::Reading(reading) = answer(&mut session, read(&damaged, &folder().text("own.key")))
    else {
        panic!("another reply");
    };
    let told = warnings(&reading.notices);
    assert!(told.contains(&"base64-cut"), "{told:?}");
    match answer(&mut session, generate()) {
        Reply::Generated(made) => assert_eq!(warnings(&made.notices), told),
        other => panic!("{other:?}"),
    }
}

#[test]
fn nothing_is_prepared_that_could_not_be_signed() {
    let mut session = Session::default();
    let reply = answer(&mut session, read(&folder().text("ec.crt"), ""));
    let code = "certificate-not-rsa";
    assert!(
        matches!(reply, Reply::Reading(read) if read.notices.iter().any(|own| own.code == code))
    );
    let refused = refusal(&answer(&mut session, Request::Prepare));
    assert_eq!(refused, Some((code, Field::Certificate)));
    // What keeps a certificate from being there, not only that there is none; the key may be elsewhere.
    for (text, code) in [("", "certificate-missing"), ("A letter", "nothing-found")] {
        let mut session = Session::default();
        answer(&mut session, read(text, ""));
        let refused = answer(&mut session, Request::Prepare);
        assert_eq!(
            refusal(&refused),
            Some((code, Field::Certificate)),
            "{text}"
        );
    }
    let mut session = ready();
    let refused = session.answer(Request::Prepare, now(), &mut TestRandom::failing_after(0));
    let unavailable = Some(("random-unavailable", Field::Certificate));
    assert_eq!(refusal(&refused), unavailable);
}

/// A page may stay open for days.
#[test]
fn validity_is_judged_when_the_request_is_made() {
    let codes = |notices: &[Notice]| -> Vec<&'static str> {
        let validity = notices.iter().map(|own| own.code);
        validity.filter(|code| code.contains("expire")).collect()
    };
    for (days, expected) in [
        (0, None),
        (60, Some("certificate-expires-ahead")),
        (80, Some("certificate-expires-soon")),
        (91, Some("certificate-expired")),
    ] {
        let expected: Vec<&str> = expected.into_iter().collect();
        let later = now() + days * DAY;
        let mut session = ready();
        match session.answer(generate(), later, &mut TestRandom::new(1)) {
            Reply::Generated(made) => assert_eq!(codes(&made.notices), expected, "day {days}"),
            other => panic!("{other:?}"),
        }
        let data = prepare(&mut session);
        let assemble = Request::Assemble {
            header_form: HeaderForm::Der,
            signature: Content::Text(sign(&data).into()),
        };
        match session.answer(assemble, later, &mut TestRandom::new(1)) {
            Reply::Generated(made) => assert_eq!(codes(&made.notices), expected, "day {days}"),
            other => panic!("{other:?}"),
        }
    }
}

/// What is missing for a saved file is told beside the field where it belongs.
#[test]
fn a_file_that_cannot_be_saved_is_told_beside_its_field() {
    let [certificate, key] = ["own.crt", "own.key"].map(|name| folder().text(name));
    let save = |certificate: &str, key: &str, destination, passphrase: Option<&str>| {
        let mut session = Session::default();
        answer(&mut session, read(certificate, key));
        let passphrase = passphrase.map(|text| text.to_owned().into());
        let request = Request::Save {
            destination,
            passphrase,
            certificate: None,
        };
        let reply = answer(&mut session, request);
        assert!(matches!(reply, Reply::Saved(_) | Reply::Refused { .. }));
        refusal(&reply)
    };
    let protected = Destination::Pkcs12;
    let short = Some(("new-passphrase-short", Field::Passphrase));
    assert_eq!(save(&certificate, &key, protected, Some("short")), short);
    let missing = Some(("private-key-missing", Field::PrivateKey));
    let long = Some("a passphrase that is long");
    assert_eq!(save(&certificate, "", protected, long), missing);
    let missing = Some(("certificate-missing", Field::Certificate));
    assert_eq!(save("", &key, Destination::Anaplan, None), missing);
    // The certificate alone can be registered; a key that no certificate belongs to can be saved.
    assert_eq!(save(&certificate, "", Destination::Anaplan, None), None);
    assert_eq!(save("", &key, Destination::PrivateKey, long), None);
    let other = folder().text("ec.crt");
    assert_eq!(save(&other, &key, Destination::PrivateKey, long), None);
    let missing = Some(("certificate-missing", Field::Certificate));
    assert_eq!(save(&other, &key, protected, long), missing);
}
