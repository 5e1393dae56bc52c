//! The commands that ask an issuer whether it has revoked a certificate. This program asks nobody.

use super::quote::posix::quote;
use crate::certificate::Certificate;

/// Returns the commands, one a line: OpenSSL for each OCSP responder (RFC 6960) and each revocation
/// list (RFC 5280, section 5) that the certificate names, and `certutil` of Windows. `None` when it
/// names none that is reached by HTTP.
///
/// An address with other characters than those of a URI (RFC 3986, section 2: visible ASCII) is left
/// out: it is shown with these written out, and a command must not hold what nobody sees.
///
/// The certificate is `certificate.pem`, its issuer's `issuer.pem`.
#[must_use]
pub fn revocation(certificate: &Certificate) -> Option<String> {
    let by_http = |address: &&String| {
        (address.starts_with("http://") || address.starts_with("https://"))
            && address.bytes().all(|byte| byte.is_ascii_graphic())
    };
    let mut lines = Vec::new();
    for address in certificate.ocsp().iter().filter(by_http) {
        lines.push(format!(
            "openssl ocsp -issuer issuer.pem -cert certificate.pem -no_nonce -url {}",
            quote(address)
        ));
    }
    let serial = certificate.serial_text().replace(':', "");
    for address in certificate.crl().iter().filter(by_http) {
        lines.push(format!("curl -sSo list.crl {}", quote(address)));
        // Whole words (-w): the number is not the beginning of another, and a carriage return may
        // end the line.
        lines.push(format!(
            "openssl crl -inform DER -in list.crl -noout -text | grep -w -A 2 {}",
            quote(&format!("Serial Number: {serial}"))
        ));
    }
    if lines.is_empty() {
        return None;
    }
    lines.push("certutil -verify -urlfetch certificate.pem".to_owned());
    Some(lines.join("\n"))
}
