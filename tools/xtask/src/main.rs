//! What a person runs: `cargo xtask page`, `cargo xtask serve`, `cargo xtask test` and others.
//!
//! A thin front: `page-builder` makes the page, and the commands of the lab are handed on to it.

mod proof;
mod release;
mod serve;
mod suites;

use std::ffi::OsString;
use std::path::Path;
use std::process::{self, ExitCode};

use anyhow::{Context, Result};
use clap::Parser;
use clap::builder::PossibleValuesParser;
use page_builder::Company;
use page_builder::process::{cargo, run};
use page_builder::project::Project;

use proof::Amounts;

/// The commands that are handed on.
const LAB: &str = "\
Of the lab, each with its own --help:
  bench    Measures speed and size beside the peers, and writes BENCHMARKS.md
  fuzz     Runs the fuzz targets
  mutants  Changes one place of the core after the other, and fails when no test notices
  parity   Opens the corpus with OpenSSL and jsrsasign too, and writes their part of docs/what-it-opens.md
  picture  Makes docs/page.png anew";

/// Builds, serves, tests and releases the page.
#[derive(Debug, Parser)]
#[command(bin_name = "cargo xtask", after_help = LAB, disable_help_subcommand = true)]
enum Command {
    /// Builds dist/rsa-signer.html, checks it, and prints its path, sizes and SHA-256
    Page {
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
    },
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
        /// How many signatures `correctness` compares in each way, and `endurance` makes
        #[arg(long)]
        signatures: Option<u32>,
        /// How often `endurance` presses Clear
        #[arg(long)]
        clears: Option<u32>,
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
    #[command(external_subcommand)]
    Lab(Vec<OsString>),
}

fn main() -> ExitCode {
    let command = Command::parse();
    execute(command, &Project::here()).unwrap_or_else(|error| {
        eprintln!("{}", xtask_support::sentences(&error));
        ExitCode::FAILURE
    })
}

fn execute(command: Command, project: &Project) -> Result<ExitCode> {
    match command {
        Command::Page {
            open,
            accept_imports,
            apart,
            company,
            contact,
        } => {
            let company = company.as_deref().map(|name| Company {
                name,
                contact: &contact,
            });
            page(project, [open, accept_imports, apart], company)?;
        }
        Command::Serve { port } => serve::command(project, port)?,
        Command::Test { suites } => return suites::command(project, &suites),
        Command::Proof {
            proof,
            signatures,
            clears,
        } => return proof::command(project, &proof, Amounts::long(signatures, clears)),
        Command::Release => release::command(project)?,
        Command::Reproduce => release::reproduce::command(project)?,
        Command::Deny { without_advisories } => {
            suites::deny::command(project, !without_advisories)?;
        }
        Command::Lab(words) => {
            let mut lab = cargo();
            lab.args(["run", "--quiet", "--locked", "--package", "lab", "--"])
                .args(words);
            run(lab.current_dir(project.root()))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn page(
    project: &Project,
    [open, accept_imports, apart]: [bool; 3],
    company: Option<Company<'_>>,
) -> Result<()> {
    let built = page_builder::build(project, accept_imports)?;
    let page = match company {
        Some(company) => page_builder::for_company(project, built, company)?,
        None => built,
    };
    println!("{}", page.path.display());
    println!("{}", page.size()?);
    println!("SHA-256 {}", page_builder::sha256(&page.text));
    println!(
        "SHA-256 {} of the wasm in it",
        page_builder::sha256(&page.wasm)
    );
    if apart {
        println!("{}", page_builder::apart(project, &page.text)?.display());
    }
    if open { show(&page.path) } else { Ok(()) }
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

    fn read(line: &str) -> Result<Command, clap::Error> {
        Command::try_parse_from(["xtask"].into_iter().chain(line.split_whitespace()))
    }

    #[test]
    fn the_command_line_is_sound() {
        use clap::CommandFactory;
        Command::command().debug_assert();
    }

    #[test]
    fn suites_and_proofs_are_known_by_name() {
        assert!(read("test native page").is_ok() && read("test").is_ok());
        assert!(read("test naive").is_err() && read("proof").is_err());
        assert!(read("proof all").is_ok() && read("proof endurance --clears 3").is_ok());
    }

    #[test]
    fn other_words_are_for_the_lab() {
        let words = match read("fuzz --seconds 5 text") {
            Ok(Command::Lab(words)) => words,
            other => panic!("{other:?}"),
        };
        assert_eq!(words, ["fuzz", "--seconds", "5", "text"]);
    }
}
