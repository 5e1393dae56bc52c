//! What a POSIX script gives a command besides its words (Shell Command Language, sections 2.6.3 and 2.7.4): here
//! documents, and what echo, printf and cat write into a pipe or a file.

use super::normalize::with_variables;
use super::parsed::{Body, ParsedRequest};
use super::shell::posix;

/// The file name under which commands read standard input.
const STANDARD_INPUT: &str = "-";

/// The most here documents that are taken, and the most statements that are read.
const MAX: usize = 8;

/// Texts, each with the name of the file that it is written to.
#[derive(Default)]
pub(super) struct Inputs(Vec<(String, String)>);

impl Inputs {
    /// Takes the here documents out of a script. Where one is the output of `$(cat …)`, it becomes a word.
    pub(super) fn take(script: &str) -> (String, Self) {
        let mut inputs = Self::default();
        let mut out = String::with_capacity(script.len());
        let mut rest = script;
        for _ in 0..MAX {
            let Some(document) = HereDocument::find(rest) else {
                break;
            };
            let content = if document.is_literal {
                document.content.to_owned()
            } else {
                with_variables(document.content, &[&out, document.before].concat())
            };
            if let Some((before, behind)) = document.substituted() {
                out.extend([before, &word(&content)]);
                rest = behind;
                continue;
            }
            inputs.0.push((document.file().to_owned(), content));
            out.extend([document.before, document.line_end, "\n"]);
            rest = document.behind;
        }
        out.push_str(rest);
        (out, inputs)
    }

    /// Adds what the statements of `before`, the text in front of a command, write into files and into its pipe.
    pub(super) fn add_written(&mut self, before: &str) {
        let mut end = 0_usize;
        let starts = before.split_inclusive('\n').filter_map(|line| {
            end = end.saturating_add(line.len());
            let statement = line.trim_start_matches(['$', '%', '#', ' ', '\t']);
            let mut names = ["echo ", "printf ", "cat "].iter();
            let is_one = names.any(|name| statement.starts_with(name));
            is_one.then(|| end.saturating_sub(statement.len()))
        });
        for (front, script) in starts
            .take(MAX)
            .filter_map(|at| before.split_at_checked(at))
        {
            let mut words = posix(&with_variables(script, front)).into_iter();
            let command = words.next().unwrap_or_default();
            let (words, file) = redirected(words);
            let text = match command.as_str() {
                "cat" => {
                    let text = words.first().and_then(|name| self.text(name));
                    text.map(str::to_owned)
                }
                "printf" => Some(formatted(&words)),
                _ => Some(echoed(&words)),
            };
            self.0.extend(text.map(|text| (file, text)));
        }
    }

    /// Adds a text for standard input.
    pub(super) fn add_standard_input(&mut self, text: String) {
        self.0.push((STANDARD_INPUT.to_owned(), text));
    }

    /// Puts the text of the body's file in its place, where the script has it.
    pub(super) fn fill(&self, request: &mut ParsedRequest) {
        if let Some(Body::File(name)) = &request.body
            && let Some(text) = self.text(name)
        {
            request.body = Some(Body::Text(text.to_owned()));
        }
    }

    /// The text of standard input.
    pub(super) fn standard_input(&self) -> Option<&str> {
        self.text(STANDARD_INPUT)
    }

    /// The text that was written to a file last.
    fn text(&self, name: &str) -> Option<&str> {
        let mut texts = self.0.iter().rev();
        texts
            .find(|(own, _)| own == name)
            .map(|(_, text)| text.as_str())
    }
}

/// The file in `$(cat file)` or `$(< file)`.
pub(super) fn substituted_file(word: &str) -> Option<&str> {
    let inner = word.trim().strip_prefix("$(")?.strip_suffix(')')?.trim();
    let name = inner
        .strip_prefix("cat ")
        .or_else(|| inner.strip_prefix('<'))?;
    let name = name.trim().trim_matches(['"', '\'']);
    (!name.contains(char::is_whitespace)).then_some(name)
}

/// A here document, and the script around it.
struct HereDocument<'a> {
    /// The script up to the operator.
    before: &'a str,
    /// What follows the delimiter up to the end of its line, and the lines that continue it.
    line_end: &'a str,
    /// The lines of the document.
    content: &'a str,
    /// Whether the delimiter is quoted, so that variables stay as they are.
    is_literal: bool,
    /// The script from the line below the closing delimiter.
    behind: &'a str,
}

impl<'a> HereDocument<'a> {
    /// Returns the first one of a script that has an end.
    fn find(script: &'a str) -> Option<Self> {
        let operators = script.match_indices("<<").filter(|(at, _)| {
            let (before, here) = script.split_at_checked(*at).unwrap_or_default();
            !before.ends_with('<') && !here.starts_with("<<<")
        });
        operators
            .take(MAX)
            .find_map(|(at, operator)| Self::read(script, at, operator.len()))
    }

    fn read(script: &'a str, at: usize, length: usize) -> Option<Self> {
        let (before, here) = script.split_at_checked(at)?;
        let here = here.get(length..)?;
        let here = here
            .strip_prefix('-')
            .unwrap_or(here)
            .trim_start_matches([' ', '\t']);
        let quoted = here.trim_start_matches(['\'', '"', '\\']);
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        let (delimiter, behind) = quoted.split_at_checked(quoted.find(|c| !is_name(c))?)?;
        if delimiter.is_empty() {
            return None;
        }
        let behind = behind.trim_start_matches(['\'', '"']);
        let continues = |line: &&str| line.trim_end().ends_with('\\');
        let continued = behind.split_inclusive('\n').take_while(continues);
        let continued: usize = continued.map(str::len).sum();
        let (first, last) = behind.split_at_checked(continued)?;
        let length = first.len().saturating_add(last.find('\n')?);
        let (line_end, document) = behind.split_at_checked(length)?;
        let document = document.strip_prefix('\n')?;
        let mut end = 0_usize;
        for line in document.split_inclusive('\n') {
            let (content, behind) = document.split_at_checked(end)?;
            if line.trim() == delimiter {
                return Some(Self {
                    before,
                    line_end,
                    content,
                    is_literal: quoted.len() < here.len(),
                    behind: behind.get(line.len()..)?,
                });
            }
            end = end.saturating_add(line.len());
        }
        None
    }

    /// The script before and behind `"$(cat << …)"`, where the document is in one.
    fn substituted(&self) -> Option<(&'a str, &'a str)> {
        let before = self.before.trim_end().strip_suffix("cat")?.trim_end();
        let before = before.strip_suffix("$(")?;
        let behind = self.behind.trim_start().strip_prefix(')')?;
        match before.strip_suffix('"') {
            Some(before) => Some((before, behind.strip_prefix('"')?)),
            None => Some((before, behind)),
        }
    }

    /// The name of the file that the document is written to: that of `cat > file`, or standard input.
    fn file(&self) -> &'a str {
        let line = self.before.rsplit('\n').next().unwrap_or_default();
        let is_cat = line.trim_start().starts_with("cat ") && !self.line_end.contains('|');
        let redirection = line
            .split_once('>')
            .or_else(|| self.line_end.split_once('>'));
        redirection
            .filter(|_| is_cat)
            .and_then(|(_, name)| name.trim_start_matches('>').split_whitespace().next())
            .map_or(STANDARD_INPUT, |name| name.trim_matches(['"', '\'']))
    }
}

/// A word of one line that means this text.
fn word(text: &str) -> String {
    let text = text.trim_end_matches('\n').replace('\\', "\\\\");
    format!("$'{}'", text.replace('\n', "\\n").replace('\'', "'\"'\"$'"))
}

/// The words of a statement, and the file that its output goes to.
fn redirected(words: impl Iterator<Item = String>) -> (Vec<String>, String) {
    let mut words: Vec<String> = words.collect();
    let Some(at) = words.iter().position(|word| word.starts_with('>')) else {
        return (words, STANDARD_INPUT.to_owned());
    };
    let file = words.split_off(at).concat();
    (words, file.trim_start_matches('>').to_owned())
}

/// What echo prints of these words.
fn echoed(words: &[String]) -> String {
    let is_option = |word: &&String| matches!(word.as_str(), "-n" | "-e" | "-E" | "-ne" | "-en");
    let words: Vec<&str> = words
        .iter()
        .skip_while(is_option)
        .map(String::as_str)
        .collect();
    words.join(" ")
}

/// What printf prints of a format and its arguments, as far as they are text.
fn formatted(words: &[String]) -> String {
    let Some((format, arguments)) = words.split_first() else {
        return String::new();
    };
    let mut arguments = arguments.iter();
    let mut parts = format.split("%s");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str(arguments.next().map_or("", String::as_str));
        text.push_str(part);
    }
    text.replace("\\n", "\n")
}
