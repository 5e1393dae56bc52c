//! What people paste that is no request, or a request as some tool shows it: each is named for what
//! it is, and nothing false is said of the rest.

use super::made::{Files, Parts, body, message, now, parts, right_message, right_parts};
use super::{says, wrong};
use anaplan_rsa_signer::review::{Outcome, review};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

const URL: &str = "https://auth.anaplan.com/token/authenticate";

/// The values of a right request: the header's, `encodedData`, `encodedSignedData`.
fn values() -> (String, String, String) {
    let right = right_parts();
    let object: serde_json::Value = serde_json::from_str(&right.body).unwrap();
    let field = |name: &str| object[name].as_str().unwrap().to_owned();
    (
        right.value(),
        field("encodedData"),
        field("encodedSignedData"),
    )
}

/// Exactly this is wrong, exactly this is remarked, and the signature was found and verified.
#[track_caller]
fn verifies(text: &str, expected: &[&str], remarks: &[&str]) {
    let found = wrong(text, expected);
    let remarked = super::codes(&found, Outcome::Remark);
    assert_eq!(remarked, remarks.iter().copied().collect(), "{text}");
    assert!(
        super::codes(&found, Outcome::Right).contains("review-signature-right"),
        "{:#?}\n{text}",
        found.verdicts().collect::<Vec<_>>()
    );
}

/// This is all that is said.
#[track_caller]
fn only(text: &str, code: &str) {
    let found = review(text, now());
    let codes: Vec<&str> = found.verdicts().map(|verdict| verdict.code).collect();
    assert_eq!(codes, [code], "{text}");
}

/// A curl command with these marks around its arguments.
fn curl(mark: char) -> String {
    let right = right_parts();
    format!(
        "curl -X POST {mark}{URL}{mark} \\\n -H {mark}Authorization: {}{mark} \\\n --header {mark}Content-Type: application/json{mark} \\\n -d {mark}{}{mark}",
        right.value(),
        right.body
    )
}

#[test]
fn a_token_and_its_calls_are_no_login() {
    let (_, data, signed) = values();
    let token = format!("{data}.{signed}");
    only(&token, "review-paste-token");
    only(&format!("\"{token}\""), "review-paste-token");
    only(&format!("AnaplanAuthToken {token}"), "review-paste-token");
    for (method, address) in [
        ("GET", "https://api.anaplan.com/2/0/users/me"),
        ("POST", "https://auth.anaplan.com/token/refresh"),
    ] {
        let call =
            format!("curl -X {method} {address} -H 'Authorization: AnaplanAuthToken {token}'");
        only(&call, "review-paste-token");
    }
    // The login itself with the wrong scheme is one, wrongly made.
    let right = right_parts();
    says(
        &curl('\'').replace(&right.value(), &format!("AnaplanAuthToken {token}")),
        &["review-header-scheme-token"],
    );
}

#[test]
fn one_value_alone_is_named() {
    let (_, data, signed) = values();
    let found = wrong(&data, &[]);
    assert_eq!(found.created_at, Some(now()));
    says(&data, &["review-paste-message", "review-message-right"]);
    only(&signed, "review-paste-signature");
    for (bits, code) in [
        (512, "review-paste-nothing"),
        (1024, "review-paste-signature"),
        (5120, "review-paste-signature"),
        (6144, "review-paste-signature"),
        (8192, "review-paste-signature"),
    ] {
        only(&STANDARD.encode(vec![0xC3; bits / 8]), code);
    }
}

#[test]
fn pages_of_a_proxy_are_named() {
    for page in [
        "<html><head><title>Sign in</title></head></html>",
        "\n\n<form action=\"/login\"><input type=\"password\"></form>",
        "HTTP/1.1 302 Found\r\nLocation: https://login.example\r\n\r\n<html>",
    ] {
        only(page, "review-paste-html");
    }
}

#[test]
fn an_answer_below_the_request_is_no_part_of_it() {
    let request = right_parts().text();
    for answer in [
        "HTTP/1.1 401 Unauthorized\nContent-Type: application/json\n\n{\"status\":\"FAILURE_BAD_CREDENTIAL\",\"statusMessage\":\"Not Authorized\"}",
        "{\"status\":\"FAILURE_BAD_CREDENTIAL\",\"statusMessage\":\"Not Authorized\"}",
        "{\"meta\":{\"validationUrl\":\"https://auth.anaplan.com/token/validate\"},\"status\":\"SUCCESS\"}",
    ] {
        verifies(&format!("{request}\n\n{answer}"), &[], &[]);
    }
}

#[test]
fn a_copy_that_was_cut_is_named_where_it_ends() {
    let right = right_parts();
    let text = right.text();
    // 200 signs of the signature's base64 are left, and a part of the certificate's.
    let (head, cut) = (text.find('{').unwrap(), text.len() - 2 - 144);
    let expected = ["review-body-cut", "review-signature-cut"];
    wrong(&text[..cut], &expected);
    let start = text.find("MII").unwrap();
    assert!(start + 400 < head);
    wrong(&text[..start + 400], &["review-certificate-cut"]);
}

#[test]
fn word_processors_quotation_marks_and_dashes_are_named() {
    let straight = curl('\'');
    verifies(&straight, &[], &[]);
    let smart = straight.replace(" '", " ‘").replace('\'', "’");
    verifies(&smart, &["review-paste-smart-quotes"], &[]);
    let both = smart.replace('"', "”");
    let expected = ["review-paste-smart-quotes", "review-body-smart-quotes"];
    verifies(&both, &expected, &[]);
    let dashes = straight.replace(" --", " —").replace(" -", " –");
    verifies(&dashes, &["review-paste-dashes"], &[]);
    // Hyphens that end a word, and dashes inside values, are nobody's options.
    verifies(&format!("{straight} --silent"), &[], &[]);
}

#[test]
fn a_space_behind_the_sign_of_continuation_is_named() {
    let posix = curl('\'');
    let inner = right_parts().body.replace('"', "\\\"");
    let cmd = curl('"').replace(&right_parts().body, &inner);
    for text in [
        posix.replace("\\\n", "\\ \n"),
        cmd.replace("\\\n", "^ \n"),
        posix.replace("curl ", "curl.exe ").replace("\\\n", "`\t\n"),
    ] {
        let found = review(&text, now());
        assert!(
            super::codes(&found, Outcome::Wrong).contains("review-paste-continuation"),
            "{text}"
        );
        assert!(super::codes(&found, Outcome::Right).contains("review-signature-right"));
    }
}

#[test]
fn variables_of_a_shell_are_followed() {
    let (right, straight) = (right_parts(), curl('\''));
    let with = |before: String, value: &str| {
        let call = straight.replace(&format!("'{}'", right.body), value);
        format!("{before}\n{call}")
    };
    let set = format!("BODY='{}'", right.body);
    verifies(&with(set.clone(), "\"$BODY\""), &[], &[]);
    verifies(&with(format!("export {set}"), "${BODY}"), &[], &[]);
    // Of two values, the last is sent.
    let twice = format!("BODY='{{}}'\n{set}");
    verifies(&with(twice, "\"$BODY\""), &[], &[]);
    // In single quotation marks the name itself is sent.
    says(&with(set, "'$BODY'"), &["review-template-shell"]);
    says(
        &with(String::new(), "\"$BODY\""),
        &["review-template-shell"],
    );
    let cert = format!("CERT={}", right.certificate);
    let call = straight.replace(
        &format!("'Authorization: {}'", right.value()),
        "\"Authorization: CACertificate $CERT\"",
    );
    verifies(&format!("{cert}\n{call}"), &[], &[]);
}

#[test]
fn postman_files_and_browser_records_are_read() {
    let (header, data, signed) = values();
    let right = right_parts();
    let schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";
    let export = |login: serde_json::Value| {
        let me = json!({"name": "me", "request": {
            "method": "GET", "header": [{"key": "Authorization", "value": "AnaplanAuthToken {{t}}"}],
            "url": {"raw": "https://api.anaplan.com/2/0/users/me"}}});
        json!({"info": {"name": "x", "schema": schema}, "item": [me, {"name": "login", "request": login}]})
    };
    let headers = json!([{"key": "Authorization", "value": header, "type": "text"},
        {"key": "Content-Type", "value": "application/json", "type": "text"}]);
    let raw = export(json!({"method": "POST", "header": headers.clone(),
        "body": {"mode": "raw", "raw": right.body}, "url": {"raw": URL}}));
    let form = |mode: &str| {
        let field = |key: &str, value: &str| json!({"key": key, "value": value, "type": "text"});
        let fields = [
            field("encodedDataFormat", "v2"),
            field("encodedData", &data),
            field("encodedSignedData", &signed),
        ];
        export(json!({"method": "POST", "header": headers.clone(),
            "body": {"mode": mode, mode: fields}, "url": {"raw": "{{auth_base_url}}/token/authenticate"}}))
    };
    verifies(&raw.to_string(), &[], &[]);
    verifies(&serde_json::to_string_pretty(&raw).unwrap(), &[], &[]);
    for mode in ["urlencoded", "formdata"] {
        verifies(&form(mode).to_string(), &["review-body-form"], &[]);
    }
    let har = json!({"log": {"entries": [{
        "request": {"method": "POST", "url": URL,
            "headers": [{"name": "Authorization", "value": header}, {"name": "content-type", "value": "application/json"}],
            "postData": {"mimeType": "application/json", "text": right.body}},
        "response": {"status": 401, "content": {"text": "{\"status\":\"FAILURE_BAD_CREDENTIAL\"}"}}}]}});
    verifies(&har.to_string(), &[], &[]);
    verifies(&serde_json::to_string_pretty(&har).unwrap(), &[], &[]);
}

#[test]
fn programs_dictionaries_are_read_and_what_they_send_is_told() {
    let (header, data, signed) = values();
    let fields = format!(
        "'encodedDataFormat': 'v2', 'encodedData': '{data}', 'encodedSignedData': '{signed}'"
    );
    let headers = format!("{{'Authorization': '{header}', 'Content-Type': 'application/json'}}");
    let dictionary = ["review-body-dictionary"];
    verifies(&format!("{headers}\n{{{fields}}}"), &[], &dictionary);
    let post = |arguments: &str| {
        format!(
            "import requests\nheaders = {headers}\nbody = {{{fields}}}\nrequests.post('{URL}', headers=headers, {arguments})"
        )
    };
    verifies(&post("json=body"), &[], &[]);
    verifies(&post("data=str(body)"), &["review-body-form"], &[]);
    let bytes = post("json=body").replace("Data': '", "Data': b'");
    verifies(&bytes, &["review-value-python-bytes"], &[]);
    // What is text already becomes a JSON string.
    let twice = ["review-body-text-of-json"];
    verifies(&post("json=json.dumps(body)"), &twice, &[]);
    let made = |how: &str, argument: &str| {
        let call = post(argument);
        call.replace("requests.post", &format!("payload = {how}\nrequests.post"))
    };
    verifies(&made("json.dumps(body)", "json = payload"), &twice, &[]);
    verifies(&made("json.dumps(body)", "data=payload"), &[], &[]);
    verifies(&made("dict(body)", "json=payload"), &[], &[]);
    let again = made("json.dumps(body)", "json=payload");
    let again = again.replace(
        "requests.post",
        "payload = json.loads(payload)\nrequests.post",
    );
    verifies(&again, &[], &[]);
    let text = right_parts().body;
    let text = format!(
        "import requests\npayload = '{text}'\nrequests.post('{URL}', json=payload, headers={headers})"
    );
    verifies(&text, &twice, &[]);
    let fetch = |before: &str, options: &str| {
        format!("{before}fetch('{URL}', {{ method: 'POST', headers: {headers}, {options} }})")
    };
    let (object, object_text) = (format!("{{ {fields} }}"), ["review-body-object"]);
    verifies(&fetch("", &format!("body: {object}")), &object_text, &[]);
    verifies(
        &fetch("", &format!("\"body\": {object}")),
        &object_text,
        &[],
    );
    // Of a variable it is not certain.
    let set = format!("const login = {object};\n");
    verifies(&fetch(&set, "body: login"), &[], &[]);
    let call = "body: JSON.stringify(login)";
    verifies(&fetch(&set, call), &[], &[]);
    // So do programs whose values are not written out.
    let signer = "const signed = crypto.createSign('SHA512').update(message).sign(key);\n";
    let fetched = fetch(
        signer,
        "body: { encodedData: data, encodedSignedData: signed }",
    );
    says(&fetched, &object_text);
    let signing = "sig = key.sign(message, padding.PKCS1v15(), hashes.SHA512())\nbody = {'encodedData': b64encode(message)}\n";
    let dumped = format!("import requests\n{signing}requests.post('{URL}', json=json.dumps(body))");
    says(&dumped, &twice);
    // Wrappers such as this one make JSON of it.
    let wrapper = fetch("", &format!("body: {object}")).replace("fetch", "await $fetch");
    verifies(&wrapper, &[], &[]);
    let table = format!(
        "@{{\n Authorization = '{header}'\n encodedDataFormat = 'v2'\n encodedData = '{data}'\n encodedSignedData = '{signed}'\n}}"
    );
    verifies(&table, &[], &dictionary);
    let alias = format!(
        "curl -Method POST -ContentType application/json {URL} -H @{{Authorization='{header}'}} -Body '{}'",
        right_parts().body
    );
    verifies(&alias, &[], &[]);
}

#[test]
fn forms_are_named_however_they_are_sent() {
    let (header, data, signed) = values();
    let curl = format!(
        "curl {URL} -H 'Authorization: {header}' -H 'Content-Type: application/json' -F encodedDataFormat=v2 -F 'encodedData={data}' --form 'encodedSignedData={signed}'"
    );
    verifies(&curl, &["review-body-form"], &[]);
    // curl takes these marks off, as Postman's export relies on.
    let quoted = format!(
        "curl {URL} --header 'Authorization: {header}' --form 'encodedDataFormat=\"v2\"' --form 'encodedData=\"{data}\";type=text/plain' -F 'encodedSignedData=\"{signed}\"'"
    );
    let form = ["review-body-form", "review-header-content-type-missing"];
    verifies(&quoted, &form, &[]);
    let literal = quoted.replace(
        "--form 'encodedDataFormat",
        "--form-string 'encodedDataFormat",
    );
    let value = ["review-body-format-value"];
    verifies(&literal, &[&form[..], &value].concat(), &[]);
    let part = |name: &str, value: &str| {
        format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let http = format!(
        "POST /token/authenticate HTTP/1.1\r\nHost: auth.anaplan.com\r\nAuthorization: {header}\r\nContent-Type: multipart/form-data; boundary=x\r\n\r\n{}{}{}--x--",
        part("encodedDataFormat", "v2"),
        part("encodedData", &data),
        part("encodedSignedData", &signed)
    );
    let expected = ["review-header-content-type", "review-body-form"];
    verifies(&http, &expected, &[]);
    let (certificate, mark) = (right_parts().certificate, "review-paste-fields");
    for text in [
        format!("CA Certificate\n{certificate}\nencodedData\n{data}\nencodedSignedData\n{signed}"),
        format!("certificate: {certificate}\nencodedData: {data}\nencodedSignedData: {signed}"),
    ] {
        verifies(&text, &[], &[mark]);
    }
}

#[test]
fn what_copying_adds_is_named_or_overlooked() {
    let right = right_parts();
    let text = right.text();
    verifies(&format!("\u{FEFF}{text}"), &[], &[]);
    verifies(&text.replace(' ', "\u{A0}"), &[], &[]);
    // A word that is base64 by its letters, below short lines; the last line has no padding.
    let short = super::wrapped(&right.certificate, 16);
    let word = format!(
        "Authorization: CACertificate {short}\nRequestbody\n{}",
        right.body
    );
    verifies(&word, &["review-value-line-breaks"], &[]);
    let fenced = format!("```\n{}\n```\n```json\n{}\n```", right.value(), right.body);
    verifies(&fenced, &[], &[]);
    let entities = text.replace('"', "&quot;");
    verifies(&entities, &["review-body-entities"], &[]);
    let more = entities.replace('=', "&#61;").replace('+', "&#x2B;");
    verifies(&more, &["review-body-entities"], &[]);
    let comment = right
        .clone()
        .body(|body| body.replace("{\"", "{ // v2\n\""));
    verifies(&comment.text(), &["review-body-comment"], &[]);
    let invisible = text.replace("CACertificate ", "CACertificate \u{200B}");
    verifies(&invisible, &["review-value-invisible"], &[]);
    for mark in ['\u{2060}', '\u{202A}', '\u{2066}', '\u{61C}', '\u{FE0F}'] {
        let invisible = text.replace("Data\":\"A", &format!("Data\":\"{mark}A"));
        verifies(&invisible, &["review-value-invisible"], &[]);
    }
}

#[test]
fn the_line_of_openssl_is_a_value_in_hexadecimal() {
    let signature = Files::get().sign("ann", "-sha512", &right_message());
    let digits: String = signature.iter().map(|b| format!("{b:02x}")).collect();
    let line = format!("RSA-SHA2-512(stdin)= {digits}");
    let text = right_parts()
        .body(|_| body(&STANDARD.encode(right_message()), &line))
        .text();
    verifies(&text, &["review-value-hex"], &[]);
}

#[test]
fn finer_clocks_are_named_and_random_bytes_are_none() {
    let seconds = u64::try_from(now()).unwrap();
    for scale in [1_000_000, 1_000_000_000] {
        let bytes = message((seconds * scale).to_be_bytes());
        verifies(
            &parts(&bytes, "ann", "-sha512").text(),
            &["review-message-finer"],
            &[],
        );
    }
    // Nanoseconds of another decade are random bytes, as in v1.
    let bytes = message((4 * seconds / 3 * 1_000_000_000).to_be_bytes());
    let text = parts(&bytes, "ann", "-sha512").text();
    verifies(&text, &["review-message-no-time"], &[]);
}

#[test]
fn placeholders_are_not_read_as_values() {
    let text = "Authorization: CACertificate <paste here>\n\n{\"encodedDataFormat\":\"v2\",\"encodedData\":\"<data>\",\"encodedSignedData\":\"<signed>\"}";
    let found = wrong(text, &[]);
    assert!(super::codes(&found, Outcome::Remark).contains("review-template-words"));
}

/// The base64 of a certificate may have a sign that is no letter anywhere.
#[test]
fn a_scheme_that_is_joined_is_found_whatever_follows() {
    let right = right_parts();
    let certificate = format!("MII+{}", &right.certificate[4..]);
    let joined = Parts {
        scheme: "CACertificate".to_owned(),
        certificate,
        ..right
    };
    says(&joined.text(), &["review-header-scheme-joined"]);
}

/// Backwards, some floats are a time in milliseconds.
#[test]
fn every_float_is_named_as_one() {
    for seconds in now()..now() + 1_024 {
        #[allow(clippy::cast_precision_loss)]
        let bytes = message((seconds as f64).to_be_bytes());
        let text = body(&STANDARD.encode(bytes), "");
        let found = says(&text, &["review-message-float"]);
        assert_eq!(found.created_at, None);
    }
}

/// curl prints the headers that it sends, and never the body.
#[test]
fn a_body_that_the_headers_announce_is_missing_in_the_paste_only() {
    let right = right_parts();
    let length = right.body.len();
    let missing = ["review-body-missing"];
    for (version, end) in [
        ("HTTP/1.1", "HTTP/1.1 401 Unauthorized"),
        ("HTTP/2", "HTTP/2 401"),
    ] {
        let printed = |headers: &str| {
            format!(
                "*   Trying 192.0.2.1:443...\n}} [5 bytes data]\n> POST /token/authenticate {version}\r\n> Host: auth.anaplan.com\r\n> User-Agent: curl/8.5.0\r\n> Accept: */*\r\n> Authorization: {}\r\n> content-type: application/json\r\n{headers}>\r\n}} [{length} bytes data]\n* upload completely sent off\n< {end}\r\n< content-type: application/json\r\n< content-length: 35\r\n<\r\n{{\"status\":\"FAILURE_BAD_CREDENTIAL\"}}",
                right.value()
            )
        };
        let text = printed(&format!("> Content-Length: {length}\r\n"));
        let found = wrong(&text, &[]);
        assert_eq!(found.headline.code, "review-body-not-pasted", "{text}");
        let bytes = super::param(&found, "review-body-not-pasted", "bytes");
        assert_eq!(bytes, (&length).into());
        // With the body in its place.
        let whole = text.replace(">\r\n}", &format!(">\r\n\n{}\n}}", right.body));
        verifies(&whole, &[], &[]);
        wrong(&printed("> Content-Length: 0\r\n"), &missing);
        wrong(&printed(""), &missing);
    }
}

/// The length of a response, and a length that a command makes up, announce no body.
#[test]
fn a_body_is_not_announced_by_other_headers() {
    let (right, missing) = (right_parts(), ["review-body-missing"]);
    let header = format!("Authorization: {}", right.value());
    let json = "Content-Type: application/json";
    let post =
        format!("POST /token/authenticate HTTP/1.1\nHost: auth.anaplan.com\n{header}\n{json}");
    let answer = "HTTP/1.1 401 Unauthorized\nContent-Type: text/html\nContent-Length: 35";
    for between in ["\n", "\n\n"] {
        wrong(&format!("{post}{between}{answer}\n\nNo."), &missing);
        let announced = format!("{post}\nContent-Length: 546{between}{answer}");
        let found = wrong(&announced, &[]);
        assert_eq!(found.headline.code, "review-body-not-pasted");
        wrong(&format!("{answer}{between}{post}"), &missing);
    }
    for data in ["", " -d ''"] {
        let call = format!(
            "curl -X POST '{URL}' -H '{header}' -H '{json}' -H 'Content-Length: 546'{data}"
        );
        wrong(&call, &missing);
    }
    let pair = |name: &str, value: &str| json!({"key": name, "value": value});
    let headers = [
        pair("Authorization", &right.value()),
        pair("Content-Type", "application/json"),
        pair("Content-Length", "546"),
    ];
    let login = json!({"method": "POST", "url": {"raw": URL}, "header": headers});
    wrong(
        &json!({"info": {"name": "x"}, "item": [{"request": login}]}).to_string(),
        &missing,
    );
}

/// Only what the login itself hands over counts.
#[test]
fn what_other_calls_hand_over_is_not_the_logins() {
    let (header, data, signed) = values();
    let fields = format!(
        "'encodedDataFormat': 'v2', 'encodedData': '{data}', 'encodedSignedData': '{signed}'"
    );
    let headers = format!("{{'Authorization': '{header}', 'Content-Type': 'application/json'}}");
    let call = format!(
        "fetch('{URL}', {{ method: 'POST', headers: {headers}, body: JSON.stringify(login) }})"
    );
    let (object, set) = (
        format!("{{ {fields} }}"),
        format!("const login = {{ {fields} }};\n"),
    );
    for around in [
        "type Options = { method: string, body: { encodedData: string } };\n§",
        "§;\nreturn { statusCode: 200, body: { ok: true } };",
        "§;\nconsole.log({ body: { encodedData: text } });",
        "axios.post(other, { body: { encodedData: text } });\n§",
        "// fetch(url, { body: { encodedData: text } })\n§",
        "/* fetch(url, {\n body: { encodedData: text } }) */\n§",
        "import fetch from 'node-fetch';\n§",
        "export default { async fetch(request, env = { body: { encodedData: text } }) {\n§\n} };",
        "fetch('https://example.com/', { body: { text: 'x' } });\n§",
        "options.body = { encodedData: text };\noptions.body = JSON.stringify(options.body);\n§",
    ] {
        verifies(&around.replace('§', &format!("{set}{call}")), &[], &[]);
    }
    let other = call.replace("JSON.stringify(login)", "login");
    for around in [
        format!("let login = {object};\nlogin = JSON.stringify(login);\n{other}"),
        format!("let login = {object};\nif (x) {{ login = JSON.stringify(login); }}\n{other}"),
        format!(
            "function make() {{\n const login = {object};\n return JSON.stringify(login);\n}}\nfunction send(login) {{\n {other}\n}}"
        ),
        format!("const text = JSON.stringify({object});\nfunction send(login) {{\n {other}\n}}"),
        format!("const fetch = wrapped(window.fetch);\n{set}{other}"),
        format!("function fetch(url, options) {{ return wrapped(url, options); }}\n{set}{other}"),
    ] {
        verifies(&around, &[], &[]);
    }
    let named = ["review-body-object"];
    let direct = call.replace("JSON.stringify(login)", &object);
    for around in [
        "const fetch = require('node-fetch');\n§",
        "async function send() {\n // fetch(url)\n await §;\n}",
    ] {
        verifies(&around.replace('§', &direct), &named, &[]);
    }
    for around in [
        "import { ofetch as fetch } from 'ofetch';\n§",
        "function fetch(url, options) {}\nreturn wrapped(url, { body: {} });\n§",
        "const send = api.§",
    ] {
        verifies(&around.replace('§', &direct), &[], &[]);
    }

    let post = |before: &str, json: &str, behind: &str| {
        format!(
            "import requests, json\nurl = '{URL}'\nheaders = {headers}\nbody = {{{fields}}}\n{before}requests.post(url, headers=headers, json={json})\n{behind}"
        )
    };
    let slack = "requests.post('https://hooks.example.com/x', json=json.dumps(body))\n";
    let branch = "if raw:\n    payload = body\nelse:\n    payload = json.dumps(body)\n";
    let one = "if raw: payload = json.dumps(body)\nelse: payload = body\n";
    let function = "def text(payload):\n    payload = json.dumps(payload)\n    return payload\n\npayload = body\n";
    for (before, json, behind) in [
        ("", "body", "body = json.dumps(body)\nprint(body)"),
        ("# requests.post(url, json=json.dumps(body))\n", "body", ""),
        ("", "body", "# body = json.dumps(body)"),
        (slack, "body", slack),
        ("def post(url, json=''):\n    return None\n\n", "body", ""),
        ("print('x', json=\"1\")\n", "body", ""),
        ("client.post('/x', json='')\n", "body", ""),
        ("payload = '' if body is None else body\n", "payload", ""),
        (
            "payload = json.dumps(body) if raw else body\n",
            "payload",
            "",
        ),
        ("payload = json.loads(json.dumps(body))\n", "payload", ""),
        (branch, "payload", ""),
        ("payload = json.dumps(body), body\n", "payload", ""),
        ("payload = body  # as 'json'\n", "payload", ""),
        ("print(\npayload=json.dumps(body))\n", "payload", ""),
        (one, "payload", ""),
        (function, "payload", ""),
        ("", "json.loads(json.dumps(body))", ""),
        ("", "json.dumps(body) if False else body", ""),
    ] {
        verifies(&post(before, json, behind), &[], &[]);
    }
    let twice = ["review-body-text-of-json"];
    for (before, json) in [
        ("", "json.dumps(body)"),
        ("payload = json.dumps(\n    body,\n)\n\n", "payload"),
    ] {
        verifies(&post(before, json, ""), &twice, &[]);
    }
    let inside = post("", "json.dumps(body)", "");
    let inside = inside.replace(
        "import requests, json\n",
        "import requests, json\ndef login():\n",
    );
    verifies(
        &inside
            .replace("\nurl", "\n    url")
            .replace("\nrequests", "\n    requests"),
        &twice,
        &[],
    );
}

/// The bounds hold for what is written to reach them.
#[test]
fn many_calls_are_read_in_time() {
    for (start, piece) in [
        ("requests. encodedData=1\n", "json= json= json= json=\n"),
        ("requests. encodedData=1\n", "a.post(url, json=a"),
        (
            "requests. encodedData=1\na='{\"encodedData\":'\n",
            "a.post(a, a, a, a, a, a, a, json=a)\n",
        ),
        ("encodedData: '1'\n", "fetch("),
        ("encodedData: '1'\n", "fetch(a,{body:a,body:a})"),
        ("encodedData: '1'\n", "/*'\"`"),
    ] {
        let text = format!("{start}{}", piece.repeat(500_000 / piece.len()));
        let started = std::time::Instant::now();
        let _ = review(&text, now());
        let seconds = started.elapsed().as_secs_f64();
        assert!(seconds < 20.0, "{piece}: {seconds}");
    }
}
