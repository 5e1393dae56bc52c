//! The four readers. Each is given the files alone and the passphrase, and answers what it found.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::case::Case;
use super::digest::{blocks, is_rsa, sha256};
use page_builder::process;
use page_builder::project::Project;
use xtask_support::setup::npm;

/// How many seconds jsrsasign may compute for one file; of computing, so that a busy machine changes
/// nothing.
pub(super) const SECONDS: u32 = 10;

/// What a reader said of one file.
#[derive(Debug, Default)]
pub(super) struct Answer {
    /// `key:` and `certificate:` with digests.
    pub(super) found: Vec<String>,
    /// It was stopped.
    pub(super) slow: bool,
}

/// Answers by the case's name.
pub(super) type Answers = BTreeMap<String, Answer>;

/// Where the readers live: `tools/lab/parity/` in the tree, and a folder of their own among what is built.
#[derive(Debug)]
pub(super) struct Readers<'p> {
    project: &'p Project,
    folder: PathBuf,
    jobs: PathBuf,
}

impl<'p> Readers<'p> {
    /// `jobs` holds a line for each case.
    pub(super) fn new(project: &'p Project, folder: &Path, jobs: &str) -> Result<Self> {
        let place = folder.join("jobs");
        fs::write(&place, jobs)?;
        Ok(Self {
            project,
            folder: folder.to_path_buf(),
            jobs: place,
        })
    }

    /// `ours` or `p12-keystore`, which are one program.
    pub(super) fn of_crate(&self, name: &str) -> Result<Answers> {
        let mut cargo = process::cargo();
        cargo
            .args(["run", "--quiet", "--locked", "--manifest-path"])
            .arg(self.project.path("tools/lab/parity/Cargo.toml"))
            .args(["--", name])
            .env("CARGO_TARGET_DIR", self.folder.join("build"));
        self.ask(&mut cargo)
    }

    /// jsrsasign, as `tools/lab/parity/package-lock.json` names it.
    pub(super) fn jsrsasign(&self) -> Result<Answers> {
        let folder = npm::install(self.project, "tools/lab/parity")?;
        // node looks for packages beside the script.
        let script = "jsrsasign.cjs";
        fs::copy(
            self.project.path("tools/lab/parity").join(script),
            folder.join(script),
        )?;
        let mut node = Command::new("node");
        node.args([script, &SECONDS.to_string()]);
        self.ask(node.current_dir(&folder))
    }

    fn ask(&self, command: &mut Command) -> Result<Answers> {
        let told = process::line(command);
        let output = command
            .stdin(fs::File::open(&self.jobs)?)
            .stderr(Stdio::inherit())
            .output()
            .with_context(|| format!("`{told}` cannot be started."))?;
        ensure!(output.status.success(), "`{told}` failed.");
        let text = String::from_utf8(output.stdout)?;
        text.lines().map(answer).collect()
    }
}

fn answer(line: &str) -> Result<(String, Answer)> {
    let value: Value = serde_json::from_str(line)?;
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let list = value.get("found").and_then(Value::as_array);
    let name = value.get("name").and_then(text);
    let answer = Answer {
        found: list.into_iter().flatten().filter_map(text).collect(),
        slow: value.get("slow").and_then(Value::as_bool) == Some(true),
    };
    Ok((name.context("An answer has no name.")?, answer))
}

/// OpenSSL with the provider of the old ciphers: every command that opens a file of the kind.
pub(super) fn openssl(cases: &[Case], folder: &Path) -> Result<Answers> {
    let mut answers = Answers::new();
    for case in cases {
        fs::write(
            folder.join("pass"),
            case.get("passphrase").unwrap_or_default(),
        )?;
        let asked = OpenSsl {
            file: case.path.display().to_string(),
            pass: match case.get("passphrase") {
                None | Some("") => "pass:".to_owned(),
                Some(_) => format!("file:{}", folder.join("pass").display()),
            },
        };
        let mut found = Vec::new();
        if case.get("with").is_none() || case.is_certificate() {
            found.extend(asked.certificates());
        }
        if case.get("with").is_none() || !case.is_certificate() {
            found.extend(asked.key());
        }
        let answer = Answer { found, slow: false };
        answers.insert(case.name.clone(), answer);
    }
    Ok(answers)
}

struct OpenSsl {
    file: String,
    pass: String,
}

impl OpenSsl {
    fn run(&self, words: &str, input: Option<&str>) -> Option<Vec<u8>> {
        let providers = ["-provider", "legacy", "-provider", "default"];
        let mut command = Command::new("openssl");
        command.args(words.split_whitespace()).args(providers);
        command.args(["-in", input.unwrap_or(&self.file)]);
        if !words.starts_with("x509") && !words.starts_with("pkcs7") {
            command.args(["-passin", &self.pass]);
        }
        let output = command.stdin(Stdio::null()).output().ok()?;
        output.status.success().then_some(output.stdout)
    }

    fn key(&self) -> Option<String> {
        let public = "pkey -pubout -outform DER";
        let der = self.run(public, None).or_else(|| {
            let pem = self.run("pkcs12 -nodes -nocerts", None)?;
            let place = format!("{}.unpacked", self.file);
            fs::write(&place, pem).ok()?;
            self.run(public, Some(&place))
        })?;
        is_rsa(&der).then(|| format!("key:{}", sha256(&der)))
    }

    fn certificates(&self) -> Vec<String> {
        let ways = [
            "x509",
            "pkcs12 -nokeys",
            "pkcs7 -print_certs -inform PEM",
            "pkcs7 -print_certs -inform DER",
        ];
        // `storeutl` takes its file without a name for it, and finds every certificate in it.
        let store = Command::new("openssl")
            .args(["storeutl", "-certs", "-passin", &self.pass, &self.file])
            .stdin(Stdio::null())
            .output();
        let store = store.map(|output| output.stdout).unwrap_or_default();
        let pem: Vec<Vec<u8>> = ways.iter().filter_map(|way| self.run(way, None)).collect();
        let all = [pem.concat(), store].concat();
        let mut found: Vec<String> = blocks(&all, "CERTIFICATE")
            .iter()
            .filter(|der| is_rsa(der))
            .map(|der| format!("certificate:{}", sha256(der)))
            .collect();
        found.sort();
        found.dedup();
        found
    }
}
