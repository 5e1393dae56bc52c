//! Starts other programs. None of them gets a standard input: nothing here asks questions.

use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

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
    let status = command
        .stdin(Stdio::null())
        .status()
        .with_context(|| format!("`{}` cannot be started.", line(command)))?;
    if !status.success() {
        bail!(
            "`{}` failed ({status}). What it printed above says why.",
            line(command)
        );
    }
    Ok(())
}

/// Runs the command and hands over its standard output.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("`{}` cannot be started.", line(command)))?;
    if !output.status.success() {
        bail!(
            "`{}` failed ({}). What it printed above says why.",
            line(command),
            output.status
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What a command printed while a person watched, and how it ended.
#[derive(Debug)]
pub struct Watched {
    /// Whether the command itself says that all is well.
    pub success: bool,
    /// Its standard output.
    pub text: String,
}

/// Runs the command, shows what it prints line by line, and keeps a copy to count in.
pub fn watch(command: &mut Command) -> Result<Watched> {
    let told = format!("`{}` cannot be started.", line(command));
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| told.clone())?;
    let mut text = String::new();
    if let Some(pipe) = child.stdout.take() {
        copy_lines(BufReader::new(pipe), &mut text)?;
    }
    Ok(Watched {
        success: child.wait().context(told)?.success(),
        text,
    })
}

/// Output of tests is not always UTF-8, and one bad byte must not lose the count of the rest.
fn copy_lines(mut from: impl BufRead, text: &mut String) -> Result<()> {
    let mut bytes = Vec::new();
    while from.read_until(b'\n', &mut bytes)? != 0 {
        let line = String::from_utf8_lossy(&bytes);
        print!("{line}");
        std::io::stdout().flush()?;
        text.push_str(&line);
        bytes.clear();
    }
    Ok(())
}

/// Where PATH has a program, in the order of PATH after the folders in front.
pub fn find(program: &str, in_front: &[PathBuf]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    let folders = in_front.iter().cloned().chain(std::env::split_paths(&path));
    folders
        .map(|folder| folder.join(&name))
        .find(|place| place.is_file())
}

/// PATH with this folder in front.
pub fn path_with(folder: &Path) -> Result<OsString> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(folder.to_path_buf()).chain(std::env::split_paths(&path));
    std::env::join_paths(folders).context("PATH cannot take the folder of the tools.")
}
