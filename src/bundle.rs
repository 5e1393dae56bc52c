//! Files that hold several objects: PKCS#12 (RFC 7292) and PKCS#7 (RFC 2315, RFC 5652).

pub mod pkcs12;
pub mod pkcs7;
