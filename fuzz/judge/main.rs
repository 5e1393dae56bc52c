//! What the core and OpenSSL find in files, asked and answered a line each: `tools/lab/parity/mutated.py` has thousands
//! of them read.

#[path = "../targets/found.rs"]
mod found;
mod openssl;

use anaplan_rsa_signer::pbe::Passphrase;
use found::Found;
use serde_json::{Value, json};
use zeroize::Zeroizing;

/// Above these the core says no, and OpenSSL would compute for minutes.
const COSTLY: [&str; 2] = ["too-many-iterations", "too-much-memory"];

/// Answers every `{"path", "passphrase"}` with what either found.
fn main() {
    for line in std::io::stdin().lines().map_while(Result::ok) {
        let job: Value = serde_json::from_str(&line).expect("a job in JSON");
        let bytes = std::fs::read(job["path"].as_str().expect("a path")).expect("a file");
        let passphrase = job["passphrase"].as_str();
        let typed = passphrase.map(|own| Passphrase::new(Zeroizing::new(own.to_owned())));
        let ours = Found::of(&bytes, typed.as_ref());
        let is_costly = COSTLY.iter().any(|code| ours.codes.contains(code));
        let theirs = (!is_costly).then(|| named(&openssl::found(&bytes, passphrase)));
        println!("{}", json!({ "ours": named(&ours), "codes": ours.codes, "openssl": theirs }));
    }
}

/// Returns the names that `parity.py` gives to keys and certificates.
fn named(found: &Found) -> Vec<String> {
    let plain = |kind: &str, digest: &String| format!("{kind}:{}", digest.replace(':', "").to_lowercase());
    let keys = found.keys.iter().map(|own| plain("key", own));
    let certificates = openssl::names(&found.certificates);
    keys.chain(certificates.iter().map(|own| plain("certificate", own))).collect()
}
