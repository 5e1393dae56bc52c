//! PowerShell with its own client. Each text is for Windows PowerShell 5.1 and for PowerShell 7.
//!
//! Invoke-RestMethod takes every status of 200 to 299 for success and throws for any other.
//! `-SkipHeaderValidation` is not needed, and does not exist in 5.1: a scheme, a space and one word
//! are what RFC 9110, section 11.4, expects of the header.

use super::Service;
use super::quote::powershell::quote;
use super::steps::steps;
use crate::anaplan::{AUTHENTICATE, TOKEN_SCHEME};
use crate::request::Request;

const REST: &str = include_str!("text/rest.ps1");

/// Logs in, and makes the calls after it.
pub(super) fn login(request: &Request, service: &Service) -> String {
    let login = format!(
        "    $authorization = {}\n    $body = {}\n    $answer = Send-Anaplan POST {} $authorization $body\n",
        quote(&request.authorization()),
        quote(&request.body()),
        quote(&format!("{}{AUTHENTICATE}", service.auth)),
    );
    format!("{REST}{}", block(&login, service))
}

/// Returns the login alone as one line. Windows PowerShell 5.1 may leave TLS 1.2 out. The whole
/// response is printed, because objects inside objects would be cut for display.
pub(super) fn login_line(request: &Request, service: &Service) -> String {
    format!(
        "[Net.ServicePointManager]::SecurityProtocol = 'Tls12'; Invoke-RestMethod -Method Post \
         -Uri {} -Headers @{{ Authorization = {} }} -ContentType 'application/json' -Body {} | \
         ConvertTo-Json",
        quote(&format!("{}{AUTHENTICATE}", service.auth)),
        quote(&request.authorization()),
        quote(&request.body()),
    )
}

/// The calls for a token that is there.
pub(super) fn calls(token: &str, service: &Service) -> String {
    format!("{REST}{}", token_block(token, service))
}

/// A block that is read as a whole before it runs, in the scope that it stands in, and that ends at the
/// first failure: pasted into a window, nothing after a failure is run, and the token stays.
fn block(login: &str, service: &Service) -> String {
    const TOKEN: &str = r#"    $AnaplanToken = $answer.tokenInfo.tokenValue
    if ($AnaplanToken -notmatch '\A[^\s"\\]+\z') { throw 'No token in the answer.' }
"#;
    let (run, later) = calls_lines(service);
    let header = format!("    \"{TOKEN_SCHEME} $AnaplanToken\"\n");
    format!("\n. {{\n{login}{TOKEN}{header}{run}}}\n{later}")
}

fn token_block(token: &str, service: &Service) -> String {
    let (run, later) = calls_lines(service);
    format!("\n$AnaplanToken = {}\n. {{\n{run}}}\n{later}", quote(token))
}

/// The calls that run, and those to be run by hand.
fn calls_lines(service: &Service) -> (String, String) {
    let mut run = String::new();
    let mut later = String::from("\n# Later: a new expiry, or log out.\n");
    for step in steps(service) {
        let call = format!("Invoke-Anaplan {} {}\n", step.method, quote(&step.address));
        let (text, start) = if step.runs {
            (&mut run, "    ")
        } else {
            (&mut later, "# ")
        };
        text.push_str(start);
        text.push_str(&call);
    }
    (run, later)
}
