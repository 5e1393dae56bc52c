//! `cargo xtask mutants`: the core with one place changed, again and again; some test must notice.
//!
//! The core's own tests, which take a second, run over every change; all its tests run over what those
//! have left. `.cargo/mutants.toml` says which changes no test can notice, and why.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use page_builder::process;
use page_builder::project::Project;

use crate::setup::tools;
use crate::suites;

/// Options that choose the files of a package, and its tests: the quick ones, then all.
const PACKAGES: [(&str, &[&str], [&str; 2]); 2] = [
    ("core", &[], ["--lib", "--test=native"]),
    (
        "rsa-crt",
        &[
            "--no-config",
            "--package=rsa-crt",
            "--file=rsa-crt/src/*.rs",
            "--exclude=rsa-crt/src/tests.rs",
            "--profile=mutants",
            "--minimum-test-timeout=120",
        ],
        ["--lib", "--tests"],
    ),
];

/// Changes the places whose description matches the pattern, or the part of them that `shard` names, and fails when no
/// test notices one.
pub(crate) fn command(project: &Project, pattern: Option<&str>, shard: Option<&str>) -> Result<()> {
    let program = tools::ensure(project, "cargo-mutants")?;
    suites::prepare_native(project)?;
    let mut some = false;
    for (package, options, tests) in PACKAGES {
        let mutants = || {
            let mut mutants = Command::new(&program);
            mutants.current_dir(project.root()).arg("mutants");
            let places = pattern.into_iter().flat_map(|words| ["--re", words]);
            let part = shard.into_iter().flat_map(|part| ["--shard", part]);
            mutants.args(options).args(places).args(part);
            mutants
        };
        if process::output(mutants().arg("--list"))?.trim().is_empty() {
            continue;
        }
        some = true;
        let output = project.target().join("mutation").join(package);
        fs::create_dir_all(&output)?;
        let mut noticed = false;
        for (tests, again) in tests.into_iter().zip([None, Some("--iterate")]) {
            let status = mutants()
                // The crates stay built between two runs.
                .env("CARGO_TARGET_DIR", project.target())
                .arg("--output")
                .arg(&output)
                .args(again)
                // Behind `--` they would choose what runs, and all tests would be built for each change.
                .args(["--cargo-arg=--locked", &format!("--cargo-arg={tests}")])
                .status()
                .context("cargo-mutants cannot be started.")?;
            // 2: something was not noticed. 3: something ran without end, which is noticed.
            ensure!(
                matches!(status.code(), Some(0 | 2 | 3)),
                "The tests do not pass without a change: see above."
            );
            noticed = status.code() != Some(2);
            if noticed {
                break;
            }
        }
        ensure!(
            noticed,
            "No test notices what stands above, and .cargo/mutants.toml has no reason."
        );
    }
    ensure!(some, "No place matches.");
    Ok(())
}
