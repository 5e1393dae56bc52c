//! The stand-in refuses what the service refuses, each for its own reason, and takes what is right.
//! Every request here is OpenSSL's work.

use super::curl::{self, Answer};
use super::files::{bytes, path, signed};
use crate::support::now;
use crate::support::openssl::openssl;
use crate::support::service::Service;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};

/// 100 bytes with these first ones.
fn message(time: [u8; 8]) -> Vec<u8> {
    let random = openssl("rand 92", b"");
    [&time[..], &random].concat()
}

fn fresh() -> Vec<u8> {
    message(now().to_be_bytes())
}

/// As it should be made.
fn sign(message: &[u8]) -> Vec<u8> {
    signed(&format!("-sha512 -sign {}", path("own.key")), message)
}

fn header(certificate: &[u8]) -> String {
    format!("CACertificate {}", STANDARD.encode(certificate))
}

fn body(message: &[u8], signature: &[u8]) -> String {
    texts(&STANDARD.encode(message), &STANDARD.encode(signature))
}

fn texts(data: &str, signature: &str) -> String {
    serde_json::json!({"encodedDataFormat": "v2", "encodedData": data, "encodedSignedData": signature}).to_string()
}

/// What the stand-in wrote about its last request.
fn last(service: &Service) -> String {
    service.log().lines().last().unwrap().to_owned()
}

#[track_caller]
fn refuses(service: &Service, answer: &Answer, status: u16, reason: &str) {
    let log = last(service);
    assert!(log.contains(reason), "{reason:?} is not the reason: {log}");
    assert_eq!(answer.status, status, "{log}");
    let code = match status {
        401 => "FAILURE_BAD_CREDENTIAL",
        _ => "FAILURE_BAD_HEADER",
    };
    assert_eq!(answer.body["status"], code, "{log}");
    let told = answer.body["statusMessage"].as_str().unwrap();
    assert!(!told.contains(reason), "the client is told: {told}");
}

#[test]
fn it_starts_and_ends_and_leaves_nothing() {
    let service = Service::start();
    assert!(service.base.starts_with("https://localhost:"));
    let ca = service.ca.clone();
    assert!(ca.is_file());
    drop(service);
    assert!(!ca.parent().unwrap().exists(), "its folder is still there");
}

#[test]
fn a_right_request_gets_a_token_that_works_until_log_out() {
    let service = Service::start();
    for certificate in ["own.cer", "own.crt"] {
        let message = fresh();
        let body = body(&message, &sign(&message));
        let answer = curl::log_in(&service, &header(&bytes(certificate)), &body);
        assert_eq!(answer.status, 201, "{certificate}: {}", last(&service));
        assert_eq!(answer.body["status"], "SUCCESS");
        let own = format!("AnaplanAuthToken {}", answer.token());
        let bearer = format!("Bearer {}", answer.token());
        let call = |call, scheme: &str| curl::with_token(&service, call, scheme);
        assert_eq!(call(("GET", "token/validate"), &own).status, 200);
        assert_eq!(call(("GET", "token/validate"), &bearer).status, 401);
        assert_eq!(call(("GET", "2/0/users/me"), &own).status, 200);
        assert_eq!(call(("GET", "2/0/users/me"), &bearer).status, 401);
        let refreshed = call(("POST", "token/refresh"), &own);
        assert_eq!((refreshed.status, refreshed.token()), (200, answer.token()));
        let ends = |answer: &Answer| answer.body["tokenInfo"]["expiresAt"].as_u64().unwrap();
        assert!(ends(&refreshed) > ends(&answer));
        assert!(ends(&answer) > now() * 1000, "not milliseconds");
        assert_eq!(call(("POST", "token/logout"), &own).status, 204);
        assert_eq!(call(("GET", "token/validate"), &own).status, 401);
    }
}

#[test]
fn a_wrong_message_is_refused() {
    let service = Service::start();
    let milliseconds = now() * 1000;
    let wrong = [
        ("seconds old", message(milliseconds.to_be_bytes())),
        ("seconds old", message(now().to_le_bytes())),
        ("seconds old", message((now() - 400).to_be_bytes())),
        ("seconds old", message((now() + 400).to_be_bytes())),
        ("has 54 bytes", openssl("rand 54", b"")),
        ("has 108 bytes", openssl("rand 108", b"")),
    ];
    for (reason, message) in wrong {
        let body = body(&message, &sign(&message));
        let answer = curl::log_in(&service, &header(&bytes("own.cer")), &body);
        refuses(&service, &answer, 401, reason);
    }
}

#[test]
fn the_window_and_the_clock_can_be_set() {
    let log_in = |service: &Service| {
        let message = fresh();
        let body = body(&message, &sign(&message));
        curl::log_in(service, &header(&bytes("own.cer")), &body).status
    };
    let shifted = Service::with(&["--clock", "3600"]);
    assert_eq!(log_in(&shifted), 401);
    let wide = Service::with(&["--clock", "3600", "--window", "7200", "--success", "200"]);
    assert_eq!(log_in(&wide), 200);
}

#[test]
fn a_wrong_signature_is_refused() {
    let service = Service::start();
    let message = fresh();
    let (own, other) = (path("own.key"), path("other.key"));
    let text = STANDARD.encode(&message).into_bytes();
    let right = sign(&message);
    let wrong = [
        signed("-sha512 -hmac secret -binary", &message),
        signed(&format!("-sha256 -sign {own}"), &message),
        signed(&format!("-sha1 -sign {own}"), &message),
        signed(&format!("-sha512 -sign {own}"), &text),
        signed(&format!("-sha512 -sign {other}"), &message),
        signed(
            &format!("-sha512 -sigopt rsa_padding_mode:pss -sign {own}"),
            &message,
        ),
        right[..255].to_vec(),
        sign(&fresh()),
    ];
    for signature in wrong {
        let answer = curl::log_in(
            &service,
            &header(&bytes("own.cer")),
            &body(&message, &signature),
        );
        refuses(&service, &answer, 401, "does not verify");
    }
}

#[test]
fn a_wrong_body_is_refused() {
    let service = Service::start();
    let message = fresh();
    let (data, signature) = (STANDARD.encode(&message), STANDARD.encode(sign(&message)));
    let right = texts(&data, &signature);
    let (begin, end) = data.split_at(64);
    let broken = format!("{begin}\n{end}");
    // Bytes that are written with the characters in which the two alphabets differ.
    let url_safe = URL_SAFE.encode([&message[..92], &[0xFB; 8]].concat());
    let wrong = [
        (
            "fields of version 2",
            right.replace(r#""encodedDataFormat":"v2","#, ""),
        ),
        ("is not v2", right.replace("v2", "v1")),
        ("is not v2", right.replace("\"v2\"", "2")),
        ("is not JSON", right.replace('"', "'")),
        ("is not JSON", String::new()),
        ("fields of version 2", format!("[{right}]")),
        ("fields of version 2", right.replace('{', r#"{"more":"","#)),
        (
            "encodedData is not",
            texts(data.trim_end_matches('='), &signature),
        ),
        (
            "encodedSignedData is not",
            texts(&data, signature.trim_end_matches('=')),
        ),
        ("encodedData is not", texts(&broken, &signature)),
        ("encodedData is not", texts(&url_safe, &signature)),
        ("encodedData is not", texts("", &signature)),
    ];
    for (reason, body) in wrong {
        let answer = curl::log_in(&service, &header(&bytes("own.cer")), &body);
        refuses(&service, &answer, 401, reason);
    }
}

#[test]
fn a_wrong_header_is_refused() {
    let service = Service::start();
    let message = fresh();
    let body = body(&message, &sign(&message));
    let (der, pem) = (bytes("own.cer"), bytes("own.crt"));
    let right = header(&der);
    let wrong = [
        (400, "scheme", STANDARD.encode(&der)),
        (400, "scheme", right.replace("CAC", "Cac")),
        (400, "scheme", right.replace("CACertificate", "Bearer")),
        (400, "exactly one", header(STANDARD.encode(&der).as_bytes())),
        (
            400,
            "exactly one",
            header(&[b"Bag Attributes\n", &pem[..]].concat()),
        ),
        (400, "exactly one", header(&bytes("chain.crt"))),
        (400, "exactly one", header(&[&der[..], &[0]].concat())),
        (
            400,
            "no X.509",
            header(&openssl(
                &format!("pkey -in {} -outform DER", path("own.key")),
                b"",
            )),
        ),
        (400, "not standard base64", right.replace("MII", "MI-")),
        (401, "not RSA", header(&bytes("ec.crt"))),
        (401, "not RSA", header(&bytes("small.crt"))),
        (401, "does not verify", header(&bytes("other.crt"))),
    ];
    for (status, reason, authorization) in wrong {
        let answer = curl::log_in(&service, &authorization, &body);
        refuses(&service, &answer, status, reason);
    }
}

#[test]
fn a_wrong_call_is_refused() {
    let service = Service::start();
    let message = fresh();
    let body = body(&message, &sign(&message));
    let own = format!("Authorization: {}", header(&bytes("own.cer")));
    let plain = ["-H", "Content-Type: text/plain", "-H", &own, "-d", &body];
    let answer = curl::call(&service, "token/authenticate", &plain);
    refuses(&service, &answer, 400, "Content-Type");
    let answer = curl::call(&service, "token/authenticate", &["-H", &own]);
    assert_eq!(answer.status, 405);
    let nothing = ["-X", "POST", "-H", "Content-Type: application/json"];
    let answer = curl::call(&service, "token/authenticate", &nothing);
    refuses(&service, &answer, 400, "scheme");
}

#[cfg(unix)]
#[test]
fn no_folder_of_a_killed_one_stays() {
    let mut killed = Service::start();
    let folder = killed.ca.parent().unwrap().to_owned();
    killed.kill();
    assert!(folder.is_dir());
    let running = Service::start();
    assert!(!folder.exists(), "{}", folder.display());
    let other = Service::start();
    assert!(running.ca.is_file(), "another one's folder is gone");
    let folders = [&running, &other].map(|one| one.ca.parent().unwrap().to_owned());
    drop((running, other));
    for folder in folders {
        assert!(!folder.exists(), "{}", folder.display());
    }
}
