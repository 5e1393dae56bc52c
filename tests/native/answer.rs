//! What the service answers, as people paste it, and what is said about it.

use anaplan_rsa_signer::answer::{Answer, Meaning, read};
use anaplan_rsa_signer::json::MAX_BYTES;
use anaplan_rsa_signer::notice::{Severity, Value};
use std::collections::BTreeSet;
use std::process::Command;

/// The published example's time is 2025-08-01 23:08:59.887 UTC; this is half an hour before.
const NOW: i64 = 1_754_088_000;
const TOKEN: &str = "Zm9vYmFyYmF6Zm9vYmFyYmF6Zm9vYmFyYmF6+/==";

/// The published shape.
fn success() -> String {
    format!(
        r#"{{"meta":{{"validationUrl":"https://auth.anaplan.com/token/validate"}},"status":"SUCCESS","statusMessage":"Login successful","tokenInfo":{{"expiresAt":1754089739887,"tokenId":"b7a1","tokenValue":"{TOKEN}","refreshTokenId":"c8b2"}}}}"#
    )
}

fn failure(status: &str) -> String {
    format!(r#"{{"status":"{status}","statusMessage":"Not Authorized"}}"#)
}

fn codes(answer: &Answer) -> Vec<&str> {
    answer.notices.iter().map(|notice| notice.code).collect()
}

fn value(answer: &Answer) -> Option<&str> {
    answer.token.as_ref().map(|token| token.value.as_str())
}

#[test]
fn a_login_gives_the_token_its_header_and_its_time() {
    let answer = read(&success(), NOW);
    let token = answer.token.as_ref().unwrap();
    assert_eq!(*token.authorization, format!("AnaplanAuthToken {TOKEN}"));
    assert_eq!(*token.value, TOKEN);
    assert_eq!(token.expires_at, Some(1_754_089_739_887));
    assert_eq!(token.refresh_token, None);
    assert_eq!(answer.status.as_deref(), Some("SUCCESS"));
    assert_eq!(answer.status_message.as_deref(), Some("Login successful"));
    assert!(answer.notices.is_empty(), "{answer:?}");
}

#[test]
fn a_refresh_token_is_taken_where_there_is_one() {
    let text = success().replace(
        "\"refreshTokenId\"",
        "\"refreshToken\":\"abc==\",\"refreshTokenId\"",
    );
    let token = read(&text, NOW).token.unwrap();
    assert_eq!(token.refresh_token.unwrap().as_str(), "abc==");
}

#[test]
fn a_login_is_read_however_it_is_pasted() {
    let json = success();
    let pretty = json
        .replace(',', ",\n  ")
        .replace('{', "{\n  ")
        .replace(':', ": ")
        .replace(": //", "://");
    let escaped = json.replace('"', "\\\"");
    for text in [
        json.clone(),
        pretty.clone(),
        pretty.replace('\n', "\r\n"),
        format!("\u{feff}  {json}\n\n"),
        format!("HTTP/2 201 \r\ncontent-type: application/json\r\ndate: x\r\n\r\n{json}"),
        format!(
            "HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 201 Created\r\nA: b\r\n\r\n{json}"
        ),
        format!(
            "> Authorization: CACertificate MIIC\n>\n{{ [5 bytes data]\n< HTTP/2 201\n< a: b\n<\n{{ [812 bytes data]\n{json}\n* Connection #0 left intact"
        ),
        format!("Status: 201 Created\nTime: 312 ms\nBody\n{json}"),
        format!(
            "POST /token/authenticate HTTP/1.1\r\nHost: a\r\n\r\n{{\"encodedData\":\"AAAA\"}}\r\nHTTP/1.1 201 Created\r\nA: b\r\n\r\n{json}"
        ),
        format!("```json\n{json}\n```"),
        format!("{{\"statusCode\":201,\"headers\":{{\"a\":\"b\"}},\"body\":{json}}}"),
        format!("[{json}]"),
        format!("\"{escaped}\""),
        json.replace("tokenValue", "extra\":{\"a\":[1,null,true]},\"tokenValue"),
        json.replace("1754089739887", "\"1754089739887\""),
    ] {
        let answer = read(&text, NOW);
        assert_eq!(value(&answer), Some(TOKEN), "{text}");
        assert_eq!(
            answer.token.as_ref().unwrap().expires_at,
            Some(1_754_089_739_887),
            "{text}"
        );
        assert!(answer.notices.is_empty(), "{text}: {answer:?}");
    }
}

#[test]
fn what_was_changed_on_the_way_is_read_and_told() {
    for (text, code) in [
        (success().replace('"', "'"), "answer-single-quotes"),
        (success().replace('"', "”"), "answer-typographic-quotes"),
        (
            success().trim_end_matches("\"c8b2\"}}").to_owned(),
            "answer-cut",
        ),
    ] {
        let answer = read(&text, NOW);
        assert_eq!(value(&answer), Some(TOKEN), "{text}");
        assert_eq!(codes(&answer), [code], "{text}");
    }
}

/// Wherever it is cut, there is no half of a token, and the cut is told.
#[test]
fn a_cut_answer_gives_a_whole_token_or_none() {
    let text = success();
    let whole = text.find(TOKEN).unwrap() + TOKEN.len();
    for length in 1..text.len() {
        let answer = read(&text[..length], NOW);
        let expected = (length > whole).then_some(TOKEN);
        assert_eq!(value(&answer), expected, "{length}");
        assert!(!answer.notices.is_empty(), "{length}");
        let told = codes(&answer).contains(&"answer-cut");
        assert!(told, "{length}: {answer:?}");
    }
}

#[test]
fn a_token_that_was_blotted_out_is_none() {
    for token in [
        "eyJh…",
        "abc...xyz",
        "********",
        "<tokenValue>",
        "{{token}}",
        "",
    ] {
        let answer = read(&success().replace(TOKEN, token), NOW);
        assert_eq!(value(&answer), None, "{token}");
        assert_eq!(codes(&answer), ["answer-token-damaged"], "{token}");
    }
    let wrapped = format!("{}\n  {}", &TOKEN[..9], &TOKEN[9..]);
    assert_eq!(
        value(&read(&success().replace(TOKEN, &wrapped), NOW)),
        Some(TOKEN)
    );
}

#[test]
fn the_time_of_a_token_is_weighed() {
    let at = 1_754_089_739;
    for (now, told, expected, code) in [
        (at - 1, "1754089739887", 1_754_089_739_887, None),
        (
            at,
            "1754089739887",
            1_754_089_739_887,
            Some("answer-expired"),
        ),
        (
            at + 9_000_000,
            "1754089739887",
            1_754_089_739_887,
            Some("answer-expired"),
        ),
        (at - 86_400, "1754089739887", 1_754_089_739_887, None),
        (
            at - 86_401,
            "1754089739887",
            1_754_089_739_887,
            Some("answer-expiry-implausible"),
        ),
        (
            at - 60,
            "1754089739",
            1_754_089_739_000,
            Some("answer-expiry-in-seconds"),
        ),
        (
            at + 60,
            "1754089739",
            1_754_089_739_000,
            Some("answer-expired"),
        ),
        (
            at,
            "1754089739887000",
            1_754_089_739_887_000,
            Some("answer-expiry-implausible"),
        ),
        (
            at,
            "9223372036854775807",
            i64::MAX,
            Some("answer-expiry-implausible"),
        ),
    ] {
        let answer = read(&success().replace("1754089739887", told), now);
        assert_eq!(
            answer.token.as_ref().unwrap().expires_at,
            Some(expected),
            "{told} at {now}"
        );
        assert_eq!(codes(&answer).first().copied(), code, "{told} at {now}");
    }
    for told in ["null", "-1", "1.5", "\"soon\"", "92233720368547758080"] {
        let answer = read(&success().replace("1754089739887", told), NOW);
        assert_eq!(answer.token.as_ref().unwrap().expires_at, None, "{told}");
        assert_eq!(codes(&answer), ["answer-expiry-untold"], "{told}");
    }
    let params = &read(&success(), at + 60).notices[0].params;
    assert_eq!(params.get("since"), Some(&Value::Time(at)));
}

#[test]
fn a_bare_token_is_a_token() {
    for text in [
        TOKEN.to_owned(),
        format!(" \"{TOKEN}\"\n"),
        format!("AnaplanAuthToken {TOKEN}"),
        format!("Authorization: AnaplanAuthToken {TOKEN}\r\n"),
    ] {
        let answer = read(&text, NOW);
        assert_eq!(value(&answer), Some(TOKEN), "{text}");
        assert_eq!(codes(&answer), ["answer-expiry-untold"], "{text}");
    }
    for text in [
        "AnaplanAuthToken",
        "AnaplanAuthToken {{token}}",
        "Unauthorized",
        "https://auth.anaplan.com/token/authenticate",
    ] {
        assert_eq!(value(&read(text, NOW)), None, "{text}");
    }
}

/// What our own exports print: the token, then the answers to the calls.
#[test]
fn the_output_of_an_export_is_read() {
    let validated = r#"{"meta":{},"status":"SUCCESS","statusMessage":"Token validated","tokenInfo":{"expiresAt":1754089739887,"tokenId":"b7"}}"#;
    let answer = read(
        &format!("AnaplanAuthToken {TOKEN}\n{validated}\n{{\"meta\":{{}}}}"),
        NOW,
    );
    assert_eq!(value(&answer), Some(TOKEN));
    assert_eq!(answer.token.unwrap().expires_at, Some(1_754_089_739_887));
    let refused = format!("HTTP status 401\n{}", failure("FAILURE_BAD_CREDENTIAL"));
    assert_eq!(codes(&read(&refused, NOW))[0], "answer-bad-credential");
}

#[test]
fn refusals_are_told_with_the_likeliest_cause_first() {
    for (text, first, second) in [
        (
            failure("FAILURE_BAD_CREDENTIAL"),
            "answer-bad-credential",
            "answer-cause-stale",
        ),
        (
            failure("FAILURE_BAD_HEADER"),
            "answer-bad-header",
            "answer-cause-header-name",
        ),
        (
            failure("FAILURE_NEW_KIND"),
            "answer-failure",
            "answer-cause-stale",
        ),
        (
            "HTTP/1.1 400 Bad Request\r\n\r\n".to_owned(),
            "answer-bad-request",
            "answer-cause-body",
        ),
        (
            "Unauthorized".to_owned(),
            "answer-unauthorized",
            "answer-cause-stale",
        ),
        (
            r#"{"message":"Unauthorized","statusCode":401}"#.to_owned(),
            "answer-unauthorized",
            "answer-cause-stale",
        ),
        (
            "Invoke-RestMethod : The remote server returned an error: (401) Unauthorized."
                .to_owned(),
            "answer-unauthorized",
            "answer-cause-stale",
        ),
        (
            "Response status code does not indicate success: 400 (Bad Request).".to_owned(),
            "answer-bad-request",
            "answer-cause-body",
        ),
        (
            format!("HTTP/2 401\r\n\r\n{}", failure("FAILURE_BAD_HEADER")),
            "answer-bad-header",
            "answer-cause-header-name",
        ),
    ] {
        let answer = read(&text, NOW);
        assert_eq!(codes(&answer)[..2], [first, second], "{text}");
        assert_eq!(answer.notices[0].severity, Severity::Error);
        let causes = &answer.notices[1..];
        assert!(causes.len() >= 3, "{text}");
        assert!(
            causes
                .iter()
                .all(|notice| notice.severity == Severity::Information)
        );
        assert!(answer.token.is_none());
    }
    let answer = read(&failure("FAILURE_NEW_KIND"), NOW);
    assert_eq!(
        *answer.notices[0].params.get("status").unwrap(),
        Value::Text("FAILURE_NEW_KIND".into())
    );
    assert_eq!(answer.status_message.as_deref(), Some("Not Authorized"));
}

/// Texts that hold no token, and the one code that names each.
fn other_things() -> Vec<(String, &'static str)> {
    let html = |inside: &str| {
        format!("<!DOCTYPE html>\n<html><head><title>x</title></head><body>{inside}</body></html>")
    };
    let password = html("<form><input type=\"password\"></form>");
    vec![
        (String::new(), "answer-empty"),
        (" \n\t".to_owned(), "answer-empty"),
        ("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n".to_owned(), "answer-empty"),
        ("HTTP/1.1 204 No Content\r\nDate: x\r\n\r\n".to_owned(), "answer-no-content"),
        ("HTTP status 204".to_owned(), "answer-no-content"),
        ("HTTP/1.1 302 Found\r\nLocation: https://login.example/\r\n\r\n".to_owned(), "answer-redirect"),
        (format!("HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n{}", html("moved")), "answer-redirect"),
        (password.clone(), "answer-login-page"),
        (format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{password}"), "answer-login-page"),
        (html("<h1>Sign in to continue</h1>"), "answer-login-page"),
        (html("<h1>Welcome</h1>"), "answer-web-page"),
        (html("<script>var a = {\"b\":1}; {}</script>Welcome"), "answer-web-page"),
        (html("<h1>403 Forbidden</h1>"), "answer-forbidden"),
        (format!("HTTP/2 403\r\nserver: x\r\n\r\n{}", html("request id 1")), "answer-forbidden"),
        ("HTTP/2 403\r\n\r\n".to_owned(), "answer-forbidden"),
        ("403 Forbidden".to_owned(), "answer-forbidden"),
        (r#"{"message":"Forbidden","code":403}"#.to_owned(), "answer-forbidden"),
        ("HTTP/1.1 404 Not Found\r\n\r\n".to_owned(), "answer-not-found"),
        (format!("HTTP/1.1 404 Not Found\r\n\r\n{}", html("?")), "answer-not-found"),
        ("HTTP/1.1 405 Method Not Allowed\r\n\r\n".to_owned(), "answer-method-not-allowed"),
        ("Method Not Allowed".to_owned(), "answer-method-not-allowed"),
        ("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n".to_owned(), "answer-proxy-authentication"),
        ("HTTP/1.1 415 Unsupported Media Type\r\n\r\n".to_owned(), "answer-unsupported-media-type"),
        ("HTTP/1.1 429 Too Many Requests\r\n\r\n".to_owned(), "answer-too-many-requests"),
        ("HTTP/1.1 418 I'm a teapot\r\n\r\n".to_owned(), "answer-other-status"),
        ("HTTP/1.1 500 Internal Server Error\r\n\r\n".to_owned(), "answer-server-error"),
        ("502 Bad Gateway".to_owned(), "answer-server-error"),
        (r#"{"encodedDataFormat":"v2","encodedData":"AAAA","encodedSignedData":"BBBB"}"#.to_owned(), "answer-request"),
        ("curl -X POST -H 'Authorization: CACertificate MIIC' https://auth.anaplan.com/token/authenticate".to_owned(), "answer-request"),
        ("POST /token/authenticate HTTP/1.1\r\nAuthorization: CACertificate MIIC\r\n\r\n".to_owned(), "answer-request"),
        ("CACertificate MIICabc".to_owned(), "answer-request"),
        ("-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----".to_owned(), "answer-certificate"),
        (format!("MIIC{}", "A".repeat(800)), "answer-certificate"),
        ("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----".to_owned(), "answer-private-key"),
        ("curl: (6) Could not resolve host: auth.anaplan.co".to_owned(), "answer-unreached"),
        ("curl: (7) Failed to connect to auth.anaplan.com port 443 after 2 ms".to_owned(), "answer-unreached"),
        ("curl: (60) SSL certificate problem: unable to get local issuer certificate".to_owned(), "answer-untrusted"),
        (r#"{"status":"SUCCESS","statusMessage":"Login successful"}"#.to_owned(), "answer-no-token"),
        (r#"{"meta":{"schema":"x"},"status":{"code":200,"message":"Success"},"user":{"id":"1"}}"#.to_owned(), "answer-other-call"),
        (r#"{"status":"SUCCESS","tokenInfo":{"expiresAt":1754089739887,"tokenId":"b7"}}"#.to_owned(), "answer-validation"),
        (r#"{"a":1}"#.to_owned(), "answer-unknown"),
        ("hello".to_owned(), "answer-unknown"),
        ("{".to_owned(), "answer-cut"),
        ("{}".to_owned(), "answer-unknown"),
        ("x".repeat(MAX_BYTES + 1), "answer-too-long"),
    ]
}

#[test]
fn every_other_thing_is_named() {
    for (text, code) in other_things() {
        let answer = read(&text, NOW);
        let shown: String = text.chars().take(90).collect();
        assert_eq!(codes(&answer), [code], "{shown}");
        assert!(answer.token.is_none(), "{shown}");
    }
}

/// Nothing is there to be said that no text brings about.
#[test]
fn every_meaning_can_be_reached() {
    let mut texts: Vec<String> = other_things().into_iter().map(|(text, _)| text).collect();
    texts.extend(["FAILURE_BAD_CREDENTIAL", "FAILURE_BAD_HEADER", "FAILURE_X"].map(failure));
    texts.extend(["400 Bad Request", "401", TOKEN].map(str::to_owned));
    texts.extend(["'", "”"].map(|quote| success().replace('"', quote)));
    texts.push(success().replace(TOKEN, "…"));
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for now in [NOW, NOW + 90_000, NOW - 90_000] {
        texts.push(success().replace("9887", "9"));
        for text in &texts {
            seen.extend(read(text, now).notices.iter().map(|notice| notice.code));
        }
        texts.push(success());
    }
    let all: BTreeSet<&str> = Meaning::CODES.iter().copied().collect();
    assert_eq!(seen, all);
}

#[test]
fn no_notice_holds_a_token_and_what_is_shown_is_visible() {
    let text = success()
        .replace("SUCCESS", "FAIL\u{202e}URE")
        .replace("Login", "Lo\\ngin");
    let answer = read(&text, NOW);
    assert_eq!(answer.status.as_deref(), Some("FAIL[U+202E]URE"));
    assert_eq!(
        answer.status_message.as_deref(),
        Some("Lo[U+000A]gin successful")
    );
    for text in [
        success().replace(TOKEN, &format!("{TOKEN}*")),
        success().replace('"', "'"),
        failure(TOKEN),
        success() + "x",
    ] {
        let answer = read(&text, NOW + 90_000);
        assert!(
            !format!("{:?}", answer.notices).contains(TOKEN),
            "{answer:?}"
        );
    }
}

/// The stand-in answers in the real one's shapes: what it says to a call without a login.
#[test]
fn what_the_stand_in_answers_is_read() {
    let service = crate::support::service::Service::start();
    for (path, body, code) in [
        ("/token/authenticate", "{}", "answer-bad-header"),
        ("/token/validate", "", "answer-bad-credential"),
    ] {
        let mut curl = Command::new("curl");
        curl.args(["--silent", "--include", "--data", body, "--cacert"])
            .arg(&service.ca);
        let output = curl
            .arg(format!("{}{path}", service.base))
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(codes(&read(&text, NOW))[0], code, "{text}");
    }
}
