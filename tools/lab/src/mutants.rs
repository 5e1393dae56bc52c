//! `cargo xtask mutants`: the core with one place changed, again and again; some test must notice.
//!
//! The core's own tests, which take a second, run over every change; all its tests run over what those
//! have left. docs/mutants.md explains each survivor.

use std::process::Command;

use anyhow::{Context, Result, ensure};
use page_builder::process;
use page_builder::project::{self, Project};
use xtask_support::setup::tools;

const EXPLAINED: &str = "docs/mutants.md";

/// A package whose files are changed, and its tests: the quick ones for every change, then all for
/// what those have left.
struct Changed {
    name: &'static str,
    options: &'static [&'static str],
    tests: [&'static str; 2],
}

const PACKAGES: [Changed; 2] = [
    // `.cargo/mutants.toml` names the files.
    Changed {
        name: "core",
        options: &[],
        tests: ["--lib", "--test=native"],
    },
    Changed {
        name: "rsa-crt",
        options: &[
            "--no-config",
            "--package=rsa-crt",
            "--file=rsa-crt/src/*.rs",
            "--exclude=rsa-crt/src/tests.rs",
            "--profile=mutants",
            "--minimum-test-timeout=120",
        ],
        tests: ["--lib", "--tests"],
    },
];

/// Changes the places whose description matches the pattern, and fails when a change that no test
/// notices is not explained.
pub(crate) fn command(project: &Project, pattern: Option<&str>) -> Result<()> {
    let program = tools::ensure(project, "cargo-mutants")?;
    let (mut survivors, mut changed) = (Vec::new(), false);
    for package in &PACKAGES {
        let mutants = || {
            let mut mutants = Command::new(&program);
            mutants
                .current_dir(project.root())
                .arg("mutants")
                .args(package.options)
                .args(pattern.into_iter().flat_map(|words| ["--re", words]));
            mutants
        };
        if process::output(mutants().arg("--list"))?.trim().is_empty() {
            continue;
        }
        changed = true;
        survivors.extend(run(project, package, mutants)?);
    }
    ensure!(changed, "No place matches.");
    let text = project.read(EXPLAINED)?;
    survivors.retain(|survivor| !is_explained(&text, survivor));
    let list = survivors.join("\n");
    ensure!(
        list.is_empty(),
        "No test notices these, and {EXPLAINED} has no reason:\n{list}"
    );
    Ok(())
}

/// Returns the changes of a package that none of its tests notices.
fn run(project: &Project, package: &Changed, mutants: impl Fn() -> Command) -> Result<Vec<String>> {
    let output = project.target().join("mutation").join(package.name);
    let mut survivors = Vec::new();
    for (tests, again) in package.tests.into_iter().zip([None, Some("--iterate")]) {
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
        // 2: something was not noticed; 3: something ran without end.
        ensure!(
            matches!(status.code(), Some(0 | 2 | 3)),
            "The tests do not pass without a change: see above."
        );
        let missed = project::read_text(&output.join("mutants.out/missed.txt"))?;
        survivors = missed.lines().map(name).collect();
        if survivors.is_empty() {
            break;
        }
    }
    Ok(survivors)
}

/// `src/message.rs:26:9: replace …` without the place, which moves with every edit.
fn name(survivor: &str) -> String {
    match survivor.splitn(4, ':').collect::<Vec<_>>().as_slice() {
        [file, _, _, change] => format!("{file}:{change}"),
        _ => survivor.to_owned(),
    }
}

/// Whether the table of survivors has a row for the change.
fn is_explained(text: &str, survivor: &str) -> bool {
    text.contains(&format!("\n| `{}` |", survivor.replace('|', "\\|")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn explained_files_are_there() {
        let project = Project::here();
        let explained = project.read(EXPLAINED).unwrap();
        let rows = explained
            .lines()
            .filter_map(|line| line.strip_prefix("| `src/"));
        for row in rows {
            let file = row.split(['`', ':']).next().unwrap();
            assert!(project.path("src").join(file).is_file(), "{file}");
        }
    }

    #[test]
    fn a_survivor_is_known_wherever_it_has_moved() {
        let text =
            "|---|---|\n| `src/a.rs: replace |= with ^= in <impl B for C>::d` | the same |\n";
        let text = text.replace("|=", "\\|=");
        let of = |change| {
            name(&format!(
                "src/a.rs:12:9: replace {change} in <impl B for C>::d"
            ))
        };
        assert!(is_explained(&text, &of("|= with ^=")));
        assert!(!is_explained(&text, &of("|= with &=")));
    }
}
