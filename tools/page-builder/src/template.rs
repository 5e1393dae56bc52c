//! Fills the English words of the catalogue into `www/index.html`.
//!
//! They can be read when no script runs, and a browser that asks for English lays the page out once:
//! the script replaces them only in another language.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};
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
/// How a key ends that has a form for each kind of number, as `Intl.PluralRules` names them.
const PLURALS: [&str; 6] = ["-zero", "-one", "-two", "-few", "-many", "-other"];
/// What a person reads who opens the source file instead of the page.
const NOTE: (&str, &str) = ("<!-- build:template -->", "<!-- /build:template -->");

/// The template with its words, and which words it took.
#[derive(Debug)]
pub(crate) struct Filled {
    /// HTML.
    pub(crate) text: String,
    /// The keys of the words in it.
    pub(crate) used: BTreeSet<String>,
}

/// The page's own words in a catalogue.
pub(crate) fn words(catalogue: &Value) -> Result<&Map<String, Value>> {
    let section = catalogue.get(SECTION).and_then(Value::as_object);
    section.context("www/catalogue/en.json has no object `page`.")
}

/// Takes the note for readers of the source out and puts the words in.
pub(crate) fn fill(template: &str, words: &Map<String, Value>) -> Result<Filled> {
    let template = without_note(template)?;
    let pieces = html::pieces(&template).context("www/index.html cannot be read.")?;
    let mut filled = Filled {
        text: String::new(),
        used: BTreeSet::new(),
    };
    for (place, piece) in pieces.iter().enumerate() {
        match piece.tag() {
            Some(tag) => filled.tag(tag, pieces.get(place.saturating_add(1)), words)?,
            None => filled.text.push_str(piece.source()),
        }
    }
    Ok(filled)
}

/// Every word is used: the template takes it, or a module names it.
pub(crate) fn no_word_is_idle(
    words: &Map<String, Value>,
    used: &BTreeSet<String>,
    code: &[&str],
) -> Result<()> {
    let keys = words.keys().map(String::as_str);
    let idle: Vec<&str> = keys
        .filter(|key| !used.contains(*key) && !code.iter().any(|text| names(text, key)))
        .collect();
    if idle.is_empty() {
        return Ok(());
    }
    bail!(
        "Nobody uses these words of www/catalogue/en.json, page: {}. Take them out of every \
         catalogue, or use them.",
        idle.join(", ")
    )
}

/// Whether code names a key: whole (`"key"`), without the form of its plural (`"key"` for
/// `key-one`), or as the start of a text that it completes (`key-${…}`).
fn names(code: &str, key: &str) -> bool {
    let singular = PLURALS.iter().find_map(|form| key.strip_suffix(form));
    let quoted = |key: &str| {
        ['"', '\'', '`']
            .iter()
            .any(|q| code.contains(&format!("{q}{key}{q}")))
    };
    quoted(key) || singular.is_some_and(quoted) || starts(code).any(|start| key.starts_with(start))
}

/// The starts of texts that code completes.
fn starts(code: &str) -> impl Iterator<Item = &str> {
    let before = code
        .split("${")
        .map(|before| before.rsplit('`').next().unwrap_or_default());
    before.filter(|start| start.len() > 1 && start.ends_with('-') && !start.contains(['\n', ' ']))
}

fn without_note(template: &str) -> Result<String> {
    let told = "www/index.html must hold one block `<!-- build:template -->…<!-- /build:template \
                -->`, which says that the file is a template.";
    let (before, rest) = template.split_once(NOTE.0).context(told)?;
    let (_, after) = rest.split_once(NOTE.1).context(told)?;
    if after.contains(NOTE.0) || after.contains(NOTE.1) {
        bail!(told);
    }
    Ok(format!("{}{}", before.trim_end(), after))
}

impl Filled {
    fn tag(
        &mut self,
        tag: &Tag<'_>,
        next: Option<&Piece<'_>>,
        words: &Map<String, Value>,
    ) -> Result<()> {
        known_requests(tag)?;
        self.text.push_str(&with_attributes(tag, words)?);
        for (request, _) in ATTRIBUTES {
            self.used.extend(tag.attribute(request).map(str::to_owned));
        }
        let Some(key) = tag.attribute(TEXT) else {
            return Ok(());
        };
        if !next
            .and_then(Piece::tag)
            .is_some_and(|next| next.closes(tag.name))
        {
            bail!("www/index.html: the element with {TEXT}=\"{key}\" must be empty.");
        }
        self.text.push_str(&html::escape(word(words, key)?));
        self.used.insert(key.to_owned());
        Ok(())
    }
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

    fn words_of(text: &str) -> Map<String, Value> {
        serde_json::from_str(text).unwrap()
    }

    fn filled(body: &str, words: &str) -> Result<Filled> {
        fill(&format!("{body}{NOTED}"), &words_of(words))
    }

    fn refusal(body: &str, words: &str) -> String {
        format!("{:#}", filled(body, words).unwrap_err())
    }

    #[test]
    fn words_go_into_empty_elements_escaped() {
        let filled = filled("<h1 data-text=\"title\"></h1>", r#"{"title":"A < B"}"#).unwrap();
        assert_eq!(filled.text, "<h1 data-text=\"title\">A &lt; B</h1>");
        assert!(filled.used.contains("title"));
    }

    #[test]
    fn words_go_into_attributes_beside_the_request() {
        let filled = filled(
            "<input data-text-placeholder=\"a\" data-text-aria-label=\"b\">",
            r#"{"a":"\"x\"","b":"y"}"#,
        );
        assert_eq!(
            filled.unwrap().text,
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
        assert!(!filled("<p></p>", "{}").unwrap().text.contains("template"));
        assert!(fill("<p></p>", &Map::new()).is_err());
        assert!(fill(&format!("{NOTED}{NOTED}"), &Map::new()).is_err());
    }

    #[test]
    fn an_idle_word_is_refused() {
        let words = words_of(r#"{"used":"a","named":"b","days-one":"c","at-top":"d","idle":"e"}"#);
        let used = BTreeSet::from(["used".to_owned()]);
        let code = "say(\"named\"); say(`at-${place}`); count(\"days\", 1); // idle";
        let text = no_word_is_idle(&words, &used, &[code])
            .unwrap_err()
            .to_string();
        assert!(text.contains("page: idle."), "{text}");
        no_word_is_idle(&words, &used, &[code, "'idle'"]).unwrap();
        assert!(no_word_is_idle(&words, &used, &["`${at-}` `-${x}` \"idle\" \"named\""]).is_err());
    }
}
