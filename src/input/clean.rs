//! Taking out of text what editors, mail programs and escapes put in.

use crate::encoding::{decode_latin1, decode_utf16};
use crate::escape::is_invisible;
use zeroize::Zeroizing;

/// `text` with one kind of line end, one kind of dash and one kind of space, without characters
/// that show nothing, and with the escapes of JSON, source code and
/// shells resolved.
///
/// The text may hold a private key: the result is wiped when dropped, and is allocated once, so
/// that growing leaves no copies behind.
pub(super) fn clean(text: &str) -> Zeroizing<String> {
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.peek() {
                Some('n' | 'r') => {
                    characters.next();
                    out.push('\n');
                }
                Some('t') => {
                    characters.next();
                    out.push(' ');
                }
                Some(kind @ ('u' | 'x')) => {
                    let digits = if *kind == 'u' { 4 } else { 2 };
                    let mut ahead = characters.clone();
                    ahead.next();
                    if let Some(escaped) = escaped(&mut ahead, digits) {
                        characters = ahead;
                        push(&mut out, escaped);
                    }
                }
                // `\"`, `\/`, a shell's line continuation: the backslash alone goes.
                _ => {}
            },
            // PowerShell's line ends.
            '`' if matches!(characters.peek(), Some('n' | 'r')) => {
                characters.next();
                out.push('\n');
            }
            '\r' => {
                if characters.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            character => push(&mut out, character),
        }
    }
    out
}

/// Adds a character in its plain form.
fn push(out: &mut String, character: char) {
    match character {
        '\n' | '\r' | '\u{000B}' | '\u{000C}' | '\u{0085}' | '\u{2028}' | '\u{2029}' => {
            out.push('\n');
        }
        character if is_dash(character) => out.push('-'),
        character if character.is_whitespace() => out.push(' '),
        character if is_invisible(character) => {}
        character => out.push(character),
    }
}

/// The character of so many hexadecimal digits.
fn escaped(characters: &mut impl Iterator<Item = char>, digits: usize) -> Option<char> {
    let mut code = 0_u32;
    for _ in 0..digits {
        code = code.wrapping_shl(4) | characters.next()?.to_digit(16)?;
    }
    char::from_u32(code)
}

/// The text that `bytes` are: UTF-8 or UTF-16 without control characters. `None` for anything else.
pub(super) fn decode_text(bytes: &[u8]) -> Option<Zeroizing<String>> {
    let is_wide = matches!(
        bytes,
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [_, 0, _, 0, ..] | [0, _, 0, _, ..]
    );
    let text = if is_wide {
        decode(bytes)
    } else {
        Zeroizing::new(core::str::from_utf8(bytes).ok()?.to_owned())
    };
    let strange = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || c == char::REPLACEMENT_CHARACTER
    };
    (!text.contains(strange)).then_some(text)
}

/// The bytes of a text file as text: UTF-16 by its byte order mark or by its zero bytes, else
/// UTF-8, else one byte a character (ISO 8859-1), which leaves the ASCII of a PEM block intact.
pub(super) fn decode(bytes: &[u8]) -> Zeroizing<String> {
    match bytes {
        [0xFF, 0xFE, rest @ ..] => decode_utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => decode_utf16(rest, u16::from_be_bytes),
        [_, 0, _, 0, ..] => decode_utf16(bytes, u16::from_le_bytes),
        [0, _, 0, _, ..] => decode_utf16(bytes, u16::from_be_bytes),
        _ => core::str::from_utf8(bytes).map_or_else(
            |_| decode_latin1(bytes),
            |text| Zeroizing::new(text.to_owned()),
        ),
    }
}

/// The dashes that word processors and chats make of `-` and `--`.
fn is_dash(character: char) -> bool {
    matches!(
        character,
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_becomes_plain() {
        for (text, expected) in [
            ("\u{2014}\u{2013}\u{2212}\u{FF0D}", "----"),
            ("\\tMII\\u002b\\x2B\\\"", " MII++\""),
            ("\u{FEFF}a\u{AD}\0\u{A0}b\u{2028}c\r\nd", "a b\nc\nd"),
            ("M\u{61C}I\u{2066}I\u{FE0F}E", "MIIE"),
        ] {
            assert_eq!(*clean(text), *expected, "{text:?}");
        }
    }

    #[test]
    fn text_is_known_from_other_bytes() {
        for (bytes, expected) in [
            (&b"a\tb\r\n"[..], Some("a\tb\r\n")),
            (b"a\x01", None),
            (b"\xFF\xFE\x3A\x04", Some("к")),
            (b"\xFE\xFF\x04\x3A", Some("к")),
            (b"a\0b\0\x3A\x04", Some("abк")),
            (b"\0a\0b\x04\x3A", Some("abк")),
            // Half a pair.
            (b"\xFF\xFE\x00\xD8", None),
            (b"\xFF", None),
        ] {
            let text = decode_text(bytes);
            assert_eq!(text.as_deref().map(String::as_str), expected, "{bytes:?}");
        }
    }
}
