//! Passphrases: from a variable, a file, a file descriptor or a prompt.

use crate::arguments::{NewPassphraseSource, PassphraseSource};
use crate::catalogue::Catalogue;
use crate::files::{is_standard_stream, name};
use std::fs::File;
use std::io::{BufRead, BufReader, IsTerminal, stdin};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Passphrases long enough to be accepted that head the published lists of the most used ones, and
/// the usual ones of key stores.
const GUESSED: [&str; 26] = [
    "0987654321",
    "12341234",
    "12345678",
    "123456789",
    "1234567890",
    "1q2w3e4r",
    "1qaz2wsx",
    "87654321",
    "abc12345",
    "abcd1234",
    "anaplan1",
    "anaplan123",
    "asdfghjkl",
    "changeit",
    "changeme",
    "iloveyou",
    "letmein1",
    "p@ssw0rd",
    "passphrase",
    "password",
    "password1",
    "password123",
    "passw0rd",
    "qwerty123",
    "qwertyuiop",
    "welcome1",
];

/// Returns the passphrase that the options or the environment give; `None` without any. `files` are
/// the other inputs.
pub(crate) fn given(
    source: &PassphraseSource,
    files: &[PathBuf],
) -> Result<Option<Zeroizing<String>>, String> {
    given_or(source, files, "RSA_SIGNER_PASSPHRASE")
}

/// Returns the passphrase for what is written: given, or typed twice at the terminal. `files` are
/// the other inputs.
pub(crate) fn new(
    source: &NewPassphraseSource,
    files: &[PathBuf],
) -> Result<Zeroizing<String>, String> {
    if let Some(passphrase) = given_or(&source.into(), files, "RSA_SIGNER_NEW_PASSPHRASE")? {
        return Ok(passphrase);
    }
    let missing = "A passphrase is needed that protects the file. Set RSA_SIGNER_NEW_PASSPHRASE, or see --help.";
    let typed = prompt("New passphrase: ").ok_or(missing)?;
    let again = prompt("The same again: ").ok_or(missing)?;
    if typed != again {
        return Err("The two passphrases differ. Run the command again.".to_owned());
    }
    Ok(typed)
}

/// Returns a warning where guessing programs try a passphrase first.
pub(crate) fn guessed(passphrase: &str, words: &Catalogue) -> Option<String> {
    let lower = passphrase.to_lowercase();
    let mut characters = lower.chars();
    let first = characters.next();
    let is_one_character = characters.all(|next| Some(next) == first);
    (is_one_character || GUESSED.contains(&lower.as_str())).then(|| {
        words.warning(
            "This passphrase is among the first that are guessed. Choose four or five random words.",
        )
    })
}

/// Reads `variable` where no option says otherwise.
fn given_or(
    source: &PassphraseSource,
    files: &[PathBuf],
    default: &str,
) -> Result<Option<Zeroizing<String>>, String> {
    if let Some(name) = &source.passphrase_env {
        let value = variable(name).ok_or_else(|| format!("The variable {name} is not set."))?;
        return Ok(Some(value));
    }
    if let Some(path) = &source.passphrase_file {
        if is_standard_stream(path) && files.contains(path) {
            return Err(
                "Standard input cannot be a file and its passphrase. Name a file for one of them."
                    .to_owned(),
            );
        }
        return first_line(path).map(Some);
    }
    if let Some(number) = source.passphrase_fd {
        if cfg!(windows) {
            return Err("--passphrase-fd is not for Windows; use --passphrase-file.".to_owned());
        }
        return first_line(&PathBuf::from(format!("/dev/fd/{number}"))).map(Some);
    }
    Ok(variable(default))
}

/// Asks at the terminal, which does not show what is typed; `None` without a terminal.
pub(crate) fn ask(files: &str) -> Option<Zeroizing<String>> {
    prompt(&format!("Passphrase for {files}: "))
}

fn prompt(words: &str) -> Option<Zeroizing<String>> {
    if !stdin().is_terminal() {
        return None;
    }
    rpassword::prompt_password(words).ok().map(Zeroizing::new)
}

fn variable(name: &str) -> Option<Zeroizing<String>> {
    let value = std::env::var(name).ok()?;
    (!value.is_empty()).then(|| Zeroizing::new(value))
}

/// Returns the first line of a file or, for `-`, the next line of standard input.
fn first_line(path: &Path) -> Result<Zeroizing<String>, String> {
    let unreadable = |error| format!("{} cannot be read: {error}.", name(path));
    let mut line = Zeroizing::new(String::new());
    let read = if is_standard_stream(path) {
        stdin().read_line(&mut line)
    } else {
        let file = File::open(path).map_err(unreadable)?;
        BufReader::new(file).read_line(&mut line)
    };
    read.map_err(unreadable)?;
    Ok(Zeroizing::new(
        line.trim_end_matches(['\r', '\n']).to_owned(),
    ))
}
