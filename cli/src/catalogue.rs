//! The sentences of the page, for the terminal.

use anaplan_rsa_signer::notice::{Notice, Params, Severity, Value};
use serde_json::Value as Json;
use time::OffsetDateTime;

/// The sentences that speak of the page, as they are at a command line: a code, `cause` or `remedy`,
/// and the text.
const OWN: [(&str, &str, &str); 53] = [
    (
        "certificate-missing",
        "remedy",
        "Name its file too: that of the certificate that is registered in Anaplan.",
    ),
    (
        "certificate-self-signed",
        "remedy",
        "Anaplan accepts certificates of public certificate authorities (CA). A self-signed one is good for trying this program.",
    ),
    (
        "damaged-base64",
        "remedy",
        "Copy the file again, ideally from a plain text editor, and use it unchanged.",
    ),
    (
        "key-too-large",
        "cause",
        "This key has {bits} bits; this program works with up to {limit}.",
    ),
    (
        "nested-too-deep",
        "cause",
        "It is wrapped in more layers of encoding than this program removes, or they hold too much.",
    ),
    (
        "order-country",
        "remedy",
        "Use the code of ISO 3166, such as US, GB or DE, or leave out --country.",
    ),
    (
        "pair-not-rsa",
        "remedy",
        "Anaplan accepts RSA only. Order a new certificate with an RSA key of 2048 bits or more: `rsa-signer csr` makes the key and the request.",
    ),
    (
        "passphrase-needed",
        "remedy",
        "Set RSA_SIGNER_PASSPHRASE, or see --help.",
    ),
    (
        "private-key-missing",
        "remedy",
        "Name its file too: that of the private key that belongs to the certificate.",
    ),
    (
        "random-unavailable",
        "cause",
        "The system provides no random numbers, and without them nothing safe can be created.",
    ),
    (
        "random-unavailable",
        "remedy",
        "Run the command again. If that does not help, run it on another computer.",
    ),
    (
        "response-bad-credential",
        "remedy",
        "The usual causes follow, the likeliest first. To find the exact cause, give your request to `rsa-signer check`.",
    ),
    (
        "response-bad-credential-told",
        "remedy",
        "If that does not name the cause, here are the usual ones, the likeliest first. To find the exact cause, give your request to `rsa-signer check`.",
    ),
    (
        "response-bad-header",
        "remedy",
        "The usual causes follow, the likeliest first. To find the exact cause, give your request to `rsa-signer check`.",
    ),
    (
        "response-bad-request",
        "remedy",
        "The usual causes follow, the likeliest first. To find the exact cause, give your request to `rsa-signer check`.",
    ),
    (
        "response-cause-age",
        "remedy",
        "Make the request again and send it at once. If the time shown here is wrong, set the clock of this computer.",
    ),
    (
        "response-cause-body",
        "remedy",
        "Send the body as `rsa-signer request --format body` prints it, as raw JSON, with the header Content-Type: application/json.",
    ),
    (
        "response-cause-header-form",
        "remedy",
        "Make the request again with the other value of --header, der or pem. Never encode the value a second time.",
    ),
    (
        "response-cause-header-name",
        "remedy",
        "The header is Authorization, and its value begins with CACertificate and one space. Copy it as `rsa-signer request --format header` prints it.",
    ),
    (
        "response-cause-header-value",
        "remedy",
        "Copy the header as `rsa-signer request --format header` prints it. It carries one certificate, and nothing of it may be changed.",
    ),
    (
        "response-cause-signature",
        "remedy",
        "A request made by this program is verified before it is printed. Give one that was made elsewhere to `rsa-signer check`.",
    ),
    (
        "response-cause-stale",
        "remedy",
        "Make the request again and send it at once. Do not keep it for later logins.",
    ),
    (
        "response-certificate",
        "remedy",
        "Give it to `rsa-signer request`. This command reads Anaplan’s response.",
    ),
    (
        "response-expired",
        "remedy",
        "Make a new request and log in again. If the token is fresh, the clock is ahead: check date, time and time zone.",
    ),
    (
        "response-expiry-untold",
        "remedy",
        "Tokens live for about 35 minutes from the login. To see the time left, give this command the whole response.",
    ),
    (
        "response-header-line-breaks",
        "remedy",
        "Send the header as `rsa-signer request --format header` prints it: one line. Remove what a program adds at its end, such as a line feed from a file.",
    ),
    (
        "response-header-too-large",
        "remedy",
        "Send one certificate, not a chain, as `rsa-signer request --header der` makes it. If that is what you sent, a proxy on the way has a lower limit.",
    ),
    (
        "response-other-call",
        "remedy",
        "The call worked, so there is a token already. To see the token here, give this command the response to the login.",
    ),
    (
        "response-other-status",
        "cause",
        "The response has the status {code}, which this program does not know for a login.",
    ),
    (
        "response-page-title",
        "cause",
        "There is no status line. The status was taken from the page’s title: “{title}”.",
    ),
    (
        "response-page-title",
        "remedy",
        "To be certain, give this command the response with its headers, as `curl -i` prints it.",
    ),
    (
        "response-private-key",
        "remedy",
        "Give it to `rsa-signer request` only, and to nobody. This command reads Anaplan’s response.",
    ),
    (
        "response-request",
        "remedy",
        "Give this command what came back. To have this request checked, give it to `rsa-signer check`.",
    ),
    (
        "response-server-error",
        "remedy",
        "Wait a little and send a new request. If the error persists, look at Anaplan’s status page or ask its support.",
    ),
    (
        "response-too-long",
        "remedy",
        "Give this command only what came back from the login call.",
    ),
    (
        "response-unknown",
        "remedy",
        "Give this command what came back from the login call: JSON that begins with a brace, or the error in the words of your tool.",
    ),
    (
        "response-validation",
        "remedy",
        "Nothing needs to be done. To see the token here, give this command the response to the login.",
    ),
    (
        "response-web-page",
        "remedy",
        "Send the call to the host of Anaplan’s login, such as auth.anaplan.com, with the path /token/authenticate. If you did, a proxy has probably put a page of its own in between.",
    ),
    (
        "review-address-web-app",
        "remedy",
        "Send the login to auth.anaplan.com or to the login host of your region. Anaplan’s support or your administrator can name it.",
    ),
    (
        "review-paste-answer",
        "remedy",
        "Give it to `rsa-signer response`. This command reads the Authorization header and the body that you send.",
    ),
    (
        "review-signature-other-key",
        "remedy",
        "Check that the key belongs to the certificate: give both files to `rsa-signer request`. After a renewal the new certificate usually has a new key.",
    ),
    (
        "service-region-unknown",
        "cause",
        "The hosts of the region {region} are not known to this program.",
    ),
    (
        "service-region-unknown",
        "remedy",
        "Give the host of its login. Anaplan’s support or your administrator can name it.",
    ),
    (
        "service-unusable",
        "remedy",
        "Give a host such as eu3.auth.anaplan.com, or an address that begins with https://.",
    ),
    (
        "service-web-app",
        "remedy",
        "Give the login host of your region. Anaplan’s support or your administrator can name it.",
    ),
    (
        "service-web-app-of-region",
        "remedy",
        "Give the login host of {region}: {auth}.",
    ),
    (
        "several-private-keys",
        "remedy",
        "Name only the file of the key that was made for your certificate.",
    ),
    (
        "signature-length",
        "remedy",
        "Print the whole signature. If it is complete, it was made with another key, or with something other than an RSA key.",
    ),
    (
        "signature-mismatch",
        "cause",
        "The signature that the command printed does not verify with the certificate.",
    ),
    (
        "signature-mismatch",
        "remedy",
        "Sign exactly the 100 bytes of standard input with SHA-512, PKCS#1 v1.5 padding and the key that belongs to the certificate.",
    ),
    (
        "signature-rejected",
        "remedy",
        "Run the command again. If it happens again, the key file is damaged: use the original file.",
    ),
    (
        "signature-unreadable",
        "remedy",
        "Have the command print the signature, and nothing else.",
    ),
    (
        "unsupported-encryption",
        "cause",
        "This file is protected in a way that this program cannot open ({scheme}).",
    ),
];

/// One language's sentences.
#[derive(Debug)]
pub(crate) struct Catalogue(Json);

impl Catalogue {
    /// The one that the page is built with, with this program's own sentences.
    pub(crate) fn english() -> Self {
        let text = include_str!("../../www/catalogue/en.json");
        let mut catalogue: Json = serde_json::from_str(text).unwrap_or_default();
        for (code, which, own) in OWN {
            let sentences = catalogue
                .get_mut("notices")
                .and_then(|all| all.get_mut(code));
            if let Some(sentence) = sentences.and_then(|own| own.get_mut(which)) {
                *sentence = own.into();
            }
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
        let (cause, remedy) = (self.cause(notice), self.sentence(notice, "remedy"));
        [self.word(severity).to_owned(), cause, remedy].join(" ")
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
    #![allow(clippy::indexing_slicing, clippy::unwrap_used)]

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

    /// Codes of the browser, and of steps that this program never leaves out.
    const OF_THE_PAGE: [&str; 7] = [
        "file-unreadable",
        "folder-dropped",
        "order-interrupted",
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

    /// A code that the catalogue no longer has would leave its sentence unused.
    #[test]
    fn own_sentences_are_of_codes_of_the_catalogue() {
        let words = Catalogue::english();
        for (code, which, own) in OWN {
            let sentence = &words.0["notices"][code][which];
            assert_eq!(sentence.as_str(), Some(own), "{code}");
        }
    }
}
