//! `cargo xtask page`: from the sources to one checked file.
//!
//! ```text
//! src/ → wasm → bind (glue, wasm) → glue (loading path cut out) ┐
//! www/worker.js, www/catalogue/ ────────────────────────────────┴→ built → bundle (one script)
//! www/index.html, www/style.css → template ──────────────────────────────→ assemble (one file)
//! one file → shipped (read again) → checks, imports → dist/rsa-signer.html
//! ```
//!
//! What writes the file and what checks it share no result: the checks read the finished text.

mod assemble;
mod bans;
mod bind;
mod built;
mod bundle;
mod checks;
#[cfg(test)]
mod fixture;
mod flags;
mod glue;
mod html;
mod imports;
mod languages;
pub(crate) mod leaks;
mod module;
mod pack;
mod policy;
pub(crate) mod remap;
mod shipped;
mod template;
mod wasm;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::command::PageOptions;
use crate::process;
use crate::project::Project;
use crate::settings::Files;
use crate::setup;
use leaks::Traces;
pub(crate) use policy::hexadecimal as sha256;
use shipped::Shipped;

/// Where the page is written, and nothing beside it.
const PLACE: &str = "dist/rsa-signer.html";

/// The page, written and checked.
#[derive(Debug)]
pub(crate) struct Page {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// What is in it.
    pub(crate) text: String,
    /// The wasm, taken out of it.
    pub(crate) wasm: Vec<u8>,
}

impl Page {
    /// Returns a line with the size in both ways in which people pay for it.
    pub(crate) fn size(&self) -> Result<String> {
        let wire = pack::gzipped(&self.text)?;
        Ok(format!(
            "{} bytes, {wire} over the wire with gzip",
            self.text.len()
        ))
    }
}

/// Builds the page and says what was built.
pub(crate) fn command(project: &Project, options: PageOptions) -> Result<()> {
    let page = build(project, options.accept_imports)?;
    println!("{}", page.path.display());
    println!("{}", page.size()?);
    println!("SHA-256 {}", policy::hexadecimal(&page.text));
    println!(
        "SHA-256 {} of the wasm in it",
        policy::hexadecimal(&page.wasm)
    );
    if options.apart {
        println!("{}", apart(project, &page.text)?.display());
    }
    if options.open {
        open(&page.path)
    } else {
        Ok(())
    }
}

/// Builds the page, checks it, and only then writes it.
pub(crate) fn build(project: &Project, accept_imports: bool) -> Result<Page> {
    let files = Files::read(project)?;
    let settings = files.agreed()?;
    setup::target::ensure(&files.channel()?)?;
    remap::unpack(project)?;
    let traces = Traces::of_this_machine(project)?;
    let bound = bind::bind(project, wasm::build(project, &settings.profile)?)?;
    let text = assemble::page(project, &bound, &files.version()?)?;
    let shipped = Shipped::read(&text)?;
    checks::all(&shipped, &traces)?;
    imports::agree(project, &shipped.wasm, accept_imports)?;
    let wasm = shipped.wasm;
    let path = write(project, &text)?;
    Ok(Page { path, text, wasm })
}

/// What is true of the finished file, a line for each check that was made once more.
pub(crate) fn layers(project: &Project, path: &Path) -> Result<Vec<String>> {
    let text = crate::project::read_text(path)?;
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
            bans::BANS.len()
        ),
    ])
}

/// Returns the wasm that is inside a page.
pub(crate) fn wasm_in(page: &str) -> Result<Vec<u8>> {
    Ok(Shipped::read(page)?.wasm)
}

/// Writes the program that is inside a page as files: `core.wasm` and `worker.js`.
pub(crate) fn apart(project: &Project, page: &str) -> Result<PathBuf> {
    let shipped = Shipped::read(page)?;
    let folder = project.path("target/apart");
    let told = || format!("{} cannot be written.", folder.display());
    fs::create_dir_all(&folder).with_context(told)?;
    fs::write(folder.join("core.wasm"), &shipped.wasm).with_context(told)?;
    fs::write(folder.join("worker.js"), &shipped.worker).with_context(told)?;
    Ok(folder)
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

/// Each system has its own way to open a file as a double click would.
fn open(path: &Path) -> Result<()> {
    let (program, words): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/C", "start", ""]),
        _ => ("xdg-open", &[]),
    };
    process::run(Command::new(program).args(words).arg(path))
        .with_context(|| format!("Open {} by hand.", path.display()))
}
