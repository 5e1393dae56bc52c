//! Encodings that stand between text and the text that was meant. Each decoder returns `None`
//! unless its own signs are there, so that plain text is never changed by accident.

use crate::encoding::hex_pair;
use std::collections::BTreeSet;
use zeroize::Zeroizing;

/// Takes off every encoding whose signs `text` shows: the quoted-printable parts of a mail,
/// percent-encoding, character references of XML and HTML, quoted-printable.
pub(super) fn peel(text: &str) -> Option<Zeroizing<String>> {
    let mut peeled = None;
    for decode in [mail, percent, references, quoted_printable] {
        let current = peeled
            .as_ref()
            .map_or(text, |text: &Zeroizing<String>| text);
        peeled = decode(current).or(peeled);
    }
    peeled
}

/// Percent-encoding (RFC 3986, section 2.1), and form encoding, in which a space is a plus.
pub(crate) fn percent(text: &str) -> Option<Zeroizing<String>> {
    const SIGNS: [&str; 12] = [
        "%2B", "%2b", "%2F", "%2f", "%3D", "%3d", "%0A", "%0a", "%0D", "%0d", "%20", "%2D",
    ];
    let is_form = text.contains("BEGIN+");
    (is_form || SIGNS.iter().any(|sign| text.contains(sign))).then_some(())?;
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len()));
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        rest = tail;
        match (first, tail) {
            (b'%', [high, low, behind @ ..]) => {
                if let Some(byte) = hex_pair(*high, *low) {
                    bytes.push(byte);
                    rest = behind;
                } else {
                    bytes.push(b'%');
                }
            }
            (b'+', _) if is_form => bytes.push(b' '),
            (byte, _) => bytes.push(*byte),
        }
    }
    Some(lossy(&bytes))
}

/// A mail with its headers (RFC 2045): the parts that are declared as quoted-printable are decoded,
/// and that header goes, which is no longer true; everything else stays as it is. A part begins
/// behind the empty line that ends its headers, and ends before the next boundary.
fn mail(text: &str) -> Option<Zeroizing<String>> {
    let header = |line: &str| {
        let (name, value) = line.split_once(':')?;
        let is_it = name.eq_ignore_ascii_case("Content-Transfer-Encoding");
        is_it.then(|| value.trim().eq_ignore_ascii_case("quoted-printable"))
    };
    text.lines()
        .any(|line| header(line) == Some(true))
        .then_some(())?;
    let boundaries: BTreeSet<&str> = text.lines().filter_map(boundary).collect();
    let ends_part = |line: &str| {
        let name = line.trim_end().strip_prefix("--");
        name.is_some_and(|name| {
            let name = name.strip_suffix("--").unwrap_or(name);
            boundaries.contains(name)
        })
    };
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len()));
    let (mut is_declared, mut is_body) = (false, false);
    for line in text.split_inclusive('\n') {
        if ends_part(line) {
            (is_declared, is_body) = (false, false);
        } else if !is_body {
            let declared = header(line.trim_end());
            is_declared = declared.unwrap_or(is_declared);
            if declared == Some(true) {
                continue;
            }
            is_body = is_declared && line.trim().is_empty();
        } else {
            unquote(line, &mut bytes);
            continue;
        }
        bytes.extend_from_slice(line.as_bytes());
    }
    Some(lossy(&bytes))
}

/// The boundary that a line of a mail's headers declares (RFC 2046, section 5.1.1). The name of a parameter is in
/// capitals or not (RFC 2045, section 5.1), and some programs write spaces around the equals sign.
fn boundary(line: &str) -> Option<&str> {
    const NAME: &str = "boundary";
    let at = line.to_ascii_lowercase().find(NAME)?;
    let behind = line.get(at.saturating_add(NAME.len())..)?.trim_start();
    let value = behind.strip_prefix('=')?.trim_start();
    let value = match value.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => value.split([';', ' ']).next()?,
    };
    Some(value.trim_end()).filter(|value| !value.is_empty())
}

/// Decodes a line of quoted-printable. An `=` that starts neither an escape nor a soft line break
/// stands for itself: mail programs let it pass, too.
fn unquote(line: &str, bytes: &mut Vec<u8>) {
    let mut parts = line.split('=').peekable();
    bytes.extend_from_slice(parts.next().unwrap_or_default().as_bytes());
    while let Some(part) = parts.next() {
        let escaped = match part.as_bytes() {
            [high, low, ..] => hex_pair(*high, *low),
            _ => None,
        };
        let rest = match escaped {
            Some(byte) => {
                bytes.push(byte);
                part.get(2..).unwrap_or_default()
            }
            None if parts.peek().is_none() && part.trim().is_empty() => "",
            None => {
                bytes.push(b'=');
                part
            }
        };
        bytes.extend_from_slice(rest.as_bytes());
    }
}

/// Quoted-printable (RFC 2045, section 6.7). There every `=` is the start of an escape or a soft
/// line break; text in which one is not is something else.
fn quoted_printable(text: &str) -> Option<Zeroizing<String>> {
    let mut escapes = false;
    for behind in text.split('=').skip(1) {
        match behind.as_bytes() {
            // A byte beyond ASCII alone may be the start of a hexadecimal value.
            [high, low, ..] if is_escape(*high, *low) => escapes |= *high < b'8',
            _ if is_soft_break(behind) => {}
            _ => return None,
        }
    }
    escapes.then_some(())?;
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len()));
    for line in text.split_inclusive('\n') {
        unquote(line, &mut bytes);
    }
    Some(lossy(&bytes))
}

/// Whether two digits behind `=` are an escape. They are capitals, and neither digits nor letters
/// are ever escaped, which tells an escape from the start of a value behind `NAME=`.
fn is_escape(high: u8, low: u8) -> bool {
    let is_capital = |digit: u8| matches!(digit, b'0'..=b'9' | b'A'..=b'F');
    is_capital(high)
        && is_capital(low)
        && hex_pair(high, low).is_some_and(|byte| !byte.is_ascii_alphanumeric())
}

/// Whether the line, or the text, ends behind `=`.
fn is_soft_break(behind: &str) -> bool {
    let behind = behind.trim_start_matches(' ');
    behind.is_empty() || behind.starts_with('\n')
}

/// Character references (XML 1.0, section 4.1; HTML, section 13.5), of those signs that PEM and
/// what is around it are made of.
pub(crate) fn references(text: &str) -> Option<Zeroizing<String>> {
    text.contains('&').then_some(())?;
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    let mut changed = false;
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('&') {
        out.push_str(before);
        let name = behind
            .char_indices()
            .take(MAX_REFERENCE)
            .find(|(_, c)| *c == ';')
            .and_then(|(end, _)| behind.split_at_checked(end));
        match name.and_then(|(name, tail)| Some((reference(name)?, tail))) {
            Some((character, tail)) => {
                out.push(character);
                changed = true;
                rest = tail.strip_prefix(';').unwrap_or(tail);
            }
            None => {
                out.push('&');
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    changed.then_some(out)
}

/// The longest name of a reference that is known here, with its semicolon.
const MAX_REFERENCE: usize = 10;

fn reference(name: &str) -> Option<char> {
    let code = match name.strip_prefix('#') {
        Some(digits) => match digits.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => digits.parse().ok()?,
        },
        None => {
            return Some(match name {
                "amp" => '&',
                "apos" => '\'',
                "equals" => '=',
                "gt" => '>',
                "lt" => '<',
                "nbsp" => ' ',
                "NewLine" => '\n',
                "plus" => '+',
                "quot" => '"',
                "sol" => '/',
                "Tab" => ' ',
                "dash" | "hyphen" => '-',
                _ => return None,
            });
        }
    };
    char::from_u32(code)
}

/// The text of an RTF document (Microsoft's Rich Text Format 1.9): control words gone, paragraphs
/// as lines.
pub(super) fn rtf(text: &str) -> Option<Zeroizing<String>> {
    text.trim_start().starts_with("{\\rtf").then_some(())?;
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    let mut rest = text;
    loop {
        let plain = rest
            .find(['\\', '{', '}', '\r', '\n'])
            .unwrap_or(rest.len());
        let (before, behind) = rest.split_at_checked(plain)?;
        out.push_str(before);
        let mut signs = behind.chars();
        rest = match signs.next() {
            None => return Some(out),
            Some('\\') => control_word(signs.as_str(), &mut out),
            // A line end in the file means nothing; a brace opens or closes a group.
            Some(_) => signs.as_str(),
        };
    }
}

/// Reads what follows a backslash; returns what is behind it.
fn control_word<'a>(text: &'a str, out: &mut String) -> &'a str {
    let letters = text
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(text.len());
    let Some((word, behind)) = text.split_at_checked(letters) else {
        return "";
    };
    if word.is_empty() {
        let mut signs = text.chars();
        match signs.next() {
            Some('\'') => {
                let digits = signs.as_str();
                if let [high, low, ..] = digits.as_bytes()
                    && let Some(byte) = hex_pair(*high, *low)
                {
                    out.push(char::from(byte));
                    return digits.get(2..).unwrap_or_default();
                }
            }
            Some('~') => out.push(' '),
            Some('\r' | '\n') => out.push('\n'),
            Some(sign @ ('\\' | '{' | '}' | '-' | '_')) => out.push(sign),
            _ => {}
        }
        return signs.as_str();
    }
    match word {
        "par" | "line" | "row" | "sect" | "page" => out.push('\n'),
        "tab" | "cell" => out.push(' '),
        "emdash" | "endash" => out.push('-'),
        _ => {}
    }
    let behind = behind.strip_prefix('-').unwrap_or(behind);
    let behind = behind.trim_start_matches(|c: char| c.is_ascii_digit());
    behind.strip_prefix(' ').unwrap_or(behind)
}

fn lossy(bytes: &[u8]) -> Zeroizing<String> {
    Zeroizing::new(String::from_utf8_lossy(bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peeled(text: &str) -> Option<String> {
        peel(text).map(|text| text.to_string())
    }

    #[test]
    fn plain_text_shows_no_signs() {
        for text in [
            "MIIDHz+/==\nAB=",
            "KEY=3082010a",
            "SHA2-512(stdin)= 879BDE",
            "KEY=879bde",
            "serial=0a3f",
            "serial=0A3F\nsubject=CN=Ann",
            "a=MIIC",
            "100 % & more; &unknown;",
            "5 %zz",
        ] {
            assert_eq!(peeled(text), None, "{text}");
        }
    }

    #[test]
    fn each_encoding_comes_off_and_several_at_once() {
        assert_eq!(peeled("a%2Bb%2fc%0A").as_deref(), Some("a+b/c\n"));
        assert_eq!(peeled("-BEGIN+X-%0AM%2B").as_deref(), Some("-BEGIN X-\nM+"));
        assert_eq!(peeled("a=3D=0A b=\ncd=").as_deref(), Some("a=\n bcd"));
        assert_eq!(
            peeled("a&#43;b&#x2F;c&plus;&quot;;&amp;#61;").as_deref(),
            Some("a+b/c+\";&#61;")
        );
        assert_eq!(peeled("a%26%2343;%20").as_deref(), Some("a+ "));
        assert_eq!(peeled("a+b%20c").as_deref(), Some("a+b c"));
        assert_eq!(
            peeled("&apos;&gt;&NewLine;&Tab;&dash;&hyphen;").as_deref(),
            Some("'>\n --")
        );
    }

    /// Headers and parts in another encoding have equals signs of their own.
    #[test]
    fn the_declared_parts_of_a_mail_are_decoded() {
        let head = "Subject: =?utf-8?Q?a=3D?=\nContent-Type: multipart/mixed; boundary=\"b=_1\"\n\n--b=_1\n";
        let part = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: Quoted-Printable\n\n";
        let decoded = part.replace("Content-Transfer-Encoding: Quoted-Printable\n", "");
        let other = "--b=_1\nContent-Transfer-Encoding: base64\n\nQQ==\n\nQQ=3D\n--b=_1--\n";
        assert_eq!(
            peeled(&format!("{head}{part}a=3D=\nb= =3d c=\n\n=C3=BC\n{other}")).as_deref(),
            Some(format!("{head}{decoded}a=b= = c\nü\n{other}").as_str())
        );
        let bare = "Content-Type: text/plain; boundary=x; a=b\n\n";
        assert_eq!(
            peeled(&format!("{bare}{part}a=3D\n--x\nb=3D\n")).as_deref(),
            Some(format!("{bare}{decoded}a=\n--x\nb=3D\n").as_str())
        );
        assert_eq!(peeled(&part.replace("Quoted-Printable", "7bit")), None);
    }

    #[test]
    fn rich_text_becomes_lines() {
        let text = "{\\rtf1\\ansi{\\fonttbl\\f0 Arial;}\n\\f0\\fs24 -----BEGIN\\~X-----\\par\nMII\\'2b\\line\\{\\}}";
        let plain = rtf(text).map(|text| text.to_string());
        assert_eq!(plain.as_deref(), Some("Arial;-----BEGIN X-----\nMII+\n{}"));
        let signs = rtf("{\\rtf1 \\emdash\\endash -\\tab a\\cell b\\\nc}");
        assert_eq!(signs.as_deref().map(String::as_str), Some("--- a b\nc"));
        assert_eq!(rtf("no {\\rtf"), None);
    }
}
