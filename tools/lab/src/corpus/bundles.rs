//! PKCS#12 and PKCS#7: files of several objects.

use anyhow::{Context, Result};

use super::case::Case;
use super::der::{element, indefinite, integer, oid, sequence};
use super::maker::{Maker, armoured, sha256};

const SECRET: &str = "secret";
const OPENSSL: &str = "openssl 3.0";

/// Adds the cases.
pub(super) fn add(maker: &mut Maker) -> Result<()> {
    pkcs12(maker)?;
    keytool(maker)?;
    certtool(maker)?;
    pkcs7(maker)
}

/// A bundle in the private key's box alone, with the certificate that the request must carry.
fn bundle(maker: &Maker, name: &str, leaf: &str, payload: Vec<u8>, source: &str) -> Result<Case> {
    let case = Case::new("pkcs12", name, "ready", payload)
        .alone()
        .source(source);
    Ok(case.field("sha256", sha256(&maker.certificate_der(leaf)?)))
}

fn export(maker: &Maker, key: &str, arguments: &str, passphrase: &[u8]) -> Result<Vec<u8>> {
    maker.write("pass", passphrase)?;
    let certificate = maker.companion(&format!("{key}.crt")).display().to_string();
    let from = maker.key(key);
    let passout = if passphrase.is_empty() {
        "pass:"
    } else {
        "file:pass"
    };
    maker.openssl(&format!(
        "pkcs12 -export -inkey {from} -in {certificate} {arguments} -passout {passout} -out out"
    ))?;
    maker.bytes("out")
}

fn pkcs12(maker: &mut Maker) -> Result<()> {
    let authority = maker.companion("authority.crt").display().to_string();
    let chain = format!("-certfile {authority}");
    let mut ways: Vec<(String, String)> = [
        ("default", ""),
        ("legacy", "-legacy"),
        ("descert", "-descert"),
        ("certpbe-none", "-certpbe NONE"),
        ("keypbe-none", "-keypbe NONE"),
        ("nomac", "-nomac"),
        ("noiter", "-noiter"),
        ("nomaciter", "-nomaciter"),
        ("named", "-name me -caname them"),
        ("keyex", "-keyex"),
        ("keysig", "-keysig"),
        ("csp", "-LMK -CSP Microsoft"),
        ("iter-100000", "-iter 100000"),
    ]
    .map(|(name, arguments)| (name.to_owned(), arguments.to_owned()))
    .to_vec();
    ways.push(("chain".to_owned(), chain.clone()));
    ways.push(("chain-legacy".to_owned(), format!("{chain} -legacy")));
    for digest in ["md5", "sha1", "sha224", "sha256", "sha384", "sha512"] {
        ways.push((format!("macalg-{digest}"), format!("-macalg {digest}")));
    }
    for scheme in [
        "PBE-SHA1-3DES",
        "PBE-SHA1-2DES",
        "PBE-SHA1-RC2-40",
        "PBE-SHA1-RC2-128",
        "PBE-SHA1-RC4-40",
        "PBE-SHA1-RC4-128",
        "aes-128-cbc",
        "aes-192-cbc",
        "camellia-256-cbc",
        "des-ede3-cbc",
    ] {
        ways.push((
            format!("pbe-{scheme}"),
            format!("-certpbe {scheme} -keypbe {scheme}"),
        ));
    }
    for (name, arguments) in &ways {
        let payload = export(maker, "rsa-2048", arguments, SECRET.as_bytes())?;
        let case = bundle(maker, name, "rsa-2048", payload.clone(), OPENSSL)?;
        maker.add(case.clone().pass(SECRET));
        maker.add(case.variant("-wrong", "passphrase-wrong", Some("Secret")));
        maker.add(case.variant("-none", "passphrase-needed", None));
        for piece in [16, 1000] {
            let ber = indefinite(&payload, piece).context("A PKCS#12 file is not DER.")?;
            let case = bundle(
                maker,
                &format!("{name}-ber-{piece}"),
                "rsa-2048",
                ber,
                "openssl 3.0, then by hand",
            )?;
            maker.add(case.pass(SECRET));
        }
    }
    for key in ["rsa-3072", "rsa-4096", "rsa-e3"] {
        let payload = export(maker, key, "", SECRET.as_bytes())?;
        maker.add(bundle(maker, &format!("default-{key}"), key, payload, OPENSSL)?.pass(SECRET));
    }
    for (name, passphrase) in [
        ("latin", "Zoë Ünal"),
        ("greek", "κωδικός"),
        ("emoji", "🔑🔒"),
        ("spaces", " a b "),
        ("200-characters", &"0123456789".repeat(20)),
    ] {
        for (way, arguments) in [("default", ""), ("legacy", "-legacy")] {
            let payload = export(maker, "rsa-2048", arguments, passphrase.as_bytes())?;
            let case = bundle(
                maker,
                &format!("passphrase-{name}-{way}"),
                "rsa-2048",
                payload,
                OPENSSL,
            )?;
            maker.add(case.pass(passphrase));
        }
    }
    for (way, arguments) in [("default", ""), ("legacy", "-legacy"), ("nomac", "-nomac")] {
        let payload = export(maker, "rsa-2048", arguments, b"")?;
        let case = bundle(maker, &format!("empty-{way}"), "rsa-2048", payload, OPENSSL)?;
        let unasked = case.clone().renamed(&format!("empty-{way}-unasked"));
        maker.add(unasked.comment("the empty pass phrase is tried without being asked for"));
        maker.add(case.pass("").comment("an empty pass phrase, given"));
    }
    plain(maker)?;
    pbmac1(maker)?;
    damaged(maker)
}

fn plain(maker: &mut Maker) -> Result<()> {
    // Nothing is protected: no passphrase is asked for.
    let payload = export(
        maker,
        "rsa-2048",
        "-certpbe NONE -keypbe NONE -nomac",
        SECRET.as_bytes(),
    )?;
    maker.add(bundle(maker, "plain", "rsa-2048", payload, OPENSSL)?);
    let leaf = maker.companion("rsa-2048.crt").display().to_string();
    let from = maker.key("rsa-2048");
    maker.write("pass", SECRET.as_bytes())?;
    for (way, more) in [
        ("default", ""),
        ("legacy", "-legacy"),
        ("plain", "-certpbe NONE -nomac"),
    ] {
        maker.openssl(&format!(
            "pkcs12 -export -nokeys -in {leaf} {more} -passout file:pass -out out"
        ))?;
        let case = Case::new(
            "pkcs12",
            format!("certificates-only-{way}"),
            "ready",
            maker.bytes("out")?,
        );
        let case = case.certificate("rsa-2048").source(OPENSSL).pass(SECRET);
        maker.add(case.field("sha256", sha256(&maker.certificate_der("rsa-2048")?)));
        maker.openssl(&format!(
            "pkcs12 -export -nocerts -inkey {from} {more} -passout file:pass -out out"
        ))?;
        let case = Case::new(
            "pkcs12",
            format!("key-only-{way}"),
            "ready",
            maker.bytes("out")?,
        );
        maker.add(case.key("rsa-2048").source(OPENSSL).pass(SECRET));
    }
    let payload = export(maker, "other-2048", "", SECRET.as_bytes())?;
    let case = bundle(
        maker,
        "beside-another-certificate",
        "other-2048",
        payload,
        OPENSSL,
    )?;
    maker.add(case.field("with", "rsa-2048.crt").pass(SECRET));
    // Nothing inside.
    let data = "1.2.840.113549.1.7.1";
    let safe = element(0x04, &sequence(&[]));
    let info = sequence(&[&oid(data), &element(0xA0, &safe)]);
    let case = Case::new(
        "pkcs12",
        "nothing-inside",
        "bundle-empty",
        sequence(&[&integer(3), &info]),
    );
    maker.add(
        case.alone()
            .field("also", "certificate-missing")
            .source("hand"),
    );
    // Integrity by a signature in place of a passphrase.
    let info = sequence(&[&oid("1.2.840.113549.1.7.2"), &element(0xA0, &safe)]);
    let case = Case::new(
        "pkcs12",
        "signed",
        "unsupported-encryption",
        sequence(&[&integer(3), &info]),
    );
    maker.add(
        case.alone()
            .field("also", "certificate-missing")
            .source("hand"),
    );
    Ok(())
}

/// PBMAC1 (RFC 9579), which OpenSSL writes from 3.4 on: put together from OpenSSL's PBKDF2 and HMAC.
fn pbmac1(maker: &mut Maker) -> Result<()> {
    let plain = export(maker, "rsa-2048", "-nomac", SECRET.as_bytes())?;
    // Behind five headers with lengths of two bytes, the version and the identifier of data.
    let content = plain.get(30..).context("A PKCS#12 file is short.")?;
    maker.write("content", content)?;
    let salt = "0011223344556677";
    for (digest, function, length) in [
        ("SHA256", "1.2.840.113549.2.9", 32),
        ("SHA512", "1.2.840.113549.2.11", 64),
    ] {
        maker.openssl(&format!(
            "kdf -keylen {length} -kdfopt digest:{digest} -kdfopt pass:{SECRET} -kdfopt hexsalt:{salt} \
             -kdfopt iter:2048 -binary -out key PBKDF2"
        ))?;
        let key: String = maker
            .bytes("key")?
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        maker.openssl(&format!(
            "dgst -{digest} -mac HMAC -macopt hexkey:{key} -binary -out mac content"
        ))?;
        let function = sequence(&[&oid(function), &element(0x05, &[])]);
        let salt = element(0x04, &[0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77]);
        let costs = sequence(&[&salt, &integer(2048), &integer(length), &function]);
        let derivation = sequence(&[&oid("1.2.840.113549.1.5.12"), &costs]);
        let scheme = sequence(&[
            &oid("1.2.840.113549.1.5.14"),
            &sequence(&[&derivation, &function]),
        ]);
        let mac = sequence(&[&scheme, &element(0x04, &maker.bytes("mac")?)]);
        let mac = sequence(&[&mac, &element(0x04, b"NOT USED"), &integer(1)]);
        let inside = element(0xA0, &element(0x04, content));
        let info = sequence(&[&oid("1.2.840.113549.1.7.1"), &inside]);
        let payload = sequence(&[&integer(3), &info, &mac]);
        let name = format!("pbmac1-{}", digest.to_lowercase());
        let case = bundle(
            maker,
            &name,
            "rsa-2048",
            payload,
            "openssl 3.0, then by hand",
        )?;
        maker.add(case.clone().pass(SECRET));
        maker.add(case.variant("-wrong", "passphrase-wrong", Some("Secret")));
    }
    Ok(())
}

fn damaged(maker: &mut Maker) -> Result<()> {
    let whole = export(maker, "rsa-2048", "", SECRET.as_bytes())?;
    for (name, keep) in [
        ("half", whole.len() / 2),
        ("last-byte-lost", whole.len().saturating_sub(1)),
        ("first-100", 100),
    ] {
        let payload = whole.get(..keep).unwrap_or_default().to_vec();
        let case = Case::new("pkcs12", format!("cut-{name}"), "nothing-found", payload).alone();
        let case = case.field("also", "certificate-missing");
        maker.add(case.source("openssl 3.0, then by hand").pass(SECRET));
    }
    let mut changed = whole.clone();
    if let Some(byte) = changed.get_mut(whole.len() / 2) {
        *byte ^= 1;
    }
    let case = Case::new("pkcs12", "one-bit-changed", "bundle-integrity", changed).alone();
    let case = case.field("also", "certificate-missing");
    let case = case.source("openssl 3.0, then by hand").pass(SECRET);
    maker.add(case.comment(
        "the integrity check fails, and the pass phrase opens what is encrypted all the same",
    ));
    let without = export(maker, "rsa-2048", "-nomac", SECRET.as_bytes())?;
    let mut changed = without.clone();
    let at = without.len().saturating_sub(40);
    if let Some(byte) = changed.get_mut(at) {
        *byte ^= 1;
    }
    let case = Case::new("pkcs12", "one-bit-changed-nomac", "damaged-der", changed)
        .alone()
        .field("also", "certificate-missing");
    maker.add(case.source("openssl 3.0, then by hand").pass(SECRET));
    let trailing = [whole.as_slice(), b"\r\n"].concat();
    maker.add(
        bundle(
            maker,
            "trailing-line-end",
            "rsa-2048",
            trailing,
            "openssl 3.0, then by hand",
        )?
        .pass(SECRET),
    );
    let text = armoured("PKCS12", &whole);
    maker.add(
        bundle(
            maker,
            "in-armour",
            "rsa-2048",
            text.into_bytes(),
            "openssl 3.0, then by hand",
        )?
        .pass(SECRET),
    );
    let text = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, &whole);
    maker.add(
        bundle(
            maker,
            "in-base64",
            "rsa-2048",
            text.into_bytes(),
            "openssl 3.0, then by hand",
        )?
        .pass(SECRET),
    );
    Ok(())
}

fn keytool(maker: &mut Maker) -> Result<()> {
    let mut both = Vec::new();
    for key in ["rsa-2048", "other-2048"] {
        let payload = export(maker, key, &format!("-name {key}"), SECRET.as_bytes())?;
        maker.write(&format!("{key}.p12"), &payload)?;
        both.push(key);
    }
    for (way, java) in [("default", ""), ("legacy", "-J-Dkeystore.pkcs12.legacy")] {
        let mut place = format!("keytool-{way}.p12");
        for (count, key) in both.iter().enumerate() {
            maker.run("keytool", &format!(
                "{java} -importkeystore -noprompt -srckeystore {key}.p12 -srcstoretype PKCS12 -srcstorepass {SECRET} \
                 -destkeystore {place} -deststoretype PKCS12 -deststorepass {SECRET}"))?;
            let payload = maker.bytes(&place)?;
            if count == 0 {
                let case = bundle(
                    maker,
                    &format!("keytool-{way}"),
                    "rsa-2048",
                    payload,
                    "keytool 17",
                )?;
                maker.add(case.clone().pass(SECRET));
                maker.add(case.variant("-wrong", "passphrase-wrong", Some("Secret")));
                maker.add(case.variant("-none", "passphrase-needed", None));
            } else {
                let case = Case::new(
                    "pkcs12",
                    format!("keytool-{way}-two-entries"),
                    "ready",
                    payload,
                );
                maker.add(
                    case.alone()
                        .pass(SECRET)
                        .source("keytool 17")
                        .field("choices", "2"),
                );
            }
        }
        place.push_str(".trust");
        maker.write("leaf.pem", maker.companion_text("rsa-2048.crt")?.as_bytes())?;
        maker.run("keytool", &format!(
            "{java} -importcert -noprompt -alias own -file leaf.pem -keystore {place} -storetype PKCS12 -storepass {SECRET}"))?;
        let case = Case::new(
            "pkcs12",
            format!("keytool-{way}-trust-store"),
            "ready",
            maker.bytes(&place)?,
        );
        let case = case
            .certificate("rsa-2048")
            .source("keytool 17")
            .pass(SECRET);
        maker.add(case.field("sha256", sha256(&maker.certificate_der("rsa-2048")?)));
    }
    for kind in ["JKS", "JCEKS"] {
        maker.run("keytool", &format!(
            "-importkeystore -noprompt -srckeystore rsa-2048.p12 -srcstoretype PKCS12 -srcstorepass {SECRET} \
             -destkeystore store.{kind} -deststoretype {kind} -deststorepass {SECRET}"))?;
        let name = format!("keytool-{}", kind.to_lowercase());
        let payload = maker.bytes(&format!("store.{kind}"))?;
        let case = bundle(maker, &name, "rsa-2048", payload, "keytool 17")?;
        maker.add(case.clone().pass(SECRET));
        maker.add(case.variant("-wrong", "passphrase-wrong", Some("Secret")));
        maker.add(case.variant("-none", "passphrase-needed", None));
    }
    Ok(())
}

fn certtool(maker: &mut Maker) -> Result<()> {
    maker.write("key.pem", maker.key_pem("rsa-2048")?.as_bytes())?;
    maker.write("leaf.pem", maker.companion_text("rsa-2048.crt")?.as_bytes())?;
    for cipher in [
        "aes-256",
        "aes-192",
        "aes-128",
        "3des",
        "3des-pkcs12",
        "rc2-40",
        "arcfour",
    ] {
        maker.run("certtool", &format!(
            "--to-p12 --load-privkey key.pem --load-certificate leaf.pem --p12-name own --password {SECRET} \
             --pkcs-cipher {cipher} --outder --outfile out"))?;
        let case = bundle(
            maker,
            &format!("certtool-{cipher}"),
            "rsa-2048",
            maker.bytes("out")?,
            "certtool 3.7",
        )?;
        maker.add(case.clone().pass(SECRET));
        maker.add(case.variant("-wrong", "passphrase-wrong", Some("Secret")));
        maker.run("certtool", &format!(
            "--to-p8 --load-privkey key.pem --password {SECRET} --pkcs-cipher {cipher} --outfile out"))?;
        let case = Case::new(
            "pbes1",
            format!("certtool-{cipher}"),
            "ready",
            maker.bytes("out")?,
        );
        maker.add(
            case.key("rsa-2048")
                .pass(SECRET)
                .source("certtool 3.7")
                .field("openssl", "no"),
        );
    }
    maker.run("certtool", "--to-p12 --load-privkey key.pem --load-certificate leaf.pem --p12-name own --empty-password \
        --outder --outfile out")?;
    let case = bundle(
        maker,
        "certtool-empty",
        "rsa-2048",
        maker.bytes("out")?,
        "certtool 3.7",
    )?;
    maker.add(case.pass(""));
    Ok(())
}

fn pkcs7(maker: &mut Maker) -> Result<()> {
    let ready = |maker: &Maker, name: String, payload: Vec<u8>, source: &str| -> Result<Case> {
        let case = Case::new("pkcs7", name, "ready", payload)
            .certificate("rsa-2048")
            .source(source);
        Ok(case.field("sha256", sha256(&maker.certificate_der("rsa-2048")?)))
    };
    for (name, files) in [
        ("one", &["rsa-2048"][..]),
        ("chain", &["rsa-2048", "authority"]),
        ("chain-reversed", &["authority", "rsa-2048"]),
        (
            "several",
            &["other-2048", "rsa-4096", "rsa-2048", "authority"],
        ),
    ] {
        let mut certificates = String::new();
        for file in files {
            certificates.push_str(&maker.companion_text(&format!("{file}.crt"))?);
        }
        maker.write("all.pem", certificates.as_bytes())?;
        for form in ["PEM", "DER"] {
            maker.openssl(&format!(
                "crl2pkcs7 -nocrl -certfile all.pem -outform {form} -out out"
            ))?;
            let payload = maker.bytes("out")?;
            maker.add(ready(
                maker,
                format!("{name}-{}", form.to_lowercase()),
                payload.clone(),
                OPENSSL,
            )?);
            if form == "PEM" {
                let text = String::from_utf8(payload)?;
                for label in ["PKCS #7 SIGNED DATA", "CMS", "CERTIFICATE"] {
                    let own = text.replace("PKCS7", label).into_bytes();
                    let name = format!(
                        "{name}-label-{}",
                        label.to_lowercase().replace([' ', '#'], "")
                    );
                    maker.add(ready(maker, name, own, "openssl 3.0, then by hand")?);
                }
            } else {
                for piece in [64, 100_000] {
                    let ber = indefinite(&payload, piece).context("A PKCS#7 file is not DER.")?;
                    maker.add(ready(
                        maker,
                        format!("{name}-ber-{piece}"),
                        ber,
                        "openssl 3.0, then by hand",
                    )?);
                }
            }
        }
    }
    maker.write(
        "leaf.pem",
        maker.companion_text("other-2048.crt")?.as_bytes(),
    )?;
    maker.openssl("crl2pkcs7 -nocrl -certfile leaf.pem -out out")?;
    let case = Case::new(
        "pkcs7",
        "without-ours",
        "pair-mismatch",
        maker.bytes("out")?,
    );
    maker.add(case.certificate("rsa-2048").source(OPENSSL));
    maker.write("none.pem", b"\n")?;
    for form in ["PEM", "DER"] {
        maker.openssl(&format!(
            "crl2pkcs7 -nocrl -certfile none.pem -outform {form} -out out"
        ))?;
        let case = Case::new(
            "pkcs7",
            format!("empty-{}", form.to_lowercase()),
            "bundle-empty",
            maker.bytes("out")?,
        );
        maker.add(case.certificate("rsa-2048").source(OPENSSL));
    }
    let leaf = maker.companion("rsa-2048.crt").display().to_string();
    let from = maker.key("rsa-2048");
    maker.write("message", b"hello")?;
    for (name, more) in [
        ("signed", ""),
        ("signed-with-content", "-nodetach"),
        ("signed-streamed", "-nodetach -stream"),
    ] {
        maker.openssl(&format!(
            "smime -sign -in message -signer {leaf} -inkey {from} -outform DER {more} -out out"
        ))?;
        let payload = maker.bytes("out")?;
        maker.add(ready(maker, name.to_owned(), payload, OPENSSL)?);
    }
    Ok(())
}
