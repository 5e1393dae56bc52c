//! Cuts out of the glue everything that could load something.
//!
//! wasm-bindgen writes JavaScript that can fetch the wasm. The page holds its wasm, and the code
//! that stands beside the private key must have no way out. Each cut insists on finding what it
//! cuts: when a new version of wasm-bindgen writes something else, the build stops and a person
//! looks.

use anyhow::{Context, Result, bail};

use crate::bans;

/// Blocks that only load, each named by its first line; each ends with a `}` below its first letter.
const LOADING: [&str; 3] = [
    "    async function __wbg_load(module, imports) {",
    "    async function __wbg_init(module_or_path) {",
    "    async function __wbg_init_once(module_or_path) {",
];
/// Where the glue looks for the address that it was loaded from, and asks that address for wasm.
const ADDRESS: [&str; 2] = [
    "    let script_src;\n",
    "    if (typeof document !== 'undefined' && document.currentScript !== null) {",
];
/// A line that belongs to the cut blocks.
const PROMISE: &str = "    let __wbg_init_promise;\n";
/// What the glue gives to others, and what is left to give.
const GIVEN: (&str, &str) = (
    "return Object.assign(__wbg_init, { initSync }, exports);",
    "return Object.assign({ initSync }, exports);",
);
/// A way of starting that nobody here uses and that writes to the console.
const DEPRECATED: (&str, &str) = (
    " else {\n                console.warn('using deprecated parameters for `initSync()`; pass a single \
     object instead')\n            }",
    "",
);
/// The text of an unexpected value, for messages. The value may be somebody's key.
const DEBUG: &str = "    function debugString(val) {";
/// What stands in its place: the value's type is enough.
const DEBUG_INSTEAD: &str = "    function debugString(val) {\n        return typeof val;\n    }\n";

/// Lines that only tell the names of Rust's types.
const NOTE: &str = "                // Cast intrinsic for `";

/// What must not be left, beside what the whole page must not hold.
const LEFTOVERS: [&str; 9] = [
    "Request",
    "Response",
    "__wbg_init",
    "__wbg_load",
    "document",
    "import.meta",
    "module_or_path",
    "require",
    "script_src",
];

/// The glue without its loading path.
pub(crate) fn cut(glue: &str) -> Result<String> {
    let mut text = replaced(glue, ADDRESS[0], "")?;
    text = without_block(&text, ADDRESS[1])?;
    for first_line in LOADING {
        text = without_block(&text, first_line)?;
    }
    text = replaced(&text, PROMISE, "")?;
    text = replaced(&text, GIVEN.0, GIVEN.1)?;
    text = replaced(&text, DEPRECATED.0, DEPRECATED.1)?;
    // The glue has this function only while the wasm asks for it.
    if text.contains(DEBUG) {
        text = block_replaced(&text, DEBUG, DEBUG_INSTEAD)?;
    }
    text = text
        .split_inclusive('\n')
        .filter(|line| !line.contains(NOTE))
        .collect();
    for leftover in LEFTOVERS {
        if let Some(line) = bans::line_with(&text, leftover) {
            bail!(
                "The glue still holds `{leftover}` after the cuts: `{}`. {LOOK}",
                line.trim()
            );
        }
    }
    Ok(text)
}

const LOOK: &str = "wasm-bindgen writes other glue than tools/page-builder/src/glue.rs knows: read the new \
                    glue and put the cuts there right.";

fn replaced(text: &str, from: &str, to: &str) -> Result<String> {
    if text.matches(from).count() != 1 {
        bail!(
            "The glue does not hold `{}` exactly once. {LOOK}",
            from.trim()
        );
    }
    Ok(text.replacen(from, to, 1))
}

fn without_block(text: &str, first_line: &str) -> Result<String> {
    block_replaced(text, first_line, "")
}

/// Puts something in the place of a block, from its first line to the `}` below that line's start.
fn block_replaced(text: &str, first_line: &str, instead: &str) -> Result<String> {
    let told = || {
        format!(
            "The glue does not hold the block `{}`. {LOOK}",
            first_line.trim()
        )
    };
    let (before, rest) = text
        .split_once(&format!("{first_line}\n"))
        .with_context(told)?;
    let indentation: String = first_line.chars().take_while(|c| *c == ' ').collect();
    let (_, after) = rest
        .split_once(&format!("\n{indentation}}}\n"))
        .with_context(told)?;
    if after.contains(first_line) {
        bail!(
            "The glue holds the block `{}` twice. {LOOK}",
            first_line.trim()
        );
    }
    Ok(format!(
        "{before}{instead}{}",
        after.trim_start_matches('\n')
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::GLUE;

    #[test]
    fn the_loading_path_is_cut_and_the_rest_is_kept() {
        let cut = cut(GLUE).unwrap();
        for gone in [
            "fetch",
            "Streaming",
            "currentScript",
            "location",
            "console",
            "Function(",
        ] {
            assert!(!cut.contains(gone), "{gone}");
        }
        for kept in [
            "function initSync(module) {",
            "exports.serve = serve;",
            "__wbg_get_imports",
            "return typeof val;",
        ] {
            assert!(cut.contains(kept), "{kept}");
        }
        assert_eq!(cut.matches('{').count(), cut.matches('}').count());
    }

    #[test]
    fn glue_without_what_is_cut_is_refused() {
        for (from, to) in [
            ("let script_src;", "let address;"),
            ("document.currentScript !== null", "document.currentScript"),
            ("__wbg_load(module, imports) {", "__wbg_load(module) {"),
            ("let __wbg_init_promise;", "let promise;"),
            ("Object.assign(__wbg_init", "Object.assign(init"),
            ("using deprecated parameters for `initSync()`", "deprecated"),
        ] {
            assert!(GLUE.contains(from), "{from}");
            assert!(
                cut(&GLUE.replace(from, to))
                    .unwrap_err()
                    .to_string()
                    .contains("glue.rs"),
                "{from}"
            );
        }
    }

    #[test]
    fn a_new_way_to_load_is_refused() {
        let glue = GLUE.replace(
            "exports.serve = serve;",
            "exports.load = () => new Request(1);",
        );
        assert!(cut(&glue).unwrap_err().to_string().contains("`Request`"));
    }

    #[test]
    fn glue_without_debug_texts_needs_no_cut_there() {
        let start = GLUE.find(DEBUG).unwrap();
        let end = GLUE.get(start..).unwrap().find("\n    }\n").unwrap();
        let mut glue = GLUE.to_owned();
        glue.replace_range(start..start + end + 7, "");
        assert!(!cut(&glue).unwrap().contains("debugString(val)"));
    }
}
