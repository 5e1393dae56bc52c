//! Signing without loading the key: the commands that the page prints, run where their tools are,
//! the shapes in which tools print a signature, and the rejection of wrong ones.

#[cfg(unix)]
mod places;

use crate::support::openssl::{Folder, Key, verifies};
use crate::support::process::run;
use crate::support::{TestRandom, read};
use anaplan_rsa_signer::detached::commands::{Command, Place, Shell};
use anaplan_rsa_signer::protocol::{Content, Generated, Reply, Request};
use anaplan_rsa_signer::request::HeaderForm;
use anaplan_rsa_signer::session::Session;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::sync::OnceLock;

const NOW: u64 = 1_790_000_000;

/// Returns the folder with `private.key`, its certificate `own.crt`, and other keys.
fn folder() -> &'static Folder {
    static FOLDER: OnceLock<Folder> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = Folder::new();
        folder.key("private", Key::Rsa(2048));
        folder.key("other", Key::Other);
        folder.key("long", Key::Rsa(3072));
        folder.openssl("req -x509 -new -key private.key -subj /CN=Ann -days 3650 -out own.crt");
        folder
    })
}

/// Runs a script in a POSIX shell and returns what it prints.
fn shell_bytes(script: &str) -> Vec<u8> {
    let mut shell = std::process::Command::new("sh");
    run(shell.current_dir(folder().root()), script.as_bytes())
}

fn shell(script: &str) -> String {
    String::from_utf8(shell_bytes(script)).unwrap()
}

fn ask(session: &mut Session, request: Request) -> Reply {
    session.answer(request, NOW, &mut TestRandom::new(7))
}

/// A session that has read only a certificate, and the message that it wants signed.
struct Waiting {
    session: Session,
    data: String,
    commands: Vec<Command>,
}

impl Waiting {
    fn new(certificate: &str) -> Self {
        let mut session = Session::default();
        ask(&mut session, read(certificate, ""));
        let Reply::Prepared {
            encoded_data,
            created_at,
            commands,
        } = ask(&mut session, Request::Prepare)
        else {
            panic!("nothing was prepared");
        };
        assert_eq!(created_at, NOW);
        Self {
            session,
            data: encoded_data,
            commands,
        }
    }

    /// Waits for the signature of `own.crt`.
    fn own() -> Self {
        Self::new(&folder().text("own.crt"))
    }

    fn command(&self, place: Place, shell: Shell) -> &Command {
        let mut commands = self.commands.iter();
        let found = commands.find(|command| (command.place, command.shell) == (place, shell));
        found.unwrap()
    }

    /// The signature as OpenSSL's command prints it.
    fn signature(&self) -> String {
        shell(&self.command(Place::File, Shell::Posix).text())
    }

    fn assemble(&mut self, signature: Content) -> Result<Generated, &'static str> {
        let request = Request::Assemble {
            header_form: HeaderForm::Der,
            signature,
        };
        match ask(&mut self.session, request) {
            Reply::Generated(generated) => Ok(*generated),
            Reply::Refused { notices } => Err(notices[0].code),
            other => panic!("{other:?}"),
        }
    }

    fn paste(&mut self, signature: &str) -> Result<Generated, &'static str> {
        self.assemble(Content::Text(signature.to_owned().into()))
    }

    fn drop_file(&mut self, bytes: &[u8]) -> Result<Generated, &'static str> {
        self.assemble(Content::File {
            name: "signature".to_owned(),
            bytes: bytes.to_vec(),
        })
    }
}

#[test]
fn the_printed_command_gives_a_request_that_openssl_verifies() {
    let mut waiting = Waiting::own();
    let signature = waiting.signature();
    let generated = waiting.paste(&signature).unwrap();
    let message = STANDARD.decode(&waiting.data).unwrap();
    assert_eq!(message.len(), 100);
    assert_eq!(message[..8], NOW.to_be_bytes());
    assert_eq!(generated.fields.encoded_data, waiting.data);
    let signature = STANDARD
        .decode(&generated.fields.encoded_signed_data)
        .unwrap();
    assert!(verifies(&folder().text("own.crt"), &message, &signature));
    assert!(generated.body.contains(&waiting.data));
    assert!(generated.authorization.starts_with("CACertificate MII"));
}

/// What OpenSSL, Vault, AWS, Azure, Google, PowerShell, certutil and xxd make of a signature.
#[test]
fn every_common_form_of_a_signature_is_read() {
    let mut waiting = Waiting::own();
    let data = waiting.data.clone();
    let plain = waiting.signature();
    let bytes = STANDARD.decode(&plain).unwrap();
    let url = plain.replace('+', "-").replace('/', "_");
    let signed =
        format!("printf %s {data} | openssl base64 -d -A | openssl dgst -sha512 -sign private.key");
    let decimal: Vec<String> = bytes.iter().map(ToString::to_string).collect();
    let dashed: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    for written in [
        shell(&format!("{signed} | openssl base64")),
        shell(&format!("{signed} -hex")),
        shell(&format!("{signed} -hex -c")),
        dashed.join("-"),
        dashed.concat(),
        format!("0x{}", dashed.concat()),
        decimal.join("\r\n"),
        url.clone(),
        url.trim_end_matches('=').to_owned(),
        plain.trim_end_matches('=').to_owned(),
        STANDARD.encode(&plain),
        format!("\"{plain}\"\r\n"),
        format!("vault:v1:{plain}\n"),
        format!("vault:v12:{}", url.trim_end_matches('=')),
        format!(
            "Key          Value\n---          -----\nkey_version  1\nsignature    vault:v1:{plain}\n"
        ),
        format!(
            r#"{{"request_id": "0", "data": {{"key_version": 1, "signature": "vault:v1:{plain}"}}}}"#
        ),
        format!(
            "{{\n  \"KeyId\": \"arn:aws:kms:eu-central-1:1:key/1\",\n  \"Signature\": \"{plain}\",\n  \"SigningAlgorithm\": \"RSASSA_PKCS1_V1_5_SHA_512\"\n}}"
        ),
        format!(
            r#"{{"algorithm": "RS512", "keyId": "https://v.vault.azure.net/keys/k/1", "signature": "{plain}"}}"#
        ),
        format!(
            r#"{{"kid": "https://v.vault.azure.net/keys/k/1", "value": "{}"}}"#,
            url.trim_end_matches('=')
        ),
        format!(r#"{{"signature": "{plain}", "signatureCrc32c": "1234567"}}"#),
        format!(r#"{{"result": "{plain}"}}"#),
        format!("PS C:\\Users\\ann> & {{ … }}\n{plain}\nPS C:\\Users\\ann>"),
        format!("-----BEGIN SIGNATURE-----\n{plain}\n-----END SIGNATURE-----\n"),
    ] {
        let made = waiting.paste(&written);
        assert!(made.is_ok(), "{:?} of {written}", made.err());
        // The same as a file, also as Windows PowerShell writes one.
        let wide: Vec<u8> = "\u{feff}"
            .encode_utf16()
            .chain(written.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        for file in [written.as_bytes(), &wide] {
            let made = waiting.drop_file(file);
            assert!(made.is_ok(), "{:?} of the file {written}", made.err());
        }
    }
    waiting.drop_file(&bytes).unwrap();
}

#[test]
fn wrong_signatures_are_rejected_with_a_reason() {
    let mut waiting = Waiting::own();
    let data = waiting.data.clone();
    let right = waiting.signature();
    let signed = |how: &str| {
        shell(&format!(
            "printf %s {data} | openssl base64 -d -A | openssl dgst {how} | openssl base64 -A"
        ))
    };
    let mut told = |signature: &str| {
        let code = waiting.paste(signature).err();
        assert_eq!(waiting.drop_file(signature.as_bytes()).err(), code);
        if let Ok(bytes) = STANDARD.decode(signature)
            && !bytes.is_empty()
        {
            assert_eq!(waiting.drop_file(&bytes).err(), code);
        }
        code
    };
    let mismatch = Some("signature-mismatch");
    assert_eq!(told(&signed("-sha512 -sign other.key")), mismatch);
    assert_eq!(told(&signed("-sha256 -sign private.key")), mismatch);
    let pss = "-sha512 -sigopt rsa_padding_mode:pss -sign private.key";
    assert_eq!(told(&signed(pss)), mismatch);
    let length = Some("signature-length");
    assert_eq!(told(&signed("-sha512 -sign long.key")), length);
    assert_eq!(told(&signed("-sha512 -hmac secret -binary")), length);
    assert_eq!(told(""), Some("signature-unreadable"));
    assert_eq!(
        told("Could not open file or uri"),
        Some("signature-unreadable")
    );
    // A wrong one uses nothing up: the right one still fits.
    assert_eq!(told(&right), None);
}

#[test]
fn a_signature_of_an_earlier_message_is_rejected() {
    let mut waiting = Waiting::own();
    let signature = waiting.signature();
    let later = waiting
        .session
        .answer(Request::Prepare, NOW + 1, &mut TestRandom::new(8));
    assert!(matches!(later, Reply::Prepared { .. }), "{later:?}");
    assert_eq!(waiting.paste(&signature).err(), Some("signature-mismatch"));
}

#[test]
fn preparing_needs_a_certificate_and_assembling_needs_preparation() {
    let mut waiting = Waiting {
        session: Session::default(),
        data: String::new(),
        commands: Vec::new(),
    };
    assert_eq!(waiting.paste("AAAA").err(), Some("signature-unasked"));
    match ask(&mut waiting.session, Request::Prepare) {
        Reply::Refused { notices } => assert_eq!(notices[0].code, "certificate-missing"),
        other => panic!("{other:?}"),
    }
}
