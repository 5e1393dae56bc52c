//! Can the page be used before everything in it is unpacked?

use super::Case;
use super::making::makes_right;
use crate::catalogue;
use crate::outcome::{Outcome, ensure, ensure_eq};
use crate::page::{CERTIFICATE, Origin, PRIVATE_KEY, Page};
use crate::probe;
use serde_json::json;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("start/first-words", first_words).under(&[Origin::File]),
        Case::new("start/first-files", first_files).under(&[Origin::File]),
        Case::new("start/ends-in-its-check", ends_in_its_check).under(&[Origin::File]),
        Case::new("start/nothing-in-a-wrong-language", |page| {
            shows_nothing(page, "de", "", "de")
        })
        .under(&[Origin::File]),
        Case::new("start/nothing-of-another-view", |page| {
            shows_nothing(page, "en", "#expiry", "en")
        })
        .under(&[Origin::File]),
        Case::new("start/asked-before-the-program", asked_early).under(&[Origin::File]),
        Case::new("start/without-webassembly", |page| {
            says_why(page, "WebAssembly", "failed-webassembly")
        })
        .under(&[Origin::File]),
        // Then no words can be unpacked either.
        Case::new("start/in-an-old-browser", |page| {
            says_why(page, "DecompressionStream", "failed-browser")
        })
        .under(&[Origin::File]),
    ]
}

fn says_why(page: &Page<'_>, lack: &str, key: &str) -> Outcome {
    let lacking = format!("delete window.{lack};");
    let copy = probe::with_beginning(page.site.shipped, &lacking, page.keys)?;
    page.browser.go(&page.site.publish("lacking.html", copy)?)?;
    page.wait_for_state("failed")?;
    let expected = catalogue::page(key)?;
    page.wait_for("the reason", || {
        let said = page.text("return document.getElementById('stopped-reason').innerText")?;
        Ok((said == expected).then_some(()))
    })?;
    ensure!(!page.is_shown("main")?, "there are boxes all the same");
    // The script has run, so the file is whole.
    let is_suspected = page.is_shown("stopped-changed")?;
    ensure!(!is_suspected, "a changed file is among the causes");
    Ok(())
}

/// Begins the script: nothing is unpacked before `window.unpack()`.
fn held(language: &str) -> String {
    format!(
        "Object.defineProperty(navigator, 'languages', {{ value: [{}] }});
         const unpacking = new Promise((resolve) => {{ window.unpack = resolve; }});
         const Unpacker = DecompressionStream;
         window.DecompressionStream = function (format) {{
             const {{ readable, writable }} = new Unpacker(format);
             const wait = async (chunk, controller) => {{
                 await unpacking;
                 controller.enqueue(chunk);
             }};
             return {{ writable, readable: readable.pipeThrough(new TransformStream({{ transform: wait }})) }};
         }};",
        json!(language)
    )
}

/// Opens a page that shows the first words only, until `window.unpack()`.
fn open_held(page: &Page<'_>, language: &str, fragment: &str) -> Outcome {
    let copy = probe::with_beginning(page.site.shipped, &held(language), page.keys)?;
    let mut url = page.site.publish("held.html", copy)?;
    url.set_fragment(fragment.strip_prefix('#'));
    page.browser.go(&url)?;
    page.wait_until("the script", "return window.unpack !== undefined")
}

/// Opens the page in its first frame, and waits for the words in it.
fn open_first_frame(page: &Page<'_>) -> Outcome {
    open_held(page, "en-GB", "")?;
    page.wait_until(
        "the first words",
        "return document.documentElement.dataset.worded === 'first'",
    )
}

/// What a person puts into the boxes of the first frame is not lost.
fn first_words(page: &Page<'_>) -> Outcome {
    open_first_frame(page)?;
    // By their ids: a page that loads for long says that it could not start, and looking for roles takes its time.
    for (id, text) in [
        ("#certificate", &page.keys.certificate),
        ("#private-key", &page.keys.key),
    ] {
        for field in page.browser.find_all(id)? {
            page.put(&field, text)?;
        }
    }
    for id in ["step-request", "step-send"] {
        let script = "return getComputedStyle(document.getElementById(arguments[0])).visibility";
        let seen = page.text_of(script, vec![json!(id)])?;
        ensure_eq!(seen, "hidden", "{id}, which has no words yet");
    }
    ensure_eq!(page.state()?, "loading", "the state");
    page.run("window.unpack()")?;
    page.wait_for_state("ready")?;
    ensure_eq!(
        page.value(CERTIFICATE)?,
        page.keys.certificate,
        "the certificate"
    );
    ensure_eq!(page.value(PRIVATE_KEY)?, page.keys.key, "the private key");
    makes_right(page)
}

/// Files that are chosen in the first frame are not lost.
fn first_files(page: &Page<'_>) -> Outcome {
    open_first_frame(page)?;
    let certificate = page.file("user.crt", &page.keys.certificate)?;
    let key = page.file("user.key", &page.keys.key)?;
    for field in page.browser.find_all("#file")? {
        page.choose_in(&field, &[key.clone(), certificate.clone()])?;
    }
    page.run("window.unpack()")?;
    page.wait_until(
        "what is in them",
        "return document.documentElement.dataset.state === 'ready' && document.getElementById('certificate-more').checkVisibility()",
    )?;
    makes_right(page)
}

/// Begins the script: a worker that is to check the program ends instead.
const ENDS_IN_ITS_CHECK: &str = "
    window.workers = 0;
    window.Worker = class extends Worker {
        constructor(...given) {
            super(...given);
            window.workers += 1;
        }
        postMessage(message) {
            if (message.request === 'check') this.dispatchEvent(new ErrorEvent('error'));
            else super.postMessage(message);
        }
    };";

/// The page gives up: it neither works on without the check nor starts workers without end.
fn ends_in_its_check(page: &Page<'_>) -> Outcome {
    let copy = probe::with_beginning(page.site.shipped, ENDS_IN_ITS_CHECK, page.keys)?;
    page.browser.go(&page.site.publish("ending.html", copy)?)?;
    page.wait_for_state("failed")?;
    let workers = page.text("return String(window.workers)")?;
    ensure_eq!(workers, "3", "the workers that were started");
    Ok(())
}

/// Begins the script: the program is not compiled before `window.compile()`.
const COMPILES_LATE: &str = "
    const asked = new Promise((resolve) => { window.compile = resolve; });
    const compile = WebAssembly.compile;
    WebAssembly.compile = async (bytes) => {
        await asked;
        return compile(bytes);
    };";

/// What is pasted into a view that has words, while the program is still compiled, is read once it runs.
fn asked_early(page: &Page<'_>) -> Outcome {
    let copy = probe::with_beginning(page.site.shipped, COMPILES_LATE, page.keys)?;
    page.browser.go(&page.site.publish("late.html", copy)?)?;
    page.wait_until(
        "all words",
        "return document.documentElement.dataset.worded === 'all'",
    )?;
    for (id, text) in [
        ("#review", "Authorization: Bearer x"),
        ("#expiry-text", &page.keys.certificate),
    ] {
        page.run(&format!(
            "document.querySelector('{id}').closest('[role=tabpanel]').hidden = false"
        ))?;
        for field in page.browser.find_all(id)? {
            page.put(&field, text)?;
        }
    }
    ensure_eq!(page.state()?, "loading", "the state");
    page.run("window.compile()")?;
    page.wait_for_state("ready")?;
    page.wait_until(
        "both answers",
        "return ['#review-parts > *', '#expiry tbody tr'].every((found) => document.querySelector(found))",
    )?;
    ensure_eq!(page.alert()?, "", "the alert");
    Ok(())
}

/// The markup is English, and shows the first view.
fn shows_nothing(page: &Page<'_>, asked: &str, fragment: &str, spoken: &str) -> Outcome {
    open_held(page, asked, fragment)?;
    // What the script shows at first it shows at once.
    ensure!(!page.is_shown("main")?, "the page is shown in English");
    page.run("window.unpack()")?;
    page.wait_for_state("ready")?;
    ensure!(page.is_shown("main")?, "the page is not shown");
    let lang = page.text("return document.documentElement.lang")?;
    ensure_eq!(lang, spoken, "the language of the document");
    Ok(())
}
