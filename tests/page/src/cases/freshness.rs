//! Do the outputs always belong to the current inputs?

use super::Case;
use super::making::{choose_pem_header, makes_right};
use crate::outcome::{Outcome, ensure, ensure_eq};
use crate::page::{CERTIFICATE, CLEAR, GENERATE, PRIVATE_KEY, Page};
use serde_json::json;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("stale/certificate-edited", |page| {
            goes_stale(page, |page| {
                page.fill(CERTIFICATE, &page.keys.other_certificate)
            })
        }),
        Case::new("stale/private-key-edited", |page| {
            goes_stale(page, |page| page.fill(PRIVATE_KEY, &page.keys.other_key))
        }),
        Case::new("stale/certificate-emptied", |page| {
            goes_stale(page, |page| page.fill(CERTIFICATE, ""))
        }),
        Case::new("stale/header-form-changed", |page| {
            goes_stale(page, choose_pem_header)
        }),
        Case::new("stale/generate-failed", generate_failed),
        Case::new("stale/clear", clear),
        Case::new("late/result", late_result),
        Case::new("late/result-after-clear", late_result_after_clear),
        Case::new("late/reading", late_reading),
    ]
}

fn goes_stale(page: &Page<'_>, edit: impl Fn(&Page<'_>) -> Outcome) -> Outcome {
    page.fill_pair()?;
    page.generate()?;
    edit(page)?;
    page.ensure_no_request("after an edit")?;
    Ok(())
}

/// Generate fails with unchanged inputs: the earlier result must disappear.
fn generate_failed(page: &Page<'_>) -> Outcome {
    hold(page, "generated")?;
    page.fill_pair()?;
    page.press(GENERATE)?;
    wait_until_held(page, 1)?;
    release(page)?;
    page.wait_for_request()?;
    page.press(GENERATE)?;
    wait_until_held(page, 1)?;
    page.ensure_no_request("while the next result is made")?;
    // The worker refuses instead, for a reason that no field shows.
    page.run("for (const { data } of window.tests.held) {
            data.reply = { refused: { notices: [{ code: 'signature-rejected', severity: 'error', field: 'page', params: {} }] } };
        }")?;
    release(page)?;
    page.wait_for_alert()?;
    Ok(())
}

fn clear(page: &Page<'_>) -> Outcome {
    choose_pem_header(page)?;
    page.fill_pair()?;
    page.generate()?;
    page.press(CLEAR)?;
    page.ensure_no_request("after Clear")?;
    ensure_eq!(page.value(CERTIFICATE)?, "", "the certificate after Clear");
    ensure_eq!(page.value(PRIVATE_KEY)?, "", "the private key after Clear");
    ensure_eq!(page.alert()?, "", "the alert after Clear");
    ensure!(page.codes()?.is_empty(), "notices are left after Clear");
    ensure!(!page.status()?.is_empty(), "Clear is not announced");
    // Nothing is held either: the next Generate has nothing to sign with.
    page.is_led("certificate-missing")?;
    // And the page works on.
    page.fill_pair()?;
    makes_right(page)
}

/// Has the page start its next worker in our hands, and holds back the worker's replies of one kind.
///
/// A worker that runs already cannot be put between: Clear ends it and starts another one.
pub(super) fn hold(page: &Page<'_>, kind: &str) -> Outcome {
    page.browser.run(
        "const [kind] = arguments;
         const tests = (window.tests = { workers: [], held: [], kind });
         window.Worker = class extends Worker {
             constructor(...given) {
                 super(...given);
                 tests.workers.push(this);
                 // Registered before any listener of the page, so it hears everything first.
                 this.addEventListener('message', (event) => {
                     if (!Object.hasOwn(Object(event.data.reply), tests.kind)) return;
                     event.stopImmediatePropagation();
                     tests.held.push({ worker: this, data: event.data });
                 });
             }
         };",
        vec![json!(kind)],
    )?;
    page.press(CLEAR)?;
    page.wait_until("another worker", "return window.tests.workers.length === 1")?;
    page.wait_for_state("ready")
}

/// Hands out what was held, to the page's listeners, as if it came now.
pub(super) fn release(page: &Page<'_>) -> Outcome {
    page.run("const { tests } = window;
         const kind = tests.kind;
         tests.kind = null;
         for (const { worker, data } of tests.held.splice(0)) worker.dispatchEvent(new MessageEvent('message', { data }));
         tests.kind = kind;")?;
    settle(page)
}

/// Holds nothing from here on.
pub(super) fn let_go(page: &Page<'_>) -> Outcome {
    page.run("window.tests.kind = null")?;
    Ok(())
}

pub(super) fn wait_until_held(page: &Page<'_>, count: usize) -> Outcome {
    page.wait_until(
        "a reply of the worker",
        &format!("return window.tests.held.length >= {count}"),
    )
}

/// Lets everything run that the page has begun: tasks, and what is drawn.
pub(super) fn settle(page: &Page<'_>) -> Outcome {
    page.browser.run_async(
        "const done = arguments[arguments.length - 1];
         setTimeout(() => requestAnimationFrame(() => setTimeout(done, 20)), 0);",
        vec![],
    )?;
    Ok(())
}

fn late_result(page: &Page<'_>) -> Outcome {
    hold(page, "generated")?;
    page.fill_pair()?;
    // The hook itself: a result that comes late, but not too late, is shown.
    page.press(GENERATE)?;
    wait_until_held(page, 1)?;
    page.ensure_no_request("while the result is held back")?;
    release(page)?;
    page.wait_for_request()?;

    page.press(GENERATE)?;
    wait_until_held(page, 1)?;
    page.fill(CERTIFICATE, &page.keys.other_certificate)?;
    release(page)?;
    page.wait_for_state("ready")?;
    page.ensure_no_request("after a result that came too late")
}

fn late_result_after_clear(page: &Page<'_>) -> Outcome {
    hold(page, "generated")?;
    page.fill_pair()?;
    page.press(GENERATE)?;
    wait_until_held(page, 1)?;
    page.press(CLEAR)?;
    release(page)?;
    page.wait_for_state("ready")?;
    page.ensure_no_request("after a result that came after Clear")
}

fn late_reading(page: &Page<'_>) -> Outcome {
    hold(page, "reading")?;
    page.fill(CERTIFICATE, "no certificate at all")?;
    wait_until_held(page, 1)?;
    page.fill_pair()?;
    // The reading of what stood there before.
    release(page)?;
    ensure!(
        page.codes()?.is_empty(),
        "a reading of older fields is shown"
    );
    wait_until_held(page, 1)?;
    release(page)?;
    ensure!(
        page.codes()?.is_empty(),
        "the pair that stands there is called wrong"
    );
    let_go(page)?;
    makes_right(page)
}
