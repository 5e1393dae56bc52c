//! Making text from a file safe to look at. What a certificate says of itself was written by a
//! stranger: it may hold control characters, direction marks that reorder what is around them, or
//! sixty thousand letters.

/// The most characters of one value that are shown.
pub const LIMIT: usize = 256;

/// `text` with everything invisible or reordering written out as `[U+202E]`, cut at [`LIMIT`]
/// characters.
#[must_use]
pub fn escape_controls(text: &str) -> String {
    let mut shown = String::with_capacity(text.len().min(LIMIT));
    for (count, character) in text.chars().enumerate() {
        if count == LIMIT {
            shown.push('…');
            break;
        }
        if is_invisible(character) {
            shown.push_str(&format!("[U+{:04X}]", u32::from(character)));
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Whether a character shows nothing itself or moves its neighbours (Unicode Standard Annex 9 for
/// the direction marks). Control characters are among them, line ends and tabs too; spaces are not.
#[must_use]
pub fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
            | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFC}' | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_text_is_left_alone() {
        assert_eq!(
            escape_controls("CN=Zoë Ünal, O=Ærø & Søn"),
            "CN=Zoë Ünal, O=Ærø & Søn"
        );
    }

    #[test]
    fn direction_and_control_characters_are_written_out() {
        assert_eq!(
            escape_controls("a\u{202E}b\u{0007}\n"),
            "a[U+202E]b[U+0007][U+000A]"
        );
    }

    #[test]
    fn long_text_is_cut() {
        assert_eq!(
            escape_controls(&"x".repeat(64_000)).chars().count(),
            LIMIT + 1
        );
    }
}
