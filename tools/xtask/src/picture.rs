//! `cargo xtask picture`: the picture of the README, taken by a case of the page's tests.

use std::fs;

use anyhow::{Context, Result};
use page_builder::process;
use page_builder::project::Project;

use crate::run::Run;

/// The case that shows what a person gets, and the picture that it leaves.
const PICTURED: (&str, &str) = (
    "chromium/file/axe/light/generated",
    "page-tests/chromium-generated-light-1440.png",
);

/// Makes `docs/page.png`: the page with a certificate made on the spot, its key and the two values.
pub(crate) fn command(project: &Project) -> Result<()> {
    let (case, picture) = PICTURED;
    process::run(&mut Run::new(project).in_browsers(&format!("-- --exact {case}"))?)?;
    let (from, to) = (
        project.target().join(picture),
        project.path("docs/page.png"),
    );
    fs::copy(&from, &to).with_context(|| format!("{} is not there.", from.display()))?;
    println!("{}", to.display());
    Ok(())
}
