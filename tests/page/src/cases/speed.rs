//! How long does a person wait? The times are printed, and only an unbearable one fails.

use super::Case;
use crate::outcome::{Failure, Outcome, ensure};
use crate::page::Page;
use serde_json::Value;

pub(super) fn cases() -> Vec<Case> {
    vec![Case::new("speed", speed)]
}

const ROUNDS: usize = 5;

/// The longest bearable wait, in milliseconds.
const UNBEARABLE: f64 = 10_000.0;

/// When the state becomes `ready`, on the clock that starts with the navigation. The driver gives the
/// script its turn early; should the page be faster, the time is a little too long and never too short.
const READY: &str = "
    const done = arguments[arguments.length - 1];
    const root = document.documentElement;
    const isReady = () => root.dataset.state === 'ready' && (done(performance.now()), true);
    if (!isReady()) new MutationObserver((_, observer) => isReady() && observer.disconnect())
        .observe(root, { attributes: true });";

/// From the press until both outputs are filled.
const ANSWER: &str = "
    const done = arguments[arguments.length - 1];
    const root = document.documentElement;
    const outputs = ['authorization', 'body'].map((id) => document.getElementById(id));
    const start = performance.now();
    new MutationObserver((_, observer) => {
        if (root.dataset.state !== 'ready') return;
        observer.disconnect();
        done(outputs.every(({ value }) => value !== '') ? performance.now() - start : null);
    }).observe(root, { attributes: true });
    document.getElementById('generate').click();";

fn speed(page: &Page<'_>) -> Outcome {
    let mut ready = Vec::new();
    let mut answer = Vec::new();
    for _ in 0..ROUNDS {
        page.browser.go(&page.site.url)?;
        ready.push(milliseconds(page.browser.run_async(READY, vec![])?)?);
        page.fill_pair()?;
        // Once to have read the pair, so that what is timed is the request alone.
        page.generate()?;
        answer.push(milliseconds(page.browser.run_async(ANSWER, vec![])?)?);
    }
    for (what, times) in [("ready", ready), ("answer", answer)] {
        let median = median(times);
        let name = format!("{}/{}/{what}", page.label, page.site.origin.name());
        page.times.borrow_mut().insert(name, median);
        ensure!(
            median.total_cmp(&UNBEARABLE).is_lt(),
            "{what} takes {median} ms"
        );
    }
    Ok(())
}

fn milliseconds(value: Value) -> Outcome<f64> {
    value
        .as_f64()
        .ok_or_else(|| Failure::new(format!("no time but {value}")))
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}
