//! A short text for a support ticket: codes and facts, no secret, no value of the request.

use super::Review;
use super::evidence::Verdict;
use crate::notice::Value;
use core::time::Duration;

/// Returns the report.
pub(super) fn text(review: &Review) -> String {
    let mut lines = vec![format!(
        "Anaplan certificate login, checked by RSA Signer {}",
        env!("CARGO_PKG_VERSION")
    )];
    lines.push(format!("Cause: {}", line(&review.headline)));
    for (title, verdicts) in [
        ("Follows from it", &review.consequences),
        ("Also", &review.others),
    ] {
        for verdict in verdicts {
            lines.push(format!("{title}: {}", line(verdict)));
        }
    }
    let right: Vec<&str> = review.right.iter().map(|verdict| verdict.code).collect();
    if !right.is_empty() {
        lines.push(format!("Right: {}", right.join(", ")));
    }
    if let Some(certificate) = &review.certificate {
        lines.push(format!("Certificate subject: {}", certificate.subject));
        lines.push(format!("Certificate issuer: {}", certificate.issuer));
        lines.push(format!("Certificate serial: {}", certificate.serial));
        lines.push(format!("Certificate SHA-256: {}", certificate.sha256));
        lines.push(format!(
            "Certificate e-mail: {}",
            certificate.emails.join(", ")
        ));
        lines.push(format!(
            "Certificate valid: {} to {}",
            utc(certificate.not_before),
            utc(certificate.not_after)
        ));
    }
    if let Some(created_at) = review.created_at {
        lines.push(format!("Message created: {}", utc(created_at)));
    }
    lines.join("\n")
}

/// A verdict in one line: its code and its parameters.
fn line(verdict: &Verdict) -> String {
    let mut text = verdict.code.to_owned();
    if let Some(line) = verdict.line {
        text.push_str(&format!(" line={line}"));
    }
    for (name, value) in verdict.params.pairs() {
        let value = match value {
            Value::Number(number) => number.to_string(),
            Value::Text(text) => text.clone(),
            Value::Time(time) => utc(*time),
        };
        text.push_str(&format!(" {name}={value}"));
    }
    text
}

/// A time as ISO 8601 writes it; outside of the years that it can write, the Unix seconds.
fn utc(seconds: i64) -> String {
    u64::try_from(seconds)
        .ok()
        .and_then(|seconds| der::DateTime::from_unix_duration(Duration::from_secs(seconds)).ok())
        .map_or_else(|| seconds.to_string(), |time| time.to_string())
}
