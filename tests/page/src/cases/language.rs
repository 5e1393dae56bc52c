//! Does another language change every word at once, and nothing else?

use super::Case;
use crate::outcome::{Outcome, ensure, ensure_eq};
use crate::page::{CERTIFICATE, PRIVATE_KEY, Page};
use serde_json::json;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("language/switch", switches),
        Case::new("language/is-kept-nowhere", is_kept_nowhere),
        Case::new("language/every-word", has_every_word),
    ]
}

/// Chooses a language as a person does.
pub(super) fn choose(page: &Page<'_>, tag: &str) -> Outcome {
    page.browser.run(
        "const select = document.getElementById('language');
         select.value = arguments[0];
         select.dispatchEvent(new Event('change', { bubbles: true }));",
        vec![json!(tag)],
    )?;
    let lang = page.text("return document.documentElement.lang")?;
    ensure_eq!(lang, tag, "the language of the document");
    Ok(())
}

fn labels(page: &Page<'_>) -> Outcome<String> {
    let script = "return [...document.querySelectorAll('h1, label, button, legend')].map((e) => e.innerText.trim()).join('|')";
    page.text(script)
}

fn switches(page: &Page<'_>) -> Outcome {
    page.fill(CERTIFICATE, &page.keys.expired)?;
    page.fill(PRIVATE_KEY, &page.keys.key)?;
    let request = page.generate()?;
    let (english, status) = (labels(page)?, page.status()?);
    let notices = page.text("return document.querySelector('#certificate-notices').innerText")?;
    let created = page.text("return document.querySelector('#created').innerText")?;

    choose(page, "de")?;
    let german = labels(page)?;
    ensure!(
        german.contains("Privater Schlüssel"),
        "the labels are {german}"
    );
    ensure!(
        !german.contains("Private key"),
        "an English label is left: {german}"
    );
    for (what, before, script) in [
        (
            "the notices",
            &notices,
            "return document.querySelector('#certificate-notices').innerText",
        ),
        (
            "the time",
            &created,
            "return document.querySelector('#created').innerText",
        ),
    ] {
        ensure!(
            page.text(script)? != *before,
            "{what} are still English: {before}"
        );
    }
    ensure!(
        page.status()? != status,
        "the status is still English: {status}"
    );

    choose(page, "en")?;
    ensure_eq!(labels(page)?, english, "the labels after going back");
    ensure_eq!(page.request()?, request, "the outputs");
    ensure_eq!(
        page.value(CERTIFICATE)?,
        page.keys.expired,
        "the certificate"
    );
    ensure_eq!(page.value(PRIVATE_KEY)?, page.keys.key, "the private key");
    Ok(())
}

fn is_kept_nowhere(page: &Page<'_>) -> Outcome {
    choose(page, "de")?;
    page.browser.reload()?;
    page.wait_for_state("ready")?;
    let lang = page.text("return document.documentElement.lang")?;
    ensure_eq!(lang, "en", "the language after a reload");
    Ok(())
}

/// No element that asks for words is without them, and none shows the key in their place.
fn has_every_word(page: &Page<'_>) -> Outcome {
    for tag in ["en", "de"] {
        choose(page, tag)?;
        let wordless = page.run("return [...document.querySelectorAll('[data-text]')]
                .filter((e) => e.textContent === '' || (e.dataset.text.includes('-') && e.textContent === e.dataset.text))
                .map((e) => e.dataset.text)")?;
        ensure_eq!(wordless, json!([]), "what has no words in {tag}");
    }
    Ok(())
}
