//! BENCHMARKS.md: the numbers as people read them.

use std::fmt::Write as _;

use serde_json::Value;

use super::aims::{self, STEPS};
use super::results::{Results, Short, short, version};

const CONTENDERS: [(&str, &str); 7] = [
    ("ours", "RSA Signer"),
    ("jsrsasign-10", "jsrsasign 10.8.6"),
    ("jsrsasign-11", "jsrsasign 11.1.5"),
    ("forge", "node-forge 1.4.3"),
    ("gmp", "gmp-wasm 1.3.2"),
    ("bigint", "BigInt, plain"),
    ("webcrypto", "native"),
];
const SIZES: [&str; 4] = ["2048", "3072", "4096", "8192"];
const KINDS: [&str; 4] = ["2,048", "100,000", "600,000", "scrypt"];
const COUNTS: [&str; 4] = ["1", "10", "100", "1000"];
const HOLDS: [&str; 6] = ["2048", "4096", "8192", "opened", "grown", "3072"];
const PAGES: [(&str, &str); 3] = [
    ("ours", "RSA Signer"),
    ("jsrsasign-10", "least page, jsrsasign 10.8.6"),
    ("jsrsasign-11", "least page, jsrsasign 11.1.5"),
];

/// The whole text.
pub(super) fn render(results: &Results, tried: &str) -> String {
    let parts = [
        head(results),
        verdicts(results),
        signing(results, "warm", "Signing, warm"),
        signing(results, "first", "The first signature in a fresh worker"),
        signing(results, "read", "Reading a key"),
        by_size(
            results,
            &Part {
                title: "Opening an encrypted key",
                step: "open",
                sizes: &KINDS,
                who: &CONTENDERS,
                note: OPENING,
            },
        ),
        by_size(
            results,
            &Part {
                title: "The page: from navigation to ready, and what a person does then",
                step: "page",
                sizes: &STEPS,
                who: &PAGES,
                note: PAGE,
            },
        ),
        by_size(
            results,
            &Part {
                title: "Longest task of the page's main thread, where the browser tells of it",
                step: "long task",
                sizes: &STEPS,
                who: &PAGES,
                note: TASKS,
            },
        ),
        by_size(
            results,
            &Part {
                title: "Longest gap of a timer's beat in the page",
                step: "gap",
                sizes: &STEPS,
                who: &PAGES,
                note: GAPS,
            },
        ),
        by_size(
            results,
            &Part {
                title: "So many signatures, one after the other",
                step: "signatures",
                sizes: &COUNTS,
                who: &CONTENDERS,
                note: "",
            },
        ),
        by_size(
            results,
            &Part {
                title: "Reading so many certificates at once, with the key to one of them",
                step: "certificates",
                sizes: &COUNTS,
                who: &CONTENDERS,
                note: "",
            },
        ),
        bytes(results),
        memory(results),
        tried.to_owned(),
    ];
    parts.join("\n")
}

const OPENING: &str = "PBES2 with so many rounds of HMAC-SHA-256 and AES-256-CBC, from PEM to a key that is ready; every \
file has its own salt and is opened once, in a fresh worker. Native is `crypto.subtle`'s PBKDF2 alone, with a random salt; node's `scrypt` for scrypt \
(N = 16384, r = 8, p = 1). node-forge opens one file of 100,000 and one of 600,000 rounds. jsrsasign was not run from 100,000 rounds on: that would be \
49 and 293 times its time at 2,048, if it grows with the rounds. jsrsasign 10.8.6 refuses these files (`this only supports TripleDES`).\n";
const PAGE: &str = "Copies of the finished page and of a page of our own that makes the same request with jsrsasign inlined (`tools/lab/bench/jsrsasign.html`), \
each with one script in front that watches the page's state; served from this machine, in a browser that runs already. \
The last three steps are done once. `paste and click`: both fields filled and Generate clicked at once, to both values in place; `click`: once more, everything read.\n";
const TASKS: &str = "Zero is: none of 50 ms or more. Only Chromium tells.\n";
const GAPS: &str = "Between two beats of a timer of 4 ms, during the same steps. Other programs of the machine make gaps too.\n";

fn head(results: &Results) -> String {
    let engines: Vec<&str> = results.engines().map(version).collect();
    let word = |key: &str| {
        results
            .get(key)
            .map(|value| value.to_string().trim_matches('"').to_owned())
    };
    let busy = results.get("busy").and_then(Value::as_str);
    let busy = busy.unwrap_or("unknown");
    let quick = results.get("quick").and_then(Value::as_bool) == Some(true);
    format!(
        "# Benchmarks\n\n\
         Written by `cargo xtask bench` in one run of {} minutes{}. Machine: {}; its load before the run, over 1, 5 and 15 minutes: {busy}. {}.\n\n\
         Times are milliseconds: the median, and in parentheses the least and the most. Contenders are workers of their own and take \
         turns; only one works at a time. RSA Signer is the worker of the finished page (its script and its wasm, taken out of \
         `dist/rsa-signer.html`), which runs on a bench page of its own: that page has no policy, and is isolated from other origins so that clocks are fine. \
         The worker is asked what the page asks it, without the way to and from the page: *signing* there is the whole request: random, the blinded signature, its verification with \
         the certificate's key, header and body. The others only sign, \
         as their own code does it; the two small programs of ours around GMP and BigInt neither blind nor verify. Every first signature was checked by the platform. `native` is `crypto.subtle`, which pages without TLS do not have. Smaller is better \
         everywhere.\n",
        word("minutes").unwrap_or_default(),
        if quick { ", the quick form" } else { "" },
        word("machine").unwrap_or_default(),
        engines.join(", ")
    )
}

fn verdicts(results: &Results) -> String {
    let mut text = "## Aims\n\nRatios of medians of this run, by the size of the key where there are several.\n\n| Aim | Where | Found | |\n|---|---|---|---|\n".to_owned();
    for it in aims::verdicts(results) {
        let word = if it.met { "met" } else { "**not met**" };
        let _ = writeln!(
            text,
            "| {} | {} | {} | {word} |",
            it.aim, it.engine, it.found
        );
    }
    text
}

fn signing(results: &Results, step: &str, title: &str) -> String {
    by_size(
        results,
        &Part {
            title,
            step,
            sizes: &SIZES,
            who: &CONTENDERS,
            note: "",
        },
    )
}

struct Part<'a> {
    title: &'a str,
    step: &'a str,
    sizes: &'a [&'a str],
    who: &'a [(&'a str, &'a str)],
    note: &'a str,
}

/// A table an engine; what nobody has is left out.
fn by_size(results: &Results, part: &Part<'_>) -> String {
    let mut text = format!("## {}\n", part.title);
    if !part.note.is_empty() {
        let _ = write!(text, "\n{}", part.note);
    }
    for engine in results.engines() {
        let found = |size: &str, who: &str| short(engine, part.step, size, who);
        let sizes: Vec<&str> = part
            .sizes
            .iter()
            .copied()
            .filter(|size| part.who.iter().any(|(who, _)| found(size, who).is_some()))
            .collect();
        let who: Vec<_> = part
            .who
            .iter()
            .filter(|(who, _)| sizes.iter().any(|size| found(size, who).is_some()))
            .collect();
        if sizes.is_empty()
            || sizes.iter().all(|size| {
                part.step == "long task"
                    && who
                        .iter()
                        .all(|(who, _)| found(size, who).is_none_or(|it| it.most == 0.0))
                    && version(engine).starts_with(['F', 'W'])
            })
        {
            continue;
        }
        let _ = write!(
            text,
            "\n| {} | {} |\n|---|{}\n",
            version(engine),
            sizes.join(" | "),
            "---:|".repeat(sizes.len())
        );
        for (who, name) in who {
            let cells: Vec<String> = sizes
                .iter()
                .map(|size| found(size, who).map_or_else(|| "–".to_owned(), cell))
                .collect();
            let _ = writeln!(text, "| {name} | {} |", cells.join(" | "));
        }
    }
    text
}

fn cell(it: Short) -> String {
    let digits = |value: f64| match value {
        value if value >= 100.0 => format!("{value:.0}"),
        value if value >= 10.0 => format!("{value:.1}"),
        value => format!("{value:.2}"),
    };
    format!(
        "{} ({}–{})",
        digits(it.median),
        digits(it.least),
        digits(it.most)
    )
}

fn bytes(results: &Results) -> String {
    let mut text =
        "## Bytes\n\n| File | raw | gzip -9 | brotli 11 |\n|---|---:|---:|---:|\n".to_owned();
    let files = results.get("bytes").and_then(Value::as_array);
    for file in files.into_iter().flatten() {
        let number = |key: &str| file.get(key).map_or_else(String::new, ToString::to_string);
        let name = file.get("file").and_then(Value::as_str).unwrap_or_default();
        let _ = writeln!(
            text,
            "| {name} | {} | {} | {} |",
            number("raw"),
            number("gzip"),
            number("brotli")
        );
    }
    text
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
fn memory(results: &Results) -> String {
    let mut text = "## Memory\n\nThe highest that a process of node held after reading a key of 4096 bits and three signatures with it, in MB; the \
        plain BigInt program stands for node itself.\n\n| | MB |\n|---|---:|\n".to_owned();
    let nodes = results.get("memory").and_then(Value::as_object);
    for (name, bytes) in nodes.into_iter().flatten() {
        let named = CONTENDERS
            .iter()
            .find(|(who, _)| who == name)
            .map_or(name.as_str(), |(_, it)| it);
        let _ = writeln!(
            text,
            "| {named} | {:.1} |",
            bytes.as_u64().unwrap_or(0) as f64 / 1e6
        );
    }
    text.push_str("\nThe wasm's own memory, in MB, which never shrinks: after signing with a key of so many bits, after opening encrypted keys (scrypt \
        alone takes 16 MB), and after the growth below.\n");
    text.push_str(&megabytes(results, "memory", &HOLDS, &CONTENDERS));
    text.push_str("\nWhat all processes of the browser hold more than before, once the page has made a request, in MB.\n");
    text.push_str(&megabytes(results, "page memory", &[""], &PAGES));
    text
}

fn megabytes(results: &Results, step: &str, sizes: &[&str], names: &[(&str, &str)]) -> String {
    let mut text = "\n| | MB |\n|---|---:|\n".to_owned();
    for engine in results.engines() {
        for size in sizes {
            for (who, name) in names {
                let Some(found) = short(engine, step, size, who) else {
                    continue;
                };
                let what = if size.is_empty() {
                    (*name).to_owned()
                } else {
                    format!("{name}, {size}")
                };
                let _ = writeln!(
                    text,
                    "| {}: {what} | {:.1} |",
                    version(engine),
                    found.median / 1e6
                );
            }
        }
    }
    text
}
