//! Which certificate a request carries and which key signs it, of everything that people put in
//! together. OpenSSL makes the certificates, with fixed times.

use crate::support::openssl::{Folder, Key};
use crate::support::{TestRandom, login};
use anaplan_rsa_signer::notice::{Field, Notice, Severity, Value};
use anaplan_rsa_signer::protocol::{
    InputField, Inputs, Reading, Reply, Request, Source, SourceReading,
};
use anaplan_rsa_signer::request::HeaderForm;
use anaplan_rsa_signer::session::Session;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::sync::OnceLock;
use zeroize::Zeroizing;

/// Name, key, first day, last day, whether a CA's.
const CERTIFICATES: [(&str, &str, &str, &str, bool); 4] = [
    ("first", "own", "20300101", "20310101", false),
    ("second", "own", "20300601", "20320101", false),
    ("authority", "own", "20290101", "20390101", true),
    ("stranger", "other", "20300101", "20330101", false),
];

/// Unix seconds, each by `date -u -d … +%s`.
const BEFORE_ALL: u64 = 1_874_966_400; // 2029-06-01
const IN_FIRST: u64 = 1_898_553_600; // 2030-03-01
const IN_BOTH: u64 = 1_909_094_400; // 2030-07-01
const IN_SECOND: u64 = 1_938_038_400; // 2031-06-01
const AFTER_BOTH: u64 = 2_051_222_400; // 2035-01-01

fn folder() -> &'static Folder {
    static FOLDER: OnceLock<Folder> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = Folder::new();
        for (name, key) in [
            ("own", Key::Rsa(2048)),
            ("other", Key::Other),
            ("third", Key::Authority),
        ] {
            folder.key(name, key);
        }
        folder.write(
            "cnf",
            "[ca]\ndefault_ca=c\n[c]\ndatabase=index\nserial=serial\nnew_certs_dir=.\ndefault_md=sha256\n\
             policy=p\nunique_subject=no\n[p]\ncommonName=supplied\n[req]\ndistinguished_name=d\n[d]\n\
             [leaf]\nbasicConstraints=CA:FALSE\n[authority]\nbasicConstraints=critical,CA:TRUE\n",
        );
        folder.write("index", "");
        folder.write("serial", "1000\n");
        for (name, key, from, to, is_ca) in CERTIFICATES {
            let extensions = if is_ca { "authority" } else { "leaf" };
            folder.openssl(&format!(
                "req -new -config cnf -key {key}.key -subj /CN={name} -out csr"
            ));
            folder.openssl(&format!(
                "ca -batch -config cnf -selfsign -keyfile {key}.key -in csr -notext -extensions {extensions} \
                 -startdate {from}000000Z -enddate {to}000000Z -out {name}.crt"
            ));
        }
        folder.openssl("rsa -in own.key -pubout -out public");
        folder
    })
}

fn text(names: &[&str]) -> String {
    names.iter().map(|name| folder().text(name)).collect()
}

/// The SHA-256 of a certificate as OpenSSL prints it.
fn sha256(name: &str) -> String {
    let printed = folder().openssl(&format!("x509 -in {name}.crt -noout -fingerprint -sha256"));
    printed.trim().rsplit('=').next().unwrap().to_owned()
}

fn der(name: &str) -> Vec<u8> {
    folder().feed(&format!("x509 -in {name}.crt -outform DER"), b"")
}

fn answer(session: &mut Session, request: Request, at: u64) -> Reply {
    session.answer(request, at, &mut TestRandom::new(3))
}

fn read(session: &mut Session, sources: Vec<Source>, choice: Option<&str>, at: u64) -> Reading {
    let choice = choice.map(str::to_owned);
    match answer(session, Request::Read(Inputs { sources, choice }), at) {
        Reply::Reading(reading) => *reading,
        other => panic!("{other:?}"),
    }
}

/// The common name of the certificate in the header, which the signature verifies with.
fn generated(session: &mut Session, at: u64) -> Result<&'static str, Vec<Notice>> {
    let header_form = HeaderForm::Der;
    match answer(session, Request::Generate { header_form }, at) {
        Reply::Generated(made) => {
            let (carried, _) = login::verified(&made.authorization, &made.body, at).unwrap();
            let names = CERTIFICATES.map(|(name, ..)| name);
            let found = names.into_iter().find(|name| der(name) == carried);
            Ok(found.expect("one of the certificates that were put in"))
        }
        Reply::Refused { notices } => Err(notices),
        other => panic!("{other:?}"),
    }
}

fn names(reading: &Reading) -> Vec<&str> {
    let subjects = reading.choices.iter().map(|own| own.subject.as_str());
    subjects
        .map(|subject| subject.strip_prefix("CN=").unwrap())
        .collect()
}

fn certificates(names: &[&str]) -> Source {
    let files: Vec<String> = names.iter().map(|name| format!("{name}.crt")).collect();
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    Source::text(1, InputField::Certificate, &text(&files))
}

fn keys(names: &[&str]) -> Source {
    Source::text(2, InputField::PrivateKey, &text(names))
}

fn codes(notices: &[Notice], severity: Severity) -> Vec<&'static str> {
    let all = notices.iter().filter(|own| own.severity == severity);
    all.map(|own| own.code).collect()
}

/// A leaf before a CA's certificate, then a valid one, then the one that ends last; in any order of
/// input.
#[test]
fn the_likeliest_certificate_of_a_key_is_used() {
    for (at, expected, choices) in [
        (BEFORE_ALL, "second", ["second", "first", "authority"]),
        (IN_FIRST, "first", ["first", "second", "authority"]),
        (IN_BOTH, "second", ["second", "first", "authority"]),
        (IN_SECOND, "second", ["second", "first", "authority"]),
        (AFTER_BOTH, "second", ["second", "first", "authority"]),
    ] {
        for order in [
            ["first", "stranger", "second", "authority"],
            ["authority", "second", "stranger", "first"],
        ] {
            let mut session = Session::default();
            let sources = vec![certificates(&order), keys(&["own.key"])];
            let reading = read(&mut session, sources, None, at);
            assert!(reading.ready);
            assert_eq!(names(&reading), choices, "at {at}");
            assert_eq!(reading.certificates.len(), 4);
            let shown = reading.certificate.unwrap().subject;
            assert_eq!(shown, format!("CN={expected}"));
            assert_eq!(generated(&mut session, at).unwrap(), expected, "at {at}");
        }
    }
}

#[test]
fn the_chosen_certificate_is_used_if_its_key_is_there() {
    for (choice, expected) in [
        (sha256("first"), "first"),
        (sha256("authority"), "authority"),
        (sha256("stranger"), "second"),
        ("00".to_owned(), "second"),
    ] {
        let mut session = Session::default();
        let all = ["first", "second", "authority", "stranger"];
        let sources = vec![certificates(&all), keys(&["own.key"])];
        read(&mut session, sources, Some(&choice), IN_BOTH);
        assert_eq!(generated(&mut session, IN_BOTH).unwrap(), expected);
    }
}

#[test]
fn a_single_pair_leaves_no_choice() {
    let sources = vec![certificates(&["first", "stranger"]), keys(&["own.key"])];
    let reading = read(&mut Session::default(), sources, None, IN_BOTH);
    assert!(reading.ready && reading.choices.is_empty());
}

/// As when the key is kept elsewhere.
#[test]
fn without_a_key_every_leaf_may_be_chosen() {
    let shown = |names: &[&str], choice: Option<&str>| {
        let sources = vec![certificates(names)];
        read(&mut Session::default(), sources, choice, IN_BOTH)
    };
    let all = ["authority", "first", "stranger", "second"];
    let reading = shown(&all, None);
    assert_eq!(names(&reading), ["first", "stranger", "second"]);
    assert_eq!(reading.certificate.unwrap().subject, "CN=stranger");
    let reading = shown(&all, Some(&sha256("first")));
    assert_eq!(reading.certificate.unwrap().subject, "CN=first");
    // A CA's certificate is none to choose.
    let reading = shown(&all, Some(&sha256("authority")));
    assert_eq!(reading.certificate.unwrap().subject, "CN=stranger");
    let reading = shown(&["authority", "first"], None);
    assert!(reading.choices.is_empty());
    assert_eq!(reading.certificate.unwrap().subject, "CN=first");
    let reading = shown(&["authority"], None);
    assert_eq!(reading.certificate.unwrap().subject, "CN=authority");
}

/// With more certificates than 32 somebody has pasted a list.
#[test]
fn of_a_long_list_none_is_to_be_chosen() {
    let der = der("first");
    let serial = der.windows(4).position(|four| four == b"\x02\x02\x10\x00");
    let list = |length: u8| -> Vec<Source> {
        let variant = |number: u8| {
            let mut der = der.clone();
            der[serial.unwrap() + 3] = number;
            Source::file(u32::from(number), InputField::Files, "own.cer", der)
        };
        (0..length).map(variant).collect()
    };
    for (length, choices) in [(2, 2), (32, 32), (33, 0)] {
        let reading = read(&mut Session::default(), list(length), None, IN_BOTH);
        assert_eq!(reading.certificates.len(), usize::from(length));
        assert_eq!(reading.choices.len(), choices);
        assert_eq!(reading.comparison.is_some(), length == 2);
    }
}

#[test]
fn a_key_without_its_certificate_is_named_where_it_was_put() {
    let mut session = Session::default();
    let sources = vec![certificates(&["first"]), keys(&["other.key"])];
    let reading = read(&mut session, sources, None, IN_BOTH);
    assert!(!reading.ready);
    assert!(reading.private_key.is_some());
    let refusal = generated(&mut session, IN_BOTH).unwrap_err();
    let mismatch = refusal.iter().find(|own| own.code == "pair-mismatch");
    let mismatch = mismatch.unwrap();
    assert_eq!(mismatch.field, Field::PrivateKey);
    assert_eq!(mismatch.source.as_ref().unwrap().id, 2);
}

#[test]
fn of_several_keys_none_is_guessed() {
    let mut session = Session::default();
    let sources = vec![
        certificates(&["first"]),
        keys(&["other.key", "third.key", "other.key"]),
    ];
    let reading = read(&mut session, sources, None, IN_BOTH);
    assert!(!reading.ready && reading.private_key.is_none());
    let several = reading
        .notices
        .iter()
        .find(|own| own.code == "several-private-keys")
        .unwrap();
    // One of them stands there twice.
    assert_eq!(*several.params.get("count").unwrap(), Value::Number(2));
    // Without a certificate there is nothing to guess between yet.
    let sources = vec![keys(&["third.key", "other.key"])];
    let reading = read(&mut Session::default(), sources, None, IN_BOTH);
    assert!(reading.private_key.is_some());
    let errors = codes(&reading.notices, Severity::Error);
    assert!(errors.is_empty(), "{errors:?}");
}

#[test]
fn every_source_of_a_used_object_is_used() {
    let text = |id, names: &[&str]| Source::text(id, InputField::Files, &text(names));
    let sources = vec![
        text(9, &["first.crt"]),
        text(4, &["own.key"]),
        text(5, &["stranger.crt", "other.key"]),
        text(6, &["own.key", "first.crt"]),
        text(7, &["first.crt"]),
        text(8, &["public"]),
        text(3, &["own.key"]),
    ];
    let choice = sha256("first");
    let reading = read(&mut Session::default(), sources, Some(&choice), IN_BOTH);
    assert!(reading.ready);
    // The other pair's key has its certificate.
    let told = codes(&reading.notices, Severity::Information);
    assert!(!told.contains(&"unused-private-keys"), "{told:?}");
    let used: Vec<(u32, bool)> = reading
        .sources
        .iter()
        .map(|own| (own.id, own.used))
        .collect();
    let expected = [
        (9, true),
        (4, true),
        (5, false),
        (6, true),
        (7, true),
        (8, false),
        (3, true),
    ];
    assert_eq!(used, expected);
    let counts = reading.sources.iter();
    let counts: Vec<(u32, u32)> = counts
        .map(|own| (own.certificates, own.private_keys))
        .collect();
    let expected = [(1, 0), (0, 1), (1, 1), (1, 1), (1, 0), (0, 0), (0, 1)];
    assert_eq!(counts, expected);
    let unprotected = |own: &SourceReading| own.locked.is_none() && !own.unlocked;
    assert!(reading.sources.iter().all(unprotected));
    let belongs: Vec<Option<Field>> = reading.sources.iter().map(|own| own.belongs_in).collect();
    let (certificate, key) = (Some(Field::Certificate), Some(Field::PrivateKey));
    let expected = [certificate, key, None, None, certificate, None, key];
    assert_eq!(belongs, expected);
    // The first place counts.
    assert_eq!(reading.private_key.unwrap().source, Some(4));
}

/// The limit holds for all sources together.
#[test]
fn at_most_32_keys_are_opened() {
    let many = |id, count: usize| {
        Source::text(
            id,
            InputField::Files,
            &folder().text("own.key").repeat(count),
        )
    };
    for (second, reported) in [(16, vec![]), (17, vec![2])] {
        let sources = vec![many(1, 16), many(2, second)];
        let reading = read(&mut Session::default(), sources, None, IN_BOTH);
        let limit = reading
            .notices
            .iter()
            .filter(|own| own.code == "too-many-keys");
        let limit: Vec<u32> = limit.map(|own| own.source.as_ref().unwrap().id).collect();
        assert_eq!(limit, reported);
    }
}

#[test]
fn the_costliest_of_several_locked_keys_is_reported() {
    let folder = folder();
    for iterations in [2000, 3000] {
        folder.openssl(&format!(
            "pkcs8 -topk8 -in own.key -iter {iterations} -passout pass:secret -out {iterations}"
        ));
    }
    for order in [["2000", "3000"], ["3000", "2000"]] {
        let reading = read(&mut Session::default(), vec![keys(&order)], None, IN_BOTH);
        let [source] = reading.sources.as_slice() else {
            panic!("{:?}", reading.sources);
        };
        assert_eq!(source.locked.as_ref().unwrap().iterations, 3000);
        assert!(!source.unlocked);
    }
}

/// What is absent is an error only once a request is asked for, and only if nothing else says so.
#[test]
fn absence_is_reported_once() {
    let refusal = |sources: Vec<Source>| {
        let mut session = Session::default();
        let reading = read(&mut session, sources, None, IN_BOTH);
        let read = codes(&reading.notices, Severity::Error);
        let refused = generated(&mut session, IN_BOTH).unwrap_err();
        (read, codes(&refused, Severity::Error))
    };
    let public = |field| Source::text(5, field, &folder().text("public"));
    let missing_key = (vec![], vec!["private-key-missing"]);
    assert_eq!(refusal(vec![certificates(&["first"])]), missing_key);
    let instead = (vec!["public-key-only"], vec!["public-key-only"]);
    for field in [InputField::PrivateKey, InputField::Files] {
        let sources = vec![certificates(&["first"]), public(field)];
        assert_eq!(refusal(sources), instead, "{field:?}");
    }
    // In the box for certificates, where one is, a public key replaces nothing.
    let sources = vec![certificates(&["first"]), public(InputField::Certificate)];
    assert_eq!(refusal(sources), missing_key);
    let sources = vec![keys(&["own.key"]), public(InputField::Files)];
    assert_eq!(refusal(sources), instead);
    let mut session = Session::default();
    let sources = vec![
        certificates(&["first"]),
        keys(&["own.key"]),
        public(InputField::Files),
    ];
    let reading = read(&mut session, sources, None, IN_BOTH);
    assert!(reading.ready);
    assert!(
        reading
            .notices
            .iter()
            .all(|own| own.code != "public-key-only")
    );
}

/// A request is made in spite of what else is wrong, and its notices say so.
#[test]
fn beside_a_usable_pair_errors_are_warnings() {
    let mut session = Session::default();
    let damaged = folder().text("stranger.crt").replacen("MII", "MI", 1);
    let sources = vec![
        certificates(&["first"]),
        keys(&["own.key"]),
        Source::text(3, InputField::Files, &damaged),
    ];
    let reading = read(&mut session, sources, None, IN_BOTH);
    assert!(reading.ready);
    let third = |own: &&Notice| own.source.as_ref().is_some_and(|source| source.id == 3);
    let told: Vec<&Notice> = reading.notices.iter().filter(third).collect();
    assert!(!told.is_empty());
    assert!(told.iter().all(|own| own.severity == Severity::Warning));
    assert_eq!(generated(&mut session, IN_BOTH).unwrap(), "first");
}

#[test]
fn the_header_is_the_certificate_of_the_reading() {
    let mut session = Session::default();
    let sources = vec![certificates(&["first"]), keys(&["own.key"])];
    read(&mut session, sources, None, IN_BOTH);
    match answer(
        &mut session,
        Request::Generate {
            header_form: HeaderForm::Der,
        },
        IN_BOTH,
    ) {
        Reply::Generated(made) => {
            let expected = STANDARD.encode(der("first"));
            assert_eq!(made.authorization, format!("CACertificate {expected}"));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_key_has_its_form_and_says_whether_it_was_unlocked() {
    let folder = folder();
    for words in [
        "rsa -in own.key -traditional -out pkcs1",
        "rsa -in own.key -traditional -aes256 -passout pass:secret -out traditional",
        "pkcs8 -topk8 -in own.key -passout pass:secret -out pkcs8",
    ] {
        folder.openssl(words);
    }
    for (name, form, unlocked) in [
        ("own.key", "PKCS#8", false),
        ("pkcs1", "PKCS#1", false),
        ("traditional", "PKCS#1", true),
        ("pkcs8", "PKCS#8", true),
    ] {
        let secret = || Some("secret".to_owned().into());
        let sources = vec![keys(&[name]).with_passphrase(secret())];
        let reading = read(&mut Session::default(), sources, None, IN_BOTH);
        assert_eq!(reading.private_key.unwrap().form, form, "{name}");
        assert_eq!(reading.sources[0].unlocked, unlocked, "{name}");
    }
}

/// Only what is missing is looked for in what else was put in.
#[test]
fn unsupported_objects_beside_a_key_are_no_errors() {
    let public = || Source::text(3, InputField::PrivateKey, &folder().text("public"));
    folder().openssl("pkcs8 -topk8 -in own.key -passout pass:secret -out locked");
    for key in ["own.key", "locked"] {
        let sources = vec![keys(&[key]), public()];
        let reading = read(&mut Session::default(), sources, None, IN_BOTH);
        let mut severities = reading.notices.iter().map(|own| own.severity);
        let harmless = severities.all(|severity| severity == Severity::Information);
        assert!(harmless, "{key}: {:?}", reading.notices);
    }
    let reading = read(&mut Session::default(), vec![public()], None, IN_BOTH);
    assert_eq!(reading.notices[0].code, "public-key-only");
    let putty = "PuTTY-User-Key-File-3: ssh-rsa\n";
    for (key, severity) in [
        (Some("own.key"), Severity::Information),
        (None, Severity::Error),
    ] {
        let mut sources = vec![certificates(&["first"])];
        sources.extend(key.map(|key| keys(&[key])));
        sources.push(Source::text(3, InputField::Certificate, putty));
        let reading = read(&mut Session::default(), sources, None, IN_BOTH);
        assert!(codes(&reading.notices, severity).contains(&"putty-private-key"));
    }
}

#[test]
fn a_notice_names_the_file_with_its_control_characters_escaped() {
    let damaged = folder().text("first.crt").replacen("MII", "MI", 1);
    let twice = damaged.repeat(2).into_bytes();
    let file = Source::file(4, InputField::Files, "a\u{202E}b.crt", twice);
    let text = Source::text(5, InputField::Files, &damaged);
    let reading = read(&mut Session::default(), vec![file, text], None, IN_BOTH);
    let sources = reading
        .notices
        .iter()
        .map(|own| own.source.as_ref().unwrap());
    let sources: Vec<(u32, Option<&str>)> = sources
        .map(|source| (source.id, source.name.as_deref()))
        .collect();
    // The same mistake twice in one file is reported once.
    let [(4, Some(name)), (5, None)] = sources.as_slice() else {
        panic!("{:?}", reading.notices);
    };
    assert!(!name.contains('\u{202E}') && name.starts_with('a') && name.ends_with("b.crt"));
}

#[test]
fn a_reading_reports_the_findings_of_the_shown_certificate() {
    let reading = read(
        &mut Session::default(),
        vec![certificates(&["first"])],
        None,
        AFTER_BOTH,
    );
    let found: Vec<&str> = reading.notices.iter().map(|own| own.code).collect();
    assert!(found.contains(&"certificate-self-signed"), "{found:?}");
    assert!(found.contains(&"certificate-expired"), "{found:?}");
}

/// Another error in the same source does not replace the question for the passphrase.
#[test]
fn a_locked_source_asks_for_its_passphrase_beside_other_errors() {
    folder().openssl("pkcs8 -topk8 -in own.key -passout pass:secret -out asks");
    let damaged = folder().text("first.crt").replacen("MII", "MI", 1);
    let both = Source::text(6, InputField::Files, &(damaged + &folder().text("asks")));
    let mut session = Session::default();
    let reading = read(&mut session, vec![both], None, IN_BOTH);
    assert_eq!(codes(&reading.notices, Severity::Error).len(), 1);
    let refused = codes(
        &generated(&mut session, IN_BOTH).unwrap_err(),
        Severity::Error,
    );
    assert!(refused.contains(&"passphrase-needed"), "{refused:?}");
}

/// Of two locked files the one that was tried has its mistake, and the other asks.
#[test]
fn a_passphrase_is_asked_for_where_none_was_tried() {
    let folder = folder();
    folder.openssl("pkcs8 -topk8 -in own.key -passout pass:secret -out tried");
    folder.openssl("pkcs8 -topk8 -in third.key -passout pass:secret -out waiting");
    let file = |id, name| Source::file(id, InputField::Files, name, folder.read(name));
    let wrong = Some(Zeroizing::new("wrong".to_owned()));
    let sources = vec![file(3, "tried").with_passphrase(wrong), file(4, "waiting")];
    let mut session = Session::default();
    let _ = read(&mut session, sources, None, IN_BOTH);
    let refusal = generated(&mut session, IN_BOTH).unwrap_err();
    let mut asked: Vec<(&str, u32)> = refusal
        .iter()
        .filter(|own| own.field == Field::Passphrase)
        .map(|own| (own.code, own.source.as_ref().unwrap().id))
        .collect();
    asked.sort_unstable();
    assert_eq!(asked, [("passphrase-needed", 4), ("passphrase-wrong", 3)]);
}

/// A file whose certificates are missing from the list is an error, whatever kept it from being read;
/// what holds none is not.
#[test]
fn what_is_missing_from_the_list_is_an_error() {
    for (bytes, expected) in [
        (b"hello".as_slice(), Severity::Error),
        (b"", Severity::Error),
        (b"PK\x03\x04", Severity::Error),
        (b"\x89PNG", Severity::Error),
        (b"PuTTY-User-Key-File-3: ssh-rsa", Severity::Information),
    ] {
        for certificates in [vec![], der("first")] {
            let sources = vec![
                Source::file(1, InputField::Files, "a", certificates.clone()),
                Source::file(2, InputField::Files, "b", bytes.to_vec()),
            ];
            let listed = answer(
                &mut Session::default(),
                Request::Expiry { sources },
                IN_BOTH,
            );
            let Reply::Expiry(listed) = listed else {
                panic!("{listed:?}")
            };
            let of_file = |own: &&Notice| own.source.as_ref().is_some_and(|file| file.id == 2);
            let told: Vec<_> = listed.notices.iter().filter(of_file).collect();
            assert_eq!(told.len(), 1, "{told:?}");
            assert_eq!(told[0].severity, expected, "{told:?}");
        }
    }
}

/// Bytes that belong to nothing are reported at their file, in the list of certificates too.
#[test]
fn bytes_behind_an_object_are_reported() {
    let whole = der("first");
    for (behind, reported) in [
        (b"\x01\x02\x03".as_slice(), true),
        (b"a note", true),
        (b"\0\r\n", false),
    ] {
        let bytes = [whole.as_slice(), behind].concat();
        let source = || vec![Source::file(3, InputField::Files, "own.cer", bytes.clone())];
        let reading = read(&mut Session::default(), source(), None, IN_BOTH);
        let codes: Vec<&str> = reading.notices.iter().map(|own| own.code).collect();
        assert_eq!(codes.contains(&"trailing-bytes"), reported, "{codes:?}");
        let listed = answer(
            &mut Session::default(),
            Request::Expiry { sources: source() },
            IN_BOTH,
        );
        let Reply::Expiry(listed) = listed else {
            panic!("{listed:?}")
        };
        let codes: Vec<&str> = listed.notices.iter().map(|own| own.code).collect();
        assert_eq!(codes.contains(&"trailing-bytes"), reported, "{codes:?}");
    }
}
