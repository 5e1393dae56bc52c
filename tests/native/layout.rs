//! The layout of the tests themselves: a file that no `mod` names would never run.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}

/// The file whose `mod` brings this one in.
fn parent(file: &Path) -> PathBuf {
    let folder = file.parent().unwrap();
    let main = folder.join("main.rs");
    if main.is_file() {
        main
    } else {
        folder.with_extension("rs")
    }
}

fn declares(file: &Path, module: &str) -> bool {
    let text = fs::read_to_string(file).unwrap();
    text.lines()
        .any(|line| line.trim_start_matches("pub ") == format!("mod {module};"))
}

#[test]
fn every_file_is_a_module() {
    for folder in ["native", "wasm"] {
        for file in rust_files(&tests().join(folder)) {
            let name = file.file_stem().unwrap().to_str().unwrap();
            let parent = parent(&file);
            assert!(
                name == "main" || declares(&parent, name),
                "{} does not declare `mod {name};`",
                parent.display()
            );
        }
    }
}

#[test]
fn every_wasm_test_runs_in_the_browser() {
    let main = tests().join("wasm/main.rs");
    for file in rust_files(&tests().join("native")) {
        let name = file.file_stem().unwrap().to_str().unwrap();
        let text = fs::read_to_string(&file).unwrap();
        let is_test = |line: &str| line.trim_start().starts_with("#[wasm_bindgen_test");
        if text.lines().any(is_test) {
            assert!(declares(&main, name), "{} is not in tests/wasm", name);
        }
    }
}

#[test]
fn no_test_binary_is_forgotten() {
    let folder = tests();
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        assert!(
            path.extension().is_none_or(|ending| ending != "rs"),
            "{}: tests belong into tests/native or tests/wasm",
            path.display()
        );
    }
}

/// The modules of the core that a module of the core uses, tests left out.
fn imports() -> BTreeMap<String, BTreeSet<String>> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = rust_files(&source);
    let module = |file: &Path| {
        let first = file.strip_prefix(&source).unwrap().iter().next().unwrap();
        let first = Path::new(first).file_stem().unwrap();
        first.to_str().unwrap().to_owned()
    };
    let modules: BTreeSet<String> = files.iter().map(|file| module(file)).collect();
    let mut imports: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in &files {
        let text = fs::read_to_string(file).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        let lines = code
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        let code: String = lines.collect();
        assert!(!code.contains("crate::{"), "{}", file.display());
        let used = code.split("crate::").skip(1).map(|rest| {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            rest[..end.unwrap_or(rest.len())].to_owned()
        });
        let own = module(file);
        let others = used.filter(|other| *other != own && modules.contains(other));
        imports.entry(own.clone()).or_default().extend(others);
    }
    imports
}

/// The first circle that is found, as the modules on it.
fn circle(imports: &BTreeMap<String, BTreeSet<String>>) -> Option<BTreeSet<String>> {
    let mut rest = imports.clone();
    // What imports nothing of the rest is on no circle.
    loop {
        let names: BTreeSet<String> = rest.keys().cloned().collect();
        let free = |used: &BTreeSet<String>| used.is_disjoint(&names);
        let leaves: Vec<String> = rest
            .iter()
            .filter(|(_, used)| free(used))
            .map(|(name, _)| name.clone())
            .collect();
        if leaves.is_empty() {
            return (!names.is_empty()).then_some(names);
        }
        rest.retain(|name, _| !leaves.contains(name));
    }
}

/// A module imports modules that come earlier in the pipeline, never later ones.
#[test]
fn the_modules_of_the_core_import_in_no_circle() {
    let mut imports = imports();
    assert!(imports.len() > 25, "{imports:?}");
    assert!(imports["session"].contains("protocol"));
    assert_eq!(circle(&imports), None);
    // The search finds one that is there.
    imports
        .get_mut("error")
        .unwrap()
        .insert("session".to_owned());
    assert!(circle(&imports).unwrap().contains("identity"));
}

#[test]
fn no_list_of_packages_names_a_place_to_get_them() {
    for folder in ["accessibility", "calendar", "page-state", "postman"] {
        let lock = tests().join(folder).join("package-lock.json");
        let lock: Value = serde_json::from_str(&fs::read_to_string(lock).unwrap()).unwrap();
        for (name, package) in lock["packages"].as_object().unwrap().iter().skip(1) {
            assert!(
                package["resolved"].is_null() && package["integrity"].is_string(),
                "{folder}: {name}"
            );
        }
    }
}
