//! The codes of the core and the sentences of each language are the same set.

use anaplan_rsa_signer::certificate::Finding;
use anaplan_rsa_signer::error::Error;
use anaplan_rsa_signer::input::{Remark, Unsupported};
use anaplan_rsa_signer::inventory::Unused;
use anaplan_rsa_signer::response::ResponseNotice;
use anaplan_rsa_signer::review::{Finding as ReviewFinding, Outcome};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Codes of the page's own, and their parameters.
const OF_THE_PAGE: &[(&str, &[&str])] = &[
    ("file-too-large", &["bytes", "limit"]),
    ("file-unreadable", &[]),
    ("files-too-large", &["bytes", "limit"]),
    ("folder-dropped", &[]),
    ("passphrase-empty", &[]),
    ("passphrases-differ", &[]),
    ("too-many-files", &["count", "limit"]),
    ("worker-stopped", &[]),
];

fn catalogues() -> BTreeMap<String, Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/catalogue");
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    files
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            (
                path.display().to_string(),
                serde_json::from_str(&text).unwrap(),
            )
        })
        .collect()
}

fn keys(object: &Value) -> BTreeSet<&str> {
    object
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}

fn codes() -> BTreeMap<&'static str, &'static [&'static str]> {
    [
        Error::PARAMS,
        Finding::PARAMS,
        Remark::PARAMS,
        Unsupported::PARAMS,
        Unused::PARAMS,
        ResponseNotice::PARAMS,
        ReviewFinding::PARAMS,
        OF_THE_PAGE,
    ]
    .into_iter()
    .flatten()
    .copied()
    .collect()
}

#[test]
fn every_code_has_its_sentences_and_every_sentence_its_code() {
    let codes = codes();
    assert!(codes.len() > 30);
    for (file, catalogue) in catalogues() {
        let expected: BTreeSet<&str> = codes.keys().copied().collect();
        assert_eq!(keys(&catalogue["notices"]), expected, "{file}");
    }
}

#[test]
fn sentences_use_only_the_parameters_of_their_code() {
    let codes = codes();
    for (file, catalogue) in catalogues() {
        for (code, sentences) in catalogue["notices"].as_object().unwrap() {
            assert_eq!(
                keys(sentences),
                ["cause", "remedy"].into(),
                "{file}: {code}"
            );
            for (kind, sentence) in sentences.as_object().unwrap() {
                let sentence = sentence.as_str().unwrap();
                // Nothing needs doing about what is as it should be.
                let right = (code.as_str(), Outcome::Right);
                let needless = kind == "remedy" && ReviewFinding::OUTCOMES.contains(&right);
                assert_eq!(sentence.trim().is_empty(), needless, "{file}: {code}");
                for name in placeholders(sentence) {
                    assert!(
                        codes[code.as_str()].contains(&name),
                        "{file}: {code}: {{{name}}}"
                    );
                }
            }
        }
    }
}

/// A translation that drops a number or a name says less than the English sentence.
#[test]
fn every_language_names_the_same_parameters() {
    let catalogues = catalogues();
    assert!(catalogues.len() > 1);
    let english = catalogues
        .iter()
        .find(|(file, _)| file.ends_with("en.json"))
        .unwrap()
        .1;
    for (file, catalogue) in &catalogues {
        for (code, sentences) in english["notices"].as_object().unwrap() {
            for part in ["cause", "remedy"] {
                let own = catalogue["notices"][code][part]
                    .as_str()
                    .unwrap_or_default();
                let text = sentences[part].as_str().unwrap();
                assert_eq!(
                    placeholders(own),
                    placeholders(text),
                    "{file}: {code}, {part}"
                );
            }
        }
    }
}

#[test]
fn every_language_has_the_same_page() {
    let catalogues = catalogues();
    let english = catalogues
        .iter()
        .find(|(file, _)| file.ends_with("en.json"))
        .unwrap()
        .1;
    for (file, catalogue) in &catalogues {
        assert_eq!(keys(&catalogue["page"]), keys(&english["page"]), "{file}");
        for (key, text) in english["page"].as_object().unwrap() {
            let own = placeholders(catalogue["page"][key].as_str().unwrap());
            assert_eq!(own, placeholders(text.as_str().unwrap()), "{file}: {key}");
        }
    }
}

/// The markup or a module names it: whole (`"key"`), without the form of its plural (`"key"` for
/// `key-one`), or by the start of a text that it completes (`key-${…}`).
#[test]
fn every_word_of_the_page_is_used() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("www");
    let files = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    let code: String = files
        .filter(|path| {
            path.extension()
                .is_some_and(|it| it == "js" || it == "html")
        })
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let starts: Vec<&str> = code
        .split("${")
        .filter_map(|before| before.rsplit('`').next())
        .filter(|start| start.len() > 1 && start.ends_with('-') && !start.contains(['\n', ' ']))
        .collect();
    let quoted = |key: &str| {
        ['"', '\'', '`']
            .iter()
            .any(|q| code.contains(&format!("{q}{key}{q}")))
    };
    let plural = |key: &str| {
        let forms = ["-zero", "-one", "-two", "-few", "-many", "-other"];
        forms
            .iter()
            .any(|form| key.strip_suffix(form).is_some_and(quoted))
    };
    for (file, catalogue) in catalogues() {
        for key in keys(&catalogue["page"]) {
            let used = quoted(key) || plural(key) || starts.iter().any(|it| key.starts_with(it));
            assert!(used, "{file}: nothing uses the word {key}");
        }
    }
}
