//! Two certificates of the same person, side by side: what changes when the new one takes the place
//! of the old one.

use crate::certificate::{Certificate, Summary};
use serde::Serialize;

/// Old and new, and what differs between them.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// The certificate that was issued first.
    pub old: Summary,
    /// The certificate that was issued last.
    pub new: Summary,
    /// Whether both name the same e-mail addresses.
    pub same_emails: bool,
    /// Whether both have the same subject.
    pub same_subject: bool,
    /// Whether both have the same public key, of whatever kind.
    pub same_key: bool,
    /// Whether both have the same issuer. Another issuer may be one that Anaplan does not list.
    pub same_issuer: bool,
    /// The key usages and extended key usages that the new one lacks.
    pub lost_usages: Vec<String>,
    /// For how many seconds both are valid; negative for a gap.
    pub overlap: i64,
}

/// Compares two certificates, in whichever order they come. `None` when they are the same one, or
/// of different people: no e-mail address in common, and different subjects.
///
/// `now` is in Unix seconds.
#[must_use]
pub fn compare(one: &Certificate, other: &Certificate, now: i64) -> Option<Comparison> {
    if one.der() == other.der() {
        return None;
    }
    let validity = |own: &Certificate| (own.not_before(), own.not_after());
    let (old, new) = if validity(one) <= validity(other) {
        (one, other)
    } else {
        (other, one)
    };
    let lower = |certificate: &Certificate| -> Vec<String> {
        let mut emails: Vec<String> = certificate
            .emails()
            .iter()
            .map(|email| email.to_lowercase())
            .collect();
        emails.sort();
        emails.dedup();
        emails
    };
    let (old_emails, new_emails) = (lower(old), lower(new));
    let same_subject = old.has_subject_of(new);
    let shared = old_emails.iter().any(|email| new_emails.contains(email));
    if !shared && !same_subject {
        return None;
    }
    let (old_summary, new_summary) = (Summary::new(old, now), Summary::new(new, now));
    Some(Comparison {
        same_emails: old_emails == new_emails,
        same_subject,
        same_key: old.has_key_of(new),
        same_issuer: old.has_issuer_of(new),
        lost_usages: lost_usages(&old_summary, &new_summary),
        // The new one does not begin before the old one.
        overlap: old
            .not_after()
            .min(new.not_after())
            .saturating_sub(new.not_before()),
        old: old_summary,
        new: new_summary,
    })
}

/// The usages of `old` that `new` does not allow. No extension allows everything.
fn lost_usages(old: &Summary, new: &Summary) -> Vec<String> {
    let mut lost = Vec::new();
    if let Some(allowed) = &new.key_usage {
        let had = old
            .key_usage
            .clone()
            .unwrap_or_else(|| vec!["digitalSignature"]);
        lost.extend(
            had.iter()
                .filter(|usage| !allowed.contains(usage))
                .map(|usage| (*usage).to_owned()),
        );
    }
    if let Some(allowed) = &new.extended_key_usage {
        let had = old.extended_key_usage.clone().unwrap_or_default();
        lost.extend(had.into_iter().filter(|usage| !allowed.contains(usage)));
    }
    lost
}
