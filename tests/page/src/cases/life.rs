//! The certificate's whole life: saved for other places, ordered, renewed.

use super::Case;
use super::expiry::is_calendar;
use crate::openssl::pem;
use crate::outcome::{Failure, Outcome, ensure, ensure_eq};
use crate::page::{CERTIFICATE, CLEAR, Origin, PASSPHRASE, PRIVATE_KEY, Page};
use serde_json::{Value, json};

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("life/save", save),
        Case::new("life/save-mistakes", save_mistakes),
        Case::new("life/order", whole),
        Case::new("life/order-mistakes", order_mistakes),
        Case::new("life/order-unsaved", order_unsaved),
        Case::new("life/renew", renew),
        Case::new("life/register-the-new-one", registers_the_new_one).under(&[Origin::File]),
        Case::new("life/made-keys", made_keys),
    ]
}

/// What protects what is saved.
const SECRET: &str = "correct horse battery";

/// Clicks a part that is found by its id: what a button says changes once it was pressed.
fn press(page: &Page<'_>, id: &str) -> Outcome {
    let found = page.browser.find_all(&format!("[id={id}]"))?;
    let [button] = found.as_slice() else {
        return Err(Failure::new(format!(
            "{} parts are called {id}",
            found.len()
        )));
    };
    page.browser.click(button)
}

/// A file that the page handed to the browser.
struct Saved {
    name: String,
    bytes: Vec<u8>,
}

impl Saved {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

/// From here on, files are kept where [`saved`] finds them, and the browser gets none.
fn watch_files(page: &Page<'_>) -> Outcome {
    page.browser.run(
        "const blobs = new Map();
         window.saved = [];
         const make = URL.createObjectURL;
         URL.createObjectURL = (blob) => {
             const url = make.call(URL, blob);
             blobs.set(url, blob);
             return url;
         };
         HTMLAnchorElement.prototype.click = function () {
             window.saved.push({ name: this.download, blob: blobs.get(this.href) });
         };",
        vec![],
    )?;
    Ok(())
}

/// Waits for the next file.
fn saved(page: &Page<'_>) -> Outcome<Saved> {
    page.wait_until("a file to save", "return window.saved.length > 0")?;
    let found = page.browser.run_async(
        "const done = arguments[arguments.length - 1];
         const { name, blob } = window.saved.shift();
         blob.arrayBuffer().then((buffer) => done([name, [...new Uint8Array(buffer)]]));",
        vec![],
    )?;
    let (name, bytes) = serde_json::from_value(found)?;
    Ok(Saved { name, bytes })
}

fn no_file(page: &Page<'_>, when: &str) -> Outcome {
    let count = page.browser.run("return window.saved.length", vec![])?;
    ensure_eq!(count, json!(0), "the files saved {when}");
    Ok(())
}

/// Types into a field that is found by its id.
fn put(page: &Page<'_>, id: &str, text: &str) -> Outcome {
    page.browser.run(
        "const [id, text] = arguments;
         const field = document.getElementById(id);
         field.value = text;
         for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));",
        vec![json!(id), json!(text)],
    )?;
    Ok(())
}

fn choose_place(page: &Page<'_>, place: &str) -> Outcome {
    put(page, "keep-for", place)
}

fn passphrases(page: &Page<'_>, id: &str, first: &str, second: &str) -> Outcome {
    put(page, &format!("{id}-first"), first)?;
    put(page, &format!("{id}-second"), second)
}

fn open_places(page: &Page<'_>) -> Outcome {
    watch_files(page)?;
    page.fill_pair()?;
    page.wait_until(
        "the way to save",
        "const keep = document.getElementById('keep'); keep.open = true; return document.getElementById('keep-for').length === 8 && document.getElementById('keep-save').checkVisibility()",
    )
}

/// Each form is read by OpenSSL, and its name says what is in it.
fn save(page: &Page<'_>) -> Outcome {
    open_places(page)?;
    press(page, "keep-save")?;
    let anaplan = saved(page)?;
    ensure_eq!(anaplan.name, "Integration-for-anaplan.pem", "the name");
    ensure_eq!(anaplan.text(), page.keys.certificate, "the certificate");

    for (place, name, command) in [
        ("pkcs12", "Integration-PRIVATE.p12", "pkcs12 -nodes"),
        (
            "oldPkcs12",
            "Integration-PRIVATE-old.p12",
            "pkcs12 -legacy -nodes",
        ),
        ("privateKey", "Integration-PRIVATE-key.pem", "pkey"),
    ] {
        choose_place(page, place)?;
        passphrases(page, "keep-passphrase", SECRET, SECRET)?;
        press(page, "keep-save")?;
        let file = saved(page)?;
        ensure_eq!(file.name, name, "the name");
        let text = page.keys.feed(
            &format!("openssl {command} -passin 'pass:{SECRET}'"),
            &file.bytes,
        )?;
        is_same_key(page, &text)?;
    }
    for place in [
        "privateKeyUnprotected",
        "azureKeyVault",
        "environmentBase64",
        "environmentEscaped",
    ] {
        choose_place(page, place)?;
        press(page, "keep-save")?;
        no_file(page, "before the second press")?;
        press(page, "keep-sure-save")?;
        let file = saved(page)?;
        ensure!(file.name.contains("PRIVATE"), "the name {}", file.name);
        let text = match place {
            "environmentBase64" => page.keys.feed("openssl base64 -d -A", &file.bytes)?,
            "environmentEscaped" => file.text().replace("\\n", "\n"),
            _ => file.text(),
        };
        ensure_eq!(pem::label(&text), "PRIVATE KEY", "what comes first");
        is_same_key(page, &text)?;
    }
    Ok(())
}

fn is_same_key(page: &Page<'_>, text: &str) -> Outcome {
    let of = |text: &str| page.keys.feed("openssl pkey -pubout", text.as_bytes());
    ensure_eq!(of(text)?, of(&page.keys.key)?, "the public key");
    Ok(())
}

/// What is wrong with a passphrase is said beside it, and nothing is written.
fn save_mistakes(page: &Page<'_>) -> Outcome {
    open_places(page)?;
    choose_place(page, "pkcs12")?;
    for (first, second, code) in [
        ("short", "short", "new-passphrase-short"),
        (SECRET, "correct horse batterie", "passphrases-differ"),
    ] {
        passphrases(page, "keep-passphrase", first, second)?;
        press(page, "keep-save")?;
        let codes = page.browser.run(
            "return [...document.activeElement.getAttribute('aria-describedby').split(' ')]
                .flatMap((id) => [...document.getElementById(id).querySelectorAll('[data-code]')])
                .map(({ dataset }) => dataset.code)",
            vec![],
        )?;
        ensure_eq!(codes, json!([code]), "beside the field");
        no_file(page, "with a mistake")?;
    }
    // A certificate alone can be registered, and there is no key to save.
    page.fill(PRIVATE_KEY, "")?;
    page.wait_until(
        "one place",
        "return document.getElementById('keep-for').length === 1",
    )
}

/// Fills the form and has the key made.
fn order(page: &Page<'_>, bits: &str) -> Outcome {
    watch_files(page)?;
    for (id, text) in [
        ("order-name", "Anaplan integration"),
        ("order-email", "integration@example.com"),
        ("order-organization", "Example"),
        ("order-country", "de"),
    ] {
        put(page, id, text)?;
    }
    passphrases(page, "order-passphrase", SECRET, SECRET)?;
    choose_key(page, bits)?;
    press(page, "order-create")
}

fn choose_key(page: &Page<'_>, key: &str) -> Outcome {
    page.browser.run(
        "document.querySelector(`#order-keys input[value=\"${arguments[0]}\"]`).click()",
        vec![json!(key)],
    )?;
    Ok(())
}

fn show(page: &Page<'_>, view: &str) -> Outcome {
    press(page, &format!("view-{view}"))
}

/// What stands in a field or an output.
fn text_of(page: &Page<'_>, id: &str) -> Outcome<String> {
    page.text_of(
        "const part = document.getElementById(arguments[0]); return part.value ?? part.textContent",
        vec![json!(id)],
    )
}

fn wait_until_shown(page: &Page<'_>, id: &str) -> Outcome {
    page.wait_for(id, || Ok(page.is_shown(id)?.then_some(())))
}

/// Returns the certificate that the test authority issues for the request on the page.
fn issued(page: &Page<'_>, days: u32) -> Outcome<String> {
    let command = format!(
        "cat > life.csr && openssl req -in life.csr -noout -verify 2>/dev/null &&
        openssl x509 -req -in life.csr -CA ca.crt -CAkey ca.key -days {days} -copy_extensions copyall"
    );
    page.keys.feed(&command, text_of(page, "csr")?.as_bytes())
}

/// Whether a key is there that was not saved yet.
const WANTED: &str = "const step = document.getElementById('order-key-step');
    return step.checkVisibility() && step.hasAttribute('data-wanted')";

/// Orders, saves the key, and returns the certificate that is issued, and the key.
fn ordered(page: &Page<'_>, days: u32) -> Outcome<(String, String)> {
    order(page, "2048")?;
    page.wait_until("a key that was not saved", WANTED)?;
    ensure_eq!(
        page.status()?,
        crate::catalogue::page("order-made")?,
        "the status once the key is made"
    );
    ensure!(
        !page.is_shown("csr")?,
        "the request stands there before the key was saved"
    );
    no_file(page, "before a button was pressed")?;
    press(page, "order-key-save")?;
    let key = saved(page)?;
    ensure_eq!(
        key.name,
        "Anaplan-integration-PRIVATE-key.pem",
        "the name of the key"
    );
    ensure_eq!(pem::label(&key.text()), "ENCRYPTED PRIVATE KEY", "the key");
    wait_until_shown(page, "csr")?;
    let certificate = issued(page, days)?;
    let opened = page.keys.feed(
        &format!("openssl pkey -passin 'pass:{SECRET}' -pubout"),
        &key.bytes,
    )?;
    let of_certificate = page
        .keys
        .feed("openssl x509 -noout -pubkey", certificate.as_bytes())?;
    ensure_eq!(opened, of_certificate, "the public key of the saved key");
    Ok((certificate, key.text()))
}

/// The form holds what is in the certificate.
fn is_filled(page: &Page<'_>) -> Outcome {
    for (id, text) in [
        ("order-name", "Anaplan integration"),
        ("order-email", "integration@example.com"),
        ("order-organization", "Example"),
        ("order-country", "DE"),
    ] {
        ensure_eq!(text_of(page, id)?, text, "{id}");
    }
    Ok(())
}

/// Of an old and a new certificate, the new one is registered, also while only the old one's key is open.
fn registers_the_new_one(page: &Page<'_>) -> Outcome {
    watch_files(page)?;
    let (old, new) = (&page.keys.expired, &page.keys.other_certificate);
    page.fill(CERTIFICATE, &format!("{old}{new}"))?;
    page.fill(PRIVATE_KEY, &page.keys.key)?;
    wait_until_shown(page, "comparison")?;
    page.wait_until(
        "which one is used",
        "return document.querySelector('#comparison-facts li:last-child')?.dataset.tone === 'due'",
    )?;
    page.run("document.getElementById('keep').open = true")?;
    press(page, "keep-save")?;
    ensure_eq!(&saved(page)?.text(), new, "what is registered");
    Ok(())
}

/// Ordered, issued, registered, used; renewed with a new key, compared, used, and put into the calendar.
fn whole(page: &Page<'_>) -> Outcome {
    show(page, "order")?;
    let (old, _) = ordered(page, 30)?;
    // The certificate alone is enough: its key is still open.
    show(page, "request")?;
    page.fill(CERTIFICATE, &old)?;
    let request = page.generate()?;
    is_signed_by(page, &old, &request.body)?;
    page.browser
        .run("document.getElementById('keep').open = true", vec![])?;
    press(page, "keep-save")?;
    ensure_eq!(saved(page)?.text(), old, "what is registered");

    press(page, "certificate-renew")?;
    is_filled(page)?;
    let (new, key) = ordered(page, 400)?;
    show(page, "request")?;
    page.fill(CERTIFICATE, &format!("{new}{old}"))?;
    wait_until_shown(page, "comparison")?;
    // What is the same, and that nothing is lost.
    let facts = page.browser.run(
        "return [...document.querySelectorAll('#comparison-facts li')].map((row) => row.dataset.tone)",
        vec![],
    )?;
    ensure_eq!(
        facts,
        json!(["good", "note", "good", "good", "good", "good"]),
        "what is compared"
    );
    let told = text_of(page, "comparison-facts")?;
    for part in [
        "Same e-mail",
        "New key",
        "Same issuer",
        "Both are valid together",
    ] {
        ensure!(told.contains(part), "{part}: {told}");
    }
    let request = page.generate()?;
    is_signed_by(page, &new, &request.body)?;
    press(page, "certificate-more")?;
    page.browser.run(
        "document.getElementById('certificate-more').open = true",
        vec![],
    )?;
    press(page, "certificate-remind")?;
    is_calendar(page, &saved(page)?.text(), &[page.keys.end(&new)?])?;

    // After Clear, the saved key is what is left of it.
    page.press(CLEAR)?;
    page.fill(CERTIFICATE, &new)?;
    page.is_led("private-key-missing")?;
    page.fill(PRIVATE_KEY, &key)?;
    page.wait_for("the passphrase field", || Ok(page.find(PASSPHRASE).ok()))?;
    page.fill(PASSPHRASE, SECRET)?;
    page.generate()?;
    Ok(())
}

/// In the view of what ends when: a way to the order for what ends soon, and for nothing else. The key that is open can
/// stay; then there is nothing to save before the request. What was made is alone until a person wants another.
fn renew(page: &Page<'_>) -> Outcome {
    let of = |days: u32| {
        page.keys.shell(&format!("openssl req -new -key user.key -subj '/C=DE/O=Example/CN=Anaplan integration' -addext subjectAltName=email:integration@example.com -addext keyUsage=digitalSignature,nonRepudiation |
            openssl x509 -req -CA ca.crt -CAkey ca.key -days {days} -copy_extensions copyall"))
    };
    let old = of(30)?;
    page.fill(CERTIFICATE, &old)?;
    page.fill(PRIVATE_KEY, &page.keys.key)?;
    wait_until_shown(page, "certificate-renew")?;
    show(page, "expiry")?;
    put(page, "expiry-text", &format!("{}{old}", of(400)?))?;
    page.wait_until(
        "two rows, one of which ends soon",
        "const ways = [...document.querySelectorAll('#renewal-rows .renewal-order')];
         return ways.map((way) => way.checkVisibility()).join() === 'true,false'",
    )?;
    page.browser.run(
        "document.querySelector('#renewal-rows .renewal-order').click()",
        vec![],
    )?;
    is_filled(page)?;
    choose_key(page, "same")?;
    press(page, "order-create")?;
    wait_until_shown(page, "csr")?;
    let public = |words: &str, text: &str| page.keys.feed(words, text.as_bytes());
    let same = public("openssl req -noout -pubkey", &text_of(page, "csr")?)?;
    ensure_eq!(
        same,
        public("openssl pkey -pubout", &page.keys.key)?,
        "the public key"
    );
    ensure!(!page.is_shown("order-form")?, "the form is still there");
    page.wait_until(
        "the way to another order behind what was made",
        "return (document.getElementById('order-made').compareDocumentPosition(
            document.getElementById('order-again')) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0",
    )?;
    press(page, "order-again")?;
    ensure!(page.is_shown("order-form")?, "the form is not back");
    ensure!(page.is_shown("csr")?, "what was made is gone");
    Ok(())
}

/// OpenSSL verifies what is in a request's body.
fn is_signed_by(page: &Page<'_>, certificate: &str, body: &str) -> Outcome {
    let body: Value = serde_json::from_str(body)?;
    let value = |name: &str| {
        let value = body.get(name).and_then(Value::as_str);
        page.keys.decode(value.unwrap_or_default())
    };
    let der = page
        .keys
        .decode(&pem::body(certificate).collect::<String>())?;
    let name = format!("{}-life", page.label);
    page.keys.verify_by(
        &name,
        &der,
        &value("encodedData")?,
        &value("encodedSignedData")?,
    )
}

/// New keys, judged by OpenSSL and by Python's numbers: one in an ordinary run, in `cargo xtask proof keys` some of each
/// size.
fn made_keys(page: &Page<'_>) -> Outcome {
    let count = std::env::var("RSA_SIGNER_KEYS").unwrap_or_default();
    let count: usize = count.parse().unwrap_or_default();
    let sizes: &[&str] = if count == 0 {
        &["2048"]
    } else {
        &["2048", "3072", "4096"]
    };
    show(page, "order")?;
    for bits in sizes {
        let mut pems = String::new();
        for at in 0..count.max(1) {
            if at > 0 || bits != &"2048" {
                press(page, "order-again")?;
            }
            order(page, bits)?;
            page.wait_until("a key that was not saved", WANTED)?;
            press(page, "order-key-save")?;
            pems += &saved(page)?.text();
        }
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../proof/keys.py");
        let told = page.keys.feed(
            &format!("/usr/bin/python3 {script} {bits} '{SECRET}'"),
            pems.as_bytes(),
        )?;
        println!("note: {}: {}", page.label, told.trim());
    }
    Ok(())
}

/// A key that was not saved is not forgotten unasked: not by Clear, not by another order, and not with the sample.
fn order_unsaved(page: &Page<'_>) -> Outcome {
    page.run(
        "window.asked = 0;
         window.confirm = () => { window.asked += 1; return window.answer; };
         window.answer = false",
    )?;
    let asked = || page.run("return window.asked");
    show(page, "order")?;
    order(page, "2048")?;
    page.wait_until("a key that was not saved", WANTED)?;
    show(page, "request")?;
    press(page, "load-sample")?;
    wait_until_shown(page, "remove-sample")?;
    press(page, "remove-sample")?;
    wait_until_shown(page, "load-sample")?;
    ensure_eq!(asked()?, json!(0), "questions for the sample");
    press(page, "clear")?;
    show(page, "order")?;
    page.wait_until("the key after Clear was called off", WANTED)?;
    press(page, "order-again")?;
    order(page, "2048")?;
    page.wait_until("the key after the order was called off", WANTED)?;
    ensure_eq!(asked()?, json!(2), "questions for Clear and an order");
    ensure!(!page.is_shown("order-cancel")?, "another key is made");
    page.run("window.answer = true")?;
    show(page, "request")?;
    press(page, "clear")?;
    let left =
        "return document.getElementById('order').innerHTML.includes('integration@example.com')";
    ensure_eq!(page.run(left)?, json!(false), "whether the order is left");
    // Nothing is there any more that could be lost.
    press(page, "clear")?;
    ensure_eq!(asked()?, json!(3), "questions in all");
    Ok(())
}

/// What is wrong stands at its field; nothing is made, and what is in the making can be called off.
fn order_mistakes(page: &Page<'_>) -> Outcome {
    show(page, "order")?;
    order(page, "4096")?;
    wait_until_shown(page, "order-cancel")?;
    press(page, "order-cancel")?;
    ensure!(page.is_shown("order-advice")?, "something was made");
    for (id, text, code) in [
        ("order-name", " ", "order-name-missing"),
        ("order-email", "integration", "order-email"),
        ("order-country", "Germany", "order-country"),
        ("order-organization", &"o".repeat(65), "order-too-long"),
    ] {
        put(page, id, text)?;
        passphrases(page, "order-passphrase", SECRET, SECRET)?;
        press(page, "order-create")?;
        let seen = format!(
            "return document.querySelector('#{id}-notices [data-code={code}]') !== null && document.getElementById('{id}').getAttribute('aria-invalid') === 'true'"
        );
        page.wait_until(code, &seen)?;
    }
    // Of several mistakes the one that stands first is where the focus goes.
    put(page, "order-name", "Anaplan integration")?;
    passphrases(page, "order-passphrase", SECRET, SECRET)?;
    press(page, "order-create")?;
    page.wait_until(
        "the focus at the first mistake",
        "return document.activeElement.id === 'order-email'",
    )?;
    no_file(page, "with a mistake")
}
