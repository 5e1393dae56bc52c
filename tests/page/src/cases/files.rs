//! Files, several certificates, a passphrase: everything beyond pasting two texts.

use super::Case;
use super::freshness::settle;
use super::making::{check, makes_right};
use crate::catalogue;
use crate::files::FILES;
use crate::keys::PASS;
use crate::outcome::{Outcome, ensure, ensure_eq};
use crate::page::{
    CANCEL, CERTIFICATE, CHOICE, GENERATE, PASSPHRASE, PRIVATE_KEY, Page, Part, UNLOCK,
};
use serde_json::json;

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("files/several-at-once", several_at_once),
        Case::new("files/one-after-the-other", one_after_the_other),
        Case::new("files/dropped-together", dropped_together),
        Case::new("files/bundle", bundle),
        Case::new("files/too-large", too_large),
        Case::new("files/folder", folder),
        Case::new("files/unused-contents", unused_contents),
        Case::new("passphrase/open-button", |page| {
            opens(page, |page| page.press(UNLOCK))
        }),
        Case::new("passphrase/enter", |page| opens(page, enter)),
        Case::new("passphrase/cancel", cancel),
        Case::new("choice", choice),
    ]
}

const ENTER: char = '\u{e007}';

/// Both files in one selection: each gets a row that says what it is.
fn several_at_once(page: &Page<'_>) -> Outcome {
    let certificate = page.file("user.crt", &page.keys.certificate)?;
    let key = page.file("user.key", &page.keys.key)?;
    page.choose(FILES, &[key, certificate])?;
    both_are_there(page, ["user.key", "user.crt"])
}

fn one_after_the_other(page: &Page<'_>) -> Outcome {
    let certificate = page.file("user.crt", &page.keys.certificate)?;
    let key = page.file("user.key", &page.keys.key)?;
    page.choose(FILES, &[key])?;
    page.choose(FILES, &[certificate])?;
    both_are_there(page, ["user.key", "user.crt"])
}

fn dropped_together(page: &Page<'_>) -> Outcome {
    let certificate = page.keys.certificate.as_bytes();
    let key = page.keys.key.as_bytes();
    page.drop_on(GENERATE, &[("a.crt", certificate), ("a.key", key)])?;
    both_are_there(page, ["a.crt", "a.key"])
}

fn both_are_there(page: &Page<'_>, names: [&str; 2]) -> Outcome {
    page.wait_until(
        "the pair",
        "return document.getElementById('private-key-pair').checkVisibility()",
    )?;
    let rows = page.run("return [...document.querySelectorAll('#files .file-name')].map((name) => name.textContent)")?;
    ensure_eq!(rows, json!(names), "the rows");
    // What came as a file stays a file: nothing of it is written into the boxes.
    for part in [CERTIFICATE, PRIVATE_KEY] {
        ensure_eq!(page.value(part)?, "", "{}", part.name);
    }
    makes_right(page)
}

/// The header carries the leaf, not the CA's certificate, and the page shows which beforehand.
fn bundle(page: &Page<'_>) -> Outcome {
    let file = page.file("user.p12", &page.keys.bundle)?;
    page.choose(FILES, &[file])?;
    wait_for_passphrase(page)?;
    page.fill(PASSPHRASE, PASS)?;
    page.press(UNLOCK)?;
    let (_, fingerprint) = page.keys.end(&page.keys.certificate)?;
    wait_for_fact(page, "fact-fingerprint", &fingerprint)?;
    makes_right(page)
}

/// Waits for the field, which appears once the reading needs it.
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

/// Refused without being read.
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
    let reads = page.run("return window.reads")?;
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

/// Browsers report a dropped folder as a file. No script can create one, so the event imitates theirs.
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
    makes_right(page)
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
    let codes = page.codes()?;
    let count = codes.iter().filter(|shown| *shown == code).count();
    ensure!(count == 2, "in the alert and at the files stands {codes:?}");
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
    makes_right(page)
}

fn enter(page: &Page<'_>) -> Outcome {
    let field = page.find(PASSPHRASE)?;
    page.browser
        .run("arguments[0].focus()", vec![json!(field)])?;
    page.browser.key(&[], ENTER)
}

/// Cancel ends a derivation of many seconds at once and keeps everything that was typed.
fn cancel(page: &Page<'_>) -> Outcome {
    page.fill(CERTIFICATE, &page.keys.certificate)?;
    page.fill(PRIVATE_KEY, &page.keys.slow_key)?;
    wait_for_passphrase(page)?;
    page.fill(PASSPHRASE, PASS)?;
    page.press(UNLOCK)?;
    page.wait_for_state("working")?;
    ensure!(!page.status()?.is_empty(), "long work is not announced");
    // Where the person looks: beside the passphrase.
    let beside = "const field = [...document.querySelectorAll('.passphrase')].find((one) => one.checkVisibility()); const line = field.querySelector('.opening');
        return String(field.contains(document.getElementById('cancel')) && field.contains(line) && line.checkVisibility() && line.textContent !== '')";
    ensure_eq!(
        page.text(beside)?,
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
    makes_right(page)
}

/// The key belongs to two certificates: the user picks one, and the header carries it.
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

/// Chooses like a user, by keyboard or mouse: a `change` event follows.
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

/// A bundle with a certificate and an entry that is neither certificate nor key (RFC 7292), not
/// protected, as OpenSSL writes it from this description.
const BUNDLE: &str = "
asn1 = SEQUENCE:pfx
[pfx]
version = INTEGER:3
safe = SEQUENCE:whole
[whole]
type = OID:1.2.840.113549.1.7.1
content = EXPLICIT:0,OCTWRAP,SEQUENCE:safe
[safe]
info = SEQUENCE:info
[info]
type = OID:1.2.840.113549.1.7.1
content = EXPLICIT:0,OCTWRAP,SEQUENCE:bags
[bags]
one = SEQUENCE:certificate
two = SEQUENCE:list
[certificate]
type = OID:1.2.840.113549.1.12.10.1.3
value = EXPLICIT:0,SEQUENCE:x509
[x509]
type = OID:1.2.840.113549.1.9.22.1
value = EXPLICIT:0,FORMAT:HEX,OCTETSTRING:CERTIFICATE
[list]
type = OID:1.2.840.113549.1.12.10.1.4
value = EXPLICIT:0,SEQUENCE:crl
[crl]
type = OID:1.2.840.113549.1.9.23.1
value = EXPLICIT:0,FORMAT:HEX,OCTETSTRING:3000
";

/// What is left out of a file is said at the file, and in the list of what expires.
fn unused_contents(page: &Page<'_>) -> Outcome {
    let header = page.keys.header_der.trim_start_matches("CACertificate ");
    let certificate = page.keys.decode(header)?;
    let digits: String = certificate
        .iter()
        .map(|byte| format!("{byte:02X}"))
        .collect();
    let description = BUNDLE.replace("CERTIFICATE", &digits);
    let bundle = page.keys.shell(&format!(
        "cat >bundle.cnf <<'END'\n{description}END\nopenssl asn1parse -genconf bundle.cnf -noout -out bundle.p12 && openssl base64 -A -in bundle.p12"
    ))?;
    let bundle = page.keys.decode(&bundle)?;
    let longer = [certificate.as_slice(), b"\x01\x02\x03"].concat();
    let files = [
        ("longer.cer", longer.as_slice(), "trailing-bytes"),
        ("bundle.p12", bundle.as_slice(), "bundle-others"),
    ];
    for (name, bytes, code) in files {
        page.drop_on(GENERATE, &[(name, bytes)])?;
        page.wait_until(
            code,
            &format!(
                "return [...document.querySelectorAll('#files [data-code={code}]')].some((notice) => notice.checkVisibility())"
            ),
        )?;
    }
    let names = page.browser.run(
        "return [...document.querySelectorAll('#files > li')].map((row) => [row.querySelector('.file-name').textContent, [...row.querySelectorAll('[data-code]')].map((notice) => notice.dataset.code)])",
        vec![],
    )?;
    ensure_eq!(
        names,
        json!(files.map(|(name, _, code)| json!([name, [code]]))),
        "what is said of each file"
    );
    page.browser
        .run("document.getElementById('view-expiry').click()", vec![])?;
    let field = page.browser.find_all("#expiry-text")?.remove(0);
    let dropped = files.map(|(name, bytes, _)| (name, bytes));
    page.drop_onto(&field, &dropped)?;
    page.wait_until(
        "both in the list",
        "return ['trailing-bytes', 'bundle-others'].every((code) => document.querySelector(`#expiry-notices [data-code=${code}]`)?.checkVisibility())",
    )
}
