//! Several mistakes in one request: each is found, whatever the others are.

use super::made::{Files, Parts, body, hmac, message, now, parts, right_message, right_parts};
use super::wrong;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

#[test]
fn several_mistakes_at_once_are_all_found() {
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
    let hex: String = hmac().iter().map(|byte| format!("{byte:02x}")).collect();
    let third = format!(
        "Authorization: {}\n\n{{\"encodedData\":\"{data}\",\"encodedSignedData\":\"{}\"}}",
        files.text("ann.crt").replace('\n', "\r\n"),
        hex
    );
    let fourth = right.certificate(&STANDARD.encode(files.der("other")));
    let fourth = Parts {
        name: "Autorization".to_owned(),
        scheme: "CACertificates ".to_owned(),
        ..fourth
    };
    let cases: [(String, &[&str]); 4] = [
        (
            first.text(),
            &[
                "review-certificate-double",
                "review-message-milliseconds",
                "review-signature-hash",
            ],
        ),
        (
            second.text(),
            &[
                "review-header-name",
                "review-body-single-quotes",
                "review-signature-hash",
                "review-signature-of-base64",
            ],
        ),
        (
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
            fourth.body(|body| body.replace("\"v2\"", "\"V2\"")).text(),
            &[
                "review-header-name",
                "review-header-scheme",
                "review-body-format-value",
                "review-signature-other-key",
            ],
        ),
    ];
    for (text, expected) in cases {
        wrong(&text, expected);
    }
}
