//! The part of `cargo xtask bench` that needs browsers. The folder holds the pages, the scripts of
//! `tools/lab/bench/` and `plan.json`; results are written there, one file per engine.

use crate::browser::Browser;
use crate::engine::{Audience, ENGINES, Engine, Theme};
use crate::outcome::{Failure, Outcome};
use crate::server::Server;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};
use url::Url;

/// The pages to compare, where they exist: name and file.
const PAGES: [(&str, &str); 4] = [
    ("ours", "page.html"),
    ("before", "page-before.html"),
    ("jsrsasign-10", "page-jsrsasign-10.html"),
    ("jsrsasign-11", "page-jsrsasign-11.html"),
];

/// The time limit for measuring signatures in one engine.
const PATIENCE: Duration = Duration::from_secs(30 * 60);

/// WebKitGTK's driver sometimes fails to start its browser, or loses it between two pages.
const ATTEMPTS: usize = 3;

/// The body of a function to run in a page once it is ready.
const STEPS: &str = include_str!("../../../tools/lab/bench/steps.js");

/// Results by measurement, size and page.
type Results = BTreeMap<(&'static str, &'static str, &'static str), Vec<f64>>;

/// Measures in every engine.
pub(crate) fn run(folder: &Path) -> Outcome<ExitCode> {
    for engine in ENGINES {
        let measured = measure_patiently(engine, folder)?;
        let place = folder.join(format!("{}.json", engine.name()));
        fs::write(place, serde_json::to_string(&measured)?)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Measures an engine, from the beginning again when its driver fails, which says nothing about the
/// page.
fn measure_patiently(engine: &dyn Engine, folder: &Path) -> Outcome<Value> {
    for _ in 1..ATTEMPTS {
        match measure(engine, folder) {
            Ok(measured) => return Ok(measured),
            Err(failure) => eprintln!("{}: {failure}; once more", engine.name()),
        }
    }
    measure(engine, folder)
}

fn measure(engine: &dyn Engine, folder: &Path) -> Outcome<Value> {
    let stage = engine.stage()?;
    let server = Server::start_isolated()?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            let name = entry.file_name();
            server.put(
                &format!("/{}", name.to_string_lossy()),
                fs::read(entry.path())?,
            );
        }
    }
    let plan: Value = serde_json::from_slice(&fs::read(folder.join("plan.json"))?)?;
    let browser = Browser::start(
        engine,
        &stage,
        Theme::Light,
        server.port(),
        Audience::Measuring,
        folder,
    )?;
    let bench = Bench {
        browser: &browser,
        base: format!("http://127.0.0.1:{}/", server.port()).parse()?,
        folder,
        plan: &plan,
    };
    println!("{}: pages", engine.name());
    let pages = bench.pages()?;
    let mut measured = bench.contenders(engine.name())?;
    let list = measured.get_mut("results").and_then(Value::as_array_mut);
    let list = list.ok_or_else(|| Failure::new("the page has measured nothing"))?;
    list.extend(pages.into_iter().map(|((step, size, who), values)| {
        json!({ "step": step, "size": size, "who": who, "values": values })
    }));
    if let Some(measured) = measured.as_object_mut() {
        measured.insert("engine".into(), engine.name().into());
        measured.insert("version".into(), version(engine.name(), measured).into());
    }
    Ok(measured)
}

/// Returns the engine's name and version.
fn version(engine: &str, measured: &serde_json::Map<String, Value>) -> String {
    let agent = measured.get("agent").and_then(Value::as_str);
    let word = agent.unwrap_or_default().split_whitespace().find(|word| {
        ["Firefox/", "Chrome/", "HeadlessChrome/", "Version/"]
            .iter()
            .any(|name| word.starts_with(name))
    });
    word.unwrap_or(engine)
        .replace("HeadlessChrome", "Chromium")
        .replace("Chrome/", "Chromium/")
        // WebKitGTK tells which Safari it is like.
        .replace("Version/", "WebKitGTK, as Safari ")
        .replace('/', " ")
}

struct Bench<'a> {
    browser: &'a Browser,
    base: Url,
    folder: &'a Path,
    plan: &'a Value,
}

impl Bench<'_> {
    fn url(&self, file: &str) -> Outcome<Url> {
        Ok(self.base.join(file)?)
    }

    /// Text of the plan, by the path to it.
    fn text(&self, path: &str) -> Outcome<&str> {
        let found = self.plan.pointer(path).and_then(Value::as_str);
        found.ok_or_else(|| Failure::new(format!("the plan has no {path}")))
    }

    /// Measures the pages in turns.
    fn pages(&self) -> Outcome<Results> {
        let mut results = Results::new();
        let rounds = self.plan.get("pageRounds").and_then(Value::as_u64);
        for _ in 0..rounds.unwrap_or(1) {
            for (who, file) in PAGES {
                if self.folder.join(file).is_file() {
                    self.usual(&mut results, who, file)?;
                }
            }
        }
        self.encrypted(&mut results)?;
        self.bundle(&mut results)?;
        Ok(results)
    }

    /// Measures from navigation to ready, and from click to values.
    fn usual(&self, results: &mut Results, who: &'static str, file: &str) -> Outcome {
        self.empty()?;
        self.open(results, who, file)?;
        let fill = json!({
            "certificate": self.text("/sizes/0/material/certificate")?,
            "private-key": self.text("/sizes/0/material/privateKey")?,
        });
        // Reading begins with the paste; a person clicks later. The second click has only the
        // signature to make.
        let both = json!({ "fill": fill, "click": "generate", "until": "values" });
        self.step(results, "paste and click", who, &both)?;
        let clear =
            "for (const id of ['authorization', 'body']) document.getElementById(id).value = ''";
        self.browser.run(clear, vec![])?;
        let click = json!({ "click": "generate", "until": "values" });
        self.step(results, "click", who, &click)
    }

    fn encrypted(&self, results: &mut Results) -> Outcome {
        self.empty()?;
        self.open(results, "ours", "page.html")?;
        let kinds = self.plan.get("encrypted").and_then(Value::as_array);
        let slow = kinds.and_then(|kinds| {
            kinds
                .iter()
                .find(|it| it.get("kind") == Some(&json!("600,000")))
        });
        let file = slow.and_then(|slow| slow.pointer("/files/0"));
        let fill = json!({
            "certificate": self.text("/sizes/0/material/certificate")?,
            "private-key": file,
        });
        let paste = json!({ "fill": fill, "until": "passphrase" });
        self.step(results, "paste an encrypted key", "ours", &paste)?;
        let fill = json!({ "passphrase-2": self.text("/passphrase")? });
        let open = json!({ "fill": fill, "click": "generate", "until": "values" });
        self.step(results, "open 600,000 iterations", "ours", &open)
    }

    fn bundle(&self, results: &mut Results) -> Outcome {
        self.empty()?;
        self.open(results, "ours", "page.html")?;
        let list = self.plan.get("certificates").and_then(Value::as_array);
        let many: String = list
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let fill = json!({
            "certificate": many,
            "private-key": self.text("/sizes/0/material/privateKey")?,
        });
        let step = json!({ "fill": fill, "click": "generate", "until": "values" });
        self.step(results, "bundle of certificates", "ours", &step)
    }

    /// Drops what the previous page held.
    fn empty(&self) -> Outcome {
        self.browser.go(&self.url("empty.html")?)
    }

    fn open(&self, results: &mut Results, who: &'static str, file: &str) -> Outcome {
        self.browser.go(&self.url(file)?)?;
        let start = Instant::now();
        let look = "return { ms: probe.ready, usable: probe.usable, \
                    tasks: probe.tasks, gap: probe.gap }";
        loop {
            // WebKitGTK may answer with an error while one page takes the place of another.
            let seen = self.browser.run(look, vec![]);
            if start.elapsed() > Duration::from_secs(30) {
                seen?;
                return Err(Failure::new(format!("{file} does not become ready")));
            }
            let seen = seen.unwrap_or_default();
            if seen.get("ms").is_some_and(Value::is_number) {
                // A long task is reported after it has ended.
                thread::sleep(Duration::from_millis(100));
                let seen = self.browser.run(look, vec![])?;
                if let Some(usable) = seen.get("usable").and_then(Value::as_f64) {
                    let place = results.entry(("page", "usable paint", who));
                    place.or_default().push(usable);
                }
                return keep(results, "ready", who, &seen);
            }
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn step(
        &self,
        results: &mut Results,
        name: &'static str,
        who: &'static str,
        step: &Value,
    ) -> Outcome {
        let seen = self.browser.run_async(STEPS, vec![step.clone()])?;
        keep(results, name, who, &seen)
    }

    /// Measures the signers, each in a worker.
    fn contenders(&self, engine: &str) -> Outcome<Value> {
        self.browser.go(&self.url("bench.html")?)?;
        let start = Instant::now();
        let mut told = String::new();
        while start.elapsed() < PATIENCE {
            let seen = self.browser.run("return { told, outcome }", vec![])?;
            if let Some(error) = seen.pointer("/outcome/error") {
                return Err(Failure::new(format!("{engine}: {error}")));
            }
            if let Some(outcome) = seen.get("outcome").filter(|it| it.is_object()) {
                return Ok(outcome.clone());
            }
            let next = seen.get("told").and_then(Value::as_str).unwrap_or_default();
            if next != told {
                println!("{engine}: {next}");
                told = next.into();
            }
            thread::sleep(Duration::from_millis(250));
        }
        Err(Failure::new(format!("{engine} does not come to an end")))
    }
}

/// Records the duration and the longest task.
fn keep(results: &mut Results, name: &'static str, who: &'static str, seen: &Value) -> Outcome {
    let number = |key: &str| seen.get(key).and_then(Value::as_f64);
    let ms = number("ms").ok_or_else(|| Failure::new(format!("{name}: no time in {seen}")))?;
    results.entry(("page", name, who)).or_default().push(ms);
    let tasks = seen.get("tasks").and_then(Value::as_array);
    let longest = tasks
        .into_iter()
        .flatten()
        .filter_map(|task| task.get("duration").and_then(Value::as_f64))
        .fold(0.0, f64::max);
    results
        .entry(("long task", name, who))
        .or_default()
        .push(longest);
    results
        .entry(("gap", name, who))
        .or_default()
        .push(number("gap").unwrap_or(0.0));
    Ok(())
}
