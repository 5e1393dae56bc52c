//! The aims, as ratios within one run, and whether they are met.

use serde_json::Value;

use super::results::{Results, median, version};

/// A task of the main thread that takes longer can be felt, in milliseconds.
const FELT: f64 = 50.0;

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

/// The sizes of keys that people have.
const SIZES: [&str; 3] = ["2048", "3072", "4096"];

/// What a person does in the page, as the measured steps are called.
pub(super) const STEPS: [&str; 7] = [
    "usable paint",
    "ready",
    "paste and click",
    "click",
    "paste an encrypted key",
    "open 600,000 iterations",
    "bundle of certificates",
];

/// Returns every aim in every engine where it could be measured.
pub(super) fn verdicts(results: &Results) -> Vec<Verdict> {
    results.engines().flat_map(in_engine).collect()
}

fn in_engine(engine: &Value) -> Vec<Verdict> {
    let name = engine
        .get("engine")
        .and_then(Value::as_str)
        .unwrap_or("node");
    let is_one_of = |names: &[&str]| names.contains(&name);
    let mut found = Vec::new();
    let mut add = |aim: &str, measured: Option<(String, bool)>| {
        if let Some((words, met)) = measured {
            let engine = version(engine).to_owned();
            found.push(Verdict {
                aim: aim.to_owned(),
                engine,
                found: words,
                met,
            });
        }
    };
    for (peer, least) in [
        ("jsrsasign-10", 7.0),
        ("jsrsasign-11", 1.0),
        ("forge", 1.0),
        ("gmp", 1.0),
        ("bigint", 1.0),
        ("webcrypto", 1.0),
    ] {
        if peer != "webcrypto" || is_one_of(&["firefox", "webkit"]) {
            let aim = match least > 1.0 {
                true => format!("a whole request at least {least} times as fast as {peer} signs"),
                false => format!("a whole request sooner than {peer} signs"),
            };
            add(&aim, faster(engine, peer, least));
        }
    }
    if is_one_of(&["firefox", "chromium"]) {
        add(
            "the first signature within 2 ms of a warm one",
            first(engine),
        );
        let aim = "600,000 iterations within 3.5 times of native PBKDF2";
        add(
            aim,
            within(
                engine,
                "open",
                ("600,000", "ours"),
                ("600,000", "webcrypto"),
                3.5,
            ),
        );
    }
    let (times, words) = match name {
        "firefox" => (1.0, "no later than"),
        "chromium" => (1.5, "within 1.5 times of"),
        _ => (3.0, "within 3 times of"),
    };
    let aim = format!("usable paint {words} the least jsrsasign page's first paint");
    let usable = "usable paint";
    add(
        &aim,
        within(
            engine,
            "page",
            (usable, "ours"),
            (usable, "jsrsasign-10"),
            times,
        ),
    );
    let aim = "ready in at most half of the time of the page given with --before";
    add(
        aim,
        within(engine, "page", ("ready", "ours"), ("ready", "before"), 0.5),
    );
    for step in ["signatures", "certificates"] {
        add(
            &format!("cost linear in the number of {step}"),
            linear(engine, step),
        );
    }
    add(
        "no task of the page's thread above 50 ms",
        tasks(engine, is_one_of(&["chromium"])),
    );
    found
}

fn faster(engine: &Value, peer: &str, least: f64) -> Option<(String, bool)> {
    let ratio = |size: &&'static str| {
        let ours = median(engine, "warm", size, "ours")?;
        Some((*size, median(engine, "warm", size, peer)? / ours))
    };
    let ratios: Vec<(&str, f64)> = SIZES.iter().filter_map(ratio).collect();
    let words = ratios
        .iter()
        .map(|(size, ratio)| format!("{size}: {ratio:.1}"));
    let met = ratios.iter().all(|(_, ratio)| *ratio >= least);
    (!ratios.is_empty()).then(|| (words.collect::<Vec<_>>().join(", "), met))
}

fn first(engine: &Value) -> Option<(String, bool)> {
    let first = median(engine, "first", "2048", "ours")?;
    let warm = median(engine, "warm", "2048", "ours")?;
    Some((
        format!("{first:.1} ms beside {warm:.1} ms"),
        first - warm <= 2.0,
    ))
}

fn within(
    engine: &Value,
    step: &str,
    (size, ours): (&str, &str),
    (other, theirs): (&str, &str),
    most: f64,
) -> Option<(String, bool)> {
    let ours = median(engine, step, size, ours)?;
    let theirs = median(engine, step, other, theirs)?;
    let ratio = ours / theirs;
    let words = format!("{ours:.0} ms beside {theirs:.0} ms, {ratio:.2} times");
    Some((words, ratio <= most))
}

/// What one more costs may not depend on how many there were.
fn linear(engine: &Value, step: &str) -> Option<(String, bool)> {
    let each = |count: f64, size: &str| Some(median(engine, step, size, "ours")? / count);
    let ratio = each(1000.0, "1000")? / each(100.0, "100")?;
    Some((
        format!("one of 1,000 takes {ratio:.2} times one of 100"),
        ratio <= 1.5,
    ))
}

/// Only Chromium reports long tasks; elsewhere the longest gap of a timer's beat stands for them, which
/// other programs of the machine make longer too.
fn tasks(engine: &Value, reports: bool) -> Option<(String, bool)> {
    let measure = if reports { "long task" } else { "gap" };
    let of = |step| Some((step, median(engine, measure, step, "ours")?));
    let found: Vec<(&str, f64)> = STEPS.into_iter().filter_map(of).collect();
    let words = found.iter().map(|(step, ms)| format!("{step}: {ms:.0}"));
    let met = found.iter().all(|(_, ms)| *ms <= FELT);
    (!found.is_empty()).then(|| (words.collect::<Vec<_>>().join(", "), met))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn aims_are_judged_in_the_engines_that_they_name() {
        let one = |step, size, who, ms: f64| json!({ "step": step, "size": size, "who": who, "values": [ms] });
        let engine = json!({ "engine": "firefox", "version": "Firefox", "results": [
            one("warm", "2048", "ours", 2.0),
            one("warm", "2048", "jsrsasign-10", 13.0),
            one("first", "2048", "ours", 3.5),
            one("page", "usable paint", "ours", 60.0),
            one("page", "usable paint", "jsrsasign-10", 50.0),
        ] });
        let verdicts = in_engine(&engine);
        let found: Vec<(&str, bool)> = verdicts
            .iter()
            .map(|it| (it.found.as_str(), it.met))
            .collect();
        let expected = [
            ("2048: 6.5", false),
            ("3.5 ms beside 2.0 ms", true),
            ("60 ms beside 50 ms, 1.20 times", false),
        ];
        assert_eq!(found, expected);
    }
}
