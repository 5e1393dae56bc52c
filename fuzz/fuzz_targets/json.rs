//! JSON and what resembles it.
#![no_main]

use anaplan_rsa_signer::json;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(reading) = json::read(text) {
        assert!(text.is_char_boundary(reading.end));
    }
});
