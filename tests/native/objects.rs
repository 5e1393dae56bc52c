//! What an object is, by its elements alone, and what people hold in place of one. Each file has
//! one thing to decide; what whole programs write is in the corpus. Native only.

use crate::support::der::{element, integer, sequence};
use anaplan_rsa_signer::error::Error;
use anaplan_rsa_signer::input::{
    Findings, Object, PrivateKeyDer, PrivateKeyForm, Remark, Unsupported, read_bytes, read_text,
    recognise,
};
use anaplan_rsa_signer::pbe::Passphrase;
use anaplan_rsa_signer::private_key::PrivateKey;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD};
use der::Decode;
use der::asn1::UintRef;
use pkcs1::RsaPrivateKey as Generic;
use zeroize::Zeroizing;

type RsaPrivateKey<'a> = Generic<UintRef<'a>>;

fn only(findings: Findings) -> Option<Object> {
    let [object] = <[Object; 1]>::try_from(findings.objects).ok()?;
    findings.problems.is_empty().then_some(object)
}

/// In a word.
fn word(object: Option<Object>) -> String {
    match object {
        None => "nothing".to_owned(),
        Some(Object::Certificate(_)) => "certificate".to_owned(),
        Some(Object::Pkcs7(_)) => "PKCS#7".to_owned(),
        Some(Object::JavaKeyStore(_)) => "JavaKeyStore".to_owned(),
        Some(Object::Pkcs12(_)) => "PKCS#12".to_owned(),
        Some(Object::PrivateKey(key)) => format!("{:?}", key.form),
        Some(Object::CertificateRequest(_)) => "CertificateRequest".to_owned(),
        Some(Object::Unsupported(foreign)) => format!("{foreign:?}"),
    }
}

fn text(text: &str) -> String {
    word(only(read_text(text)))
}

#[test]
fn what_is_of_no_use_is_known_by_its_words() {
    for (start, kind) in [
        ("PuTTY-User-Key-File-3: ssh-rsa", "PuttyPrivateKey"),
        ("ssh-rsa AAAA me", "PublicKey"),
        ("ecdsa-sha2-nistp256 AAAA me", "PublicKey"),
        ("<!DOCTYPE html><p>", "Html"),
        ("<HTML><p>", "Html"),
        ("<p><body class=\"a\">", "Html"),
        ("{\"kty\": \"EC\"}", "Jwk"),
        ("Subject: a\nMIME-Version: 1.0", "Mail"),
        ("Received: by a", "Mail"),
        ("Return-Path: <>", "Mail"),
        (
            "default_bits = 2048\ndistinguished_name = a",
            "OpensslConfig",
        ),
        ("# a\n[req]\n", "OpensslConfig"),
        ("# a\n[ req ]\n", "OpensslConfig"),
        // These words say it only at the start, or only in JSON.
        ("my ssh-rsa key", "nothing"),
        ("a <html>", "nothing"),
        ("what \"kty\" means", "nothing"),
        ("{\"key\": \"EC\"}", "nothing"),
        ("it was received: today", "nothing"),
    ] {
        assert_eq!(text(start), kind, "{start}");
        assert_eq!(text(&format!("\n  {start}\n")), kind, "{start}");
    }
    // Only the start is looked at.
    assert_eq!(
        text(&format!("{}[req]", "- ".repeat(2045))),
        "OpensslConfig"
    );
    assert_eq!(text(&format!("{}[req]", "- ".repeat(2046))), "nothing");
}

#[test]
fn what_is_of_no_use_is_known_by_its_first_bytes() {
    for (start, kind) in [
        (b"\xFE\xED\xFE\xED".as_slice(), "JavaKeyStore"),
        (b"\xCE\xCE\xCE\xCE", "JavaKeyStore"),
        (b"PK\x03\x04", "Zip"),
        (b"\x89PNG", "Image"),
        (b"\xFF\xD8\xFF", "Image"),
        (b"GIF8", "Image"),
        (b"%PDF", "Document"),
        (b"\xD0\xCF\x11\xE0", "Mail"),
    ] {
        let file = [start, b"\0\0\0\0\x01"].concat();
        assert_eq!(word(only(read_bytes(&file))), kind);
        let later = [b"\x01", file.as_slice()].concat();
        assert_eq!(word(only(read_bytes(&later))), "nothing");
    }
}

#[test]
fn a_key_is_looked_for_where_one_may_be() {
    for (foreign, may) in [
        (Unsupported::CertificateRequest, false),
        (Unsupported::Crl, false),
        (Unsupported::PublicKey, false),
        (Unsupported::PuttyPrivateKey, true),
        (Unsupported::Zip, true),
    ] {
        assert_eq!(foreign.may_hold_a_key(), may, "{foreign:?}");
    }
}

/// The published test key of the Wycheproof vectors, `RSAPrivateKey` (RFC 8017, appendix A.1.2).
fn key() -> Vec<u8> {
    let file: serde_json::Value = serde_json::from_str(include_str!(
        "../data/wycheproof/rsa_pkcs1_2048_sig_gen_sha512.json"
    ))
    .unwrap();
    let pem = file["testGroups"][0]["privateKeyPem"].as_str().unwrap();
    let object = only(read_text(pem));
    let Some(Object::PrivateKey(key)) = object else {
        panic!("the vectors hold a key");
    };
    assert_eq!(key.form, PrivateKeyForm::Pkcs1);
    key.der.to_vec()
}

/// That key as a JSON Web Key (RFC 7518, section 6.3), with these members and `more`.
fn jwk(kty: &str, members: &[&str], more: &str, padded: bool) -> String {
    let der = key();
    let key = RsaPrivateKey::from_der(&der).unwrap();
    let engine = if padded { URL_SAFE } else { URL_SAFE_NO_PAD };
    let values: String = [
        ("n", key.modulus),
        ("e", key.public_exponent),
        ("d", key.private_exponent),
        ("p", key.prime1),
        ("q", key.prime2),
        ("dp", key.exponent1),
        ("dq", key.exponent2),
        ("qi", key.coefficient),
    ]
    .into_iter()
    .filter(|(name, _)| members.contains(name))
    .map(|(name, value)| format!(",\"{name}\":\"{}\"", engine.encode(value.as_bytes())))
    .collect();
    format!("{{\"kty\":\"{kty}\"{values}{more}}}")
}

#[test]
fn a_json_web_key_is_the_key_that_it_says() {
    const ALL: [&str; 8] = ["n", "e", "d", "p", "q", "dp", "dq", "qi"];
    const NEEDED: [&str; 5] = ["n", "e", "d", "p", "q"];
    for (members, padded) in [(&ALL[..], false), (&ALL[..], true), (&NEEDED[..], false)] {
        let Some(Object::PrivateKey(found)) = only(read_text(&jwk("RSA", members, "", padded)))
        else {
            panic!("{members:?}");
        };
        assert_eq!(found.form, PrivateKeyForm::Pkcs1);
        assert!(PrivateKey::open(&found, None).is_ok());
        let own = key();
        let own = RsaPrivateKey::from_der(&own).unwrap();
        let read = RsaPrivateKey::from_der(&found.der).unwrap();
        let five = |key: &RsaPrivateKey<'_>| {
            [
                key.modulus,
                key.public_exponent,
                key.private_exponent,
                key.prime1,
                key.prime2,
            ]
            .map(|number| number.as_bytes().to_vec())
        };
        assert_eq!(five(&read), five(&own));
        let crt = [read.exponent1, read.exponent2, read.coefficient];
        let expected = [own.exponent1, own.exponent2, own.coefficient];
        if members.len() == ALL.len() {
            assert_eq!(crt, expected);
        } else {
            assert!(crt.iter().all(|number| number.as_bytes() == [0]));
        }
    }
    for missing in NEEDED {
        let members: Vec<&str> = ALL.into_iter().filter(|name| *name != missing).collect();
        assert_eq!(text(&jwk("RSA", &members, "", false)), "Jwk", "{missing}");
    }
    assert_eq!(text(&jwk("EC", &ALL, "", false)), "Jwk");
    let empty = jwk("RSA", &ALL[1..], ",\"n\":\"\"", false);
    assert_eq!(text(&empty), "Jwk");
    assert_eq!(text(&jwk("RSA", &ALL, ",\"oth\":[]", false)), "Jwk");
    let inner = jwk("RSA", &ALL, "", false);
    assert_eq!(text(&format!("{{\"keys\":[{inner}]}}")), "Pkcs1");
}

/// One element of each kind, by a letter.
fn elements(letters: &str) -> Vec<u8> {
    let part = |letter: char| match letter {
        'i' => integer(&[5]),
        's' => sequence(&[integer(&[5])]),
        // An `AlgorithmIdentifier`.
        'a' => sequence(&[element(0x06, b"\x2a\x03")]),
        'o' => element(0x04, b"a"),
        'b' => element(0x03, b"\0a"),
        'u' => element(0x17, b"250101000000Z"),
        'g' => element(0x18, b"20250101000000Z"),
        '0' => element(0xA0, &integer(&[2])),
        // PKCS#7 SignedData, and another content.
        'd' => element(0x06, b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"),
        'e' => element(0x06, b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03"),
        other => unreachable!("{other}"),
    };
    sequence(&letters.chars().map(part).collect::<Vec<_>>())
}

fn kind(letters: &str) -> String {
    word(recognise(&elements(letters)))
}

#[test]
fn an_object_is_what_its_elements_are() {
    for (letters, expected) in [
        ("sb", "PublicKey"),
        ("ii", "PublicKey"),
        ("so", "EncryptedPkcs8"),
        ("iso", "Pkcs8"),
        ("iso0", "Pkcs8"),
        ("io", "NotRsa(\"EC\")"),
        ("io0", "NotRsa(\"EC\")"),
        ("is", "PKCS#12"),
        ("iss", "PKCS#12"),
        ("isss", "nothing"),
        ("d0", "PKCS#7"),
        ("d", "PKCS#7"),
        ("e0", "EncryptedMessage"),
        ("iiiii", "nothing"),
        ("iiiiii", "NotRsa(\"DSA\")"),
        ("iiiiiis", "nothing"),
        ("iiiiiii", "nothing"),
        ("iiiiiiii", "nothing"),
        ("iiiiiiiii", "Pkcs1"),
        ("iiiiiiiiis", "Pkcs1"),
        ("iiiiiiiiiss", "nothing"),
        ("iiiiiiiiii", "nothing"),
        ("b", "nothing"),
    ] {
        assert_eq!(kind(letters), expected, "{letters}");
    }
}

#[test]
fn what_is_signed_says_what_it_is() {
    let signed = |letters: &str| {
        let parts = [elements(letters), elements("i"), element(0x03, b"\0a")];
        word(recognise(&sequence(&parts)))
    };
    for (letters, expected) in [
        // RFC 5280, section 4.1: version 3, and version 1 without a number for it.
        ("0iasssa", "certificate"),
        ("iassss", "certificate"),
        ("iasss", "certificate"),
        ("isssss", "CertificateRequest"),
        // RFC 2986, section 4.1.
        ("iss0", "CertificateRequest"),
        ("iss", "CertificateRequest"),
        // RFC 5280, section 5.1: both versions, both ways to write the time.
        ("iasus", "Crl"),
        ("iasg", "Crl"),
        ("asus", "Crl"),
        ("asg", "Crl"),
        ("iass", "nothing"),
        ("ia", "nothing"),
        ("0i", "nothing"),
    ] {
        assert_eq!(signed(letters), expected, "{letters}");
    }
}

#[test]
fn what_follows_an_object_is_its_lines_end_or_padding() {
    let object = elements("ii");
    let with = |rest: &[u8]| word(recognise(&[object.as_slice(), rest].concat()));
    for rest in [b"".as_slice(), b"\n", b"\r\n", b"\0\0\0"] {
        assert_eq!(with(rest), "PublicKey");
    }
    for rest in [b" ".as_slice(), b"\x30\0", b"\0a"] {
        assert_eq!(with(rest), "nothing");
    }
}

#[test]
fn objects_are_found_in_ber() {
    let indefinite = |letters: &str| {
        let der = elements(letters);
        assert!(der.len() < 130, "one byte of length");
        [b"\x30\x80", &der[2..], b"\0\0"].concat()
    };
    assert_eq!(word(recognise(&indefinite("is"))), "PKCS#12");
    assert_eq!(word(recognise(&indefinite("d0"))), "PKCS#7");
    assert_eq!(word(recognise(&indefinite("ii"))), "PublicKey");
    assert_eq!(word(recognise(&indefinite("iso"))), "Pkcs8");
    let set = [b"\x31\x80".as_slice(), &elements("is")[2..], b"\0\0"].concat();
    assert_eq!(word(recognise(&set)), "nothing");
}

#[test]
fn a_block_is_what_its_content_is_and_its_label_names_it_in_errors() {
    let block = |label: &str, bytes: &[u8]| {
        let body = STANDARD.encode(bytes);
        format!("-----BEGIN {label}-----\n{body}\n-----END {label}-----\n")
    };
    assert_eq!(text(&block("CERTIFICATE", &elements("iso"))), "Pkcs8");
    assert_eq!(text(&block("PGP MESSAGE", b"abc")), "Pgp");
    assert_eq!(text(&block("SSH2 PUBLIC KEY", b"abc")), "PublicKey");
    // OpenSSL's trusted certificates have settings behind the certificate; others have not.
    let signed = sequence(&[elements("0iasssa"), elements("i"), element(0x03, b"\0a")]);
    let trusted = [signed, elements("s")].concat();
    assert_eq!(text(&block("TRUSTED CERTIFICATE", &trusted)), "certificate");
    assert!(
        read_text(&block("TRUSTED CERTIFICATE", &trusted))
            .remarks
            .is_empty()
    );
    let with_rest = block("CERTIFICATE", &trusted);
    let without_end = with_rest.split("-----END").next().unwrap();
    for text in [with_rest.as_str(), without_end] {
        let found = read_text(text);
        assert!(found.problems.is_empty(), "{:?}", found.problems);
        assert_eq!(found.objects.len(), 1);
        let bytes = elements("s").len();
        assert_eq!(found.remarks, [Remark::TrailingBytes { bytes }]);
    }
    // Remarks are bounded, whatever there is.
    let with_rest = |length| [trusted.as_slice(), &vec![0xFF; length]].concat();
    let many: String = (1..200)
        .map(|length| block("CERTIFICATE", &with_rest(length)))
        .collect();
    assert_eq!(read_text(&many).remarks.len(), 50);
    // What is whole and no certificate is damage in a block that says so, and else another thing.
    let other = elements("isss");
    let found = read_text(&block("CERTIFICATE", &other));
    let label = "CERTIFICATE".to_owned();
    assert_eq!(found.problems, [Error::DamagedDer { label }]);
    assert_eq!(
        text(&block("EC PARAMETERS", &other)),
        "OtherBlock { label: \"EC PARAMETERS\" }"
    );
    let cut = read_text(&block("EC PARAMETERS", &other[..other.len() - 1]));
    let label = "EC PARAMETERS".to_owned();
    assert_eq!(cut.problems, [Error::DamagedDer { label }]);
}

/// DER objects one behind the other, as `cat` makes of them.
#[test]
fn objects_in_a_row_are_all_found_and_what_is_behind_them_is_told() {
    let row = [elements("ii"), b"\r\n".to_vec(), elements("iso")].concat();
    for rest in [b"".as_slice(), b"\0\0", b"\xFF", b"\x30\x05ab"] {
        let found = read_bytes(&[row.as_slice(), rest].concat());
        assert!(found.problems.is_empty(), "{:?}", found.problems);
        assert_eq!(found.objects.len(), 2);
        let told = rest.iter().any(|byte| *byte != 0);
        assert_eq!(found.remarks.len(), usize::from(told), "{rest:?}");
    }
    let pem = format!(
        "-----BEGIN EC PRIVATE KEY-----\n{}\n-----END EC PRIVATE KEY-----\n",
        STANDARD.encode(elements("io"))
    );
    let found = read_bytes(&[row.as_slice(), pem.as_bytes()].concat());
    assert_eq!(found.objects.len(), 3);
    assert!(found.remarks.is_empty());
}

#[test]
fn a_key_of_each_form_is_read() {
    const DEK_INFO: &str = "AES-128-CBC,00112233445566778899AABBCCDDEEFF";
    for (form, letters, label) in [
        (
            PrivateKeyForm::EncryptedPkcs8,
            "so",
            "ENCRYPTED PRIVATE KEY",
        ),
        (PrivateKeyForm::Pkcs1, "iiiiiiiii", "RSA PRIVATE KEY"),
        (PrivateKeyForm::Pkcs8, "iso", "PRIVATE KEY"),
        (PrivateKeyForm::NotRsa("DSA"), "iiiiii", "DSA PRIVATE KEY"),
        (PrivateKeyForm::NotRsa("EC"), "io", "EC PRIVATE KEY"),
        (
            PrivateKeyForm::Traditional(DEK_INFO.to_owned()),
            "o",
            "RSA PRIVATE KEY",
        ),
    ] {
        let header = match &form {
            PrivateKeyForm::Traditional(own) => {
                format!("Proc-Type: 4,ENCRYPTED\nDEK-Info: {own}\n\n")
            }
            _ => String::new(),
        };
        let der = elements(letters);
        let body = STANDARD.encode(&der);
        let pem = format!("-----BEGIN {label}-----\n{header}{body}\n-----END {label}-----\n");
        let Some(Object::PrivateKey(key)) = only(read_text(&pem)) else {
            panic!("{label}");
        };
        assert_eq!((key.form, key.der.as_slice()), (form, der.as_slice()));
    }
}

#[test]
fn damage_names_the_form() {
    let passphrase = Passphrase::new(Zeroizing::new("secret".to_owned()));
    let traditional =
        PrivateKeyForm::Traditional("AES-128-CBC,00112233445566778899AABBCCDDEEFF".to_owned());
    // Fifteen bytes are no whole block, and no sequence.
    for (form, label) in [
        (PrivateKeyForm::EncryptedPkcs8, "ENCRYPTED PRIVATE KEY"),
        (traditional, "RSA PRIVATE KEY"),
    ] {
        let der = Zeroizing::new(vec![7; 15]);
        let error = PrivateKeyDer { form, der }
            .decrypt(&passphrase)
            .unwrap_err();
        let label = label.to_owned();
        assert_eq!(error, Error::DamagedDer { label });
    }
}
