//! The integrity check of a PKCS#12 file (RFC 7292, section 4 and appendix B; RFC 9579 for PBMAC1).

use super::kdf::{Kdf, Purpose};
use super::{MAX_ITERATIONS, Passphrase, check_iterations, scheme};
use crate::asn1;
use crate::error::Result;
use crate::hash::{Hash, with_hash};
use crate::oid;
use der::asn1::AnyRef;
use hmac::{Hmac, KeyInit, Mac as _};

/// A check with its parameters, within the caps.
#[derive(Clone, Debug)]
pub(crate) struct Mac {
    kdf: Kdf,
    key_length: usize,
    hash: Hash,
    expected: Vec<u8>,
}

impl Mac {
    /// Reads `MacData`.
    ///
    /// # Errors
    /// When the algorithm is unknown or costs too much.
    pub(crate) fn from_mac_data(mac_data: AnyRef<'_>) -> Result<Self> {
        let parts = asn1::elements(mac_data).unwrap_or_default();
        Self::read(&parts).ok_or_else(scheme::unreadable)?
    }

    fn read(parts: &[AnyRef<'_>]) -> Option<Result<Self>> {
        let digest_info = asn1::elements(*parts.first()?)?;
        let (algorithm, parameters) = asn1::algorithm(digest_info.first()?)?;
        let expected = asn1::octets(digest_info.get(1)?)?.to_vec();
        let salt = asn1::octets(parts.get(1)?)?.to_vec();
        let iterations = parts.get(2).map_or(Some(1), asn1::number)?;
        if algorithm == oid::PBMAC1 {
            return Some(Self::pbmac1(parameters?, expected));
        }
        let Some(hash) = Hash::from_oid(&algorithm) else {
            return Some(Err(scheme::unsupported(&algorithm)));
        };
        let kdf = Kdf::Pkcs12 {
            hash,
            salt,
            iterations,
        }
        .checked();
        Some(kdf.map(|kdf| Self {
            kdf,
            key_length: hash.length(),
            hash,
            expected,
        }))
    }

    fn pbmac1(parameters: AnyRef<'_>, expected: Vec<u8>) -> Result<Self> {
        let parts = asn1::elements(parameters).unwrap_or_default();
        let [kdf, mac] = parts.as_slice() else {
            return Err(scheme::unreadable());
        };
        let (algorithm, _) = asn1::algorithm(mac).ok_or_else(scheme::unreadable)?;
        let hash =
            Hash::from_hmac_oid(&algorithm).ok_or_else(|| scheme::unsupported(&algorithm))?;
        let (kdf, length) = scheme::pbes2_kdf(kdf)?;
        let mac = Self {
            kdf,
            key_length: length.unwrap_or(hash.length()),
            hash,
            expected,
        };
        check_iterations(mac.iterations(), MAX_ITERATIONS)?;
        Ok(mac)
    }

    /// How many iterations its derivation takes, for all blocks of the key.
    pub(crate) fn iterations(&self) -> u32 {
        let blocks = self.kdf.blocks(self.key_length);
        self.kdf.iterations().saturating_mul(blocks)
    }

    /// Whether the passphrase, in one of the forms in which programs write it, belongs to `data`.
    pub(crate) fn verifies(&self, passphrase: &Passphrase, data: &[u8]) -> bool {
        self.kdf
            .forms(passphrase)
            .iter()
            .any(|form| self.verifies_form(form, data) == Some(true))
    }

    fn verifies_form(&self, form: &[u8], data: &[u8]) -> Option<bool> {
        let key = self.kdf.derive(form, Purpose::Mac, self.key_length)?;
        with_hash!(self.hash, H => {
            let mut mac = Hmac::<H>::new_from_slice(&key).ok()?;
            mac.update(data);
            // Compares in constant time.
            Some(mac.verify_slice(&self.expected).is_ok())
        })
    }
}
