//! Explains a response of Anaplan.

use crate::Outcome;
use crate::arguments::{Response, ResponseFormat};
use crate::catalogue::Catalogue;
use crate::files::{now_signed, text};
use anaplan_rsa_signer::notice::Notice;
use anaplan_rsa_signer::response;

pub(crate) fn run(options: &Response, words: &Catalogue) -> Outcome {
    let pasted = match text(&options.file) {
        Ok(text) => text,
        Err(error) => return Outcome::failure(vec![words.error(&error)], 2),
    };
    let response = response::read(&pasted, None, now_signed());
    let is_response = !pasted.trim().is_empty()
        && response.belongs_in.is_none()
        && !response.notices.iter().any(is_no_response);
    let code = match (&response.token, is_response) {
        (Some(_), _) => 0,
        (None, true) => 1,
        (None, false) => 2,
    };
    let lines = response.notices.iter().map(|notice| words.line(notice));
    match (options.format, &response.token) {
        (ResponseFormat::Json, _) => Outcome {
            output: (serde_json::to_string(&response).unwrap_or_default() + "\n").into(),
            messages: Vec::new(),
            code,
        },
        (ResponseFormat::Header, Some(token)) => Outcome {
            output: format!("{}\n", *token.authorization).into(),
            messages: lines.collect(),
            code,
        },
        (ResponseFormat::Header, None) => Outcome::failure(lines.collect(), code),
        (ResponseFormat::Text, _) => Outcome {
            output: describe(&response, lines).into(),
            messages: Vec::new(),
            code,
        },
    }
}

/// The codes which say that no answer to a call was read.
pub(crate) const NO_RESPONSE: [&str; 7] = [
    "response-header-line-breaks",
    "response-login-page",
    "response-too-long",
    "response-unknown",
    "response-unreached",
    "response-untrusted",
    "response-web-page",
];

fn is_no_response(notice: &Notice) -> bool {
    NO_RESPONSE.contains(&notice.code)
}

/// Everything but the token.
fn describe(response: &response::Response, notices: impl Iterator<Item = String>) -> String {
    let status = [&response.status, &response.status_message];
    let status: Vec<&str> = status.into_iter().flatten().map(String::as_str).collect();
    let mut lines = Vec::new();
    if !status.is_empty() {
        lines.push(format!("Status: {}", status.join(": ")));
    }
    if let Some(token) = &response.token {
        lines.push("Token: yes (--format header prints it)".to_owned());
        if let Some(milliseconds) = token.expires_at {
            lines.push(format!(
                "Valid until: {}",
                crate::catalogue::moment(milliseconds.div_euclid(1000))
            ));
        }
    }
    lines.extend(notices);
    lines.into_iter().map(|line| line + "\n").collect()
}
