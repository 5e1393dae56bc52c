//! `cargo xtask proof`: what SECURITY.md promises, as commands that print their figures.

mod correctness;

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::{Result, bail};

use crate::page;
use crate::process;
use crate::project::{self, Project};
use crate::setup::{automation, browsers};
use crate::suites::{Count, Run};

/// One promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Proof {
    /// Nothing leaves the page but what is told.
    Silence,
    /// Nothing of the key is left in the worker's memory.
    Memory,
    /// Keys that no tool makes end in a clear error or a right signature.
    Crafted,
    /// Requests are OpenSSL's, byte for byte, natively, in node and in three browsers.
    Correctness,
    /// The page stays as it is after thousands of rounds.
    Endurance,
}

/// How much is done; a short form of each is part of `cargo xtask test`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Amounts {
    /// Requests beside OpenSSL's, in each way of making them.
    pub(crate) compared: u32,
    /// Signatures in one page.
    pub(crate) signatures: u32,
    /// Clears in one page.
    pub(crate) clears: u32,
}

impl Amounts {
    /// What SECURITY.md gives figures of.
    pub(crate) const LONG: Self = Self {
        compared: 2_000,
        signatures: 10_000,
        clears: 1_000,
    };
    /// What every run of the tests can afford.
    const SHORT: Self = Self {
        compared: 100,
        signatures: 100,
        clears: 10,
    };
}

impl Proof {
    /// In the order of SECURITY.md.
    pub(crate) const ALL: [Self; 5] = [
        Self::Silence,
        Self::Memory,
        Self::Crafted,
        Self::Correctness,
        Self::Endurance,
    ];

    /// What a person calls it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Silence => "silence",
            Self::Memory => "memory",
            Self::Crafted => "crafted",
            Self::Correctness => "correctness",
            Self::Endurance => "endurance",
        }
    }
}

/// Runs the proofs one after the other, whatever fails.
pub(crate) fn command(project: &Project, proofs: &[Proof], amounts: Amounts) -> Result<ExitCode> {
    let mut run = Run::new(project);
    let mut total = Count::default();
    for proof in proofs {
        println!("\n== {} ==", proof.name());
        let count = one(&mut run, *proof, amounts).unwrap_or_else(|error| {
            println!("{}", crate::told(&error));
            Count::FAILED
        });
        println!("{}: {count}", proof.name());
        total = total.and(count);
    }
    println!("\n{total}");
    Ok(if total.is_good() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The short forms that run in node. The others are among the core's own tests and the page's.
pub(crate) fn suite(run: &mut Run<'_>) -> Result<Count> {
    let mut total = Count::default();
    for proof in [Proof::Memory, Proof::Crafted] {
        total = total.and(one(run, proof, Amounts::SHORT)?);
    }
    Ok(total.and(correctness::in_node(run, Amounts::SHORT.compared)?))
}

fn one(run: &mut Run<'_>, proof: Proof, amounts: Amounts) -> Result<Count> {
    match proof {
        Proof::Silence => silence(run),
        Proof::Memory => script(run, "memory.mjs"),
        Proof::Crafted => script(run, "crafted.mjs"),
        Proof::Correctness => correctness::everywhere(run, amounts.compared),
        Proof::Endurance => endurance(run, amounts),
    }
}

/// What the build has asserted of the file, and then the file in browsers with somebody listening.
fn silence(run: &mut Run<'_>) -> Result<Count> {
    let page = run.page()?;
    let layers = page::layers(run.project, &page)?;
    for layer in &layers {
        println!("{layer}");
    }
    let asserted = Count::passed(layers.len());
    let ran = watch(run.in_browsers(&["--no-fail-fast", "--", "silence"])?)?;
    let policy = watch(run.in_browsers(&["--no-fail-fast", "--", "policy"])?)?;
    Ok(asserted.and(ran).and(policy))
}

fn endurance(run: &mut Run<'_>, amounts: Amounts) -> Result<Count> {
    let mut tests = run.in_browsers(&["--no-fail-fast", "--", "file/endurance"])?;
    tests
        .env("RSA_SIGNER_SIGNATURES", amounts.signatures.to_string())
        .env("RSA_SIGNER_CLEARS", amounts.clears.to_string());
    watch(tests)
}

/// A run in which no test ran proves nothing.
fn watch(mut tests: Command) -> Result<Count> {
    let count = Count::of(&process::watch(&mut tests)?);
    if count == Count::default() {
        bail!("No test ran.");
    }
    Ok(count)
}

/// A script that is given the program taken out of the page, and ends in `N passed, M failed`.
fn script(run: &mut Run<'_>, name: &str) -> Result<Count> {
    let folder = apart(run)?;
    println!("{name}:");
    let mut node = node(run, name);
    Ok(Count::of_script(&process::watch(node.arg(folder))?))
}

/// A script of `tests/proof`.
fn node(run: &Run<'_>, name: &str) -> Command {
    let mut node = Command::new("node");
    node.current_dir(run.project.root())
        .arg(format!("tests/proof/{name}"));
    node
}

/// The folder of the program taken out of the page, and what its scripts need.
fn apart(run: &mut Run<'_>) -> Result<PathBuf> {
    browsers::ensure(&[browsers::OPENSSL, automation::NODE])?;
    let path = run.page()?;
    let text = project::read_text(&path)?;
    page::apart(run.project, &text)
}
