//! Starts other programs. None of them gets a standard input: nothing here asks questions.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

/// The cargo that runs this program, so that every build uses the same toolchain.
pub fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
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
