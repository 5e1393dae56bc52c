//! `cargo xtask test`: every suite, counted, timed, and one last line that says how it went.

mod attributes;
mod count;
pub(crate) mod deny;
mod hosting;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::page;
use crate::process;
use crate::project::{self, Project};
use crate::proof;
use crate::release;
use crate::settings::{Files, Settings};
use crate::setup::{automation, axe, browsers, postman, target, tools};
use attributes::Written;
pub(crate) use count::Count;
use count::Ran;

/// A group of tests that passes or fails for one reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Suite {
    /// `wasm-pack.toml` agrees with the rest.
    Settings,
    /// The code is laid out as rustfmt lays it out.
    Format,
    /// cargo-deny has nothing to say, as far as it needs no network.
    Deny,
    /// clippy has nothing to say, natively and for wasm.
    Lint,
    /// The documentation has no broken link.
    Docs,
    /// Everything that runs without a browser.
    Native,
    /// nginx and Apache hand out the page as `hosting/` says, and nothing else.
    Hosting,
    /// The page builds, and is what it promises to be.
    Build,
    /// The release is the same from two folders and two cargo homes.
    Release,
    /// The core in headless Firefox.
    Wasm,
    /// What SECURITY.md promises of the worker, shortly.
    Proof,
    /// The shipped file in real browsers.
    Page,
}

impl Suite {
    /// The cheapest first, so that a small mistake is told soon.
    pub(crate) const ALL: [Self; 12] = [
        Self::Settings,
        Self::Format,
        Self::Deny,
        Self::Lint,
        Self::Docs,
        Self::Native,
        Self::Hosting,
        Self::Build,
        Self::Release,
        Self::Wasm,
        Self::Proof,
        Self::Page,
    ];

    /// What a person calls it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::Format => "format",
            Self::Deny => "deny",
            Self::Lint => "lint",
            Self::Docs => "docs",
            Self::Native => "native",
            Self::Hosting => "hosting",
            Self::Build => "build",
            Self::Release => "release",
            Self::Wasm => "wasm",
            Self::Proof => "proof",
            Self::Page => "page",
        }
    }

    /// How long it may take on two cores with nothing built before. All of them together stay
    /// below half an hour.
    fn budget(self) -> Duration {
        Duration::from_secs(match self {
            Self::Settings | Self::Format => 10,
            Self::Hosting => 30,
            Self::Docs | Self::Proof => 50,
            Self::Build => 60,
            Self::Release => 110,
            Self::Deny => 120,
            Self::Lint => 130,
            Self::Native => 250,
            Self::Wasm => 330,
            Self::Page => 640,
        })
    }
}

/// Runs the suites one after the other, whatever fails, and says how it went.
pub(crate) fn command(project: &Project, suites: &[Suite]) -> Result<ExitCode> {
    let mut run = Run::new(project);
    let mut total = Count::default();
    for suite in suites {
        println!("\n== {} ==", suite.name());
        let begun = Instant::now();
        let count = run.suite(*suite).unwrap_or_else(|error| {
            println!("{}", crate::told(&error));
            Count::FAILED
        });
        report(*suite, count, begun.elapsed());
        total = total.and(count);
    }
    println!("\n{total}");
    Ok(if total.is_good() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The case of the page's tests that shows what a person gets, and the picture that it leaves.
const PICTURED: (&str, &str) = (
    "chromium/file/axe/light/generated",
    "page-tests/chromium-generated-light-1440.png",
);

/// Makes `docs/page.png` anew: the page with a certificate made on the spot, its key and the two values.
pub(crate) fn picture(project: &Project) -> Result<()> {
    let mut run = Run::new(project);
    let (case, picture) = PICTURED;
    process::run(&mut run.in_browsers(&["--", "--exact", case])?)?;
    let (from, to) = (
        project.target().join(picture),
        project.path("docs/page.png"),
    );
    fs::copy(&from, &to).with_context(|| format!("{} is not there.", from.display()))?;
    println!("{}", to.display());
    Ok(())
}

/// Returns the commands below the heading that promises them.
fn commands(document: &str) -> Result<String> {
    let (_, section) = document
        .split_once("\n## Taking the wasm out of the file\n")
        .context("docs/reproduce.md does not say how to take the wasm out of the file.")?;
    let block = section.split("```").nth(1).unwrap_or_default();
    let commands = block
        .strip_prefix("sh\n")
        .context("docs/reproduce.md gives no commands there.")?;
    Ok(commands.to_owned())
}

fn report(suite: Suite, count: Count, took: Duration) {
    let (took, budget) = (took.as_secs(), suite.budget().as_secs());
    println!("{}: {count}; {took} s", suite.name());
    if took > budget {
        println!(
            "Warning: {} took {took} s, more than its budget of {budget} s.",
            suite.name()
        );
    }
}

/// One run of several suites, and what they hand on to each other.
pub(crate) struct Run<'p> {
    pub(crate) project: &'p Project,
    /// The page, once it is built.
    page: Option<PathBuf>,
}

impl<'p> Run<'p> {
    /// Nothing is built yet.
    pub(crate) fn new(project: &'p Project) -> Self {
        Self {
            project,
            page: None,
        }
    }

    /// Where the page is, built once in a run.
    pub(crate) fn page(&mut self) -> Result<PathBuf> {
        match &self.page {
            Some(page) => Ok(page.clone()),
            None => self.build(),
        }
    }
}

impl Run<'_> {
    fn suite(&mut self, suite: Suite) -> Result<Count> {
        match suite {
            Suite::Settings => self.settings().map(|_| Count::PASSED),
            Suite::Format => self.format(),
            Suite::Deny => deny::check(self.project).map(|()| Count::PASSED),
            Suite::Lint => self.lint(),
            Suite::Docs => self.docs(),
            Suite::Native => self.native(),
            Suite::Hosting => hosting::suite(self.project),
            Suite::Release => self.release(),
            Suite::Build => self.extract(),
            Suite::Wasm => self.wasm(),
            Suite::Proof => proof::suite(self),
            Suite::Page => self.page_in_browsers(),
        }
    }

    fn settings(&self) -> Result<Settings> {
        Files::read(self.project)?.agreed()
    }

    pub(crate) fn cargo(&self, words: &[&str]) -> Command {
        let mut cargo = process::cargo();
        cargo.current_dir(self.project.root()).args(words);
        cargo
    }

    fn format(&self) -> Result<Count> {
        process::run(&mut self.cargo(&["fmt", "--all", "--check"]))?;
        Ok(Count::PASSED)
    }

    fn lint(&self) -> Result<Count> {
        self.target()?;
        let strict = ["--", "-D", "warnings"];
        let native = ["clippy", "--locked", "--workspace", "--all-targets"];
        let wasm = [
            "clippy",
            "--locked",
            "--lib",
            "--tests",
            "--target",
            target::TARGET,
        ];
        let native = process::run(self.cargo(&native).args(strict));
        let wasm = process::run(self.cargo(&wasm).args(strict));
        native.and(wasm).map(|()| Count::PASSED)
    }

    fn docs(&self) -> Result<Count> {
        let words = [
            "doc",
            "--locked",
            "--workspace",
            "--no-deps",
            "--document-private-items",
        ];
        process::run(self.cargo(&words).env("RUSTDOCFLAGS", "-D warnings"))?;
        Ok(Count::PASSED)
    }

    fn native(&self) -> Result<Count> {
        browsers::ensure(&[
            browsers::OPENSSL,
            automation::CURL,
            automation::NODE,
            automation::PYTHON,
            automation::CRYPTOGRAPHY,
        ])?;
        let words = [
            "test",
            "--locked",
            "--workspace",
            "--exclude",
            "page-tests",
            "--no-fail-fast",
        ];
        let mut cargo = self.cargo(&words);
        cargo.env("RSA_SIGNER_POSTMAN", postman::ensure(self.project)?);
        Ok(Count::of(&process::watch(&mut cargo)?))
    }

    fn build(&mut self) -> Result<PathBuf> {
        let page = page::build(self.project, false)?;
        println!("{}: {}", page.path.display(), page.size()?);
        self.page = Some(page.path.clone());
        Ok(page.path)
    }

    /// Runs the commands of docs/reproduce.md that take the wasm out of the page.
    fn extract(&mut self) -> Result<Count> {
        let path = self.build()?;
        let page = project::read_text(&path)?;
        let folder = tempfile::tempdir()?;
        fs::copy(&path, folder.path().join("rsa-signer.html"))?;
        let commands = commands(&self.project.read("docs/reproduce.md")?)?;
        let mut shell = Command::new("sh");
        shell.current_dir(folder.path()).args(["-euc", &commands]);
        let printed = process::output(&mut shell)?;
        let wasm = page::sha256(page::wasm_in(&page)?);
        if printed.split_whitespace().next() != Some(wasm.as_str()) {
            bail!(
                "The commands of docs/reproduce.md print `{}` for the wasm, whose SHA-256 is {wasm}.",
                printed.trim()
            );
        }
        Ok(Count::passed(2))
    }

    fn release(&self) -> Result<Count> {
        release::reproduce::again(self.project, &release::build(self.project)?)?;
        Ok(Count::PASSED)
    }

    /// The command that a person would type in the root, with the right tools on PATH.
    fn wasm(&self) -> Result<Count> {
        let tools = tools::ensure(self.project, &self.settings()?.tools)?;
        self.target()?;
        browsers::ensure(&[browsers::FIREFOX])?;
        let mut wasm_pack = Command::new(&tools.wasm_pack);
        wasm_pack
            .current_dir(self.project.root())
            .args(["test", "--headless", "--firefox"])
            // The whole corpus, which takes longer than the runner waits by itself.
            .env("RSA_SIGNER_CORPUS", "all")
            .env("WASM_BINDGEN_TEST_TIMEOUT", "600")
            .env("PATH", &tools.path);
        let watched = process::watch(&mut wasm_pack)?;
        let (written, ran) = (Written::in_project(self.project)?, Ran::of(&watched.text));
        let count = Count::of(&watched);
        if ran.covers(written) {
            return Ok(count);
        }
        println!("{written} are written, {ran} ran.");
        Ok(count.and(Count::FAILED))
    }

    fn page_in_browsers(&mut self) -> Result<Count> {
        let watched = process::watch(&mut self.in_browsers(&["--no-fail-fast"])?)?;
        if Ran::of(&watched.text).is_nothing() {
            bail!("No test of the page ran.");
        }
        Ok(Count::of(&watched))
    }

    /// The command that drives the page, with all that it needs in place.
    pub(crate) fn in_browsers(&mut self, words: &[&str]) -> Result<Command> {
        let settings = self.settings()?;
        let tools = tools::ensure(self.project, &settings.tools)?;
        browsers::ensure(&[
            browsers::FIREFOX,
            browsers::CHROMIUM,
            browsers::CHROMEDRIVER,
            browsers::WEBKIT,
            browsers::XVFB,
            browsers::NPM,
            browsers::IP,
            browsers::UNSHARE,
            browsers::OPENSSL,
        ])?;
        let axe = axe::ensure(self.project, &settings.axe)?;
        let page = self.page()?;
        let mut cargo = self.cargo(&["test", "--locked", "--package", "page-tests"]);
        cargo
            .args(words)
            .env("RSA_SIGNER_PAGE", page)
            .env("GECKODRIVER", &tools.geckodriver)
            .env("AXE_CORE", axe)
            .env("PATH", &tools.path);
        Ok(cargo)
    }

    fn target(&self) -> Result<()> {
        target::ensure(&Files::read(self.project)?.channel()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_budgets_together_stay_below_half_an_hour() {
        let together: Duration = Suite::ALL.into_iter().map(Suite::budget).sum();
        assert!(together < Duration::from_secs(30 * 60), "{together:?}");
    }
}
