//! Copies of the shipped file for questions that the shipped file cannot be asked: without its policy, or
//! with another worker and the policy that belongs to it.

use crate::keys::Keys;
use crate::outcome::{Failure, Outcome, ensure_eq};
use lzma_rust2::{LzmaOptions, LzmaWriter};
use std::io::Write;

const OPENING: &str = "const WORKER_SOURCE = \"";

/// The file without its policy.
pub(crate) fn without_policy(text: &str) -> Outcome<String> {
    let (before, rest) = text
        .split_once("<meta http-equiv=")
        .ok_or_else(|| Failure::new("there is no policy to take out"))?;
    let (_, after) = rest
        .split_once('>')
        .ok_or_else(|| Failure::new("the policy does not end"))?;
    Ok(format!("{before}{after}"))
}

/// The file with this source as its worker. Nothing else differs but the script's hash in the policy,
/// which is that of the new script, as a build would have written it.
pub(crate) fn with_worker(text: &str, source: &str, keys: &Keys) -> Outcome<String> {
    let before = script(text)?;
    let after = replaced(before, source)?;
    let copy = text.replacen(before, &after, 1);
    let (old, new) = (
        keys.sha256(before.as_bytes())?,
        keys.sha256(after.as_bytes())?,
    );
    ensure_eq!(copy.matches(&old).count(), 1, "how often the hash is there");
    Ok(copy.replacen(&old, &new, 1))
}

fn script(text: &str) -> Outcome<&str> {
    let (_, rest) = text
        .split_once("<script>")
        .ok_or_else(|| Failure::new("there is no script"))?;
    let (script, _) = rest
        .split_once("</script>")
        .ok_or_else(|| Failure::new("the script does not end"))?;
    Ok(script)
}

/// The constant is packed: compressed, and written with 91 characters.
fn replaced(script: &str, source: &str) -> Outcome<String> {
    let missing = || Failure::new(format!("the script has no `{OPENING}`"));
    let (before, rest) = script.split_once(OPENING).ok_or_else(missing)?;
    let (_, after) = rest.split_once('"').ok_or_else(missing)?;
    Ok(format!(
        "{before}{OPENING}{}\"{after}",
        written(&lzma(source)?)
    ))
}

/// ARCHITECTURE.md, "One file": 13 bits in two of the characters from `!` to `~` without `"`, `<` and `\`.
/// Of bits that are left, five or fewer take one character. What is filled up is never read.
fn written(bytes: &[u8]) -> String {
    let bits: Vec<u8> = bytes
        .iter()
        .flat_map(|byte| (0..8).rev().map(move |place| byte >> place & 1))
        .collect();
    let letters: Vec<char> = ('!'..='~').filter(|c| !"\"<\\".contains(*c)).collect();
    let letter = |digit: usize| letters.get(digit).copied().unwrap_or_default();
    let mut text = String::new();
    for part in bits.chunks(13) {
        let value = |width: usize| {
            let filled = part.iter().chain(std::iter::repeat(&0)).take(width);
            filled.fold(0_usize, |value, bit| value << 1 | usize::from(*bit))
        };
        if part.len() > 5 {
            let value = value(13);
            text.push(letter(value / 91));
            text.push(letter(value % 91));
        } else {
            text.push(letter(value(5)));
        }
    }
    text
}

/// An LZMA file that says how long its content is, as a build writes it.
fn lzma(source: &str) -> Outcome<Vec<u8>> {
    let options = LzmaOptions::with_preset(1);
    let length = u64::try_from(source.len()).ok();
    let mut writer = LzmaWriter::new_use_header(Vec::new(), &options, length)?;
    writer.write_all(source.as_bytes())?;
    Ok(writer.finish()?)
}
