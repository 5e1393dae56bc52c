//! Makes `dist/rsa-signer.html` out of the sources, and checks the finished file.
//!
//! ```text
//! src/ → wasm → bind (glue, wasm) → glue (module to script)    ┐
//! www/worker.js, www/catalogue/ ────────────────────────────────┴→ built → bundle (one script)
//! www/index.html, www/style.css → template ──────────────────────────────→ assemble (one file)
//! one file → shipped (read again) → checks, imports → dist/rsa-signer.html
//! ```
//!
//! This crate is all that an auditor of the build must read: everything that writes a byte of the
//! page is here or in a crate that Cargo.lock pins. Writing and checking share no result: the checks
//! read the finished text, as somebody would who has only the file.
//!
//! | Modules | Task |
//! |---|---|
//! | `wasm`, `remap`, `target` | compile the core, with neutral names for the builder's folders |
//! | `bind`, `glue` | write the JavaScript around the wasm, which loads nothing |
//! | `module`, `bundle` | join the modules of `www/` into one script |
//! | `languages`, `pack`, `built` | put worker, wasm and words into that script |
//! | `html`, `template`, `policy`, `assemble` | fill the markup and write the policy |
//! | `company` | fill the slot of the company that hosts the page |
//! | `shipped`, `checks`, `bans`, `imports`, `leaks` | read the finished file and refuse it |
//! | `process`, `project`, `settings` | run cargo, find files, read the project's settings |

mod assemble;
mod bans;
mod bind;
mod built;
mod bundle;
mod checks;
mod company;
#[cfg(test)]
mod fixture;
mod glue;
mod html;
mod imports;
mod languages;
pub mod leaks;
mod module;
mod pack;
mod policy;
pub mod process;
pub mod project;
pub mod remap;
pub mod settings;
mod shipped;
pub mod target;
mod template;
mod wasm;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

pub use assemble::PROGRAMS;
use assemble::Sources;
pub use company::Company;
use leaks::Traces;
pub use policy::hexadecimal as sha256;
use project::Project;
use shipped::Shipped;

/// The folder of what is built. It holds files of one build only: hashes beside another page would
/// be wrong.
pub const FOLDER: &str = "dist";
/// The page's name in that folder.
pub const NAME: &str = "rsa-signer.html";

/// A page that is written and checked.
#[derive(Debug)]
pub struct Page {
    /// Its file.
    pub path: PathBuf,
    /// Its whole text.
    pub text: String,
    /// The wasm, taken out of it.
    pub wasm: Vec<u8>,
    /// The source of the worker, taken out of it.
    pub worker: String,
}

impl Page {
    /// Returns a line with the size in both ways in which people pay for it.
    pub fn size(&self) -> Result<String> {
        let wire = pack::gzipped(&self.text)?;
        Ok(format!(
            "{} bytes, {wire} over the wire with gzip",
            self.text.len()
        ))
    }

    /// Writes the program that is inside as files, `core.wasm` and `worker.js`, and returns their
    /// folder.
    pub fn apart(&self, project: &Project) -> Result<PathBuf> {
        let folder = project.path("target/apart");
        let context = || format!("{} cannot be written.", folder.display());
        fs::create_dir_all(&folder).with_context(context)?;
        fs::write(folder.join("core.wasm"), &self.wasm).with_context(context)?;
        fs::write(folder.join("worker.js"), &self.worker).with_context(context)?;
        Ok(folder)
    }
}

/// Builds the page, checks it, and only then writes it.
///
/// # Errors
/// When something in the page is not what the project promises; the sentences say what to do. The
/// files of an earlier build are removed in any case, so that nobody takes them for this one's.
pub fn build(project: &Project, accept_imports: bool) -> Result<Page> {
    let built = checked(project, accept_imports);
    if built.is_err() {
        keep_only(&project.path(FOLDER), "").ok();
    }
    built
}

fn checked(project: &Project, accept_imports: bool) -> Result<Page> {
    target::ensure(project)?;
    remap::unpack(project)?;
    let traces = Traces::of_this_machine(project)?;
    let bound = bind::bind(project, wasm::build(project)?)?;
    let edition = built::Edition {
        version: settings::version(project)?,
        date: settings::date(project)?,
    };
    let text = assemble::page(&Sources::read(project)?, &bound, &edition)?;
    let shipped = Shipped::read(&text)?;
    checks::all(&shipped, &traces)?;
    imports::agree(project, &shipped.wasm, accept_imports)?;
    let (wasm, worker) = (shipped.wasm, shipped.worker);
    let path = write(project, &text)?;
    Ok(Page {
        path,
        text,
        wasm,
        worker,
    })
}

/// Fills the slot for a company in a page that was just built, checks it again, and writes it.
///
/// # Errors
/// When the slot cannot be filled, or the page is not what the project promises.
pub fn for_company(project: &Project, page: Page, company: Company<'_>) -> Result<Page> {
    let text = company::fill(&page.text, company)?;
    checks::all(&Shipped::read(&text)?, &Traces::of_this_machine(project)?)?;
    write(project, &text)?;
    Ok(Page { text, ..page })
}

/// Checks a finished file once more and returns a line for each thing that is true of it.
pub fn layers(project: &Project, path: &Path) -> Result<Vec<String>> {
    let text = project::read_text(path)?;
    let shipped = Shipped::read(&text)?;
    checks::all(&shipped, &Traces::of_this_machine(project)?)?;
    imports::agree(project, &shipped.wasm, false)?;
    let policy = policy::policy(shipped.script, shipped.style);
    Ok(vec![
        format!("policy, to the letter: {policy}"),
        format!(
            "wasm imports, each of them agreed: {}",
            imports::imports(&shipped.wasm)?.len()
        ),
        format!(
            "banned words, none in the page's script and the worker: {}",
            bans::words().count()
        ),
    ])
}

/// Builds the wasm of the page with the names of its functions, which the page does not hold.
///
/// # Errors
/// When it cannot be built.
pub fn named(project: &Project) -> Result<Vec<u8>> {
    bind::named(wasm::build(project)?)
}

/// Renames a finished file into place, so that nobody ever opens half a page, and removes the files
/// of earlier builds.
fn write(project: &Project, text: &str) -> Result<PathBuf> {
    let folder = project.path(FOLDER);
    let path = folder.join(NAME);
    let unfinished = path.with_extension("unfinished");
    let context = || format!("{} cannot be written.", path.display());
    fs::create_dir_all(&folder).with_context(context)?;
    fs::write(&unfinished, text).with_context(context)?;
    fs::rename(&unfinished, &path).with_context(context)?;
    keep_only(&folder, NAME)?;
    Ok(path)
}

/// Removes all files of a folder but the one of this name.
fn keep_only(folder: &Path, name: &str) -> Result<()> {
    for entry in project::entries(folder)? {
        if entry.is_file() && project::file_name(&entry) != name {
            let context = || format!("{} cannot be removed.", entry.display());
            fs::remove_file(&entry).with_context(context)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_holds_files_of_one_build() {
        let place = tempfile::tempdir().unwrap();
        let project = Project::at(place.path());
        let folder = project.path(FOLDER);
        fs::create_dir(&folder).unwrap();
        for name in ["SHA256SUMS", "rsa-signer-0.1.0.zip", NAME] {
            fs::write(folder.join(name), "earlier").unwrap();
        }
        let path = write(&project, "page").unwrap();
        assert_eq!(project::entries(&folder).unwrap(), [path.as_path()]);
        assert_eq!(fs::read_to_string(path).unwrap(), "page");
    }
}
