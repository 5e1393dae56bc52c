//! Cargo.lock: which version of each package is used, and its hash.

use anyhow::{Result, bail};
use page_builder::project::Project;
use page_builder::settings;
use toml::Value;

/// A package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    /// The SHA-256 of what the registry gives; this project's own packages have none.
    pub(crate) checksum: Option<String>,
}

/// Returns every package that the tree's Cargo.lock names.
pub(crate) fn packages(project: &Project) -> Result<Vec<Package>> {
    let table = settings::table(project, "Cargo.lock")?;
    let packages = table.get("package").and_then(Value::as_array);
    let package = |it: &Value| {
        let field = |key| Some(it.get(key)?.as_str()?.to_owned());
        Some(Package {
            name: field("name")?,
            version: field("version")?,
            checksum: field("checksum"),
        })
    };
    Ok(packages.into_iter().flatten().filter_map(package).collect())
}

/// Returns the one version of a package.
///
/// # Errors
/// When there is none, or more than one.
pub(crate) fn version(packages: &[Package], name: &str) -> Result<String> {
    let mut named = packages.iter().filter(|package| package.name == name);
    match (named.next(), named.next()) {
        (Some(package), None) => Ok(package.version.clone()),
        (first, _) => bail!(
            "Cargo.lock must have `{name}` once, and has it {}.",
            first.map_or("not at all", |_| "several times")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_has_one_version_and_its_hash() {
        let mut packages = packages(&Project::here()).unwrap();
        let binding = version(&packages, "wasm-bindgen").unwrap();
        assert_eq!(
            binding,
            version(&packages, "wasm-bindgen-cli-support").unwrap()
        );
        assert!(version(&packages, "no-such-package").is_err());
        let place = packages.iter().position(|it| it.name == "wasm-bindgen");
        let package = packages[place.unwrap()].clone();
        assert_eq!(package.checksum.as_ref().map(String::len), Some(64));
        packages.push(package);
        assert!(version(&packages, "wasm-bindgen").is_err());
    }
}
