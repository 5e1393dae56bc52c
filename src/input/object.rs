//! What an object is. Its DER decides (ITU-T X.690); a label only names it in errors.

use super::armour::Block;
use crate::error::{Error, Result};
use der::asn1::{AnyRef, ObjectIdentifier};
use der::{Reader, SliceReader, Tag};
use zeroize::Zeroizing;

/// PKCS#7 SignedData (RFC 2315, section 14).
const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");

/// One object found in the input.
#[derive(Debug)]
pub enum Object {
    /// An X.509 certificate (RFC 5280), DER.
    Certificate(Vec<u8>),
    /// A private key of whatever kind.
    PrivateKey(PrivateKeyDer),
    /// A public key (SubjectPublicKeyInfo or PKCS#1).
    PublicKey,
    /// A certificate signing request (RFC 2986).
    CertificateRequest,
    /// Something else that was recognised; its name in the field's terms.
    Other(&'static str),
}

/// A private key as it stands in its file.
#[derive(Debug)]
pub struct PrivateKeyDer {
    /// How the key is written.
    pub form: PrivateKeyForm,
    /// The bytes: DER, or for [`PrivateKeyForm::Traditional`] the encrypted bytes.
    pub der: Zeroizing<Vec<u8>>,
}

/// How a private key is written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum PrivateKeyForm {
    /// `EncryptedPrivateKeyInfo` (RFC 5958, section 3).
    EncryptedPkcs8,
    /// `RSAPrivateKey` (RFC 8017, appendix A.1.2).
    Pkcs1,
    /// `PrivateKeyInfo` or `OneAsymmetricKey` (RFC 5958, section 2).
    Pkcs8,
    /// A key of another algorithm in a form of its own; the algorithm's name.
    NotRsa(&'static str),
    /// OpenSSL's traditional encrypted PEM; the value of `DEK-Info`.
    Traditional(String),
}

/// The object in a PEM block.
///
/// # Errors
/// [`Error::DamagedDer`] when the bytes are not one whole object that is known, and
/// [`Error::NotUsable`] for blocks that are no ASN.1 at all.
pub(super) fn from_block(block: &Block) -> Result<Object> {
    if let Some(dek_info) = &block.dek_info {
        return Ok(Object::PrivateKey(PrivateKeyDer {
            form: PrivateKeyForm::Traditional(dek_info.clone()),
            der: block.bytes.clone(),
        }));
    }
    if block.label.contains("OPENSSH PRIVATE KEY") {
        return Ok(Object::Other("OpenSSH private key"));
    }
    if block.label.contains("PGP") {
        return Ok(Object::Other("OpenPGP"));
    }
    let damaged = || {
        let label = block.label.clone();
        if block.closed {
            Error::DamagedDer { label }
        } else {
            Error::PemCut { label }
        }
    };
    let bytes = if block.label == "TRUSTED CERTIFICATE" {
        // OpenSSL's own form: a certificate, then trust settings that are of no use here.
        first_object(&block.bytes).ok_or_else(damaged)?
    } else {
        &block.bytes
    };
    recognise(bytes).ok_or_else(damaged)
}

/// The object that these bytes are, when they are one whole known object.
pub(super) fn recognise(bytes: &[u8]) -> Option<Object> {
    let whole = first_object(bytes)?;
    let rest = bytes.get(whole.len()..)?;
    if !rest.iter().all(|byte| matches!(byte, 0 | b'\r' | b'\n')) {
        return None;
    }
    let children = children(whole)?;
    let tags: Vec<Tag> = children.iter().map(der::Tagged::tag).collect();
    match tags.as_slice() {
        [Tag::Sequence, Tag::Sequence, Tag::BitString] => signed(children.first()?, whole),
        [Tag::Sequence, Tag::BitString] => Some(Object::PublicKey),
        [Tag::Integer, Tag::Integer] => Some(Object::PublicKey),
        [Tag::Sequence, Tag::OctetString] => {
            Some(private_key(PrivateKeyForm::EncryptedPkcs8, whole))
        }
        [Tag::Integer, Tag::Sequence, Tag::OctetString, ..] => {
            Some(private_key(PrivateKeyForm::Pkcs8, whole))
        }
        [Tag::Integer, Tag::OctetString, ..] => {
            Some(private_key(PrivateKeyForm::NotRsa("EC"), whole))
        }
        [Tag::Integer, Tag::Sequence, Tag::Sequence] | [Tag::Integer, Tag::Sequence] => {
            Some(Object::Other("PKCS#12"))
        }
        [Tag::ObjectIdentifier, ..] => {
            let content = children.first()?.decode_as::<ObjectIdentifier>().ok()?;
            (content == SIGNED_DATA).then_some(Object::Other("PKCS#7"))
        }
        [Tag::Integer, rest @ ..] => numbers(rest, whole),
        _ => None,
    }
}

/// `RSAPrivateKey` has nine integers, and a tenth element when it has more than two primes; the
/// traditional form of a DSA key has six.
fn numbers(rest: &[Tag], whole: &[u8]) -> Option<Object> {
    let integers = rest.iter().take_while(|tag| **tag == Tag::Integer).count();
    match (integers, rest.len()) {
        (8, 8 | 9) => Some(private_key(PrivateKeyForm::Pkcs1, whole)),
        (5, 5) => Some(private_key(PrivateKeyForm::NotRsa("DSA"), whole)),
        _ => None,
    }
}

/// Certificate, request or revocation list: all three are signed in the same envelope, and differ
/// in what follows the leading version and number.
fn signed(to_be_signed: &AnyRef<'_>, whole: &[u8]) -> Option<Object> {
    let parts = elements(to_be_signed.value())?;
    let tags: Vec<Tag> = parts.iter().map(der::Tagged::tag).collect();
    let is_algorithm = |part: Option<&AnyRef<'_>>| {
        part.and_then(|part| elements(part.value()))
            .and_then(|inner| inner.first().map(der::Tagged::tag))
            == Some(Tag::ObjectIdentifier)
    };
    match tags.as_slice() {
        [Tag::ContextSpecific { .. }, Tag::Integer, Tag::Sequence, ..] => {
            Some(Object::Certificate(whole.to_vec()))
        }
        [
            Tag::Integer,
            Tag::Sequence,
            Tag::Sequence,
            Tag::Sequence,
            Tag::Sequence,
            ..,
        ] if is_algorithm(parts.get(1)) => Some(Object::Certificate(whole.to_vec())),
        [Tag::Integer, Tag::Sequence, Tag::Sequence, ..] if !is_algorithm(parts.get(1)) => {
            Some(Object::CertificateRequest)
        }
        [
            Tag::Integer,
            Tag::Sequence,
            Tag::Sequence,
            Tag::UtcTime | Tag::GeneralizedTime,
            ..,
        ]
        | [
            Tag::Sequence,
            Tag::Sequence,
            Tag::UtcTime | Tag::GeneralizedTime,
            ..,
        ] => Some(Object::Other("X.509 CRL")),
        _ => None,
    }
}

fn private_key(form: PrivateKeyForm, der: &[u8]) -> Object {
    Object::PrivateKey(PrivateKeyDer {
        form,
        der: Zeroizing::new(der.to_vec()),
    })
}

/// The first whole SEQUENCE at the start of `bytes`.
fn first_object(bytes: &[u8]) -> Option<&[u8]> {
    let mut reader = SliceReader::new(bytes).ok()?;
    (Tag::peek(&reader).ok()? == Tag::Sequence).then_some(())?;
    reader.tlv_bytes().ok()
}

/// The elements of the SEQUENCE that is `whole`.
fn children(whole: &[u8]) -> Option<Vec<AnyRef<'_>>> {
    let outer: AnyRef<'_> = der::Decode::from_der(whole).ok()?;
    elements(outer.value())
}

/// The elements that stand in `content`, one behind the other.
fn elements(content: &[u8]) -> Option<Vec<AnyRef<'_>>> {
    let mut reader = SliceReader::new(content).ok()?;
    let mut elements = Vec::new();
    while !reader.is_finished() {
        elements.push(reader.decode().ok()?);
    }
    Some(elements)
}
