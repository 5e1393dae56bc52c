//! The list of what is in the page, as CycloneDX 1.6 (ECMA-424).
//!
//! Written here and not with the `cyclonedx-bom` crate, which would bring twenty crates into what
//! builds the page for a document of six fields; and not with `cargo-cyclonedx`, which writes the
//! time, a random number and the builder's folders into it. The two fields that a document may have
//! and this one has not, `serialNumber` and `timestamp`, are those that no two builds share.

use anyhow::Result;
use serde_json::{Value, json};

use super::page;
use super::tree::{Crate, Key, Tree};

/// The document, for a page of these bytes.
pub(crate) fn text(tree: &Tree, page: &[u8]) -> Result<String> {
    let mut text = serde_json::to_string_pretty(&document(tree, page))?;
    text.push('\n');
    Ok(text)
}

fn document(tree: &Tree, bytes: &[u8]) -> Value {
    let library = library(tree);
    let components = std::iter::once(library.clone());
    let components = components.chain(tree.others().map(|(key, it)| component(key, it)));
    let libraries = std::iter::once(json!({ "ref": library.get("bom-ref"), "dependsOn": [] }));
    let dependencies = tree.crates.iter().map(|(key, it)| {
        let mut uses: Vec<String> = it.uses.iter().map(reference).collect();
        if *key == tree.root {
            uses.extend(
                tree.others()
                    .map(|(key, _)| key)
                    .filter(|key| is_glue(tree, key))
                    .map(reference),
            );
            uses.push(library_reference(tree));
        }
        json!({ "ref": reference(key), "dependsOn": uses })
    });
    json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": {
            "type": "application",
            "bom-ref": reference(&tree.root),
            "name": page::NAME,
            "version": tree.root.1,
            "hashes": [{ "alg": "SHA-256", "content": page::sha256(bytes) }],
            "licenses": tree.crates.get(&tree.root).map(licences),
        } },
        "components": components.collect::<Vec<_>>(),
        "dependencies": libraries.chain(dependencies).collect::<Vec<_>>(),
    })
}

/// What nothing in the tree uses is what the page uses beside the wasm.
fn is_glue(tree: &Tree, key: &Key) -> bool {
    !tree.crates.values().any(|it| it.uses.contains(key))
}

fn component(key: &Key, it: &Crate) -> Value {
    json!({
        "type": "library",
        "bom-ref": reference(key),
        "name": key.0,
        "version": key.1,
        "scope": "required",
        "hashes": it.checksum.iter().map(|sum| json!({ "alg": "SHA-256", "content": sum })).collect::<Vec<_>>(),
        "licenses": licences(it),
        "purl": reference(key),
    })
}

/// The standard library comes with the compiler and is in every wasm.
fn library(tree: &Tree) -> Value {
    json!({
        "type": "library",
        "bom-ref": library_reference(tree),
        "name": "std",
        "version": tree.toolchain,
        "description": "The Rust standard library",
        "scope": "required",
        "licenses": [{ "expression": "MIT OR Apache-2.0" }],
        "purl": library_reference(tree),
    })
}

fn library_reference(tree: &Tree) -> String {
    format!("pkg:generic/rust-std@{}", tree.toolchain)
}

/// The package URL, which also serves as its name inside the document.
fn reference((name, version): &Key) -> String {
    format!("pkg:cargo/{name}@{}", version.replace('+', "%2B"))
}

fn licences(it: &Crate) -> Value {
    json!([{ "expression": it.licence }])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use page_builder::project::Project;

    fn words<'v>(list: &'v Value, field: &str) -> BTreeSet<&'v str> {
        let items = list.as_array().unwrap().iter();
        items
            .map(|it| it.get(field).unwrap().as_str().unwrap())
            .collect()
    }

    #[test]
    fn every_crate_of_the_page_is_a_component_with_licence_and_hash() {
        let tree = Tree::of_the_page(&Project::here()).unwrap();
        let document = document(&tree, b"abc");
        let components = document.get("components").unwrap();
        let names = words(components, "name");
        assert!(tree.others().all(|(key, _)| names.contains(key.0.as_str())));
        assert!(names.contains("std"));
        let whole = document.to_string();
        // FIPS 180-4's example "abc".
        assert!(whole.contains("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        assert!(whole.contains("\"pkg:cargo/rsa@0.10.0\""), "{whole}");
    }

    #[test]
    fn every_reference_leads_to_a_component() {
        let tree = Tree::of_the_page(&Project::here()).unwrap();
        let document = document(&tree, b"");
        let mut known = words(document.get("components").unwrap(), "bom-ref");
        let root = reference(&tree.root);
        known.insert(&root);
        let dependencies = document.get("dependencies").unwrap();
        assert_eq!(words(dependencies, "ref"), known);
        let mut used = BTreeSet::from([root.as_str()]);
        for dependency in dependencies.as_array().unwrap() {
            let uses = dependency.get("dependsOn").unwrap().as_array().unwrap();
            used.extend(uses.iter().map(|it| it.as_str().unwrap()));
        }
        assert_eq!(used, known);
    }
}
