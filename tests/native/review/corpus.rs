//! The corpus of the checker: `tests/data/requests`, one paste a file. The lines before `---` are
//! what is expected; the rest is the paste, as people write it. `@@data@@` and the like stand for
//! values that are made here, with OpenSSL, for the kind of mistake that their name says.

use super::made::{Files, message, now};
use anaplan_rsa_signer::review::{Outcome, review};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::fs;
use std::path::Path;

/// One paste and what is expected of it.
struct Case {
    name: String,
    /// The code of the headline.
    headline: String,
    /// Codes that must not be reported, in whatever place.
    never: Vec<String>,
    /// The line that the headline names.
    line: Option<u32>,
    paste: String,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/requests");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            read(&name, &fs::read_to_string(path).unwrap())
        })
        .collect()
}

fn read(name: &str, text: &str) -> Case {
    let (head, paste) = text.split_once("---\n").unwrap();
    let field = |key: &str| {
        head.lines()
            .find_map(|line| line.strip_prefix(key)?.strip_prefix(": "))
            .map(str::to_owned)
    };
    Case {
        name: name.to_owned(),
        headline: field("headline").unwrap(),
        never: field("never")
            .unwrap_or_default()
            .split_whitespace()
            .map(str::to_owned)
            .collect(),
        line: field("line").map(|line| line.parse().unwrap()),
        paste: filled(paste.trim_end_matches('\n')),
    }
}

/// A paste with its values.
fn filled(paste: &str) -> String {
    let mut out = String::new();
    let mut rest = paste;
    while let Some((before, inside)) = rest.split_once("@@") {
        let (name, behind) = inside.split_once("@@").unwrap();
        out.push_str(before);
        out.push_str(&value(name));
        rest = behind;
    }
    out + rest
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The value with a name: `data`, `signed`, `certificate`, or one of these and a kind of mistake.
fn value(name: &str) -> String {
    let (name, kind) = name.split_once('.').unwrap_or((name, ""));
    match name {
        "certificate" => certificate(kind),
        "data" => STANDARD.encode(message_of(kind)),
        "data-hex" => hex(&message_of(kind)),
        "signed" => {
            let signed = Files::get().sign("ann", "-sha512", &message_of(kind));
            STANDARD.encode(signed)
        }
        "signed-by" => STANDARD.encode(signed_by(kind)),
        "signed-hex" => hex(&signed_by(kind)),
        "signed-hex64" => STANDARD.encode(hex(&signed_by(kind))),
        "key" => Files::get().text("ann.key"),
        other => panic!("{other}: not a value of the corpus"),
    }
}

fn certificate(kind: &str) -> String {
    let files = Files::get();
    let (pem, der) = (files.text("ann.crt"), files.der("ann"));
    match kind {
        "" => STANDARD.encode(der),
        "pem" => STANDARD.encode(pem),
        "raw" => pem,
        "lines" => {
            let lines = pem.lines().filter(|line| !line.starts_with('-'));
            lines.collect::<Vec<_>>().join("\n")
        }
        "double" => STANDARD.encode(STANDARD.encode(der)),
        "hex" => hex(&der),
        "bag" => STANDARD.encode(format!("Bag Attributes\n    friendlyName: ann\n{pem}")),
        "chain" => STANDARD.encode(format!("{pem}{}", files.text("ca.crt"))),
        "p7b" => STANDARD.encode(fs::read(files.path("bundle.p7b")).unwrap()),
        "fingerprint" => hex(&files.openssl(&["dgst", "-sha1", "-binary"], &der)),
        "cut" => STANDARD.encode(der)[..600].to_owned(),
        name => STANDARD.encode(files.der(name)),
    }
}

fn message_of(kind: &str) -> Vec<u8> {
    let seconds = u64::try_from(now()).unwrap();
    match kind {
        "" => message(seconds.to_be_bytes()),
        "milliseconds" => message((seconds * 1_000).to_be_bytes()),
        "little-endian" => message(seconds.to_le_bytes()),
        "four-bytes" => {
            let four = u32::try_from(seconds).unwrap().to_be_bytes();
            [&four[..], &message([0; 8])[8..]].concat()
        }
        "ticks" => message((seconds * 10_000_000 + 621_355_968_000_000_000).to_be_bytes()),
        "digits" => {
            let mut bytes = message([0; 8]);
            bytes[..10].copy_from_slice(seconds.to_string().as_bytes());
            bytes
        }
        "v1" => message([0xC3; 8]),
        "letters" => message([0x61; 8])
            .iter()
            .cycle()
            .take(150)
            .map(|byte| b'a' + byte % 26)
            .collect(),
        "short" => message([0xC3; 8])[..54].to_vec(),
        "old" => message((seconds - 3 * 86_400).to_be_bytes()),
        "future" => message((seconds + 7_200).to_be_bytes()),
        other => panic!("{other}: no message of the corpus"),
    }
}

/// A signature of the right message, made in some other way.
fn signed_by(kind: &str) -> Vec<u8> {
    let files = Files::get();
    let data = message_of("");
    let base64 = STANDARD.encode(&data);
    match kind {
        "" => files.sign("ann", "-sha512", &data),
        "sha256" => files.sign("ann", "-sha256", &data),
        "sha1" => files.sign("ann", "-sha1", &data),
        "pss" => files.sign("ann", "-sha512 -sigopt rsa_padding_mode:pss", &data),
        "base64" => files.sign("ann", "-sha512", base64.as_bytes()),
        "line" => files.sign("ann", "-sha512", format!("{base64}\n").as_bytes()),
        "nothing" => files.sign("ann", "-sha512", b""),
        "hash" => files.openssl(&["dgst", "-sha512", "-binary"], &data),
        "hmac" => files.openssl(&["dgst", "-sha512", "-hmac", "secret", "-binary"], &data),
        "hmac256" => files.openssl(&["dgst", "-sha256", "-hmac", "secret", "-binary"], &data),
        "raw" => {
            let digest = files.openssl(&["dgst", "-sha512", "-binary"], &data);
            files.openssl(&["rsautl", "-sign", "-inkey", "ann.key"], &digest)
        }
        "cut" => files.sign("ann", "-sha512", &data)[..200].to_vec(),
        key => files.sign(key, "-sha512", &data),
    }
}

#[test]
fn every_paste_gets_its_headline() {
    let cases = cases();
    assert!(cases.len() >= 150, "{}", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        let found = review(&case.paste, now());
        let codes: Vec<&str> = found.verdicts().map(|verdict| verdict.code).collect();
        let mut say = |what: String| wrong.push(format!("{}: {what}", case.name));
        if found.headline.code != case.headline {
            say(format!("{} expected, {codes:?} found", case.headline));
        }
        let kind = serde_json::to_value(found.kind).unwrap();
        let kind = format!("\"review-kind-{}\"", kind.as_str().unwrap());
        if !include_str!("../../../www/catalogue/en.json").contains(&kind) {
            say(format!("no words for {kind}"));
        }
        if case.line.is_some() && found.headline.line != case.line {
            say(format!(
                "line {:?}, not {:?}",
                case.line, found.headline.line
            ));
        }
        for never in case
            .never
            .iter()
            .filter(|never| codes.contains(&never.as_str()))
        {
            say(format!("{never} reported: {codes:?}"));
        }
        // One mistake never makes three red boxes.
        let others = found.others.iter();
        let red = others
            .filter(|verdict| verdict.outcome == Outcome::Wrong)
            .count();
        let several = case.name.contains("mistakes");
        if red > 0 && !several {
            say(format!("more than the headline is wrong: {codes:?}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}

/// What a person searches for in the program is written as it stands there.
#[test]
fn the_call_of_a_program_is_named_as_it_is_written() {
    for (line, expected) in [
        (
            "var mac = CryptoJS.HmacSHA512(data, secret);",
            "CryptoJS.HmacSHA512",
        ),
        ("mac = hmac.new(secret, data, hashlib.sha512)", "hmac.new"),
        ("using var mac = new HMACSHA512(secret);", "HMACSHA512"),
        ("const mac = createHmac('sha512', secret);", "createHmac"),
        ("$mac = hash_hmac('sha512', $data, $secret);", "hash_hmac"),
    ] {
        let found = review(line, now()).headline;
        assert_eq!(found.code, "review-program-hmac", "{line}");
        let call = found.params.get("found").unwrap();
        assert_eq!(*call, expected.into(), "{line}");
    }
}
