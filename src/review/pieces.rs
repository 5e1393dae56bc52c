//! The pieces of a request: address, headers and body, whatever they were written in.

use super::tidy::{self, Aside};
use super::{code, curl, header, plain};

/// The most headers that are kept.
const MAX_HEADERS: usize = 256;

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

/// What was found of a request.
#[derive(Clone, Debug, Default)]
pub(super) struct Pieces {
    /// Whether it is a whole call, so that what is missing is missing.
    pub(super) whole: bool,
    /// Whether the tool sends a form when no content type is given.
    pub(super) form_by_default: bool,
    /// The method, in capitals.
    pub(super) method: Option<String>,
    /// The address.
    pub(super) url: Option<String>,
    /// The headers, in order.
    pub(super) headers: Vec<Header>,
    /// The body.
    pub(super) body: Option<Body>,
    /// The certificate's field of a form, without header and scheme.
    pub(super) certificate: Option<String>,
    /// What was remarkable on the way.
    pub(super) asides: Vec<Aside>,
}

impl Pieces {
    /// Finds the pieces of a request in a paste.
    pub(super) fn find(text: &str) -> Self {
        let mut asides = Vec::new();
        let text = tidy::paste(text, &mut asides);
        let mut pieces = Self::read(&text);
        pieces.asides.append(&mut asides);
        pieces
    }

    fn read(text: &str) -> Self {
        // In Windows PowerShell, `curl` is another name for Invoke-WebRequest.
        let alias = ["@{", "-Headers ", "-Body ", "-Uri "];
        if !alias.iter().any(|sign| text.contains(sign))
            && let Some(pieces) = curl::read(text)
        {
            return pieces;
        }
        if code::is_code(text) {
            let pieces = code::read(text);
            if !pieces.is_empty() {
                return pieces;
            }
        }
        plain::read(text)
    }

    /// Whether nothing of a login was found.
    pub(super) fn is_empty(&self) -> bool {
        self.url.is_none()
            && self.body.is_none()
            && self.certificate.is_none()
            && !self.headers.iter().any(header::is_known)
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

    /// The value of the header with this name, in whatever letters.
    pub(super) fn value_of(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|header| header.name.eq_ignore_ascii_case(name))
            .map(|header| header.value.as_str())
    }
}

/// What every way of writing the scheme has in common.
pub(super) fn has_scheme(value: &str) -> bool {
    let value = value.trim_start_matches(['"', '\'', ' ']);
    value
        .get(..6)
        .is_some_and(|start| start.eq_ignore_ascii_case("CACert"))
}
