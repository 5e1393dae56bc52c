//! The lines between BEGIN and END, without what mail, chat, logs and source code put around them.

use crate::encoding::is_base64_byte;
use zeroize::Zeroizing;

/// The lines of a block's body and what its headers said.
pub(super) struct Lines {
    /// The value of `DEK-Info`.
    pub(super) dek_info: Option<String>,
    /// What is left of each line.
    pub(super) content: Vec<Line>,
}

/// One line with base64 in it.
pub(super) struct Line {
    /// Its number inside the block, the BEGIN line being 1.
    pub(super) number: u32,
    /// What is left of it.
    pub(super) text: Zeroizing<String>,
    /// Where it ends in the body, in bytes.
    pub(super) end: usize,
}

/// The shortest piece of base64 behind BEGIN in its own line.
const MIN_FIRST: usize = 16;

/// Reads the body of a block. `prefix` is what the BEGIN line has in front: what every line of the
/// body begins with in the same way is no part of it.
pub(super) fn lines(body: &str, prefix: &str) -> Lines {
    let mut lines = Lines {
        dek_info: None,
        content: Vec::new(),
    };
    let repeated = repeats(body, prefix);
    let mut end = 0_usize;
    for (number, line) in (1_u32..).zip(body.split('\n')) {
        end = end.saturating_add(line.len()).saturating_add(1);
        let line = if repeated {
            without_prefix(line, prefix).unwrap_or(line)
        } else {
            line
        };
        // Tags first: they hold signs that quoting knows too.
        let line = unquoted(&without_tags(line, usize::MAX));
        let line = header(&line, &mut lines.dek_info);
        let text = without_words(line);
        // What follows BEGIN in its own line is not of the body, unless everything is on one line.
        let is_of_begin = number == 1 && text.len() < MIN_FIRST && body.contains('\n');
        if !text.is_empty() && !is_of_begin {
            lines.content.push(Line { number, text, end });
        }
    }
    join_soft_breaks(&mut lines.content);
    lines
}

/// Whether every line of `body` behind the first begins like `prefix`.
fn repeats(body: &str, prefix: &str) -> bool {
    let mut behind = body.split('\n').skip(1).peekable();
    // Quotes belong to the syntax of strings, which is taken off below.
    !prefix.trim().is_empty()
        && !prefix.contains(QUOTES)
        && behind.peek().is_some()
        && behind.all(|line| line.trim().is_empty() || without_prefix(line, prefix).is_some())
}

/// What follows the prefix of a line that begins like `prefix`: with other digits, as line numbers
/// and times have them, and other spaces.
fn without_prefix<'a>(line: &'a str, prefix: &str) -> Option<&'a str> {
    let is_digit = |c: char| c.is_ascii_digit();
    let (mut line, mut prefix) = (line.trim_start(), prefix.trim_start());
    while let Some(wanted) = prefix.chars().next() {
        let found = line.chars().next();
        if is_digit(wanted) && found.is_some_and(is_digit) {
            prefix = prefix.trim_start_matches(is_digit);
            line = line.trim_start_matches(is_digit);
        } else if wanted == ' ' {
            prefix = prefix.trim_start_matches(' ');
            // An editor may have cut the space off where nothing follows.
            (found.is_none_or(|found| found == ' ')).then_some(())?;
            line = line.trim_start_matches(' ');
        } else {
            line = line.strip_prefix(wanted)?;
            prefix = prefix.get(wanted.len_utf8()..)?;
        }
    }
    Some(line)
}

/// The quotes of source code.
const QUOTES: &[char] = &['"', '\''];

/// A line without quoting signs at its start and string syntax around it.
fn unquoted(line: &str) -> Zeroizing<String> {
    const BEFORE: &[char] = &[' ', '>', '|', '#', '*', ';', '`', '•', '·'];
    const AFTER: &[char] = &[' ', '|', '*', ';', ',', '`', '^', '\\'];
    let line = line.trim_start_matches(BEFORE).trim_end_matches(AFTER);
    let mut out = Zeroizing::new(String::with_capacity(line.len()));
    if !line.contains(QUOTES) {
        out.push_str(line);
        return out;
    }
    // What is outside the strings only joins them: `"MII…" + "AQAB"`. The first part is inside one
    // where the line begins in the middle of a string.
    let parts = || line.split(QUOTES);
    let score = |first: usize| -> usize {
        let strings = parts().skip(first).step_by(2).map(weight);
        strings.fold(0, usize::saturating_add)
    };
    let (outside, inside) = (score(0), score(1));
    let inside_first = inside >= outside || (inside > 0 && outside < MIN_FIRST);
    let first = usize::from(inside_first);
    let strings = parts().skip(first).step_by(2);
    let strings = strings.filter(|part| weight(part) > 0);
    strings.for_each(|part| out.push_str(part));
    out
}

/// How much of a string may be base64: all of it, when it is little; most of it, when it is long
/// and so may be damaged.
fn weight(part: &str) -> usize {
    // Plus and underscore join strings too.
    let part = part.trim_matches([' ', '+', '_']);
    let signs = part.bytes().filter(|byte| is_base64_byte(*byte)).count();
    let others = part.len().saturating_sub(signs);
    let spaces = part.matches(' ').count();
    if others == 0 || (signs >= 24 && others.saturating_sub(spaces) <= signs / 8) {
        signs
    } else {
        0
    }
}

/// Takes RFC 1421 headers off the start of a line; base64 holds no colon.
fn header<'a>(line: &'a str, dek_info: &mut Option<String>) -> &'a str {
    let mut rest = line.trim();
    loop {
        if let Some(value) = rest.strip_prefix("Proc-Type:") {
            rest = value
                .trim_start()
                .split_once(' ')
                .map_or("", |(_, rest)| rest)
                .trim_start();
        } else if let Some(value) = rest.strip_prefix("DEK-Info:") {
            let (value, after) = value
                .trim_start()
                .split_once(' ')
                .unwrap_or((value.trim(), ""));
            *dek_info = Some(value.to_owned());
            rest = after.trim_start();
        } else if is_header(rest) {
            return "";
        } else {
            return rest;
        }
    }
}

/// `Name: value` (RFC 1421, section 4.6), with at most one more word of text in front.
fn is_header(line: &str) -> bool {
    line.split_once(':').is_some_and(|(name, _)| {
        name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | ' '))
    })
}

/// A line without words that are no base64, such as times, file names and operators, when what is
/// left is base64.
fn without_words(line: &str) -> Zeroizing<String> {
    // A shell's redirection ends what is written.
    let line = line.split('>').next().unwrap_or_default().trim();
    if line
        .trim_matches(['+', '&', '_', '(', ')', ',', ';', ' '])
        .is_empty()
    {
        return Zeroizing::new(String::new());
    }
    let is_clean = |word: &str| {
        word.bytes().all(is_base64_byte) && word.contains(|c: char| c.is_ascii_alphanumeric())
    };
    let words = || line.split(' ').filter(|word| !word.is_empty());
    // A long word with a strange character in it is damaged base64, to be named as such.
    let is_damaged = |word: &str| word.len() >= 24 && !is_clean(word) && weight(word) > 0;
    if words().any(is_damaged) || !words().any(is_clean) {
        return Zeroizing::new(line.to_owned());
    }
    // The longest run of clean words; of equally long ones the last.
    let words: Vec<&str> = words().collect();
    let runs = words.split(|word| !is_clean(word));
    let length = |run: &&[&str]| {
        run.iter()
            .map(|word| word.len())
            .fold(0, usize::saturating_add)
    };
    let longest = runs.max_by_key(length).unwrap_or_default();
    Zeroizing::new(longest.concat())
}

/// A line without HTML and XML tags. What is longer between the brackets than a tag's name may hold
/// a value, and stays.
pub(super) fn without_tags(line: &str, longest: usize) -> Zeroizing<String> {
    let mut out = Zeroizing::new(String::with_capacity(line.len()));
    let mut rest = line;
    while let Some((before, behind)) = rest.split_once('<') {
        out.push_str(before);
        out.push(' ');
        let (tag, after) = behind.split_once('>').unwrap_or((behind, ""));
        if tag.len() > longest {
            out.push_str(tag);
            out.push(' ');
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Mail sources break long lines with `=` (RFC 2045, section 6.7). An `=` at the end of a line that
/// is not the last can only be such a break.
fn join_soft_breaks(content: &mut [Line]) {
    let Some((_, before)) = content.split_last_mut() else {
        return;
    };
    for line in before {
        let text = &line.text;
        if let Some(whole) = text.strip_suffix('=').filter(|whole| !whole.ends_with('=')) {
            line.text = Zeroizing::new(whole.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FULL: &str = "MIIDHzCCAgegAwIBAgIUTBoPHjmS4Y0+q7Fz0cN1Zq3kGJ8wDQYJKoZIhvcNAQEL";

    fn left(body: &str, prefix: &str) -> Vec<String> {
        let lines = lines(body, prefix).content.into_iter();
        lines.map(|line| line.text.to_string()).collect()
    }

    #[test]
    fn what_stands_around_base64_in_its_line_goes() {
        for (line, expected) in [
            (format!("{FULL} +"), FULL),
            (format!("10:31 {FULL}"), FULL),
            // As Java prints a time.
            (
                format!("2026-11-28T10:31:07.123+01:00[Europe/Berlin] {FULL}"),
                FULL,
            ),
            ("printf 'AQ=='".to_owned(), "AQ=="),
            // The line begins in the middle of a string.
            ("AQ==\" + \"".to_owned(), "AQ=="),
            ("AQIDBAUGBwgJCgsM\" NL \"".to_owned(), "AQIDBAUGBwgJCgsM"),
            // RFC 1421, section 4.6.
            ("Key-Id: made by hand".to_owned(), ""),
            // To be named as damaged.
            (format!("{FULL}? {FULL}"), &format!("{FULL}? {FULL}")),
            ("?!".to_owned(), "?!"),
        ] {
            assert_eq!(
                left(&format!("\n{line}\n"), "").concat(),
                expected,
                "{line}"
            );
        }
        // A number in front of BEGIN alone.
        assert_eq!(left("\n3AbC\nMIIC\n", "1"), ["3AbC", "MIIC"]);
        // RFC 2045, section 6.7.
        let soft = "\nAQIDBA=\nBQ==\nBgc=\n";
        assert_eq!(left(soft, ""), ["AQIDBA", "BQ==", "Bgc="]);
    }
}
