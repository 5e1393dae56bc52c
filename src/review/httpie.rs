//! A command of HTTPie (its manual, "Request items") or of xh, which takes the same words:
//! `http POST address Name:value field=value`.

use super::inputs;
use super::parsed::{Body, ParsedRequest};
use super::shell::posix;
use crate::json;

/// Options that stand alone.
const ALONE: &[&str] = &[
    "--body",
    "--check-status",
    "--follow",
    "--headers",
    "--ignore-stdin",
    "--json",
    "--offline",
    "--verbose",
    "-F",
    "-I",
    "-b",
    "-h",
    "-j",
    "-v",
];

/// Options whose value is the next word, or follows `=`.
const WITH_VALUE: &[&str] = &[
    "--auth",
    "--auth-type",
    "--cert",
    "--cert-key",
    "--output",
    "--pretty",
    "--print",
    "--proxy",
    "--session",
    "--style",
    "--timeout",
    "--verify",
    "-A",
    "-a",
    "-o",
    "-p",
    "-s",
];

/// Reads a command, if the text is one of this login, with nothing in it that is not known here.
pub(super) fn read(text: &str) -> Option<ParsedRequest> {
    let script = inputs::with_substitutions(text);
    let (before, command) = find(&script)?;
    let (program, _) = command.split_once(' ')?;
    let scheme = if matches!(program, "https" | "xhs") {
        "https"
    } else {
        "http"
    };
    let all = posix(command);
    let mut words = all.iter().skip(1).cloned();
    let mut request = ParsedRequest {
        whole: true,
        ..ParsedRequest::default()
    };
    let mut fields = Vec::new();
    while let Some(word) = words.next() {
        let (option, value) = word.split_once('=').unwrap_or((&word, ""));
        if matches!(word.as_str(), "-f" | "--form") {
            request.is_form = true;
        } else if option == "--raw" {
            let raw = if word.contains('=') {
                Some(value.to_owned())
            } else {
                words.next()
            };
            request.body = Some(Body::Text(raw?));
        } else if word == "<<<" {
            request.body = Some(Body::Text(words.next()?));
        } else if word == "<" {
            request.body = Some(Body::File(words.next()?));
        } else if inputs::is_operator(&word) {
            if word.trim_start_matches(['<', '-']).is_empty() {
                words.next();
            }
        } else if let Some(file) = word.strip_prefix('@') {
            request.body = Some(Body::File(file.to_owned()));
        } else if WITH_VALUE.contains(&option) {
            if !word.contains('=') {
                words.next();
            }
        } else if word.starts_with('-') {
            ALONE.contains(&word.as_str()).then_some(())?;
        } else if request.url.is_none() && !word.bytes().all(|byte| byte.is_ascii_uppercase()) {
            let whole = word.contains("://") || word.starts_with(['$', '{']);
            request.url = Some(if whole {
                word
            } else {
                format!("{scheme}://{word}")
            });
        } else if request.url.is_none() {
            request.method = Some(word);
        } else {
            item(&word, &mut request, &mut fields)?;
        }
    }
    let is_login = request.value_of("Authorization").is_some()
        || fields.iter().any(|(name, _)| name.starts_with("encoded"));
    let looks_like_address = |url: &String| url.contains('.') || url.contains(['$', '{']);
    if !is_login || !request.url.as_ref().is_some_and(looks_like_address) {
        return None;
    }
    if !fields.is_empty() {
        request.body = Some(Body::Fields(fields));
    } else if let Some(Body::File(name)) = &request.body {
        request.body =
            inputs::file(before, name).map_or(request.body, |text| Some(Body::Text(text)));
    } else if request.body.is_none() {
        request.body = inputs::standard_input(before, command, &all).map(Body::Text);
    }
    if request.body.is_some() && !request.is_form {
        request.default_content_type("application/json");
    }
    request.default_method(request.body.is_some());
    Some(request)
}

/// Splits a script before the command: at its start, or behind a pipe.
fn find(script: &str) -> Option<(&str, &str)> {
    let begins = |text: &str| {
        let mut programs = ["http ", "https ", "xh ", "xhs "].iter();
        programs.any(|name| text.starts_with(name))
    };
    let start = script.trim().trim_start_matches(['$', ' ']);
    if begins(start) {
        return Some(("", start));
    }
    let mut pipes = script.match_indices("| ");
    let split = |(at, pipe): (usize, &str)| script.split_at_checked(at.saturating_add(pipe.len()));
    pipes.find_map(|pipe| split(pipe).filter(|(_, command)| begins(command)))
}

/// Reads `Name:value`, `field=value` or `field:=JSON`.
fn item(word: &str, request: &mut ParsedRequest, fields: &mut Vec<(String, String)>) -> Option<()> {
    let at = word.find([':', '='])?;
    let (name, rest) = word.split_at_checked(at)?;
    if let Some(value) = rest.strip_prefix(":=") {
        let value = json::salvage(value).value.text()?.to_owned();
        fields.push((name.to_owned(), value));
    } else if let Some(value) = rest.strip_prefix('=') {
        fields.push((name.to_owned(), value.to_owned()));
    } else {
        request.header(name, rest.strip_prefix(':')?);
    }
    Some(())
}
