//! One JavaScript module of `www/`, in the small part of the language that the build can join.
//!
//! Statements that start in the first column are the module's own; `import` and `export` are only
//! looked for there. That is what keeps this a page long instead of a parser.

use anyhow::{Context, Result, bail};

/// The words that may follow `export`, each declaring one name.
const DECLARATIONS: [&str; 5] = ["async function ", "class ", "const ", "function ", "let "];

/// A module, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Module {
    /// The name of its file in `www/`.
    pub(crate) file: String,
    /// What it takes from others: the file and the names.
    pub(crate) imports: Vec<Import>,
    /// The names that it gives.
    pub(crate) exports: Vec<String>,
    /// Every name that it declares in its outermost scope.
    pub(crate) names: Vec<String>,
    /// Its text without imports and without the word `export`.
    pub(crate) body: String,
}

/// One import statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Import {
    /// The name of the other module's file.
    pub(crate) file: String,
    /// The names that are taken from it.
    pub(crate) names: Vec<String>,
}

impl Module {
    /// Reads a module's text.
    pub(crate) fn read(file: &str, text: &str) -> Result<Self> {
        let mut module = Self {
            file: file.to_owned(),
            imports: Vec::new(),
            exports: Vec::new(),
            names: Vec::new(),
            body: String::new(),
        };
        module.take(text).with_context(|| format!("www/{file}"))?;
        Ok(module)
    }

    fn take(&mut self, text: &str) -> Result<()> {
        let mut rest = text;
        while !rest.is_empty() {
            if rest.starts_with("import") {
                rest = self.take_import(rest)?;
                continue;
            }
            let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
            self.take_line(line)?;
            rest = after;
        }
        Ok(())
    }

    fn take_import<'a>(&mut self, text: &'a str) -> Result<&'a str> {
        let context = || {
            let line = text.lines().next().unwrap_or_default();
            format!("`{line}`: the build knows only `import {{ a, b }} from \"./x.js\";`.")
        };
        let (statement, after) = text.split_once(";\n").with_context(context)?;
        self.imports.push(import(statement).with_context(context)?);
        Ok(after)
    }

    fn take_line(&mut self, line: &str) -> Result<()> {
        let plain = match line.strip_prefix("export ") {
            Some(declaration) => {
                self.exports.push(exported(line, declaration)?);
                declaration
            }
            None => line,
        };
        refuse_leftovers(plain)?;
        self.names.extend(declared(plain));
        self.body.push_str(plain);
        self.body.push('\n');
        Ok(())
    }
}

fn import(statement: &str) -> Option<Import> {
    let inside = statement
        .strip_prefix("import")?
        .trim_start()
        .strip_prefix('{')?;
    let (names, from) = inside.split_once('}')?;
    let from = from.trim().strip_prefix("from")?.trim();
    let file = from.strip_prefix("\"./")?.strip_suffix('"')?;
    let names: Vec<String> = names
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    let plain = !names.is_empty() && names.iter().all(|name| is_name(name));
    plain.then(|| Import {
        file: file.to_owned(),
        names,
    })
}

fn exported(line: &str, declaration: &str) -> Result<String> {
    declared(declaration).with_context(|| {
        format!(
            "`{line}`: the build knows `export` only before const, let, function, async function \
             and class, each with one name."
        )
    })
}

/// The name that a line in the first column declares.
fn declared(line: &str) -> Option<String> {
    let after = DECLARATIONS
        .iter()
        .find_map(|word| line.strip_prefix(word))?;
    let after = after.trim_start_matches('*').trim_start();
    let name: String = after.chars().take_while(|c| is_name_part(*c)).collect();
    is_name(&name).then_some(name)
}

/// What is left of the module syntax would be an error of syntax in the page.
fn refuse_leftovers(line: &str) -> Result<()> {
    let start = line.trim_start();
    for word in ["import ", "import{", "export ", "export{"] {
        if start.starts_with(word) {
            bail!("`{start}`: write imports and exports in the first column, alone in their line.");
        }
    }
    if line.starts_with("await ") {
        bail!(
            "`{line}`: the page is one plain script, where nothing waits in the outermost scope."
        );
    }
    Ok(())
}

fn is_name(text: &str) -> bool {
    text.chars().all(is_name_part) && text.chars().next().is_some_and(|c| !c.is_ascii_digit())
}

fn is_name_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_and_exports_are_taken_out() {
        let text = "// A.\nimport { a, b } from \"./x.js\";\nimport {\n  c,\n} from \"./y.js\";\n\
                    const d = 1;\nexport async function e() {\n  return a;\n}\nexport class F {}\n";
        let module = Module::read("m.js", text).unwrap();
        assert_eq!(
            module.body,
            "// A.\nconst d = 1;\nasync function e() {\n  return a;\n}\nclass F {}\n"
        );
        assert_eq!(module.exports, ["e", "F"]);
        assert_eq!(module.names, ["d", "e", "F"]);
        let taken: Vec<_> = module
            .imports
            .iter()
            .map(|it| (it.file.as_str(), it.names.len()))
            .collect();
        assert_eq!(taken, [("x.js", 2), ("y.js", 1)]);
    }

    #[test]
    fn everything_else_is_refused_with_the_file_and_the_line() {
        for line in [
            "import a from \"./x.js\";",
            "import * as a from \"./x.js\";",
            "import { a as b } from \"./x.js\";",
            "import \"./x.js\";",
            "import { a } from './x.js';",
            "import { a } from \"x\";",
            "import { } from \"./x.js\";",
            "import(\"./x.js\");",
            "export default 1;",
            "export { a };",
            "export { a } from \"./x.js\";",
            "export * from \"./x.js\";",
            "export const { a } = b;",
            "  export const a = 1;",
            "  import { a } from \"./x.js\";",
            "await a();",
        ] {
            let text = format!(
                "{:#}",
                Module::read("m.js", &format!("{line}\n")).unwrap_err()
            );
            assert!(
                text.contains("www/m.js") && text.contains(line.trim()),
                "{text}"
            );
        }
    }

    #[test]
    fn words_that_only_start_like_statements_are_code() {
        let module = Module::read("m.js", "exporter();\n  important = 1;\nlet awaited;\n").unwrap();
        assert_eq!(module.names, ["awaited"]);
        assert!(
            Module::read("m.js", "importer();\n").is_err(),
            "the first column is read strictly"
        );
    }
}
