//! The worker's messages: any JSON that can be read as a conversation is had.
#![no_main]

mod counted;

use anaplan_rsa_signer::session::{Request, Session};
use counted::Counted;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut session = Session::default();
    for line in text.lines() {
        if let Ok(request) = serde_json::from_str::<Request>(line) {
            let reply = session.answer(request, 1_790_000_000, &mut Counted::default());
            assert!(serde_json::to_string(&reply).is_ok());
        }
    }
});
