//! The conclusion: one headline, what follows from it, and what else there is to do.

use super::evidence::{Evidence, Verdict};
use super::finding::{Finding, Outcome, Part};
use super::kind::{Kind, Offer};
use super::{Review, follow_up};
use core::cmp::Reverse;

/// Codes in the order in which they come first, those that explain more before those that explain
/// less; `*` matches anything. Of the rows that fit a code, the longest is its own. Unlisted codes
/// come last.
const ORDER: &[&str] = &[
    "review-paste-empty",
    "review-paste-too-large",
    "review-paste-html",
    "review-paste-answer",
    "review-paste-token",
    "review-paste-collection*",
    "review-paste-certificate",
    "review-paste-message",
    "review-paste-signature",
    "review-paste-nothing",
    "review-program-hmac",
    "review-program-hash-only",
    "review-program-raw-rsa",
    "review-program-pss",
    "review-program-hash",
    "review-program-signs-text",
    "review-program-no-time",
    "review-program-time-text",
    "review-program-milliseconds",
    "review-program-*",
    "review-program",
    "review-template-*",
    "review-paste-shell-quotes",
    "review-paste-smart-quotes",
    "review-paste-dashes",
    "review-paste-continuation",
    "review-body-missing",
    "review-header-missing",
    "review-header-postman-tab",
    "review-header-scheme-token",
    "review-header-scheme-basic",
    "review-header-scheme-old",
    "review-body-entities",
    "review-body-form",
    "review-body-cut",
    "review-signature-copied",
    "review-signature-hmac",
    "review-signature-plain-hash",
    "review-signature-ecdsa",
    "review-certificate-fingerprint",
    "review-certificate-bundle",
    "review-certificate-pem-raw",
    "review-certificate-double",
    "review-certificate-*",
    "certificate-authority",
    "certificate-expired",
    "certificate-*",
    "key-*",
    "review-paste-header-only",
    "review-paste-body-only",
    "review-body-not-pasted",
    "review-signature-pss",
    "review-signature-hash",
    "review-signature-*",
    "review-message-four-bytes",
    "review-message-length-v1",
    "review-message-milliseconds",
    "review-message-little-endian",
    "review-message-ticks",
    "review-message-float",
    "review-message-digits",
    "review-message-finer",
    "review-message-no-time",
    "review-message-length",
    "review-body-*",
    "review-header-name",
    "review-header-twice",
    "review-header-scheme*",
    "review-address-*",
    "review-header-*",
    "review-value-*",
    "review-message-future*",
    "review-message-age*",
    "review-*-no-break-space",
    "review-paste-private-key",
];

/// What explains what: a code and the codes of its consequences, `*` as above and `@part` for
/// everything about a part of the request.
const EXPLAINS: &[(&str, &[&str])] = &[
    (
        "review-program-hmac",
        &["review-program-hash", "review-program-signs-text"],
    ),
    ("review-program-pss", &["review-program-hash"]),
    (
        "review-program-raw-rsa",
        &["review-program-hash*", "review-program-signs-text"],
    ),
    (
        "review-program-hash-only",
        &["review-program-hash", "review-program-signs-text"],
    ),
    (
        "review-program-time-text",
        &["review-program-milliseconds", "review-program-no-time"],
    ),
    (
        "review-paste-shell-quotes",
        &["@body", "@message", "@signature", "@header"],
    ),
    ("review-paste-smart-quotes", &["review-body-smart-quotes"]),
    ("review-body-missing", &["@message", "@signature"]),
    ("review-header-missing", &["review-signature-unchecked"]),
    ("review-paste-body-only", &["review-signature-unchecked"]),
    (
        "review-header-postman-tab",
        &["review-header-scheme*", "review-signature-unchecked"],
    ),
    (
        "review-header-scheme-token",
        &["review-signature-unchecked", "review-paste-*-only"],
    ),
    (
        "review-header-scheme-basic",
        &["review-signature-unchecked", "review-paste-*-only"],
    ),
    (
        "review-header-scheme-old",
        &[
            "@certificate",
            "review-signature-unchecked",
            "review-paste-*-only",
        ],
    ),
    (
        "review-header-scheme-missing",
        &["review-certificate-pem-raw"],
    ),
    (
        "review-body-cut",
        &[
            "@signature",
            "review-body-field-missing",
            "review-body-format*",
            "review-message-v1",
        ],
    ),
    (
        "review-body-entities",
        &["review-body-not-json", "review-body-unquoted"],
    ),
    (
        "review-body-escaped",
        &["review-body-not-json", "review-body-unquoted"],
    ),
    (
        "review-body-form",
        &[
            "review-header-content-type*",
            "review-value-percent",
            "review-value-spaces",
            "review-value-spaces-unclear",
            "review-body-not-json",
            "review-body-dictionary",
        ],
    ),
    (
        "review-body-python",
        &[
            "review-body-single-quotes",
            "review-body-not-json",
            "review-body-unquoted",
            "review-body-dictionary",
        ],
    ),
    (
        "review-body-single-quotes",
        &["review-body-not-json", "review-body-unquoted"],
    ),
    ("review-body-swapped", &["review-body-field-name"]),
    (
        "review-certificate-missing",
        &["review-signature-unchecked"],
    ),
    (
        "review-certificate-bundle",
        &["review-certificate-several", "certificate-*"],
    ),
    (
        "review-certificate-pem-raw",
        &["review-certificate-pem-text", "review-value-line-breaks"],
    ),
    ("review-certificate-*", &["review-signature-unchecked"]),
    ("review-value-*", &["review-signature-unchecked"]),
    (
        "certificate-authority",
        &[
            "certificate-*",
            "review-signature-other-key",
            "review-signature-key-size",
            "review-signature-cut",
            "review-signature-length",
        ],
    ),
    ("certificate-*", &["review-signature-unchecked"]),
    ("key-*", &["review-signature-unchecked", "certificate-*"]),
    (
        "review-signature-hmac",
        &["@signature", "review-message-text"],
    ),
    ("review-signature-plain-hash", &["@signature"]),
    ("review-signature-ecdsa", &["@signature"]),
    ("review-signature-copied", &["@signature"]),
    ("review-value-cut", &["review-signature-cut"]),
    ("review-message-four-bytes", &["review-message-length"]),
    (
        "review-message-length-v1",
        &["review-body-format-v1", "review-message-v1"],
    ),
    (
        "review-body-format-v1",
        &["review-message-v1", "review-message-text"],
    ),
    ("review-message-no-time", &["review-message-text"]),
    ("review-paste-private-key", &["review-paste-nothing"]),
];

/// Draws the conclusion.
pub(super) fn conclude(kind: Kind, offer: Option<Offer>, evidence: Evidence) -> Review {
    let Evidence {
        verdicts,
        certificate,
        host,
        created_at,
        ..
    } = evidence;
    let (right, mut open): (Vec<Verdict>, Vec<Verdict>) = verdicts
        .into_iter()
        .partition(|verdict| verdict.outcome == Outcome::Right);
    let verified = right
        .iter()
        .any(|verdict| verdict.code == Finding::SignatureRight.code());
    let headline = match cause(&open, verified) {
        Some(at) => open.remove(at),
        None if verified => Verdict::new(Part::Paste, &Finding::Clean),
        None => Verdict::new(Part::Paste, &Finding::Unverified),
    };
    let (consequences, mut others): (Vec<Verdict>, Vec<Verdict>) = open
        .into_iter()
        .partition(|verdict| explains(headline.code, verdict));
    others.sort_by_key(|verdict| (verdict.outcome, rank(verdict.code)));
    let settled = matches!(headline.outcome, Outcome::Right | Outcome::Warning);
    let next = match &certificate {
        Some(certificate) if verified && settled => follow_up::steps(certificate, host.as_deref()),
        _ => Vec::new(),
    };
    Review {
        kind,
        headline,
        consequences,
        others,
        right,
        next,
        certificate,
        created_at,
        offer,
    }
}

/// Returns the place of the root cause: of what is worst, the finding that explains most; among
/// equals the first of [`ORDER`]. `None` when no finding explains a refusal.
fn cause(open: &[Verdict], verified: bool) -> Option<usize> {
    let worst = open.iter().map(|verdict| verdict.outcome).min()?;
    let is_cause = |verdict: &Verdict| {
        verdict.outcome != Outcome::Remark || (!verified && rank(verdict.code) < ORDER.len())
    };
    let explained = |cause: &Verdict| {
        open.iter()
            .filter(|other| other.outcome == Outcome::Wrong && explains(cause.code, other))
            .count()
    };
    // What is explained by another finding is not the root.
    let is_root = |verdict: &Verdict| {
        !open.iter().any(|other| {
            other.outcome == Outcome::Wrong
                && explains(other.code, verdict)
                && !explains(verdict.code, other)
        })
    };
    open.iter()
        .enumerate()
        .filter(|(_, verdict)| verdict.outcome == worst && is_cause(verdict) && is_root(verdict))
        .min_by_key(|(_, verdict)| {
            let order = rank(verdict.code);
            (Reverse(explained(verdict)), order)
        })
        .map(|(at, _)| at)
}

fn rank(code: &str) -> usize {
    let fitting = ORDER.iter().enumerate();
    fitting
        .filter(|(_, pattern)| fits(pattern, code))
        .max_by_key(|(_, pattern)| pattern.len())
        .map_or(ORDER.len(), |(rank, _)| rank)
}

/// Whether a finding follows from another, the one with this code.
fn explains(cause: &str, verdict: &Verdict) -> bool {
    let mut consequences = EXPLAINS
        .iter()
        .filter(|(pattern, _)| fits(pattern, cause))
        .flat_map(|(_, consequences)| *consequences);
    verdict.code != cause
        && consequences.any(|pattern| match pattern.strip_prefix('@') {
            Some(part) => part == part_name(verdict.part),
            None => fits(pattern, verdict.code),
        })
}

fn fits(pattern: &str, code: &str) -> bool {
    match pattern.split_once('*') {
        Some((start, end)) => code.starts_with(start) && code.ends_with(end),
        None => pattern == code,
    }
}

fn part_name(part: Part) -> &'static str {
    match part {
        Part::Paste => "paste",
        Part::Program => "program",
        Part::Address => "address",
        Part::Header => "header",
        Part::Certificate => "certificate",
        Part::Body => "body",
        Part::Message => "message",
        Part::Signature => "signature",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::Finding as CertificateFinding;
    use crate::error::Error;
    use crate::notice::Params;
    use std::collections::BTreeSet;

    /// A mark in front of the code: `-` for a remark, `~` for a warning.
    fn verdict(marked: &'static str) -> Verdict {
        let code = marked.trim_start_matches(['-', '~']);
        Verdict {
            code,
            outcome: match marked.get(..1) {
                Some("-") => Outcome::Remark,
                Some("~") => Outcome::Warning,
                _ => Outcome::Wrong,
            },
            part: match code.split('-').nth(1) {
                Some("body") => Part::Body,
                Some("signature") => Part::Signature,
                _ => Part::Paste,
            },
            line: None,
            params: Params::default(),
        }
    }

    #[test]
    fn the_cause_is_the_worst_root_that_explains_most() {
        const DOUBLE: &str = "review-certificate-double";
        const PYTHON: &str = "review-body-python";
        const SCHEME: &str = "review-header-scheme-missing";
        const RAW: &str = "review-certificate-pem-raw";
        const REST: [&str; 2] = ["review-certificate-pem-text", "review-value-line-breaks"];
        for (open, verified, expected) in [
            (&[][..], false, None),
            (
                &["review-body-form", DOUBLE],
                false,
                Some("review-body-form"),
            ),
            (&[PYTHON, DOUBLE], false, Some(DOUBLE)),
            (&["-review-body-form", DOUBLE], false, Some(DOUBLE)),
            (
                &["-review-body-form", "~review-body-form-v1"],
                true,
                Some("review-body-form-v1"),
            ),
            (
                &[PYTHON, DOUBLE, "review-body-not-json"],
                false,
                Some(PYTHON),
            ),
            (
                &[PYTHON, DOUBLE, "-review-body-not-json"],
                false,
                Some(DOUBLE),
            ),
            (
                &[
                    "review-paste-shell-quotes",
                    "review-paste-html",
                    "review-body-cut",
                ],
                false,
                Some("review-paste-shell-quotes"),
            ),
            (&[RAW, SCHEME, REST[0], REST[1]], false, Some(SCHEME)),
            (&[RAW, "-review-header-scheme-missing"], false, Some(RAW)),
            (
                &["review-signature-hmac", "review-signature-copied"],
                false,
                Some("review-signature-copied"),
            ),
            (&["-review-body-form"], false, Some("review-body-form")),
            (&["-review-body-form"], true, None),
            (
                &["~review-body-no-break-space", "~review-message-future"],
                true,
                Some("review-message-future"),
            ),
            (&["-unlisted"], false, None),
            (&["unlisted"], true, Some("unlisted")),
        ] {
            let open: Vec<Verdict> = open.iter().copied().map(verdict).collect();
            let found = cause(&open, verified).and_then(|at| open.get(at));
            assert_eq!(found.map(|verdict| verdict.code), expected, "{open:?}");
        }
    }

    #[test]
    fn every_row_of_the_order_ranks_a_code() {
        let codes = [Finding::CODES, CertificateFinding::CODES, Error::CODES].concat();
        let reached: BTreeSet<usize> = codes.iter().map(|code| rank(code)).collect();
        let idle = |row: &usize| !reached.contains(row);
        let idle: Vec<Option<&&str>> = (0..ORDER.len())
            .filter(idle)
            .map(|row| ORDER.get(row))
            .collect();
        assert_eq!(idle, []);
    }

    /// Nothing is called clean whose signature was not verified.
    #[test]
    fn without_a_verified_signature_nothing_is_clean() {
        for (finding, expected) in [
            (Finding::BodyRight, Finding::Unverified),
            (Finding::SignatureRight, Finding::Clean),
        ] {
            let mut evidence = Evidence::default();
            evidence.add(Part::Body, &finding);
            let review = conclude(Kind::Request, None, evidence);
            assert_eq!(review.headline.code, expected.code());
        }
    }
}
