//! Whether the signature verifies, and if not, what was done instead.

use super::evidence::Evidence;
use super::finding::{Finding, Part};
use super::padding::{self, DigestInfo, Pss};
use super::signed::Signed;
use super::subject::{Subject, other_time, subjects};
use crate::certificate::{Certificate, Summary};
use crate::hash::Hash;
use crate::public_key::PublicKey;
use crate::signature::verify;

/// The most other certificates of a paste that are tried.
const MAX_OTHERS: usize = 16;

/// Whether signatures of RSA keys are as long: those of 1024 to 8192 bits, in steps of 1024.
pub(super) fn is_signature_length(bytes: usize) -> bool {
    bytes.is_multiple_of(128) && (128..=1024).contains(&bytes)
}

/// Judges `encodedSignedData` with the first of `certificates`; the rest, and `others`, are tried
/// when it does not verify with that one.
pub(super) fn judge(
    signed: &Signed,
    certificates: &[Certificate],
    others: &[Certificate],
    evidence: &mut Evidence,
) {
    let (Some(data), Some(signature)) = (&signed.data, &signed.signature) else {
        return;
    };
    let mut say = |finding: Finding| evidence.add(Part::Signature, &finding);
    if data == signature {
        say(Finding::SignatureCopied);
        return;
    }
    let usable = certificates
        .first()
        .and_then(|certificate| Some((certificate, certificate.public_key().ok()?)));
    let Some((certificate, key)) = usable else {
        match without_key(data, signature) {
            Some(finding) => say(finding),
            None => say(Finding::SignatureUnchecked),
        }
        return;
    };
    if verify(key, data, signature).is_ok() {
        say(Finding::SignatureRight);
        return;
    }
    let rest = certificates.iter().skip(1).chain(others).take(MAX_OTHERS);
    if let Some(other) = rest.into_iter().find(|other| fits(other, data, signature)) {
        let subject = Summary::new(other, 0).subject;
        say(Finding::SignatureOtherCertificate { subject });
        return;
    }
    let diagnosis = Diagnosis {
        signed,
        data,
        certificate,
        key,
    };
    for finding in diagnosis.of(signature) {
        evidence.add(Part::Signature, &finding);
    }
}

fn fits(certificate: &Certificate, data: &[u8], signature: &[u8]) -> bool {
    certificate
        .public_key()
        .is_ok_and(|key| verify(key, data, signature).is_ok())
}

/// What the bytes alone tell: a hash, an HMAC, another kind of key.
fn without_key(data: &[u8], signature: &[u8]) -> Option<Finding> {
    let mut sized = Hash::of_length(signature.len());
    let plain = sized
        .clone()
        .find(|hash| *hash.digest(&[data]) == signature);
    if let Some(hash) = plain {
        return Some(Finding::SignaturePlainHash {
            hash: hash.name().to_owned(),
        });
    }
    if let Some(hash) = sized.next() {
        return Some(Finding::SignatureHmac {
            bytes: signature.len(),
            hash: hash.name().to_owned(),
        });
    }
    is_ecdsa(signature).then_some(Finding::SignatureEcdsa)
}

/// `ECDSA-Sig-Value` (RFC 3279, section 2.2.3).
fn is_ecdsa(signature: &[u8]) -> bool {
    signature.len() < 144
        && crate::asn1::children(signature).is_some_and(|parts| {
            let integers = parts
                .iter()
                .filter(|part| der::Tagged::tag(*part) == der::Tag::Integer);
            parts.len() == 2 && integers.count() == 2
        })
}

/// A signature that does not verify, and what it was meant for.
struct Diagnosis<'a> {
    signed: &'a Signed,
    data: &'a [u8],
    certificate: &'a Certificate,
    key: &'a PublicKey,
}

impl Diagnosis<'_> {
    fn of(&self, signature: &[u8]) -> Vec<Finding> {
        if signature.len() != self.key.bytes() {
            return vec![self.of_length(signature)];
        }
        let Some(encoded) = padding::open(self.key, signature) else {
            return vec![self.unopened(signature)];
        };
        if let Some(payload) = padding::pkcs1(&encoded) {
            return self.of_payload(payload);
        }
        self.of_pss(&encoded)
            .unwrap_or_else(|| vec![self.unopened(signature)])
    }

    /// A signature that is no result of the key's.
    fn of_length(&self, signature: &[u8]) -> Finding {
        if let Some(finding) = without_key(self.data, signature) {
            return finding;
        }
        let (bytes, expected) = (signature.len(), self.key.bytes());
        let lost = expected.saturating_sub(bytes);
        if (1..=2).contains(&lost) {
            let mut whole = vec![0; lost];
            whole.extend_from_slice(signature);
            if verify(self.key, self.data, &whole).is_ok() {
                return Finding::SignatureZeroLost;
            }
        }
        if is_signature_length(bytes) {
            return Finding::SignatureKeySize {
                bits: bytes.saturating_mul(8),
                expected: self.key.bits(),
            };
        }
        if bytes < expected {
            return Finding::SignatureCut { bytes, expected };
        }
        Finding::SignatureLength { bytes, expected }
    }

    /// This key opens it to no padding: the bytes are reversed, or the key is another.
    fn unopened(&self, signature: &[u8]) -> Finding {
        let reversed: Vec<u8> = signature.iter().rev().copied().collect();
        if verify(self.key, self.data, &reversed).is_ok() {
            return Finding::SignatureReversed;
        }
        Finding::SignatureOtherKey
    }

    /// What the right padding and the right key hold.
    fn of_payload(&self, payload: &[u8]) -> Vec<Finding> {
        let Some(info) = DigestInfo::read(payload) else {
            return vec![self.of_bare(payload)];
        };
        let mut finding = Vec::new();
        if info.hash() != Some(Hash::Sha512) {
            let hash = info.name();
            finding.push(Finding::SignatureHash { hash });
        }
        let Some(hash) = info.hash() else {
            return finding;
        };
        match self.signs(hash, info.digest) {
            Some(Subject { finding: None, .. }) if finding.is_empty() => {
                finding.push(Finding::SignatureDigestInfo);
            }
            Some(subject) => finding.extend(subject.finding),
            None => finding.push(
                other_time(self.data, hash, info.digest).unwrap_or(Finding::SignatureOfUnknown),
            ),
        }
        finding
    }

    /// The subject with this hash.
    fn signs(&self, hash: Hash, digest: &[u8]) -> Option<Subject> {
        subjects(self.signed, self.certificate)
            .into_iter()
            .find(|subject| *hash.digest(&[&subject.bytes]) == digest)
    }

    /// A payload without the structure that names the hash function.
    fn of_bare(&self, payload: &[u8]) -> Finding {
        for hash in Hash::of_length(payload.len()) {
            if let Some(subject) = self.signs(hash, payload) {
                return subject
                    .finding
                    .unwrap_or_else(|| Finding::SignatureBareDigest {
                        hash: hash.name().to_owned(),
                    });
            }
        }
        let subject = subjects(self.signed, self.certificate)
            .into_iter()
            .find(|subject| subject.bytes == payload);
        match subject {
            Some(Subject { finding: None, .. }) => Finding::SignatureBareMessage,
            Some(Subject {
                finding: Some(finding),
                ..
            }) => finding,
            None => Finding::SignatureBareUnknown {
                bytes: payload.len(),
            },
        }
    }

    /// PSS, where the message fits or enough of the padding is there to rule chance out.
    fn of_pss(&self, encoded: &[u8]) -> Option<Vec<Finding>> {
        const ENOUGH: usize = 8;
        let readings = Pss::readings(encoded, self.key.bits());
        for reading in readings {
            let subject = subjects(self.signed, self.certificate)
                .into_iter()
                .find(|subject| reading.signs(&subject.bytes));
            if subject.is_none() && reading.zeros < ENOUGH {
                continue;
            }
            let mut finding = vec![Finding::SignaturePss {
                hash: reading.hash.name().to_owned(),
                salt: reading.salt.len(),
            }];
            match subject {
                Some(subject) => finding.extend(subject.finding),
                None => finding.push(Finding::SignatureOfUnknown),
            }
            return Some(finding);
        }
        None
    }
}
