//! The rows of the table: which kind of file a case is.

use super::case::Case;

/// What a file that this project is meant to open is of, or one that only others open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kind {
    /// What the row is called.
    pub(super) title: &'static str,
    /// Whether the p12-keystore crate is meant to read it.
    pub(super) is_pkcs12: bool,
}

const fn file(title: &'static str) -> Kind {
    Kind {
        title,
        is_pkcs12: false,
    }
}

const fn bundle(title: &'static str) -> Kind {
    Kind {
        title,
        is_pkcs12: true,
    }
}

const KEY_PEM: Kind = file("private key, PKCS#8 or PKCS#1, PEM");
const KEY_DER: Kind = file("private key, PKCS#8 or PKCS#1, DER");
const TRADITIONAL: Kind = file("traditional PEM: DES, 3DES, AES");
const TRADITIONAL_CAMELLIA: Kind = file("traditional PEM: Camellia");
const TRADITIONAL_OTHER: Kind = file("traditional PEM: SEED, ARIA");
const PBES2_AES: Kind = file("PBES2, PBKDF2 with SHA-1 and SHA-2: AES");
const PBES2_3DES: Kind = file("PBES2, the same functions: 3DES");
const PBES2_OLD: Kind = file("PBES2, the same functions: DES, RC2");
const PBES2_CAMELLIA: Kind = file("PBES2, the same functions: Camellia");
const PBES2_OTHER: Kind = file("PBES2: ARIA, SEED, SM4, Blowfish, CAST5, AES in CFB or OFB mode");
const PBES2_ROUNDS: Kind = file("PBES2 with 1 to 1,000,000 rounds");
const SCRYPT: Kind = file("PBES2 with scrypt");
const PBES1: Kind = file("PBES1: MD5 or SHA-1 with DES or RC2");
const PKCS12_SCHEME: Kind = file("PKCS#12 schemes in PKCS#8: 3DES, RC2, RC4");
const CERTTOOL_KEY: Kind = file("protected PKCS#8 of certtool");
const PASSPHRASES: Kind = file(
    "all of these with passphrases of blanks, signs, other scripts, emoji, 200 letters, ISO 8859-1, none",
);
const BUNDLE_AES: Kind = bundle("PKCS#12: AES or nothing; every MAC; chains, parts, passphrases");
const BUNDLE_OLD: Kind = bundle("PKCS#12: 3DES, RC2-40, as old Windows and OpenSSL 1 write it");
const BUNDLE_RARE: Kind = bundle("PKCS#12: RC2-128, RC4, 2-key 3DES, Camellia");
const BUNDLE_BER: Kind = bundle("PKCS#12 in BER");
const BUNDLE_KEYTOOL: Kind = bundle("PKCS#12 of keytool");
const BUNDLE_JAVA: Kind = bundle("Java key store, JKS or JCEKS, of keytool");
const BUNDLE_CERTTOOL: Kind = bundle("PKCS#12 of certtool");
const BUNDLE_WRAPPED: Kind = bundle("PKCS#12 in PEM armour, in base64, with a line end behind it");
const PKCS7_PEM: Kind = file("PKCS#7, PEM");
const PKCS7_DER: Kind = file("PKCS#7, DER");
const PKCS7_BER: Kind = file("PKCS#7, BER");
const CERTIFICATE_PEM: Kind = file("certificate, PEM");
const CERTIFICATE_DER: Kind = file("certificate, DER");
const SHAPES_CERTIFICATE: Kind = file("pasted in another shape: certificate");
const SHAPES_PLAIN: Kind = file("pasted in another shape: private key");
const SHAPES_PKCS8: Kind = file("pasted in another shape: PBES2 private key");
const SHAPES_TRADITIONAL: Kind = file("pasted in another shape: traditional private key");
const SHAPES_BOTH: Kind = file("pasted in another shape: certificate and private key at once");
const UTF16: Kind = file("private key in a UTF-16 file");
const BESIDE: Kind = file("whole PEM with something else behind or before it");

/// Every row in its order.
pub(super) const ALL: &[Kind] = &[
    KEY_PEM,
    KEY_DER,
    TRADITIONAL,
    TRADITIONAL_CAMELLIA,
    TRADITIONAL_OTHER,
    PBES2_AES,
    PBES2_3DES,
    PBES2_OLD,
    PBES2_CAMELLIA,
    PBES2_OTHER,
    PBES2_ROUNDS,
    SCRYPT,
    PBES1,
    PKCS12_SCHEME,
    CERTTOOL_KEY,
    PASSPHRASES,
    BUNDLE_AES,
    BUNDLE_OLD,
    BUNDLE_RARE,
    BUNDLE_BER,
    BUNDLE_KEYTOOL,
    BUNDLE_JAVA,
    BUNDLE_CERTTOOL,
    BUNDLE_WRAPPED,
    PKCS7_PEM,
    PKCS7_DER,
    PKCS7_BER,
    CERTIFICATE_PEM,
    CERTIFICATE_DER,
    SHAPES_CERTIFICATE,
    SHAPES_PLAIN,
    SHAPES_PKCS8,
    SHAPES_TRADITIONAL,
    SHAPES_BOTH,
    UTF16,
    BESIDE,
];

/// The row of a case; nothing when it is there to be refused.
pub(super) fn of(case: &Case) -> Option<Kind> {
    let (folder, name) = case.split();
    // Others open these; without a passphrase nobody can.
    let by_program = name.starts_with("unsupported-") && !name.ends_with("-none");
    if case.expect() != "ready" && !by_program {
        return None;
    }
    let by_form = |pem: Kind, der: Kind| if case.is_pem { pem } else { der };
    Some(match folder {
        "keys" => by_form(KEY_PEM, KEY_DER),
        "certificates" => by_form(CERTIFICATE_PEM, CERTIFICATE_DER),
        "passphrases" => PASSPHRASES,
        "damage" => BESIDE,
        "costs" if name.starts_with("scrypt") => SCRYPT,
        "costs" => PBES2_ROUNDS,
        "pkcs7" if name.contains("-ber-") || name.ends_with("streamed") => PKCS7_BER,
        "pkcs7" => by_form(PKCS7_PEM, PKCS7_DER),
        "traditional" if by_program => TRADITIONAL_OTHER,
        "traditional" if name.starts_with("camellia") => TRADITIONAL_CAMELLIA,
        "traditional" => TRADITIONAL,
        "pbes2" => pbes2(name),
        "pbes1" => pbes1(name),
        "pkcs12" => pkcs12(name),
        "shapes" => shape(name),
        _ => return None,
    })
}

fn pbes2(name: &str) -> Kind {
    match name.split('-').next() {
        Some("unsupported") => PBES2_OTHER,
        Some("des3") => PBES2_3DES,
        Some("des" | "rc2") => PBES2_OLD,
        Some("camellia") => PBES2_CAMELLIA,
        _ => PBES2_AES,
    }
}

fn pbes1(name: &str) -> Kind {
    let own = ["PBE-MD5-", "PBE-SHA1-DES", "PBE-SHA1-RC2-64"];
    if name.starts_with("certtool") {
        CERTTOOL_KEY
    } else if own.iter().any(|own| name.starts_with(own)) {
        PBES1
    } else {
        PKCS12_SCHEME
    }
}

fn pkcs12(name: &str) -> Kind {
    let rare = ["RC2-128", "RC4", "2DES", "camellia"];
    let old = ["legacy", "descert", "SHA1-3DES", "des-ede3", "RC2-40"];
    let has = |words: &[&str]| words.iter().any(|own| name.contains(own));
    if name.contains("-ber-") {
        BUNDLE_BER
    } else if name.starts_with("keytool-jks") || name.starts_with("keytool-jceks") {
        BUNDLE_JAVA
    } else if name.starts_with("keytool") {
        BUNDLE_KEYTOOL
    } else if name.starts_with("certtool") {
        BUNDLE_CERTTOOL
    } else if name.starts_with("in-") || name.starts_with("trailing") {
        BUNDLE_WRAPPED
    } else if has(&rare) {
        BUNDLE_RARE
    } else if has(&old) {
        BUNDLE_OLD
    } else {
        BUNDLE_AES
    }
}

fn shape(name: &str) -> Kind {
    match name.split('-').next() {
        Some("certificate") => SHAPES_CERTIFICATE,
        Some("plain") => SHAPES_PLAIN,
        Some("pkcs8") => SHAPES_PKCS8,
        Some("traditional") => SHAPES_TRADITIONAL,
        Some("both") => SHAPES_BOTH,
        _ => UTF16,
    }
}
