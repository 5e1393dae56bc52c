//! The licences of what is in the page, word for word, each text once.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use page_builder::project;

use super::tree::Tree;

/// How the names of such files begin, in small letters.
const NAMES: [&str; 6] = [
    "copying",
    "copyright",
    "licence",
    "license",
    "notice",
    "unlicense",
];
/// Between two parts.
const LINE: &str =
    "--------------------------------------------------------------------------------";

/// The whole file.
pub(crate) fn text(tree: &Tree) -> Result<String> {
    let mut text = String::from(
        "The page holds code of the following people's crates, and of the Rust standard library.\n\
         Each line: name, version, licence as the crate states it. The texts follow, each once,\n\
         under the names of the crates that it came with.\n\n",
    );
    for ((name, version), it) in tree.others() {
        writeln!(text, "{name} {version}: {}", it.licence)?;
    }
    writeln!(
        text,
        "The Rust standard library {}: MIT OR Apache-2.0, copyright The Rust Project Developers. The\n\
         notices of its parts come with every toolchain: share/doc/rust/COPYRIGHT-library.html.",
        tree.toolchain
    )?;
    for (licence, crates) in by_text(tree)? {
        let crates: Vec<&str> = crates.iter().map(String::as_str).collect();
        writeln!(text, "\n{LINE}\n{}\n{LINE}\n\n{licence}", crates.join(", "))?;
    }
    Ok(text)
}

/// Every text with the crates that it came with.
fn by_text(tree: &Tree) -> Result<BTreeMap<String, BTreeSet<String>>> {
    let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for ((name, version), it) in tree.others() {
        let found = of_crate(&it.folder)?;
        if found.is_empty() {
            bail!("The crate {name} {version} has no file with its licence.");
        }
        for text in found {
            texts.entry(text).or_default().insert(name.clone());
        }
    }
    Ok(texts)
}

fn of_crate(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in project::entries(folder)? {
        let name = project::file_name(&entry).to_lowercase();
        let is_source = entry.extension().is_some_and(|ending| ending == "rs");
        let is_named = NAMES.iter().any(|start| name.starts_with(start));
        if entry.is_file() && is_named && !is_source {
            let bytes =
                fs::read(&entry).with_context(|| format!("{} cannot be read.", entry.display()))?;
            found.push(tidy(&String::from_utf8_lossy(&bytes)));
        }
    }
    Ok(found)
}

/// Blanks at the ends of lines and empty lines around are no part of what a licence says.
fn tidy(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use page_builder::project::Project;

    #[test]
    fn texts_differ_in_words_only() {
        assert_eq!(tidy("\r\n  MIT \r\n\r\nb\n\n"), "  MIT\n\nb");
    }

    #[test]
    fn every_crate_is_named_and_every_licence_is_there() {
        let tree = Tree::of_the_page(&Project::here()).unwrap();
        let text = text(&tree).unwrap();
        for (key, _) in tree.others() {
            assert!(
                text.contains(&format!("\n{} {}: ", key.0, key.1)),
                "{key:?}"
            );
        }
        for words in [
            "Permission is hereby granted, free of charge",
            "TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION",
            "UNICODE LICENSE V3",
        ] {
            assert!(text.contains(words), "{words}");
        }
    }

    #[test]
    fn a_crate_without_a_licence_stops_the_release() {
        let mut tree = Tree::of_the_page(&Project::here()).unwrap();
        for it in tree.crates.values_mut() {
            it.folder = Project::here().path("src");
        }
        assert!(
            text(&tree)
                .unwrap_err()
                .to_string()
                .contains("no file with its licence")
        );
    }
}
