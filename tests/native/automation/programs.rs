//! Every program, as the page hands it out, run for real to a token, or to the exit code and the
//! sentence that it promises. PowerShell's is not among them: see the head of that program.

use super::curl;
use super::files::{PASSPHRASE, path};
use crate::support::service::{self, Service};
use anaplan_rsa_signer::exports::{self, Program};
use serde_json::Value;
use std::fs;
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

const TESTED: [Program; 3] = [Program::Bash, Program::Node, Program::Python];

/// What every program opens.
const PAIRS: [(&str, &str); 4] = [
    ("own.crt", "own.key"),
    ("own.cer", "pkcs1.key"),
    ("own.crt", "protected.key"),
    ("own.crt", "traditional.key"),
];

/// The program of the page, ready to be called.
fn command(program: Program) -> Command {
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        for program in Program::ALL {
            let file = exports::program(program);
            fs::write(folder.path().join(file.file_name), file.text).unwrap();
        }
        folder
    });
    let interpreter = match program {
        Program::Bash => "bash",
        Program::Node => "node",
        Program::Powershell => "pwsh",
        Program::Python => service::python(),
    };
    let mut command = Command::new(interpreter);
    command
        .arg(folder.path().join(program.file_name()))
        .stdin(Stdio::null())
        // Only what a test sets.
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap())
        .env("ANAPLAN_KEY_PASSPHRASE", PASSPHRASE);
    command
}

/// Makes the program trust and call the stand-in.
fn aim(command: &mut Command, service: &Service) {
    command.env("ANAPLAN_AUTH_URL", &service.base);
    for variable in ["SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", "CURL_CA_BUNDLE"] {
        command.env(variable, &service.ca);
    }
}

fn with_files(command: &mut Command, certificate: &str, key: &str) {
    command.args(["--certificate", &path(certificate), "--key", &path(key)]);
}

#[track_caller]
fn told(output: &Output, code: i32) -> String {
    let told = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(code), "{told}");
    assert!(!told.contains(PASSPHRASE), "{told}");
    assert!(!told.contains("PRIVATE KEY-----"), "{told}");
    told
}

/// What it printed, one JSON object; nothing else was said.
#[track_caller]
fn printed(output: &Output) -> Value {
    assert_eq!(told(output, 0), "");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// It ended with this code, printed nothing, and said this.
#[track_caller]
fn fails(output: &Output, code: i32, sentence: &str) {
    let told = told(output, code);
    assert!(told.contains(sentence), "{told}");
    assert!(output.stdout.is_empty());
}

#[test]
fn each_program_logs_in_with_every_kind_of_file() {
    let service = Service::start();
    for program in TESTED {
        for (certificate, key) in PAIRS {
            let mut command = command(program);
            aim(&mut command, &service);
            with_files(&mut command, certificate, key);
            let answer = printed(&command.output().unwrap());
            let own = format!("AnaplanAuthToken {}", answer["token"].as_str().unwrap());
            let valid = curl::with_token(&service, ("GET", "token/validate"), &own);
            assert_eq!(valid.status, 200, "{program:?} with {key}");
            assert_eq!(
                valid.body["tokenInfo"]["expiresAt"], answer["expiresAt"],
                "{program:?}"
            );
            assert_eq!(answer.as_object().unwrap().len(), 2);
        }
    }
}

#[test]
fn each_program_is_set_up_by_its_environment_and_takes_the_key_from_a_command() {
    // The documented status of a login that succeeds.
    let service = Service::with(&["--success", "200"]);
    for program in TESTED {
        let mut command = command(program);
        aim(&mut command, &service);
        command
            .env("ANAPLAN_CERTIFICATE", path("own.crt"))
            .env(
                "ANAPLAN_KEY_COMMAND",
                format!("cat '{}'", path("protected.key")),
            )
            .args(["--header", "pem"]);
        let answer = printed(&command.output().unwrap());
        assert!(answer["token"].is_string(), "{program:?}");
        command.env("ANAPLAN_KEY_COMMAND", "exit 7");
        fails(&command.output().unwrap(), 2, "The command for the key");
        command.env("ANAPLAN_KEY", path("own.key"));
        fails(&command.output().unwrap(), 2, "not by both");
    }
}

#[test]
fn python_opens_a_bundle() {
    let service = Service::start();
    let mut command = command(Program::Python);
    aim(&mut command, &service);
    command.args(["--certificate", &path("own.p12")]);
    assert!(printed(&command.output().unwrap())["token"].is_string());
    command.env("ANAPLAN_KEY_PASSPHRASE", "wrong");
    fails(&command.output().unwrap(), 2, "own.p12 does not open");
}

#[test]
fn python_and_node_find_their_certificate_among_several() {
    let service = Service::start();
    for program in [Program::Node, Program::Python] {
        let mut command = command(program);
        aim(&mut command, &service);
        with_files(&mut command, "chain.crt", "own.key");
        assert!(printed(&command.output().unwrap())["token"].is_string());
    }
}

#[test]
fn each_program_prints_a_request_that_is_right_and_sends_nothing() {
    let service = Service::start();
    for program in TESTED {
        let mut command = command(program);
        aim(&mut command, &service);
        with_files(&mut command, "own.crt", "own.key");
        let before = service.log();
        let request = printed(&command.arg("--print-request").output().unwrap());
        assert_eq!(service.log(), before, "{program:?} sent something");
        assert_eq!(request.as_object().unwrap().len(), 2);
        let text = |name: &str| request[name].as_str().unwrap();
        let answer = curl::log_in(&service, text("authorization"), text("body"));
        assert_eq!(answer.status, 201, "{program:?}: {}", service.log());
    }
}

#[test]
fn a_pair_that_is_none_is_told_and_not_sent() {
    let service = Service::start();
    for program in TESTED {
        let mut command = command(program);
        aim(&mut command, &service);
        with_files(&mut command, "own.crt", "other.key");
        fails(&command.output().unwrap(), 2, "does not belong");
    }
    assert_eq!(service.log(), "");
}

#[test]
fn a_file_that_cannot_be_used_is_told_and_named() {
    let wrong = [
        ("own.key", "own.key", "own.key holds no certificate"),
        ("own.crt", "own.crt", "own.crt is not a private key"),
        ("nothing.crt", "own.key", "nothing.crt cannot be read"),
        ("own.crt", "nothing.key", "nothing.key cannot be read"),
    ];
    for program in TESTED {
        for (certificate, key, sentence) in wrong {
            let mut command = command(program);
            with_files(&mut command, certificate, key);
            fails(&command.output().unwrap(), 2, sentence);
        }
        let mut command = command(program);
        with_files(&mut command, "ec.crt", "ec.key");
        fails(&command.output().unwrap(), 2, "is not RSA");
    }
}

#[test]
fn a_passphrase_that_is_wrong_or_missing_is_told() {
    for program in TESTED {
        for key in ["protected.key", "traditional.key"] {
            let mut command = command(program);
            with_files(&mut command, "own.crt", key);
            command.env("ANAPLAN_KEY_PASSPHRASE", "wrong");
            let wrong = "the pass phrase in ANAPLAN_KEY_PASSPHRASE is wrong";
            fails(&command.output().unwrap(), 2, wrong);
            command.env_remove("ANAPLAN_KEY_PASSPHRASE");
            fails(&command.output().unwrap(), 2, "Put its pass phrase into");
        }
    }
}

#[test]
fn a_call_without_what_it_needs_is_told() {
    for program in TESTED {
        let fails = |words: &[&str], sentence: &str| {
            fails(&command(program).args(words).output().unwrap(), 2, sentence);
        };
        let (certificate, key) = (path("own.crt"), path("own.key"));
        let files = ["--certificate", &certificate, "--key", &key];
        fails(&[], "ANAPLAN_CERTIFICATE");
        fails(&files[..2], "ANAPLAN_KEY_COMMAND");
        fails(&[&files[..], &["--wrong"]].concat(), "--wrong");
        let plain = ["--url", "http://auth.anaplan.com"];
        fails(&[&files[..], &plain].concat(), "https://");
    }
}

#[test]
fn a_refusal_is_told_with_its_causes() {
    let service = Service::with(&["--clock", "3600"]);
    for program in TESTED {
        let mut command = command(program);
        aim(&mut command, &service);
        with_files(&mut command, "own.crt", "own.key");
        let output = command.output().unwrap();
        fails(&output, 1, "401 FAILURE_BAD_CREDENTIAL: Not Authorized");
        fails(&output, 1, "The clock of this computer is wrong");
        fails(&output, 1, "Administration > Security > Certificates");
    }
    assert_eq!(service.log().matches("seconds old").count(), TESTED.len());
}

#[test]
fn a_service_that_cannot_be_reached_or_trusted_is_told() {
    let service = Service::start();
    let base = service.base.clone();
    for program in TESTED {
        let mut command = command(program);
        with_files(&mut command, "own.crt", "own.key");
        // Its authority is not trusted here.
        command.env("ANAPLAN_AUTH_URL", &base);
        fails(&command.output().unwrap(), 1, "cannot be reached");
    }
    assert!(!service.log().contains("/token/"), "{}", service.log());
}
