//! Two of the readers of `cargo xtask parity`: `ours` and `p12-keystore`, the first argument says
//! which. Standard input holds one job a line, standard output one answer a line; both are JSON.
//!
//! An answer names what was found in the file: `key:` with the SHA-256 of the public key
//! (SubjectPublicKeyInfo, DER) of an RSA private key, `certificate:` with the SHA-256 of an RSA certificate.

mod ours;
mod p12;

use std::io::{BufRead, Write};
use std::path::PathBuf;

use anyhow::{Result, bail};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// One file to be opened.
#[derive(Debug, Deserialize)]
pub(crate) struct Job {
    name: String,
    /// Where the file's bytes are.
    path: PathBuf,
    /// It was pasted, not chosen as a file.
    pasted: bool,
    /// `certificate` or `privateKey`: the box that it was put into.
    r#box: String,
    /// What stands in the other box.
    with: Option<PathBuf>,
    passphrase: Option<String>,
}

/// What was found in it.
#[derive(Debug, Serialize)]
struct Answer<'j> {
    name: &'j str,
    found: Vec<String>,
}

fn main() -> Result<()> {
    let read: fn(&Job) -> Result<Vec<String>> = match std::env::args().nth(1).as_deref() {
        Some("ours") => ours::read,
        Some("p12-keystore") => p12::read,
        other => bail!("No reader is called {other:?}."),
    };
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let job: Job = serde_json::from_str(&line?)?;
        let found = read(&job)?;
        let answer = Answer {
            name: &job.name,
            found,
        };
        writeln!(out, "{}", serde_json::to_string(&answer)?)?;
    }
    Ok(())
}

/// SHA-256 in hexadecimal.
fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
