//! The catalogues of all languages as one: under each key its texts, in the order of the languages.
//! Each key stands there once, and the texts that mean the same stand close together, which packs
//! them well.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};

use crate::html;

/// The language that is written first, with which every other one must agree.
pub(crate) const SOURCE_LANGUAGE: &str = "en";

/// The tags of the languages, in their order.
fn tags(catalogues: &BTreeMap<String, Value>) -> Vec<&String> {
    let mut tags: Vec<&String> = catalogues.keys().collect();
    tags.sort_by_key(|tag| (tag.as_str() != SOURCE_LANGUAGE, tag.as_str()));
    tags
}

/// The languages to choose from, each by its own name.
pub(crate) fn options(catalogues: &BTreeMap<String, Value>) -> Result<String> {
    let mut options = String::new();
    for tag in tags(catalogues) {
        let name = part(catalogues, tag, "language")?.as_str();
        let name =
            name.with_context(|| format!("www/catalogue/{tag}.json: `language` is no text."))?;
        let name = html::escape(name);
        options.push_str(&format!(
            "<option value=\"{tag}\" lang=\"{tag}\">{name}</option>"
        ));
    }
    Ok(options)
}

/// `{ tags: [tag], page: { key: [text] }, notices: { code: [[cause, remedy]] } }`.
pub(crate) fn together(catalogues: &BTreeMap<String, Value>) -> Result<Value> {
    let tags = tags(catalogues);
    let page = joined(catalogues, &tags, "page", Value::clone)?;
    let notices = joined(catalogues, &tags, "notices", |sentences| {
        json!([sentences["cause"], sentences["remedy"]])
    })?;
    Ok(json!({
        "tags": tags,
        "page": page,
        "notices": notices,
    }))
}

/// One section of every catalogue. `take` says what is kept of an entry.
fn joined(
    catalogues: &BTreeMap<String, Value>,
    tags: &[&String],
    section: &str,
    take: impl Fn(&Value) -> Value,
) -> Result<Map<String, Value>> {
    let mut entries: Map<String, Value> = Map::new();
    for tag in tags {
        let own = part(catalogues, tag, section)?;
        let own = own
            .as_object()
            .with_context(|| format!("www/catalogue/{tag}.json: `{section}` is no object."))?;
        if entries.is_empty() {
            entries = own.keys().map(|key| (key.clone(), json!([]))).collect();
        }
        if let Some(key) = own.keys().find(|key| !entries.contains_key(*key)) {
            bail!("www/catalogue/{tag}.json has `{key}`, which {SOURCE_LANGUAGE}.json has not.");
        }
        for (key, texts) in &mut entries {
            let Some(texts) = texts.as_array_mut() else {
                continue;
            };
            // A text that is not translated yet is shown in the first language; tests/native/catalogue.rs
            // holds that there is none.
            let own = own.get(key).map(&take);
            texts.extend(own.or_else(|| texts.first().cloned()));
        }
    }
    Ok(entries)
}

fn part<'c>(catalogues: &'c BTreeMap<String, Value>, tag: &str, name: &str) -> Result<&'c Value> {
    let catalogue = catalogues.get(tag).and_then(|it| it.get(name));
    catalogue.with_context(|| format!("www/catalogue/{tag}.json has no `{name}`."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogues(german: Value) -> BTreeMap<String, Value> {
        let english = json!({
            "language": "English",
            "page": { "a": "one" },
            "notices": { "n": { "cause": "why", "remedy": "do" } },
        });
        BTreeMap::from([("en".to_owned(), english), ("de".to_owned(), german)])
    }

    #[test]
    fn texts_stand_beside_each_other_english_first() {
        let german = json!({
            "language": "Deutsch",
            "page": { "a": "eins" },
            "notices": { "n": { "cause": "weil", "remedy": "tu" } },
        });
        let expected = json!({
            "tags": ["en", "de"],
            "page": { "a": ["one", "eins"] },
            "notices": { "n": [["why", "do"], ["weil", "tu"]] },
        });
        let catalogues = catalogues(german);
        assert_eq!(together(&catalogues).unwrap(), expected);
        assert_eq!(
            options(&catalogues).unwrap(),
            "<option value=\"en\" lang=\"en\">English</option>\
             <option value=\"de\" lang=\"de\">Deutsch</option>"
        );
    }

    #[test]
    fn what_is_not_translated_is_english_and_what_english_lacks_is_refused() {
        let german = |page: Value| json!({ "language": "Deutsch", "page": page, "notices": {} });
        let joined = together(&catalogues(german(json!({})))).unwrap();
        assert_eq!(joined["page"]["a"], json!(["one", "one"]));
        let more = german(json!({ "a": "eins", "b": "zwei" }));
        let text = together(&catalogues(more)).unwrap_err().to_string();
        assert!(text.contains("de.json has `b`"), "{text}");
    }
}
