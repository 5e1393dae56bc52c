//! OpenSSH's private keys, made by `ssh-keygen`.

use crate::support::openssl::{Folder, Key};
use crate::support::{self, TestRandom, process};
use anaplan_rsa_signer::error::Error;
use anaplan_rsa_signer::input::{Object, PrivateKeyDer, read_text};
use anaplan_rsa_signer::pbe::{MAX_BCRYPT_ROUNDS, Passphrase};
use anaplan_rsa_signer::private_key::PrivateKey;
use anaplan_rsa_signer::protocol::Reply;
use anaplan_rsa_signer::session::Session;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::process::Command;
use zeroize::Zeroizing;

/// The file that `ssh-keygen -p` makes of OpenSSL's key with this passphrase and these options.
fn file(key: Key, passphrase: &str, options: &str) -> String {
    let folder = Folder::new();
    folder.write("key", key.pem());
    let path = folder.root().join("key");
    fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
    let mut command = Command::new("ssh-keygen");
    command.args(["-q", "-p", "-f", "key", "-N", passphrase]);
    command.args(options.split_whitespace());
    process::run(command.current_dir(folder.root()), b"");
    fs::read_to_string(path).unwrap()
}

fn only_key(text: &str) -> PrivateKeyDer {
    match read_text(text).objects.pop() {
        Some(Object::PrivateKey(key)) => key,
        other => panic!("{other:?}"),
    }
}

fn open(text: &str, passphrase: Option<&str>) -> Result<PrivateKey, Error> {
    open_key(&only_key(text), passphrase)
}

fn open_key(key: &PrivateKeyDer, passphrase: Option<&str>) -> Result<PrivateKey, Error> {
    let passphrase = passphrase.map(|text| Passphrase::new(Zeroizing::new(text.to_owned())));
    PrivateKey::open(key, passphrase.as_ref())
}

/// The key of the text with the byte at `at`, from the end when negative, changed.
fn changed(text: &str, at: isize) -> PrivateKeyDer {
    let mut key = only_key(text);
    let length = key.der.len();
    let place = length.wrapping_add_signed(at) % length;
    key.der[place] ^= 1;
    key
}

fn is_damaged(opened: Result<PrivateKey, Error>) -> bool {
    matches!(opened, Err(Error::DamagedDer { label }) if label == "OPENSSH PRIVATE KEY")
}

#[test]
fn every_cipher_of_ssh_keygen_is_opened() {
    let own = open(&Key::Rsa(3072).pem(), None).unwrap();
    for (cipher, secret) in [
        ("aes128-cbc", "secret"),
        ("aes192-cbc", "pass phrase with blanks"),
        ("aes256-cbc", "Käse€😀"),
        ("aes128-ctr", r#"!"$%&/()=?'*"#),
        ("aes192-ctr", "secret"),
        ("aes256-ctr", "secret"),
        ("aes128-gcm@openssh.com", "secret"),
        ("aes256-gcm@openssh.com", "secret"),
        ("chacha20-poly1305@openssh.com", "secret"),
    ] {
        let text = file(Key::Rsa(3072), secret, &format!("-Z {cipher} -a 2"));
        let opened = open(&text, Some(secret)).unwrap();
        assert_eq!(opened.public_key(), own.public_key(), "{cipher}");
        let name = cipher.trim_end_matches("@openssh.com");
        let shown = (format!("bcrypt, {name}"), 2);
        match open(&text, None) {
            Err(Error::PassphraseNeeded { scheme, iterations }) => {
                assert_eq!((scheme, iterations), shown);
            }
            other => panic!("{cipher}: {other:?}"),
        }
        for wrong in ["another", ""] {
            match open(&text, Some(wrong)) {
                Err(Error::PassphraseWrong { scheme, iterations }) => {
                    assert_eq!((scheme, iterations), shown);
                }
                other => panic!("{cipher}: {other:?}"),
            }
        }
    }
}

/// The right passphrase is seen in the first bytes; what is wrong further on is damage.
#[test]
fn damage_is_told_from_a_wrong_passphrase() {
    for cipher in [
        "aes256-cbc",
        "aes256-ctr",
        "aes256-gcm@openssh.com",
        "chacha20-poly1305@openssh.com",
    ] {
        let text = file(Key::Rsa(2048), "secret", &format!("-Z {cipher} -a 1"));
        let damaged = changed(&text, -1100);
        assert!(is_damaged(open_key(&damaged, Some("secret"))), "{cipher}");
    }
    // No whole blocks, though what is missing is of the padding.
    let mut key = only_key(&file(Key::Rsa(2048), "secret", "-Z aes256-ctr -a 1"));
    let length = |at: usize, end: usize| u32::try_from(end - at - 4).unwrap().to_be_bytes();
    let end = key.der.len();
    let at = (0..end - 4).find(|at| key.der[*at..at + 4] == length(*at, end));
    let at = at.unwrap();
    key.der[at..at + 4].copy_from_slice(&length(at, end - 1));
    key.der.pop();
    assert!(is_damaged(open_key(&key, Some("secret"))));
}

/// The tag behind an authenticated cipher is not looked at; whatever is changed, there is no other key.
#[test]
fn a_changed_file_gives_the_same_key_or_none() {
    let own = open(&Key::Rsa(2048).pem(), None).unwrap();
    for cipher in ["aes256-gcm@openssh.com", "chacha20-poly1305@openssh.com"] {
        let text = file(Key::Rsa(2048), "secret", &format!("-Z {cipher} -a 1"));
        let tag = open_key(&changed(&text, -1), Some("secret")).unwrap();
        assert_eq!(tag.public_key(), own.public_key(), "{cipher}");
        for at in (-1500..-1).step_by(37) {
            if let Ok(key) = open_key(&changed(&text, at), Some("secret")) {
                assert_eq!(key.public_key(), own.public_key(), "{cipher} {at}");
            }
        }
    }
}

/// Returns where the length of the list stands: behind magic, "none" twice, the empty options, the count and
/// the public key.
fn list_at(der: &[u8]) -> usize {
    let public = 15 + 8 + 8 + 4 + 4;
    let length = der[public..public + 4].try_into().unwrap();
    public + 4 + usize::try_from(u32::from_be_bytes(length)).unwrap()
}

#[test]
fn an_unprotected_key_is_opened_and_none_that_is_damaged() {
    let text = file(Key::Rsa(2048), "", "");
    let own = open(&Key::Rsa(2048).pem(), None).unwrap();
    let opened = open(&text, None).unwrap();
    assert_eq!(opened.public_key(), own.public_key());
    let request = support::read("", &text);
    match Session::default().answer(request, 0, &mut TestRandom::new(1)) {
        Reply::Reading(reading) => assert_eq!(reading.private_key.unwrap().form, "OpenSSH"),
        other => panic!("{other:?}"),
    }
    let key = only_key(&text);
    for length in 15..key.der.len() {
        let der = Zeroizing::new(key.der[..length].to_vec());
        let form = key.form.clone();
        let opened = PrivateKey::open(&PrivateKeyDer { form, der }, None);
        assert!(opened.is_err(), "{length}");
    }
    // Padding that counts up beyond a block, and beyond a byte.
    let padding = key.der.iter().rev().position(|byte| *byte == 1).unwrap() + 1;
    for count in [16_u32, 300] {
        let mut der = key.der.to_vec();
        der.truncate(der.len() - padding);
        der.extend((1..=count).map(|byte| byte.to_le_bytes()[0]));
        let (before, list) = der.split_at(list_at(&der));
        let length = u32::try_from(list.len() - 4).unwrap().to_be_bytes();
        let der = Zeroizing::new([before, &length, &list[4..]].concat());
        let form = key.form.clone();
        let opened = PrivateKey::open(&PrivateKeyDer { form, der }, None);
        assert!(opened.is_err(), "{count}");
    }
    // The padding, the check in front of the list, the public key beside it.
    for at in [-1, 62, 80] {
        assert!(open_key(&changed(&text, at), None).is_err(), "{at}");
    }
}

#[test]
fn other_keys_are_named_before_a_passphrase_is_asked_for() {
    for (kind, name) in [("ed25519", "Ed25519"), ("ecdsa", "EC")] {
        let folder = Folder::new();
        let mut command = Command::new("ssh-keygen");
        command.args(["-q", "-t", kind, "-N", "secret", "-f", "key"]);
        process::run(command.current_dir(folder.root()), b"");
        let text = fs::read_to_string(folder.root().join("key")).unwrap();
        let algorithm = name.to_owned();
        let error = Error::KeyNotRsa { algorithm };
        assert_eq!(open(&text, None).unwrap_err(), error);
        // A kind that is not known is called what it calls itself.
        let mut key = only_key(&text);
        if let Some(at) = key.der.windows(11).position(|own| own == b"ssh-ed25519") {
            key.der[at..at + 11].copy_from_slice(b"ssh-unknown");
            let error = open_key(&key, None).unwrap_err();
            assert!(matches!(error, Error::KeyNotRsa { algorithm } if algorithm == "ssh-unknown"));
        }
    }
}

/// Header fields that `ssh-keygen` does not write.
#[test]
fn many_rounds_several_keys_and_strange_names_are_refused() {
    let text = file(Key::Rsa(2048), "secret", "-a 1");
    let with = |old: &[u8], new: &[u8]| {
        let mut key = only_key(&text);
        let at = key.der.windows(old.len()).position(|own| own == old);
        let at = at.unwrap();
        key.der.splice(at..at + old.len(), new.iter().copied());
        PrivateKey::open(&key, None).unwrap_err()
    };
    // The rounds, and the number of keys behind them.
    let one = [0, 0, 0, 1, 0, 0, 0, 1];
    let [.., a, b] = (MAX_BCRYPT_ROUNDS + 1).to_be_bytes();
    assert_eq!(
        with(&one, &[0, 0, a, b, 0, 0, 0, 1]),
        Error::TooManyIterations {
            iterations: MAX_BCRYPT_ROUNDS + 1,
            limit: MAX_BCRYPT_ROUNDS
        }
    );
    for count in [0, 2] {
        let several = [0, 0, 0, 1, 0, 0, 0, count];
        let count = u32::from(count);
        let error = Error::OpensshSeveralKeys { count };
        assert_eq!(with(&one, &several), error);
    }
    // No passphrase opens these: no rounds, and no salt of sixteen bytes.
    assert!(is_damaged(Err(with(&one, &[0, 0, 0, 0, 0, 0, 0, 1]))));
    assert!(is_damaged(Err(with(&[0, 0, 0, 16], &[0, 0, 0, 0]))));
    for (old, new) in [("aes256-ctr", "aes256-xyz"), ("bcrypt", "argon2")] {
        let scheme = new.to_owned();
        let error = Error::UnsupportedEncryption { scheme };
        assert_eq!(with(old.as_bytes(), new.as_bytes()), error);
    }
}
