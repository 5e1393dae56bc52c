//! Pasted text of any kind.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = anaplan_rsa_signer::input::read_text(text);
});
