//! `order_and_save` of [`targets`].
#![no_main]

#[allow(dead_code, reason = "one of several targets")]
#[path = "../targets/mod.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::order_and_save(bytes));
