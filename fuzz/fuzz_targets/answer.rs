//! Answers of the service, and whatever is pasted in their place.
#![no_main]

use anaplan_rsa_signer::answer;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let answer = answer::read(text, 1_754_088_000);
    assert!(answer.token.is_some() || !answer.notices.is_empty());
    if let Some(token) = answer.token {
        assert!(token.value.bytes().all(|byte| byte.is_ascii_graphic()));
    }
});
