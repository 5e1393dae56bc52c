//! Private keys behind a passphrase: PKCS#8 with PBES1, PBES2 and the schemes of PKCS#12, and
//! OpenSSL's traditional PEM.

use anyhow::{Context, Result};

use super::case::Case;
use super::der::{element, integer, oid, patched, sequence};
use super::maker::{Maker, armoured, unarmoured};

const FUNCTIONS: &[&str] = &[
    "hmacWithSHA1",
    "hmacWithSHA224",
    "hmacWithSHA256",
    "hmacWithSHA384",
    "hmacWithSHA512",
    "hmacWithSHA512-224",
    "hmacWithSHA512-256",
];
const CIPHERS: &[&str] = &[
    "aes-128-cbc",
    "aes-192-cbc",
    "aes-256-cbc",
    "des3",
    "des-cbc",
    "rc2-40-cbc",
    "rc2-64-cbc",
    "rc2-cbc",
    "camellia-128-cbc",
    "camellia-192-cbc",
    "camellia-256-cbc",
];
const UNSUPPORTED: &[&str] = &[
    "aria-128-cbc",
    "aria-256-cbc",
    "seed-cbc",
    "sm4-cbc",
    "bf-cbc",
    "cast5-cbc",
    "aes-256-cfb",
    "aes-256-ofb",
];
const OLD: &[&str] = &[
    "PBE-MD5-DES",
    "PBE-SHA1-DES",
    "PBE-MD5-RC2-64",
    "PBE-SHA1-RC2-64",
    "PBE-SHA1-3DES",
    "PBE-SHA1-2DES",
    "PBE-SHA1-RC2-40",
    "PBE-SHA1-RC2-128",
    "PBE-SHA1-RC4-40",
    "PBE-SHA1-RC4-128",
];
const TRADITIONAL: &[&str] = &[
    "des",
    "des3",
    "aes128",
    "aes192",
    "aes256",
    "camellia128",
    "camellia192",
    "camellia256",
];
/// Name and text of passphrases that programs stumble over.
const PASSPHRASES: &[(&str, &str)] = &[
    ("one-letter", "x"),
    ("spaces", " two  spaces "),
    ("punctuation", r#""'\$`!%&<>{}"#),
    ("latin", "Zoë Ünal"),
    ("greek", "κωδικός"),
    ("cjk", "暗証番号"),
    ("emoji", "🔑🔒"),
    ("combining", "Zoe\u{308}"),
    ("colon", "pass:word: x"),
];

const SECRET: &str = "secret";
const OPENSSL: &str = "openssl 3.0";

/// Adds the cases.
pub(super) fn add(maker: &mut Maker) -> Result<()> {
    pbes2(maker)?;
    costs(maker)?;
    old(maker)?;
    traditional(maker)?;
    passphrases(maker)?;
    by_hand(maker)
}

/// A key that `openssl pkcs8` encrypts.
fn pkcs8(maker: &Maker, key: &str, arguments: &str) -> Result<Vec<u8>> {
    maker.write("pass", SECRET.as_bytes())?;
    let from = maker.key(key);
    maker.openssl(&format!(
        "pkcs8 -topk8 -in {from} {arguments} -passout file:pass -out out"
    ))?;
    maker.bytes("out")
}

fn opens(folder: &'static str, name: String, key: &str, payload: Vec<u8>) -> Case {
    Case::new(folder, name, "ready", payload)
        .key(key)
        .source(OPENSSL)
}

/// The case, and the same file with a wrong passphrase and with none.
fn three(maker: &mut Maker, case: &Case) {
    maker.add(case.variant("", "ready", Some(SECRET)));
    maker.add(case.variant("-wrong", "passphrase-wrong", Some("Secret")));
    maker.add(case.variant("-none", "passphrase-needed", None));
}

fn pbes2(maker: &mut Maker) -> Result<()> {
    for cipher in CIPHERS {
        for function in FUNCTIONS {
            let payload = pkcs8(
                maker,
                "rsa-2048",
                &format!("-v2 {cipher} -v2prf {function}"),
            )?;
            let case = opens("pbes2", format!("{cipher}-{function}"), "rsa-2048", payload);
            if *function == "hmacWithSHA256" {
                three(maker, &case);
            } else {
                maker.add(case.pass(SECRET));
            }
        }
    }
    for key in ["other-2048", "rsa-3072", "rsa-4096", "rsa-8192", "rsa-e3"] {
        let payload = pkcs8(maker, key, "")?;
        maker.add(opens("pbes2", format!("default-{key}"), key, payload).pass(SECRET));
        let payload = pkcs8(maker, key, "-outform DER")?;
        maker.add(opens("pbes2", format!("default-{key}-der"), key, payload).pass(SECRET));
    }
    for cipher in UNSUPPORTED {
        let payload = pkcs8(maker, "rsa-2048", &format!("-v2 {cipher}"))?;
        let case = opens(
            "pbes2",
            format!("unsupported-{cipher}"),
            "rsa-2048",
            payload,
        );
        maker.add(case.variant("", "unsupported-encryption", Some(SECRET)));
        maker.add(case.variant("-none", "unsupported-encryption", None));
    }
    for (key, code) in [
        ("ec", "key-not-rsa"),
        ("ed25519", "key-not-rsa"),
        ("pss", "key-restricted-to-pss"),
        ("rsa-1024", "key-too-small"),
        ("dsa", "key-not-rsa"),
    ] {
        let payload = pkcs8(maker, key, "")?;
        let case = Case::new("pbes2", format!("of-{key}"), code, payload).key("rsa-2048");
        maker.add(case.source(OPENSSL).pass(SECRET));
    }
    let payload = pkcs8(maker, "other-2048", "")?;
    let case = Case::new("pbes2", "of-another-certificate", "pair-mismatch", payload);
    maker.add(case.key("rsa-2048").source(OPENSSL).pass(SECRET));
    Ok(())
}

fn costs(maker: &mut Maker) -> Result<()> {
    for rounds in ["1", "2", "1000", "2048", "100000", "600000", "1000000"] {
        let payload = pkcs8(maker, "rsa-2048", &format!("-iter {rounds}"))?;
        maker.add(opens("costs", format!("rounds-{rounds}"), "rsa-2048", payload).pass(SECRET));
    }
    let der = unarmoured(&String::from_utf8(pkcs8(
        maker,
        "rsa-2048",
        "-iter 10000000",
    )?)?)?;
    for (name, rounds, code) in [
        ("rounds-10000001", 10_000_001, "too-many-iterations"),
        ("rounds-16777215", 0x00FF_FFFF, "too-many-iterations"),
    ] {
        let own = patched(
            &der,
            &integer(10_000_000),
            &element(0x02, &be_bytes(rounds)),
        )
        .context("The rounds are not where they are expected.")?;
        for (suffix, passphrase) in [("", Some(SECRET)), ("-none", None)] {
            let case = Case::new("costs", name, code, armoured("ENCRYPTED PRIVATE KEY", &own));
            let case = case.key("rsa-2048").source("openssl 3.0, then by hand");
            maker.add(case.variant(suffix, code, passphrase));
        }
    }
    for cost in ["2:1:1", "1024:8:1", "16384:8:1", "4096:8:4", "65536:8:1"] {
        let parts: Vec<&str> = cost.split(':').collect();
        let [n, r, p] = parts.as_slice() else {
            continue;
        };
        let arguments = format!("-scrypt -scrypt_N {n} -scrypt_r {r} -scrypt_p {p}");
        // The largest that OpenSSL itself makes without being told to take more memory is 16384:8.
        let Ok(payload) = pkcs8(maker, "rsa-2048", &arguments) else {
            continue;
        };
        let name = format!("scrypt-{}", cost.replace(':', "-"));
        three(maker, &opens("costs", name, "rsa-2048", payload));
    }
    for (name, n, r) in [
        ("1-gib", 1_u64 << 20, 8),
        ("2-gib", 1 << 21, 8),
        ("by-r", 1 << 14, 1 << 20),
    ] {
        let own = armoured("ENCRYPTED PRIVATE KEY", &with_scrypt(n, r));
        let case = Case::new(
            "costs",
            format!("scrypt-memory-{name}"),
            "too-much-memory",
            own,
        );
        maker.add(case.key("rsa-2048").pass(SECRET).source("hand"));
    }
    Ok(())
}

/// An `EncryptedPrivateKeyInfo` with scrypt at this cost (RFC 7914, section 7) and nothing in it.
fn with_scrypt(n: u64, r: u64) -> Vec<u8> {
    let costs = sequence(&[
        &element(0x04, &[7; 8]),
        &integer(n),
        &integer(r),
        &integer(1),
    ]);
    let derivation = sequence(&[&oid("1.3.6.1.4.1.11591.4.11"), &costs]);
    let cipher = sequence(&[&oid("2.16.840.1.101.3.4.1.42"), &element(0x04, &[7; 16])]);
    let scheme = sequence(&[
        &oid("1.2.840.113549.1.5.13"),
        &sequence(&[&derivation, &cipher]),
    ]);
    sequence(&[&scheme, &element(0x04, &[7; 1232])])
}

fn be_bytes(number: u64) -> Vec<u8> {
    let digits = number.to_be_bytes();
    let mut value: Vec<u8> = digits.into_iter().skip_while(|digit| *digit == 0).collect();
    if value.first().is_some_and(|first| *first >= 0x80) {
        value.insert(0, 0);
    }
    value
}

fn old(maker: &mut Maker) -> Result<()> {
    for scheme in OLD {
        for rounds in ["1", "2048", "100000"] {
            let payload = pkcs8(maker, "rsa-2048", &format!("-v1 {scheme} -iter {rounds}"))?;
            let case = opens("pbes1", format!("{scheme}-{rounds}"), "rsa-2048", payload);
            if rounds == "2048" {
                three(maker, &case);
            } else {
                maker.add(case.pass(SECRET));
            }
        }
        let payload = pkcs8(maker, "rsa-4096", &format!("-v1 {scheme} -outform DER"))?;
        maker.add(opens("pbes1", format!("{scheme}-der"), "rsa-4096", payload).pass(SECRET));
    }
    // PBE-MD2-DES differs from PBE-MD5-DES in the last arc; no program writes it any more.
    let der = unarmoured(&String::from_utf8(pkcs8(
        maker,
        "rsa-2048",
        "-v1 PBE-MD5-DES",
    )?)?)?;
    let own = patched(
        &der,
        &oid("1.2.840.113549.1.5.3"),
        &oid("1.2.840.113549.1.5.1"),
    )
    .context("The scheme is not where it is expected.")?;
    let case = Case::new("pbes1", "PBE-MD2-DES", "unsupported-encryption", own);
    maker.add(
        case.key("rsa-2048")
            .pass(SECRET)
            .source("openssl 3.0, then by hand"),
    );
    Ok(())
}

fn traditional(maker: &mut Maker) -> Result<()> {
    maker.write("pass", SECRET.as_bytes())?;
    for key in ["rsa-2048", "rsa-3072", "rsa-4096"] {
        for cipher in TRADITIONAL {
            let from = maker.key(key);
            maker.openssl(&format!(
                "rsa -in {from} -traditional -{cipher} -passout file:pass -out out"
            ))?;
            let payload = maker.bytes("out")?;
            three(
                maker,
                &opens("traditional", format!("{cipher}-{key}"), key, payload),
            );
        }
    }
    for cipher in ["seed", "aria128", "aria256"] {
        let from = maker.key("rsa-2048");
        maker.openssl(&format!(
            "rsa -in {from} -traditional -{cipher} -passout file:pass -out out"
        ))?;
        let case = Case::new(
            "traditional",
            format!("unsupported-{cipher}"),
            "unsupported-encryption",
            maker.bytes("out")?,
        );
        maker.add(case.key("rsa-2048").pass(SECRET).source(OPENSSL));
    }
    let from = maker.key("ec");
    maker.openssl(&format!(
        "ec -in {from} -aes256 -passout file:pass -out out"
    ))?;
    let case = Case::new("traditional", "of-ec", "key-not-rsa", maker.bytes("out")?);
    maker.add(case.key("rsa-2048").pass(SECRET).source(OPENSSL));
    Ok(())
}

fn passphrases(maker: &mut Maker) -> Result<()> {
    let long = "0123456789".repeat(20);
    let mut all: Vec<(&str, &str)> = PASSPHRASES.to_vec();
    all.push(("200-characters", &long));
    for (name, passphrase) in all {
        maker.write("pass", passphrase.as_bytes())?;
        each_way(maker, name, passphrase)?;
    }
    // One byte a character, as a terminal of that time sent it.
    for passphrase in ["Zoë", "Grüße §"] {
        let bytes: Vec<u8> = passphrase
            .chars()
            .filter_map(|own| u8::try_from(own).ok())
            .collect();
        maker.write("pass", &bytes)?;
        let name = if passphrase == "Zoë" {
            "iso-8859-1"
        } else {
            "iso-8859-1-more"
        };
        let from = maker.key("rsa-2048");
        for (way, arguments) in [
            (
                "pkcs8",
                format!("pkcs8 -topk8 -in {from} -passout file:pass -out out"),
            ),
            (
                "pbes1",
                format!("pkcs8 -topk8 -in {from} -v1 PBE-MD5-DES -passout file:pass -out out"),
            ),
            (
                "traditional",
                format!("rsa -in {from} -traditional -aes128 -passout file:pass -out out"),
            ),
        ] {
            maker.openssl(&arguments)?;
            let case = opens(
                "passphrases",
                format!("{name}-{way}"),
                "rsa-2048",
                maker.bytes("out")?,
            );
            maker.add(case.pass(passphrase).field("openssl", "no"));
        }
    }
    // The empty one, where programs take it.
    let from = maker.key("rsa-2048");
    for (way, arguments) in [
        (
            "pkcs8",
            format!("pkcs8 -topk8 -in {from} -passout pass: -out out"),
        ),
        (
            "pkcs12-pbe",
            format!("pkcs8 -topk8 -in {from} -v1 PBE-SHA1-3DES -passout pass: -out out"),
        ),
    ] {
        maker.openssl(&arguments)?;
        let case = opens(
            "passphrases",
            format!("empty-{way}"),
            "rsa-2048",
            maker.bytes("out")?,
        );
        maker.add(case.variant("", "ready", Some("")));
        maker.add(case.variant("-wrong", "passphrase-wrong", Some("x")));
    }
    Ok(())
}

fn each_way(maker: &mut Maker, name: &str, passphrase: &str) -> Result<()> {
    let from = maker.key("rsa-2048");
    for (way, arguments) in [
        (
            "pkcs8",
            format!("pkcs8 -topk8 -in {from} -passout file:pass -out out"),
        ),
        (
            "scrypt",
            format!("pkcs8 -topk8 -in {from} -scrypt -passout file:pass -out out"),
        ),
        (
            "pbes1",
            format!("pkcs8 -topk8 -in {from} -v1 PBE-SHA1-DES -passout file:pass -out out"),
        ),
        (
            "pkcs12-pbe",
            format!("pkcs8 -topk8 -in {from} -v1 PBE-SHA1-3DES -passout file:pass -out out"),
        ),
        (
            "traditional",
            format!("rsa -in {from} -traditional -aes256 -passout file:pass -out out"),
        ),
    ] {
        // OpenSSL asks four letters at least of the traditional form.
        if way == "traditional" && passphrase.len() < 4 {
            continue;
        }
        maker.openssl(&arguments)?;
        let payload = maker.bytes("out")?;
        let case = opens("passphrases", format!("{name}-{way}"), "rsa-2048", payload);
        maker.add(case.variant("", "ready", Some(passphrase)));
        let wrong = format!("{passphrase}x");
        maker.add(case.variant("-wrong", "passphrase-wrong", Some(&wrong)));
    }
    Ok(())
}

/// What no program at hand writes: one identifier changed for another of the same length.
fn by_hand(maker: &mut Maker) -> Result<()> {
    let der = unarmoured(&String::from_utf8(pkcs8(maker, "rsa-2048", "")?)?)?;
    for (name, from, to, code) in [
        (
            "aes-256-gcm",
            "2.16.840.1.101.3.4.1.42",
            "2.16.840.1.101.3.4.1.46",
            "unsupported-encryption",
        ),
        (
            "unknown-function",
            "1.2.840.113549.2.9",
            "1.2.840.113549.2.99",
            "unsupported-encryption",
        ),
        (
            "unknown-derivation",
            "1.2.840.113549.1.5.12",
            "1.2.840.113549.1.5.99",
            "unsupported-encryption",
        ),
        (
            "unknown-scheme",
            "1.2.840.113549.1.5.13",
            "1.2.840.113549.1.5.77",
            "unsupported-encryption",
        ),
        (
            "wrong-cipher-for-its-vector",
            "2.16.840.1.101.3.4.1.42",
            "2.16.840.1.101.3.4.1.2",
            "passphrase-wrong",
        ),
    ] {
        let own = patched(&der, &oid(from), &oid(to))
            .context("An identifier is not where it is expected.")?;
        let case = Case::new(
            "pbes2",
            format!("hand-{name}"),
            code,
            armoured("ENCRYPTED PRIVATE KEY", &own),
        );
        maker.add(
            case.key("rsa-2048")
                .pass(SECRET)
                .source("openssl 3.0, then by hand"),
        );
    }
    Ok(())
}
