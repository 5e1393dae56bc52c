//! Does every state of the page keep the rules of accessibility, in both themes and at every width? What it
//! looks like there is kept as the run's output.

use super::Case;
use super::freshness::hold;
use crate::browser::USUAL;
use crate::engine::Theme;
use crate::outcome::{Outcome, ensure_eq};
use crate::page::{CERTIFICATE, CHOICE, CLEAR, Origin, PASSPHRASE, PRIVATE_KEY, Page, Part};
use serde_json::json;
use std::fs;

/// A telephone, a tablet, a desk.
const WIDTHS: [u32; 3] = [320, TABLET, USUAL];
const TABLET: u32 = 768;

/// How a state is reached, and whether a picture of it is kept.
struct State {
    name: &'static str,
    reach: fn(&Page<'_>) -> Outcome,
    picture: bool,
}

const fn state(name: &'static str, reach: fn(&Page<'_>) -> Outcome) -> State {
    State {
        name,
        reach,
        picture: false,
    }
}

const fn pictured(name: &'static str, reach: fn(&Page<'_>) -> Outcome) -> State {
    State {
        picture: true,
        ..state(name, reach)
    }
}

const STATES: [State; 21] = [
    pictured("fresh", |_| Ok(())),
    pictured("filled", |page| {
        page.fill_pair()?;
        wait_until_told(page)
    }),
    pictured("generated", |page| {
        page.fill_pair()?;
        page.generate().map(drop)
    }),
    pictured("error", |page| {
        page.fill(CERTIFICATE, &page.keys.certificate)?;
        page.fill(PRIVATE_KEY, &page.keys.other_key)?;
        page.generate_in_vain().map(drop)
    }),
    state("warning", |page| {
        page.fill(CERTIFICATE, &page.keys.expired)?;
        page.fill(PRIVATE_KEY, &page.keys.key)?;
        page.generate().map(drop)
    }),
    state("passphrase", |page| {
        page.fill(PRIVATE_KEY, &page.keys.encrypted_key)?;
        wait_for_part(page, PASSPHRASE)
    }),
    pictured("expiry", |page| {
        let certificates = [
            &page.keys.certificate,
            &page.keys.expired,
            &page.keys.other_certificate,
        ];
        let all = certificates.map(String::as_str).concat();
        show(page, "expiry", "expiry-text", &all)?;
        page.wait_until(
            "the table",
            "return [...document.querySelectorAll('tbody tr')].filter((row) => row.checkVisibility()).length === 3",
        )
    }),
    state("choice", |page| {
        page.fill(
            CERTIFICATE,
            &format!("{}{}", page.keys.certificate, page.keys.renewed),
        )?;
        page.fill(PRIVATE_KEY, &page.keys.key)?;
        wait_for_part(page, CHOICE)
    }),
    state("files", |page| {
        let files = [
            ("holiday.png", b"\x89PNG\r\n\x1a\n".as_slice()),
            ("letter.txt", b"Dear colleague"),
        ];
        page.drop_on(CERTIFICATE, &files)?;
        page.wait_until(
            "the files",
            "return document.body.innerText.includes('letter.txt')",
        )
    }),
    state("cleared", |page| {
        page.fill_pair()?;
        page.generate()?;
        page.press(CLEAR)
    }),
    state("exported", |page| {
        page.fill_pair()?;
        page.generate()?;
        tick(page, "tools", "curl")?;
        wait_until_full(page, "export")
    }),
    state("detached", |page| {
        page.fill(CERTIFICATE, &page.keys.certificate)?;
        wait_until_told(page)?;
        page.run("document.getElementById('detached').open = true; document.getElementById('prepare').click()")?;
        wait_until_full(page, "command")
    }),
    pictured("response", |page| {
        show(page, "response", "response-text", ANSWER)?;
        tick(page, "calls-tools", "curl")?;
        wait_until_full(page, "calls")
    }),
    state("response-refusal", |page| {
        show(page, "response", "response-text", REFUSAL)?;
        let notices = "return document.getElementById('response-causes').children.length > 0";
        page.wait_until("the causes", notices)
    }),
    pictured("review", |page| {
        show(
            page,
            "check",
            "review",
            "curl -H 'Autorization: CACertificate TUlJ' -d \"{'encodedData':'x'}\"",
        )?;
        let verdicts = "return document.getElementById('review-parts').children.length > 0";
        page.wait_until("the verdicts", verdicts)
    }),
    pictured("order", |page| {
        show(page, "order", "order-email", "integration")?;
        page.browser
            .run("document.getElementById('order-create').click()", vec![])?;
        page.wait_until(
            "the mistakes",
            "return document.querySelector('#order-email-notices li') !== null",
        )
    }),
    pictured("ordered", |page| {
        show(page, "order", "order-name", "Integration")?;
        tick(page, "order-keys", "2048")?;
        page.browser.run(
            "for (const [id, text] of [['order-email', 'integration@example.com'], ['order-passphrase-first', 'correct horse'], ['order-passphrase-second', 'correct horse']]) {
                 document.getElementById(id).value = text;
             }
             document.getElementById('order-create').click();",
            vec![],
        )?;
        page.wait_until(
            "the key",
            "return document.getElementById('order-key-save').checkVisibility()",
        )?;
        page.browser
            .run("document.getElementById('order-key-save').click()", vec![])?;
        wait_until_full(page, "csr")
    }),
    state("review-program", |page| {
        show(
            page,
            "check",
            "review",
            "mac = hmac.new(secret, data, 'sha512')",
        )?;
        let offer = "return document.getElementById('review-offer').checkVisibility()";
        page.wait_until("the offer", offer)
    }),
    state("automate", |page| {
        show(page, "automate", "program", "")?;
        wait_until_full(page, "program")
    }),
    pictured("german", |page| {
        page.fill_pair()?;
        page.generate()?;
        super::language::choose(page, "de")
    }),
    state("stopped", stop),
];

const ANSWER: &str = r#"{"status":"SUCCESS","statusMessage":"Login successful","tokenInfo":{"expiresAt":4102444800000,"tokenValue":"token-of-the-test","refreshToken":"another"}}"#;
const REFUSAL: &str =
    r#"{"status":"FAILURE_BAD_CREDENTIAL","statusMessage":"The credentials are not valid."}"#;

/// Shows a view and pastes into a field of it, if there is anything to paste.
fn show(page: &Page<'_>, view: &str, field: &str, text: &str) -> Outcome {
    page.browser.run(
        "const [view, id, text] = arguments;
         document.getElementById(`view-${view}`).click();
         const field = document.getElementById(id);
         if (text === '') return;
         field.value = text;
         field.dispatchEvent(new InputEvent('input', { bubbles: true }));",
        vec![json!(view), json!(field), json!(text)],
    )?;
    Ok(())
}

fn tick(page: &Page<'_>, name: &str, value: &str) -> Outcome {
    page.browser.run(
        "document.querySelector(`input[name=${arguments[0]}][value=\"${arguments[1]}\"]`).click()",
        vec![json!(name), json!(value)],
    )?;
    Ok(())
}

fn wait_until_full(page: &Page<'_>, id: &str) -> Outcome {
    let script = format!("return document.getElementById('{id}').value !== ''");
    page.wait_until(id, &script)
}

pub(super) fn cases() -> Vec<Case> {
    let themes = [Theme::Light, Theme::Dark];
    let states = themes.into_iter().flat_map(|theme| {
        let shown = move |state: &&State| theme == Theme::Light || state.picture;
        STATES.iter().filter(shown).map(move |state| {
            let shade = if theme == Theme::Dark {
                "dark"
            } else {
                "light"
            };
            let name = format!("axe/{shade}/{}", state.name);
            let case = Case::new(name, move |page| keeps_the_rules(page, state, shade));
            let case = if theme == Theme::Dark {
                case.dark()
            } else {
                case
            };
            // The rules are about what is drawn, which is the same wherever it came from.
            case.under(&[Origin::File])
        })
    });
    // But for the sentence about plain http.
    let plain = Case::new("axe/light/plain-http", |page| {
        keeps_the_rules(page, &state("plain-http", |_| Ok(())), "light")
    });
    states.chain([plain.under(&[Origin::Http])]).collect()
}

fn keeps_the_rules(page: &Page<'_>, state: &State, shade: &str) -> Outcome {
    is_drawn_in(page, shade)?;
    (state.reach)(page)?;
    for width in WIDTHS {
        page.browser.resize(width)?;
        if state.picture {
            page.show_all(false)?;
            // The page brings up what is next; the picture begins at its top.
            page.run("window.scrollTo(0, 0)")?;
            let name = format!("{}-{}-{shade}-{width}.png", page.label, state.name);
            fs::write(page.evidence.join(name), page.browser.screenshot()?)?;
        }
        // The themes differ in colour alone, and a tablet shows what the other two show.
        if width == TABLET || (shade == "dark" && width != USUAL) {
            continue;
        }
        page.show_all(true)?;
        // What the rules find does not depend on the engine: they read the document and the computed styles. What sticks
        // out does.
        if page.label == "chromium" {
            page.axe(&format!("{} at {width} pixels, {shade}", state.name))?;
        }
        nothing_sticks_out(page, &format!("{} at {width} pixels", state.name))?;
    }
    Ok(())
}

/// Nobody has to scroll sideways (WCAG 2.2, success criterion 1.4.10): 320 pixels are 400 % of 1280.
fn nothing_sticks_out(page: &Page<'_>, state: &str) -> Outcome {
    let wide = page.run("const { clientWidth, scrollWidth } = document.documentElement; return scrollWidth - clientWidth")?;
    ensure_eq!(wide, json!(0), "pixels that stick out in the state {state}");
    Ok(())
}

fn is_drawn_in(page: &Page<'_>, shade: &str) -> Outcome {
    let script = format!("return matchMedia('(prefers-color-scheme: {shade})').matches");
    page.wait_until(&format!("the {shade} theme"), &script)
}

fn wait_for_part(page: &Page<'_>, part: Part) -> Outcome {
    page.wait_for(part.name, || Ok(page.find(part).ok().map(drop)))
}

fn wait_until_told(page: &Page<'_>) -> Outcome {
    page.wait_for("the status", || {
        Ok((!page.status()?.is_empty()).then_some(()))
    })
}

/// No worker starts any more: after the third one the page gives up.
fn stop(page: &Page<'_>) -> Outcome {
    hold(page, "nothing")?;
    page.run("window.Worker = function () { throw new Error('no') }")?;
    page.press(CLEAR)?;
    page.wait_for_state("failed")
}

impl Page<'_> {
    /// Opens everything that is folded, or folds it again, and lets what moves come to its end.
    fn show_all(&self, open: bool) -> Outcome {
        self.browser.run_async(
            "const [open, done] = arguments;
             for (const fold of document.querySelectorAll('details')) fold.open = open;
             const moving = document.getAnimations().filter(({ effect }) => effect.getComputedTiming().endTime < Infinity);
             Promise.allSettled(moving.map(({ finished }) => finished)).then(() => requestAnimationFrame(() => done(true)));",
            vec![json!(open)],
        )?;
        Ok(())
    }
}
