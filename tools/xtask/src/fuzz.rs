//! `cargo xtask fuzz`: the targets of `fuzz/`, each for so many seconds, from the kept inputs.
//!
//! `fuzz/corpus` holds the kept inputs of a target in one file, an input a line, in base64;
//! libFuzzer wants a file for each.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use page_builder::process;
use page_builder::project::{self, Project};

use crate::setup::tools;

/// An input that takes longer is a hang, one that needs more MiB as bad as a crash. libFuzzer prints
/// only its figures at the end.
const LIMITS: [&str; 4] = [
    "-timeout=60",
    "-rss_limit_mb=2048",
    "-verbosity=0",
    "-print_final_stats=1",
];
/// Kept inputs are played by every run of the tests and stay in the repository for ever: a target
/// keeps no more than so many bytes, the smallest inputs first.
const KEPT_BYTES: usize = 120_000;

/// Runs the named targets, or all, one after the other. Stops at the first that found something.
pub(crate) fn command(project: &Project, names: &[String], seconds: u32, keep: bool) -> Result<()> {
    let targets = named(targets(project)?, names)?;
    let program = tools::ensure(project, "cargo-fuzz")?;
    for target in &targets {
        println!("\n== {target} ==");
        let inputs = folder(project, "inputs", target)?;
        unpack(&kept(project, target), &inputs)?;
        let time = format!("-max_total_time={seconds}");
        let mut fuzz = libfuzzer(project, &program, target);
        fuzz.arg(&inputs).arg("--").arg(time).args(LIMITS);
        process::run(&mut fuzz).context("What was found is in fuzz/artifacts.")?;
        if keep {
            let smallest = folder(project, "smallest", target)?;
            fs::remove_dir_all(&smallest)?;
            fs::create_dir_all(&smallest)?;
            let mut merge = libfuzzer(project, &program, target);
            process::run(
                merge
                    .args([&smallest, &inputs])
                    .args(["--", "-set_cover_merge=1"]),
            )?;
            pack(&smallest, &kept(project, target))?;
        }
    }
    Ok(())
}

/// Returns the targets of these names, or all without a name.
fn named(mut targets: Vec<String>, names: &[String]) -> Result<Vec<String>> {
    if let Some(unknown) = names.iter().find(|name| !targets.contains(name)) {
        let targets = targets.join(", ");
        bail!("There is no target {unknown}; there are {targets}.");
    }
    targets.retain(|target| names.is_empty() || names.contains(target));
    Ok(targets)
}

fn targets(project: &Project) -> Result<Vec<String>> {
    let files = project.texts("fuzz/fuzz_targets", &["rs"])?.into_keys();
    Ok(files.map(|file| file.replace(".rs", "")).collect())
}

fn libfuzzer(project: &Project, program: &Path, target: &str) -> Command {
    let mut fuzz = Command::new(program);
    fuzz.current_dir(project.path("fuzz"))
        // The compiler is the stable one; cargo-fuzz asks it for what only a nightly gives without this.
        .env("RUSTC_BOOTSTRAP", "1")
        // The core has no unsafe code, so the speed is worth more than the sanitizer.
        .args(["fuzz", "run", "--sanitizer", "none", "--target-dir"])
        .arg(project.target().join("fuzz/build"))
        .arg(target);
    fuzz
}

fn kept(project: &Project, target: &str) -> PathBuf {
    project.path("fuzz/corpus").join(format!("{target}.txt"))
}

/// A folder of the target's own, outside of what is committed.
fn folder(project: &Project, kind: &str, target: &str) -> Result<PathBuf> {
    let folder = project.target().join("fuzz").join(kind).join(target);
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Writes each kept input into a file of its own.
fn unpack(kept: &Path, folder: &Path) -> Result<()> {
    if !kept.exists() {
        return Ok(());
    }
    for (number, line) in project::read_text(kept)?.lines().enumerate() {
        let bytes = STANDARD
            .decode(line)
            .context("A kept input is not base64.")?;
        fs::write(folder.join(format!("kept-{number}")), bytes)?;
    }
    Ok(())
}

/// Writes the inputs in a folder as the kept ones: the smallest first, as many as may be.
fn pack(folder: &Path, kept: &Path) -> Result<()> {
    let files = project::entries(folder)?;
    let mut inputs = files.iter().map(fs::read).collect::<Result<Vec<_>, _>>()?;
    inputs.sort_by_key(|bytes| (bytes.len(), bytes.clone()));
    let mut left = KEPT_BYTES;
    inputs.retain(|bytes| {
        left = left.saturating_sub(bytes.len());
        left > 0
    });
    let lines = inputs.iter().map(|bytes| STANDARD.encode(bytes) + "\n");
    fs::write(kept, lines.collect::<String>())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_is_listed_and_has_kept_inputs() {
        let project = Project::here();
        let list = project.read("fuzz/targets/mod.rs").unwrap();
        let manifest = project.read("fuzz/Cargo.toml").unwrap();
        for name in targets(&project).unwrap() {
            assert!(
                list.contains(&format!("(\"{name}\", ")),
                "{name} is not in ALL"
            );
            assert!(manifest.contains(&format!("name = \"{name}\"")), "{name}");
            assert!(
                !project::read_text(&kept(&project, &name))
                    .unwrap()
                    .is_empty()
            );
        }
    }

    #[test]
    fn a_misspelt_target_is_named_before_any_runs() {
        let named = |names: &str| {
            let list = |text: &str| text.split_whitespace().map(Into::into).collect::<Vec<_>>();
            named(list("bytes json text"), &list(names))
        };
        assert_eq!(named("").unwrap(), ["bytes", "json", "text"]);
        assert_eq!(named("text json").unwrap(), ["json", "text"]);
        let error = named("text jsn").unwrap_err().to_string();
        assert_eq!(
            error,
            "There is no target jsn; there are bytes, json, text."
        );
    }

    #[test]
    fn what_is_kept_comes_back() {
        let place = tempfile::tempdir().unwrap();
        let (from, to) = (place.path().join("from"), place.path().join("to"));
        fs::create_dir_all(&from).unwrap();
        fs::create_dir_all(&to).unwrap();
        fs::write(from.join("long"), b"\0\xFFlonger").unwrap();
        fs::write(from.join("short"), b"a").unwrap();
        fs::write(from.join("too long"), vec![1; KEPT_BYTES]).unwrap();
        let kept = place.path().join("kept.txt");
        pack(&from, &kept).unwrap();
        unpack(&kept, &to).unwrap();
        assert_eq!(fs::read(to.join("kept-0")).unwrap(), b"a");
        assert_eq!(fs::read(to.join("kept-1")).unwrap(), b"\0\xFFlonger");
        assert!(!to.join("kept-2").exists());
    }
}
