//! The command of each place, run: OpenSSL always, a PKCS#11 token and AWS KMS where SoftHSM2 and
//! moto are there, Vault, Azure and Google against stand-ins that read their arguments as the
//! documentation says. Windows' store cannot be run here: its syntax and its thumbprint are checked.

use super::{Waiting, folder, shell, shell_bytes};
use crate::automation::misread;
use crate::support::openssl::Folder;
use anaplan_rsa_signer::detached::commands::{Command, Place, Shell};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::collections::BTreeMap;
use std::fs;
use std::io::{Write, stdout};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Stdio};

/// Returns a command with the marked words replaced; each must be known.
fn filled(command: &Command, words: &[(&str, &str)]) -> String {
    let words: BTreeMap<_, _> = words.iter().copied().collect();
    let pieces = command.pieces.iter();
    let text = pieces.map(|piece| match piece.is_yours {
        true => words[piece.text.as_str()],
        false => &piece.text,
    });
    text.collect()
}

/// Runs the line of a PowerShell command that signs, in a POSIX shell, in which variables are
/// written the same way, and does by itself what its other lines do with files.
fn run_powershell(command: &str, setting: &str) -> Vec<u8> {
    let lines: Vec<&str> = command.lines().collect();
    let [files, message, write, sign, last] = lines[..] else {
        panic!("{command}");
    };
    assert!(files.starts_with("& { $m = New-TemporaryFile"), "{files}");
    let message = message
        .strip_prefix("$b = '")
        .and_then(|rest| rest.strip_suffix('\''));
    let writes = "[IO.File]::WriteAllBytes($m, [Convert]::FromBase64String($b))";
    assert_eq!(write, writes);
    folder().write("windows.m", STANDARD.decode(message.unwrap()).unwrap());
    // Its pipes would turn bytes into text.
    assert!(!sign.contains('|'));
    let printed = shell_bytes(&format!("{setting}m=windows.m; s=windows.s; {sign}"));
    if last == "Remove-Item $m }" {
        return printed;
    }
    let read = "[Convert]::ToBase64String([IO.File]::ReadAllBytes($s))";
    assert_eq!(last, format!("{read}; Remove-Item $m, $s }}"));
    folder().read("windows.s")
}

/// Signs in a place with both commands, and hands in what they print.
fn sign(waiting: &mut Waiting, place: Place, words: &[(&str, &str)], setting: &str) {
    for shell_name in [Shell::Posix, Shell::Powershell, Shell::Any] {
        let mut commands = waiting.commands.iter();
        let is_asked = |own: &&Command| own.place == place && own.shell == shell_name;
        let Some(command) = commands.find(is_asked) else {
            continue;
        };
        let command = filled(command, words);
        let printed = match shell_name {
            Shell::Powershell => run_powershell(&command, setting),
            _ => shell(&format!("{setting}{command}")).into_bytes(),
        };
        let made = waiting.drop_file(&printed);
        assert!(
            made.is_ok(),
            "{place:?} {shell_name:?}: {:?} of {}",
            made.err(),
            String::from_utf8_lossy(&printed)
        );
        say(&format!("{place:?}, {shell_name:?}: run here"));
    }
}

/// Writes to the terminal, past the test runner.
fn say(line: &str) {
    writeln!(stdout().lock(), "the page's commands: {line}").unwrap();
}

/// Returns whether a program is on PATH.
fn has(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// Returns a certificate for a public key that is not ours.
fn certify(folder: &Folder, public: &[u8]) -> String {
    folder.write("token.der", public);
    folder.openssl("pkey -pubin -inform DER -in token.der -out token.pub");
    folder.openssl("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out authority.key");
    folder.openssl("req -x509 -new -key authority.key -subj /CN=Authority -out authority.crt");
    folder.openssl("req -new -key authority.key -subj /CN=Ann -out token.csr");
    folder.openssl(
        "x509 -req -in token.csr -force_pubkey token.pub -CA authority.crt -CAkey authority.key \
         -set_serial 2 -days 9 -out token.crt",
    );
    folder.text("token.crt")
}

#[test]
fn openssl_signs_with_a_file() {
    sign(
        &mut Waiting::own(),
        Place::File,
        &[("private.key", "private.key")],
        "",
    );
}

#[test]
fn a_token_signs() {
    const MODULES: [&str; 3] = [
        "/usr/lib/softhsm/libsofthsm2.so",
        "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
        "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
    ];
    let module = MODULES.into_iter().find(|path| Path::new(path).is_file());
    let Some(module) = module.filter(|_| has("softhsm2-util") && has("pkcs11-tool")) else {
        return say("Token: not run (no softhsm2-util or pkcs11-tool)");
    };
    let own = Folder::new();
    let root = own.root().display();
    own.write("conf", format!("directories.tokendir = {root}"));
    let setting = format!("export SOFTHSM2_CONF={root}/conf PIN=1234; ");
    let tool = format!("pkcs11-tool --module {module} --token-label anaplan --login --pin env:PIN");
    shell(&format!(
        "{setting}softhsm2-util --init-token --free --label anaplan --pin $PIN --so-pin 5678
         {tool} --keypairgen --key-type rsa:2048 --id 01 --label login"
    ));
    let public = shell_bytes(&format!(
        "{setting}{tool} --read-object --type pubkey --id 01"
    ));
    let mut waiting = Waiting::new(&certify(&own, &public));
    // Nobody is there to type the PIN.
    for command in &mut waiting.commands {
        for piece in &mut command.pieces {
            piece.text = piece.text.replace("--login", "--login --pin env:PIN");
        }
    }
    let words = [("MODULE", module), ("LABEL", "anaplan"), ("01", "01")];
    sign(&mut waiting, Place::Token, &words, &setting);
}

/// Ends its process.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

#[test]
fn aws_signs() {
    if !(has("aws") && has("moto_server")) {
        return say("AwsKms: not run (no aws or moto_server)");
    }
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap();
    drop(free);
    let port = address.port().to_string();
    let mut moto = std::process::Command::new("moto_server");
    moto.args(["-H", "127.0.0.1", "-p", &port]);
    moto.stdout(Stdio::null()).stderr(Stdio::null());
    let mut server = Server(moto.spawn().unwrap());
    while TcpStream::connect(address).is_err() {
        assert!(server.0.try_wait().unwrap().is_none(), "moto has ended");
        std::thread::yield_now();
    }
    let setting = format!(
        "export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_DEFAULT_REGION=eu-central-1 \
         AWS_ENDPOINT_URL=http://{address}; "
    );
    let key = shell(&format!(
        "{setting}aws kms create-key --key-usage SIGN_VERIFY --key-spec RSA_2048 \
         --query KeyMetadata.KeyId --output text"
    ));
    let key = key.trim();
    let public = shell(&format!(
        "{setting}aws kms get-public-key --key-id {key} --query PublicKey --output text"
    ));
    let own = Folder::new();
    let certificate = certify(&own, &STANDARD.decode(public.trim()).unwrap());
    let mut waiting = Waiting::new(&certificate);
    sign(&mut waiting, Place::AwsKms, &[("KEY", key)], &setting);
}

/// Reads the arguments of `vault write` as documented: without `signature_algorithm` it is PSS.
const VAULT: &str = r#"#!/bin/sh
[ "$1 $2 $3" = "write -field=signature transit/sign/login/sha2-512" ] || exit 1
shift 3
padding=pss
for word; do
  case $word in
    input=*) input=${word#input=} ;;
    signature_algorithm=pkcs1v15) padding=pkcs1 ;;
    *) exit 1 ;;
  esac
done
signature=$(printf %s "$input" | openssl base64 -d -A | openssl dgst -sha512 -sigopt rsa_padding_mode:$padding -sign private.key | openssl base64 -A)
printf %s "vault:v1:$signature"
"#;

/// Signs a digest in base64, as `az keyvault key sign` does.
const AZURE: &str = r#"#!/bin/sh
[ "$1 $2 $3" = "keyvault key sign" ] || exit 1
shift 3
while [ $# -gt 0 ]; do
  case $1 in
    --vault-name | --name | --algorithm | --query | --output) eval "$(printf %s "$1" | tr -d - )=\$2" ;;
    --digest) digest=$2 ;;
    *) exit 1 ;;
  esac
  shift 2
done
[ "$vaultname $name $algorithm $query $output" = "vault login RS512 signature tsv" ] || exit 1
printf %s "$digest" | openssl base64 -d -A | openssl pkeyutl -sign -inkey private.key -pkeyopt digest:sha512 | openssl base64 -A
"#;

/// Writes the signature of a file's content into another file: as bytes, or as base64 when told so.
const GOOGLE: &str = r#"#!/bin/sh
[ "$1 $2" = "kms asymmetric-sign" ] || exit 1
shift 2
while [ $# -gt 0 ]; do
  case $1 in
    --location | --keyring | --key | --version) ;;
    --digest-algorithm) digest=$2 ;;
    --input-file) input=$2 ;;
    --signature-file) output=$2 ;;
    *) exit 1 ;;
  esac
  shift 2
done
openssl dgst "-$digest" -sign private.key -out "$output" "$input" || exit 1
[ -z "$TEXT" ] || { openssl base64 -A -in "$output" >google.text && cp google.text "$output"; }
"#;

#[test]
fn stand_ins_of_vault_azure_and_google_sign() {
    let tools = Folder::new();
    for (name, text) in [("vault", VAULT), ("az", AZURE), ("gcloud", GOOGLE)] {
        tools.write(name, text);
        fs::set_permissions(tools.path(name), fs::Permissions::from_mode(0o755)).unwrap();
    }
    let setting = format!("PATH={}:$PATH; ", tools.root().display());
    let words = [("KEY", "login"), ("VAULT", "vault")];
    let mut waiting = Waiting::own();
    sign(&mut waiting, Place::Vault, &words, &setting);
    sign(&mut waiting, Place::AzureKeyVault, &words, &setting);
    let words = [
        ("LOCATION", "europe"),
        ("RING", "ring"),
        ("KEY", "login"),
        ("1", "1"),
    ];
    for form in ["", "export TEXT=1; "] {
        let setting = format!("{setting}{form}");
        sign(&mut waiting, Place::GoogleKms, &words, &setting);
    }
}

/// The store knows a certificate by OpenSSL's SHA-1 fingerprint, without colons.
#[test]
fn windows_finds_the_certificate_by_its_thumbprint() {
    let waiting = Waiting::own();
    let command = waiting.command(Place::WindowsStore, Shell::Powershell);
    let printed = folder().openssl("x509 -in own.crt -noout -fingerprint -sha1");
    let (_, thumbprint) = printed.trim().split_once('=').unwrap();
    let thumbprint = thumbprint.replace(':', "");
    let [piece] = &command.pieces[..] else {
        panic!("something is left to replace: {command:?}");
    };
    for store in ["CurrentUser", "LocalMachine"] {
        assert!(
            piece
                .text
                .contains(&format!(r"Cert:\{store}\My\{thumbprint}"))
        );
    }
    assert!(piece.text.contains(&format!("'{}'", waiting.data)));
}

#[test]
fn every_command_is_one_command_of_its_shell() {
    for command in Waiting::own().commands {
        let text = command.text();
        assert!(text.is_ascii(), "{text}");
        assert!(
            !text.contains(['{', '}']) || command.shell == Shell::Powershell,
            "{text}"
        );
        for mark in command.pieces.iter().filter(|piece| piece.is_yours) {
            assert!(!mark.text.contains(char::is_whitespace), "{mark:?}");
        }
        if command.shell != Shell::Posix {
            assert_eq!(misread(&text), Vec::<usize>::new(), "{text}");
        }
        if command.shell != Shell::Powershell {
            // Read, not run.
            shell(&format!("if false; then\n{text}\nfi"));
        }
    }
    assert_ne!(misread("& { 'a"), Vec::<usize>::new());
}
