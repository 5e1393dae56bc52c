//! What a POSIX script gives its command besides the command's words (Shell Command Language, sections 2.6.3 and
//! 2.7.4): here documents, and what echo, printf and cat write into its pipe or into a file.
//!
//! Only what is certain is read: one statement in front of the pipe, and files that nothing else in the script names.
//! Of the rest the checker says that it is not in the paste.

use super::normalize::{with_plain_variables, with_variables};
use super::shell::posix;

/// The most here documents that become words.
const MAX_WORDS: usize = 8;

/// A word that no script has.
const END: &str = "\u{1}";

/// Returns the script with a word in the place of each `$(cat <<EOF …)`.
pub(super) fn with_substitutions(script: &str) -> String {
    const OPENING: &str = "$(cat <<";
    let mut out = String::with_capacity(script.len());
    let mut rest = script;
    for _ in 0..MAX_WORDS {
        let Some(at) = rest.find(OPENING) else { break };
        let Some((before, here)) = rest.split_at_checked(at) else {
            break;
        };
        let Some(document) = HereDocument::read(here) else {
            break;
        };
        let is_quoted = before.ends_with('"');
        let closing = if is_quoted { ")\"" } else { ")" };
        let Some(behind) = document.behind.trim_start().strip_prefix(closing) else {
            break;
        };
        out.push_str(before.strip_suffix('"').unwrap_or(before));
        let content = document.content(&out);
        out.push_str(&word(&content));
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// Returns the standard input of `command`, whose own words are `words`; `before` is the script in front of it.
pub(super) fn standard_input(before: &str, command: &str, words: &[String]) -> Option<String> {
    if words.iter().any(|word| is_operator(word)) {
        return Some(HereDocument::read(command)?.content(before));
    }
    let piped = before.trim_end().strip_suffix('|')?;
    let statement = last_statement(piped)?;
    if let Some(operator) = statement.strip_prefix("cat ") {
        let operator = operator.trim();
        let has_one_word = !operator.contains([' ', ';', '|', '&', '>', '\n']);
        if !operator.starts_with("<<") || !has_one_word {
            return file(piped.strip_suffix(statement)?, operator);
        }
        // The document begins below the line in which both commands are.
        return Some(HereDocument::read(&[operator, " ", command].concat())?.content(before));
    }
    written(statement, piped.strip_suffix(statement)?)
}

/// Returns what the script wrote into a file, if nothing else in it names the file.
pub(super) fn file(before: &str, name: &str) -> Option<String> {
    let mut places = before.match_indices(name);
    let (at, _) = places.next()?;
    places.next().is_none().then_some(())?;
    let (front, here) = before.split_at_checked(at)?;
    let line = here.split('\n').next()?;
    let statement = last_statement(front)?;
    let start = front.strip_suffix(statement)?;
    let redirection = statement.trim_end_matches(['"', '\'']).trim_end();
    let redirected = redirection.strip_suffix('>')?;
    // What is appended, or another descriptor's, is not the whole of it.
    if redirected.ends_with(['>', '&', '1', '2']) {
        return None;
    }
    let rest = line
        .get(name.len()..)?
        .trim_start_matches(['"', '\''])
        .trim();
    if let Some(operator) = redirected.strip_prefix("cat") {
        // Of two here documents the last one counts; the lines of both follow.
        let operator = match (operator.trim(), rest) {
            (operator, "") | ("", operator) if operator.starts_with("<<") => operator,
            _ => return None,
        };
        let script = [operator, here.get(line.len()..)?].concat();
        return Some(HereDocument::read(&script)?.content(start));
    }
    rest.is_empty().then(|| written(redirected, start))?
}

/// Returns whether a word is the operator of a here document.
pub(super) fn is_operator(word: &str) -> bool {
    word.starts_with("<<") && !word.starts_with("<<<")
}

/// The file in `"$(cat file)"` or `"$(< file)"`, where `command` has the word that way.
pub(super) fn substituted_file<'a>(word: &'a str, command: &str) -> Option<&'a str> {
    let inner = word.strip_prefix("$(")?.strip_suffix(')')?.trim();
    let name = inner
        .strip_prefix("cat ")
        .or_else(|| inner.strip_prefix('<'))?;
    let name = name.trim().trim_matches(['"', '\'']);
    // Single quotation marks keep it from the shell.
    let is_literal = command.contains(&format!("'{word}'"));
    (!is_literal && !name.contains(char::is_whitespace)).then_some(name)
}

/// The last statement of a script that writes text, to the script's end, without a prompt.
fn last_statement(script: &str) -> Option<&str> {
    let names = ["\ncat ", "\necho ", "\nprintf "];
    let places = names.iter().filter_map(|name| script.rfind(name));
    let prompts = ["\n$ cat ", "\n$ echo ", "\n$ printf "];
    let prompted = prompts.iter().filter_map(|name| script.rfind(name));
    let first = |text: &str| {
        ["cat ", "echo ", "printf "]
            .iter()
            .any(|name| text.starts_with(name))
    };
    let start = places.chain(prompted).max();
    let statement = match start {
        Some(at) => script.get(at.saturating_add(1)..)?,
        None => script.trim_start(),
    };
    let statement = statement.strip_prefix("$ ").unwrap_or(statement);
    first(statement).then_some(statement)
}

/// Returns what one statement of echo or printf writes; `before` is the script in front of it.
fn written(statement: &str, before: &str) -> Option<String> {
    let mut words = posix(&format!(
        "{} {END}",
        with_variables(statement, before).trim_end()
    ));
    // It is one statement, and goes nowhere else.
    words.pop().filter(|word| word == END)?;
    if words.iter().any(|word| word.contains('>')) {
        return None;
    }
    let (command, words) = words.split_first()?;
    if command == "printf" {
        return formatted(words);
    }
    let words = match words {
        [option, words @ ..] if option == "-n" => words,
        words => words,
    };
    // Without quotation marks around it, JSON is another shell's; `-e` writes other characters.
    let rest = statement.strip_prefix("echo ")?.trim_start();
    let is_plain = !rest.starts_with(['{', '^']) && words.iter().all(|word| !word.starts_with('-'));
    is_plain.then(|| words.join(" "))
}

/// What printf prints of a format and its arguments, if they are text.
fn formatted(words: &[String]) -> Option<String> {
    let (format, arguments) = words.split_first()?;
    let mut parts = format.split("%s");
    let mut text = parts.next()?.to_owned();
    let mut arguments = arguments.iter();
    for part in parts {
        text.push_str(arguments.next()?);
        text.push_str(part);
    }
    (!format.replace("%s", "").contains('%')).then(|| text.replace("\\n", "\n"))
}

/// A here document.
struct HereDocument<'a> {
    lines: &'a str,
    /// Whether the delimiter is quoted, so that variables stay as they are.
    is_literal: bool,
    /// The script from the line below the closing delimiter.
    behind: &'a str,
}

impl<'a> HereDocument<'a> {
    /// Reads that of the first operator in a script, if it has an end.
    fn read(script: &'a str) -> Option<Self> {
        let (_, here) = script.split_once("<<")?;
        let here = here.strip_prefix('-').unwrap_or(here);
        let here = here.trim_start_matches([' ', '\t']);
        let quoted = here.trim_start_matches(['\'', '"', '\\']);
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        let (delimiter, behind) = quoted.split_at_checked(quoted.find(|c| !is_name(c))?)?;
        if delimiter.is_empty() {
            return None;
        }
        // The line goes on behind a backslash.
        let continues = |line: &&str| line.trim_end().ends_with('\\');
        let continued = behind.split_inclusive('\n').take_while(continues);
        let continued: usize = continued.map(str::len).sum();
        let (_, last) = behind.split_at_checked(continued)?;
        let (_, document) = last.split_once('\n')?;
        let mut end = 0_usize;
        for line in document.split_inclusive('\n') {
            let (lines, behind) = document.split_at_checked(end)?;
            if line.trim() == delimiter {
                return Some(Self {
                    lines,
                    is_literal: quoted.len() < here.len(),
                    behind: behind.get(line.len()..)?,
                });
            }
            end = end.saturating_add(line.len());
        }
        None
    }

    /// Its text, as the script in front of it makes it.
    fn content(&self, before: &str) -> String {
        if self.is_literal {
            self.lines.to_owned()
        } else {
            with_plain_variables(self.lines, before)
        }
    }
}

/// A word of one line that means this text.
fn word(text: &str) -> String {
    let text = text.trim_end_matches('\n').replace('\\', "\\\\");
    let text = text.replace('\n', "\\n").replace('\'', "'\"'\"$'");
    format!("$'{text}'")
}
