//! Everything that a person can do, with a listener at every way out: the page asks for itself, and for
//! nothing else.

use super::Case;
use crate::outcome::{Outcome, ensure, ensure_eq};
use crate::page::{CLEAR, Origin, Page};
use serde_json::json;

pub(super) fn cases() -> Vec<Case> {
    vec![Case::new("silence/product", whole_run)]
}

/// Whom browsers ask by themselves, whatever page is shown: their makers, for settings and updates. Chromium
/// also describes the fields of every page, without what is in them, to the service that fills forms.
const MAKERS: [&str; 4] = [
    ".googleapis.com",
    ".google.com",
    ".mozilla.com",
    ".mozilla.org",
];

/// Whether a request is of a browser's maker: `CONNECT host:443`, or with a whole address where that was in vain.
fn is_of_maker(request: &str) -> bool {
    let (_, target) = request.split_once(' ').unwrap_or_default();
    let target = target.strip_prefix("http://").unwrap_or(target);
    let host = target.split([':', '/']).next().unwrap_or_default();
    MAKERS.iter().any(|maker| host.ends_with(maker))
}

/// Presses what can be pressed in every view, choice by choice. Files that are saved stay in the page.
const EVERYTHING: &str = "
    const done = arguments[arguments.length - 1];
    const click = HTMLAnchorElement.prototype.click;
    const hidden = (part) => !part.checkVisibility({ visibilityProperty: true }) || part.disabled;
    const all = (css) => [...document.querySelectorAll(css)].filter((part) => !hidden(part));
    const settled = async () => {
        const limit = performance.now() + 60000;
        do {
            if (performance.now() > limit) throw new Error(`waited in vain after ${pressed}`);
            await new Promise((next) => setTimeout(next));
        } while (!isIdle());
    };
    HTMLAnchorElement.prototype.click = function () {
        if (this.href.startsWith('blob:')) pressed.push('saved');
        else click.call(this);
    };
    const pressed = [];
    const press = async (part) => {
        if (!part.isConnected || hidden(part)) return;
        part.click();
        pressed.push(part.id || part.value || part.localName);
        await settled();
    };
    (async () => {
        const buttons = 'button:not([role=tab]):not(#clear):not(#generate)';
        for (const view of all('[role=tab]')) {
            await press(view);
            for (const summary of all('summary')) await press(summary);
            for (const part of all(buttons)) await press(part);
            for (const choice of all('input[type=radio], input[type=checkbox]')) {
                await press(choice);
                for (const part of all(buttons)) await press(part);
            }
        }
        for (const view of all('[role=tab]').slice(0, 1)) await press(view);
        HTMLAnchorElement.prototype.click = click;
        done(pressed);
    })().catch((error) => done(String(error)));";

fn whole_run(page: &Page<'_>) -> Outcome {
    let (server, elsewhere) = (page.site.server, page.site.elsewhere);
    server.take_requests();
    elsewhere.take_requests();
    page.open()?;
    page.listen()?;
    page.fill_pair()?;
    page.generate()?;
    page.wait_until_idle()?;
    let pressed = page.browser.run_async(EVERYTHING, vec![])?;
    let pressed: Vec<String> = serde_json::from_value(pressed)?;
    let saved = pressed.iter().filter(|name| *name == "saved").count();
    ensure!(
        pressed.len() > 30 && saved > 3,
        "too little of the page was used: {pressed:?}"
    );
    page.press(CLEAR)?;
    page.ensure_no_request("after Clear")?;
    let expected: &[&str] = match page.site.origin {
        Origin::File => &[],
        Origin::Http | Origin::Loopback => &["GET /rsa-signer.html"],
    };
    ensure_eq!(server.take_requests(), expected, "what the server heard");
    let mut asked = elsewhere.take_requests();
    asked.retain(|request| !is_of_maker(request));
    ensure_eq!(asked, [""; 0], "what was asked of other hosts");
    is_heard(page)
}

/// Positive control: the same listeners with a page without a policy that asks another host.
fn is_heard(page: &Page<'_>) -> Outcome {
    let text = "<!doctype html><link rel=icon href=data:,><title>Open</title>";
    page.browser
        .go(&page.site.publish("open-product.html", text.into())?)?;
    page.site.server.take_requests();
    for address in ["http://elsewhere.test/plain", "https://elsewhere.test/"] {
        page.browser.run_async(
            "const [address, done] = arguments;
             fetch(address, { mode: 'no-cors' }).catch(() => {}).then(() => done(null))",
            vec![json!(address)],
        )?;
    }
    let mut heard = page.site.elsewhere.take_requests();
    heard.extend(page.site.server.take_requests());
    // WebKitGTK says nothing where it has no TLS; what comes over plain http is heard in all of them.
    let expected: &[&str] = match page.label {
        "webkit" => &["GET http://elsewhere.test/plain"],
        _ => &[
            "GET http://elsewhere.test/plain",
            "CONNECT elsewhere.test:443",
        ],
    };
    for request in expected {
        ensure!(
            heard.iter().any(|line| line == request),
            "{request} is not heard, only {heard:?}"
        );
    }
    Ok(())
}
