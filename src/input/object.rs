//! What an object is. Its DER decides (ITU-T X.690); a label only names it in errors.

use super::pem;
use super::unsupported::Unsupported;
use crate::asn1::{self, ber, children, elements, first_sequence};
use crate::error::{Error, Result};
use crate::oid;
use crate::openssh;
use crate::pbe::{DecryptError, Passphrase, Scheme};
use der::Tag;
use der::asn1::AnyRef;
use zeroize::Zeroizing;

/// The first bytes of Java's own key stores.
const JKS: [u8; 4] = [0xFE, 0xED, 0xFE, 0xED];
const JCEKS: [u8; 4] = [0xCE, 0xCE, 0xCE, 0xCE];

/// One object found in the input.
#[derive(Debug)]
pub enum Object {
    /// An X.509 certificate (RFC 5280), DER.
    Certificate(Vec<u8>),
    /// A request for a certificate (RFC 2986), DER: of no use here.
    CertificateRequest(Vec<u8>),
    /// A private key of whatever kind.
    PrivateKey(PrivateKeyDer),
    /// A PKCS#7 file (RFC 2315), BER or DER.
    Pkcs7(Vec<u8>),
    /// A Java key store, JKS or JCEKS.
    JavaKeyStore(Vec<u8>),
    /// A PKCS#12 file (RFC 7292), BER or DER.
    Pkcs12(Vec<u8>),
    /// Something else of no use here.
    Unsupported(Unsupported),
}

impl Object {
    /// What it is, where it is of no use here.
    #[must_use]
    pub fn unsupported(&self) -> Option<&Unsupported> {
        match self {
            Self::CertificateRequest(_) => Some(&Unsupported::CertificateRequest),
            Self::Unsupported(kind) => Some(kind),
            _ => None,
        }
    }
}

/// A private key as it stands in its file.
#[derive(Debug)]
pub struct PrivateKeyDer {
    /// How the key is written.
    pub form: PrivateKeyForm,
    /// The bytes: DER, or for [`PrivateKeyForm::Traditional`] the encrypted bytes.
    pub der: Zeroizing<Vec<u8>>,
}

/// A certificate's DER as PEM text, as OpenSSL writes it: 64 columns, LF, final newline.
#[must_use]
pub fn certificate_pem(der: &[u8]) -> String {
    pem::encode("CERTIFICATE", der).to_string()
}

impl PrivateKeyDer {
    /// How the key is protected; nothing when it is not.
    ///
    /// # Errors
    /// When the way is not known here or costs too much.
    pub fn scheme(&self) -> Result<Option<Scheme>> {
        match &self.form {
            PrivateKeyForm::EncryptedPkcs8 => {
                let parts = children(&self.der).unwrap_or_default();
                let algorithm = parts.first().ok_or_else(|| self.damaged())?;
                Scheme::from_algorithm(algorithm).map(Some)
            }
            PrivateKeyForm::OpenSsh => Ok(openssh::File::read(&self.der)?.scheme),
            PrivateKeyForm::Traditional(dek_info) => Scheme::traditional(dek_info).map(Some),
            _ => Ok(None),
        }
    }

    /// The key without its protection.
    ///
    /// # Errors
    /// Those of [`Self::scheme`]; [`Error::PassphraseWrong`]; and [`Error::DamagedDer`] where that
    /// can be told from it: PKCS#8 and PEM carry no check, but what is encrypted has a known start, and
    /// OpenSSH's list begins with a number twice.
    pub fn decrypt(&self, passphrase: &Passphrase) -> Result<Self> {
        let scheme = self.scheme()?.ok_or_else(|| self.damaged())?;
        let accept = |plain: Zeroizing<Vec<u8>>| {
            let plain = match self.form {
                PrivateKeyForm::OpenSsh => openssh::File::read(&self.der).ok()?.opened(&plain)?,
                _ => plain,
            };
            match recognise(&plain)? {
                Object::PrivateKey(key) if matches!(key.scheme(), Ok(None)) => Some(key),
                _ => None,
            }
        };
        scheme
            .decrypt(
                passphrase,
                self.encrypted().ok_or_else(|| self.damaged())?,
                accept,
            )
            .map_err(|closed| match closed {
                DecryptError::Damaged => self.damaged(),
                DecryptError::Wrong => Error::PassphraseWrong {
                    scheme: scheme.name(),
                    iterations: scheme.iterations(),
                },
            })
    }

    /// The encrypted bytes alone.
    fn encrypted(&self) -> Option<&[u8]> {
        match self.form {
            PrivateKeyForm::EncryptedPkcs8 => {
                let parts = children(&self.der)?;
                crate::asn1::octets(parts.get(1)?)
            }
            PrivateKeyForm::OpenSsh => Some(openssh::File::read(&self.der).ok()?.list),
            _ => Some(&self.der),
        }
    }

    fn damaged(&self) -> Error {
        let label = match self.form {
            PrivateKeyForm::Traditional(_) => "RSA PRIVATE KEY",
            PrivateKeyForm::OpenSsh => openssh::LABEL,
            _ => "ENCRYPTED PRIVATE KEY",
        };
        Error::DamagedDer {
            label: label.to_owned(),
        }
    }
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
    /// OpenSSH's own form, protected or not.
    OpenSsh,
    /// OpenSSL's traditional encrypted PEM; the value of `DEK-Info`.
    Traditional(String),
}

/// Objects that stand one behind the other.
#[derive(Debug)]
pub(super) struct Row<'a> {
    /// The objects; at least one.
    pub(super) objects: Vec<Object>,
    /// What follows the last of them and is no object, without padding.
    pub(super) rest: &'a [u8],
}

/// Recognises the objects at the start of `bytes`, one behind the other.
pub(super) fn recognise_row(bytes: &[u8]) -> Option<Row<'_>> {
    let mut objects = Vec::new();
    let mut rest = bytes;
    while let Some((object, behind)) = first_object(rest) {
        objects.push(object);
        rest = without_padding(behind);
    }
    (!objects.is_empty()).then_some(Row { objects, rest })
}

/// Recognises the object that these bytes are, when they are one whole known object.
#[must_use]
pub fn recognise(bytes: &[u8]) -> Option<Object> {
    let (object, rest) = first_object(bytes)?;
    without_padding(rest).is_empty().then_some(object)
}

/// Whether `bytes` are one whole ASN.1 object, of whatever kind.
pub(super) fn is_well_formed(bytes: &[u8]) -> bool {
    ber::to_der(bytes).is_some_and(|(_, rest)| without_padding(rest).is_empty())
}

fn first_object(bytes: &[u8]) -> Option<(Object, &[u8])> {
    if bytes.starts_with(&JKS) || bytes.starts_with(&JCEKS) {
        // How long it is, only opening tells.
        return Some((Object::JavaKeyStore(bytes.to_vec()), &[]));
    }
    if bytes.starts_with(openssh::MAGIC) {
        return Some((private_key(PrivateKeyForm::OpenSsh, bytes), &[]));
    }
    bytes.starts_with(&[0x30]).then_some(())?;
    match ber::to_der(bytes) {
        Some((der, rest)) => Some((from_der(&der)?, rest)),
        // What is damaged further inside is still known for what it is.
        None => {
            let whole = first_sequence(bytes)?;
            Some((from_der(whole)?, bytes.get(whole.len()..)?))
        }
    }
}

/// Zeros and line ends behind an object are padding.
fn without_padding(bytes: &[u8]) -> &[u8] {
    let is_padding = |byte: &&u8| matches!(byte, 0 | b'\r' | b'\n');
    let padding = bytes.iter().take_while(is_padding).count();
    bytes.get(padding..).unwrap_or_default()
}

fn from_der(whole: &[u8]) -> Option<Object> {
    let children = children(whole)?;
    let tags: Vec<Tag> = children.iter().map(der::Tagged::tag).collect();
    match tags.as_slice() {
        [Tag::Sequence, Tag::Sequence, Tag::BitString] => signed(*children.first()?, whole),
        [Tag::Sequence, Tag::BitString] | [Tag::Integer, Tag::Integer] => {
            Some(Object::Unsupported(Unsupported::PublicKey))
        }
        [Tag::Sequence, Tag::OctetString] => {
            Some(private_key(PrivateKeyForm::EncryptedPkcs8, whole))
        }
        [Tag::Integer, Tag::Sequence, Tag::OctetString, ..] => {
            Some(private_key(PrivateKeyForm::Pkcs8, whole))
        }
        [Tag::Integer, Tag::OctetString, ..] => {
            Some(private_key(PrivateKeyForm::NotRsa("EC"), whole))
        }
        [Tag::Integer, Tag::Sequence] | [Tag::Integer, Tag::Sequence, Tag::Sequence] => {
            Some(Object::Pkcs12(whole.to_vec()))
        }
        [Tag::ObjectIdentifier, ..] => match asn1::oid(children.first()?)? {
            oid::SIGNED_DATA => Some(Object::Pkcs7(whole.to_vec())),
            oid::ENVELOPED_DATA => Some(Object::Unsupported(Unsupported::EncryptedMessage)),
            _ => None,
        },
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
fn signed(to_be_signed: AnyRef<'_>, whole: &[u8]) -> Option<Object> {
    let parts = elements(to_be_signed)?;
    let tags: Vec<Tag> = parts.iter().map(der::Tagged::tag).collect();
    let is_algorithm = |part: Option<&AnyRef<'_>>| {
        part.and_then(|part| elements(*part))
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
            Some(Object::CertificateRequest(whole.to_vec()))
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
        ] => Some(Object::Unsupported(Unsupported::Crl)),
        _ => None,
    }
}

fn private_key(form: PrivateKeyForm, der: &[u8]) -> Object {
    Object::PrivateKey(PrivateKeyDer {
        form,
        der: Zeroizing::new(der.to_vec()),
    })
}
