//! The module that the build writes: `www/built.js` with its real values.
//!
//! Worker, wasm, words and programs are constants inside the one script, so that the script's hash in the
//! policy covers them. In a data block beside it, somebody could change them and the page would
//! still run.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use serde_json::{Value, json};

use crate::languages;
use crate::module::Module;
use crate::pack;

/// The name of the file whose text is replaced.
pub(crate) const FILE: &str = "built.js";

/// What the modules import from it.
const NAMES: [&str; 5] = ["BUILD", "CATALOGUES", "PROGRAMS", "WASM", "WORKER_SOURCE"];

/// Which build it is, as Cargo.toml says. The date is the version's, not the day on which somebody built it.
#[derive(Debug)]
pub(crate) struct Edition {
    pub(crate) version: String,
    /// `2026-11-28`.
    pub(crate) date: String,
}

/// The real values.
#[derive(Debug)]
pub(crate) struct Values<'v> {
    /// Every catalogue under the name of its language.
    pub(crate) catalogues: &'v BTreeMap<String, Value>,
    /// The text of every program of `automation/` under the name of its file.
    pub(crate) programs: &'v BTreeMap<String, String>,
    /// Which build this is.
    pub(crate) edition: &'v Edition,
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
    let words = serde_json::to_vec(&languages::together(values.catalogues)?)?;
    let body = format!(
        "const BUILD = {};\nconst CATALOGUES = \"{}\";\nconst PROGRAMS = \"{}\";\nconst WORKER_SOURCE = {};\nconst WASM = \"{}\";\n",
        json!({ "version": values.edition.version, "date": values.edition.date }),
        pack::pack(&words)?,
        pack::pack(&serde_json::to_vec(values.programs)?)?,
        serde_json::to_string(values.worker)?,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    fn values<'v>(
        catalogues: &'v BTreeMap<String, Value>,
        programs: &'v BTreeMap<String, String>,
        edition: &'v Edition,
    ) -> Values<'v> {
        Values {
            catalogues,
            programs,
            edition,
            wasm: b"\0asm",
            worker: "`${a}` \\n \"q\";\n a < b",
        }
    }

    fn placeholders(text: &str) -> Module {
        Module::read(FILE, text).unwrap()
    }

    const PLACEHOLDERS: &str = "export const WORKER_SOURCE = \"\";\nexport const WASM = \"\";\n\
                                export const CATALOGUES = \"\";\nexport const PROGRAMS = \"\";\nexport const BUILD = {};\n";

    #[test]
    fn values_stand_where_placeholders_stood() {
        let catalogues = BTreeMap::from([(
            "en".to_owned(),
            json!({ "language": "English", "page": { "a": "<b>" }, "notices": {} }),
        )]);
        let programs = BTreeMap::from([("a.sh".to_owned(), "echo \"</script>\"\n".to_owned())]);
        let edition = fixture::edition();
        let values = values(&catalogues, &programs, &edition);
        let module = module(&placeholders(PLACEHOLDERS), &values).unwrap();
        let lines: Vec<&str> = module.body.lines().collect();
        let [build, catalogues, packed_programs, worker, wasm] = lines.as_slice() else {
            panic!("{}", module.body)
        };
        assert_eq!(
            *build,
            "const BUILD = {\"date\":\"2026-11-28\",\"version\":\"1.2.3\"};"
        );
        let inside = |line: &str, name: &str| {
            let start = format!("const {name} = \"");
            let text = line.strip_prefix(&start).unwrap();
            pack::unpack(text.strip_suffix("\";").unwrap()).unwrap()
        };
        let worker = worker.strip_prefix("const WORKER_SOURCE = ").unwrap();
        let worker: String = serde_json::from_str(worker.strip_suffix(';').unwrap()).unwrap();
        assert_eq!(worker, values.worker);
        assert_eq!(inside(wasm, "WASM"), values.wasm);
        let words: Value = serde_json::from_slice(&inside(catalogues, "CATALOGUES")).unwrap();
        assert_eq!(words["page"]["a"], json!(["<b>"]));
        let unpacked = inside(packed_programs, "PROGRAMS");
        assert_eq!(
            serde_json::from_slice::<Value>(&unpacked).unwrap(),
            json!(programs)
        );
    }

    #[test]
    fn other_placeholders_are_refused() {
        let (catalogues, programs) = (BTreeMap::new(), BTreeMap::new());
        for text in [
            PLACEHOLDERS.replace("export const BUILD = {};\n", ""),
            format!("{PLACEHOLDERS}export const MORE = 1;\n"),
        ] {
            assert!(
                module(
                    &placeholders(&text),
                    &values(&catalogues, &programs, &fixture::edition())
                )
                .is_err(),
                "{text}"
            );
        }
    }
}
