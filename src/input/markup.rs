//! The lines between BEGIN and END, without what mail, chat and source code put around them.

use zeroize::Zeroizing;

/// The lines of a block's body and what its headers said.
pub(super) struct Lines {
    /// The value of `DEK-Info`.
    pub(super) dek_info: Option<String>,
    /// Line number inside the block (the BEGIN line is 1) and what is left of the line.
    pub(super) content: Vec<(u32, Zeroizing<String>)>,
}

/// Reads the body of a block.
pub(super) fn lines(body: &str) -> Lines {
    let mut lines = Lines {
        dek_info: None,
        content: Vec::new(),
    };
    for (number, line) in (1_u32..).zip(body.split('\n')) {
        // Tags and references first: they hold signs that quoting knows too.
        let line = unquoted(&without_tags(line));
        let line = header(&line, &mut lines.dek_info);
        if !line.trim().is_empty() {
            lines
                .content
                .push((number, Zeroizing::new(line.to_owned())));
        }
    }
    resolve_quoted_printable(&mut lines.content);
    lines
}

/// A line without quoting signs at its start and string syntax around it.
fn unquoted(line: &str) -> Zeroizing<String> {
    const BEFORE: &[char] = &[' ', '>', '|', '#', '*', ';', '`', '•', '·'];
    const AFTER: &[char] = &[' ', '|', '*', ';', ',', '`'];
    const QUOTES: &[char] = &['"', '\''];
    const JOINERS: &[char] = &[' ', '+', '.', '&', '(', ')', ',', ';'];
    let line = line.trim_start_matches(BEFORE).trim_end_matches(AFTER);
    let mut out = Zeroizing::new(String::with_capacity(line.len()));
    if !line.contains(QUOTES) {
        out.push_str(line);
        return out;
    }
    // In source code, what stands outside the strings only joins them: `"MII…" + "AQAB"`.
    for part in line
        .split(QUOTES)
        .filter(|part| !part.trim_matches(JOINERS).is_empty())
    {
        out.push_str(part);
    }
    out
}

/// Takes RFC 1421 headers off the start of a line; base64 holds no colon.
fn header<'a>(line: &'a str, dek_info: &mut Option<String>) -> &'a str {
    let mut rest = line;
    loop {
        if let Some(value) = rest.strip_prefix("Proc-Type:") {
            rest = value
                .trim_start()
                .split_once(' ')
                .map_or("", |(_, rest)| rest)
                .trim_start();
        } else if let Some(value) = rest.strip_prefix("DEK-Info:") {
            let (value, after) = value
                .trim_start()
                .split_once(' ')
                .unwrap_or((value.trim(), ""));
            *dek_info = Some(value.to_owned());
            rest = after.trim_start();
        } else if rest.contains(':') {
            return "";
        } else {
            return rest;
        }
    }
}

/// A line without HTML tags and with the character references that stand for base64's signs.
fn without_tags(line: &str) -> Zeroizing<String> {
    let mut out = Zeroizing::new(String::with_capacity(line.len()));
    let mut rest = line;
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    if !out.contains('&') {
        return out;
    }
    let plain = out
        .replace("&nbsp;", " ")
        .replace("&#43;", "+")
        .replace("&#47;", "/")
        .replace("&#61;", "=")
        .replace("&gt;", "");
    Zeroizing::new(plain)
}

/// Mail sources break long lines with `=` and write `=` as `=3D` (RFC 2045, section 6.7). An `=` at
/// the end of a line that is not the last can only be such a break.
fn resolve_quoted_printable(content: &mut [(u32, Zeroizing<String>)]) {
    let Some((last, before)) = content.split_last_mut() else {
        return;
    };
    for (_, line) in before {
        if let Some(whole) = line.strip_suffix('=').filter(|whole| !whole.ends_with('=')) {
            *line = Zeroizing::new(whole.to_owned());
        }
    }
    if last.1.contains("=3D") {
        let plain = last.1.replace("=3D", "=");
        last.1 = Zeroizing::new(plain);
    }
}
