//! The same bytes read by the core and by OpenSSL: the same keys and certificates, or a word about why not.
#![no_main]

#[path = "../targets/found.rs"]
mod found;
#[path = "../judge/openssl.rs"]
mod openssl;

use found::Found;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    // Without a passphrase: how long OpenSSL computes for one is for the file to say.
    let (ours, theirs) = (Found::of(bytes, None), openssl::found(bytes, None));
    let names = openssl::names(&ours.certificates);
    let is_same = theirs.keys.is_subset(&ours.keys) && openssl::names(&theirs.certificates).is_subset(&names);
    assert!(is_same || !ours.codes.is_empty(), "{theirs:?} in place of {ours:?}");
});
