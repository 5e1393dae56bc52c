//! What the project's own files say about building it: `wasm-pack.toml`, `Cargo.toml`, `Cargo.lock`
//! and `rust-toolchain.toml`. Each fact stands in one of them.

use anyhow::{Context, Result, bail};
use toml::{Table, Value};

use crate::project::Project;

/// The package that the page's wasm is bound with; the tests' runner must have the same version.
const BINDING: &str = "wasm-bindgen";

/// The files, parsed.
#[derive(Debug)]
pub struct Settings {
    wasm_pack: Table,
    manifest: Table,
    lock: Table,
    toolchain: Table,
}

impl Settings {
    /// Reads the files of the tree.
    pub fn read(project: &Project) -> Result<Self> {
        let table = |name: &str| parse(name, &project.read(name)?);
        Ok(Self {
            wasm_pack: table("wasm-pack.toml")?,
            manifest: table("Cargo.toml")?,
            lock: table("Cargo.lock")?,
            toolchain: table("rust-toolchain.toml")?,
        })
    }

    /// Returns the cargo profile that the page's wasm is built with.
    pub fn profile(&self) -> Result<String> {
        self.setting("page", "profile")
    }

    /// Returns the exact version of a tool that only the tests and checks use.
    pub fn tool(&self, name: &str) -> Result<String> {
        match name {
            "wasm-bindgen-cli" => self.locked(BINDING),
            other => self.setting("tools", other),
        }
    }

    /// Returns a text of `wasm-pack.toml`.
    pub fn setting(&self, section: &str, key: &str) -> Result<String> {
        text("wasm-pack.toml", &self.wasm_pack, section, key)
    }

    /// Returns the toolchain that `rust-toolchain.toml` pins.
    pub fn channel(&self) -> Result<String> {
        text(
            "rust-toolchain.toml",
            &self.toolchain,
            "toolchain",
            "channel",
        )
    }

    /// Returns the version of the package that the page is made of.
    pub fn version(&self) -> Result<String> {
        text("Cargo.toml", &self.manifest, "package", "version")
    }

    /// Returns the name of the package that the page is made of.
    pub fn name(&self) -> Result<String> {
        text("Cargo.toml", &self.manifest, "package", "name")
    }

    /// Returns name and version of every package in Cargo.lock.
    pub fn packages(&self) -> Vec<(String, String)> {
        self.entries()
            .filter_map(|it| Some((field(it, "name")?, field(it, "version")?)))
            .collect()
    }

    /// Returns the SHA-256 that Cargo.lock has for a package, when it comes from a registry.
    pub fn checksum(&self, name: &str, version: &str) -> Option<String> {
        let same = |package: &&Value| {
            field(package, "name").as_deref() == Some(name)
                && field(package, "version").as_deref() == Some(version)
        };
        field(self.entries().find(same)?, "checksum")
    }

    /// Returns the one version of a package in Cargo.lock.
    ///
    /// # Errors
    /// When there is none, or more than one.
    pub fn locked(&self, name: &str) -> Result<String> {
        let packages = self.packages().into_iter();
        let versions = packages.filter(|(package, _)| package == name);
        let versions: Vec<String> = versions.map(|(_, version)| version).collect();
        match versions.as_slice() {
            [version] => Ok(version.clone()),
            other => bail!(
                "Cargo.lock must have `{name}` once, and has it {} times.",
                other.len()
            ),
        }
    }

    fn entries(&self) -> impl Iterator<Item = &Value> {
        let packages = self.lock.get("package").and_then(Value::as_array);
        packages.into_iter().flatten()
    }
}

fn field(package: &Value, key: &str) -> Option<String> {
    package.get(key)?.as_str().map(str::to_owned)
}

fn parse(name: &str, text: &str) -> Result<Table> {
    text.parse().with_context(|| format!("{name} is not TOML."))
}

fn text(file: &str, table: &Table, section: &str, key: &str) -> Result<String> {
    let value = table.get(section).and_then(|it| field(it, key));
    value.with_context(|| format!("{file} has no text at {section}.{key}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_this_project_say_what_is_asked() {
        let settings = Settings::read(&Project::here()).unwrap();
        for tool in ["cargo-deny", "geckodriver", "wasm-bindgen-cli", "wasm-pack"] {
            assert!(settings.tool(tool).unwrap().contains('.'), "{tool}");
        }
        assert_eq!(settings.profile().unwrap(), "page");
        let (binding, binder) = (BINDING, "wasm-bindgen-cli-support");
        assert_eq!(
            settings.locked(binding).unwrap(),
            settings.locked(binder).unwrap()
        );
        let checksum = settings.checksum(binding, &settings.locked(binding).unwrap());
        assert_eq!(checksum.map(|it| it.len()), Some(64));
        for browser in ["chrome", "edge", "firefox", "safari"] {
            assert!(
                settings.wasm_pack["browsers"].get(browser).is_some(),
                "{browser}"
            );
        }
    }

    #[test]
    fn missing_and_doubled_packages_are_refused() {
        let mut settings = Settings::read(&Project::here()).unwrap();
        assert!(settings.locked("no-such-package").is_err());
        let twice =
            "[[package]]\nname = 'a'\nversion = '1'\n[[package]]\nname = 'a'\nversion = '2'";
        settings.lock = twice.parse().unwrap();
        assert!(settings.locked("a").is_err());
    }
}
