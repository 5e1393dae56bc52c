//! The login request: the `Authorization` header's value and the JSON body of
//! `POST /token/authenticate`, both from one signature.

use crate::certificate::Certificate;
use crate::error::Result;
use crate::identity::Identity;
use crate::input::certificate_pem;
use crate::message::Message;
use crate::signature::Signature;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
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

/// What the service wants to see.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Request {
    /// The value of the `Authorization` header, one line: `CACertificate MII…`.
    pub authorization: String,
    /// The JSON body, one line, the fields in the published order.
    pub body: String,
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
        Ok(Self {
            authorization: authorization(identity.certificate(), form),
            body: body(&message, &signature),
            created_at: message.created_at(),
        })
    }
}

fn authorization(certificate: &Certificate, form: HeaderForm) -> String {
    let value = match form {
        HeaderForm::Der => STANDARD.encode(certificate.der()),
        HeaderForm::Pem => STANDARD.encode(certificate_pem(certificate.der())),
    };
    format!("CACertificate {value}")
}

/// The body. Base64 needs no escaping in JSON (RFC 8259, section 7).
fn body(message: &Message, signature: &Signature) -> String {
    format!(
        r#"{{"encodedDataFormat":"v2","encodedData":"{}","encodedSignedData":"{}"}}"#,
        STANDARD.encode(message.as_bytes()),
        STANDARD.encode(signature.as_bytes()),
    )
}
