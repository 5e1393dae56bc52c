//! Checks a request that was made anywhere.

use crate::Outcome;
use crate::arguments::{Check, CheckFormat};
use crate::catalogue::Catalogue;
use crate::files::{now_signed, text};
use anaplan_rsa_signer::review::{self, Kind, Outcome as Verdict, Part, Review};

/// The code of a program whose values are in variables: all of it was read.
pub(crate) const TEMPLATE: &str = "review-template-program";

pub(crate) fn run(options: &Check, words: &Catalogue) -> Outcome {
    let request = match text(&options.file) {
        Ok(text) => text,
        Err(error) => return Outcome::failure(vec![words.error(&error)], 2),
    };
    let review = review::review(&request, now_signed());
    let output = match options.format {
        CheckFormat::Text => lines(&review, words),
        CheckFormat::Json => serde_json::to_string(&review).unwrap_or_default() + "\n",
    };
    Outcome {
        output: output.into(),
        messages: Vec::new(),
        code: code(&review),
    }
}

/// Returns 0 only for what was judged as a whole: a request whose signature verifies, or a program. Of a program only
/// mistakes can be told, whether its values are in variables of any name or in plain ones.
fn code(review: &Review) -> u8 {
    let is_request = !matches!(
        review.kind,
        Kind::Certificate
            | Kind::Empty
            | Kind::PrivateKey
            | Kind::Response
            | Kind::Token
            | Kind::Unknown
            | Kind::Value
            | Kind::WebPage
    );
    let is_wrong = |verdict: &review::Verdict| verdict.outcome == Verdict::Wrong;
    let is_whole = |verdict: &review::Verdict| {
        verdict.part == Part::Program
            || verdict.code == TEMPLATE
            || (verdict.part == Part::Signature && verdict.outcome == Verdict::Right)
    };
    if is_request && review.verdicts().any(is_wrong) {
        1
    } else if is_request && review.verdicts().any(is_whole) {
        0
    } else {
        2
    }
}

fn lines(review: &Review, words: &Catalogue) -> String {
    let line = |verdict: &review::Verdict| {
        let outcome = match verdict.outcome {
            Verdict::Wrong => "Wrong",
            Verdict::Warning => "Warning",
            Verdict::Remark => "Note",
            Verdict::Right => "Right",
        };
        let place = verdict
            .line
            .map_or_else(String::new, |line| format!(" (line {line})"));
        let text = words.sentences(verdict.code, &verdict.params);
        format!("{outcome}{place}: {}\n", text.trim())
    };
    let next = review.next.iter().map(|verdict| {
        let text = words.sentences(verdict.code, &verdict.params);
        format!("If Anaplan still answers 401: {}\n", text.trim())
    });
    review.verdicts().map(line).chain(next).collect()
}
