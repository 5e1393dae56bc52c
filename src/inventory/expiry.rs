//! A list of certificates by their end.

use super::collect::{Collected, FoundCertificate, Keys, collect};
use super::unused::{Unused, in_list};
use crate::certificate::Summary;
use crate::notice::Notice;
use crate::protocol::{Expiry, ExpiryEntry, Source};
use std::collections::BTreeMap;

/// Lists the certificates of the sources at the time `now`, in Unix seconds. Private keys are counted
/// and not opened.
pub(crate) fn expiry(sources: Vec<Source>, now: i64) -> Expiry {
    let collected = collect(sources, Keys::Counted, None);
    let places = collected.sources.iter().map(|(place, _)| &place.source);
    let names = places.filter_map(|source| Some((source.id, source.name.as_deref()?)));
    let names: BTreeMap<u32, &str> = names.collect();
    let entry = |found: &FoundCertificate| {
        let mut files: Vec<&str> = Vec::new();
        files.extend(found.sources.iter().filter_map(|id| names.get(id)));
        files.dedup();
        ExpiryEntry {
            summary: Summary::new(&found.certificate, now),
            source: (!files.is_empty()).then(|| files.join(", ")),
        }
    };
    let mut certificates: Vec<ExpiryEntry> = collected.certificates.iter().map(entry).collect();
    certificates.sort_by_key(|entry| entry.summary.not_after);
    Expiry {
        csv: csv(&certificates),
        notices: notices(&collected),
        certificates,
    }
}

fn notices(collected: &Collected) -> Vec<Notice> {
    let mut notices: Vec<Notice> = Vec::new();
    let problems = collected.problems.iter();
    let problems = problems.map(|(place, problem)| place.mark(problem.notice(place.field)));
    let certificates = &collected.certificates;
    let unsupported = collected.unsupported.iter();
    let is_locked = super::resolve::locked(collected).next().is_some();
    let unsupported = unsupported.map(|own| own.place.mark(in_list(own, certificates, is_locked)));
    let key = if certificates.is_empty() && !is_locked {
        Unused::KeyListed
    } else {
        Unused::KeyInList
    };
    let keys = collected.sources.iter();
    let keys = keys
        .filter(|(_, reading)| reading.private_keys > 0)
        .map(|(place, _)| place.mark(key.notice(place.field)));
    let locked = super::resolve::needed(collected);
    let remarks = collected.remarks.iter();
    let remarks = remarks.map(|(place, remark)| place.mark(remark.notice(place.field)));
    let all = problems.chain(unsupported).chain(keys).chain(locked);
    for notice in all.chain(remarks) {
        if !notices.contains(&notice) {
            notices.push(notice);
        }
    }
    notices
}

/// The names of the columns. They are for programs, and the same in every language.
const COLUMNS: &str = "commonName,emails,notAfter,daysLeft,issuer,serial,sha256,isCa,source";

/// Returns the list as CSV (RFC 4180), whose commas the page may replace, in UTF-8 with a byte order
/// mark, without which Excel misreads letters outside ASCII.
fn csv(entries: &[ExpiryEntry]) -> String {
    let mut csv = format!("\u{FEFF}{COLUMNS}\r\n");
    for ExpiryEntry { summary, source } in entries {
        let name = summary.common_name.as_ref().unwrap_or(&summary.subject);
        let fields = [
            cell(name),
            cell(&summary.emails.join(" ")),
            crate::calendar::iso_day(summary.not_after),
            summary.days_left.to_string(),
            cell(&summary.issuer),
            summary.serial.clone(),
            summary.sha256.clone(),
            summary.is_ca.to_string(),
            cell(source.as_deref().unwrap_or_default()),
        ];
        csv.push_str(&fields.join(","));
        csv.push_str("\r\n");
    }
    csv
}

/// Returns text as a quoted cell that no spreadsheet takes for a formula.
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let guard = if formula { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_quoted_and_no_formula() {
        assert_eq!(cell("Ann \"A\", O"), "\"Ann \"\"A\"\", O\"");
        for text in ["=1+1", "+1", "-1", "@SUM(A1)"] {
            assert_eq!(cell(text), format!("\"'{text}\""));
        }
    }
}
