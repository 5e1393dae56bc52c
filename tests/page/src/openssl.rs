//! Runs `openssl`: keys, certificates and verdicts never come from the code under test.

use crate::outcome::{Failure, Outcome};
use crate::process;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder to run `openssl` in.
pub(crate) struct Openssl {
    folder: PathBuf,
}

impl Openssl {
    pub(crate) fn new(folder: &Path) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    /// Returns what `openssl` prints for these arguments, which hold no spaces, or its failure.
    pub(crate) fn run(&self, words: &str) -> Outcome<Vec<u8>> {
        self.feed(words.split_whitespace(), b"")
    }

    /// Does the same and returns text.
    pub(crate) fn text(&self, words: &str) -> Outcome<String> {
        Ok(String::from_utf8(self.run(words)?)?)
    }

    pub(crate) fn feed<W: AsRef<OsStr>>(
        &self,
        words: impl IntoIterator<Item = W>,
        input: &[u8],
    ) -> Outcome<Vec<u8>> {
        let mut command = Command::new("openssl");
        command.args(words);
        self.output(command, input)
    }

    /// Returns what a POSIX shell command prints.
    pub(crate) fn shell(&self, line: &str) -> Outcome<String> {
        self.feed_shell(line, b"")
    }

    /// The same with this standard input.
    pub(crate) fn feed_shell(&self, line: &str, input: &[u8]) -> Outcome<String> {
        let mut command = Command::new("sh");
        command.args(["-c", line]);
        Ok(String::from_utf8(self.output(command, input)?)?)
    }

    fn output(&self, mut command: Command, input: &[u8]) -> Outcome<Vec<u8>> {
        command
            .current_dir(&self.folder)
            // Neither the machine's settings nor its random state have a say.
            .env("OPENSSL_CONF", self.folder.join("openssl.cnf"));
        let output = process::feed(&mut command, input)
            .map_err(|error| Failure::new(format!("{command:?} does not run: {error}")))?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        Err(Failure::new(format!(
            "{command:?} failed:\n{}",
            String::from_utf8_lossy(&output.stderr)
        )))
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> Outcome {
        Ok(fs::write(self.folder.join(name), content)?)
    }

    pub(crate) fn read(&self, name: &str) -> Outcome<String> {
        Ok(fs::read_to_string(self.folder.join(name))?)
    }

    pub(crate) fn base64(&self, bytes: &[u8]) -> Outcome<String> {
        let text = String::from_utf8(self.feed(["base64", "-A"], bytes)?)?;
        Ok(text.trim_end().into())
    }

    /// Decodes strictly, unlike `openssl base64`: standard alphabet, padded, one line.
    pub(crate) fn decode(&self, text: &str) -> Outcome<Vec<u8>> {
        let bytes = self.feed(["base64", "-d", "-A"], text.as_bytes())?;
        if self.base64(&bytes)? == text {
            return Ok(bytes);
        }
        Err(Failure::new(format!("not plain base64: {text:?}")))
    }
}

/// Minimal PEM parsing, for texts that `openssl` wrote.
pub(crate) mod pem {
    pub(crate) fn label(text: &str) -> &str {
        let start = text.split_once("-----BEGIN ").map_or("", |(_, rest)| rest);
        start.split_once("-----").map_or("", |(label, _)| label)
    }

    pub(crate) fn body(text: &str) -> impl Iterator<Item = &str> {
        text.lines().filter(|line| !line.starts_with("-----"))
    }
}
