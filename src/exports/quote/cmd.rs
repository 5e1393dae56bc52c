//! Batch files of Windows' cmd.exe, while delayed expansion is off.
//!
//! cmd reads a line in this order: percent signs are expanded, quotes or not; then each double quote
//! switches between outside and inside, and outside `& | < > ( ) ^` mean something unless a caret
//! stands before them. cmd knows no escape for a quote: a backslash before one does not keep it from
//! switching. The program that is started splits what is left anew, by its own rules
//! (CommandLineToArgvW).

/// Text on a line, as `echo` prints it: the percent sign is written twice, and what means something
/// gets a caret where cmd is outside of quotes. A line break cannot be written and is left out.
#[must_use]
pub fn line(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for character in text
        .chars()
        .filter(|c| !matches!(c, '\r' | '\n' | '\0' | '\u{001A}'))
    {
        match character {
            '"' => inside = !inside,
            '%' => out.push('%'),
            '&' | '|' | '<' | '>' | '(' | ')' | '^' if !inside => out.push('^'),
            _ => {}
        }
        out.push(character);
    }
    out
}

/// An argument of a program: in double quotes; a quote in it is written `\"`, and backslashes are
/// doubled where a quote follows them, for CommandLineToArgvW. All of it is then a [line](line()) for cmd.
#[must_use]
pub fn argument(text: &str) -> String {
    let mut out = String::from("\"");
    let mut backslashes = 0_usize;
    for character in text.chars() {
        match character {
            '\\' => backslashes = backslashes.saturating_add(1),
            '"' => {
                // As many again, and one for the quote.
                out.push_str(&"\\".repeat(backslashes.saturating_add(1)));
                backslashes = 0;
            }
            _ => backslashes = 0,
        }
        out.push(character);
    }
    out.push_str(&"\\".repeat(backslashes));
    out.push('"');
    line(&out)
}
