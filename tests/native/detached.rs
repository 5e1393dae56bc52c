//! Signing without loading the key: the commands that the page prints, run by a real shell with
//! OpenSSL, and the rejection of wrong signatures.

use crate::support::openssl::{Folder, Key, verifies};
use crate::support::process::run;
use crate::support::{TestRandom, read};
use anaplan_rsa_signer::protocol::{Generated, Reply, Request};
use anaplan_rsa_signer::request::HeaderForm;
use anaplan_rsa_signer::session::Session;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::process::Command;
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
fn shell(script: &str) -> String {
    let mut shell = Command::new("sh");
    let printed = run(shell.current_dir(folder().root()), script.as_bytes());
    String::from_utf8(printed).unwrap()
}

fn ask(session: &mut Session, request: Request) -> Reply {
    session.answer(request, NOW, &mut TestRandom::new(7))
}

/// Returns a session that has read only the certificate, its POSIX command and its message.
fn prepared() -> (Session, String, String) {
    let certificate = folder().text("own.crt");
    let mut session = Session::default();
    ask(&mut session, read(&certificate, ""));
    match ask(&mut session, Request::Prepare) {
        Reply::Prepared {
            encoded_data,
            created_at,
            commands,
        } => {
            assert_eq!(created_at, NOW);
            (session, commands.posix, encoded_data)
        }
        other => panic!("{other:?}"),
    }
}

fn assemble(session: &mut Session, signature: &str) -> Result<Generated, &'static str> {
    let request = Request::Assemble {
        header_form: HeaderForm::Der,
        signature: signature.to_owned(),
    };
    match ask(session, request) {
        Reply::Generated(generated) => Ok(*generated),
        Reply::Refused { notices } => Err(notices[0].code),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_printed_command_gives_a_request_that_openssl_verifies() {
    let (mut session, command, data) = prepared();
    let signature = shell(&command);
    let generated = assemble(&mut session, &signature).unwrap();
    let message = STANDARD.decode(&data).unwrap();
    assert_eq!(message.len(), 100);
    assert_eq!(message[..8], NOW.to_be_bytes());
    assert_eq!(generated.fields.encoded_data, data);
    let signature = STANDARD
        .decode(&generated.fields.encoded_signed_data)
        .unwrap();
    assert!(verifies(&folder().text("own.crt"), &message, &signature));
    assert!(generated.body.contains(&data));
    assert!(generated.authorization.starts_with("CACertificate MII"));
}

/// Without PowerShell: the test does what its own lines do, and a POSIX shell runs the OpenSSL
/// line, in which variables are written the same way.
#[test]
fn the_command_for_powershell_signs_the_same_bytes() {
    let (mut session, _, data) = prepared();
    let Reply::Prepared {
        commands,
        encoded_data,
        ..
    } = ask(&mut session, Request::Prepare)
    else {
        panic!("another reply");
    };
    assert_eq!(encoded_data, data, "the same random bytes were handed in");
    // Its pipes would turn bytes into text.
    assert!(!commands.powershell.contains('|'));
    let lines: Vec<&str> = commands.powershell.lines().collect();
    let [files, write, sign, print] = lines[..] else {
        panic!("{lines:?}");
    };
    assert_eq!(files, "$m = New-TemporaryFile; $s = New-TemporaryFile");
    let written = write
        .strip_prefix("[IO.File]::WriteAllBytes($m, [Convert]::FromBase64String('")
        .and_then(|rest| rest.strip_suffix("'))"))
        .unwrap();
    folder().write("windows.m", STANDARD.decode(written).unwrap());
    shell(&format!("m=windows.m; s=windows.s; {sign}"));
    let read = "[Convert]::ToBase64String([IO.File]::ReadAllBytes($s))";
    assert_eq!(print, format!("{read}; Remove-Item $m, $s"));
    let signature = STANDARD.encode(folder().read("windows.s"));
    assemble(&mut session, &signature).unwrap();
}

#[test]
fn every_common_encoding_of_a_signature_is_read() {
    let (mut session, command, data) = prepared();
    let plain = shell(&command);
    let signed =
        format!("printf %s {data} | openssl base64 -d -A | openssl dgst -sha512 -sign private.key");
    for written in [
        shell(&format!("{signed} | openssl base64")),
        shell(&format!("{signed} -hex")),
        shell(&format!("{signed} -hex -c")),
        plain.replace('+', "-").replace('/', "_"),
        plain.trim_end_matches('=').to_owned(),
        format!("\"{plain}\"\r\n"),
    ] {
        let made = assemble(&mut session, &written);
        assert!(made.is_ok(), "{:?} of {written}", made.err());
    }
}

#[test]
fn wrong_signatures_are_rejected_with_a_reason() {
    let (mut session, command, data) = prepared();
    let signed = |how: &str| {
        shell(&format!(
            "printf %s {data} | openssl base64 -d -A | openssl dgst {how} | openssl base64 -A"
        ))
    };
    let mut told = |signature: &str| assemble(&mut session, signature).err();
    assert_eq!(
        told(&signed("-sha512 -sign other.key")),
        Some("signature-mismatch")
    );
    assert_eq!(
        told(&signed("-sha256 -sign private.key")),
        Some("signature-mismatch")
    );
    assert_eq!(
        told(&signed("-sha512 -sign long.key")),
        Some("signature-length")
    );
    assert_eq!(
        told(&signed("-sha512 -hmac secret -binary")),
        Some("signature-length")
    );
    assert_eq!(told(""), Some("signature-unreadable"));
    assert_eq!(
        told("Could not open file or uri"),
        Some("signature-unreadable")
    );
    // A wrong one uses nothing up: the right one still fits.
    assert_eq!(told(&shell(&command)), None);
}

#[test]
fn a_signature_of_an_earlier_message_is_rejected() {
    let (mut session, command, _) = prepared();
    let signature = shell(&command);
    session
        .answer(Request::Prepare, NOW + 1, &mut TestRandom::new(8))
        .then_prepared();
    assert_eq!(
        assemble(&mut session, &signature).err(),
        Some("signature-mismatch")
    );
}

#[test]
fn preparing_needs_a_certificate_and_assembling_needs_preparation() {
    let mut session = Session::default();
    assert_eq!(
        assemble(&mut session, "AAAA").err(),
        Some("signature-unasked")
    );
    match ask(&mut session, Request::Prepare) {
        Reply::Refused { notices } => assert_eq!(notices[0].code, "certificate-missing"),
        other => panic!("{other:?}"),
    }
}

trait Prepared {
    fn then_prepared(self);
}

impl Prepared for Reply {
    fn then_prepared(self) {
        assert!(matches!(self, Reply::Prepared { .. }), "{self:?}");
    }
}
