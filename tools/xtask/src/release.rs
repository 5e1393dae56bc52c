//! `cargo xtask release`: the page and everything that goes with it, the same bytes wherever it is made.
//!
//! ```text
//! page, tree (crates in the page) → sbom, licences ┐
//! README, SECURITY, docs/, hosting/, automation/ ───┴→ archive (ZIP) → SHA256SUMS → dist/
//! ```
//!
//! Nothing in it says when, where or by whom it was made.

mod archive;
#[cfg(test)]
mod dependencies;
mod elsewhere;
mod licences;
mod machine;
pub(crate) mod reproduce;
mod sbom;
mod tree;
mod verify;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use page_builder as page;
use page_builder::leaks::Traces;
use page_builder::project::Project;
use page_builder::settings;

/// The list of what is in the page, as CycloneDX wants it to be named.
const SBOM: &str = "rsa-signer.cdx.json";
/// The licences of what is in the page.
const LICENCES: &str = "THIRD-PARTY-LICENSES.txt";
/// The hashes of the page and of what is in it, and how they are computed.
const VERIFY: &str = "VERIFY.txt";
/// SHA-256 of the other files, in the form that `sha256sum -c` reads.
const SUMS: &str = "SHA256SUMS";
/// The files of the tree that go into the archive as they are.
const TEXTS: [&str; 8] = [
    "ARCHITECTURE.md",
    "BENCHMARKS.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "SECURITY.md",
];
/// The folders of the tree whose files with these endings go into the archive as they are: not what
/// editors and running programs leave there.
const FOLDERS: [(&str, &[&str]); 3] = [
    ("automation", &page::PROGRAMS),
    ("docs", &["md"]),
    ("hosting", &["conf", "config"]),
];
/// The picture of the page, which goes into the archive too.
const PICTURE: &str = "docs/page.png";

/// Files under their names, sorted.
type Named = BTreeMap<String, Vec<u8>>;

/// What a release consists of.
#[derive(Debug)]
pub(crate) struct Release {
    /// Where it was written.
    folder: PathBuf,
    files: Named,
}

/// Makes the release and says what was made.
pub(crate) fn command(project: &Project) -> Result<()> {
    let release = build(project)?;
    println!("{}", release.folder.display());
    print!("{}", sums(&release.files)?);
    Ok(())
}

/// Makes the release, looks for traces of this machine in it, and only then writes it.
pub(crate) fn build(project: &Project) -> Result<Release> {
    let (version, date) = (settings::version(project)?, settings::date(project)?);
    let page = page::build(project, false)?;
    let verify = verify::text(&page, &version, &date);
    let page = page.text.into_bytes();
    let tree = tree::Tree::of_the_page(project)?;
    let made = Named::from([
        (SBOM.to_owned(), sbom::text(&tree, &page)?.into_bytes()),
        (LICENCES.to_owned(), licences::text(&tree)?.into_bytes()),
        (VERIFY.to_owned(), verify.into_bytes()),
        (page::NAME.to_owned(), page),
    ]);
    let mut inside = with_texts(project, made.clone())?;
    inside.insert(SUMS.to_owned(), sums(&inside)?.into_bytes());
    without_traces(project, &inside)?;
    let name = format!("rsa-signer-{version}");
    let mut files = made;
    files.insert(format!("{name}.zip"), archive::pack(&name, &inside)?);
    files.insert(SUMS.to_owned(), sums(&files)?.into_bytes());
    let folder = project.path(page::FOLDER);
    write(&folder, &files)?;
    Ok(Release { folder, files })
}

impl Release {
    /// Has the commands of its own `VERIFY.txt` compute what they promise.
    pub(crate) fn verify_by_hand(&self) -> Result<()> {
        let text = self.files.get(VERIFY).context("There is no VERIFY.txt.")?;
        verify::by_hand(&self.folder, &String::from_utf8_lossy(text))
    }
}

/// What was made, and the texts and folders of the tree.
fn with_texts(project: &Project, mut files: Named) -> Result<Named> {
    for text in TEXTS {
        files.insert(text.to_owned(), project.read(text)?.into_bytes());
    }
    for (folder, endings) in FOLDERS {
        let texts = project.texts(folder, endings)?.into_iter();
        files.extend(texts.map(|(name, text)| (format!("{folder}/{name}"), text.into_bytes())));
    }
    let picture = fs::read(project.path(PICTURE));
    let picture = picture.with_context(|| format!("{PICTURE} cannot be read."))?;
    files.insert(PICTURE.to_owned(), picture);
    Ok(files)
}

fn without_traces(project: &Project, files: &Named) -> Result<()> {
    let mut traces = Traces::of_this_machine(project)?;
    for (text, what) in machine::texts(project)? {
        traces.add(&text, what);
    }
    let mut files = files.iter();
    files.try_for_each(|(name, bytes)| traces.none_in(name, bytes))
}

/// One line a file, sorted: the hash, two blanks, the name. The list itself is not in the list.
fn sums(files: &Named) -> Result<String> {
    let others = files.iter().filter(|(name, _)| *name != SUMS);
    Ok(others
        .map(|(name, bytes)| format!("{}  {name}\n", page::sha256(bytes)))
        .collect())
}

/// Renames each finished file into place, so that nobody ever takes half of one.
fn write(folder: &Path, files: &Named) -> Result<()> {
    let context = || format!("{} cannot be written into.", folder.display());
    fs::create_dir_all(folder).with_context(context)?;
    for (name, bytes) in files {
        let unfinished = folder.join(format!("{name}.unfinished"));
        fs::write(&unfinished, bytes).with_context(context)?;
        fs::rename(&unfinished, folder.join(name)).with_context(context)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archive_without_the_page() -> Named {
        with_texts(&Project::here(), Named::new()).unwrap()
    }

    #[test]
    fn sums_are_what_sha256sum_reads() {
        let files = Named::from([
            ("b".to_owned(), b"abc".to_vec()),
            ("a".to_owned(), Vec::new()),
            (SUMS.to_owned(), b"old".to_vec()),
        ]);
        // FIPS 180-4's example "abc", and the hash of nothing.
        assert_eq!(
            sums(&files).unwrap(),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a\n\
             ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b\n"
        );
    }

    #[test]
    fn texts_point_only_at_what_is_in_the_archive() {
        let files = archive_without_the_page();
        for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with(".md")) {
            let text = String::from_utf8(bytes.clone()).unwrap();
            let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
            for target in text
                .split("](")
                .skip(1)
                .filter_map(|rest| rest.split(')').next())
            {
                let place = within(folder, target);
                let is_folder = files.keys().any(|it| it.starts_with(&format!("{place}/")));
                let elsewhere = target.contains("://") || target.starts_with('#');
                let known = elsewhere || is_folder || files.contains_key(&place);
                assert!(known, "{name} points at {target}");
            }
        }
    }

    /// A relative link's place in the archive.
    fn within(folder: &str, target: &str) -> String {
        let path = target.split('#').next().unwrap_or_default();
        match path.strip_prefix("../") {
            Some(above) => above.to_owned(),
            None if folder.is_empty() => path.to_owned(),
            None => format!("{folder}/{path}"),
        }
    }

    #[test]
    fn a_trace_of_this_machine_stops_the_release() {
        let project = Project::here();
        without_traces(&project, &archive_without_the_page()).unwrap();
        let place = project.path("x").display().to_string();
        let files = Named::from([("README.md".to_owned(), place.into_bytes())]);
        assert!(without_traces(&project, &files).is_err());
    }
}
