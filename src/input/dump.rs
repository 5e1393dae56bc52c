//! Bytes as hexadecimal text: plain, with separators, and as `xxd`, `hexdump`, `od` and `certutil`
//! print them.

use crate::encoding::decode_hex;
use zeroize::Zeroizing;

/// The fewest bytes that are taken for an object.
const MIN_BYTES: usize = 32;

/// Returns the bytes of text that is hexadecimal and nothing else, in the ways in which it can be read, the
/// likeliest first.
pub(super) fn bytes(text: &str) -> Vec<Zeroizing<Vec<u8>>> {
    let lines = lines(text);
    if lines.is_empty() {
        plain(text).into_iter().collect()
    } else {
        lines
    }
}

/// Digits with whatever separates them: `30 82`, `30:82`, `0x30, 0x82`, `\x30\x82`, `X'3082'`.
fn plain(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let mut digits = Zeroizing::new(String::with_capacity(text.len()));
    let mut previous = None;
    for character in text.chars() {
        match character {
            // `0x` in front of a byte: the zero is no digit of it.
            'x' | 'X' => {
                if previous == Some('0') {
                    digits.pop();
                }
            }
            digit if digit.is_ascii_hexdigit() => digits.push(digit),
            ' ' | '\n' | ':' | ',' | ';' | '-' | '{' | '}' | '[' | ']' | '(' | ')' | '"' | '\''
            | '\\' | '.' => {}
            _ => return None,
        }
        previous = Some(character);
    }
    decode_hex(&digits).filter(|bytes| bytes.len() >= MIN_BYTES)
}

/// A dump: in each line an offset, bytes in groups, and perhaps the same bytes as characters. Offsets of six or seven
/// digits in front of groups of four are those of `hexdump` and `od -x`, which print words of two bytes: on most
/// machines, but not on all, the second byte first.
///
/// The text is best as it was given: what stands beside the bytes may look like escapes.
pub(super) fn lines(text: &str) -> Vec<Zeroizing<Vec<u8>>> {
    dumped(text).unwrap_or_default()
}

fn dumped(text: &str) -> Option<Vec<Zeroizing<Vec<u8>>>> {
    let mut digits = Zeroizing::new(String::with_capacity(text.len()));
    let mut previous = None;
    let (mut has_words, mut is_odd) = (true, false);
    let lines = text.split('\n').filter(|line| !line.trim().is_empty());
    for line in lines {
        let line = line.trim();
        // `hexdump` and `od` end with the total as an offset of its own.
        if !line.contains(' ') && line.chars().all(|c| c.is_ascii_hexdigit()) {
            is_odd = line.ends_with(['1', '3', '5', '7', '9', 'b', 'd', 'f']);
            continue;
        }
        let (offset, bytes) = line.split_once([':', ' '])?;
        has_words &= matches!(offset.len(), 6 | 7);
        // Offsets begin with zero and grow; groups of bytes do not.
        let offset = Some(offset).filter(|offset| offset.len() >= 4)?;
        let offset = u32::from_str_radix(offset, 16).ok()?;
        let grows = previous.map_or(offset == 0, |previous| offset > previous);
        previous = grows.then_some(Some(offset))?;
        let bytes = bytes.trim_start();
        let (mut taken, mut gap, mut single) = (0_usize, 0_usize, true);
        // Two spaces part the halves of a line of single bytes; two or more, the bytes from their
        // characters.
        for group in bytes.split(' ') {
            if group.is_empty() {
                gap = gap.saturating_add(1);
                continue;
            }
            let is_size = match gap {
                0 => matches!(group.len(), 2 | 4 | 8),
                1 => single && group.len() == 2,
                _ => false,
            };
            if taken >= 32 || !is_size || !group.chars().all(|c| c.is_ascii_hexdigit()) {
                break;
            }
            digits.push_str(group);
            has_words &= group.len() == 4;
            taken = taken.saturating_add(group.len());
            single &= group.len() == 2;
            gap = 0;
        }
    }
    let mut bytes = decode_hex(&digits).filter(|bytes| bytes.len() >= MIN_BYTES)?;
    if !has_words {
        return Some(vec![bytes]);
    }
    let mut turned = bytes.clone();
    turned.chunks_exact_mut(2).for_each(|word| word.reverse());
    // The last word of an odd number of bytes is filled up.
    if is_odd {
        bytes.pop();
        turned.pop();
    }
    Some(vec![turned, bytes])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<u8> {
        (0x20..0x60).collect()
    }

    fn read(text: &str) -> Option<Vec<u8>> {
        bytes(text).first().map(|bytes| bytes.to_vec())
    }

    #[test]
    fn digits_with_separators_of_every_kind() {
        let pairs: Vec<String> = sample().iter().map(|b| format!("{b:02x}")).collect();
        for text in [
            pairs.concat(),
            pairs.join(" "),
            pairs.join(":").to_uppercase(),
            format!("{{ 0x{} }};", pairs.join(", 0x")),
            format!("\"\\x{}\"", pairs.join("\\x")),
            format!("X'{}'", pairs.concat()),
        ] {
            assert_eq!(read(&text), Some(sample()), "{text}");
        }
        assert_eq!(read("30 82 zz"), None);
        assert_eq!(read("3082"), None);
    }

    #[test]
    fn dumps_of_several_programs() {
        let line = |at: usize, bytes: &[u8], style: u8| {
            let pairs: Vec<String> = bytes.iter().map(|b| format!("{b:02x}")).collect();
            let shown: String = bytes.iter().map(|b| char::from(*b)).collect();
            let at = at * 16;
            match style {
                0 => {
                    let groups: Vec<String> = pairs.chunks(2).map(<[String]>::concat).collect();
                    format!("{at:08x}: {}  {shown}\n", groups.join(" "))
                }
                1 => {
                    let (one, two) = pairs.split_at(8);
                    format!(
                        "{at:08x}  {}  {}  |{shown}|\n",
                        one.join(" "),
                        two.join(" ")
                    )
                }
                2 => {
                    let (one, two) = pairs.split_at(8);
                    format!("{at:04x}  {}  {}   {shown}\n", one.join(" "), two.join(" "))
                }
                _ => format!("{at:07x} {}\n", pairs.join(" ")),
            }
        };
        let styles = (0..4).flat_map(|style| [sample(), b"ab ".repeat(16)].map(|own| (style, own)));
        for (style, sample) in styles {
            let lines = sample.chunks(16).enumerate();
            let dump: String = lines.map(|(at, bytes)| line(at, bytes, style)).collect();
            assert_eq!(read(&dump), Some(sample.clone()), "{dump}");
            let total = format!("{dump}{:08x}\n", sample.len());
            assert_eq!(read(&total), Some(sample), "{total}");
        }
        // `xxd -c 8`; the characters look like bytes.
        let line = "3031 2033 3435 3637  01 34567\n";
        let dump: String = (0..4).map(|at| format!("{:08x}: {line}", at * 8)).collect();
        assert_eq!(read(&dump), Some(b"01 34567".repeat(4)));
        let line = "3031 3233 3435 3637  01234567\n";
        let dump: String = (0..4).map(|at| format!("{:08x}: {line}", at * 8)).collect();
        assert_eq!(read(&dump), Some(b"01234567".repeat(4)));
        // `hexdump` leaves lines out that repeat.
        assert_eq!(read(&format!("{dump}*\n00000040: {line}")), None);
        // `hexdump` and `od -x`; the bytes are odd in number.
        let line = "3130 3332 3534 3736 3130 3332 3534 3736\n";
        let words = format!("0000000 {line}0000020 {line}0000040 0038\n0000041\n");
        assert_eq!(
            read(&words),
            Some(b"012345670123456701234567012345678".to_vec())
        );
        let ways = bytes(&words);
        assert_eq!(ways.get(1).map(|own| own.starts_with(b"1032")), Some(true));
        // Escapes beside the bytes are none.
        let line = "3031 3233 5c6e 607e  0123\\n`n\r\n";
        let dump: String = (0..4).map(|at| format!("{:08x}: {line}", at * 8)).collect();
        assert_eq!(read(&dump), Some(b"0123\\n`~".repeat(4)));
        // These are no offsets.
        let line = "0000 3132 3334 3536\n";
        assert_eq!(read(&line.repeat(8)), Some(b"\0\x00123456".repeat(8)));
    }
}
