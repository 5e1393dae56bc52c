//! A curl configuration (`--config`): lines of `option = "value"`, alone or inside of a script that
//! hands them to curl.

use super::parsed::{Body, ParsedRequest, has_scheme};

/// The options that are read.
const OPTIONS: &[&str] = &[
    "url",
    "header",
    "data",
    "data-raw",
    "data-binary",
    "json",
    "request",
];

/// Reads the lines of a configuration, if there are headers among them.
pub(super) fn read(text: &str) -> Option<ParsedRequest> {
    const MAX_LINES: usize = 256;
    let mut request = ParsedRequest {
        whole: true,
        ..ParsedRequest::default()
    };
    let mut token = None;
    for (option, value) in options(text).into_iter().take(MAX_LINES) {
        match option {
            "url" => {
                request.url.get_or_insert(value);
            }
            "request" => request.method = Some(value),
            "header" => {
                let (name, value) = value.split_once(':').unwrap_or(("", &value));
                if value.trim_start().starts_with(crate::anaplan::TOKEN_SCHEME) {
                    token = Some(value.to_owned());
                } else {
                    request.header(name, value);
                }
            }
            _ => {
                if option == "json" {
                    request.default_content_type("application/json");
                }
                request.body.get_or_insert(Body::Text(value));
            }
        }
    }
    // Programs assign such variables too, but none of that name with such a value.
    if request.headers.iter().all(|header| header.name.is_empty()) {
        return None;
    }
    // The login itself with the prefix of the calls after it.
    if let Some(token) = token
        && !request
            .headers
            .iter()
            .any(|header| has_scheme(&header.value))
    {
        request.header("Authorization", &token);
    }
    request.default_method(request.body.is_some());
    Some(request)
}

/// Every `option = "value"` whose option is one of [`OPTIONS`].
fn options(text: &str) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("= \"") {
        let (before, here) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let value = here.get(3..).unwrap_or_default();
        let name = before.trim_end();
        let name = name
            .rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '-')
            .next()
            .unwrap_or_default();
        rest = value;
        let Some(option) = OPTIONS.iter().find(|option| **option == name) else {
            continue;
        };
        let (value, behind) = unquote(value);
        found.push((*option, value));
        rest = behind;
    }
    found
}

/// A value up to its closing quote, its escapes resolved (curl's manual page, `--config`), and what
/// follows it.
fn unquote(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => break,
            '\\' => match characters.next() {
                Some('t') => value.push('\t'),
                Some('n') => value.push('\n'),
                Some('r') => value.push('\r'),
                Some('v') => value.push('\u{B}'),
                Some(other) => value.push(other),
                None => {}
            },
            other => value.push(other),
        }
    }
    (value, characters.as_str())
}
