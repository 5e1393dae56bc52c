//! The certificates of a PKCS#7 file (`.p7b`, `.p7c`). Its signatures, if any, are of no interest.

use crate::asn1::{self, ber};
use crate::error::{Error, Result};
use crate::input::{Object, recognise};

/// The certificates, DER, in the order of the file.
///
/// # Errors
/// [`Error::DamagedDer`].
pub fn certificates(bytes: &[u8]) -> Result<Vec<Vec<u8>>> {
    let damaged = || Error::DamagedDer {
        label: "PKCS7".to_owned(),
    };
    let (der, _) = ber::to_der(bytes).ok_or_else(damaged)?;
    read(&der).ok_or_else(damaged)
}

/// `ContentInfo` → `SignedData` → `certificates [0]` (RFC 5652, sections 3 and 5.1).
fn read(der: &[u8]) -> Option<Vec<Vec<u8>>> {
    let info = asn1::children(der)?;
    let signed = asn1::elements(asn1::explicit(info.get(1)?, 0)?)?;
    let Some(set) = signed.iter().find(|part| asn1::is_context(part, 0)) else {
        return Some(Vec::new());
    };
    let certificates = asn1::elements(*set)?.into_iter().filter_map(|element| {
        match recognise(&der::Encode::to_der(&element).ok()?)? {
            Object::Certificate(der) => Some(der),
            _ => None,
        }
    });
    Some(certificates.collect())
}
