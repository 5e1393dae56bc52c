//! The stand-in of Anaplan's service, `tests/service`, as a process of a test.

#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(unreachable_pub, reason = "a module of several test crates")]
#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

/// A running stand-in. It ends, and its folder goes, when this is dropped.
#[derive(Debug)]
pub struct Service {
    /// Its address, of login and API alike: `https://localhost:PORT`.
    pub base: String,
    /// The authority that clients must trust, as a PEM file.
    pub ca: PathBuf,
    process: Child,
    log: tempfile::NamedTempFile,
    // Held open: a stand-in that cannot write would die.
    _output: BufReader<ChildStdout>,
}

impl Service {
    /// Starts one with a right clock and a window of 300 seconds.
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

    /// What it says about the requests so far, a line each: method, path, status, and in brackets
    /// why it refused. A request that was answered is in it.
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

/// The Python that runs the stand-in. The system's own stands first where it is known, because that
/// one has the packages that the set-up installs.
pub fn python() -> &'static str {
    const SYSTEM: &str = "/usr/bin/python3";
    if Path::new(SYSTEM).is_file() {
        return SYSTEM;
    }
    if cfg!(windows) { "python" } else { "python3" }
}
