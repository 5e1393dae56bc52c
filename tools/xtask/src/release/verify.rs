//! `VERIFY.txt`: what a stranger compares, and the commands that compute it from the file.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, ensure};
use page_builder::{Page, process, sha256};

/// Computes the hash of the page, of the wasm in it and of the worker in it; none needs this project.
const COMMANDS: [&str; 3] = [
    "sha256sum < rsa-signer.html",
    r#"sed -n 's/^const WASM = "\(.*\)";$/\1/p' rsa-signer.html | base64 -d | gunzip | sha256sum"#,
    r#"sed -n 's/^const WORKER_SOURCE = \(".*"\);$/\1/p' rsa-signer.html | python3 -c 'import json, sys; sys.stdout.write(json.load(sys.stdin))' | sha256sum"#,
];

/// Returns the text of the file.
pub(super) fn text(page: &Page, version: &str, date: &str) -> String {
    let [whole, wasm, worker] = hashes(page);
    let [of_page, of_wasm, of_worker] = COMMANDS;
    format!(
        "RSA Signer {version}, {date}

The page has the SHA-256
{whole}
    {of_page}

The program in it that handles the key, a wasm module, has
{wasm}
    {of_wasm}

The worker that it runs in has
{worker}
    {of_worker}

On macOS, shasum -a 256 stands in the place of sha256sum. On Windows: certutil -hashfile rsa-signer.html SHA256.

docs/reproduce.md says how to build the same bytes, docs/rebuilds.md who has, and how to verify where a release was built.
"
    )
}

fn hashes(page: &Page) -> [String; 3] {
    [page.text.as_bytes(), &page.wasm, page.worker.as_bytes()].map(sha256)
}

/// Runs the commands of the file in the folder of a release, and compares what they print with it.
pub(super) fn by_hand(folder: &Path, text: &str) -> Result<()> {
    for command in COMMANDS {
        let mut shell = Command::new("sh");
        let printed = process::output(shell.current_dir(folder).args(["-c", command]))?;
        let hash = printed.split_whitespace().next().unwrap_or_default();
        ensure!(
            hash.len() == 64 && text.contains(&format!("{hash}\n    {command}\n")),
            "{command} prints {printed}, which VERIFY.txt does not say."
        );
    }
    Ok(())
}
