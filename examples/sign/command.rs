//! What the words on the command line lead to.

mod arguments;
mod catalogue;
mod expiry;
mod reading;
mod signing;

use arguments::Command;
use catalogue::Catalogue;
use std::io::Write;
use std::process::ExitCode;

/// Every block of memory is wiped when it is given back, as in the page's worker.
#[global_allocator]
static WIPING: zeroizing_alloc::ZeroAlloc<std::alloc::System> =
    zeroizing_alloc::ZeroAlloc(std::alloc::System);

const HELP: &str = "\
Makes a login request of Anaplan's certificate login (v2), as JSON: authorization, body, createdAt.

    sign --certificate FILE --key FILE [--header der|pem]
    sign --bundle FILE [--header der|pem]

Lists when certificates expire, the first on top. Ends with 1 when one has fewer days left than asked.
Where a file holds others too, certificates of authorities are listed and do not count.

    sign expiry --days NUMBER [--json] FILE...

The files may be whatever the page opens. RSA_SIGNER_PASSPHRASE is the pass phrase of protected ones; without
it the terminal is asked. Ends with 2 when something cannot be read or used.
";

/// How a command ended.
pub(crate) struct Outcome {
    /// What goes to standard output.
    pub(crate) output: String,
    /// What a person is told on standard error, a line each.
    pub(crate) told: Vec<String>,
    /// 0, 1 or 2: see the help.
    pub(crate) code: u8,
}

impl Outcome {
    /// Something that cannot be read or used.
    pub(crate) fn failure(told: Vec<String>) -> Self {
        Self {
            output: String::new(),
            told,
            code: 2,
        }
    }
}

/// Runs the command that the process was called with.
pub(crate) fn main() -> ExitCode {
    let words = Catalogue::english();
    let outcome = match arguments::read(lexopt::Parser::from_env()) {
        Ok(Command::Help) => Outcome {
            output: HELP.to_owned(),
            told: Vec::new(),
            code: 0,
        },
        Ok(Command::Sign(options)) => signing::run(&options, &words),
        Ok(Command::Expiry(options)) => expiry::run(&options, &words),
        Err(error) => Outcome::failure(vec![format!("{error}\n\n{HELP}")]),
    };
    for line in &outcome.told {
        eprintln!("{line}");
    }
    // A closed pipe is no reason to panic.
    match std::io::stdout().write_all(outcome.output.as_bytes()) {
        Ok(()) => ExitCode::from(outcome.code),
        Err(_) => ExitCode::from(2),
    }
}
