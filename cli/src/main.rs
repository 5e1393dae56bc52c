//! RSA Signer at the command line: makes and checks certificate logins for Anaplan, explains
//! responses, and watches when certificates expire. It has no network code.

mod arguments;
mod catalogue;
mod check;
mod expiry;
mod files;
mod request;
mod response;
mod secret;
mod shell;
mod write;

use arguments::{Arguments, Command};
use catalogue::Catalogue;
use clap::{CommandFactory, Parser};
use std::io::{ErrorKind, Write, stderr, stdout};
use std::process::ExitCode;
use zeroizing_alloc::ZeroAlloc;

/// Wipes every block of memory when it is freed.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<std::alloc::System> = ZeroAlloc(std::alloc::System);

/// The result of a command.
#[derive(Debug, Default)]
struct Outcome {
    /// For standard output.
    output: Vec<u8>,
    /// For standard error, a line each.
    messages: Vec<String>,
    code: u8,
}

impl Outcome {
    fn failure(messages: Vec<String>, code: u8) -> Self {
        Self {
            output: Vec::new(),
            messages,
            code,
        }
    }

    /// Returns a result with lines before its own, whatever became of it.
    fn after(
        mut lines: Vec<String>,
        result: Result<Self, Vec<String>>,
    ) -> Result<Self, Vec<String>> {
        match result {
            Ok(mut outcome) => {
                lines.append(&mut outcome.messages);
                outcome.messages = lines;
                Ok(outcome)
            }
            Err(mut messages) => {
                lines.append(&mut messages);
                Err(lines)
            }
        }
    }
}

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(mut error) => {
            arguments::suggest(&mut error, &subcommand());
            let code = if error.use_stderr() { usage_code() } else { 0 };
            // Nothing is left to be done when the terminal is gone.
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let words = Catalogue::english();
    let outcome = match &arguments.command {
        Command::Request(options) => request::run(options, &words),
        Command::Check(options) => check::run(options, &words),
        Command::Response(options) => response::run(options, &words),
        Command::Expiry(options) => expiry::run(options, &words),
        Command::Csr(options) => write::csr(options, &words),
        Command::Convert(options) => write::convert(options, &words),
        Command::Completions { shell } => completions(*shell),
        Command::Man => manual(),
    };
    print(&outcome)
}

/// Returns the first word of the call, which is the subcommand where it is one.
fn subcommand() -> String {
    let word = std::env::args_os().nth(1).unwrap_or_default();
    word.to_string_lossy().into_owned()
}

/// Returns the exit code of a wrong call: monitoring knows 2 as "critical" and 3 as "unknown".
fn usage_code() -> u8 {
    if subcommand() == "expiry" {
        expiry::UNKNOWN
    } else {
        2
    }
}

fn print(outcome: &Outcome) -> ExitCode {
    for message in &outcome.messages {
        let _ = writeln!(stderr(), "{message}");
    }
    let mut out = stdout().lock();
    match out.write_all(&outcome.output).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::from(outcome.code),
        // The reader took what it wanted, as `head` does.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::from(outcome.code),
        Err(error) => {
            let _ = writeln!(stderr(), "Standard output cannot be written: {error}");
            ExitCode::from(usage_code())
        }
    }
}

fn completions(shell: clap_complete::Shell) -> Outcome {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "rsa-signer", &mut text);
    Outcome {
        output: text,
        ..Outcome::default()
    }
}

/// Returns one page for the command and all its subcommands, in roff.
fn manual() -> Outcome {
    let mut text = Vec::new();
    let mut command = Arguments::command();
    command.build();
    let mut result = clap_mangen::Man::new(command.clone()).render(&mut text);
    for subcommand in command.get_subcommands() {
        result = result.and_then(|()| {
            let man = clap_mangen::Man::new(subcommand.clone());
            writeln!(text, ".SH {}", subcommand.get_name().to_uppercase())?;
            man.render_synopsis_section(&mut text)?;
            man.render_description_section(&mut text)?;
            man.render_options_section(&mut text)
        });
    }
    match result {
        Ok(()) => Outcome {
            output: text,
            ..Outcome::default()
        },
        Err(error) => Outcome::failure(vec![error.to_string()], 2),
    }
}
