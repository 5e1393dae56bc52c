//! Passphrases: from a variable, a file, a file descriptor or a prompt.

use crate::arguments::PassphraseSource;
use std::fs::File;
use std::io::{BufRead, BufReader, IsTerminal};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

const VARIABLE: &str = "RSA_SIGNER_PASSPHRASE";

/// Returns the passphrase that the options or the environment give; `None` without any.
pub(crate) fn given(source: &PassphraseSource) -> Result<Option<Zeroizing<String>>, String> {
    if let Some(name) = &source.passphrase_env {
        let value = variable(name).ok_or_else(|| format!("The variable {name} is not set."))?;
        return Ok(Some(value));
    }
    if let Some(path) = &source.passphrase_file {
        return first_line(path).map(Some);
    }
    if let Some(number) = source.passphrase_fd {
        if cfg!(windows) {
            return Err("--passphrase-fd is not for Windows; use --passphrase-file.".to_owned());
        }
        return first_line(&PathBuf::from(format!("/dev/fd/{number}"))).map(Some);
    }
    Ok(variable(VARIABLE))
}

/// Asks at the terminal, which does not show what is typed; `None` without a terminal.
pub(crate) fn ask(files: &str) -> Option<Zeroizing<String>> {
    if !std::io::stdin().is_terminal() {
        return None;
    }
    let typed = rpassword::prompt_password(format!("Passphrase for {files}: "));
    typed.ok().map(Zeroizing::new)
}

fn variable(name: &str) -> Option<Zeroizing<String>> {
    let value = std::env::var(name).ok()?;
    (!value.is_empty()).then(|| Zeroizing::new(value))
}

fn first_line(path: &Path) -> Result<Zeroizing<String>, String> {
    let unreadable = |error| format!("{} cannot be read: {error}.", path.display());
    let mut line = Zeroizing::new(String::new());
    let file = File::open(path).map_err(unreadable)?;
    BufReader::new(file)
        .read_line(&mut line)
        .map_err(unreadable)?;
    Ok(Zeroizing::new(
        line.trim_end_matches(['\r', '\n']).to_owned(),
    ))
}
