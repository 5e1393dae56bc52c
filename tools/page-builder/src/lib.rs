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

use assemble::Sources;
pub use company::Company;
use leaks::Traces;
pub use policy::hexadecimal as sha256;
use project::Project;
use shipped::Shipped;

/// Where the page is written, and nothing beside it.
const PLACE: &str = "dist/rsa-signer.html";

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
        let told = || format!("{} cannot be written.", folder.display());
        fs::create_dir_all(&folder).with_context(told)?;
        fs::write(folder.join("core.wasm"), &self.wasm).with_context(told)?;
        fs::write(folder.join("worker.js"), &self.worker).with_context(told)?;
        Ok(folder)
    }
}

/// Builds the page, checks it, and only then writes it.
///
/// # Errors
/// When something in the page is not what the project promises; the sentences say what to do. The
/// page of an earlier build is removed then, so that nobody takes it for this one.
pub fn build(project: &Project, accept_imports: bool) -> Result<Page> {
    let built = checked(project, accept_imports);
    if built.is_err() {
        fs::remove_file(project.path(PLACE)).ok();
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
    let types: Vec<&str> = policy
        .split("; ")
        .filter(|it| it.contains("trusted-types"))
        .collect();
    Ok(vec![
        format!("policy, to the letter: {policy}"),
        format!("Trusted Types: {}", types.join("; ")),
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

/// Renames a finished file into place, so that nobody ever opens half a page.
fn write(project: &Project, text: &str) -> Result<PathBuf> {
    let path = project.path(PLACE);
    let unfinished = path.with_extension("unfinished");
    let told = || format!("{} cannot be written.", path.display());
    fs::create_dir_all(path.parent().unwrap_or(project.root())).with_context(told)?;
    fs::write(&unfinished, text).with_context(told)?;
    fs::rename(&unfinished, &path).with_context(told)?;
    Ok(path)
}
