//! Checks a request that was made elsewhere, and names the one cause when it is wrong.
//!
//! A paste passes through four steps: `reading` recognizes its kind and finds address, headers and
//! body in it (or the program that makes them); the judges `address`, `header`, `certificate`,
//! `body`, `message`, `signature` and `program` collect evidence, each handing on what it could
//! read, so that one mistake does not hide the next; `conclude` picks the root cause as the headline
//! and folds what follows from it. Nothing is stated with more certainty than the bytes allow, and
//! a paste that is not understood gets one sentence and no list of faults.

mod address;
mod body;
mod calls;
mod certificate;
mod code;
mod conclude;
mod config;
mod curl;
mod evidence;
mod finding;
mod follow_up;
mod header;
mod httpie;
mod inputs;
mod kind;
mod logged;
mod message;
mod normalize;
mod padding;
mod parsed;
mod paste;
mod plain;
mod program;
mod reading;
mod records;
mod shell;
mod signature;
mod signed;
mod source;
mod subject;
mod template;
mod text;
mod value;

pub use evidence::Verdict;
pub use finding::{Finding, Outcome, Part};
pub use kind::{Kind, Offer};

use crate::certificate::{Certificate, Summary};
use evidence::Evidence;
use parsed::ParsedRequest;
use reading::Reading;
use serde::Serialize;

/// The most bytes that are read. A request is about 4 kB, one with a bundle in its header 20 kB, a
/// collection or an archive some hundred.
pub const MAX_BYTES: usize = 512 * 1024;

/// The result of a check.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Review {
    /// What was pasted.
    pub kind: Kind,
    /// The one thing to know: the root cause, or that everything is right.
    pub headline: Verdict,
    /// What follows from the headline and goes away with it.
    pub consequences: Vec<Verdict>,
    /// What has another cause, worst first.
    pub others: Vec<Verdict>,
    /// What is right.
    pub right: Vec<Verdict>,
    /// What to try when a right request is refused all the same.
    pub next: Vec<Verdict>,
    /// The certificate in the header, if it can be read.
    pub certificate: Option<Summary>,
    /// The time in the signed message, in Unix seconds, if there is one.
    pub created_at: Option<i64>,
    /// What this page offers in place of a program.
    pub offer: Option<Offer>,
}

impl Review {
    /// Returns every verdict, the headline first.
    pub fn verdicts(&self) -> impl Iterator<Item = &Verdict> {
        core::iter::once(&self.headline)
            .chain(&self.consequences)
            .chain(&self.others)
            .chain(&self.right)
    }
}

/// Checks what was pasted. `now` is the time in Unix seconds.
#[must_use]
pub fn review(text: &str, now: i64) -> Review {
    let mut evidence = Evidence::default();
    if let Some(kind) = paste::other(text, &mut evidence) {
        return conclude::conclude(kind, None, evidence);
    }
    let reading = reading::read(text);
    let offer = reading.program.as_deref().and_then(program::offer);
    let kind = examine(text, &reading, now, &mut evidence);
    conclude::conclude(kind, offer, evidence)
}

fn examine(text: &str, reading: &Reading, now: i64, evidence: &mut Evidence) -> Kind {
    let request = &reading.request;
    address::regions(text, evidence);
    if let Some(source) = &reading.program {
        paste::private_key(text, evidence);
        judge_program(source, request, now, evidence);
        return reading.kind;
    }
    if reading.kind == Kind::PostmanCollection && request.is_empty() {
        evidence.add(Part::Paste, &Finding::PasteCollectionOther);
        return reading.kind;
    }
    if paste::is_token(text, request, evidence) {
        return Kind::Token;
    }
    for (part, finding) in &request.remarks {
        evidence.add(*part, finding);
    }
    paste::private_key(text, evidence);
    if request.is_empty() {
        return paste::alone(text, now, evidence);
    }
    paste::several(text, evidence);
    let others = paste::certificates(text);
    judge(request, &others, now, evidence);
    if template::resolve(reading, evidence) && reading.kind != Kind::PostmanCollection {
        return Kind::Template;
    }
    reading.kind
}

/// Judges the parts in the order of [`Part`]; the signature needs all that was read before it.
fn judge(request: &ParsedRequest, others: &[Certificate], now: i64, evidence: &mut Evidence) {
    address::judge(request, evidence);
    let certificates = header::judge(request, now, evidence);
    let Some(body) = body::judge(request, &certificates, evidence) else {
        return;
    };
    message::judge(&body, now, evidence);
    signature::judge(&body, &certificates, others, evidence);
}

/// What is certain of a header in a program, whose value may be put together elsewhere.
const CERTAIN: &[&str] = &[
    "review-header-right",
    "review-header-name",
    "review-header-scheme",
    "review-header-scheme-basic",
    "review-header-scheme-bearer",
    "review-header-scheme-case",
    "review-header-scheme-old",
    "review-header-scheme-spaces",
    "review-header-scheme-token",
];

/// Judges a program, and what is written out of the request that it makes.
fn judge_program(source: &str, request: &ParsedRequest, now: i64, evidence: &mut Evidence) {
    program::judge(source, evidence);
    for (part, finding) in &request.remarks {
        // What becomes of header and body does not depend on their values.
        if matches!(
            finding,
            Finding::BodyObject { .. } | Finding::BodyTextOfJson | Finding::HeaderPostmanTab { .. }
        ) {
            evidence.add(*part, finding);
        }
    }
    // A program may print or mention other addresses.
    let anaplan = |url: &String| url.contains("anaplan.com");
    if request.url.as_ref().is_some_and(anaplan) {
        address::judge(request, evidence);
    }
    let mut header = Evidence::default();
    header::judge(request, now, &mut header);
    // A script of Postman puts the value into a variable, whose name is free.
    let postman = source.contains("pm.") || source.contains("postman.");
    header.verdicts.retain(|verdict| {
        verdict.part == Part::Header
            && CERTAIN.contains(&verdict.code)
            && !(postman && verdict.code == "review-header-name")
    });
    evidence.verdicts.append(&mut header.verdicts);
    let clean = evidence
        .verdicts
        .iter()
        .all(|verdict| matches!(verdict.outcome, Outcome::Right | Outcome::Remark));
    if clean {
        evidence.add(Part::Program, &Finding::Program);
    }
}
