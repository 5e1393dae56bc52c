//! Which kind of paste it is, and the request in it.

use super::kind::Kind;
use super::parsed::{Body, ParsedRequest};
use super::records::Record;
use super::{code, config, curl, httpie, logged, normalize, plain, program, records};

/// A paste that was read.
pub(super) struct Reading {
    /// Which kind it is, as far as its form tells.
    pub(super) kind: Kind,
    /// The request.
    pub(super) request: ParsedRequest,
    /// The program that makes it, where there is one.
    pub(super) program: Option<String>,
}

/// Reads a paste.
pub(super) fn read(text: &str) -> Reading {
    let mut remarks = Vec::new();
    let text = normalize::paste(text, &mut remarks);
    let mut reading = read_normalized(&text);
    reading.request.remarks.append(&mut remarks);
    reading
}

fn read_normalized(text: &str) -> Reading {
    if let Some(record) = records::read(text) {
        return read_record(record);
    }
    if let Some(request) = config::read(text) {
        return Reading {
            kind: Kind::CurlConfig,
            request,
            program: None,
        };
    }
    let (kind, request) = read_call(text);
    if program::computes(text) && !is_signed(&request) {
        return Reading {
            kind: Kind::Program,
            request,
            program: Some(text.to_owned()),
        };
    }
    Reading {
        kind,
        request,
        program: None,
    }
}

fn read_record(record: Record) -> Reading {
    let request = record.login.unwrap_or_default();
    let computes = program::computes(&record.script) && !is_signed(&request);
    Reading {
        kind: record.kind,
        request,
        program: computes.then_some(record.script),
    }
}

/// A request in one of the forms in which its values are written out.
fn read_call(text: &str) -> (Kind, ParsedRequest) {
    // In Windows PowerShell, `curl` is another name for Invoke-WebRequest.
    let alias = ["@{", "-Headers ", "-Body ", "-Uri "];
    if !alias.iter().any(|sign| text.contains(sign))
        && let Some(request) = curl::read(text)
    {
        return (Kind::Curl, request);
    }
    if let Some(request) = httpie::read(text) {
        return (Kind::Request, request);
    }
    let straight = logged::with_backslashes(text).filter(|_| !code::is_powershell(text));
    let text = straight.as_deref().unwrap_or(text);
    if code::is_code(text) {
        let request = code::read(text);
        if !request.is_empty() {
            let powershell = code::is_powershell(text);
            let kind = if powershell {
                Kind::Powershell
            } else {
                Kind::Code
            };
            return (kind, request);
        }
    }
    let request = plain::read(text);
    let kind = match (&request.body, request.headers.is_empty()) {
        _ if request.part_of_more => Kind::Fields,
        (None, false) => Kind::Header,
        (Some(_), true) => Kind::Body,
        _ => Kind::Request,
    };
    (kind, request)
}

/// Whether a signature is written out in the request.
fn is_signed(request: &ParsedRequest) -> bool {
    const SHORTEST: usize = 40;
    let long = |value: &str| {
        let value = value.trim();
        value.len() >= SHORTEST && !value.contains("{{") && !value.starts_with(['$', '<'])
    };
    match &request.body {
        Some(Body::Fields(fields)) => fields
            .iter()
            .any(|(name, value)| name.to_ascii_lowercase().contains("signed") && long(value)),
        Some(Body::Text(text)) => text
            .split(['"', '\'', '&', '=', '“', '”', '\\'])
            .any(|value| value.len() >= SHORTEST && !value.contains(['{', '$', '(', ' '])),
        _ => false,
    }
}
