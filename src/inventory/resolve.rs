//! Third step: the identity, and what the page shows of it.

use super::choose::Selection;
use super::collect::{Collected, FoundCertificate, FoundKey, Place};
use super::unused::{Unused, beside};
use crate::certificate::{Certificate, Summary, findings};
use crate::error::Error;
use crate::identity::Identity;
use crate::notice::{Field, Notice, Severity};
use crate::private_key::PrivateKey;
use crate::protocol::{Protection, Reading, SourceReading};
use crate::renewal::{self, Comparison};
use std::sync::Arc;

/// What the session keeps of a reading.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// The certificate that was shown, which a signature made elsewhere must verify with.
    pub(crate) certificate: Option<Arc<Certificate>>,
    /// The pair to sign with.
    pub(crate) identity: Option<Identity>,
    /// The private key, where the shown certificate does not belong to it, or there is none.
    pub(crate) lone_key: Option<PrivateKey>,
    /// Every certificate that was found.
    pub(crate) certificates: Vec<Arc<Certificate>>,
    /// Notices about everything but the shown certificate, whose findings change with time.
    pub(crate) remarks: Vec<Notice>,
    /// Why there is no identity; empty when there is one.
    pub(crate) refusal: Vec<Notice>,
}

/// Pairs what was chosen at the time `now`, in Unix seconds, and describes it.
pub(super) fn resolve(collected: Collected, selection: Selection, now: i64) -> (Outcome, Reading) {
    let shown = selection
        .certificate
        .and_then(|at| collected.certificates.get(at));
    let objects = object_notices(&collected, shown);
    let missing = missing(&collected, &objects);
    let key = selection.key.and_then(|at| collected.keys.get(at));
    let sources = sources(&collected.sources, shown, key);
    let private_key = key.map(|found| found.summary.clone());
    let summary = |found: &FoundCertificate| Summary::new(&found.certificate, now);
    let certificates: Vec<Summary> = collected.certificates.iter().map(summary).collect();
    let choices = choices(&selection.candidates, &certificates);
    let certificate = shown.map(|found| Arc::clone(&found.certificate));
    let shown_summary = shown.map(summary);
    let findings = certificate.as_ref().map(|own| findings(own, now));
    let findings = findings.unwrap_or_default();

    let shown_place = shown.map(|found| found.place.clone());
    let unusable = shown.and_then(unusable_key);
    let mut keys = collected.keys;
    let key = selection.key.map(|at| keys.swap_remove(at));
    let (identity, lone_key, pairing) = match (&certificate, shown_place, key) {
        (Some(certificate), Some(place), Some(key)) => pair(certificate, &place, key),
        (_, _, key) => (None, key.map(|found| found.key), unusable),
    };
    let found = collected.certificates;
    let found: Vec<Arc<Certificate>> = found.into_iter().map(|found| found.certificate).collect();

    let mut remarks = objects;
    let problem = selection.problem.as_ref();
    remarks.extend(problem.map(|problem| problem.notice(Field::PrivateKey)));
    remarks.extend(pairing);
    if selection.spare_keys > 0 {
        let count = u32::try_from(selection.spare_keys).unwrap_or(u32::MAX);
        remarks.push(Unused::PrivateKeys { count }.notice(Field::PrivateKey));
    }
    if identity.is_some() {
        downgrade_errors(&mut remarks);
    }
    let mut notices = remarks.clone();
    notices.extend(findings.iter().map(|own| own.notice(Field::Certificate)));
    let refusal = if identity.is_some() {
        Vec::new()
    } else {
        [notices.clone(), missing].concat()
    };
    let reading = Reading {
        sources,
        certificate: shown_summary,
        certificates,
        choices,
        comparison: comparison(&found, now),
        private_key,
        notices,
        ready: identity.is_some(),
    };
    let outcome = Outcome {
        certificate,
        identity,
        lone_key,
        certificates: found,
        remarks,
        refusal,
    };
    (outcome, reading)
}

/// Compares the two leaf certificates, when there are exactly two.
fn comparison(certificates: &[Arc<Certificate>], now: i64) -> Option<Comparison> {
    let leaves: Vec<&Arc<Certificate>> = certificates.iter().filter(|own| !own.is_ca()).collect();
    match leaves.as_slice() {
        [one, other] => renewal::compare(one, other, now),
        _ => None,
    }
}

/// Returns the notices about single objects, without duplicates. `shown` is the certificate that was
/// chosen.
fn object_notices(collected: &Collected, shown: Option<&FoundCertificate>) -> Vec<Notice> {
    let mut notices: Vec<Notice> = Vec::new();
    for (place, problem) in &collected.problems {
        let pair = pair_not_rsa(problem, shown);
        let problem = pair.as_ref().unwrap_or(problem);
        let notice = place.mark(problem.notice(place.field));
        if !notices.contains(&notice) {
            notices.push(notice);
        }
    }
    let no_certificate = collected.certificates.is_empty();
    let no_key = collected.keys.is_empty() && locked(collected).next().is_none();
    let is_wanting = |field: Field| match field {
        Field::Certificate => no_certificate,
        Field::Files => no_certificate || no_key,
        _ => no_key,
    };
    for foreign in &collected.unsupported {
        let (kind, place) = (&foreign.kind, &foreign.place);
        let is_error = is_wanting(place.field) || (kind.may_hold_a_key() && no_key);
        let notice = if is_error {
            kind.notice(place.field)
        } else {
            beside(foreign, &collected.certificates)
        };
        let notice = place.mark(notice);
        if !notices.contains(&notice) {
            notices.push(notice);
        }
    }
    let remarks = collected.remarks.iter();
    notices.extend(remarks.map(|(place, remark)| place.mark(remark.notice(place.field))));
    notices
}

/// Returns the sources that wait for a passphrase.
pub(super) fn locked(collected: &Collected) -> impl Iterator<Item = (&Place, &Protection)> {
    let sources = collected.sources.iter();
    sources.filter_map(|(place, reading)| Some((place, reading.locked.as_ref()?)))
}

/// Returns the sources that wait for a passphrase and were given none.
pub(super) fn needed(collected: &Collected) -> Vec<Notice> {
    let is_reported = |place: &Place| {
        let mut problems = collected.problems.iter();
        problems.any(|(other, _)| other.field == Field::Passphrase && other.source == place.source)
    };
    let waiting = locked(collected).filter(|(place, _)| !is_reported(place));
    let needed = waiting.map(|(place, protection)| {
        let error = Error::PassphraseNeeded {
            scheme: protection.scheme.clone(),
            iterations: protection.iterations,
        };
        place.mark(error.notice(Field::Passphrase))
    });
    needed.collect()
}

/// Returns what is absent, unless `notices` already report an error about what is in its place.
/// Absence is an error only once a request is asked for.
fn missing(collected: &Collected, notices: &[Notice]) -> Vec<Notice> {
    if locked(collected).next().is_some() {
        return needed(collected);
    }
    let is_silent = |field: Field| {
        let mut errors = notices.iter().filter(|own| own.severity == Severity::Error);
        !errors.any(|own| own.field == field || own.field == Field::Files)
    };
    let mut missing = Vec::new();
    if collected.certificates.is_empty() && is_silent(Field::Certificate) {
        missing.push(Error::CertificateMissing.notice(Field::Certificate));
    }
    if collected.keys.is_empty() && is_silent(Field::PrivateKey) {
        missing.push(Error::PrivateKeyMissing.notice(Field::PrivateKey));
    }
    missing
}

/// Returns what was found in each source, and whether it is used.
fn sources(
    sources: &[(Place, SourceReading)],
    certificate: Option<&FoundCertificate>,
    key: Option<&FoundKey>,
) -> Vec<SourceReading> {
    let is_used = |id: u32| {
        certificate.is_some_and(|found| found.sources.contains(&id))
            || key.is_some_and(|found| found.sources.contains(&id))
    };
    let readings = sources.iter().map(|(_, reading)| SourceReading {
        used: is_used(reading.id),
        ..reading.clone()
    });
    readings.collect()
}

fn choices(candidates: &[usize], certificates: &[Summary]) -> Vec<Summary> {
    if candidates.len() < 2 {
        return Vec::new();
    }
    let chosen = candidates.iter().filter_map(|at| certificates.get(*at));
    chosen.cloned().collect()
}

/// Pairs, or returns the private key, and why not beside the object that is at fault.
fn pair(
    certificate: &Arc<Certificate>,
    place: &Place,
    found: FoundKey,
) -> (Option<Identity>, Option<PrivateKey>, Option<Notice>) {
    let Err(error) = Identity::check(certificate, &found.key) else {
        let identity = Identity::pair(Arc::clone(certificate), found.key);
        return (identity.ok(), None, None);
    };
    let place = match error {
        Error::PairMismatch { .. } => &found.place,
        _ => place,
    };
    let notice = place.mark(error.notice(place.field));
    (None, Some(found.key), Some(notice))
}

/// Returns what is wrong with a private key and the certificate together, where neither is RSA: an RSA
/// key that belongs to such a certificate cannot exist.
fn pair_not_rsa(problem: &Error, shown: Option<&FoundCertificate>) -> Option<Error> {
    let Error::KeyNotRsa { algorithm: key } = problem else {
        return None;
    };
    match shown?.certificate.public_key() {
        Err(Error::CertificateNotRsa { algorithm }) => Some(Error::PairNotRsa {
            key: key.clone(),
            certificate: algorithm,
        }),
        _ => None,
    }
}

/// Returns why a certificate is of no use, which shows without a private key.
fn unusable_key(found: &FoundCertificate) -> Option<Notice> {
    let error = found.certificate.public_key().err()?;
    Some(found.place.mark(error.notice(found.place.field)))
}

/// With an identity, what else is wrong in the inputs stops no request.
fn downgrade_errors(notices: &mut [Notice]) {
    for notice in notices {
        notice.severity = notice.severity.min(Severity::Warning);
    }
}
