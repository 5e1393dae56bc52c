//! Two mistakes in what a program hands over in its call, which no value shows. They are told only where the program
//! has one call and leaves no doubt.

use crate::anaplan::{DATA, FORMAT, SIGNED_DATA};

/// Whether the only call by requests, or what resembles it, is handed text of JSON as `json=`, which makes JSON of it
/// once more.
pub(super) fn makes_json_twice(text: &str) -> bool {
    let code = without_comments(text).replace("json = ", "json=");
    let calls = code.matches(".post(").count();
    let calls = calls.saturating_add(code.matches(".request(").count());
    let Some((before, value)) = once(&code, "json=").filter(|_| calls == 1) else {
        return false;
    };
    if is_text_of_json(value) {
        return true;
    }
    let end = value.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let name = value.get(..end.unwrap_or(value.len())).unwrap_or_default();
    // Nothing else mentions the variable, so that nothing else changes it.
    if name.is_empty() || code.matches(name).count() != 2 {
        return false;
    }
    before.lines().any(|line| {
        let value = line.trim_start().strip_prefix(name).unwrap_or_default();
        let value = value.trim_start().strip_prefix('=').unwrap_or_default();
        // An argument of another call closes that call's bracket.
        let is_statement = line.matches(')').count() <= line.matches('(').count();
        is_statement && is_text_of_json(value.trim_start())
    })
}

/// Whether the only call of `fetch` is handed an object with fields of the login as its body, which it sends as
/// `[object Object]`.
pub(super) fn fetches_object(text: &str) -> bool {
    let code = without_comments(text).replace("\"body\":", "body:");
    let Some((before, call)) = once(&code, "fetch(") else {
        return false;
    };
    // Another function of this name may do anything.
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$' | '.');
    let is_own = before.ends_with(is_word) || before.trim_end().ends_with("function");
    let packages = ["node-fetch", "cross-fetch", "undici"];
    let is_known = packages.iter().any(|package| code.contains(package));
    let is_other = ["fetch =", "as fetch", "import fetch"]
        .iter()
        .any(|sign| code.contains(sign));
    if is_own || (is_other && !is_known) || !call.contains("body:") {
        return false;
    }
    let Some((_, body)) = once(&code, "body:") else {
        return false;
    };
    let object = body.trim_start().strip_prefix('{').unwrap_or_default();
    let fields = object.split('}').next().unwrap_or_default();
    [DATA, FORMAT, SIGNED_DATA]
        .iter()
        .any(|field| fields.contains(field))
}

/// The program without the lines that are comments.
fn without_comments(text: &str) -> String {
    let is_code = |line: &&str| {
        !line.trim_start().starts_with(['#', '*']) && !line.trim_start().starts_with("//")
    };
    let lines: Vec<&str> = text.lines().filter(is_code).collect();
    lines.join("\n")
}

/// The text on both sides of a sign that is there once.
fn once<'a>(text: &'a str, sign: &str) -> Option<(&'a str, &'a str)> {
    let (before, behind) = text.split_once(sign)?;
    (!behind.contains(sign)).then_some((before, behind))
}

/// Whether an expression in Python is text of JSON: what `json.dumps` returns, or an object in quotation marks. No
/// condition and no second value may follow in its line.
fn is_text_of_json(expression: &str) -> bool {
    let line = expression.lines().next().unwrap_or_default().trim_end();
    let has_condition = [" if ", " or ", " and "]
        .iter()
        .any(|word| line.contains(word));
    let is_text = line.starts_with("json.dumps(") && line.ends_with([')', '{', '(']);
    let is_quoted = ["'{", "\"{"].iter().any(|mark| line.starts_with(mark));
    !has_condition && (is_text || (is_quoted && line.ends_with(['\'', '"'])))
}
