//! `cargo xtask parity`: what this project opens beside OpenSSL, jsrsasign and the p12-keystore
//! crate, file by file of the corpus. Writes docs/what-it-opens.md and tests/data/parity.tsv, and
//! fails when jsrsasign opens something that is refused here for no reason that is written down.

mod case;
mod digest;
mod kind;
mod outcome;
mod readers;
mod refusals;
mod table;

use std::{fs, thread};

use anyhow::{Result, anyhow};

use crate::corpus::CORPUS;
use case::Companions;
use outcome::Outcome;
use page_builder::project::Project;
use readers::Readers;
use xtask_support::setup::need;

const TABLE: &str = "docs/what-it-opens.md";
const OUTCOMES: &str = "tests/data/parity.tsv";

/// Asks every reader for every case, writes down what they said, and judges.
pub(crate) fn command(project: &Project) -> Result<()> {
    need::ensure(&[need::OPENSSL, need::NODE, need::NPM])?;
    let folder = project.target().join("parity");
    let files = folder.join("files");
    if files.exists() {
        fs::remove_dir_all(&files)?;
    }
    fs::create_dir_all(&files)?;
    let companions = project.path(CORPUS).join("companions");
    let cases = case::all(project, &files)?;
    let right = Companions::read(&companions)?;
    let jobs: String = cases
        .iter()
        .map(|case| format!("{}\n", case.job(&companions)))
        .collect();
    let readers = Readers::new(project, &folder, &jobs)?;
    println!(
        "{} cases. jsrsasign takes minutes, at most {} s a file.",
        cases.len(),
        readers::SECONDS
    );
    // jsrsasign is by far the slowest; the others have finished when it has.
    let (jsrsasign, others) = thread::scope(|scope| {
        let jsrsasign = scope.spawn(|| readers.jsrsasign());
        let others = readers
            .of_crate("ours")
            .and_then(|ours| Ok((ours, readers.of_crate("p12-keystore")?)))
            .and_then(|(ours, p12)| Ok((ours, p12, readers::openssl(&cases, &files)?)));
        (jsrsasign.join(), others)
    });
    let jsrsasign = jsrsasign.map_err(|_| anyhow!("jsrsasign's thread ended."))??;
    let (ours, p12, openssl) = others?;
    let outcomes: Vec<Outcome> = cases
        .iter()
        .map(|case| Outcome::new(case, &right, [&ours, &openssl, &jsrsasign, &p12]))
        .collect::<Result<_>>()?;
    fs::write(project.path(OUTCOMES), outcome::to_tsv(&outcomes))?;
    let explained = refusals::explained(&outcomes)?;
    fs::write(
        project.path(TABLE),
        table::render(&outcomes, explained, &openssl_version()?),
    )?;
    println!(
        "{TABLE} and {OUTCOMES} are written. Nothing that jsrsasign opens is refused without a reason."
    );
    Ok(())
}

/// `OpenSSL 3.0.22`.
fn openssl_version() -> Result<String> {
    let mut command = std::process::Command::new("openssl");
    let told = page_builder::process::output(command.arg("version"))?;
    Ok(told
        .split_whitespace()
        .take(2)
        .collect::<Vec<_>>()
        .join(" "))
}
