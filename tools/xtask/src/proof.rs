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

/// A proof, given how much of it is done if a person asks for another amount than SECURITY.md gives
/// figures of. What the amount counts is said beside each proof.
type Proof = fn(&mut Run<'_>, Option<u32>) -> Result<Count>;

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
pub(crate) fn command(project: &Project, name: &str, amount: Option<u32>) -> Result<ExitCode> {
    let wanted = PROOFS
        .into_iter()
        .filter(|(it, _)| name == "all" || name == *it);
    let total = run::all(&mut Run::new(project), wanted, |run, proof| {
        proof(run, amount)
    })?;
    Ok(total.exit_code())
}

/// The short forms that run in node. The others are among the core's own tests and the page's.
pub(crate) fn suite(run: &mut Run<'_>) -> Result<Count> {
    let judged = memory(run, None)?.and(crafted(run, None)?);
    let judged = judged.and(constant_time(run, Some(10))?);
    Ok(judged.and(correctness::in_node(run, 100)?))
}

/// What the build has asserted of the file, and then the file in browsers with somebody listening.
fn silence(run: &mut Run<'_>, _: Option<u32>) -> Result<Count> {
    let page = run.page()?;
    let layers = page_builder::layers(run.project, &page.path)?;
    println!("{}", layers.join("\n"));
    let asserted = Count::passed(layers.len());
    Ok(asserted
        .and(run.cases("silence")?)
        .and(run.cases("policy")?))
}

/// Nothing of the key is left in the worker's memory.
fn memory(run: &mut Run<'_>, _: Option<u32>) -> Result<Count> {
    need::ensure(&[need::OPENSSH])?;
    let folder = apart(run)?;
    Count::of(run.node("tests/proof/memory.mjs")?.arg(folder))
}

/// Keys that no tool makes end in a clear error or a right signature.
fn crafted(run: &mut Run<'_>, _: Option<u32>) -> Result<Count> {
    let folder = apart(run)?;
    Count::of(run.node("tests/proof/crafted.mjs")?.arg(folder))
}

/// The private-key arithmetic returns what OpenSSL, the rsa crate and crypto-bigint return, in so many
/// operations.
fn arithmetic(run: &mut Run<'_>, amount: Option<u32>) -> Result<Count> {
    need::ensure(&[need::NODE])?;
    let words = "test --locked --package rsa-crt --test differential -- --nocapture";
    let mut tests = run.cargo(words);
    let operations = amount.unwrap_or(100_000);
    tests.env("RSA_CRT_OPERATIONS", operations.to_string());
    Count::of(&mut tests)
}

/// The private-key operation takes the same steps for every key and message, of so many keys.
fn constant_time(run: &mut Run<'_>, amount: Option<u32>) -> Result<Count> {
    constant_time::in_node(run, amount.unwrap_or(2_000))
}

/// OpenSSL and Python find nothing wrong with new keys, so many of each size made natively, and a twentieth as many in
/// each browser. The short form is among the core's own tests and the page's.
fn keys(run: &mut Run<'_>, amount: Option<u32>) -> Result<Count> {
    let keys = amount.unwrap_or(200);
    need::ensure(&[need::OPENSSL, need::CRYPTOGRAPHY])?;
    let words = "test --release --locked --test native made_keys -- --nocapture";
    let mut native = run.cargo(words);
    let made = Count::of(native.env("RSA_SIGNER_KEYS", keys.to_string()))?;
    let mut browsers = run.in_browsers("-- file/life/made-keys")?;
    browsers
        .env("RSA_SIGNER_TURNS", "none")
        .env("RSA_SIGNER_KEYS", keys.div_ceil(20).to_string());
    Ok(made.and(Count::of(&mut browsers)?))
}

/// The page stays as it is after so many signatures, and a tenth as many times Clear.
fn endurance(run: &mut Run<'_>, amount: Option<u32>) -> Result<Count> {
    let signatures = amount.unwrap_or(10_000);
    let mut tests = run.in_browsers("--no-fail-fast -- file/endurance")?;
    tests
        .env("RSA_SIGNER_TURNS", "none")
        .env("RSA_SIGNER_SIGNATURES", signatures.to_string())
        .env("RSA_SIGNER_CLEARS", signatures.div_ceil(10).to_string());
    Count::of(&mut tests)
}

/// Firefox and WebKitGTK both play what they otherwise play in turns. The tests of the page are the short form.
fn engines(run: &mut Run<'_>, _: Option<u32>) -> Result<Count> {
    let mut tests = run.in_browsers("--no-fail-fast")?;
    Count::of(tests.env("RSA_SIGNER_TURNS", "none"))
}

/// Returns the folder of the program taken out of the page, with what its scripts need in place.
fn apart(run: &mut Run<'_>) -> Result<PathBuf> {
    need::ensure(&[need::OPENSSL])?;
    run.page()?.apart(run.project)
}
