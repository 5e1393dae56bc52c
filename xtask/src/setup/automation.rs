//! What the tests of the programs in `automation` run, from the system's own packages.

use std::path::Path;
use std::process::Command;

use super::browsers::Need;

/// Calls the stand-in of the service.
pub(crate) const CURL: Need = Need::new("curl", &["curl"], "curl");
/// Runs the program for Node.js.
pub(crate) const NODE: Need = Need::new("Node.js", &["node"], "nodejs");
/// Runs the stand-in of the service.
pub(crate) const PYTHON: Need = Need::new("Python 3", &[PYTHON_PROGRAM], "python3");
/// What the program for Python signs with.
pub(crate) const CRYPTOGRAPHY: Need = Need::new(
    "Python's package cryptography",
    &[PYTHON_PROGRAM],
    "python3-cryptography",
);

const PYTHON_PROGRAM: &str = if cfg!(windows) { "python" } else { "python3" };
/// The system's own Python, which the system's packages are for. The tests look for it in the same
/// order: `tests/support/service.rs`.
const SYSTEM_PYTHON: &str = "/usr/bin/python3";

/// Whether Python has the module that is in this package of Debian's. Debian names the packages of
/// modules after them, `python3-…`; other packages hold no module that could lack.
pub(super) fn has_module_of(package: &str) -> bool {
    package.strip_prefix("python3-").is_none_or(|module| {
        let is_there = Path::new(SYSTEM_PYTHON).is_file();
        let python = if is_there {
            SYSTEM_PYTHON
        } else {
            PYTHON_PROGRAM
        };
        let tried = Command::new(python)
            .args(["-c", &format!("import {module}")])
            .output();
        tried.is_ok_and(|it| it.status.success())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_that_nobody_has_is_missing() {
        assert!(Need::new("", &[PYTHON_PROGRAM], "python3-json").is_met());
        assert!(!Need::new("", &[PYTHON_PROGRAM], "python3-no_such_module").is_met());
        assert!(has_module_of("curl"));
    }
}
