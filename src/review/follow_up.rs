//! What remains when a request is right and Anaplan answers 401 all the same, with the values of
//! this very certificate.

use super::evidence::Verdict;
use super::finding::{Finding, Part};
use crate::certificate::Summary;
use crate::notice::UnixTime;

/// Returns the steps in the order in which they are worth trying.
pub(super) fn steps(certificate: &Summary, host: Option<&str>) -> Vec<Verdict> {
    let user = if certificate.emails.is_empty() {
        Finding::NextUserUnknown
    } else {
        Finding::NextUser {
            emails: certificate.emails.join(", "),
        }
    };
    let region = match host {
        Some(host) => Finding::NextRegion {
            host: host.to_owned(),
        },
        None => Finding::NextRegionUnknown,
    };
    [
        user,
        Finding::NextCertificate {
            sha256: certificate.sha256.clone(),
            serial: certificate.serial.clone(),
        },
        Finding::NextRenewal {
            from: UnixTime(certificate.not_before),
            until: UnixTime(certificate.not_after),
        },
        region,
        Finding::NextRevoked {
            issuer: certificate.issuer.clone(),
        },
    ]
    .iter()
    .map(|finding| Verdict::new(Part::Paste, finding))
    .collect()
}
