//! The check that the program makes of itself before it signs for anybody: the random source, and
//! the known signature of [`crate::sample`].

use crate::certificate::Certificate;
use crate::identity::Identity;
use crate::input::{Object, read_text};
use crate::private_key::PrivateKey;
use crate::public_key::PublicKey;
use crate::sample::{CERTIFICATE, MESSAGE, PRIVATE_KEY, SIGNATURE};
use crate::signature::{self, Signature};
use rand_core::TryCryptoRng;
use serde::Serialize;

/// How many bytes are drawn from the random source each time.
const FILL: usize = 32;

/// The result of the check.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Checked {
    /// Two fills of the random source succeeded and differ.
    pub random: bool,
    /// The known signature came out, it verifies, and it does not verify for other bytes.
    pub known_answer: bool,
}

/// Tests the random source, and signs with the sample.
#[must_use]
pub fn check<R: TryCryptoRng + ?Sized>(random: &mut R) -> Checked {
    let random_differs = differs(random);
    let identity = sample_identity();
    let known_answer = identity.is_some_and(|identity| {
        let made = Signature::sign(&identity, MESSAGE, random);
        made.is_ok_and(|made| is_known_answer(&identity, made.as_bytes()))
    });
    Checked {
        random: random_differs,
        known_answer,
    }
}

fn differs<R: TryCryptoRng + ?Sized>(random: &mut R) -> bool {
    let mut fills = [[0; FILL]; 2];
    let filled = fills
        .iter_mut()
        .all(|fill| random.try_fill_bytes(fill).is_ok());
    let [first, second] = fills;
    filled && first != second
}

/// Whether a signature is the known one, and verification rejects that for another message.
fn is_known_answer(identity: &Identity, signature: &[u8]) -> bool {
    let mut other = *MESSAGE;
    other.rotate_left(1);
    signature == SIGNATURE && rejects(identity, &other)
}

fn sample_identity() -> Option<Identity> {
    let Some(Object::Certificate(der)) = read_text(CERTIFICATE).objects.pop() else {
        return None;
    };
    let Some(Object::PrivateKey(file)) = read_text(PRIVATE_KEY).objects.pop() else {
        return None;
    };
    let certificate = Certificate::from_der(&der).ok()?;
    let private_key = PrivateKey::open(&file, None).ok()?;
    Identity::pair(certificate, private_key).ok()
}

/// Guards against a verification that accepts everything.
fn rejects(identity: &Identity, message: &[u8]) -> bool {
    let rejects = |key: &PublicKey| signature::verify(key, message, SIGNATURE).is_err();
    identity.certificate().public_key().is_ok_and(rejects)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn another_answer_and_a_lenient_verification_are_noticed() {
        let identity = sample_identity().unwrap();
        assert!(is_known_answer(&identity, SIGNATURE));
        assert!(!is_known_answer(&identity, MESSAGE));
        assert!(!rejects(&identity, MESSAGE));
    }
}
