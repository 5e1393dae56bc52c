//! Makes a plain script of the module that wasm-bindgen writes for bundlers.
//!
//! That form of the glue loads nothing: it defines what the wasm imports, and is given what the wasm
//! exports. The bans hold that it stays so (`bans`).

use anyhow::{Context, Result, ensure};

use crate::module::Module;

/// The text of an unexpected value, for messages. The value may be somebody's key.
const DEBUG: &str = "\nfunction debugString(val) {\n";
/// What stands in its place: the value's type is enough.
const DEBUG_INSTEAD: &str = "\nfunction debugString(val) {\n    return typeof val;\n}\n";
/// Lines that only tell the names of Rust's types.
const NOTE: &str = "// Cast intrinsic for `";

/// Returns a script that defines `wasm_bindgen`: an object with every export of the module.
pub(crate) fn script(module: &str) -> Result<String> {
    let lines = module.split_inclusive('\n');
    let text: String = lines.filter(|line| !line.contains(NOTE)).collect();
    let module = Module::read("the binding glue", &without_debug(&text)?)?;
    ensure!(
        module.imports.is_empty(),
        "The binding glue imports a module. The page ships none that nobody here wrote."
    );
    Ok(format!(
        "const wasm_bindgen = (() => {{\n{}return {{ {} }};\n}})();\n",
        module.body,
        module.exports.join(", ")
    ))
}

/// The glue has this function only while the wasm asks for it.
fn without_debug(text: &str) -> Result<String> {
    let calls = text.matches("debugString(val) {").count();
    let Some((before, rest)) = text.split_once(DEBUG).filter(|_| calls == 1) else {
        ensure!(
            calls == 0,
            "The binding glue has another debugString than glue.rs knows."
        );
        return Ok(text.to_owned());
    };
    let (_, after) = rest
        .split_once("\n}\n")
        .context("The binding glue's debugString has no end.")?;
    Ok(format!("{before}{DEBUG_INSTEAD}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::GLUE;

    #[test]
    fn the_module_becomes_an_object_of_its_exports() {
        let script = script(GLUE).unwrap();
        assert!(script.starts_with("const wasm_bindgen = (() => {\nlet wasm;\nfunction"));
        assert!(script.ends_with(
            "return { __wbg_set_wasm, serve, __wbg_now_0123, __wbg___wbindgen_debug_string_0123 };\n})();\n"
        ));
        assert!(!script.contains("export") && !script.contains(NOTE));
    }

    #[test]
    fn a_value_is_described_by_its_type_alone() {
        let script = script(GLUE).unwrap();
        assert!(script.contains(DEBUG_INSTEAD) && !script.contains("String(val)}"));
        let twice = format!("{GLUE}{DEBUG}    return val;\n}}\n");
        let unknown = GLUE.replace(DEBUG, "\nconst f = function debugString(val) {\n");
        for glue in [twice, unknown] {
            assert!(super::script(&glue).is_err(), "{glue}");
        }
    }

    #[test]
    fn a_module_of_somebody_else_is_refused() {
        let glue = format!("import {{ a }} from \"./a.js\";\n{GLUE}");
        assert!(script(&glue).is_err());
    }
}
