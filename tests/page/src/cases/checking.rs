//! The checker on what people paste: everything that this page hands out is right for it, and a
//! program leads to the page's own.

use super::Case;
use crate::outcome::{Failure, Outcome, ensure, ensure_eq};
use crate::page::{Origin, Page, Part};
use serde_json::{Value, json};
use std::path::Path;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("own-exports", |page| own_exports(page, false)).under(&[Origin::File]),
        Case::new("regions/own-exports", |page| own_exports(page, true)).under(&[Origin::File]),
        Case::new("checking/own-programs", own_programs).under(&[Origin::File]),
        Case::new("checking/program-offers", program_offers).under(&[Origin::File]),
        Case::new("checking/printed-request", printed_request).under(&[Origin::File]),
    ]
}

/// Pastes a text into the checker; gives the code of the headline and of everything else that is not
/// called right.
const CHECK: &str = "
    const until = async (what, look) => {
        const end = performance.now() + 20000;
        for (;;) {
            const seen = look();
            if (seen) return seen;
            if (performance.now() > end) throw new Error(`waited in vain for ${what}`);
            await new Promise((resolve) => setTimeout(resolve, 5));
        }
    };
    const part = (id) => document.getElementById(id);
    const check = async (text) => {
        part('review').value = text;
        part('review').dispatchEvent(new InputEvent('input', { bubbles: true }));
        await until('a verdict', () => !part('review-found').hidden);
        const doubts = part('review-parts').querySelectorAll('[data-outcome]:not([data-outcome=right])');
        const next = [...doubts].filter((doubt) => !doubt.dataset.code.startsWith('review-next-'));
        return [part('review-head').dataset.code, ...next.map((doubt) => doubt.dataset.code)].join(' ');
    };";

/// Chooses a tool and one region after the other, as a person does, and checks each text that stands
/// in an output then. Gives what was checked, and what was said of it.
const EXPORTS: &str = "
    const [tool, everywhere, done] = arguments;
    const outputs = { postman: ['environment'], fields: [], http: ['http-message'] };
    const shown = () => outputs[tool] ?? ['call', 'export'].filter((id) => !part(id).closest('.output').hidden);
    const names = (text, host) => text.split(/[^A-Za-z0-9.-]+/).includes(host);
    const run = async () => {
        const checked = [];
        const say = async (name, text) => checked.push([name, await check(text)]);
        const regions = [...part('region').options].map(({ value }) => value).filter((value) => value !== 'other');
        if (!everywhere) regions.splice(1, regions.length - 2);
        const signature = JSON.parse(part('body').value).encodedSignedData;
        document.querySelector(`#tools [value=${tool}]`).click();
        for (const region of regions) {
            part('region').value = region;
            part('region').dispatchEvent(new Event('change', { bubbles: true }));
            for (const id of shown()) {
                const text = await until(`${id} for ${tool} in ${region}`, () => {
                    const text = part(id).value;
                    return text.includes(signature) && names(text, region) && text;
                });
                await say(`${id} in ${region}`, text);
            }
        }
        if (tool === 'postman') await say('collection', part('collection').value);
        if (tool === 'http') await say('header and body', `Authorization: ${part('authorization').value}\\n\\n${part('body').value}`);
        if (tool === 'fields') {
            const fields = ['certificate', 'data', 'signature'].map((name) => part(`field-${name}`));
            await say('fields', fields.map(({ labels, value }) => `${labels[0].textContent}\\n${value}`).join('\\n'));
        }
        return { regions: regions.length, checked };
    };
    run().then(done, (error) => done(String(error)));";

/// The tools, how many of their outputs name the region, and how many do not.
const TOOLS: [(&str, usize, usize); 6] = [
    ("postman", 1, 1),
    ("curl", 2, 0),
    ("powershell", 2, 0),
    ("cmd", 1, 0),
    ("http", 1, 1),
    ("fields", 0, 1),
];

fn own_exports(page: &Page<'_>, everywhere: bool) -> Outcome {
    page.fill_pair()?;
    for form in ["der", "pem"] {
        page.browser.run(
            "document.getElementById(`header-form-${arguments[0]}`).click()",
            vec![json!(form)],
        )?;
        page.generate()?;
        for (tool, by_region, others) in TOOLS {
            let arguments = vec![json!(tool), json!(everywhere)];
            let found = page
                .browser
                .run_async(&[CHECK, EXPORTS].concat(), arguments)?;
            let Some(checked) = found.get("checked").and_then(Value::as_array) else {
                return Err(Failure::new(found.to_string()));
            };
            let regions = found.get("regions").and_then(Value::as_u64).unwrap_or(0);
            let regions = usize::try_from(regions)?;
            ensure!(
                regions >= if everywhere { 10 } else { 2 },
                "{regions} regions"
            );
            let expected = by_region.saturating_mul(regions).saturating_add(others);
            ensure_eq!(checked.len(), expected, "how many exports of {tool}");
            for export in checked {
                let text = |at: usize| export.get(at).and_then(Value::as_str).unwrap_or_default();
                let headline = match text(0) {
                    "collection" => "review-paste-collection",
                    "fields" => "review-clean review-paste-fields",
                    _ => "review-clean",
                };
                ensure_eq!(text(1), headline, "{form}, {tool}, {}", text(0));
            }
        }
    }
    Ok(())
}

const PROGRAMS: &str = "
    const [done] = arguments;
    const run = async () => {
        const checked = [];
        part('view-automate').click();
        for (const program of [...part('programs').querySelectorAll('input')]) {
            const before = part('program').value;
            if (!program.checked) program.click();
            const text = await until(program.value, () => part('program').value !== before && part('program').value);
            checked.push([program.value, await check(text)]);
        }
        return checked;
    };
    run().then(done, (error) => done(String(error)));";

fn own_programs(page: &Page<'_>) -> Outcome {
    let script = [CHECK, PROGRAMS].concat();
    let found = page.browser.run_async(&script, vec![])?;
    let names = ["python", "node", "java", "csharp", "powershell", "bash"];
    ensure_eq!(
        found,
        json!(names.map(|name| [name, "review-program"])),
        "what is said of each program"
    );
    Ok(())
}

/// A program of the checker's corpus.
fn pasted(name: &str) -> Outcome<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/requests");
    let text = std::fs::read_to_string(folder.join(format!("program-{name}.txt")))?;
    let (_, program) = text.split_once("---\n").unwrap_or_default();
    Ok(program.to_owned())
}

/// The button of the verdict leads to the page's program in the same language; where there is none,
/// to the request.
fn program_offers(page: &Page<'_>) -> Outcome {
    for (name, offer, view, choice) in [
        (
            "python-hmac",
            "Open the Python program from this page",
            "automate",
            "python",
        ),
        (
            "node-hmac",
            "Open the Node.js program from this page",
            "automate",
            "node",
        ),
        (
            "bash-hmac",
            "Open the Bash program from this page",
            "automate",
            "bash",
        ),
        (
            "java-hmac",
            "Open the Java program from this page",
            "automate",
            "java",
        ),
        (
            "csharp-hmac",
            "Open the C# program from this page",
            "automate",
            "csharp",
        ),
        (
            "powershell-hmac",
            "Open the PowerShell program from this page",
            "automate",
            "powershell",
        ),
        (
            "postman-cryptojs-hmac",
            "Open this page’s Postman collection",
            "request",
            "postman",
        ),
        (
            "go-hmac",
            "Make the request on this page",
            "request",
            "postman",
        ),
        (
            "ruby-hmac",
            "Make the request on this page",
            "request",
            "postman",
        ),
    ] {
        page.browser
            .run("document.getElementById('view-check').click()", vec![])?;
        page.fill(REQUEST, &pasted(name)?)?;
        let button = Part {
            role: "button",
            name: offer,
        };
        page.wait_until(
            "the verdict",
            "return document.getElementById('review-head').dataset.code === 'review-program-hmac' && !document.getElementById('review-found').hidden",
        )?;
        page.press(button)?;
        let state = page.browser.run(
            "const [view] = arguments;
             const rows = { automate: '#programs', request: '#tools' };
             const shown = [...document.querySelectorAll('[role=tabpanel]')].filter((panel) => panel.checkVisibility());
             return [shown.map(({ id }) => id), document.querySelector(`${rows[view]} :checked`).value, shown[0].contains(document.activeElement)]",
            vec![json!(view)],
        )?;
        ensure_eq!(state, json!([[view], choice, true]), "where {name} leads");
        if view == "automate" {
            page.wait_for("the program", || {
                let text =
                    page.text_of("return document.getElementById('program').value", vec![])?;
                let own = page.text_of(
                    "return document.getElementById('program-save').textContent",
                    vec![],
                )?;
                Ok((!text.is_empty() && own.contains(file_of(choice))).then_some(()))
            })?;
        }
    }
    // What is no program is offered none.
    page.browser
        .run("document.getElementById('view-check').click()", vec![])?;
    page.fill(REQUEST, "Authorization: CACertificate x")?;
    page.wait_until(
        "a verdict without an offer",
        "return !document.getElementById('review-found').hidden && !document.getElementById('review-offer').checkVisibility()",
    )
}

fn file_of(program: &str) -> &'static str {
    match program {
        "python" => "anaplan_login.py",
        "node" => "anaplan-login.mjs",
        "bash" => "anaplan-login.sh",
        "java" => "AnaplanLogin.java",
        "csharp" => "AnaplanLogin.cs",
        _ => "AnaplanLogin.ps1",
    }
}

const REQUEST: Part = Part {
    role: "textbox",
    name: "Request",
};

/// What `--print-request` of a program and `rsa-signer request` print.
fn printed_request(page: &Page<'_>) -> Outcome {
    page.fill_pair()?;
    let request = page.generate()?;
    let printed = json!({ "authorization": request.authorization, "body": request.body });
    page.browser
        .run("document.getElementById('view-check').click()", vec![])?;
    page.fill(REQUEST, &printed.to_string())?;
    let code = page.wait_for("a verdict", || {
        let code = page.text_of(
            "return document.getElementById('review-found').hidden ? '' : document.getElementById('review-head').dataset.code",
            vec![],
        )?;
        Ok((!code.is_empty()).then_some(code))
    })?;
    ensure_eq!(code, "review-clean", "the verdict on a printed request");
    Ok(())
}
