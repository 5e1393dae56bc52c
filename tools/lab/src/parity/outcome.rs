//! What came of one case, and the file that holds them all.

use std::fmt::Write as _;

use anyhow::{Context, Result};

use super::case::{Case, Companions};
use super::kind::{self, Kind};
use super::readers::Answers;

/// What a reader made of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// The right key or certificate came out.
    Opened,
    /// It did not.
    Not,
    /// It was stopped.
    Slow,
    /// The reader is not made for this kind of file.
    Unasked,
}

impl Mark {
    fn word(self) -> &'static str {
        match self {
            Self::Opened => "yes",
            Self::Not => "no",
            Self::Slow => "slow",
            Self::Unasked => "-",
        }
    }
}

/// One case and the four marks: this project, OpenSSL, jsrsasign, p12-keystore.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) name: String,
    /// The row; nothing when the file is there to be refused.
    pub(super) kind: Option<Kind>,
    /// `ready`, or the code that this project refuses with.
    pub(super) expect: String,
    pub(super) marks: [Mark; 4],
}

impl Outcome {
    pub(super) fn new(case: &Case, right: &Companions, answers: [&Answers; 4]) -> Result<Self> {
        let mut marks = [Mark::Not; 4];
        for (mark, answers) in marks.iter_mut().zip(answers) {
            let answer = answers.get(&case.name);
            let answer = answer.with_context(|| format!("A reader left out {}.", case.name))?;
            *mark = match (answer.slow, right.is_right(case, &answer.found)) {
                (true, _) => Mark::Slow,
                (false, true) => Mark::Opened,
                (false, false) => Mark::Not,
            };
        }
        if !case.name.starts_with("pkcs12/") {
            let [_, _, _, p12] = &mut marks;
            *p12 = Mark::Unasked;
        }
        Ok(Self {
            name: case.name.clone(),
            kind: kind::of(case),
            expect: case.expect().to_owned(),
            marks,
        })
    }

    /// What the row is called: a kind of file, or the code of a refusal.
    pub(super) fn row(&self) -> &str {
        self.kind.map_or(&self.expect, |kind| kind.title)
    }
}

/// One line a case: name, row, and the four marks.
pub(super) fn to_tsv(outcomes: &[Outcome]) -> String {
    let mut out = "case\trow\tRSA Signer\tOpenSSL\tjsrsasign\tp12-keystore\n".to_owned();
    for outcome in outcomes {
        let marks = outcome.marks.map(Mark::word).join("\t");
        // Writing into text cannot fail.
        let _ = writeln!(out, "{}\t{}\t{marks}", outcome.name, outcome.row());
    }
    out
}
