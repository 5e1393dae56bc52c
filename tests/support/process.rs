//! Runs other programs: OpenSSL, shells, interpreters.

use std::io::{self, Write};
use std::process::{Command, Output, Stdio};
use std::thread;

/// Runs a program to its end with this standard input.
#[track_caller]
pub fn output(command: &mut Command, input: &[u8]) -> Output {
    feed(command, input).unwrap_or_else(|error| panic!("{command:?}: {error}"))
}

/// Does the same, and returns why the program cannot be run.
///
/// A thread of its own writes the input: a program that prints while it reads would wait for its
/// reader otherwise.
pub fn feed(command: &mut Command, input: &[u8]) -> io::Result<Output> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let stdin = child.stdin.take();
    thread::scope(|scope| {
        // A program that reads nothing may have ended already.
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input).ok()));
        child.wait_with_output()
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
