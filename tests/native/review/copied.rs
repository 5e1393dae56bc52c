//! Requests as people copy them and write them down, each with its kind and with all that is to be
//! said about it: the codes after `review-`, those of what is right left out.

use super::made::{Files, body, message, now, parts, right_message, right_parts};
use super::{SUMMARIES, wrapped};
use crate::support::unhex;
use anaplan_rsa_signer::review::{Outcome, review};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

const URL: &str = "https://auth.anaplan.com/token/authenticate";
const JSON: &str = "Content-Type: application/json";

#[track_caller]
fn judged(expected: &str, text: &str) {
    let found = review(text, now());
    let codes = found
        .verdicts()
        .filter(|verdict| verdict.outcome != Outcome::Right && !SUMMARIES.contains(&verdict.code))
        .map(|verdict| verdict.code.strip_prefix("review-").unwrap_or(verdict.code));
    let mut codes: Vec<&str> = codes.collect();
    codes.sort_unstable();
    let told = format!("{:?}: {}", found.kind, codes.join(" "));
    assert_eq!(told.trim_end(), expected, "{text}");
}

#[test]
fn lines_of_a_paste_are_read_for_what_they_are() {
    let right = right_parts();
    let (certificate, sent) = (&right.certificate, &right.body);
    let header = format!("Authorization: {}", right.value());
    for line in [
        "---", "\n====", "Payload", "Request", "Nutzlast", "Raw-Body", "A", "Step2",
    ] {
        judged("Request:", &format!("{header}\n{line}\n{sent}"));
    }
    // Whether a value has ended is told by its padding, by the certificate, or by the PEM block.
    let plain = STANDARD.encode(Files::get().der("nobody"));
    assert!(!plain.ends_with('='));
    let unpadded = header.replace(certificate, &plain);
    let found = review(&format!("{unpadded}\nRequest\n{sent}"), now());
    let mut verdicts = found.verdicts();
    assert!(verdicts.any(|verdict| verdict.code == "review-certificate-der"));
    let pem = Files::get().text("ann.crt");
    for more in 0..3 {
        let pem = STANDARD.encode(format!("{pem}{}", "\n".repeat(more)));
        let header = header.replace(certificate, &pem);
        judged("Request:", &format!("{header}\nRequest\n{sent}"));
        let sent = STANDARD.encode(format!("{sent}{}", "\n".repeat(more)));
        judged("Request: body-base64", &format!("{header}\n\n{sent}"));
    }
    // The last line of a value may be short and without a digit, or padding alone.
    let encoded = STANDARD.encode(&pem);
    assert!(encoded.ends_with("tCg=="));
    for last in [5, 2, 1] {
        let (start, end) = encoded.split_at(encoded.len() - last);
        let broken = header.replace(certificate, &format!("{start}\n{end}"));
        judged("Request: value-line-breaks", &format!("{broken}\n\n{sent}"));
    }
    let http = format!("{header}\n{JSON}\nHost: auth.anaplan.com\n");
    let post = "POST /token/authenticate";
    judged(
        "Request:",
        &format!("{post} HTTP/1.1\n{http}Request\n{sent}"),
    );
    judged(
        "Request: address-query",
        &format!("{post}?a=1&b=2 HTTP/1.1\n{http}\n{sent}"),
    );
    let port = URL.replace("com/", "com:8443/");
    judged(
        "Request: address-port",
        &format!("{port}\n{header}\n\n{sent}"),
    );
    let usual = URL.replace("com/", "com:443/");
    judged("Request:", &format!("{usual}\n{header}\n\n{sent}"));
    judged("Request:", &format!("{URL}\n{header}\n\n{sent}"));
    let insecure = URL.replace("https", "http");
    judged(
        "Request: address-insecure",
        &format!("{insecure}\n{header}\n\n{sent}"),
    );
    judged("Header: paste-header-only", &header);
    // Without its method, an address of variables is a line like any other.
    let address = "{{auth_url}}/token/authenticate";
    judged("Header: paste-header-only", &format!("{address}\n{header}"));
    judged(
        "Request: header-field",
        &format!("{header}\nencodedDataFormat: v2\n\n{sent}"),
    );
    let token = "Authorization: AnaplanAuthToken 9wAuEh0xkL5uw+LHyg==";
    judged("Request:", &format!("{header}\n{token}\n{token}\n\n{sent}"));
    let named = format!("CACertificate: {certificate}\n\n{sent}");
    judged("Request: header-name header-scheme-missing", &named);
    let template = format!("Authorization: CACertificate {{{{cert}}}}\n\n{sent}");
    judged("Template: template-postman", &template);
    let variables = body("{{data}}", "{{signed}}").replace("v2", "{{format}}");
    judged(
        "Template: template-postman",
        &format!("{header}\n\n{variables}"),
    );

    let pem = Files::get().text("ann.crt").replacen("MII", "MII ", 1);
    let raw = format!("Authorization: CACertificate {pem}\n{sent}");
    judged("Request: certificate-pem-raw", &raw);
    let wide: Vec<u8> = pem.encode_utf16().flat_map(u16::to_le_bytes).collect();
    judged(
        "Request: certificate-unreadable header-scheme-missing signature-unchecked",
        &format!("Authorization: {}\n\n{sent}", STANDARD.encode(wide)),
    );

    for start in ["Hello Bob, this is it: thanks\n", "=== Body ==="] {
        let text = format!("{start}\n{sent}");
        judged("Body: paste-body-only signature-unchecked", &text);
    }
    judged(
        "Unknown: paste-nothing",
        r#"{"username": "ann", "password": "x"}"#,
    );
    let empty = r#"{"encodedData":"","encodedSignedData":""}"#;
    judged(
        "Request: value-empty value-empty",
        &format!("{header}\n\n{empty}"),
    );
    let fields: Value = serde_json::from_str(sent).unwrap();
    let pretty = serde_json::to_string_pretty(&fields).unwrap();
    let single = pretty.replace('"', "'");
    judged(
        "Request: body-single-quotes",
        &format!("{header}\n\n{single}"),
    );
    let more = pretty.replacen('\n', "\n  \"status\": \"test\",\n  \"user\": \"ann\",\n", 1);
    judged(
        "Request: body-field-extra body-field-extra",
        &format!("{header}\n\n{more}"),
    );
    let field = |name: &str| wrapped(fields[name].as_str().unwrap(), 76);
    judged(
        "Fields: paste-fields value-line-breaks value-line-breaks value-line-breaks",
        &format!(
            "certificate: {}\nencodedData: {}\nencodedSignedData: {}",
            wrapped(certificate, 64),
            field("encodedData"),
            field("encodedSignedData")
        ),
    );
}

#[test]
fn commands_are_read_as_their_shell_reads_them() {
    let right = right_parts();
    let sent = &right.body;
    let header = format!("Authorization: {}", right.value());
    let curl = format!("curl {URL} -H '{header}' -H '{JSON}'");
    let escaped = sent.replace('"', "\\\"");
    let marks = format!("{curl} -d '{escaped}'").replace('\'', "”");
    judged("Curl: paste-smart-quotes", &marks);
    judged("Curl: paste-dashes", &format!("{curl} –sd '{sent}'"));
    let pem = Files::get().text("ann.crt");
    let raw = curl.replace(&right.certificate, &format!("\n{pem}"));
    judged("Curl: certificate-pem-raw", &format!("{raw} -d '{sent}'"));
    for (url, expected) in [
        (URL.to_owned(), "Curl:"),
        (URL.replace("https", "http"), "Curl: address-insecure"),
        (URL.replace("auth.", "oauth."), "Curl: address-host"),
    ] {
        let command = curl.replace(URL, &format!("--url={url}"));
        judged(expected, &format!("{command} -d '{sent}'"));
    }
    let spaced = sent.replace(',', ", ").replace(':', ": ");
    let set = format!("BODY_JSON='{spaced}'\n{curl}");
    judged(
        "Curl:",
        &format!("{set} -H \"X-Client: Ann's laptop\" -d \"$BODY_JSON\""),
    );
    // As zsh has it: the value of a variable is one word.
    judged(
        "Curl:",
        &format!("{set} -H 'X-Disk: 5\" wide' -d ${{BODY_JSON}}"),
    );
}

#[test]
fn records_of_tools_are_read_whole() {
    let right = right_parts();
    let (value, certificate, sent) = (right.value(), &right.certificate, &right.body);
    let pair = |key: &str, value: &str| json!({"key": key, "value": value});
    let login = |headers: &[Value], body: Value, variables: Value| {
        let headers = [headers, &[pair("Content-Type", "application/json")]].concat();
        let request = json!({"method": "POST", "url": URL, "header": headers, "body": body});
        json!({"info": {"name": "x"}, "item": [{"name": "y", "request": request}], "variable": variables})
    };
    let raw = || json!({"mode": "raw", "raw": sent});
    let off = json!({"key": "Authorization", "value": "Basic eDp5", "disabled": true});
    let headers = [off, pair("Authorization", &value)];
    judged(
        "PostmanCollection:",
        &login(&headers, raw(), json!([])).to_string(),
    );
    for (value, expected) in [
        (certificate.as_str(), "PostmanCollection:"),
        ("", "PostmanCollection: paste-collection"),
    ] {
        let header = [pair("Authorization", "CACertificate {{certificate}}")];
        let variables = json!([pair("certificate", value)]);
        judged(expected, &login(&header, raw(), variables).to_string());
    }
    let signed = pair(
        "encodedSignedData",
        "{{encodedSignedDataOfThePreRequestScript}}",
    );
    let form = json!({"mode": "urlencoded", "urlencoded": [signed]});
    let mut script = login(&headers, form, json!([]));
    let line = "pm.environment.set('encodedSignedData', CryptoJS.HmacSHA512(data, secret))";
    script["event"] = json!([{"listen": "prerequest", "script": {"exec": [line]}}]);
    judged("PostmanCollection: program-hmac", &script.to_string());
    let fields: Value = serde_json::from_str(sent).unwrap();
    let environment = json!({"name": "x", "values": [
        {"key": "old_certificate", "value": "MIIA", "enabled": false},
        pair("workspaceId", "8a81b09a5e8c6f3c"),
        pair("cert_key_password", "secret"),
        pair("caCertificate", certificate),
        {"key": "encodedData", "value": fields["encodedData"]},
        {"key": "signedData", "value": fields["encodedSignedData"]},
    ]});
    judged("PostmanEnvironment:", &environment.to_string());

    let call =
        json!({"url": URL, "method": "POST", "headers": {"Authorization": value}, "body": sent});
    judged("Json: header-content-type-missing", &call.to_string());
    // A call that holds its signature is judged by it, whatever else the program computes.
    let headers = json!({"Authorization": value, "Content-Type": "application/json"});
    let call = format!("fetch('{URL}', {{ method: 'POST', headers: {headers}, body: '{sent}' }})");
    judged(
        "Code:",
        &format!("const check = crypto.createHmac('sha512', key);\n{call}"),
    );
}

/// What a program prints, hands on or takes as parameters is not what it sends.
#[test]
fn words_beside_a_call_are_no_part_of_it() {
    let right = right_parts();
    let (value, sent) = (right.value(), &right.body);
    let call =
        format!("requests.post('{URL}', headers={{'Authorization': '{value}'}}, json={sent})");
    for line in [
        "print(\"sending\", encoded_data, sig)",
        "def login(cert, encoded_data, signature):",
        "check(key, encodedCert, message)",
        "send({'key': key}, {name, encodedCert, message})",
        "print(\"encodedData: \" + data)",
        "print(\"encodedData:\", data)",
        "print(\"encodedData\", data)",
        "log.info(\"encoded message\", text)",
    ] {
        judged("Code:", &format!("{line}\n{call}"));
    }
    let misspelt = call.replace("encodedData\"", "encodData\"");
    judged("Code: body-field-name", &misspelt);
    // A field has the name that it is sent under, not that of its variable.
    let fields: Value = serde_json::from_str(sent).unwrap();
    let renamed = format!(
        "const encodedData = {};\nfetch('{URL}', {{ method: 'POST', headers: {{ Authorization: '{value}', 'Content-Type': 'application/json' }}, body: JSON.stringify({{ encodedDataFormat: 'v2', encodData: encodedData, encodedSignedData: {} }}) }})",
        fields["encodedData"], fields["encodedSignedData"]
    );
    judged("Code: body-field-name", &renamed);
    let incomplete = call.replace("\"encodedDataFormat\":\"v2\",", "");
    let parameters = "def login(cert, encodedDataFormat, signature):";
    judged(
        "Code: body-format-missing",
        &format!("{parameters}\n{incomplete}"),
    );
}

#[test]
fn values_are_told_apart() {
    let (files, right) = (Files::get(), right_parts());
    let base64 = |bytes: &[u8]| STANDARD.encode(bytes);
    let long = files.sign("long", "-sha512", &right_message());
    judged("Value: paste-signature", &base64(&long));
    let cut = &base64(&files.der("ann"))[..512];
    judged("Certificate: certificate-cut paste-certificate", cut);
    let key = files.openssl(&["pkey", "-in", "ann.key", "-outform", "DER"], b"");
    judged("PrivateKey: paste-private-key", &base64(&key));
    judged(
        "PrivateKey: paste-private-key",
        &files.text("ann.key")[..400],
    );
    for key in [
        "RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED",
        "OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA",
    ] {
        let text = format!("{}\n-----BEGIN {key}\n", right.text());
        judged("Request: paste-private-key", &text);
    }
    // RFC 8017, section 9.2: the structure that is padded and encrypted, sent as it is.
    let hash = files.openssl(&["dgst", "-sha512", "-binary"], &right_message());
    let info = [unhex("3051300d060960864801650304020305000440"), hash].concat();
    let unsigned = right.body(|_| body(&base64(&right_message()), &base64(&info)));
    judged("Request: signature-cut", &unsigned.text());

    let random = &message([0; 8])[8..];
    let dated = |expected: &str, start: &[u8]| {
        let message = [start, random].concat();
        judged(
            &format!("Request: message-{expected}"),
            &parts(&message, "ann", "-sha512").text(),
        );
    };
    let seconds = u64::try_from(now()).unwrap();
    dated("little-endian", &(seconds * 1_000).to_le_bytes());
    let month = &(seconds - 30 * 86_400).to_be_bytes()[4..];
    dated("four-bytes message-length", month);
    dated("no-time", &[month, &random[..4]].concat());
    // The lowest byte of these, read as the highest, makes a time of this century too.
    let four = &(seconds & !0xFF | 0x80).to_be_bytes()[4..];
    dated("four-bytes", &[four, &[0; 4]].concat());
}

/// A space that does not break lines is no space to a parser, if it is sent.
#[test]
fn no_break_spaces_are_named_where_they_would_be_sent() {
    let right = right_parts();
    let text = right.text();
    let header = "header-no-break-space";
    let body = "body-no-break-space";
    for (from, to, expected) in [
        ("CACertificate ", "CACertificate\u{A0}", header),
        (
            "CACertificate ",
            "CACertificate \u{A0}",
            "header-no-break-space header-scheme-spaces",
        ),
        ("Authorization: ", "Authorization:\u{A0}", header),
        ("{\"", "{\u{A0}\"", body),
        ("{\"", "{\n\u{A0} \"", body),
        ("\",\"", "\",\u{A0}\"", body),
        ("\",\"", "\"\u{A0},\"", body),
        ("\":\"", "\"\u{A0}:\"", body),
        ("\":\"", "\":\u{A0}\"", body),
        ("\"}", "\"\u{A0}}", body),
        // Around the request, and beside ordinary ones.
        (
            "Authorization: ",
            "Hello\u{A0}Bob,\u{A0}this:\u{A0}\nAuthorization: ",
            "",
        ),
        ("{\"", "Body\u{A0}:\u{A0}{\"", ""),
        ("\":\"", "\" : \"", ""),
    ] {
        let expected = format!("Request: {expected}");
        judged(expected.trim_end(), &text.replacen(from, to, 1));
        let found = review(&text.replacen(from, to, 1), now());
        assert_eq!(
            found.headline.code == "review-clean",
            expected == "Request: "
        );
    }
}

/// Of two values for one field, most parsers take the last.
#[test]
fn a_field_with_two_values_is_wrong() {
    let right = right_parts();
    let more = |field: &str| {
        let body = right.body.replace('}', &format!(",{field}}}"));
        format!("Authorization: {}\n\n{body}", right.value())
    };
    judged(
        "Request: body-field-conflict",
        &more("\"encodedData\":\"AAAA\""),
    );
    judged(
        "Request: body-field-twice",
        &more("\"encodedDataFormat\":\"v2\""),
    );
}

/// What libraries log and what people list is read as what was sent.
#[test]
fn logs_and_lists_are_read_as_what_was_sent() {
    let right = right_parts();
    let (value, sent) = (right.value(), &right.body);
    let head = [
        "POST /token/authenticate HTTP/1.1".to_owned(),
        format!("Authorization: {value}"),
        JSON.to_owned(),
        "Host: auth.anaplan.com".to_owned(),
        String::new(),
    ];
    let wire =
        |line: &String| format!("01:00 DEBUG wire - http-outgoing-0 >> \"{line}[\\r][\\n]\"\n");
    let answer = "01:00 DEBUG wire - http-outgoing-0 << \"HTTP/1.1 401[\\r][\\n]\"\n";
    let log: String = head.iter().map(wire).collect();
    let log = format!("{log}x >> \"{sent}\"\n{answer}");
    judged("Request:", &log);
    let cut = format!("{}…", &sent[..200]);
    judged(
        "Request: body-cut value-shortened",
        &log.replace(sent.as_str(), &cut),
    );
    let head = head.map(|line| format!("{line}\\r\\n")).concat();
    for mark in ['\'', '"'] {
        let body = if mark == '"' {
            sent.replace('"', "\\\"")
        } else {
            sent.clone()
        };
        let log =
            format!("send: b{mark}{head}{mark}\nsend: b{mark}{body}{mark}\nreply: 'HTTP/1.1 401'");
        judged("Request:", &log);
    }
    let table = format!(
        "| Key | Value |\n|---|---|\n| Authorization | {value} |\n| Content-Type | application/json |\n\n```json\n{sent}\n```"
    );
    judged("Request:", &table);
    let fields: Value = serde_json::from_str(sent).unwrap();
    let (data, signed) = (&fields["encodedData"], &fields["encodedSignedData"]);
    for mark in ["", "\"", "'"] {
        let [data, signed] = [data, signed].map(|text| text.as_str().unwrap());
        let yaml = format!(
            "url: {URL}\nmethod: POST\nheaders:\n  Authorization: {mark}{value}{mark}\n  Content-Type: application/json\nbody:\n  encodedDataFormat: v2\n  encodedData: {mark}{data}{mark}\n  encodedSignedData: {mark}{signed}{mark}\n"
        );
        judged("Request:", &yaml);
    }
    let header = format!("Authorization: {value}");
    // JSON under the same words: its quotation marks are sent.
    let pretty = serde_json::to_string_pretty(&fields).unwrap();
    for (above, between) in [
        ("headers:\n", "\n"),
        ("", "\nbody:\n"),
        ("headers:\n", "body:\n"),
    ] {
        judged(
            "Request:",
            &format!("{above}{header}\n{JSON}\n{between}{pretty}\n"),
        );
    }
    // One of the two words is a heading, and no YAML.
    judged(
        "Request: header-quoted",
        &format!("Authorization: \"{value}\"\n{JSON}\nbody:\n{pretty}\n"),
    );
    for words in [
        "And the answer: 401 {\"status\":\"FAILURE_BAD_CREDENTIAL\"}",
        "x",
        "\nThe \"end\"",
    ] {
        judged("Request:", &format!("{header}\n\n{sent}\n{words}"));
    }
    for words in ["x\"", " x\"", "\n\"x\""] {
        judged(
            "Request: body-not-json",
            &format!("{header}\n\n{sent}{words}"),
        );
    }
}

/// Programs whose strings double their quotation marks, R's arguments, and HTTPie's items.
#[test]
fn other_languages_are_read() {
    let right = right_parts();
    let (value, sent) = (right.value(), &right.body);
    let doubled = sent.replace('"', "\"\"");
    let set = format!(
        "http.setRequestHeader \"Authorization\", \"{value}\"\nhttp.setRequestHeader \"Content-Type\", \"application/json\"\n"
    );
    let open = format!("' It's the login.\nhttp.Open \"POST\", \"{URL}\", False\n{set}");
    judged("Code:", &format!("{open}http.send \"{doubled}\""));
    // A `#` is Power Query's before a string, and a character like others inside of one.
    let damaged = doubled.replace("\"\",\"\"encodedSigned", "#\"\",\"\"encodedSigned");
    judged(
        "Code: value-damaged",
        &format!("{open}http.send \"{damaged}\""),
    );
    for glue in ["\" & \"", "\" & _\n  \"", "\"&\""] {
        let body = doubled.replace(",", &format!(",{glue}"));
        judged(
            "Code:",
            &format!("strBody = \"{body}\"\n{open}http.send strBody"),
        );
    }
    let query = format!(
        "let\n  body = \"{doubled}\",\n  Source = Json.Document(Web.Contents(\"{URL}\", [Headers=[#\"Authorization\"=\"{value}\", #\"Content-Type\"=\"application/json\"], Content=Text.ToBinary(body)]))\nin Source"
    );
    judged("Code:", &query);
    let fields: Value = serde_json::from_str(sent).unwrap();
    let (data, signed) = (&fields["encodedData"], &fields["encodedSignedData"]);
    let r = format!(
        "library(httr)\nr <- POST(\"{URL}\",\n  add_headers(Authorization = \"{value}\"),\n  content_type_json(),\n  body = list(encodedDataFormat = \"v2\", encodedData = {data}, encodedSignedData = {signed}), encode = \"json\")"
    );
    judged("Code:", &r);
    let [data, signed] = [data, signed].map(|text| text.as_str().unwrap());
    let items = format!(
        "{URL} Authorization:'{value}' encodedDataFormat=v2 encodedData={data} encodedSignedData={signed}"
    );
    for (command, expected) in [
        ("http POST", "Request:"),
        ("$ http", "Request:"),
        ("https", "Request:"),
        ("http -v GET", "Request: address-method"),
        (
            "http --form POST",
            "Request: body-form header-content-type-missing",
        ),
        ("http -f", "Request: body-form header-content-type-missing"),
    ] {
        judged(expected, &format!("{command} {items}"));
    }
    let typed = items.replace(
        "encodedDataFormat=v2",
        "Content-Type:text/plain encodedDataFormat:=v2",
    );
    judged("Request: header-content-type", &format!("http {typed}"));
    judged(
        "Request: address-method body-missing",
        &format!("http {URL} Authorization:'{value}'"),
    );
    let json = items.replace("encodedDataFormat=v2", "encodedDataFormat:='\"v2\"'");
    let bare = items.replace("https://", "");
    let header = format!("{URL} Authorization:'{value}'");
    for (command, expected) in [
        (
            format!("http --verify no --timeout=30 -o out.json POST {items}"),
            "Request:",
        ),
        (format!("http {json}"), "Request:"),
        (format!("https POST {bare}"), "Request:"),
        (format!("http POST {bare}"), "Request: address-insecure"),
        (format!("http --raw '{sent}' {header}"), "Request:"),
        (format!("http --raw='{sent}' {header}"), "Request:"),
        (format!("http {header} @body.json"), "Request: body-file"),
        (format!("http {header} < body.json"), "Request: body-file"),
        // Without items it is no command: what is below is read as lines.
        (
            format!("http POST {URL}\nAuthorization: {value}\n\n{sent}"),
            "Request:",
        ),
        (format!("http GET {URL}"), "Unknown: paste-nothing"),
    ] {
        judged(expected, &command);
    }
    // Words that begin like a command.
    for words in [
        "http request that fails:",
        "https is used:",
        "http 401 from this:",
    ] {
        let text = format!("{words}\nAuthorization: {value}\n\n{sent}");
        judged("Request:", &text);
    }
}

/// Here documents, here strings, pipes and files that the script itself writes.
#[test]
fn what_a_script_hands_to_its_command_is_read() {
    let right = right_parts();
    let (value, sent) = (right.value(), &right.body);
    let curl = format!("curl {URL} -H 'Authorization: {value}' -H '{JSON}'");
    let http = format!("http POST {URL} Authorization:'{value}'");
    let fields: Value = serde_json::from_str(sent).unwrap();
    let [data, signed] =
        ["encodedData", "encodedSignedData"].map(|name| fields[name].as_str().unwrap());
    let set = format!("DATA='{data}'\nSIGNED={signed}\n");
    let templated = sent.replace(data, "$DATA").replace(signed, "${SIGNED}");
    let format = sent.replace(data, "%s").replace(signed, "%s");
    for script in [
        format!("{curl} -d @- <<EOF\n{sent}\nEOF\n"),
        format!("{curl} \\\n  -d @- << 'EOF' \\\n  --silent\n{sent}\nEOF\necho done"),
        format!("{curl} -d @- <<-\"END\" > out.json\n\t{sent}\n\tEND\ncat out.json"),
        format!("cat <<EOF | {curl} --data-binary @-\n{sent}\nEOF"),
        format!("cat > body.json <<EOF\n{sent}\nEOF\n{curl} -d @body.json"),
        format!("cat <<EOF > 'body.json'\n{sent}\nEOF\ncat body.json | {curl} -d @-"),
        format!("cat > body.json <<EOF\n{sent}\nEOF\n{curl} -d @- < body.json"),
        format!("{curl} -d \"$(cat <<EOF\n{sent}\nEOF\n)\""),
        format!("BODY=$(cat <<'EOF'\n{sent}\nEOF\n)\n{curl} -d \"$BODY\""),
        format!("{set}{curl} -d @- <<EOF\n{templated}\nEOF"),
        format!("{curl} -d @- <<EOF\n{}\nEOF", sent.replace('+', "\\u002b")),
        format!("{curl} -d @- <<< '{sent}'"),
        format!("{curl} -d @- <<<'{sent}'"),
        format!("echo '{sent}' | {curl} -d @-"),
        format!("$ echo -n '{sent}' > body.json\n$ {curl} -d \"$(cat body.json)\""),
        format!("{set}printf '{format}\\n' \"$DATA\" \"$SIGNED\" | {curl} -d @-"),
    ] {
        judged("Curl:", &script);
    }
    for script in [
        format!("echo '{sent}' | {http}"),
        format!("{http} <<< '{sent}'"),
        format!("cat <<EOF | {http}\n{sent}\nEOF"),
        format!("xhs POST {URL} Authorization:'{value}' --raw '{sent}'"),
    ] {
        judged("Request:", &script);
    }
    // What belongs to other commands, or is in a command for another machine.
    let right = format!("{curl} -d @- <<EOF\n{sent}\nEOF\n");
    let quoted = format!("{curl} -d '{sent}'");
    let apostrophes = format!("BODY='{sent}'\n{curl} -d @- <<EOF\n$BODY\nEOF\n");
    for script in [
        format!("{right}python3 - <<PY\nprint(1)\nPY"),
        format!("{right}curl https://example.com -d @- <<EOF\n{{\"exportName\":\"x\"}}\nEOF"),
        format!(
            "cat > b.json <<EOF\n{sent}\nEOF\n{curl} -d @b.json\ncat > b.json <<EOF\n{{}}\nEOF"
        ),
        format!("echo \"1) Logging in\"\n{right}"),
        format!("printf '=== Login ===\\n'\n{right}"),
        format!("usage() {{\n  cat <<EOF\nUsage: login\nEOF\n}}\n{right}"),
        format!("ssh host <<'EOF'\n{quoted}\nEOF"),
        format!("x=$((1<<EOF))\n{quoted}\nEOF"),
        apostrophes.replace("$BODY", "${BODY}"),
        apostrophes,
    ] {
        judged("Curl:", &script);
    }
    // What is not in the paste, is not certain, does not end, or has a mistake.
    let broken = sent.replace("\"v2\"", "\"v3\"");
    for (expected, script) in [
        ("Curl: body-file", format!("{curl} -d \"$(cat body.json)\"")),
        ("Curl: body-file", format!("{curl} -d @- <<EOF\n{sent}\n")),
        (
            "Curl: body-file",
            format!("echo '{sent}' > other.json\n{curl} -d @body.json"),
        ),
        (
            "Curl: body-file",
            format!("echo Logging in\nmake_body | {curl} -d @-"),
        ),
        (
            "Curl: body-file",
            format!("python3 - <<PY | {curl} -d @-\nprint(1)\nPY"),
        ),
        (
            "Curl: body-file",
            format!("echo '{sent}' | sed s/a/b/ | {curl} -d @-"),
        ),
        (
            "Curl: body-file",
            format!("echo '{{' > b.json\necho '{sent}' >> b.json\n{curl} -d @b.json"),
        ),
        (
            "Curl: body-file",
            format!("echo '{{}}' > b.json\njq . x > y && mv y b.json\n{curl} -d @b.json"),
        ),
        ("Curl: body-file", format!("echo -e '{{\\n' | {curl} -d @-")),
        (
            "Curl: body-file",
            format!("@echo off\necho {sent} > b.json\n{curl} -d @b.json"),
        ),
        (
            "Curl: body-file",
            format!("cat a.json b.json | {curl} -d @-"),
        ),
        (
            "Curl: body-file",
            format!("cat <<A > b.json <<B\n{{}}\nA\n{sent}\nB\n{curl} -d @b.json"),
        ),
        (
            "Curl: body-file",
            format!("echo '{sent}' > c.json | {curl} -d @-"),
        ),
        (
            "Template: template-shell",
            format!("echo '{sent}' > b.json\n{curl} -d '$(cat b.json)'"),
        ),
        (
            "Curl: body-file",
            format!("cat c.json > b.json\ncat <<A > d.json\n{sent}\nA\n{curl} -d @b.json"),
        ),
        // A quoted delimiter keeps variables; another shell's echo is no matter of this one's.
        (
            "Template: template-shell",
            format!("{set}{curl} -d @- <<'EOF'\n{templated}\nEOF"),
        ),
        (
            "Curl: body-file",
            format!(
                "echo '{sent}' > b.json\n{} ^\n -d @b.json",
                curl.replace('\'', "\"")
            ),
        ),
        ("Curl: body-missing", format!("{curl} -d ''")),
        ("Curl: body-missing", format!("{curl} -d @- <<EOF\nEOF")),
        (
            "Curl: body-format-value",
            format!("{curl} -d @- <<EOF\n{broken}\nEOF"),
        ),
    ] {
        judged(expected, &script);
    }
}

/// What looks like a log, a list, a second body or a mistake, and is none.
#[test]
fn what_only_looks_like_it_is_let_pass() {
    let right = right_parts();
    let (value, sent) = (right.value(), &right.body);
    let header = format!("Authorization: {value}");
    // A shell appends to a file with the sign of the log.
    judged(
        "Curl:",
        &format!("curl '{URL}' -H '{header}' -H '{JSON}' -d '{sent}' >> \"out.json\""),
    );
    judged(
        "Request:",
        &format!("echo \"x\" >> \"$GITHUB_ENV\"\n{header}\n\n{sent}"),
    );
    judged(
        "Request:",
        &format!(
            "| Header | Value | Note |\n|---|---|---|\n| **Authorization** | `{value}` | both |\n\n{sent}"
        ),
    );
    let yaml =
        format!("url: {URL}\nmethod: POST\nheaders:\n  Authorization: \"{value}\"\n  {JSON}\n");
    judged("Request:", &format!("{yaml}body: '{sent}'\n"));
    judged("Request:", &format!("{yaml}body: |\n  {sent}\n"));
    judged(
        "Request:",
        &format!("The header with\u{A0}CACertificate and the body:\n{header}\n\n{sent}"),
    );
    let other = body(&STANDARD.encode(message([1; 8])), "AAAA");
    let call = |body: &str| {
        format!(
            "requests.post('{URL}', headers={{'Authorization': '{value}', 'Content-Type': 'application/json'}}, json={body})\n"
        )
    };
    judged(
        "Code: body-field-twice body-field-twice paste-several",
        &format!("import requests\n{}{}", call(sent), call(&other)),
    );
    // A variable inside a string of Visual Basic: what it holds is not here, and nothing of it is cut.
    let joined = format!(
        "http.setRequestHeader \"Authorization\", \"{value}\"\nhttp.send \"{{\"\"encodedData\"\":\"\"\" & d & \"\"\"}}\""
    );
    judged("Code: paste-header-only", &joined);
}

/// An object that became text is a body, if not a good one; inside a line it is a word.
#[test]
fn an_object_that_became_text_is_named() {
    let right = right_parts();
    let header = format!("Authorization: {}", right.value());
    let post = format!("POST {URL} HTTP/1.1\n{header}\n{JSON}\n");
    let object = "[object Object]";
    judged("Request: body-object", &format!("{post}\n{object}"));
    let said = format!("{header}\n\nIt says {object}\n\n{}", right.body);
    judged("Request:", &said);
}
