//! Certificates written by hand, so that they can be out of the ordinary and never change; OpenSSL
//! computes the signature.

use anyhow::{Context, Result};

use super::der::{element, integer, oid, read, sequence};
use super::maker::Maker;

const SHA256_RSA: &str = "1.2.840.113549.1.1.11";

/// What goes into a certificate (RFC 5280, section 4.1).
#[derive(Clone, Debug)]
pub(super) struct Template {
    /// Version 3, or 1 without the field and the extensions.
    pub(super) version3: bool,
    pub(super) serial: u64,
    pub(super) issuer: Vec<u8>,
    pub(super) subject: Vec<u8>,
    /// Two elements, each a time.
    pub(super) validity: [Vec<u8>; 2],
    /// SubjectPublicKeyInfo.
    pub(super) key: Vec<u8>,
    pub(super) extensions: Vec<Vec<u8>>,
    pub(super) signed_by: &'static str,
    /// The digest's name, and the identifier of the signature with it.
    pub(super) signature: (&'static str, &'static str),
}

impl Template {
    /// An ordinary person's certificate: an address, digitalSignature, ten years.
    pub(super) fn leaf(maker: &Maker, key: &str) -> Result<Self> {
        Ok(Self {
            version3: true,
            serial: 0x1234_5678,
            issuer: name(&[("2.5.4.3", 0x0C, b"TEST AUTHORITY - NOT FOR USE")]),
            subject: name(&[("2.5.4.3", 0x0C, b"TEST KEY - NOT FOR USE")]),
            validity: [time("250101000000Z"), time("341231235959Z")],
            key: maker.spki(key)?,
            extensions: vec![
                email("test@example.com"),
                usage(0x80),
                purpose("1.3.6.1.5.5.7.3.2"),
            ],
            signed_by: "authority",
            signature: ("sha256", SHA256_RSA),
        })
    }

    /// The authority's own.
    pub(super) fn authority(maker: &Maker) -> Result<Self> {
        let leaf = Self::leaf(maker, "authority")?;
        Ok(Self {
            serial: 1,
            subject: leaf.issuer.clone(),
            extensions: vec![extension(
                "2.5.29.19",
                &sequence(&[&element(0x01, &[0xFF])]),
            )],
            ..leaf
        })
    }

    /// The same with another subject.
    pub(super) fn named(self, subject: Vec<u8>) -> Self {
        Self { subject, ..self }
    }
}

/// The certificate, DER.
pub(super) fn certificate(maker: &Maker, template: &Template) -> Result<Vec<u8>> {
    let (digest, identifier) = template.signature;
    let algorithm = sequence(&[&oid(identifier), &[0x05, 0x00]]);
    let mut parts = Vec::new();
    if template.version3 {
        parts.push(element(0xA0, &integer(2)));
    }
    parts.push(integer(template.serial));
    parts.push(algorithm.clone());
    parts.push(template.issuer.clone());
    parts.push(element(0x30, &template.validity.concat()));
    parts.push(template.subject.clone());
    parts.push(template.key.clone());
    if template.version3 && !template.extensions.is_empty() {
        parts.push(element(0xA3, &element(0x30, &template.extensions.concat())));
    }
    let body = element(0x30, &parts.concat());
    let signature = maker.signature(template.signed_by, digest, &body)?;
    let bits = element(0x03, &[&[0], signature.as_slice()].concat());
    Ok(sequence(&[&body, &algorithm, &bits]))
}

/// A name of single attributes: type, string tag, value.
pub(super) fn name(attributes: &[(&str, u8, &[u8])]) -> Vec<u8> {
    let sets: Vec<Vec<u8>> = attributes
        .iter()
        .map(|(kind, tag, value)| element(0x31, &sequence(&[&oid(kind), &element(*tag, value)])))
        .collect();
    element(0x30, &sets.concat())
}

/// A UTCTime, or with four digits of the year a GeneralizedTime.
pub(super) fn time(text: &str) -> Vec<u8> {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    element(if digits >= 14 { 0x18 } else { 0x17 }, text.as_bytes())
}

/// One extension, not critical.
pub(super) fn extension(identifier: &str, value: &[u8]) -> Vec<u8> {
    sequence(&[&oid(identifier), &element(0x04, value)])
}

/// A subject alternative name with one address.
pub(super) fn email(address: &str) -> Vec<u8> {
    extension(
        "2.5.29.17",
        &sequence(&[&element(0x81, address.as_bytes())]),
    )
}

/// Key usage: the first octet of its bits.
pub(super) fn usage(bits: u8) -> Vec<u8> {
    let unused = u8::try_from(bits.trailing_zeros()).unwrap_or_default();
    extension("2.5.29.15", &element(0x03, &[unused.min(7), bits]))
}

/// Extended key usage with one purpose.
pub(super) fn purpose(identifier: &str) -> Vec<u8> {
    extension("2.5.29.37", &sequence(&[&oid(identifier)]))
}

/// The SubjectPublicKeyInfo of a certificate of ours, for files made of parts.
pub(super) fn outer_parts(der: &[u8]) -> Result<Vec<Vec<u8>>> {
    let mut rest = der;
    let (_, mut inside, _) = read(&mut rest).context("An ASN.1 object is damaged.")?;
    let mut parts = Vec::new();
    while !inside.is_empty() {
        let (_, _, whole) = read(&mut inside).context("An ASN.1 object is damaged.")?;
        parts.push(whole.to_vec());
    }
    Ok(parts)
}
