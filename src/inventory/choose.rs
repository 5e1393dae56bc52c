//! Second step: the certificate and the private key that belong together.

use super::collect::Collected;
use crate::certificate::Certificate;
use crate::error::Error;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// With more certificates than this and no key, the user pasted a list; no choice is offered.
const MAX_CHOICES: usize = 32;

/// What was chosen, as positions in [`Collected`].
#[derive(Debug, Default)]
pub(super) struct Selection {
    /// The certificate to show, and to sign for when the key fits.
    pub(super) certificate: Option<usize>,
    /// The private key to sign with, whether it fits or not.
    pub(super) key: Option<usize>,
    /// The certificates that the user may choose from, the likeliest first.
    pub(super) candidates: Vec<usize>,
    /// How many private keys belong to no candidate and are not used.
    pub(super) spare_keys: usize,
    /// Why no key was chosen, where there are several.
    pub(super) problem: Option<Error>,
}

/// A certificate and its private key, as positions in [`Collected`].
#[derive(Clone, Copy, Debug)]
struct Pair {
    certificate: usize,
    key: usize,
}

/// Chooses at the time `now`, in Unix seconds. `wanted` is the SHA-256 of the certificate that the
/// user chose.
pub(super) fn choose(collected: &Collected, wanted: Option<&str>, now: i64) -> Selection {
    let is_wanted = |position: usize| {
        let found = collected.certificates.get(position);
        found.is_some_and(|found| wanted.is_some_and(|wanted| wanted == found.certificate.sha256()))
    };
    let pairs = pairs(collected, now);
    let candidates = candidates(collected, &pairs);
    let wanted_pair = pairs.iter().find(|pair| is_wanted(pair.certificate));
    if let Some(pair) = wanted_pair.or(pairs.first()) {
        return Selection {
            certificate: Some(pair.certificate),
            key: Some(pair.key),
            candidates,
            spare_keys: collected.keys.len().saturating_sub(paired_keys(&pairs)),
            problem: None,
        };
    }
    let wanted_alone = candidates.iter().copied().find(|own| is_wanted(*own));
    let (key, problem) = match lone_key(collected) {
        Ok(key) => (key, None),
        Err(problem) => (None, Some(problem)),
    };
    Selection {
        certificate: wanted_alone.or_else(|| likeliest(collected, now)),
        key,
        candidates,
        spare_keys: key.map_or(0, |_| collected.keys.len().saturating_sub(1)),
        problem,
    }
}

/// Returns every certificate with its private key, the likeliest first.
fn pairs(collected: &Collected, now: i64) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (certificate, found) in collected.certificates.iter().enumerate() {
        let Ok(public_key) = found.certificate.public_key() else {
            continue;
        };
        let mut keys = collected.keys.iter();
        if let Some(key) = keys.position(|found| found.key.public_key() == public_key) {
            pairs.push(Pair { certificate, key });
        }
    }
    pairs.sort_by_key(|pair| rank_at(collected, pair.certificate, now));
    pairs
}

fn paired_keys(pairs: &[Pair]) -> usize {
    let keys: BTreeSet<usize> = pairs.iter().map(|pair| pair.key).collect();
    keys.len()
}

/// Returns the certificates to choose from: those with a key; without any key, as when it is kept
/// elsewhere, those that are not a CA's.
fn candidates(collected: &Collected, pairs: &[Pair]) -> Vec<usize> {
    if !collected.keys.is_empty() {
        return pairs.iter().map(|pair| pair.certificate).collect();
    }
    let certificates = collected.certificates.iter().enumerate();
    let leaves = certificates.filter(|(_, found)| !found.certificate.is_ca());
    let leaves: Vec<usize> = leaves.map(|(position, _)| position).collect();
    if leaves.len() > MAX_CHOICES {
        Vec::new()
    } else {
        leaves
    }
}

/// Returns the key to use though it belongs to no certificate.
fn lone_key(collected: &Collected) -> Result<Option<usize>, Error> {
    match collected.keys.len() {
        0 => Ok(None),
        1 => Ok(Some(0)),
        _ if collected.certificates.is_empty() => Ok(Some(0)),
        count => Err(Error::SeveralPrivateKeys {
            count: u32::try_from(count).unwrap_or(u32::MAX),
        }),
    }
}

fn likeliest(collected: &Collected, now: i64) -> Option<usize> {
    let positions = 0..collected.certificates.len();
    positions.min_by_key(|position| rank_at(collected, *position, now))
}

fn rank_at(collected: &Collected, position: usize, now: i64) -> Option<Rank> {
    let found = collected.certificates.get(position)?;
    Some(rank(&found.certificate, now))
}

/// Sorts the likeliest certificate first, by the fields in their order.
#[derive(Eq, Ord, PartialEq, PartialOrd)]
struct Rank {
    is_ca: bool,
    cannot_sign: bool,
    /// 0 for a use for signatures, 1 for non-repudiation alone, 2 for neither.
    usage: u8,
    /// 0 for a client's or e-mail's purpose, 1 for no purpose, 2 for others.
    purpose: u8,
    has_no_email: bool,
    is_invalid: bool,
    end: Reverse<i64>,
}

/// Ranks by what the login needs: a leaf before a CA's certificate, a key that can sign, the use for
/// signatures, the purpose of a client or of e-mail, an e-mail address, validity, and the later end.
fn rank(certificate: &Certificate, now: i64) -> Rank {
    let usage = if certificate.allows_digital_signature() {
        0
    } else if certificate.allows_non_repudiation() {
        1
    } else {
        2
    };
    let purpose = match certificate.is_for_login() {
        Some(true) => 0,
        None => 1,
        Some(false) => 2,
    };
    let valid = (certificate.not_before()..=certificate.not_after()).contains(&now);
    Rank {
        is_ca: certificate.is_ca(),
        cannot_sign: certificate.public_key().is_err(),
        usage,
        purpose,
        has_no_email: certificate.emails().is_empty(),
        is_invalid: !valid,
        end: Reverse(certificate.not_after()),
    }
}
