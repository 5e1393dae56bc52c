//! `cargo xtask proof`: what SECURITY.md promises, as commands that print their figures.

mod constant_time;
mod correctness;
mod trace;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use page_builder::project::Project;

use crate::run::{self, Count, Run};
use crate::setup::need;

/// How much is done; a short form of each proof is part of `cargo xtask test`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Amounts {
    /// Requests beside OpenSSL's, in each way of making them.
    compared: u32,
    /// Operations of the private-key arithmetic beside other implementations'.
    operations: u32,
    /// Keys whose steps are compared.
    traced: u32,
    /// New keys of each size, made natively; a twentieth as many in each browser.
    keys: u32,
    /// Signatures in one page.
    signatures: u32,
    /// Clears in one page.
    clears: u32,
}

impl Amounts {
    /// What every run of the tests can afford.
    const SHORT: Self = Self {
        compared: 100,
        operations: 300,
        traced: 10,
        keys: 1,
        signatures: 100,
        clears: 10,
    };

    /// Returns what SECURITY.md gives figures of, unless a person asks for another amount.
    pub(crate) fn long(signatures: Option<u32>, clears: Option<u32>) -> Self {
        Self {
            compared: signatures.unwrap_or(2_000),
            operations: signatures.unwrap_or(100_000),
            traced: signatures.unwrap_or(2_000),
            keys: signatures.unwrap_or(200),
            signatures: signatures.unwrap_or(10_000),
            clears: clears.unwrap_or(1_000),
        }
    }
}

type Proof = fn(&mut Run<'_>, Amounts) -> Result<Count>;

/// Every promise that is proved, in the order of SECURITY.md, and then that no engine is spared.
const PROOFS: [(&str, Proof); 9] = [
    ("silence", silence),
    ("memory", memory),
    ("crafted", crafted),
    ("arithmetic", arithmetic),
    ("correctness", correctness::everywhere),
    ("constant-time", constant_time),
    ("keys", keys),
    ("endurance", endurance),
    ("engines", engines),
];

/// Returns what a person may ask for.
pub(crate) fn names() -> Vec<&'static str> {
    PROOFS
        .iter()
        .map(|(name, _)| *name)
        .chain(["all"])
        .collect()
}

/// Runs the named proof, or `all` of them.
pub(crate) fn command(project: &Project, name: &str, amounts: Amounts) -> Result<ExitCode> {
    let wanted = PROOFS
        .into_iter()
        .filter(|(it, _)| name == "all" || name == *it);
    let total = run::all(&mut Run::new(project), wanted, |run, proof| {
        proof(run, amounts)
    })?;
    Ok(total.exit_code())
}

/// The short forms that run in node. The others are among the core's own tests and the page's.
pub(crate) fn suite(run: &mut Run<'_>) -> Result<Count> {
    let judged = memory(run, Amounts::SHORT)?.and(crafted(run, Amounts::SHORT)?);
    let judged = judged.and(constant_time(run, Amounts::SHORT)?);
    Ok(judged.and(correctness::in_node(run, Amounts::SHORT)?))
}

/// What the build has asserted of the file, and then the file in browsers with somebody listening.
fn silence(run: &mut Run<'_>, _: Amounts) -> Result<Count> {
    let page = run.page()?;
    let layers = page_builder::layers(run.project, &page.path)?;
    println!("{}", layers.join("\n"));
    let asserted = Count::passed(layers.len());
    Ok(asserted
        .and(run.cases("silence")?)
        .and(run.cases("policy")?))
}

/// Nothing of the key is left in the worker's memory.
fn memory(run: &mut Run<'_>, _: Amounts) -> Result<Count> {
    need::ensure(&[need::OPENSSH])?;
    let folder = apart(run)?;
    Count::of(run.node("tests/proof/memory.mjs")?.arg(folder))
}

/// Keys that no tool makes end in a clear error or a right signature.
fn crafted(run: &mut Run<'_>, _: Amounts) -> Result<Count> {
    let folder = apart(run)?;
    Count::of(run.node("tests/proof/crafted.mjs")?.arg(folder))
}

/// The private-key arithmetic returns what OpenSSL, the rsa crate and crypto-bigint return.
fn arithmetic(run: &mut Run<'_>, amounts: Amounts) -> Result<Count> {
    need::ensure(&[need::NODE])?;
    let words = "test --locked --package rsa-crt --test differential -- --nocapture";
    let mut tests = run.cargo(words);
    tests.env("RSA_CRT_OPERATIONS", amounts.operations.to_string());
    Count::of(&mut tests)
}

/// The private-key operation takes the same steps for every key and message.
fn constant_time(run: &mut Run<'_>, amounts: Amounts) -> Result<Count> {
    constant_time::in_node(run, amounts.traced)
}

/// OpenSSL and Python find nothing wrong with new keys. The short form is among the core's own tests and the page's.
fn keys(run: &mut Run<'_>, amounts: Amounts) -> Result<Count> {
    need::ensure(&[need::OPENSSL, need::CRYPTOGRAPHY])?;
    let words = "test --release --locked --test native made_keys -- --nocapture";
    let mut native = run.cargo(words);
    let made = Count::of(native.env("RSA_SIGNER_KEYS", amounts.keys.to_string()))?;
    let mut browsers = run.in_browsers("-- file/life/made-keys")?;
    let each = amounts.keys.div_ceil(20).to_string();
    Ok(made.and(Count::of(browsers.env("RSA_SIGNER_KEYS", each))?))
}

/// The page stays as it is after thousands of signatures.
fn endurance(run: &mut Run<'_>, amounts: Amounts) -> Result<Count> {
    let mut tests = run.in_browsers("--no-fail-fast -- file/endurance")?;
    tests
        .env("RSA_SIGNER_TURNS", "none")
        .env("RSA_SIGNER_SIGNATURES", amounts.signatures.to_string())
        .env("RSA_SIGNER_CLEARS", amounts.clears.to_string());
    Count::of(&mut tests)
}

/// Firefox and WebKitGTK both play what they otherwise play in turns. The tests of the page are the short form.
fn engines(run: &mut Run<'_>, _: Amounts) -> Result<Count> {
    let mut tests = run.in_browsers("--no-fail-fast")?;
    Count::of(tests.env("RSA_SIGNER_TURNS", "none"))
}

/// Returns the folder of the program taken out of the page, with what its scripts need in place.
fn apart(run: &mut Run<'_>) -> Result<PathBuf> {
    need::ensure(&[need::OPENSSL])?;
    run.page()?.apart(run.project)
}
