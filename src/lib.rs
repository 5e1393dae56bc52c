//! The core of RSA Signer: a certificate and an RSA private key in, the `Authorization` header and
//! the JSON body of Anaplan's certificate login (v2) out.
//!
//! The rooms stand in the order in which data passes through them: [`input`] finds objects in what
//! was pasted, [`certificate`] and [`private_key`] read and check them, [`identity`] pairs them,
//! [`message`] makes the 100 bytes, [`signature`] signs and verifies them, [`request`] renders the
//! result. [`detached`] takes a signature that was made elsewhere, [`exports`] renders the request for the
//! tools that people use; beside the line, [`review`] reads requests made elsewhere and [`response`] what
//! the service said, both with [`json`]. [`protocol`] is the page's messages, and [`session`] answers them over all of it. Everything is pure: the time and
//! the random source are arguments. Only `worker`, which exists on wasm32 alone, knows the browser.

pub mod anaplan;
mod asn1;
pub mod bundle;
pub mod calendar;
pub mod certificate;
pub mod convert;
mod counted;
pub mod detached;
pub mod encoding;
pub mod error;
pub mod escape;
pub mod exports;
pub mod generate;
mod hash;
pub mod identity;
pub mod input;
pub mod inventory;
pub mod json;
pub mod message;
pub mod notice;
mod oid;
mod openssh;
pub mod order;
pub mod pbe;
pub mod private_key;
pub mod protocol;
pub mod public_key;
pub mod renewal;
pub mod request;
pub mod response;
pub mod review;
pub mod sample;
pub mod self_check;
pub mod session;
pub mod signature;

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub mod worker;
