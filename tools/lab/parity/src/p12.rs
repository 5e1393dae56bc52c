//! The p12-keystore crate, which reads PKCS#12 alone.

use std::fs;

use anyhow::Result;
use p12_keystore::Pkcs12Archive;
use pkcs1::RsaPrivateKeyRef;
use pkcs1::der::asn1::BitStringRef;
use pkcs1::der::{Decode, Encode};
use pkcs8::PrivateKeyInfoRef;
use spki::{AlgorithmIdentifierRef, SubjectPublicKeyInfoRef};

use crate::{Job, sha256};

/// `rsaEncryption`, as it stands in a certificate (RFC 8017, appendix C).
const RSA_ENCRYPTION: &[u8] = &[
    0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01,
];

/// What is found in the file; nothing when the crate refuses it.
pub(crate) fn read(job: &Job) -> Result<Vec<String>> {
    let bytes = fs::read(&job.path)?;
    let passphrase = job.passphrase.as_deref().unwrap_or_default();
    // The archive shows more than the store, which leaves out what it cannot link.
    let Ok(archive) = Pkcs12Archive::from_pkcs12(&bytes, passphrase) else {
        return Ok(Vec::new());
    };
    let keys = archive.keys.iter().filter_map(|own| key(own.key.as_der()));
    let certificates = archive
        .certs
        .iter()
        .filter_map(|own| certificate(own.cert.as_der()));
    let found = keys.chain(certificates).collect();
    Ok(found)
}

fn certificate(der: &[u8]) -> Option<String> {
    let rsa = der
        .windows(RSA_ENCRYPTION.len())
        .any(|own| own == RSA_ENCRYPTION);
    rsa.then(|| format!("certificate:{}", sha256(der)))
}

/// The public key that belongs to a private key's numbers.
fn key(pkcs8: &[u8]) -> Option<String> {
    let info = PrivateKeyInfoRef::try_from(pkcs8).ok()?;
    let numbers = RsaPrivateKeyRef::from_der(info.private_key.as_bytes()).ok()?;
    let public = numbers.public_key().to_der().ok()?;
    let whole = SubjectPublicKeyInfoRef {
        algorithm: AlgorithmIdentifierRef {
            oid: info.algorithm.oid,
            parameters: info.algorithm.parameters,
        },
        subject_public_key: BitStringRef::from_bytes(&public).ok()?,
    };
    Some(format!("key:{}", sha256(&whole.to_der().ok()?)))
}
