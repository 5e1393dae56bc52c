//! Lists when certificates expire.

mod formats;
mod search;

use crate::Outcome;
use crate::arguments::{Expiry, ExpiryFormat};
use crate::catalogue::Catalogue;
use crate::files::{Opened, Reader, name};
use anaplan_rsa_signer::certificate::Summary;
use anaplan_rsa_signer::notice::{Notice, Severity};
use anaplan_rsa_signer::protocol::Reading;
use search::Found;
use serde::Serialize;
use std::path::Path;
use std::slice;

/// The exit code of monitoring plugins for what they cannot judge.
pub(crate) const UNKNOWN: u8 = 3;

/// How many remarks are printed one by one.
const REMARKS: usize = 3;

/// Certificates whose key cannot sign a login expire all the same.
pub(crate) const ABOUT_KEYS: [&str; 4] = [
    "certificate-not-rsa",
    "certificate-restricted-to-pss",
    "pair-mismatch",
    "several-private-keys",
];

/// The codes about damage, about passphrases and about keys begin so.
pub(crate) const DAMAGED: [&str; 3] = ["base64-", "bundle-", "damaged-"];
pub(crate) const PASSPHRASE: &str = "passphrase-";
pub(crate) const KEY: &str = "key-";

/// A certificate and the file that it is in.
#[derive(Debug, Serialize)]
struct Entry {
    /// The path as it is, bytes that are not UTF-8 as `\xff`: programs open it. People see it as
    /// [`name`] shows it.
    file: String,
    /// Whether it is judged: bundles carry CAs that expired long ago and harm nobody.
    counts: bool,
    #[serde(flatten)]
    summary: Summary,
}

/// What monitoring calls a state, with its exit code. What is known to end soon outranks what was
/// not read: an unreadable file must not hide it for ever.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "lowercase")]
enum Status {
    Ok,
    Unknown,
    Warning,
    Critical,
}

impl Status {
    fn code(self) -> u8 {
        match self {
            Self::Ok => 0,
            Self::Warning => 1,
            Self::Critical => 2,
            Self::Unknown => UNKNOWN,
        }
    }
}

/// Everything to report.
#[derive(Debug, Serialize)]
struct Report {
    status: Status,
    certificates: Vec<Entry>,
    /// What was seen and not read, one line each.
    problems: Vec<String>,
}

pub(crate) fn run(options: &Expiry, words: &Catalogue) -> Outcome {
    let mut reader = match Reader::new(&options.passphrase, &options.paths, words) {
        Ok(reader) => reader,
        Err(error) if options.format == ExpiryFormat::Nagios => {
            let report = Report {
                status: Status::Unknown,
                certificates: Vec::new(),
                problems: vec![error],
            };
            return Outcome {
                output: formats::nagios(&report, options, words).into(),
                code: UNKNOWN,
                messages: report.problems,
            };
        }
        Err(error) => return Outcome::failure(vec![error], UNKNOWN),
    };
    let mut certificates = Vec::new();
    let search = search::files(&options.paths);
    let sentences = search.problems.iter();
    let mut problems: Vec<String> = sentences.map(|problem| words.error(problem)).collect();
    let sentences = search.remarks.iter();
    let mut remarks: Vec<String> = sentences.map(|remark| words.warning(remark)).collect();
    for file in &search.found {
        match reader.read(slice::from_ref(&file.path), None, is_enough) {
            Ok(opened) => look(
                file,
                opened.reading,
                words,
                &mut certificates,
                &mut problems,
            ),
            // Beside the certificates of others there are keys and passphrases of others.
            Err(unread) if !file.is_expected => {
                remarks.extend(unread.iter().map(|line| words.lowered(line)));
            }
            Err(mut unread) => problems.append(&mut unread),
        }
    }
    if certificates.is_empty() && problems.is_empty() {
        problems.push(words.error("No certificate was found."));
    }
    certificates
        .sort_by(|a, b| (a.summary.not_after, &a.file).cmp(&(b.summary.not_after, &b.file)));
    let report = Report {
        status: status(&certificates, &problems, options),
        certificates,
        problems,
    };
    let output = match options.format {
        ExpiryFormat::Csv => formats::csv(&report),
        ExpiryFormat::Json => serde_json::to_string(&report).unwrap_or_default() + "\n",
        ExpiryFormat::Nagios => formats::nagios(&report, options, words),
        ExpiryFormat::Prometheus => formats::prometheus(&report),
        ExpiryFormat::Table => formats::table(&report.certificates, words),
    };
    Outcome {
        output: output.into(),
        code: report.status.code(),
        messages: [shortened(remarks, words), report.problems].concat(),
    }
}

/// Returns remarks as they are, or many in one line: they change nothing, and come with each run.
fn shortened(remarks: Vec<String>, words: &Catalogue) -> Vec<String> {
    match remarks.as_slice() {
        [first, ..] if remarks.len() > REMARKS => {
            let first = first.strip_prefix(words.word("severity-warning"));
            vec![words.warning(&format!(
                "{} files and folders were not read, which changes no exit code. The first:{}",
                remarks.len(),
                first.unwrap_or_default()
            ))]
        }
        _ => remarks,
    }
}

/// Returns whether a reading serves as it is: a key beside the certificates may stay locked.
fn is_enough(reading: &Reading) -> bool {
    !is_locked_bundle(reading)
}

/// Returns the worst state of the certificates that count and of what was not read.
fn status(certificates: &[Entry], problems: &[String], options: &Expiry) -> Status {
    let judged = certificates.iter().filter(|entry| entry.counts);
    let states = judged.map(|entry| {
        let left = entry.summary.days_left;
        if left < i64::from(options.critical_days) {
            Status::Critical
        } else if left < i64::from(options.days) {
            Status::Warning
        } else {
            Status::Ok
        }
    });
    let unread = if problems.is_empty() {
        Status::Ok
    } else {
        Status::Unknown
    };
    states.max().unwrap_or(Status::Ok).max(unread)
}

/// Lists the certificates of one file, and what is wrong with it.
fn look(
    file: &Found,
    reading: Reading,
    words: &Catalogue,
    entries: &mut Vec<Entry>,
    problems: &mut Vec<String>,
) {
    let has_key = reading.sources.iter().any(|source| source.private_keys > 0);
    let has_any = !reading.certificates.is_empty() || is_locked_bundle(&reading);
    if has_any || file.is_expected || is_damaged(&reading) {
        let mut found = unread(&file.path, &reading, words);
        if !has_any && found.is_empty() && (file.is_named || !has_key) {
            found.push(words.error(&format!(
                "{}: It contains no certificate.",
                name(&file.path)
            )));
        }
        problems.append(&mut found);
    }
    let only_authorities = reading.certificates.iter().all(|summary| summary.is_ca);
    entries.extend(reading.certificates.into_iter().map(|summary| Entry {
        file: text(&file.path),
        counts: only_authorities || !summary.is_ca,
        summary,
    }));
}

/// Returns a path with the bytes that are not UTF-8 written out: two files stay two.
fn text(path: &Path) -> String {
    let chunks = path.as_os_str().as_encoded_bytes().utf8_chunks();
    chunks.fold(String::new(), |mut text, chunk| {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            text.push_str(&format!("\\x{byte:02x}"));
        }
        text
    })
}

/// Returns whether a bundle waits for its passphrase. A key that does has been counted.
fn is_locked_bundle(reading: &Reading) -> bool {
    let mut sources = reading.sources.iter();
    sources.any(|source| source.locked.is_some() && source.private_keys == 0)
}

/// Returns whether a certificate or a bundle was recognized and is damaged.
fn is_damaged(reading: &Reading) -> bool {
    let mut codes = reading.notices.iter().map(|notice| notice.code);
    codes.any(|code| DAMAGED.iter().any(|start| code.starts_with(start)))
}

/// Returns what was seen and not read, without what concerns private keys.
fn unread(path: &Path, reading: &Reading, words: &Catalogue) -> Vec<String> {
    let is_locked = is_locked_bundle(reading);
    let matters = |notice: &&Notice| {
        let code = notice.code;
        let is_passphrase = code.starts_with(PASSPHRASE);
        notice.severity == Severity::Error
            && !code.starts_with(KEY)
            && !ABOUT_KEYS.contains(&code)
            && (!is_passphrase || is_locked)
    };
    let errors: Vec<Notice> = reading.notices.iter().filter(matters).cloned().collect();
    let mut lines = Opened::errors(&errors, words);
    if is_locked && lines.is_empty() {
        lines.push(words.error(&format!(
            "{}: It needs a passphrase. Set RSA_SIGNER_PASSPHRASE, or see --help.",
            name(path)
        )));
    }
    lines
}
