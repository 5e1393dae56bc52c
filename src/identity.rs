//! A certificate and the private key that belongs to it.

use crate::certificate::Certificate;
use crate::error::{Error, Result};
use crate::private_key::PrivateKey;
use crate::public_key::PublicKey;

/// A pair whose public keys are the same. There is no other way to make one than
/// [`Identity::pair`].
#[derive(Debug)]
pub struct Identity {
    certificate: Certificate,
    private_key: PrivateKey,
}

impl Identity {
    /// Pairs a private key with the certificate that belongs to it: of several, the first end
    /// entity, or failing this the first.
    ///
    /// # Errors
    /// [`Error::CertificateMissing`] without any certificate, [`Error::PairMismatch`] when none
    /// belongs to the key, and the reason when the certificate's key cannot be used at all.
    pub fn pair(certificates: &[Certificate], private_key: PrivateKey) -> Result<Self> {
        if let Some(certificate) = belonging(certificates, private_key.public_key()) {
            return Ok(Self {
                certificate: certificate.clone(),
                private_key,
            });
        }
        let shown = certificates.first().ok_or(Error::CertificateMissing)?;
        Err(Error::PairMismatch {
            certificate: shown.public_key()?.fingerprint(),
            key: private_key.public_key().fingerprint(),
        })
    }

    /// The certificate.
    #[must_use]
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// The private key.
    #[must_use]
    pub fn private_key(&self) -> &PrivateKey {
        &self.private_key
    }
}

/// The certificate among several that holds `key`: an end entity's rather than an authority's.
pub(crate) fn belonging<'a>(
    certificates: &'a [Certificate],
    key: &PublicKey,
) -> Option<&'a Certificate> {
    certificates
        .iter()
        .filter(|certificate| certificate.public_key().is_ok_and(|own| own == key))
        .min_by_key(|certificate| certificate.is_ca())
}
