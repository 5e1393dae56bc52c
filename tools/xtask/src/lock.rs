//! Cargo.lock: which version of each package is used, and its hash.

use anyhow::{Result, bail};
use page_builder::project::Project;
use page_builder::settings;
use toml::{Table, Value};

/// The file, parsed.
#[derive(Debug)]
pub(crate) struct Lock(Table);

impl Lock {
    /// Reads the file of the tree.
    pub(crate) fn read(project: &Project) -> Result<Self> {
        Ok(Self(settings::table(project, "Cargo.lock")?))
    }

    /// Returns name and version of every package.
    pub(crate) fn packages(&self) -> Vec<(String, String)> {
        self.entries()
            .filter_map(|it| Some((field(it, "name")?, field(it, "version")?)))
            .collect()
    }

    /// Returns the SHA-256 of a package, when it comes from a registry.
    pub(crate) fn checksum(&self, name: &str, version: &str) -> Option<String> {
        let same = |package: &&Value| {
            field(package, "name").as_deref() == Some(name)
                && field(package, "version").as_deref() == Some(version)
        };
        field(self.entries().find(same)?, "checksum")
    }

    /// Returns the one version of a package.
    ///
    /// # Errors
    /// When there is none, or more than one.
    pub(crate) fn version(&self, name: &str) -> Result<String> {
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
        let packages = self.0.get("package").and_then(Value::as_array);
        packages.into_iter().flatten()
    }
}

fn field(package: &Value, key: &str) -> Option<String> {
    package.get(key)?.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_has_one_version_and_its_hash() {
        let lock = Lock::read(&Project::here()).unwrap();
        let binding = lock.version("wasm-bindgen").unwrap();
        assert_eq!(binding, lock.version("wasm-bindgen-cli-support").unwrap());
        let checksum = lock.checksum("wasm-bindgen", &binding);
        assert_eq!(checksum.map(|it| it.len()), Some(64));
        assert!(lock.version("no-such-package").is_err());
        let twice =
            "[[package]]\nname = 'a'\nversion = '1'\n[[package]]\nname = 'a'\nversion = '2'";
        assert!(Lock(twice.parse().unwrap()).version("a").is_err());
    }
}
