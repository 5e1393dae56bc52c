//! What the project's own files say about building it: `wasm-pack.toml`, `Cargo.toml`,
//! `rust-toolchain.toml` and `.cargo/config.toml`. Each fact stands in one of them.

use anyhow::{Context, Result};
use toml::{Table, Value};

use crate::project::Project;
use crate::target::TARGET;

/// Returns the cargo profile that the page's wasm is built with.
pub(crate) fn profile(project: &Project) -> Result<String> {
    text(project, "wasm-pack.toml", "page.profile")
}

/// Returns the version of a tool that the tests use.
pub fn tool(project: &Project, package: &str) -> Result<String> {
    text(project, "wasm-pack.toml", &format!("tools.{package}"))
}

/// Returns the toolchain that `rust-toolchain.toml` pins.
pub fn channel(project: &Project) -> Result<String> {
    text(project, "rust-toolchain.toml", "toolchain.channel")
}

/// Returns the name of the package that the page is made of.
pub fn name(project: &Project) -> Result<String> {
    text(project, "Cargo.toml", "package.name")
}

/// Returns the version of the page, of the command line and of the npm package.
pub fn version(project: &Project) -> Result<String> {
    text(project, "Cargo.toml", "workspace.package.version")
}

/// Returns the date of that version, `2026-11-28`.
pub fn date(project: &Project) -> Result<String> {
    text(project, "Cargo.toml", "package.metadata.release.date")
}

/// Returns the compiler's flags for wasm. Cargo leaves them out as soon as it is handed any flags, and
/// the page's build must hand it the names of folders.
pub(crate) fn flags(project: &Project) -> Result<Vec<String>> {
    let (file, place) = (".cargo/config.toml", format!("target.{TARGET}.rustflags"));
    let table = table(project, file)?;
    let flags = value(&table, &place).and_then(Value::as_array);
    let words: Option<Vec<_>> = flags.and_then(|all| all.iter().map(owned).collect());
    words.with_context(|| format!("{file} has no list of texts at {place}."))
}

/// Reads a TOML file of the tree.
pub fn table(project: &Project, file: &str) -> Result<Table> {
    let context = || format!("{file} is not TOML.");
    project.read(file)?.parse().with_context(context)
}

fn text(project: &Project, file: &str, place: &str) -> Result<String> {
    let table = table(project, file)?;
    let text = value(&table, place).and_then(owned);
    text.with_context(|| format!("{file} has no text at {place}."))
}

/// The value at a place such as `package.version`.
fn value<'t>(table: &'t Table, place: &str) -> Option<&'t Value> {
    let mut keys = place.split('.');
    let first = table.get(keys.next()?)?;
    keys.try_fold(first, |value, key| value.get(key))
}

fn owned(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_this_project_say_what_is_asked() {
        let project = Project::here();
        assert_eq!(profile(&project).unwrap(), "page");
        assert_eq!(name(&project).unwrap(), "anaplan-rsa-signer");
        assert_eq!(date(&project).unwrap().len(), 10);
        assert!(tool(&project, "nothing").is_err());
        let flags = flags(&project).unwrap();
        assert!(flags.contains(&"target-feature=+simd128".to_owned()));
        assert!(flags.contains(&"cpubits=\"32\"".to_owned()), "{flags:?}");
    }
}
