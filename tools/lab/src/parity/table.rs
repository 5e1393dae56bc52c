//! docs/what-it-opens.md.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::kind;
use super::outcome::{Mark, Outcome};
use super::readers::SECONDS;
use super::refusals::Reason;

/// The whole text.
pub(super) fn render(outcomes: &[Outcome], explained: &[Reason], openssl: &str) -> String {
    let opened = kind::ALL
        .iter()
        .map(|kind| Row::of(kind.title, outcomes))
        .collect::<Vec<_>>();
    let mut codes: BTreeMap<&str, Row> = BTreeMap::new();
    for outcome in outcomes.iter().filter(|own| own.kind.is_none()) {
        let row = outcome.row();
        codes.entry(row).or_insert_with(|| Row::of(row, outcomes));
    }
    let refused: Vec<Row> = codes.into_values().collect();
    let mut text = INTRODUCTION
        .replace("{openssl}", openssl)
        .replace("{cases}", &outcomes.len().to_string())
        .replace("{seconds}", &SECONDS.to_string());
    text.push_str(&table("Kind of file", &opened));
    text.push_str(NONE);
    text.push_str(REFUSED);
    text.push_str(&table("Refused with", &refused));
    text.push_str(MORE);
    for reason in explained {
        let cases = reason.cases.join("`, `");
        // Writing into text cannot fail.
        let _ = writeln!(text, "- {}: `{cases}`", reason.text);
    }
    text
}

const INTRODUCTION: &str = "\
# What it opens

`cargo xtask parity` writes this text. It gives each of the {cases} files of `tests/data/corpus` to four readers, with the passphrase
that belongs to the case, and looks at what comes out. A file counts as opened when that is the right RSA private key (by its public
key) or the right certificate (by its bytes), of a PKCS#12 file with both inside: both. File by file: `tests/data/parity.tsv`.

- *RSA Signer*: the core, compiled natively. `tests/native/corpus.rs` holds this column at every test run.
- *OpenSSL*: {openssl} with the legacy provider; `pkey`, `x509`, `storeutl`, `pkcs12` and `pkcs7`. Certificates that
  stand in BER inside PKCS#7 come out of it in BER, not as they were signed; they do not count.
- *jsrsasign*: 10.8.6 in Node; `KEYUTIL.getKey` and its sisters for single forms, `X509.readCertPEM` and `readCertHex`, and
  `CMSParser`. DER is given to it as hexadecimal and as PEM. A file that took more than {seconds} s of computing was given up: *too slow*.
- *p12-keystore*: 0.4.1, `Pkcs12Archive`; PKCS#12 alone.

";

const NONE: &str = "
Two rows have none for RSA Signer:

- traditional PEM with SEED or ARIA, PBES2 with ARIA, SEED, SM4, Blowfish, CAST5, CFB or OFB: OpenSSL writes these only where they are
  asked for by name, and each cipher would make the page larger; the page names what it found.
";

const REFUSED: &str = "
## What is refused

These files are in the corpus to be refused, with the code in front. What others make of them: here a file counts as opened when any RSA
private key or certificate comes out, because of most there is no right one; with the wrong passphrase or none only the right key counts.
Where RSA Signer itself counts, it reads what is there and says what is missing or does not belong together.

";

const MORE: &str = "
## What jsrsasign opens and RSA Signer refuses

The command fails when a file is missing here.

";

/// One line of a table.
struct Row {
    title: String,
    cases: usize,
    cells: [String; 4],
}

impl Row {
    fn of(title: &str, outcomes: &[Outcome]) -> Self {
        let own: Vec<&Outcome> = outcomes.iter().filter(|own| own.row() == title).collect();
        let count = |position: usize, mark: Mark| {
            own.iter()
                .filter(|own| own.marks.get(position) == Some(&mark))
                .count()
        };
        let cell = |position: usize| {
            if count(position, Mark::Unasked) == own.len() {
                return String::new();
            }
            let opened = count(position, Mark::Opened);
            match count(position, Mark::Slow) {
                0 => opened.to_string(),
                slow => format!("{opened}, {slow} too slow"),
            }
        };
        Self {
            title: title.to_owned(),
            cases: own.len(),
            cells: [0, 1, 2, 3].map(cell),
        }
    }
}

fn table(head: &str, rows: &[Row]) -> String {
    let mut out = format!(
        "| {head} | files | RSA Signer | OpenSSL | jsrsasign | p12-keystore |\n|---|--:|--:|--:|--:|--:|\n"
    );
    for row in rows {
        let cells = row.cells.join(" | ");
        // Writing into text cannot fail.
        let _ = writeln!(out, "| {} | {} | {cells} |", row.title, row.cases);
    }
    out
}
