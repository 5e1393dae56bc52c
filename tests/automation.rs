//! The programs for jobs without a person, run for real against the stand-in of the service, and
//! the stand-in itself. Native only.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    missing_docs
)]

#[path = "automation/curl.rs"]
mod curl;
#[path = "automation/example.rs"]
mod example;
#[path = "automation/files.rs"]
mod files;
#[path = "automation/programs.rs"]
mod programs;
#[path = "support/service.rs"]
mod service;
#[path = "automation/standin.rs"]
mod standin;
