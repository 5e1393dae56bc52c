//! Certificates and keys of the tests, made by OpenSSL here and now.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};

/// What protects the protected files: everything that a shell may stumble over.
pub(crate) const PASSPHRASE: &str = r#"a b$c'd"e`f\g"#;

/// One folder for all tests of this process.
struct Files(tempfile::TempDir);

/// The path of a file by its name.
pub(crate) fn path(name: &str) -> String {
    static FILES: OnceLock<Files> = OnceLock::new();
    let files = FILES.get_or_init(Files::make);
    files.path(name).to_str().unwrap().to_owned()
}

/// What a file holds.
pub(crate) fn bytes(name: &str) -> Vec<u8> {
    fs::read(path(name)).unwrap()
}

/// What OpenSSL makes of `input`. The words are separated by blanks.
pub(crate) fn openssl(words: &str, input: &[u8]) -> Vec<u8> {
    let words: Vec<&str> = words.split_whitespace().collect();
    run("openssl", &words, input)
}

/// A signature of `message`, made by `openssl dgst` with these words.
pub(crate) fn signed(words: &str, message: &[u8]) -> Vec<u8> {
    openssl(&format!("dgst {words}"), message)
}

/// Unix seconds.
pub(crate) fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.unwrap().as_secs()
}

/// Runs a program to its end, which must be a good one.
fn run(program: &str, words: &[&str], input: &[u8]) -> Vec<u8> {
    let mut child = Command::new(program)
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Programs that read nothing may be gone already.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {words:?}: {told}");
    output.stdout
}

impl Files {
    fn make() -> Self {
        let files = Self(tempfile::tempdir().unwrap());
        for name in ["own", "other"] {
            files.openssl(&format!(
                "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out {name}.key"
            ));
            files.certificate(name, 90);
        }
        files.openssl("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out small.key");
        files.certificate("small", 90);
        files.openssl("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ec.key");
        files.certificate("ec", 90);
        files.openssl("x509 -in own.crt -outform DER -out own.cer");
        files.openssl("rsa -in own.key -traditional -out pkcs1.key");
        files.openssl("pkcs8 -topk8 -in own.key -passout env:PASSPHRASE -out protected.key");
        files.openssl(
            "rsa -in own.key -traditional -aes256 -passout env:PASSPHRASE -out traditional.key",
        );
        files.openssl(
            "pkcs12 -export -in own.crt -inkey own.key -passout env:PASSPHRASE -out own.p12",
        );
        // The same key, a certificate that ends soon.
        fs::copy(files.path("own.key"), files.path("soon.key")).unwrap();
        files.certificate("soon", 9);
        files.join("chain.crt", &["other.crt", "own.crt"]);
        files.join("both.pem", &["own.crt", "protected.key"]);
        files
    }

    fn certificate(&self, name: &str, days: u32) {
        self.openssl(&format!(
            "req -x509 -new -key {name}.key -subj /CN={name} -days {days} -out {name}.crt \
             -addext subjectAltName=email:ann@example.com"
        ));
    }

    fn join(&self, name: &str, parts: &[&str]) {
        let all = parts
            .iter()
            .map(|part| fs::read_to_string(self.path(part)).unwrap());
        fs::write(self.path(name), all.collect::<String>()).unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn openssl(&self, words: &str) {
        let output = Command::new("openssl")
            .args(words.split_whitespace())
            .current_dir(self.0.path())
            .env("PASSPHRASE", PASSPHRASE)
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "openssl {words}: {told}");
    }
}
