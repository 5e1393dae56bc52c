//! Compiles the core to wasm with the profile that `wasm-pack.toml` names.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process;
use crate::project::Project;
use crate::target::TARGET;
use crate::{remap, settings};

/// The wasm as the compiler writes it.
pub(crate) fn build(project: &Project) -> Result<Vec<u8>> {
    let profile = settings::profile(project)?;
    let words = format!("build --lib --locked --target {TARGET} --profile {profile}");
    let mut cargo = process::cargo(project.root(), &words);
    let flags = remap::encoded_flags(project, &settings::flags(project)?)?;
    cargo
        .arg("--message-format=json-render-diagnostics")
        .env("CARGO_ENCODED_RUSTFLAGS", flags);
    let path = artifact(&process::output(&mut cargo)?)?;
    fs::read(&path).with_context(|| format!("{} cannot be read.", path.display()))
}

/// Asks cargo's own report where the file is, because folder and name depend on settings.
fn artifact(messages: &str) -> Result<PathBuf> {
    let messages = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let files = messages.filter_map(|message| match message.get("filenames") {
        Some(Value::Array(files)) => Some(files.clone()),
        _ => None,
    });
    files
        .flatten()
        .filter_map(|file| file.as_str().map(PathBuf::from))
        .find(|file| file.extension().is_some_and(|ending| ending == "wasm"))
        .context("cargo built no wasm: Cargo.toml must have crate-type `cdylib`.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_artifact_is_found_in_the_report() {
        let report = "{\"reason\":\"compiler-artifact\",\"filenames\":[\"/t/liba.rlib\"]}\n\
                      {\"reason\":\"compiler-artifact\",\"filenames\":[\"/t/b.rlib\",\"/t/b.wasm\"]}\n\
                      {\"reason\":\"build-finished\",\"success\":true}\n";
        assert_eq!(artifact(report).unwrap(), PathBuf::from("/t/b.wasm"));
        assert!(artifact("{\"reason\":\"build-finished\"}\n").is_err());
    }
}
