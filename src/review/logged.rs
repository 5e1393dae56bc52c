//! Requests as programs log and list them: undone before anything else is read.

use super::source::unescape;

/// Returns what was sent, out of the log of a library: Apache HttpClient's wire log or the debug
/// output of Python's `http.client`. `None`, if the text is no such log.
pub(super) fn sent(text: &str) -> Option<String> {
    let wire: Vec<&str> = text.lines().filter_map(wire_line).collect();
    // A shell writes to files with the same sign: only the log writes the line ends out.
    let is_logged = |line: &str| wire_line(line).is_some() && line.trim_end().ends_with("[\\n]\"");
    if text.lines().any(is_logged) {
        return Some(wire.join("\n"));
    }
    let sent: String = text.lines().filter_map(python_line).collect();
    (!sent.is_empty()).then_some(sent)
}

/// `… >> "Content-Type: application/json[\r][\n]"`
fn wire_line(line: &str) -> Option<&str> {
    let (_, sent) = line.split_once(">> \"")?;
    let sent = sent.trim_end().strip_suffix('"')?;
    let sent = sent.strip_suffix("[\\n]").unwrap_or(sent);
    Some(sent.strip_suffix("[\\r]").unwrap_or(sent))
}

/// `send: b'POST /token/authenticate HTTP/1.1\r\n…'`
fn python_line(line: &str) -> Option<String> {
    let literal = line.trim().strip_prefix("send: b")?;
    let mark = literal.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    let inside = literal.strip_prefix(mark)?.strip_suffix(mark)?;
    let mut out = String::with_capacity(inside.len());
    let mut characters = inside.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => unescape(&mut characters, &mut out),
            other => out.push(other),
        }
    }
    Some(out.replace("\r\n", "\n"))
}

/// Returns lists of names and values as lines of `name: value`: the rows of a table in Markdown, and
/// the quoted values of a request in YAML, where the quotation marks are the list's.
pub(super) fn listed(text: &str) -> String {
    let has = |fits: fn(&str) -> bool| text.lines().any(|line| fits(line.trim()));
    let is_yaml = has(|line| line == "headers:") && has(|line| line.starts_with("body:"));
    let lines = text.lines().map(|line| {
        let row = table_row(line);
        let value = row.is_none() && is_yaml;
        row.or_else(|| value.then(|| yaml_value(line)).flatten())
            .unwrap_or_else(|| line.to_owned())
    });
    let mut out = lines.collect::<Vec<_>>().join("\n");
    if text.ends_with('\n') {
        out.push('\n');
    }
    out
}

/// `| Authorization | CACertificate … |`
fn table_row(line: &str) -> Option<String> {
    let cells = line.trim().strip_prefix('|')?.strip_suffix('|')?;
    let mut cells = cells
        .split('|')
        .map(|cell| cell.trim().trim_matches(['`', '*']));
    let (name, value) = (cells.next()?, cells.next()?);
    Some(format!("{name}: {value}"))
}

/// `  Authorization: "CACertificate …"`
fn yaml_value(line: &str) -> Option<String> {
    let (name, value) = line.split_once(": ")?;
    // A name in quotation marks is one of JSON, whose values have theirs to be sent.
    if name.trim_start().starts_with(['"', '\'']) {
        return None;
    }
    let value = value.trim();
    let inside = ['"', '\'']
        .iter()
        .find_map(|mark| value.strip_prefix(*mark)?.strip_suffix(*mark))?;
    Some(format!("{name}: {inside}"))
}

/// Returns a program in which strings double the quotation marks inside of them (Visual Basic, Power
/// Query, C#'s `@"…"`) with backslashes before these, its joined strings as one; `None`, if no field
/// of the body is written so.
pub(super) fn with_backslashes(text: &str) -> Option<String> {
    if !text.contains("\"\"encoded") {
        return None;
    }
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with('\''));
    let text = lines.collect::<Vec<_>>().join("\n");
    let mut out = String::with_capacity(text.len());
    let (mut rest, mut inside) = (text.as_str(), false);
    while let Some(first) = rest.chars().next() {
        let after = rest.get(first.len_utf8()..).unwrap_or_default();
        rest = match first {
            '"' if inside && after.starts_with('"') => {
                out.push_str("\\\"");
                after.get(1..).unwrap_or_default()
            }
            '"' if inside && let Some(more) = joined(after) => more,
            // A variable in the middle: what it holds is not here.
            '"' if inside && is_joined_to_variable(after) => return None,
            '"' => {
                out.push('"');
                inside = !inside;
                after
            }
            // Power Query's `#"name"`.
            '#' if !inside && after.starts_with('"') => after,
            other => {
                out.push(other);
                after
            }
        };
    }
    Some(out)
}

/// Whether `& name` follows.
fn is_joined_to_variable(text: &str) -> bool {
    let behind = text.trim_start_matches(' ').strip_prefix('&');
    behind.is_some_and(|behind| behind.trim_start().starts_with(char::is_alphabetic))
}

/// What follows `& "`, or `& _`, a line break and `"`.
fn joined(text: &str) -> Option<&str> {
    let behind = text.trim_start_matches(' ').strip_prefix('&')?.trim_start();
    let behind = behind.strip_prefix('_').unwrap_or(behind).trim_start();
    behind.strip_prefix('"')
}
