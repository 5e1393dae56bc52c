//! curl's configuration file (`--config`).

/// A quoted parameter: inside double quotes the backslash, the double quote, tab, line feed, carriage
/// return and vertical tab are written with a backslash, everything else as it is. One option stands
/// on one line.
#[must_use]
pub fn quote(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '\\' => out.push_str(r"\\"),
            '"' => out.push_str("\\\""),
            '\t' => out.push_str(r"\t"),
            '\n' => out.push_str(r"\n"),
            '\r' => out.push_str(r"\r"),
            '\u{000B}' => out.push_str(r"\v"),
            '\0' => {}
            plain => out.push(plain),
        }
    }
    out.push('"');
    out
}
