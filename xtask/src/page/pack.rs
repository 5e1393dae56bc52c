//! Makes bytes small enough to stand in a script as text, and unpacks them again for the checks.
//!
//! Compressed as an LZMA file (the `.lzma` form that `xz --format=lzma` reads), which is a sixth
//! smaller than what browsers can inflate by themselves; `www/packed.js` opens it. Then written with 91
//! printable characters: 13 bits in two of them (91 × 91 = 8281, and 2¹³ = 8192). Base64 would take
//! eight percent more. The alphabet is ASCII from `!` to `~` without the quotation mark and the
//! backslash, which end or escape a text of JavaScript, and without `<`, which HTML could take for
//! markup.

use std::io::{Read, Write};

use anyhow::{Context, Result, bail};
use lzma_rust2::{LzmaOptions, LzmaReader, LzmaWriter};

/// The characters that the alphabet leaves out between `!` and `~`.
const LEFT_OUT: [char; 3] = ['"', '<', '\\'];
/// How many characters the alphabet has.
const BASE: usize = 91;
/// Two characters carry so many bits.
const BITS: u32 = 13;
/// Where so few bits are left at the end, one character carries them.
const BITS_OF_ONE: u32 = 5;

/// The most memory that unpacking takes, in KiB.
const MEMORY: u32 = 64 << 10;

/// How many bits of the byte before say what a byte may be: which number is best depends on the content.
const CONTEXTS: std::ops::RangeInclusive<u32> = 0..=4;

/// Compresses and writes, as small as any of the settings makes it.
pub(crate) fn pack(bytes: &[u8]) -> Result<String> {
    let packed = CONTEXTS.map(|lc| compress(bytes, lc));
    let packed = packed.collect::<Result<Vec<_>>>()?;
    let smallest = packed.iter().min_by_key(|packed| packed.len());
    write(smallest.context("Nothing was packed.")?)
}

fn compress(bytes: &[u8], lc: u32) -> Result<Vec<u8>> {
    // Neither wasm nor text is aligned to anything, so the place of a byte says nothing about it.
    let options = LzmaOptions {
        dict_size: 1 << 20,
        lc,
        lp: 0,
        pb: 0,
        nice_len: LzmaOptions::NICE_LEN_MAX,
        depth_limit: 512,
        ..LzmaOptions::with_preset(9)
    };
    let size = u64::try_from(bytes.len())?;
    let mut writer = LzmaWriter::new_use_header(Vec::new(), &options, Some(size))?;
    writer.write_all(bytes)?;
    Ok(writer.finish()?)
}

/// The reverse, by other code than what packed.
pub(crate) fn unpack(text: &str) -> Result<Vec<u8>> {
    let packed = read(text)?;
    let mut bytes = Vec::new();
    LzmaReader::new_mem_limit(packed.as_slice(), MEMORY, None)?
        .read_to_end(&mut bytes)
        .context("What the page holds packed cannot be unpacked.")?;
    Ok(bytes)
}

fn alphabet() -> Vec<char> {
    let printable = ('!'..='~').filter(|c| !LEFT_OUT.contains(c));
    printable.collect()
}

fn write(bytes: &[u8]) -> Result<String> {
    let alphabet = alphabet();
    let digit = |value: usize| alphabet.get(value).context("There is no such digit.");
    let mut text = String::with_capacity(bytes.len().saturating_mul(5) / 4);
    let (mut held, mut count) = (0_u32, 0_u32);
    for byte in bytes {
        held = held << 8 | u32::from(*byte);
        count = count.saturating_add(8);
        if count >= BITS {
            count = count.saturating_sub(BITS);
            let value = usize::try_from(held >> count)?;
            text.push(*digit(value / BASE)?);
            text.push(*digit(value % BASE)?);
            held &= !(u32::MAX << count);
        }
    }
    if count > BITS_OF_ONE {
        let value = usize::try_from(held << BITS.saturating_sub(count))?;
        text.push(*digit(value / BASE)?);
        text.push(*digit(value % BASE)?);
    } else if count > 0 {
        text.push(*digit(usize::try_from(
            held << BITS_OF_ONE.saturating_sub(count),
        )?)?);
    }
    Ok(text)
}

fn read(text: &str) -> Result<Vec<u8>> {
    let alphabet = alphabet();
    let mut digits = Vec::with_capacity(text.len());
    for character in text.chars() {
        let Some(digit) = alphabet.iter().position(|c| *c == character) else {
            bail!("`{character}` in the page's packed text is not of its alphabet.");
        };
        digits.push(digit);
    }
    let mut bits: Vec<bool> = Vec::with_capacity(digits.len().saturating_mul(7));
    for pair in digits.chunks(2) {
        let (value, width) = match pair {
            [high, low] => (high.saturating_mul(BASE).saturating_add(*low), BITS),
            [only] => (*only, BITS_OF_ONE),
            _ => bail!("The page's packed text cannot be read."),
        };
        bits.extend((0..width).rev().map(|place| value >> place & 1 == 1));
    }
    let byte = |bits: &[bool]| {
        bits.iter()
            .fold(0_u8, |byte, bit| byte << 1 | u8::from(*bit))
    };
    Ok(bits.chunks_exact(8).map(byte).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_is_unpacked() {
        let bytes: Vec<u8> = (0..=255).cycle().take(10_000).collect();
        let text = pack(&bytes).unwrap();
        assert!(text.len() < 1_000, "{}", text.len());
        assert_eq!(unpack(&text).unwrap(), bytes);
    }

    #[test]
    fn every_length_is_kept_and_no_letter_is_markup() {
        for length in 0..200_usize {
            let bytes: Vec<u8> = (0..length).map(|n| (n * 151 + length * 7) as u8).collect();
            let text = write(&bytes).unwrap();
            assert_eq!(read(&text).unwrap(), bytes, "{length}");
            assert!(!text.contains(['"', '\\', '<', ' ', '\n']), "{text}");
        }
    }

    /// 13 bits by hand: 0x00 0x08 is 0b0000000000001 and three bits more, `!"`'s neighbour `#`.
    #[test]
    fn digits_are_those_of_the_description() {
        assert_eq!(write(&[]).unwrap(), "");
        assert_eq!(write(&[0, 8]).unwrap(), "!#!");
        assert_eq!(alphabet().len(), BASE);
    }

    #[test]
    fn a_changed_byte_is_noticed() {
        let text = pack(b"some bytes").unwrap();
        let other = if text.get(8..9) == Some("a") {
            "b"
        } else {
            "a"
        };
        let mut changed = text.clone();
        changed.replace_range(8..9, other);
        assert!(unpack(&changed).ok().as_deref() != Some(b"some bytes".as_slice()));
        assert!(unpack("\"").is_err());
        assert!(unpack(&write(b"not packed").unwrap()).is_err());
    }
}
