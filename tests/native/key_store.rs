//! Java's key stores, made by `keytool`.

use crate::support::openssl::{Folder, Key};
use crate::support::process;
use anaplan_rsa_signer::bundle::jks;
use anaplan_rsa_signer::error::Error;
use anaplan_rsa_signer::pbe::Passphrase;
use anaplan_rsa_signer::private_key::PrivateKey;
use std::process::Command;
use zeroize::Zeroizing;

fn passphrase(text: &str) -> Passphrase {
    Passphrase::new(Zeroizing::new(text.to_owned()))
}

/// `keytool` with these arguments, in a folder.
fn keytool(folder: &Folder, arguments: &[&str]) {
    let mut command = Command::new("keytool");
    command.args(["-J-Xshare:auto", "-J-XX:TieredStopAtLevel=1"]);
    process::run(command.args(arguments).current_dir(folder.root()), b"");
}

/// A store of this type with one entry made from OpenSSL's key.
fn store(kind: &str, store_passphrase: &str, key_passphrase: &str, alias: &str) -> Vec<u8> {
    let folder = Folder::new();
    folder.key("own", Key::Rsa(2048));
    folder.certificate("own", "");
    folder.openssl(
        "pkcs12 -export -in own.crt -inkey own.key -name a -passout pass:source -out own.p12",
    );
    let arguments = [
        "-importkeystore",
        "-noprompt",
        "-srckeystore",
        "own.p12",
        "-srcstoretype",
        "PKCS12",
        "-srcstorepass",
        "source",
        "-srcalias",
        "a",
        "-destalias",
        alias,
        "-destkeystore",
        "store",
        "-deststoretype",
        kind,
        "-deststorepass",
        store_passphrase,
        "-destkeypass",
        key_passphrase,
    ];
    keytool(&folder, &arguments);
    folder.read("store")
}

#[test]
fn the_key_of_a_store_comes_out() {
    for (kind, secret, alias) in [
        ("JKS", "changeit", "a"),
        ("JKS", "pass phrase with blanks", "Zürich €"),
        ("JKS", "Käse€😀", "login"),
        ("JCEKS", "changeit", "a"),
        ("JCEKS", r#"!"$%&/()=?'*"#, "b"),
    ] {
        let bytes = store(kind, secret, secret, alias);
        let contents = jks::open(&bytes, Some(&passphrase(secret))).unwrap();
        assert_eq!(
            (contents.certificates.len(), contents.keys.len()),
            (1, 1),
            "{kind} {secret}"
        );
        let key = PrivateKey::open(&contents.keys[0], None).unwrap();
        assert_eq!(key.public_key().bits(), 2048);
        let scheme = kind.to_owned();
        let error = jks::open(&bytes, None).unwrap_err();
        assert!(matches!(error, Error::PassphraseNeeded { scheme: s, .. } if s == scheme));
        let error = jks::open(&bytes, Some(&passphrase("another"))).unwrap_err();
        assert!(matches!(error, Error::PassphraseWrong { scheme: s, .. } if s == scheme));
    }
}

#[test]
fn a_key_with_a_passphrase_of_its_own_is_told_from_a_wrong_one() {
    for kind in ["JKS", "JCEKS"] {
        let bytes = store(kind, "store-secret", "key-secret", "a");
        let opened = jks::open(&bytes, Some(&passphrase("key-secret"))).unwrap();
        assert_eq!(opened.keys.len(), 1, "{kind}");
        let error = jks::open(&bytes, Some(&passphrase("store-secret"))).unwrap_err();
        assert!(
            matches!(error, Error::StoreKeyPassphrase { .. }),
            "{kind}: {error}"
        );
    }
}

#[test]
fn a_cut_store_is_damaged_and_nothing_else() {
    let bytes = store("JKS", "changeit", "changeit", "a");
    for length in 4..bytes.len() {
        let opened = jks::open(&bytes[..length], Some(&passphrase("changeit")));
        assert!(opened.is_err(), "{length}");
    }
}
