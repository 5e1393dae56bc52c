//! PowerShell (about_Quoting_Rules), 5.1 and 7.

/// A single-quoted string, in which nothing is expanded; a quote is written twice. PowerShell takes
/// the typographic quotes U+2018 to U+201B for the same sign, so that they end a string too and are
/// doubled likewise.
#[must_use]
pub fn quote(text: &str) -> String {
    let mut out = String::from("'");
    for character in text.chars() {
        if matches!(character, '\'' | '\u{2018}'..='\u{201B}') {
            out.push(character);
        }
        out.push(character);
    }
    out.push('\'');
    out
}
