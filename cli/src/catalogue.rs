//! The sentences of the page, for the terminal.

use anaplan_rsa_signer::notice::{Notice, Params, Severity, Value};
use serde_json::Value as Json;
use time::OffsetDateTime;

/// The sentences that speak of the page, as they are at a command line: a part of a catalogue.
const OWN: &str = include_str!("own.json");

/// One language's sentences.
#[derive(Debug)]
pub(crate) struct Catalogue(Json);

impl Catalogue {
    /// The one that the page is built with, with this program's own sentences.
    pub(crate) fn english() -> Self {
        let text = include_str!("../../www/catalogue/en.json");
        let mut catalogue: Json = serde_json::from_str(text).unwrap_or_default();
        if let Ok(own) = serde_json::from_str(OWN) {
            replace(&mut catalogue, own);
        }
        Self(catalogue)
    }

    /// A word of the page.
    pub(crate) fn word<'a>(&'a self, key: &'a str) -> &'a str {
        text(&self.0, "page", key).unwrap_or(key)
    }

    /// A text of the page that depends on a number.
    pub(crate) fn number(&self, key: &str, number: i64) -> String {
        let key = format!("{key}-{}", if number == 1 { "one" } else { "other" });
        fill(self.word(&key), |_| Some(number.to_string()))
    }

    /// How much it matters, the file that it is about, what is wrong, and what to do: one line.
    pub(crate) fn line(&self, notice: &Notice) -> String {
        let severity = match notice.severity {
            Severity::Error => "severity-error",
            Severity::Warning => "severity-warning",
            Severity::Information => "severity-information",
        };
        let remedy = self.sentence(notice.code, &notice.params, "remedy");
        [self.word(severity).to_owned(), self.cause(notice), remedy].join(" ")
    }

    /// What the catalogue has no sentence for.
    pub(crate) fn error(&self, text: &str) -> String {
        format!("{} {text}", self.word("severity-error"))
    }

    /// What the catalogue has no sentence for, and does not stop anything.
    pub(crate) fn warning(&self, text: &str) -> String {
        format!("{} {text}", self.word("severity-warning"))
    }

    /// Returns the line of an error as that of a warning, where it stops nothing.
    pub(crate) fn lowered(&self, line: &str) -> String {
        let text = line.strip_prefix(self.word("severity-error"));
        self.warning(text.map_or(line, str::trim_start))
    }

    /// The file that it is about, and what is wrong.
    pub(crate) fn cause(&self, notice: &Notice) -> String {
        let cause = self.sentence(notice.code, &notice.params, "cause");
        let Some(name) = notice
            .source
            .as_ref()
            .and_then(|source| source.name.as_ref())
        else {
            return cause;
        };
        let source = fill(self.word("source"), |_| Some(name.clone()));
        format!("{source} {cause}")
    }

    /// Returns cause and remedy of a code.
    pub(crate) fn sentences(&self, code: &str, params: &Params) -> String {
        let texts = ["cause", "remedy"].map(|which| self.sentence(code, params, which));
        texts.join(" ")
    }

    fn sentence(&self, code: &str, params: &Params, which: &str) -> String {
        let notices = self.0.get("notices");
        let sentence = notices.and_then(|all| all.get(code)?.get(which)?.as_str());
        fill(sentence.unwrap_or(code), |name| value(params, name))
    }
}

/// Replaces the texts of a catalogue that another one has too.
fn replace(catalogue: &mut Json, other: Json) {
    match other {
        Json::Object(other) => {
            for (key, other) in other {
                if let Some(inner) = catalogue.get_mut(key) {
                    replace(inner, other);
                }
            }
        }
        text => *catalogue = text,
    }
}

fn text<'a>(catalogue: &'a Json, part: &str, key: &str) -> Option<&'a str> {
    catalogue.get(part)?.get(key)?.as_str()
}

/// Puts values where `{name}` stands. A name without a value stays as it is.
fn fill(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut parts = text.split('{');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let known = part
            .split_once('}')
            .and_then(|(name, rest)| Some((value(name)?, rest)));
        match known {
            Some((value, rest)) => filled.extend([value.as_str(), rest]),
            None => filled.extend(["{", part]),
        }
    }
    filled
}

fn value(params: &Params, name: &str) -> Option<String> {
    Some(match params.get(name)? {
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::Time(seconds) => moment(*seconds),
    })
}

/// `2026-11-22 14:08:02 UTC`.
pub(crate) fn moment(seconds: i64) -> String {
    let Ok(moment) = OffsetDateTime::from_unix_timestamp(seconds) else {
        return seconds.to_string();
    };
    let (hour, minute, second) = moment.to_hms();
    format!("{} {hour:02}:{minute:02}:{second:02} UTC", moment.date())
}

/// `2026-11-22`, in UTC.
pub(crate) fn day(seconds: i64) -> String {
    OffsetDateTime::from_unix_timestamp(seconds)
        .map_or_else(|_| seconds.to_string(), |moment| moment.date().to_string())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, clippy::unwrap_used)]

    use super::*;
    use crate::{check, expiry, response};
    use std::fs;
    use std::path::{Path, PathBuf};

    fn sources(folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).unwrap();
        let paths = entries.map(|entry| entry.unwrap().path());
        paths
            .flat_map(|path| {
                if path.is_dir() {
                    sources(&path)
                } else {
                    vec![path]
                }
            })
            .collect()
    }

    /// The catalogue is the page's, and a word that it no longer has would be printed as its key.
    #[test]
    fn every_word_is_in_the_catalogue() {
        let words = Catalogue::english();
        let mut asked = 0;
        for path in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
            let source = fs::read_to_string(&path).unwrap();
            // Not this test's own text.
            let source = source.split("#[cfg(test)]").next().unwrap();
            for (call, ending) in [
                ("word(\"", ""),
                (".number(\"", "-one"),
                (".number(\"", "-other"),
            ] {
                for rest in source.split(call).skip(1) {
                    let key = format!("{}{ending}", rest.split('"').next().unwrap());
                    assert!(text(&words.0, "page", &key).is_some(), "{key}: {path:?}");
                    asked += 1;
                }
            }
        }
        assert!(asked > 5, "{asked}");
    }

    /// Codes of the browser, and of steps that this program never leaves out.
    const OF_THE_PAGE: [&str; 8] = [
        "file-unreadable",
        "folder-dropped",
        "order-interrupted",
        "passphrase-empty",
        "passphrases-differ",
        "request-missing",
        "signature-unasked",
        "worker-stopped",
    ];

    #[test]
    fn no_sentence_speaks_of_the_page() {
        let words = Catalogue::english();
        let page = words.0["page"].as_object().unwrap();
        let views = page.values().filter_map(Json::as_str);
        let views = views.map(|word| format!("“{word}”"));
        let others = [
            "this page",
            "this box",
            "This box",
            "Drop ",
            "paste both",
            "the field empty",
            "press Unlock",
            "Press ",
            "Generate ",
            "Each Prepare",
            "shown here for",
            "in the list",
            "browser provides",
            "paste it under",
            "paste it unchanged",
            "under “",
        ];
        let forbidden: Vec<String> = views.chain(others.map(str::to_owned)).collect();
        for (code, sentences) in words.0["notices"].as_object().unwrap() {
            if OF_THE_PAGE.contains(&code.as_str()) {
                continue;
            }
            for sentence in sentences.as_object().unwrap().values() {
                let sentence = sentence.as_str().unwrap();
                let found = forbidden.iter().find(|word| sentence.contains(*word));
                assert_eq!(found, None, "{code}: {sentence}");
                // Responses come as files and through pipes. What `check` reads is often pasted.
                let is_pasted = ["Paste", "paste"]
                    .iter()
                    .any(|word| sentence.contains(word));
                let is_pasted = is_pasted && code.starts_with("response-");
                assert!(!is_pasted, "{code}: {sentence}");
            }
        }
    }

    /// A code that the catalogue no longer has would leave its sentence unused, and what this program
    /// decides by it undecided.
    #[test]
    fn own_sentences_are_of_codes_of_the_catalogue() {
        let words = Catalogue::english();
        let own: Json = serde_json::from_str(OWN).unwrap();
        for (code, sentences) in own["notices"].as_object().unwrap() {
            for (which, sentence) in sentences.as_object().unwrap() {
                assert_eq!(&words.0["notices"][code][which], sentence, "{code}");
            }
        }
        let notices = words.0["notices"].as_object().unwrap();
        let decisive = [
            &response::NO_RESPONSE[..],
            &expiry::ABOUT_KEYS,
            &[check::TEMPLATE],
            &OF_THE_PAGE,
        ];
        for code in decisive.concat() {
            assert!(notices.contains_key(code), "{code}");
        }
        for start in [&expiry::DAMAGED[..], &[expiry::PASSPHRASE, expiry::KEY]].concat() {
            assert!(
                notices.keys().any(|code| code.starts_with(start)),
                "{start}"
            );
        }
    }
}
