//! Is every unusable input reported beside its field, with nothing lost?

use super::Case;
use super::making::makes_right;
use crate::keys::Keys;
use crate::openssl::pem;
use crate::outcome::{Outcome, ensure, ensure_eq};
use crate::page::{CERTIFICATE, PRIVATE_KEY, Page, Part};
use serde_json::json;

/// What is pasted into a box, and the code that must stand beside it. The other box has the user's own.
const TABLE: &[[&str; 2]] = &[
    ["certificate/nothing-found", "nothing-found"],
    ["certificate/public-key", "public-key-only"],
    ["certificate/signing-request", "request-only"],
    ["certificate/damaged-base64", "damaged-base64"],
    ["certificate/damaged-der", "damaged-der"],
    ["private-key/nothing-found", "nothing-found"],
    ["private-key/public-key", "public-key-only"],
    ["private-key/elliptic-curve", "key-not-rsa"],
    ["private-key/ed25519", "key-not-rsa"],
    ["private-key/dsa", "key-not-rsa"],
    ["private-key/restricted-to-pss", "key-restricted-to-pss"],
    ["private-key/too-small", "key-too-small"],
    ["private-key/damaged-base64", "damaged-base64"],
    ["private-key/damaged-der", "damaged-der"],
];

/// Returns certificate and private key of a row.
fn pasted(keys: &Keys, name: &str) -> (String, String) {
    let (field, what) = name.split_once('/').unwrap_or_default();
    let is_certificate = field == "certificate";
    let own = if is_certificate {
        &keys.certificate
    } else {
        &keys.key
    };
    let text = match what {
        "public-key" => keys.public_key.clone(),
        "signing-request" => keys.request.clone(),
        "damaged-base64" => with_a_star(own),
        "damaged-der" => shortened(own),
        "elliptic-curve" => keys.ec_key.clone(),
        "ed25519" => keys.ed25519_key.clone(),
        "dsa" => keys.dsa_key.clone(),
        "restricted-to-pss" => keys.pss_key.clone(),
        "too-small" => return (keys.small_certificate.clone(), keys.small_key.clone()),
        _ => "Dear colleague, it is attached. Regards".into(),
    };
    match is_certificate {
        true => (text, keys.key.clone()),
        false => (keys.certificate.clone(), text),
    }
}

pub(super) fn cases() -> Vec<Case> {
    let refusals = TABLE.iter().map(|[name, code]| {
        Case::new(format!("refuses/{name}"), move |page| {
            let beside = match name.starts_with("certificate") {
                true => CERTIFICATE,
                false => PRIVATE_KEY,
            };
            refuses(page, pasted(page.keys, name), &[(beside, code)])
        })
    });
    let others = [
        Case::new("leads/nothing-pasted", |page| {
            leads(page, ["", ""], "certificate-missing", "certificate")
        }),
        Case::new("leads/certificate-missing", |page| {
            let pasted = ["", &page.keys.key];
            leads(page, pasted, "certificate-missing", "certificate")
        }),
        Case::new("leads/private-key-missing", |page| {
            let pasted = [&page.keys.certificate, ""];
            leads(page, pasted, "private-key-missing", "private-key")
        }),
        Case::new("leads/passphrase-needed", |page| {
            let pasted = [&page.keys.certificate, page.keys.encrypted_key.as_str()];
            leads(page, pasted, "passphrase-needed", "passphrase-2")
        }),
        Case::new("refuses/pair/elliptic-curve", |page| {
            let pair = (page.keys.ec_certificate.clone(), page.keys.ec_key.clone());
            let codes = [
                (CERTIFICATE, "certificate-not-rsa"),
                (PRIVATE_KEY, "pair-not-rsa"),
            ];
            refuses(page, pair, &codes)
        }),
        Case::new("refuses/pair/mismatch", names_both_fingerprints),
        Case::new("refuses/several", several_at_once),
        Case::new("in-the-wrong-field", goes_to_its_field),
        Case::new("both-in-one-field", both_in_one),
    ];
    refusals.chain(others).collect()
}

fn refuses(
    page: &Page<'_>,
    (certificate, private_key): (String, String),
    codes: &[(Part, &str)],
) -> Outcome {
    page.fill(CERTIFICATE, &certificate)?;
    page.fill(PRIVATE_KEY, &private_key)?;
    page.generate_in_vain()?;
    for &(field, code) in codes {
        let found = page.codes_beside(field)?;
        ensure!(
            found.iter().any(|found| found == code),
            "{code} is not beside {} but {found:?}",
            field.name
        );
        ensure_eq!(
            page.attribute(field, "aria-invalid")?.as_deref(),
            Some("true"),
            "aria-invalid of {}",
            field.name
        );
    }
    ensure_eq!(
        page.value(CERTIFICATE)?,
        certificate,
        "the certificate after Generate"
    );
    ensure_eq!(
        page.value(PRIVATE_KEY)?,
        private_key,
        "the private key after Generate"
    );
    nothing_of_it_is_shown(page, &private_key)?;
    recovers(page)
}

/// A missing input is no error: Generate moves to its field and marks nothing as wrong.
fn leads(page: &Page<'_>, pasted: [&str; 2], code: &str, field: &str) -> Outcome {
    page.fill(CERTIFICATE, pasted[0])?;
    page.fill(PRIVATE_KEY, pasted[1])?;
    page.is_led(code)?;
    let focus = page.text("return document.activeElement.id")?;
    ensure_eq!(focus, field, "where the focus is");
    let wrong =
        page.run("return document.querySelectorAll('[aria-invalid=true], .notice').length")?;
    ensure_eq!(wrong, json!(0), "how many things are called wrong");
    recovers(page)
}

/// The alert lists several errors; each links to its field.
fn several_at_once(page: &Page<'_>) -> Outcome {
    page.fill(CERTIFICATE, &page.keys.ec_certificate)?;
    page.fill(PRIVATE_KEY, &page.keys.ec_key)?;
    page.generate_in_vain()?;
    for field in ["private-key", "certificate"] {
        let led = page.text_of(
            "const { code } = document.querySelector(`#${arguments[0]}-notices .notice`).dataset;
             document.querySelector(`[role=alert] [data-code=${code}] button`).click();
             return document.activeElement.id",
            vec![json!(field)],
        )?;
        ensure_eq!(led, field, "where the way in the alert leads");
    }
    let title = page.text("return document.title")?;
    ensure!(title.starts_with("Error"), "the title is {title}");
    recovers(page)
}

/// The page's own words repeat no line of the pasted private key.
fn nothing_of_it_is_shown(page: &Page<'_>, private_key: &str) -> Outcome {
    let shown = page.text("return document.body.innerText")?;
    for line in private_key
        .lines()
        .filter(|line| !line.starts_with("-----"))
    {
        let part: String = line.chars().take(16).collect();
        ensure!(
            !shown.contains(&part),
            "the page shows {part:?} of the private key"
        );
    }
    Ok(())
}

/// Once the mistake is fixed, the page shows no trace of it.
fn recovers(page: &Page<'_>) -> Outcome {
    page.fill_pair()?;
    makes_right(page)?;
    ensure_eq!(page.alert()?, "", "the alert after it was put right");
    for field in [CERTIFICATE, PRIVATE_KEY] {
        let invalid = page.attribute(field, "aria-invalid")?;
        ensure!(
            invalid.as_deref() != Some("true"),
            "{} still counts as wrong",
            field.name
        );
    }
    Ok(())
}

fn names_both_fingerprints(page: &Page<'_>) -> Outcome {
    page.fill(CERTIFICATE, &page.keys.certificate)?;
    page.fill(PRIVATE_KEY, &page.keys.other_key)?;
    let alert = page.generate_in_vain()?;
    let codes = page.codes_beside(PRIVATE_KEY)?;
    ensure_eq!(codes, ["pair-mismatch"], "beside the private key");
    let notice = page.text("return document.querySelector('#private-key-notices').textContent")?;
    // The alert is short; the remedy is in the notice that gets the focus.
    ensure!(
        alert.len() < 100 && notice.contains(alert.trim()),
        "the alert is {alert}, the notice {notice}"
    );
    let digits: String = notice
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace() && *c != ':')
        .collect();
    for fingerprint in [&page.keys.fingerprint, &page.keys.other_fingerprint] {
        ensure!(
            digits.contains(fingerprint.as_str()),
            "{fingerprint} is not in: {notice}"
        );
    }
    ensure_eq!(
        page.value(PRIVATE_KEY)?,
        page.keys.other_key,
        "the private key after Generate"
    );
    recovers(page)
}

/// A private key in the certificate's box moves to its own box, which frees the first one.
fn goes_to_its_field(page: &Page<'_>) -> Outcome {
    page.fill(CERTIFICATE, &page.keys.key)?;
    page.wait_for("the key in its own field", || {
        Ok((!page.value(PRIVATE_KEY)?.is_empty()).then_some(()))
    })?;
    ensure_eq!(page.value(CERTIFICATE)?, "", "the certificate's field");
    page.fill(CERTIFICATE, &page.keys.certificate)?;
    is_sorted_out(page)
}

/// Both in one paste work, and the page hides the key.
fn both_in_one(page: &Page<'_>) -> Outcome {
    let both = format!("{}{}", page.keys.certificate, page.keys.key);
    page.fill(CERTIFICATE, &both)?;
    makes_right(page)?;
    ensure_eq!(page.value(CERTIFICATE)?, both, "what was pasted");
    page.wait_until(
        "the key to be hidden",
        "return document.getElementById('certificate').matches('.secret.folded')",
    )
}

fn is_sorted_out(page: &Page<'_>) -> Outcome {
    makes_right(page)?;
    let fields = [
        (CERTIFICATE, &page.keys.certificate),
        (PRIVATE_KEY, &page.keys.key),
    ];
    for (field, expected) in fields {
        ensure_eq!(page.value(field)?.trim(), expected.trim(), "{}", field.name);
    }
    Ok(())
}

/// A character that is not base64 in the third line.
fn with_a_star(pem: &str) -> String {
    let mut lines: Vec<String> = pem.lines().map(Into::into).collect();
    if let Some(line) = lines.get_mut(2) {
        line.replace_range(5..6, "*");
    }
    lines.join("\n")
}

/// Whole base64 of half an object.
fn shortened(text: &str) -> String {
    let label = pem::label(text);
    let mut body: Vec<&str> = pem::body(text).collect();
    body.truncate(body.len() / 2);
    format!(
        "-----BEGIN {label}-----\n{}\n-----END {label}-----\n",
        body.join("\n")
    )
}
