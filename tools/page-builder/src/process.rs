//! Starts other programs. None of them gets a standard input: nothing here asks questions.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

/// Returns the cargo that runs this program, so that every build uses the same toolchain, in a folder
/// and with the words that a person would type behind its name.
pub fn cargo(folder: &Path, words: &str) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(folder).args(words.split_whitespace());
    cargo
}

/// What a person would type for this command.
pub fn line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_stem().unwrap_or(program.as_os_str());
    let words = std::iter::once(name).chain(command.get_args());
    words
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Runs the command and shows what it prints.
pub fn run(command: &mut Command) -> Result<()> {
    finish(command.stdout(Stdio::inherit())).map(drop)
}

/// Runs the command and hands over its standard output.
pub fn output(command: &mut Command) -> Result<String> {
    let printed = finish(command.stdout(Stdio::piped()))?;
    Ok(String::from_utf8_lossy(&printed).into_owned())
}

fn finish(command: &mut Command) -> Result<Vec<u8>> {
    let child = command.stdin(Stdio::null()).spawn();
    let output = child.and_then(Child::wait_with_output);
    let output = output.with_context(|| format!("`{}` cannot be started.", line(command)))?;
    if !output.status.success() {
        bail!(
            "`{}` failed ({}). What it printed above says why.",
            line(command),
            output.status
        );
    }
    Ok(output.stdout)
}
