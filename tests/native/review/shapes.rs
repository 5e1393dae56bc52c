//! The property of the checker: a request that is printed in any of the known shapes and damaged in
//! one of the known ways gets that damage as its headline. `docs/checker.md` holds the table:
//!
//! ```text
//! cargo test --test native -- --nocapture review::shapes
//! ```
//!
//! With `UPDATE_DOCS=1` before it, the command writes the table into the document.

use super::made::{Files, Parts, body, message, now, parts, right_message, right_parts};
use anaplan_rsa_signer::review::{Outcome, review};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// A request in its parts, and how it is sent.
#[derive(Clone)]
struct Call {
    name: String,
    value: String,
    body: String,
    method: &'static str,
    url: &'static str,
    content_type: Option<&'static str>,
}

fn right() -> Call {
    of(&right_parts())
}

fn of(parts: &Parts) -> Call {
    Call {
        name: parts.name.clone(),
        value: parts.value(),
        body: parts.body.clone(),
        method: "POST",
        url: "https://auth.anaplan.com/token/authenticate",
        content_type: Some("application/json"),
    }
}

impl Call {
    /// Name and value of each header.
    fn headers(&self) -> Vec<(&str, &str)> {
        let content_type = self.content_type.map(|value| ("Content-Type", value));
        [(self.name.as_str(), self.value.as_str())]
            .into_iter()
            .chain(content_type)
            .collect()
    }

    /// The headers, each rendered by `line`, joined.
    fn lines(&self, joiner: &str, line: impl Fn(&str, &str) -> String) -> String {
        let lines = self.headers();
        let lines: Vec<String> = lines
            .iter()
            .map(|(name, value)| line(name, value))
            .collect();
        lines.join(joiner)
    }

    fn json_string(&self) -> String {
        serde_json::to_string(&self.body).unwrap()
    }

    fn host_and_path(&self) -> (&str, &str) {
        let rest = self.url.split_once("://").unwrap().1;
        let slash = rest.find('/').unwrap();
        rest.split_at(slash)
    }

    fn pairs(&self) -> Value {
        self.headers()
            .iter()
            .map(|(name, value)| json!({"key": name, "name": name, "value": value}))
            .collect()
    }

    /// The fields of the body, where it is JSON with nothing but fields.
    fn fields(&self) -> Option<Vec<(String, String)>> {
        let object: serde_json::Map<String, Value> = serde_json::from_str(&self.body).ok()?;
        object
            .into_iter()
            .map(|(name, value)| Some((name, value.as_str()?.to_owned())))
            .collect()
    }
}

type Shape = (&'static str, fn(&Call) -> Option<String>);

fn single(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

fn double(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// `None` where the address matters: HTTP itself does not say whether it is protected.
fn http(call: &Call) -> Option<String> {
    if call.url.starts_with("http:") {
        return None;
    }
    let (host, path) = call.host_and_path();
    let headers = call.lines("\r\n", |name, value| format!("{name}: {value}"));
    Some(format!(
        "{} {path} HTTP/1.1\r\nHost: {host}\r\n{headers}\r\n\r\n{}",
        call.method, call.body
    ))
}

/// Every shape; `None` where a shape cannot show the call.
fn shapes() -> Vec<Shape> {
    vec![
        ("raw HTTP", http),
        ("raw HTTP in a chat", |call| {
            Some(format!("Hello,\n```\n{}\n```\nI get 401\n", http(call)?))
        }),
        ("raw HTTP and its response", |call| {
            Some(format!(
                "{}\n\nHTTP/1.1 401 Unauthorized\nContent-Type: application/json\n\n{{\"status\":\"FAILURE_BAD_CREDENTIAL\"}}",
                http(call)?
            ))
        }),
        ("curl, POSIX", |call| {
            let headers = call.lines(" \\\n  ", |name, value| {
                format!("-H {}", single(&format!("{name}: {value}")))
            });
            Some(format!(
                "curl -X {} {} \\\n  {headers} \\\n  --data-raw {}",
                call.method,
                single(call.url),
                single(&call.body)
            ))
        }),
        ("curl, double quotes", |call| {
            let headers = call.lines(" ", |name, value| {
                format!("--header {}", double(&format!("{name}: {value}")))
            });
            Some(format!(
                "curl --request {} --url {} {headers} --data {}",
                call.method,
                double(call.url),
                double(&call.body)
            ))
        }),
        ("curl, cmd", |call| {
            let headers = call.lines(" ^\r\n  ", |name, value| {
                format!("-H {}", double(&format!("{name}: {value}")))
            });
            Some(format!(
                "curl -X {} {} ^\r\n  {headers} ^\r\n  -d {}",
                call.method,
                double(call.url),
                double(&call.body)
            ))
        }),
        ("curl, PowerShell", |call| {
            let quote = |text: &str| format!("'{}'", text.replace('\'', "''"));
            let headers = call.lines(" `\n  ", |name, value| {
                format!("-H {}", quote(&format!("{name}: {value}")))
            });
            Some(format!(
                "curl.exe -X {} {} `\n  {headers} `\n  -d {}",
                call.method,
                quote(call.url),
                quote(&call.body.replace('"', "\\\""))
            ))
        }),
        ("curl --config", |call| {
            let headers = call.lines("\n", |name, value| {
                format!("header = {}", double(&format!("{name}: {value}")))
            });
            Some(format!(
                "url = {}\nrequest = {}\n{headers}\ndata = {}",
                double(call.url),
                double(call.method),
                double(&call.body)
            ))
        }),
        ("PowerShell", |call| {
            let quote = |text: &str| format!("'{}'", text.replace('\'', "''"));
            let headers = call.lines("\n", |name, value| {
                format!("    {} = {}", quote(name), quote(value))
            });
            Some(format!(
                "$headers = @{{\n{headers}\n}}\n$body = {}\nInvoke-RestMethod -Uri {} -Method {} -Headers $headers -Body $body",
                quote(&call.body),
                quote(call.url),
                call.method
            ))
        }),
        ("Python requests", |call| {
            let headers = call.lines(", ", |name, value| format!("{name:?}: {value:?}"));
            Some(format!(
                "import requests\n\nurl = {:?}\npayload = {}\nheaders = {{{headers}}}\nresponse = requests.request({:?}, url, headers=headers, data=payload)\nprint(response.text)",
                call.url,
                call.json_string(),
                call.method
            ))
        }),
        ("JavaScript fetch", |call| {
            let headers = call.lines(",\n    ", |name, value| format!("{name:?}: {value:?}"));
            Some(format!(
                "fetch({:?}, {{\n  method: {:?},\n  headers: {{\n    {headers}\n  }},\n  body: {}\n}}).then(console.log)",
                call.url,
                call.method,
                call.json_string()
            ))
        }),
        ("Java HttpClient", |call| {
            let headers = call.lines("\n  ", |name, value| {
                format!(".header({name:?}, {value:?})")
            });
            Some(format!(
                "HttpRequest request = HttpRequest.newBuilder()\n  .uri(URI.create({:?}))\n  {headers}\n  .method({:?}, HttpRequest.BodyPublishers.ofString({}))\n  .build();",
                call.url,
                call.method,
                call.json_string()
            ))
        }),
        ("C# HttpClient", |call| {
            let headers = format!("request.Headers.Add({:?}, {:?});", call.name, call.value);
            let content = match call.content_type {
                Some(content_type) => format!(
                    "request.Content = new StringContent({}, Encoding.UTF8, {content_type:?});",
                    call.json_string()
                ),
                None => return None,
            };
            Some(format!(
                "var client = new HttpClient();\nvar request = new HttpRequestMessage(new HttpMethod({:?}), {:?});\n{headers}\n{content}",
                call.method, call.url
            ))
        }),
        ("Go net/http", |call| {
            let headers = call.lines("\n", |name, value| {
                format!("req.Header.Set({name:?}, {value:?})")
            });
            Some(format!(
                "req, err := http.NewRequest({:?}, {:?}, strings.NewReader({}))\n{headers}",
                call.method,
                call.url,
                call.json_string()
            ))
        }),
        ("PHP cURL", |call| {
            let headers = call.lines(",\n    ", |name, value| format!("'{name}: {value}'"));
            Some(format!(
                "<?php\n$curl = curl_init();\ncurl_setopt_array($curl, array(\n  CURLOPT_URL => '{}',\n  CURLOPT_CUSTOMREQUEST => '{}',\n  CURLOPT_POSTFIELDS => {},\n  CURLOPT_HTTPHEADER => array(\n    {headers}\n  ),\n));",
                call.url,
                call.method,
                call.json_string()
            ))
        }),
        ("log of Apache HttpClient", |call| {
            let sent = http(call)?;
            let (head, body) = sent.split_once("\r\n\r\n")?;
            let lines = head.split("\r\n").chain([""]);
            let line = |text: &str| format!("DEBUG wire - http-outgoing-0 >> \"{text}\"\n");
            let lines: String = lines
                .map(|text| line(&format!("{text}[\\r][\\n]")))
                .collect();
            Some(format!("{lines}{}", line(body)))
        }),
        ("log of Python's http.client", |call| {
            let sent = http(call)?;
            let (head, body) = sent.split_once("\r\n\r\n")?;
            let head = head.replace("\r\n", "\\r\\n");
            let body = body.replace('\\', "\\\\").replace('\'', "\\'");
            Some(format!(
                "send: b'{head}\\r\\n\\r\\n'\nsend: b'{body}'\nreply: 'HTTP/1.1 401 Unauthorized\\r\\n'"
            ))
        }),
        ("Visual Basic", |call| {
            let quote = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
            let headers = call.lines("\n", |name, value| {
                format!("http.setRequestHeader {}, {}", quote(name), quote(value))
            });
            // What it adds by itself depends on the library.
            call.content_type?;
            Some(format!(
                "Set http = CreateObject(\"MSXML2.XMLHTTP\")\nhttp.Open {}, {}, False\n{headers}\nhttp.send {}",
                quote(call.method),
                quote(call.url),
                quote(&call.body)
            ))
        }),
        ("HTTPie", |call| {
            // It says by itself that fields are JSON.
            let fields = call.fields().filter(|_| call.content_type.is_some())?;
            let fields = fields.iter();
            let fields: Vec<String> = fields
                .map(|(name, value)| single(&format!("{name}={value}")))
                .collect();
            let headers = call.lines(" ", |name, value| single(&format!("{name}:{value}")));
            // Without the path of a login, it is a word like any other.
            call.url.ends_with("/authenticate").then(|| {
                format!(
                    "http {} {} {headers} {}",
                    call.method,
                    call.url,
                    fields.join(" ")
                )
            })
        }),
        ("HAR", |call| {
            let har = json!({"log": {"version": "1.2", "entries": [{
                "request": {"method": call.method, "url": call.url, "headers": call.pairs(),
                    "postData": {"mimeType": "application/json", "text": call.body}},
                "response": {"status": 401}}]}});
            Some(serde_json::to_string_pretty(&har).unwrap())
        }),
        ("Postman Console, JSON", |call| {
            let headers: serde_json::Map<String, Value> = call
                .headers()
                .iter()
                .map(|(name, value)| ((*name).to_owned(), json!(value)))
                .collect();
            let entry = json!({"Network": {}, "Request Headers": headers,
                "Request Body": call.body, "Response Headers": {}, "Response Body": "{}"});
            let entry = serde_json::to_string_pretty(&entry).unwrap();
            Some(format!("{} {}: {entry}", call.method, call.url))
        }),
        ("JSON of our programs", |call| {
            let how = right();
            let sent = call.name == how.name
                && call.method == how.method
                && call.url == how.url
                && call.content_type == how.content_type;
            sent.then(|| json!({"authorization": call.value, "body": call.body}).to_string())
        }),
        ("JSON of .NET", |call| {
            // System.Text.Json writes the signs that mean something to HTML as escapes.
            let how = right();
            let sent = call.name == how.name
                && call.method == how.method
                && call.url == how.url
                && call.content_type == how.content_type;
            let text = json!({"authorization": call.value, "body": call.body}).to_string();
            sent.then(|| text.replace("\\\"", "\\u0022").replace('+', "\\u002B"))
        }),
        ("Power Automate", |call| {
            let headers: serde_json::Map<String, Value> = call
                .headers()
                .iter()
                .map(|(name, value)| ((*name).to_owned(), json!(value)))
                .collect();
            // The designer keeps a body that is JSON as an object.
            let body = serde_json::from_str(&call.body).unwrap_or_else(|_| json!(call.body));
            let action = json!({"type": "Http", "inputs": {"uri": call.url, "method": call.method,
                "headers": headers, "body": body}, "runAfter": {}});
            // It says by itself that an object is JSON.
            call.content_type
                .map(|_| serde_json::to_string_pretty(&action).unwrap())
        }),
        ("Postman collection", |call| {
            let collection = json!({"info": {"name": "x"}, "item": [{"name": "login", "request": {
                "method": call.method, "header": call.pairs(), "url": {"raw": call.url},
                "body": {"mode": "raw", "raw": call.body}}}]});
            Some(serde_json::to_string_pretty(&collection).unwrap())
        }),
        ("Postman environment", |call| {
            // Only the values are in it.
            let how = right();
            let mut values = vec![json!({"key": "CaCert", "value": call.value, "enabled": true})];
            let fields = call.fields()?;
            let expected = ["encodedDataFormat", "encodedData", "encodedSignedData"];
            let names: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
            let same = names.iter().all(|name| expected.contains(name)) && names.len() == 3;
            let sent = call.name == how.name
                && call.method == how.method
                && call.url == how.url
                && call.content_type == how.content_type
                && call.value.starts_with("CACertificate ");
            for (name, value) in &fields {
                values.push(json!({"key": name, "value": value, "enabled": true}));
            }
            let environment =
                json!({"name": "x", "values": values, "_postman_variable_scope": "environment"});
            (same && sent).then(|| serde_json::to_string_pretty(&environment).unwrap())
        }),
        ("header and body", |call| {
            let sent = call.method == "POST" && call.url == right().url;
            (sent && call.content_type.is_some()).then(|| {
                let headers = call.lines("\n", |name, value| format!("{name}: {value}"));
                format!("{headers}\n\n{}", call.body)
            })
        }),
        ("body above the header", |call| {
            let sent = call.method == "POST" && call.url == right().url;
            (sent && call.content_type == Some("application/json"))
                .then(|| format!("{}\n\n{}: {}", call.body, call.name, call.value))
        }),
        ("browser's table", |call| {
            let sent = call.method == "POST" && call.url == right().url;
            (sent && call.content_type.is_some()).then(|| {
                let headers = call.lines("\n", |name, value| format!("{name}\t{value}"));
                format!("{headers}\n\n{}", call.body)
            })
        }),
    ]
}

/// What was done, the request, and the headline.
type Mistake = (&'static str, Call, &'static str);

fn signed(bytes: &[u8]) -> Call {
    let data = STANDARD.encode(right_message());
    let text = body(&data, &STANDARD.encode(bytes));
    of(&right_parts().body(|_| text.clone()))
}

fn mistakes() -> Vec<Mistake> {
    let files = Files::get();
    let data = right_message();
    let base64 = STANDARD.encode(&data);
    let seconds = u64::try_from(now()).unwrap();
    let hmac = files.openssl(&["dgst", "-sha512", "-hmac", "secret", "-binary"], &data);
    let digest = files.openssl(&["dgst", "-sha512", "-binary"], &data);
    let der = files.der("ann");
    let hex: String = hmac.iter().map(|byte| format!("{byte:02x}")).collect();
    let by = |options: &str, bytes: &[u8]| signed(&files.sign("ann", options, bytes));
    let made = |bytes: &[u8]| of(&parts(bytes, "ann", "-sha512"));
    let carried = |certificate: &str| of(&right_parts().certificate(certificate));
    let changed = |from: &str, to: &str| Call {
        body: right().body.replace(from, to),
        ..right()
    };
    let named = |name: &str| Call {
        name: name.to_owned(),
        ..right()
    };
    let prefixed = |prefix: &str| Call {
        value: format!("{prefix}{}", right_parts().certificate),
        ..right()
    };
    let four = [
        &u32::try_from(seconds).unwrap().to_be_bytes()[..],
        &message([0; 8])[8..],
    ]
    .concat();
    let der64 = STANDARD.encode(&der);
    let joined = der64.as_bytes().chunks(64);
    let joined: Vec<&str> = joined.map(|line| str::from_utf8(line).unwrap()).collect();
    let spaced = |before: &str, at: usize| {
        let mut call = right();
        let start = call.body.find(before).unwrap() + before.len();
        call.body.insert(start + at, ' ');
        call
    };
    let format = "\"encodedDataFormat\":\"v2\",";
    let v1 = |call: Call| Call {
        body: call.body.replace(format, ""),
        ..call
    };
    vec![
        ("nothing", right(), "review-clean"),
        (
            "HMAC for a signature",
            signed(&hmac),
            "review-signature-hmac",
        ),
        ("HMAC in hex", changed("X", "X"), "review-clean"),
        (
            "hash for a signature",
            signed(&digest),
            "review-signature-plain-hash",
        ),
        ("SHA-256", by("-sha256", &data), "review-signature-hash"),
        ("SHA-1", by("-sha1", &data), "review-signature-hash"),
        (
            "PSS",
            by("-sha512 -sigopt rsa_padding_mode:pss", &data),
            "review-signature-pss",
        ),
        (
            "base64 text signed",
            by("-sha512", base64.as_bytes()),
            "review-signature-of-base64",
        ),
        (
            "nothing signed",
            by("-sha512", b""),
            "review-signature-of-nothing",
        ),
        (
            "other key",
            signed(&files.sign("other", "-sha512", &data)),
            "review-signature-other-key",
        ),
        (
            "key of another size",
            signed(&files.sign("long", "-sha512", &data)),
            "review-signature-key-size",
        ),
        (
            "milliseconds",
            made(&message((seconds * 1_000).to_be_bytes())),
            "review-message-milliseconds",
        ),
        (
            "little-endian",
            made(&message(seconds.to_le_bytes())),
            "review-message-little-endian",
        ),
        ("four bytes", made(&four), "review-message-four-bytes"),
        (
            "no time",
            made(&message([0xC3; 8])),
            "review-message-no-time",
        ),
        ("v1", v1(made(&message([0xC3; 8]))), "review-body-format-v1"),
        (
            "three days old",
            made(&message((seconds - 3 * 86_400).to_be_bytes())),
            "review-message-age-days",
        ),
        (
            "no format",
            changed(format, ""),
            "review-body-format-missing",
        ),
        (
            "V2",
            changed("\"v2\"", "\"V2\""),
            "review-body-format-value",
        ),
        (
            "field misspelt",
            changed("encodedSignedData", "encodedSignData"),
            "review-body-field-name",
        ),
        (
            "certificate twice in base64",
            carried(&STANDARD.encode(STANDARD.encode(&der))),
            "review-certificate-double",
        ),
        (
            "certificate and authority",
            carried(&STANDARD.encode(format!("{}{}", files.text("ann.crt"), files.text("ca.crt")))),
            "review-certificate-several",
        ),
        (
            "the authority's certificate",
            carried(&STANDARD.encode(files.der("ca"))),
            "certificate-authority",
        ),
        (
            "certificate cut",
            carried(&STANDARD.encode(&der)[..600]),
            "review-certificate-cut",
        ),
        ("Autorization", named("Autorization"), "review-header-name"),
        ("Connection", named("Connection"), "review-header-name"),
        ("no prefix", prefixed(""), "review-header-scheme-missing"),
        (
            "CACertficate",
            prefixed("CACertficate "),
            "review-header-scheme",
        ),
        ("Bearer", prefixed("Bearer "), "review-header-scheme"),
        (
            "cacertificate",
            prefixed("cacertificate "),
            "review-header-scheme-case",
        ),
        (
            "two spaces behind the prefix",
            prefixed("CACertificate  "),
            "review-header-scheme-spaces",
        ),
        (
            "no content type",
            Call {
                content_type: None,
                ..right()
            },
            "review-header-content-type-missing",
        ),
        (
            "form's content type",
            Call {
                content_type: Some("application/x-www-form-urlencoded"),
                ..right()
            },
            "review-header-content-type",
        ),
        (
            "GET",
            Call {
                method: "GET",
                ..right()
            },
            "review-address-method",
        ),
        (
            "API host",
            Call {
                url: "https://api.anaplan.com/token/authenticate",
                ..right()
            },
            "review-address-api",
        ),
        (
            "wrong path",
            Call {
                url: "https://auth.anaplan.com/token/validate",
                ..right()
            },
            "review-address-path",
        ),
        (
            "http",
            Call {
                url: "http://auth.anaplan.com/token/authenticate",
                ..right()
            },
            "review-address-insecure",
        ),
        (
            "a space in the message",
            spaced("encodedData\":\"", 50),
            "review-value-space-inside",
        ),
        (
            "a space in the signature",
            spaced("encodedSignedData\":\"", 200),
            "review-value-space-inside",
        ),
        (
            "a space behind the signature",
            changed("\"}", " \"}"),
            "review-value-space-end",
        ),
        (
            "a space in front of the signature",
            spaced("encodedSignedData\":\"", 0),
            "review-value-space-start",
        ),
        (
            "spaces for plus signs",
            changed(&base64, &base64.replace('+', " ")),
            "review-value-spaces",
        ),
        (
            "a space in the certificate",
            carried(&format!("{} {}", &der64[..700], &der64[700..])),
            "review-value-space-inside",
        ),
        (
            "certificate's lines joined by spaces",
            carried(&joined.join(" ")),
            "review-value-spaces-inside",
        ),
        (
            "variables",
            Call {
                value: "CACertificate {{certificate}}".to_owned(),
                body: body("{{data}}", "{{signed}}"),
                ..right()
            },
            "review-template-postman",
        ),
    ]
    .into_iter()
    .map(|(name, call, code)| match name {
        "HMAC in hex" => {
            let text = body(&base64, &hex);
            (
                name,
                Call {
                    body: text,
                    ..right()
                },
                "review-signature-hmac",
            )
        }
        _ => (name, call, code),
    })
    .collect()
}

/// The table of shapes and mistakes.
fn table() -> (String, Vec<String>) {
    let (shapes, mistakes) = (shapes(), mistakes());
    let mut wrong = Vec::new();
    let mut rows = String::new();
    let (mut all, mut all_right) = (0, 0);
    for (mistake, call, expected) in &mistakes {
        let (mut count, mut right) = (0, 0);
        for (shape, print) in &shapes {
            let Some(text) = print(call) else { continue };
            count += 1;
            let found = review(&text, now());
            let red = found.others.iter();
            let red = red
                .filter(|verdict| verdict.outcome == Outcome::Wrong)
                .count();
            // A collection with variables has a sentence of its own.
            let collection = *shape == "Postman collection" && *mistake == "variables";
            let expected = if collection {
                "review-paste-collection"
            } else {
                expected
            };
            if found.headline.code == expected && red == 0 {
                right += 1;
            } else {
                let codes: Vec<&str> = found.verdicts().map(|verdict| verdict.code).collect();
                wrong.push(format!(
                    "{mistake}, {shape}: {expected} expected, {codes:?}"
                ));
            }
        }
        writeln!(rows, "| {mistake} | `{expected}` | {right} of {count} |").unwrap();
        all += count;
        all_right += right;
    }
    let names: Vec<&str> = shapes.iter().map(|(name, _)| *name).collect();
    let table = format!(
        "Shapes: {}.\n\n| Mistake | Headline | Right |\n|---|---|---|\n{rows}| **all** | | **{all_right} of {all}** |\n",
        names.join(", ")
    );
    (table, wrong)
}

const START: &str = "<!-- table -->\n";
const END: &str = "<!-- /table -->";

#[test]
fn each_mistake_is_the_headline_in_each_shape() {
    let (table, wrong) = table();
    println!("{table}");
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/checker.md");
    let document = fs::read_to_string(&path).unwrap();
    let (before, rest) = document.split_once(START).unwrap();
    let (held, after) = rest.split_once(END).unwrap();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, format!("{before}{START}{table}{END}{after}")).unwrap();
    } else {
        assert_eq!(
            held, table,
            "docs/checker.md: run this test with UPDATE_DOCS=1"
        );
    }
}
