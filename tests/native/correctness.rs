//! Requests with random keys from OpenSSL, compared with OpenSSL's signatures byte for byte. The
//! same keys go through the wasm in Node and through the page in browsers: `cargo xtask proof
//! correctness`. Needs Node, which signs with OpenSSL.

use crate::support::{TestRandom, now, read};
use anaplan_rsa_signer::protocol::{Reply, Request};
use anaplan_rsa_signer::request::HeaderForm;
use anaplan_rsa_signer::session::Session;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Names the folder of an existing pool, whose maker also judges the results.
const POOL: &str = "RSA_SIGNER_POOL";

/// The number of signatures in an ordinary test run.
const SHORT: &str = "100";

fn script(name: &str, words: &[&Path]) {
    let mut node = Command::new("node");
    node.current_dir(env!("CARGO_MANIFEST_DIR"));
    node.arg(Path::new("tests/proof").join(name)).args(words);
    let output = node.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{name}: {said}");
}

/// Returns header and body of this many requests with one key.
fn requests(pair: &Value, messages: u64, random: &mut TestRandom) -> Value {
    let text = |name: &str| pair.get(name).and_then(Value::as_str).unwrap();
    let mut session = Session::default();
    let inputs = read(text("certificate"), text("privateKey"));
    let reply = session.answer(inputs, now(), random);
    assert!(matches!(reply, Reply::Reading(reading) if reading.ready));
    let made = (0..messages).map(|at| {
        let header_form = match at % 2 {
            0 => HeaderForm::Der,
            _ => HeaderForm::Pem,
        };
        match session.answer(Request::Generate { header_form }, now(), random) {
            Reply::Generated(made) => Value::from(vec![made.authorization, made.body]),
            other => panic!("{other:?}"),
        }
    });
    made.collect()
}

#[test]
fn requests_by_random_keys_are_those_of_openssl() {
    let own = tempfile::tempdir().unwrap();
    let given = env::var_os(POOL).map(PathBuf::from);
    let folder = given.as_deref().unwrap_or(own.path());
    if given.is_none() {
        script("pool.mjs", &[folder, Path::new(SHORT)]);
    }
    let pool = fs::read(folder.join("pool.json")).unwrap();
    let pool: Value = serde_json::from_slice(&pool).unwrap();
    let messages = pool.get("messages").and_then(Value::as_u64).unwrap();
    let mut random = TestRandom::new(now());
    let keys = pool.get("keys").and_then(Value::as_array).unwrap();
    let made: Value = keys
        .iter()
        .map(|pair| requests(pair, messages, &mut random))
        .collect();
    fs::write(folder.join("native.json"), made.to_string()).unwrap();
    if given.is_none() {
        script("judge.mjs", &[folder, Path::new("native")]);
    }
}
