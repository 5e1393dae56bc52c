//! The view "Expiry": sorted by expiry, with calendar reminders in time.

use super::Case;
use crate::catalogue;
use crate::keys::PASS;
use crate::outcome::{Outcome, ensure, ensure_eq};
use crate::page::{CERTIFICATE, Page, Part};
use serde_json::json;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("expiry/list", list),
        Case::new("expiry/files", files),
        Case::new("expiry/many", many),
        Case::new("expiry/next-text", next_text),
        Case::new("expiry/one", one),
        Case::new("expiry/protected", protected),
        Case::new("expiry/several", several),
        Case::new("expiry/crowded", crowded),
    ]
}

pub(super) const REMIND_ALL: Part = Part {
    role: "button",
    name: "Reminders for all",
};

const CSV: Part = Part {
    role: "button",
    name: "Save as CSV",
};

const SHOW_ALL: Part = Part {
    role: "button",
    name: "Show all 101",
};

/// Shows the view and pastes into it.
fn paste(page: &Page<'_>, text: &str) -> Outcome {
    page.browser.run(
        "document.getElementById('view-expiry').click();
         const field = document.getElementById('expiry-text');
         field.value = arguments[0];
         field.dispatchEvent(new InputEvent('input', { bubbles: true }));",
        vec![json!(text)],
    )?;
    Ok(())
}

/// The table lists what expires first on top, and the calendar file has three days for each certificate.
fn list(page: &Page<'_>) -> Outcome {
    let (later, sooner) = (&page.keys.renewed, &page.keys.certificate);
    paste(page, &format!("{later}{sooner}"))?;
    wait_for_rows(page, 2)?;
    let ends = [page.keys.end(sooner)?, page.keys.end(later)?];
    for (row, (day, _)) in table_rows(page)?.iter().zip(&ends) {
        let year = day.get(..4).unwrap_or_default();
        ensure!(row.contains(year), "{year} is not in the row {row}");
    }
    let file = saved_by(page, REMIND_ALL, "calendar-file", "text/calendar")?;
    is_calendar(page, &file, &ends)?;
    let table = saved_by(page, CSV, "csv-file", "text/csv")?;
    ensure_eq!(table.lines().count(), 3, "the lines of {table}");
    // An expired one is listed, and has nothing left to be reminded of.
    paste(page, &format!("{later}{}", page.keys.expired))?;
    page.wait_until(
        "one reminder to be offered of two",
        "const buttons = [...document.querySelectorAll('tbody tr button.small')];
        return buttons.map((button) => button.checkVisibility()).join() === 'false,true'",
    )?;
    // The view is its own: nothing of it is in the other one.
    page.run("document.getElementById('view-request').click()")?;
    ensure_eq!(page.value(CERTIFICATE)?, "", "the certificate");
    Ok(())
}

/// A protected bundle asks for its passphrase here, and opens.
fn protected(page: &Page<'_>) -> Outcome {
    page.run("document.getElementById('view-expiry').click()")?;
    let tab = Part {
        role: "tab",
        name: "Expiry",
    };
    page.drop_on(tab, &[("anna.pfx", &page.keys.bundle)])?;
    let focused = "const label = document.activeElement.labels?.[0];
        return label?.innerText === 'Passphrase of anna.pfx'";
    page.wait_until("the passphrase field", focused)?;
    let unlock = |passphrase: &str| {
        page.browser.run(
            "const field = document.querySelector('#expiry-passphrases input');
             field.value = arguments[0];
             field.dispatchEvent(new InputEvent('input', { bubbles: true }));
             document.querySelector('#expiry-passphrases .passphrase-unlock').click()",
            vec![json!(passphrase)],
        )
    };
    let refused = |code: &str| {
        page.wait_until(
            "what is wrong",
            &format!(
                "return document.querySelector('#expiry-passphrases [data-code={code}]') !== null"
            ),
        )?;
        page.wait_until(
            "the same in the title",
            "return document.title.startsWith('Error:')",
        )?;
        let alert = page.alert()?;
        ensure!(alert.contains("anna.pfx"), "the alert is {alert}");
        Ok(())
    };
    unlock("")?;
    refused("passphrase-empty")?;
    unlock("wrong")?;
    refused("passphrase-wrong")?;
    // Whoever types again does not add to what is masked.
    let selected = page.run(
        "const field = document.activeElement;
         return field.value.slice(field.selectionStart, field.selectionEnd)",
    )?;
    ensure_eq!(selected, json!("wrong"), "what is selected");
    unlock(PASS)?;
    wait_for_rows(page, 2)?;
    page.wait_until(
        "the focus in the list",
        "return document.activeElement.id === 'renewal-scroll' && !document.title.startsWith('Error:')",
    )?;
    ensure!(
        !page.is_shown("passphrase-expiry-1")?,
        "the passphrase is still asked for"
    );
    page.run("document.getElementById('expiry-empty').click()")?;
    let left = page.run("return document.querySelector('#expiry-passphrases input') !== null")?;
    ensure_eq!(left, json!(false), "whether a passphrase is left");
    Ok(())
}

/// Waits until so many passphrases are asked for.
fn wait_for_fields(page: &Page<'_>, count: usize) -> Outcome {
    page.wait_until(
        "the passphrase fields",
        &format!(
            "return [...document.querySelectorAll('#expiry-passphrases input')]
                .filter((field) => field.checkVisibility()).length === {count}"
        ),
    )
}

/// A passphrase is tried on the other files that wait; a file that stays locked can be taken off.
fn several(page: &Page<'_>) -> Outcome {
    page.run("document.getElementById('view-expiry').click()")?;
    let tab = Part {
        role: "tab",
        name: "Expiry",
    };
    let make = "openssl pkcs12 -export -inkey other.key -in other.crt -passout pass:another | openssl base64 -A";
    let locked = page.keys.decode(&page.keys.shell(make)?)?;
    let files = [
        ("a.pfx", page.keys.bundle.as_slice()),
        ("b.pfx", &locked),
        ("c.pfx", &page.keys.bundle),
    ];
    page.drop_on(tab, &files)?;
    wait_for_fields(page, 3)?;
    page.browser.run(
        "const field = document.querySelector('#expiry-passphrases input');
         field.value = arguments[0];
         field.dispatchEvent(new InputEvent('input', { bubbles: true }));
         document.querySelector('#expiry-passphrases .passphrase-unlock').click()",
        vec![json!(PASS)],
    )?;
    wait_for_fields(page, 1)?;
    wait_for_rows(page, 2)?;
    // Nobody has typed what did not open it.
    let said = page.run(
        "const field = [...document.querySelectorAll('#expiry-passphrases input')].find((one) => one.checkVisibility());
         return [field === document.activeElement, field.value, document.querySelector('#expiry-passphrases [data-code=passphrase-wrong]') === null]",
    )?;
    ensure_eq!(
        said,
        json!([true, "", true]),
        "what stands at the one that waits"
    );
    // What is saved lacks what is locked, which is said before and after.
    let locked = page.text("return document.getElementById('expiry-locked').textContent")?;
    ensure_eq!(
        locked,
        "1 file is locked and not included.",
        "beside the buttons"
    );
    saved_by(page, CSV, "csv-file", "text/csv")?;
    let status = page.status()?;
    ensure!(
        status.contains("2 certificates saved") && status.contains(&locked),
        "the status is {status}"
    );
    saved_by(page, REMIND_ALL, "calendar-file", "text/calendar")?;
    let status = page.status()?;
    ensure!(
        status.contains("for 2 certificates saved") && status.contains(&locked),
        "the status is {status}"
    );
    // One remark for both files.
    let remarks = page.run(
        "return [...document.querySelectorAll('#expiry-notices [data-code=unused-key-in-list] .notice-source')].map((name) => name.textContent)",
    )?;
    ensure_eq!(remarks, json!(["a.pfx, c.pfx:"]), "whose keys there are");
    page.run(
        "[...document.querySelectorAll('#expiry-passphrases button')]
            .find((button) => button.checkVisibility() && button.innerText === 'Remove b.pfx').click()",
    )?;
    wait_for_fields(page, 0)?;
    wait_for_rows(page, 2)
}

/// The list is in sight also where many files wait for their passphrases.
fn crowded(page: &Page<'_>) -> Outcome {
    page.browser.resize_view((1366, 641))?;
    page.run("document.getElementById('view-expiry').click()")?;
    let tab = Part {
        role: "tab",
        name: "Expiry",
    };
    let mut files = vec![("anna.cer", page.keys.certificate.as_bytes())];
    files.extend(
        ["a.pfx", "b.pfx", "c.pfx", "d.pfx", "e.pfx"]
            .map(|name| (name, page.keys.bundle.as_slice())),
    );
    page.drop_on(tab, &files)?;
    wait_for_rows(page, 1)?;
    let bottom = page.run("return document.querySelector('#renewal-rows tr').getBoundingClientRect().bottom + scrollY")?;
    ensure!(
        bottom.as_f64().is_some_and(|bottom| bottom <= 641.0),
        "the first row ends at {bottom}"
    );
    Ok(())
}

/// What opens a text is tried on a file that waits, also when what opened the text before it did not open the file.
fn next_text(page: &Page<'_>) -> Outcome {
    page.run("document.getElementById('view-expiry').click()")?;
    let tab = Part {
        role: "tab",
        name: "Expiry",
    };
    let make = |passphrase: &str| {
        page.keys.shell(&format!(
            "openssl pkcs12 -export -inkey other.key -in other.crt -passout pass:{passphrase} | openssl base64 -A"
        ))
    };
    let locked = make("another")?;
    page.drop_on(tab, &[("b.pfx", page.keys.decode(&locked)?.as_slice())])?;
    wait_for_fields(page, 1)?;
    for (text, passphrase, waiting) in [(make("first")?, "first", 1), (locked, "another", 0)] {
        paste(page, &text)?;
        wait_for_fields(page, 2)?;
        // The field of the box is the newest.
        page.browser.run(
            "const last = (css) => [...document.querySelectorAll(css)].pop();
             const field = last('#expiry-passphrases input');
             field.value = arguments[0];
             field.dispatchEvent(new InputEvent('input', { bubbles: true }));
             last('#expiry-passphrases .passphrase-unlock').click()",
            vec![json!(passphrase)],
        )?;
        wait_for_fields(page, waiting)?;
    }
    Ok(())
}

/// Files that are dropped while the view is shown are for it, and each row names its file.
fn files(page: &Page<'_>) -> Outcome {
    page.run("document.getElementById('view-expiry').click()")?;
    let (tab, certificate) = (
        Part {
            role: "tab",
            name: "Expiry",
        },
        page.keys.certificate.as_bytes(),
    );
    let files = [("anna.cer", certificate), ("letter.txt", b"Dear colleague")];
    page.drop_on(tab, &files)?;
    wait_for_rows(page, 1)?;
    let row = table_rows(page)?.pop().unwrap_or_default();
    ensure!(row.contains("anna.cer"), "the row is {row}");
    page.wait_until(
        "what is said of the letter",
        "return document.getElementById('expiry-notices').innerText.includes('letter.txt')",
    )
}

/// A long list begins short, and its rest is one press away.
fn many(page: &Page<'_>) -> Outcome {
    const MAKE: &str = "for i in $(seq 101); do
        openssl req -x509 -new -key user.key -subj /CN=user$i -days $((i + 100)) || exit 1
    done";
    paste(page, &page.keys.shell(MAKE)?)?;
    wait_for_rows(page, 100)?;
    page.press(SHOW_ALL)?;
    wait_for_rows(page, 101)?;
    let last = table_rows(page)?.pop().unwrap_or_default();
    ensure!(last.contains("user101"), "the last row is {last}");
    Ok(())
}

/// One certificate in the view of the request has its reminder too.
fn one(page: &Page<'_>) -> Outcome {
    page.fill(CERTIFICATE, &page.keys.certificate)?;
    page.wait_until(
        "the certificate",
        "const more = document.getElementById('certificate-more');
         more.open = true;
         return document.getElementById('certificate-remind').checkVisibility()",
    )?;
    let remind = Part {
        role: "button",
        name: "Reminder",
    };
    let file = saved_by(page, remind, "calendar-file", "text/calendar")?;
    is_calendar(page, &file, &[page.keys.end(&page.keys.certificate)?])
}

pub(super) fn wait_for_rows(page: &Page<'_>, count: usize) -> Outcome {
    page.wait_for(&format!("{count} rows"), || {
        Ok((table_rows(page)?.len() == count).then_some(()))
    })
}

/// The texts of the rows that tell of certificates, none while the table is hidden.
fn table_rows(page: &Page<'_>) -> Outcome<Vec<String>> {
    let rows = page.run("return [...document.querySelectorAll('tbody tr')].filter((row) => row.checkVisibility()).map((row) => row.innerText)")?;
    Ok(serde_json::from_value(rows)?)
}

/// Presses a button that saves a file, and returns the file's text instead of saving it.
pub(super) fn saved_by(page: &Page<'_>, button: Part, called: &str, kind: &str) -> Outcome<String> {
    page.run(
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
    let (name, found, text): (String, String, String) = serde_json::from_value(saved)?;
    ensure_eq!(name, catalogue::page(called)?, "the file's name");
    ensure_eq!(found, kind, "the file's type");
    Ok(text)
}

/// RFC 5545: lines of at most 75 octets that end in CR LF, and three all-day events for each certificate, none
/// of which rings by itself.
pub(super) fn is_calendar(page: &Page<'_>, file: &str, ends: &[(String, String)]) -> Outcome {
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
    ensure!(!file.contains("VALARM"), "an event rings: {file}");
    let unfolded = file.replace("\r\n ", "");
    let events: Vec<&str> = unfolded.split("BEGIN:VEVENT").skip(1).collect();
    let expected = ends
        .iter()
        .flat_map(|end| [60, 14, 1].map(|days| (end, days)));
    ensure_eq!(
        events.len(),
        expected.clone().count(),
        "how many events there are"
    );
    for ((day, fingerprint), days) in expected {
        let start = page
            .keys
            .shell(&format!("date -u -d '{day} -{days} days' +%Y%m%d"))?;
        let start = format!("DTSTART;VALUE=DATE:{}\r\n", start.trim());
        let is_meant = |event: &&&str| event.contains(&start) && event.contains(fingerprint);
        let event = events.iter().find(is_meant).copied().unwrap_or_default();
        let left = format!("{days} day");
        ensure!(
            event.contains("SUMMARY:Renew Anaplan certificate of") && event.contains(&left),
            "{days} days before {day}: {event:?} of {unfolded}"
        );
    }
    Ok(())
}
