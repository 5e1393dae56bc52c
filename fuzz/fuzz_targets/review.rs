//! Pasted requests of any kind, and everything that is said of them.
#![no_main]

use anaplan_rsa_signer::notice::Value;
use anaplan_rsa_signer::review::review;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for verdict in review(text, 1_750_000_000).verdicts {
        for value in verdict.params.values() {
            if let Value::Text(text) = value {
                assert!(text.chars().all(|c| !c.is_control()));
            }
        }
    }
});
