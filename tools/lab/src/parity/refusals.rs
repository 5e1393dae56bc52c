//! What jsrsasign opens and this project refuses: each case by name, with the reason.

use std::collections::BTreeSet;

use anyhow::{Result, bail};

use super::outcome::{Mark, Outcome};

/// A reason, and the cases that it stands for.
#[derive(Debug)]
pub(super) struct Reason {
    pub(super) text: &'static str,
    pub(super) cases: &'static [&'static str],
}

const REASONS: &[Reason] = &[
    Reason {
        text: "keys whose numbers contradict each other",
        cases: &[
            "keys/changed-first-prime",
            "keys/changed-modulus",
            "keys/changed-private-exponent",
            "keys/changed-second-prime",
            "keys/exponent-even",
            "keys/exponent-other",
        ],
    },
    Reason {
        text: "keys with more than two primes, which jsrsasign takes for two",
        cases: &["keys/multi-prime", "keys/multi-prime-der"],
    },
    Reason {
        text: "keys above 8192 bits",
        cases: &["keys/12008-bits"],
    },
    Reason {
        text: "keys below 2048 bits, and their certificates",
        cases: &[
            "certificates/of-rsa-1024",
            "certificates/of-rsa-2047",
            "keys/rsa-1024",
            "keys/rsa-1024-der",
            "keys/rsa-1024-traditional",
            "keys/rsa-2047",
            "keys/rsa-2047-der",
        ],
    },
    Reason {
        text: "a certificate with its last byte lost",
        cases: &["certificates/cut-last-byte-lost"],
    },
    Reason {
        text: "certificates with a validity that is no time",
        cases: &[
            "certificates/time-letters",
            "certificates/time-month-13",
            "certificates/time-short",
        ],
    },
    Reason {
        text: "two private keys of which none belongs to the certificate",
        cases: &["keys/two-of-which-none-fits"],
    },
];

/// The reasons, once every refusal has one and every one is needed.
pub(super) fn explained(outcomes: &[Outcome]) -> Result<&'static [Reason]> {
    let refused: BTreeSet<&str> = outcomes
        .iter()
        .filter(|outcome| matches!(outcome.marks, [Mark::Not, _, Mark::Opened, _]))
        .map(|outcome| outcome.name.as_str())
        .collect();
    let named: BTreeSet<&str> = REASONS.iter().flat_map(|own| own.cases).copied().collect();
    let gaps: Vec<&str> = refused.difference(&named).copied().collect();
    if !gaps.is_empty() {
        bail!(
            "jsrsasign opens what is refused here, and no reason is written down:\n{}",
            gaps.join("\n")
        );
    }
    let idle: Vec<&str> = named.difference(&refused).copied().collect();
    if !idle.is_empty() {
        bail!("A reason stands for what is not so:\n{}", idle.join("\n"));
    }
    Ok(REASONS)
}
