//! A command of HTTPie (its manual, "Request items"): `http POST address Name:value field=value`.

use super::parsed::{Body, ParsedRequest};
use super::shell::posix;

/// Reads a command, if the text is one.
pub(super) fn read(text: &str) -> Option<ParsedRequest> {
    let text = text.trim().trim_start_matches(['$', ' ']);
    if !text.starts_with("http ") && !text.starts_with("https ") {
        return None;
    }
    let mut request = ParsedRequest {
        whole: true,
        ..ParsedRequest::default()
    };
    let mut fields = Vec::new();
    for word in posix(text).into_iter().skip(1) {
        if matches!(word.as_str(), "-f" | "--form") {
            request.is_form = true;
        } else if word.starts_with('-') {
            // Other options say nothing of what is sent.
        } else if request.url.is_none() {
            if word.bytes().all(|byte| byte.is_ascii_uppercase()) {
                request.method = Some(word);
            } else {
                request.url = Some(word);
            }
        } else if let Some(at) = word.find([':', '=']) {
            let (name, rest) = word.split_at_checked(at)?;
            let value = rest.trim_start_matches(':');
            match value.strip_prefix('=') {
                Some(value) => fields.push((name.to_owned(), value.to_owned())),
                None => request.header(name, value),
            }
        }
    }
    if !fields.is_empty() {
        request.body = Some(Body::Fields(fields));
        if !request.is_form && request.value_of("Content-Type").is_none() {
            request.header("Content-Type", "application/json");
        }
    }
    let default = if request.body.is_some() {
        "POST"
    } else {
        "GET"
    };
    request.method.get_or_insert_with(|| default.to_owned());
    Some(request)
}
