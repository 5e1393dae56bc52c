//! The aims, as ratios within one run, and how far each engine is from them.

use std::fmt::Write as _;

use serde_json::Value;

use super::results::{Results, median, version};

/// A task of the page's thread that takes longer can be felt, in milliseconds.
const FELT: f64 = 50.0;

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

/// What was measured, and whether that is what was aimed at; nothing where there is no such aim.
type Found = Option<(String, bool)>;

/// The aim; the engines that it is for; the step; the sizes, with `/` where ours is another one; whose
/// time ours is divided by; and the largest ratio.
const AIMS: &str = "\
A request in at most a seventh of the time that jsrsasign 10.8.6 signs in | all | warm | 2048;3072;4096 | jsrsasign-10 | 0.142857
A request sooner than jsrsasign 11.1.5 signs | all | warm | 2048;3072;4096 | jsrsasign-11 | 1
A request sooner than node-forge signs | all | warm | 2048;3072;4096 | forge | 1
A request sooner than GMP signs | all | warm | 2048;3072;4096 | gmp | 1
A request sooner than plain BigInt signs | all | warm | 2048;3072;4096 | bigint | 1
A request sooner than the browser's own code signs | firefox webkit | warm | 2048;3072;4096 | webcrypto | 1
600,000 iterations in 3.5 times of the browser's own PBKDF2 | firefox chromium | open | 600,000 | webcrypto | 3.5
Usable paint no later than the first paint of the least jsrsasign page | firefox | page | usable paint | jsrsasign-10 | 1
The same, within 1.5 times | chromium | page | usable paint | jsrsasign-10 | 1.5
The same, within 3 times | webkit | page | usable paint | jsrsasign-10 | 3
Ready in half of the time of the page given with `--before` | all | page | ready | before | 0.5
1,000 signatures in 10 times of 100; up to 15 is called linear | all | signatures | 1000/100 | ours | 15
1,000 certificates in 10 times of 100 | all | certificates | 1000/100 | ours | 15
";

/// Returns the ratios of an aim in an engine, and whether all are within the limit.
fn in_engine(aim: &[&str], name: &str, engine: &Value) -> Found {
    let [_, engines, step, sizes, other, limit] = *aim else {
        return None;
    };
    let ratio = |size: &str| {
        let (own, theirs) = size.split_once('/').unwrap_or((size, size));
        Some(median(engine, step, own, "ours")? / median(engine, step, theirs, other)?)
    };
    let ratios: Vec<f64> = sizes.split(';').filter_map(ratio).collect();
    let least = ratios.iter().copied().reduce(f64::min)?;
    let most = ratios.iter().copied().reduce(f64::max)?;
    let words = match ratios.len() {
        1 => format!("{most:.2}"),
        _ => format!("{least:.2}–{most:.2}"),
    };
    let is_for = engines == "all" || engines.split(' ').any(|it| it == name);
    is_for.then_some((words, most <= limit.parse().ok()?))
}

/// Returns a line for each aim and a column for each engine.
pub(super) fn table(results: &Results) -> String {
    let engines: Vec<(&str, &Value)> = results
        .engines()
        .map(|engine| (name(engine), engine))
        .collect();
    let heads = engines.iter().map(|(_, engine)| version(engine));
    let mut text = format!(
        "## Aims\n\nOur time divided by the other one in this run; several sizes of keys give a range.\n\n\
         | Aim | {} |\n|---|{}\n",
        heads.collect::<Vec<_>>().join(" | "),
        "--:|".repeat(engines.len())
    );
    let mut row = |what: &str, found: &dyn Fn(&str, &Value) -> Found| {
        let cell = |(name, engine): &(&str, &Value)| match found(name, engine) {
            None => String::new(),
            Some((words, true)) => words,
            Some((words, false)) => format!("{words}, **missed**"),
        };
        let cells: Vec<String> = engines.iter().map(cell).collect();
        let _ = writeln!(text, "| {what} | {} |", cells.join(" | "));
    };
    for aim in AIMS.lines() {
        let aim: Vec<&str> = aim.split(" | ").collect();
        let what = aim.first().copied().unwrap_or_default();
        row(what, &|name, engine| in_engine(&aim, name, engine));
    }
    row(
        "The first signature of a worker at most 2 ms later than a warm one, in ms",
        &first,
    );
    row(
        "No task of the page's thread above 50 ms: the longest, in ms",
        &longest_task,
    );
    text
}

fn name(engine: &Value) -> &str {
    let name = engine.get("engine").and_then(Value::as_str);
    name.unwrap_or("node")
}

fn first(name: &str, engine: &Value) -> Found {
    let of = |step| median(engine, step, "2048", "ours");
    let late = of("first")? - of("warm")?;
    ["firefox", "chromium"]
        .contains(&name)
        .then(|| (format!("{late:.1}"), late <= 2.0))
}

/// Only Chromium reports long tasks; elsewhere the longest gap of a timer's beat stands for them, which
/// other programs of the machine make longer too.
fn longest_task(name: &str, engine: &Value) -> Found {
    let measure = if name == "chromium" {
        "long task"
    } else {
        "gap"
    };
    let of = |step| Some((median(engine, measure, step, "ours")?, step));
    let (most, step) = STEPS
        .into_iter()
        .filter_map(of)
        .max_by(|a, b| a.0.total_cmp(&b.0))?;
    Some((format!("{most:.0} ({step})"), most <= FELT))
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
            one("page", "usable paint", "jsrsasign-10", 75.0),
            one("gap", "ready", "ours", 60.0),
        ] });
        assert!(AIMS.lines().all(|aim| aim.split(" | ").count() == 6));
        let text = table(&Results::new(json!({ "engines": [engine] })));
        let has = |line: &str| assert!(text.contains(line), "{text}");
        has("jsrsasign 10.8.6 signs in | 0.15, **missed** |");
        has("jsrsasign 11.1.5 signs |  |");
        has("least jsrsasign page | 0.80 |");
        has("within 1.5 times |  |");
        has("in ms | 1.5 |");
        has("in ms | 60 (ready), **missed** |");
    }
}
