//! The result of a case: when it fails, a sentence and the line of the test.

use std::fmt;
use std::panic::Location;

pub(crate) type Outcome<T = ()> = Result<T, Failure>;

/// Why a case failed.
#[derive(Debug)]
pub(crate) struct Failure {
    message: String,
    location: &'static Location<'static>,
}

impl Failure {
    #[track_caller]
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            location: Location::caller(),
        }
    }

    pub(crate) fn add(mut self, more: &str) -> Self {
        self.message.push_str("\n  ");
        self.message.push_str(more);
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { message, location } = self;
        write!(f, "{message}\n  at {location}")
    }
}

// Not an `Error` itself, so that `?` can take every error there is and keep the line it came from.
impl<E: std::error::Error> From<E> for Failure {
    #[track_caller]
    fn from(error: E) -> Self {
        let mut message = error.to_string();
        let mut source = error.source();
        while let Some(cause) = source {
            message.push_str(": ");
            message.push_str(&cause.to_string());
            source = cause.source();
        }
        Self::new(message)
    }
}

/// Returns a failure with a message unless the condition holds.
macro_rules! ensure {
    ($holds:expr, $($sentence:tt)+) => {
        if !$holds {
            return Err($crate::outcome::Failure::new(format!($($sentence)+)));
        }
    };
}

/// Returns a failure unless the two are equal; the message says what was compared.
macro_rules! ensure_eq {
    ($found:expr, $expected:expr, $($sentence:tt)+) => {
        match (&$found, &$expected) {
            (found, expected) => $crate::outcome::ensure!(
                *found == *expected,
                "{}:\n  found    {:?}\n  expected {:?}",
                format_args!($($sentence)+),
                found,
                expected
            ),
        }
    };
}

pub(crate) use {ensure, ensure_eq};
