//! The command line: exit codes, formats, and no secret in any output.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};

/// Everything that a shell may stumble over.
const PASSPHRASE: &str = r#"a b$c'd"e`f\g"#;

/// The folder of the test files, made by OpenSSL once in a run.
fn folder() -> &'static Path {
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        make_files(folder.path());
        folder
    });
    folder.path()
}

fn folder_file(name: &str) -> std::path::PathBuf {
    folder().join(name)
}

fn make_files(folder: &Path) {
    let openssl = |words: &str| {
        let output = Command::new("openssl")
            .args(words.split_whitespace())
            .current_dir(folder)
            .env("PASSPHRASE", PASSPHRASE)
            .output()
            .unwrap();
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "openssl {words}: {complaint}");
    };
    let leaf =
        "-addext basicConstraints=critical,CA:FALSE -addext subjectAltName=email:ann@example.com";
    for name in ["own", "other"] {
        openssl(&format!(
            "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out {name}.key"
        ));
        openssl(&format!(
            "req -x509 -new -key {name}.key -subj /CN={name} -days 90 -out {name}.crt {leaf}"
        ));
    }
    openssl(&format!(
        "req -x509 -new -key own.key -subj /CN=soon -days 9 -out soon.crt {leaf}"
    ));
    // As certificates for Anaplan are: signed by a CA.
    openssl("req -x509 -new -key other.key -subj /CN=Authority -days 90 -out authority.crt");
    openssl(&format!(
        "req -x509 -new -key own.key -subj /CN=leaf -days 60 -CA authority.crt -CAkey other.key \
         -out leaf.crt {leaf}"
    ));
    // Of nine days, nine whole ones are left within the second that OpenSSL counts from, and eight
    // after it: that second is over for every certificate above.
    let second = || {
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap()
            .as_secs()
    };
    let made = second();
    while second() == made {
        std::thread::yield_now();
    }
    // Of the past, which only this command of OpenSSL makes.
    fs::write(folder.join("index.txt"), "").unwrap();
    let lines = "[ca]
default_ca=own
[own]
database=index.txt
new_certs_dir=.
\
                 rand_serial=yes
default_md=sha256
policy=any
[any]
commonName=supplied
";
    fs::write(folder.join("ca.conf"), lines).unwrap();
    openssl("req -new -key own.key -subj /CN=old -out old.csr");
    openssl(
        "ca -batch -config ca.conf -selfsign -keyfile own.key -in old.csr -notext -out old.crt \
         -startdate 20240101000000Z -enddate 20250101000000Z",
    );
    openssl("pkcs12 -export -in own.crt -inkey own.key -passout env:PASSPHRASE -out own.p12");
    fs::write(folder.join("second"), "another passphrase").unwrap();
    openssl("pkcs12 -export -nokeys -in own.crt -passout file:second -out public.p12");
    openssl("pkcs8 -topk8 -in own.key -passout env:PASSPHRASE -out protected.key");
    openssl("x509 -in own.crt -noout -pubkey -out own.pub");
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    fs::write(
        folder.join("both.pem"),
        read("own.crt") + &read("protected.key"),
    )
    .unwrap();
    let damaged: Vec<String> = read("own.crt").lines().map(str::to_owned).collect();
    let damaged = [&damaged[..3], &damaged[5..]].concat().join("\n");
    fs::write(folder.join("damaged.txt"), damaged).unwrap();
    fs::write(
        folder.join("chain.pem"),
        read("leaf.crt") + &read("authority.crt"),
    )
    .unwrap();
    fs::write(folder.join("passphrase"), format!("{PASSPHRASE}\r\nmore\n")).unwrap();
    for (name, files) in [
        ("good", &["own.crt", "own.key"][..]),
        ("due", &["own.crt", "soon.crt"]),
        ("locked", &["own.crt", "own.p12"]),
        ("broken", &["own.crt", "damaged.txt"]),
        ("empty", &["own.key"]),
    ] {
        fs::create_dir_all(folder.join(name).join("deeper")).unwrap();
        for file in files {
            fs::copy(
                folder.join(file),
                folder.join(name).join("deeper").join(file),
            )
            .unwrap();
        }
        fs::write(folder.join(name).join("notes.txt"), "nothing to see").unwrap();
    }
}

fn command(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rsa-signer"));
    command
        .args(words)
        .current_dir(folder())
        .env_remove("RSA_SIGNER_PASSPHRASE")
        .env_remove("RSA_SIGNER_NEW_PASSPHRASE")
        .stdin(Stdio::null());
    command
}

/// Runs it, expects an exit code, and finds no secret in what it prints.
#[track_caller]
fn finish(command: &mut Command, code: i32) -> (String, String) {
    check(&command.output().unwrap(), code)
}

#[track_caller]
fn check(output: &Output, code: i32) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{out}{err}");
    for secret in [PASSPHRASE, "PRIVATE KEY-----"] {
        assert!(!out.contains(secret) && !err.contains(secret), "{out}{err}");
    }
    (out, err)
}

#[track_caller]
fn run(words: &[&str], code: i32) -> (String, String) {
    finish(&mut command(words), code)
}

#[track_caller]
fn run_with(passphrase: &str, words: &[&str], code: i32) -> (String, String) {
    finish(
        command(words).env("RSA_SIGNER_PASSPHRASE", passphrase),
        code,
    )
}

#[track_caller]
fn run_on(input: &str, words: &[&str], code: i32) -> (String, String) {
    let mut child = command(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    check(&child.wait_with_output().unwrap(), code)
}

/// OpenSSL verifies the signature of a request.
#[track_caller]
fn verify(request: &str) {
    let request: Value = serde_json::from_str(request).unwrap();
    let body: Value = serde_json::from_str(request["body"].as_str().unwrap()).unwrap();
    let place = tempfile::tempdir().unwrap();
    for (name, field) in [
        ("message", "encodedData"),
        ("signature", "encodedSignedData"),
    ] {
        let mut decode = Command::new("openssl")
            .args(["base64", "-d", "-A", "-out"])
            .arg(place.path().join(name))
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        let text = body[field].as_str().unwrap();
        decode
            .stdin
            .take()
            .unwrap()
            .write_all(text.as_bytes())
            .unwrap();
        assert!(decode.wait().unwrap().success());
    }
    assert_eq!(fs::read(place.path().join("message")).unwrap().len(), 100);
    let verified = Command::new("openssl")
        .args(["dgst", "-sha512", "-verify"])
        .arg(folder().join("own.pub"))
        .arg("-signature")
        .arg(place.path().join("signature"))
        .arg(place.path().join("message"))
        .output()
        .unwrap();
    assert!(verified.status.success());
}

#[test]
fn a_request_verifies_in_openssl() {
    for files in [
        &["own.crt", "protected.key"][..],
        &["protected.key", "own.crt"],
        &["own.p12"],
        &["both.pem"],
    ] {
        let words = [&["request"], files].concat();
        let (request, complaint) = run_with(PASSPHRASE, &words, 0);
        verify(&request);
        assert!(!complaint.contains("Error"), "{complaint}");
    }
}

#[test]
fn a_request_in_every_format() {
    let files = ["request", "own.crt", "own.key", "--format"];
    let (header, _) = run(&[&files[..], &["header"]].concat(), 0);
    assert!(header.starts_with("CACertificate MII"));
    assert_eq!(header.lines().count(), 1);
    let (header, _) = run(&[&files[..], &["header", "--header", "pem"]].concat(), 0);
    assert!(header.starts_with("CACertificate LS0t"));
    let (body, _) = run(&[&files[..], &["body"]].concat(), 0);
    let body: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(body["encodedDataFormat"], "v2");
    let (script, _) = run(
        &[
            &files[..],
            &["curl", "--url", "https://eu3.auth.anaplan.com"],
        ]
        .concat(),
        0,
    );
    assert!(script.contains("https://eu3.auth.anaplan.com/token/authenticate"));
    for url in ["http://auth.anaplan.com", "https://us1a.app.anaplan.com"] {
        run(&[&files[..], &["curl", "--url", url]].concat(), 2);
    }
}

#[test]
fn passphrases_come_from_everywhere_but_arguments() {
    let files = ["request", "own.crt", "protected.key"];
    let (_, complaint) = run(&files, 2);
    assert!(
        complaint.contains("protected.key") && complaint.contains("RSA_SIGNER_PASSPHRASE"),
        "{complaint}"
    );
    let (_, complaint) = run_with("wrong", &files, 2);
    assert!(complaint.contains("protected.key"), "{complaint}");
    verify(
        &run(
            &[&files[..], &["--passphrase-file", "passphrase"]].concat(),
            0,
        )
        .0,
    );
    // It opens one file and is wrong for the other.
    let two = ["request", "public.p12", "protected.key"];
    let (_, complaint) = run_with("another passphrase", &two, 2);
    assert!(
        complaint.contains("Error: protected.key: This passphrase does not open")
            && !complaint.contains("Set RSA_SIGNER_PASSPHRASE"),
        "{complaint}"
    );
    let standard = [&files[..], &["--passphrase-file", "-"]].concat();
    verify(&run_on(&format!("{PASSPHRASE}\n"), &standard, 0).0);
    let (_, complaint) = run(&[&standard[..], &["-"]].concat(), 2);
    assert!(complaint.contains("cannot be a file and"), "{complaint}");
    // Both, a line each.
    let both = ["--passphrase-file", "-", "--new-passphrase-file", "-"];
    let convert = [
        "convert",
        "both.pem",
        "--to",
        "private-key",
        "--out",
        "both-lines.key",
    ];
    let lines = format!("{PASSPHRASE}\nanother passphrase\n");
    run_on(&lines, &[&convert[..], &both].concat(), 0);
    openssl("pkey -in both-lines.key -passin file:second -noout");
    let mut from_variable = command(&[&files[..], &["--passphrase-env", "MINE"]].concat());
    verify(&finish(from_variable.env("MINE", PASSPHRASE), 0).0);
    run(&[&files[..], &["--passphrase-env", "MINE"]].concat(), 2);
    run(&[&files[..], &["--passphrase-file", "nothing"]].concat(), 2);
    run(
        &[&files[..], &["--passphrase", PASSPHRASE]].concat()[..4],
        2,
    );
    if cfg!(unix) {
        let file = fs::File::open(folder().join("passphrase")).unwrap();
        let mut from_descriptor = command(&[&files[..], &["--passphrase-fd", "0"]].concat());
        verify(&finish(from_descriptor.stdin(file), 0).0);
    }
}

#[cfg(unix)]
#[test]
fn a_command_signs_and_is_verified() {
    let line = |line: &str, code| run(&["request", "own.crt", "--sign-command", line], code);
    let sign = "openssl dgst -sha512 -sign own.key";
    verify(&line(sign, 0).0);
    verify(&line(&format!("{sign} | openssl base64"), 0).0);
    verify(&line(&format!("{sign} | od -An -v -tx1"), 0).0);
    let base64 = format!("{sign} | openssl base64 -A");
    verify(&line(&format!("printf vault:v1:; {base64}"), 0).0);
    let json = |before: &str| format!("printf '{before}'; {base64}; printf '\"}}}}'");
    verify(&line(&json(r#"{"id": "1", "data": {"signature": "vault:v1:"#), 0).0);
    verify(&line(&json(r#"{"data": {"KeyId": "k", "Signature": ""#), 0).0);
    for wrong in [
        "openssl dgst -sha512 -sign other.key",
        "openssl dgst -sha256 -sign own.key",
        "openssl dgst -sha512 -sigopt rsa_padding_mode:pss -sign own.key",
        "echo nothing",
    ] {
        assert_eq!(line(wrong, 2).0, "", "{wrong}");
    }
    let (_, complaint) = line("exit 9", 2);
    assert!(complaint.contains("exit code 9"), "{complaint}");
    let (_, complaint) = line("kill -9 $$", 2);
    assert!(complaint.contains("signal: 9"), "{complaint}");
}

#[test]
fn a_wrong_pair_makes_no_request() {
    let (out, complaint) = run(&["request", "own.crt", "other.key"], 2);
    assert!(out.is_empty() && !complaint.is_empty());
    // What is missing is named as a file here, and not as a field of the page.
    for file in ["own.crt", "own.key"] {
        let (_, complaint) = run(&["request", file], 2);
        assert!(complaint.contains("Name its file too"), "{complaint}");
    }
    let (_, complaint) = run(&["request", "own.crt", "nothing.key"], 2);
    assert!(
        complaint.contains("nothing.key cannot be read"),
        "{complaint}"
    );
    run(&["request"], 2);
    run(&["nonsense"], 2);
}

/// Returns the SHA-256 of a certificate as OpenSSL writes it, `AB:CD:…`.
fn fingerprint(file: &str) -> String {
    let line = openssl(&format!("x509 -in {file} -noout -fingerprint -sha256"));
    line.trim().split_once('=').unwrap().1.to_owned()
}

#[test]
fn the_chosen_certificate_is_used_or_none() {
    let files = ["own.crt", "own.key", "other.crt", "other.key"];
    let own = fingerprint("own.crt");
    let other = fingerprint("other.crt");
    for choice in [
        own.clone(),
        own.to_lowercase(),
        own.replace(':', ""),
        own.to_lowercase().replace(':', " "),
        own.replace(':', "-"),
        format!("sha256 Fingerprint={own}"),
    ] {
        let words = [&["request", "--choice", &choice], &files[..]].concat();
        let (request, complaint) = run(&words, 0);
        verify(&request);
        assert!(!complaint.contains("Several"), "{complaint}");
    }
    // Without a choice, both are named.
    let (_, complaint) = run(&[&["request"], &files[..]].concat(), 0);
    assert!(complaint.contains("--choice"), "{complaint}");
    assert!(
        complaint.contains(&own) && complaint.contains(&other),
        "{complaint}"
    );
    let out = ["--to", "anaplan", "--out", "unchosen.pem"];
    let (_, complaint) = run(&[&["convert"], &files[..], &out].concat(), 0);
    assert!(complaint.contains(&other), "{complaint}");
    // What is not here, nonsense, a certificate without its key, and that of a CA.
    let leaf = fingerprint("leaf.crt");
    let authority = fingerprint("authority.crt");
    for (choice, files) in [
        (&leaf, &files[..]),
        (&"nonsense".to_owned(), &files),
        (&other, &["own.crt", "own.key", "other.crt"]),
        (&own, &["own.key"]),
        (
            &authority,
            &["leaf.crt", "authority.crt", "--sign-command", "false"],
        ),
    ] {
        let words = [&["request", "--choice", choice], files].concat();
        let (out, complaint) = run(&words, 2);
        assert!(
            out.is_empty() && complaint.contains(choice.as_str()),
            "{choice}: {complaint}"
        );
    }
    for choice in ["", "AB:CD", "nonsense", &format!("{own}:AB")] {
        let (_, complaint) = run(&[&["request", "--choice", choice], &files[..]].concat(), 2);
        assert!(complaint.contains("64 hexadecimal digits"), "{complaint}");
    }
    // The key may be in what is locked.
    for (passphrase, said) in [
        ("", "protected.key is protected"),
        ("wrong", "protected.key: This passphrase"),
    ] {
        let words = [
            "request",
            "own.crt",
            "protected.key",
            "other.crt",
            "other.key",
        ];
        let words = [&words[..], &["--choice", &own]].concat();
        let (_, complaint) = run_with(passphrase, &words, 2);
        assert!(
            complaint.contains(said) && !complaint.contains("no private key in them"),
            "{complaint}"
        );
    }
    // What was not chosen is named also where something else fails.
    let two = ["own.crt", "own.key", "other.crt", "other.key"];
    let elsewhere = [&["request"], &two[..], &["--sign-command", "exit 9"]].concat();
    let short = ["--to", "private-key", "--out", "none.pem"];
    let convert = [&["convert"], &two[..], &short].concat();
    for words in [elsewhere, convert] {
        let mut failing = command(&words);
        let (_, complaint) = finish(failing.env("RSA_SIGNER_NEW_PASSPHRASE", "short"), 2);
        assert!(
            complaint.contains("--choice") && complaint.contains("Error:"),
            "{complaint}"
        );
    }
    for (choice, files) in [(&leaf, &files[..]), (&own, &["own.key"])] {
        let to = ["--to", "private-key-unprotected", "--out", "none.pem"];
        run(&[&["convert", "--choice", choice], files, &to].concat(), 2);
        assert!(!folder().join("none.pem").exists());
    }
}

#[test]
fn its_own_request_checks_well_and_a_changed_one_does_not() {
    let (request, _) = run(&["request", "leaf.crt", "own.key"], 0);
    run_on(&request, &["check"], 0);
    let (json, _) = run_on(&request, &["check", "--format", "json"], 0);
    let review: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(review["headline"]["code"], "review-clean");
    assert!(review["right"].as_array().unwrap().len() > 3);
    let (verdicts, _) = run_on(&request.replace("v2", "v1"), &["check"], 1);
    assert!(verdicts.contains("Wrong: "), "{verdicts}");
    run(&["check", "nothing.txt"], 2);
    // 0 is said only of what was judged as a whole.
    let part = |format: &str| run(&["request", "leaf.crt", "own.key", "--format", format], 0).0;
    let (header, body) = (part("header"), part("body"));
    let whole = format!("Authorization: {header}\n{body}");
    let (before, _) = whole.rsplit_once("==\"").unwrap();
    let shortened = format!("{before}…\"}}");
    let huge = "x".repeat(600_000);
    let program = |name: &str| {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/data/requests");
        let text = std::fs::read_to_string(format!("{folder}/{name}")).unwrap();
        text.split_once("---\n").unwrap().1.to_owned()
    };
    for (text, code) in [
        ("", 2),
        ("hello", 2),
        ("<html></html>", 2),
        (&whole, 0),
        (&body, 2),
        (&header, 2),
        (&shortened, 2),
        (&huge, 2),
        ("Authorization: CACertificate TUlJ", 1),
        (
            "import hmac, hashlib\nrequests.post('https://auth.anaplan.com/token/authenticate', hmac.new(key, data, hashlib.sha512))",
            1,
        ),
        // Programs in which no mistake is known, with the values made in them and from elsewhere.
        (&program("program-python-right.txt"), 0),
        (&program("template-python.txt"), 0),
    ] {
        run_on(text, &["check"], code);
    }
}

#[test]
fn a_response_is_explained() {
    let token = r#"{"status":"SUCCESS","tokenInfo":{"expiresAt":1754089739887,"tokenValue":"secret-token/value="}}"#;
    let (text, _) = run_on(token, &["response"], 0);
    assert!(!text.contains("secret-token"), "{text}");
    let (header, _) = run_on(token, &["response", "--format", "header"], 0);
    assert_eq!(header, "AnaplanAuthToken secret-token/value=\n");
    let refused = r#"{"status":"FAILURE_BAD_CREDENTIAL","statusMessage":"Not Authorized"}"#;
    let (text, _) = run_on(refused, &["response"], 1);
    assert!(
        text.contains("FAILURE_BAD_CREDENTIAL: Not Authorized"),
        "{text}"
    );
    assert_eq!(
        run_on(refused, &["response", "--format", "header"], 1).0,
        ""
    );
    run(&["response", "nothing.json"], 2);
    for (text, code) in [
        ("", 2),
        ("hello", 2),
        ("-----BEGIN CERTIFICATE-----\n", 2),
        (&"x".repeat(8_000_000), 2),
        ("HTTP/2 502\n\n", 1),
        ("curl: (6) Could not resolve host: auth.anaplan.com", 2),
        ("<!DOCTYPE html><html><body>Welcome</body></html>", 2),
    ] {
        run_on(text, &["response"], code);
    }
}

#[test]
fn expiry_ends_as_monitoring_expects() {
    run(&["expiry", "own.crt"], 0);
    run(&["expiry", "own.crt", "soon.crt"], 1);
    run(&["expiry", "soon.crt", "--days", "8"], 0);
    run(&["expiry", "soon.crt", "--days", "9"], 1);
    run(&["expiry", "soon.crt", "--critical-days", "9"], 2);
    // What was seen and not read never ends with 0; what is known to end soon weighs more.
    for words in [
        &["expiry", "own.crt", "own.p12"][..],
        &["expiry", "own.crt", "damaged.txt"],
        &["expiry", "own.crt", "own.key"],
        &["expiry", "own.crt", "nothing.crt"],
        &["expiry", "own.crt", "*.nothing"],
        &["expiry", "--nonsense"],
        &["expiry"],
        &["expiry", "own.crt", "--passphrase-file", "nothing"],
    ] {
        let (_, complaint) = run(words, 3);
        assert!(!complaint.is_empty(), "{words:?}");
    }
    run(&["expiry", "soon.crt", "own.p12"], 1);
    run(
        &["expiry", "soon.crt", "own.p12", "--critical-days", "9"],
        2,
    );
    run_with(PASSPHRASE, &["expiry", "own.crt", "own.p12"], 0);
}

#[test]
fn expiry_searches_folders_and_patterns() {
    run(&["expiry", "good"], 0);
    run(&["expiry", "due"], 1);
    run(&["expiry", "soo*.crt"], 1);
    for folder in ["locked", "broken", "empty"] {
        let (_, complaint) = run(&["expiry", folder], 3);
        assert!(!complaint.is_empty(), "{folder}");
    }
    let (table, _) = run(&["expiry", "due"], 1);
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 3, "{table}");
    assert!(
        lines[1].starts_with("8 days left") && lines[1].contains("soon.crt"),
        "{table}"
    );
    assert_eq!(run(&["expiry", "empty"], 3).0, "");
    let (_, complaint) = run(&["expiry", "*.none", "nothing*"], 3);
    for pattern in ["*.none", "nothing*"] {
        assert!(complaint.contains(pattern), "{complaint}");
    }
}

/// Returns the files of the certificates that `expiry` lists.
#[track_caller]
fn listed(words: &[&str], code: i32) -> Vec<String> {
    let (report, _) = run(&[&["expiry", "--format", "json"], words].concat(), code);
    let report: Value = serde_json::from_str(&report).unwrap();
    let entries = report["certificates"].as_array().unwrap().iter();
    let files = entries.map(|entry| entry["file"].as_str().unwrap().to_owned());
    files.collect()
}

#[cfg(unix)]
#[test]
fn expiry_reads_each_real_file_once_and_no_devices() {
    use std::os::unix::fs::symlink;
    let place = tempfile::tempdir().unwrap();
    let at = |name: &str| place.path().join(name);
    let shown = |name: &str| at(name).to_str().unwrap().to_owned();
    for (folder, file) in [("..2026", "soon.crt"), (".hidden", "own.crt")] {
        fs::create_dir(at(folder)).unwrap();
        fs::copy(folder_file(file), at(folder).join(file)).unwrap();
    }
    fs::create_dir(at("devices")).unwrap();
    let pipe = shown("devices/pipe.crt");
    let made = Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    let _socket = std::os::unix::net::UnixListener::bind(at("devices/socket.crt")).unwrap();
    for (target, link) in [
        // As Kubernetes mounts a Secret.
        ("..2026", "..data"),
        ("..data/soon.crt", "soon.crt"),
        (".", "circle"),
        ("/dev/zero", "devices/zero.crt"),
        (folder_file("good").to_str().unwrap(), "linked"),
    ] {
        symlink(target, at(link)).unwrap();
    }
    let all = place.path().to_str().unwrap();
    let expected = ["soon.crt", "linked/deeper/own.crt"].map(shown);
    let mut files = listed(&[all, &shown("soon.crt"), &shown("..data"), all], 1);
    files.sort();
    let mut sorted = expected.to_vec();
    sorted.sort();
    assert_eq!(files, sorted);
    let (metrics, _) = run(&["expiry", all, all, "--format", "prometheus"], 1);
    assert_eq!(metrics.matches("\nrsa_signer_certificate").count(), 2);
    // A hidden folder is read where it is named, or a visible link leads there.
    let hidden = shown(".hidden");
    assert_eq!(listed(&[&hidden], 0), [shown(".hidden/own.crt")]);
    symlink(".hidden", at("shown")).unwrap();
    assert!(listed(&[all], 1).contains(&shown("shown/own.crt")));
    // Named, they are refused.
    for device in [&pipe, &shown("devices/socket.crt"), "/dev/zero"] {
        let (_, complaint) = run(&["expiry", "own.crt", device], 3);
        assert!(complaint.contains(device), "{complaint}");
    }
    run(&["request", "own.crt", "/dev/zero"], 2);
    // What a shell opened is read.
    let own = fs::read_to_string(folder_file("own.crt")).unwrap();
    for name in ["-", "/dev/stdin", "/dev/fd/0"] {
        run_on(&own, &["expiry", name], 0);
    }
    // Also where a folder has this name.
    fs::create_dir(at("-")).unwrap();
    let mut streamed = command(&["expiry", "-"]);
    let file = fs::File::open(folder_file("own.crt")).unwrap();
    finish(streamed.current_dir(place.path()).stdin(file), 0);
    let (_, complaint) = run_on("", &["expiry", "-"], 3);
    assert!(complaint.contains("Standard input"), "{complaint}");
}

/// Links that lead out of a folder are followed once, and never to the whole system.
#[cfg(target_os = "linux")]
#[test]
fn expiry_does_not_get_lost() {
    use std::os::unix::fs::symlink;
    let place = tempfile::tempdir().unwrap();
    let at = |name: &str| place.path().join(name);
    for folder in ["named", "real/deeper", "far"] {
        fs::create_dir_all(at(folder)).unwrap();
    }
    for (file, copy) in [
        ("own.crt", "named/own.crt"),
        ("other.crt", "real/deeper/other.crt"),
        ("soon.crt", "far/soon.crt"),
    ] {
        fs::copy(folder_file(file), at(copy)).unwrap();
    }
    let named = at("named").to_str().unwrap().to_owned();
    let expected = ["own.crt", "linked/deeper/other.crt"].map(|name| format!("{named}/{name}"));
    for (target, link) in [
        ("../real", "named/linked"),
        ("../../far", "real/deeper/far"),
        ("/", "named/root"),
        ("..", "named/above"),
        ("/proc", "named/proc"),
        ("/proc/self/fd", "named/descriptors"),
        ("/dev", "named/devices"),
        // A file without a byte that blocks.
        ("/proc/kmsg", "named/kmsg"),
    ] {
        symlink(target, at(link)).unwrap();
    }
    let mut files = listed(&[&named], 0);
    files.sort();
    let mut sorted = expected.to_vec();
    sorted.sort();
    assert_eq!(files, sorted);
    let (_, remark) = run(&["expiry", &named], 0);
    assert!(
        remark.starts_with("Warning: 6 files and folders") && remark.lines().count() == 1,
        "{remark}"
    );
    run(&["expiry", "own.crt", "/proc"], 3);
    symlink("/proc/version", at("named/version.crt")).unwrap();
    let (_, complaint) = run(&["expiry", &named], 3);
    assert!(
        complaint.contains("version.crt: This file is empty"),
        "{complaint}"
    );
}

/// Runs it as a user who may not read everything. Root may, and runs a copy as nobody: the folder of the build
/// may be root's alone.
#[cfg(unix)]
#[track_caller]
fn run_unprivileged(place: &Path, words: &[&str], code: i32) -> (String, String) {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let mut own = command(words);
    if fs::read(place.join("login.key")).is_err() {
        return finish(own.current_dir("/"), code);
    }
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let copy = folder.path().join("rsa-signer");
    fs::copy(own.get_program(), &copy).unwrap();
    let mut unprivileged = Command::new(copy);
    finish(
        unprivileged
            .args(words)
            .uid(65_534)
            .current_dir("/")
            .stdin(Stdio::null()),
        code,
    )
}

#[cfg(unix)]
#[test]
fn what_others_cannot_read_hides_no_warning() {
    use std::os::unix::fs::PermissionsExt;
    let place = tempfile::tempdir().unwrap();
    let may = |name: &str, mode: u32| {
        let permissions = fs::Permissions::from_mode(mode);
        fs::set_permissions(place.path().join(name), permissions).unwrap();
    };
    let unreadable = |name: &str| {
        fs::write(place.path().join(name), "secret").unwrap();
        may(name, 0);
    };
    may("", 0o755);
    let all = place.path().to_str().unwrap();
    fs::copy(folder_file("own.crt"), place.path().join("own.crt")).unwrap();
    may("own.crt", 0o644);
    unreadable("login.key");
    fs::create_dir(place.path().join("closed")).unwrap();
    may("closed", 0);
    let run = |words: &[&str], code| run_unprivileged(place.path(), words, code);
    let (_, remarks) = run(&["expiry", all], 0);
    assert!(
        remarks.contains("login.key") && remarks.contains("closed"),
        "{remarks}"
    );
    assert!(
        remarks.lines().all(|line| line.starts_with("Warning: ")),
        "{remarks}"
    );
    run(&["expiry", all, "--days", "99"], 1);
    // Named, it is a problem.
    let closed = format!("{all}/closed");
    run(&["expiry", all, &closed], 3);
    for name in ["passphrase", "seed"] {
        unreadable(name);
    }
    let (_, remarks) = run(&["expiry", all], 0);
    assert!(
        remarks.starts_with("Warning: 4 files and folders") && remarks.lines().count() == 1,
        "{remarks}"
    );
    unreadable("other.crt");
    run(&["expiry", all], 3);
    run(&["expiry", all, "--days", "99"], 1);
    may("closed", 0o755);
}

#[cfg(unix)]
#[test]
fn programs_get_the_name_of_a_file_as_it_is() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("a\tb.crt");
    fs::copy(folder_file("own.crt"), &path).unwrap();
    let path = path.to_str().unwrap();
    assert_eq!(listed(&[path], 0), [path]);
    let (table, _) = run(&["expiry", path], 0);
    assert!(table.contains("a[U+0009]b.crt"), "{table}");
    let (csv, _) = run(&["expiry", path, "--format", "csv"], 0);
    assert!(csv.contains("a[U+0009]b.crt"), "{csv}");
}

/// Not on macOS, which takes only names that are UTF-8.
#[cfg(target_os = "linux")]
#[test]
fn names_that_are_not_utf_8_stay_apart() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let place = tempfile::tempdir().unwrap();
    for name in [&b"\xfe.crt"[..], b"\xff.crt"] {
        let path = place.path().join(OsStr::from_bytes(name));
        fs::copy(folder_file("own.crt"), path).unwrap();
    }
    let all = place.path().to_str().unwrap();
    let (metrics, _) = run(&["expiry", all, "--format", "prometheus"], 0);
    for name in ["fe", "ff"] {
        let label = format!(r#"/\\x{name}.crt""#);
        assert_eq!(metrics.matches(&label).count(), 1, "{metrics}");
    }
}

#[test]
fn expiry_in_every_format() {
    let files = ["expiry", "own.crt", "soon.crt", "--format"];
    let format = |name: &str| run(&[&files[..], &[name]].concat(), 1).0;
    let report: Value = serde_json::from_str(&format("json")).unwrap();
    assert_eq!(report["status"], "warning");
    assert_eq!(report["certificates"][0]["file"], "soon.crt");
    assert_eq!(report["certificates"][0]["daysLeft"], 8);
    let csv = format("csv");
    let rows: Vec<&str> = csv.split("\r\n").collect();
    assert_eq!(rows.len(), 4, "{csv}");
    assert!(rows[0].starts_with("file,subject,") && rows[1].starts_with("soon.crt,CN=soon,"));
    let metrics = format("prometheus");
    assert_eq!(
        metrics
            .lines()
            .filter(|line| !line.starts_with('#'))
            .count(),
        3,
        "{metrics}"
    );
    assert!(metrics.contains("rsa_signer_problems 0\n"));
    let line = format("nagios");
    assert!(
        line.starts_with("CERTIFICATES WARNING: soon.crt expires on "),
        "{line}"
    );
    assert!(
        line.contains("|days_left=8;30:;0: certificates=2 problems=0\n"),
        "{line}"
    );
    let (line, _) = run(&["expiry", "own.crt", "own.p12", "--format", "nagios"], 3);
    assert!(
        line.starts_with("CERTIFICATES UNKNOWN: own.p12: It needs a passphrase."),
        "{line}"
    );
    assert_eq!(line.lines().count(), 2, "{line}");
    let files = ["soon.crt", "old.crt", "own.crt", "other.crt", "leaf.crt"];
    let words = [&["expiry", "nothing.crt"], &files[..]].concat();
    let (line, _) = run(
        &[&words[..], &["--days", "99", "--format", "nagios"]].concat(),
        2,
    );
    let (first, rest) = line.split_once('|').unwrap();
    assert!(
        first.starts_with("CERTIFICATES CRITICAL: old.crt expired on ")
            && first.contains("days ago), soon.crt expires on ")
            && first.ends_with("(in 59 days), and 2 more, 1 not read"),
        "{first}"
    );
    assert!(rest.starts_with("days_left=-"), "{rest}");
    let (line, _) = run(
        &[
            "expiry",
            "own.crt",
            "--passphrase-file",
            "nothing",
            "--format",
            "nagios",
        ],
        3,
    );
    assert!(line.starts_with("CERTIFICATES UNKNOWN: nothing "), "{line}");
    // A CA beside a leaf is listed and not judged.
    let words = ["expiry", "chain.pem", "--format"];
    let (csv, _) = run(&[&words[..], &["csv"]].concat(), 0);
    let ends = csv.lines().map(|line| line.rsplit_once(',').unwrap().1);
    let ends: Vec<&str> = ends.collect();
    assert_eq!(ends, ["counts", "true", "false"], "{csv}");
    let (metrics, _) = run(&[&words[..], &["prometheus"]].concat(), 0);
    assert!(
        metrics.contains(r#"ca="true",counts="false"}"#),
        "{metrics}"
    );
}

/// A file goes through standard input, and what is written through standard output.
#[test]
fn a_hyphen_is_a_standard_stream() {
    let own = fs::read_to_string(folder().join("own.key")).unwrap();
    verify(&run_on(&own, &["request", "own.crt", "-"], 0).0);
    let to = ["--to", "private-key-unprotected", "--out", "-"];
    let mut convert = command(&[&["convert", "own.crt", "own.key"], &to[..]].concat());
    let output = convert.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(output.stdout.starts_with(b"-----BEGIN PRIVATE KEY-----"));
    let remark = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(remark.contains("Standard output holds"), "{remark}");
    let (bundle, _) = run_on(
        &own,
        &["convert", "own.crt", "-", "--to", "anaplan", "--out", "-"],
        0,
    );
    assert!(bundle.starts_with("-----BEGIN CERTIFICATE-----"));
    let words = [&ORDER[..], &["--out-key", "-"]].concat();
    let mut order = command(&words);
    let (_, complaint) = finish(order.env("RSA_SIGNER_NEW_PASSPHRASE", PASSPHRASE), 2);
    assert!(complaint.contains("--out-key names a file"), "{complaint}");
    assert!(!folder().join("-").exists());
}

/// A reader that goes away, as `head` does, changes nothing.
#[test]
fn a_closed_pipe_is_no_failure() {
    for (words, code) in [
        (&["completions", "bash"][..], 0),
        (&["expiry", "soon.crt"], 1),
    ] {
        let mut closed = command(words);
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = closed.stdout(writer).stderr(Stdio::piped()).spawn();
        let output = output.unwrap().wait_with_output().unwrap();
        let (_, complaint) = check(&output, code);
        assert_eq!(complaint, "");
    }
}

#[test]
fn a_wrong_call_is_told_the_right_one() {
    for (words, said) in [
        (
            &["request", "own.crt", "--key", "own.key"][..],
            "without an option",
        ),
        (
            &["convert", "--certificate", "own.crt"],
            "without an option",
        ),
        (
            &["expiry", "--file", "own.crt"],
            "rsa-signer expiry login.crt",
        ),
        (
            &["check", "--file", "own.crt"],
            "rsa-signer check request.txt",
        ),
        (&ORDER, "--key FILE"),
    ] {
        let code = if words[0] == "expiry" { 3 } else { 2 };
        let (_, complaint) = run(words, code);
        assert!(complaint.contains(said), "{complaint}");
    }
    for words in [
        &["csr", "--file", "own.crt"][..],
        &["completions", "--file", "own.crt"],
    ] {
        let (_, complaint) = run(words, 2);
        assert!(!complaint.contains("without an option"), "{complaint}");
    }
    let (help, _) = run(&["convert", "--help"], 0);
    assert!(
        help.contains(r"with \n for") && !help.contains(r"\\n"),
        "{help}"
    );
}

#[test]
fn a_new_passphrase_is_judged() {
    for (to, passphrase, said) in [
        ("pkcs12", "Password", "guessed"),
        ("private-key", "        ", "guessed"),
        ("pkcs12", "nine grüne Äpfel", "keytool"),
        ("old-pkcs12", "nine grüne Äpfel", "keytool"),
        ("private-key", "nine grüne Äpfel", ""),
        ("pkcs12", PASSPHRASE, ""),
    ] {
        let words = ["convert", "own.crt", "own.key", "--to", to, "--out", "-"];
        let mut convert = command(&words);
        let output = convert
            .env("RSA_SIGNER_NEW_PASSPHRASE", passphrase)
            .output();
        let output = output.unwrap();
        assert!(
            output.status.success() && !output.stdout.is_empty(),
            "{output:?}"
        );
        let remark = String::from_utf8(output.stderr).unwrap();
        assert!(
            remark.contains(said) && remark.is_empty() == said.is_empty(),
            "{remark}"
        );
    }
    let words = [&ORDER[..], &["--bits", "2048", "--out-key", "guessed.key"]].concat();
    let mut order = command(&words);
    let (_, remark) = finish(order.env("RSA_SIGNER_NEW_PASSPHRASE", "12345678"), 0);
    assert!(remark.contains("guessed"), "{remark}");
    // What exists already is noticed before a passphrase is asked for.
    for words in [
        &["convert", "both.pem", "--to", "pkcs12", "--out", "own.crt"][..],
        &words,
    ] {
        let (_, complaint) = run(words, 2);
        assert!(complaint.contains("exists already"), "{complaint}");
    }
}

#[test]
fn completions_and_the_manual_are_printed() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        assert!(
            run(&["completions", shell], 0).0.contains("expiry"),
            "{shell}"
        );
    }
    let (manual, _) = run(&["man"], 0);
    assert!(manual.contains(".SH EXPIRY") && manual.contains("critical\\-days"));
    for command in ["request", "check", "response", "expiry"] {
        assert!(
            run(&[command, "--help"], 0).0.contains("Exit codes"),
            "{command}"
        );
    }
}

/// Crates that open connections, and those that everything of that kind is built on.
const NETWORK: [&str; 18] = [
    "async-std",
    "curl",
    "curl-sys",
    "h2",
    "hickory-resolver",
    "hyper",
    "isahc",
    "mio",
    "native-tls",
    "openssl",
    "quinn",
    "reqwest",
    "rustls",
    "smol",
    "socket2",
    "tokio",
    "tungstenite",
    "ureq",
];

#[test]
fn it_has_no_network_code() {
    let tree = Command::new(env!("CARGO"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args([
            "tree",
            "--locked",
            "--offline",
            "--edges",
            "normal",
            "--target",
            "all",
            "--prefix",
            "none",
        ])
        .args(["--package", "rsa-signer", "--format", "{p}"])
        .output()
        .unwrap();
    let tree = check(&tree, 0).0;
    let crates: Vec<&str> = tree
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert!(
        crates.contains(&"clap") && crates.contains(&"rsa"),
        "{tree}"
    );
    for name in NETWORK {
        assert!(!crates.contains(&name), "{name} is in the command line");
    }
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![sources];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = fs::read_to_string(&path).unwrap();
                for word in ["std::net", "TcpStream", "UdpSocket", "UnixStream"] {
                    assert!(!text.contains(word), "{}: {word}", path.display());
                }
            }
        }
    }
}

/// Runs OpenSSL among the test files and returns what it prints.
#[track_caller]
fn openssl(words: &str) -> String {
    let mut command = Command::new("openssl");
    let command = command.args(words.split_whitespace());
    let output = command
        .current_dir(folder())
        .env("PASSPHRASE", PASSPHRASE)
        .output()
        .unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "openssl {words}: {complaint}");
    String::from_utf8(output.stdout).unwrap()
}

const ORDER: [&str; 7] = [
    "csr",
    "--name",
    "Anaplan integration",
    "--email",
    "ann@example.com",
    "--country",
    "de",
];

#[test]
fn a_new_key_and_its_request_are_read_by_openssl() {
    let words = [&ORDER[..], &["--bits", "2048", "--out-key", "ordered.key"]].concat();
    let mut order = command(&words);
    let order = order.env("RSA_SIGNER_NEW_PASSPHRASE", PASSPHRASE);
    let (request, _) = finish(order, 0);
    fs::write(folder().join("ordered.csr"), request).unwrap();
    let subject = openssl("req -in ordered.csr -verify -noout -subject -nameopt RFC2253");
    assert_eq!(subject.trim(), "subject=CN=Anaplan integration,C=DE");
    let text = openssl("req -in ordered.csr -noout -text");
    assert!(text.contains("email:ann@example.com"), "{text}");
    assert_eq!(
        openssl("req -in ordered.csr -noout -pubkey"),
        openssl("pkey -in ordered.key -passin env:PASSPHRASE -pubout")
    );
    let key = fs::read_to_string(folder().join("ordered.key")).unwrap();
    assert!(key.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(folder().join("ordered.key"))
            .unwrap()
            .permissions();
        assert_eq!(mode.mode() & 0o777, 0o600);
    }
    // It is never overwritten.
    let (_, complaint) = finish(order, 2);
    assert!(
        complaint.contains("ordered.key cannot be created"),
        "{complaint}"
    );
    assert_eq!(
        fs::read_to_string(folder().join("ordered.key")).unwrap(),
        key
    );
}

#[test]
fn a_request_for_the_old_key() {
    let words = [&ORDER[..], &["--key", "protected.key"]].concat();
    let (request, _) = run_with(PASSPHRASE, &words, 0);
    fs::write(folder().join("renewed.csr"), request).unwrap();
    openssl("req -in renewed.csr -verify -noout");
    let own = fs::read_to_string(folder().join("own.pub")).unwrap();
    assert_eq!(openssl("req -in renewed.csr -noout -pubkey"), own);
    for (passphrase, said) in [("wrong one", "passphrase"), ("", "RSA_SIGNER_PASSPHRASE")] {
        let (_, complaint) = run_with(passphrase, &words, 2);
        assert!(complaint.contains(said), "{complaint}");
    }
}

#[test]
fn what_cannot_be_ordered_leaves_no_file() {
    for (words, passphrase, said) in [
        (&["--bits", "2048"][..], "short", "8 characters"),
        (&["--bits", "2048"], "", "RSA_SIGNER_NEW_PASSPHRASE"),
        (&["--bits", "1024"], "", "3072"),
        (&["--email", "ann"], PASSPHRASE, "e-mail"),
        (&["--country", "Germany"], PASSPHRASE, "ISO 3166"),
    ] {
        let order = ["csr", "--name", "Ann", "--out-key", "none.key"];
        let email = ["--email", "ann@example.com"];
        let email = if words[0] == "--email" {
            &[][..]
        } else {
            &email
        };
        let words = [&order[..], email, words].concat();
        let mut order = command(&words);
        let (_, complaint) = finish(order.env("RSA_SIGNER_NEW_PASSPHRASE", passphrase), 2);
        assert!(complaint.contains(said), "{complaint}");
        assert!(!folder().join("none.key").exists());
    }
}

#[test]
fn openssl_reads_what_is_converted() {
    let convert = |to: &str, out: &str, code: i32| {
        let words = ["convert", "both.pem", "--to", to, "--out", out];
        let mut convert = command(&words);
        let convert = convert.env("RSA_SIGNER_PASSPHRASE", PASSPHRASE);
        finish(convert.env("RSA_SIGNER_NEW_PASSPHRASE", PASSPHRASE), code)
    };
    let own = fs::read_to_string(folder().join("own.pub")).unwrap();
    for (to, read) in [
        ("anaplan", "x509 -noout -pubkey -in converted"),
        (
            "pkcs12",
            "pkey -pubout -passin env:PASSPHRASE -in converted",
        ),
        (
            "private-key",
            "pkey -pubout -passin env:PASSPHRASE -in converted",
        ),
        ("private-key-unprotected", "pkey -pubout -in converted"),
        ("azure-key-vault", "pkey -pubout -in converted"),
    ] {
        let out = format!("converted-{to}");
        let (_, remark) = convert(to, &out, 0);
        assert_eq!(openssl(&read.replace("converted", &out)), own, "{to}");
        let is_exposed = matches!(to, "private-key-unprotected" | "azure-key-vault");
        let warning = format!("Warning: {out} holds the private key without protection.");
        assert_eq!(remark.contains(&warning), is_exposed, "{to}: {remark}");
    }
    let (_, complaint) = convert("anaplan", "own.crt", 2);
    assert!(
        complaint.contains("own.crt cannot be created"),
        "{complaint}"
    );
    for (files, said) in [
        (&["own.crt"][..], "Name its file too"),
        (&["own.crt", "other.key"], "does not belong"),
    ] {
        let out = ["--to", "pkcs12", "--out", "nothing.p12"];
        let words = [&["convert"], files, &out].concat();
        let mut lacking = command(&words);
        let (_, complaint) = finish(lacking.env("RSA_SIGNER_NEW_PASSPHRASE", PASSPHRASE), 2);
        assert!(complaint.contains(said), "{complaint}");
        assert!(!folder().join("nothing.p12").exists());
    }
}
