//! From the inputs of the page to the identity in them, in three steps with a value between each:
//!
//! 1. [`collect`]: every certificate and private key of every source, opened, with its origin;
//! 2. [`choose`]: the certificate and the key that belong together;
//! 3. [`resolve`]: the identity, and what the page shows of it.
//!
//! Objects are told apart by what they are, not by where they were put: people mix the boxes up and
//! paste both into one.

mod choose;
mod collect;
mod expiry;
mod resolve;
mod unused;

pub use unused::Unused;

pub(crate) use expiry::expiry;
pub(crate) use resolve::Outcome;

use crate::input::PrivateKeyDer;
use crate::protocol::{Inputs, Reading};
use collect::Keys;

/// Reads the inputs at the time `now`, in Unix seconds. `ordered` is a private key that was
/// generated before, for a certificate that may be among the inputs.
pub(crate) fn read(
    inputs: Inputs,
    ordered: Option<&PrivateKeyDer>,
    now: i64,
) -> (Outcome, Reading) {
    let collected = collect::collect(inputs.sources, Keys::Opened, ordered);
    let selection = choose::choose(&collected, inputs.choice.as_deref(), now);
    resolve::resolve(collected, selection, now)
}
