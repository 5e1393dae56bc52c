//! Traces of the builder's machine in the page.

use std::path::Path;

use anyhow::{Result, bail};

use crate::project::{self, Project};
use crate::remap;

/// Folders that are people's own, on any machine.
const PEOPLE: [&str; 4] = ["/home/", "/root/", "/Users/", "\\Users\\"];
/// Shorter texts would be found by accident.
const SHORTEST: usize = 5;

/// What a page that was built here might hold by mistake: texts, and what each of them is.
#[derive(Debug, Default)]
pub struct Traces {
    texts: Vec<(String, &'static str)>,
}

impl Traces {
    /// The folders and registries of this machine.
    pub fn of_this_machine(project: &Project) -> Result<Self> {
        let mut traces = Self::default();
        traces.add_path(project.root(), "the source folder");
        traces.add_path(&project.target(), "the build folder");
        if let Some(home) = std::env::home_dir() {
            traces.add_path(&home, "the builder's home");
        }
        for home in remap::cargo_homes() {
            traces.add_path(&home, "cargo's home");
            for folder in remap::registries(&home) {
                traces.add_registry(&project::file_name(&folder));
            }
        }
        for people in PEOPLE {
            traces.add(people, "somebody's home");
        }
        Ok(traces)
    }

    /// A path also counts where it is the end of a text, unless it is so short that any text might hold it.
    fn add_path(&mut self, path: &Path, what: &'static str) {
        let text = path.display().to_string();
        // The root is a component too.
        if path.components().count() > 2 {
            return self.add(&text, what);
        }
        self.add(&format!("{text}{}", std::path::MAIN_SEPARATOR), what);
    }

    /// The folder is named `host-hash`.
    fn add_registry(&mut self, folder: &str) {
        let host = folder.rsplit_once('-').map_or(folder, |(host, _)| host);
        self.add(host, "the package registry's host");
    }

    /// Also looks for this text, unless it is so short that it would be found by accident.
    pub fn add(&mut self, text: &str, what: &'static str) {
        if text.len() >= SHORTEST {
            self.texts.push((text.to_owned(), what));
        }
    }

    /// Stops the build at the first trace.
    pub fn none_in(&self, name: &str, bytes: &[u8]) -> Result<()> {
        for (text, what) in &self.texts {
            let found = bytes
                .windows(text.len())
                .position(|window| window == text.as_bytes());
            let Some(place) = found else {
                continue;
            };
            let around = bytes.get(place.saturating_sub(40)..place.saturating_add(120));
            let around = String::from_utf8_lossy(around.unwrap_or_default()).into_owned();
            bail!(
                "The {name} holds {what}, `{text}`, around `{around}`. tools/page-builder/src/remap.rs maps \
                 folders to neutral names; add the missing one."
            );
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trace_is_found_and_nothing_else() {
        let project = Project::here();
        let mut traces = Traces::of_this_machine(&project).unwrap();
        traces.add_path(Path::new("/srv/of/somebody"), "a folder");
        traces.add_path(Path::new("/builds"), "a short one");
        traces.add_registry("registry.example-0123456789abcdef");
        for text in [
            &format!("{}/src/lib.rs", project.root().display()),
            "\0/home/somebody/x\0",
            "0.1.0/srv/of/somebody\0",
            "/builds/x",
            "a registry.example-99/b",
        ] {
            assert!(traces.none_in("wasm", text.as_bytes()).is_err(), "{text}");
        }
        let fine = b"rsa-signer/src/lib.rs /rustc/0123/library/core rebuilds /builds";
        traces.none_in("wasm", fine).unwrap();
    }
}
