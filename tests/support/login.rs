//! Reads a request as Anaplan does.

use anaplan_rsa_signer::certificate::Certificate;
use anaplan_rsa_signer::signature;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Returns the certificate (DER) and the message of a request.
///
/// The signature must verify with the certificate, and the message be 100 bytes that begin with
/// this time.
pub fn verified(
    authorization: &str,
    body: &str,
    created_at: u64,
) -> Result<(Vec<u8>, Vec<u8>), String> {
    let value = authorization
        .strip_prefix("CACertificate ")
        .ok_or("no CACertificate")?;
    let der = STANDARD.decode(value).map_err(|error| error.to_string())?;
    let body: serde_json::Value = serde_json::from_str(body).map_err(|error| error.to_string())?;
    let part = |name: &str| STANDARD.decode(body[name].as_str().unwrap_or_default());
    let message = part("encodedData").map_err(|error| error.to_string())?;
    let signed = part("encodedSignedData").map_err(|error| error.to_string())?;
    if message.len() != 100 || message[..8] != created_at.to_be_bytes() {
        return Err("the message is not 100 bytes with the time in front".to_owned());
    }
    let certificate = Certificate::from_der(&der).map_err(|error| error.to_string())?;
    let key = certificate
        .public_key()
        .map_err(|error| error.to_string())?;
    signature::verify(key, &message, &signed).map_err(|error| error.to_string())?;
    Ok((der, message))
}
