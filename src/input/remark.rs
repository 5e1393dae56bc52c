//! What is worth knowing about a source that was read.

use crate::notice::{Field, Notice, Severity, coded};

coded! {
    /// Something about a source that stops nothing.
    #[derive(Clone, Debug, Eq, PartialEq)]
    #[non_exhaustive]
    pub enum Remark {
        /// Entries of a bundle that are neither certificates nor private keys.
        BundleOthers {
            /// How many.
            count: u32,
        } = "bundle-others",
        /// Bytes behind an object that belong to none.
        TrailingBytes {
            /// How many.
            bytes: i64,
        } = "trailing-bytes",
    }
}

impl Remark {
    /// Returns the remark as a notice for `field`.
    #[must_use]
    pub fn notice(&self, field: Field) -> Notice {
        Notice {
            code: self.code(),
            severity: Severity::Information,
            field,
            source: None,
            params: self.params(),
        }
    }
}
