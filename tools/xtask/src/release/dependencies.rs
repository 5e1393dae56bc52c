//! docs/dependencies.md says of every direct dependency why it is there.

use std::collections::BTreeSet;

use page_builder::project::Project;
use page_builder::settings;
use serde_json::Value;

use super::tree::{self, Tree};

const ALL: &[&str] = &["normal", "build", "dev"];

/// The headings, and whose dependencies of which kind stand under them.
const SECTIONS: [(&str, &str, &[&str]); 9] = [
    ("In the page", "anaplan-rsa-signer", &["normal", "build"]),
    ("In the core's tests", "anaplan-rsa-signer", &["dev"]),
    ("In the command line", "rsa-signer", ALL),
    ("In the npm package", "rsa-signer-js", ALL),
    ("In rsa-crt", "rsa-crt", &["normal", "build"]),
    ("In rsa-crt's tests", "rsa-crt", &["dev"]),
    ("In page-builder", "page-builder", ALL),
    ("In xtask", "xtask", ALL),
    ("In the tests of the page", "page-tests", ALL),
];

fn page() -> String {
    Project::here().read("docs/dependencies.md").unwrap()
}

/// The names in the first column under a heading; each with a reason in the second.
fn explained(text: &str, heading: &str) -> BTreeSet<String> {
    let (_, rest) = text.split_once(&format!("\n## {heading}\n")).unwrap();
    let section = rest.split("\n## ").next().unwrap();
    let mut names = BTreeSet::new();
    for row in section.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [name, reason] = cells.as_slice() else {
            panic!("{row} has not two columns");
        };
        assert!(reason.len() > 10, "{row} gives no reason");
        assert!(
            names.insert(name.trim_matches('`').to_owned()),
            "{row} is there twice"
        );
    }
    names
}

/// The names in a package's manifest.
fn named(packages: &[Value], package: &str, kinds: &[&str]) -> BTreeSet<String> {
    let is = |it: &&Value| it.get("name").and_then(Value::as_str) == Some(package);
    let package = packages.iter().find(is).unwrap();
    let all = package
        .get("dependencies")
        .and_then(Value::as_array)
        .unwrap();
    let wanted = all.iter().filter(|it| {
        let kind = it.get("kind").and_then(Value::as_str).unwrap_or("normal");
        kinds.contains(&kind)
    });
    wanted
        .map(|it| it.get("name").and_then(Value::as_str).unwrap().to_owned())
        // Crates of this workspace need no reason.
        .filter(|name| !["anaplan-rsa-signer", "page-builder", "xtask"].contains(&name.as_str()))
        .collect()
}

#[test]
fn every_direct_dependency_is_explained_and_nothing_else() {
    let packages = tree::metadata(&Project::here()).unwrap();
    let text = page();
    for (heading, package, kinds) in SECTIONS {
        assert_eq!(
            explained(&text, heading),
            named(&packages, package, kinds),
            "docs/dependencies.md, {heading}"
        );
    }
}

/// cargo-deny sees the whole workspace; what deny.toml excepts may build and test, and no more.
#[test]
fn the_page_needs_no_exception_of_licences() {
    let project = Project::here();
    let rules: toml::Table = project.read("deny.toml").unwrap().parse().unwrap();
    let licences = rules.get("licenses").unwrap();
    let exceptions = licences.get("exceptions").unwrap().as_array().unwrap();
    let tree = Tree::of_the_page(&project).unwrap();
    for exception in exceptions {
        let name = exception.get("crate").unwrap().as_str().unwrap();
        let inside = tree.crates.keys().any(|(other, _)| other == name);
        assert!(!inside, "{name} is in the page");
    }
    let allowed = licences.get("allow").unwrap().as_array().unwrap();
    assert!(!allowed.is_empty() && !exceptions.is_empty());
}

#[test]
fn the_changelog_has_this_version() {
    let project = Project::here();
    let version = settings::version(&project).unwrap();
    let date = settings::date(&project).unwrap();
    let text = project.read("CHANGELOG.md").unwrap();
    let heading = text.lines().find(|line| line.starts_with("## ")).unwrap();
    assert_eq!(heading, format!("## {version}, {date}"));
}
