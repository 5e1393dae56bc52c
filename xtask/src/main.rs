//! Everything a person runs: `cargo xtask page`, `cargo xtask serve`, `cargo xtask test`.
//!
//! Reads what people wrote (`src/`, `www/`, `wasm-pack.toml`), writes one file
//! (`dist/rsa-signer.html`; `release` writes its companions too) and refuses to write it when something in it is not what the project
//! promises. Nothing of this package is in the page.

mod bench;
mod command;
mod corpus;
mod fuzz;
mod mutants;
mod page;
mod parity;
mod process;
mod project;
mod proof;
mod release;
mod serve;
mod settings;
mod setup;
mod suites;

use std::process::ExitCode;

use anyhow::Result;

use command::Command;
use project::Project;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args_os()
        .skip(1)
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    match run(&words) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{}", told(&error));
            ExitCode::FAILURE
        }
    }
}

/// Errors are sentences, the outermost first; each gets its line.
fn told(error: &anyhow::Error) -> String {
    error
        .chain()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

fn run(words: &[String]) -> Result<ExitCode> {
    let command = Command::read(words)?;
    let project = Project::here();
    match command {
        Command::Bench { quick } => bench::command(&project, quick)?,
        Command::Corpus => corpus::command(&project)?,
        Command::Fuzz(options) => fuzz::command(&project, &options)?,
        Command::Mutants(pattern) => mutants::command(&project, pattern.as_deref())?,
        Command::Help => println!("{}", command::USAGE),
        Command::Deny { advisories } => suites::deny::command(&project, advisories)?,
        Command::Proof { proofs, amounts } => return proof::command(&project, &proofs, amounts),
        Command::Page(options) => page::command(&project, options)?,
        Command::Release => release::command(&project)?,
        Command::Reproduce => release::reproduce::command(&project)?,
        Command::Picture => suites::picture(&project)?,
        Command::Parity => parity::command(&project)?,
        Command::Serve { port } => serve::command(&project, port)?,
        Command::Test { suites } => return suites::command(&project, &suites),
    }
    Ok(ExitCode::SUCCESS)
}
