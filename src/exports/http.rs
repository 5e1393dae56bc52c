//! The bytes on the wire: HTTP/1.1 (RFC 9112). Lines end with CRLF.

use super::Service;
use crate::anaplan::AUTHENTICATE;
use crate::request::Request;

/// The login. What is saved of it can be sent as it is, by `openssl s_client` for example.
pub(super) fn login(request: &Request, service: &Service) -> String {
    let address = format!("{}{AUTHENTICATE}", service.auth);
    let rest = address.strip_prefix("https://").unwrap_or(&address);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let body = request.body();
    let lines = [
        format!("POST /{path} HTTP/1.1"),
        format!("Host: {host}"),
        format!("Authorization: {}", request.authorization()),
        "Content-Type: application/json".to_owned(),
        format!("Content-Length: {}", body.len()),
        // Without it the service keeps the connection open, and a person who sends this by hand has
        // to wait.
        "Connection: close".to_owned(),
    ];
    format!("{}\r\n\r\n{body}", lines.join("\r\n"))
}
