//! What if something breaks in the middle, or is done twice? The page recovers, nothing typed is lost, and
//! no wrong value is shown.

use super::Case;
use super::freshness::{hold, let_go, release, wait_until_held};
use super::making::{check, makes_right};
use crate::outcome::{Failure, Outcome, ensure, ensure_eq};
use crate::page::{
    AUTHORIZATION, BODY, CANCEL, CERTIFICATE, CHOICE, CLEAR, GENERATE, Origin, PASSPHRASE,
    PRIVATE_KEY, Page, Request, UNLOCK,
};
use serde_json::json;
use std::collections::BTreeSet;

/// What these ask is no question of the origin.
const HERE: &[Origin] = &[Origin::File];

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("robust/trap", traps).under(HERE),
        Case::new("robust/killed-signing", killed_signing).under(HERE),
        Case::new("robust/killed-reading", killed_reading).under(HERE),
        Case::new("many/files-while-busy", ten_files).under(HERE),
        Case::new("many/double-clicks", double_clicks).under(HERE),
        Case::new("robust/long-word", long_word).under(HERE),
        Case::new("robust/long-paste", long_paste).under(HERE),
        Case::new("worker-dies/idle", dies_idle),
        Case::new("worker-dies/at-work", dies_at_work),
    ]
}

/// The worker's memory is nonsense from one moment to the next: whatever is asked of it then must trap.
fn traps(page: &Page<'_>) -> Outcome {
    page.instrument()?;
    page.fill_pair()?;
    page.generate()?;
    let generate = page.find(GENERATE)?;
    page.browser.run(
        "window.tests.worker.postMessage('wreck'); arguments[0].click()",
        vec![json!(generate)],
    )?;
    page.wait_for_alert()?;
    ensure_eq!(
        page.run("return window.tests.workers")?,
        json!(2),
        "how many workers were started"
    );
    goes_on(page)
}

/// The worker is gone and nobody says so: what a browser does that runs out of memory. The page offers
/// Cancel, as for everything that takes long.
fn killed_signing(page: &Page<'_>) -> Outcome {
    page.instrument()?;
    page.fill_pair()?;
    page.generate()?;
    let generate = page.find(GENERATE)?;
    page.browser.run(
        "arguments[0].click(); window.tests.worker.terminate()",
        vec![json!(generate)],
    )?;
    page.wait_for("Cancel", || Ok(page.find(CANCEL).ok()))?;
    page.ensure_no_request("while nobody answers")?;
    page.press(CANCEL)?;
    page.wait_for_state("ready")?;
    page.ensure_no_request("after Cancel")?;
    goes_on(page)
}

fn killed_reading(page: &Page<'_>) -> Outcome {
    page.instrument()?;
    busy(page)?;
    page.run("window.tests.worker.terminate()")?;
    page.press(CANCEL)?;
    page.wait_for_state("ready")?;
    ensure_eq!(
        page.value(PRIVATE_KEY)?,
        page.keys.slow_key,
        "the private key"
    );
    page.fill_pair()?;
    goes_on(page)
}

/// A message of another form. The worker throws and does not catch, so that the browser reports it to
/// the page, like every trap in the wasm.
const NONSENSE: &str = "window.tests.workers.at(-1).postMessage({ id: 0, request: 'nonsense' })";

fn dies_idle(page: &Page<'_>) -> Outcome {
    hold(page, "nothing")?;
    page.fill_pair()?;
    page.generate()?;
    page.run(NONSENSE)?;
    is_replaced(page)
}

fn dies_at_work(page: &Page<'_>) -> Outcome {
    hold(page, "generated")?;
    page.fill_pair()?;
    page.press(GENERATE)?;
    wait_until_held(page, 1)?;
    page.run(NONSENSE)?;
    page.wait_for_alert()?;
    // A message that the dead worker had sent is dropped.
    release(page)?;
    let_go(page)?;
    is_replaced(page)
}

fn is_replaced(page: &Page<'_>) -> Outcome {
    page.wait_for_alert()?;
    goes_on(page)?;
    let workers = page.run("return window.tests.workers.length")?;
    ensure_eq!(workers, json!(2), "how many workers were started");
    Ok(())
}

/// The fields keep their contents, and a right request comes out of them.
fn goes_on(page: &Page<'_>) -> Outcome {
    ensure_eq!(
        page.value(CERTIFICATE)?,
        page.keys.certificate,
        "the certificate"
    );
    ensure_eq!(page.value(PRIVATE_KEY)?, page.keys.key, "the private key");
    makes_right(page)?;
    ensure_eq!(page.alert()?, "", "the alert after the next result");
    Ok(())
}

/// A key is being opened that takes minutes.
fn busy(page: &Page<'_>) -> Outcome {
    page.fill(CERTIFICATE, &page.keys.certificate)?;
    page.fill(PRIVATE_KEY, &page.keys.slow_key)?;
    page.wait_for("the passphrase field", || Ok(page.find(PASSPHRASE).ok()))?;
    page.fill(PASSPHRASE, crate::keys::PASS)?;
    page.press(UNLOCK)?;
    page.wait_for_state("working")?;
    page.wait_for("Cancel", || Ok(page.find(CANCEL).ok()))?;
    Ok(())
}

/// The certificate and the key among eight files that are neither, or are of somebody else.
fn ten_files(page: &Page<'_>) -> Outcome {
    busy(page)?;
    let keys = page.keys;
    let nothing = [0_u8; 2000];
    page.drop_on(
        CERTIFICATE,
        &[
            ("note.txt", b"Nothing of it is in here."),
            ("zeroes.bin", &nothing),
            ("other.crt", keys.other_certificate.as_bytes()),
            ("user.csr", keys.request.as_bytes()),
            ("user.crt", keys.certificate.as_bytes()),
            ("empty.pem", b""),
            ("other.key", keys.other_key.as_bytes()),
            ("page.html", b"<script>document.body.remove()</script>"),
            ("user.key", keys.key.as_bytes()),
            ("again.crt", keys.certificate.as_bytes()),
        ],
    )?;
    page.wait_for("all of it to be read", || {
        let known = page.find(CHOICE).is_ok() || !page.codes()?.is_empty();
        Ok((page.state()? == "ready" && known).then_some(()))
    })?;
    page.ensure_no_request("before Generate")?;
    // The choice is ambiguous: the page asks, or reports the problem, and signs nothing.
    page.press(CLEAR)?;
    page.wait_for_state("ready")?;
    page.fill_pair()?;
    goes_on(page)
}

/// Laying out one long word takes time that grows with its length, not with the square of it: eight times the
/// letters would take 64 times as long.
fn long_word(page: &Page<'_>) -> Outcome {
    const MEASURE: &str = "
        const [field] = arguments;
        const took = (letters) => {
            field.value = '';
            field.scrollHeight;
            const start = performance.now();
            field.value = 'abcdefghij'.repeat(letters / 10);
            field.scrollHeight;
            return performance.now() - start;
        };
        const least = (letters) => Math.min(took(letters), took(letters), took(letters));
        const [few, many] = [least(50000), least(400000)];
        field.value = '';
        return [few, many];";
    let field = json!(page.find(PRIVATE_KEY)?);
    let took = page.browser.run(MEASURE, vec![field])?;
    let (few, many): (f64, f64) = serde_json::from_value(took)?;
    let times = many / few.max(2.0);
    ensure!(
        times.total_cmp(&25.0).is_lt(),
        "50,000 letters take {few} ms, 400,000 letters {many} ms"
    );
    Ok(())
}

/// A long paste is unseen until it is read; when it is no certificate, or nobody reads it, it is there to be seen.
fn long_paste(page: &Page<'_>) -> Outcome {
    const HIDDEN: &str = "return getComputedStyle(document.getElementById('certificate')).contentVisibility === 'hidden'";
    let hidden = || -> Outcome<bool> { Ok(page.browser.run(HIDDEN, vec![])? == json!(true)) };
    let seen = || page.wait_for("the text to be seen", || Ok((!hidden()?).then_some(())));
    let prose = "Nothing of it is a certificate. ".repeat(10_000);
    // Firefox has no role for a box that is not laid out.
    let field = page.find(CERTIFICATE)?;
    page.instrument()?;
    page.run("window.tests.worker.terminate()")?;
    page.put(&field, &prose)?;
    ensure!(hidden()?, "the paste is laid out before it is read");
    page.wait_for("Cancel", || Ok(page.find(CANCEL).ok()))?;
    page.press(CANCEL)?;
    seen()?;
    page.put(&field, &page.keys.certificate.repeat(100))?;
    page.wait_until(
        "the card",
        "return document.getElementById('certificate-card').checkVisibility()",
    )?;
    ensure!(hidden()?, "a long text whose card is shown is laid out");
    page.put(&field, &prose)?;
    seen()
}

/// The buttons that are visible in some view while a request is shown.
const PRESSED: [&str; 13] = [
    "clear",
    "show-proof",
    "show-certificate",
    "show-private-key",
    "generate",
    "copy-authorization",
    "copy-body",
    "save-collection",
    "save-environment",
    "copy-recipe",
    "then-response",
    "copy-program",
    "save-program",
];

/// Every button that can be pressed in every view, twice in one moment.
fn double_clicks(page: &Page<'_>) -> Outcome {
    let mut arguments = Vec::new();
    for part in [CERTIFICATE, PRIVATE_KEY, GENERATE, AUTHORIZATION, BODY] {
        arguments.push(json!(page.find(part)?));
    }
    arguments.push(json!(page.keys.certificate));
    arguments.push(json!(page.keys.key));
    let views = page.browser.find_all("[role=tab]")?.len();
    let mut pressed = BTreeSet::new();
    for view in 0..views {
        let mut next = 0;
        loop {
            let mut given = arguments.clone();
            given.extend([json!(view), json!(next)]);
            let answer = page.browser.run_async(TWICE, given)?;
            if answer.is_null() {
                break;
            }
            let told = answer.to_string();
            let (number, name, authorization, body): (usize, String, String, String) =
                serde_json::from_value(answer).map_err(|_| Failure::new(told))?;
            next = number.saturating_add(1);
            let request = Request {
                authorization,
                body,
            };
            if request != Request::default() {
                let right = check(page, &request, &page.keys.header_der);
                right.map_err(|failure| failure.add(&format!("after {name}, twice")))?;
            }
            pressed.insert(name);
        }
    }
    for name in PRESSED {
        ensure!(
            pressed.contains(name),
            "{name} was not pressed, only {pressed:?}"
        );
    }
    page.run("document.querySelector('[role=tab]').click()")?;
    page.fill_pair()?;
    goes_on(page)
}

/// Fills the fields, makes a request, shows a view, and presses its next button twice, counted from `first`. The
/// answer is nothing when there is none left, else its place and name and the outputs; they are empty when the
/// button has put other keys there. A press that saves a file must not put one on this machine.
const TWICE: &str = "
    const [certificate, key, generate, header, body, certificateText, keyText, view, first, done] = arguments;
    const root = document.documentElement;
    const until = async (what, seen) => {
        const limit = performance.now() + 60000;
        while (!seen()) {
            if (performance.now() > limit) throw new Error(`waited in vain for ${what}`);
            await new Promise((next) => setTimeout(next));
        }
    };
    const put = (field, text) => {
        if (field.value === text) return;
        field.value = text;
        field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
    };
    const tabs = [...document.querySelectorAll('[role=tab]')];
    const visible = (part) => part.checkVisibility({ visibilityProperty: true });
    // The exports and the programs come from the worker, after what they are shown with.
    const outputs = [...document.querySelectorAll('[data-output] textarea, [data-output] input')];
    const filled = () => outputs.filter(visible).every(({ value }) => value !== '');
    const ready = () => root.dataset.state === 'ready';
    const click = HTMLAnchorElement.prototype.click;
    (async () => {
        tabs[0].click();
        put(certificate, certificateText);
        put(key, keyText);
        if (body.value === '') generate.click();
        await until('a result', () => ready() && header.value !== '' && body.value !== '');
        tabs[view].click();
        await until('the outputs of this view', filled);
        const buttons = [...document.querySelectorAll('button')];
        const number = buttons.findIndex((it, at) => at >= first && it.role !== 'tab' && !it.disabled && visible(it));
        if (number < 0) return done(null);
        const button = buttons[number];
        HTMLAnchorElement.prototype.click = function () {
            if (!this.href.startsWith('blob:')) click.call(this);
        };
        button.click();
        button.click();
        button.dispatchEvent(new MouseEvent('dblclick', { bubbles: true, detail: 2 }));
        await until(`the page to be ready after ${button.id}`, ready);
        const ours = certificate.value.trim() === certificateText.trim();
        done([number, button.id, ours ? header.value : '', ours ? body.value : '']);
    })().catch((error) => done(String(error))).finally(() => (HTMLAnchorElement.prototype.click = click));";
