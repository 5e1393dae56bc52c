//! Brings what the commands need onto a machine that has only rustup.

pub(crate) mod need;
pub(crate) mod npm;
pub(crate) mod tools;

use std::path::PathBuf;

/// Where PATH has a program, in the order of PATH after the folders in front.
pub(crate) fn find(program: &str, in_front: &[PathBuf]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    let folders = in_front.iter().cloned().chain(std::env::split_paths(&path));
    folders
        .map(|folder| folder.join(&name))
        .find(|place| place.is_file())
}
