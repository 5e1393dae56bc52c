//! What every finished page must be. Each check reads the file, and says in a sentence what is
//! wrong and what to do.

use anyhow::{Context, Result, bail};
use wasmparser::{Validator, WasmFeatures};

use crate::bans;
use crate::html::{self, Piece, Tag};
use crate::leaks::Traces;
use crate::policy;
use crate::shipped::Shipped;

/// An alarm, not a goal: the page is as small as straightforward tools make it. A page above this
/// has probably gained something that nobody meant to ship.
const LARGEST: usize = 1_000_000;
/// Browsers look for the character set in this many bytes, and hashes are of the decoded text.
const PRESCAN: usize = 1024;
/// Attributes that make a browser load something.
const LOADING: &str = "action archive background cite codebase data formaction href icon \
    manifest ping poster src";
/// Attributes that this project has no use for, and why.
const NEEDLESS: [(&str, &str); 4] = [
    ("srcset", "loads pictures"),
    ("srcdoc", "is a page inside the page"),
    ("style", "is blocked by the page's own policy"),
    ("target", "opens windows"),
];
/// Elements that only serve to load or to embed, or change where everything else points.
const NEEDLESS_ELEMENTS: [&str; 10] = [
    "applet", "area", "audio", "base", "embed", "frame", "iframe", "object", "portal", "video",
];

/// All checks, the cheapest first.
pub(crate) fn all(page: &Shipped<'_>, traces: &Traces) -> Result<()> {
    policy_is_first_and_true(page)?;
    characters_are_told_early(page)?;
    page.tags().try_for_each(loads_nothing)?;
    style_loads_nothing(page.style)?;
    style_is_of_the_oldest_browsers(page.style)?;
    nothing_is_unfinished(page)?;
    no_hidden_characters(page.text)?;
    bans::none_in("page's script", &page.code)?;
    bans::none_in("worker", &page.worker)?;
    traces.none_in("page", page.text.as_bytes())?;
    traces.none_in("wasm", &page.wasm)?;
    runs_in_the_oldest_browsers(&page.wasm)?;
    small_enough(page.text.len())
}

/// What stands before the policy is not under it, and a hash that does not fit stops the page.
fn policy_is_first_and_true(page: &Shipped<'_>) -> Result<()> {
    let mut tags = page.tags().skip_while(|tag| !tag.opens("head")).skip(1);
    let before_head = page.tags().take_while(|tag| !tag.opens("head"));
    if before_head.into_iter().any(|tag| tag.name != "html") {
        bail!("Before <head> only <html> may stand: what comes before the policy is not under it.");
    }
    let Some(meta) = tags.next().filter(|tag| tag.opens("meta")) else {
        bail!("The first element in <head> must be the policy's meta element.");
    };
    let equivalent = meta.attribute("http-equiv") == Some("Content-Security-Policy");
    if !equivalent || tags.any(|tag| tag.attribute("http-equiv").is_some()) {
        bail!("The policy's meta element must be the first and the only one with `http-equiv`.");
    }
    let true_policy = html::escape(&policy::policy(page.script, page.style));
    if meta.attribute("content") != Some(true_policy.as_str()) {
        bail!("The policy in the page is not the one for its script and its style.");
    }
    Ok(())
}

fn characters_are_told_early(page: &Shipped<'_>) -> Result<()> {
    let declaration = "<meta charset=\"utf-8\">";
    let end = page
        .text
        .find(declaration)
        .map(|place| place.saturating_add(declaration.len()));
    if end.is_some_and(|end| end <= PRESCAN) {
        return Ok(());
    }
    bail!(
        "The page must hold `{declaration}` in its first {PRESCAN} bytes: put it first in <head>."
    )
}

fn loads_nothing(tag: &Tag<'_>) -> Result<()> {
    if NEEDLESS_ELEMENTS.contains(&tag.name) {
        bail!(
            "The page holds the element {}, which it must do without.",
            tag.name
        );
    }
    for (name, value) in &tag.attributes {
        // HTML reads names in any case.
        let name = name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase();
        if LOADING.split(' ').any(|it| it == name)
            && !value.starts_with("data:")
            && !value.starts_with('#')
        {
            bail!(
                "The page must be complete in itself, but `{}` points outside.",
                tag.source
            );
        }
        if let Some((_, why)) = NEEDLESS.iter().find(|(needless, _)| *needless == name) {
            bail!("`{}`: the attribute `{name}` {why}.", tag.source);
        }
        if name.starts_with("on") {
            bail!(
                "`{}`: the page's own policy blocks code in attributes.",
                tag.source
            );
        }
    }
    Ok(())
}

fn style_loads_nothing(style: &str) -> Result<()> {
    let style = style.to_ascii_lowercase();
    if style.contains("@import") {
        bail!("The style holds @import. The page must be complete in itself.");
    }
    for after in style.split("url(").skip(1) {
        let address = after.trim_start().trim_start_matches(['"', '\'']);
        if !address.starts_with("data:") && !address.starts_with('#') {
            bail!(
                "The style loads `{}`. Use data: or nothing.",
                address.chars().take(40).collect::<String>()
            );
        }
    }
    Ok(())
}

/// A browser that does not know one selector of a list drops the whole rule.
fn style_is_of_the_oldest_browsers(style: &str) -> Result<()> {
    if style.contains(":has(") {
        bail!(
            "The style holds `:has(`, which Chrome before 105 and Firefox before 121 do not know: \
             they drop every rule with it. Give the element a class."
        );
    }
    Ok(())
}

fn nothing_is_unfinished(page: &Shipped<'_>) -> Result<()> {
    for piece in &page.pieces {
        if let Piece::Comment(comment) = piece
            && comment.contains("build:")
        {
            bail!("`{comment}` of the template is still in the page. The build does not know it.");
        }
    }
    Ok(())
}

/// Characters that people do not see can make code read other than it runs. `is_invisible` in
/// src/escape.rs has the same list.
fn no_hidden_characters(text: &str) -> Result<()> {
    let hidden = |c: &char| {
        c.is_control() && !matches!(c, '\n' | '\t')
            || matches!(c,
                '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
                | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
                | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFC}' | '\u{1D173}'..='\u{1D17A}'
                | '\u{E0000}'..='\u{E0FFF}')
    };
    for line in text.lines() {
        if let Some(character) = line.chars().find(hidden) {
            let line: String = line.chars().filter(|c| !hidden(c)).take(60).collect();
            bail!(
                "The page holds the invisible character U+{:04X} in the line `{line}`. Take it out, \
                 or write it as an escape.",
                u32::from(character)
            );
        }
    }
    Ok(())
}

/// What the wasm may ask of a browser, and the versions of Chrome, Firefox and Safari that have had
/// it first. None is later than the oldest ones that wasm-pack.toml names.
const FEATURES: [(WasmFeatures, [f32; 3]); 7] = [
    (WasmFeatures::MUTABLE_GLOBAL, [74.0, 61.0, 13.1]),
    (WasmFeatures::SATURATING_FLOAT_TO_INT, [75.0, 64.0, 15.0]),
    (WasmFeatures::SIGN_EXTENSION, [74.0, 62.0, 14.1]),
    (WasmFeatures::BULK_MEMORY, [75.0, 79.0, 15.0]),
    (WasmFeatures::MULTI_VALUE, [85.0, 78.0, 13.1]),
    (WasmFeatures::REFERENCE_TYPES, [96.0, 79.0, 15.0]),
    (WasmFeatures::SIMD, [91.0, 89.0, 16.4]),
];

fn runs_in_the_oldest_browsers(wasm: &[u8]) -> Result<()> {
    let base = WasmFeatures::FLOATS | WasmFeatures::GC_TYPES;
    let features = FEATURES.into_iter().map(|(feature, _)| feature);
    let features = features.fold(base, WasmFeatures::union);
    Validator::new_with_features(features)
        .validate_all(wasm)
        .map(drop)
        .context(
            "The wasm is not valid, or asks for more than the oldest browsers of wasm-pack.toml \
             have: tools/page-builder/src/checks.rs lists what they have.",
        )
}

fn small_enough(size: usize) -> Result<()> {
    if size <= LARGEST {
        return Ok(());
    }
    bail!(
        "The page has {size} bytes, more than the {LARGEST} at which the build sounds the alarm. \
         Find out what came in, and whether it is needed; if it is, raise the limit in \
         tools/page-builder/src/checks.rs."
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Project;
    use crate::{assemble, fixture, settings};

    fn refusal(page: &str) -> String {
        let checked = Shipped::read(page).and_then(|page| all(&page, &Traces::default()));
        format!("{:#}", checked.unwrap_err())
    }

    /// The page with something else in it, and with the hashes for that.
    fn page_with(from: &str, to: &str) -> String {
        let page = fixture::page();
        assert!(page.contains(from), "{from}");
        let changed = page.replacen(from, to, 1);
        let before = Shipped::read(&page).unwrap();
        let after = Shipped::read(&changed).unwrap();
        changed.replace(
            &policy::policy(before.script, before.style),
            &policy::policy(after.script, after.style),
        )
    }

    #[test]
    fn the_page_of_the_fixture_passes() {
        all(
            &Shipped::read(&fixture::page()).unwrap(),
            &Traces::default(),
        )
        .unwrap();
    }

    /// Everything that runs is covered by a hash: worker, wasm, catalogue, style.
    #[test]
    fn a_flipped_byte_breaks_the_hashes() {
        let page = fixture::page();
        assert_eq!(page.matches("margin: 0").count(), 1);
        let styled = page.replacen("margin: 0", "margin: 1", 1);
        assert!(refusal(&styled).contains("The policy in the page"));
        let script = |page: &str| page.split_once("<script>").unwrap().1.to_owned();
        for name in ["WORKER_SOURCE", "CATALOGUES", "PROGRAMS", "WASM"] {
            let start = format!("const {name} = \"");
            let letter = page.split_once(&start).unwrap().1.chars().nth(6).unwrap();
            let other = if letter == 'e' { 'f' } else { 'e' };
            let place = page.find(&start).unwrap() + start.len() + 6;
            let mut changed = page.clone();
            changed.replace_range(place..=place, &other.to_string());
            assert!(!refusal(&changed).is_empty(), "{name}");
            assert_ne!(
                policy::policy(&script(&page), ""),
                policy::policy(&script(&changed), "")
            );
        }
    }

    #[test]
    fn a_changed_policy_is_refused() {
        let refresh = "<meta http-equiv=\"refresh\" content=\"0\"></head>";
        for (from, to) in [
            ("default-src 'none'; ", ""),
            ("rsa-signer-worker", "rsa-signer-worker *"),
            ("'wasm-unsafe-eval'", "'unsafe-eval'"),
            ("<head>", "<head><title>x</title>"),
            ("<html lang=\"en\">", "<html lang=\"en\"><p>"),
            ("</head>", refresh),
        ] {
            let page = fixture::page();
            assert!(page.contains(from), "{from}");
            let text = refusal(&page.replace(from, to));
            assert!(text.contains("policy"), "{from}: {text}");
        }
    }

    #[test]
    fn what_loads_or_hides_is_refused() {
        for (added, why) in [
            ("<img src=\"https://example.org/a.png\">", "points outside"),
            ("<img src=\"a.png\">", "points outside"),
            ("<a href=\"//example.org\">", "points outside"),
            ("<use xlink:href=\"a.svg\">", "points outside"),
            ("<form action=\"/\">", "points outside"),
            ("<iframe>", "must do without"),
            ("<base>", "must do without"),
            ("<p style=\"x\">", "blocked"),
            ("<p onclick=\"x\">", "blocks code"),
            ("<img srcset=\"x\">", "loads pictures"),
            ("<img SRC=\"a.png\">", "points outside"),
            ("<a HREF=\"//example.org\">", "points outside"),
            ("<p ONCLICK=\"x\">", "blocks code"),
            ("<img SrcSet=\"x\">", "loads pictures"),
            (
                "<meta HTTP-EQUIV=\"refresh\" content=\"0\">",
                "`http-equiv`",
            ),
            ("<!-- build:more -->", "build:more"),
            ("\u{202e}", "U+202E"),
            ("\u{ad}", "U+00AD"),
            ("\u{61c}", "U+061C"),
            ("\u{3164}", "U+3164"),
            ("\u{fe0f}", "U+FE0F"),
            ("\u{e0041}", "U+E0041"),
            ("\u{1}", "U+0001"),
        ] {
            let text = refusal(&page_with("<h1", &format!("{added}<h1")));
            assert!(text.contains(why), "{added}: {text}");
        }
        for style in [
            "@import 'a.css';",
            "p { background: url(a.png) }",
            "p { src: url( 'https://a' ) }",
        ] {
            refusal(&page_with("p { margin: 0 }", style));
        }
        let text = refusal(&page_with("p { margin: 0 }", "p, a:has(> b) { margin: 0 }"));
        assert!(text.contains("`:has(`"), "{text}");
        for (from, inside) in [
            (
                "<h1",
                "<a href=\"#top\">x</a><img src=\"data:image/png,\"><h1",
            ),
            ("margin: 0", "background: url(\"data:image/png,\")"),
        ] {
            let page = page_with(from, inside);
            all(&Shipped::read(&page).unwrap(), &Traces::default()).unwrap();
        }
    }

    #[test]
    fn the_character_set_must_be_told_early() {
        assert!(refusal(&page_with("<meta charset=\"utf-8\">", "")).contains("charset"));
        let late = format!(
            "<title>{}</title><meta charset=\"utf-8\">",
            "x".repeat(PRESCAN)
        );
        assert!(refusal(&page_with("<meta charset=\"utf-8\">", &late)).contains("charset"));
    }

    #[test]
    fn banned_words_are_found_in_script_and_worker() {
        let text = refusal(&page_with("// main.js\n", "// main.js\nfetch(1);\n"));
        assert!(text.contains("The page's script says `fetch`"), "{text}");
        let mut sources = fixture::sources();
        sources.worker = sources
            .worker
            .replace("wasm_bindgen.serve()", "importScripts(1)");
        let page = assemble::page(&sources, &fixture::bound(), &fixture::edition()).unwrap();
        let text = refusal(&page);
        assert!(text.contains("The worker says `importScripts`"), "{text}");
    }

    #[test]
    fn wasm_for_newer_browsers_is_refused() {
        runs_in_the_oldest_browsers(fixture::WASM).unwrap();
        // (module (memory i64 1)), which Safari has not.
        let wasm = b"\0asm\x01\0\0\0\x05\x03\x01\x04\x01";
        assert!(runs_in_the_oldest_browsers(wasm).is_err());
    }

    #[test]
    fn the_oldest_browsers_have_every_feature() {
        let settings = settings::table(&Project::here(), "wasm-pack.toml").unwrap();
        let oldest = |browser: &str| -> f32 {
            let version = &settings["browsers"][browser];
            let number = version.as_integer().map(|number| number.to_string());
            let text = number.as_deref().or(version.as_str()).unwrap();
            text.parse().unwrap()
        };
        assert_eq!(oldest("edge"), oldest("chrome"));
        for (feature, since) in FEATURES {
            for (browser, since) in ["chrome", "firefox", "safari"].into_iter().zip(since) {
                assert!(since <= oldest(browser), "{feature:?}: {browser} {since}");
            }
        }
    }

    #[test]
    fn a_page_above_the_budget_is_refused() {
        let large = page_with("<h1", &format!("<p>{}</p><h1", "x".repeat(LARGEST)));
        assert!(refusal(&large).contains("bytes"));
    }
}
