//! Which certificate is chosen of several, what is said of objects that are not used, and the list
//! of certificates by their end. OpenSSL makes the files.

use crate::support::cases::rows;
use crate::support::openssl::{Folder, Key};
use crate::support::{TestRandom, read, read_sources};
use anaplan_rsa_signer::inventory::Unused;
use anaplan_rsa_signer::notice::{Field, Severity};
use anaplan_rsa_signer::protocol::{Expiry, InputField, Reading, Reply, Request, Source};
use anaplan_rsa_signer::session::Session;
use std::collections::BTreeSet;
use std::sync::OnceLock;

const DAY: u64 = 86_400;

/// Certificates of one key, `NAME.crt`, by what tells them apart.
const CERTIFICATES: &[(&str, &str)] = &[
    (
        "signing",
        "-days 100 -addext keyUsage=digitalSignature -addext extendedKeyUsage=clientAuth",
    ),
    (
        "encryption",
        "-days 300 -addext keyUsage=keyEncipherment -addext extendedKeyUsage=emailProtection",
    ),
    ("commitment", "-days 900 -addext keyUsage=nonRepudiation"),
    ("server", "-days 800 -addext extendedKeyUsage=serverAuth"),
    ("plain", "-days 700"),
    (
        "address",
        "-days 50 -addext subjectAltName=email:ann@example.com",
    ),
    (
        "ca",
        "-days 2000 -addext basicConstraints=critical,CA:TRUE -addext keyUsage=digitalSignature,keyCertSign -addext extendedKeyUsage=clientAuth",
    ),
    ("longer", "-days 120 -addext keyUsage=digitalSignature"),
];

fn folder() -> &'static Folder {
    static FOLDER: OnceLock<Folder> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = Folder::new();
        folder.key("own", Key::Rsa(2048));
        folder.key("other", Key::Other);
        folder.key("third", Key::Rsa(3072));
        folder.openssl("rsa -in own.key -pubout -out public.pem");
        folder.openssl("req -new -key own.key -subj /CN=Ann -out request.csr");
        folder.openssl("req -new -key other.key -subj /CN=Ann -out stranger.csr");
        folder.openssl("ecparam -name prime256v1 -genkey -noout -out ec.key");
        folder.openssl("req -new -key ec.key -subj /CN=Ann -out ec.csr");
        folder.openssl(&format!(
            "req -x509 -new -key ec.key -subj /CN=ec -days 999 -addext keyUsage=digitalSignature -out ec.crt -config {}",
            config(&folder)
        ));
        for (name, options) in CERTIFICATES {
            // Without extensions of the configuration file, which makes every certificate a CA's.
            folder.openssl(&format!(
                "req -x509 -new -key own.key -subj /CN={name} {options} -out {name}.crt -config {}",
                config(&folder)
            ));
        }
        folder
    })
}

fn config(folder: &Folder) -> String {
    folder.write("empty.cnf", "[req]\ndistinguished_name=name\n[name]\n");
    folder.path("empty.cnf").display().to_string()
}

fn now() -> u64 {
    crate::support::now()
}

fn reading(certificates: &[&str], key: &str, now: u64) -> Reading {
    let texts = certificates.iter().map(|name| folder().text(name));
    let request = read(&texts.collect::<String>(), key);
    match Session::default().answer(request, now, &mut TestRandom::new(1)) {
        Reply::Reading(reading) => *reading,
        other => panic!("{other:?}"),
    }
}

/// The first of each pair is taken, in whatever order they come, with the key and without.
#[test]
fn the_certificate_that_the_login_needs_is_taken() {
    let key = folder().text("own.key");
    for (first, second) in [
        ("signing", "encryption"),
        ("signing", "commitment"),
        ("commitment", "encryption"),
        ("signing", "plain"),
        ("plain", "server"),
        ("address", "plain"),
        ("signing", "address"),
        ("plain", "ca"),
        ("encryption", "ca"),
        ("plain", "longer"),
    ] {
        let names = [first, second].map(|name| format!("{name}.crt"));
        let [one, other] = names.each_ref().map(String::as_str);
        for files in [[one, other], [other, one]] {
            for key in [key.as_str(), ""] {
                let reading = reading(&files, key, now());
                let chosen = reading.certificate.unwrap().common_name.unwrap();
                assert_eq!(chosen, first, "{files:?}");
                let choices = reading.choices.iter();
                let names: Vec<&str> = choices
                    .map(|own| own.common_name.as_deref().unwrap())
                    .collect();
                // Without a key, a CA's certificate is no choice.
                let offered = if second == "ca" && key.is_empty() {
                    0
                } else {
                    2
                };
                assert_eq!(names.len(), offered, "{files:?}");
                if offered == 2 && !key.is_empty() {
                    assert_eq!(names, [first, second], "{files:?}");
                }
            }
        }
    }
    // One that has expired comes after one that is valid.
    let files = ["address.crt", "plain.crt"];
    let later = reading(&files, &key, now() + 60 * DAY);
    assert_eq!(later.certificate.unwrap().common_name.unwrap(), "address");
    let files = ["longer.crt", "plain.crt"];
    let later = reading(&files, &key, now() + 200 * DAY);
    assert_eq!(later.certificate.unwrap().common_name.unwrap(), "plain");
}

/// No private key can belong to a certificate that is not RSA: none is asked for, and another certificate
/// is taken where there is one.
#[test]
fn a_certificate_that_is_not_rsa_wants_another() {
    for [files, shown, expected] in rows(
        "
        ec.crt                  | ec    | 1 certificate-not-rsa
        ec.crt ec.key           | ec    | 2 pair-not-rsa, 1 certificate-not-rsa
        ec.key ec.crt           | ec    | 1 pair-not-rsa, 2 certificate-not-rsa
        ec.crt own.key          | ec    | 1 certificate-not-rsa
        ec.crt ca.crt           | ec    | 1 certificate-not-rsa
        ca.crt ec.crt ec.key    | ec    | 3 pair-not-rsa, 2 certificate-not-rsa
        ec.crt plain.crt        | plain |
        ec.crt plain.crt ec.key | plain | 3 key-not-rsa
        plain.crt ec.key        | plain | 2 key-not-rsa
        ec.key                  |       | 1 key-not-rsa",
    ) {
        let sources = files
            .split(' ')
            .zip(1_u32..)
            .map(|(name, id)| Source::file(id, InputField::Files, name, folder().read(name)));
        let request = read_sources(sources.collect());
        let reply = Session::default().answer(request, now(), &mut TestRandom::new(1));
        let Reply::Reading(reading) = reply else {
            panic!("{reply:?}");
        };
        let errors = reading.notices.iter();
        let errors = errors.filter(|own| own.severity == Severity::Error);
        let errors: Vec<String> = errors
            .map(|own| format!("{} {}", own.source.as_ref().unwrap().id, own.code))
            .collect();
        assert_eq!(errors.join(", "), expected, "{files}");
        let certificate = reading.certificate.as_ref();
        let name = certificate.and_then(|own| own.common_name.as_deref());
        assert_eq!(name.unwrap_or_default(), shown, "{files}");
        // The page tells by it that another certificate is needed.
        let bits = certificate.map(|own| own.bits);
        assert_eq!(bits == Some(None), shown == "ec", "{files}");
    }
}

/// Whatever is seen and not used is said, and stops nothing.
#[test]
fn what_is_not_used_is_said() {
    let key = folder().text("own.key");
    let others = folder().text("other.key") + &folder().text("third.key");
    let mut seen = BTreeSet::new();
    for (more, code) in [
        (folder().text("public.pem"), Some("unused-public-key")),
        (folder().text("request.csr"), Some("unused-request")),
        (
            folder().text("stranger.csr"),
            Some("unused-request-of-other-key"),
        ),
        (others, Some("unused-private-keys")),
        (key.clone(), None),
        (folder().text("signing.crt"), None),
    ] {
        let reading = reading(&["signing.crt"], &(key.clone() + &more), now());
        assert!(reading.ready);
        let unused: Vec<&str> = reading
            .notices
            .iter()
            .filter(|own| own.code.starts_with("unused-"))
            .inspect(|own| assert_eq!(own.severity, Severity::Information))
            .map(|own| own.code)
            .collect();
        assert_eq!(unused, code.into_iter().collect::<Vec<_>>());
        seen.extend(unused);
    }
    let rest: Vec<&&str> = Unused::CODES
        .iter()
        .filter(|own| !seen.contains(**own))
        .collect();
    let expected = [
        "unused-crl",
        "unused-key-in-list",
        "listed-request",
        "listed-key",
        "listed-public-key",
    ];
    assert_eq!(rest, expected.iter().collect::<Vec<_>>());
}

/// A request says nothing of whether its certificate was issued.
#[test]
fn a_request_without_a_certificate_is_called_a_request() {
    for field in [InputField::PrivateKey, InputField::Files] {
        let sources = vec![
            Source::text(1, InputField::PrivateKey, &folder().text("own.key")),
            Source::text(2, field, &folder().text("request.csr")),
        ];
        let reply =
            Session::default().answer(read_sources(sources), now(), &mut TestRandom::new(1));
        let Reply::Reading(reading) = reply else {
            panic!("{reply:?}");
        };
        let told: Vec<&str> = reading.notices.iter().map(|own| own.code).collect();
        assert_eq!(told, ["request-only"], "{field:?}");
    }
}

fn expiry(sources: Vec<Source>) -> Expiry {
    let request = Request::Expiry { sources };
    match Session::default().answer(request, now(), &mut TestRandom::new(1)) {
        Reply::Expiry(expiry) => expiry,
        other => panic!("{other:?}"),
    }
}

/// What is said of things that have no expiry date is true of what is there.
#[test]
fn what_is_no_certificate_is_told_in_a_list() {
    let folder = folder();
    for [files, expected] in rows(
        "
        request.csr                   | listed-request
        own.key                       | listed-key
        public.pem                    | listed-public-key
        request.csr own.key           | listed-request listed-key
        request.csr plain.crt         | unused-request
        own.key plain.crt             | unused-key-in-list
        public.pem plain.crt          | unused-public-key
        stranger.csr plain.crt        | unused-request-of-other-key
        request.csr plain.crt ca.crt  | unused-request
        ec.csr plain.crt         | unused-request-of-other-key
        ec.csr ec.crt       | unused-request",
    ) {
        let sources = files
            .split(' ')
            .zip(1_u32..)
            .map(|(name, id)| Source::file(id, InputField::Files, name, folder.read(name)));
        let list = expiry(sources.collect());
        let told: Vec<&str> = list.notices.iter().map(|own| own.code).collect();
        assert_eq!(told.join(" "), expected, "{files}");
        let mut severities = list.notices.iter().map(|own| own.severity);
        assert!(severities.all(|own| own == Severity::Information));
    }
    // What is asked for may be in the file that is still locked.
    folder.openssl("pkcs12 -export -inkey own.key -in plain.crt -passout pass:x -out shut.p12");
    let file = |id, name: &str| Source::file(id, InputField::Files, name, folder.read(name));
    let list = expiry(vec![file(1, "shut.p12"), file(2, "own.key")]);
    let told: Vec<&str> = list.notices.iter().map(|own| own.code).collect();
    assert_eq!(told, ["unused-key-in-list", "passphrase-needed"]);
}

#[test]
fn certificates_are_listed_by_their_end() {
    let folder = folder();
    folder.openssl("pkcs12 -export -inkey own.key -in signing.crt -passout pass:x -out shut.p12");
    let file = |id, name: &str| Source::file(id, InputField::Files, name, folder.read(name));
    let pasted = folder.text("plain.crt") + &folder.text("own.key") + &folder.text("longer.crt");
    let list = expiry(vec![
        file(1, "ca.crt"),
        Source::text(2, InputField::Files, &pasted),
        file(3, "address.crt"),
        file(4, "plain.crt"),
        file(5, "shut.p12"),
        file(6, "request.csr"),
        Source::file(7, InputField::Files, "copy.crt", folder.read("plain.crt")),
    ]);
    let entries: Vec<(&str, Option<&str>)> = list
        .certificates
        .iter()
        .map(|own| {
            let name = own.summary.common_name.as_deref().unwrap();
            (name, own.source.as_deref())
        })
        .collect();
    let expected = [
        ("address", Some("address.crt")),
        ("longer", None),
        ("plain", Some("plain.crt, copy.crt")),
        ("ca", Some("ca.crt")),
    ];
    assert_eq!(entries, expected);
    let told: Vec<(&str, Field, u32)> = list
        .notices
        .iter()
        .map(|own| (own.code, own.field, own.source.as_ref().unwrap().id))
        .collect();
    let expected = [
        ("unused-request", Field::Files, 6),
        ("unused-key-in-list", Field::Files, 2),
        ("passphrase-needed", Field::Passphrase, 5),
    ];
    assert_eq!(told, expected);

    let lines: Vec<&str> = list.csv.split_terminator("\r\n").collect();
    assert_eq!(lines.len(), 5);
    assert!(lines[0].starts_with("\u{FEFF}commonName,emails,notAfter,daysLeft,"));
    let serial = folder.openssl("x509 -in address.crt -noout -enddate -dateopt iso_8601");
    let day = &serial.trim().strip_prefix("notAfter=").unwrap()[..10];
    assert!(
        lines[1].starts_with(&format!("\"address\",\"ann@example.com\",{day},49,"))
            || lines[1].starts_with(&format!("\"address\",\"ann@example.com\",{day},50,")),
        "{}",
        lines[1]
    );
    assert!(lines[1].ends_with(",false,\"address.crt\""), "{}", lines[1]);
    assert!(lines[4].contains(",true,"), "{}", lines[4]);
    // What is held for a login stays as it is, and the list holds no key.
    let mut session = Session::default();
    let request = read_sources(vec![file(1, "signing.crt"), file(2, "own.key")]);
    let _ = session.answer(request, now(), &mut TestRandom::new(1));
    let sources = vec![file(1, "plain.crt")];
    let _ = session.answer(Request::Expiry { sources }, now(), &mut TestRandom::new(1));
    let header_form = anaplan_rsa_signer::request::HeaderForm::Der;
    let reply = session.answer(
        Request::Generate { header_form },
        now(),
        &mut TestRandom::new(1),
    );
    assert!(matches!(reply, Reply::Generated(_)));
}
