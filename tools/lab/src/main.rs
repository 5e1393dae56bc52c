//! What judges the project now and then: `cargo xtask bench`, `fuzz`, `mutants`,
//! `parity` and `picture`.
//! Nothing of it makes or checks a byte that is shipped.

mod bench;
mod fuzz;
mod mutants;
mod parity;
mod picture;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;
use page_builder::project::Project;

/// Judges the project now and then.
#[derive(Debug, Parser)]
#[command(bin_name = "cargo xtask", disable_help_subcommand = true)]
enum Command {
    /// Measures speed and size beside the peers, in node and three browsers, and writes BENCHMARKS.md
    Bench {
        /// Measures less, in three minutes, and only prints the table
        #[arg(long)]
        quick: bool,
        /// Measures another page too, such as one of an earlier version
        #[arg(long)]
        before: Option<PathBuf>,
    },
    /// Runs the fuzz targets: all, or the named ones
    Fuzz {
        targets: Vec<String>,
        /// How long each target runs
        #[arg(long, default_value_t = 600)]
        seconds: u32,
        /// Rewrites fuzz/corpus: the smallest inputs that reach as much
        #[arg(long)]
        keep: bool,
    },
    /// Changes one place of the core after the other, and fails when no test notices: hours
    Mutants {
        /// A regular expression for `FILE:LINE:COLUMN: CHANGE`
        pattern: Option<String>,
    },
    /// Opens the corpus with OpenSSL and jsrsasign too, and writes their part of docs/what-it-opens.md
    Parity {
        /// Changes files of the corpus instead, and compares with OpenSSL's library and Python's cryptography
        #[arg(long)]
        mutated: bool,
    },
    /// Makes docs/page.png anew, from the page with a sample certificate
    Picture,
}

fn main() -> ExitCode {
    match execute(Command::parse(), &Project::here()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", xtask_support::sentences(&error));
            ExitCode::FAILURE
        }
    }
}

fn execute(command: Command, project: &Project) -> Result<()> {
    match command {
        Command::Bench { quick, before } => bench::command(project, quick, before.as_deref()),
        Command::Fuzz {
            targets,
            seconds,
            keep,
        } => fuzz::command(project, &targets, seconds, keep),
        Command::Mutants { pattern } => mutants::command(project, pattern.as_deref()),
        Command::Parity { mutated: false } => parity::command(project),
        Command::Parity { mutated: true } => parity::mutated(project),
        Command::Picture => picture::command(project),
    }
}
