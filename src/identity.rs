//! A certificate and the private key that belongs to it.

use crate::certificate::Certificate;
use crate::error::{Error, Result};
use crate::notice::UnixTime;
use crate::private_key::PrivateKey;
use std::sync::Arc;

/// A pair whose public keys are the same. There is no other way to make one than
/// [`Identity::pair`].
#[derive(Debug)]
pub struct Identity {
    certificate: Arc<Certificate>,
    private_key: PrivateKey,
}

impl Identity {
    /// Pairs a private key with the certificate that belongs to it.
    ///
    /// # Errors
    /// [`Error::PairMismatch`] when it does not belong, and the reason when the certificate's key
    /// cannot be used at all.
    pub fn pair(certificate: impl Into<Arc<Certificate>>, private_key: PrivateKey) -> Result<Self> {
        let certificate = certificate.into();
        Self::check(&certificate, &private_key)?;
        Ok(Self {
            certificate,
            private_key,
        })
    }

    /// Checks whether a private key belongs to a certificate; the errors are those of [`Identity::pair`].
    pub(crate) fn check(certificate: &Certificate, private_key: &PrivateKey) -> Result<()> {
        let (public, own) = (certificate.public_key()?, private_key.public_key());
        if public == own {
            return Ok(());
        }
        Err(Error::PairMismatch {
            from: UnixTime(certificate.not_before()),
            certificate: public.fingerprint(),
            key: own.fingerprint(),
        })
    }

    /// A pair that does not belong together, as a fault would make it.
    #[cfg(test)]
    pub(crate) fn unpaired(certificate: Certificate, private_key: PrivateKey) -> Self {
        Self {
            certificate: certificate.into(),
            private_key,
        }
    }

    /// The certificate.
    #[must_use]
    pub fn certificate(&self) -> &Arc<Certificate> {
        &self.certificate
    }

    /// The private key.
    #[must_use]
    pub fn private_key(&self) -> &PrivateKey {
        &self.private_key
    }
}
