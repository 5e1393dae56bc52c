//! Reads the finished page again, as a stranger would who has only the file.
//!
//! Nothing here is told what the build put where; what it finds is what ships.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::html::{self, Piece, Tag};
use crate::pack;

/// The parts of a page.
#[derive(Debug)]
pub(crate) struct Shipped<'a> {
    /// All of it.
    pub(crate) text: &'a str,
    /// All of it, cut into pieces.
    pub(crate) pieces: Vec<Piece<'a>>,
    /// The inside of the one script.
    pub(crate) script: &'a str,
    /// The inside of the one style.
    pub(crate) style: &'a str,
    /// The script's code, without the constants below.
    pub(crate) code: String,
    /// The source of the worker.
    pub(crate) worker: String,
    /// The wasm, unpacked.
    pub(crate) wasm: Vec<u8>,
}

impl<'a> Shipped<'a> {
    /// Takes the page apart.
    pub(crate) fn read(text: &'a str) -> Result<Self> {
        let pieces = html::pieces(text)?;
        let script = only(&pieces, "script")?;
        let style = only(&pieces, "style")?;
        let (code, worker) = without(script, "const WORKER_SOURCE = \"", "\";\n")?;
        let (code, catalogues) = packed(&code, "CATALOGUES")?;
        let (code, programs) = packed(&code, "PROGRAMS")?;
        let (code, wasm) = packed(&code, "WASM")?;
        serde_json::from_slice::<Value>(&catalogues)
            .context("CATALOGUES in the page's script are no catalogues.")?;
        serde_json::from_slice::<BTreeMap<String, String>>(&programs)
            .context("PROGRAMS in the page's script are no programs.")?;
        // One text and nothing more: what stands between the quotation marks is read as JSON.
        let worker: String = serde_json::from_str(&format!("\"{worker}\""))
            .context("WORKER_SOURCE in the page's script is not of a text's alphabet.")?;
        Ok(Self {
            text,
            script,
            style,
            code,
            worker,
            wasm,
            pieces,
        })
    }

    /// The tags, in their order.
    pub(crate) fn tags(&self) -> impl Iterator<Item = &Tag<'a>> {
        self.pieces.iter().filter_map(Piece::tag)
    }
}

/// The inside of the only element of that name, which must have no attributes: with a `type` it
/// might not run, with a `src` it would run something else.
fn only<'a>(pieces: &[Piece<'a>], name: &str) -> Result<&'a str> {
    let mut found = Vec::new();
    for (place, piece) in pieces.iter().enumerate() {
        let Some(tag) = piece.tag().filter(|tag| tag.opens(name)) else {
            continue;
        };
        if !tag.attributes.is_empty() {
            bail!("The page's {name} has attributes: `{}`.", tag.source);
        }
        found.push(pieces.get(place.saturating_add(1)));
    }
    match found.as_slice() {
        [Some(Piece::Text(inside))] => Ok(inside),
        other => bail!(
            "The page must hold exactly one {name} with text, not {}.",
            other.len()
        ),
    }
}

/// Takes the one constant that starts and ends like this out of the script.
fn without(script: &str, start: &str, end: &str) -> Result<(String, String)> {
    let context = || format!("The page's script must hold `{start}` exactly once.");
    if script.matches(start).count() != 1 {
        bail!(context());
    }
    let (before, rest) = script.split_once(start).with_context(context)?;
    let (inside, after) = rest.split_once(end).with_context(context)?;
    Ok((format!("{before}{start}{end}{after}"), inside.to_owned()))
}

/// Takes a packed constant out of the script, and unpacks it: what is anything else than one text of
/// the packing's letters is refused.
fn packed(script: &str, name: &str) -> Result<(String, Vec<u8>)> {
    let (code, text) = without(script, &format!("const {name} = \""), "\";\n")?;
    let bytes = pack::unpack(&text);
    Ok((
        code,
        bytes.with_context(|| format!("{name} in the page's script"))?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn the_parts_are_found_in_the_finished_file() {
        let page = fixture::page();
        let shipped = Shipped::read(&page).unwrap();
        assert_eq!(shipped.wasm, fixture::WASM);
        assert!(
            shipped
                .worker
                .starts_with("\"use strict\";\nconst wasm_bindgen = ")
        );
        assert!(shipped.worker.ends_with(fixture::WORKER));
        assert!(shipped.code.contains("const WASM = \"\";\n"));
        assert!(shipped.code.contains("// main.js\n"));
        assert_eq!(shipped.style, "\np { margin: 0 }\n");
    }

    #[test]
    fn a_second_or_strange_script_is_refused() {
        let page = fixture::page();
        for changed in [
            page.replace("</body>", "<script>1</script></body>"),
            page.replace("<script>", "<script type=\"module\">"),
            page.replace("<style>", "<style media=\"all\">"),
            page.replace("</head>", "<style>p{}</style></head>"),
        ] {
            assert!(Shipped::read(&changed).is_err());
        }
    }

    #[test]
    fn constants_that_are_more_than_data_are_refused() {
        let page = fixture::page();
        for name in ["WORKER_SOURCE", "CATALOGUES", "PROGRAMS", "WASM"] {
            let start = format!("const {name} = \"");
            let changed = page.replace(&start, &format!("{start}\" + run() + \""));
            let text = format!("{:#}", Shipped::read(&changed).unwrap_err());
            assert!(text.contains(name) && text.contains("alphabet"), "{text}");
        }
    }
}
