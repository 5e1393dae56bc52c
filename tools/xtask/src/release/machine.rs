//! Who builds, and which registries this machine is told to use: what must not be in a release.

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::Result;
use page_builder::project::{self, Project};
use page_builder::remap;

/// Hosts that everybody knows and that this project's own texts name.
const PUBLIC: [&str; 1] = ["github.com"];
/// How the names of cargo's variables for registries begin.
const VARIABLES: [&str; 3] = ["CARGO_REGISTRIES_", "CARGO_REGISTRY_", "CARGO_SOURCE_"];

/// Texts, and what each of them is.
pub(crate) fn texts(project: &Project) -> Result<Vec<(String, &'static str)>> {
    let hosts = hosts(project)?.into_iter();
    let hosts = hosts.map(|host| (host, "a registry's host"));
    let users = ["USER", "LOGNAME", "USERNAME"].map(std::env::var);
    let users: BTreeSet<String> = users.into_iter().flatten().collect();
    let users = users.iter().filter(|user| !user.is_empty());
    Ok(hosts.chain(users.flat_map(|user| forms(user))).collect())
}

/// A short name may be a word of any text; as part of a path or an address it is a person.
fn forms(user: &str) -> [(String, &'static str); 3] {
    [
        format!("/{user}/"),
        format!("\\{user}\\"),
        format!("{user}@"),
    ]
    .map(|form| (form, "the builder's name"))
}

fn hosts(project: &Project) -> Result<BTreeSet<String>> {
    let mut texts = Vec::new();
    for file in settings(project) {
        let text = project::read_text(&file)?;
        let lines = text
            .lines()
            .filter(|line| !line.trim_start().starts_with('#'));
        texts.extend(lines.map(str::to_owned));
    }
    let variables = std::env::vars_os().filter(|(name, _)| {
        let name = name.to_string_lossy();
        VARIABLES.iter().any(|start| name.starts_with(start))
    });
    texts.extend(variables.map(|(_, value)| value.to_string_lossy().into_owned()));
    let hosts = texts.iter().flat_map(|text| hosts_in(text));
    Ok(hosts
        .filter(|host| !PUBLIC.contains(host))
        .map(str::to_owned)
        .collect())
}

/// The files in which cargo looks for its settings, those that exist.
fn settings(project: &Project) -> Vec<PathBuf> {
    let around = project
        .root()
        .ancestors()
        .map(|folder| folder.join(".cargo"));
    let folders = around.chain(remap::cargo_homes());
    let files = folders.flat_map(|folder| ["config.toml", "config"].map(|name| folder.join(name)));
    files.filter(|file| file.is_file()).collect()
}

/// `mirror.example` of `registry = "sparse+https://user@mirror.example:8080/index/"`.
fn hosts_in(text: &str) -> impl Iterator<Item = &str> {
    text.split("://").skip(1).filter_map(|address| {
        let place = address.split(['/', '"', '\'', ' ']).next()?;
        let place = place.rsplit('@').next()?;
        place.split(':').next().filter(|host| !host.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_cut_out_of_addresses() {
        let of = |text| hosts_in(text).collect::<Vec<_>>();
        let list =
            "a = ['sparse+https://user:word@mirror.example:8080/index/', \"git://b.example\"]";
        assert_eq!(of(list), ["mirror.example", "b.example"]);
        assert_eq!(of("https://mirror.example"), ["mirror.example"]);
        assert!(of("run --package xtask").is_empty());
        assert!(of("file:///somewhere").is_empty());
    }

    #[test]
    fn a_name_is_found_as_part_of_a_path_or_an_address_only() {
        let forms = forms("robin").map(|(form, _)| form);
        let found = |text: &str| forms.iter().any(|form| text.contains(form));
        assert!(found("/opt/robin/x") && found("robin@mail.example"));
        assert!(!found("a robin sings"));
    }
}
