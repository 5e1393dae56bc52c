//! The core at the command line, `examples/sign`.

use super::curl;
use super::files::{PASSPHRASE, path};
use crate::support::now;
use crate::support::service::Service;
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

/// The example, built as it is now: `cargo test --test native` alone does not build it.
fn program() -> &'static PathBuf {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let cargo = Command::new(env!("CARGO"))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(["build", "--locked", "--example", "sign"])
            .arg("--message-format=json")
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&cargo.stderr);
        assert!(cargo.status.success(), "{told}");
        let built = String::from_utf8(cargo.stdout).unwrap();
        let mut messages = built
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap());
        let own = messages.find_map(|message| {
            let is_it = message["target"]["name"] == "sign";
            message["executable"].as_str().filter(|_| is_it)?;
            Some(message["executable"].as_str()?.into())
        });
        own.unwrap()
    })
}

/// Runs it; without a terminal and, when there is none, without a pass phrase.
fn run(words: &[&str], passphrase: Option<&str>) -> Output {
    let mut command = Command::new(program());
    command.args(words).stdin(Stdio::null());
    command.env_remove("RSA_SIGNER_PASSPHRASE");
    if let Some(passphrase) = passphrase {
        command.env("RSA_SIGNER_PASSPHRASE", passphrase);
    }
    command.output().unwrap()
}

#[track_caller]
fn told(output: &Output, code: i32) -> String {
    let told = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(code), "{told}");
    assert!(!told.contains(PASSPHRASE), "{told}");
    told
}

#[track_caller]
fn fails(words: &[&str], passphrase: Option<&str>, sentence: &str) {
    let output = run(words, passphrase);
    let told = told(&output, 2);
    assert!(told.contains(sentence), "{told}");
    assert!(output.stdout.is_empty());
}

/// A sentence of the page.
fn sentence(code: &str, which: &str) -> String {
    let catalogue = include_str!("../../../www/catalogue/en.json");
    let catalogue: Value = serde_json::from_str(catalogue).unwrap();
    let sentence = catalogue["notices"][code][which].as_str().unwrap();
    // Up to the first parameter.
    sentence.split('{').next().unwrap().to_owned()
}

#[test]
fn its_request_logs_in() {
    let service = Service::start();
    let file = |name: &str| path(name);
    let (certificate, binary, bundle, both) = (
        file("own.crt"),
        file("own.cer"),
        file("own.p12"),
        file("both.pem"),
    );
    let (key, protected) = (file("pkcs1.key"), file("protected.key"));
    let calls: [&[&str]; 4] = [
        &["--certificate", &certificate, "--key", &protected],
        &["--key", &key, "--certificate", &binary, "--header", "pem"],
        &["--bundle", &bundle],
        &["--bundle", &both],
    ];
    for words in calls {
        let output = run(words, Some(PASSPHRASE));
        told(&output, 0);
        let request: Value = serde_json::from_slice(&output.stdout).unwrap();
        let text = |name: &str| request[name].as_str().unwrap();
        let answer = curl::log_in(&service, text("authorization"), text("body"));
        assert_eq!(answer.status, 201, "{words:?}: {}", service.log());
        let created = request["createdAt"].as_u64().unwrap();
        assert!((created..created + 60).contains(&now()));
        let begin = if words.contains(&"pem") {
            "LS0t"
        } else {
            "MII"
        };
        assert!(text("authorization").starts_with(&format!("CACertificate {begin}")));
    }
}

#[test]
fn it_fails_with_the_sentences_of_the_page() {
    let (own, other, protected) = (path("own.crt"), path("other.key"), path("protected.key"));
    let shut = ["--certificate", &own, "--key", &protected];
    let cause = format!("{protected}: {}", sentence("passphrase-wrong", "cause"));
    fails(&shut, Some("wrong"), &cause);
    fails(
        &shut,
        Some("wrong"),
        &sentence("passphrase-wrong", "remedy"),
    );
    let cause = format!("{protected}: {}", sentence("passphrase-needed", "cause"));
    fails(&shut, None, &cause);
    fails(&shut, None, "RSA_SIGNER_PASSPHRASE");
    let strange = ["--certificate", &own, "--key", &other];
    let cause = format!("{other}: {}", sentence("pair-mismatch", "cause"));
    fails(&strange, None, &cause);
    let nothing = path("nothing.key");
    let cause = format!("{nothing} cannot be read");
    fails(&["--certificate", &own, "--key", &nothing], None, &cause);
    let cause = sentence("private-key-missing", "cause");
    fails(&["--certificate", &own], None, &cause);
    fails(&[], None, "--bundle");
    fails(&["--key", &other, "--header", "hex"], None, "der or pem");
}

#[test]
fn it_lists_what_expires_and_says_whether_it_is_due() {
    let (own, soon, both, shut) = (
        path("own.crt"),
        path("soon.crt"),
        path("both.pem"),
        path("own.p12"),
    );
    // OpenSSL says 90 and 9 days; the first of them has begun.
    let listed = run(
        &["expiry", "--days", "30", &own, &soon, &both, &shut],
        Some(PASSPHRASE),
    );
    assert_eq!(told(&listed, 1), "");
    let table = String::from_utf8(listed.stdout).unwrap();
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 5, "{table}");
    assert!(lines[1].starts_with("8 days left"), "{table}");
    assert!(lines[1].contains(&soon), "{table}");
    assert!(lines[2].starts_with("89 days left"), "{table}");
    told(&run(&["expiry", "--days", "30", &own, &both], None), 0);
    told(&run(&["expiry", "--days", "8", &soon], None), 0);
    told(&run(&["expiry", "--days", "9", &soon], None), 1);
}

/// `cat` of files without a last line end: none of them may be missing from the list.
#[test]
fn certificates_that_touch_are_all_listed() {
    let file = |name| fs::read_to_string(path(name)).unwrap();
    let joined =
        [file("own.crt"), file("soon.crt"), file("chain.crt")].map(|pem| pem.trim().to_owned());
    let folder = tempfile::tempdir().unwrap();
    let all = folder.path().join("all.pem");
    fs::write(&all, joined.concat()).unwrap();
    let all = all.to_str().unwrap();
    let listed = run(&["expiry", "--days", "30", "--json", all], None);
    told(&listed, 1);
    let list: Value = serde_json::from_slice(&listed.stdout).unwrap();
    assert_eq!(list.as_array().unwrap().len(), 3);
    assert_eq!(list[0]["daysLeft"], 8);
}

#[test]
fn its_list_is_json_too_and_names_what_it_cannot_read() {
    let (own, soon, key, shut) = (
        path("own.crt"),
        path("soon.crt"),
        path("own.key"),
        path("own.p12"),
    );
    let listed = run(&["expiry", "--json", "--days", "30", &own, &soon], None);
    told(&listed, 1);
    let list: Value = serde_json::from_slice(&listed.stdout).unwrap();
    let column = |name: &str| -> Vec<&Value> {
        list.as_array()
            .unwrap()
            .iter()
            .map(|entry| &entry[name])
            .collect()
    };
    assert_eq!(column("file"), [&soon, &own]);
    assert_eq!(column("daysLeft"), [8, 89]);
    // What cannot be read weighs more than what is due; the others are listed all the same.
    let listed = run(&["expiry", "--days", "30", &key, &soon, &shut], None);
    let told = told(&listed, 2);
    let missing = format!("{key}: {}", sentence("certificate-missing", "cause"));
    let needed = format!("{shut}: {}", sentence("passphrase-needed", "cause"));
    assert!(told.contains(&missing), "{told}");
    assert!(told.contains(&needed), "{told}");
    assert!(String::from_utf8(listed.stdout).unwrap().contains(&soon));
}
