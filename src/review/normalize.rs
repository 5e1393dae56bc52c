//! What copying and writing programs do to a paste, undone, and named where it would be sent.

use super::MAX_BYTES;
use super::finding::{Finding, Part};
use super::header::looks_like_certificate;
use super::logged;
use super::parsed::Remark;
use crate::anaplan::CERTIFICATE_SCHEME;
use crate::input::decode::references;
use std::collections::BTreeMap;

/// The space at which no line is broken (Unicode, U+00A0).
const NO_BREAK_SPACE: char = '\u{A0}';

/// One kind of line end and of space; no byte order mark before it all; no fences of Markdown; no
/// entities of HTML.
pub(super) fn paste(text: &str, remarks: &mut Vec<Remark>) -> String {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    no_break_spaces(text, remarks);
    let mut text = text.replace("\r\n", "\n").replace(NO_BREAK_SPACE, " ");
    if let Some(sent) = logged::sent(&text) {
        text = sent;
    }
    text = logged::listed(&text);
    if text.contains("```") {
        let lines = text.lines().filter(|line| !line.trim().starts_with("```"));
        text = lines.collect::<Vec<_>>().join("\n");
    }
    if text.contains("&quot;") || text.contains("&#34;") {
        remarks.push((Part::Body, Finding::BodyEntities));
        text = references(&text).map_or(text, |plain| plain.to_string());
    }
    text
}

/// Names no-break spaces that would be sent: beside the scheme, and between the parts of JSON.
fn no_break_spaces(text: &str, remarks: &mut Vec<Remark>) {
    let (mut end, mut found) = (0, false);
    for (at, character) in text.char_indices() {
        found |= character == NO_BREAK_SPACE;
        if character.is_whitespace() {
            continue;
        }
        let before = text.get(..end).unwrap_or_default();
        let behind = text.get(at..).unwrap_or_default();
        // In words about the header no certificate follows.
        let value = behind
            .strip_prefix(CERTIFICATE_SCHEME)
            .unwrap_or(behind)
            .trim_start();
        let is_beside =
            before.ends_with(CERTIFICATE_SCHEME) || behind.starts_with(CERTIFICATE_SCHEME);
        if found && is_beside && looks_like_certificate(value) {
            remarks.push((Part::Header, Finding::HeaderNoBreakSpace));
        } else if found && is_between_parts(before.chars().next_back(), character) {
            remarks.push((Part::Body, Finding::BodyNoBreakSpace));
        }
        (end, found) = (at.saturating_add(character.len_utf8()), false);
    }
}

/// Whether the space between two characters is one between the parts of a JSON object (RFC 8259,
/// section 4).
fn is_between_parts(before: Option<char>, behind: char) -> bool {
    match before {
        Some('{' | ',') => behind == '"',
        Some('"') => matches!(behind, ':' | ',' | '}'),
        Some(':') => behind == '"',
        _ => false,
    }
}

/// Returns the command with straight quotes and hyphens, and no spaces after a line-continuation
/// character.
pub(super) fn command(text: &str, remarks: &mut Vec<Remark>) -> String {
    let marks = straight(text);
    if marks != text {
        remarks.push((Part::Paste, Finding::PasteSmartQuotes));
    }
    let hyphens = hyphens(&marks);
    if hyphens != marks {
        remarks.push((Part::Paste, Finding::PasteDashes));
    }
    let continued = continued(&hyphens);
    if continued != hyphens {
        remarks.push((Part::Paste, Finding::PasteContinuation));
    }
    continued
}

/// Straight marks where typographic ones open words. Inside a word that straight marks hold, they
/// are the body's, which says so itself.
fn straight(text: &str) -> String {
    let opens = |mark: char| {
        text.match_indices(mark)
            .any(|(at, _)| text.get(..at).unwrap_or_default().ends_with(' '))
    };
    let mut text = text.to_owned();
    if opens('‘') || opens('’') {
        text = text.replace(['‘', '’'], "'");
    } else if opens('“') || opens('”') {
        text = text.replace(['“', '”'], "\"");
    }
    text
}

/// Hyphens where dashes begin options: one before a letter, two before a word.
fn hyphens(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    for (at, character) in text.char_indices() {
        let is_dash = matches!(character, '–' | '—' | '−') && before.is_whitespace();
        if is_dash {
            let behind = text.get(at..).unwrap_or_default().chars().skip(1);
            let letters = behind.take_while(char::is_ascii_lowercase).count();
            out.push_str(if letters > 2 { "--" } else { "-" });
        } else {
            out.push(character);
        }
        before = character;
    }
    out
}

/// Lines that end with a sign of continuation and spaces, without the spaces.
fn continued(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut lines = text.split('\n').peekable();
    while let Some(line) = lines.next() {
        let bare = line.trim_end();
        let option = |next: &&str| next.trim_start().starts_with('-');
        let goes_on = bare.ends_with(['\\', '^', '`']) && lines.peek().is_some_and(option);
        out.push_str(if goes_on { bare } else { line });
        if lines.peek().is_some() {
            out.push('\n');
        }
    }
    out
}

/// A command with the values of the variables assigned in `before`, as a POSIX shell
/// puts them in: not inside single quotation marks. Of several values of a variable, the last is
/// taken; one in an indented line, which may never run, only where there is no other. A value
/// with which the command would be longer than a paste may be stays a name.
pub(super) fn with_variables(command: &str, before: &str) -> String {
    let variables = variables(before);
    if variables.is_empty() {
        return command.to_owned();
    }
    let mut out = String::with_capacity(command.len());
    let (mut rest, mut single, mut double) = (command, false, false);
    while let Some(first) = rest.chars().next() {
        let after = rest.get(first.len_utf8()..).unwrap_or_default();
        let found = (first == '$' && !single).then(|| variable(after, &variables));
        let has_room = |value: &str| out.len().saturating_add(value.len()) <= MAX_BYTES;
        if let Some((value, behind)) = found.flatten().filter(|(value, _)| has_room(value)) {
            let mark = if double { "" } else { "\"" };
            out.extend([mark, &escaped(value), mark]);
            rest = behind;
            continue;
        }
        match first {
            '\'' if !double => single = !single,
            '"' if !single => double = !double,
            _ => {}
        }
        out.push(first);
        rest = after;
    }
    out
}

/// The lines of a here document as a shell writes them: the values of the variables assigned in `before` as they
/// are, and the backslashes gone that keep a character from the shell. A value with which the text would be longer
/// than a paste may be stays a name.
pub(super) fn with_plain_variables(lines: &str, before: &str) -> String {
    let variables = variables(before);
    let mut out = String::with_capacity(lines.len());
    let mut rest = lines;
    while let Some(first) = rest.chars().next() {
        let after = rest.get(first.len_utf8()..).unwrap_or_default();
        let has_room = |value: &str| out.len().saturating_add(value.len()) <= MAX_BYTES;
        let found = (first == '$')
            .then(|| variable(after, &variables))
            .flatten();
        if let Some((value, behind)) = found.filter(|(value, _)| has_room(value)) {
            out.push_str(value);
            rest = behind;
        } else if first == '\\' && after.starts_with(['$', '`', '\\']) {
            out.extend(after.chars().next());
            rest = after.get(1..).unwrap_or_default();
        } else {
            out.push(first);
            rest = after;
        }
    }
    out
}

/// The variables that a script assigns.
fn variables(before: &str) -> BTreeMap<String, String> {
    let assigned = |is_indented: bool| {
        let lines = before.lines();
        let lines = lines.filter(move |line| line.starts_with([' ', '\t']) == is_indented);
        lines.filter_map(assignment)
    };
    assigned(true).chain(assigned(false)).collect()
}

/// `NAME='…'`, also behind `export`.
fn assignment(line: &str) -> Option<(String, String)> {
    let line = line.trim();
    let (name, _) = line
        .strip_prefix("export ")
        .unwrap_or(line)
        .split_once('=')?;
    let is_name = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let words = super::shell::posix(line);
    let word = words.iter().find(|word| word.starts_with(name))?;
    let (_, value) = word.split_once('=').filter(|_| is_name)?;
    Some((name.to_owned(), value.to_owned()))
}

/// The value of the variable whose name, in braces or not, begins here, and what follows the name.
fn variable<'a>(
    text: &'a str,
    variables: &'a BTreeMap<String, String>,
) -> Option<(&'a str, &'a str)> {
    let (start, end) = match text.strip_prefix('{') {
        Some(inner) => (inner, "}"),
        None => (text, ""),
    };
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let length = start.find(|c| !is_name(c)).unwrap_or(start.len());
    let (name, behind) = start.split_at_checked(length)?;
    let value = variables.get(name)?;
    Some((value, behind.strip_prefix(end)?))
}

/// Text as it is written inside double quotation marks.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '"' | '\\' | '$' | '`') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_have_their_last_value_and_an_end() {
        let before = "D='old'\nexport D='new'\nE=\"$x\"";
        for (command, expected) in [
            ("curl -d $D", "curl -d \"new\""),
            ("curl -d \"${D}$D\" '$D'", "curl -d \"newnew\" '$D'"),
            ("curl $E$F$", "curl \"\\$x\"$F$"),
        ] {
            assert_eq!(with_variables(command, before), expected);
        }
        let blocks = "D=own\nusage() {\n  D=\n}\nif true; then\n\tE=only\nfi";
        let expected = "curl \"own\" \"only\"";
        assert_eq!(with_variables("curl $D $E", blocks), expected);
        let long = with_variables(
            &"$D".repeat(100_000),
            &format!("D='{}'", "x".repeat(100_000)),
        );
        assert!(long.len() <= 2 * MAX_BYTES, "{}", long.len());
    }
}
