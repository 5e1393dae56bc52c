//! RSA private keys as JSON Web Keys (RFC 7517; RFC 7518, section 6.3).

use super::object::{Object, PrivateKeyDer, PrivateKeyForm};
use crate::json::{self, Value};
use base64ct::{Base64UrlUnpadded, Encoding};
use der::Encode;
use der::asn1::UintRef;
use pkcs1::RsaPrivateKey;
use zeroize::Zeroizing;

/// The key in `text`, if it is JSON that holds one with its primes. Other JSON Web Keys are left to
/// [`super::Unsupported`].
pub(super) fn private_key(text: &str) -> Option<Object> {
    let reading = json::read(text).ok()?;
    let key = reading.value.find("kty")?;
    let is_rsa = key.get("kty").and_then(Value::text) == Some("RSA");
    if !is_rsa || key.get("oth").is_some() {
        return None;
    }
    let number = |name: &str| bytes(key.get(name)?.text()?);
    let [n, e, d, p, q] = ["n", "e", "d", "p", "q"].map(number);
    let (n, e, d, p, q) = (n?, e?, d?, p?, q?);
    // Nobody uses the CRT values of a file here; where they are missing, zero stands for them.
    let zero = || Zeroizing::new(vec![0]);
    let [dp, dq, qi] = ["dp", "dq", "qi"].map(|name| number(name).unwrap_or_else(zero));
    let uint = |bytes| UintRef::new(bytes).ok();
    let key = RsaPrivateKey {
        modulus: uint(&n)?,
        public_exponent: uint(&e)?,
        private_exponent: uint(&d)?,
        prime1: uint(&p)?,
        prime2: uint(&q)?,
        exponent1: uint(&dp)?,
        exponent2: uint(&dq)?,
        coefficient: uint(&qi)?,
        other_prime_infos: None,
    };
    let der = key.to_der().map(Zeroizing::new).ok()?;
    let form = PrivateKeyForm::Pkcs1;
    Some(Object::PrivateKey(PrivateKeyDer { form, der }))
}

/// Base64url without padding (RFC 7515, section 2), decoded in constant time; at least one byte.
fn bytes(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let text = text.trim_end_matches('=');
    let bytes = Base64UrlUnpadded::decode_vec(text).ok()?;
    (!bytes.is_empty()).then(|| Zeroizing::new(bytes))
}
