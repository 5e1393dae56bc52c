//! Files that hold several objects: PKCS#12 (RFC 7292), PKCS#7 (RFC 2315, RFC 5652), and Java's key
//! stores.

pub mod jks;
pub mod pkcs12;
pub mod pkcs7;
