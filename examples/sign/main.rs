//! The core at the command line: makes a login request from files, and lists when certificates
//! expire.
//!
//! ```text
//! cargo run --example sign -- --certificate login.crt --key login.key
//! cargo run --example sign -- --bundle login.p12 --header pem
//! cargo run --example sign -- expiry --days 30 certificates/*
//! ```
//!
//! `--help` says the rest. A pass phrase comes from the variable `RSA_SIGNER_PASSPHRASE`, or from a
//! prompt that does not show it; never from the command line, which everybody on a computer can
//! read.

#[cfg(not(target_arch = "wasm32"))]
mod command;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    command::main()
}

/// `cargo test` builds examples for wasm too, where there is no command line.
#[cfg(target_arch = "wasm32")]
fn main() {}
