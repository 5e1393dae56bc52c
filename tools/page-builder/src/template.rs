//! Fills the English words of the catalogue into `www/index.html`.
//!
//! They can be read when no script runs, and a browser that asks for English lays the page out once:
//! the script replaces them only in another language.

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Map, Value};

use crate::html::{self, Piece, Tag};

/// What the page's own words are called in a catalogue.
const SECTION: &str = "page";
/// The attribute that asks for a text inside its element.
const TEXT: &str = "data-text";
/// The attributes that ask for another attribute.
const ATTRIBUTES: [(&str, &str); 3] = [
    ("data-text-aria-label", "aria-label"),
    ("data-text-placeholder", "placeholder"),
    ("data-text-title", "title"),
];
/// What a person reads who opens the source file instead of the page.
const NOTE: (&str, &str) = ("<!-- build:template -->", "<!-- /build:template -->");

/// The page's own words in a catalogue.
pub(crate) fn words(catalogue: &Value) -> Result<&Map<String, Value>> {
    let section = catalogue.get(SECTION).and_then(Value::as_object);
    section.context("www/catalogue/en.json has no object `page`.")
}

/// Takes the note for readers of the source out and puts the words in.
pub(crate) fn fill(template: &str, words: &Map<String, Value>) -> Result<String> {
    let template = without_note(template)?;
    let pieces = html::pieces(&template).context("www/index.html cannot be read.")?;
    let mut filled = String::new();
    for (place, piece) in pieces.iter().enumerate() {
        let Some(tag) = piece.tag() else {
            filled.push_str(piece.source());
            continue;
        };
        known_requests(tag)?;
        filled.push_str(&with_attributes(tag, words)?);
        if let Some(key) = tag.attribute(TEXT) {
            let next = pieces.get(place.saturating_add(1)).and_then(Piece::tag);
            ensure!(
                next.is_some_and(|next| next.closes(tag.name)),
                "www/index.html: the element with {TEXT}=\"{key}\" must be empty."
            );
            filled.push_str(&html::escape(word(words, key)?));
        }
    }
    Ok(filled)
}

fn without_note(template: &str) -> Result<String> {
    let context = "www/index.html must hold one block `<!-- build:template -->…<!-- /build:template \
                -->`, which says that the file is a template.";
    let (before, rest) = template.split_once(NOTE.0).context(context)?;
    let (_, after) = rest.split_once(NOTE.1).context(context)?;
    if after.contains(NOTE.0) || after.contains(NOTE.1) {
        bail!(context);
    }
    Ok(format!("{}{}", before.trim_end(), after))
}

fn with_attributes(tag: &Tag<'_>, words: &Map<String, Value>) -> Result<String> {
    let mut source = tag.source.to_owned();
    for (request, name) in ATTRIBUTES {
        let Some(key) = tag.attribute(request) else {
            continue;
        };
        if tag.attribute(name).is_some() {
            bail!(
                "www/index.html: `{}` has both {request} and {name}; keep one.",
                tag.source
            );
        }
        let asked = format!("{request}=\"{key}\"");
        let given = format!("{asked} {name}=\"{}\"", html::escape(word(words, key)?));
        source = source.replacen(&asked, &given, 1);
    }
    Ok(source)
}

/// A misspelt request would leave its element without words, and nobody would notice.
fn known_requests(tag: &Tag<'_>) -> Result<()> {
    for (name, _) in &tag.attributes {
        let known = *name == TEXT || ATTRIBUTES.iter().any(|(request, _)| request == name);
        if name.starts_with(TEXT) && !known {
            bail!("www/index.html: the build knows no `{name}`.");
        }
    }
    Ok(())
}

fn word<'w>(words: &'w Map<String, Value>, key: &str) -> Result<&'w str> {
    let word = words.get(key).and_then(Value::as_str);
    word.with_context(|| format!("www/catalogue/en.json, page, has no text `{key}`."))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTED: &str = "<!-- build:template --><p>A template.</p><!-- /build:template -->";

    fn filled(body: &str, words: &str) -> Result<String> {
        fill(
            &format!("{body}{NOTED}"),
            &serde_json::from_str(words).unwrap(),
        )
    }

    fn refusal(body: &str, words: &str) -> String {
        format!("{:#}", filled(body, words).unwrap_err())
    }

    #[test]
    fn words_go_into_empty_elements_escaped() {
        let filled = filled("<h1 data-text=\"title\"></h1>", r#"{"title":"A < B"}"#).unwrap();
        assert_eq!(filled, "<h1 data-text=\"title\">A &lt; B</h1>");
    }

    #[test]
    fn words_go_into_attributes_beside_the_request() {
        let filled = filled(
            "<input data-text-placeholder=\"a\" data-text-aria-label=\"b\">",
            r#"{"a":"\"x\"","b":"y"}"#,
        );
        assert_eq!(
            filled.unwrap(),
            "<input data-text-placeholder=\"a\" placeholder=\"&quot;x&quot;\" \
             data-text-aria-label=\"b\" aria-label=\"y\">"
        );
    }

    #[test]
    fn a_missing_word_is_refused() {
        assert!(refusal("<p data-text=\"gone\"></p>", "{}").contains("`gone`"));
        assert!(refusal("<p data-text-title=\"gone\"></p>", "{}").contains("`gone`"));
    }

    #[test]
    fn an_element_that_is_not_empty_is_refused() {
        assert!(refusal("<p data-text=\"a\">x</p>", r#"{"a":"b"}"#).contains("must be empty"));
        assert!(refusal("<input data-text=\"a\">", r#"{"a":"b"}"#).contains("must be empty"));
    }

    #[test]
    fn a_misspelt_or_doubled_request_is_refused() {
        assert!(refusal("<p data-text-titel=\"a\"></p>", r#"{"a":"b"}"#).contains("titel"));
        let both = "<p data-text-title=\"a\" title=\"b\"></p>";
        assert!(refusal(both, r#"{"a":"b"}"#).contains("keep one"));
    }

    #[test]
    fn the_note_is_taken_out_and_must_be_there_once() {
        assert!(!filled("<p></p>", "{}").unwrap().contains("template"));
        assert!(fill("<p></p>", &Map::new()).is_err());
        assert!(fill(&format!("{NOTED}{NOTED}"), &Map::new()).is_err());
    }
}
