//! Binds the wasm: makes the JavaScript that stands between it and the browser.

use std::fs;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::{Bindgen, Output};

use crate::glue;
use crate::project::{self, Project};

/// The name that the glue's file and the wasm's imports are given.
const NAME: &str = "core";

/// The wasm and what it needs to talk to the browser.
#[derive(Debug)]
pub(crate) struct Bound {
    /// JavaScript that defines `wasm_bindgen`, and loads nothing.
    pub(crate) glue: String,
    /// The wasm, without custom sections.
    pub(crate) wasm: Vec<u8>,
}

/// Binds with the library that Cargo.lock pins; no installed tool writes shipped bytes.
pub(crate) fn bind(project: &Project, wasm: Vec<u8>) -> Result<Bound> {
    let mut output = output(wasm, false)?;
    let snippets = output.snippets().values().flatten().count();
    if snippets != 0 || !output.local_modules().is_empty() {
        bail!(
            "A dependency brings JavaScript of its own. The page ships none that nobody here wrote."
        );
    }
    // Only `emit` indents the glue, and people read it in the page.
    let folder = project.target().join("bound");
    output.emit(&folder)?;
    let wasm = folder.join(format!("{NAME}_bg.wasm"));
    let context = || format!("{} cannot be read.", wasm.display());
    Ok(Bound {
        glue: glue::script(&project::read_text(&folder.join(format!("{NAME}_bg.js")))?)?,
        wasm: fs::read(&wasm).with_context(context)?,
    })
}

/// Returns the same wasm with the names of its functions.
pub(crate) fn named(wasm: Vec<u8>) -> Result<Vec<u8>> {
    Ok(output(wasm, true)?.wasm_mut().emit_wasm())
}

/// Binds, without custom sections.
fn output(wasm: Vec<u8>, names: bool) -> Result<Output> {
    let mut bindgen = Bindgen::new();
    let mut output = bindgen
        .input_bytes(NAME, wasm)
        .bundler(true)?
        .browser(true)?
        .typescript(false)
        .remove_name_section(!names)
        .remove_producers_section(true)
        .generate_output()
        .context("The wasm cannot be bound.")?;
    let sections: Vec<_> = output.wasm().customs.iter().map(|(id, _)| id).collect();
    for section in sections {
        output.wasm_mut().customs.delete(section);
    }
    Ok(output)
}
