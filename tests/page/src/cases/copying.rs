//! Does Copy put the output on the clipboard, and does the page report the result truthfully?

use super::Case;
use crate::outcome::{Outcome, ensure, ensure_eq};
use crate::page::{AUTHORIZATION, BODY, COPY_AUTHORIZATION, COPY_BODY, Origin, Page, Part};

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("copies", copies).under(&Origin::ALL),
        Case::new("copies/by-the-old-way", copies_by_the_old_way),
        Case::new("copy-refused", |page| copy_refused(page, "() => false")),
        Case::new("copy-refused/by-an-exception", |page| {
            copy_refused(
                page,
                "() => { throw new DOMException('no', 'SecurityError'); }",
            )
        }),
        Case::new("copy-refused/silently", |page| {
            copy_refused(page, "() => true")
        }),
    ]
}

const BUTTONS: [(Part, Part); 2] = [(COPY_AUTHORIZATION, AUTHORIZATION), (COPY_BODY, BODY)];

fn copies(page: &Page<'_>) -> Outcome {
    // On plain http there is no clipboard to ask, so there the old way is tried.
    page.ensure_secure(page.site.origin.is_secure())?;
    page.fill_pair()?;
    page.generate()?;
    copies_both(page)
}

/// A browser, or a company's policy, that refuses the new clipboard.
fn copies_by_the_old_way(page: &Page<'_>) -> Outcome {
    page.run(REFUSING_CLIPBOARD)?;
    page.fill_pair()?;
    page.generate()?;
    copies_both(page)
}

fn copies_both(page: &Page<'_>) -> Outcome {
    for (button, output) in BUTTONS {
        page.put_on_clipboard("something else")?;
        let before = page.status()?;
        page.press(button)?;
        page.wait_for("the status to change", || {
            let status = page.status()?;
            Ok((!status.is_empty() && status != before).then_some(()))
        })?;
        ensure_eq!(page.alert()?, "", "the alert after {}", button.name);
        ensure_eq!(
            page.pasted()?,
            page.value(output)?,
            "what {} copied",
            button.name
        );
    }
    Ok(())
}

const REFUSING_CLIPBOARD: &str = "Object.defineProperty(navigator, 'clipboard', {
    configurable: true,
    value: { writeText: () => Promise.reject(new DOMException('no', 'NotAllowedError')) },
});";

/// Both ways fail. `command` is what `document.execCommand` is then.
fn copy_refused(page: &Page<'_>, command: &str) -> Outcome {
    page.fill_pair()?;
    page.generate()?;
    page.put_on_clipboard("something else")?;
    page.run(REFUSING_CLIPBOARD)?;
    page.run(&format!("document.execCommand = {command}"))?;
    let before = page.status()?;
    for (button, output) in BUTTONS {
        page.press(button)?;
        let alert = page.wait_for("an alert", || {
            let alert = page.alert()?;
            Ok((!alert.is_empty()).then_some(alert))
        })?;
        let keys = if cfg!(target_os = "macos") {
            "⌘C"
        } else {
            "Ctrl+C"
        };
        ensure!(alert.contains(keys), "{keys} is not named: {alert}");
        let status = page.status()?;
        ensure!(
            status.is_empty() || status == before,
            "the status claims: {status}"
        );
        let selected = page.text(
            "const e = document.activeElement;
             return e.value?.slice(e.selectionStart, e.selectionEnd) ?? ''",
        )?;
        ensure_eq!(selected, page.value(output)?, "what is selected for {keys}");
    }
    Ok(())
}
