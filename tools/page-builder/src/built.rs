//! The module that the build writes: `www/built.js` with its real values.
//!
//! Worker, wasm, words and programs are constants inside the one script, so that the script's hash in the
//! policy covers them. In a data block beside it, somebody could change them and the page would
//! still run.

use anyhow::Result;
use serde_json::json;

use crate::assemble::Sources;
use crate::bind::Bound;
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

/// Returns the module of that name with the real values. What others import from it is checked as
/// for any module.
pub(crate) fn module(sources: &Sources, bound: &Bound, edition: &Edition) -> Result<Module> {
    let words = serde_json::to_vec(&languages::together(&sources.catalogues)?)?;
    let worker = format!("\"use strict\";\n{}\n{}", bound.glue, sources.worker);
    let body = format!(
        "const BUILD = {};\nconst CATALOGUES = \"{}\";\nconst PROGRAMS = \"{}\";\nconst WORKER_SOURCE = {};\nconst WASM = \"{}\";\n",
        json!({ "version": edition.version, "date": edition.date }),
        pack::pack(&words)?,
        pack::pack(&serde_json::to_vec(&sources.programs)?)?,
        serde_json::to_string(&worker)?,
        pack::pack(&bound.wasm)?,
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
    use serde_json::Value;

    use super::*;
    use crate::fixture;

    #[test]
    fn values_stand_where_placeholders_stood() {
        let (mut sources, bound) = (fixture::sources(), fixture::bound());
        sources.worker = "`${a}` \\n \"q\";\n a < b".to_owned();
        let programs = &mut sources.programs;
        programs.insert("a.sh".to_owned(), "echo \"</script>\"\n".to_owned());
        let module = module(&sources, &bound, &fixture::edition()).unwrap();
        let lines: Vec<&str> = module.body.lines().collect();
        let [build, catalogues, programs, worker, wasm] = lines.as_slice() else {
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
        assert!(worker.ends_with(&sources.worker), "{worker}");
        assert_eq!(inside(wasm, "WASM"), bound.wasm);
        let words: Value = serde_json::from_slice(&inside(catalogues, "CATALOGUES")).unwrap();
        assert_eq!(words["page"]["title"], json!(["Title"]));
        let programs: Value = serde_json::from_slice(&inside(programs, "PROGRAMS")).unwrap();
        assert_eq!(programs, json!(sources.programs));
    }
}
