//! PKCS#12 files. Without a pass phrase no costly derivation is made.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = anaplan_rsa_signer::bundle::pkcs12::open(bytes, None);
});
