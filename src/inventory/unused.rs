//! Objects that are whole and known, and that nothing is made of.

use super::collect::{Foreign, FoundCertificate};
use crate::input::Unsupported;
use crate::notice::{Field, Notice, Severity, notices};

notices! {
    /// Something that was seen and is not used, though nothing is missing.
    #[derive(Clone, Debug, Eq, PartialEq)]
    #[non_exhaustive]
    pub enum Unused {
        /// A request for a certificate beside a certificate of the same key.
        CertificateRequest = "unused-request" => Information,
        /// A request for a certificate beside certificates of other keys.
        CertificateRequestOfOtherKey = "unused-request-of-other-key" => Information,
        /// A revocation list.
        Crl = "unused-crl" => Information,
        /// Private keys in a list of certificates.
        KeyInList = "unused-key-in-list" => Information,
        /// A public key beside the private key.
        PublicKey = "unused-public-key" => Information,
        /// Private keys beside the one that is used.
        PrivateKeys {
            /// How many.
            count: u32,
        } = "unused-private-keys" => Information,
        /// A request for a certificate where certificates are listed, and none is.
        RequestListed = "listed-request" => Information,
        /// Private keys where certificates are listed, and none is.
        KeyListed = "listed-key" => Information,
        /// A public key where certificates are listed, and none is.
        PublicKeyListed = "listed-public-key" => Information,
    }
}

/// Returns the notice of an object that is of no use here, where nothing is missing but perhaps a
/// certificate.
pub(super) fn beside(foreign: &Foreign, certificates: &[FoundCertificate]) -> Notice {
    let field = foreign.place.field;
    match &foreign.kind {
        Unsupported::CertificateRequest => match &foreign.key {
            Some(key) if certificates.iter().any(|own| own.certificate.has_key(key)) => {
                Unused::CertificateRequest.notice(field)
            }
            Some(_) if !certificates.is_empty() => {
                Unused::CertificateRequestOfOtherKey.notice(field)
            }
            _ => told(&foreign.kind, field),
        },
        Unsupported::Crl => Unused::Crl.notice(field),
        Unsupported::PublicKey => Unused::PublicKey.notice(field),
        kind => told(kind, field),
    }
}

/// Returns the notice of an object that is of no use in a list of these certificates: an error if it may
/// hold certificates, because the list then lacks them. While a file is locked, the notice asks for no
/// more files.
pub(super) fn in_list(
    foreign: &Foreign,
    certificates: &[FoundCertificate],
    is_locked: bool,
) -> Notice {
    let field = foreign.place.field;
    if foreign.kind.may_hold_certificates() {
        return foreign.kind.notice(field);
    }
    if is_locked || !certificates.is_empty() {
        return beside(foreign, certificates);
    }
    match &foreign.kind {
        Unsupported::CertificateRequest => Unused::RequestListed.notice(field),
        Unsupported::PublicKey => Unused::PublicKeyListed.notice(field),
        kind => told(kind, field),
    }
}

fn told(kind: &Unsupported, field: Field) -> Notice {
    Notice {
        severity: Severity::Information,
        ..kind.notice(field)
    }
}
