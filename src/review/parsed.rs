//! The pieces of a request: address, headers and body, whatever they were written in.

use super::finding::{Finding, Part};
use super::text::distance;

/// Names under which the value has been sent, spelling mistakes apart.
const OTHER_NAMES: &[&str] = &[
    "authentication",
    "auth",
    "proxy-authorization",
    "x-authorization",
    "cacertificate",
];

/// A finding about the way in which a request is written.
pub(super) type Remark = (Part, Finding);

/// The most headers that are kept.
pub(super) const MAX_HEADERS: usize = 256;

/// A header, as it is sent.
#[derive(Clone, Debug)]
pub(super) struct Header {
    /// Its name; empty when a value was pasted alone.
    pub(super) name: String,
    /// Its value.
    pub(super) value: String,
}

/// A body.
#[derive(Clone, Debug)]
pub(super) enum Body {
    /// The text that is sent.
    Text(String),
    /// Names and values out of a program or a list, which something else makes JSON of.
    Fields(Vec<(String, String)>),
    /// A file that is not in the paste.
    File(String),
}

impl Body {
    /// Returns whether nothing is sent.
    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Self::Text(text) if text.trim().is_empty())
    }
}

/// What was found of a request.
#[derive(Clone, Debug, Default)]
pub(super) struct ParsedRequest {
    /// Whether it is a whole call, so that what is missing is missing.
    pub(super) whole: bool,
    /// Whether it is a part of something larger, so that what is missing may be elsewhere.
    pub(super) part_of_more: bool,
    /// Whether the body is sent as a form.
    pub(super) is_form: bool,
    /// A variable whose value is not in the paste, as it is written.
    pub(super) variable: Option<String>,
    /// Excerpts of variable names that are sent literally because their quotes prevent expansion.
    pub(super) literal_names: Vec<String>,
    /// The method, in capitals.
    pub(super) method: Option<String>,
    /// The address.
    pub(super) url: Option<String>,
    /// The headers, in order.
    pub(super) headers: Vec<Header>,
    /// The body.
    pub(super) body: Option<Body>,
    /// The bytes of a body that the request's own headers announce, where what prints the headers may
    /// have left the body out.
    pub(super) announced: usize,
    /// The certificate's field of a form, without header and scheme.
    pub(super) certificate: Option<String>,
    /// What was remarkable on the way.
    pub(super) remarks: Vec<Remark>,
}

impl ParsedRequest {
    /// Returns whether no part of a login was found.
    pub(super) fn is_empty(&self) -> bool {
        self.url.is_none()
            && self.body.is_none()
            && self.certificate.is_none()
            && !self.headers.iter().any(is_known)
    }

    /// Adds a header.
    pub(super) fn header(&mut self, name: &str, value: &str) {
        if self.headers.len() < MAX_HEADERS {
            self.headers.push(Header {
                name: name.trim().to_owned(),
                value: value.trim().to_owned(),
            });
        }
    }

    /// Adds the content type that a tool sends where none is given.
    pub(super) fn default_content_type(&mut self, value: &str) {
        if self.value_of("Content-Type").is_none() {
            self.header("Content-Type", value);
        }
    }

    /// Sets the method that a tool takes where none is given.
    pub(super) fn default_method(&mut self, sends_body: bool) {
        let method = if sends_body { "POST" } else { "GET" };
        self.method.get_or_insert_with(|| method.to_owned());
    }

    /// The value of the header with this name, in whatever letters.
    pub(super) fn value_of(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|header| header.name.eq_ignore_ascii_case(name))
            .map(|header| header.value.as_str())
    }
}

/// Whether a header says that a request was pasted.
pub(super) fn is_known(header: &Header) -> bool {
    is_meant(header)
        || header.name.eq_ignore_ascii_case("content-type")
        || header.name.to_ascii_lowercase().starts_with("encoded")
}

/// Whether a header is the one that carries, or should carry, the certificate.
pub(super) fn is_meant(header: &Header) -> bool {
    let name = header.name.to_ascii_lowercase();
    has_scheme(&header.value)
        || OTHER_NAMES.contains(&name.as_str())
        || distance(&name, "authorization") <= 3
}

/// What every way of writing the scheme has in common.
pub(super) fn has_scheme(value: &str) -> bool {
    let value = value.trim_start_matches(['"', '\'', ' ']);
    value
        .get(..6)
        .is_some_and(|start| start.eq_ignore_ascii_case("CACert"))
}
