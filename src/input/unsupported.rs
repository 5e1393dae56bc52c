//! What people hold in place of a certificate or key: recognised by its first bytes or words, so
//! that the page can say what it is and what is needed instead.

use crate::notice::notices;

notices! {
    /// Something that was recognised and cannot be used here.
    #[derive(Clone, Debug, Eq, PartialEq)]
    #[non_exhaustive]
    pub enum Unsupported {
        /// A file encrypted with age.
        Age = "age-file",
        /// A file encrypted with Ansible Vault.
        AnsibleVault = "ansible-vault",
        /// A compressed file or archive other than ZIP.
        Archive {
            /// Its format.
            kind: String,
        } = "archive-file",
        /// A key store of Bouncy Castle (BKS or UBER).
        BouncyCastle = "bouncy-castle-key-store",
        /// A request for a certificate (RFC 2986).
        CertificateRequest = "request-only",
        /// A serialized certificate store of Windows (`.sst`).
        CertificateStore = "certificate-store",
        /// A revocation list (RFC 5280, section 5).
        Crl = "crl-only",
        /// A PDF or an office document.
        Document = "document-file",
        /// An encrypted message (RFC 5652, section 6), such as S/MIME.
        EncryptedMessage = "encrypted-message",
        /// A web page.
        Html = "html-page",
        /// A picture.
        Image = "image-file",
        /// A JSON Web Key (RFC 7517).
        Jwk = "jwk-key",
        /// A keychain of macOS.
        Keychain = "keychain-file",
        /// A mail with its headers, or an Outlook message.
        Mail = "mail-file",
        /// A key of Microsoft's cryptographic interfaces (`PRIVATEKEYBLOB`, CNG blobs).
        MicrosoftKeyBlob = "microsoft-key-blob",
        /// A database of NSS: Firefox, Thunderbird.
        NssDatabase = "nss-database",
        /// A configuration file of OpenSSL.
        OpensslConfig = "openssl-config",
        /// A file that `openssl enc` encrypted.
        OpensslEncrypted = "openssl-encrypted",
        /// A PEM block that is whole and neither a certificate nor a key.
        OtherBlock {
            /// Its label.
            label: String,
        } = "other-block",
        /// An OpenPGP block (RFC 9580).
        Pgp = "pgp-block",
        /// A public key alone.
        PublicKey = "public-key-only",
        /// PuTTY's private key file.
        PuttyPrivateKey = "putty-private-key",
        /// Microsoft's private key file (`.pvk`).
        Pvk = "pvk-file",
        /// A file encrypted with SOPS.
        Sops = "sops-file",
        /// A certificate of OpenSSH, which is no X.509 certificate.
        SshCertificate = "ssh-certificate",
        /// A ZIP archive.
        Zip = "zip-file",
    }
}

impl Unsupported {
    /// Whether the private key that is looked for may be in it.
    #[must_use]
    pub fn may_hold_a_key(&self) -> bool {
        !matches!(
            self,
            Self::CertificateRequest
                | Self::CertificateStore
                | Self::Crl
                | Self::OtherBlock { .. }
                | Self::PublicKey
                | Self::SshCertificate
        )
    }

    /// Whether certificates may be in it.
    #[must_use]
    pub fn may_hold_certificates(&self) -> bool {
        !matches!(
            self,
            Self::CertificateRequest
                | Self::Crl
                | Self::Jwk
                | Self::MicrosoftKeyBlob
                | Self::OpensslConfig
                | Self::OtherBlock { .. }
                | Self::PublicKey
                | Self::PuttyPrivateKey
                | Self::Pvk
                | Self::SshCertificate
        )
    }

    /// Recognises a PEM block by its label when its content is no ASN.1 of ours.
    pub(super) fn from_label(label: &str) -> Option<Self> {
        let label = label.replace(' ', "");
        if label.starts_with("PGP") {
            return Some(Self::Pgp);
        }
        match label.as_str() {
            "SSH2PUBLICKEY" => Some(Self::PublicKey),
            "AGEENCRYPTEDFILE" => Some(Self::Age),
            _ => None,
        }
    }

    /// Recognises a file by its first bytes.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        const MAGIC: &[(&[u8], Unsupported)] = &[
            (b"\0\0\0\x01\0\0\0\x14", Unsupported::BouncyCastle),
            (b"\0\0\0\x02\0\0\0\x14", Unsupported::BouncyCastle),
            (b"PK\x03\x04", Unsupported::Zip),
            (b"\x89PNG", Unsupported::Image),
            (&[0xFF, 0xD8, 0xFF], Unsupported::Image),
            (b"GIF8", Unsupported::Image),
            (b"II*\0", Unsupported::Image),
            (b"MM\0*", Unsupported::Image),
            (b"%PDF", Unsupported::Document),
            (&[0xD0, 0xCF, 0x11, 0xE0], Unsupported::Mail),
            (&[0x1E, 0xF1, 0xB5, 0xB0], Unsupported::Pvk),
            (b"\x07\x02\0\0", Unsupported::MicrosoftKeyBlob),
            (b"\x06\x02\0\0", Unsupported::PublicKey),
            (b"RSA2\0", Unsupported::MicrosoftKeyBlob),
            (b"RSA3\0", Unsupported::MicrosoftKeyBlob),
            (b"RSA1\0", Unsupported::PublicKey),
            (b"\0\0\0\0CERT", Unsupported::CertificateStore),
            (b"age-encryption.org/", Unsupported::Age),
            (b"Salted__", Unsupported::OpensslEncrypted),
            (b"SQLite format 3\0", Unsupported::NssDatabase),
            (&[0x00, 0x06, 0x15, 0x61], Unsupported::NssDatabase),
            (&[0x61, 0x15, 0x06, 0x00], Unsupported::NssDatabase),
            (b"kych", Unsupported::Keychain),
        ];
        const ARCHIVES: &[(&[u8], &str)] = &[
            (b"Rar!\x1A\x07", "RAR"),
            (b"7z\xBC\xAF\x27\x1C", "7-Zip"),
            (b"\x1F\x8B\x08", "gzip"),
            (b"BZh", "bzip2"),
            (b"\xFD7zXZ\0", "xz"),
            (b"\x28\xB5\x2F\xFD", "Zstandard"),
            (b"MSCF\0\0\0\0", "CAB"),
        ];
        let known = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic));
        if let Some((_, kind)) = known {
            return Some(kind.clone());
        }
        let archive = ARCHIVES.iter().find(|(magic, _)| bytes.starts_with(magic));
        if let Some((_, kind)) = archive {
            let kind = (*kind).to_owned();
            return Some(Self::Archive { kind });
        }
        let is_image = match bytes {
            // ISO base media (HEIC, AVIF), RIFF (WebP), and a bitmap with its reserved zeros.
            [_, _, _, _, b'f', b't', b'y', b'p', ..] => true,
            [
                b'R',
                b'I',
                b'F',
                b'F',
                _,
                _,
                _,
                _,
                b'W',
                b'E',
                b'B',
                b'P',
                ..,
            ] => true,
            [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => true,
            _ => false,
        };
        is_image.then_some(Self::Image)
    }

    /// Recognises what stands between other things in text, by its first words.
    pub(super) fn from_paragraph(text: &str) -> Option<Self> {
        let start = text.trim_start();
        let first = start.split_whitespace().next().unwrap_or_default();
        if start.starts_with("$ANSIBLE_VAULT;") {
            return Some(Self::AnsibleVault);
        }
        if start.starts_with("age-encryption.org/") {
            return Some(Self::Age);
        }
        if start.starts_with("PuTTY-User-Key-File-") {
            return Some(Self::PuttyPrivateKey);
        }
        if first.ends_with("-cert-v01@openssh.com") {
            return Some(Self::SshCertificate);
        }
        if (first.starts_with("ssh-") || first.starts_with("ecdsa-sha2-"))
            && start
                .split_whitespace()
                .nth(1)
                .is_some_and(|key| key.starts_with("AAAA"))
        {
            return Some(Self::PublicKey);
        }
        None
    }

    /// Recognises text by its first words, or by words that stand in nothing else.
    pub(super) fn from_text(text: &str) -> Option<Self> {
        let start: String = text.trim_start().chars().take(4096).collect();
        let start = start.to_ascii_lowercase();
        let has = |word: &str| start.contains(word);
        if has("!vault |") {
            return Some(Self::AnsibleVault);
        }
        if text.contains("ENC[AES256_GCM,") {
            return Some(Self::Sops);
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
