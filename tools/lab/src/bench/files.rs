//! The folder that is measured in: everything a browser is served, and what node reads.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use page_builder::project::{self, Project};

/// The name of a library beside the measuring scripts, and where it is in the packages of npm.
pub(super) const LIBRARIES: [(&str, &str); 4] = [
    ("jsrsasign-10.js", "jsrsasign-10/lib/jsrsasign-all-min.js"),
    ("jsrsasign-11.js", "jsrsasign/lib/jsrsasign-all-min.js"),
    ("forge.js", "node-forge/dist/forge.min.js"),
    ("gmp.js", "gmp-wasm/dist/mini.umd.min.js"),
];

/// The pages that jsrsasign is put into, and which library that is.
pub(super) const PAGES: [(&str, &str); 2] = [
    ("page-jsrsasign-10.html", "jsrsasign-10.js"),
    ("page-jsrsasign-11.html", "jsrsasign-11.js"),
];

/// What is served as it is.
const OWN: [&str; 5] = [
    "before.js",
    "contenders.js",
    "measure.js",
    "bench.html",
    "empty.html",
];

/// Fills the folder with what is measured; the keys of an earlier run stay in it.
pub(super) fn prepare(project: &Project, folder: &Path, peers: &Path, apart: &Path) -> Result<()> {
    let told = || format!("{} cannot be written.", folder.display());
    fs::create_dir_all(folder).with_context(told)?;
    for file in OWN {
        let place = project.path("tools/lab/bench").join(file);
        fs::copy(place, folder.join(file)).with_context(told)?;
    }
    for (file, place) in LIBRARIES {
        fs::copy(peers.join(place), folder.join(file)).with_context(told)?;
    }
    for file in ["core.wasm", "worker.js"] {
        fs::copy(apart.join(file), folder.join(file)).with_context(told)?;
    }
    Ok(())
}

/// Writes the pages that are measured, each with the script that watches it.
pub(super) fn pages(
    project: &Project,
    folder: &Path,
    page: &str,
    before: Option<&Path>,
) -> Result<()> {
    let probe = project.read("tools/lab/bench/probe.js")?;
    fs::write(folder.join("page.html"), watched(page, &probe)?)?;
    let place = folder.join("page-before.html");
    let _ = fs::remove_file(&place);
    if let Some(before) = before {
        fs::write(&place, watched(&project::read_text(before)?, &probe)?)?;
    }
    let template = project.read("tools/lab/bench/jsrsasign.html")?;
    for (file, library) in PAGES {
        let library = fs::read_to_string(folder.join(library))?;
        fs::write(folder.join(file), inlined(&template, &probe, &library))?;
    }
    Ok(())
}

/// The shipped page with one more script before its own, and that script's hash in its policy.
fn watched(page: &str, probe: &str) -> Result<String> {
    // The page's own script looks for its directive too.
    const POLICY: &str = "; script-src ";
    const SCRIPT: &str = "<script>";
    if page.matches(POLICY).count() != 1 || page.matches(SCRIPT).count() != 1 {
        bail!("The page has not one policy for scripts and one script.");
    }
    let hash = STANDARD.encode(Sha256::digest(probe));
    let page = page.replacen(POLICY, &format!("{POLICY}'sha256-{hash}' "), 1);
    Ok(page.replacen(SCRIPT, &format!("{SCRIPT}{probe}</script>{SCRIPT}"), 1))
}

fn inlined(template: &str, probe: &str, library: &str) -> String {
    let script = |text: &str| format!("<script>{text}</script>");
    let page = template.replace("<!-- probe -->", &script(probe));
    page.replace("<!-- library -->", &script(library))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_probe_comes_first_and_may_run() {
        let page = "<meta content=\"; script-src 'sha256-x'\"><script>own()</script>";
        // The SHA-256 of "abc" (FIPS 180-4) in base64.
        let hash = "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=";
        assert_eq!(
            watched(page, "abc").unwrap(),
            format!(
                "<meta content=\"; script-src 'sha256-{hash}' 'sha256-x'\"><script>abc</script><script>own()</script>"
            )
        );
        assert!(watched("<script>", "abc").is_err());
    }
}
