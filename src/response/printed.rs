//! A response that a program printed as an object of its own language: `name : value` lines of
//! PowerShell, `@{name=value; …}`, `{name=value, …}` of Java, `map[name:value …]` of Go.

use super::ResponseNotice;
use super::token;
use crate::json::Value;
use zeroize::Zeroizing;

/// The fields that are looked for.
const FIELDS: [&str; 5] = [
    "tokenValue",
    "expiresAt",
    "refreshToken",
    "status",
    "statusMessage",
];

/// Returns the fields of a printed response as a JSON object; `None` when there is no `tokenValue`.
pub(super) fn read(text: &str) -> Option<Value> {
    let members = FIELDS.iter().filter_map(|name| {
        let text = Value::Text(Zeroizing::new(field(text, name)?.to_owned()));
        Some(((*name).to_owned(), text))
    });
    let fields = Value::Object(members.collect());
    fields.get("tokenValue").is_some().then_some(fields)
}

/// Returns the token of printed fields, or why there is none.
pub(super) fn token(fields: &Value) -> Result<Zeroizing<String>, ResponseNotice> {
    let value = fields.get("tokenValue").and_then(Value::text);
    let token = value.and_then(token::usable);
    // Windows PowerShell cuts what does not fit the window.
    let token = token.filter(|token| token.len() >= token::SHORTEST);
    token.ok_or(ResponseNotice::TokenDamaged)
}

/// Returns the value behind `name` and a separator.
fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.match_indices(name).find_map(|(at, _)| {
        let before = text.get(..at)?.chars().next_back();
        let rest = text.get(at.checked_add(name.len())?..)?;
        if before.is_some_and(char::is_alphanumeric) {
            return None;
        }
        let rest = rest.trim_start_matches(['"', '\'']).trim_start_matches(' ');
        let rest = rest.strip_prefix(['=', ':'])?;
        let rest = rest.strip_prefix('>').unwrap_or(rest);
        let rest = rest.trim_start_matches([' ', '"', '\'']);
        let is_sentence = name == "statusMessage";
        let end = rest.find(|c: char| match c {
            ';' | ',' | '"' | '\'' | '}' | ']' | '\r' | '\n' => true,
            ' ' => !is_sentence,
            _ => false,
        });
        let value = rest.get(..end.unwrap_or(rest.len()))?.trim_end();
        (!value.is_empty()).then_some(value)
    })
}
