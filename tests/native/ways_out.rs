//! What the page tells people to run for a file that it does not open: each command of the catalogue is run as it stands
//! there, and its output opens. Native only.

use crate::support::cases;
use crate::support::openssl::Folder;
use crate::support::process;
use anaplan_rsa_signer::bundle::pkcs12;
use anaplan_rsa_signer::input::{Object, read_bytes};
use anaplan_rsa_signer::pbe::Passphrase;
use anaplan_rsa_signer::private_key::PrivateKey;
use serde_json::Value;
use std::process::Command;
use zeroize::Zeroizing;

/// The code; which of its commands, and what a person adds to it; what is typed, `_` for Enter; the program that makes
/// the file, `key.pem` and `own.p12` being there; and the file that comes out. `LEGACY` is what the sentence calls so.
const WAYS: &str = "
    age-file | 1 | | age | age-keygen -o id.txt && age -e -i id.txt -o file.age key.pem | key.pem
    ansible-vault | 0 --vault-password-file pw | | ansible-vault | echo secret >pw && ansible-vault encrypt --vault-password-file pw --output file key.pem | key.pem
    bouncy-castle-key-store | 0 -storepass secret | secret secret secret | bcprov | keytool -importkeystore -srckeystore own.p12 -srcstorepass secret -destkeystore store.bks -deststoretype BKS -deststorepass secret -provider org.bouncycastle.jce.provider.BouncyCastleProvider -providerpath bcprov.jar | store.p12
    key-multi-prime | 0 | | openssl | : | new.key
    microsoft-key-blob | 0 | | openssl | openssl rsa -in key.pem -outform MSBLOB -out key.blob | key.pem
    nss-database | 0 -W secret | | pk12util | certutil -N -d sql:. --empty-password && pk12util -i own.p12 -d sql:. -W secret && mv own.p12 old.p12 | own.p12
    openssl-encrypted | 1 | secret | openssl | openssl enc -aes-256-cbc -pbkdf2 -in key.pem -out file -pass pass:secret | key.pem
    putty-private-key | 0 | | puttygen | puttygen -q -t rsa --random-device /dev/urandom --new-passphrase /dev/null -o key.ppk | key.pem
    pvk-file | 0 | | openssl | openssl rsa -in key.pem -outform PVK -pvk-none -out key.pvk | key.pem
    pvk-file | 0 LEGACY | secret | openssl | openssl rsa -in key.pem -outform PVK -pvk-strong -passout pass:secret LEGACY -out key.pvk | key.pem
    store-unread | 0 -srcstorepass secret -deststorepass secret | | keytool | keytool -importkeystore -srckeystore own.p12 -srcstorepass secret -destkeystore store.jceks -deststoretype JCEKS -deststorepass secret && keytool -genseckey -alias other -keyalg AES -keysize 128 -keystore store.jceks -storetype JCEKS -storepass secret | new.p12
    too-many-iterations | 0 | secret secret | openssl | : | new.pem
    too-many-iterations | 1 | secret _ _ | ssh-keygen | ssh-keygen -q -t rsa -N secret -f copy_of_key | copy_of_key
    too-many-iterations | 2 | secret secret secret | openssl | cp own.p12 old.p12 | new.pem
    too-much-memory | 0 | secret secret | openssl | : | new.pem
    too-much-memory | 1 | secret secret secret | openssl | cp own.p12 old.p12 | new.pem
    unsupported-encryption | 0 | secret secret secret | openssl | openssl pkcs8 -topk8 -v2 aria-256-cbc -in key.pem -passout pass:secret -out new && mv new key.pem | new.pem
    unsupported-encryption | 0 LEGACY | secret secret secret | openssl | openssl pkcs8 -topk8 -v2 seed-cbc LEGACY -in key.pem -passout pass:secret -out new && mv new key.pem | new.pem
    unsupported-encryption | 1 | secret _ _ | ssh-keygen | ssh-keygen -q -t rsa -N secret -f copy_of_key | copy_of_key
    unsupported-encryption | 2 | secret secret secret | openssl | openssl pkcs12 -in own.p12 -passin pass:secret -nodes -out all && openssl pkcs12 -export -keypbe aria-256-cbc -in all -passout pass:secret -out old.p12 | new.pem
";

/// Codes, or one command of a code, that does not turn a file into another, or is run elsewhere.
const OTHERS: &str = "
    age-file/0 | asks at the terminal itself
    openssl-encrypted/0 | names the program that wrote the file
    bundle-integrity bundle-two-passphrases | takes two passphrases; tests/native/pkcs12.rs
    key-exponent | the command of key-multi-prime
    key-inconsistent | says what is wrong
    store-unread/1 | shows the names of entries
    sops-file | takes the keys of its owner's key service
";

/// Returns the codes with the commands in their sentences.
fn commands() -> Vec<(String, Vec<String>)> {
    let catalogue: Value =
        serde_json::from_str(include_str!("../../www/catalogue/en.json")).unwrap();
    let commands = |sentences: &Value| -> Vec<String> {
        let text =
            sentences["cause"].as_str().unwrap().to_owned() + sentences["remedy"].as_str().unwrap();
        let quoted = text.split('`').skip(1).step_by(2);
        quoted.map(str::to_owned).collect()
    };
    let notices = catalogue["notices"].as_object().unwrap().iter();
    notices
        .map(|(code, sentences)| (code.clone(), commands(sentences)))
        .collect()
}

/// Runs a line in the folder, away from the terminal that a program would ask for a passphrase.
fn shell(folder: &Folder, line: &str, input: &str) -> Result<(), String> {
    let mut shell = Command::new("setsid");
    shell
        .args(["--wait", "sh", "-c", line])
        .current_dir(folder.root());
    let output = process::output(&mut shell, input.as_bytes());
    let errors = String::from_utf8_lossy(&output.stderr);
    output
        .status
        .success()
        .then_some(())
        .ok_or_else(|| format!("{line}\n{errors}"))
}

/// Whether a private key comes out of a file.
fn opens(bytes: &[u8]) -> bool {
    let secret = Passphrase::new(Zeroizing::new("secret".to_owned()));
    read_bytes(bytes).objects.iter().any(|object| match object {
        Object::PrivateKey(key) => PrivateKey::open(key, Some(&secret)).is_ok(),
        Object::Pkcs12(bytes) => {
            pkcs12::open(bytes, Some(&secret)).is_ok_and(|own| own.keys.len() == 1)
        }
        _ => false,
    })
}

fn is_there(program: &str) -> bool {
    let line = match program {
        "bcprov" => "test -e /usr/share/java/bcprov.jar".to_owned(),
        _ => format!("command -v {program}"),
    };
    Command::new("sh")
        .args(["-c", &line])
        .output()
        .is_ok_and(|output| output.status.success())
}

#[test]
fn what_a_person_is_told_to_run_leads_to_a_file_that_opens() {
    let commands = commands();
    let mut failures = Vec::new();
    for [code, which, typed, program, preparation, result] in cases::rows(WAYS) {
        if !is_there(program) {
            println!("{code}: not run, no {program}");
            continue;
        }
        let folder = Folder::new();
        folder.openssl("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out key.pem");
        folder.openssl("req -x509 -key key.pem -subj /CN=test -out own.crt");
        folder.openssl("pkcs12 -export -inkey key.pem -in own.crt -name NAME -passout pass:secret -out own.p12");
        folder.write("yes", "y\n");
        if program == "bcprov" {
            folder.write(
                "bcprov.jar",
                std::fs::read("/usr/share/java/bcprov.jar").unwrap(),
            );
        }
        let legacy = |line: &str| line.replace("LEGACY", "-provider legacy -provider default");
        let (which, added) = which.split_once(' ').unwrap_or((which, ""));
        let own = commands.iter().find(|(own, _)| own == code).unwrap();
        let command = format!(
            "{} {}",
            own.1[which.parse::<usize>().unwrap()],
            legacy(added)
        );
        let typed: String = typed
            .split_whitespace()
            .map(|word| word.replace('_', "") + "\n")
            .collect();
        let done = shell(&folder, &legacy(preparation), "").and_then(|()| {
            // What is to come out is not there before.
            if !command.contains(&format!("-f {result}"))
                && !command.contains(&format!("-in {result}"))
            {
                let _ = std::fs::remove_file(folder.path(result));
            }
            shell(&folder, &command, &typed)
        });
        match done {
            Ok(()) if opens(&folder.read(result)) => println!("{code}: {command}"),
            Ok(()) => failures.push(format!("{code}: what {command} wrote does not open")),
            Err(error) => failures.push(format!("{code}: {error}")),
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_command_for_a_file_is_run() {
    let run: Vec<String> = cases::rows(WAYS)
        .map(|[code, which, ..]: [&str; 6]| format!("{code}/{}", &which[..1]))
        .collect();
    let others: Vec<&str> = cases::rows(OTHERS)
        .flat_map(|[codes, _]| codes.split(' '))
        .collect();
    let programs = [
        "age ",
        "ansible",
        "certutil ",
        "keytool ",
        "openssl ",
        "pk12util ",
        "puttygen ",
        "sops ",
        "ssh-keygen ",
    ];
    for (code, commands) in commands() {
        let is_command = |own: &String| programs.iter().any(|program| own.starts_with(program));
        // What is said of requests and responses is not about a file to open.
        let is_of_a_file = !code.starts_with("review-") && !code.starts_with("response-");
        for (at, command) in commands.iter().enumerate() {
            let own = format!("{code}/{at}");
            let is_known = run.contains(&own) || others.iter().any(|it| *it == code || *it == own);
            assert!(
                !is_of_a_file || !is_command(command) || is_known,
                "{own}: {command}"
            );
        }
    }
}
