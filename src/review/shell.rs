//! A command line as the words that a shell makes of it: POSIX (Shell Command Language, section
//! 2.2), the Windows command prompt with the argument rules of Microsoft's C runtime, PowerShell.

use core::iter::Peekable;
use core::str::Chars;

/// Which shell a command is written for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Shell {
    /// sh, bash, zsh.
    Posix,
    /// The Windows command prompt.
    Cmd,
    /// PowerShell.
    Powershell,
}

impl Shell {
    /// The shell that a command's continuation and escape signs point to.
    pub(super) fn of(command: &str) -> Self {
        let has = |sign: &str| command.contains(sign);
        if has("^\n") || has("^\"") {
            return Self::Cmd;
        }
        if has("`\n") || has("`\"") || has("curl.exe") {
            return Self::Powershell;
        }
        Self::Posix
    }

    /// The words of the first command in `text`.
    pub(super) fn words(self, text: &str) -> Vec<String> {
        match self {
            Self::Posix => posix(text),
            Self::Cmd => runtime(&without_carets(text)),
            Self::Powershell => powershell(text),
        }
    }
}

/// Collects the characters of words.
#[derive(Default)]
struct Words {
    done: Vec<String>,
    word: Option<String>,
}

impl Words {
    fn push(&mut self, character: char) {
        self.word.get_or_insert_default().push(character);
    }

    /// Empty quotation marks are a word too.
    fn open(&mut self) {
        self.word.get_or_insert_default();
    }

    fn end(&mut self) {
        self.done.extend(self.word.take());
    }

    fn finish(mut self) -> Vec<String> {
        self.end();
        self.done
    }
}

/// The words of a POSIX shell's command.
pub(super) fn posix(text: &str) -> Vec<String> {
    let mut words = Words::default();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('\n') | None => {}
                Some(next) => words.push(next),
            },
            '\'' => {
                words.open();
                characters
                    .by_ref()
                    .take_while(|c| *c != '\'')
                    .for_each(|c| words.push(c));
            }
            '$' if characters.peek() == Some(&'\'') => {
                characters.next();
                words.open();
                ansi_c(&mut characters, &mut words);
            }
            '"' => {
                words.open();
                double(&mut characters, &mut words);
            }
            '\n' | ';' | '|' | '&' => break,
            c if c.is_whitespace() => words.end(),
            c => words.push(c),
        }
    }
    words.finish()
}

/// Inside double quotation marks.
fn double(characters: &mut Peekable<Chars<'_>>, words: &mut Words) {
    while let Some(character) = characters.next() {
        match character {
            '"' => return,
            '\\' => match characters.next() {
                Some('\n') | None => {}
                Some(c @ ('"' | '\\' | '$' | '`')) => words.push(c),
                Some(c) => {
                    words.push('\\');
                    words.push(c);
                }
            },
            c => words.push(c),
        }
    }
}

/// Inside `$'…'`, as browsers' "copy as cURL" writes it.
fn ansi_c(characters: &mut Peekable<Chars<'_>>, words: &mut Words) {
    while let Some(character) = characters.next() {
        match character {
            '\'' => return,
            '\\' => match characters.next() {
                Some('n') => words.push('\n'),
                Some('r') => words.push('\r'),
                Some('t') => words.push('\t'),
                Some(c) => words.push(c),
                None => {}
            },
            c => words.push(c),
        }
    }
}

/// What the command prompt hands on: carets taken out, up to the end of the line.
pub(super) fn without_carets(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let mut quoted = false;
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '^' if !quoted => match characters.next() {
                // The caret takes the line break with it.
                Some('\n') => line.push(' '),
                Some(c) => line.push(c),
                None => {}
            },
            '"' => {
                quoted = !quoted;
                line.push('"');
            }
            // A line break ends the command, also inside of quotation marks.
            '\n' => break,
            c => line.push(c),
        }
    }
    line
}

/// The words that Microsoft's C runtime makes of a command line: backslashes count before a
/// quotation mark only, and a doubled mark inside a quoted word is one.
fn runtime(line: &str) -> Vec<String> {
    let mut words = Words::default();
    let mut characters = line.chars().peekable();
    let mut quoted = false;
    while let Some(character) = characters.next() {
        match character {
            '\\' => {
                let mut count = 1_usize;
                while characters.next_if_eq(&'\\').is_some() {
                    count = count.saturating_add(1);
                }
                let mark = characters.peek() == Some(&'"');
                let kept = if mark { count / 2 } else { count };
                (0..kept).for_each(|_| words.push('\\'));
                if mark && count % 2 == 1 {
                    characters.next();
                    words.push('"');
                }
            }
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                words.push('"');
            }
            '"' => {
                quoted = !quoted;
                words.open();
            }
            c if c.is_whitespace() && !quoted => words.end(),
            c => words.push(c),
        }
    }
    words.finish()
}

/// The words of a PowerShell command (about_Quoting_Rules, about_Parsing).
fn powershell(text: &str) -> Vec<String> {
    let mut words = Words::default();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '`' => match characters.next() {
                Some('\n') | None => words.end(),
                Some(c) => words.push(c),
            },
            mark @ ('"' | '\'') => {
                words.open();
                quoted(mark, &mut characters, |c| words.push(c));
            }
            '\n' | ';' | '|' => break,
            c if c.is_whitespace() => words.end(),
            c => words.push(c),
        }
    }
    words.finish()
}

/// Inside PowerShell's quotation marks: a doubled mark is one, and a backtick escapes in double ones.
pub(super) fn quoted(close: char, characters: &mut Chars<'_>, mut push: impl FnMut(char)) {
    while let Some(character) = characters.next() {
        match character {
            '`' if close == '"' => {
                if let Some(next) = characters.next() {
                    push(escape(next));
                }
            }
            c if c == close => {
                let Some(rest) = characters.as_str().strip_prefix(close) else {
                    return;
                };
                *characters = rest.chars();
                push(c);
            }
            c => push(c),
        }
    }
}

/// Returns the character that a backtick and this letter mean in PowerShell (about_Special_Characters).
fn escape(character: char) -> char {
    match character {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        other => other,
    }
}
