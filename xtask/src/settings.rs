//! `wasm-pack.toml`, the project's own settings, and whether the rest of the project agrees.

use anyhow::{Context, Result, bail};
use toml::Table;

use crate::project::Project;

/// What `wasm-pack.toml` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Settings {
    /// The cargo profile that the wasm of the page is built with.
    pub(crate) profile: String,
    /// The tools of the tests and checks, each with its exact version.
    pub(crate) tools: Tools,
    /// The accessibility rules that the page is held to.
    pub(crate) axe: Axe,
}

/// The package `axe-core` of npm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Axe {
    /// Its exact version.
    pub(crate) version: String,
    /// `sha512-` and the base64 of the SHA-512 of the package's file.
    pub(crate) integrity: String,
}

/// Exact versions of the tools that only the tests and checks use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tools {
    /// Checks the dependencies against `deny.toml`.
    pub(crate) cargo_deny: String,
    /// Runs the fuzz targets.
    pub(crate) cargo_fuzz: String,
    /// Changes the core to see whether a test notices.
    pub(crate) cargo_mutants: String,
    /// Drives Firefox.
    pub(crate) geckodriver: String,
    /// Holds the runner of the wasm tests.
    pub(crate) wasm_bindgen_cli: String,
    /// What people type: `wasm-pack test --headless --firefox`.
    pub(crate) wasm_pack: String,
}

/// The files that have to agree.
#[derive(Debug)]
pub(crate) struct Files {
    wasm_pack: Table,
    manifest: Table,
    lock: Table,
    toolchain: Table,
}

impl Files {
    /// Reads them from the tree.
    pub(crate) fn read(project: &Project) -> Result<Self> {
        let table = |name: &str| parse(name, &project.read(name)?);
        Ok(Self {
            wasm_pack: table("wasm-pack.toml")?,
            manifest: table("Cargo.toml")?,
            lock: table("Cargo.lock")?,
            toolchain: table("rust-toolchain.toml")?,
        })
    }

    /// The settings, once every file says the same.
    pub(crate) fn agreed(&self) -> Result<Settings> {
        let settings = self.settings()?;
        self.profile_exists(&settings.profile)?;
        self.binding_is_one_version()?;
        self.browsers_are_named()?;
        self.compiler_is_one_version()?;
        Ok(settings)
    }

    fn settings(&self) -> Result<Settings> {
        let text = |path: &[&str]| word("wasm-pack.toml", &self.wasm_pack, path);
        Ok(Settings {
            profile: text(&["page", "profile"])?,
            tools: Tools {
                cargo_deny: text(&["tools", "cargo-deny"])?,
                cargo_fuzz: text(&["tools", "cargo-fuzz"])?,
                cargo_mutants: text(&["tools", "cargo-mutants"])?,
                geckodriver: text(&["tools", "geckodriver"])?,
                wasm_bindgen_cli: text(&["tools", "wasm-bindgen-cli"])?,
                wasm_pack: text(&["tools", "wasm-pack"])?,
            },
            axe: Axe {
                version: text(&["accessibility", "axe-core"])?,
                integrity: text(&["accessibility", "integrity"])?,
            },
        })
    }

    fn profile_exists(&self, profile: &str) -> Result<()> {
        if at(&self.manifest, &["profile", profile]).is_some() {
            return Ok(());
        }
        bail!(
            "wasm-pack.toml builds the page with the profile `{profile}`, which Cargo.toml does \
             not have. Add [profile.{profile}] there, or name another profile."
        )
    }

    /// The crate in the wasm, the crate that binds it and the tool that tests it speak one private
    /// format that changes with every version.
    fn binding_is_one_version(&self) -> Result<()> {
        let named = word("wasm-pack.toml", &self.wasm_pack, &["page", "wasm-bindgen"])?;
        let tool = word(
            "wasm-pack.toml",
            &self.wasm_pack,
            &["tools", "wasm-bindgen-cli"],
        )?;
        let said = [
            ("wasm-pack.toml, tools, wasm-bindgen-cli", tool),
            ("Cargo.lock, wasm-bindgen", self.locked("wasm-bindgen")?),
            (
                "Cargo.lock, wasm-bindgen-cli-support",
                self.locked("wasm-bindgen-cli-support")?,
            ),
        ];
        for (place, version) in said {
            if version != named {
                bail!(
                    "wasm-pack.toml, page, wasm-bindgen says {named}, {place} says {version}. \
                     Make all of them the same version."
                );
            }
        }
        self.locked("wasm-bindgen-test").map(drop)
    }

    fn browsers_are_named(&self) -> Result<()> {
        for browser in ["chrome", "edge", "firefox", "safari"] {
            if at(&self.wasm_pack, &["browsers", browser]).is_none() {
                bail!("wasm-pack.toml names no oldest version of {browser} under [browsers].");
            }
        }
        Ok(())
    }

    fn compiler_is_one_version(&self) -> Result<()> {
        let pinned = self.channel()?;
        let least = word("Cargo.toml", &self.manifest, &["package", "rust-version"])?;
        if pinned == least || pinned.starts_with(&format!("{least}.")) {
            return Ok(());
        }
        bail!("rust-toolchain.toml pins {pinned}, Cargo.toml says rust-version {least}.")
    }

    /// The toolchain that rust-toolchain.toml pins.
    pub(crate) fn channel(&self) -> Result<String> {
        word(
            "rust-toolchain.toml",
            &self.toolchain,
            &["toolchain", "channel"],
        )
    }

    /// The version of the package that the page is made of.
    pub(crate) fn version(&self) -> Result<String> {
        word("Cargo.toml", &self.manifest, &["package", "version"])
    }

    /// Name and version of every package in Cargo.lock.
    pub(crate) fn packages(&self) -> Vec<(String, String)> {
        let packages = self.entries();
        packages
            .filter_map(|it| Some((field(it, "name")?, field(it, "version")?)))
            .collect()
    }

    /// The SHA-256 that Cargo.lock has for a package, when it comes from a registry.
    pub(crate) fn checksum(&self, name: &str, version: &str) -> Option<String> {
        let is_it = |package: &&toml::Value| {
            field(package, "name").as_deref() == Some(name)
                && field(package, "version").as_deref() == Some(version)
        };
        self.entries()
            .find(is_it)
            .and_then(|it| field(it, "checksum"))
    }

    fn entries(&self) -> impl Iterator<Item = &toml::Value> {
        let packages = self.lock.get("package").and_then(toml::Value::as_array);
        packages.into_iter().flatten()
    }

    /// The one version of a package in Cargo.lock.
    pub(crate) fn locked(&self, name: &str) -> Result<String> {
        let packages = self.packages().into_iter();
        let versions: Vec<String> = packages
            .filter(|(package, _)| package == name)
            .map(|(_, version)| version)
            .collect();
        match versions.as_slice() {
            [version] => Ok(version.clone()),
            [] => bail!("Cargo.lock has no package `{name}`; the build needs it."),
            several => bail!(
                "Cargo.lock has `{name}` more than once: {}.",
                several.join(", ")
            ),
        }
    }
}

fn field(package: &toml::Value, key: &str) -> Option<String> {
    let text = package.get(key).and_then(toml::Value::as_str);
    text.map(str::to_owned)
}

fn parse(name: &str, text: &str) -> Result<Table> {
    text.parse().with_context(|| format!("{name} is not TOML."))
}

fn at<'t>(table: &'t Table, path: &[&str]) -> Option<&'t toml::Value> {
    let (first, rest) = path.split_first()?;
    rest.iter()
        .try_fold(table.get(*first)?, |value, key| value.get(*key))
}

fn word(file: &str, table: &Table, path: &[&str]) -> Result<String> {
    at(table, path)
        .and_then(toml::Value::as_str)
        .map(str::to_owned)
        .with_context(|| format!("{file} has no text at {}.", path.join(".")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WASM_PACK: &str = r#"
        [page]
        profile = "page"
        wasm-bindgen = "0.2.1"
        [browsers]
        chrome = 1
        edge = 1
        firefox = 1
        safari = "1.1"
        [tools]
        cargo-deny = "2.0.0"
        cargo-fuzz = "2.1.0"
        cargo-mutants = "2.2.0"
        geckodriver = "3.0.0"
        wasm-bindgen-cli = "0.2.1"
        wasm-pack = "4.0.0"
        [accessibility]
        axe-core = "5.0.0"
        integrity = "sha512-AA=="
    "#;
    const MANIFEST: &str = r#"
        [package]
        rust-version = "1.95"
        [profile.page]
        inherits = "release"
    "#;
    const LOCK: &str = r#"
        [[package]]
        name = "wasm-bindgen"
        version = "0.2.1"
        [[package]]
        name = "wasm-bindgen-cli-support"
        version = "0.2.1"
        [[package]]
        name = "wasm-bindgen-test"
        version = "0.3.1"
    "#;
    const TOOLCHAIN: &str = "[toolchain]\nchannel = '1.95.0'";

    fn agreed(wasm_pack: &str, manifest: &str, lock: &str, toolchain: &str) -> Result<Settings> {
        Files {
            wasm_pack: wasm_pack.parse().unwrap(),
            manifest: manifest.parse().unwrap(),
            lock: lock.parse().unwrap(),
            toolchain: toolchain.parse().unwrap(),
        }
        .agreed()
    }

    fn refusal(wasm_pack: &str, manifest: &str, lock: &str, toolchain: &str) -> String {
        agreed(wasm_pack, manifest, lock, toolchain)
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn the_files_of_this_project_agree() {
        Files::read(&Project::here()).unwrap().agreed().unwrap();
    }

    #[test]
    fn agreeing_files_give_the_settings() {
        let settings = agreed(WASM_PACK, MANIFEST, LOCK, TOOLCHAIN).unwrap();
        assert_eq!(settings.profile, "page");
        assert_eq!(settings.tools.cargo_deny, "2.0.0");
        assert_eq!(settings.tools.geckodriver, "3.0.0");
    }

    #[test]
    fn a_profile_that_does_not_exist_is_refused() {
        let text = refusal(
            WASM_PACK,
            "[package]\nrust-version = '1.95'",
            LOCK,
            TOOLCHAIN,
        );
        assert!(text.contains("[profile.page]"), "{text}");
    }

    #[test]
    fn every_place_that_names_another_version_is_refused() {
        let tool = WASM_PACK.replace("wasm-bindgen-cli = \"0.2.1\"", "wasm-bindgen-cli = '0.2.2'");
        assert!(refusal(&tool, MANIFEST, LOCK, TOOLCHAIN).contains("tools, wasm-bindgen-cli"));
        let lock = LOCK.replacen("0.2.1", "0.2.2", 1);
        assert!(
            refusal(WASM_PACK, MANIFEST, &lock, TOOLCHAIN).contains("Cargo.lock, wasm-bindgen")
        );
        let lock = LOCK.replace(
            "cli-support\"\n        version = \"0.2.1",
            "cli-support\"\n version = \"0.2.3",
        );
        assert!(refusal(WASM_PACK, MANIFEST, &lock, TOOLCHAIN).contains("0.2.3"));
    }

    #[test]
    fn a_missing_or_doubled_package_is_refused() {
        let lock = LOCK.replace("wasm-bindgen-test", "something-else");
        assert!(refusal(WASM_PACK, MANIFEST, &lock, TOOLCHAIN).contains("wasm-bindgen-test"));
        let lock = format!("{LOCK}\n[[package]]\nname = 'wasm-bindgen'\nversion = '0.2.9'");
        assert!(refusal(WASM_PACK, MANIFEST, &lock, TOOLCHAIN).contains("more than once"));
    }

    #[test]
    fn another_compiler_than_the_manifest_asks_for_is_refused() {
        let text = refusal(
            WASM_PACK,
            MANIFEST,
            LOCK,
            "[toolchain]\nchannel = '1.950.0'",
        );
        assert!(text.contains("1.950.0"), "{text}");
    }

    #[test]
    fn a_browser_without_a_version_is_refused() {
        let text = refusal(
            &WASM_PACK.replace("safari", "opera"),
            MANIFEST,
            LOCK,
            TOOLCHAIN,
        );
        assert!(text.contains("safari"), "{text}");
    }
}
