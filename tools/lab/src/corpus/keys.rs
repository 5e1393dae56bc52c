//! Private keys without protection, and what people hold in place of one.

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::case::Case;
use super::der::{element, integer, patched, read};
use super::maker::{Maker, armoured, unarmoured};

const OPENSSL: &str = "openssl 3.0";

/// Adds the cases.
pub(super) fn add(maker: &mut Maker) -> Result<()> {
    rsa(maker)?;
    others(maker)?;
    broken(maker)?;
    ssh(maker)?;
    foreign(maker)
}

fn rsa(maker: &mut Maker) -> Result<()> {
    for key in [
        "rsa-2048",
        "other-2048",
        "rsa-3072",
        "rsa-4096",
        "rsa-8192",
        "rsa-e3",
    ] {
        let from = maker.key(key);
        for (form, arguments) in [
            (
                "pkcs8-pem",
                format!("pkcs8 -topk8 -nocrypt -in {from} -out out"),
            ),
            (
                "pkcs8-der",
                format!("pkcs8 -topk8 -nocrypt -in {from} -outform DER -out out"),
            ),
            ("pkcs1-pem", format!("rsa -in {from} -traditional -out out")),
            (
                "pkcs1-der",
                format!("rsa -in {from} -traditional -outform DER -out out"),
            ),
        ] {
            maker.openssl(&arguments)?;
            let case = Case::new(
                "keys",
                format!("{form}-{key}"),
                "ready",
                maker.bytes("out")?,
            );
            maker.add(case.key(key).source(OPENSSL));
        }
        maker.openssl(&format!("rsa -in {from} -text -out out"))?;
        let case = Case::new(
            "keys",
            format!("with-text-{key}"),
            "ready",
            maker.bytes("out")?,
        );
        maker.add(case.key(key).source(OPENSSL));
    }
    let der = unarmoured(&maker.key_pem("rsa-2048")?)?;
    for label in [
        "RSA PRIVATE KEY",
        "EC PRIVATE KEY",
        "ENCRYPTED PRIVATE KEY",
        "CERTIFICATE",
        "ANYTHING",
        "ANY PRIVATE KEY",
    ] {
        let name = format!("label-{}", label.to_lowercase().replace(' ', "-"));
        let case = Case::new("keys", name, "ready", armoured(label, &der));
        maker.add(case.key("rsa-2048").source("hand").field("openssl", "no"));
    }
    let pem = maker.key_pem("rsa-2048")?;
    let other = maker.key_pem("other-2048")?;
    let case = Case::new(
        "keys",
        "two-of-which-one-fits",
        "ready",
        format!("{other}{pem}"),
    );
    let case = case.key("rsa-2048").source("hand").field("openssl", "no");
    maker.add(case.field("also", "unused-private-keys"));
    let third = maker.key_pem("rsa-3072")?;
    let case = Case::new(
        "keys",
        "two-of-which-none-fits",
        "several-private-keys",
        format!("{other}{third}"),
    );
    maker.add(case.key("rsa-2048").source("hand"));
    let case = Case::new("keys", "twice-the-same", "ready", format!("{pem}{pem}"));
    maker.add(case.key("rsa-2048").source("hand"));
    let case = Case::new("keys", "of-another-certificate", "pair-mismatch", other);
    maker.add(case.key("rsa-2048").source("hand"));
    let case = Case::new("keys", "without-certificate", "certificate-missing", pem);
    maker.add(case.alone().source("hand"));
    let case = Case::new("keys", "none", "private-key-missing", "");
    maker.add(case.key("rsa-2048").pasted().source("hand"));
    Ok(())
}

fn others(maker: &mut Maker) -> Result<()> {
    for (key, code) in [
        ("ec", "key-not-rsa"),
        ("ed25519", "key-not-rsa"),
        ("ed448", "key-not-rsa"),
        ("x25519", "key-not-rsa"),
        ("dsa", "key-not-rsa"),
        ("dh", "key-not-rsa"),
        ("pss", "key-restricted-to-pss"),
        ("multi-prime", "key-multi-prime"),
        ("rsa-1024", "key-too-small"),
        ("rsa-2047", "key-too-small"),
    ] {
        let pem = maker.key_pem(key)?;
        let case = Case::new("keys", format!("{key}-der"), code, unarmoured(&pem)?);
        maker.add(case.key("rsa-2048").source(OPENSSL));
        let case = Case::new("keys", key, code, pem);
        maker.add(case.key("rsa-2048").source(OPENSSL));
    }
    for (name, key, arguments, code) in [
        ("sec1", "ec", "ec -out out", "key-not-rsa"),
        ("sec1-der", "ec", "ec -outform DER -out out", "key-not-rsa"),
        ("dsa-traditional", "dsa", "dsa -out out", "key-not-rsa"),
        (
            "rsa-1024-traditional",
            "rsa-1024",
            "rsa -traditional -out out",
            "key-too-small",
        ),
        (
            "multi-prime-traditional",
            "multi-prime",
            "rsa -traditional -out out",
            "key-multi-prime",
        ),
    ] {
        maker.openssl(&format!("{arguments} -in {}", maker.key(key)))?;
        let case = Case::new("keys", name, code, maker.bytes("out")?);
        maker.add(case.key("rsa-2048").source(OPENSSL));
    }
    Ok(())
}

/// Keys whose numbers are not those of a key.
fn broken(maker: &mut Maker) -> Result<()> {
    maker.openssl(&format!(
        "rsa -in {} -traditional -outform DER -out out",
        maker.key("rsa-2048")
    ))?;
    let der = maker.bytes("out")?;
    let e = integer(65_537);
    for (name, number, code) in [
        ("exponent-even", 65_538, "key-exponent"),
        ("exponent-other", 65_539, "key-inconsistent"),
    ] {
        let own = patched(&der, &e, &integer(number))
            .context("The exponent is not where it is expected.")?;
        let case = Case::new("keys", name, code, own);
        let case = case.key("rsa-2048").source("openssl 3.0, then by hand");
        maker.add(case.field("openssl", "no"));
    }
    let mut inside = der.as_slice();
    let (_, mut rest, _) = read(&mut inside).context("A key is damaged.")?;
    let mut numbers = Vec::new();
    while !rest.is_empty() {
        let (_, _, whole) = read(&mut rest).context("A key is damaged.")?;
        numbers.push(whole.to_vec());
    }
    for (at, name, code) in [
        (1, "modulus", "key-inconsistent"),
        (3, "private-exponent", "key-inconsistent"),
        (4, "first-prime", "key-inconsistent"),
        (5, "second-prime", "key-inconsistent"),
        (6, "first-crt-exponent", "ready"),
        (8, "coefficient", "ready"),
    ] {
        let mut own = numbers.clone();
        if let Some(byte) = own
            .get_mut(at)
            .and_then(|number| number.iter_mut().rev().nth(20))
        {
            *byte ^= 4;
        }
        let case = Case::new(
            "keys",
            format!("changed-{name}"),
            code,
            armoured("RSA PRIVATE KEY", &element(0x30, &own.concat())),
        );
        let case = case
            .key("rsa-2048")
            .source("openssl 3.0, then by hand")
            .field("openssl", "no");
        maker.add(case.comment(
            "the values for the Chinese remainder are computed anew, so that wrong ones do no harm",
        ));
    }
    let mut large = numbers.clone();
    if let Some(number) = large.get_mut(1) {
        *number = element(0x02, &[&[0, 0xC1][..], &[7; 1500]].concat());
    }
    let case = Case::new(
        "keys",
        "12008-bits",
        "key-too-large",
        armoured("RSA PRIVATE KEY", &element(0x30, &large.concat())),
    );
    maker.add(case.key("rsa-2048").source("hand"));
    let mut swapped = numbers;
    swapped.swap(4, 5);
    swapped.swap(6, 7);
    let case = Case::new(
        "keys",
        "primes-exchanged",
        "ready",
        armoured("RSA PRIVATE KEY", &element(0x30, &swapped.concat())),
    );
    maker.add(
        case.key("rsa-2048")
            .source("openssl 3.0, then by hand")
            .field("openssl", "no"),
    );
    Ok(())
}

fn ssh(maker: &mut Maker) -> Result<()> {
    let pem = maker.key_pem("rsa-2048")?;
    for (name, passphrase) in [("openssh", ""), ("openssh-encrypted", "secret")] {
        maker.write("id", pem.as_bytes())?;
        own_only(maker, "id")?;
        let mut command = std::process::Command::new("ssh-keygen");
        command
            .args(["-p", "-P", "", "-N", passphrase, "-f", "id"])
            .current_dir(maker.path(""));
        command.output()?;
        let case = Case::new("foreign", name, "openssh-private-key", maker.bytes("id")?);
        maker.add(case.key("rsa-2048").source("ssh-keygen"));
    }
    maker.write("id", pem.as_bytes())?;
    own_only(maker, "id")?;
    let line = maker.run("ssh-keygen", "-y -f id")?;
    maker.write("id.pub", &line)?;
    maker.add(
        Case::new("foreign", "ssh-rsa", "public-key-only", line)
            .key("rsa-2048")
            .source("ssh-keygen"),
    );
    let rfc4716 = maker.run("ssh-keygen", "-e -m RFC4716 -f id.pub")?;
    maker.add(
        Case::new("foreign", "ssh2-public", "public-key-only", rfc4716)
            .key("rsa-2048")
            .source("ssh-keygen"),
    );
    maker.openssl(&format!(
        "rsa -in {} -traditional -out id.pem",
        maker.key("rsa-2048")
    ))?;
    own_only(maker, "id.pem")?;
    for version in ["2", "3"] {
        maker.run(
            "puttygen",
            &format!("id.pem -O private --ppk-param version={version} -o out.ppk"),
        )?;
        let case = Case::new(
            "foreign",
            format!("putty-{version}"),
            "putty-private-key",
            maker.bytes("out.ppk")?,
        );
        maker.add(case.key("rsa-2048").source("puttygen"));
    }
    Ok(())
}

/// ssh-keygen refuses keys that others can read.
#[cfg(unix)]
fn own_only(maker: &Maker, name: &str) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let own = std::fs::Permissions::from_mode(0o600);
    Ok(std::fs::set_permissions(maker.path(name), own)?)
}

#[cfg(not(unix))]
fn own_only(_maker: &Maker, _name: &str) -> Result<()> {
    Ok(())
}

fn foreign(maker: &mut Maker) -> Result<()> {
    let from = maker.key("rsa-2048");
    for (name, arguments, code) in [
        (
            "request",
            format!("req -new -key {from} -subj /CN=TEST -out out"),
            "request-only",
        ),
        (
            "request-der",
            format!("req -new -key {from} -subj /CN=TEST -outform DER -out out"),
            "request-only",
        ),
        (
            "public",
            format!("pkey -in {from} -pubout -out out"),
            "public-key-only",
        ),
        (
            "public-der",
            format!("pkey -in {from} -pubout -outform DER -out out"),
            "public-key-only",
        ),
        (
            "public-pkcs1",
            format!("rsa -in {from} -RSAPublicKey_out -out out"),
            "public-key-only",
        ),
        (
            "public-ec",
            format!("pkey -in {} -pubout -out out", maker.key("ec")),
            "public-key-only",
        ),
    ] {
        maker.openssl(&arguments)?;
        let payload = maker.bytes("out")?;
        maker.add(
            Case::new("foreign", name, code, payload.clone())
                .key("rsa-2048")
                .source(OPENSSL),
        );
        maker.add(
            Case::new("foreign", format!("{name}-for-certificate"), code, payload)
                .certificate("rsa-2048")
                .source(OPENSSL),
        );
    }
    maker.write("index.txt", b"")?;
    maker.write("ca.cnf", b"[ca]\ndefault_ca = x\n[x]\ndatabase = index.txt\ndefault_md = sha256\ndefault_crl_days = 30\n")?;
    let (authority, key) = (
        maker.companion("authority.crt").display().to_string(),
        maker.key("authority"),
    );
    maker.openssl(&format!(
        "ca -gencrl -config ca.cnf -cert {authority} -keyfile {key} -out out"
    ))?;
    maker.add(
        Case::new("foreign", "crl", "crl-only", maker.bytes("out")?)
            .certificate("rsa-2048")
            .source(OPENSSL),
    );
    let mail = "Return-Path: <a@example.com>\r\nReceived: from x by y\r\nMIME-Version: 1.0\r\nSubject: key\r\n\r\nHello, here it comes.\r\n";
    for (name, code, bytes) in [
        ("html", "html-page", &b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><form></form></body></html>"[..]),
        ("html-without-doctype", "html-page", b"\n <HTML><BODY>Session expired</BODY></HTML>"),
        ("mail", "mail-file", mail.as_bytes()),
        ("outlook", "mail-file", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and so on"),
        ("png", "image-file", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR"),
        ("jpeg", "image-file", b"\xFF\xD8\xFF\xE0\0\x10JFIF"),
        ("gif", "image-file", b"GIF89a\x01\0\x01\0"),
        ("bmp", "image-file", b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0"),
        ("zip", "zip-file", b"PK\x03\x04\x14\0\0\0\x08\0"),
        ("pdf", "document-file", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"),
        ("jwk", "jwk-key", b"{\"kty\":\"RSA\",\"n\":\"sXch\",\"e\":\"AQAB\"}"),
        ("openssl-config", "openssl-config", b"[ req ]\ndefault_bits = 2048\ndistinguished_name = dn\n[ dn ]\nCN = TEST\n"),
        ("pgp-private", "pgp-block", b"-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQOYBGd=\n=abcd\n-----END PGP PRIVATE KEY BLOCK-----\n"),
        ("pgp-public", "pgp-block", b"-----BEGIN PGP PUBLIC KEY BLOCK-----\nVersion: GnuPG v2\n\nmQENBGd=\n=abcd\n-----END PGP PUBLIC KEY BLOCK-----\n"),
        ("pgp-message", "pgp-block", b"-----BEGIN PGP MESSAGE-----\n\nhQEMA0==\n=abcd\n-----END PGP MESSAGE-----\n"),
        ("words", "nothing-found", b"please see attached"),
        ("one-letter", "nothing-found", b"x"),
        ("zeros", "nothing-found", &[0; 300]),
        ("random", "nothing-found", b"\x93\x18\xFA\x07\x55\xC2\x80\x9E\xD1\x0B\x66\x3C"),
        ("path", "nothing-found", b"C:\\keys\\my.key"),
    ] {
        maker.add(Case::new("foreign", name, code, bytes).key("rsa-2048").source("hand"));
    }
    let case = Case::new("keys", "jwk", "ready", jwk(maker)?);
    let case = case.key("rsa-2048").source("openssl 3.0, then by hand");
    maker.add(case.field("openssl", "no"));
    Ok(())
}

/// The key as a JSON Web Key (RFC 7518, section 6.3).
fn jwk(maker: &Maker) -> Result<String> {
    let from = maker.key("rsa-2048");
    maker.openssl(&format!(
        "rsa -in {from} -traditional -outform DER -out out"
    ))?;
    let der = maker.bytes("out")?;
    let (_, mut rest, _) = read(&mut der.as_slice()).context("A key is damaged.")?;
    read(&mut rest).context("A key has no version.")?;
    let mut text = "{\"kty\":\"RSA\"".to_owned();
    for name in ["n", "e", "d", "p", "q", "dp", "dq", "qi"] {
        let (_, number, _) = read(&mut rest).context("A key is damaged.")?;
        let number = number.strip_prefix(&[0]).unwrap_or(number);
        text.push_str(&format!(
            ",\"{name}\":\"{}\"",
            URL_SAFE_NO_PAD.encode(number)
        ));
    }
    text.push('}');
    Ok(text)
}
