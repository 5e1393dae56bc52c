//! Does the page show for every kind of file what the core reports for it? Files are pasted, chosen and
//! dropped, many in one page, with Clear between two.

use super::Case;
use crate::catalogue;
use crate::corpus::{self, Example};
use crate::files::FILES;
use crate::openssl::pem;
use crate::outcome::{Failure, Outcome, ensure, ensure_eq};
use crate::page::{
    AUTHORIZATION, BODY, CERTIFICATE, CLEAR, GENERATE, Origin, PASSPHRASE, PRIVATE_KEY, Page,
    UNLOCK,
};
use fantoccini::elements::Element;
use serde_json::{Value, json};

/// How a file gets into the page.
#[derive(Clone, Copy)]
enum Way {
    Paste,
    Choose,
    Drop,
}

pub(super) fn cases() -> Outcome<Vec<Case>> {
    // The ways differ before the core is asked, and not by group; so one origin each, and two files of a group.
    let ways: [(&str, Way, usize, &'static [Origin]); 3] = [
        ("pasted", Way::Paste, 2, &[Origin::Http]),
        ("chosen", Way::Choose, 2, &[Origin::File]),
        ("dropped", Way::Drop, 2, &[Origin::File]),
    ];
    let mut cases = Vec::new();
    for group in corpus::groups()? {
        for (name, way, count, origins) in ways {
            let files = group.clone();
            let run = move |page: &Page<'_>| play_group(page, &files, way, count);
            cases.push(Case::new(format!("corpus/{name}/{group}"), run).under(origins));
        }
    }
    Ok(cases)
}

/// The parts of the page, found once: Clear leaves them where they are.
struct Parts {
    certificate: Element,
    private_key: Element,
    files: Element,
    generate: Element,
    clear: Element,
    authorization: Element,
    body: Element,
}

fn play_group(page: &Page<'_>, group: &str, way: Way, count: usize) -> Outcome {
    let examples = match way {
        Way::Paste => corpus::examples(group, count, 0, |example| example.text().is_some())?,
        Way::Choose => corpus::examples(group, count, 1, is_file)?,
        Way::Drop => corpus::examples(group, count, 2, is_file)?,
    };
    // Nothing that pkcs12 has is text.
    ensure!(
        !examples.is_empty() || matches!((way, group), (Way::Paste, "pkcs12")),
        "no file of {group} is played"
    );
    let parts = Parts {
        certificate: page.find(CERTIFICATE)?,
        private_key: page.find(PRIVATE_KEY)?,
        files: page.file_field(FILES)?,
        generate: page.find(GENERATE)?,
        clear: page.find(CLEAR)?,
        authorization: page.find(AUTHORIZATION)?,
        body: page.find(BODY)?,
    };
    for example in &examples {
        let played = play(page, &parts, example, way);
        played.map_err(|failure| failure.add(&format!("the file is {group}/{}", example.name)))?;
    }
    Ok(())
}

/// A pasted text has no bytes that mark it as text, so its case says `form: text`.
fn is_file(example: &Example) -> bool {
    example.get("form") != Some("text") || example.text().is_some()
}

fn play(page: &Page<'_>, parts: &Parts, example: &Example, way: Way) -> Outcome {
    let is_certificate = example.get("box") == Some("certificate");
    let (own, other) = if is_certificate {
        (&parts.certificate, &parts.private_key)
    } else {
        (&parts.private_key, &parts.certificate)
    };
    if let Some(with) = example.get("with") {
        page.put(other, &corpus::companion(with)?)?;
    }
    match way {
        Way::Paste => page.put(own, example.text().unwrap_or_default())?,
        Way::Choose => page.choose_in(
            &parts.files,
            &[page.file(&example.name, example.case.payload)?],
        )?,
        Way::Drop => page.drop_onto(own, &[(&example.name, example.case.payload)])?,
    }
    page.browser.click(&parts.generate)?;
    let mut shown = look(page, parts)?;
    let passphrase = example.get("passphrase");
    if let (Some(passphrase), true) = (passphrase, shown.says("passphrase-needed")) {
        page.put(&page.find(PASSPHRASE)?, passphrase)?;
        // Generate leaves an empty field alone; this button means it.
        if passphrase.is_empty() {
            page.press(UNLOCK)?;
        }
        page.browser.click(&parts.generate)?;
        shown = look(page, parts)?;
    }
    judge(page, example, &shown)?;
    page.browser.click(&parts.clear)?;
    page.wait_for_state("ready")
}

/// What a person sees after Generate.
struct Shown {
    authorization: String,
    body: String,
    /// Code and text.
    notices: Vec<(String, String)>,
    /// The card of the certificate that is in use.
    fingerprint: Option<String>,
    key: Option<String>,
}

impl Shown {
    fn says(&self, code: &str) -> bool {
        self.notices.iter().any(|(own, _)| own == code)
    }
}

/// Null until Generate is answered.
const LOOK: &str = "
    const [authorization, body, fingerprintLabel, keyLabel] = arguments;
    const alert = document.querySelector('[role=alert]');
    const led = document.querySelector('[role=status] [data-code]') !== null;
    const answered = led || alert.innerText.trim() !== '' || (authorization.value !== '' && body.value !== '');
    if (document.documentElement.dataset.state !== 'ready' || !answered) return null;
    const fact = (label) => [...document.querySelectorAll('dt')]
        .find((term) => term.textContent === label && !term.closest('[hidden]'))?.nextElementSibling.textContent ?? null;
    return [
        authorization.value,
        body.value,
        [...document.querySelectorAll('[data-code]')].filter((notice) => notice.checkVisibility())
            .map((notice) => [notice.dataset.code, notice.textContent]),
        fact(fingerprintLabel),
        fact(keyLabel),
    ]";

fn look(page: &Page<'_>, parts: &Parts) -> Outcome<Shown> {
    let fingerprint = catalogue::page("fact-fingerprint")?;
    let key = catalogue::page("fact-key")?;
    page.wait_for("an answer to Generate", || {
        let arguments = vec![
            json!(parts.authorization),
            json!(parts.body),
            json!(fingerprint),
            json!(key),
        ];
        let shown = page.browser.run(LOOK, arguments)?;
        if shown.is_null() {
            return Ok(None);
        }
        let (authorization, body, notices, fingerprint, key) = serde_json::from_value(shown)?;
        Ok(Some(Shown {
            authorization,
            body,
            notices,
            fingerprint,
            key,
        }))
    })
}

fn judge(page: &Page<'_>, example: &Example, shown: &Shown) -> Outcome {
    let mut codes: Vec<String> = shown.notices.iter().map(|(code, _)| code.clone()).collect();
    codes.sort();
    codes.dedup();
    ensure_eq!(codes, expected(example), "the notices that are shown");
    for code in &codes {
        // The alert says a notice in short, its field says it in full.
        let own = shown.notices.iter().filter(|(other, _)| other == code);
        let text: String = own.map(|(_, text)| text.as_str()).collect();
        for piece in catalogue::sentences(code)? {
            ensure!(
                text.contains(&piece),
                "{code} does not say {piece:?} but {text:?}"
            );
        }
    }
    if !example.case.is_ready() {
        ensure_eq!(
            (shown.authorization.as_str(), shown.body.as_str()),
            ("", ""),
            "the outputs"
        );
        return Ok(());
    }
    judge_request(page, example, shown)
}

/// What is missing is no error. It is asked for, one thing after the other, and only where nothing is wrong.
const MISSING: [&str; 3] = [
    "passphrase-needed",
    "certificate-missing",
    "private-key-missing",
];

/// The codes that are shown of those that the core gives.
fn expected(example: &Example) -> Vec<&'static str> {
    let mut codes = example.case.codes();
    let is_led = example
        .get("expect")
        .is_some_and(|code| MISSING.contains(&code));
    let first = MISSING.iter().find(|code| codes.contains(*code)).copied();
    codes.retain(|code| !MISSING.contains(code) || (is_led && first == Some(*code)));
    codes.into_iter().collect()
}

/// The header has the right certificate, the body a signature that verifies with it, and the card is
/// about the same certificate.
fn judge_request(page: &Page<'_>, example: &Example, shown: &Shown) -> Outcome {
    let header = shown.authorization.strip_prefix("CACertificate ");
    let header = header.ok_or_else(|| Failure::new("the header is no CACertificate"))?;
    let certificate = page.keys.decode(header)?;
    let fingerprint = page.keys.sha256_digits(&certificate)?;
    if let Some(expected) = example.get("sha256") {
        ensure_eq!(
            fingerprint,
            expected,
            "the SHA-256 of the header's certificate"
        );
    } else if let Some(with) = example.get("with").filter(|with| with.ends_with(".crt")) {
        let companion = corpus::companion(with)?;
        let expected: String = pem::body(&companion).collect();
        ensure_eq!(header, expected, "the header's certificate");
    }
    let body: Value = serde_json::from_str(&shown.body)?;
    let part = |name: &str| {
        page.keys
            .decode(body.get(name).and_then(Value::as_str).unwrap_or_default())
    };
    let (message, signature) = (part("encodedData")?, part("encodedSignedData")?);
    page.keys
        .verify_by(page.label, &certificate, &message, &signature)?;
    let digits = |text: &str| text.replace(':', "").to_lowercase();
    ensure_eq!(
        shown.fingerprint.as_deref().map(digits),
        Some(fingerprint),
        "the fingerprint on the card"
    );
    let bits = signature.len().saturating_mul(8).to_string();
    let key = catalogue::page("bits")?.replace("{bits}", &bits);
    ensure_eq!(
        shown.key.as_deref(),
        Some(key.as_str()),
        "the key on the card"
    );
    Ok(())
}
