//! A request made elsewhere, read: what is right, what is wrong, and what was done instead.
//!
//! `pieces` finds the address, the headers and the body in what was pasted; each of the other
//! files judges one part of the request and hands on what it could read, so that one mistake does
//! not hide the next. Nothing is said with more certainty than the bytes allow.

mod address;
mod body;
mod certificate;
mod code;
mod curl;
mod finding;
mod hash;
mod header;
mod message;
mod normalize;
mod padding;
mod parsed;
mod paste;
mod plain;
mod reading;
mod shell;
mod signature;
mod signed;
mod source;
mod subject;
mod text;
mod value;

pub use finding::Finding;

use crate::certificate::{Certificate, Summary};
use crate::notice::Params;
use parsed::ParsedRequest;
use serde::Serialize;

/// The most bytes that are read. A request is about 4 kB, one with a bundle in its header 20 kB.
pub const MAX_BYTES: usize = 512 * 1024;

/// What a verdict is about.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Part {
    /// What was pasted, as a whole.
    Paste,
    /// The address and the method.
    Address,
    /// The `Authorization` header and its neighbours.
    Header,
    /// The certificate in it.
    Certificate,
    /// The JSON body.
    Body,
    /// The signed message, `encodedData`.
    Message,
    /// `encodedSignedData`.
    Signature,
}

/// How a verdict is meant.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// The service will refuse it for this.
    Wrong,
    /// Worth knowing, or in doubt.
    Remark,
    /// As it should be.
    Right,
}

/// One thing seen.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Verdict {
    /// Stable name, the key of its sentences in the catalogue.
    pub code: &'static str,
    /// How it is meant.
    pub outcome: Outcome,
    /// What it is about.
    pub part: Part,
    /// The evidence, which goes into the sentences.
    pub params: Params,
}

/// What was seen of one request.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Review {
    /// In the order of [`Part`], what is wrong first within each.
    pub verdicts: Vec<Verdict>,
    /// The certificate in the header, if it can be read.
    pub certificate: Option<Summary>,
    /// The time in the signed message, in Unix seconds, if there is one.
    pub created_at: Option<i64>,
}

impl Review {
    /// Adds what was seen, once.
    fn add(&mut self, part: Part, finding: &Finding) {
        self.push(part, finding.outcome(), finding.code(), finding.params());
    }

    fn push(&mut self, part: Part, outcome: Outcome, code: &'static str, params: Params) {
        let verdict = Verdict {
            code,
            outcome,
            part,
            params,
        };
        if !self.verdicts.contains(&verdict) {
            self.verdicts.push(verdict);
        }
    }
}

/// Reads what was pasted: a header and a body, a curl command, a raw HTTP request, the source of a
/// program, or a part of one. `now` is the time in Unix seconds.
#[must_use]
pub fn review(text: &str, now: i64) -> Review {
    let mut review = Review::default();
    if !paste::check_size(text, &mut review) || paste::is_other(text, &mut review) {
        return review;
    }
    let request = reading::find(text);
    if paste::is_token(text, &request, &mut review) {
        return review;
    }
    let others = paste::look(text, &request, now, &mut review);
    if !request.is_empty() {
        judge(&request, &others, now, &mut review);
    }
    let order = |verdict: &Verdict| (verdict.part, verdict.outcome);
    review.verdicts.sort_by_key(order);
    review
}

/// Judges the parts in the order of [`Part`]; the signature needs all that was read before it.
fn judge(request: &ParsedRequest, others: &[Certificate], now: i64, review: &mut Review) {
    address::judge(request, review);
    let certificates = header::judge(request, now, review);
    let Some(body) = body::judge(request, review) else {
        return;
    };
    message::judge(&body, now, review);
    signature::judge(&body, &certificates, others, review);
}
