//! Whole sessions with keys and certificates that OpenSSL makes; OpenSSL verifies the results.

use crate::support::cases::rows;
use crate::support::openssl::{Folder, Key, verifies};
use crate::support::{TestRandom, now, read, read_sources};
use anaplan_rsa_signer::notice::{Field, Notice, Severity, Value};
use anaplan_rsa_signer::protocol::{Generated, InputField, Reading, Reply, Request, Source};
use anaplan_rsa_signer::request::HeaderForm;
use anaplan_rsa_signer::session::Session;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::sync::OnceLock;

/// Returns the folder of keys and certificates in many forms.
fn folder() -> &'static Folder {
    static FOLDER: OnceLock<Folder> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = Folder::new();
        for bits in [1024, 2047, 2048, 3072, 4096] {
            folder.key(&bits.to_string(), Key::Rsa(bits));
            let email = "-subj /CN=Ann/O=Example -addext subjectAltName=email:ann@example.com";
            folder.certificate(&bits.to_string(), email);
        }
        for (name, key) in [
            ("other", Key::Other),
            ("pss", Key::Pss),
            ("ec", Key::Ec),
            ("ed25519", Key::Ed25519),
        ] {
            folder.key(name, key);
            folder.certificate(name, "-subj /CN=Ann/O=Example");
        }
        folder.key("multi", Key::ThreePrimes);
        for words in [
            "rsa -in 2048.key -traditional -out pkcs1.key",
            "rsa -in 2048.key -pubout -out public.pem",
            "rsa -in 2048.key -RSAPublicKey_out -out public1.pem",
            "ec -in ec.key -out sec1.key",
            "dsaparam -noout -genkey -out dsa.key 1024",
            "pkcs8 -topk8 -nocrypt -in dsa.key -out dsa8.key",
            "pkcs8 -topk8 -in 2048.key -passout pass:secret -out encrypted.key",
            "rsa -in 2048.key -traditional -aes256 -passout pass:secret -out traditional.key",
            "req -new -key 2048.key -subj /CN=Ann -out request.csr",
            "x509 -in 2048.crt -trustout -addtrust clientAuth -out trusted.crt",
            "x509 -in 2048.crt -outform DER -out 2048.cer",
            "crl2pkcs7 -nocrl -certfile 2048.crt -out bundle.p7b",
        ] {
            folder.openssl(words);
        }
        folder
    })
}

fn text(name: &str) -> String {
    if name.is_empty() {
        String::new()
    } else {
        folder().text(name)
    }
}

fn reading(session: &mut Session, certificate: &str, key: &str) -> Reading {
    match session.answer(
        read(&text(certificate), &text(key)),
        now(),
        &mut TestRandom::new(1),
    ) {
        Reply::Reading(reading) => *reading,
        other => panic!("{other:?}"),
    }
}

fn generate(session: &mut Session, form: HeaderForm) -> Result<Generated, Vec<Notice>> {
    let request = Request::Generate { header_form: form };
    match session.answer(request, now(), &mut TestRandom::new(now())) {
        Reply::Generated(generated) => Ok(*generated),
        Reply::Refused { notices } => Err(notices),
        other => panic!("{other:?}"),
    }
}

/// Returns what the page reports for these two boxes when Generate is pressed.
fn outcome(certificate: &str, key: &str) -> Vec<String> {
    let mut session = Session::default();
    reading(&mut session, certificate, key);
    let (mut said, notices) = match generate(&mut session, HeaderForm::Der) {
        Ok(generated) => (vec!["generated".to_owned()], generated.notices),
        Err(notices) => (vec![], notices),
    };
    said.extend(
        notices
            .iter()
            .filter(|n| n.severity > Severity::Information)
            .map(|notice| format!("{:?} {:?} {}", notice.severity, notice.field, notice.code)),
    );
    // Every certificate made here signs itself; that is not what is looked at.
    said.retain(|line| !line.ends_with("self-signed") && !line.ends_with("authority"));
    said
}

/// Returns OpenSSL's signature.
fn signed(key: &str, message: &[u8]) -> Vec<u8> {
    folder().feed(&format!("dgst -sha512 -sign {key}"), message)
}

/// Parses a generated body as Anaplan does: message and signature.
fn parts(body: &str) -> (Vec<u8>, Vec<u8>) {
    let start = r#"{"encodedDataFormat":"v2","encodedData":""#;
    let rest = body
        .strip_prefix(start)
        .expect("the fields in the published order");
    let (data, rest) = rest.split_once(r#"","encodedSignedData":""#).unwrap();
    let signature = rest.strip_suffix("\"}").unwrap();
    (
        STANDARD.decode(data).unwrap(),
        STANDARD.decode(signature).unwrap(),
    )
}

#[test]
fn openssl_verifies_what_is_generated_and_would_sign_the_same() {
    for (name, key) in [
        ("2048", "2048.key"),
        ("2048", "pkcs1.key"),
        ("3072", "3072.key"),
        ("4096", "4096.key"),
    ] {
        let certificate = text(&format!("{name}.crt"));
        let mut session = Session::default();
        reading(&mut session, &format!("{name}.crt"), key);
        let before = now();
        let generated = generate(&mut session, HeaderForm::Der).unwrap();
        let (message, signature) = parts(&generated.body);
        assert_eq!(message.len(), 100);
        let time = u64::from_be_bytes(message[..8].try_into().unwrap());
        assert_eq!(time, generated.created_at);
        assert!((before..=now()).contains(&time));
        assert!(verifies(&certificate, &message, &signature), "{key}");
        assert_eq!(signature, signed(key, &message), "{key}");
        let mut changed = message.clone();
        changed[99] ^= 1;
        assert!(
            !verifies(&certificate, &changed, &signature),
            "openssl verifies anything"
        );
    }
}

#[test]
fn the_header_carries_the_certificate_in_either_form() {
    let mut session = Session::default();
    reading(&mut session, "2048.crt", "2048.key");
    let der = folder().read("2048.cer");
    let pem = text("2048.crt").into_bytes();
    for (form, certificate) in [(HeaderForm::Der, der), (HeaderForm::Pem, pem)] {
        let generated = generate(&mut session, form).unwrap();
        let expected = STANDARD.encode(certificate);
        assert_eq!(generated.authorization, format!("CACertificate {expected}"));
        assert_eq!(generated.fields.certificate, expected);
    }
}

#[test]
fn two_requests_differ_in_their_random_part() {
    let mut session = Session::default();
    reading(&mut session, "2048.crt", "2048.key");
    let mut random = TestRandom::new(5);
    let mut body = || {
        let request = Request::Generate {
            header_form: HeaderForm::Der,
        };
        match session.answer(request, 1_750_736_826, &mut random) {
            Reply::Generated(generated) => generated.body,
            other => panic!("{other:?}"),
        }
    };
    let (one, two) = (parts(&body()).0, parts(&body()).0);
    // The published example begins so: 2025-06-24 03:47:06 UTC.
    assert!(STANDARD.encode(&one).starts_with("AAAAAGhaH7"));
    assert_eq!(one[..8], two[..8]);
    assert_ne!(one[8..], two[8..]);
}

#[test]
fn usable_input_signs() {
    for (certificate, key) in [
        ("2048.crt", "2048.key"),
        ("2048.key", "2048.crt"), // the boxes mixed up
        ("trusted.crt", "pkcs1.key"),
    ] {
        assert_eq!(
            outcome(certificate, key),
            ["generated"],
            "{certificate} {key}"
        );
    }
}

#[test]
fn each_mistake_is_named_beside_its_field() {
    let missing = "Error Certificate certificate-missing";
    for [certificate, key, field, code] in rows(
        "
        2048.crt    |                 | PrivateKey  | private-key-missing
                    | 2048.key        | Certificate | certificate-missing
        public.pem  | 2048.key        | Certificate | public-key-only
        request.csr | 2048.key        | Certificate | request-only
        ec.crt      | 2048.key        | Certificate | certificate-not-rsa
        pss.crt     | 2048.key        | Certificate | certificate-restricted-to-pss
        1024.crt    | 2048.key        | Certificate | key-too-small
        2048.crt    | public.pem      | PrivateKey  | public-key-only
        2048.crt    | public1.pem     | PrivateKey  | public-key-only
        2048.crt    | request.csr     | PrivateKey  | request-only
        2048.crt    | 2048.crt        | PrivateKey  | private-key-missing
        2048.crt    | ec.key          | PrivateKey  | key-not-rsa
        2048.crt    | sec1.key        | PrivateKey  | key-not-rsa
        2048.crt    | ed25519.key     | PrivateKey  | key-not-rsa
        2048.crt    | dsa.key         | PrivateKey  | key-not-rsa
        2048.crt    | dsa8.key        | PrivateKey  | key-not-rsa
        2048.crt    | pss.key         | PrivateKey  | key-restricted-to-pss
        2048.crt    | multi.key       | PrivateKey  | key-multi-prime
        2048.crt    | 1024.key        | PrivateKey  | key-too-small
        2048.crt    | 2047.key        | PrivateKey  | key-too-small
        2048.crt    | other.key       | PrivateKey  | pair-mismatch
        2048.crt    | encrypted.key   | Passphrase  | passphrase-needed
        2048.crt    | traditional.key | Passphrase  | passphrase-needed",
    ) {
        let mut told = outcome(certificate, key);
        told.retain(|line| !line.ends_with("no-email"));
        let expected = format!("Error {field} {code}");
        assert_eq!(
            told,
            [expected],
            "certificate box: {certificate}, key box: {key}"
        );
    }
    let both = [missing, "Error PrivateKey private-key-missing"];
    assert_eq!(outcome("", ""), both);
    assert_eq!(outcome("bundle.p7b", "2048.key"), ["generated"]);
    let told = outcome("ed25519.crt", "");
    assert!(told.contains(&"Error Certificate certificate-not-rsa".to_owned()));
    assert!(told.contains(&both[1].to_owned()), "{told:?}");
}

#[test]
fn validity_is_judged_by_the_given_time_and_blocks_nothing() {
    let day = 86_400;
    let request = || Request::Generate {
        header_form: HeaderForm::Der,
    };
    for (days, code) in [
        (-1, Some("certificate-not-yet-valid")),
        (1, None),
        (304, None),
        (306, Some("certificate-expires-ahead")),
        (350, Some("certificate-expires-ahead")),
        (352, Some("certificate-expires-soon")),
        (366, Some("certificate-expired")),
    ] {
        let then = now().checked_add_signed(days * day).unwrap();
        let mut session = Session::default();
        let _ = session.answer(
            read(&text("2048.crt"), &text("2048.key")),
            then,
            &mut TestRandom::new(1),
        );
        match session.answer(request(), then, &mut TestRandom::new(1)) {
            Reply::Generated(generated) => {
                let codes: Vec<&str> = generated.notices.iter().map(|notice| notice.code).collect();
                let validity = codes
                    .iter()
                    .copied()
                    .find(|c| c.contains("expire") || c.contains("valid"));
                assert_eq!(validity, code, "on day {days}");
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_mismatch_names_both_fingerprints() {
    let mut session = Session::default();
    reading(&mut session, "2048.crt", "other.key");
    let notice = generate(&mut session, HeaderForm::Der)
        .unwrap_err()
        .into_iter()
        .find(|notice| notice.code == "pair-mismatch")
        .unwrap();
    let fingerprint = |key: &str| {
        let public = folder().feed(&format!("pkey -pubout -outform DER -in {key}"), b"");
        let digest = folder().feed("dgst -sha256 -c", &public);
        let digest = String::from_utf8(digest).unwrap();
        Value::Text(digest.trim().split(' ').next_back().unwrap().to_uppercase())
    };
    assert_eq!(
        *notice.params.get("certificate").unwrap(),
        fingerprint("2048.key")
    );
    assert_eq!(*notice.params.get("key").unwrap(), fingerprint("other.key"));
}

#[test]
fn the_matching_pair_of_several_is_chosen() {
    let mut session = Session::default();
    let certificates = text("other.crt") + &text("4096.crt") + &text("ec.crt") + &text("2048.crt");
    let keys = text("4096.key") + &text("3072.key");
    let request = read(&certificates, &keys);
    match session.answer(request, now(), &mut TestRandom::new(1)) {
        Reply::Reading(reading) => {
            assert!(reading.ready, "{reading:?}");
            assert_eq!(reading.certificate.unwrap().bits, Some(4096));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn among_several_keys_without_a_match_none_is_guessed() {
    let mut session = Session::default();
    session_read(
        &mut session,
        &text("other.crt"),
        &(text("4096.key") + &text("3072.key")),
    );
    let codes: Vec<&str> = generate(&mut session, HeaderForm::Der)
        .unwrap_err()
        .iter()
        .map(|n| n.code)
        .collect();
    assert!(codes.contains(&"several-private-keys"), "{codes:?}");
}

fn session_read(session: &mut Session, certificate: &str, key: &str) {
    let _ = session.answer(read(certificate, key), now(), &mut TestRandom::new(1));
}

#[test]
fn a_reading_replaces_what_was_held() {
    let mut session = Session::default();
    assert!(reading(&mut session, "2048.crt", "2048.key").ready);
    assert!(!reading(&mut session, "2048.crt", "").ready);
    assert!(generate(&mut session, HeaderForm::Der).is_err());
}

#[test]
fn without_randomness_nothing_is_generated() {
    let mut session = Session::default();
    reading(&mut session, "2048.crt", "2048.key");
    for dry_after in [0, 92] {
        let request = Request::Generate {
            header_form: HeaderForm::Der,
        };
        match session.answer(request, now(), &mut TestRandom::failing_after(dry_after)) {
            Reply::Refused { notices } => assert_eq!(notices[0].code, "random-unavailable"),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn the_summary_agrees_with_openssl() {
    let mut session = Session::default();
    let summary = reading(&mut session, "2048.crt", "").certificate.unwrap();
    assert_eq!(summary.subject, "CN=Ann, O=Example");
    assert_eq!(summary.emails, ["ann@example.com"]);
    assert_eq!(summary.days_left, 364);
    let output = folder().openssl("x509 -noout -serial -fingerprint -sha256 -in 2048.crt");
    assert!(output.contains(&summary.sha256), "{output}");
    assert!(
        output.contains(&format!("serial={}", summary.serial.replace(':', ""))),
        "{output}"
    );
}

/// Returns whether Generate succeeds for these texts, and the notices.
fn told(certificate: &str, key: &str) -> (bool, Vec<(Severity, &'static str)>) {
    let mut session = Session::default();
    session_read(&mut session, certificate, key);
    let (made, notices) = match generate(&mut session, HeaderForm::Der) {
        Ok(generated) => (true, generated.notices),
        Err(notices) => (false, notices),
    };
    let told = notices.iter().map(|notice| (notice.severity, notice.code));
    (made, told.collect())
}

#[test]
fn an_unsupported_key_beside_the_certificate_is_named() {
    let putty = "PuTTY-User-Key-File-3: ssh-rsa\n";
    let (made, told) = told(&(text("2048.crt") + putty), "");
    assert!(!made);
    assert!(
        told.contains(&(Severity::Error, "putty-private-key")),
        "{told:?}"
    );
}

#[test]
fn a_generated_request_carries_no_unrelated_error() {
    let (made, told) = told(
        &text("2048.crt"),
        &(text("2048.key") + &text("encrypted.key")),
    );
    assert!(made);
    assert!(
        told.iter().all(|(severity, _)| *severity < Severity::Error),
        "{told:?}"
    );
}

#[test]
fn a_bundle_without_mac_reports_the_cost_of_its_key() {
    let files = folder();
    files.openssl(
        "pkcs12 -export -inkey 2048.key -in 2048.crt -nomac -certpbe NONE -keypbe AES-256-CBC -iter 20000 -passout pass:secret -out costly.p12",
    );
    let bytes = files.read("costly.p12");
    let asked = |passphrase: Option<&str>| {
        let file = Source::file(1, InputField::Files, "costly.p12", bytes.clone());
        let passphrase = passphrase.map(|text| text.to_owned().into());
        let request = read_sources(vec![file.with_passphrase(passphrase)]);
        match Session::default().answer(request, now(), &mut TestRandom::new(1)) {
            Reply::Reading(reading) => *reading,
            other => panic!("{other:?}"),
        }
    };
    let need = asked(None).sources[0].locked.clone().unwrap();
    assert_eq!(need.iterations, 20000);
    assert!(need.scheme.contains("AES-256"), "{}", need.scheme);
    assert!(asked(Some("secret")).ready);
}

/// Returns the codes for a protected file, with its passphrase and with another.
fn told_of_protected(bytes: &[u8]) -> [Vec<&'static str>; 2] {
    ["secret", "other"].map(|passphrase| {
        let file = Source::file(1, InputField::PrivateKey, "protected", bytes.to_vec());
        let passphrase = Some(passphrase.to_owned().into());
        let request = read_sources(vec![file.with_passphrase(passphrase)]);
        match Session::default().answer(request, now(), &mut TestRandom::new(1)) {
            Reply::Reading(reading) => reading.notices.iter().map(|own| own.code).collect(),
            other => panic!("{other:?}"),
        }
    })
}

#[test]
fn damage_is_distinguished_from_a_wrong_passphrase() {
    let files = folder();
    for (name, arguments) in [
        ("pbes2", "pkcs8 -topk8 -in 2048.key -outform DER"),
        (
            "pbes1",
            "pkcs8 -topk8 -in 2048.key -v1 PBE-SHA1-3DES -outform DER",
        ),
        ("traditional", "rsa -in 2048.key -traditional -aes256"),
        ("mac", "pkcs12 -export -inkey 2048.key -in 2048.crt"),
        (
            "no-mac",
            "pkcs12 -export -inkey 2048.key -in 2048.crt -nomac",
        ),
    ] {
        files.openssl(&format!(
            "{arguments} -passout pass:secret -out damaged-{name}"
        ));
        let whole = files.read(&format!("damaged-{name}"));
        let fine = |codes: &[&str]| {
            !codes
                .iter()
                .any(|own| own.starts_with("damaged") || own.starts_with("passphrase"))
        };
        let [own, other] = told_of_protected(&whole);
        assert!(fine(&own), "{name}: {own:?}");
        assert!(other.contains(&"passphrase-wrong"), "{name}: {other:?}");
        // In the last block of what is encrypted.
        let mut damaged = whole.clone();
        let end = match name {
            "traditional" => whole
                .windows(9)
                .position(|nine| nine == b"\n-----END")
                .map_or(0, |end| end - 10),
            "mac" => whole.len() - 200,
            // Before the attributes that follow the key.
            "no-mac" => whole.len() - 45,
            _ => whole.len() - 1,
        };
        damaged[end] = if damaged[end] == b'q' { b'r' } else { b'q' };
        let [own, other] = told_of_protected(&damaged);
        let expected = if name == "mac" {
            "bundle-integrity"
        } else {
            "damaged-der"
        };
        assert!(own.contains(&expected), "{name}: {own:?}");
        assert!(!own.contains(&"passphrase-wrong"), "{name}: {own:?}");
        assert!(other.contains(&"passphrase-wrong"), "{name}: {other:?}");
    }
}

#[test]
fn files_that_no_passphrase_opens_are_damaged() {
    let files = folder();
    files.openssl("rsa -in 2048.key -traditional -aes256 -passout pass:secret -out cut.pem");
    let text = text("cut.pem");
    let mut lines: Vec<&str> = text.lines().collect();
    // Twelve lines of sixteen groups less: no whole number of blocks is left.
    lines.remove(lines.len() - 3);
    let mut cut = lines.join("\n");
    let at = cut.rfind("\n-----END").unwrap();
    cut.replace_range(at - 8..at, "");
    let [own, other] = told_of_protected(cut.as_bytes());
    assert!(own.contains(&"damaged-der"), "{own:?}");
    assert_eq!(own, other);
}

#[test]
fn keys_beyond_the_limit_are_reported() {
    let keys = text("other.key").repeat(33);
    let reading = reading_of(&text("2048.crt"), &keys);
    assert!(
        reading
            .notices
            .iter()
            .any(|own| own.code == "too-many-keys")
    );
    let reading = reading_of(&text("2048.crt"), &text("other.key").repeat(32));
    assert!(
        reading
            .notices
            .iter()
            .all(|own| own.code != "too-many-keys")
    );
}

fn reading_of(certificate: &str, key: &str) -> Reading {
    let mut session = Session::default();
    match session.answer(read(certificate, key), now(), &mut TestRandom::new(1)) {
        Reply::Reading(reading) => *reading,
        other => panic!("{other:?}"),
    }
}

/// A bundle and a key, each with a passphrase of its own.
#[test]
fn each_source_is_opened_with_its_own_passphrase() {
    let files = folder();
    files.openssl("pkcs12 -export -nokeys -in 2048.crt -passout pass:first -out certificates.p12");
    files.openssl("pkcs8 -topk8 -in 2048.key -passout pass:second -out second.key");
    let read = |first: Option<&str>, second: Option<&str>| {
        let source = |id, name: &str, passphrase: Option<&str>| {
            let bytes = files.read(name);
            let passphrase = passphrase.map(|text| text.to_owned().into());
            Source::file(id, InputField::Files, name, bytes).with_passphrase(passphrase)
        };
        let sources = vec![
            source(7, "certificates.p12", first),
            source(3, "second.key", second),
        ];
        let mut session = Session::default();
        match session.answer(read_sources(sources), now(), &mut TestRandom::new(1)) {
            Reply::Reading(reading) => (*reading, generate(&mut session, HeaderForm::Der)),
            other => panic!("{other:?}"),
        }
    };
    let needed = |notices: &[Notice]| -> Vec<(&str, Field, u32)> {
        let sources = notices.iter().map(|own| {
            let source = own.source.as_ref().unwrap();
            (own.code, own.field, source.id)
        });
        sources.collect()
    };

    let (reading, refused) = read(None, None);
    assert!(reading.notices.is_empty(), "{:?}", reading.notices);
    let asked = ["passphrase-needed"; 2].map(|code| (code, Field::Passphrase));
    let [one, other] = asked;
    let expected = [(one.0, one.1, 7), (other.0, other.1, 3)];
    assert_eq!(needed(&refused.unwrap_err()), expected);
    assert!(reading.sources.iter().all(|own| own.locked.is_some()));

    let (reading, refused) = read(Some("first"), Some("first"));
    let [bundle, key] = reading.sources.as_slice() else {
        panic!("{:?}", reading.sources);
    };
    assert!(bundle.unlocked && bundle.locked.is_none() && bundle.used);
    assert!(!key.unlocked && key.locked.is_some() && !key.used);
    assert_eq!((bundle.certificates, bundle.private_keys), (1, 0));
    assert_eq!((key.certificates, key.private_keys), (0, 1));
    let expected = [("passphrase-wrong", Field::Passphrase, 3)];
    let errors: Vec<Notice> = refused.unwrap_err();
    let errors: Vec<Notice> = errors
        .into_iter()
        .filter(|own| own.severity == Severity::Error)
        .collect();
    assert_eq!(needed(&errors), expected);

    let (reading, generated) = read(Some("first"), Some("second"));
    assert!(reading.ready && generated.is_ok());
    assert!(reading.sources.iter().all(|own| own.unlocked && own.used));
    assert_eq!(reading.private_key.unwrap().source, Some(3));
}

/// A source is described by its contents, and no reply holds text of a key.
#[test]
fn each_text_gets_its_box_and_no_key_is_returned() {
    let certificate = text("2048.crt");
    let key = text("2048.key");
    let both = certificate.clone() + &key;
    let (box_of_key, box_of_certificate) = (Some(Field::PrivateKey), Some(Field::Certificate));
    for (first, second, expected) in [
        (&certificate, &key, [box_of_certificate, box_of_key]),
        (&key, &certificate, [box_of_key, box_of_certificate]),
        (&both, &certificate, [None, box_of_certificate]),
        (&both, &text("public.pem"), [None, None]),
    ] {
        let mut session = Session::default();
        let reply = session.answer(read(first, second), now(), &mut TestRandom::new(1));
        let json = serde_json::to_string(&reply).unwrap();
        let lines = key.lines().filter(|line| !line.starts_with('-'));
        assert!(lines.clone().count() > 20);
        assert!(lines.into_iter().all(|line| !json.contains(line)));
        let Reply::Reading(reading) = reply else {
            panic!("{reply:?}");
        };
        let fields = reading.sources.iter().map(|source| source.belongs_in);
        assert_eq!(fields.collect::<Vec<_>>(), expected);
        assert!(reading.ready);
    }
}
