//! Files, several certificates, a passphrase: what a person does beyond pasting two texts.

use super::Case;
use super::freshness::settle;
use super::making::check;
use crate::catalogue;
use crate::files::{CERTIFICATE_FILES, PRIVATE_KEY_FILES};
use crate::keys::PASS;
use crate::outcome::{Outcome, ensure, ensure_eq};
use crate::page::{
    CANCEL, CERTIFICATE, CHOICE, GENERATE, OPEN, PASSPHRASE, PRIVATE_KEY, Page, Part,
};
use serde_json::json;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("files/several-at-once", several_at_once),
        Case::new("files/one-in-each-box", one_in_each_box),
        Case::new("files/dropped-together", dropped_together),
        Case::new("files/bundle", bundle),
        Case::new("files/too-large", too_large),
        Case::new("files/folder", folder),
        Case::new("passphrase/open-button", |page| {
            opens(page, |page| page.press(OPEN))
        }),
        Case::new("passphrase/enter", |page| opens(page, enter)),
        Case::new("passphrase/cancel", cancel),
        Case::new("choice", choice),
        Case::new("renewal", renewal),
        Case::new("renewal/many", renewal_of_many),
    ]
}

const ENTER: char = '\u{e007}';

/// Both in one selection, in the field for certificates.
fn several_at_once(page: &Page<'_>) -> Outcome {
    let certificate = page.file("user.crt", &page.keys.certificate)?;
    let key = page.file("user.key", &page.keys.key)?;
    page.choose(CERTIFICATE_FILES, &[key, certificate])?;
    they_work_as_files(page)
}

fn one_in_each_box(page: &Page<'_>) -> Outcome {
    let certificate = page.file("user.crt", &page.keys.certificate)?;
    let key = page.file("user.key", &page.keys.key)?;
    page.choose(PRIVATE_KEY_FILES, &[key])?;
    page.choose(CERTIFICATE_FILES, &[certificate])?;
    they_work_as_files(page)
}

fn dropped_together(page: &Page<'_>) -> Outcome {
    let certificate = page.keys.certificate.as_bytes();
    let key = page.keys.key.as_bytes();
    page.drop_on(GENERATE, &[("a.crt", certificate), ("a.key", key)])?;
    they_work_as_files(page)
}

/// They open, and a key that came as a file is turned into text nowhere.
fn they_work_as_files(page: &Page<'_>) -> Outcome {
    page.wait_for("the key's card", || {
        let shown = "return document.getElementById('private-key-pair').checkVisibility()";
        Ok((page.browser.run(shown, vec![])? == json!(true)).then_some(()))
    })?;
    for field in [CERTIFICATE, PRIVATE_KEY] {
        ensure_eq!(page.value(field)?, "", "{}", field.name);
    }
    let request = page.generate()?;
    check(page, &request, &page.keys.header_der)?;
    Ok(())
}

/// Of the two certificates in it the header carries the person's, and the page says so before.
fn bundle(page: &Page<'_>) -> Outcome {
    let file = page.file("user.p12", &page.keys.bundle)?;
    page.choose(CERTIFICATE_FILES, &[file])?;
    wait_for_passphrase(page)?;
    page.fill(PASSPHRASE, PASS)?;
    page.press(OPEN)?;
    let (_, fingerprint) = page.keys.end(&page.keys.certificate)?;
    wait_for_fact(page, "fact-fingerprint", &fingerprint)?;
    let request = page.generate()?;
    check(page, &request, &page.keys.header_der)?;
    Ok(())
}

/// Its field comes when the reading has found out that it is needed.
fn wait_for_passphrase(page: &Page<'_>) -> Outcome {
    page.wait_for("the field for the passphrase", || {
        Ok(page.find(PASSPHRASE).ok().map(drop))
    })
}

/// Waits until the card says this under this label.
fn wait_for_fact(page: &Page<'_>, label: &str, value: &str) -> Outcome {
    let label = catalogue::page(label)?;
    page.wait_for(&format!("{label}: {value}"), || {
        let found = page.browser.run(
            "const [label] = arguments;
             return [...document.querySelectorAll('dt')].filter((term) => term.textContent === label && !term.closest('[hidden]'))
                 .map((term) => term.nextElementSibling.textContent)",
            vec![json!(label)],
        )?;
        Ok((found == json!([value])).then_some(()))
    })
}

/// Refused at once, which is: unread.
fn too_large(page: &Page<'_>) -> Outcome {
    page.fill_pair()?;
    let before = page.generate()?;
    let target = page.find(CERTIFICATE)?;
    page.browser.run(
        "const [target] = arguments;
         window.reads = 0;
         for (const way of ['arrayBuffer', 'stream', 'text', 'slice']) {
             const own = Blob.prototype[way];
             Blob.prototype[way] = function (...given) { window.reads += 1; return own.apply(this, given); };
         }
         const transfer = new DataTransfer();
         transfer.items.add(new File([new Uint8Array(50_000_000)], 'holiday.mp4'));
         target.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: transfer }));",
        vec![json!(target)],
    )?;
    is_refused(page, "file-too-large", "holiday.mp4")?;
    let reads = page.browser.run("return window.reads", vec![])?;
    ensure_eq!(reads, json!(0), "how often the file was read");
    let alert = page.alert()?;
    let digits: String = alert.chars().filter(char::is_ascii_digit).collect();
    ensure!(
        digits.contains("50000000"),
        "the size is not named: {alert}"
    );
    // What was there before is as good as it was.
    ensure_eq!(page.request()?, before, "the request after a refused file");
    Ok(())
}

/// Browsers hand a folder to a page as a file that is none. No script can make one, so the event says what
/// theirs would.
fn folder(page: &Page<'_>) -> Outcome {
    let target = page.find(CERTIFICATE)?;
    page.browser.run(
        "const [target] = arguments;
         const event = new DragEvent('drop', { bubbles: true, cancelable: true });
         const item = { kind: 'file', getAsFile: () => new File([], 'Certificates'), webkitGetAsEntry: () => ({ isDirectory: true }) };
         Object.defineProperty(event, 'dataTransfer', { value: { types: ['Files'], items: [item] } });
         target.dispatchEvent(event);",
        vec![json!(target)],
    )?;
    is_refused(page, "folder-dropped", "Certificates")?;
    page.fill_pair()?;
    let request = page.generate()?;
    check(page, &request, &page.keys.header_der)?;
    Ok(())
}

fn is_refused(page: &Page<'_>, code: &str, name: &str) -> Outcome {
    let alert = page.wait_for("an alert", || {
        let alert = page.alert()?;
        Ok((!alert.is_empty()).then_some(alert))
    })?;
    ensure!(alert.contains(name), "{name} is not named: {alert}");
    for piece in catalogue::sentences(code)? {
        ensure!(alert.contains(&piece), "{piece:?} is not said: {alert}");
    }
    let codes = page.codes_beside(CERTIFICATE)?;
    ensure!(
        codes.iter().any(|own| own == code),
        "beside the box stands {codes:?}"
    );
    Ok(())
}

/// The passphrase alone opens the key; Generate comes after it.
fn opens(page: &Page<'_>, submit: impl Fn(&Page<'_>) -> Outcome) -> Outcome {
    page.fill(CERTIFICATE, &page.keys.certificate)?;
    page.fill(PRIVATE_KEY, &page.keys.encrypted_key)?;
    wait_for_passphrase(page)?;
    page.fill(PASSPHRASE, "wrong horse")?;
    submit(page)?;
    page.wait_for_alert()?;
    let codes = page.codes_beside(PASSPHRASE)?;
    ensure_eq!(codes, ["passphrase-wrong"], "beside Passphrase");
    page.fill(PASSPHRASE, PASS)?;
    submit(page)?;
    let ready = catalogue::page("read-ready")?;
    page.wait_for("the key to be open", || {
        Ok((page.status()? == ready).then_some(()))
    })?;
    ensure_eq!(page.alert()?, "", "the alert once the key is open");
    page.ensure_no_request("before Generate")?;
    let request = page.generate()?;
    check(page, &request, &page.keys.header_der)?;
    Ok(())
}

fn enter(page: &Page<'_>) -> Outcome {
    let field = page.find(PASSPHRASE)?;
    page.browser
        .run("arguments[0].focus()", vec![json!(field)])?;
    page.browser.key(&[], ENTER)
}

/// A derivation that would take many seconds ends at once, and nothing that was typed is lost.
fn cancel(page: &Page<'_>) -> Outcome {
    page.fill(CERTIFICATE, &page.keys.certificate)?;
    page.fill(PRIVATE_KEY, &page.keys.slow_key)?;
    wait_for_passphrase(page)?;
    page.fill(PASSPHRASE, PASS)?;
    page.press(OPEN)?;
    page.wait_for_state("working")?;
    ensure!(!page.status()?.is_empty(), "long work is not announced");
    // Where the person looks: beside the passphrase.
    let beside = "const field = document.getElementById('passphrase-field'); const line = document.getElementById('opening');
        return String(field.contains(document.getElementById('cancel')) && field.contains(line) && line.checkVisibility() && line.textContent !== '')";
    ensure_eq!(
        page.text_of(beside, vec![])?,
        "true",
        "work is shown beside the passphrase"
    );
    page.press(CANCEL)?;
    page.wait_for_state("ready")?;
    ensure_eq!(page.status()?, catalogue::page("cancelled")?, "the status");
    ensure_eq!(page.alert()?, "", "the alert after Cancel");
    ensure_eq!(
        page.value(PRIVATE_KEY)?,
        page.keys.slow_key,
        "the private key"
    );
    ensure_eq!(page.value(PASSPHRASE)?, PASS, "the passphrase");
    ensure_eq!(
        page.next_step()?,
        catalogue::page("next-passphrase")?,
        "what is next"
    );
    ensure!(page.find(CANCEL).is_err(), "Cancel is still shown");
    // Nothing of it comes later, and the page works on.
    settle(page)?;
    page.ensure_no_request("after Cancel")?;
    page.fill_pair()?;
    let request = page.generate()?;
    check(page, &request, &page.keys.header_der)?;
    Ok(())
}

/// The key belongs to two certificates: the person says which, and the header carries it.
fn choice(page: &Page<'_>) -> Outcome {
    let both = format!("{}{}", page.keys.certificate, page.keys.renewed);
    page.fill(CERTIFICATE, &both)?;
    page.fill(PRIVATE_KEY, &page.keys.key)?;
    page.wait_for("a choice", || Ok(page.find(CHOICE).ok()))?;
    let header = |pem: &str| -> Outcome<String> {
        let body: String = crate::openssl::pem::body(pem).collect();
        Ok(format!("CACertificate {body}"))
    };
    for certificate in [&page.keys.certificate, &page.keys.renewed] {
        let (_, fingerprint) = page.keys.end(certificate)?;
        choose(page, CHOICE, &fingerprint)?;
        page.ensure_no_request("after another choice")?;
        wait_for_fact(page, "fact-fingerprint", &fingerprint)?;
        let request = page.generate()?;
        check(page, &request, &header(certificate)?)?;
    }
    Ok(())
}

/// Chooses as a person does: by the keyboard or the mouse, after which there is a `change`.
fn choose(page: &Page<'_>, part: Part, value: &str) -> Outcome {
    let list = page.find(part)?;
    let chosen = page.browser.run(
        "const [list, value] = arguments;
         const place = [...list.options].findIndex((option) => option.value === value);
         list.selectedIndex = place;
         list.dispatchEvent(new Event('input', { bubbles: true }));
         list.dispatchEvent(new Event('change', { bubbles: true }));
         return place",
        vec![json!(list), json!(value)],
    )?;
    ensure!(chosen != json!(-1), "{value} is not offered");
    Ok(())
}

const REMIND_ALL: Part = Part {
    role: "button",
    name: "Reminders for all",
};

const SHOW_ALL: Part = Part {
    role: "button",
    name: "Show all 101",
};

/// The table lists what expires first on top, and the calendar file has each certificate's last day.
fn renewal(page: &Page<'_>) -> Outcome {
    let (later, sooner) = (&page.keys.renewed, &page.keys.certificate);
    page.fill(CERTIFICATE, &format!("{later}{sooner}"))?;
    page.wait_for("the table", || {
        Ok((table_rows(page)?.len() == 2).then_some(()))
    })?;
    let ends = [page.keys.end(sooner)?, page.keys.end(later)?];
    for (row, (day, _)) in table_rows(page)?.iter().zip(&ends) {
        let digits: String = row.chars().filter(char::is_ascii_digit).collect();
        ensure!(digits.contains(day), "{day} is not in the row {row}");
    }
    let file = saved_by(page, REMIND_ALL)?;
    is_calendar(&file, &ends)?;
    // No key says which one is meant, as where the key never comes to the page: the person can.
    let other = page.browser.run(
        "const select = document.getElementById('choice');
        const other = [...select.options].find(({ selected }) => !selected).value;
        select.value = other;
        select.dispatchEvent(new Event('change', { bubbles: true }));
        return other;",
        vec![],
    )?;
    let other = other.as_str().unwrap_or_default().to_owned();
    page.wait_for("the certificate that was chosen", || {
        let shown = "return document.getElementById('certificate-sha256').textContent";
        Ok((page.text_of(shown, vec![])? == other).then_some(()))
    })?;
    // An expired one is listed, and has nothing left to be reminded of.
    page.fill(CERTIFICATE, &format!("{later}{}", page.keys.expired))?;
    page.wait_until(
        "one reminder to be offered of two",
        "const buttons = [...document.querySelectorAll('tbody tr button')];
        return buttons.map((button) => button.checkVisibility()).join() === 'false,true'",
    )?;
    Ok(())
}

/// A long list begins short, and its rest is one press away.
fn renewal_of_many(page: &Page<'_>) -> Outcome {
    const MAKE: &str = "for i in $(seq 101); do
        openssl req -x509 -new -key user.key -subj /CN=user$i -days $((i + 100)) || exit 1
    done";
    page.fill(CERTIFICATE, &page.keys.shell(MAKE)?)?;
    let shown = |count: usize| {
        page.wait_for(&format!("{count} rows"), || {
            Ok((table_rows(page)?.len() == count).then_some(()))
        })
    };
    shown(100)?;
    page.press(SHOW_ALL)?;
    shown(101)?;
    let last = table_rows(page)?.pop().unwrap_or_default();
    ensure!(last.contains("user101"), "the last row is {last}");
    // The key is read together with the list, which stays as it is.
    page.fill(PRIVATE_KEY, &page.keys.key)?;
    page.wait_until(
        "the key's card",
        "return document.getElementById('private-key-bits').checkVisibility()",
    )?;
    shown(101)?;
    Ok(())
}

/// The texts of the rows that tell of certificates, none while the table is hidden.
fn table_rows(page: &Page<'_>) -> Outcome<Vec<String>> {
    let rows = page.browser.run(
        "return [...document.querySelectorAll('tbody tr')].filter((row) => row.checkVisibility()).map((row) => row.innerText)",
        vec![],
    )?;
    Ok(serde_json::from_value(rows)?)
}

/// Presses a button that saves a file, and gives back the file's text in place of saving it.
fn saved_by(page: &Page<'_>, button: Part) -> Outcome<String> {
    page.browser.run(
        "window.saved = [];
         const make = URL.createObjectURL;
         URL.createObjectURL = (blob) => {
             const url = make.call(URL, blob);
             window.saved.push({ blob, url });
             return url;
         };
         HTMLAnchorElement.prototype.click = function () {
             window.saved.find(({ url }) => url === this.href).name = this.download;
         };",
        vec![],
    )?;
    page.press(button)?;
    page.wait_until(
        "a file to save",
        "return window.saved.some(({ name }) => name)",
    )?;
    let saved = page.browser.run_async(
        "const done = arguments[arguments.length - 1];
         const { blob, name } = window.saved.find(({ name }) => name);
         blob.text().then((text) => done([name, blob.type, text]))",
        vec![],
    )?;
    let (name, kind, text): (String, String, String) = serde_json::from_value(saved)?;
    ensure_eq!(name, catalogue::page("calendar-file")?, "the file's name");
    ensure_eq!(kind, "text/calendar", "the file's type");
    Ok(text)
}

/// RFC 5545: lines of at most 75 octets that end in CR LF, and all-day events for each certificate.
fn is_calendar(file: &str, ends: &[(String, String)]) -> Outcome {
    ensure!(
        file.ends_with("END:VCALENDAR\r\n"),
        "the file ends in {file:?}"
    );
    for line in file.split("\r\n") {
        ensure!(line.len() <= 75, "a line has {} octets: {line}", line.len());
        ensure!(
            !line.contains(['\r', '\n']),
            "a line has no proper end: {line:?}"
        );
    }
    let unfolded = file.replace("\r\n ", "");
    ensure!(!unfolded.contains("VALARM"), "there are alarms: {unfolded}");
    for (_, fingerprint) in ends {
        let uid = format!("UID:{fingerprint}-1\r\n");
        ensure!(unfolded.contains(&uid), "{uid} is not in {unfolded}");
    }
    Ok(())
}
