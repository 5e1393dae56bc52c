//! The views: reached by keyboard, in step with the request, and emptied together.

use super::Case;
use super::making::check;
use crate::catalogue;
use crate::outcome::{Failure, Outcome, ensure, ensure_eq};
use crate::page::{CERTIFICATE, CLEAR, GENERATE, Origin, PRIVATE_KEY, Page, Part};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

const PREPARE: Part = Part {
    role: "button",
    name: "Prepare",
};
const SIGNATURE: Part = Part {
    role: "textbox",
    name: "Signature",
};
const ASSEMBLE: Part = Part {
    role: "button",
    name: "Use this signature",
};

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("views/by-keyboard", by_keyboard),
        Case::new("views/exports-follow-the-request", exports_follow),
        Case::new("views/clear-empties-all", clear_empties_all),
        Case::new("views/response", response),
        Case::new("views/review", review),
        Case::new("views/misplaced-pastes", misplaced_pastes),
        Case::new("views/misplaced-files", misplaced_files),
        Case::new("views/programs", programs).under(&[Origin::File]),
        Case::new("detached", detached),
        Case::new("detached/wrong-signature", wrong_signature),
        Case::new("detached/places", places),
        Case::new("detached/dropped", dropped),
    ]
}

const LEFT: char = '\u{e012}';
const RIGHT: char = '\u{e014}';
const HOME: char = '\u{e011}';
const END: char = '\u{e010}';
const TAB: char = '\u{e004}';

/// The panels that are shown, by id.
fn shown(page: &Page<'_>) -> Outcome<Value> {
    page.browser.run(
        "return [...document.querySelectorAll('[role=tabpanel]')].filter((e) => e.checkVisibility()).map((e) => e.id)",
        vec![],
    )
}

fn by_keyboard(page: &Page<'_>) -> Outcome {
    page.browser
        .run("document.getElementById('view-request').focus()", vec![])?;
    for (key, panel) in [
        (RIGHT, "response"),
        (RIGHT, "check"),
        (END, "automate"),
        (RIGHT, "request"),
        (LEFT, "automate"),
        (HOME, "request"),
        (RIGHT, "response"),
    ] {
        page.browser.key(&[], key)?;
        ensure_eq!(shown(page)?, json!([panel]), "what is shown");
    }
    // One stop for all tabs; the next one is the field of the view.
    page.browser.key(&[], TAB)?;
    let focus = page.text_of("return document.activeElement.id", vec![])?;
    ensure_eq!(focus, "response-text", "where Tab leads");
    Ok(())
}

fn choose(page: &Page<'_>, name: &str, value: &str) -> Outcome {
    page.browser.run(
        "document.querySelector(`input[name=${arguments[0]}][value=${arguments[1]}]`).click()",
        vec![json!(name), json!(value)],
    )?;
    Ok(())
}

fn value_of(page: &Page<'_>, id: &str) -> Outcome<String> {
    page.text_of(
        "return document.getElementById(arguments[0]).value",
        vec![json!(id)],
    )
}

fn exports_follow(page: &Page<'_>) -> Outcome {
    page.fill_pair()?;
    let request = page.generate()?;
    page.wait_until(
        "the way for those who copy by hand",
        "return document.getElementById('postman-by-hand').innerText.includes('POST https://auth.anaplan.com/token/authenticate')",
    )?;
    choose(page, "tools", "curl")?;
    let data = page.wait_for("the call", || {
        let call = value_of(page, "export")?;
        Ok((!call.is_empty()).then_some(call))
    })?;
    let body: Value = serde_json::from_str(&request.body)?;
    let signature = body.get("encodedSignedData").and_then(Value::as_str);
    let signature = signature.unwrap_or_default();
    ensure!(
        data.contains(signature),
        "the script is not of this request: {data}"
    );
    let line = value_of(page, "call")?;
    ensure!(
        line.starts_with("curl ") && line.contains(signature),
        "the line is not of this request: {line}"
    );
    // One message, and no script.
    choose(page, "tools", "http")?;
    let message = page.wait_for("the message", || {
        let message = value_of(page, "http-message")?;
        Ok((!message.is_empty()).then_some(message))
    })?;
    ensure!(
        message.contains(signature) && !page.is_shown("script-more")?,
        "the message is not of this request: {message}"
    );
    choose(page, "tools", "fields")?;
    ensure_eq!(
        value_of(page, "field-signature")?,
        signature,
        "encodedSignedData by itself"
    );
    page.fill(CERTIFICATE, &page.keys.other_certificate)?;
    for id in [
        "export",
        "call",
        "http-message",
        "environment",
        "field-certificate",
        "field-data",
        "field-signature",
    ] {
        ensure_eq!(value_of(page, id)?, "", "{id} after an edit");
    }
    Ok(())
}

fn clear_empties_all(page: &Page<'_>) -> Outcome {
    page.listen()?;
    page.fill_pair()?;
    page.generate()?;
    page.browser.run(
        "for (const [id, value] of [['response-text', '{\"status\":\"x\"}'], ['review', 'Authorization: x'], ['service', 'example.com'], ['signature', 'AAAA']]) {
            const field = document.getElementById(id);
            field.value = value;
            field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        }",
        vec![],
    )?;
    // What the worker says of these moves the button.
    page.wait_until_idle()?;
    page.press(CLEAR)?;
    page.wait_for_state("ready")?;
    ensure_eq!(
        page.run("return scrollY")?,
        json!(0),
        "how far the page is scrolled"
    );
    let full = page.browser.run(
        "return [...document.querySelectorAll('textarea, input:not([type=radio]):not([type=file])')].filter(({ id, value }) => value !== '' && id !== 'collection').map(({ id }) => id)",
        vec![],
    )?;
    // The program of the view Automate is the same for everybody, and so is the collection.
    ensure_eq!(full, json!([]), "what still holds something after Clear");
    Ok(())
}

/// Each program of `automation/` is handed out to the letter.
fn programs(page: &Page<'_>) -> Outcome {
    page.browser
        .run("document.getElementById('view-automate').click()", vec![])?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../automation");
    for (name, file) in [
        ("bash", "anaplan-login.sh"),
        ("csharp", "AnaplanLogin.cs"),
        ("java", "AnaplanLogin.java"),
        ("node", "anaplan-login.mjs"),
        ("powershell", "AnaplanLogin.ps1"),
        ("python", "anaplan_login.py"),
    ] {
        let choose = format!("document.querySelector('#programs input[value={name}]').click()");
        page.browser.run(&choose, vec![])?;
        let text = fs::read_to_string(folder.join(file))?;
        page.wait_for(&format!("the text of {file}"), || {
            let shown = value_of(page, "program")?;
            Ok((shown == text).then_some(()))
        })?;
    }
    Ok(())
}

const ANSWER: &str = r#"{"meta":{"validationUrl":"https://auth.anaplan.com/token/validate"},"status":"SUCCESS","statusMessage":"Login successful","tokenInfo":{"expiresAt":4102444800000,"tokenId":"a","tokenValue":"token-of-the-test"}}"#;

fn response(page: &Page<'_>) -> Outcome {
    page.browser
        .run("document.getElementById('view-response').click()", vec![])?;
    page.fill(textbox("Response"), ANSWER)?;
    let header = page.wait_for("the token", || {
        let header = value_of(page, "token")?;
        Ok((!header.is_empty()).then_some(header))
    })?;
    ensure_eq!(header, "AnaplanAuthToken token-of-the-test", "the header");
    let expiry = page.text_of(
        "return document.getElementById('token-expiry').innerText",
        vec![],
    )?;
    ensure!(
        expiry.contains("2100-01-01 00:00:00 UTC"),
        "the expiry is {expiry}"
    );
    page.fill(textbox("Response"), "")?;
    ensure_eq!(
        value_of(page, "token")?,
        "",
        "the token of an answer that is gone"
    );
    // A token that has ended is not praised.
    let ended = ANSWER.replace("4102444800000", "1600000000000");
    ensure!(ended != ANSWER, "the answer has no expiry to change");
    page.fill(textbox("Response"), &ended)?;
    page.wait_until(
        "the warning that the token has ended",
        "return document.querySelector('#response-notices [data-code=response-expired]') !== null
            && document.getElementById('status').dataset.tone === 'quiet'",
    )?;
    // Where no request was made here, the way leads to the checker and nothing is made again.
    page.fill(textbox("Response"), "401 Unauthorized")?;
    page.wait_until(
        "the way to the checker alone",
        "const [check, again] = ['check', 'again'].map((id) => document.getElementById(`response-${id}`));
         return check.checkVisibility() && check.innerText === 'Check a request' && !again.checkVisibility()",
    )?;
    // After a request with a certificate that has expired, that is the first cause.
    page.run("document.getElementById('view-request').click()")?;
    page.fill(CERTIFICATE, &page.keys.expired)?;
    page.fill(PRIVATE_KEY, &page.keys.key)?;
    page.generate()?;
    page.run("document.getElementById('view-response').click()")?;
    page.fill(textbox("Response"), "HTTP/1.1 401 Unauthorized")?;
    page.wait_until(
        "the certificate's end as the first cause",
        "return document.querySelector('#response-causes > li')?.dataset.code === 'certificate-expired'
            && document.getElementById('response-again').checkVisibility()",
    )?;
    Ok(())
}

const fn textbox(name: &'static str) -> Part {
    Part {
        role: "textbox",
        name,
    }
}

fn review(page: &Page<'_>) -> Outcome {
    page.fill_pair()?;
    let request = page.generate()?;
    page.browser
        .run("document.getElementById('view-check').click()", vec![])?;
    let right = format!(
        "Authorization: {}\n\n{}",
        request.authorization, request.body
    );
    page.fill(textbox("Request"), &right)?;
    let tone = || {
        page.wait_for("a verdict", || {
            let tone = page.text_of(
                "return document.getElementById('review-found').hidden ? '' : document.getElementById('review-head').dataset.tone",
                vec![],
            )?;
            Ok((!tone.is_empty()).then_some(tone))
        })
    };
    ensure_eq!(tone()?, "good", "the verdict on the page's own request");
    let wrong = right.replace("CACertificate ", "");
    page.fill(textbox("Request"), &wrong)?;
    ensure_eq!(tone()?, "bad", "the verdict on a header without its scheme");
    // The report says it in sentences, with the code for who knows the program, and no value.
    let report = page.text_of(
        "return document.getElementById('review-report').value",
        vec![],
    )?;
    let summary = page.text_of(
        "return document.getElementById('review-summary').textContent",
        vec![],
    )?;
    ensure!(
        report.contains(&summary) && report.contains("(review-header-scheme-missing)"),
        "the report: {report}"
    );
    let values = request
        .body
        .split('"')
        .chain(request.authorization.split(' '));
    for value in values.filter(|value| value.len() > 40) {
        ensure!(
            !report.contains(value),
            "the report holds {value}: {report}"
        );
    }
    // Half a request has nothing wrong with it, and nothing that could be verified.
    let half = format!("Authorization: {}", request.authorization);
    page.fill(textbox("Request"), &half)?;
    ensure_eq!(tone()?, "none", "the verdict on a header alone");
    Ok(())
}

const RESPONSE: Part = textbox("Response");
const REQUEST: Part = textbox("Request");

fn show(page: &Page<'_>, view: &str) -> Outcome {
    page.browser.run(
        "document.getElementById(`view-${arguments[0]}`).click()",
        vec![json!(view)],
    )?;
    Ok(())
}

/// Waits until this view is shown and this field of it holds `text`; the box it came from is empty.
fn moves(page: &Page<'_>, view: &str, field: &str, text: &str, left: Part) -> Outcome {
    page.wait_for(&format!("{field} in the view {view}"), || {
        let there = shown(page)? == json!([view]) && value_of(page, field)?.trim() == text.trim();
        Ok(there.then_some(()))
    })?;
    let id = if left.name == RESPONSE.name {
        "response-text"
    } else {
        "review"
    };
    ensure_eq!(value_of(page, id)?, "", "what stayed behind");
    let focus = page.text_of("return document.activeElement.id", vec![])?;
    ensure_eq!(focus, field, "where the focus is");
    Ok(())
}

/// What is pasted into the wrong view goes to the right one.
fn misplaced_pastes(page: &Page<'_>) -> Outcome {
    page.fill_pair()?;
    let made = page.generate()?;
    let request = format!("Authorization: {}\n\n{}", made.authorization, made.body);
    show(page, "response")?;
    page.fill(RESPONSE, &request)?;
    moves(page, "check", "review", &request, RESPONSE)?;
    page.wait_until(
        "the verdict",
        "return document.getElementById('review-head').dataset.tone === 'good' && document.getElementById('review-summary').checkVisibility()",
    )?;
    page.fill(REQUEST, ANSWER)?;
    moves(page, "response", "response-text", ANSWER, REQUEST)?;
    page.wait_until(
        "the token",
        "return document.getElementById('token').value === 'AnaplanAuthToken token-of-the-test'",
    )?;
    // What is typed, or corrected, stays where it is.
    page.browser.run(
        "const box = document.getElementById('response-text');
         box.value = arguments[0];
         box.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'deleteContentBackward' }));",
        vec![json!(request)],
    )?;
    page.wait_until(
        "the notice",
        "return Boolean(document.querySelector('#response-notices [data-code=response-request]'))",
    )?;
    ensure_eq!(shown(page)?, json!(["response"]), "what is shown");
    for (view, part) in [("response", RESPONSE), ("check", REQUEST)] {
        page.press(CLEAR)?;
        page.wait_for_state("ready")?;
        for (field, text) in [
            ("certificate", &page.keys.certificate),
            ("private-key", &page.keys.key),
        ] {
            show(page, view)?;
            page.fill(part, text)?;
            moves(page, "request", field, text, part)?;
        }
        page.generate()?;
    }
    Ok(())
}

/// The same for files, whatever they are called; and text as Windows PowerShell writes it is read.
fn misplaced_files(page: &Page<'_>) -> Outcome {
    show(page, "response")?;
    page.drop_on(CLEAR, &[("download", &page.keys.bundle)])?;
    page.wait_until(
        "the passphrase of the bundle",
        "return document.querySelector('#request .passphrase input').checkVisibility()",
    )?;
    show(page, "response")?;
    page.drop_on(
        CLEAR,
        &[("certificate.txt", page.keys.certificate.as_bytes())],
    )?;
    moves(
        page,
        "request",
        "certificate",
        &page.keys.certificate,
        RESPONSE,
    )?;
    let wide: Vec<u8> = "\u{feff}"
        .encode_utf16()
        .chain(ANSWER.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    show(page, "check")?;
    page.drop_on(CLEAR, &[("answer.json", &wide)])?;
    moves(page, "response", "response-text", ANSWER, REQUEST)
}

/// Prepares for the certificate alone, and gives back the bytes to be signed.
fn prepare(page: &Page<'_>) -> Outcome<(String, Vec<u8>)> {
    page.fill(CERTIFICATE, &page.keys.certificate)?;
    page.browser.run(
        "document.querySelector('#detached:not([open]) > summary')?.click()",
        vec![],
    )?;
    let next = |key: &str| {
        let sentence = catalogue::page(key)?;
        page.wait_for("the next step", || {
            Ok((page.next_step()? == sentence).then_some(()))
        })
    };
    next("next-prepare")?;
    page.press(PREPARE)?;
    next("next-signature")?;
    let command = page.wait_for("the command", || {
        let command = value_of(page, "command")?;
        Ok((!command.is_empty()).then_some(command))
    })?;
    let bytes = page.keys.decode(&value_of(page, "bytes")?)?;
    Ok((command, bytes))
}

/// Nothing of the key touches the page: the command that it shows is run as it stands.
fn detached(page: &Page<'_>) -> Outcome {
    let (command, bytes) = prepare(page)?;
    ensure!(
        command.contains("private.key"),
        "the command names no key: {command}"
    );
    let signature = page
        .keys
        .shell(&command.replace("private.key", "user.key"))?;
    page.fill(SIGNATURE, &signature)?;
    page.press(ASSEMBLE)?;
    let request = page.wait_for_request()?;
    let message = check(page, &request, &page.keys.header_der)?;
    ensure_eq!(message, bytes, "the message");
    Ok(())
}

/// Each place has its commands, with what is the person's to replace marked, and three sentences. The
/// place is remembered until the page is closed, and Generate is not the loudest button.
fn places(page: &Page<'_>) -> Outcome {
    prepare(page)?;
    let choose = |place: &str, shell: &str| {
        page.browser.run(
            "const [place, shell] = arguments, field = document.getElementById('key-place');
             field.value = place;
             field.dispatchEvent(new Event('change'));
             document.querySelector(`input[name=shells][value=${shell}]`).click()",
            vec![json!(place), json!(shell)],
        )
    };
    for (place, shells, begins, marks) in [
        ("file", "true", "& { $m", "private.key"),
        ("windowsStore", "false", "& { $b", ""),
        ("token", "true", "& { $m", "MODULE,LABEL,01"),
        ("vault", "false", "vault write", "KEY"),
        ("awsKms", "true", "& { $m", "KEY"),
        (
            "azureKeyVault",
            "false",
            "az keyvault key sign",
            "VAULT,KEY",
        ),
        ("googleKms", "true", "& { $m", "LOCATION,RING,KEY,1"),
    ] {
        choose(place, "powershell")?;
        let seen = page.text_of(
            "return [...document.querySelectorAll('#command mark')].map((mark) => mark.textContent).join() + ' '
                + document.getElementById('shells').checkVisibility() + ' '
                + [...document.querySelectorAll('.place-facts dd')].every((part) => part.innerText.length > 5)",
            vec![],
        )?;
        ensure_eq!(
            seen,
            format!("{marks} {shells} true"),
            "the marks of {place}"
        );
        let command = value_of(page, "command")?;
        ensure!(command.starts_with(begins), "{place}: {command}");
    }
    let loud = "const style = (id) => getComputedStyle(document.getElementById(id)).backgroundColor;
                return `${style('generate') === style('clear')} ${style('generate') === style('assemble')}`";
    ensure_eq!(
        page.text_of(loud, vec![])?,
        "true false",
        "Generate is loud"
    );
    page.press(CLEAR)?;
    prepare(page)?;
    ensure_eq!(
        page.text_of("return document.getElementById('key-place').value", vec![])?,
        "googleKms",
        "the place"
    );
    Ok(())
}

/// A signature that is dropped as a file is tried at once; its bytes need no encoding.
fn dropped(page: &Page<'_>) -> Outcome {
    let (command, bytes) = prepare(page)?;
    page.drop_on(SIGNATURE, &[("login.sig", b"no signature")])?;
    page.wait_for_alert()?;
    ensure_eq!(
        page.value(SIGNATURE)?,
        "File: login.sig",
        "what the box says"
    );
    let printed = page
        .keys
        .shell(&command.replace("private.key", "user.key"))?;
    let signature = page.keys.decode(&printed)?;
    page.drop_on(GENERATE, &[("login.sig", &signature)])?;
    let request = page.wait_for_request()?;
    let message = check(page, &request, &page.keys.header_der)?;
    ensure_eq!(message, bytes, "the message");
    Ok(())
}

fn wrong_signature(page: &Page<'_>) -> Outcome {
    let (command, _) = prepare(page)?;
    let signature = page
        .keys
        .shell(&command.replace("private.key", "other.key"))?;
    page.fill(SIGNATURE, &signature)?;
    page.press(ASSEMBLE)?;
    page.wait_for_alert()?;
    let codes = page.codes_beside(SIGNATURE)?;
    ensure!(
        codes.iter().any(|code| code == "signature-mismatch"),
        "beside the signature stands {codes:?}"
    );
    ensure_eq!(
        page.value(SIGNATURE)?.trim(),
        signature.trim(),
        "the signature"
    );
    if page.text_of("return document.activeElement.id", vec![])? != "signature" {
        return Err(Failure::new("the focus is not at the signature"));
    }
    Ok(())
}
