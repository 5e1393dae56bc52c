//! An X display without a screen.

use crate::outcome::{Failure, Outcome};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// An `Xvfb` on a free display, which ends when this is dropped.
pub(crate) struct Display {
    process: Child,
    name: String,
}

impl Display {
    pub(crate) fn start() -> Outcome<Self> {
        let mut process = Command::new("Xvfb")
            // It finds a free number and says which, once it can be used.
            .args(["-displayfd", "1"])
            .args(["-screen", "0", "1600x1200x24"])
            .args(["-nolisten", "tcp"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| Failure::new(format!("the program Xvfb does not start: {error}")))?;
        let mut number = String::new();
        if let Some(stdout) = process.stdout.take() {
            BufReader::new(stdout).read_line(&mut number)?;
        }
        let display = Self {
            process,
            name: format!(":{}", number.trim()),
        };
        if number.trim().is_empty() {
            return Err(Failure::new("Xvfb found no free display"));
        }
        Ok(display)
    }

    /// Returns the value for `DISPLAY`.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}
