//! Which certificate this is, and the old one beside the new one; every certificate by OpenSSL.

use crate::support::openssl::{Folder, Key};
use crate::support::process;
use anaplan_rsa_signer::certificate::{Certificate, Generation, Kind, Summary, Validation};
use anaplan_rsa_signer::exports::revocation;
use anaplan_rsa_signer::input::{Object, read_text};
use anaplan_rsa_signer::renewal::{Comparison, compare};
use std::process::Command;

const DAY: i64 = 86_400;

fn certificate(pem: &str) -> Certificate {
    match read_text(pem).objects.pop() {
        Some(Object::Certificate(der)) => Certificate::from_der(&der).unwrap(),
        other => panic!("{other:?}"),
    }
}

/// A self-signed certificate with these extensions.
fn with(extensions: &[&str]) -> Certificate {
    let folder = Folder::new();
    folder.key("own", Key::Rsa(2048));
    let options: Vec<String> = extensions
        .iter()
        .map(|own| format!("-addext {own}"))
        .collect();
    folder.certificate("own", &options.join(" "));
    certificate(&folder.text("own.crt"))
}

fn summary(extensions: &[&str]) -> Summary {
    Summary::new(&with(extensions), 0)
}

/// The identifiers of the S/MIME Baseline Requirements (7.1.6.1) and of those for TLS.
#[test]
fn the_kind_is_told_by_policy_and_purpose() {
    let smime = |validation, generation| Kind::Smime {
        validation,
        generation,
    };
    for (extensions, kind) in [
        (vec![], Kind::Private),
        (vec!["extendedKeyUsage=clientAuth"], Kind::Private),
        (
            vec!["certificatePolicies=2.23.140.1.5.1.3"],
            smime(Validation::Mailbox, Generation::Strict),
        ),
        (
            vec!["certificatePolicies=1.2.3,2.23.140.1.5.3.2"],
            smime(Validation::Sponsor, Generation::Multipurpose),
        ),
        (
            vec!["certificatePolicies=2.23.140.1.5.2.1"],
            smime(Validation::Organization, Generation::Legacy),
        ),
        (
            vec!["certificatePolicies=2.23.140.1.5.4.2"],
            smime(Validation::Individual, Generation::Multipurpose),
        ),
        (vec!["certificatePolicies=2.23.140.1.5.5.2"], Kind::Private),
        (
            vec!["certificatePolicies=2.23.140.1.2.2"],
            Kind::Tls { client: false },
        ),
        (
            vec!["extendedKeyUsage=serverAuth,clientAuth"],
            Kind::Tls { client: true },
        ),
        (
            vec!["extendedKeyUsage=serverAuth"],
            Kind::Tls { client: false },
        ),
    ] {
        assert_eq!(summary(&extensions).kind, kind, "{extensions:?}");
    }
}

#[test]
fn the_addresses_of_revocation_are_found() {
    let told = summary(&[
        "crlDistributionPoints=URI:http://a.example/1.crl,URI:http://b.example/2.crl",
        "authorityInfoAccess=OCSP;URI:http://ocsp.example,caIssuers;URI:http://a.example/ca.cer",
    ]);
    assert_eq!(
        told.crl,
        ["http://a.example/1.crl", "http://b.example/2.crl"]
    );
    assert_eq!(told.ocsp, ["http://ocsp.example"]);
    let none = summary(&[]);
    assert!(none.crl.is_empty() && none.ocsp.is_empty());
}

/// Issues certificates.
struct Authority(Folder);

impl Authority {
    fn new(name: &str) -> Self {
        let folder = Folder::new();
        folder.key("ca", Key::Other);
        folder.openssl(&format!(
            "req -x509 -new -key ca.key -subj /CN={name} -days 999 -out ca.crt"
        ));
        Self(folder)
    }

    fn issue(&self, key: Key, subject: &str, extensions: &str, days: i64) -> Certificate {
        self.0.key("own", key);
        self.0.write("extensions", extensions);
        self.0.openssl(&format!(
            "req -new -key own.key -subj {subject} -out own.csr"
        ));
        self.0.openssl(&format!(
            "x509 -req -in own.csr -CA ca.crt -CAkey ca.key -extfile extensions -days {days} -out own.crt"
        ));
        certificate(&self.0.text("own.crt"))
    }

    /// Issues the last certificate again, with this serial number.
    fn issue_again(&self, serial: &str) -> Certificate {
        self.0.openssl(&format!(
            "x509 -req -in own.csr -CA ca.crt -CAkey ca.key -extfile extensions -set_serial 0x{serial} -out own.crt"
        ));
        certificate(&self.0.text("own.crt"))
    }

    /// Writes `list.crl`, in which `serial` was revoked on 1 January 2026.
    fn revoke(&self, serial: &str) {
        self.0.write(
            "index",
            format!("R\t400101000000Z\t260101000000Z\t{serial}\tunknown\t/CN=Ann\n"),
        );
        self.0.write(
            "ca.cnf",
            "[ca]\ndefault_ca=own\n[own]\ndatabase=index\ndefault_md=sha256\ndefault_crl_days=9\n",
        );
        let words = "ca -config ca.cnf -gencrl -cert ca.crt -keyfile ca.key -out list.pem";
        self.0.openssl(words);
        self.0
            .openssl("crl -in list.pem -outform DER -out list.crl");
    }
}

const USAGES: &str = "keyUsage=digitalSignature,nonRepudiation\nextendedKeyUsage=clientAuth,emailProtection\n\
    subjectAltName=email:Ann@example.com\n";

#[test]
fn old_and_new_are_compared_whichever_comes_first() {
    let authority = Authority::new("One");
    let old = authority.issue(Key::Rsa(2048), "/CN=Ann", USAGES, 30);
    let same = authority.issue(Key::Rsa(2048), "/CN=Ann", USAGES, 365);
    let both = [
        compare(&old, &same, 0).unwrap(),
        compare(&same, &old, 0).unwrap(),
    ];
    for Comparison {
        old: first,
        new: second,
        same_emails,
        same_subject,
        same_key,
        same_issuer,
        lost_usages,
        overlap,
    } in both
    {
        assert_eq!((first.sha256, second.sha256), (old.sha256(), same.sha256()));
        assert!(same_emails && same_subject && same_key && same_issuer);
        assert!(lost_usages.is_empty());
        assert!((29 * DAY..=30 * DAY).contains(&overlap), "{overlap}");
    }
    assert!(compare(&old, &old, 0).is_none());
}

#[test]
fn what_a_renewal_loses_is_told() {
    let old = Authority::new("One").issue(Key::Rsa(2048), "/CN=Ann", USAGES, 30);
    let strict = "keyUsage=digitalSignature\nextendedKeyUsage=emailProtection\nsubjectAltName=email:ann@example.com\n";
    let new = Authority::new("Two").issue(Key::Other, "/CN=Ann/O=Example", strict, 365);
    let told = compare(&old, &new, 0).unwrap();
    assert!(
        told.same_emails,
        "letters of either case are the same address"
    );
    assert!(!told.same_subject && !told.same_key && !told.same_issuer);
    assert_eq!(told.lost_usages, ["nonRepudiation", "clientAuth"]);
}

/// A certificate with other dates in its DER: UTCTime (RFC 5280, section 4.1.2.5.1).
fn dated(certificate: &Certificate, from: &str, to: &str) -> Certificate {
    let mut der = certificate.der().to_vec();
    let at = der.windows(4).position(|own| own == b"\x30\x1E\x17\x0D");
    let at = at.unwrap() + 4;
    der[at..at + 13].copy_from_slice(from.as_bytes());
    der[at + 15..at + 28].copy_from_slice(to.as_bytes());
    Certificate::from_der(&der).unwrap()
}

#[test]
fn the_overlap_ends_with_the_certificate_that_ends_first() {
    let any = Authority::new("One").issue(Key::Rsa(2048), "/CN=Ann", USAGES, 30);
    let old = dated(&any, "250101000000Z", "300101000000Z");
    for (from, to, days) in [
        ("260101000000Z", "270101000000Z", 365),
        ("290101000000Z", "310101000000Z", 365),
        ("300111000000Z", "310101000000Z", -10),
    ] {
        let compared = compare(&old, &dated(&any, from, to), 0).unwrap();
        assert_eq!(compared.overlap, days * DAY, "{from} to {to}");
    }
}

#[test]
fn a_key_that_is_not_rsa_is_the_same_key_too() {
    let authority = Authority::new("One");
    let old = authority.issue(Key::Ec, "/CN=Ann", USAGES, 30);
    let new = authority.issue(Key::Ec, "/CN=Ann", USAGES, 365);
    let other = authority.issue(Key::Ed25519, "/CN=Ann", USAGES, 365);
    assert!(compare(&old, &new, 0).unwrap().same_key);
    assert!(!compare(&old, &other, 0).unwrap().same_key);
}

#[test]
fn certificates_of_two_people_are_not_compared() {
    let authority = Authority::new("One");
    let ann = authority.issue(Key::Rsa(2048), "/CN=Ann", USAGES, 30);
    let bob = authority.issue(
        Key::Other,
        "/CN=Bob",
        "subjectAltName=email:bob@example.com\n",
        365,
    );
    assert!(compare(&ann, &bob, 0).is_none());
}

/// The commands are run as they are shown, but for what would be fetched.
#[test]
fn the_commands_ask_for_what_the_certificate_names() {
    let authority = Authority::new("One");
    let extensions = "crlDistributionPoints=URI:http://a.example/it\\'s.crl,URI:ldap://a.example/x\n\
        authorityInfoAccess=OCSP;URI:http://ocsp.example/\\$(id)\n";
    let own = authority.issue(Key::Rsa(2048), "/CN=Ann", extensions, 30);
    let commands = revocation(&own).unwrap();
    let lines: Vec<&str> = commands.lines().collect();
    let [ocsp, fetch, search, windows] = lines.as_slice() else {
        panic!("{commands}");
    };
    assert_eq!(*windows, "certutil -verify -urlfetch certificate.pem");
    let folder = &authority.0;
    let run = |line: &str| {
        let mut shell = Command::new("sh");
        shell.args(["-c", line]).current_dir(folder.root());
        String::from_utf8(process::run(&mut shell, b"")).unwrap()
    };
    // What the shell makes of them, word by word.
    let words = |line: &str| run(&format!("printf '%s\\n' {line}"));
    let asked = "openssl\nocsp\n-issuer\nissuer.pem\n-cert\ncertificate.pem\n-no_nonce\n-url\nhttp://ocsp.example/$(id)\n";
    assert_eq!(words(ocsp), asked);
    assert_eq!(
        words(fetch),
        "curl\n-sSo\nlist.crl\nhttp://a.example/it's.crl\n"
    );
    // OpenSSL's own list of what was revoked.
    let serial = folder.openssl("x509 -in own.crt -noout -serial");
    let serial = serial.trim().trim_start_matches("serial=");
    authority.revoke(serial);
    assert!(run(search).contains("Revocation Date: Jan  1 00:00:00 2026 GMT"));
    assert_eq!(
        revocation(&with(&["crlDistributionPoints=URI:ldap://a.example/x"])),
        None
    );
}

/// OpenSSL prints a serial number without the zero that DER puts before a first bit of one.
#[test]
fn a_serial_number_is_found_whole_and_as_openssl_prints_it() {
    let authority = Authority::new("One");
    let address = "crlDistributionPoints=URI:http://a.example/list.crl\n";
    authority.issue(Key::Rsa(2048), "/CN=Ann", address, 30);
    for (serial, revoked, is_found) in [
        ("F1A2B3C4D5E6F708", "F1A2B3C4D5E6F708", true),
        ("1000", "1000", true),
        ("10", "1000", false),
        ("1000", "10", false),
        ("00", "00", true),
    ] {
        let commands = revocation(&authority.issue_again(serial)).unwrap();
        authority.revoke(revoked);
        let mut lines = commands.lines();
        let search = lines.find(|line| line.starts_with("openssl crl")).unwrap();
        let mut shell = Command::new("sh");
        shell.args(["-c", search]).current_dir(authority.0.root());
        let printed = String::from_utf8(process::output(&mut shell, b"").stdout).unwrap();
        let found = printed.contains("Revocation Date: Jan  1 00:00:00 2026 GMT");
        assert_eq!(found, is_found, "{serial} where {revoked} is revoked");
    }
}

/// What is shown of an address is cut and escaped; a command takes it as it is or not at all.
#[test]
fn no_command_takes_an_address_that_is_shown_otherwise() {
    let long = format!("http://a.example/{}.crl", "x".repeat(300));
    let own = with(&[&format!("crlDistributionPoints=URI:{long}")]);
    let commands = revocation(&own).unwrap();
    let fetch = commands.lines().next().unwrap();
    assert!(fetch.ends_with(&format!(" '{long}'")), "{fetch}");
    let shown = Summary::new(&own, 0).crl;
    assert!(shown[0].len() < long.len() && shown[0].ends_with('…'));
    for address in ["http://a.example/\\t.crl", "http://a.example/\u{FC}.crl"] {
        let own = with(&[
            &format!("crlDistributionPoints=URI:{address}"),
            &format!("authorityInfoAccess=OCSP;URI:{address}"),
        ]);
        assert_eq!(revocation(&own), None, "{address}");
    }
}
