//! Does the sample show how the page works, without being mistaken for real credentials?

use super::Case;
use super::freshness::{hold, release, wait_until_held};
use crate::outcome::{Outcome, ensure, ensure_eq};
use crate::page::{CERTIFICATE, CLEAR, GENERATE, PRIVATE_KEY, Page, Part};
use serde_json::json;

const LOAD: Part = Part {
    role: "button",
    name: "Load the sample",
};

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("sample", sample),
        Case::new("self-check/fails", |page| check_fails(page, "knownAnswer")),
        Case::new("self-check/random-repeats", |page| {
            check_fails(page, "random")
        }),
        Case::new("self-check/comes-first", check_comes_first),
    ]
}

fn sample(page: &Page<'_>) -> Outcome {
    ensure!(
        !page.is_shown("sample")?,
        "the mark of a sample stands over an empty page"
    );
    page.press(LOAD)?;
    page.wait_for("the sample", || {
        Ok((!page.value(PRIVATE_KEY)?.is_empty()).then_some(()))
    })?;
    let request = page.generate()?;
    ensure!(
        request.body.contains("\"encodedDataFormat\":\"v2\""),
        "no request but {request:?}"
    );
    ensure!(page.is_shown("sample")?, "the sample is not marked");
    for field in [CERTIFICATE, PRIVATE_KEY] {
        ensure!(
            page.value(field)?.starts_with("SAMPLE"),
            "{} is not marked",
            field.name
        );
    }
    page.fill(CERTIFICATE, &page.keys.certificate)?;
    ensure!(
        !page.is_shown("sample")?,
        "a person's own certificate is called a sample"
    );
    // What is said then moves the button.
    page.wait_for("what is wrong with the pair", || {
        let codes = page.codes()?;
        Ok(codes
            .iter()
            .any(|code| code == "pair-mismatch")
            .then_some(()))
    })?;
    page.press(CLEAR)?;
    ensure!(
        page.is_shown("load-sample")?,
        "the sample is not offered again"
    );
    Ok(())
}

/// The program fails its self-check: the page makes nothing with it, and says so.
fn check_fails(page: &Page<'_>, what: &str) -> Outcome {
    hold(page, "checked")?;
    page.fill_pair()?;
    wait_until_held(page, 1)?;
    page.browser.run(
        "for (const { data } of window.tests.held) data.reply.checked[arguments[0]] = false;",
        vec![json!(what)],
    )?;
    release(page)?;
    page.wait_for_state("failed")?;
    ensure!(
        page.is_shown("stopped-title")?,
        "nothing says that the page has stopped"
    );
    ensure!(
        !page.is_shown("private-key")?,
        "the field for the key is still there"
    );
    let left = page.text("return document.getElementById('private-key').value")?;
    ensure_eq!(left, "", "the private key");
    Ok(())
}

/// What the worker makes is shown only when it has passed.
fn check_comes_first(page: &Page<'_>) -> Outcome {
    hold(page, "checked")?;
    page.fill_pair()?;
    page.press(GENERATE)?;
    wait_until_held(page, 1)?;
    page.wait_until(
        "the pair",
        "return !document.getElementById('private-key-pair').hidden",
    )?;
    page.ensure_no_request("before the check")?;
    release(page)?;
    page.wait_for_request()?;
    Ok(())
}
