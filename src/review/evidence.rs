//! What was found out about a paste so far. Judges add to it; the conclusion is drawn at the end.

use super::finding::{Finding, Outcome, Part};
use crate::certificate::Summary;
use crate::notice::Params;
use serde::Serialize;

/// One finding, as data for the page.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Verdict {
    /// Stable name, the key of its sentences in the catalogue.
    pub code: &'static str,
    /// How it is meant.
    pub outcome: Outcome,
    /// What it is about.
    pub part: Part,
    /// The line of the paste, counted from 1, where one line is the cause.
    pub line: Option<u32>,
    /// The evidence, which goes into the sentences.
    pub params: Params,
}

impl Verdict {
    /// Returns the verdict for a finding.
    pub(super) fn new(part: Part, finding: &Finding) -> Self {
        Self {
            code: finding.code(),
            outcome: finding.outcome(),
            part,
            line: None,
            params: finding.params(),
        }
    }
}

/// Everything found out so far.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    /// Each verdict once, in the order in which they were added.
    pub(super) verdicts: Vec<Verdict>,
    /// The certificate in the header, if it can be read.
    pub(super) certificate: Option<Summary>,
    /// The host of the login, if the address is known and right.
    pub(super) host: Option<String>,
    /// Variables and placeholders instead of values.
    pub(super) placeholders: Vec<String>,
    /// The time in the signed message, in Unix seconds, if there is one.
    pub(super) created_at: Option<i64>,
}

impl Evidence {
    /// Adds a finding, once.
    pub(super) fn add(&mut self, part: Part, finding: &Finding) {
        self.put(Verdict::new(part, finding));
    }

    /// Adds a finding about a line of the paste, once.
    pub(super) fn add_at(&mut self, part: Part, line: u32, finding: &Finding) {
        self.put(Verdict {
            line: Some(line),
            ..Verdict::new(part, finding)
        });
    }

    /// Adds a notice of another module.
    pub(super) fn push(
        &mut self,
        part: Part,
        outcome: Outcome,
        code: &'static str,
        params: Params,
    ) {
        self.put(Verdict {
            code,
            outcome,
            part,
            line: None,
            params,
        });
    }

    fn put(&mut self, verdict: Verdict) {
        let held = |other: &Verdict| other.code == verdict.code && other.params == verdict.params;
        if !self.verdicts.iter().any(held) {
            self.verdicts.push(verdict);
        }
    }

    /// Whether something with this code was found.
    pub(super) fn has(&self, finding: &Finding) -> bool {
        let code = finding.code();
        self.verdicts.iter().any(|verdict| verdict.code == code)
    }
}
