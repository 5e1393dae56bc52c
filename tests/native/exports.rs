//! The exports: what may be typed as an address, how everything is quoted, and each export run as
//! it stands against the stand-in of the service.

mod address;
mod made;
mod quoting;
#[cfg(unix)]
mod run;
mod windows;
