//! Derivations and ciphers against the answers of OpenSSL 3.0 (`openssl kdf`, `openssl enc` and
//! `openssl dgst -mac HMAC`), identifiers by their RFCs, and every bound at its edge.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../../tests/support/der.rs"]
#[allow(dead_code, unreachable_pub, reason = "the tests share it")]
mod der_writer;
#[path = "../../tests/support/hex.rs"]
#[allow(unreachable_pub, reason = "the tests share it")]
mod hex;

use super::cipher::Cipher;
use super::kdf::{Kdf, Purpose};
use super::{DecryptError, MAX_ITERATIONS, Mac, Passphrase, Scheme};
use crate::error::Error;
use crate::hash::Hash;
use der::asn1::{AnyRef, ObjectIdentifier};
use der_writer::{element, sequence};
use hex::{hex, unhex};
use zeroize::Zeroizing;

const SALT: [u8; 8] = [0, 1, 2, 3, 4, 5, 6, 7];

fn integer(value: u32) -> Vec<u8> {
    der::Encode::to_der(&value).unwrap()
}

fn algorithm(oid: &str, parameters: Vec<u8>) -> Vec<u8> {
    let oid = ObjectIdentifier::new(oid).unwrap();
    sequence(&[element(0x06, oid.as_bytes()), parameters])
}

fn any(der: &[u8]) -> AnyRef<'_> {
    der::Decode::from_der(der).unwrap()
}

fn named(algorithm: &[u8]) -> Result<String, Error> {
    Scheme::from_algorithm(&any(algorithm)).map(|scheme| scheme.name())
}

fn damaged() -> Error {
    super::scheme::unreadable()
}

fn passphrase(text: &str) -> Passphrase {
    Passphrase::new(Zeroizing::new(text.to_owned()))
}

const HASHES: [Hash; 8] = [
    Hash::Md5,
    Hash::Sha1,
    Hash::Sha224,
    Hash::Sha256,
    Hash::Sha384,
    Hash::Sha512,
    Hash::Sha512_224,
    Hash::Sha512_256,
];

fn derived(kdf: &Kdf, passphrase: &[u8], purpose: Purpose, length: usize) -> String {
    hex(&kdf.derive(passphrase, purpose, length).unwrap())
}

#[test]
fn pkcs12_derives_what_openssl_derives() {
    // More than one block of output each, so that the input is added to.
    let answers = [
        "c28677e7fd32354aecba369bad52915c60a17ce6f9c50a6536a8c4191588cb99336c02829352c27b9cca4caf6dd412c35329aefac6181dc56af95377079378ef512b75658efee2b73442047414d02e25",
        "2a0d0374d476bae61bcf4ba83efe294bb8a6d15cfb148270b4c0ca73f0af88233954f85e90bcae4e9323b92eca06a74274eceb5ad79fa391433d09aff2286908d2de69c3252aba8f681ba2f73d6f2d69",
        "d231cdfa872360b4d8accda0a642b2c4971f814d97136d49cd8bd4a015995915e085cb678d6d84ce6a695b2c690f98956fd0fed08c7a6d4bb5380ccdf8c371c478ddebe17dec51bc677d1d0439c81cde",
        "2148eea0a3d1ebe405118ffef3178585325050c70512ff2a44cca036950b7cf9b8cb5448434b9a381b33cca8ece17f7e7a6cd7676c7f9eb5bdbd4d72a01349276b5af3b1dbe5978da1ceea923ad1a1a6",
        "39ea251510a211846e716dd8b1c003c5a0e813e68a93fbbb2eb66694204c9e2f84545c034ef277fa6a3472eee437a4efe2652eccdd22e45fb1573d50a8ac92ecebeff27ad0fac8419b3c6de91e672732",
        "27266134f3e4345ff8ba024908948e65674278d69c5e9493c9c13be99253725d0d48a8d738e1f1f25b6d3700cb11c5f2f0be8b805cfff39a84fc2e3a4f3250a3ac6c87677d325f15e54e041ebe9dec6b",
        "7d620569f2e71c954942a95b8c53a4df4742c55ff4220057b30afd8ba29420b3ed825b1c1af54317b5bdfcded56646ad21da4b312aa54bcb2de2a3174844a6ddfc182cd3e26749c245ad51884b9dc808",
        "76e7f0a68731e7ab500e4ed74349e135d32c9cdfdafac403329d5c1fcab25d94ee03cdc7cac919ed6f9072ec1415af81a6cebadbc035b5f4a3957b1393d0f5518a2a296d3d4c4747b49c235ceb7b78b5",
    ];
    let kdf = |hash| Kdf::Pkcs12 {
        hash,
        salt: SALT.to_vec(),
        iterations: 3,
    };
    let text = [0, b'p', 0, b'q', 0, 0];
    for (hash, answer) in HASHES.into_iter().zip(answers) {
        assert_eq!(derived(&kdf(hash), &text, Purpose::Key, 80), answer);
    }
    let sha1 = kdf(Hash::Sha1);
    assert_eq!(
        derived(&sha1, &text, Purpose::Iv, 20),
        "ee386f98ea0db9b5f3ebdb47feff00ddda553dfd"
    );
    assert_eq!(
        derived(&sha1, &text, Purpose::Mac, 20),
        "e9808913206bcf6f2d1b51c0c6d2eb6f56762890"
    );
}

#[test]
fn the_other_derivations_give_what_openssl_gives() {
    let answers = [
        "e5de71a49833e8310e9c2ba3c4d8726f70b2c49f",
        "6a089c6196525ed6f5bbe7e9f6adde3a7e7ca3bb",
        "69f87d86963a97cc0ad90d3d9ea2245f7658b54c",
        "d4caeff274826466a7259b54a76050097cc84085",
        "01c961778e27509ceb734f22a664f4f41737f33f",
        "2a65e8ee1f0dee205bda183cf626458e2fbf1174",
        "411a3ab34f7175b8d408529a3ac9cd1d288aae87",
        "ec3e93df27a1825f5355302a8afa5bde7d427302",
    ];
    let salt = SALT.to_vec();
    for (hash, answer) in HASHES.into_iter().zip(answers) {
        let (salt, iterations) = (salt.clone(), 3);
        let kdf = Kdf::Pbkdf2 {
            hash,
            salt,
            iterations,
        };
        assert_eq!(derived(&kdf, b"pass", Purpose::Key, 20), answer);
    }
    let old = Kdf::Pbkdf1 {
        hash: Hash::Sha1,
        salt: salt.clone(),
        iterations: 3,
    };
    let sixteen = derived(&old, b"pass", Purpose::Key, 16);
    assert_eq!(sixteen, "0f6a5654c65014fe03bc1d19f6aa5ef5");
    assert_eq!(old.derive(b"pass", Purpose::Key, 21), None);
    let traditional = Kdf::BytesToKey { salt: salt.clone() };
    assert_eq!(
        derived(&traditional, b"pass", Purpose::Key, 48),
        "bd8384cf89612fc070ee615156d32202985b6eeb417d7beb46c6a70a4ee6229ff3136cf99936eb330955b0c679f1aea1"
    );
    let (log_n, r, p) = (4, 8, 2);
    let hard = Kdf::Scrypt { log_n, r, p, salt };
    assert_eq!(
        derived(&hard, b"pass", Purpose::Key, 20),
        "5bbcc890edf73639e52032e10b8e4e16377a8fb7"
    );
}

const RC2_40: Cipher = Cipher::rc2(40);
const RC2_64: Cipher = Cipher::rc2(64);
const RC2_128: Cipher = Cipher::rc2(128);

#[test]
fn what_openssl_encrypted_is_decrypted() {
    let answers = [
        (
            Cipher::Aes128,
            "53fd08e2a441dfb63c09ca90052bd78b90fd899b4b62e0be09cd834088f5d2c8",
        ),
        (
            Cipher::Aes192,
            "3875b69b5659245e63f908e81384a0cca449c65d5ff3825858677bbd1c26703e",
        ),
        (
            Cipher::Aes256,
            "f287d1c0a610038f232ff9d536972e32a1e412a78eb30ebf9b38e08f2e225ba3",
        ),
        (
            Cipher::Camellia128,
            "2bfc86b6df6a2c398784617c2f3e3220bf6cb9fe504b9b3867c2495b8f9554ec",
        ),
        (
            Cipher::Camellia192,
            "20947f509830e2de78d6e8ccfa5fe60c33cb589cd949ad1a2105b63cc7e5f285",
        ),
        (
            Cipher::Camellia256,
            "93f8a1f44ae9e523a11d44aee1fa48fc7444a3db47f5856ecf9b50d9dae48de3",
        ),
        (
            Cipher::Des,
            "6e02399a4d89753c4d968533e24150f7864acf00258a2ad9",
        ),
        (
            Cipher::TdesEde2,
            "3a164395015d344c763de62a1e63464d4101218cbed9152f",
        ),
        (
            Cipher::TdesEde3,
            "7568f9a46ee9afc2a1a34b64e2cfd033fb210212e14231cf",
        ),
        (RC2_40, "0e1e55b325fd9fc81c64576bd930630f2eb3e29a53fb563d"),
        (RC2_64, "a728448596ac659147d50250f5a6c8dca0b8bd7af5900bc4"),
        (RC2_128, "4670ee8c315d1e5643af11d55f90a43740a60cc652f7a2e3"),
        (
            Cipher::Rc4 { length: 16 },
            "9deb2597339b39ae7faff2b52eb24c6fa714f92b",
        ),
        (
            Cipher::Rc4 { length: 5 },
            "8a6a6e5d90687af07fa8e2b7cd2aad671990a8fb",
        ),
    ];
    let bytes: Vec<u8> = (0..=255).collect();
    for (cipher, encrypted) in answers {
        let key = bytes.get(..cipher.key_length()).unwrap();
        let iv = bytes.get(240..).unwrap().get(..cipher.iv_length()).unwrap();
        let plain = cipher.decrypt(key, iv, &unhex(encrypted)).unwrap();
        assert!(plain.is_padded, "{encrypted}");
        assert_eq!(
            plain.bytes.as_slice(),
            b"twenty bytes of text",
            "{encrypted}"
        );
    }
}

#[test]
fn a_block_cipher_makes_whole_blocks() {
    let lengths = |cipher: Cipher| -> Vec<usize> {
        let lengths = 0..=17;
        lengths.filter(|length| cipher.makes(*length)).collect()
    };
    assert_eq!(lengths(Cipher::Aes256), [16]);
    assert_eq!(lengths(Cipher::TdesEde3), [8, 16]);
    let any: Vec<usize> = (1..=17).collect();
    assert_eq!(lengths(Cipher::Rc4 { length: 5 }), any);
}

/// PBES1 (RFC 8018, appendix A.3) and PKCS#12's own (RFC 7292, appendix C).
#[test]
fn the_old_schemes_are_known_by_their_identifiers() {
    for (oid, name) in [
        ("1.2.840.113549.1.5.3", "PBKDF1 MD5, DES"),
        ("1.2.840.113549.1.5.6", "PBKDF1 MD5, RC2-64"),
        ("1.2.840.113549.1.5.10", "PBKDF1 SHA-1, DES"),
        ("1.2.840.113549.1.5.11", "PBKDF1 SHA-1, RC2-64"),
        ("1.2.840.113549.1.12.1.1", "PKCS#12 SHA-1, RC4-128"),
        ("1.2.840.113549.1.12.1.2", "PKCS#12 SHA-1, RC4-40"),
        ("1.2.840.113549.1.12.1.3", "PKCS#12 SHA-1, 3DES"),
        ("1.2.840.113549.1.12.1.4", "PKCS#12 SHA-1, 3DES (2 keys)"),
        ("1.2.840.113549.1.12.1.5", "PKCS#12 SHA-1, RC2-128"),
        ("1.2.840.113549.1.12.1.6", "PKCS#12 SHA-1, RC2-40"),
    ] {
        let with = |iterations| {
            let parameters = sequence(&[element(0x04, &SALT), integer(iterations)]);
            algorithm(oid, parameters)
        };
        let whole = with(2000);
        let scheme = Scheme::from_algorithm(&any(&whole)).unwrap();
        assert_eq!((scheme.name().as_str(), scheme.iterations()), (name, 2000));
        assert!(named(&with(MAX_ITERATIONS)).is_ok());
        let (iterations, limit) = (10_000_001, 10_000_000);
        let refused = Err(Error::TooManyIterations { iterations, limit });
        assert_eq!(named(&with(iterations)), refused, "{name}");
    }
}

/// The names are those that OpenSSL writes into `DEK-Info`.
#[test]
fn traditional_ciphers_are_known_by_their_names() {
    for (name, cipher, iv) in [
        ("AES-128-CBC", "AES-128", 16),
        ("AES-192-CBC", "AES-192", 16),
        ("AES-256-CBC", "AES-256", 16),
        ("CAMELLIA-128-CBC", "Camellia-128", 16),
        ("CAMELLIA-192-CBC", "Camellia-192", 16),
        ("CAMELLIA-256-CBC", "Camellia-256", 16),
        ("DES-CBC", "DES", 8),
        ("DES-EDE-CBC", "3DES (2 keys)", 8),
        ("DES-EDE3-CBC", "3DES", 8),
        ("RC2-CBC", "RC2-128", 8),
    ] {
        let with = |digits: usize| {
            let info = format!("{name},{}", "aF".repeat(9).repeat(2).get(..digits).unwrap());
            Scheme::traditional(&info).map(|scheme| (scheme.name(), scheme.iterations()))
        };
        assert_eq!(with(iv * 2), Ok((format!("MD5, {cipher}"), 1)));
        for digits in [0, iv * 2 - 2, iv * 2 - 1, iv * 2 + 1, iv * 2 + 2] {
            assert!(with(digits).is_err(), "{name} {digits}");
        }
    }
}

const HMAC_SHA256: &str = "1.2.840.113549.2.9";

/// PBKDF2 with HMAC and SHA-256 (RFC 8018, appendix A.2).
fn pbkdf2(salt: &[u8], length: Option<u32>) -> Vec<u8> {
    let prf = algorithm(HMAC_SHA256, vec![5, 0]);
    let length = length.map(integer).unwrap_or_default();
    let parameters = [element(0x04, salt), integer(3), length, prf];
    algorithm("1.2.840.113549.1.5.12", sequence(&parameters))
}

fn pbes2(kdf: Vec<u8>, cipher: Vec<u8>) -> Vec<u8> {
    algorithm("1.2.840.113549.1.5.13", sequence(&[kdf, cipher]))
}

/// RFC 8018 (appendices B.2.1 and B.2.2), RFC 3565 (section 2.3.1) and RFC 3657 (section 2).
#[test]
fn the_ciphers_of_pbes2_are_known_by_their_identifiers() {
    for (oid, name, key, iv) in [
        ("2.16.840.1.101.3.4.1.2", "AES-128", 16, 16),
        ("2.16.840.1.101.3.4.1.22", "AES-192", 24, 16),
        ("2.16.840.1.101.3.4.1.42", "AES-256", 32, 16),
        ("1.2.840.113549.3.7", "3DES", 24, 8),
        ("1.3.14.3.2.7", "DES", 8, 8),
        ("1.2.392.200011.61.1.1.1.2", "Camellia-128", 16, 16),
        ("1.2.392.200011.61.1.1.1.3", "Camellia-192", 24, 16),
        ("1.2.392.200011.61.1.1.1.4", "Camellia-256", 32, 16),
    ] {
        let with = |length, iv: usize| {
            let cipher = algorithm(oid, element(0x04, &vec![7; iv]));
            named(&pbes2(pbkdf2(&SALT, length), cipher))
        };
        let known = Ok(format!("PBKDF2 SHA-256, {name}"));
        assert_eq!(with(None, iv), known);
        assert_eq!(with(Some(key), iv), known);
        for (length, iv) in [
            (None, iv - 1),
            (None, iv + 1),
            (None, 0),
            (Some(key - 1), iv),
            (Some(key + 1), iv),
        ] {
            let judged = with(length, iv);
            let length = length.unwrap_or_default();
            assert_eq!(judged, Err(damaged()), "{name} {length} {iv}");
        }
    }
}

/// RFC 8018, appendix B.2.3.
#[test]
fn rc2_has_three_strengths_and_a_key_of_1_to_128_bytes() {
    let with = |version, length| {
        let parameters = sequence(&[integer(version), element(0x04, &SALT)]);
        let cipher = algorithm("1.2.840.113549.3.2", parameters);
        let scheme = pbes2(pbkdf2(&SALT, length), cipher);
        Scheme::from_algorithm(&any(&scheme))
    };
    for (version, bits) in [(160, 40), (120, 64), (58, 128)] {
        let name = format!("PBKDF2 SHA-256, RC2-{bits}");
        let read = with(version, None).unwrap();
        assert_eq!(read.name(), name);
        assert_eq!(Ok(&read), with(version, Some(bits / 8)).as_ref());
    }
    assert!(with(59, None).is_err());
    assert!(with(58, Some(1)).is_ok());
    assert!(with(58, Some(128)).is_ok());
    assert_eq!(with(58, Some(0)), Err(damaged()));
    assert_eq!(with(58, Some(129)), Err(damaged()));
}

/// RFC 8018 (appendix B.1), RFC 8017 (appendix B.1).
#[test]
fn hash_functions_are_known_by_their_identifiers() {
    let oid = |text| ObjectIdentifier::new(text).unwrap();
    let identifiers = [
        ("1.2.840.113549.2.6", "1.2.840.113549.2.5"),
        ("1.2.840.113549.2.7", "1.3.14.3.2.26"),
        ("1.2.840.113549.2.8", "2.16.840.1.101.3.4.2.4"),
        ("1.2.840.113549.2.9", "2.16.840.1.101.3.4.2.1"),
        ("1.2.840.113549.2.10", "2.16.840.1.101.3.4.2.2"),
        ("1.2.840.113549.2.11", "2.16.840.1.101.3.4.2.3"),
        ("1.2.840.113549.2.12", "2.16.840.1.101.3.4.2.5"),
        ("1.2.840.113549.2.13", "2.16.840.1.101.3.4.2.6"),
    ];
    for (hash, (hmac, digest)) in HASHES.into_iter().zip(identifiers) {
        assert_eq!(Hash::from_hmac_oid(&oid(hmac)), Some(hash));
        assert_eq!(Hash::from_oid(&oid(digest)), Some(hash));
    }
    assert_eq!(Hash::from_hmac_oid(&oid("1.2.840.113549.2.5")), None);
    assert_eq!(Hash::from_oid(&oid("1.2.840.113549.2.6")), None);
    let names = HASHES.map(Hash::name).join(" ");
    assert_eq!(
        names,
        "MD5 SHA-1 SHA-224 SHA-256 SHA-384 SHA-512 SHA-512/224 SHA-512/256"
    );
}

#[test]
fn a_salt_and_a_key_have_1024_bytes_at_most() {
    let parts = |kdf: Vec<u8>| super::scheme::pbes2_kdf(&any(&kdf)).map(|(_, length)| length);
    assert_eq!(parts(pbkdf2(&[7; 1024], None)), Ok(None));
    assert_eq!(parts(pbkdf2(&[7; 1025], None)), Err(damaged()));
    assert_eq!(parts(pbkdf2(&SALT, Some(1024))), Ok(Some(1024)));
    assert_eq!(parts(pbkdf2(&SALT, Some(1025))), Err(damaged()));
    // RFC 7914, section 7.
    let scrypt = |n, length| {
        let numbers = [n, 8, 1, length].map(integer).concat();
        let parameters = sequence(&[element(0x04, &SALT), numbers]);
        algorithm("1.3.6.1.4.1.11591.4.11", parameters)
    };
    assert_eq!(parts(scrypt(16_384, 32)), Ok(Some(32)));
    assert_eq!(parts(scrypt(16_385, 32)), Err(damaged()));
}

/// RFC 8018, appendix A.2: HMAC with SHA-1 is meant where nothing is said.
#[test]
fn pbkdf2_has_sha_1_by_default() {
    let read = |rest: &[u8]| {
        let parameters = sequence(&[element(0x04, &SALT), integer(3), rest.to_vec()]);
        let kdf = algorithm("1.2.840.113549.1.5.12", parameters);
        super::scheme::pbes2_kdf(&any(&kdf)).map(|(kdf, length)| (kdf.name(), length))
    };
    let sha1 = "PBKDF2 SHA-1".to_owned();
    assert_eq!(read(&[]), Ok((sha1.clone(), None)));
    assert_eq!(read(&integer(16)), Ok((sha1, Some(16))));
    let prf = algorithm(HMAC_SHA256, vec![5, 0]);
    assert_eq!(read(&prf), Ok(("PBKDF2 SHA-256".to_owned(), None)));
}

/// `Beavis` is RFC 7292's own example (appendix B.1).
#[test]
fn a_pass_phrase_is_tried_in_each_form_in_which_it_is_written() {
    let forms = |forms: Vec<Zeroizing<Vec<u8>>>| -> Vec<String> {
        forms.iter().map(|form| hex(form)).collect()
    };
    let octets = |text| forms(passphrase(text).octets(1));
    let bmp = |text| forms(passphrase(text).bmp(1));
    assert_eq!(bmp("Beavis"), ["0042006500610076006900730000"]);
    assert_eq!(
        bmp("ü€"),
        [
            "00fc20ac0000",
            "0075030820ac0000",
            "00c300bc00e2008200ac0000",
            "00fc00800000"
        ]
    );
    assert_eq!(bmp(""), ["0000", ""]);
    assert_eq!(octets("Beavis"), ["426561766973"]);
    assert_eq!(octets("ü"), ["c3bc", "75cc88", "fc", "81"]);
    assert_eq!(octets("€"), ["e282ac", "80"]);
    assert_eq!(octets(""), [""]);
}

/// `MacData` (RFC 7292, section 4) of `data`, with iterations that may be left out.
fn mac_data(algorithm: Vec<u8>, digest: &str, iterations: Option<u32>) -> Vec<u8> {
    let info = sequence(&[algorithm, element(0x04, &unhex(digest))]);
    let iterations = iterations.map(integer).unwrap_or_default();
    sequence(&[info, element(0x04, &SALT), iterations])
}

fn check(mac_data: &[u8]) -> Mac {
    Mac::from_mac_data(any(mac_data)).unwrap()
}

#[test]
fn an_integrity_check_is_passed_by_its_own_data_and_pass_phrase() {
    let sha1 = || algorithm("1.3.14.3.2.26", vec![5, 0]);
    let pq = passphrase("pq");
    let own = check(&mac_data(
        sha1(),
        "2cb60c16b43a9a6141d6790627b5b5853095100b",
        Some(3),
    ));
    assert_eq!(own.iterations(), 3);
    assert!(own.verifies(&pq, b"data"));
    assert!(!own.verifies(&pq, b"Data"));
    assert!(!own.verifies(&passphrase("pr"), b"data"));
    // One round is meant where nothing is said.
    assert_eq!(check(&mac_data(sha1(), "00", None)).iterations(), 1);
}

/// RFC 9579. Each block of the key, as long as the hash function's output, costs all iterations.
#[test]
fn pbmac1_takes_keys_of_every_length_within_the_cap() {
    let pbmac1 = |length, digest| {
        let mac = algorithm(HMAC_SHA256, vec![5, 0]);
        let parameters = sequence(&[pbkdf2(&SALT, length), mac]);
        mac_data(algorithm("1.2.840.113549.1.5.14", parameters), digest, None)
    };
    let pq = passphrase("pq");
    let whole = "738f783c3bb640080809033b97f9a076db5eaf3f78198be92d5b5da770d8bf83";
    let short = "1b5cbb92606a370080931e625cfd2a28f7b0bf5b89fe784cdbcaa2da27458d22";
    assert!(check(&pbmac1(None, whole)).verifies(&pq, b"data"));
    assert!(check(&pbmac1(Some(32), whole)).verifies(&pq, b"data"));
    assert!(check(&pbmac1(Some(20), short)).verifies(&pq, b"data"));
    assert!(!check(&pbmac1(Some(20), whole)).verifies(&pq, b"data"));
    // Python's `hashlib.pbkdf2_hmac` and `hmac`.
    let long = "d563c8d052c5a7841564fc787029c37647b49fd9d52069a09f0bddf0cf59c6e5";
    assert!(check(&pbmac1(Some(64), long)).verifies(&pq, b"data"));
    let prf = algorithm(HMAC_SHA256, vec![5, 0]);
    for (length, is_refused) in [(32, false), (33, true)] {
        let parts = [
            element(0x04, &SALT),
            integer(MAX_ITERATIONS),
            integer(length),
            prf.clone(),
        ];
        let kdf = algorithm("1.2.840.113549.1.5.12", sequence(&parts));
        let parameters = sequence(&[kdf, prf.clone()]);
        let data = mac_data(algorithm("1.2.840.113549.1.5.14", parameters), whole, None);
        let error = Mac::from_mac_data(any(&data)).err();
        let is_told = matches!(error, Some(Error::TooManyIterations { .. }));
        assert_eq!(is_told, is_refused, "{length}: {error:?}");
    }
}

/// Each by `openssl enc`, with key and vector from `openssl kdf` or `openssl enc -md md5 -P`.
#[test]
fn every_kind_of_scheme_opens_what_openssl_closed() {
    let old = |oid| {
        let parameters = sequence(&[element(0x04, &SALT), integer(3)]);
        Scheme::from_algorithm(&any(&algorithm(oid, parameters))).unwrap()
    };
    let vector: Vec<u8> = (0..16).collect();
    let aes = algorithm("2.16.840.1.101.3.4.1.2", element(0x04, &vector));
    let new = Scheme::from_algorithm(&any(&pbes2(pbkdf2(&SALT, None), aes)));
    let traditional = Scheme::traditional("AES-256-CBC,000102030405060708090A0B0C0D0E0F");
    for (scheme, closed) in [
        (
            old("1.2.840.113549.1.12.1.3"),
            "347d3e91a5b35f4ca349c65ae606b9d8f9ee47cda4036754",
        ),
        (
            old("1.2.840.113549.1.5.10"),
            "68f0e8ec182ee4382cfa7745c19447d80a86fab525fd497d",
        ),
        (
            traditional.unwrap(),
            "f64886f65d40cd821f4917669b9315c72a543164c8e502659b0f8ba11d4b15ef",
        ),
        (
            new.unwrap(),
            "c058f48aeeb45a70e2a8c5e8cca06cb8b7311d83be20760c8d7c1d92811ff9f7",
        ),
    ] {
        let closed = unhex(closed);
        let open = |with, data: &[u8]| {
            let right = |plain: Zeroizing<Vec<u8>>| {
                (plain.as_slice() == b"twenty bytes of text").then_some(())
            };
            scheme.decrypt(&passphrase(with), data, right)
        };
        assert_eq!(open("pq", &closed), Ok(()), "{}", scheme.name());
        assert_eq!(open("pr", &closed), Err(DecryptError::Wrong));
        let (_, cut) = closed.split_last().unwrap();
        assert_eq!(open("pq", cut), Err(DecryptError::Damaged));
        assert_eq!(open("pq", &[]), Err(DecryptError::Damaged));
    }
}

#[test]
fn digests_are_equal_in_every_byte_or_not_at_all() {
    assert!(super::equal(&[1, 2], &[1, 2]));
    for other in [&[0, 2][..], &[1, 3], &[0, 3], &[1], &[1, 2, 0]] {
        assert!(!super::equal(&[1, 2], other), "{other:?}");
    }
}
