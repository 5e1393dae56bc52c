//! Where one verdict ends and the next begins: sizes, counts, and what looks like something else.

use super::made::{Files, body, message, now, parts, right_message, right_parts, with_signature};
use super::{says, signature, wrong};
use anaplan_rsa_signer::notice::Value;
use anaplan_rsa_signer::review::{Kind, MAX_BYTES, Part, Review, review};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use std::collections::BTreeSet;
use std::time::Instant;

const URL: &str = "https://auth.anaplan.com/token/authenticate";

fn number(review: &Review, code: &str, name: &str) -> i64 {
    match super::param(review, code, name) {
        Value::Number(number) => number,
        other => panic!("{other:?}"),
    }
}

fn data() -> String {
    STANDARD.encode(right_message())
}

fn signed() -> String {
    STANDARD.encode(Files::get().sign("ann", "-sha512", &right_message()))
}

#[test]
fn a_paste_may_be_as_long_as_the_limit() {
    let text = right_parts().text();
    let padded = |length: usize| format!("{text}{}", "\n".repeat(length - text.len()));
    wrong(&padded(MAX_BYTES), &[]);
    let found = wrong(&padded(MAX_BYTES + 1), &["review-paste-too-large"]);
    let bytes = i64::try_from(MAX_BYTES).unwrap();
    assert_eq!(number(&found, "review-paste-too-large", "bytes"), bytes + 1);
    assert_eq!(number(&found, "review-paste-too-large", "limit"), bytes);
}

/// Letters and digits alone are base64 too: only a message of v1 may be that by chance.
#[test]
fn a_signature_of_letters_is_base64_twice() {
    let letters = "QUJD".repeat(86);
    let text = right_parts()
        .body(|_| body(&data(), &STANDARD.encode(&letters)))
        .text();
    says(&text, &["review-value-double"]);
}

#[test]
fn the_minutes_of_a_clock_that_is_fast_are_counted() {
    for (seconds, code, name, expected, headline) in [
        (60, "review-message-age-seconds", "seconds", 0, false),
        (61, "review-message-future", "minutes", 1, false),
        (119, "review-message-future", "minutes", 1, false),
        (1_799, "review-message-future", "minutes", 29, false),
        (1_800, "review-message-future-minutes", "minutes", 30, true),
        // Of a difference in hours, the minutes until the check are missing.
        (3_599, "review-message-future-minutes", "minutes", 60, true),
        (6_899, "review-message-future-minutes", "minutes", 115, true),
        (6_900, "review-message-future-hours", "hours", 2, true),
        (7_199, "review-message-future-hours", "hours", 2, true),
        (7_500, "review-message-future-hours", "hours", 2, true),
        (7_501, "review-message-future-minutes", "minutes", 125, true),
        (
            10_499,
            "review-message-future-minutes",
            "minutes",
            175,
            true,
        ),
        (10_500, "review-message-future-hours", "hours", 3, true),
        // Some time zones are half an hour or three quarters from the next.
        (
            19_800,
            "review-message-future-minutes",
            "minutes",
            330,
            true,
        ),
        (
            20_700,
            "review-message-future-minutes",
            "minutes",
            345,
            true,
        ),
        (172_799, "review-message-future-hours", "hours", 48, true),
        (172_800, "review-message-future-days", "days", 2, true),
        (30 * 86_400, "review-message-future-days", "days", 30, true),
    ] {
        let time = u64::try_from(now() + seconds).unwrap();
        let text = parts(&message(time.to_be_bytes()), "ann", "-sha512").text();
        let found = says(&text, &[code]);
        assert_eq!(number(&found, code, name), expected);
        assert_eq!(found.headline.code == code, headline, "{seconds}");
    }
}

/// Backwards, the bytes of some seconds are a floating-point number of another time: those of
/// 0x6B0AD941, in November 2026, are 1,680,452,608.
#[test]
fn little_endian_is_named_in_every_second() {
    for seconds in [
        0x6B0A_D941_u64,
        0x6B0A_DA41,
        0x6B0A_E041,
        0x6B0A_CE41,
        0x6B0A_1241,
    ] {
        let text = body(&STANDARD.encode(message(seconds.to_le_bytes())), "");
        let at = i64::try_from(seconds).unwrap();
        let found = review(&text, at);
        let codes: Vec<&str> = found.verdicts().map(|verdict| verdict.code).collect();
        assert!(
            codes.contains(&"review-message-little-endian"),
            "{seconds:x}: {codes:?}"
        );
    }
}

/// Milliseconds in digits begin with the seconds.
#[test]
fn the_digits_of_milliseconds_are_read_as_their_time() {
    for digits in [now().to_string(), format!("{}123", now())] {
        let mut bytes = message([0; 8]);
        bytes[..digits.len()].copy_from_slice(digits.as_bytes());
        let found = says(
            &parts(&bytes, "ann", "-sha512").text(),
            &["review-message-digits"],
        );
        assert_eq!(
            super::param(&found, "review-message-digits", "time"),
            Value::Time(now())
        );
    }
}

/// RFC 8017, section 9.2: the padding has at least eight bytes, and eight are enough. The longest
/// that OpenSSL pads is eleven bytes shorter than the key.
#[test]
fn the_shortest_padding_is_padding() {
    let longest = [b'x'; 256 - 11];
    let raw = ["rsautl", "-sign", "-inkey", "ann.key"];
    let bytes = Files::get().openssl(&raw, &longest);
    let found = review(&with_signature(&right_message(), &bytes).text(), now());
    let codes: Vec<&str> = found.verdicts().map(|verdict| verdict.code).collect();
    assert!(!codes.contains(&"review-signature-other-key"), "{codes:?}");
    // Of other bytes than these, nothing is known but that the key is another.
    let other = Files::get().sign("other", "-sha512", &right_message());
    signature(&other, &["review-signature-other-key"]);
}

#[test]
fn curl_sends_what_its_options_say() {
    let header = format!("Authorization: {}", right_parts().value());
    for option in ["-G", "--get"] {
        let text = format!(
            "curl {option} '{URL}' -H '{header}' -H 'Content-Type: application/json' -d '{}'",
            right_parts().body
        );
        says(&text, &["review-address-method"]);
    }
}

#[test]
fn two_headers_with_tokens_are_two_headers() {
    let token = "Authorization: AnaplanAuthToken 9wAuEh0xkL5uw+LHyg==";
    let http = |headers: &str| {
        format!(
            "POST /token/authenticate HTTP/1.1\nHost: auth.anaplan.com\n{headers}\nContent-Type: application/json\n\n{}",
            right_parts().body
        )
    };
    let count = |text: &str| {
        let found = review(text, now());
        let mut verdicts = found.verdicts();
        verdicts.any(|verdict| verdict.code == "review-header-twice")
    };
    assert!(count(&http(&format!("{token}\n{token}x"))));
    assert!(!count(&http(token)));
}

/// What one mistake is in a program, and what looks like it and is none: the code after
/// `review-program`.
#[test]
fn programs_are_judged_by_what_they_call() {
    let message =
        "import os, struct, time\nmessage = struct.pack('>Q', int(time.time())) + os.urandom(92)";
    let sign = "signature = key.sign(message, padding.PKCS1v15(), hashes.SHA512())\n";
    let posts = |body: &str| {
        format!(
            "{message}\n{sign}body = {{'encodedDataFormat': 'v2', 'encodedData': b64encode(message), 'encodedSignedData': b64encode(signature)}}\nrequests.post(url, headers=headers, {body})"
        )
    };
    for (program, expected) in [
        (format!("{message}  # not hmac.new(secret)\n{sign}"), ""),
        (
            format!("{message}\nmac = hmac.new(secret)\n{sign}"),
            "-hmac",
        ),
        (
            format!("{message}\n\"\"\"Signs.\"\"\"\nmac = hmac.new(secret)"),
            "-hmac",
        ),
        (
            format!("{message}\n\"\"\"Signs,\nnot by hmac.new(secret).\n\"\"\"\n{sign}"),
            "",
        ),
        (
            format!("// createHmac('sha512', secret)\n{message}\n{sign}"),
            "",
        ),
        (
            format!(" * mac = Mac.getInstance(\"HmacSHA512\")\n */\n{message}\n{sign}"),
            "",
        ),
        (
            "log(\"it's // \" + createHmac('sha512', secret).update(message));".to_owned(),
            "-hmac",
        ),
        (
            format!(
                "const certificate = '{}'; const mac = createHmac('sha512', secret);",
                right_parts().certificate.repeat(2)
            ),
            "-hmac",
        ),
        (
            format!("{message}\nif message == base64.b64encode(other): stop()\n{sign}"),
            "",
        ),
        (
            format!(
                "{message}\ntext = base64.b64encode(message)\n{}",
                sign.replace("(message", "(base64.b64decode(text)")
            ),
            "",
        ),
        (
            "const text = message.toString('base64');\ncreateSign('RSA-SHA512').update(text).sign(key, 'base64');".to_owned(),
            "-signs-text",
        ),
        (
            "const pem = begin + der.toString('base64') + end;\nconst key = createPrivateKey(pem);\nconst signature = sign('RSA-SHA512', message, key);".to_owned(),
            "",
        ),
        (
            format!(
                "message = open('message.bin').read()\n{sign}body = {{'encodedData': data, 'encodedSignedData': signed}}"
            ),
            "",
        ),
        (posts("data=json.dumps(body)"), ""),
        (posts("data=body"), "-form"),
        (
            "$signature = $rsa.SignData($message, 'SHA512', [Security.Cryptography.RSASignaturePadding]::Pkcs1)\n$body = '{\"encodedDataFormat\":\"v2\",\"encodedData\":\"' + $data + '\",\"encodedSignedData\":\"' + $signed + '\"}'\nInvoke-RestMethod -Uri $url -Method Post -Headers $headers -Body $body".to_owned(),
            "",
        ),
        ("openssl pkeyutl -sign -inkey key.pem -in digest".to_owned(), ""),
    ] {
        let headline = review(&program, now()).headline.code;
        assert_eq!(headline, format!("review-program{expected}"), "{program}");
    }
}

/// What a program writes in front of its certificate is sent so.
#[test]
fn the_prefix_in_a_program_is_judged() {
    for (prefix, headline) in [
        ("CACertificate ", "review-program"),
        ("cacertificate ", "review-header-scheme-case"),
        ("CACertificate  ", "review-header-scheme-spaces"),
    ] {
        let text = format!(
            "import requests\nsignature = key.sign(message, padding.PKCS1v15(), hashes.SHA512())\nrequests.post('{URL}', headers={{'Authorization': '{prefix}' + certificate, 'Content-Type': 'application/json'}}, data=json.dumps(body))"
        );
        assert_eq!(review(&text, now()).headline.code, headline, "{prefix}");
    }
}

/// A program whose values are written out is a request, whatever else it computes.
#[test]
fn a_call_with_its_signature_written_out_is_no_program() {
    let headers = format!(
        "{{'Authorization': '{}', 'Content-Type': 'application/json'}}",
        right_parts().value()
    );
    let fields = format!(
        "{{'encodedDataFormat': 'v2', 'encodedData': '{}', 'encodedSignedData': '{}'}}",
        data(),
        signed()
    );
    let text = format!(
        "import requests, hmac, hashlib\ncheck = hmac.new(b'x', b'y', hashlib.sha512)\nrequests.post('{URL}', headers={headers}, json={fields})"
    );
    let found = wrong(&text, &[]);
    assert_eq!(found.kind, Kind::Code);
    assert_eq!(found.headline.code, "review-clean");
}

/// The header's value in a variable that the call takes by another way.
#[test]
fn a_value_in_a_variable_is_the_headers() {
    let text = format!(
        "import requests\nlogin = '{}'\nrequests.post('{URL}', auth=Login(login), headers={{'Content-Type': 'application/json'}}, data='{}')",
        right_parts().value(),
        right_parts().body
    );
    let found = review(&text, now());
    let mut verdicts = found.verdicts();
    assert!(
        verdicts.any(|verdict| verdict.code == "review-signature-right"),
        "{found:#?}"
    );
}

#[test]
fn the_login_of_a_collection_with_values_is_judged() {
    let login = |value: &str, signed: &str| {
        json!({"name": "x", "request": {"method": "POST", "url": {"raw": URL},
            "header": [{"key": "Authorization", "value": value}, {"key": "Content-Type", "value": "application/json"}],
            "body": {"mode": "raw", "raw": body(&data(), signed)}}})
    };
    let variable = login("{{anaplan_authorization}}", "{{signed}}");
    let written = login(&right_parts().value(), &signed());
    let folder = json!({"name": "y", "item": [{"name": "z", "item": [&written]}]});
    for items in [
        [&variable, &written],
        [&written, &variable],
        [&variable, &folder],
    ] {
        let collection = json!({"info": {"name": "x"}, "item": items});
        let found = wrong(&collection.to_string(), &[]);
        assert_eq!(found.headline.code, "review-clean");
    }
}

/// A variable explains nothing of what is written out beside it. The code after `review-template-`,
/// and what is shown of the variable.
#[test]
fn variables_are_named_and_hide_no_mistake() {
    let (data, signed, v1) = (data(), signed(), "V2");
    let of = |value: &str, body: &str| {
        format!(
            "curl '{URL}' -H 'Authorization: {value}' -H 'Content-Type: application/json' -d '{body}'"
        )
    };
    let fetch = |value: &str| {
        format!(
            "fetch('{URL}', {{ method: 'POST', headers: {{ Authorization: {value}, 'Content-Type': 'application/json' }}, body: '{}' }})",
            right_parts().body.replace("\"v2\"", "\"V2\"")
        )
    };
    let body = |data: &str| {
        format!(
            r#"{{"encodedDataFormat":"{v1}","encodedData":"{data}","encodedSignedData":"{signed}"}}"#
        )
    };
    let powershell = |value: &str, data: &str| {
        format!(
            "Invoke-RestMethod -Uri '{URL}' -Method Post -Headers @{{ Authorization = {value} }} -ContentType 'application/json' -Body '{}'",
            body(data)
        )
    };
    let php = |header: &str| {
        format!(
            "<?php\n$certificate = '{}';\ncurl_setopt($handle, CURLOPT_URL, '{URL}');\ncurl_setopt($handle, CURLOPT_HTTPHEADER, [{header}, 'Content-Type: application/json']);\ncurl_setopt($handle, CURLOPT_POSTFIELDS, '{}');",
            right_parts().certificate,
            body(&data)
        )
    };
    for (text, code, found) in [
        (
            of("CACertificate {{certificates}}", &body(&data)),
            "postman",
            "{{certificates}}",
        ),
        (
            of("CACertificate {{a_certificate}}", &body(&data)),
            "postman",
            "{{a_certificate}…",
        ),
        (
            of(&right_parts().value(), &body("{{data}}")),
            "postman",
            "{{data}}",
        ),
        (
            of("CACertificate {certificate}", &body(&data)),
            "words",
            "{certificate}",
        ),
        (fetch("authorization"), "program", "authorization"),
        (
            fetch("`CACertificate ${certificate}`"),
            "program",
            "${certificate}",
        ),
        (
            format!(
                "const certificate = '{}';\n{}",
                right_parts().certificate,
                fetch("'CACertificate ${certificate}'")
            ),
            "quotes",
            "${certificate}",
        ),
        (
            format!(
                "certificate = '{}'\nrequests.post('{URL}', headers={{'Authorization': 'CACertificate {{certificate}}'}}, json={})",
                right_parts().certificate,
                body(&data)
            ),
            "quotes",
            "{certificate}",
        ),
        (
            format!(
                "certificate = '{}'\nrequests.post('{URL}', headers={{'Authorization': \"CACertificate {{certificate}}\"}}, json={})",
                right_parts().certificate,
                body(&data)
            ),
            "quotes",
            "{certificate}",
        ),
        (
            php("'Authorization: CACertificate $certificate'"),
            "quotes",
            "$certificate",
        ),
        (
            php("'Authorization: CACertificate {$certificate}'"),
            "quotes",
            "{$certificate}",
        ),
        (
            php("\"Authorization: CACertificate {$certificate}\""),
            "program",
            "{$certificate}",
        ),
        (
            format!(
                "$certificate = '{}';\n$client->post('{URL}', ['headers' => ['Authorization' => 'CACertificate $certificate', 'Content-Type' => 'application/json'], 'body' => '{}']);",
                right_parts().certificate,
                body(&data)
            ),
            "quotes",
            "$certificate",
        ),
        (
            format!(
                "let login = (login: {{ authorization: string }}) => {}",
                fetch("login.authorization")
            ),
            "program",
            "login.authorization",
        ),
        (
            format!(
                "$certificate = '{}'\n{}",
                right_parts().certificate,
                powershell("'CACertificate $certificate'", &data)
            ),
            "quotes",
            "$certificate",
        ),
        (
            format!(
                "$certificate = '{}'\n{}",
                right_parts().certificate,
                powershell("@'\nCACertificate $certificate\n'@", &data)
            ),
            "quotes",
            "$certificate",
        ),
        (
            powershell(&format!("'{}'", right_parts().value()), "$encoded"),
            "quotes",
            "$encoded",
        ),
        (
            format!(
                "Write-Host 'Reading $certificate'\n{}",
                powershell("\"CACertificate $certificate\"", &data)
            ),
            "powershell",
            "$certificate",
        ),
        (
            format!(
                "$headers = @{{ Authorization = 'CACertificate ' + (-join $lines); 'Content-Type' = 'application/json' }}\nInvoke-RestMethod -Uri '{URL}' -Method Post -Headers $headers -Body '{}'",
                body(&data)
            ),
            "powershell",
            "-join",
        ),
    ] {
        let code = format!("review-template-{code}");
        let review = wrong(&text, &["review-body-format-value"]);
        assert_eq!(
            super::param(&review, &code, "found"),
            found.into(),
            "{text}"
        );
    }
}

/// A value's text with a space inserted before the sign at this place.
fn inserted(value: &str, at: usize) -> String {
    format!("{} {}", &value[..at], &value[at..])
}

/// A message and its signature, in base64: one whose signature is such.
fn signed_so(key: &str, is_such: impl Fn(&str) -> bool) -> (String, String) {
    let mut signatures = (0..10_000).map(|count: u64| {
        let mut data = right_message();
        data[92..].copy_from_slice(&count.to_be_bytes());
        let signed = Files::get().sign(key, "-sha512", &data);
        (STANDARD.encode(data), STANDARD.encode(signed))
    });
    signatures.find(|(_, signed)| is_such(signed)).unwrap()
}

/// What a space in a value is: one that does not belong there, or a `+` of before. It hides
/// nothing that is right behind it, and makes nothing else wrong.
#[test]
fn a_space_is_told_from_a_plus() {
    // Every certificate here has a plus; of the signatures, nearly each.
    let (data, signed) = signed_so("ann", |signed| signed.contains('+'));
    let certificate = right_parts().certificate;
    let hmac = STANDARD.encode(super::made::hmac());
    let bare = |value: &str| value.trim_end_matches('=').to_owned();
    let in_lines = |value: &str, width: usize| {
        let lines = value.as_bytes().chunks(width);
        let lines: Vec<&str> = lines.map(|line| str::from_utf8(line).unwrap()).collect();
        lines.join(" ")
    };
    let rows = |value: &str| {
        let end = value.len() - 3;
        vec![
            (inserted(value, 50), "review-value-space-inside"),
            (inserted(value, end), "review-value-space-inside"),
            (
                inserted(&inserted(value, 40), 90),
                "review-value-spaces-inside",
            ),
            (
                inserted(&inserted(&inserted(&inserted(value, 9), 33), 50), 90),
                "review-value-spaces-inside",
            ),
            (
                in_lines(value, 76),
                if value.len() > 152 {
                    "review-value-spaces-inside"
                } else {
                    "review-value-space-inside"
                },
            ),
            (value.replace('+', " "), "review-value-spaces"),
        ]
    };
    let mut cases = Vec::new();
    for (value, expected) in rows(&data) {
        cases.push((right_parts().body(|_| body(&value, &signed)), expected));
    }
    for (value, expected) in rows(&signed) {
        cases.push((right_parts().body(|_| body(&data, &value)), expected));
    }
    for (value, expected) in rows(&certificate) {
        cases.push((right_parts().certificate(&value), expected));
    }
    for (value, expected) in [
        (format!("{signed} "), "review-value-space-end"),
        (format!(" {signed}"), "review-value-space-start"),
        (
            format!(" {signed}  "),
            "review-value-space-end review-value-space-start",
        ),
        (format!("{signed}\\n"), "review-value-line-end"),
        (format!("\\n{signed}"), "review-value-line-breaks"),
        (
            format!(" {}", inserted(&signed, 80)),
            "review-value-space-inside review-value-space-start",
        ),
        (
            format!("{}\\n{}", &signed[..64], inserted(&signed[64..], 20)),
            "review-value-line-breaks review-value-space-inside",
        ),
        (
            inserted(&bare(&signed), 80),
            "review-value-padding review-value-space-inside",
        ),
        // Of another length than the key's signatures, but whole without the space.
        (
            inserted(&hmac, 30),
            "review-signature-hmac review-value-space-inside",
        ),
        // Four of one kind do not change whether the length is a multiple of four.
        (
            inserted(&inserted(&inserted(&inserted(&hmac, 9), 33), 50), 70),
            "review-signature-hmac review-value-spaces-inside",
        ),
        // One space too many and one plus too few: no reading is right.
        (
            inserted(&signed.replace('+', " "), 80),
            "review-value-spaces-unclear",
        ),
    ] {
        cases.push((right_parts().body(|_| body(&data, &value)), expected));
    }
    for (parts, expected) in cases {
        let expected: Vec<&str> = expected.split(' ').collect();
        let found = wrong(&parts.text(), &expected);
        let unclear = expected.contains(&"review-value-spaces-unclear");
        let mut verdicts = found.verdicts();
        let verified = verdicts.any(|verdict| verdict.code == "review-signature-right");
        let hmac = found.headline.code == "review-signature-hmac";
        assert!(verified || unclear || hmac, "{:#?}", found.headline);
        assert!(expected.contains(&found.headline.code), "{expected:?}");
    }
}

/// A signature without padding, that of 3,072 bits, may end with the plus that became a space.
#[test]
fn a_space_at_the_end_may_be_a_plus() {
    let (data, signed) = signed_so("long", |signed| signed.ends_with('+'));
    let text = body(&data, &signed.replace('+', " "));
    let parts = right_parts().certificate(&STANDARD.encode(Files::get().der("long")));
    let found = wrong(
        &parts.body(|_| text.clone()).text(),
        &["review-value-spaces"],
    );
    assert_eq!(found.headline.code, "review-value-spaces");
}

/// The length of the key's signatures tells what many spaces are; without the certificate, the lengths
/// of the signatures of usual keys.
#[test]
fn many_spaces_are_pluses_where_the_length_is_right_with_them() {
    let many = |signed: &str| signed.matches('+').count() > 4;
    for (key, with_header) in [("odd", true), ("ann", false)] {
        let (data, signed) = signed_so(key, many);
        let text = body(&data, &signed.replace('+', " "));
        let parts = right_parts().certificate(&STANDARD.encode(Files::get().der(key)));
        let text = if with_header {
            parts.body(|_| text.clone()).text()
        } else {
            text
        };
        let found = wrong(&text, &["review-value-spaces"]);
        assert_eq!(found.headline.code, "review-value-spaces", "{key}");
    }
}

/// Of a signature that was cut, the bytes tell nothing. Base64 of a length that is no multiple of four,
/// and more spaces than tell it, are as good in every reading; lines of one length are lines.
#[test]
fn the_length_of_base64_tells_what_a_few_spaces_are() {
    let (data, signed) = signed_so("ann", |signed| {
        (1..4).contains(&signed[..300].matches('+').count())
    });
    let (cut, words) = (&signed[..300], |lengths: &[usize]| {
        let mut rest = &signed[..];
        let words = lengths.iter().map(|length| {
            let (word, behind) = rest.split_at(*length);
            rest = behind;
            word
        });
        words.collect::<Vec<&str>>().join(" ")
    });
    for (value, expected) in [
        (cut.replace('+', " "), "spaces"),
        (words(&[200, 100]), "space-inside"),
        (words(&[50, 70, 180]), "spaces-inside"),
        (words(&[50, 50, 50, 50, 40, 60]), "spaces-unclear"),
        (words(&[200, 102]), "spaces-unclear"),
        (words(&[64, 64, 173]), "spaces-unclear"),
        (words(&[64, 64, 64, 64, 44]), "spaces-inside"),
        (words(&[40, 40, 40, 40, 40, 40, 40, 20]), "spaces-inside"),
    ] {
        let found = review(&right_parts().body(|_| body(&data, &value)).text(), now());
        let codes = found.verdicts().map(|verdict| verdict.code);
        let codes = codes.filter_map(|code| code.strip_prefix("review-value-space"));
        let codes: Vec<String> = codes.map(|code| format!("space{code}")).collect();
        assert_eq!(codes.join(" "), expected, "{value}");
    }
}

/// One more layer than is looked into is counted no more.
#[test]
fn certificates_in_a_row_are_counted_up_to_a_bound() {
    let der = Files::get().der("ann");
    for (row, count) in [(2, 2), (3, 3), (4, 3), (9, 3)] {
        let text = right_parts()
            .certificate(&STANDARD.encode(der.repeat(row)))
            .text();
        let found = says(&text, &["review-certificate-several"]);
        assert_eq!(
            number(&found, "review-certificate-several", "count"),
            count,
            "{row}"
        );
    }
}

/// Parentheses in a row of strings.
#[test]
fn a_value_in_parentheses_is_put_together() {
    let certificate = right_parts().certificate;
    let (one, two) = certificate.split_at(100);
    let call = |value: &str| {
        format!(
            "fetch('{URL}', {{ method: 'POST', headers: {{ Authorization: {value}, 'Content-Type': 'application/json' }}, body: '{}' }})",
            right_parts().body
        )
    };
    for value in [
        format!("('CACertificate ' + '{certificate}')"),
        format!("'CACertificate ' + ('{one}' + '{two}')"),
    ] {
        let found = wrong(&call(&value), &[]);
        assert_eq!(found.headline.code, "review-clean", "{value}");
    }
}

/// Of every other part the request is right.
#[test]
fn addresses_are_judged_in_their_parts() {
    for (method, url, expected) in [
        ("post", URL, "right"),
        ("%METHOD%", URL, "right"),
        ("{{method}}", URL, "right"),
        ("$METHOD", URL, "right"),
        ("PUT", URL, "method"),
        (
            "POST",
            "HTTPS://AUTH.anaplan.com/token/authenticate?a=b",
            "query",
        ),
        (
            "POST",
            "https://auth.anaplan.com/token/authenticate#a",
            "right",
        ),
        (
            "POST",
            "https://ann@us9.auth.anaplan.com:443/token/authenticate",
            "right",
        ),
        // There may be more hosts than are known here.
        (
            "POST",
            "https://eu1a.auth.anaplan.com/token/authenticate",
            "host",
        ),
        (
            "POST",
            "https://xy9.auth.anaplan.com/token/refresh",
            "host path",
        ),
        (
            "POST",
            "<https://au1a.app2.anaplan.com/token/authenticate>",
            "right",
        ),
        (
            "POST",
            "http://auth.anaplan.com/token/authenticate",
            "insecure",
        ),
        (
            "POST",
            "http://auth.anaplan.com/token/refresh",
            "insecure path",
        ),
        ("POST", "https://auth.anaplan.com", "path"),
        (
            "POST",
            "https://auth.anaplan.com?token/authenticate",
            "path query",
        ),
        (
            "POST",
            "https://auth.anaplan.com/a/token/authenticate",
            "path",
        ),
        (
            "POST",
            "https://oauth.anaplan.com/token/authenticate",
            "host",
        ),
        (
            "POST",
            "https://us1a.api.anaplan.com/token/authenticate",
            "api",
        ),
        ("POST", "https://api.example.com/token/authenticate", "host"),
        (
            "POST",
            "https://proxy.example.com/a/token/authenticate",
            "host",
        ),
        ("POST", "https://proxy.example.com/a", "host path"),
        ("POST", "http://{{host}}/token/authenticate", ""),
        ("POST", "{{base}}/token/authenticate", ""),
        ("POST", "$URL", ""),
        ("POST", "%URL%/token/refresh", "path"),
    ] {
        let text = format!(
            "curl -X '{method}' '{url}' -H 'Authorization: {}' -H 'Content-Type: application/json' -d '{}'",
            right_parts().value(),
            right_parts().body
        );
        let found = review(&text, now());
        let address = found
            .verdicts()
            .filter(|verdict| verdict.part == Part::Address);
        let codes: BTreeSet<&str> = address.map(|verdict| verdict.code).collect();
        let codes: Vec<&str> = codes
            .iter()
            .map(|code| code.strip_prefix("review-address-").unwrap())
            .collect();
        assert_eq!(codes.join(" "), expected, "{method} {url}");
    }
}

/// What is said of a body, of all that could be: the codes after `review-body-` and `review-value-`.
#[test]
fn bodies_are_judged_in_their_parts() {
    let v1 = "Any words that are no message of the second version, 100 letters long at the least: ....!?";
    let twice = STANDARD.encode(STANDARD.encode(v1));
    let (data, signed) = (data(), signed());
    // A form's plus signs, at these places.
    let spaced = |places: &[usize]| {
        let with_space = |(at, sign)| if places.contains(&at) { ' ' } else { sign };
        body(
            &data.chars().enumerate().map(with_space).collect::<String>(),
            &signed,
        )
    };
    // Lines whose breaks became spaces.
    let in_lines = |length: usize, width: usize| {
        let lines = signed.as_bytes()[..length].chunks(width);
        let lines: Vec<&str> = lines.map(|line| str::from_utf8(line).unwrap()).collect();
        body(&data, &lines.join(" "))
    };
    for (body, expected, never) in [
        (
            right_parts().body.replace("encodedDataFormat", "format"),
            "review-body-field-name review-signature-right",
            "",
        ),
        (
            right_parts().body.replace("encodedData\"", "data\""),
            "review-body-field-name review-signature-right",
            "",
        ),
        (
            right_parts().body.replace("encodedSignedData", "signature"),
            "review-body-field-name review-signature-right",
            "",
        ),
        (
            format!(r#"{{"encodedData":"{twice}","encodedSignedData":"{signed}"}}"#),
            "review-value-double",
            "",
        ),
        (
            body("2026-11-28 10:00:00", &signed),
            "review-value-damaged",
            "",
        ),
        (
            spaced(&[100]),
            "review-value-spaces",
            "review-value-line-breaks",
        ),
        (
            spaced(&[10, 20, 40, 50]),
            "review-value-spaces",
            "review-value-line-breaks",
        ),
        (
            body(
                &format!("{} {} {}", &data[..64], &data[64..128], &data[128..]),
                &signed,
            ),
            "review-value-spaces-inside review-signature-right",
            "",
        ),
        (
            in_lines(342, 64),
            "review-value-spaces-inside review-value-padding review-signature-right",
            "review-value-spaces",
        ),
        (
            in_lines(342, 176),
            "review-value-space-inside review-value-padding review-signature-right",
            "review-value-spaces",
        ),
        (
            in_lines(341, 76),
            "review-value-spaces-inside review-value-cut",
            "review-value-spaces",
        ),
        (
            body(&data, &format!("RSA-SHA512(m)= {signed}")),
            "review-value-damaged",
            "",
        ),
        (r#"{"a":"b"}"#.to_owned(), "", "review-body-format-v1"),
        (
            format!(r#"{{"encodedData":"{}"}}"#, STANDARD.encode(v1)),
            "review-body-format-v1",
            "",
        ),
        (
            format!(r#"{{"encodedSignedData":"{signed}"}}"#),
            "review-body-format-v1",
            "",
        ),
        (
            format!(
                "{{\"encodedDataFormat\":\"v2\",\"encodedData\":\"{}\n{}\",\"encodedSignedData\":\"{signed}\"}}",
                &data[..64],
                &data[64..]
            ),
            "",
            "review-body-right",
        ),
    ] {
        let found = says(
            &right_parts().body(|_| body.clone()).text(),
            &expected.split_whitespace().collect::<Vec<_>>(),
        );
        assert!(
            found.verdicts().all(|verdict| verdict.code != never),
            "{never}: {body}"
        );
    }
}

/// Calls of programs with every value written out: all that is wrong with each.
#[test]
fn what_a_call_leaves_out_is_named() {
    let (value, body, certificate) = (
        right_parts().value(),
        right_parts().body,
        right_parts().certificate,
    );
    let escaped = body.replace('"', "\\\"");
    // The command prompt ends a command with the line, inside of quotation marks too.
    let cmd = |body: &str| {
        format!(
            "curl \"{URL}\" ^\n -H \"Authorization: {value}\" ^\n -H \"Content-Type: application/json\" ^\n -d \"{body}\""
        )
    };
    let fetch = |url: &str, options: &str| {
        format!(
            "const response = await fetch('{url}', {{ method: 'POST', headers: {{ Authorization: '{value}', 'Content-Type': 'application/json' }}{options} }});"
        )
    };
    let powershell = |options: &str| {
        format!(
            "Invoke-RestMethod -Uri '{URL}' -Headers @{{ Authorization = '{value}' }} -ContentType 'application/json'{options}"
        )
    };
    let whole = format!(", body: '{body}'");
    for (text, expected) in [
        (fetch(URL, &whole), &[][..]),
        (
            format!(
                "const login = '{value}';\nprepare('POST', login);\nsend('/token/authenticate', login, '{body}');"
            ),
            &[],
        ),
        (fetch(URL, ""), &["review-body-missing"]),
        (fetch(URL, "").replace("await fetch", "options"), &[]),
        (
            format!(
                "let login = 'CACertificate MIIA'\nlogin = '{value}'\nlet a = '1', z = '2'\n{}",
                fetch(URL, &whole).replace(&format!("'{value}'"), "login")
            ),
            &[],
        ),
        (
            format!(
                "requests.post('{URL}', headers={{'Authorization': '{value}'}}, data='{body}')"
            ),
            &["review-header-content-type-missing"],
        ),
        (
            fetch(URL, &whole).replace("POST", "PUT").repeat(2),
            &["review-address-method"],
        ),
        (
            powershell(&format!(" -Method Get -Body '{body}'")),
            &["review-address-method"],
        ),
        (powershell(&format!(" -Method Post -Body '{body}'")), &[]),
        (
            powershell(&format!(" -Body '{body}'")),
            &["review-address-method"],
        ),
        (
            powershell(&format!(" -Body '{body}'")).replace("Invoke-RestMethod", "iwr"),
            &["review-address-method"],
        ),
        (
            format!(
                "cert = '{certificate}'\n{}",
                fetch(URL, &whole).replace(&certificate, "cert")
            ),
            &["review-certificate-unreadable"],
        ),
        (
            format!(
                "curl_setopt($handle, CURLOPT_URL, '{URL}');\ncurl_setopt($handle, CURLOPT_HTTPHEADER, ['Authorization: {value}', 'encodedData: {}']);",
                data()
            ),
            &["review-body-missing", "review-header-field"],
        ),
        (
            format!(
                "curl -u 'ann@example.com:x' {URL} -H 'Content-Type: application/json' -d '{body}'"
            ),
            &["review-header-scheme-basic"],
        ),
        (
            format!(
                "url = \"{URL}\"\nheader = \"Authorization: AnaplanAuthToken 9wAuEh0xkL5uw\"\nheader = \"Content-Type: application/json\"\ndata = \"{escaped}\""
            ),
            &["review-header-scheme-token"],
        ),
        (
            cmd(&escaped.replace(",", ",^\n")),
            &[
                "review-body-cut",
                "review-body-field-missing",
                "review-body-unquoted",
            ],
        ),
    ] {
        wrong(&text, expected);
    }
}

/// What a certificate begins with, and what is as long as one.
#[test]
fn headers_are_judged_in_their_parts() {
    let (value, certificate) = (right_parts().value(), right_parts().certificate);
    let token = "AnaplanAuthToken 9wAuEh0xkL5uw+LHyg==";
    for (headers, expected, never) in [
        (
            format!("Authorization: {value}\nAuthorization: {token}"),
            "",
            "review-header-twice",
        ),
        (
            format!("Authorization: {token}\nAuthorization: {value}"),
            "",
            "review-header-twice",
        ),
        (
            format!("Authorization: {value}\nAuthorization: {value}0"),
            "review-header-twice",
            "",
        ),
        (
            format!("Authorization: {certificate}"),
            "review-header-scheme-missing",
            "",
        ),
    ] {
        let text = format!("{headers}\n\n{}", right_parts().body);
        let found = says(&text, &expected.split_whitespace().collect::<Vec<_>>());
        assert!(
            found.verdicts().all(|verdict| verdict.code != never),
            "{never}: {headers}"
        );
    }
}

/// A certificate that is right in its form is so alone.
#[test]
fn certificates_are_judged_in_their_parts() {
    let files = Files::get();
    let (der, pem) = (files.der("ann"), files.text("ann.crt"));
    let (more, ca) = ([&der[..], b"x"].concat(), files.text("ca.crt"));
    let mut layers = STANDARD.encode(&der);
    for _ in 0..12 {
        layers = STANDARD.encode(layers);
    }
    for (value, form) in [
        (STANDARD.encode(&der), "review-certificate-der"),
        (STANDARD.encode(&pem), "review-certificate-pem"),
        (
            STANDARD.encode("certificate"),
            "review-certificate-unreadable",
        ),
        (STANDARD.encode(more), ""),
        (STANDARD.encode(der.repeat(2)), ""),
        (STANDARD.encode(STANDARD.encode(&der)), ""),
        (STANDARD.encode(STANDARD.encode(&pem)), ""),
        (STANDARD.encode(format!("{pem}{ca}")), ""),
        (STANDARD.encode(format!("Bag Attributes\n{pem}")), ""),
        (layers, "review-certificate-unreadable"),
    ] {
        let found = review(&right_parts().certificate(&value).text(), now());
        let forms = [
            "review-certificate-der",
            "review-certificate-pem",
            "review-certificate-unreadable",
        ];
        let right = found
            .verdicts()
            .filter(|verdict| forms.contains(&verdict.code));
        let right: Vec<&str> = right.map(|verdict| verdict.code).collect();
        assert_eq!(right.join(" "), form, "{value}");
    }
}

/// One call alone is a program, whichever it is of those that make what a request holds.
#[test]
fn one_call_is_a_program() {
    for line in [
        "mac = hmac.new(secret, message)",
        "signature = key.sign(message, padding.PSS(a, b))",
        "const signed = privateEncrypt(key, message);",
        "digest = hashlib.sha512(message)",
        "text = b64encode(message)",
        "message = os.urandom(92)",
    ] {
        assert_eq!(review(line, now()).kind, Kind::Program, "{line}");
    }
}

/// Postman keeps what it sends as a header in another place, too.
#[test]
fn the_authorization_of_postman_is_a_header() {
    let item = |auth: serde_json::Value| {
        json!({"info": {"name": "x"}, "item": [{"name": "x", "request": {"method": "POST", "auth": auth, "url": {"raw": URL},
            "header": [{"key": "Content-Type", "value": "application/json"}],
            "body": {"mode": "raw", "raw": right_parts().body}}}]})
    };
    let key = json!({"type": "apikey", "apikey": [{"key": "key", "value": "Authorization"}, {"key": "value", "value": right_parts().value()}]});
    wrong(&item(key).to_string(), &[]);
    let basic = json!({"type": "basic", "basic": []});
    says(&item(basic).to_string(), &["review-header-scheme-basic"]);
}

/// Postman's authorizers replace a header of the same name. A request without one inherits that of
/// its folder, and the folder that of the collection.
#[test]
fn the_authorization_tab_of_postman_replaces_the_header() {
    let value = right_parts().value();
    let bearer =
        |token: &str| json!({"type": "bearer", "bearer": [{"key": "token", "value": token}]});
    let (token, none) = (bearer("{{token}}"), json!({"type": "noauth"}));
    let old = json!({"type": "bearer", "bearer": {"token": "x"}});
    let pair = |name: &str, value: &str| json!({"key": name, "value": value});
    let key = |text: &str| json!({"type": "apikey", "apikey": [pair("key", "Authorization"), pair("value", text)]});
    let query = json!({"type": "apikey", "apikey": [pair("key", "Authorization"), pair("value", "x"), pair("in", "query")]});
    let basic = json!({"type": "basic", "basic": []});
    let inherits = || json!(null);
    let (tab, own) = ("review-header-postman-tab", "review-header-scheme-bearer");
    for (collection, folder, request, header, expected) in [
        (token.clone(), inherits(), inherits(), true, &[tab][..]),
        (token.clone(), inherits(), none.clone(), true, &[]),
        (token.clone(), none.clone(), inherits(), true, &[]),
        (none.clone(), token.clone(), inherits(), true, &[tab]),
        (none.clone(), none.clone(), token.clone(), true, &[tab]),
        (inherits(), inherits(), old, true, &[tab]),
        (inherits(), inherits(), bearer(""), true, &[]),
        (inherits(), bearer(&value), inherits(), true, &[tab]),
        (inherits(), bearer(&value), inherits(), false, &[tab, own]),
        (
            key("AnaplanAuthToken {{token}}"),
            inherits(),
            inherits(),
            true,
            &[tab],
        ),
        (key(&value), inherits(), inherits(), true, &[]),
        (key(&value), inherits(), inherits(), false, &[]),
        (query, inherits(), inherits(), true, &[]),
        (basic, inherits(), inherits(), true, &[tab]),
    ] {
        let mut headers = vec![pair("Content-Type", "application/json")];
        headers.extend(header.then(|| pair("Authorization", &value)));
        let login = json!({"name": "login", "request": {"method": "POST", "auth": request, "url": {"raw": URL},
            "header": headers, "body": {"mode": "raw", "raw": right_parts().body}}});
        let text = json!({"info": {"name": "x"}, "auth": collection, "item": [{"name": "folder", "auth": folder, "item": [login]}]});
        let found = wrong(&text.to_string(), expected);
        let mut verdicts = found.verdicts();
        assert!(
            verdicts.any(|verdict| verdict.code == "review-signature-right"),
            "{text}"
        );
        if expected.contains(&tab) {
            assert_eq!(found.headline.code, tab, "{text}");
        }
    }
    // A script computes the values.
    let script = "pm.environment.set('signed', CryptoJS.HmacSHA512(data, secret))";
    let login = json!({"method": "POST", "url": {"raw": URL}, "header": [pair("Authorization", "CACertificate {{certificate}}")],
        "body": {"mode": "raw", "raw": "{\"encodedSignedData\":\"{{signed}}\"}"}});
    let text = json!({"info": {"name": "x"}, "auth": token, "item": [{"name": "login", "request": login,
        "event": [{"listen": "prerequest", "script": {"exec": [script]}}]}]});
    says(&text.to_string(), &["review-program-hmac", tab]);
    // Its fields make a request the login, also as those of a form.
    for name in ["encodedData", "encodedSignedData", "other"] {
        let form = json!({"mode": "urlencoded", "urlencoded": [pair(name, "x")]});
        let login = json!({"method": "POST", "url": {"raw": "{{url}}"}, "body": form});
        let text = json!({"info": {"name": "x"}, "item": [{"name": "login", "request": login}]});
        let found = says(&text.to_string(), &[]);
        let mut verdicts = found.verdicts();
        let is_read = verdicts.any(|verdict| verdict.code == "review-body-form");
        assert_eq!(is_read, name != "other", "{name}: {found:?}");
    }
}

/// Of two logins in a collection the one is checked whose header's value is in it, also where
/// Postman's tab has that value. The first one here sends its fields as a form.
#[test]
fn of_two_logins_of_postman_the_one_with_its_value_is_checked() {
    let pair = |name: &str, value: &str| json!({"key": name, "value": value});
    let key = |name: &str, text: &str| json!({"type": "apikey", "apikey": [pair("key", name), pair("value", text)]});
    let bearer = json!({"type": "bearer", "bearer": [pair("token", "{{token}}")]});
    let value = right_parts().value();
    let form = json!({"mode": "urlencoded", "urlencoded": [pair("encodedData", "{{data}}")]});
    let first = json!({"method": "POST", "url": {"raw": URL}, "body": form,
        "header": [pair("Authorization", "{{header}}")]});
    for (tab, header, is_second) in [
        // The tab's header replaces the variable.
        (key("Authorization", &value), Some("{{header}}"), true),
        // It replaces a written one, which is checked further.
        (bearer.clone(), Some(value.as_str()), true),
        (bearer, None, false),
        // A header of another name.
        (key("X-Key", "{{key}}"), Some(value.as_str()), true),
        (key("X-Key", "{{key}}"), Some("{{header}}"), false),
    ] {
        let header: Vec<_> = header
            .iter()
            .map(|text| pair("Authorization", text))
            .collect();
        let second = json!({"method": "POST", "url": {"raw": URL}, "auth": tab, "header": header,
            "body": {"mode": "raw", "raw": right_parts().body}});
        let text =
            json!({"info": {"name": "x"}, "item": [{"request": first}, {"request": second}]});
        let found = review(&text.to_string(), now());
        let mut verdicts = found.verdicts();
        let is_first = verdicts.any(|verdict| verdict.code == "review-body-form");
        assert_ne!(is_first, is_second, "{text}: {found:?}");
    }
}

/// What these types write is no certificate, and only what they have the values for is written.
#[test]
fn every_type_of_postmans_tab_that_writes_the_header_is_named() {
    let value = right_parts().value();
    let (tab, variable) = (
        "review-header-postman-tab",
        "review-header-postman-variable",
    );
    for (kind, parameters, code) in [
        ("oauth2", &[("accessToken", "x")][..], tab),
        (
            "oauth2",
            &[("accessToken", "x"), ("addTokenTo", "header")],
            tab,
        ),
        (
            "oauth2",
            &[("accessToken", "x"), ("addTokenTo", "queryParams")],
            "",
        ),
        ("oauth2", &[("accessToken", "x"), ("tokenType", "mac")], ""),
        ("oauth2", &[("clientId", "x")], ""),
        (
            "oauth2",
            &[
                ("accessToken", value.strip_prefix("CACertificate ").unwrap()),
                ("headerPrefix", "CACertificate"),
            ],
            "",
        ),
        ("jwt", &[("secret", "x")], tab),
        ("jwt", &[("privateKey", "x"), ("addTokenTo", "header")], tab),
        ("jwt", &[("secret", "x"), ("addTokenTo", "queryParam")], ""),
        ("jwt", &[("algorithm", "HS256")], ""),
        ("hawk", &[("authId", "x"), ("authKey", "y")], tab),
        ("hawk", &[("authId", "x")], ""),
        (
            "digest",
            &[("username", "x"), ("realm", "y"), ("nonce", "z")],
            tab,
        ),
        ("digest", &[("username", "x"), ("password", "y")], ""),
        (
            "apikey",
            &[("key", "Authorization"), ("value", "{{v}}")],
            variable,
        ),
        ("apikey", &[("key", "X-Key"), ("value", "{{v}}")], ""),
    ] {
        let pairs = parameters
            .iter()
            .map(|(name, value)| json!({"key": name, "value": value}));
        let pairs: Vec<serde_json::Value> = pairs.collect();
        let login = json!({"method": "POST", "url": {"raw": URL},
            "header": [{"key": "Authorization", "value": &value}, {"key": "Content-Type", "value": "application/json"}],
            "body": {"mode": "raw", "raw": right_parts().body}});
        let text = json!({"info": {"name": "x"}, "auth": {"type": kind, kind: pairs}, "item": [{"request": login}]});
        let found = review(&text.to_string(), now());
        let codes: Vec<&str> = found.verdicts().map(|verdict| verdict.code).collect();
        for named in [tab, variable] {
            assert_eq!(
                codes.contains(&named),
                named == code,
                "{kind} {parameters:?}"
            );
        }
        assert!(codes.contains(&"review-signature-right"), "{text}");
        assert_eq!(
            found.headline.code,
            if code == tab { tab } else { "review-clean" }
        );
    }
}

/// What a collection hands on to all of its requests makes none of them the login.
#[test]
fn an_inherited_authorization_makes_no_login() {
    let value = right_parts().value();
    let key = |value: &str| json!({"type": "apikey", "apikey": [{"key": "key", "value": "Authorization"}, {"key": "value", "value": value}]});
    let other = json!({"name": "workspaces", "request": {"method": "GET", "url": {"raw": "https://api.anaplan.com/2/0/workspaces"}}});
    let own = json!({"request": {"method": "POST", "url": {"raw": URL}, "auth": key(&value)}});
    for address in [URL, "{{address}}"] {
        let login = json!({"name": "login", "request": {"method": "POST", "url": {"raw": address},
            "header": [{"key": "Content-Type", "value": "application/json"}],
            "body": {"mode": "raw", "raw": right_parts().body}}});
        let text = json!({"info": {"name": "x"}, "auth": key(&value), "item": [other, login]});
        let found = wrong(&text.to_string(), &[]);
        assert_eq!(found.headline.code, "review-clean", "{address}");
    }
    let none = json!({"info": {"name": "x"}, "auth": key(&value), "item": [other]});
    let found = review(&none.to_string(), now());
    assert_eq!(found.headline.code, "review-paste-collection-other");
    let text = json!({"info": {"name": "x"}, "item": [own]});
    says(
        &text.to_string(),
        &["review-body-missing", "review-header-right"],
    );
}

/// What is inherited is read once, not for each request.
#[test]
fn an_inherited_authorization_is_read_once() {
    let long = format!("CACertificate {}{{{{v}}}}", "A".repeat(200 * 1024));
    let key = json!({"type": "apikey", "apikey": {"key": "Authorization", "value": long}});
    let item = |request: serde_json::Value| json!({"request": request});
    for request in [
        json!({}),
        json!({"url": "/authenticate"}),
        json!({"url": "/authenticate", "header": {"Authorization": "{{v}}"}}),
    ] {
        let item = item(request);
        let items = vec![&item; 250_000 / item.to_string().len()];
        let text = json!({"info": {}, "auth": key, "item": items});
        let started = Instant::now();
        let _ = review(&text.to_string(), now());
        let seconds = started.elapsed().as_secs_f64();
        assert!(seconds < 10.0, "{seconds}");
    }
}
