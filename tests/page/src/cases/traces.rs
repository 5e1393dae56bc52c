//! What stays behind, in the page and beyond it?

use super::Case;
use crate::openssl::pem;
use crate::outcome::{Outcome, ensure, ensure_eq};
use crate::page::{CERTIFICATE, CLEAR, PASSPHRASE, PRIVATE_KEY, Page};
use serde_json::json;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("secrets/attributes", secret_fields_are_marked),
        Case::new("secrets/clear", clear_leaves_nothing),
        Case::new("secrets/nothing-in-the-address", nothing_in_the_address),
        Case::new("reload", reload_empties_the_fields),
    ]
}

fn secret_fields_are_marked(page: &Page<'_>) -> Outcome {
    page.fill(CERTIFICATE, &page.keys.certificate)?;
    page.fill(PRIVATE_KEY, &page.keys.encrypted_key)?;
    let shown = page.wait_for("the passphrase field", || {
        let field = page.browser.find_all(".passphrase input")?;
        for field in &field {
            if page.browser.displayed(field)? {
                return Ok(Some(true));
            }
        }
        // Without support for encrypted keys there is a notice in its place.
        Ok((!page.codes()?.is_empty()).then_some(false))
    })?;
    let mut fields = vec![PRIVATE_KEY];
    if shown {
        let field = page.find(PASSPHRASE)?;
        let kind = page.text_of("return arguments[0].type", vec![json!(field)])?;
        ensure_eq!(kind, "password", "the kind of the passphrase field");
        fields.push(PASSPHRASE);
    }
    for field in fields {
        for (attribute, expected) in [
            ("autocomplete", "off"),
            ("autocorrect", "off"),
            ("autocapitalize", "off"),
            ("spellcheck", "false"),
            ("translate", "no"),
        ] {
            ensure_eq!(
                page.attribute(field, attribute)?.as_deref(),
                Some(expected),
                "{attribute} of {}",
                field.name
            );
        }
        // A name would put it among the things that a browser offers again.
        ensure_eq!(
            page.attribute(field, "name")?,
            None,
            "the name attribute of {}",
            field.name
        );
    }
    Ok(())
}

/// Returns everything in the document: markup and the values of the fields.
pub(super) const DOCUMENT: &str = "return document.documentElement.outerHTML
    + [...document.querySelectorAll('input, textarea, output')].map((field) => field.value).join('\\n')";

/// A piece from the middle of the user's key.
fn piece_of_key<'a>(page: &'a Page<'_>) -> &'a str {
    pem::body(&page.keys.key).nth(3).unwrap_or_default()
}

fn clear_leaves_nothing(page: &Page<'_>) -> Outcome {
    let piece = piece_of_key(page);
    page.fill_pair()?;
    page.generate()?;
    let before = page.text(DOCUMENT)?;
    ensure!(
        before.contains(piece),
        "this test does not see the key where it is"
    );
    page.press(CLEAR)?;
    let after = page.text(DOCUMENT)?;
    ensure!(
        !after.contains(piece),
        "the private key is still in the document"
    );
    let certificate = pem::body(&page.keys.certificate).nth(3).unwrap_or_default();
    ensure!(
        !after.contains(certificate),
        "the certificate is still in the document"
    );
    ensure!(
        !after.contains("encodedSignedData\":"),
        "the request is still in the document"
    );
    Ok(())
}

const STORES: &str = "return [
    history.length, history.state, document.cookie, window.name, location.href, document.title,
    (() => { try { return localStorage.length + sessionStorage.length; } catch { return 0; } })(),
]";

fn nothing_in_the_address(page: &Page<'_>) -> Outcome {
    let before = page.run(STORES)?;
    page.fill_pair()?;
    page.generate()?;
    let after = page.run(STORES)?;
    ensure_eq!(after, before, "history, cookies, address, title and stores");
    ensure_eq!(
        page.browser.url()?.as_str(),
        page.site.url.as_str(),
        "the address"
    );
    page.press(CLEAR)?;
    ensure_eq!(page.run(STORES)?, before, "the same after Clear");
    Ok(())
}

fn reload_empties_the_fields(page: &Page<'_>) -> Outcome {
    page.fill_pair()?;
    page.generate()?;
    page.browser.reload()?;
    page.wait_for_state("ready")?;
    ensure_eq!(
        page.value(CERTIFICATE)?,
        "",
        "the certificate after a reload"
    );
    ensure_eq!(
        page.value(PRIVATE_KEY)?,
        "",
        "the private key after a reload"
    );
    page.ensure_no_request("after a reload")?;
    // Away and back: from the browser's cache, or loaded again.
    page.fill_pair()?;
    page.generate()?;
    page.browser.go(&page.site.publish(
        "elsewhere.html",
        "<!doctype html><title>Elsewhere</title>".into(),
    )?)?;
    page.browser.back()?;
    page.wait_until(
        "the page again",
        "return document.getElementById('certificate') !== null",
    )?;
    page.wait_for_state("ready")?;
    ensure_eq!(
        page.value(CERTIFICATE)?,
        "",
        "the certificate after going back"
    );
    ensure_eq!(
        page.value(PRIVATE_KEY)?,
        "",
        "the private key after going back"
    );
    page.ensure_no_request("after going back")
}
