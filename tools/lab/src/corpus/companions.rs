//! The test keys, made once and committed, and the certificates that belong to them.

use std::fs;

use anyhow::Result;

use super::certificate::{Template, certificate};
use super::maker::Maker;

/// Every key with the arguments of `openssl genpkey` that make it.
const KEYS: &[(&str, &str)] = &[
    ("authority", "-algorithm RSA -pkeyopt rsa_keygen_bits:2048"),
    ("rsa-2048", "-algorithm RSA -pkeyopt rsa_keygen_bits:2048"),
    ("other-2048", "-algorithm RSA -pkeyopt rsa_keygen_bits:2048"),
    ("rsa-3072", "-algorithm RSA -pkeyopt rsa_keygen_bits:3072"),
    ("rsa-4096", "-algorithm RSA -pkeyopt rsa_keygen_bits:4096"),
    ("rsa-8192", "-algorithm RSA -pkeyopt rsa_keygen_bits:8192"),
    ("rsa-1024", "-algorithm RSA -pkeyopt rsa_keygen_bits:1024"),
    ("rsa-2047", "-algorithm RSA -pkeyopt rsa_keygen_bits:2047"),
    (
        "rsa-e3",
        "-algorithm RSA -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_keygen_pubexp:3",
    ),
    (
        "multi-prime",
        "-algorithm RSA -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_keygen_primes:3",
    ),
    ("pss", "-algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048"),
    ("ec", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256"),
    ("ed25519", "-algorithm ED25519"),
    ("ed448", "-algorithm ED448"),
    ("x25519", "-algorithm X25519"),
    ("dh", "-algorithm DH -pkeyopt group:ffdhe2048"),
];

/// The keys whose certificates the other box may hold.
const CERTIFIED: &[&str] = &[
    "rsa-2048",
    "other-2048",
    "rsa-3072",
    "rsa-4096",
    "rsa-8192",
    "rsa-e3",
];

/// Makes what is missing of the keys, and every certificate anew: these do not change.
pub(super) fn make(maker: &Maker) -> Result<()> {
    fs::create_dir_all(maker.companion(""))?;
    for (name, arguments) in KEYS {
        let place = maker.companion(&format!("{name}.key"));
        if !place.is_file() {
            maker.openssl(&format!("genpkey {arguments} -out made.key"))?;
            mark(maker, &place)?;
        }
    }
    let place = maker.companion("dsa.key");
    if !place.is_file() {
        maker.openssl("dsaparam -noout -genkey -out dsa.key 1024")?;
        maker.openssl("pkcs8 -topk8 -nocrypt -in dsa.key -out made.key")?;
        mark(maker, &place)?;
    }
    let authority = Template::authority(maker)?;
    maker.put_companion(
        "authority.crt",
        &maker.certificate_pem(&certificate(maker, &authority)?)?,
    )?;
    for name in CERTIFIED {
        let der = certificate(maker, &Template::leaf(maker, name)?)?;
        maker.put_companion(&format!("{name}.crt"), &maker.certificate_pem(&der)?)?;
    }
    Ok(())
}

fn mark(maker: &Maker, place: &std::path::Path) -> Result<()> {
    let pem = maker.text("made.key")?;
    Ok(fs::write(place, format!("TEST KEY - NOT FOR USE\n{pem}"))?)
}
