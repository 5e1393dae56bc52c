//! What a person runs: `cargo xtask page`, `cargo xtask serve`, `cargo xtask test` and others.
//!
//! A thin front: `page-builder` makes and checks the page. Nothing that measures, fuzzes or compares
//! writes a byte that is shipped.

mod bench;
mod fuzz;
mod lock;
mod mutants;
mod parity;
mod picture;
mod proof;
mod release;
mod run;
mod serve;
mod setup;
mod suites;

use std::path::{Path, PathBuf};
use std::process::{self, ExitCode};

use anyhow::{Context, Result};
use clap::Parser;
use clap::builder::PossibleValuesParser;
use page_builder::Company;
use page_builder::process::run;
use page_builder::project::Project;

/// Builds, serves, tests, measures and releases the page.
#[derive(Debug, Parser)]
#[command(bin_name = "cargo xtask", disable_help_subcommand = true)]
enum Command {
    /// Builds dist/rsa-signer.html, checks it, and prints its path, sizes and SHA-256; removes what else is in dist/
    Page(PageOptions),
    /// Builds the page and serves it on this machine only
    Serve {
        #[arg(long, default_value_t = 8000)]
        port: u16,
    },
    /// Runs every suite, or the named ones; the last line is `N passed, N failed`
    Test {
        #[arg(value_parser = PossibleValuesParser::new(suites::names()))]
        suites: Vec<String>,
    },
    /// Proves what SECURITY.md promises, and prints the figures
    Proof {
        #[arg(value_parser = PossibleValuesParser::new(proof::names()))]
        proof: String,
        /// How many signatures, operations or keys the proof takes, in place of what SECURITY.md has
        #[arg(long)]
        amount: Option<u32>,
    },
    /// Builds the page, its SBOM, licences, ZIP and SHA256SUMS into dist/
    Release,
    /// Makes the release twice from two clones with two cargo homes, and compares every byte
    Reproduce,
    /// Checks every dependency against deny.toml
    Deny {
        /// Leaves out the known weaknesses, whose list is on the network
        #[arg(long)]
        without_advisories: bool,
    },
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
        /// Only a part of the places, such as 0/16, the first of sixteen
        #[arg(long)]
        shard: Option<String>,
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

#[derive(Debug, clap::Args)]
struct PageOptions {
    /// Opens it in the default browser
    #[arg(long)]
    open: bool,
    /// Rewrites tools/page-builder/wasm-imports.txt, the list of what the wasm may call
    #[arg(long)]
    accept_imports: bool,
    /// Also writes target/apart: the wasm and the worker's script, taken out of the page
    #[arg(long)]
    apart: bool,
    /// Writes this name at the top, for a copy that a company hosts
    #[arg(long)]
    company: Option<String>,
    /// Says beside the company's name whom to ask
    #[arg(long, requires = "company", default_value = "")]
    contact: String,
}

fn main() -> ExitCode {
    execute(Command::parse(), &Project::here()).unwrap_or_else(|error| {
        eprintln!("{}", sentences(&error));
        ExitCode::FAILURE
    })
}

/// Returns the sentences of an error, the outermost first, one a line.
fn sentences(error: &anyhow::Error) -> String {
    let sentences: Vec<String> = error.chain().map(ToString::to_string).collect();
    sentences.join("\n")
}

fn execute(command: Command, project: &Project) -> Result<ExitCode> {
    match command {
        Command::Test { suites } => return suites::command(project, &suites),
        Command::Proof { proof, amount } => return proof::command(project, &proof, amount),
        Command::Page(options) => page(project, &options),
        Command::Serve { port } => serve::command(project, port),
        Command::Release => release::command(project),
        Command::Reproduce => release::reproduce::command(project),
        Command::Deny { without_advisories } => suites::deny::command(project, !without_advisories),
        Command::Bench { quick, before } => bench::command(project, quick, before.as_deref()),
        Command::Fuzz {
            targets,
            seconds,
            keep,
        } => fuzz::command(project, &targets, seconds, keep),
        Command::Mutants { pattern, shard } => {
            mutants::command(project, pattern.as_deref(), shard.as_deref())
        }
        Command::Parity { mutated: false } => parity::command(project),
        Command::Parity { mutated: true } => parity::mutated(project),
        Command::Picture => picture::command(project),
    }?;
    Ok(ExitCode::SUCCESS)
}

fn page(project: &Project, options: &PageOptions) -> Result<()> {
    let mut page = page_builder::build(project, options.accept_imports)?;
    if let Some(name) = &options.company {
        let contact = &options.contact;
        page = page_builder::for_company(project, page, Company { name, contact })?;
    }
    println!("{}", page.path.display());
    println!("{}", page.size()?);
    println!("SHA-256 {}", page_builder::sha256(&page.text));
    println!(
        "SHA-256 {} of the wasm in it",
        page_builder::sha256(&page.wasm)
    );
    if options.apart {
        println!("{}", page.apart(project)?.display());
    }
    if options.open {
        show(&page.path)?;
    }
    Ok(())
}

/// Opens a file as a double click would.
fn show(path: &Path) -> Result<()> {
    let (program, words): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/C", "start", ""]),
        _ => ("xdg-open", &[]),
    };
    run(process::Command::new(program).args(words).arg(path))
        .with_context(|| format!("Open {} by hand.", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        use clap::CommandFactory;
        Command::command().debug_assert();
    }

    #[test]
    fn suites_and_proofs_are_known_by_name() {
        let read =
            |line: &str| Command::try_parse_from(["xtask"].into_iter().chain(line.split(' ')));
        assert!(read("test native page").is_ok() && read("test").is_ok());
        assert!(read("test naive").is_err() && read("proof").is_err());
        assert!(read("proof all").is_ok() && read("proof endurance --amount 3").is_ok());
    }
}
