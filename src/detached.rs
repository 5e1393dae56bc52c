//! Signing without showing the key to this page: the 100 bytes go out, a signature made elsewhere
//! comes back.

use crate::certificate::Certificate;
use crate::error::{Error, Result};
use crate::message::Message;
use crate::request::{HeaderForm, Request};
use crate::signature::Signature;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use base64ct::{Base64Unpadded, Encoding};
use rand_core::TryCryptoRng;
use serde::Serialize;
use std::sync::Arc;

/// A message that waits for its signature, and the certificate that will verify it.
#[derive(Clone, Debug)]
pub struct Prepared {
    certificate: Arc<Certificate>,
    message: Message,
}

/// How to sign a message on one's own computer. Each command takes the 100 bytes as base64, signs
/// the bytes themselves, and prints the signature as base64 in one line. `private.key` stands for
/// the key's file.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Commands {
    /// For a POSIX shell with OpenSSL.
    pub posix: String,
    /// For PowerShell 7, or Windows PowerShell with OpenSSL on PATH.
    pub powershell: String,
}

impl Prepared {
    /// Makes a message for the holder of `certificate` to sign. `now` is the time in Unix seconds.
    ///
    /// # Errors
    /// Why the certificate's key cannot be used, or [`Error::RandomUnavailable`].
    pub fn new<R: TryCryptoRng + ?Sized>(
        certificate: Arc<Certificate>,
        now: u64,
        random: &mut R,
    ) -> Result<Self> {
        certificate.public_key()?;
        let message = Message::new(now, random)?;
        Ok(Self {
            certificate,
            message,
        })
    }

    /// The certificate that the signature must verify with.
    #[must_use]
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// The 100 bytes, as base64 in one line.
    #[must_use]
    pub fn encoded_data(&self) -> String {
        STANDARD.encode(self.message.as_bytes())
    }

    /// The time in the message, in Unix seconds.
    #[must_use]
    pub fn created_at(&self) -> u64 {
        self.message.created_at()
    }

    /// How to sign it.
    #[must_use]
    pub fn commands(&self) -> Commands {
        let data = self.encoded_data();
        Commands {
            posix: format!(
                "printf %s {data} | openssl base64 -d -A | openssl dgst -sha512 -sign private.key | openssl base64 -A"
            ),
            powershell: powershell(&data),
        }
    }

    /// Verifies a signature that was pasted, and puts the request together.
    ///
    /// # Errors
    /// [`Error::SignatureUnreadable`], [`Error::SignatureLength`], [`Error::SignatureMismatch`].
    pub fn assemble(&self, pasted: &str, form: HeaderForm) -> Result<Request> {
        let bytes = signature_bytes(pasted)?;
        let expected = self.certificate.public_key()?.bytes();
        if bytes.len() != expected {
            return Err(Error::SignatureLength {
                bytes: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
                expected: i64::try_from(expected).unwrap_or(i64::MAX),
            });
        }
        let signature = Signature::accept(&self.certificate, self.message.as_bytes(), bytes)
            .map_err(|error| match error {
                Error::SignatureRejected => Error::SignatureMismatch,
                error => error,
            })?;
        Ok(Request::assemble(
            &self.certificate,
            form,
            &self.message,
            &signature,
        ))
    }
}

/// PowerShell's pipes spoil bytes, so files carry them, and are removed again.
fn powershell(data: &str) -> String {
    [
        "$m = New-TemporaryFile; $s = New-TemporaryFile",
        &format!("[IO.File]::WriteAllBytes($m, [Convert]::FromBase64String('{data}'))"),
        "openssl dgst -sha512 -sign private.key -out $s $m",
        "[Convert]::ToBase64String([IO.File]::ReadAllBytes($s)); Remove-Item $m, $s",
    ]
    .join("\n")
}

/// A signature as people paste it: base64 in one line or several, with padding or without, in either
/// alphabet, or hexadecimal as `openssl dgst -hex` prints it.
fn signature_bytes(pasted: &str) -> Result<Vec<u8>> {
    // `openssl dgst -hex` begins its line with the name of the algorithm and of the file.
    let value = pasted.rsplit_once("= ").map_or(pasted, |(_, value)| value);
    let value = value.trim().trim_matches(['"', '\'', '`', ',']);
    let value: String = value
        .chars()
        .filter(|c| !c.is_whitespace() && *c != ':')
        .collect();
    let bytes = hexadecimal(&value).or_else(|| base64(&value));
    bytes
        .filter(|bytes| !bytes.is_empty())
        .ok_or(Error::SignatureUnreadable)
}

/// An even number of hexadecimal digits and nothing else. Base64 of a signature could be read so as
/// well, but the chance that 342 random characters are all hexadecimal digits is none.
fn hexadecimal(value: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = value
        .chars()
        .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect();
    let digits = digits?;
    let (pairs, rest) = digits.as_chunks::<2>();
    rest.is_empty()
        .then(|| pairs.iter().map(|[high, low]| high << 4 | low).collect())
}

fn base64(value: &str) -> Option<Vec<u8>> {
    let value: String = value
        .trim_end_matches('=')
        .chars()
        .map(|c| match c {
            '-' => '+',
            '_' => '/',
            other => other,
        })
        .collect();
    Base64Unpadded::decode_vec(&value).ok()
}
