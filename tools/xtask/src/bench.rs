//! `cargo xtask bench`: speed and size beside everything that people could use in place of this project, in node and
//! in three browsers. The scripts of `tools/lab/bench/` make what is measured, measure in node, and write the tables.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;
use page_builder::process;
use page_builder::project::Project;

use crate::run::Run;
use crate::setup::{need, npm};

/// The tables for people.
const TABLES: &str = "BENCHMARKS.md";

/// Measures everything and writes the tables; quickly, it measures less and only prints them.
///
/// `before` is another page that is measured beside the built one.
pub(crate) fn command(project: &Project, quick: bool, before: Option<&Path>) -> Result<()> {
    need::ensure(&[need::OPENSSL])?;
    let peers = npm::install(project, "tools/lab/bench")?.join("node_modules");
    let mut run = Run::new(project);
    let page = run.page()?;
    let apart = page.apart(project)?;
    let folder = project.target().join("bench/files");
    fs::create_dir_all(&folder)?;
    let script = |name: &str| {
        let mut node = Command::new("node");
        node.arg(project.path("tools/lab/bench").join(name))
            .arg(&folder);
        node
    };

    let mut material = script("material.mjs");
    material.arg(if quick { "quick" } else { "full" });
    process::run(material.args([&peers, &apart, &page.path]).args(before))?;
    process::run(&mut script("node.mjs"))?;
    // The same harness that tests the page.
    process::run(run.in_browsers("")?.env("RSA_SIGNER_BENCH", &folder))?;
    let tables = process::output(&mut script("report.mjs"))?;
    if quick {
        print!("{tables}");
    } else {
        fs::write(project.path(TABLES), tables)?;
        println!("{TABLES} is written.");
    }
    println!(
        "{}: every number",
        folder.with_file_name("results.json").display()
    );
    Ok(())
}
