//! Brings what the commands need onto a machine that has only rustup.

pub(crate) mod automation;
pub(crate) mod axe;
pub(crate) mod browsers;
pub(crate) mod postman;
pub(crate) mod programs;
pub(crate) mod servers;
pub(crate) mod target;
pub(crate) mod tools;
