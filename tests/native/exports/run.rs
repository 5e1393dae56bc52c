//! Every export that this machine can run, run as it stands against the stand-in of the service.

use super::made::{calls, login_at};
use crate::support::now;
use crate::support::service::Service;
use anaplan_rsa_signer::exports::{CallsForm, Form};
use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Output, Stdio};

const SHELLS: [&str; 3] = ["sh", "bash", "dash"];

/// Runs `text` as a file of `shell`; curl trusts the stand-in through its environment.
fn run(shell: &str, text: &str, service: &Service) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("export.sh");
    fs::write(&file, text).unwrap();
    let mut command = Command::new(shell);
    command.arg(&file).env("CURL_CA_BUNDLE", &service.ca);
    command.env("HOME", folder.path()).output().unwrap()
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// The token that a login printed.
fn token(output: &Output) -> String {
    let line = out(output).lines().next().unwrap();
    let token = line.strip_prefix("AnaplanAuthToken ").unwrap();
    assert_eq!(token.len(), 128, "{token}");
    token.to_owned()
}

fn shows_the_first_calls(output: &Output) {
    for part in [
        "Token validated",
        "integration@example.com",
        "sizeAllowance",
        "currentWorkspaceId",
    ] {
        assert!(out(output).contains(part), "{part}: {output:?}");
    }
}

#[test]
fn curl_in_posix_shells_logs_in_and_calls() {
    for success in ["200", "201"] {
        let service = Service::with(&["--success", success]);
        for shell in SHELLS {
            let text = login_at(now(), Form::CurlPosix, &service.base);
            let output = run(shell, &text, &service);
            assert!(output.status.success(), "{shell}: {output:?}");
            assert_eq!(err(&output), "", "{shell}");
            token(&output);
            shows_the_first_calls(&output);
        }
        let log = format!(
            "POST /token/authenticate {success}\nGET /token/validate 200\nGET /2/0/users/me 200\nGET /2/0/workspaces 200\nGET /2/0/models 200\n"
        );
        assert_eq!(service.log(), log.repeat(SHELLS.len()));
    }
}

/// One line, as it is pasted: no newline before its end, and nothing but the login is called.
#[test]
fn the_one_line_for_posix_shells_logs_in() {
    let service = Service::start();
    for shell in SHELLS {
        let text = login_at(now(), Form::CurlPosixLine, &service.base);
        assert!(!text.contains('\n'), "{text}");
        let output = run(shell, &text, &service);
        assert!(output.status.success(), "{shell}: {output:?}");
        assert!(
            out(&output).contains("\"tokenValue\""),
            "{shell}: {output:?}"
        );
    }
    let log = service.log();
    assert_eq!(log.lines().count(), SHELLS.len(), "{log}");
    assert!(
        log.lines()
            .all(|line| line.starts_with("POST /token/authenticate 20")),
        "{log}"
    );
}

#[test]
fn a_refused_login_prints_status_and_answer_and_fails() {
    let service = Service::start();
    for shell in SHELLS {
        let text = login_at(now() - 400, Form::CurlPosix, &service.base);
        let output = run(shell, &text, &service);
        assert_eq!(output.status.code(), Some(1), "{shell}: {output:?}");
        assert_eq!(out(&output), "", "{shell}");
        assert!(
            err(&output).contains("HTTP status 401"),
            "{shell}: {output:?}"
        );
        assert!(err(&output).contains("FAILURE_BAD_CREDENTIAL"), "{shell}");
    }
    assert_eq!(
        service.log().lines().count(),
        SHELLS.len(),
        "calls were made without a token"
    );
}

#[test]
fn an_unreachable_service_fails_the_export() {
    let service = Service::start();
    // Nothing listens there: the port is that of a listener that is gone.
    let gone = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let text = login_at(now(), Form::CurlPosix, &gone.to_string());
    let output = run("sh", &text, &service);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(err(&output).contains("curl:"), "{output:?}");
}

#[test]
fn a_certificate_that_is_not_trusted_fails_the_export() {
    let (service, other) = (Service::start(), Service::start());
    let text = login_at(now(), Form::CurlPosix, &service.base);
    let output = run("sh", &text, &other);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert_eq!(out(&output), "");
    assert!(!service.log().contains("/token/"), "{}", service.log());
}

/// Pasted into a terminal, a failure must not end the shell, and the lines must not be read by curl.
#[test]
fn a_pasted_export_leaves_the_shell_alive() {
    let service = Service::start();
    for shell in SHELLS {
        for (at, expected) in [(now(), "Token validated"), (now() - 400, "still here")] {
            let text = login_at(at, Form::CurlPosix, &service.base) + "\necho still here\n";
            let mut process = Command::new(shell)
                .env("CURL_CA_BUNDLE", &service.ca)
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            let mut input = process.stdin.take().unwrap();
            input.write_all(text.as_bytes()).unwrap();
            drop(input);
            let output = process.wait_with_output().unwrap();
            assert!(out(&output).contains(expected), "{shell}: {output:?}");
            assert!(
                out(&output).ends_with("still here\n"),
                "{shell}: {output:?}"
            );
        }
    }
}

/// The lines that are comments, run too.
fn with_comments_run(text: &str, mark: &str, call: &str) -> String {
    let text = text.replace(&format!("{mark}{call}"), call);
    assert_ne!(text.matches(call).count(), 0);
    text
}

#[test]
fn refresh_and_log_out_work_when_uncommented() {
    let service = Service::start();
    let text = login_at(now(), Form::CurlPosix, &service.base);
    let output = run(
        "sh",
        &with_comments_run(&text, "# ", "anaplan_call"),
        &service,
    );
    assert!(output.status.success(), "{output:?}");
    let log = service.log();
    assert!(
        log.ends_with("POST /token/refresh 200\nPOST /token/logout 204\n"),
        "{log}"
    );
    let output = run(
        "sh",
        &calls(&token(&output), CallsForm::CurlPosix, &service.base),
        &service,
    );
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(err(&output).contains("HTTP status 401"), "{output:?}");
}

#[test]
fn the_calls_for_a_pasted_token_work() {
    let service = Service::start();
    let text = login_at(now(), Form::CurlPosix, &service.base);
    let token = token(&run("sh", &text, &service));
    for pasted in [
        token.clone(),
        format!(" AnaplanAuthToken {token}\n"),
        format!("{}\r\n{}", &token[..64], &token[64..]),
    ] {
        for shell in SHELLS {
            let text = calls(&pasted, CallsForm::CurlPosix, &service.base);
            let output = run(shell, &text, &service);
            assert!(output.status.success(), "{shell}: {output:?}");
            shows_the_first_calls(&output);
        }
    }
}

#[test]
fn a_hostile_token_runs_nothing() {
    let service = Service::start();
    for token in [
        "'; echo pwned; '",
        "\"\nurl = \"file:///etc/passwd\"",
        "$(echo pwned)",
        "a\\",
        "\" -o x",
    ] {
        let output = run(
            "sh",
            &calls(token, CallsForm::CurlPosix, &service.base),
            &service,
        );
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert_eq!(out(&output), "", "{token}");
        assert!(
            err(&output).contains("HTTP status 401"),
            "{token}: {output:?}"
        );
    }
}

/// Every user of a computer can read the arguments of every program that runs.
#[test]
fn no_value_is_an_argument_of_a_program() {
    let service = Service::start();
    let folder = tempfile::tempdir().unwrap();
    let seen = folder.path().join("seen");
    for program in ["curl", "sed"] {
        let real = Command::new("sh")
            .args(["-c", &format!("command -v {program}")])
            .output()
            .unwrap();
        let file = folder.path().join(program);
        let text = format!(
            "#!/bin/sh\nprintf '%s\\n' \"$@\" >> '{}'\nexec {} \"$@\"\n",
            seen.display(),
            out(&real).trim()
        );
        fs::write(&file, text).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let path = format!(
        "{}:{}",
        folder.path().display(),
        std::env::var("PATH").unwrap()
    );
    let text = login_at(now(), Form::CurlPosix, &service.base);
    let output = Command::new("sh")
        .args(["-s"])
        .env("PATH", path)
        .env("CURL_CA_BUNDLE", &service.ca)
        .stdin({
            let mut file = tempfile::tempfile().unwrap();
            file.write_all(text.as_bytes()).unwrap();
            std::io::Seek::rewind(&mut file).unwrap();
            file
        })
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let seen = fs::read_to_string(seen).unwrap();
    assert!(seen.contains("/2/0/models"), "{seen}");
    for value in [
        token(&output).as_str(),
        "CACertificate",
        "encodedData",
        "MII",
    ] {
        assert!(!seen.contains(value), "{value}: {seen}");
    }
}

/// Sends bytes through OpenSSL, as a person would.
fn send(message: &str, service: &Service) -> Output {
    let host = service.base.strip_prefix("https://").unwrap();
    let mut process = Command::new("openssl")
        .args([
            "s_client",
            "-quiet",
            "-verify_return_error",
            "-servername",
            "localhost",
            "-connect",
            host,
            "-CAfile",
        ])
        .arg(&service.ca)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = process.stdin.take().unwrap();
    input.write_all(message.as_bytes()).unwrap();
    let output = process.wait_with_output().unwrap();
    drop(input);
    output
}

#[test]
fn raw_http_logs_in() {
    let service = Service::start();
    let output = send(&login_at(now(), Form::RawHttp, &service.base), &service);
    assert!(out(&output).starts_with("HTTP/1.1 201 "), "{output:?}");
}

#[test]
fn raw_http_with_an_old_message_is_rejected() {
    let service = Service::start();
    let output = send(
        &login_at(now() - 400, Form::RawHttp, &service.base),
        &service,
    );
    assert!(out(&output).starts_with("HTTP/1.1 401 "), "{output:?}");
}

/// RFC 9112: lines end with CRLF, a length counts the body's bytes, a host carries its port.
#[test]
fn raw_http_has_the_form_of_the_standard() {
    let text = login_at(1, Form::RawHttp, "localhost:8443/gate");
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    assert!(!head.replace("\r\n", "").contains(['\r', '\n']), "{head}");
    let mut lines = head.split("\r\n");
    assert_eq!(lines.next(), Some("POST /gate/token/authenticate HTTP/1.1"));
    assert_eq!(lines.next(), Some("Host: localhost:8443"));
    let length = format!("Content-Length: {}", body.len());
    assert!(lines.any(|line| line == length), "{head}");
    assert!(body.starts_with('{') && body.ends_with('}'), "{body}");
}
