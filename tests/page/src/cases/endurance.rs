//! Does the page stay as it is after thousands of signatures and of Clears?

use super::Case;
use super::making::check;
use crate::outcome::{Failure, Outcome, ensure, ensure_eq};
use crate::page::{AUTHORIZATION, BODY, CERTIFICATE, CLEAR, GENERATE, Origin, PRIVATE_KEY, Page};
use serde_json::{Value, json};
use std::env;

pub(super) fn cases() -> Vec<Case> {
    vec![Case::new("endurance", endures).under(&[Origin::File])]
}

/// So much may a browser hold more at the end than at the start: it collects when it likes. The same for
/// few rounds and for many, so that a long run finds small leaks.
const SLACK: u64 = 96 << 20;

/// How often the memory is looked at.
const LOOKS: usize = 12;

/// A leak that must be found, in bytes a round, and in how many rounds.
const LEAK: (usize, usize) = (10 << 20, 40);

/// What one round is.
#[derive(Clone, Copy)]
enum Round {
    /// Another signature of what is in the fields.
    Sign,
    /// Both fields filled, a signature, Clear.
    Clear,
}

fn endures(page: &Page<'_>) -> Outcome {
    page.instrument()?;
    page.listen()?;
    let signatures = rounds("RSA_SIGNER_SIGNATURES", 100)?;
    let clears = rounds("RSA_SIGNER_CLEARS", 10)?;
    let parts = elements(page)?;
    page.fill_pair()?;
    page.generate()?;
    // The exports make the memory grow once, and come after the request.
    page.wait_until_idle()?;
    let size = page.size_of_core()?;
    let signing = run(page, Round::Sign, signatures, 0)?;
    ensure_eq!(
        page.size_of_core()?,
        size,
        "the size of the worker's memory"
    );
    page.press(CLEAR)?;
    let clearing = run(page, Round::Clear, clears, 0)?;
    ensure_eq!(elements(page)?, parts, "how many elements the page has");
    for (what, rounds, figures) in [
        ("signatures", signatures, &signing),
        ("clears", clears, &clearing),
    ] {
        println!("note: {}: {rounds} {what}: {figures}", page.label);
        ensure!(!figures.has_grown(), "{rounds} {what}: {figures}");
    }
    println!(
        "note: {}: {size} bytes of wasm memory throughout",
        page.label
    );
    // The same judge, where the answer is known.
    let (leak, rounds) = LEAK;
    let leaking = run(page, Round::Clear, rounds, leak)?;
    ensure!(leaking.has_grown(), "a leak is not seen: {leaking}");
    Ok(())
}

fn rounds(variable: &str, short: usize) -> Outcome<usize> {
    match env::var(variable) {
        Ok(count) => Ok(count.parse()?),
        Err(_) => Ok(short),
    }
}

/// How many elements the page has, once it has the answer that brings the address of the login.
fn elements(page: &Page<'_>) -> Outcome<Value> {
    page.wait_until(
        "the address of the login",
        "return document.querySelector('#postman-by-hand code') !== null",
    )?;
    page.run("return document.querySelectorAll('*').length")
}

/// What the browser's processes held, in bytes: soon after the start and at the end.
struct Figures {
    early: u64,
    late: u64,
}

impl Figures {
    fn has_grown(&self) -> bool {
        self.late > self.early.saturating_add(SLACK)
    }
}

impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let percent = self.late.saturating_mul(100).checked_div(self.early);
        let [early, late] = [self.early, self.late].map(|bytes| bytes >> 20);
        write!(
            f,
            "{early} MiB early, {late} MiB late, {} %",
            percent.unwrap_or(0)
        )
    }
}

/// Plays so many rounds inside the page, and looks at the memory between.
fn run(page: &Page<'_>, round: Round, rounds: usize, leak: usize) -> Outcome<Figures> {
    let mut looks = Vec::new();
    let mut left = rounds;
    let step = rounds.div_ceil(LOOKS).max(1);
    while left > 0 {
        let now = step.min(left);
        play(page, round, now, leak)?;
        left = left.saturating_sub(now);
        looks.push(memory(page)?);
    }
    // The first looks are of a browser that still warms up.
    let quarter = looks.len().div_ceil(4);
    let early = looks.get(quarter..quarter.saturating_mul(2));
    let late = looks.get(looks.len().saturating_sub(quarter)..);
    Ok(Figures {
        early: median(early.unwrap_or_default())?,
        late: median(late.unwrap_or_default())?,
    })
}

/// So often Chromium collects until what points to each other from its two heaps is gone.
const COLLECTIONS: usize = 3;

/// Returns the browser's memory. Chromium lets hundreds of MiB of garbage lie before it collects by itself, and can be asked to.
fn memory(page: &Page<'_>) -> Outcome<u64> {
    if page.label == "chromium" {
        let collect = json!({ "cmd": "HeapProfiler.collectGarbage", "params": {} });
        for _ in 0..COLLECTIONS {
            page.browser.post("goog/cdp/execute", collect.clone())?;
        }
    }
    page.browser.memory()
}

fn median(looks: &[u64]) -> Outcome<u64> {
    let mut sorted = looks.to_vec();
    sorted.sort_unstable();
    let middle = sorted.get(sorted.len() / 2);
    middle
        .copied()
        .ok_or_else(|| Failure::new("too few rounds to judge by"))
}

/// As many calls as it takes: each ends in good time for the driver. The last result is looked at from
/// outside.
fn play(page: &Page<'_>, round: Round, rounds: usize, leak: usize) -> Outcome {
    let parts = [
        CERTIFICATE,
        PRIVATE_KEY,
        GENERATE,
        CLEAR,
        AUTHORIZATION,
        BODY,
    ];
    let mut arguments = Vec::new();
    for part in parts {
        arguments.push(json!(page.find(part)?));
    }
    arguments.push(json!(page.keys.certificate));
    arguments.push(json!(page.keys.key));
    arguments.push(json!(matches!(round, Round::Clear)));
    arguments.push(json!(leak));
    let mut left = rounds;
    while left > 0 {
        let mut given = arguments.clone();
        given.push(json!(left));
        let answer = page.browser.run_async(ROUNDS, given)?;
        let done = answer.as_u64().and_then(|done| usize::try_from(done).ok());
        let done = done.ok_or_else(|| Failure::new(format!("the page got stuck: {answer}")))?;
        left = left.saturating_sub(done);
    }
    if matches!(round, Round::Sign) {
        check(page, &page.request()?, &page.keys.header_der)?;
    }
    Ok(())
}

/// A person who never tires: waits for what is to be seen, and for nothing else.
const ROUNDS: &str = "
    const [certificate, key, generate, clear, header, body, certificateText, keyText, clears, leak, wanted, done] = arguments;
    const root = document.documentElement;
    const enough = performance.now() + 10000;
    const until = async (what, seen) => {
        const limit = performance.now() + 15000;
        while (!seen()) {
            if (performance.now() > limit) throw new Error(`waited in vain for ${what}`);
            await new Promise((next) => setTimeout(next));
        }
    };
    const put = (field, text) => {
        field.value = text;
        field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
    };
    const round = async () => {
        if (clears) {
            put(certificate, certificateText);
            put(key, keyText);
        }
        const before = body.value;
        generate.click();
        await until('a new result', () => root.dataset.state === 'ready' && body.value !== '' && body.value !== before && header.value !== '');
        if (clears) {
            clear.click();
            await until('empty fields', () => root.dataset.state === 'ready' && [certificate, key, header, body].every(({ value }) => value === ''));
        }
        if (leak) (window.leaked ??= []).push(new Uint8Array(leak).fill(window.leaked.length + 1));
    };
    (async () => {
        let count = 0;
        while (count < wanted && performance.now() < enough) {
            await round();
            count += 1;
        }
        done(count);
    })().catch((error) => done(String(error)));";
