//! The module that the build writes: `www/built.js` with its real values.
//!
//! Worker and wasm are constants inside the one script, so that the script's hash in the policy
//! covers them. In a data block beside it, somebody could change them and the page would still run.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use serde_json::{Value, json};

use super::module::Module;
use super::pack;

/// The name of the file whose text is replaced.
pub(crate) const FILE: &str = "built.js";

/// What the modules import from it.
const NAMES: [&str; 4] = ["BUILD", "CATALOGUES", "WASM", "WORKER_SOURCE"];

/// The real values.
#[derive(Debug)]
pub(crate) struct Values<'v> {
    /// Every catalogue under the name of its language.
    pub(crate) catalogues: &'v BTreeMap<String, Value>,
    /// The version in Cargo.toml.
    pub(crate) version: &'v str,
    /// The wasm, bound.
    pub(crate) wasm: &'v [u8],
    /// The whole source of the worker.
    pub(crate) worker: &'v str,
}

/// Replaces the placeholders, once it is sure that they are the same names.
pub(crate) fn module(placeholders: &Module, values: &Values<'_>) -> Result<Module> {
    let mut exports = placeholders.exports.clone();
    exports.sort();
    if exports != NAMES {
        bail!(
            "www/{FILE} must export {}, and nothing else.",
            NAMES.join(", ")
        );
    }
    let body = format!(
        "const BUILD = {};\nconst CATALOGUES = {};\nconst WORKER_SOURCE = `{}`;\nconst WASM = \"{}\";\n",
        object(&json!({ "version": values.version }))?,
        object(&json!(values.catalogues))?,
        inside_backticks(values.worker),
        pack::pack(values.wasm)?,
    );
    let names = NAMES.map(str::to_owned).to_vec();
    Ok(Module {
        file: FILE.to_owned(),
        imports: Vec::new(),
        exports: names.clone(),
        names,
        body,
    })
}

/// JSON that is also safe inside a script.
fn object(value: &Value) -> Result<String> {
    Ok(safe_inside_script(&serde_json::to_string(value)?))
}

/// A text as the inside of a template literal: its lines stay lines, so that people can read it.
fn inside_backticks(text: &str) -> String {
    let text = text
        .replace('\\', "\\\\")
        .replace('`', "\\`")
        .replace("${", "\\${");
    safe_inside_script(&text)
}

/// Escapes each `<` that HTML could take for markup.
fn safe_inside_script(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let markup = characters
            .peek()
            .is_some_and(|c| c.is_ascii_alphabetic() || "!/?".contains(*c));
        match character {
            '<' if markup => safe.push_str("\\x3C"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(catalogues: &BTreeMap<String, Value>) -> Values<'_> {
        Values {
            catalogues,
            version: "1.2.3",
            wasm: b"\0asm",
            worker: "`${a}` \\n </script> a < b",
        }
    }

    fn placeholders(text: &str) -> Module {
        Module::read(FILE, text).unwrap()
    }

    const PLACEHOLDERS: &str = "export const WORKER_SOURCE = \"\";\nexport const WASM = \"\";\n\
                                export const CATALOGUES = {};\nexport const BUILD = {};\n";

    #[test]
    fn values_stand_where_placeholders_stood() {
        let catalogues = BTreeMap::from([("en".to_owned(), json!({ "page": { "a": "<b>" } }))]);
        let module = module(&placeholders(PLACEHOLDERS), &values(&catalogues)).unwrap();
        assert!(
            module
                .body
                .contains("const BUILD = {\"version\":\"1.2.3\"};\n"),
            "{}",
            module.body
        );
        assert!(
            module
                .body
                .contains("{\"en\":{\"page\":{\"a\":\"\\x3Cb>\"}}};\n"),
            "{}",
            module.body
        );
        let worker = "const WORKER_SOURCE = `\\`\\${a}\\` \\\\n \\x3C/script> a < b`;\n";
        assert!(module.body.contains(worker), "{}", module.body);
    }

    #[test]
    fn other_placeholders_are_refused() {
        let catalogues = BTreeMap::new();
        for text in [
            PLACEHOLDERS.replace("export const BUILD = {};\n", ""),
            format!("{PLACEHOLDERS}export const MORE = 1;\n"),
        ] {
            assert!(
                module(&placeholders(&text), &values(&catalogues)).is_err(),
                "{text}"
            );
        }
    }
}
