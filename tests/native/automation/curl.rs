//! Calls of the stand-in with curl.

use crate::support::service::Service;
use serde_json::Value;
use std::process::Command;

/// An answer: the status, and the body when it is JSON.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Value,
}

impl Answer {
    /// The token in it.
    pub(crate) fn token(&self) -> &str {
        self.body["tokenInfo"]["tokenValue"].as_str().unwrap()
    }
}

/// Logs in with this header and this body.
pub(crate) fn log_in(service: &Service, authorization: &str, body: &str) -> Answer {
    let header = format!("Authorization: {authorization}");
    let words = ["-H", "Content-Type: application/json", "-H", &header];
    call(
        service,
        "token/authenticate",
        &[&words[..], &["-d", body]].concat(),
    )
}

/// Calls with a token under this scheme.
pub(crate) fn with_token(service: &Service, call_of: (&str, &str), scheme: &str) -> Answer {
    let header = format!("Authorization: {scheme}");
    call(service, call_of.1, &["-X", call_of.0, "-H", &header])
}

/// Calls a path with these words for curl.
pub(crate) fn call(service: &Service, path: &str, words: &[&str]) -> Answer {
    let output = Command::new("curl")
        .args(["--silent", "--show-error", "--noproxy", "*"])
        .args(["--max-time", "60", "--write-out", "\n%{http_code}"])
        .arg("--cacert")
        .arg(&service.ca)
        .args(words)
        .arg(format!("{}/{path}", service.base))
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "curl {path}: {told}");
    let text = String::from_utf8(output.stdout).unwrap();
    let (body, status) = text.rsplit_once('\n').unwrap();
    Answer {
        status: status.parse().unwrap(),
        body: serde_json::from_str(body).unwrap_or_default(),
    }
}
