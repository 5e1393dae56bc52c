//! One run of tests: how many passed, and what the suites hand on to each other.

use std::ffi::OsStr;
use std::fmt;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, ExitCode, Stdio};
use std::rc::Rc;

use anyhow::{Context, Result, ensure};
use page_builder::project::Project;
use page_builder::{Page, process};

use crate::setup::{need, npm, tools};

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    passed: u64,
    failed: u64,
}

impl Count {
    /// One check that passed.
    pub(crate) const PASSED: Self = Self {
        passed: 1,
        failed: 0,
    };
    /// One check that failed.
    pub(crate) const FAILED: Self = Self {
        passed: 0,
        failed: 1,
    };

    /// Returns so many checks that passed.
    pub(crate) fn passed(checks: usize) -> Self {
        Self {
            passed: u64::try_from(checks).unwrap_or(u64::MAX),
            failed: 0,
        }
    }

    /// Runs tests, shows what they print, and adds up what the runners say.
    ///
    /// Understood are the lines `test result: ok. 3 passed; 0 failed; …` of Rust's runners,
    /// `3 passed, 0 failed` of this project's scripts, and `# pass 3`, `# fail 0` of `node --test`. A
    /// command that fails without a failed test, and one that runs no test at all, counts as a
    /// failure.
    pub(crate) fn of(command: &mut Command) -> Result<Self> {
        let (success, text) = watch(command)?;
        Ok(Self::said(success, &text))
    }

    fn said(success: bool, text: &str) -> Self {
        let lines = text.lines().map(str::trim);
        let count = lines
            .filter_map(Self::in_line)
            .fold(Self::default(), Self::and);
        match success && count != Self::default() || count.failed > 0 {
            true => count,
            false => count.and(Self::FAILED),
        }
    }

    fn in_line(line: &str) -> Option<Self> {
        let count = |passed, failed| Some(Self { passed, failed });
        if let Some(passed) = line.strip_prefix("# pass ") {
            return count(passed.parse().ok()?, 0);
        }
        if let Some(failed) = line.strip_prefix("# fail ") {
            return count(0, failed.parse().ok()?);
        }
        let result = line.split_once("test result: ").map(|(_, result)| result);
        let words: Vec<&str> = result.unwrap_or(line).split([' ', ';', ',']).collect();
        let before = |word| {
            let place = words.iter().position(|it| *it == word)?;
            words.get(place.checked_sub(1)?)?.parse().ok()
        };
        let is_ours = words.len() == 5;
        let (passed, failed) = (before("passed")?, before("failed")?);
        count(passed, failed).filter(|_| result.is_some() || is_ours)
    }

    /// Adds two counts.
    #[must_use]
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            passed: self.passed.saturating_add(other.passed),
            failed: self.failed.saturating_add(other.failed),
        }
    }

    /// Whether something passed and nothing failed.
    pub(crate) fn is_good(self) -> bool {
        self.passed > 0 && self.failed == 0
    }

    /// Returns the exit code of a command that ends with this count.
    pub(crate) fn exit_code(self) -> ExitCode {
        match self.is_good() {
            true => ExitCode::SUCCESS,
            false => ExitCode::FAILURE,
        }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Runs the command, shows what it prints line by line, and returns whether it succeeded, and a copy.
fn watch(command: &mut Command) -> Result<(bool, String)> {
    let context = format!("`{}` cannot be started.", process::line(command));
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| context.clone())?;
    let mut text = String::new();
    if let Some(pipe) = child.stdout.take() {
        copy_lines(BufReader::new(pipe), &mut text)?;
    }
    let success = child.wait().context(context)?.success();
    Ok((success, text))
}

/// Output of tests is not always UTF-8, and one bad byte must not lose the count of the rest.
fn copy_lines(mut from: impl BufRead, text: &mut String) -> Result<()> {
    let mut bytes = Vec::new();
    while from.read_until(b'\n', &mut bytes)? != 0 {
        let line = String::from_utf8_lossy(&bytes);
        print!("{line}");
        std::io::stdout().flush()?;
        text.push_str(&line);
        bytes.clear();
    }
    Ok(())
}

/// One run of several suites or proofs.
#[derive(Debug)]
pub(crate) struct Run<'p> {
    /// The tree that is tested.
    pub(crate) project: &'p Project,
    page: Option<Rc<Page>>,
}

impl<'p> Run<'p> {
    /// Begins a run in which nothing is built yet.
    pub(crate) fn new(project: &'p Project) -> Self {
        Self {
            project,
            page: None,
        }
    }

    /// Returns the page, which is built once in a run.
    pub(crate) fn page(&mut self) -> Result<Rc<Page>> {
        if let Some(page) = &self.page {
            return Ok(page.clone());
        }
        let page = Rc::new(page_builder::build(self.project, false)?);
        println!("{}: {}", page.path.display(), page.size()?);
        self.page = Some(Rc::clone(&page));
        Ok(page)
    }

    /// Returns cargo with these words, in the root of the tree.
    pub(crate) fn cargo(&self, words: &str) -> Command {
        process::cargo(self.project.root(), words)
    }

    /// Returns node with a script of the tree, or its first word, in the root of the tree.
    pub(crate) fn node(&self, script: impl AsRef<OsStr>) -> Result<Command> {
        need::ensure(&[need::NODE])?;
        let mut node = Command::new("node");
        node.current_dir(self.project.root()).arg(script);
        Ok(node)
    }

    /// Returns the command that drives the page in browsers, with all that it needs in place.
    pub(crate) fn in_browsers(&mut self, words: &str) -> Result<Command> {
        let geckodriver = tools::ensure(self.project, "geckodriver")?;
        need::ensure(&need::BROWSERS)?;
        let rules = npm::install(self.project, "tests/accessibility")?;
        let page = self.page()?;
        let mut cargo = self.cargo(&format!("test --locked --package page-tests {words}"));
        cargo
            .env("RSA_SIGNER_PAGE", &page.path)
            .env("GECKODRIVER", geckodriver)
            .env("AXE_CORE", rules.join("node_modules/axe-core/axe.min.js"))
            .env("PATH", tools::path(self.project, &[])?);
        Ok(cargo)
    }

    /// Runs the cases of the page whose names hold `filter`, and fails when there is none.
    pub(crate) fn cases(&mut self, filter: &str) -> Result<Count> {
        Count::of(&mut self.in_browsers(&format!("--no-fail-fast -- {filter}"))?)
    }
}

/// Runs named jobs one after the other, whatever fails, and prints a line for each and for all.
pub(crate) fn all<T>(
    run: &mut Run<'_>,
    jobs: impl IntoIterator<Item = (&'static str, T)>,
    mut one: impl FnMut(&mut Run<'_>, T) -> Result<Count>,
) -> Result<Count> {
    let mut total = Count::default();
    let mut some = false;
    for (name, job) in jobs {
        some = true;
        println!("\n== {name} ==");
        let begun = std::time::Instant::now();
        let count = one(run, job).unwrap_or_else(|error| {
            println!("{}", crate::sentences(&error));
            Count::FAILED
        });
        println!("{name}: {count}; {} s", begun.elapsed().as_secs());
        total = total.and(count);
    }
    ensure!(some, "Nothing of that name is there.");
    println!("\n{total}");
    Ok(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str, success: bool) -> String {
        Count::said(success, text).to_string()
    }

    #[test]
    fn every_runner_is_understood() {
        let rust = "running 3 tests\n\
            test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; finished in 0.1s\n\
            test result: \u{1b}[31mFAILED\u{1b}[0m. 12 passed; 2 failed; 0 ignored; 0 filtered out\n";
        assert_eq!(said(rust, false), "15 passed, 2 failed");
        let script = "1 request passed, as they say, and none failed\n7 passed, 0 failed\n";
        assert_eq!(said(script, true), "7 passed, 0 failed");
        assert_eq!(
            said("# tests 4\n# pass 4\n# fail 0\n", true),
            "4 passed, 0 failed"
        );
    }

    #[test]
    fn a_failure_without_a_failed_test_is_counted() {
        assert_eq!(said("7 passed, 0 failed\n", false), "7 passed, 1 failed");
        assert_eq!(said("7 passed, 2 failed\n", false), "7 passed, 2 failed");
        assert_eq!(said("no tests to run!", true), "0 passed, 1 failed");
        assert_eq!(
            said("test result: ok. 0 passed; 0 failed;", true),
            "0 passed, 1 failed"
        );
    }

    #[test]
    fn only_passed_tests_are_good() {
        assert!(Count::PASSED.is_good());
        assert!(!Count::default().is_good());
        assert!(!Count::PASSED.and(Count::FAILED).is_good());
    }
}
