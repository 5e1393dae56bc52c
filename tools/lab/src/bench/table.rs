//! BENCHMARKS.md: the numbers as people read them.

use std::fmt::Write as _;

use serde_json::Value;

use super::aims::{self, STEPS};
use super::results::{Results, Short, median, short, version};

type Names<'a> = &'a [(&'a str, &'a str)];

const CONTENDERS: Names<'_> = &[
    ("ours", "RSA Signer"),
    ("jsrsasign-10", "jsrsasign 10.8.6"),
    ("jsrsasign-11", "jsrsasign 11.1.5"),
    ("forge", "node-forge 1.4.3"),
    ("gmp", "gmp-wasm 1.3.2"),
    ("bigint", "BigInt, plain"),
    ("webcrypto", "native"),
];
const PAGES: Names<'_> = &[
    ("ours", "RSA Signer"),
    ("before", "RSA Signer, the page given with --before"),
    ("jsrsasign-10", "least page, jsrsasign 10.8.6"),
    ("jsrsasign-11", "least page, jsrsasign 11.1.5"),
];
const SIZES: &[&str] = &["2048", "3072", "4096", "8192"];
const KINDS: &[&str] = &["2,048", "100,000", "600,000", "scrypt"];
const COUNTS: &[&str] = &["1", "10", "100", "1000"];

/// One heading: the step that was measured, its sizes, whose, and what a reader must know.
type Part<'a> = (&'a str, &'a str, &'a [&'a str], Names<'a>, &'a str);

const PARTS: [Part<'_>; 9] = [
    ("Signing, warm", "warm", SIZES, CONTENDERS, ""),
    (
        "The first signature in a fresh worker",
        "first",
        SIZES,
        CONTENDERS,
        "",
    ),
    ("Reading a key", "read", SIZES, CONTENDERS, ""),
    (
        "Opening an encrypted key",
        "open",
        KINDS,
        CONTENDERS,
        OPENING,
    ),
    ("Making a key", "make", SIZES, CONTENDERS, MAKING),
    ("The page, from navigation on", "page", &STEPS, PAGES, PAGE),
    (
        "Longest task of the page's thread",
        "long task",
        &STEPS,
        PAGES,
        TASKS,
    ),
    (
        "Longest gap of a timer's beat in the page",
        "gap",
        &STEPS,
        PAGES,
        GAPS,
    ),
    (
        "Many signatures, one after the other",
        "signatures",
        COUNTS,
        CONTENDERS,
        "",
    ),
];
const CERTIFICATES: Part<'_> = (
    "Reading many certificates at once, with the key to one",
    "certificates",
    COUNTS,
    CONTENDERS,
    "",
);

const OPENING: &str = "PBES2 with HMAC-SHA-256 and AES-256-CBC by number of iterations, from PEM to a key that is ready. Every file has its own
salt and is opened once, in a fresh worker. Native is `crypto.subtle`'s PBKDF2 alone, and node's `scrypt` (N = 16384, r = 8, p = 1).
node-forge opens one file of 100,000 and one of 600,000. jsrsasign 11 was not run from 100,000 on; jsrsasign 10 refuses these files.
";
const MAKING: &str = "RSA Signer makes the whole order: the key, its file protected with 600,000 iterations, and the request. Native is
`crypto.subtle`'s `generateKey`; in Node that is OpenSSL. How long a key takes is luck: 15 keys of RSA Signer and of native code, of 4096 bits 9;
of node-forge 5, 3 and 3.
";
const PAGE: &str = "Copies of the finished page, and of a page of our own that makes the same request with jsrsasign inlined
(`tools/lab/bench/jsrsasign.html`), each with one script in front that watches it; served from this machine to a browser that runs already.
`usable paint`: the frame in which the boxes take a paste, in words. Where that is the browser's first contentful paint, as on the jsrsasign page,
it is the time that the browser reports. `paste and click`: both fields filled and Generate clicked at once, to both values in place. `click`: once more, everything read. The last three are done once.
";
const TASKS: &str = "Zero means none of 50 ms or more. Only Chromium reports long tasks.\n";
const GAPS: &str =
    "Of a timer of 4 ms, during the same steps. Other programs of the machine make gaps too.\n";
const METHOD: &str = "Times are milliseconds: the median, and in parentheses the least and the most; smaller is better. Contenders are workers of their own and
take turns. RSA Signer is the worker of the finished page, taken out of `dist/rsa-signer.html`. What is measured of it is the whole request:
random, the blinded signature, its verification with the certificate's key, header and body. The others only sign; the two small programs of
ours around GMP and BigInt neither blind nor verify. `native` is `crypto.subtle`, which pages without TLS do not have. Every first
signature was checked by the platform.
";

/// Returns the whole text.
pub(super) fn render(results: &Results, tried: &str) -> String {
    let mut text = format!(
        "# Benchmarks\n\n{}\n{}\n{METHOD}\n{}",
        people(results),
        run(results),
        aims::table(results)
    );
    for part in PARTS.into_iter().chain([CERTIFICATES]) {
        text.push_str(&by_size(results, part));
    }
    [text, bytes(results), tried.to_owned()].join("\n")
}

/// Returns a line for each wait of a person, with the figures of every browser and, in parentheses, of
/// what they would use instead.
fn people(results: &Results) -> String {
    let least = "the least page with jsrsasign 10.8.6";
    let rows = [
        (
            "The page with its boxes",
            ["page", "usable paint", "jsrsasign-10"],
            least,
        ),
        (
            "The page, ready to sign",
            ["page", "ready", "jsrsasign-10"],
            least,
        ),
        (
            "From Generate to both values, 2048 bits",
            ["page", "click", "jsrsasign-10"],
            least,
        ),
        (
            "A request with a key of 4096 bits",
            ["warm", "4096", "jsrsasign-10"],
            "jsrsasign 10.8.6",
        ),
        (
            "A key behind 600,000 iterations",
            ["open", "600,000", "webcrypto"],
            "the browser's own PBKDF2",
        ),
    ];
    let mut text = String::from("What you wait for, in milliseconds:\n\n");
    for (what, [step, size, who], elsewhere) in rows {
        let in_engine = |engine: &Value| {
            engine.get("engine")?;
            let ours = median(engine, step, size, "ours")?;
            let theirs = median(engine, step, size, who)?;
            let name = version(engine).split([' ', ',']).next()?;
            Some(format!("{name} **{ours:.0}** ({theirs:.0})"))
        };
        let found: Vec<String> = results.engines().filter_map(in_engine).collect();
        let _ = writeln!(
            text,
            "- {what}: {}; in parentheses {elsewhere}.",
            found.join(", ")
        );
    }
    text
}

fn run(results: &Results) -> String {
    let word = |key: &str| {
        let value = results
            .get(key)
            .map(ToString::to_string)
            .unwrap_or_default();
        value.trim_matches('"').to_owned()
    };
    let quick = results.get("quick").and_then(Value::as_bool) == Some(true);
    let engines: Vec<&str> = results.engines().map(version).collect();
    format!(
        "Written by `cargo xtask bench`{} in one run of {} minutes. Machine: {}; its load before the run, over 1, 5 and 15 minutes: {}. {}.\n",
        if quick { " --quick" } else { "" },
        word("minutes"),
        word("machine"),
        word("busy"),
        engines.join(", ")
    )
}

/// Returns a table for each engine, without what nobody has.
fn by_size(results: &Results, (title, step, sizes, names, note): Part<'_>) -> String {
    let mut text = format!("\n## {title}\n");
    if !note.is_empty() {
        let _ = write!(text, "\n{note}");
    }
    for engine in results.engines() {
        let found = |size: &str, who: &str| short(engine, step, size, who);
        let has = |size: &&&str| names.iter().any(|(who, _)| found(size, who).is_some());
        let sizes: Vec<&str> = sizes.iter().filter(has).copied().collect();
        let reports = step != "long task" || version(engine).starts_with('C');
        if sizes.is_empty() || !reports {
            continue;
        }
        let columns = "---:|".repeat(sizes.len());
        let _ = write!(
            text,
            "\n| {} | {} |\n|---|{columns}\n",
            version(engine),
            sizes.join(" | ")
        );
        for (who, name) in names {
            let cells: Vec<Option<Short>> = sizes.iter().map(|size| found(size, who)).collect();
            if cells.iter().any(Option::is_some) {
                let cells = cells
                    .into_iter()
                    .map(|it| it.map_or_else(|| "–".to_owned(), cell));
                let _ = writeln!(
                    text,
                    "| {name} | {} |",
                    cells.collect::<Vec<_>>().join(" | ")
                );
            }
        }
    }
    text
}

fn cell(it: Short) -> String {
    format!(
        "{} ({}–{})",
        digits(it.median),
        digits(it.least),
        digits(it.most)
    )
}

fn digits(value: f64) -> String {
    match value {
        value if value >= 100.0 => format!("{value:.0}"),
        value if value >= 10.0 => format!("{value:.1}"),
        value => format!("{value:.2}"),
    }
}

fn bytes(results: &Results) -> String {
    let mut text =
        "\n## Bytes\n\n| File | raw | gzip -9 | brotli 11 |\n|---|---:|---:|---:|\n".to_owned();
    let files = results.get("bytes").and_then(Value::as_array);
    for file in files.into_iter().flatten() {
        let cells = ["file", "raw", "gzip", "brotli"]
            .map(|key| file.get(key).map_or_else(String::new, ToString::to_string));
        let _ = writeln!(text, "| {} |", cells.join(" | ").replace('"', ""));
    }
    text
}
