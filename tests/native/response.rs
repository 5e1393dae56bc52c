//! Responses of Anaplan, as people paste it, and what is said about it.

use crate::support::cases::{rows, sections};
use crate::support::openssl::{Folder, Key};
use crate::support::{TestRandom, grows_with_its_length, read as request};
use anaplan_rsa_signer::certificate::Certificate;
use anaplan_rsa_signer::input::{Object, read_text};
use anaplan_rsa_signer::json::MAX_BYTES;
use anaplan_rsa_signer::notice::{Severity, Value};
use anaplan_rsa_signer::protocol::{Reply, Request};
use anaplan_rsa_signer::request::HeaderForm;
use anaplan_rsa_signer::response::{Made, Place, Response, ResponseNotice, read};
use anaplan_rsa_signer::sample;
use anaplan_rsa_signer::session::Session;
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

fn codes(response: &Response) -> Vec<&str> {
    response.notices.iter().map(|notice| notice.code).collect()
}

fn value(response: &Response) -> Option<&str> {
    response.token.as_ref().map(|token| token.value.as_str())
}

#[test]
fn a_login_gives_the_token_its_header_and_its_time() {
    let response = read(&success(), None, NOW);
    let token = response.token.as_ref().unwrap();
    assert_eq!(*token.authorization, format!("AnaplanAuthToken {TOKEN}"));
    assert_eq!(*token.value, TOKEN);
    assert_eq!(token.expires_at, Some(1_754_089_739_887));
    assert_eq!(token.refresh_token, None);
    assert_eq!(response.status.as_deref(), Some("SUCCESS"));
    assert_eq!(response.status_message.as_deref(), Some("Login successful"));
    assert!(response.notices.is_empty(), "{response:?}");
}

#[test]
fn a_refresh_token_is_taken_where_there_is_one() {
    let text = success().replace(
        "\"refreshTokenId\"",
        "\"refreshToken\":\"abc==\",\"refreshTokenId\"",
    );
    let token = read(&text, None, NOW).token.unwrap();
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
        format!("{{}}\n{json}"),
        // As the programs of this project print it.
        format!("{{\"token\": \"{TOKEN}\", \"expiresAt\": 1754089739887}}\n"),
    ] {
        let response = read(&text, None, NOW);
        assert_eq!(value(&response), Some(TOKEN), "{text}");
        assert_eq!(
            response.token.as_ref().unwrap().expires_at,
            Some(1_754_089_739_887),
            "{text}"
        );
        assert!(response.notices.is_empty(), "{text}: {response:?}");
    }
}

#[test]
fn altered_responses_are_read_and_reported() {
    for (text, code) in [
        (success().replace('"', "'"), "response-single-quotes"),
        (success().replace('"', "”"), "response-typographic-quotes"),
        (
            success().trim_end_matches("\"c8b2\"}}").to_owned(),
            "response-cut",
        ),
    ] {
        let response = read(&text, None, NOW);
        assert_eq!(value(&response), Some(TOKEN), "{text}");
        assert_eq!(codes(&response), [code], "{text}");
    }
}

/// Wherever it is cut, there is no half of a token, and the cut is told.
#[test]
fn a_cut_response_gives_a_whole_token_or_none() {
    let text = success();
    let whole = text.find(TOKEN).unwrap() + TOKEN.len();
    for length in 1..text.len() {
        let response = read(&text[..length], None, NOW);
        let expected = (length > whole).then_some(TOKEN);
        assert_eq!(value(&response), expected, "{length}");
        assert!(!response.notices.is_empty(), "{length}");
        let told = codes(&response).contains(&"response-cut");
        assert!(told, "{length}: {response:?}");
    }
}

#[test]
fn a_redacted_token_is_not_a_token() {
    for token in [
        "eyJh…",
        "abc...xyz",
        "********",
        "<tokenValue>",
        "{{token}}",
        "",
    ] {
        let response = read(&success().replace(TOKEN, token), None, NOW);
        assert_eq!(value(&response), None, "{token}");
        assert_eq!(codes(&response), ["response-token-damaged"], "{token}");
    }
    let wrapped = format!("{}\n  {}", &TOKEN[..9], &TOKEN[9..]);
    assert_eq!(
        value(&read(&success().replace(TOKEN, &wrapped), None, NOW)),
        Some(TOKEN)
    );
}

#[test]
fn the_expiry_of_a_token_is_judged() {
    let at = 1_754_089_739;
    for [after, told, expected, code] in rows(
        "
        -1      | 1754089739887       | 1754089739887       |
        0       | 1754089739887       | 1754089739887       | response-expired
        9000000 | 1754089739887       | 1754089739887       | response-expired
        -86400  | 1754089739887       | 1754089739887       |
        -86401  | 1754089739887       | 1754089739887       | response-expiry-implausible
        -60     | 1754089739          | 1754089739000       | response-expiry-in-seconds
        60      | 1754089739          | 1754089739000       | response-expired
        -86401  | 1754089739          | 1754089739000       | response-expiry-implausible
        90000   | 1754089739          | 1754089739000       | response-expired
        0       | 99999999999         | 99999999999000      | response-expiry-implausible
        0       | 100000000000        | 100000000000        | response-expired
        0       | 1754089739887000    | 1754089739887000    | response-expiry-implausible
        0       | 9223372036854775807 | 9223372036854775807 | response-expiry-implausible",
    ) {
        let now = at + after.parse::<i64>().unwrap();
        let response = read(&success().replace("1754089739887", told), None, now);
        let expires_at = response.token.as_ref().unwrap().expires_at;
        assert_eq!(expires_at, expected.parse().ok(), "{told} at {now}");
        let first = codes(&response).first().copied().unwrap_or_default();
        assert_eq!(first, code, "{told} at {now}");
    }
    for told in ["null", "0", "-1", "1.5", "\"soon\"", "92233720368547758080"] {
        let response = read(&success().replace("1754089739887", told), None, NOW);
        assert_eq!(response.token.as_ref().unwrap().expires_at, None, "{told}");
        assert_eq!(codes(&response), ["response-expiry-untold"], "{told}");
    }
    let params = &read(&success(), None, at + 60).notices[0].params;
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
        let response = read(&text, None, NOW);
        assert_eq!(value(&response), Some(TOKEN), "{text}");
        assert_eq!(codes(&response), ["response-expiry-untold"], "{text}");
    }
    for text in [
        "AnaplanAuthToken",
        "AnaplanAuthToken {{token}}",
        "Unauthorized",
        "https://auth.anaplan.com/token/authenticate",
        "theserviceansweredinonesinglelongword",
        "0A:1b:2C:3d:4E:5f:6A:7b:8C:9d:0E:1f:2A:3b:4C:5d",
        "0A1b2C3d-4E5f-6A7b-8C9d-0E1f2A3b4C5d",
        "ip-10-0-12-34.eu-central-1.compute.internal",
    ] {
        assert_eq!(value(&read(text, None, NOW)), None, "{text}");
    }
}

/// What our own exports print: the token, then the responses to the calls.
#[test]
fn the_output_of_an_export_is_read() {
    let validated = r#"{"meta":{},"status":"SUCCESS","statusMessage":"Token validated","tokenInfo":{"expiresAt":1754089739887,"tokenId":"b7"}}"#;
    let response = read(
        &format!("AnaplanAuthToken {TOKEN}\n{validated}\n{{\"meta\":{{}}}}"),
        None,
        NOW,
    );
    assert_eq!(value(&response), Some(TOKEN));
    assert_eq!(response.token.unwrap().expires_at, Some(1_754_089_739_887));
    let refused = format!("HTTP status 401\n{}", failure("FAILURE_BAD_CREDENTIAL"));
    assert_eq!(
        codes(&read(&refused, None, NOW))[0],
        "response-bad-credential"
    );
}

#[test]
fn refusals_list_the_likeliest_cause_first() {
    for [text, first, second] in rows(
        r#"
        {"status":"FAILURE_BAD_CREDENTIAL"}           | response-bad-credential | stale
        {"status":"FAILURE_BAD_HEADER"}               | response-bad-header     | header-name
        {"status":"FAILURE_NEW_KIND"}                 | response-failure        | stale
        HTTP/1.1 400 Bad Request                      | response-bad-request    | body
        Unauthorized                                  | response-unauthorized   | stale
        {"message":"Unauthorized","statusCode":401}   | response-unauthorized   | stale
        The remote server returned an error: (401) Unauthorized.  | response-unauthorized | stale
        Response status code does not indicate success: 400 (Bad Request). | response-bad-request | body
        {"meta":{"schema":"x"},"status":{"code":401,"message":"Unauthorized"}} | response-unauthorized | stale
        HTTP/2 401¶¶{"status":"FAILURE_BAD_HEADER"}   | response-bad-header     | header-name
        headers: {}¶body: {"status":"FAILURE_BAD_HEADER"} | response-bad-header | header-name
        {"status":"FAILURE_BAD_CREDENTIAL","statusMessage":"Not Authenticated."} | response-bad-credential | stale
        {"status":"FAILURE_BAD_CREDENTIAL","statusMessage":"User is disabled"} | response-bad-credential-told | stale
        {"message":"No such user","statusCode":401}   | response-unauthorized-told | stale
        401 Client Error: Unauthorized for url: https://auth.anaplan.com/token/authenticate then /2/0/users/me | response-unauthorized | stale"#,
    ) {
        let text = text.replace('¶', "\r\n");
        let second = format!("response-cause-{second}");
        let response = read(&text, None, NOW);
        assert_eq!(codes(&response)[..2], [first, second.as_str()], "{text}");
        assert_eq!(response.notices[0].severity, Severity::Error);
        let causes = &response.notices[1..];
        assert!(causes.len() >= 3, "{text}");
        assert!(
            causes
                .iter()
                .all(|notice| notice.severity == Severity::Information)
        );
        assert!(response.token.is_none());
    }
    let response = read(&failure("FAILURE_NEW_KIND"), None, NOW);
    assert_eq!(
        *response.notices[0].params.get("status").unwrap(),
        Value::Text("FAILURE_NEW_KIND".into())
    );
    assert_eq!(response.status_message.as_deref(), Some("Not Authorized"));
}

/// What the service says beyond its word is told first.
#[test]
fn the_sentence_of_a_refusal_is_told() {
    let text = r#"{"status":"FAILURE_BAD_CREDENTIAL","statusMessage":" User is disabled"}"#;
    let told = read(text, None, NOW);
    let message = told.notices[0].params.get("message");
    assert_eq!(message, Some(&Value::Text("User is disabled".into())));
}

/// A sentence that only repeats the refusal is not quoted.
#[test]
fn a_sentence_that_says_nothing_is_not_told() {
    for said in [
        "FAILURE_BAD_CREDENTIAL",
        "Bad credentials",
        "Not Authorized!",
        "Unauthorized.",
    ] {
        let text = format!(r#"{{"status":"FAILURE_BAD_CREDENTIAL","statusMessage":"{said}"}}"#);
        let response = read(&text, None, NOW);
        assert_eq!(
            response.notices[0].code, "response-bad-credential",
            "{said}"
        );
    }
}

/// The path of a call that is made with a token tells that the login is not what was refused.
#[test]
fn the_refusal_of_a_later_call_is_told_from_that_of_a_login() {
    let made = made_with_sample();
    for text in [
        r#"{"meta":{"schema":"x"},"status":{"code":401,"message":"Unauthorized"},"path":"/2/0/workspaces"}"#,
        "requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url: https://api.anaplan.com/1/3/workspaces",
        "> GET /token/validate HTTP/2\n< HTTP/2 401\n<\n{\"status\":\"FAILURE_BAD_CREDENTIAL\"}",
        "Request URL: https://api.anaplan.com/2/0/models\n{\"status\":\"FAILURE_BAD_CREDENTIAL\"}",
        "Invoke-RestMethod -Uri https://api.anaplan.com/2/0/models\n{\"status\":\"FAILURE_BAD_CREDENTIAL\"}",
    ] {
        for made in [None, Some(&made)] {
            assert_eq!(
                codes(&read(text, made, NOW)),
                ["response-later-call"],
                "{text}"
            );
        }
    }
}

/// An answer to a login holds addresses of later calls, which nobody made.
#[test]
fn an_address_in_the_refusal_of_a_login_is_no_later_call() {
    let file = include_str!("../data/requests/other-response.txt");
    let (_, documented) = file.split_once("---\n").unwrap();
    let exchange = format!("> POST /token/authenticate HTTP/2\n< HTTP/2 401\n<\n{documented}");
    let link = r#"{"status":"FAILURE_BAD_CREDENTIAL","statusMessage":"See https://help.anaplan.com/1/3/x"}"#;
    // An address without a scheme ends before the next word.
    let host = r#"{"status":"FAILURE_BAD_CREDENTIAL","statusMessage":"url: auth.anaplan.com, /1/3/x was not called"}"#;
    let made = made_with_sample();
    for text in [documented, &exchange, link, host] {
        for made in [None, Some(&made)] {
            let response = read(text, made, NOW);
            let codes = codes(&response);
            assert!(codes[0].starts_with("response-bad-credential"), "{codes:?}");
        }
    }
}

/// What the certificate itself shows is certain, and stands before what is only possible; what lies
/// ahead, and what is no refusal of a login, brings none of it.
#[test]
fn what_the_certificate_shows_is_the_first_cause() {
    let made = made_with_sample();
    let last = last_second();
    for (now, text, expected) in [
        (
            last + 1,
            failure("FAILURE_BAD_CREDENTIAL"),
            "response-bad-credential certificate-expired certificate-self-signed response-cause-age",
        ),
        (
            last,
            "401".to_owned(),
            "response-unauthorized certificate-self-signed response-cause-age response-cause-user",
        ),
        (
            last + 1,
            failure("FAILURE_BAD_HEADER"),
            "response-bad-header response-cause-header-name response-cause-header-value response-cause-header-form",
        ),
        (
            last + 1,
            "HTTP/2 503\n\n".to_owned(),
            "response-server-error",
        ),
    ] {
        let response = read(&text, Some(&made), now);
        let codes = codes(&response);
        let expected: Vec<&str> = expected.split(' ').collect();
        assert_eq!(
            codes.get(..expected.len()),
            Some(&expected[..]),
            "{codes:?}"
        );
    }
}

fn sample() -> Certificate {
    let mut objects = read_text(sample::CERTIFICATE).objects;
    match objects.pop() {
        Some(Object::Certificate(der)) => Certificate::from_der(&der).unwrap(),
        _ => panic!("not a certificate"),
    }
}

fn made_with_sample() -> Made {
    Made::new(u64::try_from(NOW).unwrap(), &sample())
}

/// The last second of the sample's certificate.
fn last_second() -> i64 {
    sample().not_after()
}

/// A service that is overloaded or broken has not judged the request: its status comes before the word
/// in its JSON and before what a page says, and no causes of a refusal follow.
#[test]
fn a_status_of_the_service_itself_comes_before_the_rest() {
    for [text, expected] in rows(
        r#"
        HTTP/1.1 503 Service Unavailable¶A: b¶¶{"status":"FAILURE_BAD_CREDENTIAL","statusMessage":"x"} | server-error
        HTTP/2 500¶¶{"status":"FAILURE_NEW_KIND","statusMessage":"x"}                        | server-error
        HTTP/2 599¶¶{"status":"FAILURE_BAD_HEADER"}                                          | server-error
        {"status":"FAILURE_BAD_CREDENTIAL","statusCode":502}                                 | server-error
        HTTP/2 429¶retry-after: 60¶¶{"status":"FAILURE_BAD_CREDENTIAL","statusMessage":"x"}  | too-many-requests retry-after
        < HTTP/2 429¶< Retry-After:  60 ¶<¶{"a":1}                                           | too-many-requests retry-after
        HTTP/1.1 503 x¶Retry-After: Fri, 01 Aug 2025 23:00:00 GMT¶¶                          | server-error retry-after-date
        HTTP/1.1 503 x¶Retry-After: 60¶¶<html>blocked <input type="password"></html>         | server-error retry-after
        HTTP/1.1 429 x¶Retry-After:¶¶                                                        | too-many-requests
        HTTP/1.1 429 x¶Retry-After: Wednesday, 06-Nov-94 08:49:37 GMT¶¶                      | too-many-requests retry-after-date
        HTTP/1.1 429 x¶Retry-After: Wednesday, 06-Nov-1994 08:49:37 GMT¶¶                    | too-many-requests
        HTTP/1.1 429 x¶Retry-After: soon¶¶                                                   | too-many-requests
        HTTP/1.1 429 x¶¶retry-after: 60                                                      | too-many-requests
        HTTP/1.1 503 x¶Retry-After: 60¶¶HTTP/1.1 502 x¶¶                                     | server-error
        HTTP/1.1 404 x¶Retry-After: 60¶¶                                                     | not-found
        HTTP/1.1 401 x¶Retry-After: 60¶¶{"status":"FAILURE_BAD_HEADER"}                      | bad-header cause-header-name cause-header-value cause-header-form"#,
    ) {
        let text = text.replace('¶', "\r\n");
        let response = read(&text, None, NOW);
        let expected: Vec<String> = expected
            .split(' ')
            .map(|code| format!("response-{code}"))
            .collect();
        assert_eq!(codes(&response), expected, "{text}");
        // Anaplan's own words are shown all the same.
        let word = text.contains("\"status\"");
        assert_eq!(response.status.is_some(), word, "{text}");
    }
    let told = read("HTTP/2 429\r\nretry-after: 60\r\n\r\n", None, NOW);
    let seconds = told.notices[1].params.get("seconds");
    assert_eq!(seconds, Some(&Value::Number(60)));
}

/// A page that was pasted without its headers tells its status in its title, and that is said.
#[test]
fn the_title_of_a_page_tells_its_status() {
    for [title, code] in rows(
        "
        502 Bad Gateway                     | response-server-error
        503 Service Temporarily Unavailable | response-server-error
        504 Gateway Time-out                | response-server-error
        Gateway Timeout                     | response-server-error
        a.example ¦ 502: Bad gateway        | response-server-error
        Service Unavailable                 | response-server-error
        429 Too Many Requests               | response-too-many-requests
        HTTP Status 404 – Not Found         | response-not-found
        403 Forbidden                       | response-forbidden
        407 Proxy Authentication Required   | response-login-page
        Service Unavailable at 9            |
        365 Portal                          |
        400 Bad Request                     |
        Welcome                             |",
    ) {
        let title = title.replace('¦', "|");
        let page = format!(
            "<html>\r\n<HEAD><TITLE lang=en>\r\n {title}</TITLE></HEAD><center>nginx</center></html>"
        );
        let response = read(&page, None, NOW);
        if code.is_empty() {
            assert_eq!(codes(&response), ["response-web-page"], "{title}");
            continue;
        }
        assert_eq!(codes(&response), [code, "response-page-title"], "{title}");
        let shown = response.notices[1].params.get("title");
        assert_eq!(shown, Some(&Value::Text(title)));
        // A status line counts more.
        let response = read(&format!("HTTP/1.1 405 x\r\n\r\n{page}"), None, NOW);
        assert_eq!(codes(&response), ["response-method-not-allowed"]);
    }
    for page in ["<html><title", "<html><title>502 Bad", "<html></title>502"] {
        assert_eq!(codes(&read(page, None, NOW)), ["response-web-page"]);
    }
    let hostile = format!("<title>502 \u{202e}{}</title>", "x".repeat(99));
    let response = read(&hostile, None, NOW);
    let expected = format!("502 [U+202E]{}", "x".repeat(75));
    let shown = response.notices[1].params.get("title");
    assert_eq!(shown, Some(&Value::Text(expected)));
}

/// Texts that hold no token, and the one code that names each: `tests/data/shapes/responses.txt`.
fn other_things() -> Vec<(String, String)> {
    let html = |inside: &str| {
        format!("<!DOCTYPE html>\n<html><head><title>x</title></head><body>{inside}</body></html>")
    };
    let fill = |(code, text): (String, String)| {
        let text = text.replace("«cr»", "\r");
        let Some((before, rest)) = text.split_once("«html ") else {
            return (text, code);
        };
        let (inside, after) = rest.split_once('»').unwrap();
        (format!("{before}{}{after}", html(inside)), code)
    };
    let mut all: Vec<_> = sections("responses.txt").into_iter().map(fill).collect();
    all.extend(
        [
            (" \n\t".to_owned(), "response-empty"),
            (format!("MIIC{}", "A".repeat(800)), "response-certificate"),
            ("x".repeat(MAX_BYTES), "response-unknown"),
            ("x".repeat(MAX_BYTES + 1), "response-too-long"),
        ]
        .map(|(text, code)| (text, code.to_owned())),
    );
    all
}

/// An object that a program printed in the way of its language holds the same token.
#[test]
fn a_printed_object_gives_its_token() {
    let time = "1754089739887";
    for text in [
        format!(
            "\nmeta          : @{{validationUrl=https://auth.anaplan.com/token/validate}}\nstatus        : SUCCESS\nstatusMessage : Login successful\ntokenInfo     : @{{expiresAt={time}; tokenId=ce81; tokenValue={TOKEN}; refreshTokenId=c8b2}}\n"
        ),
        format!(
            "{{meta={{validationUrl=https://auth.anaplan.com/token/validate}}, status=SUCCESS, tokenInfo={{expiresAt={time}, tokenId=b7, tokenValue={TOKEN}}}}}"
        ),
        format!("map[status:SUCCESS tokenInfo:map[expiresAt:{time} tokenValue:{TOKEN}]]"),
        format!("expiresAt  : {time}\r\ntokenId    : b7\r\ntokenValue : {TOKEN}\r\n"),
        format!("{{\"tokenInfo\"=>{{\"expiresAt\"=>{time}, \"tokenValue\"=>\"{TOKEN}\"}}}}"),
        format!("{{\"region\": \"eu1\"}}\nexpiresAt  : {time}\ntokenValue : {TOKEN}\n"),
    ] {
        let response = read(&text, None, NOW);
        assert_eq!(value(&response), Some(TOKEN), "{text}");
        let expires_at = response.token.as_ref().unwrap().expires_at;
        assert_eq!(expires_at, Some(1_754_089_739_887), "{text}");
        assert!(response.notices.is_empty(), "{response:?}");
        let told = |words| text.contains(words).then_some(words);
        assert_eq!(response.status.as_deref(), told("SUCCESS"), "{text}");
        let message = response.status_message.as_deref();
        assert_eq!(message, told("Login successful"), "{text}");
    }
    let cut = read("tokenValue : Zm9vYmFyYmF6Zm9vYmFy...\n", None, NOW);
    assert_eq!(codes(&cut), ["response-token-damaged"]);
    let cut = read("tokenInfo : @{tokenValue=Zm9v}", None, NOW);
    assert_eq!(codes(&cut), ["response-token-damaged"]);
}

/// The words of tools for a login that Anaplan refused.
#[test]
fn a_refusal_is_read_out_of_a_tools_words() {
    for text in [
        "curl: (22) The requested URL returned error: 401",
        "requests.exceptions.HTTPError: 401 Client Error: Unauthorized for url: https://auth.anaplan.com/token/authenticate",
        "urllib.error.HTTPError: HTTP Error 401: Unauthorized",
        "java.io.IOException: Server returned HTTP response code: 401 for URL: https://auth.anaplan.com/token/authenticate",
        "Response status code does not indicate success: 401 (Unauthorized).",
        "AxiosError: Request failed with status code 401",
        "HTTP POST on resource 'https://auth.anaplan.com:443/token/authenticate' failed: unauthorized (401).",
        "401",
    ] {
        assert_eq!(
            codes(&read(text, None, NOW))[0],
            "response-unauthorized",
            "{text}"
        );
    }
}

/// A session that made a request knows it: when, with which certificate, for which address.
#[test]
fn the_causes_name_the_request_that_was_made_here() {
    let day = 86_400;
    let folder = Folder::new();
    folder.key("own", Key::Rsa(2048));
    folder.certificate(
        "own",
        "-subj /CN=Ann -addext subjectAltName=email:ann@example.com",
    );
    folder.key("nameless", Key::Other);
    folder.certificate("nameless", "-subj /CN=Ann");
    let born = {
        let der = folder.feed("x509 -in own.crt -outform DER", b"");
        Certificate::from_der(&der).unwrap().not_before()
    };
    let begun = u64::try_from(born).unwrap();
    let responses = |name: &str, created: u64, later: u64| {
        let mut session = Session::default();
        let random = &mut TestRandom::new(1);
        let request = request(
            &folder.text(&format!("{name}.crt")),
            &folder.text(&format!("{name}.key")),
        );
        let _ = session.answer(request, created, random);
        let header_form = HeaderForm::Der;
        let reply = session.answer(Request::Generate { header_form }, created, random);
        assert!(matches!(reply, Reply::Generated(_)), "{reply:?}");
        // The inputs may have been emptied since.
        let _ = session.answer(request_of_nothing(), created, random);
        ["FAILURE_BAD_CREDENTIAL", "401"].map(|status| {
            let text = if status == "401" {
                status.to_owned()
            } else {
                failure(status)
            }
            .into();
            match session.answer(Request::Response { text }, created + later, random) {
                Reply::Response(response) => *response,
                other => panic!("{other:?}"),
            }
        })
    };
    for (name, created, later, expected) in [
        (
            "own",
            begun + 60,
            30,
            "authority self-signed not-registered user issuer",
        ),
        (
            "own",
            begun + 60,
            300,
            "authority self-signed age not-registered user",
        ),
        (
            "own",
            begun + 60 * day - 31,
            30,
            "authority self-signed not-registered user issuer",
        ),
        (
            "own",
            begun + 60 * day - 30,
            30,
            "authority self-signed user revoked not-registered",
        ),
        (
            "own",
            begun + 100 * day,
            3000,
            "authority self-signed age user revoked",
        ),
        (
            "own",
            begun + 400 * day,
            30,
            "expired authority self-signed user revoked not-registered",
        ),
        (
            "nameless",
            begun + 100 * day,
            30,
            "no-email authority self-signed revoked not-registered issuer",
        ),
    ] {
        for response in responses(name, created, later) {
            let causes: Vec<&str> = codes(&response)[1..]
                .iter()
                .map(|code| code.strip_prefix("response-cause-").unwrap_or(code))
                .collect();
            let causes = causes.join(" ").replace("certificate-", "");
            assert_eq!(causes, expected, "{name} {created} {later}");
            let made = response.made.unwrap();
            assert_eq!(made.created_at, created);
            let text = format!("{:?}", response.notices);
            assert!(name != "own" || text.contains("ann@example.com"), "{text}");
        }
    }
    let mut session = Session::default();
    let text = "401".to_owned().into();
    let Reply::Response(response) =
        session.answer(Request::Response { text }, 0, &mut TestRandom::new(1))
    else {
        panic!("another reply");
    };
    assert!(response.made.is_none());
}

fn request_of_nothing() -> Request {
    request("", "")
}

#[test]
fn input_without_a_token_is_named() {
    for (text, code) in other_things() {
        let response = read(&text, None, NOW);
        let shown: String = text.chars().take(90).collect();
        assert_eq!(codes(&response), [code.as_str()], "{shown}");
        assert!(response.token.is_none(), "{shown}");
        let place = match code.as_str() {
            "response-request" => Some(Place::Check),
            "response-certificate" => Some(Place::Certificate),
            "response-private-key" => Some(Place::PrivateKey),
            _ => None,
        };
        assert_eq!(response.belongs_in, place, "{shown}");
    }
}

/// Each status line could be the last.
#[test]
fn many_status_lines_are_read_in_time_that_grows_with_their_number() {
    let text = |length: usize| "HTTP200:\n".repeat(length / 9);
    grows_with_its_length(text, |text| drop(read(text, None, NOW)));
}

/// Nothing is there to be said that no text brings about.
#[test]
fn every_notice_can_be_reached() {
    let mut texts: Vec<String> = other_things().into_iter().map(|(text, _)| text).collect();
    texts.extend(["FAILURE_BAD_CREDENTIAL", "FAILURE_BAD_HEADER", "FAILURE_X"].map(failure));
    texts.extend(["400 Bad Request", "401", "401 for url: /2/0/models", TOKEN].map(str::to_owned));
    texts.extend(["'", "”"].map(|quote| success().replace('"', quote)));
    texts.extend(["FAILURE_BAD_CREDENTIAL", "401"].map(|status| {
        format!(r#"{{"status":"{status}","statusCode":401,"statusMessage":"Disabled"}}"#)
    }));
    texts.push(success().replace(TOKEN, "…"));
    texts.push("<title>502 Bad Gateway</title>".to_owned());
    texts.extend(
        ["60", "Fri, 01 Aug 2025 23:00:00 GMT"].map(|value| {
            format!("HTTP/1.1 503 Service Unavailable\r\nRetry-After: {value}\r\n\r\n")
        }),
    );
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for now in [NOW, NOW + 90_000, NOW - 90_000] {
        texts.push(success().replace("9887", "9"));
        for text in &texts {
            seen.extend(
                read(text, None, now)
                    .notices
                    .iter()
                    .map(|notice| notice.code),
            );
        }
        texts.push(success());
    }
    // These are of a request that was made here, and have a test of their own.
    let made = ["age", "issuer", "not-registered", "revoked", "user"];
    let made = made.map(|cause| format!("response-cause-{cause}"));
    seen.extend(made.iter().map(String::as_str));
    let all: BTreeSet<&str> = ResponseNotice::CODES.iter().copied().collect();
    assert_eq!(seen, all);
}

#[test]
fn no_notice_holds_a_token_or_a_control_character() {
    let text = success()
        .replace("SUCCESS", "FAIL\u{202e}URE")
        .replace("Login", "Lo\\ngin");
    let response = read(&text, None, NOW);
    assert_eq!(response.status.as_deref(), Some("FAIL[U+202E]URE"));
    assert_eq!(
        response.status_message.as_deref(),
        Some("Lo[U+000A]gin successful")
    );
    for text in [
        success().replace(TOKEN, &format!("{TOKEN}*")),
        success().replace('"', "'"),
        failure(TOKEN),
        success() + "x",
    ] {
        let response = read(&text, None, NOW + 90_000);
        assert!(
            !format!("{:?}", response.notices).contains(TOKEN),
            "{response:?}"
        );
    }
}

/// The stand-in responses in the real one's shapes: what it says to a call without a login.
#[test]
fn responses_of_the_stand_in_are_read() {
    let service = crate::support::service::Service::start();
    for (path, body, code) in [
        ("/token/authenticate", "{}", "response-bad-header"),
        ("/token/validate", "", "response-bad-credential"),
    ] {
        let mut curl = Command::new("curl");
        curl.args(["--silent", "--include", "--data", body, "--cacert"])
            .arg(&service.ca);
        let output = curl
            .arg(format!("{}{path}", service.base))
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(codes(&read(&text, None, NOW))[0], code, "{text}");
    }
}
