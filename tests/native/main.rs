//! Every native test of the core, in one binary. `cargo test --test native openssl::` runs one
//! module. `tests/wasm` runs some of the same modules in a browser.

#![cfg(not(target_arch = "wasm32"))]
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

mod automation;
mod bounds;
mod calendar;
mod catalogue;
mod certificate;
mod choosing;
mod convert;
mod corpus;
mod correctness;
mod detached;
mod exports;
mod hostile;
mod inventory;
mod json;
mod key_store;
mod known_answers;
mod layout;
mod nist;
mod objects;
mod openssh;
mod openssl;
mod order;
mod paste;
mod pkcs12;
mod postman;
mod properties;
mod renewal;
mod response;
mod review;
mod sample;
mod session;
mod shapes;
#[path = "../support/mod.rs"]
mod support;
mod ways_out;
mod wycheproof;
