//! The certificate in the header: how it is written, and what it is.

use super::evidence::Evidence;
use super::finding::{Finding, Outcome, Part};
use super::text::excerpt;
use super::value::{self, Inner, Place};
use crate::asn1::ber::announced;
use crate::bundle::pkcs7;
use crate::certificate::{self as certificates, Certificate, Summary};
use crate::input::{self, Object, recognise};

/// The part that the value is in.
const PLACE: Place = Place {
    part: Part::Certificate,
    field: "Authorization",
};
/// How often base64 is looked for inside base64.
const MAX_LAYERS: u32 = 2;

/// Judges the value behind the scheme; gives its certificates, the one that is meant first.
pub(super) fn judge(text: &str, now: i64, evidence: &mut Evidence) -> Vec<Certificate> {
    let mut found = read(text, evidence);
    if found.len() > 1 {
        let count = found.len();
        evidence.add(Part::Certificate, &Finding::CertificateSeveral { count });
        // The user's certificate is the one that is not a CA's.
        if let Some(own) = found.iter().position(|one| !one.is_ca()) {
            found.swap(0, own);
        }
    }
    if let Some(certificate) = found.first() {
        describe(certificate, now, evidence);
    }
    found
}

/// What is remarkable about the certificate itself.
pub(super) fn describe(certificate: &Certificate, now: i64, evidence: &mut Evidence) {
    evidence.certificate = Some(Summary::new(certificate, now));
    if let Err(error) = certificate.public_key() {
        evidence.push(
            Part::Certificate,
            Outcome::Wrong,
            error.code(),
            error.params(),
        );
    }
    for finding in certificates::findings(certificate, now) {
        // What the published requirements exclude; of the rest the service has the last word.
        let outcome = match finding {
            certificates::Finding::Authority
            | certificates::Finding::Expired { .. }
            | certificates::Finding::NotYetValid { .. }
            | certificates::Finding::SelfSigned => Outcome::Wrong,
            _ => Outcome::Remark,
        };
        evidence.push(Part::Certificate, outcome, finding.code(), finding.params());
    }
}

fn read(text: &str, evidence: &mut Evidence) -> Vec<Certificate> {
    let text = text.trim();
    if text.is_empty() {
        evidence.add(Part::Certificate, &Finding::CertificateMissing);
        return Vec::new();
    }
    if text.contains("BEGIN ") {
        evidence.add(Part::Certificate, &Finding::CertificatePemRaw);
        return pem(text, evidence);
    }
    if let Some(bytes) = value::hexadecimal(text)
        && matches!(bytes.len(), 20 | 32)
    {
        evidence.add(Part::Certificate, &Finding::CertificateFingerprint);
        return Vec::new();
    }
    match value::read(text, PLACE, &is_whole, evidence) {
        Some(bytes) => classify(&bytes, 0, evidence),
        None => Vec::new(),
    }
}

/// Whether decoded bytes are something that is known, certificates or not, and nothing else.
fn is_whole(bytes: &[u8]) -> bool {
    let mut evidence = Evidence::default();
    classify(bytes, 0, &mut evidence);
    let broken = [
        Finding::CertificateCut {
            bytes: 0,
            expected: 0,
        },
        Finding::CertificateExcess { bytes: 0 },
        Finding::CertificateUnreadable,
    ];
    !broken.iter().any(|finding| evidence.has(finding))
}

/// What decoded bytes are.
fn classify(bytes: &[u8], layer: u32, evidence: &mut Evidence) -> Vec<Certificate> {
    if bytes.first() == Some(&0x30) {
        return der(bytes, layer, evidence);
    }
    let text = core::str::from_utf8(bytes).unwrap_or_default();
    if text.contains("BEGIN ") {
        if text.contains('\r') {
            evidence.add(Part::Certificate, &Finding::CertificatePemLineEnds);
        }
        let found = pem(text, evidence);
        if found.len() == 1 && layer == 0 && text.trim_start().starts_with("-----BEGIN") {
            evidence.add(Part::Certificate, &Finding::CertificatePem);
        }
        return found;
    }
    match value::inner(bytes).filter(|_| layer < MAX_LAYERS) {
        Some(Inner::Base64(bytes)) => {
            evidence.add(Part::Certificate, &Finding::CertificateDouble);
            classify(&bytes, layer.saturating_add(1), evidence)
        }
        Some(Inner::Hex(bytes)) => {
            let field = PLACE.field.to_owned();
            evidence.add(Part::Certificate, &Finding::ValueHexInside { field });
            classify(&bytes, layer.saturating_add(1), evidence)
        }
        None => {
            evidence.add(Part::Certificate, &Finding::CertificateUnreadable);
            Vec::new()
        }
    }
}

/// PEM text: its certificates, and what is wrong with it.
fn pem(text: &str, evidence: &mut Evidence) -> Vec<Certificate> {
    let before = text.split("-----BEGIN").next().unwrap_or_default().trim();
    if !before.is_empty() {
        // `email:PEM` of API 1.3 has been named by its scheme.
        let found = excerpt(before);
        evidence.add(Part::Certificate, &Finding::CertificatePemText { found });
    }
    let found = input::read_text(text);
    for problem in &found.problems {
        evidence.push(
            Part::Certificate,
            Outcome::Wrong,
            problem.code(),
            problem.params(),
        );
    }
    let objects = found.objects.into_iter();
    objects.flat_map(|object| sort(object, evidence)).collect()
}

/// The certificates of an object; everything else is named.
fn sort(object: Object, evidence: &mut Evidence) -> Vec<Certificate> {
    match &object {
        Object::Certificate(der) => match Certificate::from_der(der) {
            Ok(certificate) => return vec![certificate],
            Err(error) => {
                let (code, params) = (error.code(), error.params());
                evidence.push(Part::Certificate, Outcome::Wrong, code, params);
            }
        },
        Object::PrivateKey(_) => evidence.add(Part::Paste, &Finding::PastePrivateKey),
        Object::Pkcs7(bytes) => {
            evidence.add(Part::Certificate, &Finding::CertificateBundle);
            let certificates = pkcs7::certificates(bytes).unwrap_or_default();
            return certificates
                .iter()
                .filter_map(|der| Certificate::from_der(der).ok())
                .collect();
        }
        Object::JavaKeyStore(_) | Object::Pkcs12(_) => {
            evidence.add(Part::Certificate, &Finding::CertificateBundle)
        }
        Object::CertificateRequest(_) | Object::Unsupported(_) => {
            if let Some(kind) = object.unsupported() {
                let (code, params) = (kind.code(), kind.params());
                evidence.push(Part::Certificate, Outcome::Wrong, code, params);
            }
        }
    }
    Vec::new()
}

/// DER: one certificate, several behind one another, or something else.
fn der(bytes: &[u8], layer: u32, evidence: &mut Evidence) -> Vec<Certificate> {
    // No certificate is shorter than a length in the long form tells.
    let length = announced(bytes).filter(|_| matches!(bytes, [0x30, 0x81..=0xFF, ..]));
    if let Some(expected) = length.filter(|expected| *expected > bytes.len()) {
        let finding = Finding::CertificateCut {
            bytes: bytes.len(),
            expected,
        };
        evidence.add(Part::Certificate, &finding);
        return Vec::new();
    }
    let (first, rest) = length
        .and_then(|length| bytes.split_at_checked(length))
        .unwrap_or((bytes, &[]));
    let Some(object) = recognise(first) else {
        evidence.add(Part::Certificate, &Finding::CertificateUnreadable);
        return Vec::new();
    };
    let mut found = sort(object, evidence);
    if rest.first() == Some(&0x30) && layer < MAX_LAYERS {
        found.extend(der(rest, layer.saturating_add(1), evidence));
    } else if !rest.is_empty() {
        let bytes = rest.len();
        evidence.add(Part::Certificate, &Finding::CertificateExcess { bytes });
    }
    if layer == 0 && found.len() == 1 && rest.is_empty() {
        evidence.add(Part::Certificate, &Finding::CertificateDer);
    }
    found
}
