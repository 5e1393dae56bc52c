//! The bytes on the wire: HTTP/1.1 (RFC 9112). Lines end with CRLF.

use super::Service;
use super::steps::steps;
use crate::anaplan::{AUTHENTICATE, TOKEN_PREFIX};
use crate::request::Request;

/// The login. What is saved of it can be sent as it is, by `openssl s_client` for example.
pub(super) fn login(request: &Request, service: &Service) -> String {
    let address = format!("{}{AUTHENTICATE}", service.auth);
    message("POST", &address, &request.authorization(), &request.body())
}

/// The calls that a token allows, one message each, divided by the line `###` that editors' HTTP
/// clients know. They go to two hosts, so they cannot be one stream.
pub(super) fn calls(token: &str, service: &Service) -> String {
    let authorization = format!("{TOKEN_PREFIX} {token}");
    let message =
        |step: &super::steps::Step| message(step.method, &step.address, &authorization, "");
    let messages: Vec<String> = steps(service).iter().map(message).collect();
    messages.join("###\r\n")
}

fn message(method: &str, address: &str, authorization: &str, body: &str) -> String {
    let rest = address.strip_prefix("https://").unwrap_or(address);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let mut lines = vec![
        format!("{method} /{path} HTTP/1.1"),
        format!("Host: {host}"),
        format!("Authorization: {authorization}"),
    ];
    if !body.is_empty() {
        lines.push("Content-Type: application/json".to_owned());
    }
    if method == "POST" {
        lines.push(format!("Content-Length: {}", body.len()));
    }
    // Without it the service keeps the connection open, and who sends this by hand waits.
    lines.push("Connection: close".to_owned());
    format!("{}\r\n\r\n{body}", lines.join("\r\n"))
}
