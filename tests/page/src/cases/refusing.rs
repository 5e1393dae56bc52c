//! Is everything that cannot work named, beside the field that it is in, with nothing lost?

use super::Case;
use super::making::check;
use crate::keys::Keys;
use crate::openssl::pem;
use crate::outcome::{Outcome, ensure, ensure_eq};
use crate::page::{CERTIFICATE, PRIVATE_KEY, Page, Part};
use serde_json::json;

/// What is pasted where, and the codes that must stand beside each field.
struct Bad {
    name: &'static str,
    certificate: fn(&Keys) -> String,
    private_key: fn(&Keys) -> String,
    codes: &'static [(Part, &'static str)],
}

fn user_certificate(keys: &Keys) -> String {
    keys.certificate.clone()
}

fn user_key(keys: &Keys) -> String {
    keys.key.clone()
}

const TABLE: &[Bad] = &[
    Bad {
        name: "certificate/nothing-found",
        certificate: |_| "Dear colleague, the certificate is attached. Regards".into(),
        private_key: user_key,
        codes: &[(CERTIFICATE, "nothing-found")],
    },
    Bad {
        name: "certificate/public-key",
        certificate: |keys| keys.public_key.clone(),
        private_key: user_key,
        codes: &[(CERTIFICATE, "public-key-only")],
    },
    Bad {
        name: "certificate/signing-request",
        certificate: |keys| keys.request.clone(),
        private_key: user_key,
        codes: &[(CERTIFICATE, "request-only")],
    },
    Bad {
        name: "certificate/damaged-base64",
        certificate: |keys| with_a_star(&keys.certificate),
        private_key: user_key,
        codes: &[(CERTIFICATE, "damaged-base64")],
    },
    Bad {
        name: "certificate/damaged-der",
        certificate: |keys| shortened(&keys.certificate),
        private_key: user_key,
        codes: &[(CERTIFICATE, "damaged-der")],
    },
    Bad {
        name: "private-key/nothing-found",
        certificate: user_certificate,
        private_key: |_| "I keep it on the other computer".into(),
        codes: &[(PRIVATE_KEY, "nothing-found")],
    },
    Bad {
        name: "private-key/public-key",
        certificate: user_certificate,
        private_key: |keys| keys.public_key.clone(),
        codes: &[(PRIVATE_KEY, "public-key-only")],
    },
    Bad {
        name: "private-key/elliptic-curve",
        certificate: user_certificate,
        private_key: |keys| keys.ec_key.clone(),
        codes: &[(PRIVATE_KEY, "key-not-rsa")],
    },
    Bad {
        name: "private-key/ed25519",
        certificate: user_certificate,
        private_key: |keys| keys.ed25519_key.clone(),
        codes: &[(PRIVATE_KEY, "key-not-rsa")],
    },
    Bad {
        name: "private-key/dsa",
        certificate: user_certificate,
        private_key: |keys| keys.dsa_key.clone(),
        codes: &[(PRIVATE_KEY, "key-not-rsa")],
    },
    Bad {
        name: "private-key/restricted-to-pss",
        certificate: user_certificate,
        private_key: |keys| keys.pss_key.clone(),
        codes: &[(PRIVATE_KEY, "key-restricted-to-pss")],
    },
    Bad {
        name: "private-key/too-small",
        certificate: |keys| keys.small_certificate.clone(),
        private_key: |keys| keys.small_key.clone(),
        codes: &[(PRIVATE_KEY, "key-too-small")],
    },
    Bad {
        name: "private-key/damaged-base64",
        certificate: user_certificate,
        private_key: |keys| with_a_star(&keys.key),
        codes: &[(PRIVATE_KEY, "damaged-base64")],
    },
    Bad {
        name: "private-key/damaged-der",
        certificate: user_certificate,
        private_key: |keys| shortened(&keys.key),
        codes: &[(PRIVATE_KEY, "damaged-der")],
    },
    Bad {
        name: "pair/elliptic-curve",
        certificate: |keys| keys.ec_certificate.clone(),
        private_key: |keys| keys.ec_key.clone(),
        codes: &[
            (CERTIFICATE, "certificate-not-rsa"),
            (PRIVATE_KEY, "key-not-rsa"),
        ],
    },
];

pub(super) fn cases() -> Vec<Case> {
    let refusals = TABLE.iter().map(|bad| {
        Case::new(format!("refuses/{}", bad.name), move |page| {
            refuses(page, bad)
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
        Case::new("refuses/pair/mismatch", names_both_fingerprints),
        Case::new("refuses/several", several_at_once),
        Case::new("in-the-wrong-field", goes_to_its_field),
        Case::new("both-in-one-field", both_in_one),
    ];
    refusals.chain(others).collect()
}

fn refuses(page: &Page<'_>, bad: &Bad) -> Outcome {
    let certificate = (bad.certificate)(page.keys);
    let private_key = (bad.private_key)(page.keys);
    page.fill(CERTIFICATE, &certificate)?;
    page.fill(PRIVATE_KEY, &private_key)?;
    page.generate_in_vain()?;
    for &(field, code) in bad.codes {
        let codes = page.codes_beside(field)?;
        ensure!(
            codes.iter().any(|found| found == code),
            "{code} is not beside {} but {codes:?}",
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

/// What is missing is no error: Generate leads to its field, and nothing is called wrong.
fn leads(page: &Page<'_>, pasted: [&str; 2], code: &str, field: &str) -> Outcome {
    page.fill(CERTIFICATE, pasted[0])?;
    page.fill(PRIVATE_KEY, pasted[1])?;
    page.is_led(code)?;
    let focus = page.text_of("return document.activeElement.id", vec![])?;
    ensure_eq!(focus, field, "where the focus is");
    let wrong = page.browser.run(
        "return document.querySelectorAll('[aria-invalid=true], .notice').length",
        vec![],
    )?;
    ensure_eq!(wrong, json!(0), "how many things are called wrong");
    recovers(page)
}

/// Several errors stand in the alert, each a way to its field.
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
    let title = page.text_of("return document.title", vec![])?;
    ensure!(title.starts_with("Error"), "the title is {title}");
    recovers(page)
}

/// No line of what was pasted for the private key is repeated anywhere in the page's own words.
fn nothing_of_it_is_shown(page: &Page<'_>, private_key: &str) -> Outcome {
    let shown = page.text_of("return document.body.innerText", vec![])?;
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

/// After what was wrong is put right, nothing is left of it.
fn recovers(page: &Page<'_>) -> Outcome {
    page.fill_pair()?;
    let request = page.generate()?;
    check(page, &request, &page.keys.header_der)?;
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
    let notice = page.text_of(
        "return document.querySelector('#private-key-notices').textContent",
        vec![],
    )?;
    // The alert says it in short; what to do is read where the focus goes.
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

/// The private key in the certificate's box goes to its own; then the certificate has room.
fn goes_to_its_field(page: &Page<'_>) -> Outcome {
    page.fill(CERTIFICATE, &page.keys.key)?;
    page.wait_for("the key in its own field", || {
        Ok((!page.value(PRIVATE_KEY)?.is_empty()).then_some(()))
    })?;
    ensure_eq!(page.value(CERTIFICATE)?, "", "the certificate's field");
    page.fill(CERTIFICATE, &page.keys.certificate)?;
    is_sorted_out(page)
}

/// Both in one paste: it works as it stands, and the key in it is not for everybody's eyes.
fn both_in_one(page: &Page<'_>) -> Outcome {
    let both = format!("{}{}", page.keys.certificate, page.keys.key);
    page.fill(CERTIFICATE, &both)?;
    let request = page.generate()?;
    check(page, &request, &page.keys.header_der)?;
    ensure_eq!(page.value(CERTIFICATE)?, both, "what was pasted");
    page.wait_until(
        "the key to be hidden",
        "return document.getElementById('certificate').matches('.secret.folded')",
    )
}

fn is_sorted_out(page: &Page<'_>) -> Outcome {
    let request = page.generate()?;
    check(page, &request, &page.keys.header_der)?;
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
