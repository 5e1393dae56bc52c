//! Finds the request in a paste, in whatever language it is written.

use super::parsed::ParsedRequest;
use super::{code, curl, normalize, plain};

/// Returns what was found of a request.
pub(super) fn find(text: &str) -> ParsedRequest {
    let mut remarks = Vec::new();
    let text = normalize::paste(text, &mut remarks);
    let mut request = read(&text);
    request.remarks.append(&mut remarks);
    request
}

fn read(text: &str) -> ParsedRequest {
    // In Windows PowerShell, `curl` is another name for Invoke-WebRequest.
    let alias = ["@{", "-Headers ", "-Body ", "-Uri "];
    if !alias.iter().any(|sign| text.contains(sign))
        && let Some(request) = curl::read(text)
    {
        return request;
    }
    if code::is_code(text) {
        let request = code::read(text);
        if !request.is_empty() {
            return request;
        }
    }
    plain::read(text)
}
