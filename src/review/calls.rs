//! What a program hands over in its call of the login, where that is certain.

use crate::anaplan::{DATA, FORMAT, SIGNED_DATA};
use core::ops::Range;

pub(super) const FETCH: &str = "fetch(";
/// How many calls are looked at.
const MAX_CALLS: usize = 16;
/// How many arguments of a call are looked at, and how many variables in each of them.
const MAX_ARGUMENTS: usize = 8;
const MAX_LOOKED_UP: usize = 2;
/// What stands in an outline for a byte inside of a string.
const INSIDE: char = '\u{1}';

/// The languages whose calls are looked at.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) enum Language {
    Python,
    /// JavaScript or TypeScript.
    Script,
}

impl Language {
    /// The length in bytes of the comment that text begins with.
    fn comment(self, text: &str) -> Option<usize> {
        let line = || Some(text.find('\n').unwrap_or(text.len()));
        match self {
            Self::Python if text.starts_with('#') => line(),
            Self::Script if text.starts_with("//") => line(),
            Self::Script if text.starts_with("/*") => {
                let end = text.find("*/").map(|at| at.saturating_add(2));
                Some(end.unwrap_or(text.len()))
            }
            _ => None,
        }
    }

    /// The length in bytes of the string that text begins with, its marks included.
    fn string(self, text: &str, mark: char) -> usize {
        let triple = String::from(mark).repeat(3);
        if self == Self::Python
            && let Some(inside) = text.strip_prefix(&triple)
        {
            let end = inside.find(&triple).map(|at| at.saturating_add(6));
            return end.unwrap_or(text.len());
        }
        let mut is_escaped = true;
        for (at, character) in text.char_indices() {
            match character {
                _ if is_escaped => is_escaped = false,
                '\\' => is_escaped = true,
                '\n' if mark != '`' => return at,
                c if c == mark => return at.saturating_add(1),
                _ => {}
            }
        }
        text.len()
    }
}

/// A program's code without its comments and without what is in its strings. Everything is at the same
/// place as in the text.
pub(super) struct Outline<'a> {
    text: &'a str,
    code: String,
    language: Language,
}

impl<'a> Outline<'a> {
    pub(super) fn new(text: &'a str, language: Language) -> Self {
        let mut code = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let comment = language.comment(rest);
            let is_comment = comment.is_some();
            let is_string = !is_comment && matches!(first, '"' | '\'' | '`');
            let length = match comment {
                Some(length) => length,
                None if is_string => language.string(rest, first),
                None => first.len_utf8(),
            };
            let (piece, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
            let last = piece.len().saturating_sub(1);
            let blanked = piece.bytes().enumerate().map(|(at, byte)| match byte {
                b'\n' if is_comment => '\n',
                _ if is_comment => ' ',
                _ if is_string && (at == 0 || at == last) => '"',
                _ if is_string => INSIDE,
                _ if byte.is_ascii() => char::from(byte),
                _ => '_',
            });
            code.extend(blanked);
            rest = behind;
        }
        Self {
            text,
            code,
            language,
        }
    }

    /// Whether a call of `fetch` hands over an object with fields of the login as its body.
    pub(super) fn fetches_object(&self) -> bool {
        // Other functions of this name may do anything.
        let packages = ["node-fetch", "cross-fetch", "undici"];
        let assigned = self.assigned("fetch", self.code.len());
        let is_other = assigned.is_some_and(|(_, value)| {
            let value = self.text(&value);
            !packages.iter().any(|package| value.contains(package))
        });
        if is_other || self.code.contains("function fetch(") {
            return false;
        }
        let calls = self.code.match_indices(FETCH).filter(|(at, _)| {
            let before = self.code.get(..*at).unwrap_or_default();
            !before.ends_with(|c| is_word(c) || c == '.')
        });
        calls.take(MAX_CALLS).any(|(at, name)| {
            let open = at.saturating_add(name.len()).saturating_sub(1);
            let Some(end) = self.closing(open) else {
                return false;
            };
            // A method of this name is defined so.
            let behind = self.code.get(end.saturating_add(1)..).unwrap_or_default();
            if behind.trim_start().starts_with(['{', ':']) {
                return false;
            }
            let arguments = self.entries(open);
            let options = arguments.get(1).filter(|options| self.is_object(options));
            let members = options.map(|options| self.entries(options.start));
            let body = members.into_iter().flatten().find_map(|member| {
                let (name, value) = self.pair(&member, ':');
                (name == "body").then(|| value.unwrap_or(member))
            });
            body.is_some_and(|body| self.is_login_object(&body, at))
        })
    }

    /// Whether a value that is handed over at a place is an object with fields of the login.
    fn is_login_object(&self, value: &Range<usize>, at: usize) -> bool {
        let assigned = self.value_of(self.code(value), at);
        let value = assigned.as_ref().unwrap_or(value);
        self.is_object(value)
            && self.entries(value.start).iter().any(|member| {
                let (name, _) = self.pair(member, ':');
                [DATA, FORMAT, SIGNED_DATA].contains(&name)
            })
    }

    /// Whether the login is called by requests, or what resembles it, with `json=` and text of JSON.
    pub(super) fn makes_json_twice(&self) -> bool {
        let calls = [".post(", ".request("].into_iter().flat_map(|name| {
            let calls = self.code.match_indices(name);
            calls.map(|(at, name)| (at, at.saturating_add(name.len()).saturating_sub(1)))
        });
        let mut calls = calls.take(MAX_CALLS).filter_map(|(at, open)| {
            let arguments = self.entries(open);
            let json = arguments.iter().find_map(|argument| {
                let (name, value) = self.pair(argument, '=');
                value.filter(|_| name == "json")
            })?;
            Some((at, arguments, json))
        });
        calls.any(|(at, arguments, json)| {
            let assigned = self.value_of(self.code(&json), at);
            let value = assigned.as_ref().unwrap_or(&json);
            self.is_text_of_json(value) && self.is_login(&arguments, at)
        })
    }

    /// Whether an expression in Python makes text of JSON whatever happens.
    fn is_text_of_json(&self, value: &Range<usize>) -> bool {
        const CONDITIONS: [&str; 7] = ["if", "else", "or", "and", "in", "is", "not"];
        let code = self.code(value);
        if let Some(name) = ["json.dumps", "dumps"].iter().find(|name| {
            code.strip_prefix(**name)
                .is_some_and(|c| c.starts_with('('))
        }) {
            let open = value.start.saturating_add(name.len());
            return self.closing(open) == Some(value.end.saturating_sub(1));
        }
        let text = self.text(value).trim_start_matches(['f', 'r', 'F', 'R']);
        let inside = text.trim_start_matches(['"', '\'']);
        let is_joined =
            |c: char| is_word(c) || c.is_whitespace() || matches!(c, '"' | '+' | INSIDE);
        inside.len() < text.len()
            && inside.trim_start().starts_with('{')
            && inside.contains(DATA)
            && code.chars().all(is_joined)
            && !code
                .split(|c| !is_word(c))
                .any(|word| CONDITIONS.contains(&word))
    }

    /// Whether a call at a place is the login: by its address, or where that is not known, by what
    /// else is handed over.
    fn is_login(&self, arguments: &[Range<usize>], at: usize) -> bool {
        let signs = |text: &str| {
            ["/authenticate", "CACert", DATA, SIGNED_DATA]
                .iter()
                .any(|sign| text.contains(sign))
        };
        let texts = arguments.iter().take(MAX_ARGUMENTS).flat_map(|argument| {
            let (_, value) = self.pair(argument, '=');
            let code = self.code(value.as_ref().unwrap_or(argument));
            let words = code.split(|c| !is_word(c)).filter(|word| is_variable(word));
            let words = words.take(MAX_LOOKED_UP);
            let assigned = words.filter_map(move |word| self.assigned(word, at));
            let assigned = assigned.map(|(_, value)| self.text(&value));
            core::iter::once(self.text(argument)).chain(assigned)
        });
        for text in texts {
            if text.contains("://") {
                return text.contains("/authenticate");
            }
            if signs(text) {
                return true;
            }
        }
        false
    }

    /// The value that a variable has at a place, where that is certain: `name` is one, nothing else
    /// mentions it between the assignment and the place, and the assignment is no branch's.
    fn value_of(&self, name: &str, at: usize) -> Option<Range<usize>> {
        if !name.chars().all(is_word) || !is_variable(name) {
            return None;
        }
        let (start, value) = self.assigned(name, at)?;
        let before = self.code.get(..start)?;
        let line = before.rsplit('\n').next()?;
        let between = self.code.get(value.end..at)?;
        let ends = between.trim_start_matches([' ', '\t']);
        let is_whole = ends.is_empty() || ends.starts_with(['\n', ';']);
        if !is_whole || words(between, name).next().is_some() {
            return None;
        }
        let is_certain = match self.language {
            Language::Python => {
                let indent = |line: &str| line.len().saturating_sub(line.trim_start().len());
                let mut lines = between
                    .lines()
                    .skip(1)
                    .filter(|line| !line.trim().is_empty());
                line.trim().is_empty()
                    && !between.contains("def ")
                    && lines.all(|other| indent(other) >= line.len())
            }
            Language::Script => {
                let word = line.rsplit([';', '{', '}']).next()?.trim();
                let above = before.trim_end();
                let is_statement = above.is_empty() || above.ends_with([';', '{', '}']);
                let mut depth = 0_isize;
                let mut is_inside = self.code.get(start..at)?.chars().map(|c| {
                    depth = depth.saturating_add(step(c));
                    depth >= 0
                });
                let is_fixed = word == "const"
                    || !["function", "=>"].iter().any(|sign| between.contains(sign));
                (matches!(word, "const" | "let" | "var") || (word.is_empty() && is_statement))
                    && is_fixed
                    && is_inside.all(|inside| inside)
            }
        };
        is_certain.then_some(value)
    }

    /// Where the last assignment to a variable before a place begins, and its value.
    fn assigned(&self, name: &str, at: usize) -> Option<(usize, Range<usize>)> {
        let before = self.code.get(..at)?;
        let (start, rest) = words(before, name).find_map(|(start, behind)| {
            let value = behind.trim_start().strip_prefix('=')?;
            (!value.starts_with(['=', '>'])).then(|| (start, value.trim_start()))
        })?;
        let mut depth = 0_isize;
        let end = rest.find(|c| {
            depth = depth.saturating_add(step(c));
            depth < 0 || (depth == 0 && matches!(c, '\n' | ';' | ','))
        });
        let begin = before.len().saturating_sub(rest.len());
        let end = begin.saturating_add(end.unwrap_or(rest.len()));
        Some((start, self.trimmed(begin..end)))
    }

    /// Whether an expression is an object that is written out.
    fn is_object(&self, value: &Range<usize>) -> bool {
        self.code(value).starts_with('{')
            && self.closing(value.start) == Some(value.end.saturating_sub(1))
    }

    /// The name of a member or an argument, and its value, `sign` between them.
    fn pair(&self, entry: &Range<usize>, sign: char) -> (&'a str, Option<Range<usize>>) {
        let at = self.code(entry).find(sign);
        let at = at.map(|at| entry.start.saturating_add(at));
        let name = entry.start..at.unwrap_or(entry.end);
        let value = at.map(|at| self.trimmed(at.saturating_add(1)..entry.end));
        (self.text(&name).trim().trim_matches(['"', '\'']), value)
    }

    /// What is between an opening bracket and its closing one, without the commas.
    fn entries(&self, open: usize) -> Vec<Range<usize>> {
        let Some(close) = self.closing(open) else {
            return Vec::new();
        };
        let mut start = open.saturating_add(1);
        let inside = self.code.get(start..close).unwrap_or_default();
        let mut depth = 0_isize;
        let mut entries = Vec::new();
        let offset = start;
        for (at, character) in inside.char_indices() {
            depth = depth.saturating_add(step(character));
            if depth == 0 && character == ',' {
                let at = offset.saturating_add(at);
                entries.push(self.trimmed(start..at));
                start = at.saturating_add(1);
            }
        }
        entries.push(self.trimmed(start..close));
        entries
    }

    /// Where the bracket closes that is opened at a place.
    fn closing(&self, open: usize) -> Option<usize> {
        let mut depth = 0_isize;
        let end = self.code.get(open..)?.find(|c| {
            depth = depth.saturating_add(step(c));
            depth <= 0
        })?;
        Some(open.saturating_add(end))
    }

    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let code = self.code(&range);
        let start = range.end.saturating_sub(code.trim_start().len());
        start..start.saturating_add(code.trim().len())
    }

    fn code(&self, range: &Range<usize>) -> &str {
        self.code.get(range.clone()).unwrap_or_default()
    }

    fn text(&self, range: &Range<usize>) -> &'a str {
        self.text.get(range.clone()).unwrap_or_default()
    }
}

/// By how much a sign changes how deep in brackets the code is.
fn step(sign: char) -> isize {
    match sign {
        '(' | '[' | '{' => 1,
        ')' | ']' | '}' => -1,
        _ => 0,
    }
}

fn is_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '$')
}

/// Where a name is mentioned as a whole word, the last first, and what is behind it.
fn words<'a>(code: &'a str, name: &'a str) -> impl Iterator<Item = (usize, &'a str)> {
    code.rmatch_indices(name).filter_map(move |(at, _)| {
        let (before, behind) = code.split_at_checked(at)?;
        let behind = behind.strip_prefix(name)?;
        let is_whole =
            !before.ends_with(|c| is_word(c) || c == '.') && !behind.starts_with(is_word);
        is_whole.then_some((at, behind))
    })
}

/// Whether a word names a variable: no number, no literal, no call.
pub(super) fn is_variable(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '$'))
        && !matches!(
            word,
            "null" | "None" | "nil" | "true" | "false" | "string" | "new"
        )
}
