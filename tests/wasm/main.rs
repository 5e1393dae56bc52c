//! The tests that run in a browser's dedicated worker: `wasm-pack test --headless --firefox`. All but
//! those of `worker` run natively too.

#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::panic_in_result_fn,
    clippy::string_slice,
    clippy::unwrap_used,
    missing_docs
)]

#[path = "../native/bounds.rs"]
mod bounds;
#[path = "../native/corpus.rs"]
mod corpus;
#[path = "../native/known_answers.rs"]
mod known_answers;
#[path = "../native/nist.rs"]
mod nist;
#[path = "../native/paste.rs"]
mod paste;
#[path = "../support/mod.rs"]
mod support;
mod worker;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);
