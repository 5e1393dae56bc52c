//! The request, as JSON.

use super::Outcome;
use super::arguments::Sign;
use super::catalogue::Catalogue;
use super::reading::{Desk, Want};
use anaplan_rsa_signer::notice::{Notice, Severity};
use anaplan_rsa_signer::protocol::{Generated, Reply};
use serde_json::json;

/// Makes a request of the files.
pub(crate) fn run(options: &Sign, words: &Catalogue) -> Outcome {
    let mut desk = match Desk::read(&options.certificates, &options.keys, Want::Pair, words) {
        Ok(desk) => desk,
        Err(told) => return Outcome::failure(told),
    };
    match desk.generate(options.header) {
        Reply::Generated(generated) => made(&generated, words),
        Reply::Refused { mut notices } => {
            notices.retain(|notice| notice.severity == Severity::Error);
            Outcome::failure(lines(&notices, words))
        }
        _ => Outcome::failure(Vec::new()),
    }
}

fn made(generated: &Generated, words: &Catalogue) -> Outcome {
    let request = json!({
        "authorization": generated.authorization,
        "body": generated.body,
        "createdAt": generated.created_at,
    });
    Outcome {
        output: format!("{request}\n"),
        told: lines(&generated.notices, words),
        code: 0,
    }
}

fn lines(notices: &[Notice], words: &Catalogue) -> Vec<String> {
    notices.iter().map(|notice| words.line(notice)).collect()
}
