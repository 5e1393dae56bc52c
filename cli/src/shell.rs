//! Command lines of the user's shell.

use std::io::Write;
use std::process::{Command, Stdio};

/// Runs a command line and returns what it prints. Its standard error is shown as it is: a vault
/// explains its own errors best.
pub(crate) fn run(line: &str, input: &[u8]) -> Result<Vec<u8>, String> {
    let mut child = command(line)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("The shell cannot be started: {error}."))?;
    if let Some(mut stdin) = child.stdin.take() {
        // A command that does not read its input ends the pipe early. Its output decides.
        let _ = stdin.write_all(input);
    }
    let output = child
        .wait_with_output()
        .map_err(|error| format!("The sign command cannot be read: {error}."))?;
    if output.status.success() && !output.stdout.is_empty() {
        return Ok(output.stdout);
    }
    let status = output.status;
    // A signal has ended what has no exit code.
    let end = status
        .code()
        .map_or_else(|| status.to_string(), |code| format!("exit code {code}"));
    Err(format!(
        "The sign command printed nothing or failed ({end})."
    ))
}

#[cfg(not(windows))]
fn command(line: &str) -> Command {
    let mut command = Command::new("/bin/sh");
    command.args(["-c", line]);
    command
}

/// The shell of the system directory, never one found on the way. With /s, it removes the outer
/// quotes only.
#[cfg(windows)]
fn command(line: &str) -> Command {
    use std::os::windows::process::CommandExt;
    let root = std::env::var_os("SystemRoot").unwrap_or_else(|| r"C:\Windows".into());
    let mut command = Command::new(std::path::Path::new(&root).join(r"System32\cmd.exe"));
    command.raw_arg(format!("/d /s /c \"{line}\""));
    command
}
