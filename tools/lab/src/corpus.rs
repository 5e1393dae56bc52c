//! `cargo xtask corpus`: every kind of file that people bring, one file a case, made by the programs
//! that people use. `tests/native/corpus.rs` reads them.
//!
//! The keys are made once and kept; certificates come out the same every time. What programs
//! encrypt has a new random salt at every run.

mod bundles;
mod case;
mod certificate;
mod certificates;
mod companions;
mod der;
mod encrypted;
mod keys;
mod maker;
mod shapes;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Result, bail};

use maker::Maker;
use page_builder::project::Project;
use xtask_support::setup::need;

/// Where the corpus lies in the tree.
pub(crate) const CORPUS: &str = "tests/data/corpus";

/// Makes the corpus anew.
pub(crate) fn command(project: &Project) -> Result<()> {
    need::ensure(&[
        need::OPENSSL,
        need::CERTTOOL,
        need::KEYTOOL,
        need::PUTTYGEN,
        need::SSH_KEYGEN,
    ])?;
    let mut maker = Maker::new(project.target().join("corpus"), project.path(CORPUS))?;
    companions::make(&maker)?;
    encrypted::add(&mut maker)?;
    bundles::add(&mut maker)?;
    certificates::add(&mut maker)?;
    keys::add(&mut maker)?;
    shapes::add(&mut maker)?;
    let cases = maker.into_cases();
    let mut groups: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for case in &cases {
        if !groups.entry(case.folder).or_default().insert(&case.name) {
            bail!("Two cases are called {}/{}.", case.folder, case.name);
        }
    }
    for folder in groups.keys() {
        let place = project.path(CORPUS).join(folder);
        if place.exists() {
            fs::remove_dir_all(&place)?;
        }
        fs::create_dir_all(&place)?;
    }
    for case in &cases {
        let place = project.path(CORPUS).join(case.folder).join(&case.name);
        fs::write(place, case.to_bytes())?;
    }
    for (folder, names) in &groups {
        println!("{folder}: {}", names.len());
    }
    println!(
        "{} cases. Files that programs encrypt have new salts: commit them only when something else changed.",
        cases.len()
    );
    Ok(())
}
