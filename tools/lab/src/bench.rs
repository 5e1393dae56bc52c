//! `cargo xtask bench`: speed and size beside everything that people could use in place of this project, in node and
//! in three browsers. Writes BENCHMARKS.md, and every number into target/bench/results.json.

mod aims;
mod files;
mod results;
mod table;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use page_builder as page;
use page_builder::process;
use page_builder::project::{self, Project};
use results::Results;
use xtask_support::run::Run;
use xtask_support::setup::{need, npm};

/// The table for people.
const TABLE: &str = "BENCHMARKS.md";
/// What a person found out beside the numbers; the end of the table.
const TRIED: &str = "tools/lab/bench/tried.md";
/// Measures everything and writes the table; quickly, it measures less and only prints the table.
///
/// `before` is another page that is measured beside the built one.
pub(crate) fn command(project: &Project, quick: bool, before: Option<&Path>) -> Result<()> {
    let begun = Instant::now();
    let busy = busy();
    if let Some(told) = &busy {
        println!(
            "Processes that wanted a core in the last minutes: {told}. Other work makes every figure worse."
        );
    }
    need::ensure(&[need::OPENSSL])?;
    let peers = npm::install(project, "tools/lab/bench")?.join("node_modules");
    let mut run = Run::new(project);
    let path = run.page()?;
    let text = project::read_text(&path)?;
    let apart = page::apart(project, &text)?;
    let folder = project.target().join("bench").join("files");
    files::prepare(project, &folder, &peers, &apart)?;
    files::pages(project, &folder, &text, before)?;
    material(project, &folder, quick)?;

    let engines = [node(project, &folder)?]
        .into_iter()
        .chain(in_browsers(&mut run, &folder)?)
        .collect();
    let all = json!({
        "machine": machine(),
        "busy": busy,
        "minutes": begun.elapsed().as_secs().div_ceil(60),
        "quick": quick,
        "bytes": bytes(project, &folder)?,
        "engines": Value::Array(engines),
    });
    let place = project.target().join("bench").join("results.json");
    fs::write(&place, serde_json::to_string_pretty(&all)?)?;
    let results = Results::new(all);
    let table = table::render(&results, &project.read(TRIED)?);
    if quick {
        println!("{table}");
    } else {
        fs::write(project.path(TABLE), table)?;
        println!("{TABLE} is written.");
    }
    println!("{}: every number", place.display());
    Ok(())
}

fn script(project: &Project, name: &str) -> Command {
    let mut node = Command::new("node");
    node.arg(project.path("tools/lab/bench").join(name));
    node
}

fn material(project: &Project, folder: &Path, quick: bool) -> Result<()> {
    let amount = if quick { "quick" } else { "full" };
    process::run(script(project, "material.mjs").arg(folder).arg(amount))
}

fn node(project: &Project, folder: &Path) -> Result<Value> {
    let printed = process::output(script(project, "node.mjs").arg(folder))?;
    serde_json::from_str(&printed).context("What node measured is no JSON.")
}

/// The same harness that tests the page.
fn in_browsers(run: &mut Run<'_>, folder: &Path) -> Result<Vec<Value>> {
    process::run(run.in_browsers(&[])?.env("RSA_SIGNER_BENCH", folder))?;
    let read = |engine: &str| -> Result<Value> {
        let text = fs::read_to_string(folder.join(format!("{engine}.json")))?;
        Ok(serde_json::from_str(&text)?)
    };
    ["firefox", "chromium", "webkit"]
        .map(read)
        .into_iter()
        .collect()
}

fn bytes(project: &Project, folder: &Path) -> Result<Value> {
    let shipped = project.path("dist/rsa-signer.html");
    let printed = process::output(
        script(project, "sizes.mjs")
            .arg(shipped)
            .args(files::PAGES.map(|(file, _)| folder.join(file)))
            .args(files::LIBRARIES.map(|(file, _)| folder.join(file))),
    );
    serde_json::from_str(&printed?).context("The sizes are no JSON.")
}

/// How much else the machine had to do before, as the system's load: over 1, 5 and 15 minutes.
fn busy() -> Option<String> {
    let text = fs::read_to_string("/proc/loadavg").ok()?;
    Some(
        text.split_whitespace()
            .take(3)
            .collect::<Vec<_>>()
            .join(", "),
    )
}

/// What it was measured on: no names.
fn machine() -> String {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let value = |text: &str, key: &str, mark: char| {
        let line = text.lines().find(|line| line.starts_with(key));
        let value = line.and_then(|line| line.split_once(mark));
        value.map_or_else(
            || "unknown".to_owned(),
            |(_, value)| value.trim().trim_matches('"').to_owned(),
        )
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!(
        "{}, {cores} cores; {}",
        value(&read("/proc/cpuinfo"), "model name", ':'),
        value(&read("/etc/os-release"), "PRETTY_NAME", '=')
    )
}
