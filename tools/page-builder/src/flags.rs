//! The compiler's flags that `.cargo/config.toml` has for wasm.
//!
//! Cargo leaves them out as soon as it is handed any flags, and the page's build must hand it the names
//! of folders.

use anyhow::{Context, Result};
use toml::{Table, Value};

use crate::project::Project;
use crate::target::TARGET;

/// Where cargo looks for them.
const FILE: &str = ".cargo/config.toml";

/// Reads them from the tree.
pub(crate) fn read(project: &Project) -> Result<Vec<String>> {
    of(&project.read(FILE)?)
}

fn of(text: &str) -> Result<Vec<String>> {
    let table: Table = text
        .parse()
        .with_context(|| format!("{FILE} is not TOML."))?;
    let target = table.get("target").and_then(|all| all.get(TARGET));
    let flags = target
        .and_then(|it| it.get("rustflags"))
        .and_then(Value::as_array)
        .with_context(|| format!("{FILE} has no list at target.{TARGET}.rustflags."))?;
    let word = |flag: &Value| flag.as_str().map(str::to_owned);
    let words: Option<Vec<_>> = flags.iter().map(word).collect();
    words.with_context(|| format!("{FILE}: every flag of {TARGET} must be a text."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_project_has_flags_for_wasm() {
        let flags = read(&Project::here()).unwrap();
        assert!(
            flags.contains(&"target-feature=+simd128".to_owned()),
            "{flags:?}"
        );
        assert!(flags.contains(&"cpubits=\"32\"".to_owned()), "{flags:?}");
    }

    #[test]
    fn flags_are_read_in_their_order_and_nothing_else_is_taken_for_them() {
        let text = "[target.wasm32-unknown-unknown]\nrustflags = ['--cfg', 'a=\"b\"']";
        assert_eq!(of(text).unwrap(), ["--cfg", "a=\"b\""]);
        assert!(of("[alias]").is_err());
        assert!(of("[target.wasm32-unknown-unknown]\nrustflags = [1]").is_err());
        assert!(of("[target.wasm32-unknown-unknown]\nrustflags = 'a b'").is_err());
    }
}
