//! Long runs of base64 or hexadecimal in text: the values of YAML, JSON, `.env` files and XML,
//! `data:` addresses, lists with one certificate in each line.

use super::markup;
use crate::encoding::{decode_base64, decode_hex, is_base64_byte};
use zeroize::Zeroizing;

/// The shortest run that is looked at, in letters.
const MIN: usize = 64;

/// The shortest piece with which a run of several lines begins.
const MIN_PIECE: usize = 16;

/// What may stand around a value in its line.
const AROUND: &[char] = &[
    ' ', '"', '\'', '`', ',', ';', '>', '|', '#', '*', '\\', '^', '(', ')', '[', ']', '{', '}', '•',
];

/// A run of base64 or hexadecimal over one or several lines.
#[derive(Default)]
pub(super) struct Value {
    /// The line in which it begins, the first being 1.
    pub(super) line: u32,
    /// Its pieces, one for each line.
    pieces: Vec<Zeroizing<String>>,
}

impl Value {
    /// Whether it takes several lines, which may each be a value of their own.
    pub(super) fn is_list(&self) -> bool {
        self.pieces.len() > 1
    }

    /// Its lines as values of their own.
    pub(super) fn split(&self) -> impl Iterator<Item = Self> {
        let lines = (self.line..).zip(&self.pieces);
        let single = lines.map(|(line, piece)| Self {
            line,
            pieces: vec![piece.clone()],
        });
        single.filter(|value| value.length() >= MIN)
    }

    /// Its bytes.
    pub(super) fn decode(&self) -> Option<Zeroizing<Vec<u8>>> {
        let text = self.text();
        // Every hexadecimal digit is a letter of base64 too.
        decode_hex(&text).or_else(|| decode_base64(&text))
    }

    /// Whether it begins as the base64 of an object does.
    pub(super) fn looks_like_object(&self) -> bool {
        self.pieces
            .first()
            .is_some_and(|piece| piece.starts_with("MII") && !piece.contains(['-', '_']))
    }

    fn text(&self) -> Zeroizing<String> {
        let length = self.length().saturating_add(2);
        let mut text = Zeroizing::new(String::with_capacity(length));
        for piece in &self.pieces {
            text.push_str(piece);
        }
        text
    }

    /// How many letters it has, padding not counted.
    fn length(&self) -> usize {
        let letters = |piece: &Zeroizing<String>| piece.trim_end_matches('=').len();
        self.pieces.iter().map(letters).sum()
    }
}

/// Whether a line of `text` looks like a line of base64.
pub(super) fn is_value(text: &str) -> bool {
    let mut lines = text
        .split('\n')
        .map(|line| whole(line.trim_matches(AROUND)));
    lines.any(|line| line.is_some_and(|line| line.len() >= MIN_LINE))
}

/// The shortest line of base64 that no word of prose is.
const MIN_LINE: usize = 24;

/// Returns every value of `text`, in order.
pub(super) fn values(text: &str) -> Vec<Value> {
    let mut found = Vec::new();
    let mut open = Value::default();
    for (number, line) in (1_u32..).zip(text.split('\n')) {
        let line = if line.contains('<') {
            markup::without_tags(line, MIN)
        } else {
            Zeroizing::new(line.to_owned())
        };
        let content = line.trim_matches(AROUND);
        if let Some(piece) = whole(content) {
            let ends = piece.ends_with('=');
            if open.pieces.is_empty() {
                if piece.len() < MIN_PIECE {
                    // A word above a value.
                    continue;
                }
                open.line = number;
            }
            open.pieces.push(piece);
            if ends {
                close(&mut open, &mut found);
            }
            continue;
        }
        close(&mut open, &mut found);
        let mut rest = content;
        while let Some((run, behind)) = next_run(rest) {
            rest = behind;
            // A value that reaches the end of its line may go on in the next.
            let last = behind.is_empty() && run.len() >= MIN_PIECE && !run.ends_with('=');
            if last || run.trim_end_matches('=').len() >= MIN {
                open.line = number;
                open.pieces.push(Zeroizing::new(run.to_owned()));
            }
            if !last {
                close(&mut open, &mut found);
            }
        }
    }
    close(&mut open, &mut found);
    found
}

/// Ends a value; one that is too short is none.
fn close(open: &mut Value, found: &mut Vec<Value>) {
    let value = core::mem::take(open);
    if value.length() >= MIN {
        found.push(value);
    }
}

/// The base64 of a line that holds nothing else: one run, or several long ones with spaces between.
fn whole(line: &str) -> Option<Zeroizing<String>> {
    let is_clean = |word: &str| next_run(word).is_some_and(|(run, _)| run.len() == word.len());
    let mut words = line.split(' ').peekable();
    let mut joined = Zeroizing::new(String::with_capacity(line.len()));
    while let Some(word) = words.next() {
        let last = words.peek().is_none();
        let long = word.len() >= MIN_PIECE || last;
        (is_clean(word) && long).then_some(())?;
        joined.push_str(word);
    }
    Some(joined)
}

/// The next run of base64 letters with its padding, and what is behind it.
fn next_run(text: &str) -> Option<(&str, &str)> {
    let is_letter = |c: char| u8::try_from(c).is_ok_and(is_base64_byte) && c != '=';
    let start = text.find(is_letter)?;
    let text = text.get(start..)?;
    let letters = text.find(|c| !is_letter(c)).unwrap_or(text.len());
    let padding = text.get(letters..)?;
    let padding = padding
        .len()
        .saturating_sub(padding.trim_start_matches('=').len());
    text.split_at_checked(letters.checked_add(padding)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let values = values(text);
        values
            .iter()
            .map(|value| value.text().to_string())
            .collect()
    }

    #[test]
    fn values_are_found_in_their_lines() {
        let one = format!("MII{}==", "a".repeat(80));
        let two = format!("LS0t{}", "b".repeat(80));
        for text in [
            format!("data:\n  tls.crt: {one}\n  tls.key: {two}\n"),
            format!("export CERT=\"{one}\"\nKEY={two}"),
            format!("<a:Cert>{one}</a:Cert><b>{two}</b>").replace("><", ">\n<"),
            format!("data:application/x-pkcs12;base64,{one}\n{two}"),
            format!("[\"{one}\", \"{two}\"]"),
        ] {
            assert_eq!(found(&text), [one.clone(), two.clone()], "{text}");
        }
        let (head, tail) = one.split_at(40);
        for text in [
            format!("cert: {head}\n   {tail}\n"),
            format!("cert: |\n  {head}\n  {tail}\nother: 1"),
            format!("\"{head}\",\n\"{tail}\""),
            format!("{head} {tail}"),
        ] {
            assert_eq!(found(&text), std::slice::from_ref(&one), "{text}");
        }
        assert_eq!(found("some words\nin lines\n"), [""; 0]);
    }
}
