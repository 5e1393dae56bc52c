//! Counts what test runners say they did.

use std::fmt;

use super::attributes::Written;
use crate::process::Watched;

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    passed: u64,
    failed: u64,
}

impl Count {
    /// One check that passed.
    pub(crate) const PASSED: Self = Self {
        passed: 1,
        failed: 0,
    };
    /// One check that failed.
    pub(crate) const FAILED: Self = Self {
        passed: 0,
        failed: 1,
    };

    /// What a run of tests says. A run that failed without a failed test is a failure all the same:
    /// the tests did not compile, or the browser did not start.
    pub(crate) fn of(watched: &Watched) -> Self {
        let results = results(&watched.text);
        let count = results.fold(Self::default(), |count, result| {
            count.and(Self {
                passed: before(result, "passed"),
                failed: before(result, "failed"),
            })
        });
        if !watched.success && count.failed == 0 {
            count.and(Self::FAILED)
        } else {
            count
        }
    }

    /// So many checks that passed.
    pub(crate) fn passed(checks: usize) -> Self {
        Self {
            passed: u64::try_from(checks).unwrap_or(u64::MAX),
            failed: 0,
        }
    }

    /// What a script says in a line of its own: `12 passed, 0 failed`. One that says nothing has failed.
    pub(crate) fn of_script(watched: &Watched) -> Self {
        let said = watched.text.lines().rev().find_map(|line| {
            let (passed, failed) = line.trim().split_once(" passed, ")?;
            Some(Self {
                passed: passed.parse().ok()?,
                failed: failed.strip_suffix(" failed")?.parse().ok()?,
            })
        });
        match said {
            Some(count) if watched.success || count.failed > 0 => count,
            other => other.unwrap_or_default().and(Self::FAILED),
        }
    }

    /// Both together.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            passed: self.passed.saturating_add(other.passed),
            failed: self.failed.saturating_add(other.failed),
        }
    }

    /// Whether something passed and nothing failed.
    pub(crate) fn is_good(self) -> bool {
        self.passed > 0 && self.failed == 0
    }
}

impl fmt::Display for Count {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// What the runners say they saw; an ignored test is there for all to see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ran {
    tests: u64,
    files: u64,
}

impl Ran {
    /// Reads it from what they printed.
    pub(crate) fn of(text: &str) -> Self {
        let seen = |result| ["passed", "failed", "ignored"].map(|word| before(result, word));
        let files =
            results(text).map(|result| seen(result).into_iter().fold(0, u64::saturating_add));
        files
            .filter(|tests| *tests > 0)
            .fold(Self::default(), |ran, tests| Self {
                tests: ran.tests.saturating_add(tests),
                files: ran.files.saturating_add(1),
            })
    }

    /// Whether no test ran.
    pub(crate) fn is_nothing(self) -> bool {
        self.tests == 0
    }

    /// Whether as many tests ran as are written, in as many files. A macro may write several tests
    /// under one attribute, so the number of tests alone would not show that a whole file was lost.
    pub(crate) fn covers(self, written: Written) -> bool {
        self.tests >= written.tests && self.files >= written.files
    }
}

impl fmt::Display for Ran {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} tests in {} files", self.tests, self.files)
    }
}

/// `ok. 3 passed; 0 failed; …` of each `test result: ok. 3 passed; 0 failed; …`.
fn results(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .filter_map(|line| line.split_once("test result: ").map(|(_, result)| result))
}

/// The number before a word.
fn before(result: &str, word: &str) -> u64 {
    let words: Vec<&str> = result
        .split([' ', ';'])
        .filter(|part| !part.is_empty())
        .collect();
    let numbers = words.iter().zip(words.iter().skip(1));
    let found = numbers
        .filter(|(_, next)| **next == word)
        .map(|(number, _)| number.parse());
    found.flatten().next().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "running 3 tests\n\
        test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.1s\n\
        test result: \u{1b}[31mFAILED\u{1b}[0m. 12 passed; 2 failed; 0 ignored; 0 filtered out\n";

    fn count(text: &str, success: bool) -> Count {
        Count::of(&Watched {
            success,
            text: text.to_owned(),
        })
    }

    #[test]
    fn results_are_added_up() {
        assert_eq!(
            count(TEXT, false),
            Count {
                passed: 15,
                failed: 2
            }
        );
        assert_eq!(count(TEXT, false).to_string(), "15 passed, 2 failed");
        assert_eq!(
            Ran::of(TEXT),
            Ran {
                tests: 18,
                files: 2
            }
        );
    }

    #[test]
    fn a_failure_without_a_failed_test_is_counted() {
        assert_eq!(count("", false), Count::FAILED);
        assert_eq!(
            count("test result: ok. 1 passed; 0 failed;", false),
            Count {
                passed: 1,
                failed: 1
            }
        );
        assert_eq!(
            count("test result: ok. 1 passed; 0 failed;", true),
            Count::PASSED
        );
    }

    #[test]
    fn scripts_are_counted_by_their_last_line() {
        let script = |text: &str, success| {
            Count::of_script(&Watched {
                success,
                text: text.to_owned(),
            })
            .to_string()
        };
        let said = "1 passed, 1 failed\nwords\n7 passed, 0 failed\n";
        assert_eq!(script(said, true), "7 passed, 0 failed");
        assert_eq!(script(said, false), "7 passed, 1 failed");
        assert_eq!(script("7 passed, 2 failed\n", false), "7 passed, 2 failed");
        assert_eq!(script("nothing", true), "0 passed, 1 failed");
    }

    #[test]
    fn nothing_at_all_is_not_good() {
        assert!(!count("no tests to run!", true).is_good());
        assert!(Ran::of("no tests to run!").is_nothing());
        assert!(Ran::of("test result: ok. 0 passed; 0 failed;").is_nothing());
        assert!(Count::PASSED.is_good() && !Count::PASSED.and(Count::FAILED).is_good());
    }

    #[test]
    fn a_lost_file_or_test_is_noticed() {
        let ran = Ran {
            tests: 18,
            files: 2,
        };
        assert!(ran.covers(Written {
            tests: 18,
            files: 2
        }));
        assert!(!ran.covers(Written {
            tests: 19,
            files: 2
        }));
        assert!(!ran.covers(Written { tests: 5, files: 3 }));
    }
}
