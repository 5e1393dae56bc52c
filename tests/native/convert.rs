//! What is saved for other places, opened there: OpenSSL, Java, Python, GnuTLS, NSS and Node.js.

use crate::support::openssl::{Folder, Key};
use crate::support::{TestRandom, process, unhex};
use anaplan_rsa_signer::certificate::Certificate;
use anaplan_rsa_signer::convert::{self, Destination, Saved};
use anaplan_rsa_signer::error::Error;
use anaplan_rsa_signer::input::{Object, read_text};
use anaplan_rsa_signer::pbe::Passphrase;
use anaplan_rsa_signer::private_key::PrivateKey;
use anaplan_rsa_signer::protocol::{InputField, Inputs, Reply, Request, Source};
use anaplan_rsa_signer::session::Session;
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};
use zeroize::Zeroizing;

/// Blanks and quotes.
const SECRET: &str = r#"pass phrase 'x' "y""#;

/// Letters outside ASCII; `keytool` cannot be given them in every locale.
const UNICODE: &str = "Grün€😀 und mehr";

/// A root, a leaf that it issued, and a root that did not.
struct Made {
    folder: Folder,
    leaf: Certificate,
    root: Certificate,
    stranger: Certificate,
    key: PrivateKey,
}

fn certificate(pem: &str) -> Certificate {
    match read_text(pem).objects.pop() {
        Some(Object::Certificate(der)) => Certificate::from_der(&der).unwrap(),
        other => panic!("{other:?}"),
    }
}

fn key(pem: &str) -> PrivateKey {
    match read_text(pem).objects.pop() {
        Some(Object::PrivateKey(file)) => PrivateKey::open(&file, None).unwrap(),
        other => panic!("{other:?}"),
    }
}

impl Made {
    fn new() -> Self {
        let folder = Folder::new();
        folder.key("root", Key::Other);
        folder.certificate("root", "");
        folder.openssl("req -x509 -new -key root.key -subj /CN=Stranger -out stranger.crt");
        folder.key("own", Key::Rsa(2048));
        folder.openssl("req -new -key own.key -subj /CN=Ann/O=Example -out own.csr");
        folder.openssl("x509 -req -in own.csr -CA root.crt -CAkey root.key -days 90 -out own.crt");
        Self {
            leaf: certificate(&folder.text("own.crt")),
            root: certificate(&folder.text("root.crt")),
            stranger: certificate(&folder.text("stranger.crt")),
            key: key(&folder.text("own.key")),
            folder,
        }
    }

    /// Saves, each time with other random numbers.
    fn save(&self, destination: Destination, passphrase: Option<&str>) -> Result<Saved, Error> {
        static SEED: AtomicU64 = AtomicU64::new(1);
        let random = &mut TestRandom::new(SEED.fetch_add(1, Ordering::Relaxed));
        let passphrase = passphrase.map(|text| Passphrase::new(Zeroizing::new(text.to_owned())));
        let certificates = [&self.stranger, &self.root, &self.leaf];
        let source = convert::Source {
            certificate: Some(&self.leaf),
            private_key: Some(&self.key),
            chain: convert::chain(&self.leaf, certificates.into_iter()),
        };
        source.save(destination, passphrase.as_ref(), random)
    }

    /// Saves to a file and returns it.
    fn file(&self, destination: Destination, name: &str, secret: &str) -> Saved {
        let saved = self.save(destination, Some(secret)).unwrap();
        self.folder.write(name, &*saved.bytes);
        self.folder.write("secret", secret);
        saved
    }

    fn run(&self, program: &str, arguments: &[&str]) -> String {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.folder.root());
        String::from_utf8_lossy(&process::run(&mut command, b"")).into_owned()
    }
}

#[test]
fn pkcs12_is_opened_by_openssl() {
    let made = Made::new();
    for (destination, legacy) in [
        (Destination::Pkcs12, ""),
        (Destination::OldPkcs12, "-legacy"),
    ] {
        made.file(destination, "out.p12", UNICODE);
        let words = format!("pkcs12 -in out.p12 -passin file:secret -nodes {legacy}");
        let text = made.folder.openssl(&words);
        assert_eq!(text.matches("BEGIN CERTIFICATE").count(), 2, "{text}");
        assert!(text.contains("friendlyName: Ann"), "{text}");
        assert_eq!(key(&text).public_key(), made.key.public_key());
        let wrong = format!("pkcs12 -in out.p12 -passin pass:another -nodes {legacy}");
        assert!(!made.folder.succeeds(&wrong));
    }
}

#[test]
fn pkcs12_is_opened_by_java_python_gnutls_nss_and_node() {
    let made = Made::new();
    for destination in [Destination::Pkcs12, Destination::OldPkcs12] {
        made.file(destination, "out.p12", SECRET);
        let listed = made.run(
            "keytool",
            &[
                "-list",
                "-keystore",
                "out.p12",
                "-storetype",
                "PKCS12",
                "-storepass:file",
                "secret",
            ],
        );
        assert!(
            listed.contains("PrivateKeyEntry"),
            "{destination:?}: {listed}"
        );
        let script = "import sys; from cryptography.hazmat.primitives.serialization.pkcs12 import load_key_and_certificates as l; \
            k, c, m = l(open('out.p12', 'rb').read(), open('secret', 'rb').read()); \
            print(k.key_size, c.subject.rfc4514_string(), len(m))";
        let loaded = made.run("/usr/bin/python3", &["-c", script]);
        assert!(
            loaded.starts_with("2048 ") && loaded.trim_end().ends_with('1'),
            "{loaded}"
        );
        let info = made.run(
            "certtool",
            &[
                "--p12-info",
                "--inder",
                "--infile",
                "out.p12",
                "--password",
                SECRET,
            ],
        );
        assert_eq!(info.matches("BEGIN CERTIFICATE").count(), 2, "{info}");
        let _ = std::fs::remove_dir_all(made.folder.path("nss"));
        std::fs::create_dir(made.folder.path("nss")).unwrap();
        made.run("certutil", &["-N", "-d", "sql:nss", "--empty-password"]);
        made.run(
            "pk12util",
            &["-i", "out.p12", "-d", "sql:nss", "-w", "secret"],
        );
        assert!(
            made.run("certutil", &["-K", "-d", "sql:nss"])
                .contains("rsa")
        );
        let script = "require('tls').createSecureContext({ pfx: fs.readFileSync('out.p12'), passphrase: fs.readFileSync('secret', 'utf8') })";
        made.run("node", &["-e", script]);
    }
}

#[test]
fn a_key_is_saved_with_and_without_protection() {
    let made = Made::new();
    let saved = made.file(Destination::PrivateKey, "out.key", UNICODE);
    assert_eq!(saved.file_name, "Ann-PRIVATE-key.pem");
    let plain = made.folder.openssl("pkey -in out.key -passin file:secret");
    assert_eq!(key(&plain).public_key(), made.key.public_key());
    assert!(
        !made
            .folder
            .succeeds("pkey -in out.key -passin pass:another")
    );
    let info = made.folder.openssl("asn1parse -in out.key");
    for part in ["PBES2", "hmacWithSHA256", "aes-256-cbc", ":0927C0"] {
        assert!(info.contains(part), "{part}: {info}");
    }
    let unprotected = made.save(Destination::PrivateKeyUnprotected, None).unwrap();
    made.folder.write("plain.key", &*unprotected.bytes);
    assert!(
        made.folder
            .openssl("pkey -in plain.key -check -noout")
            .contains("valid")
    );
    let script = "console.log(require('crypto').createPrivateKey({ key: fs.readFileSync('out.key'), passphrase: fs.readFileSync('secret') }).asymmetricKeyDetails.modulusLength)";
    assert_eq!(made.run("node", &["-e", script]).trim(), "2048");
    let script = "from cryptography.hazmat.primitives.serialization import load_pem_private_key as l; \
        print(l(open('out.key', 'rb').read(), open('secret', 'rb').read()).key_size, \
        l(open('plain.key', 'rb').read(), None).key_size)";
    let sizes = made.run("/usr/bin/python3", &["-c", script]);
    assert_eq!(sizes.trim(), "2048 2048");
    for (file, secret) in [("out.key", UNICODE), ("plain.key", "")] {
        let words = [
            "--key-info",
            "--pkcs8",
            "--infile",
            file,
            "--password",
            secret,
        ];
        let told = made.run("certtool", &words);
        assert!(told.contains("2048 bits"), "{told}");
    }
}

/// What Azure Key Vault and secrets are given: one text with the key and its certificates.
#[test]
fn a_bundle_is_opened_by_openssl_python_gnutls_and_node() {
    let made = Made::new();
    let bundle = made.save(Destination::AzureKeyVault, None).unwrap();
    made.folder.write("all.pem", &*bundle.bytes);
    let public = made.folder.openssl("pkey -in own.key -pubout");
    assert_eq!(made.folder.openssl("pkey -in all.pem -pubout"), public);
    assert_eq!(
        made.folder.openssl("x509 -in all.pem -noout -pubkey"),
        public
    );
    let script = "from cryptography import x509; \
        from cryptography.hazmat.primitives.serialization import load_pem_private_key as l; \
        text = open('all.pem', 'rb').read(); key = l(text, None); own = x509.load_pem_x509_certificate(text); \
        assert own.public_key().public_numbers() == key.public_key().public_numbers(); \
        print(text.count(b'BEGIN CERTIFICATE'))";
    assert_eq!(made.run("/usr/bin/python3", &["-c", script]).trim(), "2");
    let told = made.run("certtool", &["--certificate-info", "--infile", "all.pem"]);
    assert!(told.contains("CN=Ann"), "{told}");
    let script = "const pem = fs.readFileSync('all.pem'); require('tls').createSecureContext({ key: pem, cert: pem })";
    made.run("node", &["-e", script]);
}

#[test]
fn each_place_gets_its_form() {
    let made = Made::new();
    let text = |destination| {
        let saved = made.save(destination, None).unwrap();
        (
            saved.file_name.clone(),
            String::from_utf8(saved.bytes.to_vec()).unwrap(),
        )
    };
    let (name, anaplan) = text(Destination::Anaplan);
    assert_eq!(name, "Ann-for-anaplan.pem");
    made.folder.write("saved.pem", &anaplan);
    assert_eq!(made.folder.openssl("x509 -in saved.pem"), anaplan);
    for (program, words) in [
        ("keytool", "-printcert -file saved.pem"),
        ("certtool", "--certificate-info --infile saved.pem"),
        (
            "node",
            "-p new(crypto.X509Certificate)(fs.readFileSync('saved.pem')).subject",
        ),
    ] {
        let words: Vec<&str> = words.split(' ').collect();
        assert!(made.run(program, &words).contains("Ann"), "{program}");
    }
    assert_eq!(anaplan.matches("BEGIN").count(), 1);

    let (name, azure) = text(Destination::AzureKeyVault);
    assert!(name.contains("PRIVATE"));
    let order: Vec<&str> = azure
        .lines()
        .filter(|line| line.contains("BEGIN"))
        .collect();
    assert_eq!(
        order,
        [
            "-----BEGIN PRIVATE KEY-----",
            "-----BEGIN CERTIFICATE-----",
            "-----BEGIN CERTIFICATE-----",
        ]
    );
    assert!(azure.contains(&anaplan));

    let (_, key) = text(Destination::PrivateKeyUnprotected);
    assert_eq!(key.matches("BEGIN").count(), 1);
    let (_, line) = text(Destination::EnvironmentBase64);
    assert!(!line.contains('\n'));
    assert_eq!(
        made.folder.feed("base64 -d -A", line.as_bytes()),
        azure.as_bytes()
    );
    let (_, line) = text(Destination::EnvironmentEscaped);
    assert!(!line.contains('\n'));
    assert_eq!(line.replace("\\n", "\n"), azure);
}

/// SECURITY.md says how much each passphrase is derived.
#[test]
fn the_documents_name_the_iterations() {
    let made = Made::new();
    let security = include_str!("../../SECURITY.md");
    for (destination, row, iterations, told) in [
        (
            Destination::PrivateKey,
            "Private key, PKCS#8",
            600_000,
            "600,000",
        ),
        (Destination::Pkcs12, "PKCS#12", 200_000, "200,000 each"),
        (
            Destination::OldPkcs12,
            "PKCS#12 for old Windows and macOS",
            2048,
            "2,048 each",
        ),
    ] {
        let saved = made.save(destination, Some(SECRET)).unwrap();
        let source = Source::file(1, InputField::Files, "saved", saved.bytes.to_vec());
        let inputs = Inputs {
            sources: vec![source],
            choice: None,
        };
        let random = &mut TestRandom::new(1);
        let reply = Session::default().answer(Request::Read(inputs), 0, random);
        let Reply::Reading(reading) = reply else {
            panic!("{reply:?}");
        };
        let locked = reading.sources.into_iter().find_map(|source| source.locked);
        assert_eq!(locked.unwrap().iterations, iterations, "{row}");
        let line = security
            .lines()
            .find(|line| line.starts_with(&format!("| {row} |")));
        assert!(line.unwrap().contains(told), "{row}");
    }
}

#[test]
fn a_short_passphrase_protects_nothing() {
    let made = Made::new();
    let short = Error::NewPassphraseShort { limit: 8 };
    for destination in [
        Destination::Pkcs12,
        Destination::OldPkcs12,
        Destination::PrivateKey,
    ] {
        for passphrase in [None, Some(""), Some("1234567")] {
            assert_eq!(made.save(destination, passphrase).unwrap_err(), short);
        }
        made.save(destination, Some("12345678")).unwrap();
    }
    // What is derived from a passphrase is of use for one file only: each has its own salt.
    let save = || made.save(Destination::OldPkcs12, Some("12345678"));
    let saved = [save(), save()].map(|saved| saved.unwrap().bytes);
    assert_ne!(saved[0], saved[1]);
    // `pbeWithSHAAnd3-KeyTripleDES-CBC` (RFC 7292, appendix C), which old Windows and macOS open.
    let scheme = unhex("060a2a864886f70d010c0103");
    assert!(saved[0].windows(12).any(|own| own == scheme));
}
