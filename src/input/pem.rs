//! PEM blocks (RFC 7468, RFC 1421) in every shape in which people hold them.

use crate::encoding::encode_base64_secret;
use zeroize::Zeroizing;

/// The longest label that is taken for one, in bytes.
const MAX_LABEL: usize = 64;

/// The columns of a body line (RFC 7468, section 2).
const COLUMNS: usize = 64;

/// From so many dashes on, the word behind them is certainly meant as a boundary.
const CERTAIN: usize = 4;

/// Returns bytes as a PEM block, the way OpenSSL writes it. The bytes may be secret: the encoder's
/// time does not depend on them, and the text is wiped when dropped.
pub(crate) fn encode(label: &str, bytes: &[u8]) -> Zeroizing<String> {
    let text = encode_base64_secret(bytes);
    let mut pem = Zeroizing::new(String::with_capacity(
        text.len().saturating_mul(2).saturating_add(256),
    ));
    for part in ["-----BEGIN ", label, "-----\n"] {
        pem.push_str(part);
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

/// A piece of text: together they are all of it, so that nothing is lost between blocks.
pub(super) enum Piece<'a> {
    /// A block.
    Block(Block<'a>),
    /// Text outside of blocks.
    Text(&'a str),
    /// Text that an END line follows which no BEGIN line belongs to.
    Headless {
        /// The END line's label.
        label: String,
        /// What is in front of it.
        text: &'a str,
    },
}

/// One PEM block as it stands in the text.
pub(super) struct Block<'a> {
    /// What is between BEGIN and the dashes, in capitals: `RSA PRIVATE KEY`.
    pub(super) label: String,
    /// What is in front of BEGIN in its line: a quoting sign, a line number, a time.
    pub(super) prefix: &'a str,
    /// What is between the BEGIN and the END line.
    pub(super) body: &'a str,
    /// Whether it has an END line.
    pub(super) closed: bool,
    /// Whether the dashes leave no doubt that a block was meant.
    pub(super) certain: bool,
}

/// Cuts `text` into blocks and what is around them, in order. A block without an END line ends at
/// the next BEGIN or at the end of the text.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    // A BEGIN line whose block is the next piece.
    let mut begun: Option<Boundary<'_>> = None;
    core::iter::from_fn(move || {
        if let Some(begin) = begun.take() {
            let body = rest;
            let end = Boundary::next(body);
            let (body, closed) = match &end {
                Some(end) => (end.before, end.kind == Kind::End),
                None => (body, false),
            };
            match end {
                Some(end) if closed => rest = end.after,
                Some(end) => {
                    rest = end.after;
                    begun = Some(end);
                }
                None => rest = "",
            }
            return Some(Piece::Block(Block {
                label: begin.label,
                prefix: begin.prefix,
                body,
                closed,
                certain: begin.dashes >= CERTAIN,
            }));
        }
        if rest.is_empty() {
            return None;
        }
        let Some(boundary) = Boundary::next(rest) else {
            return Some(Piece::Text(core::mem::take(&mut rest)));
        };
        rest = boundary.after;
        let text = boundary.before;
        if boundary.kind == Kind::End {
            let label = boundary.label;
            return Some(Piece::Headless { label, text });
        }
        begun = Some(boundary);
        Some(Piece::Text(text))
    })
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
    dashes: usize,
    prefix: &'a str,
    before: &'a str,
    after: &'a str,
}

impl<'a> Boundary<'a> {
    /// The first boundary of `text`. One dash on either side suffices: people cut some off.
    fn next(text: &'a str) -> Option<Self> {
        let mut start = 0_usize;
        loop {
            let at = start.checked_add(text.get(start..)?.find('-')?)?;
            let run = text.get(at..)?;
            let behind = run.trim_start_matches('-');
            let dashes = run.len().saturating_sub(behind.len());
            if let Some((kind, label, after)) = word(behind, dashes) {
                let before = text.get(..at)?;
                // A sixth dash in front of BEGIN is a sign of its own: a line taken out in a diff.
                let extra = if dashes == 6 { 1 } else { 0 };
                let line = before.rfind('\n').map_or(0, |end| end.saturating_add(1));
                let prefix = text.get(line..at.saturating_add(extra))?;
                return Some(Self {
                    kind,
                    label,
                    dashes,
                    prefix,
                    before,
                    after,
                });
            }
            start = text.len().checked_sub(behind.len())?;
        }
    }
}

/// Reads `BEGIN label---` or `END label---` at the start of `text`, behind so many dashes; returns
/// what is behind it too.
fn word(text: &str, dashes: usize) -> Option<(Kind, String, &str)> {
    let text = text.trim_start_matches(' ');
    let (kind, text) = keyword(text, "BEGIN", dashes)
        .map(|text| (Kind::Begin, text))
        .or_else(|| keyword(text, "END", dashes).map(|text| (Kind::End, text)))?;
    let (label, after) = label(text, dashes)?;
    let words: Vec<&str> = label.split_whitespace().collect();
    let label = words.join(" ").to_ascii_uppercase();
    if label.is_empty() && dashes < CERTAIN {
        return None;
    }
    Some((kind, label, behind_dashes(after)))
}

/// The label at the start of `text`, and what follows it. With many dashes in front, a label is
/// one even when the dashes behind it are missing or something is wrong with its letters.
fn label(text: &str, dashes: usize) -> Option<(&str, &str)> {
    let window = text
        .get(..text.floor_char_boundary(MAX_LABEL.saturating_add(1)))
        .unwrap_or_default();
    let certain = dashes >= CERTAIN;
    if let Some(end) = window.find('-') {
        let (label, after) = text.split_at_checked(end)?;
        let usual = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '\n' | '#' | '.');
        return (certain || label.chars().all(usual)).then_some((label, after));
    }
    certain.then_some(())?;
    let line = window.trim_start_matches([' ', '\n']);
    let blank = window.len().saturating_sub(line.len());
    let end = line
        .find('\n')
        .or_else(|| {
            LAST_WORDS
                .iter()
                .filter_map(|word| word_end(line, word))
                .min()
        })
        .unwrap_or(0);
    text.split_at_checked(blank.saturating_add(end))
}

/// The words with which labels end.
const LAST_WORDS: [&str; 7] = [
    "CERTIFICATE",
    "KEY",
    "REQUEST",
    "PKCS7",
    "PKCS12",
    "CRL",
    "CMS",
];

fn word_end(line: &str, word: &str) -> Option<usize> {
    let end = line.find(word)?.checked_add(word.len())?;
    line.get(end..)?.starts_with(' ').then_some(end)
}

/// What follows the dashes that end a boundary. Without a line end in between, the next boundary
/// starts right there, and keeps one of the dashes: it is found by it.
fn behind_dashes(text: &str) -> &str {
    let behind = text.trim_start_matches('-');
    let dashes = text.len().saturating_sub(behind.len());
    let next = behind.trim_start_matches(' ');
    if keyword(next, "BEGIN", dashes)
        .or_else(|| keyword(next, "END", dashes))
        .is_none()
    {
        return behind;
    }
    // As many dashes as leave the next boundary certain.
    let kept = dashes.min(CERTAIN);
    text.get(dashes.saturating_sub(kept)..).unwrap_or(behind)
}

/// What follows `word` and a space, in any case of letters. With many dashes in front, the space
/// may be missing: tools that strip white space leave `-----BEGINCERTIFICATE-----`.
fn keyword<'a>(text: &'a str, word: &str, dashes: usize) -> Option<&'a str> {
    const FIRST_WORDS: [&str; 11] = [
        "CERT", "RSA", "EC", "ENC", "PRIV", "PUB", "PKCS", "X509", "TRUST", "NEW", "-",
    ];
    let (head, tail) = text.split_at_checked(word.len())?;
    head.eq_ignore_ascii_case(word).then_some(())?;
    let separated = tail.starts_with([' ', '\n', '_'])
        || (dashes >= CERTAIN && FIRST_WORDS.iter().any(|first| tail.starts_with(first)));
    separated.then(|| tail.trim_start_matches('_'))
}
