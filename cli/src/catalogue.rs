//! The sentences of the page, for the terminal.

use anaplan_rsa_signer::notice::{Notice, Params, Severity, Value};
use serde_json::Value as Json;
use time::OffsetDateTime;

/// One language's sentences.
#[derive(Debug)]
pub(crate) struct Catalogue(Json);

impl Catalogue {
    /// The one that the page is built with.
    pub(crate) fn english() -> Self {
        let text = include_str!("../../www/catalogue/en.json");
        Self(serde_json::from_str(text).unwrap_or_default())
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
        let (cause, remedy) = (self.cause(notice), self.sentence(notice, "remedy"));
        [self.word(severity).to_owned(), cause, remedy].join(" ")
    }

    /// What the catalogue has no sentence for.
    pub(crate) fn error(&self, text: &str) -> String {
        format!("{} {text}", self.word("severity-error"))
    }

    /// The file that it is about, and what is wrong.
    pub(crate) fn cause(&self, notice: &Notice) -> String {
        let cause = self.sentence(notice, "cause");
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
        let sentences = self.0.get("notices").and_then(|all| all.get(code));
        let texts = ["cause", "remedy"].map(|which| {
            let text = sentences.and_then(|own| own.get(which)?.as_str());
            fill(text.unwrap_or_default(), |name| value(params, name))
        });
        texts.join(" ")
    }

    fn sentence(&self, notice: &Notice, which: &str) -> String {
        let sentences = self.0.get("notices").and_then(|all| all.get(notice.code));
        let sentence = sentences.and_then(|own| own.get(which)?.as_str());
        fill(sentence.unwrap_or(notice.code), |name| {
            value(&notice.params, name)
        })
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
    #![allow(clippy::unwrap_used)]

    use super::*;
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
}
