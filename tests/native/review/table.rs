//! Every wrong value seen in the field, made on purpose with OpenSSL, alone and with others. Shows a
//! table: `cargo test --test native review::table -- --nocapture`.

use super::made::{Files, Parts, body, message, now, parts, right_message, right_parts};
use anaplan_rsa_signer::notice::{Params, Value};
use anaplan_rsa_signer::review::{Outcome, review};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use std::collections::BTreeSet;

/// What was done, the paste, and the codes of all that is wrong.
type Case = (&'static str, String, &'static [&'static str]);

fn signed(bytes: &[u8]) -> String {
    let data = STANDARD.encode(right_message());
    let body = body(&data, &STANDARD.encode(bytes));
    right_parts().body(|_| body.clone()).text()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn hmac() -> Vec<u8> {
    let arguments = ["dgst", "-sha512", "-hmac", "secret", "-binary"];
    Files::get().openssl(&arguments, &right_message())
}

fn header() -> Vec<Case> {
    let (files, right) = (Files::get(), right_parts());
    let pem = files.text("ann.crt");
    let with = |certificate: &str| right.clone().certificate(certificate).text();
    let bag = format!("Bag Attributes\n    friendlyName: ann\n{pem}");
    let bundle = format!("{pem}{}", files.text("ca.crt"));
    let named = |name: &str| {
        Parts {
            name: name.to_owned(),
            ..right.clone()
        }
        .text()
    };
    let schemed = |scheme: &str| {
        Parts {
            scheme: scheme.to_owned(),
            ..right.clone()
        }
        .text()
    };
    // Padding can be lost only where there is some.
    let padded = format!("{pem}{}", "\n".repeat((4 - pem.len() % 3) % 3));
    let unpadded = STANDARD.encode(padded).trim_end_matches('=').to_owned();
    vec![
        (
            "TUlJ…: base64 of base64",
            with(&STANDARD.encode(&right.certificate)),
            &["review-certificate-double"],
        ),
        (
            "QmFn…: Bag Attributes before BEGIN",
            with(&STANDARD.encode(bag)),
            &["review-certificate-pem-text"],
        ),
        (
            "PEM as it is, with its boundaries",
            with(&pem),
            &["review-certificate-pem-raw"],
        ),
        (
            "PEM as it is, CR left in",
            with(&pem.replace('\n', "\r\n")),
            &["review-certificate-pem-raw"],
        ),
        (
            "Scheme missing",
            schemed(""),
            &["review-header-scheme-missing"],
        ),
        (
            "Scheme misspelt",
            schemed("CACertficate "),
            &["review-header-scheme"],
        ),
        (
            "Header called Connection",
            named("Connection"),
            &["review-header-name"],
        ),
        (
            "Header called Autorization",
            named("Autorization"),
            &["review-header-name"],
        ),
        (
            "…LS0tLQ: padding lost",
            with(&unpadded),
            &["review-value-padding"],
        ),
        (
            "Line breaks in the header",
            with(&right.certificate.replacen("MII", "MII\n", 1)),
            &["review-value-line-breaks"],
        ),
        (
            "The whole chain",
            with(&STANDARD.encode(bundle)),
            &["review-certificate-several"],
        ),
        (
            "An authority of the bundle",
            with(&STANDARD.encode(files.der("ca"))),
            &[
                "certificate-authority",
                "certificate-self-signed",
                "review-signature-other-key",
            ],
        ),
        (
            "A certificate that does not match the key",
            with(&STANDARD.encode(files.der("other"))),
            &["review-signature-other-key"],
        ),
    ]
}

fn signature() -> Vec<Case> {
    let (files, data) = (Files::get(), right_message());
    let base64 = STANDARD.encode(&data);
    let sign = |options: &str| files.sign("ann", options, &data);
    let right = sign("-sha512");
    vec![
        (
            "HMAC-SHA-512, 64 bytes",
            signed(&hmac()),
            &["review-signature-hmac"],
        ),
        (
            "HMAC, base64 of its 128 hex digits",
            signed(hex(&hmac()).as_bytes()),
            &["review-signature-hmac", "review-value-hex-inside"],
        ),
        (
            "HMAC, 128 hex digits",
            right_parts().body(|_| body(&base64, &hex(&hmac()))).text(),
            &["review-signature-hmac", "review-value-hex"],
        ),
        (
            "The base64 text signed",
            signed(&files.sign("ann", "-sha512", base64.as_bytes())),
            &["review-signature-of-base64"],
        ),
        ("SHA-1", signed(&sign("-sha1")), &["review-signature-hash"]),
        (
            "SHA-256",
            signed(&sign("-sha256")),
            &["review-signature-hash"],
        ),
        (
            "PSS",
            signed(&sign("-sha512 -sigopt rsa_padding_mode:pss")),
            &["review-signature-pss"],
        ),
        (
            "Another key",
            signed(&files.sign("other", "-sha512", &data)),
            &["review-signature-other-key"],
        ),
        (
            "A signature cut short",
            signed(&right[..200]),
            &["review-signature-cut"],
        ),
        (
            "A signature in hexadecimal",
            right_parts().body(|_| body(&base64, &hex(&right))).text(),
            &["review-value-hex"],
        ),
    ]
}

fn message_and_body() -> Vec<Case> {
    let seconds = u64::try_from(now()).unwrap();
    let of = |bytes: &[u8]| parts(bytes, "ann", "-sha512").text();
    let change = |from: &str, to: &str| right_parts().body(|body| body.replace(from, to)).text();
    let cut = |length: usize| {
        let mut bytes = right_message();
        bytes.extend(right_message().iter().rev().take(50));
        bytes.truncate(length);
        of(&bytes)
    };
    let four = [
        &u32::try_from(seconds).unwrap().to_be_bytes()[..],
        &message([1; 8])[4..],
    ]
    .concat();
    // Signs in which the two alphabets differ.
    let mut dashes = right_message();
    dashes[96..].fill(0xFB);
    let url_safe = parts(&dashes, "ann", "-sha512");
    let url_safe =
        url_safe.body(|body| body.replace(&STANDARD.encode(&dashes), &URL_SAFE.encode(&dashes)));
    let data = STANDARD.encode(right_message());
    let misplaced = right_parts()
        .text()
        .replace("\"encodedDataFormat\":\"v2\",", "");
    vec![
        ("54 bytes", cut(54), &["review-message-length"]),
        ("108 bytes", cut(108), &["review-message-length"]),
        ("150 bytes", cut(150), &["review-message-length"]),
        (
            "Milliseconds",
            of(&message((seconds * 1000).to_be_bytes())),
            &["review-message-milliseconds"],
        ),
        (
            "Little-endian",
            of(&message(seconds.to_le_bytes())),
            &["review-message-little-endian"],
        ),
        ("Four bytes wide", of(&four), &["review-message-four-bytes"]),
        (
            "A day old",
            of(&message((seconds - 86_400).to_be_bytes())),
            &["review-message-age-hours"],
        ),
        (
            "URL-safe alphabet",
            url_safe.text(),
            &["review-value-url-safe"],
        ),
        (
            "Padding lost in encodedData",
            change(&data, data.trim_end_matches('=')),
            &["review-value-padding"],
        ),
        (
            "Line break inside a value",
            change(&data, &data.replacen("AAAAA", "AAAAA\\n", 1)),
            &["review-value-line-breaks"],
        ),
        (
            "Single quotes",
            change("\"", "'"),
            &["review-body-single-quotes"],
        ),
        (
            "Otherwise not JSON",
            change("\":\"v2", "\"=\"v2"),
            &["review-body-not-json"],
        ),
        (
            "encodedDataFormat missing",
            misplaced.clone(),
            &["review-body-format-missing"],
        ),
        (
            "encodedDataFormat in the header",
            format!("encodedDataFormat: v2\n{misplaced}"),
            &["review-header-field", "review-body-format-missing"],
        ),
    ]
}

fn several_at_once() -> Vec<Case> {
    let (files, right) = (Files::get(), right_parts());
    let seconds = u64::try_from(now()).unwrap();
    let late = message((seconds * 1000).to_be_bytes());
    let data = STANDARD.encode(right_message());
    let double = STANDARD.encode(&right.certificate);
    let first = parts(&late, "ann", "-sha256").certificate(&double);
    let base64_signed = STANDARD.encode(files.sign("ann", "-sha256", data.as_bytes()));
    let second = Parts {
        name: "Connection".to_owned(),
        ..right.clone()
    };
    let second = second.body(|_| body(&data, &base64_signed).replace('"', "'"));
    let third = format!(
        "Authorization: {}\n\n{{\"encodedData\":\"{data}\",\"encodedSignedData\":\"{}\"}}",
        files.text("ann.crt").replace('\n', "\r\n"),
        hex(&hmac())
    );
    let fourth = right.certificate(&STANDARD.encode(files.der("other")));
    let fourth = Parts {
        name: "Autorization".to_owned(),
        scheme: "CACertificates ".to_owned(),
        ..fourth
    };
    vec![
        (
            "Milliseconds + SHA-256 + base64 of base64",
            first.text(),
            &[
                "review-certificate-double",
                "review-message-milliseconds",
                "review-signature-hash",
            ],
        ),
        (
            "Connection + single quotes + base64 text signed with SHA-256",
            second.text(),
            &[
                "review-header-name",
                "review-body-single-quotes",
                "review-signature-hash",
                "review-signature-of-base64",
            ],
        ),
        (
            "PEM as it is, no scheme + no format + HMAC in hex",
            third,
            &[
                "review-header-scheme-missing",
                "review-certificate-pem-raw",
                "review-body-format-missing",
                "review-value-hex",
                "review-signature-hmac",
            ],
        ),
        (
            "Both words misspelt + another certificate + V2",
            fourth.body(|body| body.replace("\"v2\"", "\"V2\"")).text(),
            &[
                "review-header-name",
                "review-header-scheme",
                "review-body-format-value",
                "review-signature-other-key",
            ],
        ),
    ]
}

#[test]
fn table_of_wrong_values() {
    let catalogue: serde_json::Value =
        serde_json::from_str(include_str!("../../../www/catalogue/en.json")).unwrap();
    let cases = [header(), signature(), message_and_body(), several_at_once()].concat();
    for (done, text, expected) in cases {
        let found = review(&text, now());
        let wrong = found
            .verdicts
            .iter()
            .filter(|verdict| verdict.outcome == Outcome::Wrong);
        println!("{done}");
        for verdict in wrong.clone() {
            let sentence = catalogue["notices"][verdict.code]["cause"]
                .as_str()
                .unwrap();
            println!("    {}", filled(sentence, &verdict.params));
        }
        let codes: BTreeSet<&str> = wrong.map(|verdict| verdict.code).collect();
        assert_eq!(codes, expected.iter().copied().collect(), "{done}: {text}");
    }
}

/// A sentence with its values.
fn filled(sentence: &str, params: &Params) -> String {
    let mut parts = sentence.split('{');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}').unwrap();
        match params.get(name).unwrap() {
            Value::Number(number) => text.push_str(&number.to_string()),
            Value::Text(value) => text.push_str(value),
            Value::Time(time) => text.push_str(&format!("Unix time {time}")),
        }
        text.push_str(rest);
    }
    text
}
