//! The shell of POSIX (XCU, section 2.2).

/// A single-quoted string: everything between single quotes is literal, a single quote itself
/// cannot stand there (section 2.2.2). It is written as the end of the string, an escaped quote and
/// a new string: `'\''`. Holds for bash, dash and zsh alike; U+0000 cannot be written in any shell.
#[must_use]
pub fn quote(text: &str) -> String {
    format!("'{}'", text.replace('\0', "").replace('\'', r"'\''"))
}
