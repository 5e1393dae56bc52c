//! The strings, words and signs of a program's source, whichever of the usual languages it is in.

use super::shell::quoted;

/// One token.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Token {
    /// A string, its escapes resolved.
    Text(String),
    /// A string in which the name of a variable stays a name.
    Literal(String),
    /// A name, a number, an option such as `-Method`.
    Word(String),
    /// Any other sign.
    Sign(char),
}

/// The most tokens that are read.
const MAX_TOKENS: usize = 50_000;

/// How strings are written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Dialect {
    /// Backslash escapes, as in JSON, JavaScript, Python, Java, C#.
    Backslash,
    /// Backtick escapes, doubled marks and here-strings.
    Powershell,
}

/// The tokens of a source.
pub(super) fn tokens(source: &str, dialect: Dialect) -> Vec<Token> {
    let has = |words: &[&str]| words.iter().any(|word| source.contains(word));
    let is_script = has(&["fetch(", "axios", "JSON.stringify(", "XMLHttpRequest"]);
    let formats = has(&[".format(", ".Format(", "format!("]);
    // PHP and Perl: the names of variables begin with a dollar sign.
    let has_sigils = source.lines().any(|line| {
        let line = line.trim_start().trim_start_matches("<?php");
        line.trim_start().starts_with('$')
    });
    let is_literal = |mark: char, before: &str, text: &str| match dialect {
        Dialect::Powershell => mark == '\'',
        // `f"…"`, `$"…"`
        Dialect::Backslash if before.ends_with(|c| is_word(c) || c == '@') => false,
        Dialect::Backslash if mark == '\'' && has_sigils && text.contains('$') => true,
        Dialect::Backslash if text.contains("${") => is_script,
        // PHP's `"{$name}"`
        Dialect::Backslash if text.contains("{$") => mark != '"',
        Dialect::Backslash => text.contains('{') && !text.contains("{{") && !formats,
    };
    let mut tokens = Vec::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        if tokens.len() >= MAX_TOKENS {
            break;
        }
        let after = rest.get(first.len_utf8()..).unwrap_or_default();
        rest = match first {
            c if c.is_whitespace() => after,
            '#' => after.split_once('\n').map_or("", |(_, rest)| rest),
            'h' if rest.starts_with("https://") || rest.starts_with("http://") => {
                let ends = |c: char| c.is_whitespace() || "'\"`;,)".contains(c);
                let end = rest.find(ends).unwrap_or(rest.len());
                let (address, rest) = rest.split_at_checked(end).unwrap_or((rest, ""));
                tokens.push(Token::Text(address.to_owned()));
                rest
            }
            '/' if after.starts_with('/') => after.split_once('\n').map_or("", |(_, rest)| rest),
            '@' if dialect == Dialect::Powershell && after.starts_with(['"', '\'']) => {
                let (text, rest) = here_string(after);
                tokens.push(if after.starts_with('\'') {
                    Token::Literal(text)
                } else {
                    Token::Text(text)
                });
                rest
            }
            '"' | '\'' | '“' | '‘' => {
                let (text, behind) = string(first, after, dialect);
                let read = source.len().saturating_sub(rest.len());
                let before = source.get(..read).unwrap_or_default();
                tokens.push(if is_literal(first, before, &text) {
                    Token::Literal(text)
                } else {
                    Token::Text(text)
                });
                behind
            }
            '`' if dialect == Dialect::Backslash => {
                let (text, rest) = string(first, after, dialect);
                tokens.push(Token::Text(text));
                rest
            }
            c if is_word(c) => {
                let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
                let (word, rest) = rest.split_at_checked(end).unwrap_or((rest, ""));
                // `b'…'`, `f"…"`, `$"…"`: a prefix is part of the string.
                if !(word.len() <= 2 && rest.starts_with(['"', '\''])) {
                    tokens.push(Token::Word(word.to_owned()));
                }
                rest
            }
            other => {
                tokens.push(Token::Sign(other));
                after
            }
        };
    }
    tokens
}

fn is_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '$' | '.' | '-')
}

/// `@"` or `@'`, a line break, text, a line break, and the same mark again (PowerShell).
fn here_string(after: &str) -> (String, &str) {
    let (mark, body) = after.split_at_checked(1).unwrap_or((after, ""));
    let body = body.trim_start_matches([' ', '\t']);
    let body = body.strip_prefix('\n').unwrap_or(body);
    let end = format!("\n{mark}@");
    let (text, rest) = body.split_once(end.as_str()).unwrap_or((body, ""));
    (text.to_owned(), rest)
}

/// A string from behind its opening mark, and what follows it.
fn string(mark: char, after: &str, dialect: Dialect) -> (String, &str) {
    let triple = match mark {
        '"' => "\"\"",
        '\'' => "''",
        _ => "\u{0}",
    };
    if dialect == Dialect::Backslash
        && let Some(body) = after.strip_prefix(triple)
        && let Some((text, rest)) = body.split_once(&format!("{triple}{mark}"))
    {
        return (text.trim_matches('\n').to_owned(), rest);
    }
    let close = match mark {
        '“' => '”',
        '‘' => '’',
        other => other,
    };
    let mut text = String::new();
    let mut characters = after.chars();
    if dialect == Dialect::Powershell {
        quoted(close, &mut characters, |c| text.push(c));
        return (text, characters.as_str());
    }
    while let Some(character) = characters.next() {
        match character {
            '\\' => unescape(&mut characters, &mut text),
            c if c == close => break,
            c => text.push(c),
        }
    }
    (text, characters.as_str())
}

/// The escapes that these languages have in common (RFC 8259, section 7).
pub(super) fn unescape(characters: &mut core::str::Chars<'_>, text: &mut String) {
    match characters.next() {
        Some('n') => text.push('\n'),
        Some('r') => text.push('\r'),
        Some('t') => text.push('\t'),
        Some('u') => {
            let digits: String = characters.clone().take(4).collect();
            let code = u32::from_str_radix(&digits, 16).ok();
            if let Some(character) = code.and_then(char::from_u32) {
                text.push(character);
                characters.nth(3);
            }
        }
        // A backslash at the end of a line joins two lines in Python and JavaScript.
        Some('\n') | None => {}
        Some(other) => text.push(other),
    }
}
