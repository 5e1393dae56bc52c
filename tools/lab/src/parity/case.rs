//! The cases of the corpus as jobs for readers: the file, what is known of it, and what opening it
//! must give. `tests/native/corpus.rs` describes the cases' form.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::digest::sha256;
use page_builder::project::{Project, entries, file_name};

/// One file of the corpus.
#[derive(Debug)]
pub(super) struct Case {
    /// `folder/name`.
    pub(super) name: String,
    fields: BTreeMap<String, String>,
    /// Where the file's own bytes are.
    pub(super) path: PathBuf,
    /// Whether they hold PEM.
    pub(super) is_pem: bool,
}

impl Case {
    /// The folder, and the name in it.
    pub(super) fn split(&self) -> (&str, &str) {
        self.name.split_once('/').unwrap_or((&self.name, ""))
    }

    pub(super) fn get(&self, field: &str) -> Option<&str> {
        self.fields.get(field).map(String::as_str)
    }

    /// `ready`, or the code that this project refuses with.
    pub(super) fn expect(&self) -> &str {
        self.get("expect").unwrap_or_default()
    }

    /// Whether a certificate is asked for, and not a private key.
    pub(super) fn is_certificate(&self) -> bool {
        self.get("box") == Some("certificate")
    }

    /// The line that a reader in another process is given.
    pub(super) fn job(&self, companions: &Path) -> Value {
        json!({
            "name": self.name,
            "path": self.path,
            "pasted": self.get("form") == Some("text"),
            "box": self.get("box"),
            "with": self.get("with").map(|own| companions.join(own)),
            "passphrase": self.get("passphrase"),
        })
    }

    fn read(name: String, bytes: &[u8], folder: &Path) -> Result<Self> {
        let end = bytes.windows(2).position(|two| two == b"\n\n");
        let (header, payload) = end
            .and_then(|end| bytes.split_at_checked(end.saturating_add(2)))
            .with_context(|| format!("{name} is no case."))?;
        let header = std::str::from_utf8(header)?;
        let fields = header.lines().filter_map(|line| line.split_once(": "));
        let path = folder.join(name.replace('/', "."));
        fs::write(&path, payload)?;
        Ok(Self {
            fields: fields.map(|(a, b)| (a.to_owned(), b.to_owned())).collect(),
            path,
            is_pem: payload.windows(10).any(|own| own == b"-----BEGIN"),
            name,
        })
    }
}

/// Every case in the order of its name; the files are laid into `folder`.
pub(super) fn all(project: &Project, folder: &Path) -> Result<Vec<Case>> {
    let mut cases = Vec::new();
    for group in entries(&project.path(crate::corpus::CORPUS))? {
        let group_name = file_name(&group);
        if !group.is_dir() || group_name == "companions" {
            continue;
        }
        for place in entries(&group)? {
            let name = format!("{group_name}/{}", file_name(&place));
            cases.push(Case::read(name, &fs::read(&place)?, folder)?);
        }
    }
    Ok(cases)
}

/// What the companions are, by OpenSSL: the right answers.
#[derive(Debug)]
pub(super) struct Companions {
    /// Name of a key or certificate file, to the digest of the public key.
    keys: BTreeMap<String, String>,
    /// The digest of a certificate, to the digest of its public key.
    certified: BTreeMap<String, String>,
}

impl Companions {
    pub(super) fn read(folder: &Path) -> Result<Self> {
        let (mut keys, mut certified) = (BTreeMap::new(), BTreeMap::new());
        for place in entries(folder)? {
            let name = file_name(&place);
            let path = place.display().to_string();
            if name.ends_with(".crt") {
                let pem = openssl(&["x509", "-noout", "-pubkey", "-in", &path])?;
                let key = sha256(&super::digest::blocks(&pem, "PUBLIC KEY").concat());
                let der = openssl(&["x509", "-outform", "DER", "-in", &path])?;
                certified.insert(sha256(&der), key.clone());
                keys.insert(name, key);
            } else {
                let der = openssl(&["pkey", "-pubout", "-outform", "DER", "-in", &path])?;
                keys.insert(name, sha256(&der));
            }
        }
        Ok(Self { keys, certified })
    }

    /// Whether these findings are what the file holds. Of a file that this project refuses it may
    /// not be known; then anything is right that is an RSA key or certificate at all.
    pub(super) fn is_right(&self, case: &Case, found: &[String]) -> bool {
        let has = |kind: &str, digest: &String| found.contains(&format!("{kind}:{digest}"));
        let some = |kind: &str| found.iter().any(|own| own.starts_with(kind));
        let with = case.get("with").and_then(|own| self.keys.get(own));
        let own = case.get("sha256").map(str::to_owned);
        let public = |own: &String| self.certified.get(own);
        if case.expect() != "ready" {
            return match with {
                Some(key) if case.expect().starts_with("passphrase") => has("key", key),
                None if case.expect().starts_with("passphrase") => some("key"),
                Some(_) if case.is_certificate() => some("certificate"),
                Some(_) => some("key"),
                None => some("key") || some("certificate"),
            };
        }
        match (own, with) {
            (Some(own), Some(_)) if case.is_certificate() => has("certificate", &own),
            (None, Some(_)) if case.is_certificate() => false,
            (own, Some(key)) => has("key", own.as_ref().and_then(public).unwrap_or(key)),
            (Some(own), None) => {
                has("certificate", &own) && public(&own).is_some_and(|key| has("key", key))
            }
            // Several pairs are in it: one of them is enough.
            (None, None) => self
                .certified
                .iter()
                .any(|(own, key)| has("certificate", own) && has("key", key)),
        }
    }
}

fn openssl(words: &[&str]) -> Result<Vec<u8>> {
    let output = std::process::Command::new("openssl").args(words).output()?;
    anyhow::ensure!(
        output.status.success(),
        "`openssl {}` failed:\n{}",
        words.join(" "),
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(output.stdout)
}
