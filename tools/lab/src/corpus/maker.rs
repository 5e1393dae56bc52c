//! The workbench: a folder for files on their way, the programs that make them, and the cases.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::case::Case;
use page_builder::process::line;

/// The providers that have every cipher of OpenSSL 3, the old ones too.
const LEGACY: &str = "-provider legacy -provider default";

/// Where everything is made.
pub(super) struct Maker {
    work: PathBuf,
    corpus: PathBuf,
    cases: Vec<Case>,
}

impl Maker {
    /// An empty workbench.
    pub(super) fn new(work: PathBuf, corpus: PathBuf) -> Result<Self> {
        if work.exists() {
            fs::remove_dir_all(&work)?;
        }
        fs::create_dir_all(&work)?;
        Ok(Self {
            work,
            corpus,
            cases: Vec::new(),
        })
    }

    pub(super) fn add(&mut self, case: Case) {
        self.cases.push(case);
    }

    pub(super) fn into_cases(self) -> Vec<Case> {
        self.cases
    }

    /// Runs a program with arguments that hold no spaces, in the folder of the workbench.
    pub(super) fn run(&self, program: &str, arguments: &str) -> Result<Vec<u8>> {
        let mut command = Command::new(program);
        command
            .args(arguments.split_whitespace())
            .current_dir(&self.work)
            .stdin(Stdio::null());
        let output = command
            .output()
            .with_context(|| format!("`{}` cannot be started.", line(&command)))?;
        if !output.status.success() {
            let told = String::from_utf8_lossy(&output.stderr).into_owned();
            bail!("`{}` failed:\n{told}", line(&command));
        }
        Ok(output.stdout)
    }

    /// `openssl`, with the old ciphers for the commands that take providers.
    pub(super) fn openssl(&self, arguments: &str) -> Result<()> {
        let (command, rest) = arguments.split_once(' ').unwrap_or((arguments, ""));
        let providers = if matches!(command, "pkcs8" | "rsa" | "pkcs12") {
            LEGACY
        } else {
            ""
        };
        self.run("openssl", &format!("{command} {providers} {rest}"))?;
        Ok(())
    }

    /// A companion of the cases.
    pub(super) fn companion(&self, name: &str) -> PathBuf {
        self.corpus.join("companions").join(name)
    }

    /// The same as an argument.
    pub(super) fn key(&self, name: &str) -> String {
        self.companion(&format!("{name}.key")).display().to_string()
    }

    pub(super) fn put_companion(&self, name: &str, text: &str) -> Result<()> {
        Ok(fs::write(self.companion(name), text)?)
    }

    pub(super) fn companion_text(&self, name: &str) -> Result<String> {
        let place = self.companion(name);
        fs::read_to_string(&place).with_context(|| format!("{} cannot be read.", place.display()))
    }

    /// A key's PEM alone, without the line that marks the companion.
    pub(super) fn key_pem(&self, name: &str) -> Result<String> {
        let text = self.companion_text(&format!("{name}.key"))?;
        Ok(text
            .lines()
            .skip(1)
            .map(|line| line.to_owned() + "\n")
            .collect())
    }

    /// A companion certificate's DER.
    pub(super) fn certificate_der(&self, name: &str) -> Result<Vec<u8>> {
        unarmoured(&self.companion_text(&format!("{name}.crt"))?)
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.work.join(name)
    }

    pub(super) fn bytes(&self, name: &str) -> Result<Vec<u8>> {
        let place: &Path = &self.path(name);
        fs::read(place).with_context(|| format!("{} cannot be read.", place.display()))
    }

    pub(super) fn text(&self, name: &str) -> Result<String> {
        String::from_utf8(self.bytes(name)?).with_context(|| format!("{name} is not text."))
    }

    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> Result<()> {
        Ok(fs::write(self.path(name), bytes)?)
    }

    /// A key's SubjectPublicKeyInfo.
    pub(super) fn spki(&self, key: &str) -> Result<Vec<u8>> {
        self.openssl(&format!(
            "pkey -in {} -pubout -outform DER -out spki",
            self.key(key)
        ))?;
        self.bytes("spki")
    }

    /// OpenSSL's signature with a companion key.
    pub(super) fn signature(&self, key: &str, digest: &str, message: &[u8]) -> Result<Vec<u8>> {
        self.write("message", message)?;
        self.run(
            "openssl",
            &format!("dgst -{digest} -sign {} message", self.key(key)),
        )
    }

    /// A certificate's PEM.
    pub(super) fn certificate_pem(&self, der: &[u8]) -> Result<String> {
        Ok(armoured("CERTIFICATE", der))
    }
}

/// PEM as OpenSSL writes it.
pub(super) fn armoured(label: &str, bytes: &[u8]) -> String {
    let text = STANDARD.encode(bytes);
    let letters: Vec<char> = text.chars().collect();
    let body: String = letters
        .chunks(64)
        .map(|line| line.iter().collect::<String>() + "\n")
        .collect();
    format!("-----BEGIN {label}-----\n{body}-----END {label}-----\n")
}

/// The bytes of the first PEM block of a text in ordinary form.
pub(super) fn unarmoured(text: &str) -> Result<Vec<u8>> {
    let body: String = text
        .lines()
        .skip_while(|line| !line.starts_with("-----BEGIN"))
        .skip(1)
        .take_while(|line| !line.starts_with("-----END"))
        .collect();
    STANDARD.decode(body).context("A PEM block is damaged.")
}

/// SHA-256 in hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
