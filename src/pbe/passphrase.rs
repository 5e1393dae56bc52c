//! The bytes that programs make of a passphrase. What is typed is one text; what was typed when the
//! file was made became bytes on another system, in another encoding.

use super::Passphrase;
use zeroize::Zeroizing;

/// Up to how many iterations the rarer forms are tried: each costs a derivation of its own.
const MAX_RARE: u32 = 1_000_000;

/// IBM code page 850, from 0x80 on: the console of Windows in Western Europe.
const CODE_PAGE_850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}";

/// Windows code page 1252, from 0x80 to 0x9F; from 0xA0 on it is ISO 8859-1. U+FFFD is unassigned.
const CODE_PAGE_1252: &str = "€�‚ƒ„…†‡ˆ‰Š‹Œ�Ž��‘’“”•–—˜™š›œ�žŸ";

/// A combining mark, letters, and what they are with it (Unicode Standard Annex 15). macOS
/// decomposes where other systems compose.
const MARKS: &[(char, &str, &str)] = &[
    ('\u{0300}', "AEIOUaeiou", "ÀÈÌÒÙàèìòù"),
    (
        '\u{0301}',
        "AEIOUYaeiouyCcLlNnRrSsZz",
        "ÁÉÍÓÚÝáéíóúýĆćĹĺŃńŔŕŚśŹź",
    ),
    (
        '\u{0302}',
        "AEIOUaeiouCcGgHhJjSsWwYy",
        "ÂÊÎÔÛâêîôûĈĉĜĝĤĥĴĵŜŝŴŵŶŷ",
    ),
    ('\u{0303}', "ANOanoIiUu", "ÃÑÕãñõĨĩŨũ"),
    ('\u{0304}', "AaEeIiOoUu", "ĀāĒēĪīŌōŪū"),
    ('\u{0306}', "AaEeGgIiOoUu", "ĂăĔĕĞğĬĭŎŏŬŭ"),
    ('\u{0307}', "CcEeGgIZz", "ĊċĖėĠġİŻż"),
    ('\u{0308}', "AEIOUaeiouyY", "ÄËÏÖÜäëïöüÿŸ"),
    ('\u{030A}', "AaUu", "ÅåŮů"),
    ('\u{030B}', "OoUu", "ŐőŰű"),
    ('\u{030C}', "CcDdEeLlNnRrSsTtZz", "ČčĎďĚěĽľŇňŘřŠšŤťŽž"),
    ('\u{0327}', "CcGgKkLlNnRrSsTt", "ÇçĢģĶķĻļŅņŖŗŞşŢţ"),
    ('\u{0328}', "AaEeIiUu", "ĄąĘęĮįŲų"),
];

impl Passphrase {
    /// Returns the bytes that programs make of it for PKCS#5 and traditional PEM, the likeliest
    /// first: UTF-8, and one byte a character where an older terminal was used.
    pub(super) fn octets(&self, iterations: u32) -> Vec<Zeroizing<Vec<u8>>> {
        let mut forms = Vec::new();
        for text in self.texts(iterations) {
            add(&mut forms, Zeroizing::new(text.as_bytes().to_vec()));
        }
        for bytes in self.single_bytes(iterations) {
            add(&mut forms, bytes);
        }
        forms
    }

    /// Returns the bytes that programs make of it for PKCS#12 (RFC 7292, appendix B.1), the
    /// likeliest first: UTF-16, big-endian, with two zero bytes at the end. Older OpenSSL widened
    /// each byte of the terminal's encoding instead; an empty passphrase is written with and without
    /// the zero bytes.
    pub(super) fn bmp(&self, iterations: u32) -> Vec<Zeroizing<Vec<u8>>> {
        if self.0.is_empty() {
            return vec![Zeroizing::new(vec![0, 0]), Zeroizing::new(Vec::new())];
        }
        let mut forms = Vec::new();
        for text in self.texts(iterations) {
            add(&mut forms, utf16(text.encode_utf16()));
        }
        if !self.0.is_ascii() {
            add(&mut forms, utf16(self.0.bytes().map(u16::from)));
        }
        for bytes in self.single_bytes(iterations) {
            add(&mut forms, utf16(bytes.iter().copied().map(u16::from)));
        }
        forms
    }

    /// It as it was typed; without the blanks around it, which are copied along from a mail or a
    /// cell; composed; and decomposed.
    fn texts(&self, iterations: u32) -> Vec<Zeroizing<String>> {
        let mut texts = vec![self.0.clone()];
        if iterations > MAX_RARE {
            return texts;
        }
        let trimmed = self.0.trim();
        if !trimmed.is_empty() {
            add(&mut texts, Zeroizing::new(trimmed.to_owned()));
        }
        if !self.0.is_ascii() {
            add(&mut texts, composed(trimmed));
            add(&mut texts, decomposed(trimmed));
        }
        texts
    }

    /// One byte a character, where every character has one.
    fn single_bytes(&self, iterations: u32) -> Vec<Zeroizing<Vec<u8>>> {
        let mut forms = Vec::new();
        if self.0.is_ascii() {
            return forms;
        }
        let text = composed(self.0.trim());
        let mut encode = |byte: &dyn Fn(char) -> Option<u8>| {
            let mut bytes = Zeroizing::new(Vec::with_capacity(text.len()));
            for character in text.chars() {
                let Some(byte) = byte(character) else { return };
                bytes.push(byte);
            }
            add(&mut forms, bytes);
        };
        encode(&|character| u8::try_from(character).ok());
        if iterations <= MAX_RARE {
            encode(&|character| in_code_page(character, CODE_PAGE_1252));
            encode(&|character| in_code_page(character, CODE_PAGE_850));
        }
        forms
    }
}

/// Adds a form unless it is there already.
fn add<T: PartialEq>(forms: &mut Vec<T>, form: T) {
    if !forms.contains(&form) {
        forms.push(form);
    }
}

/// Returns the character's byte in the code page whose bytes from 0x80 on are `upper`; if it is not
/// there, its ISO 8859-1 byte from 0xA0 on.
fn in_code_page(character: char, upper: &str) -> Option<u8> {
    let latin1 = u8::try_from(character).ok();
    if let Some(ascii) = latin1.filter(u8::is_ascii) {
        return Some(ascii);
    }
    let place = upper.chars().position(|own| own == character);
    match place.and_then(|place| u8::try_from(place).ok()) {
        Some(place) => place.checked_add(0x80),
        // The table of 1252 leaves the rest to ISO 8859-1; that of 850 has all of its letters.
        None => latin1.filter(|byte| *byte >= 0xA0),
    }
}

fn utf16(units: impl Iterator<Item = u16>) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(Vec::new());
    for unit in units {
        bytes.extend(unit.to_be_bytes());
    }
    bytes.extend([0, 0]);
    bytes
}

/// Letters and marks as one character each.
fn composed(text: &str) -> Zeroizing<String> {
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    for character in text.chars() {
        let row = MARKS.iter().find(|(mark, ..)| *mark == character);
        let whole = row.and_then(|(_, letters, whole)| {
            let last = out.chars().next_back()?;
            let place = letters.chars().position(|letter| letter == last)?;
            whole.chars().nth(place)
        });
        match whole {
            Some(whole) => {
                out.pop();
                out.push(whole);
            }
            None => out.push(character),
        }
    }
    out
}

/// Letters and marks as two characters each.
fn decomposed(text: &str) -> Zeroizing<String> {
    let mut out = Zeroizing::new(String::with_capacity(text.len().saturating_mul(2)));
    for character in text.chars() {
        let parts = MARKS.iter().find_map(|(mark, letters, whole)| {
            let place = whole.chars().position(|own| own == character)?;
            Some((letters.chars().nth(place)?, *mark))
        });
        match parts {
            Some((letter, mark)) => out.extend([letter, mark]),
            None => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passphrase(text: &str) -> Passphrase {
        Passphrase::new(Zeroizing::new(text.to_owned()))
    }

    fn octets(text: &str, iterations: u32) -> Vec<Vec<u8>> {
        let forms = passphrase(text).octets(iterations);
        forms.iter().map(|form| form.to_vec()).collect()
    }

    #[test]
    fn what_is_ascii_has_one_form() {
        assert_eq!(octets("secret", 1), [b"secret".to_vec()]);
        assert_eq!(passphrase("secret").bmp(1).len(), 1);
        assert_eq!(passphrase("").bmp(1).len(), 2);
    }

    #[test]
    fn blanks_copied_along_are_tried_without() {
        assert_eq!(octets(" a b\n", 1), [b" a b\n".to_vec(), b"a b".to_vec()]);
        assert_eq!(octets(" ", 1), [b" ".to_vec()]);
        assert_eq!(octets("a ", MAX_RARE).len(), 2);
        assert_eq!(octets("a ", MAX_RARE + 1), [b"a ".to_vec()]);
    }

    /// What Python's codecs and `unicodedata` make of it.
    #[test]
    fn letters_with_marks_have_the_bytes_of_every_system() {
        for typed in ["ä€", "a\u{308}€"] {
            let forms = octets(typed, 1);
            assert!(forms.contains(&"ä€".as_bytes().to_vec()));
            assert!(forms.contains(&"a\u{308}€".as_bytes().to_vec()));
            assert!(forms.contains(&vec![0xE4, 0x80]), "code page 1252");
        }
        for typed in ["Ñß", "N\u{303}ß"] {
            let forms = octets(typed, 1);
            assert!(forms.contains(&vec![0xD1, 0xDF]), "ISO 8859-1");
            assert!(forms.contains(&vec![0xA5, 0xE1]), "code page 850");
            let wide = passphrase(typed).bmp(1);
            assert!(wide.iter().any(|form| **form == [0, 0xD1, 0, 0xDF, 0, 0]));
            assert!(wide.iter().any(|form| **form == [0, 0xA5, 0, 0xE1, 0, 0]));
        }
        assert_eq!(octets("Ñ", MAX_RARE + 1).len(), 2);
    }

    #[test]
    fn every_letter_with_a_mark_is_taken_apart_and_put_together() {
        for (mark, letters, whole) in MARKS {
            assert_eq!(letters.chars().count(), whole.chars().count(), "{mark:?}");
            let apart: String = letters.chars().flat_map(|letter| [letter, *mark]).collect();
            assert_eq!(*composed(&apart), **whole);
            assert_eq!(*decomposed(whole), apart);
        }
        assert_eq!(CODE_PAGE_850.chars().count(), 128);
        assert_eq!(CODE_PAGE_1252.chars().count(), 32);
    }
}
