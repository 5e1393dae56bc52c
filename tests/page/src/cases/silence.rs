//! Does anything leave the page?

use super::Case;
use super::freshness::settle;
use crate::outcome::{Outcome, ensure, ensure_eq};
use crate::page::{CLEAR, COPY_AUTHORIZATION, COPY_BODY, Origin, Page};
use serde_json::json;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("silence", asks_for_nothing).under(&Origin::ALL),
        Case::new("policy/foreign-scripts", foreign_scripts_do_not_run),
    ]
}

/// A full run, with a server that hears everything.
fn asks_for_nothing(page: &Page<'_>) -> Outcome {
    page.site.server.take_requests();
    page.open()?;
    page.run("window.violations = [];
         addEventListener('securitypolicyviolation', (event) => window.violations.push(event.violatedDirective));")?;
    page.fill_pair()?;
    page.generate()?;
    page.press(COPY_AUTHORIZATION)?;
    page.press(COPY_BODY)?;
    page.press(CLEAR)?;
    page.is_led("certificate-missing")?;
    let loaded = page.run(
        "return performance.getEntriesByType('resource').map((entry) => entry.name)
            .filter((name) => !name.startsWith('blob:') && !name.startsWith('data:'))",
    )?;
    ensure_eq!(loaded, json!([]), "what the page has loaded");
    let violations = page.run("return window.violations")?;
    ensure_eq!(violations, json!([]), "what the policy had to stop");
    let mut expected = vec!["GET /heard"];
    if page.site.origin.is_served() {
        expected.insert(0, "GET /rsa-signer.html");
    }
    ensure_eq!(heard(page)?, expected, "the requests of a full run");
    Ok(())
}

/// Returns the requests that reached the server, after one that must reach it.
fn heard(page: &Page<'_>) -> Outcome<Vec<String>> {
    // With an icon of its own, for which the browser would ask otherwise.
    let heard = "<!doctype html><link rel=icon href=data:,><title>Heard</title>";
    page.site.server.put("/heard", heard.into());
    let url = format!("http://127.0.0.1:{}/heard", page.site.server.port());
    page.browser.go(&url.parse()?)?;
    Ok(page.site.server.take_requests())
}

/// Each from a timer: what the driver itself runs is above the policy, and may call `eval`.
fn foreign_scripts_do_not_run(page: &Page<'_>) -> Outcome {
    let run = "document.documentElement.dataset.ran = 'yes'";
    for way in [
        "window.eval(code)",
        "new window.Function(code)()",
        "window.setTimeout(code)",
        "const script = document.createElement('script'); script.textContent = code; document.body.append(script)",
        "const script = document.createElement('script'); script.append(code); document.body.append(script)",
        "document.body.setAttribute('onclick', code); document.body.click()",
        "document.body.innerHTML += `<img src='data:,' onerror=\"${code}\">`",
        "location.href = `javascript:${code}`",
        "new Worker(URL.createObjectURL(new Blob([`postMessage(1)`]))).onmessage = () => { document.documentElement.dataset.ran = 'yes' }",
    ] {
        let script = format!("const [code] = arguments; setTimeout(() => {{ {way} }}, 0)");
        page.browser.run(&script, vec![json!(run)])?;
        settle(page)?;
        let ran = page.run("return document.documentElement.dataset.ran ?? null")?;
        ensure!(
            ran.is_null(),
            "a script that is not the page's own has run: {way}"
        );
    }
    // The same question where the answer is yes, or the ones before mean nothing.
    page.browser.go(&page
        .site
        .publish("open.html", "<!doctype html><title>Open</title>".into())?)?;
    page.browser.run(
        "const [code] = arguments; setTimeout(() => { window.eval(code) }, 0)",
        vec![json!(run)],
    )?;
    page.wait_until(
        "a page without a policy to run it",
        "return document.documentElement.dataset.ran === 'yes'",
    )
}
