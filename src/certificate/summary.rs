//! What the page shows of a certificate.

use super::{Certificate, name};
use crate::public_key::{hex, sha256_hex};
use crate::visible::visible;
use serde::Serialize;

/// A certificate in words and figures; every text in it is safe to show.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// The subject's distinguished name.
    pub subject: String,
    /// The issuer's distinguished name.
    pub issuer: String,
    /// The e-mail addresses.
    pub emails: Vec<String>,
    /// The serial number, `AB:CD:…`.
    pub serial: String,
    /// Valid from, Unix seconds.
    pub not_before: i64,
    /// Valid to, Unix seconds.
    pub not_after: i64,
    /// Whole days left at the time of reading; negative when expired.
    pub days_left: i64,
    /// The size of the RSA key in bits; nothing when the key is not RSA or out of bounds.
    pub bits: Option<u32>,
    /// SHA-256 of the certificate, `AB:CD:…`.
    pub sha256: String,
}

const SECONDS_A_DAY: i64 = 86_400;

impl Summary {
    /// Describes `certificate` at the time `now`, in Unix seconds.
    #[must_use]
    pub fn new(certificate: &Certificate, now: i64) -> Self {
        let tbs = certificate.parsed.tbs_certificate();
        Self {
            subject: name::text(tbs.subject()),
            issuer: name::text(tbs.issuer()),
            emails: certificate.emails(),
            serial: visible(&hex(tbs.serial_number().as_bytes())),
            not_before: certificate.not_before(),
            not_after: certificate.not_after(),
            days_left: days_between(now, certificate.not_after()),
            bits: certificate
                .public_key()
                .ok()
                .map(crate::public_key::PublicKey::bits),
            sha256: sha256_hex(certificate.der()),
        }
    }
}

/// Whole days from `now` to `then`, rounded down.
pub(super) fn days_between(now: i64, then: i64) -> i64 {
    then.saturating_sub(now).div_euclid(SECONDS_A_DAY)
}
