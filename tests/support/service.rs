//! The stand-in of Anaplan's service, `tests/service`, as a process.

#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(unreachable_pub, reason = "a module of several test crates")]
#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

/// A running stand-in, which ends when this is dropped.
#[derive(Debug)]
pub struct Service {
    /// Its base address, for login and API: `https://localhost:PORT`.
    pub base: String,
    /// The CA certificate that clients must trust, as a PEM file.
    pub ca: PathBuf,
    process: Child,
    log: tempfile::NamedTempFile,
    // Held open: a stand-in that cannot write would die.
    _output: BufReader<ChildStdout>,
}

impl Service {
    /// Starts one with the right time and a window of 300 seconds.
    pub fn start() -> Self {
        Self::with(&[])
    }

    /// Starts one with options: see `tests/service/standin.py`.
    pub fn with(options: &[&str]) -> Self {
        let log = tempfile::NamedTempFile::new().unwrap();
        let mut process = Command::new(python())
            .arg(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/tests/service/standin.py"
            ))
            .args(options)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(log.reopen().unwrap())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        let about: serde_json::Value = serde_json::from_str(&line).unwrap_or_else(|_| {
            let log = fs::read_to_string(log.path()).unwrap();
            panic!("the stand-in did not start: {line}{log}")
        });
        Self {
            base: about["base"].as_str().unwrap().to_owned(),
            ca: about["ca"].as_str().unwrap().into(),
            process,
            log,
            _output: output,
        }
    }

    /// Ends it as nothing can be caught.
    pub fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Returns its log, a line for each answered request: method, path, status, and in brackets why
    /// it was refused.
    pub fn log(&self) -> String {
        fs::read_to_string(self.log.path()).unwrap()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // Its standard input closes: that is how it is told to end.
        drop(self.process.stdin.take());
        let _ = self.process.wait();
        if std::thread::panicking() {
            eprintln!("the stand-in's log:\n{}", self.log());
        }
    }
}

/// Returns the Python that runs the stand-in: the system's own where there is one, which has the
/// packages that the set-up installs.
pub fn python() -> &'static str {
    const SYSTEM: &str = "/usr/bin/python3";
    if Path::new(SYSTEM).is_file() {
        return SYSTEM;
    }
    if cfg!(windows) { "python" } else { "python3" }
}
