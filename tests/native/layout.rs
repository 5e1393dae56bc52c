//! The layout of the tests themselves: a file that no `mod` names would never run.

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
