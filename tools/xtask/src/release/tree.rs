//! What is in the page that other people wrote: the crates that the wasm is compiled from, and the
//! one that wrote the glue between wasm and JavaScript.
//!
//! Macros run while compiling and are left out. Cargo knows the tree exactly only through `cargo
//! tree`: in `cargo metadata`, the features of the tests and of xtask are mixed in.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use page_builder::process;
use page_builder::project::Project;
use page_builder::settings;
use page_builder::target::TARGET;
use serde_json::Value;

use crate::lock::{self, Package};

/// The crate that wrote the glue; it is in the page as text, and not in the wasm.
const GLUE: &str = "wasm-bindgen-cli-support";

/// Name and version.
pub(crate) type Key = (String, String);

/// One crate of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Crate {
    /// Its licence, as an SPDX expression.
    pub(crate) licence: String,
    /// Its unpacked source.
    pub(crate) folder: PathBuf,
    /// SHA-256 of its package, from Cargo.lock; this project itself has none.
    pub(crate) checksum: Option<String>,
    /// Where it comes from, as Cargo.lock says it; this project itself comes from nowhere.
    pub(crate) source: Option<String>,
    /// What it uses.
    pub(crate) uses: BTreeSet<Key>,
}

/// The crates in the page.
#[derive(Debug)]
pub(crate) struct Tree {
    /// This project.
    pub(crate) root: Key,
    /// All of them, this project too.
    pub(crate) crates: BTreeMap<Key, Crate>,
    /// The compiler's version, which is its library's version too.
    pub(crate) toolchain: String,
}

impl Tree {
    /// Asks cargo.
    pub(crate) fn of_the_page(project: &Project) -> Result<Self> {
        let packages = lock::packages(project)?;
        let metadata = metadata(project)?;
        let mut uses = edges(&printed(project, &settings::name(project)?)?)?;
        let root = (settings::name(project)?, settings::version(project)?);
        let glue = lock::version(&packages, GLUE)?;
        uses.insert((GLUE.to_owned(), glue), BTreeSet::new());
        let crates = uses.into_iter().map(|(key, uses)| {
            let is_it = |it: &&Package| it.name == key.0 && it.version == key.1;
            let package = packages.iter().find(is_it);
            let checksum = package.and_then(|package| package.checksum.clone());
            Ok((key.clone(), described(&metadata, &key, uses, checksum)?))
        });
        let mut crates: BTreeMap<_, _> = crates.collect::<Result<_>>()?;
        absorb(&mut crates, &root);
        Ok(Self {
            root,
            crates,
            toolchain: settings::channel(project)?,
        })
    }

    /// All but this project.
    pub(crate) fn others(&self) -> impl Iterator<Item = (&Key, &Crate)> {
        self.crates.iter().filter(|(key, _)| **key != self.root)
    }
}

/// Makes the project's own packages, which come from no registry, part of the root.
fn absorb(crates: &mut BTreeMap<Key, Crate>, root: &Key) {
    let is_ours = |(key, it): &(&Key, &Crate)| it.source.is_none() && *key != root;
    let ours: BTreeSet<Key> = crates
        .iter()
        .filter(is_ours)
        .map(|(key, _)| key.clone())
        .collect();
    let uses: Vec<Key> = ours
        .iter()
        .filter_map(|key| crates.remove(key))
        .flat_map(|it| it.uses)
        .collect();
    if let Some(root) = crates.get_mut(root) {
        root.uses.extend(uses);
        root.uses.retain(|key| !ours.contains(key));
    }
}

fn printed(project: &Project, name: &str) -> Result<String> {
    let what = format!("--package {name} --target {TARGET} --edges normal,no-proc-macro");
    let words = format!("tree --locked {what} --prefix depth --format {{p}} --charset ascii");
    process::output(&mut process::cargo(project.root(), &words))
}

/// Everything that cargo knows of the workspace's packages.
pub(crate) fn metadata(project: &Project) -> Result<Vec<Value>> {
    let words = "metadata --locked --format-version 1";
    let mut cargo = process::cargo(project.root(), words);
    let mut all: Value = serde_json::from_str(&process::output(&mut cargo)?)?;
    match all.get_mut("packages").map(Value::take) {
        Some(Value::Array(packages)) => Ok(packages),
        _ => bail!("`cargo metadata` lists no packages."),
    }
}

/// Reads lines such as `2base64ct v1.8.3 (*)`: the depth, the name, the version.
fn edges(printed: &str) -> Result<BTreeMap<Key, BTreeSet<Key>>> {
    let mut found: BTreeMap<Key, BTreeSet<Key>> = BTreeMap::new();
    let mut above: Vec<Key> = Vec::new();
    for line in printed.lines().filter(|line| !line.is_empty()) {
        let (depth, key) = node(line)
            .with_context(|| format!("`cargo tree` prints what is not understood: {line}"))?;
        above.truncate(depth);
        if let Some(parent) = above.last() {
            found.entry(parent.clone()).or_default().insert(key.clone());
        }
        found.entry(key.clone()).or_default();
        above.push(key);
    }
    Ok(found)
}

fn node(line: &str) -> Option<(usize, Key)> {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let depth = line.strip_suffix(rest)?.parse().ok()?;
    let mut words = rest.split(' ');
    let name = words.next()?.to_owned();
    let version = words.next()?.strip_prefix('v')?.to_owned();
    Some((depth, (name, version)))
}

fn described(
    metadata: &[Value],
    key: &Key,
    uses: BTreeSet<Key>,
    checksum: Option<String>,
) -> Result<Crate> {
    let text = |package: &Value, field: &str| {
        let value = package.get(field).and_then(Value::as_str);
        value.map(str::to_owned)
    };
    let is_it = |package: &&Value| {
        text(package, "name").as_ref() == Some(&key.0)
            && text(package, "version").as_ref() == Some(&key.1)
    };
    let context = || {
        format!(
            "`cargo metadata` does not describe {} {} in full.",
            key.0, key.1
        )
    };
    let package = metadata.iter().find(is_it).with_context(context)?;
    let manifest = PathBuf::from(text(package, "manifest_path").with_context(context)?);
    Ok(Crate {
        // The slash is how `OR` was written before SPDX expressions.
        licence: text(package, "license")
            .with_context(context)?
            .replace('/', " OR "),
        folder: manifest.parent().with_context(context)?.to_path_buf(),
        checksum,
        source: text(package, "source"),
        uses,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_says_who_uses_whom() {
        let printed = "0a v1.0.0 (/somewhere)\n1b v2.0.0\n2c v3.0.0-rc.1\n1c v3.0.0-rc.1 (*)\n";
        let key = |name: &str, version: &str| (name.to_owned(), version.to_owned());
        let (a, b, c) = (key("a", "1.0.0"), key("b", "2.0.0"), key("c", "3.0.0-rc.1"));
        assert_eq!(
            edges(printed).unwrap(),
            BTreeMap::from([
                (a, BTreeSet::from([b.clone(), c.clone()])),
                (b, BTreeSet::from([c.clone()])),
                (c, BTreeSet::new()),
            ])
        );
        assert!(edges("0a (/somewhere)\n").is_err());
    }

    #[test]
    fn the_page_holds_no_crate_twice_and_no_macro() {
        let tree = Tree::of_the_page(&Project::here()).unwrap();
        let names: BTreeSet<&String> = tree.crates.keys().map(|(name, _)| name).collect();
        assert_eq!(names.len(), tree.crates.len(), "{names:?}");
        let has = |name: &str| names.contains(&name.to_owned());
        assert!(has("rsa") && has(GLUE) && has("wasm-bindgen"), "{names:?}");
        assert!(
            !has("serde_derive") && !has("syn") && !has("tempfile"),
            "{names:?}"
        );
        let root = tree.crates.get(&tree.root).unwrap();
        assert!(root.uses.iter().any(|(name, _)| name == "rsa"));
        assert!(root.uses.iter().any(|(name, _)| name == "zeroize"));
        assert!(!has("rsa-crt") && root.uses.iter().all(|(name, _)| name != "rsa-crt"));
    }

    #[test]
    fn every_crate_is_packed_by_the_one_registry_and_has_its_checksum() {
        let tree = Tree::of_the_page(&Project::here()).unwrap();
        let registry = "registry+https://github.com/rust-lang/crates.io-index";
        for (key, it) in tree.others() {
            assert_eq!(it.source.as_deref(), Some(registry), "{key:?}");
            let length = it.checksum.as_deref().map(str::len);
            assert_eq!(length, Some(64), "{key:?}");
        }
    }
}
