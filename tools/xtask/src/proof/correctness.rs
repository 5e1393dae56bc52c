//! The same random keys in five ways: natively, as wasm in node, and in the page in three browsers. OpenSSL makes the
//! keys, signs each message once more, and the requests must be the same, byte for byte.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use page_builder::process;

use super::apart;
use crate::run::{Count, Run};

/// Where those who make requests find the keys, and leave what they have made.
const POOL: &str = "RSA_SIGNER_POOL";

/// What is compared, by the names of their files.
const WAYS: [&str; 5] = ["native", "node", "firefox", "chromium", "webkit"];

/// As wasm in node alone: what needs neither a browser nor another build.
pub(super) fn in_node(run: &mut Run<'_>, signatures: u32) -> Result<Count> {
    let pool = pool(run, signatures)?;
    by_node(run, &pool)?;
    judge(run, &pool, &["node"])
}

/// In all five, with so many signatures in each.
pub(super) fn everywhere(run: &mut Run<'_>, amount: Option<u32>) -> Result<Count> {
    let pool = pool(run, amount.unwrap_or(2_000))?;
    by_node(run, &pool)?;
    let mut native = run.cargo("test --locked --test native correctness::");
    make("native", native.env(POOL, &pool))?;
    let mut browsers = run.in_browsers("--no-fail-fast -- file/correctness")?;
    make("browsers", browsers.env(POOL, &pool))?;
    judge(run, &pool, &WAYS)
}

/// Keys made now. What an earlier run has left there is no answer to this one.
fn pool(run: &mut Run<'_>, signatures: u32) -> Result<PathBuf> {
    apart(run)?;
    let folder = run.project.target().join("proof");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    let mut make = run.node("tests/proof/pool.mjs")?;
    process::run(make.arg(&folder).arg(signatures.to_string()))?;
    Ok(folder)
}

fn by_node(run: &mut Run<'_>, pool: &Path) -> Result<()> {
    let program = apart(run)?;
    let mut node = run.node("tests/proof/correctness.mjs")?;
    make("node", node.arg(program).arg(pool))
}

/// Who makes requests says only whether they came to be; the judge says whether they are right.
fn make(who: &str, command: &mut Command) -> Result<()> {
    process::run(command).with_context(|| format!("Not all requests were made ({who})."))
}

fn judge(run: &Run<'_>, pool: &Path, ways: &[&str]) -> Result<Count> {
    let mut judge = run.node("tests/proof/judge.mjs")?;
    Count::of(judge.arg(pool).args(ways))
}
