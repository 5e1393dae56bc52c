//! What people hold in place of a certificate or key: recognised by its first bytes or words, so
//! that the page can say what it is and what is needed instead.

use crate::notice::notices;

notices! {
    /// Something that was recognised and cannot be used here.
    #[derive(Clone, Debug, Eq, PartialEq)]
    #[non_exhaustive]
    pub enum Unsupported {
        /// A request for a certificate (RFC 2986).
        CertificateRequest = "request-only",
        /// A revocation list (RFC 5280, section 5).
        Crl = "crl-only",
        /// A web page.
        Html = "html-page",
        /// A picture.
        Image = "image-file",
        /// A JSON Web Key (RFC 7517).
        Jwk = "jwk-key",
        /// A mail with its headers, or an Outlook message.
        Mail = "mail-file",
        /// A configuration file of OpenSSL.
        OpensslConfig = "openssl-config",
        /// A private key in OpenSSH's own form.
        OpensshPrivateKey = "openssh-private-key",
        /// A PDF or an office document.
        Document = "document-file",
        /// An OpenPGP block (RFC 9580).
        Pgp = "pgp-block",
        /// A public key alone.
        PublicKey = "public-key-only",
        /// PuTTY's private key file.
        PuttyPrivateKey = "putty-private-key",
        /// A ZIP archive.
        Zip = "zip-file",
    }
}

impl Unsupported {
    /// Whether the private key that is looked for may be in it.
    #[must_use]
    pub fn may_hold_a_key(&self) -> bool {
        !matches!(self, Self::CertificateRequest | Self::Crl | Self::PublicKey)
    }

    /// Recognises a PEM block by its label when its content is no ASN.1 of ours.
    pub(super) fn from_label(label: &str) -> Option<Self> {
        if label == "OPENSSH PRIVATE KEY" {
            return Some(Self::OpensshPrivateKey);
        }
        if label.starts_with("PGP ") {
            return Some(Self::Pgp);
        }
        (label == "SSH2 PUBLIC KEY").then_some(Self::PublicKey)
    }

    /// Recognises a file by its first bytes.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        const MAGIC: &[(&[u8], Unsupported)] = &[
            (b"PK\x03\x04", Unsupported::Zip),
            (b"\x89PNG", Unsupported::Image),
            (&[0xFF, 0xD8, 0xFF], Unsupported::Image),
            (b"GIF8", Unsupported::Image),
            (b"BM", Unsupported::Image),
            (b"%PDF", Unsupported::Document),
            (&[0xD0, 0xCF, 0x11, 0xE0], Unsupported::Mail),
        ];
        MAGIC
            .iter()
            .find(|(magic, _)| bytes.starts_with(magic))
            .map(|(_, kind)| kind.clone())
    }

    /// Recognises text by its first words, or by words that stand in nothing else.
    pub(super) fn from_text(text: &str) -> Option<Self> {
        let start: String = text.trim_start().chars().take(4096).collect();
        let start = start.to_ascii_lowercase();
        let has = |word: &str| start.contains(word);
        if start.starts_with("putty-user-key-file-") {
            return Some(Self::PuttyPrivateKey);
        }
        if start.starts_with("ssh-") || start.starts_with("ecdsa-sha2-") {
            return Some(Self::PublicKey);
        }
        if start.starts_with("<!doctype html") || start.starts_with("<html") || has("<body") {
            return Some(Self::Html);
        }
        if start.starts_with('{') && has("\"kty\"") {
            return Some(Self::Jwk);
        }
        if has("mime-version:")
            || start.starts_with("received:")
            || start.starts_with("return-path:")
        {
            return Some(Self::Mail);
        }
        (has("distinguished_name") || has("[req]") || has("[ req ]")).then_some(Self::OpensslConfig)
    }
}
