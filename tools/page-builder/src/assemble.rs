//! Puts everything into `www/index.html`.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::bind::Bound;
use crate::built::{self, Edition};
use crate::bundle;
use crate::html;
use crate::languages;
use crate::module::Module;
use crate::policy;
use crate::project::Project;
use crate::template;

/// The file in `www/` that the worker starts with; no module imports it.
const WORKER: &str = "worker.js";
/// The endings of the programs of `automation/`: running one leaves other files beside it.
pub const PROGRAMS: [&str; 6] = ["cs", "java", "mjs", "ps1", "py", "sh"];
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
    /// Every other script under its name.
    pub(crate) modules: BTreeMap<String, String>,
    /// The catalogues under the names of their languages.
    pub(crate) catalogues: BTreeMap<String, Value>,
    /// The programs of `automation/` under the names of their files.
    pub(crate) programs: BTreeMap<String, String>,
}

impl Sources {
    /// Reads the tree.
    pub(crate) fn read(project: &Project) -> Result<Self> {
        let mut modules = project.texts("www", &["js"])?;
        let worker = modules.remove(WORKER);
        Ok(Self {
            template: project.read("www/index.html")?,
            style: project.read("www/style.css")?,
            worker: worker.with_context(|| format!("There is no www/{WORKER}."))?,
            modules,
            catalogues: catalogues(project)?,
            programs: project.texts("automation", &PROGRAMS)?,
        })
    }
}

fn catalogues(project: &Project) -> Result<BTreeMap<String, Value>> {
    let texts = project.texts("www/catalogue", &["json"])?.into_iter();
    let catalogues = texts.map(|(file, text)| {
        let context = || format!("www/catalogue/{file} is not JSON.");
        let catalogue = serde_json::from_str(&text).with_context(context)?;
        Ok((file.trim_end_matches(".json").to_owned(), catalogue))
    });
    catalogues.collect()
}

/// The page, made of these sources.
pub(crate) fn page(sources: &Sources, bound: &Bound, edition: &Edition) -> Result<String> {
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
    let catalogue = sources.catalogues.get(languages::SOURCE_LANGUAGE);
    let words = template::words(catalogue.context("There is no www/catalogue/en.json.")?)?;
    template::fill(&sources.template, words)
}

fn script(sources: &Sources, bound: &Bound, edition: &Edition) -> Result<String> {
    let modules = sources
        .modules
        .iter()
        .map(|(file, text)| match file == built::FILE {
            true => built::module(sources, bound, edition),
            false => Module::read(file, text),
        });
    bundle::bundle(modules.collect::<Result<_>>()?)
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
                let text = page(&sources, &fixture::bound(), &fixture::edition())
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
            .values_mut()
            .for_each(|text| text.push_str("\"</SCRIPT>\";\n"));
        let text = page(&sources, &fixture::bound(), &fixture::edition())
            .unwrap_err()
            .to_string();
        assert!(text.contains("`</script`"), "{text}");
    }
}
