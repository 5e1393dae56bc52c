//! Puts everything into `www/index.html`.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::bind::Bound;
use crate::built::{self, Edition, Values};
use crate::bundle;
use crate::html;
use crate::languages;
use crate::module::Module;
use crate::policy;
use crate::project::{self, Project};
use crate::template;

/// The file in `www/` that the worker starts with; no module imports it.
const WORKER: &str = "worker.js";
/// Where the template wants the languages, the policy, the style and the script.
const PLACES: [&str; 4] = [
    "<!-- build:languages -->",
    "<!-- build:policy -->",
    "<link rel=\"stylesheet\" href=\"style.css\">",
    "<script type=\"module\" src=\"main.js\"></script>",
];

/// The files of `www/`, read.
#[derive(Debug)]
pub(crate) struct Sources {
    /// `index.html`.
    pub(crate) template: String,
    /// `style.css`.
    pub(crate) style: String,
    /// `worker.js`.
    pub(crate) worker: String,
    /// Every other script.
    pub(crate) modules: Vec<(String, String)>,
    /// The catalogues under the names of their languages.
    pub(crate) catalogues: BTreeMap<String, Value>,
    /// The programs of `automation/` under the names of their files.
    pub(crate) programs: BTreeMap<String, String>,
}

impl Sources {
    fn read(project: &Project) -> Result<Self> {
        let mut modules = Vec::new();
        for path in project.files("www", "js")? {
            modules.push((project::file_name(&path), project::read_text(&path)?));
        }
        modules.retain(|(file, _)| file != WORKER);
        Ok(Self {
            template: project.read("www/index.html")?,
            style: project.read("www/style.css")?,
            worker: project.read(&format!("www/{WORKER}"))?,
            modules,
            catalogues: catalogues(project)?,
            programs: programs(project)?,
        })
    }
}

fn catalogues(project: &Project) -> Result<BTreeMap<String, Value>> {
    let mut catalogues = BTreeMap::new();
    for path in project.files("www/catalogue", "json")? {
        let text = project::read_text(&path)?;
        let told = || format!("{} is not JSON.", path.display());
        catalogues.insert(
            project::stem(&path),
            serde_json::from_str(&text).with_context(told)?,
        );
    }
    Ok(catalogues)
}

/// Only what has the ending of a program: running one leaves files beside it.
fn programs(project: &Project) -> Result<BTreeMap<String, String>> {
    let mut programs = BTreeMap::new();
    for ending in ["cs", "java", "mjs", "ps1", "py", "sh"] {
        for path in project.files("automation", ending)? {
            programs.insert(project::file_name(&path), project::read_text(&path)?);
        }
    }
    Ok(programs)
}

/// The page, made of the sources in the tree.
pub(crate) fn page(project: &Project, bound: &Bound, edition: &Edition) -> Result<String> {
    join(&Sources::read(project)?, bound, edition)
}

/// The page, made of these sources.
pub(crate) fn join(sources: &Sources, bound: &Bound, edition: &Edition) -> Result<String> {
    let html = worded(sources)?;
    let script = script(sources, bound, edition)?;
    let style = format!("\n{}", sources.style);
    nothing_ends_early(&script, &style)?;
    let policy = html::escape(&policy::policy(&script, &style));
    let pieces = [
        languages::options(&sources.catalogues)?,
        format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">"),
        format!("<style>{style}</style>"),
        format!("<script>{script}</script>"),
    ];
    put(&html, &pieces)
}

fn worded(sources: &Sources) -> Result<String> {
    let catalogue = sources.catalogues.get(languages::FIRST);
    let words = template::words(catalogue.context("There is no www/catalogue/en.json.")?)?;
    template::fill(&sources.template, words)
}

fn script(sources: &Sources, bound: &Bound, edition: &Edition) -> Result<String> {
    let worker = format!("\"use strict\";\n{}\n{}", bound.glue, sources.worker);
    let values = Values {
        catalogues: &sources.catalogues,
        programs: &sources.programs,
        edition,
        wasm: &bound.wasm,
        worker: &worker,
    };
    let mut modules = Vec::new();
    for (file, text) in &sources.modules {
        let module = Module::read(file, text)?;
        modules.push(match file == built::FILE {
            true => built::module(&module, &values)?,
            false => module,
        });
    }
    bundle::bundle(modules)
}

/// A script ends for HTML where these letters stand, whatever they mean in JavaScript.
fn nothing_ends_early(script: &str, style: &str) -> Result<()> {
    for (name, text) in [("script", script), ("style", style)] {
        let text = text.to_ascii_lowercase();
        // In a script `-->` is a comment where a line begins with it, and nothing elsewhere.
        for end in ["</script", "<script", "</style", "<!--", "\n-->"] {
            if text.contains(end) {
                bail!("The {name} holds `{end}`, which HTML does not read as a part of it.");
            }
        }
    }
    Ok(())
}

fn put(html: &str, pieces: &[String; 4]) -> Result<String> {
    let mut html = html.to_owned();
    for place in PLACES {
        if html.matches(place).count() != 1 {
            bail!("www/index.html must hold `{place}` exactly once.");
        }
    }
    // The script comes last: nothing may be looked for in what it holds.
    for (place, piece) in PLACES.iter().zip(pieces) {
        html = html.replacen(place, piece, 1);
    }
    Ok(html)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn the_pieces_are_inside() {
        let page = fixture::page();
        assert!(
            page.contains(
                "<head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src"
            )
        );
        assert!(page.contains("<style>\np { margin: 0 }\n</style>"));
        assert!(page.contains("const WORKER_SOURCE = \""));
        assert!(page.contains("<h1 data-text=\"title\">Title</h1>"));
        assert!(!page.contains("build:") && !page.contains("main.js\""));
    }

    #[test]
    fn each_place_must_be_there_once() {
        for place in PLACES {
            for instead in [String::new(), format!("{place}{place}")] {
                let mut sources = fixture::sources();
                sources.template = sources.template.replace(place, &instead);
                let text = join(&sources, &fixture::bound(), &fixture::edition())
                    .unwrap_err()
                    .to_string();
                assert!(text.contains(place), "{text}");
            }
        }
    }

    #[test]
    fn a_script_that_would_end_early_is_refused() {
        let mut sources = fixture::sources();
        sources
            .modules
            .iter_mut()
            .for_each(|(_, text)| text.push_str("\"</SCRIPT>\";\n"));
        let text = join(&sources, &fixture::bound(), &fixture::edition())
            .unwrap_err()
            .to_string();
        assert!(text.contains("`</script`"), "{text}");
    }
}
