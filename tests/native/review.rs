//! Requests with every mistake that people make, made on purpose with OpenSSL, and what the checker
//! says to them. Native only.

mod bounds;
mod copied;
mod corpus;
mod made;
mod own;
mod pastes;
mod several;
mod shapes;

use crate::support::{TestRandom, cases, grows_with_its_length, unhex};
use anaplan_rsa_signer::notice::Value;
use anaplan_rsa_signer::review::{Finding, Outcome, Review, review};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE};
use made::{Files, Parts, body, message, now, parts, right_message, right_parts, with_signature};
use rand_core::TryRng;
use std::collections::BTreeSet;
use std::fs;
use std::time::{Duration, Instant};

/// Headlines that sum up and are no findings of their own.
const SUMMARIES: [&str; 2] = ["review-clean", "review-unverified"];

/// Base64 in lines, as OpenSSL (64) and MIME (76) break it.
fn wrapped(text: &str, width: usize) -> String {
    let lines = text.as_bytes().chunks(width);
    let lines: Vec<&str> = lines.map(|line| str::from_utf8(line).unwrap()).collect();
    lines.join("\n")
}

fn codes(review: &Review, outcome: Outcome) -> BTreeSet<&'static str> {
    review
        .verdicts()
        .filter(|verdict| verdict.outcome == outcome && !SUMMARIES.contains(&verdict.code))
        .map(|verdict| verdict.code)
        .collect()
}

/// Everything that is wrong with a paste, and nothing else, is this.
#[track_caller]
fn wrong(text: &str, expected: &[&str]) -> Review {
    wrong_at(text, now(), expected)
}

#[track_caller]
fn wrong_at(text: &str, now: i64, expected: &[&str]) -> Review {
    let found = review(text, now);
    let expected: BTreeSet<&str> = expected.iter().copied().collect();
    assert_eq!(
        codes(&found, Outcome::Wrong),
        expected,
        "{:#?}\n{text}",
        found.verdicts().collect::<Vec<_>>()
    );
    found
}

/// These are among the things said, whatever else is.
#[track_caller]
fn says(text: &str, expected: &[&str]) -> Review {
    let found = review(text, now());
    for code in expected {
        assert!(
            found.verdicts().any(|verdict| verdict.code == *code),
            "{code}: {:#?}\n{text}",
            found.verdicts().collect::<Vec<_>>()
        );
    }
    found
}

/// What is said of a signature of the right message that was made some other way.
#[track_caller]
fn signature(bytes: &[u8], expected: &[&str]) -> Review {
    wrong(&with_signature(&right_message(), bytes).text(), expected)
}

fn param(review: &Review, code: &str, name: &str) -> Value {
    let mut verdicts = review.verdicts();
    let verdict = verdicts.find(|verdict| verdict.code == code);
    verdict.unwrap().params.get(name).unwrap().clone()
}

#[test]
fn a_right_request_is_right_in_every_part() {
    let found = wrong(&right_parts().text(), &[]);
    assert_eq!(
        codes(&found, Outcome::Right),
        [
            "review-body-format-right",
            "review-body-right",
            "review-certificate-der",
            "review-header-right",
            "review-message-age-seconds",
            "review-message-right",
            "review-signature-right"
        ]
        .into()
    );
    assert_eq!(codes(&found, Outcome::Remark), [].into());
    assert_eq!(found.created_at, Some(now()));
    assert_eq!(found.certificate.unwrap().emails, ["ann@example.com"]);
}

#[test]
fn the_pem_form_of_the_header_is_right_too() {
    let pem = STANDARD.encode(Files::get().text("ann.crt"));
    let found = wrong(&right_parts().certificate(&pem).text(), &[]);
    assert!(codes(&found, Outcome::Right).contains("review-certificate-pem"));
}

#[test]
fn a_request_of_the_first_version_is_no_mistake() {
    let bytes = message([0xC3; 8]);
    let v1 = parts(&bytes, "ann", "-sha512")
        .body(|body| body.replace(r#""encodedDataFormat":"v2","#, ""));
    let found = wrong(&v1.text(), &[]);
    assert_eq!(
        codes(&found, Outcome::Warning),
        ["review-body-format-v1"].into()
    );
    assert_eq!(codes(&found, Outcome::Remark), ["review-message-v1"].into());
    assert!(codes(&found, Outcome::Right).contains("review-signature-right"));
    assert_eq!(found.created_at, None);
}

#[test]
fn keys_of_every_size_open_their_signatures() {
    for key in ["long", "odd"] {
        let der = STANDARD.encode(Files::get().der(key));
        let right = parts(&right_message(), key, "-sha512").certificate(&der);
        wrong(&right.text(), &[]);
        let sha1 = parts(&right_message(), key, "-sha1").certificate(&der);
        wrong(&sha1.text(), &["review-signature-hash"]);
        let pss = parts(
            &right_message(),
            key,
            "-sha512 -sigopt rsa_padding_mode:pss",
        )
        .certificate(&der);
        wrong(&pss.text(), &["review-signature-pss"]);
    }
}

#[test]
fn an_hmac_is_named() {
    let hmac = Files::get().openssl(
        &["dgst", "-sha512", "-hmac", "some secret", "-binary"],
        &right_message(),
    );
    signature(&hmac, &["review-signature-hmac"]);
    let sha256 = Files::get().openssl(
        &["dgst", "-sha256", "-hmac", "some secret", "-binary"],
        &right_message(),
    );
    let found = signature(&sha256, &["review-signature-hmac"]);
    assert_eq!(
        param(&found, "review-signature-hmac", "hash"),
        "SHA-256".into()
    );
    let hex: String = hmac.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hex.len(), 128);
    // Base64 of the digits, and the digits themselves.
    signature(
        hex.as_bytes(),
        &["review-signature-hmac", "review-value-hex-inside"],
    );
    let plain = body(&STANDARD.encode(right_message()), &hex);
    wrong(
        &right_parts().body(|_| plain.clone()).text(),
        &["review-signature-hmac", "review-value-hex"],
    );
}

#[test]
fn a_hash_alone_is_named() {
    for option in ["-sha512", "-sha512-224"] {
        let hash = Files::get().openssl(&["dgst", option, "-binary"], &right_message());
        signature(&hash, &["review-signature-plain-hash"]);
    }
}

#[test]
fn other_hashes_are_named() {
    for (option, name) in [
        ("-md5", "MD5"),
        ("-sha1", "SHA-1"),
        ("-sha224", "SHA-224"),
        ("-sha256", "SHA-256"),
        ("-sha384", "SHA-384"),
        ("-sha512-256", "SHA-512/256"),
        ("-sha512-224", "SHA-512/224"),
        ("-sha3-224", "SHA3-224"),
        ("-sha3-256", "SHA3-256"),
        ("-sha3-384", "SHA3-384"),
        ("-sha3-512", "SHA3-512"),
        ("-ripemd160", "RIPEMD-160"),
    ] {
        let signed = Files::get().sign("ann", option, &right_message());
        let found = signature(&signed, &["review-signature-hash"]);
        assert_eq!(param(&found, "review-signature-hash", "hash"), name.into());
    }
}

#[test]
fn pss_is_named_with_its_hash_and_salt() {
    for (options, hash, salt) in [
        ("-sha512", "SHA-512", "-1"),
        ("-sha512", "SHA-512", "-2"),
        ("-sha512", "SHA-512", "0"),
        ("-sha512", "SHA-512", "20"),
        ("-sha256", "SHA-256", "32"),
        ("-sha1", "SHA-1", "20"),
        ("-sha384", "SHA-384", "190"),
        (
            "-sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_mgf1_md:sha1",
            "SHA-256",
            "20",
        ),
    ] {
        let options =
            format!("{options} -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:{salt}");
        let signed = Files::get().sign("ann", &options, &right_message());
        let found = signature(&signed, &["review-signature-pss"]);
        assert_eq!(param(&found, "review-signature-pss", "hash"), hash.into());
        let length = match salt {
            "-1" => 64,
            "-2" => 256 - 64 - 2,
            other => other.parse().unwrap(),
        };
        assert_eq!(
            param(&found, "review-signature-pss", "salt"),
            Value::Number(length)
        );
    }
    let pss = "-sha256 -sigopt rsa_padding_mode:pss";
    let base64 = STANDARD.encode(right_message());
    let signed = Files::get().sign("ann", pss, base64.as_bytes());
    signature(
        &signed,
        &["review-signature-pss", "review-signature-of-base64"],
    );
}

#[test]
fn what_was_signed_instead_is_named() {
    let data = right_message();
    let base64 = STANDARD.encode(&data);
    let hex: String = data.iter().map(|byte| format!("{byte:02x}")).collect();
    let digest = Files::get().openssl(&["dgst", "-sha512", "-binary"], &data);
    let digest_hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let wide: Vec<u8> = base64.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let other = message(u64::try_from(now() - 900).unwrap().to_be_bytes());
    // As `openssl base64` (64), `base64` (76) and certutil (64, CR LF) write them.
    let [openssl, gnu] = [64, 76].map(|width| wrapped(&base64, width));
    let certutil = openssl.replace('\n', "\r\n");
    let behind = |end: &[u8]| [&data, end].concat();
    let letters: String = data.iter().copied().map(char::from).collect();
    for (subject, code) in [
        (base64.clone().into_bytes(), "review-signature-of-base64"),
        (
            format!("{base64}\n").into_bytes(),
            "review-signature-of-base64-line",
        ),
        (
            format!("{base64}\r\n").into_bytes(),
            "review-signature-of-base64-line",
        ),
        (
            openssl.clone().into_bytes(),
            "review-signature-of-base64-line",
        ),
        (
            format!("{openssl}\n").into_bytes(),
            "review-signature-of-base64-line",
        ),
        (
            format!("{gnu}\n").into_bytes(),
            "review-signature-of-base64-line",
        ),
        (
            format!("{certutil}\r\n").into_bytes(),
            "review-signature-of-base64-line",
        ),
        (behind(b"\n"), "review-signature-of-line"),
        (behind(b"\r\n"), "review-signature-of-line"),
        (hex.clone().into_bytes(), "review-signature-of-hex"),
        (hex.to_uppercase().into_bytes(), "review-signature-of-hex"),
        (digest.clone(), "review-signature-of-digest"),
        (digest_hex.into_bytes(), "review-signature-of-digest"),
        (data[8..].to_vec(), "review-signature-of-random"),
        (data[..8].to_vec(), "review-signature-of-time"),
        (now().to_string().into_bytes(), "review-signature-of-time"),
        (wide, "review-signature-of-utf16"),
        (letters.into_bytes(), "review-signature-of-text"),
        (
            String::from_utf8_lossy(&data).into_owned().into_bytes(),
            "review-signature-of-text",
        ),
        (Files::get().der("ann"), "review-signature-of-certificate"),
        (vec![], "review-signature-of-nothing"),
        (other, "review-signature-of-other-time"),
        (b"something else".to_vec(), "review-signature-of-unknown"),
    ] {
        signature(&Files::get().sign("ann", "-sha512", &subject), &[code]);
    }
    // Two mistakes at once are two verdicts.
    let both = Files::get().sign("ann", "-sha256", base64.as_bytes());
    signature(
        &both,
        &["review-signature-hash", "review-signature-of-base64"],
    );
}

#[test]
fn a_signed_body_is_named() {
    let data = STANDARD.encode(right_message());
    for subject in [
        body(&data, ""),
        format!(r#"{{"encodedDataFormat":"v2","encodedData":"{data}"}}"#),
        format!(r#"{{"encodedData": "{data}"}}"#),
    ] {
        let signed = Files::get().sign("ann", "-sha512", subject.as_bytes());
        signature(&signed, &["review-signature-of-body"]);
    }
}

#[test]
fn a_hash_described_in_another_way_is_named() {
    // DigestInfo without the NULL of its algorithm's parameters (RFC 8017, section 9.2, note 1).
    let digest = Files::get().openssl(&["dgst", "-sha512", "-binary"], &right_message());
    let head = unhex("304f300b06096086480165030402030440");
    let info = [head, digest].concat();
    let signed = Files::get().openssl(&["rsautl", "-sign", "-inkey", "ann.key"], &info);
    signature(&signed, &["review-signature-digest-info"]);
}

#[test]
fn signing_without_the_name_of_the_hash_is_named() {
    let data = right_message();
    let digest = Files::get().openssl(&["dgst", "-sha512", "-binary"], &data);
    let raw = |bytes: &[u8]| Files::get().openssl(&["rsautl", "-sign", "-inkey", "ann.key"], bytes);
    let found = signature(&raw(&digest), &["review-signature-bare-digest"]);
    assert_eq!(
        param(&found, "review-signature-bare-digest", "hash"),
        "SHA-512".into()
    );
    signature(&raw(&data), &["review-signature-bare-message"]);
    signature(&raw(b"something else"), &["review-signature-bare-unknown"]);
    signature(
        &raw(STANDARD.encode(&data).as_bytes()),
        &["review-signature-of-base64"],
    );
}

#[test]
fn other_keys_are_named() {
    let data = right_message();
    let files = Files::get();
    signature(
        &files.sign("other", "-sha512", &data),
        &["review-signature-other-key"],
    );
    let found = signature(
        &files.sign("long", "-sha512", &data),
        &["review-signature-key-size"],
    );
    assert_eq!(
        param(&found, "review-signature-key-size", "bits"),
        Value::Number(3072)
    );
    for bits in [5120, 6144] {
        let found = signature(&vec![0xC3; bits / 8], &["review-signature-key-size"]);
        assert_eq!(
            param(&found, "review-signature-key-size", "bits"),
            Value::Number(i64::try_from(bits).unwrap())
        );
    }
    signature(
        &files.sign("ec", "-sha512", &data),
        &["review-signature-ecdsa"],
    );
    // With the right certificate elsewhere in the paste, it is found.
    let other = parts(&data, "other", "-sha512").text();
    let paste = format!("{other}\n\n{}", files.text("other.crt"));
    let found = wrong(&paste, &["review-signature-other-certificate"]);
    assert_eq!(
        param(&found, "review-signature-other-certificate", "subject"),
        "CN=other".into()
    );
}

#[test]
fn damaged_signatures_are_named() {
    let right = Files::get().sign("ann", "-sha512", &right_message());
    signature(&right[..200], &["review-signature-cut"]);
    signature(
        &[&right[..], &right[..9]].concat(),
        &["review-signature-length"],
    );
    let reversed: Vec<u8> = right.iter().rev().copied().collect();
    signature(&reversed, &["review-signature-reversed"]);
    signature(&right_message(), &["review-signature-copied"]);
    let mut flipped = right;
    flipped[100] ^= 1;
    signature(&flipped, &["review-signature-other-key"]);
}

#[test]
fn leading_zeros_that_were_lost_are_named() {
    // About one signature in 256 begins with a zero byte.
    let begins_with_zero = (0..4_000).find_map(|count: u64| {
        let mut data = right_message();
        data[92..].copy_from_slice(&count.to_be_bytes());
        let signed = Files::get().sign("ann", "-sha512", &data);
        (signed[0] == 0).then_some((data, signed))
    });
    let (data, signed) = begins_with_zero.unwrap();
    let text = with_signature(&data, &signed[1..]).text();
    wrong(&text, &["review-signature-zero-lost"]);
}

#[test]
fn values_in_a_wrong_form_are_named() {
    let parts = right_parts();
    let data = right_message();
    let signed = Files::get().sign("ann", "-sha512", &data);
    let (data64, signed64) = (STANDARD.encode(&data), STANDARD.encode(&signed));
    let hex = |bytes: &[u8]| {
        bytes
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    };
    // As `xxd` and Windows' `certutil -encodehex` set bytes apart.
    let spaced = |bytes: &[u8]| {
        let bytes: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        bytes.join(" ")
    };
    let broken = |text: &str| format!("{}\\n{}", &text[..64], &text[64..]);
    // This message has a plus in its base64; one signature in two hundred has none.
    for (value, code) in [
        (hex(&data), "review-value-hex"),
        (spaced(&data), "review-value-hex"),
        (STANDARD.encode(&data64), "review-value-double"),
        (STANDARD_NO_PAD.encode(&data), "review-value-padding"),
        (data64.replace('+', " "), "review-value-spaces"),
        (format!("b'{data64}'"), "review-value-python-bytes"),
        (String::new(), "review-value-empty"),
        ("System.Byte[]".to_owned(), "review-value-word"),
        ("[object Object]".to_owned(), "review-value-word"),
        ("[B@1b6d3586".to_owned(), "review-value-word"),
        (" undefined".to_owned(), "review-value-word"),
        (
            format!("data:application/octet-stream;base64,{data64}"),
            "review-value-data-url",
        ),
    ] {
        let text = parts.clone().body(|_| body(&value, &signed64)).text();
        wrong(&text, &[code]);
    }
    let percent = signed64.replace('+', "%2B").replace('=', "%3D");
    let escaped = broken(&signed64).replace("\\n", "\\\\n");
    for (value, code) in [
        (hex(&signed), "review-value-hex"),
        (STANDARD.encode(hex(&signed)), "review-value-hex-inside"),
        (STANDARD.encode(&signed64), "review-value-double"),
        (URL_SAFE.encode(&signed), "review-value-url-safe"),
        (STANDARD_NO_PAD.encode(&signed), "review-value-padding"),
        (broken(&signed64), "review-value-line-breaks"),
        (escaped, "review-value-escapes"),
        (
            broken(&signed64).replace("\\n", "\n"),
            "review-value-line-breaks",
        ),
        (
            percent.replacen(
                &signed64[..1],
                &format!("%{:02x}", signed64.as_bytes()[0]),
                1,
            ),
            "review-value-percent",
        ),
        (percent, "review-value-percent"),
        (
            signed64.replace('=', "=3D"),
            "review-value-quoted-printable",
        ),
        (
            format!("{}=\\n{}", &signed64[..75], &signed64[75..])
                .replace("\\n", "\n")
                .replace("==", "=3D=3D"),
            "review-value-quoted-printable",
        ),
        (format!("*{}", &signed64[1..]), "review-value-damaged"),
    ] {
        let text = parts.clone().body(|_| body(&data64, &value)).text();
        wrong(&text, &[code]);
    }
    // Padding is the end of base64: what stands behind it is what is wrong.
    let behind = body(&data64, &format!("{signed64}*"));
    let found = wrong(
        &parts.clone().body(|_| behind.clone()).text(),
        &["review-value-damaged"],
    );
    assert_eq!(
        param(&found, "review-value-damaged", "found"),
        Value::Text("*".into())
    );
    let cut = body(&data64, &signed64[..signed64.len() - 3]);
    wrong(
        &parts.clone().body(|_| cut.clone()).text(),
        &["review-value-cut", "review-signature-cut"],
    );
    for (placeholder, code) in [
        ("{{encodedData}}", "review-template-postman"),
        ("<your data>", "review-template-words"),
        ("AAAAAGhaH7pe...", "review-value-shortened"),
    ] {
        let text = parts.clone().body(|_| body(placeholder, &signed64)).text();
        says(&text, &[code]);
        wrong(&text, &[]);
    }
}

#[test]
fn messages_of_another_make_are_named() {
    let seconds = u64::try_from(now()).unwrap();
    let ticks = (seconds * 10_000_000 + 621_355_968_000_000_000).to_be_bytes();
    #[allow(clippy::cast_precision_loss)]
    let float = (seconds as f64).to_be_bytes();
    let digits: [u8; 8] = seconds.to_string().as_bytes()[..8].try_into().unwrap();
    let mut written = message(digits);
    written[8..10].copy_from_slice(&seconds.to_string().as_bytes()[8..]);
    for (bytes, code) in [
        (
            message((seconds * 1_000).to_be_bytes()),
            "review-message-milliseconds",
        ),
        (
            message(seconds.to_le_bytes()),
            "review-message-little-endian",
        ),
        (message(ticks), "review-message-ticks"),
        (message(float), "review-message-float"),
        (written, "review-message-digits"),
        (message([0xC3; 8]), "review-message-no-time"),
    ] {
        let found = wrong(&parts(&bytes, "ann", "-sha512").text(), &[code]);
        assert!(codes(&found, Outcome::Right).contains("review-signature-right"));
        assert_eq!(found.created_at, None);
        if let Some(time) = found
            .verdicts()
            .find(|v| v.code == code)
            .unwrap()
            .params
            .get("time")
        {
            assert_eq!(*time, Value::Time(now()), "{code}");
        }
    }
    let four = [&message([0; 8])[8..], &[]].concat();
    let four = [&u32::try_from(seconds).unwrap().to_be_bytes()[..], &four].concat();
    assert_eq!(four.len(), 96);
    wrong(
        &parts(&four, "ann", "-sha512").text(),
        &["review-message-four-bytes", "review-message-length"],
    );
    for length in [54, 99, 108, 150] {
        let mut long = right_message();
        long.extend(right_message().iter().rev().take(50));
        long.truncate(length);
        let found = wrong(
            &parts(&long, "ann", "-sha512").text(),
            &["review-message-length"],
        );
        let bytes = i64::try_from(length).unwrap();
        assert_eq!(
            param(&found, "review-message-length", "bytes"),
            Value::Number(bytes)
        );
    }
    let short = parts(&right_message()[..54], "ann", "-sha512")
        .body(|body| body.replace(r#""encodedDataFormat":"v2","#, ""));
    wrong(&short.text(), &["review-message-length-v1"]);
    let mut same = right_message();
    same[8..].fill(0);
    says(
        &parts(&same, "ann", "-sha512").text(),
        &["review-message-not-random"],
    );
    same[8..].copy_from_slice(
        &"The quick brown fox jumps over the lazy dog. "
            .repeat(3)
            .as_bytes()[..92],
    );
    says(
        &parts(&same, "ann", "-sha512").text(),
        &["review-message-text"],
    );
}

#[test]
fn the_age_of_a_message_is_told() {
    let text = right_parts().text();
    for (later, code, unit, count, wrong) in [
        (0, "review-message-age-seconds", "seconds", 0, false),
        (-60, "review-message-age-seconds", "seconds", 0, false),
        (119, "review-message-age-seconds", "seconds", 119, false),
        (120, "review-message-age-minutes", "minutes", 2, false),
        (10_000, "review-message-age-hours", "hours", 2, true),
        (172_799, "review-message-age-hours", "hours", 47, true),
        (172_800, "review-message-age-days", "days", 2, true),
        (1_000_000, "review-message-age-days", "days", 11, true),
        (-61, "review-message-future", "minutes", 1, false),
        (-1_799, "review-message-future", "minutes", 29, false),
    ] {
        let found = review(&text, now() + later);
        let said = found.verdicts().find(|verdict| verdict.code == code);
        let said =
            said.unwrap_or_else(|| panic!("{later}: {:#?}", found.verdicts().collect::<Vec<_>>()));
        assert_eq!(said.outcome == Outcome::Wrong, wrong, "{later}");
        assert_eq!(*said.params.get("time").unwrap(), Value::Time(now()));
        assert_eq!(*said.params.get(unit).unwrap(), Value::Number(count));
    }
}

#[test]
fn wrong_forms_of_the_certificate_are_named() {
    let files = Files::get();
    let (pem, der) = (files.text("ann.crt"), files.der("ann"));
    let bare = STANDARD.encode(&der);
    let chain = format!("{pem}{}", files.text("ca.crt"));
    let bag = format!("Bag Attributes\n    friendlyName: ann\nsubject=CN = ann\n{pem}");
    let double = STANDARD.encode(&bare);
    let base64_bag = STANDARD.encode(&bag);
    assert!(double.starts_with("TUlJ") && base64_bag.starts_with("QmFn"));
    let hex: String = der.iter().map(|byte| format!("{byte:02x}")).collect();
    let lines: Vec<&str> = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let folded = lines.join("\n");
    let padded = STANDARD.encode(&pem);
    // Padding can be lost only where there is some.
    let more = "\n".repeat((4 - pem.len() % 3) % 3);
    let padded = if padded.ends_with('=') {
        padded
    } else {
        STANDARD.encode(format!("{pem}{more}\n"))
    };
    assert!(padded.ends_with('='));
    for (value, expected) in [
        (double, vec!["review-certificate-double"]),
        (base64_bag, vec!["review-certificate-pem-text"]),
        (pem.clone(), vec!["review-certificate-pem-raw"]),
        (pem.replace('\n', ""), vec!["review-certificate-pem-raw"]),
        (pem.replace('\n', "\r"), vec!["review-certificate-pem-raw"]),
        (pem.replace('\n', "\\n"), vec!["review-certificate-pem-raw"]),
        (STANDARD.encode(&chain), vec!["review-certificate-several"]),
        (
            STANDARD.encode([der.clone(), files.der("ca")].concat()),
            vec!["review-certificate-several"],
        ),
        (
            STANDARD.encode(fs::read(files.path("bundle.p7b")).unwrap()),
            vec!["review-certificate-bundle", "review-certificate-several"],
        ),
        (hex.clone(), vec!["review-value-hex"]),
        (hex[..40].to_owned(), vec!["review-certificate-fingerprint"]),
        (STANDARD.encode(&hex), vec!["review-value-hex-inside"]),
        (folded.clone(), vec!["review-value-line-breaks"]),
        (folded.replace('\n', "\\n"), vec!["review-value-escapes"]),
        (
            folded.replace('\n', " "),
            vec!["review-value-spaces-inside"],
        ),
        (bare.replace('+', " "), vec!["review-value-spaces"]),
        (bare.replace('+', "%2B"), vec!["review-value-percent"]),
        (URL_SAFE.encode(&der), vec!["review-value-url-safe"]),
        (
            padded.trim_end_matches('=').to_owned(),
            vec!["review-value-padding"],
        ),
        (bare[..400].to_owned(), vec!["review-certificate-cut"]),
        (String::new(), vec!["review-certificate-missing"]),
        (
            STANDARD.encode(b"nothing that anyone knows, but long enough for a value"),
            vec!["review-certificate-unreadable"],
        ),
        (
            STANDARD.encode(files.openssl(&["req", "-in", "csr", "-outform", "DER"], b"")),
            vec!["request-only"],
        ),
        (
            STANDARD.encode(files.openssl(&["pkey", "-in", "ann.key", "-pubout"], b"")),
            vec!["public-key-only"],
        ),
        (
            STANDARD.encode(files.der("ca")),
            vec![
                "certificate-authority",
                "certificate-self-signed",
                "review-signature-other-key",
            ],
        ),
        (STANDARD.encode(files.der("short")), vec!["key-too-small"]),
        (
            STANDARD.encode(files.der("ec")),
            vec!["certificate-not-rsa"],
        ),
    ] {
        wrong(&right_parts().certificate(&value).text(), &expected);
    }
    let excess = STANDARD.encode([der, vec![0; 5]].concat());
    says(
        &right_parts().certificate(&excess).text(),
        &["review-certificate-excess"],
    );
    says(
        &right_parts().certificate(&bare[..400]).text(),
        &["review-signature-unchecked"],
    );
    let windows = STANDARD.encode(pem.replace('\n', "\r\n"));
    says(
        &right_parts().certificate(&windows).text(),
        &["review-certificate-pem-line-ends", "review-signature-right"],
    );
}

#[test]
fn an_expired_certificate_is_named() {
    let later = now() + 400 * 86_400;
    wrong_at(
        &right_parts().text(),
        later,
        &["certificate-expired", "review-message-age-days"],
    );
}

#[test]
fn wrong_headers_are_named() {
    let right = right_parts();
    let scheme = |scheme: &str| {
        Parts {
            scheme: scheme.to_owned(),
            ..right.clone()
        }
        .text()
    };
    let name = |name: &str| {
        Parts {
            name: name.to_owned(),
            ..right.clone()
        }
        .text()
    };
    for (text, code) in [
        (scheme(""), "review-header-scheme-missing"),
        (scheme("CACertificates "), "review-header-scheme"),
        (scheme("CACertficate "), "review-header-scheme"),
        (scheme("Bearer "), "review-header-scheme"),
        (
            scheme("Bearer CACertificate "),
            "review-header-scheme-bearer",
        ),
        (
            scheme("bearer: CACertificate "),
            "review-header-scheme-bearer",
        ),
        (scheme("CACertificate: "), "review-header-scheme-joined"),
        (scheme("CACertificate"), "review-header-scheme-joined"),
        (scheme("\"CACertificate "), "review-header-quoted"),
        (
            scheme("CACertificate CACertificate "),
            "review-header-scheme-twice",
        ),
        (
            scheme("Authorization: CACertificate "),
            "review-header-name-inside",
        ),
        (
            scheme("authorization:CACertificate "),
            "review-header-name-inside",
        ),
        (name("Connection"), "review-header-name"),
        (name("Autorization"), "review-header-name"),
        (name("Authorisation"), "review-header-name"),
        (name("X-Authorization"), "review-header-name"),
        (
            format!(
                "{}\n{}",
                format_args!("Authorization: {}", right.value()),
                right.text()
            ),
            "review-header-twice",
        ),
    ] {
        wrong(&text, &[code]);
    }
    // What is behind the other prefix is checked, and not called right for its own.
    let bearer = wrong(
        &scheme("Bearer CACertificate"),
        &["review-header-scheme-bearer", "review-header-scheme-joined"],
    );
    let bearer = [bearer, review(&scheme("Bearer CACertificate "), now())];
    for found in bearer {
        let right = codes(&found, Outcome::Right);
        assert!(right.contains("review-signature-right"), "{right:?}");
        assert!(!right.contains("review-header-right"), "{right:?}");
    }
    // U+0410 is drawn as an A is.
    let foreign = wrong(
        &scheme("C\u{410}Certificate "),
        &["review-header-scheme-foreign"],
    );
    assert_eq!(
        param(&foreign, "review-header-scheme-foreign", "found"),
        Value::Text("\u{410} (U+0410)".into())
    );
    let first = wrong(
        &scheme("\u{421}ACertificate "),
        &["review-header-scheme-foreign"],
    );
    assert_eq!(
        param(&first, "review-header-scheme-foreign", "found"),
        Value::Text("\u{421} (U+0421)".into())
    );
    // A letter that nobody takes for one of these.
    let other = review(&scheme("Schl\u{fc}ssel "), now());
    let wrong_codes = codes(&other, Outcome::Wrong);
    assert!(
        !wrong_codes.contains("review-header-scheme-foreign"),
        "{wrong_codes:?}"
    );
    // The sign and a header's name are shown, and nothing that may be a secret.
    for (behind, shown) in [
        (", Content-Type: application/json", ", Content-Type"),
        (";", ";"),
        (",correct-horse-battery", ","),
        ("; correct-horse-battery: staple", ";"),
    ] {
        let text = Parts {
            certificate: format!("{}{behind}", right.certificate),
            ..right.clone()
        }
        .text();
        let found = wrong(&text, &["review-header-behind"]);
        assert_eq!(
            param(&found, "review-header-behind", "found"),
            Value::Text(shown.into())
        );
    }
    // A comma in what is no certificate: the subject's name in its place.
    let text = Parts {
        certificate: "CN=ann,O=Example".to_owned(),
        ..right.clone()
    }
    .text();
    wrong(&text, &["review-value-damaged"]);
    // A name is shown whole where it is one, and a key is not.
    for (long, shown) in [
        ("Proxy-Authorization", "Proxy-Authorization"),
        (
            "X-Authorization-Of-The-Integration",
            "X-Authorization-Of-The-Integration",
        ),
        (
            "AuthorizationAuthorizationAuthorization",
            "AuthorizationAut…",
        ),
    ] {
        let found = says(&name(long), &["review-header-name"]);
        assert_eq!(
            param(&found, "review-header-name", "found"),
            Value::Text(shown.into())
        );
    }
    // HTTP has no objection, and still it may be why.
    for (prefix, code) in [
        ("cacertificate ", "review-header-scheme-case"),
        ("CaCertificate ", "review-header-scheme-case"),
        ("CACertificate  ", "review-header-scheme-spaces"),
        ("CACertificate   ", "review-header-scheme-spaces"),
    ] {
        let found = wrong(&scheme(prefix), &[]);
        assert_eq!(found.headline.code, code, "{prefix}");
        assert_eq!(found.headline.outcome, Outcome::Warning);
        let right = codes(&found, Outcome::Right);
        assert!(right.contains("review-signature-right"), "{right:?}");
        assert!(!right.contains("review-header-right"), "{right:?}");
        assert_ne!(found.next.len(), 0);
    }
    for (text, expected) in [
        (
            scheme("cacertificate  "),
            "review-header-scheme-case review-header-scheme-spaces",
        ),
        (scheme("CACertificate : "), "review-header-scheme-joined"),
        (
            scheme("cacertificate: "),
            "review-header-scheme-case review-header-scheme-joined",
        ),
    ] {
        let expected: Vec<&str> = expected.split(' ').collect();
        let found = says(&text, &expected);
        let right = codes(&found, Outcome::Right);
        assert!(!right.contains("review-header-right"), "{text}");
    }
    let three = says(
        &scheme("CACertificate   "),
        &["review-header-scheme-spaces"],
    );
    assert_eq!(
        param(&three, "review-header-scheme-spaces", "count"),
        Value::Number(3)
    );
    wrong(
        "Authorization: AnaplanAuthToken secret+token==",
        &["review-header-scheme-token"],
    );
    wrong(
        "Authorization: Basic YW5uOnBhc3N3b3Jk",
        &["review-header-scheme-basic"],
    );
    // An opaque token (RFC 6750) of 64 letters: no certificate is as short.
    wrong(
        &format!("Authorization: Bearer {}", STANDARD.encode([0x9B; 48])),
        &["review-header-scheme"],
    );
    let old = STANDARD.encode(format!("ann@example.com:{}", Files::get().text("ann.crt")));
    says(
        &format!("Authorization: AnaplanCertificate {old}\n"),
        &["review-header-scheme-old"],
    );
    says(
        "Authorization: CACertificate {{ca_cert}}",
        &["review-template-postman"],
    );
}

#[test]
fn wrong_bodies_are_named() {
    let right = right_parts();
    let fields: serde_json::Value = serde_json::from_str(&right.body).unwrap();
    let (data, signed) = (&fields["encodedData"], &fields["encodedSignedData"]);
    let (data, signed) = (data.as_str().unwrap(), signed.as_str().unwrap());
    for (codes, text) in cases::sections("bodies.txt") {
        let text = text.replace("«d»", data).replace("«s»", signed);
        let text = text.replace("«percent»", &data.replace('+', "%2B"));
        let text = text.replace("«bom»", "\u{FEFF}");
        let codes: Vec<&str> = codes.split(' ').collect();
        wrong(&right.clone().body(|_| text.clone()).text(), &codes);
    }
    let change = |from: &str, to: &str| right.clone().body(|body| body.replace(from, to)).text();
    let whole = right.clone().body(|body| STANDARD.encode(body)).text();
    wrong(&whole, &["review-body-base64"]);
    for (text, code) in [
        (
            change("\"v2\"", "\"v2\",\"more\":\"x\""),
            "review-body-field-extra",
        ),
        (
            change("\"v2\"", "\"v2\",\"encodedDataFormat\":\"v2\""),
            "review-body-field-twice",
        ),
    ] {
        says(&text, &[code]);
        wrong(&text, &[]);
    }
    // Most parsers take the last of two: what was sent is not what is checked.
    wrong(
        &change("}", ",\"encodedData\":\"AAAA\"}"),
        &["review-body-field-conflict"],
    );
    let misplaced = format!(
        "POST /token/authenticate HTTP/1.1\nHost: auth.anaplan.com\nContent-Type: application/json\nencodedDataFormat: v2\n{}",
        change("\"encodedDataFormat\":\"v2\",", "")
    );
    wrong(
        &misplaced,
        &["review-header-field", "review-body-format-missing"],
    );
}

/// The base64 of a PEM file, without its first and last line.
fn pem_body(pem: &str) -> String {
    pem.lines().filter(|line| !line.starts_with('-')).collect()
}

#[test]
fn other_things_in_the_place_of_a_request_are_named() {
    let files = Files::get();
    for (text, code) in [
        (" \n", "review-paste-empty"),
        ("hello", "review-paste-nothing"),
        (
            "<!DOCTYPE html><html><body>Please sign in</body></html>",
            "review-paste-html",
        ),
        (
            r#"{"meta":{},"status":"SUCCESS","tokenInfo":{"expiresAt":1,"tokenValue":"enc+secret"}}"#,
            "review-paste-answer",
        ),
        (
            r#"{"status":"FAILURE_BAD_CREDENTIAL","statusMessage":"Invalid credential"}"#,
            "review-paste-answer",
        ),
        (&files.text("ann.crt"), "review-paste-certificate"),
        (
            &STANDARD.encode(files.der("ann")),
            "review-paste-certificate",
        ),
        (&files.text("ann.key"), "review-paste-private-key"),
        (
            &pem_body(&files.text("ann.key")),
            "review-paste-private-key",
        ),
        (&files.text("csr"), "request-only"),
        (&right_parts().body, "review-paste-body-only"),
        (
            &format!("Authorization: {}", right_parts().value()),
            "review-paste-header-only",
        ),
        (&right_parts().value(), "review-paste-header-only"),
        (
            &format!("{0}\n{0}", right_parts().text()),
            "review-paste-several",
        ),
        (&"x".repeat(600_000), "review-paste-too-large"),
    ] {
        says(text, &[code]);
    }
}

#[test]
fn neither_a_key_nor_a_token_is_repeated() {
    let key = Files::get().text("ann.key");
    let flat: String = key.lines().filter(|line| !line.starts_with('-')).collect();
    for text in [
        key.clone(),
        format!("{}\n{key}", right_parts().text()),
        right_parts().certificate(&STANDARD.encode(&key)).text(),
        right_parts().certificate(&key).text(),
        right_parts().certificate(&flat).text(),
        right_parts().body(|_| body(&flat, &flat)).text(),
        right_parts()
            .body(|_| format!("{{\"{flat}\":\"{flat}\"}}"))
            .text(),
        format!("{flat}: {flat}\nAuthorization: {flat}"),
        format!("Authorization: AnaplanAuthToken {flat}"),
        format!("Authorization: {flat}"),
        format!("curl {flat} -H '{flat}' -X {flat} -d {flat}"),
    ] {
        let found = review(&text, now());
        for verdict in &found.verdicts().collect::<Vec<_>>() {
            for value in verdict.params.values() {
                let Value::Text(shown) = value else { continue };
                let leaked = (0..flat.len() - 20).any(|at| shown.contains(&flat[at..at + 20]));
                assert!(!leaked, "{verdict:?}");
            }
        }
    }
    says(&key, &["review-paste-private-key"]);
    says(
        &right_parts().certificate(&STANDARD.encode(&key)).text(),
        &["review-paste-private-key"],
    );
    // Sent through a form it has lost its pluses, more of them than a length tells apart. A plus at the
    // end stays: a header ends before its last space, so that it would be lost for good.
    let (front, last) = flat.split_at(flat.len() - 1);
    let lost = format!("{}{last}", front.replace('+', " "));
    assert!(lost.matches(' ').count() > 4);
    says(
        &right_parts().certificate(&lost).text(),
        &["review-paste-private-key", "review-value-spaces"],
    );
}

/// The same request in every shape of `tests/data/shapes/requests.txt`.
fn shapes(parts: &Parts) -> Vec<(String, String)> {
    let body = &parts.body;
    let fields: serde_json::Value = serde_json::from_str(body).unwrap();
    let field = |name: &str| fields[name].as_str().unwrap().to_owned();
    let pretty = body.replace("\",\"", "\",\n  \"");
    let places = [
        (
            "url",
            "https://auth.anaplan.com/token/authenticate".to_owned(),
        ),
        ("header", parts.value()),
        ("certificate", parts.certificate.clone()),
        ("body", body.clone()),
        ("encodedData", field("encodedData")),
        ("encodedSignedData", field("encodedSignedData")),
        (
            "pretty",
            pretty.replace("{\"", "{\n  \"").replace("\"}", "\"\n}"),
        ),
        ("escaped", body.replace('"', "\\\"")),
        ("doubled", body.replace('"', "\"\"")),
        ("careted", body.replace('"', "^\\^\"")),
        ("backticked", body.replace('"', "\\`\"")),
        ("single", body.replace('"', "'")),
        ("cr", "\r".to_owned()),
    ];
    let fill = |text: String| {
        let places = places.iter();
        places.fold(text, |text, (name, value)| {
            text.replace(&format!("«{name}»"), value)
        })
    };
    let sections = cases::sections("requests.txt").into_iter();
    sections.map(|(name, text)| (name, fill(text))).collect()
}

#[test]
fn one_request_gets_the_same_verdicts_in_every_shape() {
    for (shape, text) in shapes(&right_parts()) {
        let found = wrong(&text, &[]);
        let said = (found.headline.code, found.others.as_slice());
        assert_eq!(said, ("review-clean", &[][..]), "{shape}");
        let right = codes(&found, Outcome::Right);
        for code in [
            "review-address-right",
            "review-header-right",
            "review-signature-right",
            "review-body-format-right",
        ] {
            assert!(
                right.contains(code),
                "{shape}: {code}: {:#?}",
                found.verdicts().collect::<Vec<_>>()
            );
        }
        assert_eq!(found.created_at, Some(now()), "{shape}");
    }
    let sha1 = parts(&right_message(), "ann", "-sha1");
    for (shape, text) in shapes(&sha1) {
        let found = wrong(&text, &["review-signature-hash"]);
        assert_eq!(
            param(&found, "review-signature-hash", "hash"),
            "SHA-1".into(),
            "{shape}"
        );
    }
}

#[test]
fn header_and_body_may_stand_in_any_order() {
    let right = right_parts();
    let header = format!("Authorization: {}", right.value());
    for text in [
        format!("{}\n{header}", right.body),
        format!("{}\n\n{}", right.body, right.value()),
        format!("\"Authorization\": \"{}\",\n{}", right.value(), right.body),
        format!(
            "Authorization\t{}\nContent-Type\tapplication/json\n{}",
            right.value(),
            right.body
        ),
        format!("authorization\n{}\n{}", right.value(), right.body),
        format!("Header:\n{header}\n\nBody:\n{}", right.body),
    ] {
        let found = wrong(&text, &[]);
        assert!(
            codes(&found, Outcome::Right).contains("review-signature-right"),
            "{text}"
        );
    }
}

#[test]
fn wrong_calls_are_named() {
    let right = right_parts();
    let (header, body) = (right.value(), &right.body);
    let all = shapes(&right);
    let posix = &all[0].1;
    let http = &all[10].1;
    for (text, expected) in [
        (
            posix.replace("https://", "http://"),
            vec!["review-address-insecure"],
        ),
        (
            posix.replace("https://", ""),
            vec!["review-address-insecure"],
        ),
        (
            posix.replace("auth.anaplan.com", "api.anaplan.com"),
            vec!["review-address-api"],
        ),
        (
            posix.replace("auth.anaplan.com", "us1a.app.anaplan.com"),
            vec!["review-address-web-app-of-region"],
        ),
        (
            posix.replace("auth.anaplan.com", "zz9a.app.anaplan.com"),
            vec!["review-address-web-app"],
        ),
        (
            posix.replace("/authenticate", "/refresh"),
            vec!["review-address-path"],
        ),
        (posix.replace("POST", "GET"), vec!["review-address-method"]),
        (
            posix.replace("  -H 'Content-Type: application/json' \\\n", ""),
            vec!["review-header-content-type-missing"],
        ),
        (
            posix.replace("application/json", "application/x-www-form-urlencoded"),
            vec!["review-header-content-type"],
        ),
        (
            posix.replace(&format!("  -H 'Authorization: {header}' \\\n"), ""),
            vec!["review-header-missing"],
        ),
        (
            posix.replace(&format!(" \\\n  -d '{body}'"), ""),
            vec!["review-body-missing"],
        ),
        (
            http.replace("Content-Type: application/json\r\n", ""),
            vec!["review-header-content-type-missing"],
        ),
        (
            posix.replace(" \\\n", " ^\n"),
            vec!["review-paste-shell-quotes"],
        ),
        (
            format!(
                "import requests\nrequests.post('https://auth.anaplan.com/token/authenticate', headers={{'Authorization': '{header}', 'Content-Type': 'application/json'}}, data={body})"
            ),
            vec!["review-body-form"],
        ),
    ] {
        wrong(&text, &expected);
    }
    says(
        &posix.replace("auth.anaplan.com", "proxy.example.com"),
        &["review-address-host"],
    );
    // A host is Anaplan's by its whole labels.
    says(
        &posix.replace("auth.anaplan.com", "api.myanaplan.com"),
        &["review-address-host"],
    );
    says(
        &posix.replace(body.as_str(), "@body.json"),
        &["review-body-file"],
    );
    let quotes = format!(
        "curl.exe -X POST https://auth.anaplan.com/token/authenticate -H 'Authorization: {header}' -H 'Content-Type: application/json' -d '{body}'"
    );
    says(
        &quotes,
        &["review-body-powershell-quotes", "review-signature-right"],
    );
    // The command prompt has its folder in front.
    let line = posix.replace(" \\\n", "");
    for (prompt, expected) in [
        ("C:\\Users\\ann>", &["review-paste-shell-quotes"][..]),
        ("d:\\>", &["review-paste-shell-quotes"]),
        ("ann@host:~> ", &[]),
    ] {
        wrong(&format!("{prompt}{line}"), expected);
    }
    let escaped = line
        .replace(body.as_str(), &body.replace('"', "\\\""))
        .replace('\'', "\"");
    wrong(&format!("C:\\temp>{escaped}"), &[]);
    for host in ["us9.auth.anaplan.com", "ca1a.auth.anaplan.com"] {
        let found = wrong(&posix.replace("auth.anaplan.com", host), &[]);
        assert!(codes(&found, Outcome::Right).contains("review-address-right"));
    }
}

#[test]
fn hosts_of_two_regions_are_named_whatever_their_case() {
    const PROGRAM: &str = include_str!("../data/requests/program-python-two-regions.txt");
    for (login, api, is_named) in [
        (
            "https://us9.auth.anaplan.com",
            "https://api.anaplan.com",
            true,
        ),
        (
            "HTTPS://US9.Auth.Anaplan.com",
            "https://API.anaplan.com",
            true,
        ),
        ("https://auth.anaplan.com", "https://API.Anaplan.com", false),
        (
            "https://myauth.anaplan.com",
            "https://api.anaplan.com",
            false,
        ),
        (
            "https://us9.auth.anaplan.com",
            "https://myapi.anaplan.com",
            false,
        ),
    ] {
        let program = PROGRAM.split_once("---\n").unwrap().1;
        let program = program.replace("https://us9.auth.anaplan.com", login);
        let program = program.replace("https://api.anaplan.com", api);
        let found = codes(&review(&program, now()), Outcome::Wrong);
        assert_eq!(
            found.contains("review-address-regions"),
            is_named,
            "{login}, {api}"
        );
    }
}

/// How long one paste may take, however it is made; a hang is a failure, not a wait.
const PATIENCE: Duration = Duration::from_secs(10);

#[track_caller]
fn endures(text: &str) {
    let start = Instant::now();
    let found = review(text, now());
    assert!(
        start.elapsed() < PATIENCE,
        "{:?}",
        text.chars().take(80).collect::<String>()
    );
    for verdict in found.verdicts().collect::<Vec<_>>() {
        for value in verdict.params.values() {
            if let Value::Text(text) = value {
                assert!(text.chars().all(|c| !c.is_control()), "{verdict:?}");
            }
        }
    }
}

#[test]
fn damaged_requests_end_in_words() {
    let seeds: Vec<String> = shapes(&right_parts())
        .into_iter()
        .map(|(_, text)| text)
        .collect();
    let mut random = TestRandom::new(20_261_122);
    let mut number = |below: usize| random.try_next_u32().unwrap() as usize % below;
    for _ in 0..1_500 {
        let mut text: Vec<char> = seeds[number(seeds.len())].chars().collect();
        for _ in 0..=number(6) {
            let at = number(text.len().max(1));
            let end = (at + number(40)).min(text.len());
            match number(5) {
                0 => drop(text.drain(at..end)),
                1 => text.truncate(at.max(20)),
                2 => {
                    text[at.min(end.saturating_sub(1))] = [
                        '"', '\'', '{', '\\', '\u{FEFF}', '\n', '`', '^', 'é', '\u{202E}',
                    ][number(10)]
                }
                3 => {
                    let piece: Vec<char> = text[at..end].to_vec();
                    text.splice(at..at, piece);
                }
                _ => text.swap(at, end.saturating_sub(1)),
            }
            if text.is_empty() {
                break;
            }
        }
        endures(&text.into_iter().collect::<String>());
    }
}

#[test]
fn pastes_made_to_be_slow_are_not() {
    for piece in [
        "{",
        "[",
        "\"",
        "'",
        "`",
        "\\",
        "\n",
        " ",
        "A",
        "=",
        "^",
        "curl ",
        "curl -",
        "{{",
        "encodedData",
        "enc{",
        "encodedData=&\n",
        "a:",
        "A: CACertificate AA\n",
        "-----BEGIN ",
        "AA\n",
        "@\"\n",
        "\"\"\"",
        "“",
        "\"a\":\"b\",",
        "a=\"x\"+",
        "\u{FEFF}{",
        "%2B",
        "0a",
        "> ",
        "é",
        "POST /a\n",
        "\u{0}",
        "\\u",
    ] {
        for start in [
            "",
            "import requests\n",
            "@{",
            "curl -d '",
            "{\"encodedData\":\"",
            "Authorization: CACertificate ",
        ] {
            let text = |length: usize| format!("{start}{}", piece.repeat(length / piece.len()));
            grows_with_its_length(text, endures);
        }
    }
    // The longest paste that is read.
    let whole = format!("import requests\n{}", "a = \"x\" + \"y\"\n".repeat(40_000));
    endures(&whole[..512 * 1024]);
    // Variables made of variables, doubling each time.
    let mut doubling = "import requests\na0 = \"0123456789\"\n".to_owned();
    for at in 1..100 {
        let before = at - 1;
        doubling.push_str(&format!("a{at} = a{before} + a{before}\n"));
    }
    endures(&format!("{doubling}headers = {{'Authorization': a99}}"));
    let doubling: Vec<String> = (1..40)
        .map(|at| {
            format!(
                r#"{{"key":"a{}","value":"{{{{a{at}}}}}{{{{a{at}}}}}"}}"#,
                at - 1
            )
        })
        .collect();
    let item = r#"{"request":{"url":"{{a0}}/authenticate"}}"#;
    let doubling = doubling.join(",");
    endures(&format!(r#"{{"item":[{item}],"variable":[{doubling}]}}"#));
    // Below a value, each short line could be a word.
    let value = |length: usize| {
        let (value, lines) = (
            "A".repeat(length / 2),
            "\nfourteen/chars".repeat(length / 30),
        );
        format!("Authorization: CACertificate MII{value}{lines}")
    };
    grows_with_its_length(value, endures);
}

/// Each code is the headline of a paste of the corpus, or is asserted in these tests.
#[test]
fn every_code_has_a_test() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/requests");
    let mut tested: String = fs::read_dir(folder)
        .unwrap()
        .map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap())
        .filter_map(|text| {
            text.lines()
                .next()?
                .strip_prefix("headline: ")
                .map(str::to_owned)
        })
        .map(|code| format!("\"{code}\"\n"))
        .collect();
    tested.push_str(include_str!("review.rs"));
    for (codes, _) in cases::sections("bodies.txt") {
        let codes = codes.split(' ').map(|code| format!("\"{code}\"\n"));
        tested.extend(codes);
    }
    tested.push_str(include_str!("review/bounds.rs"));
    tested.push_str(include_str!("review/pastes.rs"));
    tested.push_str(include_str!("review/own.rs"));
    // There codes stand without what they have in common.
    let copied = include_str!("review/copied.rs").split([' ', '"', '\n']);
    tested.extend(copied.map(|code| format!("\"review-{code}\"\n")));
    let untested: Vec<&&str> = Finding::CODES
        .iter()
        .filter(|code| !tested.contains(&format!("\"{code}\"")))
        .collect();
    assert_eq!(untested, Vec::<&&str>::new());
}
