//! Which kind of certificate this is, by its policy and its extended key usage, and what that means
//! for the next renewal. Advice only: nothing here stops a signature.

use super::Certificate;
use crate::oid;
use der::asn1::ObjectIdentifier;
use serde::Serialize;

/// The arc of the S/MIME Baseline Requirements (CA/Browser Forum, section 7.1.6.1): validation and
/// generation follow.
const SMIME: &str = "2.23.140.1.5.";

/// The policies of the TLS Baseline Requirements (CA/Browser Forum, section 7.1.6.1).
const TLS: [ObjectIdentifier; 4] = [
    oid::TLS_EXTENDED,
    oid::TLS_DOMAIN,
    oid::TLS_ORGANIZATION,
    oid::TLS_INDIVIDUAL,
];

/// The kind of a certificate.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum Kind {
    /// S/MIME under the Baseline Requirements.
    Smime {
        /// Who was validated.
        validation: Validation,
        /// Which profile it follows.
        generation: Generation,
    },
    /// TLS under the Baseline Requirements, or for servers by its extended key usage.
    Tls {
        /// Whether it is for clients too.
        client: bool,
    },
    /// Neither: a private authority's, or older than the rules.
    Private,
}

/// Who was validated (S/MIME Baseline Requirements, section 1.2).
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Validation {
    /// Control over the mailbox alone.
    Mailbox,
    /// An organization.
    Organization,
    /// A person of an organization.
    Sponsor,
    /// A person.
    Individual,
}

/// The profile (S/MIME Baseline Requirements, section 1.2).
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Generation {
    /// Up to 1185 days; not issued since 2025-07-15.
    Legacy,
    /// Up to 825 days; may be for clients too.
    Multipurpose,
    /// Up to 825 days; for e-mail alone.
    Strict,
}

/// Returns the kind of a certificate.
#[must_use]
pub fn kind(certificate: &Certificate) -> Kind {
    let extensions = &certificate.extensions;
    if let Some(smime) = extensions.policies.iter().find_map(smime) {
        return smime;
    }
    let purposes = extensions.purposes.as_deref().unwrap_or_default();
    let is_tls = extensions
        .policies
        .iter()
        .any(|policy| TLS.contains(policy));
    if is_tls || purposes.contains(&oid::SERVER_AUTH) {
        return Kind::Tls {
            client: purposes.contains(&oid::CLIENT_AUTH),
        };
    }
    Kind::Private
}

/// Whether a public authority's rules bound its issuer: it names a policy of the Baseline Requirements.
pub(super) fn is_public(certificate: &Certificate) -> bool {
    let mut policies = certificate.extensions.policies.iter();
    policies.any(|policy| smime(policy).is_some() || TLS.contains(policy))
}

fn smime(policy: &ObjectIdentifier) -> Option<Kind> {
    let dotted = policy.to_string();
    let (validation, generation) = dotted.strip_prefix(SMIME)?.split_once('.')?;
    let validation = match validation {
        "1" => Validation::Mailbox,
        "2" => Validation::Organization,
        "3" => Validation::Sponsor,
        "4" => Validation::Individual,
        _ => return None,
    };
    let generation = match generation {
        "1" => Generation::Legacy,
        "2" => Generation::Multipurpose,
        "3" => Generation::Strict,
        _ => return None,
    };
    Some(Kind::Smime {
        validation,
        generation,
    })
}
