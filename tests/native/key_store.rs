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

/// Stores put together of one entry, without the seal, which only a wrong passphrase asks for.
#[test]
fn of_several_entries_each_is_taken_for_itself() {
    let secret = "changeit";
    let bytes = store("JKS", secret, secret, "a");
    let entry = &bytes[12..bytes.len() - 20];
    // Kind, alias, date; the key; the number of its certificates and the only one.
    let head = &entry[4..15];
    let key = u32::from_be_bytes(entry[15..19].try_into().unwrap());
    let behind = 19 + usize::try_from(key).unwrap();
    let certificate = [&[0, 0, 0, 2], head, &entry[behind + 4..]].concat();
    let secret_key = [&[0, 0, 0, 3], head, b"a serialized object"].concat();
    let mut other = entry.to_vec();
    other[behind - 1] ^= 1;
    let jks = bytes[..8].to_vec();
    let jceks = vec![0xCE, 0xCE, 0xCE, 0xCE, 0, 0, 0, 2];
    let own = || entry.to_vec();
    let one = "store-key-passphrase";
    for (head, entries, expected) in [
        (&jks, vec![own(), certificate], Some((1, 2, 0, None))),
        (&jks, vec![other, own()], Some((1, 2, 0, Some(one)))),
        (&jks, vec![own(); 34], Some((32, 34, 2, None))),
        // A secret key ends what can be read; only JCEKS holds any.
        (
            &jceks,
            vec![own(), secret_key.clone()],
            Some((1, 1, 0, Some("store-unread"))),
        ),
        (
            &jceks,
            vec![secret_key.clone(), own()],
            Some((0, 0, 0, Some("store-unread"))),
        ),
        (&jks, vec![own(), secret_key], None),
    ] {
        let count = u32::try_from(entries.len()).unwrap().to_be_bytes();
        let store = [head.as_slice(), &count, &entries.concat(), &[0; 20]].concat();
        let opened = jks::open(&store, Some(&passphrase(secret))).ok();
        let found = opened.map(|own| {
            let (keys, certificates) = (own.keys.len(), own.certificates.len());
            let problem = own.problems.first().map(Error::code);
            (keys, certificates, own.left_closed, problem)
        });
        assert_eq!(found, expected);
    }
}
