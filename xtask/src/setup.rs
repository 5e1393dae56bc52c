//! Brings what the commands need onto a machine that has only rustup.

pub(crate) mod browsers;
pub(crate) mod target;
pub(crate) mod tools;
