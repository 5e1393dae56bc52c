//! When certificates expire.

use super::Outcome;
use super::arguments::Expiry;
use super::catalogue::{Catalogue, day};
use super::reading::{Desk, Want};
use anaplan_rsa_signer::certificate::Summary;
use anaplan_rsa_signer::notice::{Field, NoticeSource};
use anaplan_rsa_signer::visible::visible;
use serde::Serialize;
use std::path::PathBuf;

/// A certificate and the file that it is in.
#[derive(Debug, Serialize)]
struct Entry {
    file: String,
    /// Whether it counts: bundles carry authorities that expired long ago and harm nobody.
    #[serde(skip)]
    counts: bool,
    #[serde(flatten)]
    summary: Summary,
}

/// Lists the certificates of the files.
pub(crate) fn run(options: &Expiry, words: &Catalogue) -> Outcome {
    let (mut entries, mut told) = (Vec::new(), Vec::new());
    for file in &options.files {
        let (mut found, mut problems) = look(file, words);
        entries.append(&mut found);
        told.append(&mut problems);
    }
    entries.sort_by(|a, b| (a.summary.not_after, &a.file).cmp(&(b.summary.not_after, &b.file)));
    let is_due = entries
        .iter()
        .any(|entry| entry.counts && entry.summary.days_left < options.days);
    let code = match (told.is_empty(), is_due) {
        (false, _) => 2,
        (true, true) => 1,
        (true, false) => 0,
    };
    let output = if options.json {
        serde_json::to_string(&entries).unwrap_or_default() + "\n"
    } else {
        table(&entries, words)
    };
    Outcome { output, told, code }
}

/// The certificates in one file, and what is wrong with it.
fn look(file: &PathBuf, words: &Catalogue) -> (Vec<Entry>, Vec<String>) {
    let mut desk = match Desk::read(std::slice::from_ref(file), &[], Want::Certificates, words) {
        Ok(desk) => desk,
        Err(told) => return (Vec::new(), told),
    };
    let has_any = !desk.reading.certificates.is_empty();
    // A list of certificates lacks no private key, and no pass phrase for one.
    let matters = |field| match field {
        Field::PrivateKey => false,
        Field::Passphrase => !has_any,
        _ => true,
    };
    let problems = desk
        .errors()
        .into_iter()
        .filter(|notice| matters(notice.field));
    let name = visible(&file.to_string_lossy());
    let told = problems
        .map(|mut notice| {
            notice.source = Some(NoticeSource {
                id: 0,
                name: Some(name.clone()),
            });
            words.line(&notice)
        })
        .collect();
    let summaries = std::mem::take(&mut desk.reading.certificates);
    let only_authorities = summaries.iter().all(|summary| summary.is_ca);
    let entries = summaries
        .into_iter()
        .map(|summary| Entry {
            file: name.clone(),
            counts: only_authorities || !summary.is_ca,
            summary,
        })
        .collect();
    (entries, told)
}

/// Columns, each as wide as its widest text; the last one ends where it ends.
fn table(entries: &[Entry], words: &Catalogue) -> String {
    let head = ["column-left", "column-expires"].map(|key| words.word(key).to_owned());
    let [left, expires] = head;
    let mut rows = vec![[left, expires, "File".to_owned(), subject_head(words)]];
    rows.extend(entries.iter().map(|entry| row(entry, words)));
    let width = |column: usize| {
        let texts = rows.iter().filter_map(|row| row.get(column));
        texts.map(|text| text.chars().count()).max().unwrap_or(0)
    };
    let (first, second, third) = (width(0), width(1), width(2));
    rows.iter()
        .map(|[left, expires, file, subject]| {
            format!("{left:first$}  {expires:second$}  {file:third$}  {subject}\n")
        })
        .collect()
}

fn subject_head(words: &Catalogue) -> String {
    words.word("column-subject").to_owned()
}

fn row(entry: &Entry, words: &Catalogue) -> [String; 4] {
    let summary = &entry.summary;
    let left = if summary.days_left < 0 {
        words.word("expired").to_owned()
    } else {
        words.number("days-left", summary.days_left)
    };
    [
        left,
        day(summary.not_after),
        entry.file.clone(),
        summary.subject.clone(),
    ]
}
