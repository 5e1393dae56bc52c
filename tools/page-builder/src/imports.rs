//! What the wasm may call: every import, compared with the list that people agreed to.
//!
//! Wasm can do nothing but compute and call its imports. So this list says what the code that
//! holds the private key can do to the world, and each change of it deserves a person's look.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, bail};
use wasmparser::{Parser, Payload};

use crate::project::Project;

/// The list that people agreed to.
const AGREED: &str = "tools/page-builder/wasm-imports.txt";
/// What stands at its top.
const HEAD: &str = "\
# What the page's wasm may call, one import a line, without the hashes that wasm-bindgen appends.
# `cargo xtask page` stops when the wasm asks for anything else; `--accept-imports` rewrites this.
";
/// The letters of a hash that wasm-bindgen appends.
const HASH: usize = 16;

/// Compares the wasm's imports with the list, or rewrites the list.
pub(crate) fn agree(project: &Project, wasm: &[u8], accept: bool) -> Result<()> {
    let asked = imports(wasm)?;
    if accept {
        let text = format!("{HEAD}{}\n", asked.join("\n"));
        return fs::write(project.path(AGREED), text)
            .with_context(|| format!("{AGREED} cannot be written."));
    }
    let agreed = project.read(AGREED).unwrap_or_default();
    let difference = difference(&listed(&agreed), &asked);
    if difference.is_empty() {
        return Ok(());
    }
    bail!(
        "The wasm does not import what {AGREED} lists:\n{}\nIf that is meant, run `cargo xtask page \
         --accept-imports` and let somebody review the change.",
        difference.join("\n")
    )
}

/// Every import as `module.name`, sorted. Several imports may differ in their hash only.
pub(crate) fn imports(wasm: &[u8]) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let Payload::ImportSection(section) = payload.context("The wasm cannot be read.")? else {
            continue;
        };
        for import in section.into_imports() {
            let import = import.context("The wasm's imports cannot be read.")?;
            found.push(format!("{}.{}", import.module, without_hash(import.name)));
        }
    }
    found.sort();
    Ok(found)
}

fn without_hash(name: &str) -> &str {
    match name.rsplit_once('_') {
        Some((name, hash)) if hash.len() == HASH && hash.chars().all(|c| c.is_ascii_hexdigit()) => {
            name
        }
        _ => name,
    }
}

fn listed(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(str::to_owned)
        .collect()
}

/// The lines that one of the lists has more often than the other.
fn difference(agreed: &[String], asked: &[String]) -> Vec<String> {
    let mut counts: BTreeMap<&String, i32> = BTreeMap::new();
    for (list, by) in [(agreed, -1), (asked, 1)] {
        for line in list {
            let count = counts.entry(line).or_default();
            *count = count.saturating_add(by);
        }
    }
    counts.retain(|_, count| *count != 0);
    let sign = |count: i32| if count < 0 { '-' } else { '+' };
    let lines = counts.into_iter();
    lines
        .map(|(line, count)| format!("{} {line}", sign(count)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn imports_are_read_without_their_hashes() {
        // (module (import "m" "f_0123456789abcdef" (func)) (import "m" "g_1" (func)))
        let mut wasm = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x02\x20\x02".to_vec();
        wasm.extend(b"\x01m\x12f_0123456789abcdef\0\0");
        wasm.extend(b"\x01m\x03g_1\0\0");
        assert_eq!(imports(&wasm).unwrap(), ["m.f", "m.g_1"]);
    }

    #[test]
    fn broken_wasm_is_refused() {
        assert!(imports(b"\0asm").is_err());
    }

    #[test]
    fn comments_are_not_imports() {
        assert_eq!(listed("# a\n\nb.c\n"), ["b.c"]);
        assert!(listed(HEAD).is_empty());
    }

    #[test]
    fn every_import_is_explained() {
        let map = include_str!("../../../ARCHITECTURE.md");
        let agreed = listed(include_str!("../wasm-imports.txt"));
        assert!(agreed.len() > 10);
        for import in agreed {
            let (_, name) = import.rsplit_once('.').unwrap();
            let name = name
                .trim_start_matches("__wbg_")
                .trim_start_matches("__wbindgen_");
            assert!(
                map.contains(&format!("`{name}`")),
                "{import} is not explained in ARCHITECTURE.md"
            );
        }
    }

    #[test]
    fn the_difference_counts_how_often() {
        assert!(difference(&lines("a b b"), &lines("b a b")).is_empty());
        assert_eq!(
            difference(&lines("a b"), &lines("b b c")),
            ["- a", "+ b", "+ c"]
        );
    }
}
