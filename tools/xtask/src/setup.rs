//! Brings what the commands need onto a machine that has only rustup.

pub mod need;
pub mod npm;
pub mod tools;

use std::path::PathBuf;

/// Where PATH has a program, in the order of PATH after the folders in front.
pub fn find(program: &str, in_front: &[PathBuf]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    let folders = in_front.iter().cloned().chain(std::env::split_paths(&path));
    folders
        .map(|folder| folder.join(&name))
        .find(|place| place.is_file())
}
