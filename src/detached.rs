//! Signing without showing the key to this page: the 100 bytes go out, a signature made elsewhere
//! comes back.

pub mod commands;

use self::commands::Command;
use crate::certificate::Certificate;
use crate::encoding::encode_base64;
use crate::error::{Error, Result};
use crate::input;
use crate::message::Message;
use crate::request::{HeaderForm, Request};
use crate::signature::Signature;
use rand_core::TryCryptoRng;
use std::sync::Arc;
use zeroize::Zeroizing;

/// A message that waits for its signature, and the certificate that will verify it.
#[derive(Clone, Debug)]
pub struct Prepared {
    certificate: Arc<Certificate>,
    message: Message,
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
    pub fn certificate(&self) -> &Arc<Certificate> {
        &self.certificate
    }

    /// The 100 bytes, as base64 in one line.
    #[must_use]
    pub fn encoded_data(&self) -> String {
        encode_base64(self.message.as_bytes())
    }

    /// The time in the message, in Unix seconds.
    #[must_use]
    pub fn created_at(&self) -> u64 {
        self.message.created_at()
    }

    /// Returns how to sign it, wherever the key is.
    #[must_use]
    pub fn commands(&self) -> Vec<Command> {
        commands::commands(self.message.as_bytes(), self.certificate.der())
    }

    /// Verifies a signature that was pasted, in whatever shape a tool printed it, and puts the
    /// request together.
    ///
    /// # Errors
    /// [`Error::SignatureUnreadable`], [`Error::SignatureLength`], [`Error::SignatureMismatch`].
    pub fn assemble(&self, pasted: &str, form: HeaderForm) -> Result<Request> {
        self.request(input::byte_strings(pasted), form)
    }

    /// Verifies a signature that came as a file, as bytes or as text, and puts the request together.
    ///
    /// # Errors
    /// Those of [`Self::assemble`].
    pub fn assemble_file(&self, bytes: &[u8], form: HeaderForm) -> Result<Request> {
        self.request(input::byte_strings_of_file(bytes), form)
    }

    /// Puts the request together with that one of `candidates` that is the signature.
    fn request(&self, candidates: Vec<Zeroizing<Vec<u8>>>, form: HeaderForm) -> Result<Request> {
        let expected = self.certificate.public_key()?.bytes();
        let longest = candidates.iter().map(|bytes| bytes.len()).max();
        let mut fitting = candidates
            .iter()
            .filter(|bytes| bytes.len() == expected)
            .take(MAX_CANDIDATES)
            .peekable();
        if fitting.peek().is_none() {
            return Err(match longest {
                Some(length) => Error::SignatureLength {
                    bytes: length,
                    expected,
                },
                None => Error::SignatureUnreadable,
            });
        }
        let message = self.message.as_bytes();
        let signature = fitting
            .find_map(|bytes| Signature::accept(&self.certificate, message, bytes.to_vec()).ok())
            .ok_or(Error::SignatureMismatch)?;
        Ok(Request::assemble(
            &self.certificate,
            form,
            &self.message,
            &signature,
        ))
    }
}

/// How many strings of the right length are tried as a signature.
const MAX_CANDIDATES: usize = 8;
