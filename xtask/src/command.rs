//! The words after `cargo xtask`.

use anyhow::{Context, Result, bail};

use crate::fuzz;
use crate::proof::{Amounts, Proof};
use crate::suites::Suite;

/// What a person reads who typed something else.
pub(crate) const USAGE: &str = "\
cargo xtask bench [--quick]
    measures speed and size beside jsrsasign, node-forge, gmp-wasm, BigInt and the browsers' own code, in node and
    three browsers, and writes BENCHMARKS.md and target/bench/results.json: some minutes, with nothing else running
    --quick            measures less, in a minute or two, and only prints the table
cargo xtask corpus
    makes tests/data/corpus anew: takes openssl, keytool, certtool, ssh-keygen and puttygen
cargo xtask deny [--without-advisories]
    checks every dependency against deny.toml: licences, sources, doubles, and known weaknesses
    --without-advisories   leaves out the last, which needs the network
cargo xtask fuzz [--seconds N] [--keep] [TARGET]...
    runs the fuzz targets, each for N seconds (600 when none is named), and prints a table of figures
    --keep             rewrites fuzz/corpus: the smallest inputs that reach as much
cargo xtask mutants [PATTERN]
    changes one place of the core after the other, and fails when no test notices and docs/mutants.md gives no
    reason: hours; PATTERN is a regular expression for `FILE:LINE:COLUMN: CHANGE`
cargo xtask page [--open] [--accept-imports] [--apart]
    builds dist/rsa-signer.html, checks it, and prints its path, size and SHA-256
    --open             opens it in the default browser
    --apart            also writes target/apart: the wasm and the worker's script, taken out of the page
    --accept-imports   rewrites xtask/wasm-imports.txt, the list of what the wasm may call
cargo xtask proof silence|memory|crafted|all
cargo xtask proof correctness [--signatures N]
cargo xtask proof endurance [--signatures N] [--clears M]
    proves what SECURITY.md promises, and prints the figures
cargo xtask release
    builds the page, its SBOM, licences, ZIP and SHA256SUMS into dist/
cargo xtask reproduce
    makes the release twice from two clones with two cargo homes, and compares every byte
cargo xtask picture
    makes docs/page.png anew, from the page with a sample certificate
cargo xtask parity
    opens the whole corpus with this project, OpenSSL, jsrsasign and p12-keystore, and writes
    docs/what-it-opens.md: takes openssl, node and npm; fails when jsrsasign opens more
cargo xtask serve [--port N]
    builds the page and serves it on this machine only (port 8000 when none is named)
cargo xtask test [SUITE]...
    runs all suites, or the named ones: settings format deny lint docs native hosting
    build release wasm proof page";

/// The port that `serve` takes when none is named.
const DEFAULT_PORT: u16 = 8000;

/// What a person asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// Measure beside the peers.
    Bench {
        /// Measure less, and write no table.
        quick: bool,
    },
    /// Make the corpus of files anew.
    Corpus,
    /// Check the dependencies.
    Deny {
        /// Whether known weaknesses are looked up too.
        advisories: bool,
    },
    /// Fuzz the readers.
    Fuzz(fuzz::Options),
    /// Change the core and see whether a test notices.
    Mutants(Option<String>),
    /// Print the usage.
    Help,
    /// Build the page.
    Page(PageOptions),
    /// Prove what is promised.
    Proof {
        /// In the order in which they run.
        proofs: Vec<Proof>,
        /// How much of each.
        amounts: Amounts,
    },
    /// Make the release.
    Release,
    /// Make the release twice and compare.
    Reproduce,
    /// Make the picture of the page anew.
    Picture,
    /// Compare with other readers.
    Parity,
    /// Build the page and serve it.
    Serve {
        /// The port on the loopback address.
        port: u16,
    },
    /// Run tests.
    Test {
        /// In the order in which they run.
        suites: Vec<Suite>,
    },
}

/// The options of `page`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PageOptions {
    /// Open the page in the default browser.
    pub(crate) open: bool,
    /// Rewrite the list of imports instead of comparing with it.
    pub(crate) accept_imports: bool,
    /// Write what is inside the page beside it.
    pub(crate) apart: bool,
}

impl Command {
    /// Reads the words, or says which of them is not known.
    pub(crate) fn read(words: &[String]) -> Result<Self> {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words.as_slice() {
            [] | ["help" | "-h" | "--help"] => Ok(Self::Help),
            ["bench"] => Ok(Self::Bench { quick: false }),
            ["bench", "--quick"] => Ok(Self::Bench { quick: true }),
            ["corpus"] => Ok(Self::Corpus),
            ["deny"] => Ok(Self::Deny { advisories: true }),
            ["deny", "--without-advisories"] => Ok(Self::Deny { advisories: false }),
            ["fuzz", words @ ..] => Ok(Self::Fuzz(fuzz_options(words)?)),
            ["mutants"] => Ok(Self::Mutants(None)),
            ["mutants", pattern] if !pattern.starts_with('-') => {
                Ok(Self::Mutants(Some((*pattern).to_owned())))
            }
            ["page", options @ ..] => Ok(Self::Page(page_options(options)?)),
            ["proof", name, options @ ..] => Ok(Self::Proof {
                proofs: proofs(name)?,
                amounts: amounts(name, options)?,
            }),
            ["release"] => Ok(Self::Release),
            ["reproduce"] => Ok(Self::Reproduce),
            ["picture"] => Ok(Self::Picture),
            ["parity"] => Ok(Self::Parity),
            ["serve"] => Ok(Self::Serve { port: DEFAULT_PORT }),
            ["serve", "--port", port] => Ok(Self::Serve {
                port: port_number(port)?,
            }),
            ["test", names @ ..] => Ok(Self::Test {
                suites: suites(names)?,
            }),
            other => bail!("`{}` is not a command.\n\n{USAGE}", other.join(" ")),
        }
    }
}

fn page_options(words: &[&str]) -> Result<PageOptions> {
    let mut options = PageOptions::default();
    for word in words {
        match *word {
            "--open" => options.open = true,
            "--apart" => options.apart = true,
            "--accept-imports" => options.accept_imports = true,
            other => bail!("`page` has no option `{other}`.\n\n{USAGE}"),
        }
    }
    Ok(options)
}

fn fuzz_options(words: &[&str]) -> Result<fuzz::Options> {
    let mut options = fuzz::Options {
        targets: Vec::new(),
        seconds: fuzz::Options::SECONDS,
        keep: false,
    };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match *word {
            "--keep" => options.keep = true,
            "--seconds" => options.seconds = seconds(words.next().copied())?,
            option if option.starts_with('-') => {
                bail!("`fuzz` has no option `{option}`.\n\n{USAGE}")
            }
            target => options.targets.push(target.to_owned()),
        }
    }
    Ok(options)
}

fn seconds(word: Option<&str>) -> Result<u32> {
    let number = word.and_then(|word| word.parse().ok());
    number.with_context(|| format!("`--seconds` lacks a number.\n\n{USAGE}"))
}

/// The proof with this name; `all` is all of them.
fn proofs(name: &str) -> Result<Vec<Proof>> {
    let wanted = |proof: &Proof| name == "all" || name == proof.name();
    let found: Vec<Proof> = Proof::ALL.into_iter().filter(wanted).collect();
    if found.is_empty() {
        bail!("There is no proof `{name}`.\n\n{USAGE}");
    }
    Ok(found)
}

/// The long form, unless a person asks for another amount.
fn amounts(name: &str, options: &[&str]) -> Result<Amounts> {
    let mut amounts = Amounts::LONG;
    let mut rest = options;
    while let [option, value, after @ ..] = rest {
        let number = value
            .parse()
            .with_context(|| format!("`{value}` is not a number."))?;
        match *option {
            "--signatures" if name == "correctness" => amounts.compared = number,
            "--signatures" if name == "endurance" => amounts.signatures = number,
            "--clears" if name == "endurance" => amounts.clears = number,
            other => bail!("`proof {name}` has no option `{other}`.\n\n{USAGE}"),
        }
        rest = after;
    }
    match rest {
        [] => Ok(amounts),
        [option, ..] => bail!("`proof {name}`: `{option}` lacks a number.\n\n{USAGE}"),
    }
}

fn port_number(word: &str) -> Result<u16> {
    word.parse()
        .with_context(|| format!("`{word}` is not a port: a number up to 65535 is."))
}

/// The named suites in the order in which they always run; all of them when none is named.
fn suites(names: &[&str]) -> Result<Vec<Suite>> {
    for name in names {
        if !Suite::ALL.iter().any(|suite| suite.name() == *name) {
            bail!("There is no suite `{name}`.\n\n{USAGE}");
        }
    }
    let wanted = |suite: &Suite| names.is_empty() || names.contains(&suite.name());
    Ok(Suite::ALL.into_iter().filter(wanted).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Command> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Command::read(&words)
    }

    #[test]
    fn page_takes_its_options_in_any_order() {
        let both = PageOptions {
            open: true,
            accept_imports: true,
            apart: false,
        };
        assert_eq!(read("page").unwrap(), Command::Page(PageOptions::default()));
        assert_eq!(
            read("page --accept-imports --open").unwrap(),
            Command::Page(both)
        );
    }

    #[test]
    fn deny_looks_up_weaknesses_unless_told_otherwise() {
        assert_eq!(read("deny").unwrap(), Command::Deny { advisories: true });
        let line = "deny --without-advisories";
        assert_eq!(read(line).unwrap(), Command::Deny { advisories: false });
        assert!(read("deny --offline").is_err());
    }

    #[test]
    fn fuzz_takes_targets_and_a_time() {
        let fuzz = |targets: &[&str], seconds, keep| {
            let targets = targets.iter().map(|name| (*name).to_owned()).collect();
            Command::Fuzz(fuzz::Options {
                targets,
                seconds,
                keep,
            })
        };
        assert_eq!(read("fuzz").unwrap(), fuzz(&[], 600, false));
        let line = "fuzz text --seconds 5 --keep session";
        assert_eq!(read(line).unwrap(), fuzz(&["text", "session"], 5, true));
        assert!(read("fuzz --seconds").is_err());
    }

    #[test]
    fn mutants_takes_a_pattern() {
        assert_eq!(read("mutants").unwrap(), Command::Mutants(None));
        let some = Command::Mutants(Some("message".to_owned()));
        assert_eq!(read("mutants message").unwrap(), some);
        assert!(read("mutants --quick").is_err());
    }

    #[test]
    fn bench_has_a_quick_form() {
        assert_eq!(read("bench").unwrap(), Command::Bench { quick: false });
        let quick = "bench --quick";
        assert_eq!(read(quick).unwrap(), Command::Bench { quick: true });
        assert!(read("bench --slow").is_err());
    }

    #[test]
    fn proofs_are_named_and_their_amounts_too() {
        let read = |line| read(line).unwrap();
        let long = Amounts::LONG;
        let short = Amounts {
            signatures: 5,
            clears: 2,
            ..long
        };
        let endurance = |amounts| Command::Proof {
            proofs: vec![Proof::Endurance],
            amounts,
        };
        assert_eq!(read("proof endurance"), endurance(long));
        assert_eq!(
            read("proof endurance --clears 2 --signatures 5"),
            endurance(short)
        );
        let few = Command::Proof {
            proofs: vec![Proof::Correctness],
            amounts: Amounts {
                compared: 20,
                ..long
            },
        };
        assert_eq!(read("proof correctness --signatures 20"), few);
        let proofs = Proof::ALL.to_vec();
        let all = Command::Proof {
            proofs,
            amounts: long,
        };
        assert_eq!(read("proof all"), all);
    }

    #[test]
    fn serve_takes_a_port() {
        assert_eq!(
            read("serve").unwrap(),
            Command::Serve { port: DEFAULT_PORT }
        );
        assert_eq!(read("serve --port 0").unwrap(), Command::Serve { port: 0 });
        assert!(read("serve --port 65536").is_err());
        assert!(read("serve --port").is_err());
    }

    #[test]
    fn named_suites_run_in_the_order_of_the_whole_run() {
        assert_eq!(
            read("test").unwrap(),
            Command::Test {
                suites: Suite::ALL.to_vec()
            }
        );
        assert_eq!(
            read("test wasm native").unwrap(),
            Command::Test {
                suites: vec![Suite::Native, Suite::Wasm]
            }
        );
    }

    #[test]
    fn unknown_words_are_named_and_the_usage_is_shown() {
        for line in [
            "pages",
            "page --opn",
            "proof noise",
            "test natve",
            "fuzz --second",
            "serve now",
        ] {
            let text = read(line).unwrap_err().to_string();
            assert!(text.contains(line.rsplit(' ').next().unwrap()), "{text}");
            assert!(text.contains(USAGE), "{text}");
        }
    }

    #[test]
    fn the_usage_names_every_suite() {
        for suite in Suite::ALL {
            assert!(USAGE.contains(suite.name()), "{}", suite.name());
        }
    }
}
