//! What is worth knowing about a source that was read.

use crate::notice::notices;

notices! {
    /// Something about a source that stops nothing.
    #[derive(Clone, Debug, Eq, PartialEq)]
    #[non_exhaustive]
    pub enum Remark {
        /// Entries of a bundle that are neither certificates nor private keys.
        BundleOthers {
            /// How many.
            count: u32,
        } = "bundle-others" => Information,
        /// Bytes after an object that belong to none.
        TrailingBytes {
            /// How many.
            bytes: usize,
        } = "trailing-bytes" => Information,
    }
}
