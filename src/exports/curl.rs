//! What the exports for curl have in common, and that for POSIX shells.
//!
//! A program's arguments can be seen by every user of a computer (`ps`) for as long as it runs. So in
//! the scripts the request and the token reach curl as a configuration (`--config`): by a pipe from the shell's own
//! `printf`, or in cmd, which starts a program with a command line for every side of a pipe, by a
//! file in the user's folder for temporary files.

use super::Service;
use super::quote::{curl, posix};
use super::steps::steps;
use crate::anaplan::{AUTHENTICATE, TOKEN_SCHEME};
use crate::request::Request;

/// Shell functions, so that the text may be pasted into a terminal as well as run as a file:
/// nothing here ends the shell that it is pasted into.
const FUNCTIONS: &str = include_str!("text/curl.sh");
const LOGIN: &str = include_str!("text/login.sh");

/// The lines of curl's configuration for the login.
pub(super) fn login_lines(request: &Request, service: &Service) -> Vec<String> {
    let option = |name: &str, value: &str| format!("{name} = {}", curl::quote(value));
    vec![
        option("url", &format!("{}{AUTHENTICATE}", service.auth)),
        option(
            "header",
            &format!("Authorization: {}", request.authorization()),
        ),
        option("header", "Content-Type: application/json"),
        option("data", &request.body()),
    ]
}

/// Returns the login alone as one command, to be typed by a person or imported into a tool.
///
/// The values are arguments here: nothing else is one line that every shell and Postman's import
/// reads. They hold no key, and the body serves for minutes.
pub(super) fn login_line(request: &Request, service: &Service) -> String {
    let authorization = format!("Authorization: {}", request.authorization());
    format!(
        "curl -X POST {} -H {} -H 'Content-Type: application/json' -d {}",
        posix::quote(&format!("{}{AUTHENTICATE}", service.auth)),
        posix::quote(&authorization),
        posix::quote(&request.body()),
    )
}

/// The line for the token.
pub(super) fn token_line(token: &str) -> String {
    let header = format!("Authorization: {TOKEN_SCHEME} {token}");
    format!("header = {}", curl::quote(&header))
}

/// Logs in, and makes the calls after it. POSIX shell.
pub(super) fn login(request: &Request, service: &Service) -> String {
    let lines = posix::quote(&login_lines(request, service).join("\n"));
    let login = LOGIN.replace("@lines@", &lines);
    let (run, later) = calls_lines(service);
    format!("{FUNCTIONS}{login}anaplan_login &&\n  {run}{later}")
}

/// The calls for a token that is there. POSIX shell.
pub(super) fn calls(token: &str, service: &Service) -> String {
    // In a configuration, as the function writes it: a quote or a backslash would end the value.
    let token = posix::quote(&token.replace(['"', '\\'], ""));
    let (run, later) = calls_lines(service);
    format!("{FUNCTIONS}\nanaplan_token={token}\n{run}{later}")
}

/// The calls that run, and those to be run by hand.
fn calls_lines(service: &Service) -> (String, String) {
    let (run, later): (Vec<_>, Vec<_>) = steps(service).into_iter().partition(|step| step.runs);
    let line = |step: &super::steps::Step| {
        let address = posix::quote(&step.address);
        format!("anaplan_call {address}{}", step.data("''"))
    };
    let run: Vec<String> = run.iter().map(line).collect();
    let later: String = later
        .iter()
        .map(|step| format!("# {}\n", line(step)))
        .collect();
    (
        format!("{}\n", run.join(" &&\n  ")),
        format!("\n# Later: a new expiry, or log out.\n{later}"),
    )
}
