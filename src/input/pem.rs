//! PEM blocks (RFC 7468, RFC 1421) in every shape in which people hold them.

use super::unsupported::Unsupported;
use super::{base64, markup};
use crate::error::{Error, Result};
use base64ct::{Base64, Encoding};
use zeroize::Zeroizing;

/// The longest label that is taken for one.
const MAX_LABEL: usize = 64;

/// One PEM block.
pub(super) struct Block {
    /// What stands between BEGIN and the dashes, in capitals: `RSA PRIVATE KEY`.
    pub(super) label: String,
    /// `DEK-Info` of a traditional encrypted key (RFC 1421, section 4.6.1.3), when it has one.
    pub(super) dek_info: Option<String>,
    /// Whether it has an END line.
    pub(super) closed: bool,
    /// The bytes.
    pub(super) bytes: Zeroizing<Vec<u8>>,
}

/// The columns of a body line (RFC 7468, section 2).
const COLUMNS: usize = 64;

/// Bytes as a PEM block, the way OpenSSL writes it. The bytes may be secret: the encoder's time does
/// not depend on them, and the text is wiped when dropped.
pub(crate) fn encode(label: &str, header: Option<&str>, bytes: &[u8]) -> Zeroizing<String> {
    let text = Zeroizing::new(Base64::encode_string(bytes));
    let mut pem = Zeroizing::new(String::with_capacity(
        text.len().saturating_mul(2).saturating_add(256),
    ));
    for part in ["-----BEGIN ", label, "-----\n"] {
        pem.push_str(part);
    }
    if let Some(dek_info) = header {
        for part in ["Proc-Type: 4,ENCRYPTED\nDEK-Info: ", dek_info, "\n\n"] {
            pem.push_str(part);
        }
    }
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (line, tail) = rest.split_at_checked(COLUMNS).unwrap_or((rest, ""));
        pem.push_str(line);
        pem.push('\n');
        rest = tail;
    }
    for part in ["-----END ", label, "-----\n"] {
        pem.push_str(part);
    }
    pem
}

/// Every block of `text`, in order. A block that ends at the next BEGIN or at the end of the text
/// is still one when its bytes are complete; that is for the caller to see.
pub(super) fn blocks(text: &str) -> impl Iterator<Item = Result<Block>> + '_ {
    let mut rest = text;
    core::iter::from_fn(move || {
        loop {
            let begin = Boundary::next(rest)?;
            rest = begin.after;
            if begin.kind == Kind::Begin {
                break Some(block(&begin.label, &mut rest));
            }
        }
    })
}

/// Reads one block from behind its BEGIN line and moves `rest` behind it.
fn block(label: &str, rest: &mut &str) -> Result<Block> {
    let body = *rest;
    let (body, closed) = match Boundary::next(body) {
        Some(next) => {
            if next.kind == Kind::End {
                *rest = next.after;
            } else {
                *rest = next.from;
            }
            (next.before, next.kind == Kind::End)
        }
        None => {
            *rest = "";
            (body, false)
        }
    };
    if Unsupported::from_label(label).is_some() {
        // What is in it is of no interest, and may be no base64 of ours.
        let bytes = Zeroizing::new(Vec::new());
        return Ok(Block {
            label: label.to_owned(),
            dek_info: None,
            closed,
            bytes,
        });
    }
    let lines = markup::lines(body);
    match base64::body(label, &lines) {
        Ok(bytes) => Ok(Block {
            label: label.to_owned(),
            dek_info: lines.dek_info,
            closed,
            bytes,
        }),
        Err(_) if !closed => Err(Error::PemCut {
            label: label.to_owned(),
        }),
        Err(error) => Err(error),
    }
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Kind {
    Begin,
    End,
}

/// A BEGIN or END line and the text around it.
struct Boundary<'a> {
    kind: Kind,
    label: String,
    before: &'a str,
    from: &'a str,
    after: &'a str,
}

impl<'a> Boundary<'a> {
    /// The first boundary of `text`. One dash on either side suffices: people cut some off.
    fn next(text: &'a str) -> Option<Self> {
        let mut start = 0_usize;
        loop {
            let dashes = start.checked_add(text.get(start..)?.find('-')?)?;
            let run = text.get(dashes..)?;
            let behind = run.trim_start_matches('-');
            if let Some((kind, label, after)) = word(behind) {
                let before = text.get(..dashes)?;
                return Some(Self {
                    kind,
                    label,
                    before,
                    from: run,
                    after,
                });
            }
            start = text.len().checked_sub(behind.len())?;
        }
    }
}

/// `BEGIN label---` or `END label---` at the start of `text`, and what is behind it.
fn word(text: &str) -> Option<(Kind, String, &str)> {
    let text = text.trim_start_matches(' ');
    let (kind, text) = keyword(text, "BEGIN")
        .map(|text| (Kind::Begin, text))
        .or_else(|| keyword(text, "END").map(|text| (Kind::End, text)))?;
    let end = text.find('-').filter(|end| *end <= MAX_LABEL)?;
    let (label, after) = text.split_at_checked(end)?;
    if !label
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '\n' | '#' | '.'))
    {
        return None;
    }
    let words: Vec<&str> = label.split_whitespace().collect();
    if words.is_empty() {
        return None;
    }
    Some((
        kind,
        words.join(" ").to_ascii_uppercase(),
        behind_dashes(after),
    ))
}

/// What follows the dashes that end a boundary. Without a line end in between, the next boundary
/// starts right there, and keeps one of the dashes: it is found by it.
fn behind_dashes(text: &str) -> &str {
    let behind = text.trim_start_matches('-');
    let next = behind.trim_start_matches(' ');
    if keyword(next, "BEGIN")
        .or_else(|| keyword(next, "END"))
        .is_none()
    {
        return behind;
    }
    let dashes = text.len().saturating_sub(behind.len());
    text.get(dashes.saturating_sub(1)..).unwrap_or(behind)
}

/// What follows `word` and a space, in any case of letters.
fn keyword<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (head, tail) = text.split_at_checked(word.len())?;
    let separated = tail.starts_with([' ', '\n']);
    (head.eq_ignore_ascii_case(word) && separated).then_some(tail)
}
