//! Runs other programs: OpenSSL, shells, interpreters.

use std::io::Write;
use std::process::{Command, Output, Stdio};
use std::thread;

/// Runs a program to its end with this standard input.
#[track_caller]
pub fn output(command: &mut Command, input: &[u8]) -> Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let mut stdin = child.stdin.take().unwrap();
    thread::scope(|scope| {
        // A program that reads nothing may have ended already.
        scope.spawn(move || stdin.write_all(input).ok());
        child.wait_with_output().unwrap()
    })
}

/// Runs a program and returns what it prints. It must succeed.
#[track_caller]
pub fn run(command: &mut Command, input: &[u8]) -> Vec<u8> {
    let output = output(command, input);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {errors}");
    output.stdout
}
