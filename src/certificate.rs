//! One X.509 certificate (RFC 5280): its public key and what it says of itself.

mod finding;
mod name;
mod summary;

pub use finding::{Finding, findings};
pub use summary::Summary;

use crate::error::{Error, Result};
use crate::public_key::{PublicKey, RSA_ENCRYPTION, RSASSA_PSS, algorithm_name};
use der::{Decode, Encode};
use spki::AlgorithmIdentifierRef;
use x509_cert::certificate::{CertificateInner, Raw};
use x509_cert::ext::pkix::{BasicConstraints, ExtendedKeyUsage, KeyUsage, SubjectAltName};

/// A certificate that was read. Nothing of it is trusted: no signature of an issuer is checked.
#[derive(Clone, Debug)]
pub struct Certificate {
    der: Vec<u8>,
    parsed: CertificateInner<Raw>,
    public_key: Result<PublicKey>,
}

impl Certificate {
    /// Reads a certificate from its DER.
    ///
    /// A certificate whose key cannot be used here is still one, and can be described.
    ///
    /// # Errors
    /// [`Error::DamagedDer`].
    pub fn from_der(der: &[u8]) -> Result<Self> {
        let parsed = CertificateInner::<Raw>::from_der(der).map_err(|_| Error::DamagedDer {
            label: "CERTIFICATE".to_owned(),
        })?;
        let public_key = public_key(&parsed);
        Ok(Self {
            der: der.to_vec(),
            parsed,
            public_key,
        })
    }

    /// The certificate's DER, as it was given.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The public key.
    ///
    /// # Errors
    /// Why the key cannot be used: not RSA, restricted to PSS, out of bounds.
    pub fn public_key(&self) -> Result<&PublicKey> {
        self.public_key.as_ref().map_err(Clone::clone)
    }

    /// Whether it is a certification authority's (RFC 5280, section 4.2.1.9).
    #[must_use]
    pub fn is_ca(&self) -> bool {
        self.extension::<BasicConstraints>()
            .is_some_and(|constraints| constraints.ca)
    }

    /// When it becomes valid, in Unix seconds.
    #[must_use]
    pub fn not_before(&self) -> i64 {
        seconds(self.parsed.tbs_certificate().validity().not_before)
    }

    /// The last moment at which it is valid, in Unix seconds.
    #[must_use]
    pub fn not_after(&self) -> i64 {
        seconds(self.parsed.tbs_certificate().validity().not_after)
    }

    /// The e-mail addresses: those of the subject alternative name, or failing these those of the
    /// subject.
    #[must_use]
    pub fn emails(&self) -> Vec<String> {
        let alternative = self
            .extension::<SubjectAltName>()
            .map(|names| name::emails(&names.0));
        match alternative {
            Some(emails) if !emails.is_empty() => emails,
            _ => name::subject_emails(self.parsed.tbs_certificate().subject()),
        }
    }

    fn key_usage(&self) -> Option<KeyUsage> {
        self.extension()
    }

    fn extended_key_usage(&self) -> Option<ExtendedKeyUsage> {
        self.extension()
    }

    /// Whether subject and issuer are the same name.
    fn is_self_issued(&self) -> bool {
        let tbs = self.parsed.tbs_certificate();
        tbs.subject() == tbs.issuer()
    }

    /// An extension, when there is exactly one of its kind and it can be read.
    fn extension<'a, T: Decode<'a> + const_oid::AssociatedOid>(&'a self) -> Option<T> {
        self.parsed
            .tbs_certificate()
            .get_extension::<T>()
            .ok()
            .flatten()
            .map(|(_, value)| value)
    }
}

fn public_key(parsed: &CertificateInner<Raw>) -> Result<PublicKey> {
    let damaged = || Error::DamagedDer {
        label: "CERTIFICATE".to_owned(),
    };
    let info = parsed.tbs_certificate().subject_public_key_info();
    match info.algorithm.oid {
        RSA_ENCRYPTION => {
            PublicKey::from_pkcs1(info.subject_public_key.as_bytes().ok_or_else(damaged)?)
        }
        RSASSA_PSS => Err(Error::CertificateRestrictedToPss),
        _ => {
            let der = info.algorithm.to_der().map_err(|_| damaged())?;
            let algorithm = AlgorithmIdentifierRef::from_der(&der).map_err(|_| damaged())?;
            Err(Error::CertificateNotRsa {
                algorithm: algorithm_name(&algorithm),
            })
        }
    }
}

fn seconds(time: x509_cert::time::Time) -> i64 {
    i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX)
}
