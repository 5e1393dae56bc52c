//! Certificates, ordinary and not.

use anyhow::Result;

use super::case::Case;
use super::certificate::{
    Template, certificate, email, extension, name, outer_parts, purpose, time, usage,
};
use super::der::{element, sequence};
use super::maker::{Maker, armoured, sha256};

const CN: &str = "2.5.4.3";
const UTF8: u8 = 0x0C;

/// Adds the cases.
pub(super) fn add(maker: &mut Maker) -> Result<()> {
    forms(maker)?;
    names(maker)?;
    findings(maker)?;
    times(maker)?;
    keys(maker)
}

fn ready(name: impl Into<String>, der: &[u8], payload: Vec<u8>) -> Case {
    Case::new("certificates", name, "ready", payload)
        .certificate("rsa-2048")
        .source("hand")
        .field("sha256", sha256(der))
}

fn forms(maker: &mut Maker) -> Result<()> {
    let der = maker.certificate_der("rsa-2048")?;
    let pem = armoured("CERTIFICATE", &der);
    maker.add(ready("pem", &der, pem.clone().into_bytes()));
    maker.add(ready("der", &der, der.clone()));
    for label in [
        "X509 CERTIFICATE",
        "TRUSTED CERTIFICATE",
        "NEW CERTIFICATE",
        "PRIVATE KEY",
        "RSA PRIVATE KEY",
        "PKCS7",
        "ANYTHING",
    ] {
        let name = format!("label-{}", label.to_lowercase().replace(' ', "-"));
        maker.add(ready(name, &der, armoured(label, &der).into_bytes()));
    }
    maker.write("leaf.pem", pem.as_bytes())?;
    maker.openssl("x509 -in leaf.pem -trustout -addtrust clientAuth -setalias me -out out")?;
    maker.add(ready("trusted", &der, maker.bytes("out")?));
    maker.openssl("x509 -in leaf.pem -text -out out")?;
    maker.add(ready("with-text", &der, maker.bytes("out")?));
    for key in ["rsa-3072", "rsa-4096", "rsa-8192", "rsa-e3"] {
        let own = maker.certificate_der(key)?;
        let case =
            Case::new("certificates", format!("of-{key}"), "ready", own.clone()).certificate(key);
        maker.add(case.source("hand").field("sha256", sha256(&own)));
    }
    let authority = maker.companion_text("authority.crt")?;
    let other = maker.companion_text("other-2048.crt")?;
    maker.add(ready(
        "chain",
        &der,
        format!("{pem}{authority}").into_bytes(),
    ));
    maker.add(ready(
        "chain-reversed",
        &der,
        format!("{authority}{pem}").into_bytes(),
    ));
    maker.add(ready(
        "several",
        &der,
        format!("{other}{authority}{pem}{pem}").into_bytes(),
    ));
    let key = maker.key_pem("rsa-2048")?;
    let both = format!("{key}{pem}");
    let case = Case::new("certificates", "with-its-key", "ready", both)
        .source("hand")
        .field("box", "certificate");
    maker.add(case.field("sha256", sha256(&der)));
    // The same key certified twice: the longer validity is preferred, the other is a choice.
    let newer = Template {
        validity: [time("260101000000Z"), time("360101000000Z")],
        serial: 77,
        ..Template::leaf(maker, "rsa-2048")?
    };
    let newer = certificate(maker, &newer)?;
    let two = format!("{pem}{}", armoured("CERTIFICATE", &newer));
    maker.add(ready("renewed", &newer, two.into_bytes()).field("choices", "2"));
    let case = Case::new("certificates", "authority-only", "pair-mismatch", authority).field(
        "also",
        "certificate-authority, certificate-no-email, certificate-self-signed",
    );
    maker.add(case.certificate("rsa-2048").source("hand"));
    let case = Case::new("certificates", "of-another-key", "pair-mismatch", other);
    maker.add(case.certificate("rsa-2048").source("hand"));
    let case = Case::new("certificates", "none", "certificate-missing", "");
    maker.add(case.certificate("rsa-2048").pasted().source("hand"));
    maker.add(
        Case::new("certificates", "nothing-at-all", "certificate-missing", "")
            .alone()
            .pasted()
            .source("hand")
            .field("also", "private-key-missing"),
    );
    Ok(())
}

fn names(maker: &mut Maker) -> Result<()> {
    let long = vec![b'x'; 64 * 1024];
    let utf16: Vec<u8> = "Zoë 証明書 🔑"
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    let cases: Vec<(&str, u8, &[u8])> = vec![
        ("utf8", UTF8, "Zoë Ünal 証明書 🔑".as_bytes()),
        ("bmp", 0x1E, &utf16),
        ("bmp-odd-length", 0x1E, b"\0A\0B\0"),
        ("teletex", 0x14, b"Zo\xEB \xDCnal"),
        ("printable-breaking-its-rules", 0x13, b"Zo\xEB & Co_*"),
        ("universal", 0x1C, b"\0\0\0A\0\x01\xF5\x11"),
        ("ia5-above-127", 0x16, b"Zo\xEB"),
        ("utf8-broken", UTF8, b"\xFF\xFE\x80"),
        (
            "html",
            UTF8,
            b"<img src=x onerror=alert(1)><script>alert(1)</script>&amp;",
        ),
        (
            "bidi",
            UTF8,
            "Ann\u{202E}moc.live@nna\u{202C}\u{2066}".as_bytes(),
        ),
        ("control", UTF8, b"Ann\0Bob\x1B[31m\r\n\x07"),
        ("64-kib", UTF8, &long),
        ("empty-value", UTF8, b""),
        ("braces", UTF8, b"{limit} ${x} %s \"quoted\" \\n"),
    ];
    for (what, tag, value) in cases {
        let der = certificate(
            maker,
            &Template::leaf(maker, "rsa-2048")?.named(name(&[(CN, tag, value)])),
        )?;
        maker.add(ready(
            format!("name-{what}"),
            &der,
            armoured("CERTIFICATE", &der).into_bytes(),
        ));
    }
    let der = certificate(maker, &Template::leaf(maker, "rsa-2048")?.named(name(&[])))?;
    maker.add(ready("name-empty", &der, der.clone()));
    let many: Vec<(&str, u8, &[u8])> = vec![("2.5.4.11", UTF8, b"unit".as_slice()); 100];
    let der = certificate(
        maker,
        &Template::leaf(maker, "rsa-2048")?.named(name(&many)),
    )?;
    maker.add(ready("name-100-attributes", &der, der.clone()));
    let der = certificate(
        maker,
        &Template::leaf(maker, "rsa-2048")?.named(name(&[("1.3.6.1.4.1.99999.1", UTF8, b"x")])),
    )?;
    maker.add(ready("name-unknown-attribute", &der, der.clone()));
    Ok(())
}

fn findings(maker: &mut Maker) -> Result<()> {
    let leaf = Template::leaf(maker, "rsa-2048")?;
    let own = leaf.extensions.clone();
    let with = |more: Vec<Vec<u8>>| Template {
        extensions: [own.clone(), more].concat(),
        ..leaf.clone()
    };
    let only = |extensions: Vec<Vec<u8>>| Template {
        extensions,
        ..leaf.clone()
    };
    let authority = extension("2.5.29.19", &sequence(&[&element(0x01, &[0xFF])]));
    let odd_true = extension("2.5.29.19", &sequence(&[&element(0x01, &[0x01])]));
    let address = name(&[
        (CN, UTF8, b"TEST KEY - NOT FOR USE"),
        ("1.2.840.113549.1.9.1", 0x16, b"test@example.com"),
    ]);
    let in_subject = Template {
        subject: address,
        extensions: vec![usage(0x80)],
        ..leaf.clone()
    };
    let own_issuer = Template {
        issuer: leaf.subject.clone(),
        signed_by: "rsa-2048",
        ..leaf.clone()
    };
    let cases: Vec<(&str, Template, &str)> = vec![
        ("ordinary", leaf.clone(), ""),
        ("email-in-subject-only", in_subject, ""),
        ("no-email", only(vec![usage(0x80)]), "certificate-no-email"),
        ("no-extensions", only(vec![]), "certificate-no-email"),
        (
            "version-1",
            Template {
                version3: false,
                ..leaf.clone()
            },
            "certificate-no-email",
        ),
        (
            "no-digital-signature",
            only(vec![email("a@example.com"), usage(0x20)]),
            "certificate-no-digital-signature",
        ),
        (
            "usage-empty",
            only(vec![email("a@example.com"), usage(0)]),
            "certificate-no-digital-signature",
        ),
        ("no-usage", only(vec![email("a@example.com")]), ""),
        ("authority", with(vec![authority]), "certificate-authority"),
        (
            "authority-true-is-1",
            with(vec![odd_true]),
            "certificate-authority",
        ),
        (
            "constraints-empty",
            with(vec![extension("2.5.29.19", &sequence(&[]))]),
            "",
        ),
        (
            "server-only",
            only(vec![
                email("a@example.com"),
                usage(0x80),
                purpose("1.3.6.1.5.5.7.3.1"),
            ]),
            "certificate-server-only",
        ),
        (
            "purpose-unknown",
            only(vec![email("a@example.com"), purpose("1.3.6.1.4.1.99999.7")]),
            "",
        ),
        ("self-signed", own_issuer, "certificate-self-signed"),
        (
            "signed-with-md5",
            Template {
                signature: ("md5", "1.2.840.113549.1.1.4"),
                ..leaf.clone()
            },
            "certificate-weak-signature",
        ),
        (
            "signed-with-sha1",
            Template {
                signature: ("sha1", "1.2.840.113549.1.1.5"),
                ..leaf.clone()
            },
            "certificate-weak-signature",
        ),
        (
            "signed-with-sha384",
            Template {
                signature: ("sha384", "1.2.840.113549.1.1.12"),
                ..leaf.clone()
            },
            "",
        ),
        (
            "signed-with-sha512",
            Template {
                signature: ("sha512", "1.2.840.113549.1.1.13"),
                ..leaf.clone()
            },
            "",
        ),
        (
            "signed-by-ec",
            Template {
                signed_by: "ec",
                signature: ("sha256", "1.2.840.10045.4.3.2"),
                ..leaf.clone()
            },
            "",
        ),
        (
            "extension-damaged",
            with(vec![extension("2.5.29.19", &[0xFF, 0xFF])]),
            "",
        ),
        (
            "extension-unknown",
            with(vec![extension("1.3.6.1.4.1.99999.2", &[0x05, 0x00])]),
            "",
        ),
        (
            "serial-zero",
            Template {
                serial: 0,
                ..leaf.clone()
            },
            "",
        ),
        (
            "serial-large",
            Template {
                serial: u64::MAX,
                ..leaf.clone()
            },
            "",
        ),
    ];
    for (what, template, also) in cases {
        let der = certificate(maker, &template)?;
        let mut case = ready(what, &der, armoured("CERTIFICATE", &der).into_bytes());
        if !also.is_empty() {
            case = case.field("also", also);
        }
        maker.add(case);
    }
    Ok(())
}

fn times(maker: &mut Maker) -> Result<()> {
    let leaf = Template::leaf(maker, "rsa-2048")?;
    // 2030-01-01 00:00:00 UTC, and days from it.
    let end = 1_893_456_000_u64;
    for (what, from, to, now, also) in [
        ("utc", "250101000000Z", "300101000000Z", 1_800_000_000, ""),
        (
            "generalized",
            "20250101000000Z",
            "20300101000000Z",
            1_800_000_000,
            "",
        ),
        (
            "generalized-9999",
            "20250101000000Z",
            "99991231235959Z",
            1_800_000_000,
            "",
        ),
        (
            "mixed-2050",
            "491231235959Z",
            "20510101000000Z",
            1_800_000_000,
            "certificate-not-yet-valid",
        ),
        (
            "1950-is-past",
            "250101000000Z",
            "500101000000Z",
            1_800_000_000,
            "certificate-expired",
        ),
        (
            "without-seconds",
            "2501010000Z",
            "3001010000Z",
            1_800_000_000,
            "",
        ),
        (
            "offset",
            "250101020000+0200",
            "300101020000+0200",
            1_800_000_000,
            "",
        ),
        (
            "fraction",
            "20250101000000.5Z",
            "20300101000000.5Z",
            1_800_000_000,
            "",
        ),
        (
            "last-moment",
            "250101000000Z",
            "300101000000Z",
            end,
            "certificate-expires-soon",
        ),
        (
            "one-second-late",
            "250101000000Z",
            "300101000000Z",
            end.saturating_add(1),
            "certificate-expired",
        ),
        (
            "13-days",
            "250101000000Z",
            "300101000000Z",
            end.saturating_sub(13 * 86_400),
            "certificate-expires-soon",
        ),
        (
            "14-days",
            "250101000000Z",
            "300101000000Z",
            end.saturating_sub(14 * 86_400),
            "certificate-expires-ahead",
        ),
        (
            "59-days",
            "250101000000Z",
            "300101000000Z",
            end.saturating_sub(59 * 86_400),
            "certificate-expires-ahead",
        ),
        (
            "60-days",
            "250101000000Z",
            "300101000000Z",
            end.saturating_sub(60 * 86_400),
            "",
        ),
        (
            "first-moment",
            "250101000000Z",
            "300101000000Z",
            1_735_689_600,
            "",
        ),
        (
            "one-second-early",
            "250101000000Z",
            "300101000000Z",
            1_735_689_599,
            "certificate-not-yet-valid",
        ),
        (
            "clock-at-1970",
            "250101000000Z",
            "300101000000Z",
            0,
            "certificate-not-yet-valid",
        ),
    ] {
        let der = certificate(
            maker,
            &Template {
                validity: [time(from), time(to)],
                ..leaf.clone()
            },
        )?;
        let mut case =
            ready(format!("time-{what}"), &der, der.clone()).field("now", now.to_string());
        if !also.is_empty() {
            case = case.field("also", also);
        }
        maker.add(case);
    }
    for (what, text) in [
        ("month-13", "251301000000Z"),
        ("letters", "25XX01000000Z"),
        ("short", "2501"),
    ] {
        let der = certificate(
            maker,
            &Template {
                validity: [time(text), time("300101000000Z")],
                ..leaf.clone()
            },
        )?;
        let case = Case::new("certificates", format!("time-{what}"), "damaged-der", der);
        maker.add(case.certificate("rsa-2048").source("hand"));
    }
    Ok(())
}

fn keys(maker: &mut Maker) -> Result<()> {
    for (key, code) in [
        ("ec", "certificate-not-rsa"),
        ("ed25519", "certificate-not-rsa"),
        ("ed448", "certificate-not-rsa"),
        ("x25519", "certificate-not-rsa"),
        ("dsa", "certificate-not-rsa"),
        ("dh", "certificate-not-rsa"),
        ("pss", "certificate-restricted-to-pss"),
        ("rsa-1024", "key-too-small"),
        ("rsa-2047", "key-too-small"),
    ] {
        let der = certificate(maker, &Template::leaf(maker, key)?)?;
        let case = Case::new(
            "certificates",
            format!("of-{key}"),
            code,
            armoured("CERTIFICATE", &der),
        );
        maker.add(case.certificate("rsa-2048").source("hand"));
        let pem = format!(
            "{}{}",
            armoured("CERTIFICATE", &der),
            maker.companion_text("rsa-2048.crt")?
        );
        maker.add(ready(
            format!("of-{key}-beside-ours"),
            &maker.certificate_der("rsa-2048")?,
            pem.into_bytes(),
        ));
    }
    let der = maker.certificate_der("rsa-2048")?;
    for (what, keep) in [
        ("half", der.len() / 2),
        ("last-byte-lost", der.len().saturating_sub(1)),
    ] {
        let payload = armoured("CERTIFICATE", der.get(..keep).unwrap_or_default());
        let case = Case::new(
            "certificates",
            format!("cut-{what}"),
            "damaged-der",
            payload,
        );
        maker.add(case.certificate("rsa-2048").source("hand"));
    }
    // A certificate whose signature is another's: nothing here trusts it, so nothing is said.
    let mut parts = outer_parts(&der)?;
    if let Some(last) = parts.last_mut() {
        *last = element(0x03, &[&[0_u8][..], &[7; 256]].concat());
    }
    let der = element(0x30, &parts.concat());
    maker.add(ready("signature-false", &der, der.clone()));
    Ok(())
}
