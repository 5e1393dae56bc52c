//! What is aimed at, as ratios within one run, and whether it is met.

use serde_json::Value;

use super::results::{Results, median, version};

/// The most bytes that the page may have.
const MOST_BYTES: u64 = 400_000;
/// The bytes that it should have.
const AIMED_BYTES: u64 = 300_000;
/// A task of the main thread that takes longer can be felt, in milliseconds.
pub(super) const FELT: f64 = 50.0;
/// One of a thousand may cost so many times what one of a hundred costs.
const LINEAR: f64 = 1.5;

/// One aim in one engine.
#[derive(Debug)]
pub(super) struct Verdict {
    /// What is aimed at.
    pub(super) aim: String,
    /// Where it was measured.
    pub(super) engine: String,
    /// What was measured.
    pub(super) found: String,
    /// Whether that is what was aimed at.
    pub(super) met: bool,
}

/// Every aim in every engine where it could be measured.
pub(super) fn verdicts(results: &Results) -> Vec<Verdict> {
    let engines = || results.engines();
    let mut list = Vec::new();
    list.extend(engines().flat_map(|engine| signing(engine, "jsrsasign-10", 5.0)));
    list.extend(engines().flat_map(|engine| signing(engine, "jsrsasign-11", 5.0)));
    list.extend(engines().flat_map(|engine| signing(engine, "forge", 4.0)));
    list.extend(engines().flat_map(first));
    list.extend(engines().filter_map(opening));
    list.extend(engines().filter_map(ready));
    list.extend(page(results));
    list.extend(engines().flat_map(linear));
    list.extend(engines().flat_map(tasks));
    list
}

const SIZES: [&str; 4] = ["2048", "3072", "4096", "8192"];

fn verdict(engine: &Value, aim: String, found: String, met: bool) -> Verdict {
    let engine = version(engine).to_owned();
    Verdict {
        aim,
        engine,
        found,
        met,
    }
}

/// How many times as long as ours theirs takes; the least over all sizes counts.
fn times(engine: &Value, step: &str, who: &str) -> Vec<(String, f64)> {
    let ratio = |size: &&str| {
        let (own, theirs) = (
            median(engine, step, size, "ours")?,
            median(engine, step, size, who)?,
        );
        Some(((*size).to_owned(), theirs / own))
    };
    SIZES.iter().filter_map(ratio).collect()
}

fn listed(ratios: &[(String, f64)]) -> String {
    let one = |(size, ratio): &(String, f64)| format!("{size}: {ratio:.1}");
    ratios.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn at_least(engine: &Value, step: &str, who: &str, aim: String, least: f64) -> Option<Verdict> {
    let ratios = times(engine, step, who);
    let met = ratios.iter().all(|(_, ratio)| *ratio >= least);
    (!ratios.is_empty()).then(|| verdict(engine, aim, listed(&ratios), met))
}

fn signing(engine: &Value, who: &str, least: f64) -> Option<Verdict> {
    let aim = format!("signing at least {least} times as fast as {who}");
    at_least(engine, "warm", who, aim, least)
}

fn first(engine: &Value) -> Vec<Verdict> {
    let of = |who: &&str| {
        let aim = format!("the first signature at least twice as fast as {who}'s");
        at_least(engine, "first", who, aim, 2.0)
    };
    ["jsrsasign-10", "jsrsasign-11"]
        .iter()
        .filter_map(of)
        .collect()
}

fn opening(engine: &Value) -> Option<Verdict> {
    let own = median(engine, "open", "600,000", "ours")?;
    let native = median(engine, "open", "600,000", "webcrypto")?;
    let ratio = own / native;
    let aim = "a key of 600,000 rounds within 4 times of native PBKDF2".to_owned();
    Some(verdict(
        engine,
        aim,
        format!("{ratio:.2} times"),
        ratio <= 4.0,
    ))
}

fn ready(engine: &Value) -> Option<Verdict> {
    let own = median(engine, "page", "ready", "ours")?;
    let theirs = median(engine, "page", "ready", "jsrsasign-10")?;
    let aim = "ready no later than the least page with jsrsasign-10".to_owned();
    let found = format!("{own:.0} ms beside {theirs:.0} ms");
    Some(verdict(engine, aim, found, own <= theirs))
}

fn page(results: &Results) -> Vec<Verdict> {
    let Some(bytes) = results.bytes("rsa-signer.html", "raw") else {
        return Vec::new();
    };
    let within = |most: u64, aim: &str| Verdict {
        aim: format!("the page {aim} {most} bytes"),
        engine: "the file".to_owned(),
        found: bytes.to_string(),
        met: bytes <= most,
    };
    vec![
        within(MOST_BYTES, "within"),
        within(AIMED_BYTES, "at best within"),
    ]
}

/// What one more costs may not depend on how many there were.
fn linear(engine: &Value) -> Vec<Verdict> {
    let of = |step: &&str| {
        let each = |count: f64, size: &str| Some(median(engine, step, size, "ours")? / count);
        let ratio = each(1000.0, "1000")? / each(100.0, "100")?;
        let aim = format!("cost linear in the number of {step}");
        let found = format!("one of 1,000 takes {ratio:.2} times one of 100");
        Some(verdict(engine, aim, found, ratio <= LINEAR))
    };
    ["signatures", "certificates"]
        .iter()
        .filter_map(of)
        .collect()
}

/// What a person does in the page, as the measured steps are called.
pub(super) const STEPS: [&str; 6] = [
    "ready",
    "paste and click",
    "click",
    "paste an encrypted key",
    "open 600,000 rounds",
    "bundle of certificates",
];

/// Only Chromium tells of long tasks; elsewhere the longest gap of a timer's beat stands for them, which other
/// programs of the machine make longer too.
fn tasks(engine: &Value) -> Option<Verdict> {
    let measure = match engine.get("engine").and_then(Value::as_str) {
        Some("chromium") => "long task",
        _ => "gap",
    };
    let of = |step| Some((step, median(engine, measure, step, "ours")?));
    let found: Vec<(&str, f64)> = STEPS.into_iter().filter_map(of).collect();
    let one = |(step, ms): &(&str, f64)| format!("{step}: {ms:.0}");
    let text = found.iter().map(one).collect::<Vec<_>>().join(", ");
    let met = found.iter().all(|(_, ms)| *ms <= FELT);
    let aim = format!("no task of the main thread above {FELT} ms ({measure}, median)");
    (!found.is_empty()).then(|| verdict(engine, aim, text, met))
}
