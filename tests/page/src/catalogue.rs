//! The page's sentences, from the English catalogue.

use crate::outcome::{Failure, Outcome};
use serde_json::Value;

const TEXT: &str = include_str!("../../../www/catalogue/en.json");

/// Returns a text of the page.
pub(crate) fn page(key: &str) -> Outcome<String> {
    text(&["page", key])
}

/// Returns what a notice of this code must contain: its two sentences, split at parameters and
/// without the markup of commands.
pub(crate) fn sentences(code: &str) -> Outcome<Vec<String>> {
    let cause = text(&["notices", code, "cause"])?;
    let remedy = text(&["notices", code, "remedy"])?;
    Ok([cause, remedy].iter().flat_map(|own| pieces(own)).collect())
}

/// Splits a text at its parameters.
pub(crate) fn pieces(text: &str) -> Vec<String> {
    let plain = text.replace('`', "");
    let parts = plain
        .split('{')
        .enumerate()
        .map(|(number, part)| match number {
            0 => part,
            _ => part.split_once('}').map_or(part, |(_, rest)| rest),
        });
    let parts = parts.map(|part| part.trim().to_owned());
    parts.filter(|part| !part.is_empty()).collect()
}

fn text(path: &[&str]) -> Outcome<String> {
    let catalogue: Value = serde_json::from_str(TEXT)?;
    let found = path
        .iter()
        .try_fold(&catalogue, |value, key| value.get(key))
        .and_then(Value::as_str);
    found
        .map(Into::into)
        .ok_or_else(|| Failure::new(format!("the catalogue has no {}", path.join("."))))
}
