//! `cargo xtask fuzz`: every target of `fuzz/`, each for so many seconds, and a table of what came of it.
//!
//! ```text
//! fuzz/corpus/NAME.txt → inputs → cargo fuzz run → its report → table
//!                          ↑                         └ with --keep, the smallest inputs that reach
//!                          └ earlier runs              as much → fuzz/corpus/NAME.txt
//! ```

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::project::{self, Project};
use crate::settings::Files;
use crate::setup::tools;

/// The kept inputs: one a line, in base64.
const KEPT: &str = "fuzz/corpus";
/// An input that takes longer is a hang.
const HANG_SECONDS: u32 = 60;
/// An input that takes more is as bad as a crash.
const MEMORY_MIB: u32 = 2048;
/// Kept inputs are played by every run of the tests, and are in the repository for ever: a target keeps no
/// more than so many bytes, the smallest inputs first.
const KEPT_BYTES: usize = 120_000;

/// What a person asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Options {
    /// Which targets; none means all.
    pub(crate) targets: Vec<String>,
    /// How long each.
    pub(crate) seconds: u32,
    /// Whether the smallest inputs that reach as much are kept afterwards.
    pub(crate) keep: bool,
}

impl Options {
    /// What SECURITY.md gives figures of.
    pub(crate) const SECONDS: u32 = 600;
}

/// Runs the targets one after the other, and fails when one of them found something.
pub(crate) fn command(project: &Project, options: &Options) -> Result<()> {
    let settings = Files::read(project)?.agreed()?;
    let fuzzer = Fuzzer {
        project,
        program: tools::cargo_fuzz(project, &settings.tools)?,
    };
    let targets = chosen(project, &options.targets)?;
    let mut rows = Vec::new();
    for target in targets {
        rows.push(fuzzer.run(&target, options)?);
    }
    print!("{}", table(&rows));
    ensure!(
        rows.iter().all(|row| row.is_clean),
        "What was found is in fuzz/artifacts; the logs are in target/fuzz."
    );
    Ok(())
}

/// The named targets, or all of them.
fn chosen(project: &Project, names: &[String]) -> Result<Vec<String>> {
    let files = project::files(&project.path("fuzz/fuzz_targets"), "rs")?;
    let all: Vec<String> = files.iter().map(|file| project::stem(file)).collect();
    if let Some(name) = names.iter().find(|name| !all.contains(name)) {
        bail!("There is no target `{name}`; there are {}.", all.join(", "));
    }
    Ok(if names.is_empty() {
        all
    } else {
        names.to_vec()
    })
}

struct Fuzzer<'p> {
    project: &'p Project,
    program: PathBuf,
}

impl Fuzzer<'_> {
    fn run(&self, target: &str, options: &Options) -> Result<Row> {
        let inputs = self.place("inputs", target)?;
        unpack(&self.kept(target), &inputs)?;
        let report = self.place("logs", target)?.join("report.txt");
        let words = [
            format!("-max_total_time={}", options.seconds),
            format!("-timeout={HANG_SECONDS}"),
            format!("-rss_limit_mb={MEMORY_MIB}"),
            "-print_final_stats=1".to_owned(),
        ];
        println!("{target}: {} seconds", options.seconds);
        let is_clean = self.libfuzzer(target, &[&inputs], &words, &report)?;
        let row = Row::read(target, is_clean, &project::read_text(&report)?);
        if options.keep && is_clean {
            self.keep(target, &inputs)?;
        }
        Ok(row)
    }

    /// The smallest inputs that together reach as much as all of them.
    fn keep(&self, target: &str, inputs: &Path) -> Result<()> {
        let smallest = self.place("smallest", target)?;
        fs::remove_dir_all(&smallest)?;
        fs::create_dir_all(&smallest)?;
        let report = self.place("logs", target)?.join("merge.txt");
        let words = ["-set_cover_merge=1".to_owned()];
        let merged = self.libfuzzer(target, &[&smallest, inputs], &words, &report)?;
        ensure!(merged, "{target}: {} says what failed.", report.display());
        pack(&smallest, &self.kept(target))
    }

    /// Whether it ended well. What it says goes into a file: it is thousands of lines.
    fn libfuzzer(
        &self,
        target: &str,
        folders: &[&Path],
        words: &[String],
        report: &Path,
    ) -> Result<bool> {
        let told = || format!("{} cannot be written.", report.display());
        let mut fuzz = Command::new(&self.program);
        // The compiler is the stable one; cargo-fuzz asks it for what only a nightly gives without this.
        fuzz.current_dir(self.project.path("fuzz"))
            .env("RUSTC_BOOTSTRAP", "1")
            // The core has no unsafe code, so the speed is worth more than the sanitizer.
            .args(["fuzz", "run", "--sanitizer", "none", "--target-dir"])
            .arg(self.project.target().join("fuzz/build"))
            .arg(target)
            .args(folders)
            .arg("--")
            .args(words)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(report).with_context(told)?);
        let status = fuzz.status().context("cargo-fuzz cannot be started.")?;
        Ok(status.success())
    }

    fn kept(&self, target: &str) -> PathBuf {
        self.project.path(KEPT).join(format!("{target}.txt"))
    }

    /// A folder of the target's own, outside the tree that is committed.
    fn place(&self, kind: &str, target: &str) -> Result<PathBuf> {
        let folder = self.project.target().join("fuzz").join(kind).join(target);
        fs::create_dir_all(&folder)
            .with_context(|| format!("{} cannot be made.", folder.display()))?;
        Ok(folder)
    }
}

/// Writes each kept input into a file of its own, as libFuzzer wants it.
fn unpack(kept: &Path, folder: &Path) -> Result<()> {
    if !kept.exists() {
        return Ok(());
    }
    for (number, line) in project::read_text(kept)?.lines().enumerate() {
        let bytes = STANDARD.decode(line);
        let bytes =
            bytes.with_context(|| format!("{}: line {number} is not base64.", kept.display()))?;
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
    fs::write(kept, lines.collect::<String>())
        .with_context(|| format!("{} cannot be written.", kept.display()))
}

/// What came of one target.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    target: String,
    is_clean: bool,
    executions: u64,
    seconds: u64,
    slowest: u64,
    peak: u64,
}

impl Row {
    /// Reads libFuzzer's report: `Done 123 runs in 4 second(s)` and lines of `stat::name: number`.
    fn read(target: &str, is_clean: bool, report: &str) -> Self {
        let stat = |name: &str| {
            let start = format!("stat::{name}:");
            let line = report.lines().find_map(|line| line.strip_prefix(&start));
            line.and_then(|number| number.trim().parse().ok())
                .unwrap_or(0)
        };
        let seconds = report.lines().find_map(|line| {
            let (_, seconds) = line.strip_prefix("Done ")?.split_once(" runs in ")?;
            seconds.split(' ').next()?.parse().ok()
        });
        Self {
            target: target.to_owned(),
            is_clean,
            executions: stat("number_of_executed_units"),
            seconds: seconds.unwrap_or(0),
            slowest: stat("slowest_unit_time_sec"),
            peak: stat("peak_rss_mb"),
        }
    }
}

fn table(rows: &[Row]) -> String {
    let mut text = String::from(
        "\n| Target | Executions | Seconds | Slowest input | Peak memory | Crashes, hangs |\n|---|---|---|---|---|---|\n",
    );
    for row in rows {
        let found = if row.is_clean { "0" } else { "FOUND" };
        text += &format!(
            "| {} | {} | {} | {} s | {} MiB | {found} |\n",
            row.target, row.executions, row.seconds, row.slowest, row.peak
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_of_libfuzzer_is_read() {
        let report = "#12 DONE cov: 5\nDone 12345 runs in 601 second(s)\nstat::number_of_executed_units: 12345\n\
            stat::average_exec_per_sec:     20\nstat::slowest_unit_time_sec:    3\nstat::peak_rss_mb:              77\n";
        let row = Row::read("text", true, report);
        assert_eq!((row.executions, row.seconds), (12345, 601));
        assert_eq!((row.slowest, row.peak), (3, 77));
        assert!(table(&[row]).ends_with("| text | 12345 | 601 | 3 s | 77 MiB | 0 |\n"));
        let found = Row::read("text", false, "==1== ERROR: libFuzzer: deadly signal\n");
        assert!(table(&[found]).contains("FOUND"));
    }

    #[test]
    fn every_target_is_a_file_and_has_kept_inputs() {
        let project = Project::here();
        let list = project.read("fuzz/targets/mod.rs").unwrap();
        for name in chosen(&project, &[]).unwrap() {
            assert!(
                list.contains(&format!("(\"{name}\", ")),
                "{name} is not in ALL"
            );
            assert!(
                project
                    .read("fuzz/Cargo.toml")
                    .unwrap()
                    .contains(&format!("name = \"{name}\""))
            );
            assert!(
                !project
                    .read(&format!("{KEPT}/{name}.txt"))
                    .unwrap()
                    .is_empty()
            );
        }
        assert!(chosen(&project, &["txt".to_owned()]).is_err());
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
