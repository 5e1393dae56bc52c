//! What the project's own files say about building it: `wasm-pack.toml`, `Cargo.toml` and
//! `rust-toolchain.toml`. Each fact stands in one of them.

use anyhow::{Context, Result};
use toml::Table;

use crate::project::Project;

/// The files, parsed.
#[derive(Debug)]
pub struct Settings {
    wasm_pack: Table,
    manifest: Table,
    toolchain: Table,
}

impl Settings {
    /// Reads the files of the tree.
    pub fn read(project: &Project) -> Result<Self> {
        Ok(Self {
            wasm_pack: table(project, "wasm-pack.toml")?,
            manifest: table(project, "Cargo.toml")?,
            toolchain: table(project, "rust-toolchain.toml")?,
        })
    }

    /// Returns the cargo profile that the page's wasm is built with.
    pub fn profile(&self) -> Result<String> {
        self.setting("page", "profile")
    }

    /// Returns a text of `wasm-pack.toml`.
    pub fn setting(&self, section: &str, key: &str) -> Result<String> {
        text("wasm-pack.toml", &self.wasm_pack, section, key)
    }

    /// Returns the toolchain that `rust-toolchain.toml` pins.
    pub fn channel(&self) -> Result<String> {
        let file = "rust-toolchain.toml";
        text(file, &self.toolchain, "toolchain", "channel")
    }

    /// Returns the version of the package that the page is made of.
    pub fn version(&self) -> Result<String> {
        text("Cargo.toml", &self.manifest, "package", "version")
    }

    /// Returns the date of that version, `2026-11-28`.
    pub fn date(&self) -> Result<String> {
        let date = self.manifest.get("package").and_then(|package| {
            let release = package.get("metadata")?.get("release")?;
            release.get("date")?.as_str()
        });
        let date = date.context("Cargo.toml has no text at package.metadata.release.date.")?;
        Ok(date.to_owned())
    }

    /// Returns the name of the package that the page is made of.
    pub fn name(&self) -> Result<String> {
        text("Cargo.toml", &self.manifest, "package", "name")
    }
}

/// Reads a TOML file of the tree.
pub fn table(project: &Project, name: &str) -> Result<Table> {
    let told = || format!("{name} is not TOML.");
    project.read(name)?.parse().with_context(told)
}

fn text(file: &str, table: &Table, section: &str, key: &str) -> Result<String> {
    let value = table.get(section).and_then(|it| it.get(key)?.as_str());
    let value = value.with_context(|| format!("{file} has no text at {section}.{key}."))?;
    Ok(value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_this_project_say_what_is_asked() {
        let settings = Settings::read(&Project::here()).unwrap();
        assert_eq!(settings.profile().unwrap(), "page");
        for browser in ["chrome", "edge", "firefox", "safari"] {
            assert!(
                settings.wasm_pack["browsers"].get(browser).is_some(),
                "{browser}"
            );
        }
        assert!(settings.setting("page", "nothing").is_err());
    }
}
