//! What if the worker dies?

use super::Case;
use super::freshness::{hold, let_go, release, wait_until_held};
use super::making::makes_right;
use crate::outcome::{Outcome, ensure_eq};
use crate::page::{CERTIFICATE, GENERATE, PRIVATE_KEY, Page};
use serde_json::json;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("worker-dies/idle", dies_idle),
        Case::new("worker-dies/at-work", dies_at_work),
    ]
}

/// A message that is not of the agreed form. The worker throws, nobody there catches, and the browser
/// tells the page: the same way as every trap in the wasm goes.
const NONSENSE: &str = "window.tests.workers.at(-1).postMessage({ id: 0, request: 'nonsense' })";

fn dies_idle(page: &Page<'_>) -> Outcome {
    hold(page, "nothing")?;
    page.fill_pair()?;
    page.generate()?;
    page.run(NONSENSE)?;
    goes_on(page)
}

fn dies_at_work(page: &Page<'_>) -> Outcome {
    hold(page, "generated")?;
    page.fill_pair()?;
    page.press(GENERATE)?;
    wait_until_held(page, 1)?;
    page.run(NONSENSE)?;
    page.wait_for_alert()?;
    // What the dead worker had still sent comes to nothing.
    release(page)?;
    let_go(page)?;
    goes_on(page)
}

fn goes_on(page: &Page<'_>) -> Outcome {
    page.wait_for_alert()?;
    ensure_eq!(
        page.value(CERTIFICATE)?,
        page.keys.certificate,
        "the certificate"
    );
    ensure_eq!(page.value(PRIVATE_KEY)?, page.keys.key, "the private key");
    makes_right(page)?;
    ensure_eq!(page.alert()?, "", "the alert after the next result");
    let workers = page.run("return window.tests.workers.length")?;
    ensure_eq!(workers, json!(2), "how many workers were started");
    Ok(())
}
