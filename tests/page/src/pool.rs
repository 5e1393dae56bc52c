//! Random keys from OpenSSL, and its verdict on the page's requests with them. The same scripts
//! judge the core natively and in Node: `cargo xtask proof correctness`.

use crate::outcome::{Failure, Outcome, ensure};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};
use tempfile::TempDir;

/// Names the folder of an existing pool, whose maker also judges the results.
const GIVEN: &str = "RSA_SIGNER_POOL";

/// The number of signatures in an ordinary test run.
const SHORT: &str = "50";

pub(crate) struct Pool {
    folder: PathBuf,
    /// The folder, when this run made it.
    own: Option<TempDir>,
    keys: Vec<Pair>,
    messages: usize,
}

/// A certificate and its key, in PEM.
pub(crate) struct Pair {
    pub(crate) certificate: String,
    pub(crate) private_key: String,
}

impl Pool {
    /// Returns the given pool, or makes a small one.
    pub(crate) fn open() -> Outcome<Self> {
        if let Some(folder) = env::var_os(GIVEN) {
            return Self::read(folder.into(), None);
        }
        let own = tempfile::tempdir()?;
        script("pool.mjs", own.path(), SHORT)?;
        Self::read(own.path().into(), Some(own))
    }

    fn read(folder: PathBuf, own: Option<TempDir>) -> Outcome<Self> {
        let pool: Value = serde_json::from_slice(&fs::read(folder.join("pool.json"))?)?;
        let keys = pool.get("keys").and_then(Value::as_array);
        let keys: Option<Vec<Pair>> = keys.into_iter().flatten().map(Pair::new).collect();
        let messages = pool.get("messages").and_then(Value::as_u64);
        let both = keys.zip(messages).filter(|(keys, _)| !keys.is_empty());
        let (keys, messages) = both.ok_or_else(|| Failure::new("the pool holds no keys"))?;
        Ok(Self {
            folder,
            own,
            keys,
            messages: usize::try_from(messages)?,
        })
    }

    pub(crate) fn keys(&self) -> &[Pair] {
        &self.keys
    }

    /// Returns the number of requests with each key.
    pub(crate) fn messages(&self) -> usize {
        self.messages
    }

    /// Writes the requests, for each key a list of headers and bodies, and judges them if the pool
    /// is this run's own.
    pub(crate) fn keep(&self, way: &str, made: &[Value]) -> Outcome {
        let place = self.folder.join(format!("{way}.json"));
        fs::write(place, serde_json::to_string(made)?)?;
        match self.own {
            Some(_) => script("judge.mjs", &self.folder, way),
            None => Ok(()),
        }
    }
}

impl Pair {
    fn new(pair: &Value) -> Option<Self> {
        let text = |name: &str| Some(pair.get(name)?.as_str()?.to_owned());
        Some(Self {
            certificate: text("certificate")?,
            private_key: text("privateKey")?,
        })
    }
}

fn script(name: &str, folder: &Path, word: &str) -> Outcome {
    let mut node = Command::new("node");
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("proof");
    node.arg(place.join(name)).arg(folder).arg(word);
    let output = node
        .output()
        .map_err(|error| Failure::new(format!("{node:?} does not start: {error}")))?;
    let said =
        [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    ensure!(
        output.status.success(),
        "{node:?} failed:\n{}",
        said.concat()
    );
    Ok(())
}
