//! Brings what the commands need onto a machine that has only rustup.

pub mod need;
pub mod npm;
pub mod tools;
