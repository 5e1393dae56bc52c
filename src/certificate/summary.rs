//! What the page shows of a certificate.

use super::Certificate;
use super::kind::{Kind, kind};
use crate::escape::escape_controls;
use crate::oid;
use serde::Serialize;

/// A certificate in words and figures; every text in it is safe to show.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// The subject's common name.
    pub common_name: Option<String>,
    /// The subject's organization.
    pub organization: Option<String>,
    /// The subject's country.
    pub country: Option<String>,
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
    /// The names of its key usages (RFC 5280, section 4.2.1.3), `digitalSignature`; nothing when
    /// it does not restrict them.
    pub key_usage: Option<Vec<&'static str>>,
    /// The purposes of its extended key usage: names where known, else dotted identifiers.
    pub extended_key_usage: Option<Vec<String>>,
    /// Which kind it is, by its policy and its extended key usage.
    pub kind: Kind,
    /// Addresses of revocation lists: to show only, since a long one is cut.
    pub crl: Vec<String>,
    /// Addresses of OCSP responders: to show only, as above.
    pub ocsp: Vec<String>,
    /// Whether it is a certificate authority's (CA).
    pub is_ca: bool,
}

const SECONDS_A_DAY: i64 = 86_400;

impl Summary {
    /// Describes `certificate` at the time `now`, in Unix seconds.
    #[must_use]
    pub fn new(certificate: &Certificate, now: i64) -> Self {
        Self {
            common_name: certificate.subject.common_name(),
            organization: certificate.subject.organization(),
            country: certificate.subject.country(),
            subject: certificate.subject.text(),
            issuer: certificate.issuer_text(),
            emails: certificate.emails(),
            serial: certificate.serial_text(),
            not_before: certificate.not_before(),
            not_after: certificate.not_after(),
            days_left: days_between(now, certificate.not_after()),
            bits: certificate
                .public_key()
                .ok()
                .map(crate::public_key::PublicKey::bits),
            sha256: certificate.sha256(),
            key_usage: certificate.extensions.usages.map(usage_names),
            extended_key_usage: certificate
                .extensions
                .purposes
                .as_ref()
                .map(|purposes| purposes.iter().map(oid::name_or_dotted).collect()),
            kind: kind(certificate),
            crl: shown(certificate.crl()),
            ocsp: shown(certificate.ocsp()),
            is_ca: certificate.is_ca(),
        }
    }
}

/// The addresses, safe to show.
fn shown(addresses: &[String]) -> Vec<String> {
    let addresses = addresses.iter();
    addresses.map(|address| escape_controls(address)).collect()
}

/// Whole days from `now` to `then`, rounded down.
pub(super) fn days_between(now: i64, then: i64) -> i64 {
    then.saturating_sub(now).div_euclid(SECONDS_A_DAY)
}

/// The names of the bits of a key usage, in the order of the standard.
fn usage_names(bits: u16) -> Vec<&'static str> {
    const NAMES: [&str; 9] = [
        "digitalSignature",
        "nonRepudiation",
        "keyEncipherment",
        "dataEncipherment",
        "keyAgreement",
        "keyCertSign",
        "cRLSign",
        "encipherOnly",
        "decipherOnly",
    ];
    NAMES
        .iter()
        .enumerate()
        .filter(|(bit, _)| bits >> bit & 1 == 1)
        .map(|(_, name)| *name)
        .collect()
}
