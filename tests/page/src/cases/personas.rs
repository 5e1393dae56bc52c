//! The paths of users on a laptop's screen, with their actions, scrolls and errors counted; and whether the
//! next action is visible together with its field.

use super::Case;
use super::expiry::{REMIND_ALL, is_calendar, saved_by, wait_for_rows};
use super::making::check;
use crate::keys::PASS;
use crate::outcome::{Outcome, ensure, ensure_eq};
use crate::page::{
    AUTHORIZATION, BODY, CERTIFICATE, COPY_AUTHORIZATION, COPY_BODY, GENERATE, Origin, PASSPHRASE,
    PRIVATE_KEY, Page, Part, UNLOCK,
};
use serde_json::json;
use std::cell::{Cell, RefCell};

/// A laptop of 1366 x 768 pixels, without the bars of the system and of the browser.
const LAPTOP: (u32, u32) = (1366, 641);

/// What is in sight is no question of the origin.
const HERE: &[Origin] = &[Origin::File];

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("persona/pfx", |page| on_a_laptop(page, pfx)),
        Case::new("persona/pem-pair", |page| on_a_laptop(page, pem_pair)),
        Case::new("persona/key-elsewhere", |page| {
            on_a_laptop(page, key_elsewhere)
        }),
        Case::new("persona/calendar", |page| on_a_laptop(page, calendar)),
        Case::new("sight/what-is-next", |page| on_a_laptop(page, sight)).under(HERE),
        Case::new("sight/second-body", second_body).under(HERE),
        Case::new("sight/old-values", old_values).under(HERE),
        Case::new("views/addresses", addresses),
        Case::new("proof/from-the-promise", proof),
    ]
}

/// One user's path, and how often the page had to be scrolled for it.
struct Walk<'p> {
    page: &'p Page<'p>,
    actions: Cell<u32>,
    scrolls: Cell<u32>,
    /// The parts that needed a scroll, and where they were.
    moved_for: RefCell<Vec<String>>,
}

impl Walk<'_> {
    fn acts(&self) {
        self.actions.set(self.actions.get().saturating_add(1));
    }

    /// One action on a part. A part that is not wholly visible costs a scroll.
    fn on(&self, part: Part, act: impl Fn(&Page<'_>) -> Outcome) -> Outcome {
        self.acts();
        self.comes_in_sight(part)?;
        act(self.page)?;
        ensure_eq!(self.page.alert()?, "", "an error after {}", part.name);
        Ok(())
    }

    /// Counts a scroll when the part is not wholly visible.
    fn comes_in_sight(&self, part: Part) -> Outcome {
        let element = self.page.find(part)?;
        let comes = self
            .page
            .browser
            .run_async(COMES_IN_SIGHT, vec![json!(element)])?;
        if comes != json!(true) {
            self.scrolls.set(self.scrolls.get().saturating_add(1));
            let place = comes.as_str().unwrap_or_default();
            let moved_for = format!("{}: {place}", part.name);
            self.moved_for.borrow_mut().push(moved_for);
        }
        Ok(())
    }

    fn press(&self, part: Part) -> Outcome {
        self.on(part, |page| page.press(part))
    }

    fn ends_within(&self, actions: u32) -> Outcome {
        println!(
            "note: {}: {} actions, {} scrolls",
            self.page.label,
            self.actions.get(),
            self.scrolls.get()
        );
        ensure!(
            self.actions.get() <= actions,
            "{} actions in place of {actions}",
            self.actions.get()
        );
        let moved_for = self.moved_for.borrow();
        ensure!(
            moved_for.is_empty(),
            "the page had to be moved for {moved_for:?}"
        );
        Ok(())
    }
}

/// Whether a part is wholly on the screen and its middle is not covered.
macro_rules! in_sight {
    () => {
        "
    const inSight = (part) => {
        const { top, bottom, left, right } = part.getBoundingClientRect();
        if (top < 0 || left < 0 || bottom > innerHeight || right > innerWidth || bottom === top) return false;
        const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        return part.contains(hit) || (hit?.contains(part) ?? false) || hit?.htmlFor === part.id;
    };"
    };
}
const IN_SIGHT: &str = in_sight!();

/// Gives the page half a second of frames to bring a part on the screen by itself; then says where it is, and moves the
/// page.
const COMES_IN_SIGHT: &str = concat!(
    in_sight!(),
    "
    const [part, done] = arguments;
    const look = (frames) => {
        if (inSight(part)) return done(true);
        if (frames > 0) return requestAnimationFrame(() => look(frames - 1));
        const { top, bottom } = part.getBoundingClientRect();
        const hit = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
        done(`${Math.round(top)} to ${Math.round(bottom)} px of ${innerWidth} x ${innerHeight}, scrolled by ${scrollY}, ${hit?.id || hit?.tagName}`);
        part.scrollIntoView({ block: 'center' });
    };
    look(30);"
);

fn on_a_laptop(page: &Page<'_>, walk: impl Fn(&Walk<'_>) -> Outcome) -> Outcome {
    page.browser.resize_view(LAPTOP)?;
    page.open()?;
    let walked = walk(&Walk {
        page,
        actions: Cell::new(0),
        scrolls: Cell::new(0),
        moved_for: RefCell::default(),
    });
    page.browser.resize(crate::browser::USUAL)?;
    walked
}

const fn button(name: &'static str) -> Part {
    Part {
        role: "button",
        name,
    }
}

const ENTER: char = '\u{e007}';

fn focused(page: &Page<'_>) -> Outcome<String> {
    let element = page.browser.focused()?;
    page.browser.label(&element)
}

fn wait_for_focus(page: &Page<'_>, name: &str) -> Outcome {
    page.wait_for(&format!("the focus on {name}"), || {
        Ok((focused(page)?.starts_with(name)).then_some(()))
    })
}

/// "Here is login.pfx and its passphrase, get a token in Postman": until both files are saved. Two more actions,
/// import and send, follow there.
fn pfx(walk: &Walk<'_>) -> Outcome {
    let page = walk.page;
    walk.acts();
    page.drop_on(GENERATE, &[("login.pfx", &page.keys.bundle)])?;
    wait_for_focus(page, "Passphrase of login.pfx")?;
    walk.on(PASSPHRASE, |page| page.fill(PASSPHRASE, PASS))?;
    walk.on(PASSPHRASE, |page| page.browser.key(&[], ENTER))?;
    wait_for_focus(page, "Generate")?;
    walk.on(GENERATE, |page| page.browser.key(&[], ENTER))?;
    let request = page.wait_for_request()?;
    check(page, &request, &page.keys.header_der)?;
    page.wait_until(
        "the environment",
        "return !document.getElementById('save-environment').disabled",
    )?;
    for (name, file) in [
        ("Save Postman collection", "anaplan.postman_collection.json"),
        (
            "Save Postman environment",
            "anaplan.postman_environment.json",
        ),
    ] {
        walk.on(button(name), |page| saves(page, button(name), file))?;
    }
    walk.ends_within(6)
}

/// Presses a button that saves a file, without saving it. The button says that it has done so.
fn saves(page: &Page<'_>, part: Part, file: &str) -> Outcome {
    page.run(
        "HTMLAnchorElement.prototype.click = function () { window.savedAs = this.download; };",
    )?;
    page.press(part)?;
    let saved = page.text("return window.savedAs")?;
    ensure_eq!(saved, file, "the name of the file");
    let button = page.find(part)?;
    let word = page.text_of("return arguments[0].innerText", vec![json!(button)])?;
    ensure_eq!(word.trim(), "Saved", "what the button says");
    Ok(())
}

fn pem_pair(walk: &Walk<'_>) -> Outcome {
    let page = walk.page;
    walk.on(CERTIFICATE, |page| {
        page.fill(CERTIFICATE, &page.keys.certificate)
    })?;
    walk.on(PRIVATE_KEY, |page| page.fill(PRIVATE_KEY, &page.keys.key))?;
    page.wait_until(
        "the pair",
        "return document.getElementById('private-key-pair').checkVisibility()",
    )?;
    walk.press(GENERATE)?;
    let request = page.wait_for_request()?;
    check(page, &request, &page.keys.header_der)?;
    let place = || {
        let script =
            "return Math.round(document.getElementById('copy-body').getBoundingClientRect().top)";
        page.browser.run(script, vec![])
    };
    let before = place()?;
    for part in [COPY_AUTHORIZATION, COPY_BODY] {
        walk.press(part)?;
        page.wait_until(
            "the button to say so",
            "return [...document.querySelectorAll('button')].some((button) => button.innerText.trim() === 'Copied')",
        )?;
    }
    ensure_eq!(place()?, before, "where the button is after two presses");
    walk.ends_within(5)
}

/// The key never comes to the page.
fn key_elsewhere(walk: &Walk<'_>) -> Outcome {
    let page = walk.page;
    walk.on(CERTIFICATE, |page| {
        page.fill(CERTIFICATE, &page.keys.certificate)
    })?;
    walk.acts();
    page.run("document.querySelector('#detached > summary').click()")?;
    page.wait_until(
        "the certificate",
        "return document.getElementById('certificate-card').checkVisibility()",
    )?;
    walk.press(button("Prepare"))?;
    wait_for_focus(page, "Copy the command")?;
    walk.press(button("Copy the command"))?;
    let command = page.text("return document.getElementById('command').value")?;
    let signature = page
        .keys
        .shell(&command.replace("private.key", "user.key"))?;
    let field = Part {
        role: "textbox",
        name: "Signature",
    };
    walk.on(field, |page| page.fill(field, &signature))?;
    walk.press(button("Use this signature"))?;
    let request = page.wait_for_request()?;
    check(page, &request, &page.keys.header_der)?;
    walk.comes_in_sight(COPY_AUTHORIZATION)?;
    walk.comes_in_sight(COPY_BODY)?;
    walk.ends_within(6)
}

/// "Here are 25 certificates, be reminded in time."
fn calendar(walk: &Walk<'_>) -> Outcome {
    let page = walk.page;
    let mut files = Vec::new();
    let mut ends = Vec::new();
    for number in 101..=125 {
        let make = format!(
            "openssl req -x509 -new -key user.key -subj /CN=user{number} -addext basicConstraints=CA:FALSE -days {}",
            number
        );
        let certificate = page.keys.shell(&make)?;
        ends.push(page.keys.end(&certificate)?);
        files.push((format!("user{number}.cer"), certificate));
    }
    let tab = Part {
        role: "tab",
        name: "Expiry",
    };
    walk.press(tab)?;
    walk.acts();
    let files: Vec<_> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_bytes()))
        .collect();
    page.drop_on(tab, &files)?;
    wait_for_rows(page, 25)?;
    walk.on(REMIND_ALL, |page| {
        let file = saved_by(page, REMIND_ALL, "calendar-file", "text/calendar")?;
        is_calendar(page, &file, &ends)
    })?;
    walk.ends_within(3)
}

/// In every state the next action and its field are on the screen together.
fn sight(walk: &Walk<'_>) -> Outcome {
    let page = walk.page;
    let together = |state: &str, parts: &[&str]| -> Outcome {
        let script = format!(
            "{IN_SIGHT} const [ids] = arguments;
             return ids.filter((css) => !inSight([...document.querySelectorAll(css)].find((part) => part.checkVisibility()) ?? document.head))"
        );
        let hidden = page.browser.run(&script, vec![json!(parts)])?;
        ensure_eq!(
            hidden,
            json!([]),
            "what is out of sight in the state {state}"
        );
        Ok(())
    };
    const PASSPHRASE_PARTS: [&str; 2] = [".passphrase input", ".passphrase-unlock"];
    together(
        "fresh",
        &["[for=file]", "#certificate", "#private-key", "#generate"],
    )?;
    page.is_led("certificate-missing")?;
    together(
        "led to the certificate",
        &["[for=file]", "#certificate", "#generate"],
    )?;
    page.drop_on(GENERATE, &[("login.pfx", &page.keys.bundle)])?;
    wait_for_focus(page, "Passphrase")?;
    together("locked", &PASSPHRASE_PARTS)?;
    page.is_led("passphrase-needed")?;
    together("led to the passphrase", &PASSPHRASE_PARTS)?;
    page.fill(PASSPHRASE, "wrong horse")?;
    page.press(UNLOCK)?;
    page.wait_for_alert()?;
    together("a wrong passphrase", &PASSPHRASE_PARTS)?;
    page.fill(PASSPHRASE, PASS)?;
    page.press(UNLOCK)?;
    wait_for_focus(page, "Generate")?;
    together("unlocked", &["#generate", "#next"])?;
    page.generate()?;
    page.wait_until(
        "the environment",
        "return !document.getElementById('save-environment').disabled",
    )?;
    together(
        "made",
        &[
            "#authorization",
            "#copy-authorization",
            "#body",
            "#copy-body",
            "#save-collection",
            "#save-environment",
            "[data-text=postman-once-text]",
            "[data-text=postman-each-text]",
        ],
    )?;
    page.run("document.querySelector('input[name=tools][value=curl]').click()")?;
    page.wait_until(
        "the line",
        "return document.getElementById('call').value !== ''",
    )?;
    together("made, for a shell", &["#call", "#copy-call"])
}

/// The header is the certificate and stays: of the second request the body alone is marked as new.
fn second_body(page: &Page<'_>) -> Outcome {
    page.fill_pair()?;
    let first = page.generate()?;
    let marked = "return [...document.querySelectorAll('[data-new]')].map((part) => part.dataset.output).join()";
    ensure_eq!(page.text(marked)?, "", "what is marked at first");
    page.press(GENERATE)?;
    let second = page.wait_for_other_request(&first)?;
    ensure_eq!(second.authorization, first.authorization, "the header");
    ensure!(second.body != first.body, "the body is the same twice");
    ensure_eq!(page.text(marked)?, "body", "what is marked then");
    for (part, word) in [
        (AUTHORIZATION, "Same for every login"),
        (BODY, "New for each login"),
    ] {
        let id = page
            .attribute(part, "aria-describedby")?
            .unwrap_or_default();
        let hint = page.text_of(
            "return document.getElementById(arguments[0]).innerText",
            vec![json!(id)],
        )?;
        ensure!(hint.contains(word), "beside {} stands {hint}", part.name);
    }
    Ok(())
}

/// After five minutes the values look old, and Generate is the next action again.
fn old_values(page: &Page<'_>) -> Outcome {
    page.fill_pair()?;
    page.generate()?;
    page.run("const now = window.Date.now; window.Date.now = () => now() + 301000;")?;
    page.wait_until(
        "the values to look old",
        "return document.getElementById('created').hasAttribute('data-old')
            && document.getElementById('step-request').dataset.progress === 'next'
            && document.getElementById('body').value !== ''",
    )
}

/// Each view has an address, of fixed words only, and a title.
fn addresses(page: &Page<'_>) -> Outcome {
    for (name, title) in [
        ("check", "Check a request"),
        ("expiry", "Expiry"),
        ("response", "Read the response"),
        ("order", "Order a certificate"),
        ("automate", "Automate"),
        ("request", "RSA Signer"),
    ] {
        let mut url = page.site.url.clone();
        url.set_fragment(Some(name));
        page.browser.go(&url)?;
        page.wait_for_state("ready")?;
        page.wait_until(
            &format!("the view {name}"),
            &format!("return document.getElementById('{name}').checkVisibility() && document.title.startsWith('{title}')"),
        )?;
    }
    // Nothing that is not the name of a view does anything.
    let mut url = page.site.url.clone();
    url.set_fragment(Some("private-key"));
    page.browser.go(&url)?;
    page.wait_for_state("ready")?;
    ensure_eq!(page.value(PRIVATE_KEY)?, "", "the private key");
    Ok(())
}

/// The promise at the top leads to how it is checked.
fn proof(page: &Page<'_>) -> Outcome {
    page.run("document.getElementById('show-proof').click()")?;
    page.wait_until(
        "how to check it",
        "const { top } = document.getElementById('proof').getBoundingClientRect();
         return document.getElementById('script-hash').checkVisibility() && top >= 0 && top < innerHeight",
    )
}
