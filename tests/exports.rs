//! The exports: what may be typed as an address, how everything is quoted, and each export run as it
//! stands against the stand-in of the service.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::panic_in_result_fn,
    clippy::string_slice,
    clippy::unwrap_used,
    missing_docs
)]

#[path = "exports/address.rs"]
mod address;
#[path = "exports/made.rs"]
mod made;
#[path = "exports/quoting.rs"]
mod quoting;
#[cfg(unix)]
#[path = "exports/run.rs"]
mod run;
#[path = "support/service.rs"]
mod standin;
mod support;
#[path = "exports/windows.rs"]
mod windows;
