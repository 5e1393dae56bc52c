//! Are the requests that the page shows those that OpenSSL would make, byte for byte, whatever the key?

use super::Case;
use crate::outcome::{Failure, Outcome, ensure_eq};
use crate::page::{AUTHORIZATION, BODY, CERTIFICATE, GENERATE, Origin, PRIVATE_KEY, Page};
use crate::pool::{Pair, Pool};
use serde_json::{Value, json};

pub(super) fn cases() -> Vec<Case> {
    vec![Case::new("correctness", is_as_openssl).under(&[Origin::File])]
}

/// A long run says that it goes on, every so many keys.
const NOTE: usize = 100;

fn is_as_openssl(page: &Page<'_>) -> Outcome {
    let pool = Pool::open()?;
    let mut parts = Vec::new();
    for part in [CERTIFICATE, PRIVATE_KEY, GENERATE, AUTHORIZATION, BODY] {
        parts.push(json!(page.find(part)?));
    }
    let mut made = Vec::new();
    for (at, pair) in pool.keys().iter().enumerate() {
        if at > 0 && at.is_multiple_of(NOTE) {
            println!("note: {}: {at} of {} keys", page.label, pool.keys().len());
        }
        made.push(requests(page, &parts, pair, pool.messages())?);
    }
    pool.keep(page.label, &made)
}

/// So many requests by this key, in as many calls as it takes: each ends in good time for the driver.
fn requests(page: &Page<'_>, parts: &[Value], pair: &Pair, messages: usize) -> Outcome<Value> {
    let texts = json!([pair.certificate, pair.private_key]);
    let mut made: Vec<Value> = Vec::new();
    while made.len() < messages {
        let wanted = messages.saturating_sub(made.len());
        let fill = if made.is_empty() {
            &texts
        } else {
            &Value::Null
        };
        let mut given = parts.to_vec();
        given.extend([fill.clone(), json!(wanted)]);
        let answer = page.browser.run_async(PRESSES, given)?;
        let more = answer.as_array().filter(|more| !more.is_empty());
        let more = more.ok_or_else(|| Failure::new(format!("the page got stuck: {answer}")))?;
        made.extend_from_slice(more);
    }
    ensure_eq!(made.len(), messages, "how many requests were made");
    Ok(made.into())
}

/// Fills both fields, if asked to, and presses Generate again and again.
const PRESSES: &str = "
    const [certificate, key, generate, header, body, fill, wanted, done] = arguments;
    const root = document.documentElement;
    const enough = performance.now() + 10000;
    const until = async (seen) => {
        const limit = performance.now() + 25000;
        while (!seen()) {
            if (performance.now() > limit) throw new Error(document.querySelector('[role=alert]').innerText || 'no new request');
            await new Promise((next) => setTimeout(next));
        }
    };
    const put = (field, text) => {
        field.value = text;
        field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
    };
    (async () => {
        if (fill) {
            put(certificate, fill[0]);
            put(key, fill[1]);
            await until(() => body.value === '');
        }
        const made = [];
        while (made.length < wanted && performance.now() < enough) {
            const before = body.value;
            generate.click();
            await until(() => root.dataset.state === 'ready' && body.value !== '' && body.value !== before && header.value !== '');
            made.push([header.value, body.value]);
        }
        done(made);
    })().catch((error) => done(String(error)));";
