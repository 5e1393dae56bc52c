//! Does a file that was changed, or put into another page, refuse to start?

use super::Case;
use super::making::makes_right;
use crate::outcome::{Failure, Outcome, ensure, ensure_eq};
use crate::page::{Origin, Page};
use serde_json::json;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("copied", copy_starts),
        // Each takes the seconds after which the page says that it did not start: one origin each.
        Case::new("tampered/worker", |page| {
            does_not_start(page, "worker", "WORKER_SOURCE")
        })
        .under(&[Origin::Http]),
        Case::new("tampered/wasm", |page| does_not_start(page, "wasm", "WASM"))
            .under(&[Origin::File]),
        Case::new("framed", refuses_frames),
    ]
}

/// A copy under a name that people's folders have. What fails in the next cases is the flipped byte.
fn copy_starts(page: &Page<'_>) -> Outcome {
    let name = "rsa-signer (1) für Zürich #2.html";
    let url = page.site.publish(name, page.site.shipped.into())?;
    page.browser.go(&url)?;
    page.wait_for_state("ready")?;
    page.fill_pair()?;
    makes_right(page)
}

fn does_not_start(page: &Page<'_>, name: &str, constant: &str) -> Outcome {
    let copy = with_a_flipped_byte(page.site.shipped, constant)?;
    let url = page
        .site
        .publish(&format!("tampered-{name}.html"), copy.clone())?;
    page.browser.go(&url)?;
    ensure!(page.browser.url()? == url, "not at {url}");
    // What a person reads in the end comes from the style alone.
    page.wait_until("the words that it did not start", STOPPED)?;
    let state = page.state()?;
    ensure!(
        state == "loading" && !script_ran(page)?,
        "the script ran: {state:?}"
    );
    // The same copy without its policy runs, so it is the policy that stopped it and no slip of ours.
    let (before, rest) = copy.split_once("<meta http-equiv=").unwrap_or_default();
    let (_, after) = rest.split_once('>').unwrap_or_default();
    let url = page
        .site
        .publish(&format!("open-{name}.html"), format!("{before}{after}"))?;
    page.browser.go(&url)?;
    ensure!(
        script_ran(page)?,
        "the copy does not even run without a policy"
    );
    Ok(())
}

/// Whether the words that the page cannot run are there to be read, and no field to paste a key into.
const STOPPED: &str = "
    const shows = (id) => document.getElementById(id).checkVisibility({ visibilityProperty: true });
    const title = document.getElementById('stopped-title').innerText.trim();
    return shows('stopped-title') && title !== '' && !shows('private-key')";

/// The version at the foot of the page is the script's doing, at its very start.
fn script_ran(page: &Page<'_>) -> Outcome<bool> {
    let version = page.text("return document.getElementById('version').textContent")?;
    Ok(!version.is_empty())
}

/// The file with another letter in the middle of this constant. JavaScript and base64 stay what they are.
fn with_a_flipped_byte(text: &str, constant: &str) -> Outcome<String> {
    let missing = || {
        Failure::new(format!(
            "the constant {constant} is not in the shipped file"
        ))
    };
    let opening = format!("const {constant} = ");
    let (before, rest) = text.split_once(&opening).ok_or_else(missing)?;
    let quote = rest.chars().next().ok_or_else(missing)?;
    let mut value = rest.strip_prefix(quote).ok_or_else(missing)?.to_owned();
    let is_escaped = |at: usize| value.get(..at).unwrap_or_default().ends_with('\\');
    let length = value
        .match_indices(quote)
        .map(|(at, _)| at)
        .find(|&at| !is_escaped(at))
        .ok_or_else(missing)?;
    ensure!(
        length > 1000,
        "the constant {constant} has only {length} bytes"
    );
    let (at, letter) = value
        .char_indices()
        .find(|&(at, letter)| at > length / 2 && letter.is_ascii_alphanumeric() && !is_escaped(at))
        .ok_or_else(missing)?;
    value.replace_range(at..=at, if letter == 'A' { "B" } else { "A" });
    let copy = format!("{before}{opening}{quote}{value}");
    let flipped = copy
        .bytes()
        .zip(text.bytes())
        .filter(|(one, other)| one != other);
    ensure_eq!(
        (copy.len(), flipped.count()),
        (text.len(), 1),
        "length and changed bytes"
    );
    Ok(copy)
}

/// A page around it could cover it, or watch what is typed.
fn refuses_frames(page: &Page<'_>) -> Outcome {
    let around = format!(
        "<!doctype html><title>Around</title><iframe onload=\"loaded = true\" src=\"{}\"></iframe>",
        page.site.url
    );
    let url = page.site.publish("around.html", around)?;
    page.browser.go(&url)?;
    page.wait_until("the frame", "return window.loaded === true")?;
    page.browser.enter_frame()?;
    let state = page.wait_for_state("failed");
    let shown =
        page.run("return document.getElementById('certificate')?.checkVisibility() ?? null");
    page.browser.leave_frame()?;
    state?;
    ensure!(
        shown? == json!(false),
        "the field for the certificate is shown in a frame"
    );
    Ok(())
}
