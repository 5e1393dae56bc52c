//! Objects that are whole and known, and that nothing is made of.

use crate::input::Unsupported;
use crate::notice::{Field, Notice, Severity, notices};

notices! {
    /// Something that was seen and is not used, though nothing is missing.
    #[derive(Clone, Debug, Eq, PartialEq)]
    #[non_exhaustive]
    pub enum Unused {
        /// A request for a certificate beside the certificate.
        CertificateRequest = "unused-request" => Information,
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
    }
}

/// Returns the notice of an object that is of no use here, where nothing is missing.
pub(super) fn beside(kind: &Unsupported, field: Field) -> Notice {
    match kind {
        Unsupported::CertificateRequest => Unused::CertificateRequest.notice(field),
        Unsupported::Crl => Unused::Crl.notice(field),
        Unsupported::PublicKey => Unused::PublicKey.notice(field),
        kind => Notice {
            severity: Severity::Information,
            ..kind.notice(field)
        },
    }
}
