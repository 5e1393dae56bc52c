//! Does the page make a request that the service's rules and `openssl` accept?

use super::Case;
use crate::catalogue;
use crate::outcome::{Failure, Outcome, ensure, ensure_eq};
use crate::page::{
    AUTHORIZATION, BODY, CERTIFICATE, CLEAR, COPY_AUTHORIZATION, COPY_BODY, GENERATE, Origin,
    PASSPHRASE, PRIVATE_KEY, Page, Part, Request,
};
use serde_json::json;
use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

/// What a key or a certificate is written as is no question of the origin.
const HERE: &[Origin] = &[Origin::File];

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("parts-have-names", parts_have_names),
        Case::new("generates", generates).under(&Origin::ALL),
        Case::new("generates/pem-header", generates_pem_header).under(HERE),
        Case::new("generates/pkcs1-key", generates_with_pkcs1_key).under(HERE),
        Case::new("generates/anew", generates_anew).under(HERE),
        Case::new("generates/from-a-paste", generates_from_a_paste).under(HERE),
        Case::new("generates/with-the-keyboard", generates_with_the_keyboard),
        Case::new("warns/certificate-expired", warns_of_an_expired_certificate),
    ]
}

fn parts_have_names(page: &Page<'_>) -> Outcome {
    for part in [
        CERTIFICATE,
        PRIVATE_KEY,
        GENERATE,
        CLEAR,
        AUTHORIZATION,
        BODY,
        COPY_AUTHORIZATION,
        COPY_BODY,
    ] {
        let element = page.find(part)?;
        ensure!(
            page.browser.displayed(&element)?,
            "{part:?} is not displayed"
        );
    }
    for output in [AUTHORIZATION, BODY] {
        ensure!(
            page.attribute(output, "readonly")?.is_some(),
            "{output:?} can be written into"
        );
    }
    ensure_eq!(page.alert()?, "", "the alert of a page just opened");
    ensure_eq!(page.status()?, "", "the status of a page just opened");
    // Asked for only when a key needs it.
    ensure!(
        page.find(PASSPHRASE).is_err(),
        "a passphrase is asked for at the start"
    );
    Ok(())
}

const FIELDS: [&str; 3] = ["encodedDataFormat", "encodedData", "encodedSignedData"];

/// Presses Generate and checks the request of the user's pair.
pub(super) fn makes_right(page: &Page<'_>) -> Outcome {
    let request = page.generate()?;
    check(page, &request, &page.keys.header_der).map(drop)
}

/// The rules of the published v2 login, checked from outside. Returns the message.
pub(super) fn check(page: &Page<'_>, request: &Request, header: &str) -> Outcome<Vec<u8>> {
    ensure_eq!(request.authorization, header, "the Authorization header");

    let body: BTreeMap<String, String> = serde_json::from_str(&request.body)?;
    ensure_eq!(
        body.len(),
        FIELDS.len(),
        "how many fields {} has",
        request.body
    );
    let places = FIELDS.map(|name| request.body.find(&format!("\"{name}\"")));
    ensure!(
        places.is_sorted() && !places.contains(&None),
        "not the published fields in their order: {}",
        request.body
    );
    let field = |name: &str| body.get(name).map_or("", String::as_str);
    ensure_eq!(field("encodedDataFormat"), "v2", "the format");
    let (data, signature) = (field("encodedData"), field("encodedSignedData"));
    ensure_eq!(data.len(), 136, "the length of {data:?}");
    ensure_eq!(signature.len(), 344, "the length of {signature:?}");
    let message = page.keys.decode(data)?;
    let signature = page.keys.decode(signature)?;
    ensure_eq!(message.len(), 100, "the length of the message");
    ensure_fresh(page, &message)?;
    page.keys.verify(page.label, &message, &signature)?;
    Ok(message)
}

/// The message's time in Unix seconds lies between the beginning of the case and now, however long a busy
/// machine took.
fn ensure_fresh(page: &Page<'_>, message: &[u8]) -> Outcome {
    let (time, _) = message
        .split_first_chunk()
        .ok_or_else(|| Failure::new("a message without a time"))?;
    let time = u64::from_be_bytes(*time);
    let seconds = |moment: SystemTime| moment.duration_since(UNIX_EPOCH).map(|age| age.as_secs());
    let (begun, now) = (seconds(page.begun)?, seconds(SystemTime::now())?);
    ensure!(
        (begun..=now).contains(&time),
        "the message's time is {time}, the case ran from {begun} to {now}"
    );
    Ok(())
}

fn generates(page: &Page<'_>) -> Outcome {
    page.fill_pair()?;
    let request = page.generate()?;
    check(page, &request, &page.keys.header_der)?;
    ensure_eq!(page.alert()?, "", "the alert after a result");
    ensure!(!page.status()?.is_empty(), "the result is not announced");
    Ok(())
}

fn generates_pem_header(page: &Page<'_>) -> Outcome {
    choose_pem_header(page)?;
    page.fill_pair()?;
    let request = page.generate()?;
    check(page, &request, &page.keys.header_pem)?;
    Ok(())
}

/// The choice may be folded away; a person opens the fold first.
pub(super) fn choose_pem_header(page: &Page<'_>) -> Outcome {
    let script = "document.getElementById('header-form-pem').closest('details')?.querySelector('summary')?.click()";
    page.run(script)?;
    let choice = page.browser.find_all("#header-form-pem")?;
    let [choice] = choice.as_slice() else {
        return Err(Failure::new("there is no choice of the PEM form"));
    };
    page.browser.click(choice)
}

fn generates_with_pkcs1_key(page: &Page<'_>) -> Outcome {
    page.fill(CERTIFICATE, &page.keys.certificate)?;
    page.fill(PRIVATE_KEY, &page.keys.key_pkcs1)?;
    let request = page.generate()?;
    check(page, &request, &page.keys.header_der)?;
    Ok(())
}

fn generates_anew(page: &Page<'_>) -> Outcome {
    page.fill_pair()?;
    let first = page.generate()?;
    page.press(GENERATE)?;
    let second = page.wait_for_other_request(&first)?;
    let first = check(page, &first, &page.keys.header_der)?;
    let second = check(page, &second, &page.keys.header_der)?;
    // After the 8 bytes of time nothing is the same but by chance, and 92 bytes leave none.
    let equal = first
        .iter()
        .zip(&second)
        .skip(8)
        .filter(|(one, other)| one == other)
        .count();
    ensure!(equal < 20, "{equal} of 92 random bytes are the same twice");
    Ok(())
}

fn generates_from_a_paste(page: &Page<'_>) -> Outcome {
    page.put_on_clipboard(&page.keys.certificate)?;
    page.paste_into(CERTIFICATE)?;
    page.put_on_clipboard(&page.keys.key)?;
    page.paste_into(PRIVATE_KEY)?;
    let request = page.generate()?;
    check(page, &request, &page.keys.header_der)?;
    Ok(())
}

const TAB: char = '\u{e004}';
const ENTER: char = '\u{e007}';

fn generates_with_the_keyboard(page: &Page<'_>) -> Outcome {
    tab_to(page, CERTIFICATE)?;
    let refocus = |part: Part| -> Outcome {
        let field = page.find(part)?;
        page.browser
            .run("arguments[0].focus()", vec![json!(field)])?;
        Ok(())
    };
    page.put_on_clipboard(&page.keys.certificate)?;
    refocus(CERTIFICATE)?;
    page.command_key('v')?;
    tab_to(page, PRIVATE_KEY)?;
    page.put_on_clipboard(&page.keys.key)?;
    refocus(PRIVATE_KEY)?;
    page.command_key('v')?;
    tab_to(page, GENERATE)?;
    page.browser.key(&[], ENTER)?;
    let request = page.wait_for_request()?;
    check(page, &request, &page.keys.header_der)?;
    for (button, expected) in [
        (COPY_AUTHORIZATION, &request.authorization),
        (COPY_BODY, &request.body),
    ] {
        tab_to(page, button)?;
        page.browser.key(&[], ENTER)?;
        page.wait_for("the status", || {
            Ok((!page.status()?.is_empty()).then_some(()))
        })?;
        ensure_eq!(
            focus(page)?,
            button.name,
            "where the focus is after copying"
        );
        ensure_eq!(page.pasted()?, *expected, "what {} copied", button.name);
        refocus(button)?;
    }
    Ok(())
}

/// Presses Tab until the part has the focus, as often as a page of this size may need.
fn tab_to(page: &Page<'_>, part: Part) -> Outcome {
    let mut passed = Vec::new();
    for _ in 0..25 {
        page.browser.key(&[], TAB)?;
        let name = focus(page)?;
        if name == part.name {
            return Ok(());
        }
        passed.push(name);
    }
    Err(Failure::new(format!(
        "Tab does not reach {part:?} but {passed:?}"
    )))
}

fn focus(page: &Page<'_>) -> Outcome<String> {
    let element = page.browser.focused()?;
    page.browser.label(&element)
}

fn warns_of_an_expired_certificate(page: &Page<'_>) -> Outcome {
    page.fill(CERTIFICATE, &page.keys.expired)?;
    page.fill(PRIVATE_KEY, &page.keys.key)?;
    // Nothing on the page says that all is well: neither the sentence at Generate nor the certificate's tick.
    let next = catalogue::page("next-request-warned")?;
    page.wait_for("the warning at Generate", || {
        Ok((page.next_step()? == next).then_some(()))
    })?;
    page.wait_until(
        "the certificate to have no tick",
        "return getComputedStyle(document.querySelector('#step-files .step-title'), '::before').content.startsWith('\"!\"')",
    )?;
    let request = page.generate()?;
    let cause = catalogue::sentences("certificate-expired")?.remove(0);
    let cause = catalogue::pieces(&cause).remove(0);
    ensure!(
        page.status()?.contains(cause.trim()),
        "the status is {:?}",
        page.status()?
    );
    ensure!(
        request.authorization.starts_with("CACertificate MII"),
        "no header but {:?}",
        request.authorization
    );
    let codes = page.codes_beside(CERTIFICATE)?;
    ensure!(
        codes.iter().any(|code| code == "certificate-expired"),
        "beside the certificate stands {codes:?}"
    );
    // A warning: the field is not wrong.
    ensure!(
        page.attribute(CERTIFICATE, "aria-invalid")?.as_deref() != Some("true"),
        "the certificate counts as wrong"
    );
    Ok(())
}
