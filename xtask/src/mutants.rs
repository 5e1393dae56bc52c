//! `cargo xtask mutants`: the core with one place changed, again and again; some test must notice each time.
//!
//! ```text
//! .cargo/mutants.toml → cargo mutants, the core's own tests → what is left → the quick tests
//!                              → what is left → all tests → survivors ← docs/mutants.md explains each
//! ```

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::project::{self, Project};
use crate::settings::Files;
use crate::setup::tools;

/// Every survivor, each with its reason.
const EXPLAINED: &str = "docs/mutants.md";
/// The modules of `tests/native` that notice most of what the core's own tests, which take a second, have left.
const QUICK: [&str; 10] = [
    "bounds",
    "certificate",
    "detached",
    "json",
    "known_answers",
    "objects",
    "openssl",
    "paste",
    "pkcs12",
    "sample",
];
/// The modules that judge the core besides, and take longer.
const REST: [&str; 5] = ["corpus", "hostile", "nist", "review", "wycheproof"];

/// Changes what the configuration names, or only the places whose description matches `pattern`, and fails
/// when a change that nothing noticed is not explained.
pub(crate) fn command(project: &Project, pattern: Option<&str>) -> Result<()> {
    let settings = Files::read(project)?.agreed()?;
    let changer = Changer {
        project,
        program: tools::cargo_mutants(project, &settings.tools)?,
        pattern,
    };
    let first = changer.run(&[], false)?;
    let all = first.all();
    let mut runs = vec![first];
    for tests in [QUICK.to_vec(), all_tests()] {
        if runs.last().is_some_and(|last| last.survivors.is_empty()) {
            break;
        }
        runs.push(changer.run(&tests, true)?);
    }
    println!("\n{}", table(all, &runs));
    let explained = explained(&project.read(EXPLAINED)?);
    let survivors = runs.last().map(|last| last.survivors.as_slice());
    let names = survivors.unwrap_or_default().iter();
    let names = names.map(|survivor| name(survivor));
    let unknown: Vec<String> = names.filter(|name| !explained.contains(name)).collect();
    ensure!(
        unknown.is_empty(),
        "No test notices these, and {EXPLAINED} has no reason:\n{}",
        unknown.join("\n")
    );
    Ok(())
}

fn all_tests() -> Vec<&'static str> {
    QUICK.iter().chain(&REST).copied().collect()
}

struct Changer<'p> {
    project: &'p Project,
    program: PathBuf,
    pattern: Option<&'p str>,
}

impl Changer<'_> {
    /// Runs the tests on every change, or `again` on those that were not noticed before.
    fn run(&self, tests: &[&str], again: bool) -> Result<Outcome> {
        let mut mutants = Command::new(&self.program);
        mutants
            .current_dir(self.project.root())
            // The crates stay built between two runs.
            .env("CARGO_TARGET_DIR", self.project.target())
            .args(["mutants", "--output"])
            .arg(self.place())
            .args(again.then_some("--iterate"))
            .args(self.pattern.into_iter().flat_map(|words| ["--re", words]))
            // Behind `--` they would choose what runs, and all tests would be built for each change.
            .arg("--cargo-arg=--locked");
        if tests.is_empty() {
            mutants.arg("--cargo-arg=--lib");
        } else {
            // Behind the second `--`: the modules whose tests run.
            let modules = tests.iter().map(|test| format!("{test}::"));
            mutants
                .arg("--cargo-arg=--test=native")
                .args(["--", "--"])
                .args(modules);
        }
        let status = mutants
            .stdin(Stdio::null())
            .status()
            .context("cargo-mutants cannot be started.")?;
        // 2: something was not noticed; 3: something ran without end.
        ensure!(
            matches!(status.code(), Some(0 | 2 | 3)),
            "The tests do not pass without a change, or no place matches: what stands above says which."
        );
        Outcome::read(&self.place().join("mutants.out"))
    }

    fn place(&self) -> PathBuf {
        self.project.target().join("mutation")
    }
}

/// What came of one run.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Outcome {
    caught: usize,
    unviable: usize,
    timeouts: usize,
    survivors: Vec<String>,
}

impl Outcome {
    /// Reads the lists that cargo-mutants writes, a line each.
    fn read(folder: &Path) -> Result<Self> {
        let lines = |name: &str| -> Result<Vec<String>> {
            let text = project::read_text(&folder.join(name))?;
            Ok(text.lines().map(str::to_owned).collect())
        };
        Ok(Self {
            caught: lines("caught.txt")?.len(),
            unviable: lines("unviable.txt")?.len(),
            timeouts: lines("timeout.txt")?.len(),
            survivors: lines("missed.txt")?,
        })
    }

    fn all(&self) -> usize {
        [
            self.caught,
            self.unviable,
            self.timeouts,
            self.survivors.len(),
        ]
        .iter()
        .sum()
    }
}

/// The figures of a first run over `all` changes, and of others over what the one before had left.
fn table(all: usize, runs: &[Outcome]) -> String {
    let sum = |part: fn(&Outcome) -> usize| runs.iter().map(part).sum::<usize>();
    let last = |part: fn(&Outcome) -> usize| runs.last().map_or(0, part);
    format!(
        "| Mutants | Caught | Do not compile | Run without end | Survivors |\n|---|---|---|---|---|\n\
        | {all} | {} | {} | {} | {} |",
        sum(|run| run.caught),
        sum(|run| run.unviable),
        last(|run| run.timeouts),
        last(|run| run.survivors.len()),
    )
}

/// `src/message.rs:26:9: replace …` without the place, which changes with every edit.
fn name(survivor: &str) -> String {
    let parts: Vec<&str> = survivor.splitn(4, ':').collect();
    match parts.as_slice() {
        [file, _, _, change] => format!("{file}:{change}"),
        _ => survivor.to_owned(),
    }
}

/// The names in the first column of the table of survivors. That of the figures holds files alone.
fn explained(text: &str) -> BTreeSet<String> {
    let lines = text.lines().filter_map(|line| line.strip_prefix("| `"));
    lines
        .filter_map(|line| Some(line.split_once("` |")?.0.replace("\\|", "|")))
        .filter(|name| name.contains(": "))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONFIGURATION: &str = ".cargo/mutants.toml";

    fn configured() -> Vec<String> {
        let text = Project::here().read(CONFIGURATION).unwrap();
        let table: toml::Table = text.parse().unwrap();
        let files = table["examine_globs"].as_array().unwrap().clone();
        let names = files.iter().map(|file| file.as_str().unwrap().to_owned());
        names.collect()
    }

    #[test]
    fn what_is_configured_is_there() {
        let project = Project::here();
        for file in configured() {
            assert!(project.path(&file).is_file(), "{file} is no file");
        }
        for test in all_tests() {
            let file = format!("tests/native/{test}.rs");
            assert!(project.path(&file).is_file(), "{file} is no file");
        }
    }

    #[test]
    fn only_survivors_of_configured_files_are_explained() {
        let files = configured();
        for name in explained(&Project::here().read(EXPLAINED).unwrap()) {
            let file = name.split_once(": ").map(|(file, _)| file.to_owned());
            assert!(file.is_some_and(|file| files.contains(&file)), "{name}");
        }
    }

    #[test]
    fn a_survivor_is_known_wherever_it_has_moved() {
        let text = "| `src/a.rs: replace \\|= with ^= in <impl B for C>::d` | the same |\n";
        let known = explained(text);
        let survivor = "src/a.rs:12:9: replace |= with ^= in <impl B for C>::d";
        assert!(known.contains(&name(survivor)));
        assert!(!known.contains(&name(
            "src/a.rs:12:9: replace |= with &= in <impl B for C>::d"
        )));
    }

    #[test]
    fn a_later_run_counts_only_what_those_before_have_left() {
        let first = Outcome {
            caught: 5,
            unviable: 2,
            timeouts: 1,
            survivors: vec!["a".to_owned(), "b".to_owned()],
        };
        let last = Outcome {
            caught: 1,
            unviable: 0,
            timeouts: 1,
            survivors: vec!["b".to_owned()],
        };
        let all = first.all();
        assert!(table(all, &[first, last]).ends_with("| 10 | 6 | 2 | 1 | 1 |"));
    }

    #[test]
    fn the_lists_of_cargo_mutants_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let lists = [
            ("caught.txt", "1\n2\n"),
            ("missed.txt", "src/a.rs:1:1: b\n"),
            ("timeout.txt", ""),
            ("unviable.txt", "3\n"),
        ];
        for (name, text) in lists {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let outcome = Outcome::read(folder.path()).unwrap();
        assert_eq!(
            (outcome.caught, outcome.unviable, outcome.timeouts),
            (2, 1, 0)
        );
        assert_eq!(outcome.survivors, ["src/a.rs:1:1: b"]);
        assert_eq!(outcome.all(), 4);
    }
}
