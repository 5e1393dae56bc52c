//! Cuts HTML into pieces whose texts, joined again, are the document to the byte.
//!
//! Knows the HTML that this project writes, and refuses the rest: attribute values stand in double
//! quotes, `script` and `style` are closed.

use anyhow::{Context, Result, bail};

/// One piece of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// Text between tags; also the whole inside of a `script` or `style`.
    Text(&'a str),
    /// `<!-- … -->`.
    Comment(&'a str),
    /// `<!doctype …>`.
    Doctype(&'a str),
    /// A start or end tag.
    Tag(Tag<'a>),
}

/// A start or end tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    /// As it stands in the document.
    pub(crate) source: &'a str,
    /// In lower case, as this project writes it.
    pub(crate) name: &'a str,
    /// Whether it is an end tag.
    pub(crate) closing: bool,
    /// Names and values; an attribute without a value has the empty one.
    pub(crate) attributes: Vec<(&'a str, &'a str)>,
}

impl<'a> Tag<'a> {
    /// The value of an attribute, whose name HTML reads in any case.
    pub(crate) fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| *value)
    }

    /// Whether this tag opens an element of that name.
    pub(crate) fn opens(&self, name: &str) -> bool {
        !self.closing && self.name == name
    }

    /// Whether this tag closes an element of that name.
    pub(crate) fn closes(&self, name: &str) -> bool {
        self.closing && self.name == name
    }
}

impl<'a> Piece<'a> {
    /// As it stands in the document.
    pub(crate) fn source(&self) -> &'a str {
        match self {
            Self::Text(source) | Self::Comment(source) | Self::Doctype(source) => source,
            Self::Tag(tag) => tag.source,
        }
    }

    /// The tag, when it is one.
    pub(crate) fn tag(&self) -> Option<&Tag<'a>> {
        match self {
            Self::Tag(tag) => Some(tag),
            _ => None,
        }
    }
}

/// Cuts a document into its pieces.
pub(crate) fn pieces(document: &str) -> Result<Vec<Piece<'_>>> {
    let mut found: Vec<Piece<'_>> = Vec::new();
    let mut rest = document;
    while !rest.is_empty() {
        let piece = next(rest, found.last().and_then(raw))?;
        rest = rest.strip_prefix(piece.source()).unwrap_or_default();
        found.push(piece);
    }
    match found.last().and_then(raw) {
        Some(name) => bail!("A {name} is not closed."),
        None => Ok(found),
    }
}

/// The name of an element whose inside is no HTML, when its start tag is this piece.
fn raw<'a>(piece: &Piece<'a>) -> Option<&'a str> {
    let tag = piece.tag().filter(|tag| !tag.closing)?;
    matches!(tag.name, "script" | "style").then_some(tag.name)
}

fn next<'a>(rest: &'a str, raw: Option<&str>) -> Result<Piece<'a>> {
    if let Some(name) = raw {
        let inside = until(rest, &format!("</{name}"));
        let inside = inside.with_context(|| format!("A {name} is not closed."))?;
        if !inside.is_empty() {
            return Ok(Piece::Text(inside));
        }
    }
    if rest.starts_with("<!--") {
        return Ok(Piece::Comment(
            through(rest, "-->").context("A comment is not closed.")?,
        ));
    }
    if rest.starts_with("<!") {
        return Ok(Piece::Doctype(
            through(rest, ">").context("A declaration is not closed.")?,
        ));
    }
    if rest.starts_with('<') {
        return tag(rest)
            .map(Piece::Tag)
            .with_context(|| format!("At `{}`", excerpt(rest)));
    }
    Ok(Piece::Text(until(rest, "<").unwrap_or(rest)))
}

fn tag(source: &str) -> Result<Tag<'_>> {
    let inside = source.strip_prefix('<').unwrap_or(source);
    let (closing, inside) = match inside.strip_prefix('/') {
        Some(inside) => (true, inside),
        None => (false, inside),
    };
    let (name, rest) = split_name(inside, |c| {
        c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'
    });
    if name.is_empty() {
        bail!("a `<` is followed by something that is no name of an element in lower case.");
    }
    let mut attributes = Vec::new();
    let mut rest = rest.trim_start();
    while !rest.starts_with('>') && !rest.starts_with("/>") {
        let (attribute, after) = attribute(rest)?;
        attributes.push(attribute);
        rest = after.trim_start();
    }
    let after = rest
        .trim_start_matches('/')
        .strip_prefix('>')
        .unwrap_or_default();
    Ok(Tag {
        source: before(source, after),
        name,
        closing,
        attributes,
    })
}

type Attribute<'a> = (&'a str, &'a str);

fn attribute(source: &str) -> Result<(Attribute<'_>, &str)> {
    let (name, after) = split_name(source, |c| {
        c.is_ascii_alphanumeric() || c == '-' || c == ':'
    });
    if name.is_empty() {
        bail!("a tag holds something that is no name of an attribute.");
    }
    let Some(value) = after.strip_prefix('=') else {
        return Ok(((name, ""), after));
    };
    let value = value
        .strip_prefix('"')
        .and_then(|value| value.split_once('"'));
    let (value, after) = value
        .with_context(|| format!("the value of the attribute `{name}` is not in double quotes."))?;
    Ok(((name, value), after))
}

/// Splits a text behind the characters that belong to a name.
fn split_name(text: &str, belongs: impl Fn(char) -> bool) -> (&str, &str) {
    let end = text.find(|c| !belongs(c)).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// Returns what stands before `rest`, with which the text ends. Their lengths are compared, not
/// their letters: a document has as many rests as pieces.
fn before<'a>(text: &'a str, rest: &str) -> &'a str {
    let end = text.len().saturating_sub(rest.len());
    text.get(..end).unwrap_or(text)
}

fn until<'a>(text: &'a str, end: &str) -> Option<&'a str> {
    text.split_once(end).map(|(before, _)| before)
}

fn through<'a>(text: &'a str, end: &str) -> Option<&'a str> {
    let (_, after) = text.split_once(end)?;
    Some(before(text, after))
}

fn excerpt(text: &str) -> String {
    text.chars().take(60).collect()
}

/// Text that stands for itself inside an element or a quoted attribute value.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(document: &str) -> Vec<String> {
        let found = pieces(document).unwrap();
        found
            .iter()
            .filter_map(Piece::tag)
            .map(|tag| format!("{}{}", if tag.closing { "/" } else { "" }, tag.name))
            .collect()
    }

    #[test]
    fn joined_pieces_are_the_document() {
        let document = "<!doctype html>\n<p class=\"a > b\" hidden>x<br/>y</p><!-- <i> --><script>a<b;'<p>'</script>";
        let joined: String = pieces(document)
            .unwrap()
            .iter()
            .map(Piece::source)
            .collect();
        assert_eq!(joined, document);
        assert_eq!(tags(document), ["p", "br", "/p", "script", "/script"]);
    }

    #[test]
    fn attributes_are_read() {
        let found = pieces("<p class=\"a > b\" hidden\n data-text=\"k\">").unwrap();
        let tag = found[0].tag().unwrap();
        assert_eq!(tag.attribute("class"), Some("a > b"));
        assert_eq!(tag.attribute("hidden"), Some(""));
        assert_eq!(tag.attribute("data-text"), Some("k"));
        assert_eq!(tag.attribute("id"), None);
    }

    #[test]
    fn the_inside_of_a_script_is_one_text() {
        let found = pieces("<script>if (a < b) { \"<p>\" }</script>").unwrap();
        assert_eq!(found[1], Piece::Text("if (a < b) { \"<p>\" }"));
    }

    #[test]
    fn what_this_project_does_not_write_is_refused() {
        for document in [
            "<p class=a>",
            "<P>",
            "<script>",
            "<!-- ",
            "<p class=\"a>",
            "a < b",
            "<p",
        ] {
            assert!(pieces(document).is_err(), "{document}");
        }
    }

    #[test]
    fn escaped_text_stands_for_itself() {
        assert_eq!(
            escape("a < b & \"c\" > d"),
            "a &lt; b &amp; &quot;c&quot; &gt; d"
        );
    }
}
