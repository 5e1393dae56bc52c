//! The private-key operation of the shipped wasm takes the same steps for every key and message.
//!
//! ```text
//! dist/rsa-signer.html → core.wasm ┐ the same program, but for names
//! the build, with names ───────────┴→ trace → target/apart/traced.wasm, leaky-….wasm → node judges
//! ```

use std::fs;

use anyhow::{Context, Result, ensure};

use super::apart;
use super::trace::{self, Leak};
use crate::run::{Count, Run};

/// The function from a private key and an encoded message to a signature, not yet verified.
const OPERATION: &str = "anaplan_rsa_signer::signature::make";
/// Returns five bits of a blinded exponent, and bytes of the signature.
const WINDOW: &str = "rsa_crt::digits::Shape::window";

/// Traces `keys` keys in node.
pub(super) fn in_node(run: &mut Run<'_>, keys: u32) -> Result<Count> {
    let folder = apart(run)?;
    let named = page_builder::named(run.project)?;
    ensure!(
        trace::is_same_program(&run.page()?.wasm, &named)?,
        "The page holds another program than the one that this tree builds."
    );
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        fs::write(&path, bytes).with_context(|| format!("{}", path.display()))
    };
    let traced = trace::trace(&named, OPERATION, None)?;
    write("traced.wasm", &traced.wasm)?;
    write("sites.txt", traced.sites.join("\n").as_bytes())?;
    for (name, leak) in Leak::ALL {
        let leaky = trace::trace(&named, OPERATION, Some((leak, WINDOW)))?;
        write(&format!("leaky-{name}.wasm"), &leaky.wasm)?;
    }
    let mut judge = run.node("tests/proof/constant-time.mjs")?;
    Count::of(judge.arg(folder).arg(keys.to_string()))
}
