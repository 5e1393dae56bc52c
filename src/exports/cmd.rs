//! curl in a batch file of Windows' cmd.exe. A file, because at the prompt percent signs are read by
//! other rules and a long answer could not be taken apart.
//!
//! cmd reads lines of up to 8191 characters; the longest here is the certificate's, which is half
//! as long for certificates of the usual size.

use super::Service;
use super::curl::{login_lines, token_line};
use super::quote::cmd;
use super::steps::steps;
use crate::request::Request;

const LOGIN: &str = include_str!("text/login.cmd");
const CALLS: &str = include_str!("text/calls.cmd");

/// Logs in, and makes the calls after it.
pub(super) fn login(request: &Request, service: &Service) -> String {
    let mut lines = login_lines(request, service);
    lines.push(r#"write-out = "%{http_code}""#.to_owned());
    let text = LOGIN.replace("@lines@", &echoes(&lines, ">"));
    finish(&text, service)
}

/// The calls for a token that is there.
pub(super) fn calls(token: &str, service: &Service) -> String {
    let text = CALLS.replace("@lines@", &echoes(&[token_line(token)], ">"));
    finish(&text, service)
}

/// Writes lines into the configuration file, the first by the redirection `first`.
fn echoes(lines: &[String], first: &str) -> String {
    let line = |(index, line): (usize, &String)| {
        let redirection = if index == 0 { first } else { ">>" };
        format!("{redirection}\"%config%\" echo {}", cmd::line(line))
    };
    let lines: Vec<String> = lines.iter().enumerate().map(line).collect();
    lines.join("\n")
}

/// Adds the calls, which print their status, and ends the lines as Windows does.
fn finish(text: &str, service: &Service) -> String {
    let status = r#"write-out = "\nHTTP status %{http_code}\n""#.to_owned();
    let mut out = format!("{text}{}\n\n", echoes(&[status], ">>"));
    let mut later = String::from("\nrem Later: a new expiry, or log out.\n");
    for step in steps(service) {
        let address = cmd::argument(&step.address);
        let body = step.data("\"\"");
        let call = format!("curl --silent --show-error --config \"%config%\"{body} {address}\n");
        if step.runs {
            out.push_str(&call);
        } else {
            later.push_str("rem ");
            later.push_str(&call);
        }
    }
    out.push_str(&later);
    out.push_str("\ndel \"%config%\"\n");
    out.replace('\n', "\r\n")
}
