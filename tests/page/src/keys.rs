//! The keys and certificates that the cases paste, made once per run.

use crate::openssl::Openssl;
use crate::outcome::{Failure, Outcome, ensure_eq};
use std::path::Path;

/// PEM texts, and OpenSSL's verdicts about them.
pub(crate) struct Keys {
    openssl: Openssl,
    /// A user certificate, its key in both encodings, and the expected headers.
    pub(crate) certificate: String,
    pub(crate) key: String,
    pub(crate) key_pkcs1: String,
    pub(crate) header_der: String,
    pub(crate) header_pem: String,
    pub(crate) fingerprint: String,
    pub(crate) expired: String,
    /// An unrelated second pair.
    pub(crate) other_certificate: String,
    pub(crate) other_key: String,
    pub(crate) other_fingerprint: String,
    /// A second certificate of the first key.
    pub(crate) renewed: String,
    /// PKCS#12: the first pair and its CA certificate.
    pub(crate) bundle: Vec<u8>,
    /// Encrypted with more iterations than anybody waits for. No passphrase opens it.
    pub(crate) slow_key: String,
    /// One of each kind that does not work.
    pub(crate) encrypted_key: String,
    pub(crate) request: String,
    pub(crate) public_key: String,
    pub(crate) pss_key: String,
    pub(crate) small_key: String,
    pub(crate) small_certificate: String,
    pub(crate) ec_key: String,
    pub(crate) ec_certificate: String,
    pub(crate) ed25519_key: String,
    pub(crate) dsa_key: String,
}

/// The passphrase of the encrypted key.
pub(crate) const PASS: &str = "correct horse";

/// Only `openssl ca` of OpenSSL 3.0 takes dates of validity.
const CA: &str = "\
[ca]
default_ca = test
[test]
database = index.txt
rand_serial = yes
new_certs_dir = .
certificate = ca.crt
private_key = ca.key
default_md = sha256
policy = any
unique_subject = no
x509_extensions = user
[any]
organizationName = optional
commonName = supplied
[user]
basicConstraints = CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = clientAuth, emailProtection
subjectAltName = email:integration@example.com
[req]
distinguished_name = any
";

impl Keys {
    pub(crate) fn make(folder: &Path) -> Outcome<Self> {
        let openssl = Openssl::new(folder);
        openssl.write("openssl.cnf", CA)?;
        openssl.write("index.txt", "")?;
        openssl.write("pass", PASS)?;
        let rsa = |name: &str, bits: u32| {
            let bits = format!("rsa_keygen_bits:{bits}");
            openssl.run(&format!(
                "genpkey -algorithm RSA -pkeyopt {bits} -out {name}"
            ))
        };
        rsa("ca.key", 2048)?;
        openssl.run("req -x509 -new -key ca.key -subj /CN=Authority -days 3650 -out ca.crt")?;
        let request = |name: &str| {
            let (key, csr) = (format!("{name}.key"), format!("{name}.csr"));
            openssl.run(&format!(
                "req -new -key {key} -subj /O=Example/CN=Integration -out {csr}"
            ))
        };
        // `openssl ca` keeps a database, so certificates are made one after the other.
        let certify = |name: &str, out: &str, from: &str, to: &str| -> Outcome<String> {
            let csr = format!("{name}.csr");
            openssl.run(&format!(
                "ca -batch -notext -in {csr} -out {out} -startdate {from} -enddate {to}"
            ))?;
            openssl.read(out)
        };
        let (from, to) = ("20250101000000Z", "20491231235959Z");

        rsa("user.key", 2048)?;
        request("user")?;
        let certificate = certify("user", "user.crt", from, to)?;
        let expired = certify("user", "expired.crt", "20200101000000Z", "20210101000000Z")?;
        let renewed = certify("user", "renewed.crt", "20250601000000Z", "20500630120000Z")?;
        rsa("other.key", 2048)?;
        request("other")?;
        let other_certificate = certify("other", "other.crt", from, to)?;
        rsa("small.key", 1024)?;
        request("small")?;
        let small_certificate = certify("small", "small.crt", from, to)?;
        openssl.run("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ec.key")?;
        request("ec")?;
        let ec_certificate = certify("ec", "ec.crt", from, to)?;
        openssl.run("genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out pss.key")?;
        openssl.run("genpkey -genparam -algorithm DSA -pkeyopt dsa_paramgen_bits:1024 -pkeyopt dsa_paramgen_q_bits:160 -out dsa.params")?;

        let der = openssl.run("x509 -in user.crt -outform DER")?;
        let pem = openssl.run("x509 -in user.crt")?;
        Ok(Self {
            certificate,
            key: openssl.read("user.key")?,
            key_pkcs1: openssl.text("rsa -in user.key -traditional")?,
            header_der: format!("CACertificate {}", openssl.base64(&der)?),
            header_pem: format!("CACertificate {}", openssl.base64(&pem)?),
            fingerprint: fingerprint(&openssl, "user.key")?,
            expired,
            renewed,
            bundle: openssl.run(
                "pkcs12 -export -inkey user.key -in user.crt -certfile ca.crt -passout file:pass",
            )?,
            slow_key: slow_key(&openssl)?,
            other_certificate,
            other_key: openssl.read("other.key")?,
            other_fingerprint: fingerprint(&openssl, "other.key")?,
            encrypted_key: openssl
                .text("pkcs8 -topk8 -v2 aes-256-cbc -in user.key -passout file:pass")?,
            request: openssl.read("user.csr")?,
            public_key: {
                openssl.run("pkey -in user.key -pubout -out user.pub")?;
                openssl.read("user.pub")?
            },
            pss_key: openssl.read("pss.key")?,
            small_key: openssl.read("small.key")?,
            small_certificate,
            ec_key: openssl.read("ec.key")?,
            ec_certificate,
            ed25519_key: openssl.text("genpkey -algorithm ED25519")?,
            dsa_key: openssl.text("genpkey -paramfile dsa.params")?,
            openssl,
        })
    }

    /// Runs a POSIX shell command in the folder of the keys (`user.key`, `other.key`) and returns
    /// what it prints.
    pub(crate) fn shell(&self, command: &str) -> Outcome<String> {
        self.openssl.shell(command)
    }

    pub(crate) fn feed(&self, command: &str, input: &[u8]) -> Outcome<String> {
        self.openssl.feed_shell(command, input)
    }

    pub(crate) fn encode(&self, bytes: &[u8]) -> Outcome<String> {
        self.openssl.base64(bytes)
    }

    /// Returns the SHA-256 in hexadecimal digits.
    pub(crate) fn sha256_digits(&self, bytes: &[u8]) -> Outcome<String> {
        let digest = self.openssl.feed(["dgst", "-sha256", "-binary"], bytes)?;
        Ok(digest.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// Returns the last day of a certificate (`20491231`) and its fingerprint (digit pairs with
    /// colons), as OpenSSL prints them.
    pub(crate) fn end(&self, certificate: &str) -> Outcome<(String, String)> {
        let words = ["x509", "-noout", "-fingerprint", "-sha256", "-enddate"];
        let words = words.into_iter().chain(["-dateopt", "iso_8601"]);
        let told = String::from_utf8(self.openssl.feed(words, certificate.as_bytes())?)?;
        let value = |key: &str| {
            let line = told.lines().find_map(|line| line.strip_prefix(key));
            line.map(Into::into)
                .ok_or_else(|| Failure::new(format!("openssl tells no {key} in {told}")))
        };
        let end: String = value("notAfter=")?;
        let day = end.chars().take(10).filter(char::is_ascii_digit).collect();
        Ok((day, value("sha256 Fingerprint=")?))
    }

    /// Returns whether OpenSSL verifies a signature by this certificate (DER).
    pub(crate) fn verify_by(
        &self,
        name: &str,
        certificate: &[u8],
        message: &[u8],
        signature: &[u8],
    ) -> Outcome {
        let words = ["x509", "-inform", "DER", "-pubkey", "-noout"];
        let public = self.openssl.feed(words, certificate)?;
        let file = format!("{name}.pub");
        self.openssl.write(&file, public)?;
        self.verify_with(&file, name, message, signature)
    }

    /// Decodes plain base64.
    pub(crate) fn decode(&self, text: &str) -> Outcome<Vec<u8>> {
        self.openssl.decode(text)
    }

    /// Returns the base64 of the SHA-256, as in a policy.
    pub(crate) fn sha256(&self, bytes: &[u8]) -> Outcome<String> {
        let digest = self.openssl.feed(["dgst", "-sha256", "-binary"], bytes)?;
        self.openssl.base64(&digest)
    }

    /// Fails unless OpenSSL verifies an RSASSA-PKCS1-v1_5 signature with SHA-512 by the user's key.
    /// `name` keeps the files of the engines apart.
    pub(crate) fn verify(&self, name: &str, message: &[u8], signature: &[u8]) -> Outcome {
        self.verify_with("user.pub", name, message, signature)
    }

    fn verify_with(&self, public: &str, name: &str, message: &[u8], signature: &[u8]) -> Outcome {
        let (data, sig) = (format!("{name}.message"), format!("{name}.signature"));
        self.openssl.write(&data, message)?;
        self.openssl.write(&sig, signature)?;
        let verdict = self.openssl.text(&format!(
            "dgst -sha512 -verify {public} -signature {sig} {data}"
        ))?;
        ensure_eq!(
            verdict.trim(),
            "Verified OK",
            "openssl's verdict on the signature"
        );
        Ok(())
    }
}

/// An encrypted key whose count of rounds is changed afterwards to 8,388,607, because making it
/// with so many would take as long as opening it.
fn slow_key(openssl: &Openssl) -> Outcome<String> {
    const ROUNDS: [u8; 5] = [0x02, 0x03, 0x01, 0x11, 0x70];
    let der = openssl.run("pkcs8 -topk8 -iter 70000 -outform DER -in user.key -passout pass:x")?;
    let at = der.windows(ROUNDS.len()).position(|five| five == ROUNDS);
    let at = at.ok_or_else(|| Failure::new("70000 rounds are not in the key"))?;
    let (before, rest) = der.split_at(at);
    let after = rest.get(ROUNDS.len()..).unwrap_or_default();
    let slow = [before, &[0x02, 0x03, 0x7f, 0xff, 0xff], after].concat();
    let body = String::from_utf8(openssl.feed(["base64"], &slow)?)?;
    Ok(format!(
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\n{body}-----END ENCRYPTED PRIVATE KEY-----\n"
    ))
}

/// Returns the SHA-256 of the key's SubjectPublicKeyInfo in hexadecimal digits.
fn fingerprint(openssl: &Openssl, name: &str) -> Outcome<String> {
    let public = openssl.run(&format!("pkey -in {name} -pubout -outform DER"))?;
    let digest = openssl.feed(["dgst", "-sha256", "-binary"], &public)?;
    Ok(digest.iter().map(|byte| format!("{byte:02x}")).collect())
}
