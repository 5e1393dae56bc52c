//! Which channels reach another machine? Tried from the page and from the worker, under the shipped
//! policy and without it.

use super::Case;
use super::making::check;
use crate::channels::{
    ALLOWLIST, IN_WORKER, LEADING_AWAY, QUIET, Realm, all, heard_under_policy, heard_when_hosted,
    heard_without_policy, names, ways,
};
use crate::outcome::{Failure, Outcome, ensure, ensure_eq};
use crate::page::{Origin, Page};
use crate::probe;
use crate::sink::{Sink, Ways};
use serde_json::json;
use std::time::Duration;
use url::Url;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("silence/ways-from-the-page", from_the_page),
        Case::new("silence/ways-from-the-worker", from_the_worker),
        Case::new("silence/ways-from-a-hosted-copy", from_a_hosted_copy).under(&[Origin::Http]),
    ]
}

/// What the attempts in [`crate::channels`] may use.
const AROUND: &str = "
    const ignore = () => {};
    const add = (name, values) => document.body.appendChild(Object.assign(document.createElement(name), values));";

/// Returns the channels that must arrive without the policy, and under it.
fn expected(page: &Page<'_>, realm: Realm) -> (Ways, Ways) {
    let (engine, origin) = (page.label, page.site.origin);
    (
        heard_without_policy(engine, realm, origin),
        heard_under_policy(engine, realm, origin),
    )
}

fn from_the_page(page: &Page<'_>) -> Outcome {
    let (expected, remains) = expected(page, Realm::Page);
    let open = probe::without_policy(page.site.shipped)?;
    let open = page.site.publish("open-channels.html", open)?;
    let sink = Sink::start(all(Realm::Page).into_iter())?;
    let needed = try_all(page, &sink, &open, &expected)?;
    ensure_eq!(
        sink.listen(needed),
        expected,
        "what is heard without the policy"
    );
    // Another listener: what the first page has begun may still come.
    let sink = Sink::start(all(Realm::Page).into_iter())?;
    try_all(page, &sink, &page.site.url, &remains)?;
    ensure_eq!(
        sink.listen(needed),
        remains,
        "what is heard under the shipped policy"
    );
    Ok(())
}

/// The header lines of `hosting/nginx.conf`, but those that `leave_out` names.
fn hosted_headers(leave_out: &str) -> String {
    let lines = include_str!("../../../../hosting/nginx.conf").lines();
    let headers = lines.filter_map(|line| {
        let rest = line.trim().strip_prefix("add_header ")?;
        let (name, value) = rest.strip_suffix("\" always;")?.split_once(" \"")?;
        (name != leave_out).then(|| format!("{name}: {value}\r\n"))
    });
    headers.collect()
}

/// A copy as `hosting/` serves it works whole, and in an engine that knows the allowlist nothing leaves
/// it at all. The same copy without that header is the positive control.
fn from_a_hosted_copy(page: &Page<'_>) -> Outcome {
    let put = |name: &str, headers: String| -> Outcome<Url> {
        let text = page.site.shipped.as_bytes().to_vec();
        page.site.server.put_with(name, headers, text);
        Ok(format!("http://127.0.0.1:{}{name}", page.site.server.port()).parse()?)
    };
    let hosted = put("/hosted.html", hosted_headers(""))?;
    ensure!(
        hosted_headers("").contains(&format!("{ALLOWLIST}: ()\r\n")),
        "hosting/nginx.conf has no allowlist"
    );
    page.browser.go(&hosted)?;
    page.wait_for_state("ready")?;
    page.fill_pair()?;
    let request = page.generate()?;
    check(page, &request, &page.keys.header_der)?;

    let without = put("/without-allowlist.html", hosted_headers(ALLOWLIST))?;
    let remains = heard_under_policy(page.label, Realm::Page, Origin::Loopback);
    let sink = Sink::start(all(Realm::Page).into_iter())?;
    let needed = try_all(page, &sink, &without, &remains)?;
    ensure_eq!(
        sink.listen(needed),
        remains,
        "what is heard without the allowlist"
    );
    let remains = heard_when_hosted(page.label, Realm::Page);
    let sink = Sink::start(all(Realm::Page).into_iter())?;
    try_all(page, &sink, &hosted, &remains)?;
    ensure_eq!(
        sink.listen(needed),
        remains,
        "what is heard from a hosted copy"
    );
    Ok(())
}

/// Tries every channel of this page and returns how long the expected ones took to arrive.
fn try_all(page: &Page<'_>, sink: &Sink, url: &Url, expected: &Ways) -> Outcome<Duration> {
    page.browser.go(url)?;
    page.wait_for_state("ready")?;
    // From a timer: what the driver itself runs is above some rules of a policy.
    let tries: String = ways(QUIET).map(|(name, way)| one(name, way)).collect();
    let script = format!("const [ports] = arguments; {AROUND} setTimeout(() => {{ {tries} }}, 0)");
    page.browser.run(&script, vec![json!(sink.ports())])?;
    let leading = names(LEADING_AWAY);
    let is_quiet = |heard: &&String| !leading.iter().any(|name| is_of(heard, name));
    let mut needed = sink.wait_for(&expected.iter().filter(is_quiet).cloned().collect())?;
    sink.listen(Duration::ZERO);
    for (name, way) in ways(LEADING_AWAY) {
        lead_away(page, sink, name, way)?;
        let heard: Ways = expected
            .iter()
            .filter(|it| is_of(it, name))
            .cloned()
            .collect();
        needed = needed.max(sink.wait_for(&heard)?);
        if heard.is_empty() {
            // Long enough for the next one not to come before it. Where the allowlist has stopped a
            // navigation, Chromium shows a page of its own instead, which has no policy.
            sink.listen(Duration::ZERO);
            page.browser.go(url)?;
            page.wait_for_state("ready")?;
        }
    }
    Ok(needed)
}

/// Returns whether an arrival is of this channel, with a request or without one.
fn is_of(heard: &str, name: &str) -> bool {
    heard.split(':').next() == Some(name)
}

/// Starts the channel with the mouse, which allows more than a script may do alone.
fn lead_away(page: &Page<'_>, sink: &Sink, name: &str, way: &str) -> Outcome {
    let script = format!(
        "const [ports] = arguments; {AROUND}
         const button = document.createElement('button');
         button.className = 'way';
         button.textContent = 'A way';
         button.addEventListener('click', () => {{ {} }});
         document.body.prepend(button);
         scrollTo(0, 0);",
        one(name, way)
    );
    page.browser.run(&script, vec![json!(sink.ports())])?;
    let buttons = page.browser.find_all("button.way")?;
    let button = buttons.first();
    let button = button.ok_or_else(|| Failure::new("there is no button to press"))?;
    // Where no page comes, geckodriver waits five seconds for it after a click, and chromedriver as long
    // after the mouse.
    match page.label {
        "firefox" => page.browser.press_mouse(button),
        _ => page.browser.click_away(button),
    }
}

fn one(name: &str, way: &str) -> String {
    format!(
        "try {{ const at = `127.0.0.1:${{ports['{name}']}}`, url = `http://${{at}}/`; {way}; }} catch {{ /* stopped at once */ }}\n"
    )
}

fn from_the_worker(page: &Page<'_>) -> Outcome {
    let (expected, remains) = expected(page, Realm::Worker);
    let sink = Sink::start(all(Realm::Worker).into_iter())?;
    let copy = probe::with_worker(page.site.shipped, &speaker(&sink), page.keys)?;
    speak(page, "open-worker.html", probe::without_policy(&copy)?)?;
    let needed = sink.wait_for(&expected)?;
    ensure_eq!(
        sink.listen(needed),
        expected,
        "what is heard without the policy"
    );
    // Another listener: what the first worker has begun may still come.
    let sink = Sink::start(all(Realm::Worker).into_iter())?;
    let copy = probe::with_worker(page.site.shipped, &speaker(&sink), page.keys)?;
    speak(page, "probe-worker.html", copy)?;
    sink.wait_for(&remains)?;
    ensure_eq!(
        sink.listen(needed),
        remains,
        "what is heard under the shipped policy"
    );
    Ok(())
}

/// A worker that tries everything and then answers, so that the page knows that it has run.
fn speaker(sink: &Sink) -> String {
    let ports = json!(sink.ports());
    let tries: String = ways(IN_WORKER).map(|(name, way)| one(name, way)).collect();
    format!(
        "const ports = {ports}; const ignore = () => {{}};
         self.addEventListener('message', ({{ data }}) => {{
             if (data.request === 'hello') postMessage({{ id: data.id, reply: {{ hello: {{ version: 'probe', maxBytes: 1, regions: [] }} }} }});
         }});
         {tries}"
    )
}

fn speak(page: &Page<'_>, name: &str, copy: String) -> Outcome {
    let url = page.site.publish(name, copy)?;
    page.browser.go(&url)?;
    page.wait_until(
        "the worker's answer",
        "return ['ready', 'failed'].includes(document.documentElement.dataset.state)",
    )
}
