//! The login request: the `Authorization` header's value and the JSON body of
//! `POST /token/authenticate`, both from one signature.

use crate::anaplan::{CERTIFICATE_SCHEME, DATA, FORMAT, SIGNED_DATA, V2};
use crate::certificate::Certificate;
use crate::encoding::encode_base64;
use crate::error::Result;
use crate::identity::Identity;
use crate::input::certificate_pem;
use crate::message::Message;
use crate::signature::Signature;
use rand_core::TryCryptoRng;
use serde::Deserialize;

/// How the certificate is written into the header.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "camelCase")]
pub enum HeaderForm {
    /// Base64 of the certificate's DER, one line: `MII…`.
    #[default]
    Der,
    /// Base64 of the certificate's whole PEM text as OpenSSL writes it: `LS0t…`.
    Pem,
}

/// A request for Anaplan.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Request {
    /// The certificate as the header carries it, one line, without the prefix.
    pub certificate_value: String,
    /// Base64 of the message, one line.
    pub encoded_data: String,
    /// Base64 of its signature, one line.
    pub encoded_signed_data: String,
    /// The time in the signed message, in Unix seconds.
    pub created_at: u64,
}

impl Request {
    /// Makes a request: a fresh message, its signature, and both rendered.
    ///
    /// `now` is the time in Unix seconds.
    ///
    /// # Errors
    /// Those of [`Message::new`] and [`Signature::sign`].
    pub fn new<R: TryCryptoRng + ?Sized>(
        identity: &Identity,
        form: HeaderForm,
        now: u64,
        random: &mut R,
    ) -> Result<Self> {
        let message = Message::new(now, random)?;
        let signature = Signature::sign(identity, message.as_bytes(), random)?;
        Ok(Self::assemble(
            identity.certificate(),
            form,
            &message,
            &signature,
        ))
    }

    /// Puts a request together from its parts. `signature` is one of `message`, verified with
    /// `certificate`.
    #[must_use]
    pub(crate) fn assemble(
        certificate: &Certificate,
        form: HeaderForm,
        message: &Message,
        signature: &Signature,
    ) -> Self {
        Self {
            certificate_value: header_value(certificate, form),
            encoded_data: encode_base64(message.as_bytes()),
            encoded_signed_data: encode_base64(signature.as_bytes()),
            created_at: message.created_at(),
        }
    }

    /// Returns the value of the `Authorization` header, one line: `CACertificate MII…`.
    #[must_use]
    pub fn authorization(&self) -> String {
        format!("{CERTIFICATE_SCHEME} {}", self.certificate_value)
    }

    /// Returns the JSON body, one line, the fields in the published order. Base64 needs no escaping in JSON
    /// (RFC 8259, section 7).
    #[must_use]
    pub fn body(&self) -> String {
        format!(
            r#"{{"{FORMAT}":"{V2}","{DATA}":"{}","{SIGNED_DATA}":"{}"}}"#,
            self.encoded_data, self.encoded_signed_data,
        )
    }
}

fn header_value(certificate: &Certificate, form: HeaderForm) -> String {
    match form {
        HeaderForm::Der => encode_base64(certificate.der()),
        HeaderForm::Pem => encode_base64(certificate_pem(certificate.der()).as_bytes()),
    }
}
