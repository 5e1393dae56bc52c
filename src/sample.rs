//! A sample certificate with its key, which everybody knows and no service accepts, and the check that
//! the program makes with it before it signs for anybody. Made once with OpenSSL; the signature too.

use crate::identity::Identity;
use crate::public_key::PublicKey;
use crate::session::{Inputs, Session, Source};
use crate::signature::{self, Signature};
use rand_core::TryCryptoRng;
use serde::Serialize;
use zeroize::Zeroizing;

/// The certificate, in PEM, marked as a sample in its subject and above its first line.
pub const CERTIFICATE: &str = include_str!("sample/certificate.pem");
/// Its private key: PKCS#8 in PEM, marked in the same way.
pub const PRIVATE_KEY: &str = include_str!("sample/private_key.pem");
/// 100 bytes that are not a message: where its time would be, there are letters.
pub const MESSAGE: &[u8; 100] = b"RSA Signer signs these bytes at its start and compares what comes out with what OpenSSL made of them";
/// What `openssl dgst -sha512 -sign` made of them with the key.
pub const SIGNATURE: &[u8] = include_bytes!("sample/signature.bin");

/// How many bytes the random source gives each time it is looked at.
const FILL: usize = 32;

/// What the check found.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Checked {
    /// Two fills of the random source are there and differ.
    pub random: bool,
    /// The known signature came out, it verifies, and it does not verify for other bytes.
    pub known_answer: bool,
}

/// The sample, as the page puts it into its boxes.
#[must_use]
pub fn inputs() -> Inputs {
    let source = |text: &str| vec![Source::Text(Zeroizing::new(text.to_owned()))];
    Inputs {
        certificate: source(CERTIFICATE),
        private_key: source(PRIVATE_KEY),
        ..Inputs::default()
    }
}

/// Looks at the random source, and signs with the sample.
#[must_use]
pub fn check<R: TryCryptoRng + ?Sized>(random: &mut R) -> Checked {
    // Blinding would wait for ever for a fit number from a source that repeats itself.
    let random_differs = differs(random);
    Checked {
        random: random_differs,
        known_answer: random_differs && known_answer(random).is_some(),
    }
}

fn differs<R: TryCryptoRng + ?Sized>(random: &mut R) -> bool {
    let mut fills = [[0; FILL]; 2];
    let filled = fills
        .iter_mut()
        .all(|fill| random.try_fill_bytes(fill).is_ok() && *fill != [0; FILL]);
    let [one, other] = fills;
    filled && one != other
}

fn known_answer<R: TryCryptoRng + ?Sized>(random: &mut R) -> Option<()> {
    let identity = Session::identity_in(inputs())?;
    let made = Signature::sign(&identity, MESSAGE, random).ok()?;
    let same = made.as_bytes() == SIGNATURE;
    (same && rejects_others(&identity)).then_some(())
}

/// A check that accepts everything would be none.
fn rejects_others(identity: &Identity) -> bool {
    let mut other = *MESSAGE;
    other.rotate_left(1);
    let rejects = |key: &PublicKey| signature::verify(key, &other, SIGNATURE).is_err();
    identity.certificate().public_key().is_ok_and(rejects)
}
