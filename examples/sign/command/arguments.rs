//! The words on the command line.

use anaplan_rsa_signer::request::HeaderForm;
use lexopt::prelude::{Long, Short, Value, ValueExt};
use lexopt::{Error, Parser};
use std::path::PathBuf;

/// What is to be done.
#[derive(Debug)]
pub(crate) enum Command {
    Expiry(Expiry),
    Help,
    Sign(Sign),
}

/// Make a request of these files.
#[derive(Debug)]
pub(crate) struct Sign {
    /// Certificates, and bundles with both.
    pub(crate) certificates: Vec<PathBuf>,
    pub(crate) keys: Vec<PathBuf>,
    pub(crate) header: HeaderForm,
}

/// List when the certificates in these files expire.
#[derive(Debug)]
pub(crate) struct Expiry {
    /// Fewer days left than this are too few.
    pub(crate) days: i64,
    pub(crate) json: bool,
    pub(crate) files: Vec<PathBuf>,
}

/// Reads the words.
pub(crate) fn read(mut parser: Parser) -> Result<Command, Error> {
    let mut sign = Sign {
        certificates: Vec::new(),
        keys: Vec::new(),
        header: HeaderForm::Der,
    };
    while let Some(word) = parser.next()? {
        match word {
            Long("help") | Short('h') => return Ok(Command::Help),
            Long("certificate" | "bundle") => sign.certificates.push(parser.value()?.into()),
            Long("key") => sign.keys.push(parser.value()?.into()),
            Long("header") => sign.header = parser.value()?.parse_with(header)?,
            Value(word) if word == "expiry" && sign.is_empty() => return expiry(parser),
            other => return Err(other.unexpected()),
        }
    }
    if sign.is_empty() {
        return Err("Name the files with --certificate and --key, or with --bundle.".into());
    }
    Ok(Command::Sign(sign))
}

impl Sign {
    fn is_empty(&self) -> bool {
        self.certificates.is_empty() && self.keys.is_empty()
    }
}

fn expiry(mut parser: Parser) -> Result<Command, Error> {
    let (mut days, mut json, mut files) = (None, false, Vec::new());
    while let Some(word) = parser.next()? {
        match word {
            Long("help") | Short('h') => return Ok(Command::Help),
            Long("days") => days = Some(parser.value()?.parse()?),
            Long("json") => json = true,
            Value(file) => files.push(file.into()),
            other => return Err(other.unexpected()),
        }
    }
    let days = days.ok_or("Say with --days how many days must be left.")?;
    if files.is_empty() {
        return Err("Name at least one file.".into());
    }
    Ok(Command::Expiry(Expiry { days, json, files }))
}

fn header(name: &str) -> Result<HeaderForm, &'static str> {
    match name {
        "der" => Ok(HeaderForm::Der),
        "pem" => Ok(HeaderForm::Pem),
        _ => Err("it is der or pem"),
    }
}
