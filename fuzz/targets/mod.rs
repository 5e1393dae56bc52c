//! What is fuzzed, one function a target. `fuzz_targets/` hands it to libFuzzer, `tests/native/hostile.rs` plays the
//! kept inputs and damages them, so that every run of the tests compiles and plays what is here.

mod counted;
mod found;
#[path = "../../rsa-crt/tests/support/reference.rs"]
mod reference;

use anaplan_rsa_signer::bundle::{jks, pkcs7, pkcs12};
use anaplan_rsa_signer::certificate::{Certificate, Summary, findings};
use anaplan_rsa_signer::convert::Destination;
use anaplan_rsa_signer::exports::Form;
use anaplan_rsa_signer::input::{Object, byte_strings, read_bytes, read_text, recognise};
use anaplan_rsa_signer::notice::Value;
use anaplan_rsa_signer::order::Subject;
use anaplan_rsa_signer::pbe::Passphrase;
use anaplan_rsa_signer::private_key::PrivateKey;
use anaplan_rsa_signer::protocol::{Content, InputField, Inputs, Reading, Reply, Request, Source};
use anaplan_rsa_signer::request::HeaderForm;
use anaplan_rsa_signer::review;
use anaplan_rsa_signer::sample;
use anaplan_rsa_signer::session::Session;
use counted::Counted;
use found::Found;
use zeroize::Zeroizing;

/// 2026-09-21, in Unix seconds.
const NOW: u64 = 1_790_000_000;

/// One target.
pub type Target = fn(&[u8]);

/// Every target under its name.
pub const ALL: [(&str, Target); 14] = [
    ("bytes", bytes),
    ("certificate", certificate),
    ("java-key-store", java_key_store),
    ("json", json),
    ("messages", messages),
    ("openssh", openssh),
    ("openssl", beside_openssl),
    ("order", order_and_save),
    ("pkcs12", pkcs12_file),
    ("response", response),
    ("review", review_of),
    ("rsa_crt", rsa_crt),
    ("session", session),
    ("text", text),
];

/// Responses of Anaplan, and whatever is pasted in their place.
pub fn response(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else {
        return;
    };
    let response = anaplan_rsa_signer::response::read(text, None, NOW.cast_signed());
    assert!(response.token.is_some() || !response.notices.is_empty());
    if let Some(token) = response.token {
        assert!(token.value.bytes().all(|byte| byte.is_ascii_graphic()));
    }
}

/// Files of any kind, and what they hold once they are recognised.
pub fn bytes(bytes: &[u8]) {
    for object in read_bytes(bytes).objects {
        match object {
            Object::Pkcs7(bytes) => drop(pkcs7::certificates(&bytes)),
            Object::PrivateKey(file) => drop(PrivateKey::open(&file, None)),
            _ => {}
        }
    }
}

/// Certificates, and everything that is said of them.
pub fn certificate(der: &[u8]) {
    if let Ok(certificate) = Certificate::from_der(der) {
        let summary = Summary::new(&certificate, 0);
        assert!(summary.subject.chars().all(|c| !c.is_control()));
        let _ = findings(&certificate, 0);
    }
}

/// The private-key arithmetic, with keys, messages and random numbers from bytes, against
/// crypto-bigint.
pub fn rsa_crt(bytes: &[u8]) {
    reference::compare(bytes, 600);
}

/// JSON and what resembles it.
pub fn json(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else {
        return;
    };
    if let Ok(reading) = anaplan_rsa_signer::json::read(text) {
        assert!(text.is_char_boundary(reading.end));
    }
}

/// The worker's messages: any JSON that can be read as a conversation is had, a message a line.
pub fn messages(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else {
        return;
    };
    let mut session = Session::default();
    for line in text.lines() {
        if let Ok(request) = serde_json::from_str::<Request>(line) {
            let reply = session.answer(request, NOW, &mut Counted::default());
            assert!(serde_json::to_string(&reply).is_ok());
        }
    }
}

/// Java's key stores, with the passphrase of the kept inputs. Iterations are few while fuzzing.
pub fn java_key_store(bytes: &[u8]) {
    let passphrase = Passphrase::new(Zeroizing::new("secret".to_owned()));
    let opened = jks::open(bytes, Some(&passphrase));
    let keys = opened.map_or_else(|_| Vec::new(), |contents| contents.keys);
    for key in keys {
        drop(PrivateKey::open(&key, None));
    }
}

/// OpenSSH's private keys, with the passphrase of the kept inputs. Rounds are few while fuzzing.
pub fn openssh(bytes: &[u8]) {
    let passphrase = Passphrase::new(Zeroizing::new("secret".to_owned()));
    if let Some(Object::PrivateKey(file)) = recognise(bytes) {
        drop(PrivateKey::open(&file, Some(&passphrase)));
    }
}

/// What is typed into an order, and what is saved of an open certificate and key. The input is cut at the byte 0xFF into
/// the four fields, the number of a place to save for, and a passphrase. What is written is read again.
pub fn order_and_save(bytes: &[u8]) {
    let mut parts = bytes.split(|byte| *byte == 0xFF);
    let mut next = || String::from_utf8_lossy(parts.next().unwrap_or_default()).into_owned();
    let subject = Subject {
        name: next(),
        organization: next(),
        country: next(),
        email: next(),
    };
    let place = next().bytes().next().map_or(0, usize::from);
    let destination = PLACES[place % PLACES.len()];
    let passphrase: Option<Zeroizing<String>> = Some(next().into());
    let pair = format!("{}{}", sample::CERTIFICATE, sample::PRIVATE_KEY);
    let (mut session, open) = opened(Source::text(1, InputField::Files, &pair));
    let random = &mut Counted::default();
    match session.answer(Request::Reorder { subject }, NOW, random) {
        Reply::Ordered { request, .. } => {
            let objects = read_bytes(&request.bytes).objects;
            let [Object::CertificateRequest(_)] = objects.as_slice() else {
                panic!("{objects:?}");
            };
        }
        Reply::Refused { notices } => assert!(!notices.is_empty()),
        other => panic!("{other:?}"),
    }
    // Outside of a fuzzer, derivations have as many iterations as they should.
    let is_slow = matches!(destination, Destination::Pkcs12 | Destination::PrivateKey);
    if is_slow && !cfg!(fuzzing) {
        return;
    }
    let save = Request::Save {
        destination,
        passphrase: passphrase.clone(),
        certificate: None,
    };
    let saved = match session.answer(save, NOW, random) {
        Reply::Saved(saved) => saved,
        Reply::Refused { notices } => return assert!(!notices.is_empty()),
        other => panic!("{other:?}"),
    };
    let file = Source::file(1, InputField::Files, "saved", saved.bytes.to_vec());
    let (_, again) = opened(file.with_passphrase(passphrase));
    let key = |reading: &Reading| {
        let key = reading.private_key.as_ref();
        key.map(|key| key.public_key_sha256.clone())
    };
    let certificates = |reading: &Reading| {
        let all = reading.certificates.iter();
        all.map(|own| own.sha256.clone()).collect::<Vec<_>>()
    };
    assert!(key(&open).is_some(), "the sample is not open");
    if destination != Destination::Anaplan {
        assert_eq!(key(&again), key(&open), "{destination:?}");
    }
    if !matches!(
        destination,
        Destination::PrivateKey | Destination::PrivateKeyUnprotected
    ) {
        assert_eq!(certificates(&again), certificates(&open), "{destination:?}");
    }
}

/// Every place that something is saved for.
const PLACES: [Destination; 8] = [
    Destination::Anaplan,
    Destination::AzureKeyVault,
    Destination::EnvironmentBase64,
    Destination::EnvironmentEscaped,
    Destination::OldPkcs12,
    Destination::Pkcs12,
    Destination::PrivateKey,
    Destination::PrivateKeyUnprotected,
];

/// A session that has read one source, and what it said.
fn opened(source: Source) -> (Session, Reading) {
    let mut session = Session::default();
    let inputs = Inputs {
        sources: vec![source],
        choice: None,
    };
    match session.answer(Request::Read(inputs), NOW, &mut Counted::default()) {
        Reply::Reading(reading) => (session, *reading),
        other => panic!("{other:?}"),
    }
}

/// Whatever OpenSSL opens too: our half of that comparison, so that its kept inputs are played without OpenSSL's library.
pub fn beside_openssl(bytes: &[u8]) {
    drop(Found::of(bytes, None));
}

/// PKCS#12 files. Without a passphrase no costly derivation is made.
pub fn pkcs12_file(bytes: &[u8]) {
    let _ = pkcs12::open(bytes, None);
}

/// Pasted requests of any kind, and everything that is said of them.
pub fn review_of(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else {
        return;
    };
    for verdict in review::review(text, NOW.cast_signed()).verdicts() {
        for value in verdict.params.values() {
            if let Value::Text(text) = value {
                assert!(text.chars().all(|c| !c.is_control()));
            }
        }
    }
}

/// What stands in the page's boxes, as one conversation: read, prepare, generate, assemble, export. The
/// input is cut at the byte 0xFF into the certificate's box, the key's, the passphrase of both and a signature.
pub fn session(bytes: &[u8]) {
    let mut parts = bytes.split(|byte| *byte == 0xFF);
    let mut next = || parts.next().unwrap_or_default().to_vec();
    let certificate = Source::file(1, InputField::Certificate, "file", next());
    let private_key = Source::file(2, InputField::PrivateKey, "file", next());
    let passphrase: Option<Zeroizing<String>> = String::from_utf8(next()).ok().map(Into::into);
    let signature = String::from_utf8(next()).unwrap_or_default();
    let inputs = Inputs {
        sources: vec![
            certificate.with_passphrase(passphrase.clone()),
            private_key.with_passphrase(passphrase),
        ],
        choice: None,
    };
    let mut session = Session::default();
    let header_form = HeaderForm::Pem;
    for request in [
        Request::Read(inputs),
        Request::Prepare,
        Request::Generate { header_form },
        Request::Assemble {
            header_form,
            signature: Content::Text(signature.clone().into()),
        },
        Request::Assemble {
            header_form,
            signature: Content::File {
                name: String::new(),
                bytes: signature.clone().into_bytes(),
            },
        },
        Request::Export {
            form: Form::CurlPosix,
            service: signature,
        },
        Request::Forget,
    ] {
        let _ = session.answer(request, NOW, &mut Counted::default());
    }
}

/// Pasted text of any kind.
pub fn text(bytes: &[u8]) {
    if let Ok(text) = str::from_utf8(bytes) {
        let _ = read_text(text);
        let _ = byte_strings(text);
    }
}
