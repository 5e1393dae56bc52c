//! PKCS#12 files (RFC 7292) assembled piece by piece, so that each tests one decision. OpenSSL
//! derives, encrypts and authenticates, with few iterations. Files of whole programs are in the
//! corpus.

use crate::support::der::{element, integer, sequence};
use crate::support::openssl::openssl;
use crate::support::{TestRandom, hex, read_sources, unhex};
use anaplan_rsa_signer::bundle::pkcs12::{Contents, open};
use anaplan_rsa_signer::error::Error;
use anaplan_rsa_signer::notice::Field;
use anaplan_rsa_signer::pbe::Passphrase;
use anaplan_rsa_signer::protocol::{InputField, Reply, Request, Source, SourceReading};
use anaplan_rsa_signer::session::Session;
use der::asn1::ObjectIdentifier;
use zeroize::Zeroizing;

const DATA: &str = "1.2.840.113549.1.7.1";
const SIGNED_DATA: &str = "1.2.840.113549.1.7.2";
const ENVELOPED_DATA: &str = "1.2.840.113549.1.7.3";
const ENCRYPTED_DATA: &str = "1.2.840.113549.1.7.6";
const KEY_BAG: &str = "1.2.840.113549.1.12.10.1.1";
const SHROUDED_KEY_BAG: &str = "1.2.840.113549.1.12.10.1.2";
const CERTIFICATE_BAG: &str = "1.2.840.113549.1.12.10.1.3";
const CRL_BAG: &str = "1.2.840.113549.1.12.10.1.4";
const SAFE_CONTENTS_BAG: &str = "1.2.840.113549.1.12.10.1.6";
const X509: &str = "1.2.840.113549.1.9.22.1";
const SDSI: &str = "1.2.840.113549.1.9.22.2";

const SALT: &str = "0001020304050607";
const IV: &str = "000102030405060708090a0b0c0d0e0f";
/// The most iterations for which the empty passphrase is tried without asking.
const FREE: u32 = 10_000;
/// The most private keys that are opened.
const MOST_KEYS: usize = 32;
/// The deepest nesting of bags.
const DEEPEST: usize = 8;

fn oid(text: &str) -> Vec<u8> {
    let oid = ObjectIdentifier::new(text).unwrap();
    element(0x06, oid.as_bytes())
}

fn octets(content: &[u8]) -> Vec<u8> {
    element(0x04, content)
}

fn number(value: u32) -> Vec<u8> {
    integer(&value.to_be_bytes())
}

fn null() -> Vec<u8> {
    element(0x05, &[])
}

/// `[0] EXPLICIT`.
fn explicit(content: &[u8]) -> Vec<u8> {
    element(0xA0, content)
}

/// Encrypts with PBES2: PBKDF2, HMAC-SHA-256 and AES-256-CBC (RFC 8018). Returns the algorithm and
/// the ciphertext.
fn pbes2(passphrase: &str, iterations: u32, plain: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let key = openssl(
        &format!(
            "kdf -binary -keylen 32 -kdfopt digest:SHA256 -kdfopt pass:{passphrase} \
            -kdfopt hexsalt:{SALT} -kdfopt iter:{iterations} PBKDF2"
        ),
        &[],
    );
    let encrypted = openssl(
        &format!("enc -aes-256-cbc -K {} -iv {IV}", hex(&key)),
        plain,
    );
    let hmac = sequence(&[oid("1.2.840.113549.2.9"), null()]);
    let derivation = sequence(&[octets(&unhex(SALT)), number(iterations), hmac]);
    let kdf = sequence(&[oid("1.2.840.113549.1.5.12"), derivation]);
    let cipher = sequence(&[oid("2.16.840.1.101.3.4.1.42"), octets(&unhex(IV))]);
    let parameters = sequence(&[kdf, cipher]);
    (
        sequence(&[oid("1.2.840.113549.1.5.13"), parameters]),
        encrypted,
    )
}

fn bag(kind: &str, value: &[u8]) -> Vec<u8> {
    sequence(&[oid(kind), explicit(value)])
}

/// Returns a `PrivateKeyInfo` with arbitrary contents.
fn key(content: &[u8]) -> Vec<u8> {
    let algorithm = sequence(&[oid("1.2.840.113549.1.1.1"), null()]);
    sequence(&[number(0), algorithm, octets(content)])
}

fn shrouded(passphrase: &str, iterations: u32, content: &[u8]) -> Vec<u8> {
    let (algorithm, encrypted) = pbes2(passphrase, iterations, &key(content));
    bag(
        SHROUDED_KEY_BAG,
        &sequence(&[algorithm, octets(&encrypted)]),
    )
}

fn certificate(kind: &str, content: Vec<u8>) -> Vec<u8> {
    bag(CERTIFICATE_BAG, &sequence(&[oid(kind), explicit(&content)]))
}

/// Returns an unencrypted `ContentInfo`.
fn plain(bags: &[Vec<u8>]) -> Vec<u8> {
    sequence(&[oid(DATA), explicit(&octets(&sequence(bags)))])
}

/// Returns an encrypted `ContentInfo` with the ciphertext in any encoding.
fn encrypted_as(algorithm: Vec<u8>, content: Vec<u8>) -> Vec<u8> {
    let info = sequence(&[oid(DATA), algorithm, content]);
    let data = sequence(&[number(0), info]);
    sequence(&[oid(ENCRYPTED_DATA), explicit(&data)])
}

fn encrypted(passphrase: &str, iterations: u32, content: &[u8]) -> Vec<u8> {
    let (algorithm, encrypted) = pbes2(passphrase, iterations, content);
    encrypted_as(algorithm, element(0x80, &encrypted))
}

/// Returns the file of these `ContentInfo`s, without a MAC.
fn file(infos: &[Vec<u8>]) -> Vec<u8> {
    whole(DATA, &sequence(infos), None)
}

/// Returns the same with an HMAC-SHA-1 MAC: passphrase and iterations.
fn checked(infos: &[Vec<u8>], mac: (&str, u32)) -> Vec<u8> {
    whole(DATA, &sequence(infos), Some(mac))
}

fn whole(content_type: &str, safe: &[u8], mac: Option<(&str, u32)>) -> Vec<u8> {
    let content = sequence(&[oid(content_type), explicit(&octets(safe))]);
    let mut parts = vec![number(3), content];
    parts.extend(mac.map(|(passphrase, iterations)| mac_data(passphrase, iterations, safe)));
    sequence(&parts)
}

fn mac_data(passphrase: &str, iterations: u32, safe: &[u8]) -> Vec<u8> {
    let units = passphrase.encode_utf16().chain([0]);
    let bmp: Vec<u8> = units.flat_map(u16::to_be_bytes).collect();
    let key = openssl(
        &format!(
            "kdf -binary -keylen 20 -kdfopt digest:SHA1 -kdfopt hexpass:{} \
            -kdfopt hexsalt:{SALT} -kdfopt iter:{iterations} -kdfopt id:3 PKCS12KDF",
            hex(&bmp)
        ),
        &[],
    );
    let digest = openssl(
        &format!("dgst -sha1 -mac HMAC -macopt hexkey:{} -binary", hex(&key)),
        safe,
    );
    let sha1 = sequence(&[oid("1.3.14.3.2.26"), null()]);
    sequence(&[
        sequence(&[sha1, octets(&digest)]),
        octets(&unhex(SALT)),
        number(iterations),
    ])
}

fn opened(file: &[u8], passphrase: Option<&str>) -> Result<Contents, Error> {
    let passphrase = passphrase.map(|text| Passphrase::new(Zeroizing::new(text.to_owned())));
    open(file, passphrase.as_ref())
}

fn refusal(file: &[u8], passphrase: Option<&str>) -> Error {
    opened(file, passphrase).unwrap_err()
}

fn keys(contents: &Contents) -> Vec<Vec<u8>> {
    contents.keys.iter().map(|key| key.der.to_vec()).collect()
}

/// Returns what the error asks for when no passphrase was given.
fn asked(file: &[u8]) -> (u32, String) {
    match refusal(file, None) {
        Error::PassphraseNeeded { iterations, scheme } => (iterations, scheme),
        other => unreachable!("{other:?}"),
    }
}

fn wrong(scheme: &str, iterations: u32) -> Error {
    Error::PassphraseWrong {
        scheme: scheme.to_owned(),
        iterations,
    }
}

fn is_wrong(file: &[u8], passphrase: &str) -> bool {
    matches!(
        refusal(file, Some(passphrase)),
        Error::PassphraseWrong { .. }
    )
}

fn damaged() -> Error {
    Error::DamagedDer {
        label: "PKCS#12".to_owned(),
    }
}

fn unsupported(scheme: &str) -> Error {
    Error::UnsupportedEncryption {
        scheme: scheme.to_owned(),
    }
}

#[test]
fn unprotected_files_open_with_or_without_a_passphrase() {
    let bags = [
        certificate(X509, octets(b"certificate")),
        bag(KEY_BAG, &key(b"key")),
    ];
    for passphrase in [None, Some(""), Some("secret")] {
        let contents = opened(&file(&[plain(&bags)]), passphrase).unwrap();
        assert_eq!(contents.certificates, [b"certificate"]);
        assert_eq!(keys(&contents), [key(b"key")]);
        assert_eq!(contents.left_closed, 0);
    }
}

#[test]
fn the_empty_passphrase_is_tried_where_it_is_cheap() {
    let bags = [plain(&[bag(KEY_BAG, &key(b"key"))])];
    let cheap = checked(&bags, ("", FREE));
    for passphrase in [None, Some(""), Some("another file's")] {
        assert_eq!(opened(&cheap, passphrase).unwrap().keys.len(), 1);
    }
    let dear = checked(&bags, ("", FREE + 1));
    assert_eq!(asked(&dear), (FREE + 1, "PKCS#12".to_owned()));
    assert_eq!(refusal(&dear, Some("wrong")), wrong("PKCS#12", FREE + 1));
    assert!(opened(&dear, Some("")).is_ok());
    let cheap = checked(&bags, ("secret", 1));
    assert_eq!(asked(&cheap), (1, "PKCS#12".to_owned()));
    assert_eq!(refusal(&cheap, Some("wrong")), wrong("PKCS#12", 1));
    assert!(opened(&cheap, Some("secret")).is_ok());
}

#[test]
fn the_costliest_derivation_is_reported() {
    let part = |iterations| encrypted("secret", iterations, &sequence(&[bag(KEY_BAG, &key(&[]))]));
    let scheme = "PKCS#12, PBES2 with PBKDF2, HMAC-SHA-256 and AES-256-CBC";
    for (file, iterations) in [
        (file(&[part(5)]), 5),
        (checked(&[part(5)], ("secret", 3)), 5),
        (checked(&[part(5)], ("secret", 7)), 7),
        (file(&[part(5), part(9)]), 9),
        (file(&[part(9), part(5)]), 9),
    ] {
        let (told, by) = asked(&file);
        assert_eq!(told, iterations);
        assert!(
            by.starts_with("PKCS#12, ") && by.contains("AES-256"),
            "{by} is not like {scheme}"
        );
        assert!(opened(&file, Some("secret")).is_ok());
    }
}

#[test]
fn among_separately_protected_keys_the_costliest_is_reported() {
    let (cheap, dear) = (shrouded("secret", 3, b"a"), shrouded("secret", 9, b"b"));
    for bags in [
        [cheap.clone(), dear.clone()],
        [dear.clone(), cheap.clone()],
        [
            bag(SAFE_CONTENTS_BAG, &sequence(std::slice::from_ref(&dear))),
            cheap.clone(),
        ],
        [bag(CRL_BAG, &sequence(&[cheap])), dear],
    ] {
        let (iterations, scheme) = asked(&file(&[plain(&bags)]));
        assert_eq!(iterations, 9);
        assert!(scheme.contains("AES-256"), "{scheme}");
    }
    // A bag without a value is passed by; what stands behind it is still told.
    let unreadable = sequence(&[oid(SHROUDED_KEY_BAG)]);
    let dear = shrouded("secret", FREE + 1, b"b");
    assert_eq!(asked(&file(&[plain(&[unreadable, dear])])).0, FREE + 1);
    // What looks like a protected key in a bag of another kind is none.
    let other = bag(
        CRL_BAG,
        &sequence(&[pbes2("secret", 9, b"a").0, octets(&[])]),
    );
    let contents = opened(&file(&[plain(&[other])]), None).unwrap();
    assert!(contents.keys.is_empty());
}

#[test]
fn the_nesting_of_bags_is_bounded() {
    let nested = |times: usize| {
        let bags = (0..times).fold(shrouded("secret", 2, b"key"), |inner, _| {
            bag(SAFE_CONTENTS_BAG, &sequence(&[inner]))
        });
        file(&[plain(&[bags])])
    };
    assert_eq!(asked(&nested(DEEPEST)).0, 2);
    let contents = opened(&nested(DEEPEST), Some("secret")).unwrap();
    assert_eq!(keys(&contents), [key(b"key")]);
    for passphrase in [None, Some("secret")] {
        assert_eq!(refusal(&nested(DEEPEST + 1), passphrase), damaged());
    }
}

#[test]
fn the_number_of_opened_keys_is_bounded() {
    for bag in [bag(KEY_BAG, &key(b"key")), shrouded("secret", 1, b"key")] {
        for (count, left) in [(MOST_KEYS, 0), (MOST_KEYS + 2, 2)] {
            let bags = vec![bag.clone(); count];
            let contents = opened(&file(&[plain(&bags)]), Some("secret")).unwrap();
            assert_eq!(contents.keys.len(), MOST_KEYS);
            assert_eq!(contents.left_closed, left);
        }
    }
}

/// Each costs a derivation, refused or not.
#[test]
fn the_number_of_tried_keys_and_parts_is_bounded() {
    let mut bags = vec![shrouded("another", 1, b"key"); MOST_KEYS + 1];
    bags.push(certificate(X509, octets(b"certificate")));
    let part = encrypted("another", 1, &sequence(&[]));
    let mut parts = vec![part; MOST_KEYS + 1];
    parts.push(plain(&[certificate(X509, octets(b"certificate"))]));
    // Keys first, then the certificates encrypted, as keytool writes them.
    let most = vec![shrouded("secret", 1, b"key"); MOST_KEYS];
    let behind = encrypted(
        "secret",
        1,
        &sequence(&[certificate(X509, octets(b"certificate"))]),
    );
    let keytool = vec![plain(&most), behind];
    for (infos, left) in [(vec![plain(&bags)], 1), (parts, 1), (keytool, 0)] {
        let file = checked(&infos, ("secret", 1));
        let contents = opened(&file, Some("secret")).unwrap();
        assert_eq!(contents.left_closed, left);
        assert_eq!(contents.certificates.len(), 1);
    }
}

/// A key that no program here can open closes nothing else.
#[test]
fn a_key_in_an_unknown_scheme_leaves_the_others_open() {
    let gost = "1.2.643.7.1.1.5.1";
    let unknown = sequence(&[sequence(&[oid(gost), null()]), octets(b"encrypted")]);
    let bags = [
        bag(SHROUDED_KEY_BAG, &unknown),
        certificate(X509, octets(b"certificate")),
        shrouded("secret", 1, b"key"),
    ];
    let contents = opened(&file(&[plain(&bags)]), Some("secret")).unwrap();
    assert_eq!(keys(&contents), [key(b"key")]);
    assert_eq!(contents.certificates.len(), 1);
    assert_eq!(contents.problems, [unsupported(gost)]);
    let alone = file(&[plain(&bags[..1])]);
    assert_eq!(refusal(&alone, Some("secret")), unsupported(gost));
    // Nothing is derived for it, so it does not count.
    let mut many = vec![bags[0].clone(); MOST_KEYS + 1];
    many.push(shrouded("secret", 1, b"key"));
    let contents = opened(&file(&[plain(&many)]), Some("secret")).unwrap();
    assert_eq!(keys(&contents), [key(b"key")]);
}

#[test]
fn unused_contents_are_skipped() {
    let bags = [
        bag(CRL_BAG, &sequence(&[])),
        certificate(SDSI, octets(b"another kind")),
        certificate(X509, sequence(&[])),
        certificate(X509, octets(b"certificate")),
    ];
    let contents = opened(&file(&[plain(&bags)]), None).unwrap();
    assert_eq!(contents.certificates, [b"certificate"]);
    assert!(contents.keys.is_empty());
    let no_key = file(&[plain(&[bag(KEY_BAG, &sequence(&[]))])]);
    assert_eq!(refusal(&no_key, None), damaged());
}

#[test]
fn other_kinds_of_content_are_named() {
    let safe = sequence(&[plain(&[])]);
    assert_eq!(
        refusal(&whole(SIGNED_DATA, &safe, None), None),
        unsupported(SIGNED_DATA)
    );
    let enveloped = sequence(&[oid(ENVELOPED_DATA), explicit(&sequence(&[]))]);
    assert_eq!(
        refusal(&file(&[enveloped]), Some("secret")),
        unsupported(ENVELOPED_DATA)
    );
    let (algorithm, bytes) = pbes2("secret", 1, &sequence(&[]));
    let elsewhere = encrypted_as(algorithm, element(0x81, &bytes));
    assert_eq!(
        refusal(&file(&[elsewhere]), Some("secret")),
        unsupported(ENCRYPTED_DATA)
    );
}

#[test]
fn constructed_octet_strings_are_joined() {
    let bags = sequence(&[bag(KEY_BAG, &key(b"key"))]);
    let (algorithm, bytes) = pbes2("secret", 1, &bags);
    let (one, two) = bytes.split_at(20);
    let pieces = element(0xA0, &[octets(one), octets(two)].concat());
    let contents = opened(
        &file(&[encrypted_as(algorithm.clone(), pieces)]),
        Some("secret"),
    );
    assert_eq!(keys(&contents.unwrap()), [key(b"key")]);
    let no_piece = element(0xA0, &[octets(one), number(1)].concat());
    let file = file(&[encrypted_as(algorithm, no_piece)]);
    assert_eq!(refusal(&file, Some("secret")), unsupported(ENCRYPTED_DATA));
}

#[test]
fn decrypted_content_is_exactly_one_sequence() {
    let bags = sequence(&[bag(KEY_BAG, &key(b"key"))]);
    for plain in [octets(&bags), [bags.clone(), vec![0]].concat()] {
        assert!(is_wrong(&file(&[encrypted("secret", 1, &plain)]), "secret"));
    }
    let file = file(&[encrypted("secret", 1, &bags)]);
    assert!(opened(&file, Some("secret")).is_ok());
}

#[test]
fn a_failed_mac_is_distinguished_from_a_wrong_passphrase() {
    let bags = sequence(&[bag(KEY_BAG, &key(b"key"))]);
    let part = encrypted("secret", 1, &bags);
    let check = |passphrase| mac_data(passphrase, 1, &sequence(&[]));
    let with = |part: &Vec<u8>, mac: Vec<u8>| {
        let safe = octets(&sequence(std::slice::from_ref(part)));
        sequence(&[number(3), sequence(&[oid(DATA), explicit(&safe)]), mac])
    };
    // The check is of something else, and the passphrase opens what is there.
    let changed = with(&part, check("secret"));
    assert_eq!(refusal(&changed, Some("secret")), Error::BundleIntegrity);
    assert!(is_wrong(&changed, "wrong"));
    assert_eq!(asked(&changed).0, 1);
    // Where nothing is protected, only the check can tell.
    let changed = with(&plain(&[]), check("secret"));
    assert!(is_wrong(&changed, "secret"));
    assert_eq!(asked(&changed).0, 1);
}

/// OpenSSL's `-twopass`: one passphrase for the check, another for what is encrypted.
#[test]
fn two_passphrases_in_one_file_are_named() {
    let inner = [
        encrypted("another", 1, &sequence(&[])),
        plain(&[shrouded("another", 1, b"key")]),
    ];
    for part in inner {
        let file_checked = checked(std::slice::from_ref(&part), ("secret", 1));
        let two = refusal(&file_checked, Some("secret"));
        assert_eq!(two.code(), "bundle-two-passphrases");
        assert_eq!(
            refusal(&file_checked, Some("another")),
            Error::BundleIntegrity
        );
        assert!(is_wrong(&file(std::slice::from_ref(&part)), "secret"));
        assert_eq!(asked(&file(&[part])).0, 1);
    }
}

/// What Java's keytool writes when a key entry has a passphrase of its own.
#[test]
fn an_entry_with_a_passphrase_of_its_own_leaves_the_others_open() {
    let bags = [
        certificate(X509, octets(b"certificate")),
        shrouded("secret", 1, b"one"),
        shrouded("another", 1, b"two"),
    ];
    for file in [
        file(&[plain(&bags)]),
        checked(&[plain(&bags)], ("secret", 1)),
    ] {
        let contents = opened(&file, Some("secret")).unwrap();
        assert_eq!(keys(&contents), [key(b"one")]);
        assert_eq!(contents.certificates.len(), 1);
        let codes: Vec<_> = contents.problems.iter().map(Error::code).collect();
        assert_eq!(codes, ["bundle-two-passphrases"]);
    }
    let file = checked(&[plain(&bags)], ("secret", 1));
    let two = refusal(&file, Some("another"));
    assert_eq!(two.code(), "bundle-two-passphrases");
}

/// Each try costs a derivation.
#[test]
fn behind_another_passphrase_the_rest_is_tried_where_it_is_cheap_or_the_check_agrees() {
    let inner = sequence(&[bag(KEY_BAG, &key(b"key"))]);
    let files = |iterations| {
        let whole = encrypted("another", iterations, &sequence(&[]));
        let single = shrouded("another", iterations, b"another");
        [
            vec![whole, encrypted("secret", 1, &inner)],
            vec![plain(&[single, shrouded("secret", 1, b"key")])],
        ]
    };
    let opens = |file: &[u8]| keys(&opened(file, Some("secret")).unwrap()) == [key(b"key")];
    for (cheap, dear) in files(1).iter().zip(files(FREE + 1)) {
        assert!(opens(&file(cheap)));
        assert!(is_wrong(&file(&dear), "secret"));
        assert!(opens(&checked(&dear, ("secret", 1))));
    }
}

#[test]
fn a_damaged_entry_leaves_the_others_open() {
    let bags = [bag(KEY_BAG, &sequence(&[])), bag(KEY_BAG, &key(b"key"))];
    let contents = opened(&file(&[plain(&bags)]), None).unwrap();
    assert_eq!(keys(&contents), [key(b"key")]);
    assert_eq!(contents.problems, [damaged()]);
}

#[test]
fn a_decrypted_key_is_not_another_encrypted_key() {
    let (algorithm, encrypted) = pbes2("secret", 1, &key(b"key"));
    let inner = sequence(&[algorithm, octets(&encrypted)]);
    let (algorithm, encrypted) = pbes2("secret", 1, &inner);
    let value = sequence(&[algorithm, octets(&encrypted)]);
    let file = file(&[plain(&[bag(SHROUDED_KEY_BAG, &value)])]);
    assert!(opened(&file, Some("secret")).is_err());
}

/// Reads a file in a session: its notices, each with its field, and what is said of the source.
fn read(file: Vec<u8>, passphrase: Option<&str>) -> (Vec<(&'static str, Field)>, SourceReading) {
    let passphrase = passphrase.map(|text| Zeroizing::new(text.to_owned()));
    let source = Source::file(1, InputField::Files, "own.p12", file).with_passphrase(passphrase);
    let request = read_sources(vec![source]);
    match Session::default().answer(request, 1_800_000_000, &mut TestRandom::new(1)) {
        Reply::Reading(mut reading) => {
            let notices = reading.notices.iter();
            let codes = notices.map(|own| (own.code, own.field)).collect();
            (codes, reading.sources.remove(0))
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_session_reports_what_a_bundle_left_closed() {
    let too_many = ("too-many-keys", Field::Files);
    for (count, reported) in [(MOST_KEYS, false), (MOST_KEYS + 1, true)] {
        let bags = vec![bag(KEY_BAG, &key(b"key")); count];
        let (codes, _) = read(file(&[plain(&bags)]), None);
        assert_eq!(codes.contains(&too_many), reported, "{count}: {codes:?}");
    }
    let bags = [
        shrouded("secret", 1, b"one"),
        shrouded("another", 2000, b"two"),
    ];
    let (codes, source) = read(file(&[plain(&bags)]), Some("secret"));
    let two = ("bundle-two-passphrases", Field::Passphrase);
    assert!(codes.contains(&two), "{codes:?}");
    assert_eq!(source.locked.unwrap().iterations, 2000);
}

/// An entry that is of no use here is reported, in the list of certificates too.
#[test]
fn a_session_reports_entries_of_other_kinds() {
    let bags = [
        certificate(X509, octets(b"certificate")),
        bag(CRL_BAG, &sequence(&[])),
        bag(CRL_BAG, &sequence(&[])),
    ];
    let bytes = file(&[plain(&bags)]);
    let (codes, _) = read(bytes.clone(), None);
    let others = ("bundle-others", Field::Files);
    assert!(codes.contains(&others), "{codes:?}");
    let sources = vec![Source::file(1, InputField::Files, "own.p12", bytes)];
    let request = Request::Expiry { sources };
    match Session::default().answer(request, 1_800_000_000, &mut TestRandom::new(1)) {
        Reply::Expiry(expiry) => {
            let mut notices = expiry.notices.iter();
            let others = notices.find(|own| own.code == "bundle-others").unwrap();
            assert_eq!(*others.params.get("count").unwrap(), (&2_i64).into());
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_bundle_is_unlocked_by_a_passphrase_only() {
    let bags = [plain(&[certificate(X509, octets(b"certificate"))])];
    let (codes, source) = read(checked(&bags, ("", 1)), None);
    assert!(!source.unlocked && source.locked.is_none(), "{codes:?}");
    let (_, source) = read(checked(&bags, ("secret", 1)), Some("secret"));
    assert!(source.unlocked && source.locked.is_none());
    let key = file(&[plain(&[shrouded("secret", 1, b"key")])]);
    assert!(read(key, Some("secret")).1.unlocked);
    // It opened without what was typed, or was not closed.
    assert!(!read(file(&[plain(&bags)]), Some("secret")).1.unlocked);
    let (_, source) = read(checked(&bags, ("", 1)), Some("another file's"));
    assert!(!source.unlocked && source.locked.is_none());
}

#[test]
fn an_empty_bundle_is_named() {
    let empty = ("bundle-empty", Field::Files);
    assert_eq!(read(file(&[plain(&[])]), None).0, [empty]);
    let pkcs7 = openssl("crl2pkcs7 -nocrl -outform DER", b"");
    assert_eq!(read(pkcs7, None).0, [empty]);
    let certificate = file(&[plain(&[certificate(X509, octets(b"certificate"))])]);
    assert!(!read(certificate, None).0.contains(&empty));
}
