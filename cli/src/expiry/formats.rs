//! The report, for people and for programs.

use super::{Entry, Report, Status};
use crate::arguments::Expiry;
use crate::catalogue::{Catalogue, day};
use crate::files::name;
use std::path::Path;

/// How many certificates the first line for monitoring names: pagers and NRPE cut long lines.
const NAMED: usize = 3;
/// How many characters of a problem it repeats.
const PROBLEM: usize = 160;

/// Returns columns, each as wide as its widest text; the last one ends where it ends.
pub(super) fn table(entries: &[Entry], words: &Catalogue) -> String {
    if entries.is_empty() {
        return String::new();
    }
    let word = |key: &str| words.word(key).to_owned();
    let head = [
        word("column-left"),
        word("column-expires"),
        "File".to_owned(),
        word("column-name"),
    ];
    let mut rows = vec![head];
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
        name(Path::new(&entry.file)),
        summary.subject.clone(),
    ]
}

/// RFC 4180. A field that a spreadsheet would take for a formula is prefixed with an apostrophe, and
/// control characters, also those of a terminal, are written out.
pub(super) fn csv(report: &Report) -> String {
    let mut text =
        "file,subject,issuer,serial,notBefore,notAfter,daysLeft,isCa,sha256,counts\r\n".to_owned();
    for entry in &report.certificates {
        let summary = &entry.summary;
        let fields = [
            &entry.file,
            &summary.subject,
            &summary.issuer,
            &summary.serial,
            &day(summary.not_before),
            &day(summary.not_after),
            &summary.days_left.to_string(),
            &summary.is_ca.to_string(),
            &summary.sha256,
            &entry.counts.to_string(),
        ];
        let fields: Vec<String> = fields.into_iter().map(|field| quote(field)).collect();
        text.push_str(&fields.join(","));
        text.push_str("\r\n");
    }
    text
}

fn quote(field: &str) -> String {
    let field = &escape_all(field);
    let is_number = field.parse::<i64>().is_ok();
    let is_formula = field.starts_with(['=', '+', '-', '@']) && !is_number;
    let field = if is_formula {
        format!("'{field}")
    } else {
        field.to_owned()
    };
    if field.contains([',', '"']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field
    }
}

/// Returns a field of any length with its control characters as `[U+001B]`.
fn escape_all(field: &str) -> String {
    field.chars().fold(String::new(), |mut text, character| {
        if character.is_control() {
            text.push_str(&format!("[U+{:04X}]", u32::from(character)));
        } else {
            text.push(character);
        }
        text
    })
}

/// Prometheus' text format.
pub(super) fn prometheus(report: &Report) -> String {
    let mut text =
        "# HELP rsa_signer_certificate_not_after_seconds End of a certificate, in Unix seconds.\n\
                    # TYPE rsa_signer_certificate_not_after_seconds gauge\n"
            .to_owned();
    for entry in &report.certificates {
        let summary = &entry.summary;
        let labels = [
            ("file", &entry.file),
            ("subject", &summary.subject),
            ("serial", &summary.serial),
            ("sha256", &summary.sha256),
        ];
        let labels = labels.map(|(label, value)| format!("{label}=\"{}\"", escape(value)));
        text.push_str(&format!(
            "rsa_signer_certificate_not_after_seconds{{{},ca=\"{}\",counts=\"{}\"}} {}\n",
            labels.join(","),
            summary.is_ca,
            entry.counts,
            summary.not_after
        ));
    }
    text.push_str("# HELP rsa_signer_problems Inputs that were seen and not read.\n# TYPE rsa_signer_problems gauge\n");
    text.push_str(&format!("rsa_signer_problems {}\n", report.problems.len()));
    text
}

fn escape(value: &str) -> String {
    value
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n")
}

/// One line for the state and its figures, then a line for each problem.
pub(super) fn nagios(report: &Report, options: &Expiry, words: &Catalogue) -> String {
    let judged: Vec<&Entry> = report
        .certificates
        .iter()
        .filter(|entry| entry.counts)
        .collect();
    let state = match report.status {
        Status::Ok => "OK",
        Status::Warning => "WARNING",
        Status::Critical => "CRITICAL",
        Status::Unknown => "UNKNOWN",
    };
    let soon: Vec<&&Entry> = judged
        .iter()
        .filter(|entry| entry.summary.days_left < i64::from(options.days))
        .collect();
    let mut parts: Vec<String> = soon.iter().take(NAMED).map(|entry| end(entry)).collect();
    if soon.len() > NAMED {
        parts.push(format!("and {} more", soon.len().saturating_sub(NAMED)));
    }
    match report.problems.as_slice() {
        [] => {}
        [first, rest @ ..] if parts.is_empty() => {
            // The reason, which some monitoring shows without the lines below.
            let first = first.strip_prefix(words.word("severity-error"));
            let first = first.unwrap_or_default().trim();
            parts.push(first.chars().take(PROBLEM).collect());
            if !rest.is_empty() {
                parts.push(format!("and {} more not read", rest.len()));
            }
        }
        all => parts.push(format!("{} not read", all.len())),
    }
    if parts.is_empty() {
        parts.push(format!(
            "none of {} expires within {} days",
            judged.len(),
            options.days
        ));
    }
    let left = judged.iter().map(|entry| entry.summary.days_left).min();
    let left = left.map_or_else(|| "U".to_owned(), |left| left.to_string());
    let mut text = format!(
        "CERTIFICATES {state}: {}|days_left={left};{}:;{}: certificates={} problems={}\n",
        plain(&parts.join(", ")),
        options.days,
        options.critical_days,
        judged.len(),
        report.problems.len()
    );
    for problem in &report.problems {
        text.push_str(&plain(problem));
        text.push('\n');
    }
    text
}

/// Returns when a certificate ends or ended.
fn end(entry: &Entry) -> String {
    let left = entry.summary.days_left;
    let verb = if left < 0 { "expired" } else { "expires" };
    let unit = if left.unsigned_abs() == 1 {
        "day"
    } else {
        "days"
    };
    let distance = if left < 0 {
        format!("{} {unit} ago", left.unsigned_abs())
    } else {
        format!("in {left} {unit}")
    };
    let file = name(Path::new(&entry.file));
    format!(
        "{file} {verb} on {} ({distance})",
        day(entry.summary.not_after)
    )
}

/// Figures begin behind a vertical bar.
fn plain(text: &str) -> String {
    text.replace('|', "/").replace('\n', " ")
}
