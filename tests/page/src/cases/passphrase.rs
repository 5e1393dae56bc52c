//! Does a passphrase open the key, once it is the right one, and stay behind nowhere?

use super::Case;
use super::making::check;
use super::traces::DOCUMENT;
use crate::keys::PASS;
use crate::outcome::{Outcome, ensure, ensure_eq};
use crate::page::{CERTIFICATE, CLEAR, GENERATE, PASSPHRASE, PRIVATE_KEY, Page, UNLOCK};
use serde_json::json;

pub(super) fn cases() -> Vec<Case> {
    vec![Case::new("passphrase", passphrase)]
}

fn passphrase(page: &Page<'_>) -> Outcome {
    fill_protected(page)?;
    page.is_led("passphrase-needed")?;
    page.press(UNLOCK)?;
    page.wait_for_alert()?;
    let codes = page.codes_beside(PASSPHRASE)?;
    ensure_eq!(codes, ["passphrase-empty"], "beside the empty field");
    page.fill(PASSPHRASE, "wrong horse")?;
    is_refused(page)?;
    // Whoever types again does not add to what is masked.
    let selected = page.run(
        "const field = document.activeElement;
         return field.value.slice(field.selectionStart, field.selectionEnd)",
    )?;
    ensure_eq!(selected, json!("wrong horse"), "what is selected");
    page.fill(PASSPHRASE, PASS)?;
    let request = page.generate()?;
    check(page, &request, &page.keys.header_der)?;
    // The key that was opened is held: the next request asks for nothing.
    page.press(GENERATE)?;
    let request = page.wait_for_other_request(&request)?;
    check(page, &request, &page.keys.header_der)?;
    page.press(CLEAR)?;
    let document = page.text(DOCUMENT)?;
    ensure!(
        !document.contains(PASS),
        "the passphrase is still in the document"
    );
    // And nothing of it opens the same key again.
    fill_protected(page)?;
    page.is_led("passphrase-needed")
}

fn fill_protected(page: &Page<'_>) -> Outcome {
    page.fill(CERTIFICATE, &page.keys.certificate)?;
    page.fill(PRIVATE_KEY, &page.keys.encrypted_key)
}

/// Generate reports it beside the passphrase field and keeps everything that was typed.
fn is_refused(page: &Page<'_>) -> Outcome {
    page.generate_in_vain()?;
    let codes = page.codes_beside(PASSPHRASE)?;
    ensure_eq!(codes, ["passphrase-wrong"], "beside Passphrase");
    let invalid = page.attribute(PASSPHRASE, "aria-invalid")?;
    ensure_eq!(
        invalid.as_deref(),
        Some("true"),
        "aria-invalid of Passphrase"
    );
    ensure_eq!(
        page.value(PRIVATE_KEY)?,
        page.keys.encrypted_key,
        "the private key"
    );
    Ok(())
}
