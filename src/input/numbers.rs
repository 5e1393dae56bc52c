//! What is written as numbers: lists of bytes, and RSA private keys in JSON Web Keys (RFC 7517;
//! RFC 7518, section 6.3) and in the XML of .NET (`RSAKeyValue`; W3C XML Signature, section 6.4.2,
//! with .NET's private parts).

use super::markup::without_tags;
use super::object::{Object, PrivateKeyDer, PrivateKeyForm};
use super::unsupported::Unsupported;
use crate::encoding::decode_base64;
use crate::json::Value;
use der::Encode;
use der::asn1::UintRef;
use pkcs1::RsaPrivateKey;
use zeroize::Zeroizing;

/// Returns the key that an object with a member `kty` is; one that is not a whole private RSA key
/// is named.
pub(super) fn json_web_key(value: &Value) -> Object {
    let is_rsa = value.get("kty").and_then(Value::text) == Some("RSA");
    let has_two_primes = value.get("oth").is_none();
    let number = |name: &str| Some(Zeroizing::new(value.get(name)?.text()?.to_owned()));
    let key = (is_rsa && has_two_primes)
        .then(|| private_key(["n", "e", "d", "p", "q", "dp", "dq", "qi"].map(number)));
    key.flatten()
        .unwrap_or(Object::Unsupported(Unsupported::Jwk))
}

/// Returns the bytes of a list of at least `shortest` numbers that are all bytes, as JavaScript prints
/// a buffer.
pub(super) fn byte_list(values: &[Value], shortest: usize) -> Option<Zeroizing<Vec<u8>>> {
    (values.len() >= shortest).then_some(())?;
    let mut bytes = Zeroizing::new(Vec::with_capacity(values.len()));
    for value in values {
        bytes.push(u8::try_from(value.integer()?).ok()?);
    }
    Some(bytes)
}

/// Returns the key in text that holds an `RSAKeyValue`, and what follows it.
pub(super) fn rsa_key_value(text: &str) -> Option<(Object, &str)> {
    let (_, content) = text.split_once("<RSAKeyValue")?;
    let (content, rest) = content.split_once("</RSAKeyValue>")?;
    let number = |name: &str| {
        let (_, behind) = content.split_once(&format!("<{name}>"))?;
        let (number, _) = behind.split_once("</")?;
        let number = without_tags(number, usize::MAX)
            .split_whitespace()
            .collect::<String>();
        Some(Zeroizing::new(number))
    };
    let names = ["Modulus", "Exponent", "D", "P", "Q", "DP", "DQ", "InverseQ"];
    let key = private_key(names.map(number));
    Some((
        key.unwrap_or(Object::Unsupported(Unsupported::PublicKey)),
        rest,
    ))
}

/// Puts n, e, d, p, q, dp, dq and qi, in base64 of either alphabet, together as PKCS#1.
fn private_key(numbers: [Option<Zeroizing<String>>; 8]) -> Option<Object> {
    let numbers = numbers.map(|number| decode_base64(&number?));
    let [n, e, d, p, q, dp, dq, qi] = numbers;
    let (n, e, d, p, q) = (n?, e?, d?, p?, q?);
    // Nobody uses the CRT values of a file here; where they are missing, zero stands for them.
    let [dp, dq, qi] = [dp, dq, qi].map(|number| number.unwrap_or_else(|| vec![0].into()));
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
