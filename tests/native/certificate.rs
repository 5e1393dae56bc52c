//! Certificates against what OpenSSL was told to write into them and what it prints: names in every
//! string type, extensions one at a time, old versions.

use crate::support::der::sequence;
use crate::support::openssl::{Folder, Key};
use anaplan_rsa_signer::certificate::{Certificate, Finding, Summary, findings};
use der::asn1::Any;
use der::{Decode, Encode};
use std::sync::OnceLock;

/// Returns the folder with one RSA key and a CA certificate of the same key.
fn folder() -> &'static Folder {
    static FOLDER: OnceLock<Folder> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = Folder::new();
        folder.write("key", Key::Rsa(2048).pem());
        folder.openssl("req -x509 -new -key key -subj /CN=Authority -out authority");
        folder
    })
}

/// Makes a certificate with this subject and these extensions, all strings in one type.
fn certificate(name: &str, strings: &str, subject: &str, extensions: &str) -> Certificate {
    let text = format!(
        "[req]\nprompt = no\nutf8 = yes\nstring_mask = {strings}\ndistinguished_name = subject\n\
         x509_extensions = extensions\n[subject]\n{subject}\n[extensions]\n{extensions}\n"
    );
    let folder = folder();
    folder.write(&format!("{name}.cnf"), text);
    folder.openssl(&format!(
        "req -x509 -new -key key -config {name}.cnf -outform DER -out {name}.cer"
    ));
    let der = folder.read(&format!("{name}.cer"));
    let certificate = Certificate::from_der(&der).unwrap();
    let told = folder.openssl(&format!(
        "x509 -inform DER -in {name}.cer -noout -fingerprint -sha256"
    ));
    assert_eq!(
        told.trim().rsplit('=').next(),
        Some(certificate.sha256().as_str())
    );
    certificate
}

fn with(name: &str, extensions: &str) -> Certificate {
    certificate(name, "utf8only", "CN = Ann", extensions)
}

fn summary(certificate: &Certificate) -> Summary {
    Summary::new(certificate, certificate.not_before())
}

fn found(certificate: &Certificate) -> Vec<&'static str> {
    let found = findings(certificate, certificate.not_before());
    found.iter().map(Finding::code).collect()
}

/// Tags by ITU-T X.680; masks as OpenSSL names them.
#[test]
fn a_name_is_the_same_in_every_string_type() {
    for (tag, mask, subject) in [
        (0x0C, "utf8only", "Zoë Ünal"),
        (0x0C, "utf8only", "Ανν 𝒜"),
        (0x13, "MASK:0x2", "Ann"),
        (0x14, "MASK:0x4", "Zoë Ünal"),
        // Bytes that would be another letter in UTF-8.
        (0x14, "MASK:0x4", "Ã©"),
        (0x1E, "MASK:0x800", "Zoë Ανν"),
    ] {
        let name = format!("name-{tag}-{}", subject.len());
        let certificate = certificate(&name, mask, &format!("CN = {subject}"), "");
        let der = certificate.der();
        assert_eq!(der[string(der)], tag, "{subject}");
        assert_eq!(summary(&certificate).subject, format!("CN={subject}"));
        assert_eq!(summary(&certificate).issuer, format!("CN={subject}"));
    }
}

/// Returns where the value of the first common name (2.5.4.3) begins.
fn string(der: &[u8]) -> usize {
    let kind = b"\x06\x03\x55\x04\x03";
    let place = der.windows(kind.len()).position(|bytes| bytes == kind);
    place.unwrap() + kind.len()
}

/// OpenSSL parses `UniversalString` but does not write it.
#[test]
fn a_universal_string_is_read_as_openssl_reads_it() {
    let eight = certificate("universal", "utf8only", "CN = 12345678", "");
    let mut der = eight.der().to_vec();
    let at = string(&der);
    der[at] = 0x1C;
    der[at + 2..at + 10].copy_from_slice(b"\x00\x00\x03\x91\x00\x01\xD4\x9C");
    let folder = folder();
    folder.write("universal.cer", &der);
    let words = "x509 -inform DER -in universal.cer -noout -issuer -nameopt utf8,sep_comma_plus";
    assert_eq!(folder.openssl(words).trim(), "issuer=CN=Α𝒜");
    let certificate = Certificate::from_der(&der).unwrap();
    assert_eq!(summary(&certificate).issuer, "CN=Α𝒜");
    // Beyond the last character there is.
    der[at + 3] = 0x11;
    let beyond = Certificate::from_der(&der).unwrap();
    assert_eq!(summary(&beyond).issuer, "CN=\u{FFFD}𝒜");
}

#[test]
fn emails_come_from_the_extension_or_else_from_the_name() {
    let subject = "C = DE\nO = Example\nCN = Ann\nemailAddress = ann@example.com";
    let name = certificate("email-name", "utf8only", subject, "");
    let told = summary(&name);
    assert_eq!(told.emails, ["ann@example.com"]);
    let parts = [told.country, told.organization, told.common_name];
    assert_eq!(parts.map(Option::unwrap), ["DE", "Example", "Ann"]);
    let both = "subjectAltName = DNS:example.com, email:a@example.com, email:b@example.com";
    let both = certificate("email-both", "utf8only", subject, both);
    assert_eq!(summary(&both).emails, ["a@example.com", "b@example.com"]);
    for named in [name, both] {
        assert!(!found(&named).contains(&"certificate-no-email"));
    }
    let none = with("email-none", "subjectAltName = DNS:example.com");
    assert!(summary(&none).emails.is_empty());
    assert!(found(&none).contains(&"certificate-no-email"));
}

#[test]
fn ca_certificates_are_recognized() {
    for (name, extension, is_ca) in [
        ("ca-none", "", false),
        ("ca-false", "basicConstraints = CA:FALSE", false),
        ("ca-true", "basicConstraints = critical, CA:TRUE", true),
        (
            "ca-path",
            "basicConstraints = critical, CA:TRUE, pathlen:0",
            true,
        ),
        // FALSE, written out; a path length without cA; cA as 1, which only BER takes for true.
        ("ca-written", "2.5.29.19 = DER:30:03:01:01:00", false),
        ("ca-length", "2.5.29.19 = DER:30:03:02:01:01", false),
        ("ca-one", "2.5.29.19 = DER:30:03:01:01:01", true),
    ] {
        let certificate = with(name, extension);
        assert_eq!(certificate.is_ca(), is_ca, "{name}");
        assert_eq!(summary(&certificate).is_ca, is_ca, "{name}");
        let told = found(&certificate).contains(&"certificate-authority");
        assert_eq!(told, is_ca, "{name}");
    }
}

/// Each usage alone, and all together, by the names that OpenSSL uses.
#[test]
fn key_usages_have_their_names() {
    let names = [
        "digitalSignature",
        "nonRepudiation",
        "keyEncipherment",
        "dataEncipherment",
        "keyAgreement",
        "keyCertSign",
        "cRLSign",
        "encipherOnly",
        "decipherOnly",
    ];
    let usages = |words: &str| {
        let certificate = with(
            &format!("usage-{}", words.len()),
            &format!("keyUsage = {words}"),
        );
        let signs = !found(&certificate).contains(&"certificate-no-digital-signature");
        assert_eq!(signs, words.contains("digitalSignature"), "{words}");
        summary(&certificate).key_usage.unwrap()
    };
    for name in names {
        assert_eq!(usages(name), [name]);
    }
    assert_eq!(usages(&names.join(", ")), names);
    let none = with("usage-none", "");
    assert_eq!(summary(&none).key_usage, None);
    assert!(!found(&none).contains(&"certificate-no-digital-signature"));
}

#[test]
fn extended_key_usages_have_their_names() {
    let names = [
        "serverAuth",
        "clientAuth",
        "codeSigning",
        "emailProtection",
        "timeStamping",
        "OCSPSigning",
        "anyExtendedKeyUsage",
    ];
    let words = format!(
        "extendedKeyUsage = {}, msSmartcardLogin, 1.3.6.1.4.1.311.10.3.12, 1.2.3.4",
        names.join(", ")
    );
    let all = with("purposes", &words);
    let mut expected = names.to_vec();
    expected.extend(["smartcardLogon", "documentSigning", "1.2.3.4"]);
    assert_eq!(summary(&all).extended_key_usage.unwrap(), expected);
    let server = with("server", "extendedKeyUsage = serverAuth");
    assert!(found(&server).contains(&"certificate-server-only"));
    let none = with("purposes-none", "");
    assert_eq!(summary(&none).extended_key_usage, None);
    for other in [all, none] {
        assert!(!found(&other).contains(&"certificate-server-only"));
    }
}

#[test]
fn a_broken_extension_does_not_hide_the_others() {
    let words = "2.5.29.15 = DER:04:01:80\n2.5.29.37 = DER:01\nbasicConstraints = CA:TRUE";
    let certificate = with("broken", words);
    assert!(certificate.is_ca());
    assert_eq!(summary(&certificate).key_usage, None);
    assert_eq!(summary(&certificate).extended_key_usage, None);
}

#[test]
fn self_signed_certificates_are_recognized() {
    let own = with("own", "");
    assert!(found(&own).contains(&"certificate-self-signed"));
    let folder = folder();
    folder.openssl("req -new -key key -subj /CN=Ann -out request");
    let words = "x509 -req -in request -CA authority -CAkey key -set_serial 258 -outform DER -out signed.cer";
    folder.openssl(words);
    let der = folder.read("signed.cer");
    let signed = Certificate::from_der(&der).unwrap();
    assert!(!found(&signed).contains(&"certificate-self-signed"));
    let told = summary(&signed);
    assert_eq!(
        (told.subject.as_str(), told.issuer.as_str()),
        ("CN=Ann", "CN=Authority")
    );
    assert_eq!(told.serial, "01:02");
    assert_eq!(told.bits, Some(2048));
}

/// An authority may give a certificate its own name, for another key.
#[test]
fn a_certificate_that_another_key_signed_is_not_self_signed() {
    let folder = folder();
    folder.write("other", Key::Other.pem());
    folder.openssl("req -new -key other -subj /CN=Authority -out rollover");
    for hash in ["sha256", "sha512"] {
        let words = format!(
            "x509 -req -{hash} -in rollover -CA authority -CAkey key -outform DER -out rollover.cer"
        );
        folder.openssl(&words);
        let issued = Certificate::from_der(&folder.read("rollover.cer")).unwrap();
        assert!(
            !found(&issued).contains(&"certificate-self-signed"),
            "{hash}"
        );
        let words = format!(
            "req -x509 -{hash} -new -key other -subj /CN=Authority -outform DER -out root.cer"
        );
        folder.openssl(&words);
        let own = Certificate::from_der(&folder.read("root.cer")).unwrap();
        assert!(found(&own).contains(&"certificate-self-signed"), "{hash}");
    }
}

/// Version 1 (RFC 5280, section 4.1.2.1) has no field for its version, and no extensions.
#[test]
fn version_1_certificates_are_read() {
    let newer = with("version", "basicConstraints = CA:TRUE");
    let parts = Vec::<Any>::from_der(newer.der()).unwrap();
    let body = Vec::<Any>::from_der(&parts[0].to_der().unwrap()).unwrap();
    let body: Vec<Vec<u8>> = body[1..7]
        .iter()
        .map(|part| part.to_der().unwrap())
        .collect();
    let rest = [parts[1].to_der().unwrap(), parts[2].to_der().unwrap()].concat();
    let older = Certificate::from_der(&sequence(&[sequence(&body), rest])).unwrap();
    let (newer, older) = (summary(&newer), summary(&older));
    assert_eq!(older.subject, "CN=Ann");
    assert_eq!(older.serial, newer.serial);
    assert_eq!(older.not_after, newer.not_after);
    assert!(newer.is_ca && !older.is_ca);
}
