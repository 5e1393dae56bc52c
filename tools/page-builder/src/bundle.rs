//! Joins the modules of `www/` into one script.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};

use crate::module::Module;

/// The module that nobody imports.
pub(crate) const ENTRY: &str = "main.js";

/// One plain script with every module, each after those that it imports.
pub(crate) fn bundle(modules: Vec<Module>) -> Result<String> {
    let modules: BTreeMap<String, Module> = modules
        .into_iter()
        .map(|module| (module.file.clone(), module))
        .collect();
    let mut order = Order {
        modules: &modules,
        done: Vec::new(),
        begun: Vec::new(),
    };
    order.visit(ENTRY)?;
    let ordered = order.done;
    nothing_is_left_over(&modules, &ordered)?;
    names_are_unique(&ordered)?;
    let mut script = String::from("\n(() => {\n\"use strict\";\n");
    for module in ordered {
        script.push_str(&format!("\n// {}\n{}", module.file, module.body));
    }
    script.push_str("})();\n");
    Ok(script)
}

/// A walk from the first module along its imports.
struct Order<'m> {
    modules: &'m BTreeMap<String, Module>,
    done: Vec<&'m Module>,
    begun: Vec<String>,
}

impl Order<'_> {
    fn visit(&mut self, file: &str) -> Result<()> {
        if self.done.iter().any(|module| module.file == file) {
            return Ok(());
        }
        if self.begun.iter().any(|begun| begun == file) {
            bail!(
                "The modules import each other in a circle: {} → {file}.",
                self.begun.join(" → ")
            );
        }
        let importer = self.begun.last().map_or("the build", String::as_str);
        let module = self
            .modules
            .get(file)
            .with_context(|| format!("There is no module www/{file}, which {importer} imports."))?;
        self.begun.push(file.to_owned());
        for import in &module.imports {
            self.visit(&import.file)?;
            self.gives(&import.file, &import.names, file)?;
        }
        self.begun.pop();
        self.done.push(module);
        Ok(())
    }

    fn gives(&self, file: &str, names: &[String], importer: &str) -> Result<()> {
        let exports = self
            .modules
            .get(file)
            .map(|module| module.exports.as_slice());
        for name in names {
            if !exports.unwrap_or_default().contains(name) {
                bail!("www/{importer} imports `{name}`, which www/{file} does not export.");
            }
        }
        Ok(())
    }
}

/// Code that nobody runs would be read, tested and kept for nothing.
fn nothing_is_left_over(modules: &BTreeMap<String, Module>, ordered: &[&Module]) -> Result<()> {
    for file in modules.keys() {
        if !ordered.iter().any(|module| module.file == *file) {
            bail!("Nobody imports www/{file}. Delete it, or import it.");
        }
    }
    Ok(())
}

/// The modules lose their own scopes in the page, so their names must not meet.
fn names_are_unique(ordered: &[&Module]) -> Result<()> {
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    for module in ordered {
        let names: BTreeSet<&str> = module.names.iter().map(String::as_str).collect();
        for name in names {
            if let Some(other) = seen.insert(name, &module.file) {
                bail!(
                    "www/{other} and www/{} both declare `{name}`. Rename one.",
                    module.file
                );
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bundles modules, each a line `FILE: STATEMENT | STATEMENT`.
    fn joined(files: &str) -> Result<String> {
        let modules = files.lines().map(|line| {
            let (file, code) = line.trim().split_once(": ").unwrap();
            Module::read(file, &(code.replace(" | ", "\n") + "\n")).unwrap()
        });
        bundle(modules.collect())
    }

    #[test]
    fn modules_stand_after_what_they_import_and_only_once() {
        let script = joined(
            r#"a.js: import { c } from "./c.js"; | export const a = c;
            b.js: import { c } from "./c.js"; | export const b = c;
            c.js: export const c = 1;
            main.js: import { b } from "./b.js"; | import { a } from "./a.js"; | a + b;"#,
        );
        assert_eq!(
            script.unwrap(),
            "\n(() => {\n\"use strict\";\n\n// c.js\nconst c = 1;\n\n// b.js\nconst b = c;\n\n\
             // a.js\nconst a = c;\n\n// main.js\na + b;\n})();\n"
        );
    }

    #[test]
    fn what_cannot_be_joined_is_named() {
        for (files, words) in [
            (
                r#"main.js: import { a } from "./a.js";
                a.js: import { b } from "./b.js"; | export const a = 1;
                b.js: import { a } from "./a.js"; | export const b = 1;"#,
                "main.js → a.js → b.js → a.js",
            ),
            (r#"main.js: import { a } from "./a.js"; | a;"#, "www/a.js"),
            (
                r#"main.js: import { b } from "./a.js"; | b;
                a.js: export const a = 1;"#,
                "`b`",
            ),
            ("main.js: 1;\na.js: 1;", "www/a.js"),
            (
                r#"main.js: import { a } from "./a.js"; | const hidden = a;
                a.js: const hidden = 1; | export const a = hidden;"#,
                "`hidden`",
            ),
        ] {
            let text = joined(files).unwrap_err().to_string();
            assert!(text.contains(words), "{text}");
        }
    }
}
