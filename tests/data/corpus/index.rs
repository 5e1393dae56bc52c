// Written by `cargo xtask corpus`.

/// Name and bytes.
pub(crate) type File = (&'static str, &'static [u8]);

/// The files of `certificates`.
pub(crate) const CERTIFICATES: &[File] = &[
    ("authority", include_bytes!("certificates/authority")),
    (
        "authority-only",
        include_bytes!("certificates/authority-only"),
    ),
    (
        "authority-true-is-1",
        include_bytes!("certificates/authority-true-is-1"),
    ),
    ("chain", include_bytes!("certificates/chain")),
    (
        "chain-reversed",
        include_bytes!("certificates/chain-reversed"),
    ),
    (
        "constraints-empty",
        include_bytes!("certificates/constraints-empty"),
    ),
    ("cut-half", include_bytes!("certificates/cut-half")),
    (
        "cut-last-byte-lost",
        include_bytes!("certificates/cut-last-byte-lost"),
    ),
    ("der", include_bytes!("certificates/der")),
    (
        "email-in-subject-only",
        include_bytes!("certificates/email-in-subject-only"),
    ),
    (
        "extension-damaged",
        include_bytes!("certificates/extension-damaged"),
    ),
    (
        "extension-unknown",
        include_bytes!("certificates/extension-unknown"),
    ),
    (
        "label-anything",
        include_bytes!("certificates/label-anything"),
    ),
    (
        "label-new-certificate",
        include_bytes!("certificates/label-new-certificate"),
    ),
    ("label-pkcs7", include_bytes!("certificates/label-pkcs7")),
    (
        "label-private-key",
        include_bytes!("certificates/label-private-key"),
    ),
    (
        "label-rsa-private-key",
        include_bytes!("certificates/label-rsa-private-key"),
    ),
    (
        "label-trusted-certificate",
        include_bytes!("certificates/label-trusted-certificate"),
    ),
    (
        "label-x509-certificate",
        include_bytes!("certificates/label-x509-certificate"),
    ),
    (
        "name-100-attributes",
        include_bytes!("certificates/name-100-attributes"),
    ),
    ("name-64-kib", include_bytes!("certificates/name-64-kib")),
    ("name-bidi", include_bytes!("certificates/name-bidi")),
    ("name-bmp", include_bytes!("certificates/name-bmp")),
    (
        "name-bmp-odd-length",
        include_bytes!("certificates/name-bmp-odd-length"),
    ),
    ("name-braces", include_bytes!("certificates/name-braces")),
    ("name-control", include_bytes!("certificates/name-control")),
    ("name-empty", include_bytes!("certificates/name-empty")),
    (
        "name-empty-value",
        include_bytes!("certificates/name-empty-value"),
    ),
    ("name-html", include_bytes!("certificates/name-html")),
    (
        "name-ia5-above-127",
        include_bytes!("certificates/name-ia5-above-127"),
    ),
    (
        "name-printable-breaking-its-rules",
        include_bytes!("certificates/name-printable-breaking-its-rules"),
    ),
    ("name-teletex", include_bytes!("certificates/name-teletex")),
    (
        "name-universal",
        include_bytes!("certificates/name-universal"),
    ),
    (
        "name-unknown-attribute",
        include_bytes!("certificates/name-unknown-attribute"),
    ),
    ("name-utf8", include_bytes!("certificates/name-utf8")),
    (
        "name-utf8-broken",
        include_bytes!("certificates/name-utf8-broken"),
    ),
    (
        "no-digital-signature",
        include_bytes!("certificates/no-digital-signature"),
    ),
    ("no-email", include_bytes!("certificates/no-email")),
    (
        "no-extensions",
        include_bytes!("certificates/no-extensions"),
    ),
    ("no-usage", include_bytes!("certificates/no-usage")),
    ("none", include_bytes!("certificates/none")),
    (
        "nothing-at-all",
        include_bytes!("certificates/nothing-at-all"),
    ),
    (
        "of-another-key",
        include_bytes!("certificates/of-another-key"),
    ),
    ("of-dh", include_bytes!("certificates/of-dh")),
    (
        "of-dh-beside-ours",
        include_bytes!("certificates/of-dh-beside-ours"),
    ),
    ("of-dsa", include_bytes!("certificates/of-dsa")),
    (
        "of-dsa-beside-ours",
        include_bytes!("certificates/of-dsa-beside-ours"),
    ),
    ("of-ec", include_bytes!("certificates/of-ec")),
    (
        "of-ec-beside-ours",
        include_bytes!("certificates/of-ec-beside-ours"),
    ),
    ("of-ed25519", include_bytes!("certificates/of-ed25519")),
    (
        "of-ed25519-beside-ours",
        include_bytes!("certificates/of-ed25519-beside-ours"),
    ),
    ("of-ed448", include_bytes!("certificates/of-ed448")),
    (
        "of-ed448-beside-ours",
        include_bytes!("certificates/of-ed448-beside-ours"),
    ),
    ("of-pss", include_bytes!("certificates/of-pss")),
    (
        "of-pss-beside-ours",
        include_bytes!("certificates/of-pss-beside-ours"),
    ),
    ("of-rsa-1024", include_bytes!("certificates/of-rsa-1024")),
    (
        "of-rsa-1024-beside-ours",
        include_bytes!("certificates/of-rsa-1024-beside-ours"),
    ),
    ("of-rsa-2047", include_bytes!("certificates/of-rsa-2047")),
    (
        "of-rsa-2047-beside-ours",
        include_bytes!("certificates/of-rsa-2047-beside-ours"),
    ),
    ("of-rsa-3072", include_bytes!("certificates/of-rsa-3072")),
    ("of-rsa-4096", include_bytes!("certificates/of-rsa-4096")),
    ("of-rsa-8192", include_bytes!("certificates/of-rsa-8192")),
    ("of-rsa-e3", include_bytes!("certificates/of-rsa-e3")),
    ("of-x25519", include_bytes!("certificates/of-x25519")),
    (
        "of-x25519-beside-ours",
        include_bytes!("certificates/of-x25519-beside-ours"),
    ),
    ("ordinary", include_bytes!("certificates/ordinary")),
    ("pem", include_bytes!("certificates/pem")),
    (
        "purpose-unknown",
        include_bytes!("certificates/purpose-unknown"),
    ),
    ("renewed", include_bytes!("certificates/renewed")),
    ("self-signed", include_bytes!("certificates/self-signed")),
    ("serial-large", include_bytes!("certificates/serial-large")),
    ("serial-zero", include_bytes!("certificates/serial-zero")),
    ("server-only", include_bytes!("certificates/server-only")),
    ("several", include_bytes!("certificates/several")),
    (
        "signature-false",
        include_bytes!("certificates/signature-false"),
    ),
    ("signed-by-ec", include_bytes!("certificates/signed-by-ec")),
    (
        "signed-with-md5",
        include_bytes!("certificates/signed-with-md5"),
    ),
    (
        "signed-with-sha1",
        include_bytes!("certificates/signed-with-sha1"),
    ),
    (
        "signed-with-sha384",
        include_bytes!("certificates/signed-with-sha384"),
    ),
    (
        "signed-with-sha512",
        include_bytes!("certificates/signed-with-sha512"),
    ),
    ("time-13-days", include_bytes!("certificates/time-13-days")),
    ("time-14-days", include_bytes!("certificates/time-14-days")),
    (
        "time-1950-is-past",
        include_bytes!("certificates/time-1950-is-past"),
    ),
    ("time-59-days", include_bytes!("certificates/time-59-days")),
    ("time-60-days", include_bytes!("certificates/time-60-days")),
    (
        "time-clock-at-1970",
        include_bytes!("certificates/time-clock-at-1970"),
    ),
    (
        "time-first-moment",
        include_bytes!("certificates/time-first-moment"),
    ),
    (
        "time-fraction",
        include_bytes!("certificates/time-fraction"),
    ),
    (
        "time-generalized",
        include_bytes!("certificates/time-generalized"),
    ),
    (
        "time-generalized-9999",
        include_bytes!("certificates/time-generalized-9999"),
    ),
    (
        "time-last-moment",
        include_bytes!("certificates/time-last-moment"),
    ),
    ("time-letters", include_bytes!("certificates/time-letters")),
    (
        "time-mixed-2050",
        include_bytes!("certificates/time-mixed-2050"),
    ),
    (
        "time-month-13",
        include_bytes!("certificates/time-month-13"),
    ),
    ("time-offset", include_bytes!("certificates/time-offset")),
    (
        "time-one-second-early",
        include_bytes!("certificates/time-one-second-early"),
    ),
    (
        "time-one-second-late",
        include_bytes!("certificates/time-one-second-late"),
    ),
    ("time-short", include_bytes!("certificates/time-short")),
    ("time-utc", include_bytes!("certificates/time-utc")),
    (
        "time-without-seconds",
        include_bytes!("certificates/time-without-seconds"),
    ),
    ("trusted", include_bytes!("certificates/trusted")),
    ("usage-empty", include_bytes!("certificates/usage-empty")),
    ("version-1", include_bytes!("certificates/version-1")),
    ("with-its-key", include_bytes!("certificates/with-its-key")),
    ("with-text", include_bytes!("certificates/with-text")),
];

/// The files of `costs`.
pub(crate) const COSTS: &[File] = &[
    ("rounds-1", include_bytes!("costs/rounds-1")),
    ("rounds-1000", include_bytes!("costs/rounds-1000")),
    ("rounds-100000", include_bytes!("costs/rounds-100000")),
    ("rounds-1000000", include_bytes!("costs/rounds-1000000")),
    ("rounds-10000001", include_bytes!("costs/rounds-10000001")),
    (
        "rounds-10000001-none",
        include_bytes!("costs/rounds-10000001-none"),
    ),
    ("rounds-16777215", include_bytes!("costs/rounds-16777215")),
    (
        "rounds-16777215-none",
        include_bytes!("costs/rounds-16777215-none"),
    ),
    ("rounds-2", include_bytes!("costs/rounds-2")),
    ("rounds-2048", include_bytes!("costs/rounds-2048")),
    ("rounds-600000", include_bytes!("costs/rounds-600000")),
    ("scrypt-1024-8-1", include_bytes!("costs/scrypt-1024-8-1")),
    (
        "scrypt-1024-8-1-none",
        include_bytes!("costs/scrypt-1024-8-1-none"),
    ),
    (
        "scrypt-1024-8-1-wrong",
        include_bytes!("costs/scrypt-1024-8-1-wrong"),
    ),
    ("scrypt-16384-8-1", include_bytes!("costs/scrypt-16384-8-1")),
    (
        "scrypt-16384-8-1-none",
        include_bytes!("costs/scrypt-16384-8-1-none"),
    ),
    (
        "scrypt-16384-8-1-wrong",
        include_bytes!("costs/scrypt-16384-8-1-wrong"),
    ),
    ("scrypt-2-1-1", include_bytes!("costs/scrypt-2-1-1")),
    (
        "scrypt-2-1-1-none",
        include_bytes!("costs/scrypt-2-1-1-none"),
    ),
    (
        "scrypt-2-1-1-wrong",
        include_bytes!("costs/scrypt-2-1-1-wrong"),
    ),
    ("scrypt-4096-8-4", include_bytes!("costs/scrypt-4096-8-4")),
    (
        "scrypt-4096-8-4-none",
        include_bytes!("costs/scrypt-4096-8-4-none"),
    ),
    (
        "scrypt-4096-8-4-wrong",
        include_bytes!("costs/scrypt-4096-8-4-wrong"),
    ),
    (
        "scrypt-memory-1-gib",
        include_bytes!("costs/scrypt-memory-1-gib"),
    ),
    (
        "scrypt-memory-2-gib",
        include_bytes!("costs/scrypt-memory-2-gib"),
    ),
    (
        "scrypt-memory-by-r",
        include_bytes!("costs/scrypt-memory-by-r"),
    ),
];

/// The files of `damage`.
pub(crate) const DAMAGE: &[File] = &[
    (
        "certificate-body-empty",
        include_bytes!("damage/certificate-body-empty"),
    ),
    ("certificate-cut", include_bytes!("damage/certificate-cut")),
    (
        "certificate-dashes-behind",
        include_bytes!("damage/certificate-dashes-behind"),
    ),
    (
        "certificate-ellipsis",
        include_bytes!("damage/certificate-ellipsis"),
    ),
    (
        "certificate-letters-lost",
        include_bytes!("damage/certificate-letters-lost"),
    ),
    (
        "certificate-line-lost",
        include_bytes!("damage/certificate-line-lost"),
    ),
    (
        "certificate-line-twice",
        include_bytes!("damage/certificate-line-twice"),
    ),
    (
        "certificate-padding-inside",
        include_bytes!("damage/certificate-padding-inside"),
    ),
    (
        "certificate-question-mark",
        include_bytes!("damage/certificate-question-mark"),
    ),
    (
        "certificate-umlaut",
        include_bytes!("damage/certificate-umlaut"),
    ),
    (
        "certificate-url-safe-sign",
        include_bytes!("damage/certificate-url-safe-sign"),
    ),
    (
        "certificate-words-behind",
        include_bytes!("damage/certificate-words-behind"),
    ),
    (
        "certificate-zeros-behind",
        include_bytes!("damage/certificate-zeros-behind"),
    ),
    (
        "encrypted-body-empty",
        include_bytes!("damage/encrypted-body-empty"),
    ),
    ("encrypted-cut", include_bytes!("damage/encrypted-cut")),
    (
        "encrypted-dashes-behind",
        include_bytes!("damage/encrypted-dashes-behind"),
    ),
    (
        "encrypted-ellipsis",
        include_bytes!("damage/encrypted-ellipsis"),
    ),
    (
        "encrypted-letters-lost",
        include_bytes!("damage/encrypted-letters-lost"),
    ),
    (
        "encrypted-line-lost",
        include_bytes!("damage/encrypted-line-lost"),
    ),
    (
        "encrypted-line-twice",
        include_bytes!("damage/encrypted-line-twice"),
    ),
    (
        "encrypted-padding-inside",
        include_bytes!("damage/encrypted-padding-inside"),
    ),
    (
        "encrypted-question-mark",
        include_bytes!("damage/encrypted-question-mark"),
    ),
    (
        "encrypted-umlaut",
        include_bytes!("damage/encrypted-umlaut"),
    ),
    (
        "encrypted-url-safe-sign",
        include_bytes!("damage/encrypted-url-safe-sign"),
    ),
    (
        "encrypted-words-behind",
        include_bytes!("damage/encrypted-words-behind"),
    ),
    (
        "encrypted-zeros-behind",
        include_bytes!("damage/encrypted-zeros-behind"),
    ),
    (
        "half-before-whole",
        include_bytes!("damage/half-before-whole"),
    ),
    ("key-body-empty", include_bytes!("damage/key-body-empty")),
    ("key-cut", include_bytes!("damage/key-cut")),
    (
        "key-dashes-behind",
        include_bytes!("damage/key-dashes-behind"),
    ),
    ("key-ellipsis", include_bytes!("damage/key-ellipsis")),
    (
        "key-letters-lost",
        include_bytes!("damage/key-letters-lost"),
    ),
    ("key-line-lost", include_bytes!("damage/key-line-lost")),
    ("key-line-twice", include_bytes!("damage/key-line-twice")),
    (
        "key-padding-inside",
        include_bytes!("damage/key-padding-inside"),
    ),
    (
        "key-question-mark",
        include_bytes!("damage/key-question-mark"),
    ),
    ("key-umlaut", include_bytes!("damage/key-umlaut")),
    (
        "key-url-safe-sign",
        include_bytes!("damage/key-url-safe-sign"),
    ),
    (
        "key-words-behind",
        include_bytes!("damage/key-words-behind"),
    ),
    (
        "key-zeros-behind",
        include_bytes!("damage/key-zeros-behind"),
    ),
];

/// The files of `foreign`.
pub(crate) const FOREIGN: &[File] = &[
    ("bmp", include_bytes!("foreign/bmp")),
    ("crl", include_bytes!("foreign/crl")),
    ("gif", include_bytes!("foreign/gif")),
    ("html", include_bytes!("foreign/html")),
    (
        "html-without-doctype",
        include_bytes!("foreign/html-without-doctype"),
    ),
    ("jceks", include_bytes!("foreign/jceks")),
    ("jks", include_bytes!("foreign/jks")),
    ("jpeg", include_bytes!("foreign/jpeg")),
    ("jwk", include_bytes!("foreign/jwk")),
    ("mail", include_bytes!("foreign/mail")),
    ("one-letter", include_bytes!("foreign/one-letter")),
    ("openssh", include_bytes!("foreign/openssh")),
    (
        "openssh-encrypted",
        include_bytes!("foreign/openssh-encrypted"),
    ),
    ("openssl-config", include_bytes!("foreign/openssl-config")),
    ("outlook", include_bytes!("foreign/outlook")),
    ("path", include_bytes!("foreign/path")),
    ("pdf", include_bytes!("foreign/pdf")),
    ("pgp-message", include_bytes!("foreign/pgp-message")),
    ("pgp-private", include_bytes!("foreign/pgp-private")),
    ("pgp-public", include_bytes!("foreign/pgp-public")),
    ("png", include_bytes!("foreign/png")),
    ("public", include_bytes!("foreign/public")),
    ("public-der", include_bytes!("foreign/public-der")),
    (
        "public-der-for-certificate",
        include_bytes!("foreign/public-der-for-certificate"),
    ),
    ("public-ec", include_bytes!("foreign/public-ec")),
    (
        "public-ec-for-certificate",
        include_bytes!("foreign/public-ec-for-certificate"),
    ),
    (
        "public-for-certificate",
        include_bytes!("foreign/public-for-certificate"),
    ),
    ("public-pkcs1", include_bytes!("foreign/public-pkcs1")),
    (
        "public-pkcs1-for-certificate",
        include_bytes!("foreign/public-pkcs1-for-certificate"),
    ),
    ("putty-2", include_bytes!("foreign/putty-2")),
    ("putty-3", include_bytes!("foreign/putty-3")),
    ("random", include_bytes!("foreign/random")),
    ("request", include_bytes!("foreign/request")),
    ("request-der", include_bytes!("foreign/request-der")),
    (
        "request-der-for-certificate",
        include_bytes!("foreign/request-der-for-certificate"),
    ),
    (
        "request-for-certificate",
        include_bytes!("foreign/request-for-certificate"),
    ),
    ("ssh-rsa", include_bytes!("foreign/ssh-rsa")),
    ("ssh2-public", include_bytes!("foreign/ssh2-public")),
    ("words", include_bytes!("foreign/words")),
    ("zeros", include_bytes!("foreign/zeros")),
    ("zip", include_bytes!("foreign/zip")),
];

/// The files of `keys`.
pub(crate) const KEYS: &[File] = &[
    ("12008-bits", include_bytes!("keys/12008-bits")),
    (
        "changed-coefficient",
        include_bytes!("keys/changed-coefficient"),
    ),
    (
        "changed-first-crt-exponent",
        include_bytes!("keys/changed-first-crt-exponent"),
    ),
    (
        "changed-first-prime",
        include_bytes!("keys/changed-first-prime"),
    ),
    ("changed-modulus", include_bytes!("keys/changed-modulus")),
    (
        "changed-private-exponent",
        include_bytes!("keys/changed-private-exponent"),
    ),
    (
        "changed-second-prime",
        include_bytes!("keys/changed-second-prime"),
    ),
    ("dh", include_bytes!("keys/dh")),
    ("dh-der", include_bytes!("keys/dh-der")),
    ("dsa", include_bytes!("keys/dsa")),
    ("dsa-der", include_bytes!("keys/dsa-der")),
    ("dsa-traditional", include_bytes!("keys/dsa-traditional")),
    ("ec", include_bytes!("keys/ec")),
    ("ec-der", include_bytes!("keys/ec-der")),
    ("ed25519", include_bytes!("keys/ed25519")),
    ("ed25519-der", include_bytes!("keys/ed25519-der")),
    ("ed448", include_bytes!("keys/ed448")),
    ("ed448-der", include_bytes!("keys/ed448-der")),
    ("exponent-even", include_bytes!("keys/exponent-even")),
    ("exponent-other", include_bytes!("keys/exponent-other")),
    ("jwk", include_bytes!("keys/jwk")),
    (
        "label-any-private-key",
        include_bytes!("keys/label-any-private-key"),
    ),
    ("label-anything", include_bytes!("keys/label-anything")),
    (
        "label-certificate",
        include_bytes!("keys/label-certificate"),
    ),
    (
        "label-ec-private-key",
        include_bytes!("keys/label-ec-private-key"),
    ),
    (
        "label-encrypted-private-key",
        include_bytes!("keys/label-encrypted-private-key"),
    ),
    (
        "label-rsa-private-key",
        include_bytes!("keys/label-rsa-private-key"),
    ),
    ("multi-prime", include_bytes!("keys/multi-prime")),
    ("multi-prime-der", include_bytes!("keys/multi-prime-der")),
    (
        "multi-prime-traditional",
        include_bytes!("keys/multi-prime-traditional"),
    ),
    ("none", include_bytes!("keys/none")),
    (
        "of-another-certificate",
        include_bytes!("keys/of-another-certificate"),
    ),
    (
        "pkcs1-der-other-2048",
        include_bytes!("keys/pkcs1-der-other-2048"),
    ),
    (
        "pkcs1-der-rsa-2048",
        include_bytes!("keys/pkcs1-der-rsa-2048"),
    ),
    (
        "pkcs1-der-rsa-3072",
        include_bytes!("keys/pkcs1-der-rsa-3072"),
    ),
    (
        "pkcs1-der-rsa-4096",
        include_bytes!("keys/pkcs1-der-rsa-4096"),
    ),
    (
        "pkcs1-der-rsa-8192",
        include_bytes!("keys/pkcs1-der-rsa-8192"),
    ),
    ("pkcs1-der-rsa-e3", include_bytes!("keys/pkcs1-der-rsa-e3")),
    (
        "pkcs1-pem-other-2048",
        include_bytes!("keys/pkcs1-pem-other-2048"),
    ),
    (
        "pkcs1-pem-rsa-2048",
        include_bytes!("keys/pkcs1-pem-rsa-2048"),
    ),
    (
        "pkcs1-pem-rsa-3072",
        include_bytes!("keys/pkcs1-pem-rsa-3072"),
    ),
    (
        "pkcs1-pem-rsa-4096",
        include_bytes!("keys/pkcs1-pem-rsa-4096"),
    ),
    (
        "pkcs1-pem-rsa-8192",
        include_bytes!("keys/pkcs1-pem-rsa-8192"),
    ),
    ("pkcs1-pem-rsa-e3", include_bytes!("keys/pkcs1-pem-rsa-e3")),
    (
        "pkcs8-der-other-2048",
        include_bytes!("keys/pkcs8-der-other-2048"),
    ),
    (
        "pkcs8-der-rsa-2048",
        include_bytes!("keys/pkcs8-der-rsa-2048"),
    ),
    (
        "pkcs8-der-rsa-3072",
        include_bytes!("keys/pkcs8-der-rsa-3072"),
    ),
    (
        "pkcs8-der-rsa-4096",
        include_bytes!("keys/pkcs8-der-rsa-4096"),
    ),
    (
        "pkcs8-der-rsa-8192",
        include_bytes!("keys/pkcs8-der-rsa-8192"),
    ),
    ("pkcs8-der-rsa-e3", include_bytes!("keys/pkcs8-der-rsa-e3")),
    (
        "pkcs8-pem-other-2048",
        include_bytes!("keys/pkcs8-pem-other-2048"),
    ),
    (
        "pkcs8-pem-rsa-2048",
        include_bytes!("keys/pkcs8-pem-rsa-2048"),
    ),
    (
        "pkcs8-pem-rsa-3072",
        include_bytes!("keys/pkcs8-pem-rsa-3072"),
    ),
    (
        "pkcs8-pem-rsa-4096",
        include_bytes!("keys/pkcs8-pem-rsa-4096"),
    ),
    (
        "pkcs8-pem-rsa-8192",
        include_bytes!("keys/pkcs8-pem-rsa-8192"),
    ),
    ("pkcs8-pem-rsa-e3", include_bytes!("keys/pkcs8-pem-rsa-e3")),
    ("primes-exchanged", include_bytes!("keys/primes-exchanged")),
    ("pss", include_bytes!("keys/pss")),
    ("pss-der", include_bytes!("keys/pss-der")),
    ("rsa-1024", include_bytes!("keys/rsa-1024")),
    ("rsa-1024-der", include_bytes!("keys/rsa-1024-der")),
    (
        "rsa-1024-traditional",
        include_bytes!("keys/rsa-1024-traditional"),
    ),
    ("rsa-2047", include_bytes!("keys/rsa-2047")),
    ("rsa-2047-der", include_bytes!("keys/rsa-2047-der")),
    ("sec1", include_bytes!("keys/sec1")),
    ("sec1-der", include_bytes!("keys/sec1-der")),
    ("twice-the-same", include_bytes!("keys/twice-the-same")),
    (
        "two-of-which-none-fits",
        include_bytes!("keys/two-of-which-none-fits"),
    ),
    (
        "two-of-which-one-fits",
        include_bytes!("keys/two-of-which-one-fits"),
    ),
    (
        "with-text-other-2048",
        include_bytes!("keys/with-text-other-2048"),
    ),
    (
        "with-text-rsa-2048",
        include_bytes!("keys/with-text-rsa-2048"),
    ),
    (
        "with-text-rsa-3072",
        include_bytes!("keys/with-text-rsa-3072"),
    ),
    (
        "with-text-rsa-4096",
        include_bytes!("keys/with-text-rsa-4096"),
    ),
    (
        "with-text-rsa-8192",
        include_bytes!("keys/with-text-rsa-8192"),
    ),
    ("with-text-rsa-e3", include_bytes!("keys/with-text-rsa-e3")),
    (
        "without-certificate",
        include_bytes!("keys/without-certificate"),
    ),
    ("x25519", include_bytes!("keys/x25519")),
    ("x25519-der", include_bytes!("keys/x25519-der")),
];

/// The files of `passphrases`.
pub(crate) const PASSPHRASES: &[File] = &[
    (
        "200-characters-pbes1",
        include_bytes!("passphrases/200-characters-pbes1"),
    ),
    (
        "200-characters-pbes1-wrong",
        include_bytes!("passphrases/200-characters-pbes1-wrong"),
    ),
    (
        "200-characters-pkcs12-pbe",
        include_bytes!("passphrases/200-characters-pkcs12-pbe"),
    ),
    (
        "200-characters-pkcs12-pbe-wrong",
        include_bytes!("passphrases/200-characters-pkcs12-pbe-wrong"),
    ),
    (
        "200-characters-pkcs8",
        include_bytes!("passphrases/200-characters-pkcs8"),
    ),
    (
        "200-characters-pkcs8-wrong",
        include_bytes!("passphrases/200-characters-pkcs8-wrong"),
    ),
    (
        "200-characters-scrypt",
        include_bytes!("passphrases/200-characters-scrypt"),
    ),
    (
        "200-characters-scrypt-wrong",
        include_bytes!("passphrases/200-characters-scrypt-wrong"),
    ),
    (
        "200-characters-traditional",
        include_bytes!("passphrases/200-characters-traditional"),
    ),
    (
        "200-characters-traditional-wrong",
        include_bytes!("passphrases/200-characters-traditional-wrong"),
    ),
    ("cjk-pbes1", include_bytes!("passphrases/cjk-pbes1")),
    (
        "cjk-pbes1-wrong",
        include_bytes!("passphrases/cjk-pbes1-wrong"),
    ),
    (
        "cjk-pkcs12-pbe",
        include_bytes!("passphrases/cjk-pkcs12-pbe"),
    ),
    (
        "cjk-pkcs12-pbe-wrong",
        include_bytes!("passphrases/cjk-pkcs12-pbe-wrong"),
    ),
    ("cjk-pkcs8", include_bytes!("passphrases/cjk-pkcs8")),
    (
        "cjk-pkcs8-wrong",
        include_bytes!("passphrases/cjk-pkcs8-wrong"),
    ),
    ("cjk-scrypt", include_bytes!("passphrases/cjk-scrypt")),
    (
        "cjk-scrypt-wrong",
        include_bytes!("passphrases/cjk-scrypt-wrong"),
    ),
    (
        "cjk-traditional",
        include_bytes!("passphrases/cjk-traditional"),
    ),
    (
        "cjk-traditional-wrong",
        include_bytes!("passphrases/cjk-traditional-wrong"),
    ),
    ("colon-pbes1", include_bytes!("passphrases/colon-pbes1")),
    (
        "colon-pbes1-wrong",
        include_bytes!("passphrases/colon-pbes1-wrong"),
    ),
    (
        "colon-pkcs12-pbe",
        include_bytes!("passphrases/colon-pkcs12-pbe"),
    ),
    (
        "colon-pkcs12-pbe-wrong",
        include_bytes!("passphrases/colon-pkcs12-pbe-wrong"),
    ),
    ("colon-pkcs8", include_bytes!("passphrases/colon-pkcs8")),
    (
        "colon-pkcs8-wrong",
        include_bytes!("passphrases/colon-pkcs8-wrong"),
    ),
    ("colon-scrypt", include_bytes!("passphrases/colon-scrypt")),
    (
        "colon-scrypt-wrong",
        include_bytes!("passphrases/colon-scrypt-wrong"),
    ),
    (
        "colon-traditional",
        include_bytes!("passphrases/colon-traditional"),
    ),
    (
        "colon-traditional-wrong",
        include_bytes!("passphrases/colon-traditional-wrong"),
    ),
    (
        "combining-pbes1",
        include_bytes!("passphrases/combining-pbes1"),
    ),
    (
        "combining-pbes1-wrong",
        include_bytes!("passphrases/combining-pbes1-wrong"),
    ),
    (
        "combining-pkcs12-pbe",
        include_bytes!("passphrases/combining-pkcs12-pbe"),
    ),
    (
        "combining-pkcs12-pbe-wrong",
        include_bytes!("passphrases/combining-pkcs12-pbe-wrong"),
    ),
    (
        "combining-pkcs8",
        include_bytes!("passphrases/combining-pkcs8"),
    ),
    (
        "combining-pkcs8-wrong",
        include_bytes!("passphrases/combining-pkcs8-wrong"),
    ),
    (
        "combining-scrypt",
        include_bytes!("passphrases/combining-scrypt"),
    ),
    (
        "combining-scrypt-wrong",
        include_bytes!("passphrases/combining-scrypt-wrong"),
    ),
    (
        "combining-traditional",
        include_bytes!("passphrases/combining-traditional"),
    ),
    (
        "combining-traditional-wrong",
        include_bytes!("passphrases/combining-traditional-wrong"),
    ),
    ("emoji-pbes1", include_bytes!("passphrases/emoji-pbes1")),
    (
        "emoji-pbes1-wrong",
        include_bytes!("passphrases/emoji-pbes1-wrong"),
    ),
    (
        "emoji-pkcs12-pbe",
        include_bytes!("passphrases/emoji-pkcs12-pbe"),
    ),
    (
        "emoji-pkcs12-pbe-wrong",
        include_bytes!("passphrases/emoji-pkcs12-pbe-wrong"),
    ),
    ("emoji-pkcs8", include_bytes!("passphrases/emoji-pkcs8")),
    (
        "emoji-pkcs8-wrong",
        include_bytes!("passphrases/emoji-pkcs8-wrong"),
    ),
    ("emoji-scrypt", include_bytes!("passphrases/emoji-scrypt")),
    (
        "emoji-scrypt-wrong",
        include_bytes!("passphrases/emoji-scrypt-wrong"),
    ),
    (
        "emoji-traditional",
        include_bytes!("passphrases/emoji-traditional"),
    ),
    (
        "emoji-traditional-wrong",
        include_bytes!("passphrases/emoji-traditional-wrong"),
    ),
    (
        "empty-pkcs12-pbe",
        include_bytes!("passphrases/empty-pkcs12-pbe"),
    ),
    (
        "empty-pkcs12-pbe-wrong",
        include_bytes!("passphrases/empty-pkcs12-pbe-wrong"),
    ),
    ("empty-pkcs8", include_bytes!("passphrases/empty-pkcs8")),
    (
        "empty-pkcs8-wrong",
        include_bytes!("passphrases/empty-pkcs8-wrong"),
    ),
    ("greek-pbes1", include_bytes!("passphrases/greek-pbes1")),
    (
        "greek-pbes1-wrong",
        include_bytes!("passphrases/greek-pbes1-wrong"),
    ),
    (
        "greek-pkcs12-pbe",
        include_bytes!("passphrases/greek-pkcs12-pbe"),
    ),
    (
        "greek-pkcs12-pbe-wrong",
        include_bytes!("passphrases/greek-pkcs12-pbe-wrong"),
    ),
    ("greek-pkcs8", include_bytes!("passphrases/greek-pkcs8")),
    (
        "greek-pkcs8-wrong",
        include_bytes!("passphrases/greek-pkcs8-wrong"),
    ),
    ("greek-scrypt", include_bytes!("passphrases/greek-scrypt")),
    (
        "greek-scrypt-wrong",
        include_bytes!("passphrases/greek-scrypt-wrong"),
    ),
    (
        "greek-traditional",
        include_bytes!("passphrases/greek-traditional"),
    ),
    (
        "greek-traditional-wrong",
        include_bytes!("passphrases/greek-traditional-wrong"),
    ),
    (
        "iso-8859-1-more-pbes1",
        include_bytes!("passphrases/iso-8859-1-more-pbes1"),
    ),
    (
        "iso-8859-1-more-pkcs8",
        include_bytes!("passphrases/iso-8859-1-more-pkcs8"),
    ),
    (
        "iso-8859-1-more-traditional",
        include_bytes!("passphrases/iso-8859-1-more-traditional"),
    ),
    (
        "iso-8859-1-pbes1",
        include_bytes!("passphrases/iso-8859-1-pbes1"),
    ),
    (
        "iso-8859-1-pkcs8",
        include_bytes!("passphrases/iso-8859-1-pkcs8"),
    ),
    (
        "iso-8859-1-traditional",
        include_bytes!("passphrases/iso-8859-1-traditional"),
    ),
    ("latin-pbes1", include_bytes!("passphrases/latin-pbes1")),
    (
        "latin-pbes1-wrong",
        include_bytes!("passphrases/latin-pbes1-wrong"),
    ),
    (
        "latin-pkcs12-pbe",
        include_bytes!("passphrases/latin-pkcs12-pbe"),
    ),
    (
        "latin-pkcs12-pbe-wrong",
        include_bytes!("passphrases/latin-pkcs12-pbe-wrong"),
    ),
    ("latin-pkcs8", include_bytes!("passphrases/latin-pkcs8")),
    (
        "latin-pkcs8-wrong",
        include_bytes!("passphrases/latin-pkcs8-wrong"),
    ),
    ("latin-scrypt", include_bytes!("passphrases/latin-scrypt")),
    (
        "latin-scrypt-wrong",
        include_bytes!("passphrases/latin-scrypt-wrong"),
    ),
    (
        "latin-traditional",
        include_bytes!("passphrases/latin-traditional"),
    ),
    (
        "latin-traditional-wrong",
        include_bytes!("passphrases/latin-traditional-wrong"),
    ),
    (
        "one-letter-pbes1",
        include_bytes!("passphrases/one-letter-pbes1"),
    ),
    (
        "one-letter-pbes1-wrong",
        include_bytes!("passphrases/one-letter-pbes1-wrong"),
    ),
    (
        "one-letter-pkcs12-pbe",
        include_bytes!("passphrases/one-letter-pkcs12-pbe"),
    ),
    (
        "one-letter-pkcs12-pbe-wrong",
        include_bytes!("passphrases/one-letter-pkcs12-pbe-wrong"),
    ),
    (
        "one-letter-pkcs8",
        include_bytes!("passphrases/one-letter-pkcs8"),
    ),
    (
        "one-letter-pkcs8-wrong",
        include_bytes!("passphrases/one-letter-pkcs8-wrong"),
    ),
    (
        "one-letter-scrypt",
        include_bytes!("passphrases/one-letter-scrypt"),
    ),
    (
        "one-letter-scrypt-wrong",
        include_bytes!("passphrases/one-letter-scrypt-wrong"),
    ),
    (
        "punctuation-pbes1",
        include_bytes!("passphrases/punctuation-pbes1"),
    ),
    (
        "punctuation-pbes1-wrong",
        include_bytes!("passphrases/punctuation-pbes1-wrong"),
    ),
    (
        "punctuation-pkcs12-pbe",
        include_bytes!("passphrases/punctuation-pkcs12-pbe"),
    ),
    (
        "punctuation-pkcs12-pbe-wrong",
        include_bytes!("passphrases/punctuation-pkcs12-pbe-wrong"),
    ),
    (
        "punctuation-pkcs8",
        include_bytes!("passphrases/punctuation-pkcs8"),
    ),
    (
        "punctuation-pkcs8-wrong",
        include_bytes!("passphrases/punctuation-pkcs8-wrong"),
    ),
    (
        "punctuation-scrypt",
        include_bytes!("passphrases/punctuation-scrypt"),
    ),
    (
        "punctuation-scrypt-wrong",
        include_bytes!("passphrases/punctuation-scrypt-wrong"),
    ),
    (
        "punctuation-traditional",
        include_bytes!("passphrases/punctuation-traditional"),
    ),
    (
        "punctuation-traditional-wrong",
        include_bytes!("passphrases/punctuation-traditional-wrong"),
    ),
    ("spaces-pbes1", include_bytes!("passphrases/spaces-pbes1")),
    (
        "spaces-pbes1-wrong",
        include_bytes!("passphrases/spaces-pbes1-wrong"),
    ),
    (
        "spaces-pkcs12-pbe",
        include_bytes!("passphrases/spaces-pkcs12-pbe"),
    ),
    (
        "spaces-pkcs12-pbe-wrong",
        include_bytes!("passphrases/spaces-pkcs12-pbe-wrong"),
    ),
    ("spaces-pkcs8", include_bytes!("passphrases/spaces-pkcs8")),
    (
        "spaces-pkcs8-wrong",
        include_bytes!("passphrases/spaces-pkcs8-wrong"),
    ),
    ("spaces-scrypt", include_bytes!("passphrases/spaces-scrypt")),
    (
        "spaces-scrypt-wrong",
        include_bytes!("passphrases/spaces-scrypt-wrong"),
    ),
    (
        "spaces-traditional",
        include_bytes!("passphrases/spaces-traditional"),
    ),
    (
        "spaces-traditional-wrong",
        include_bytes!("passphrases/spaces-traditional-wrong"),
    ),
];

/// The files of `pbes1`.
pub(crate) const PBES1: &[File] = &[
    ("PBE-MD2-DES", include_bytes!("pbes1/PBE-MD2-DES")),
    ("PBE-MD5-DES-1", include_bytes!("pbes1/PBE-MD5-DES-1")),
    (
        "PBE-MD5-DES-100000",
        include_bytes!("pbes1/PBE-MD5-DES-100000"),
    ),
    ("PBE-MD5-DES-2048", include_bytes!("pbes1/PBE-MD5-DES-2048")),
    (
        "PBE-MD5-DES-2048-none",
        include_bytes!("pbes1/PBE-MD5-DES-2048-none"),
    ),
    (
        "PBE-MD5-DES-2048-wrong",
        include_bytes!("pbes1/PBE-MD5-DES-2048-wrong"),
    ),
    ("PBE-MD5-DES-der", include_bytes!("pbes1/PBE-MD5-DES-der")),
    ("PBE-MD5-RC2-64-1", include_bytes!("pbes1/PBE-MD5-RC2-64-1")),
    (
        "PBE-MD5-RC2-64-100000",
        include_bytes!("pbes1/PBE-MD5-RC2-64-100000"),
    ),
    (
        "PBE-MD5-RC2-64-2048",
        include_bytes!("pbes1/PBE-MD5-RC2-64-2048"),
    ),
    (
        "PBE-MD5-RC2-64-2048-none",
        include_bytes!("pbes1/PBE-MD5-RC2-64-2048-none"),
    ),
    (
        "PBE-MD5-RC2-64-2048-wrong",
        include_bytes!("pbes1/PBE-MD5-RC2-64-2048-wrong"),
    ),
    (
        "PBE-MD5-RC2-64-der",
        include_bytes!("pbes1/PBE-MD5-RC2-64-der"),
    ),
    ("PBE-SHA1-2DES-1", include_bytes!("pbes1/PBE-SHA1-2DES-1")),
    (
        "PBE-SHA1-2DES-100000",
        include_bytes!("pbes1/PBE-SHA1-2DES-100000"),
    ),
    (
        "PBE-SHA1-2DES-2048",
        include_bytes!("pbes1/PBE-SHA1-2DES-2048"),
    ),
    (
        "PBE-SHA1-2DES-2048-none",
        include_bytes!("pbes1/PBE-SHA1-2DES-2048-none"),
    ),
    (
        "PBE-SHA1-2DES-2048-wrong",
        include_bytes!("pbes1/PBE-SHA1-2DES-2048-wrong"),
    ),
    (
        "PBE-SHA1-2DES-der",
        include_bytes!("pbes1/PBE-SHA1-2DES-der"),
    ),
    ("PBE-SHA1-3DES-1", include_bytes!("pbes1/PBE-SHA1-3DES-1")),
    (
        "PBE-SHA1-3DES-100000",
        include_bytes!("pbes1/PBE-SHA1-3DES-100000"),
    ),
    (
        "PBE-SHA1-3DES-2048",
        include_bytes!("pbes1/PBE-SHA1-3DES-2048"),
    ),
    (
        "PBE-SHA1-3DES-2048-none",
        include_bytes!("pbes1/PBE-SHA1-3DES-2048-none"),
    ),
    (
        "PBE-SHA1-3DES-2048-wrong",
        include_bytes!("pbes1/PBE-SHA1-3DES-2048-wrong"),
    ),
    (
        "PBE-SHA1-3DES-der",
        include_bytes!("pbes1/PBE-SHA1-3DES-der"),
    ),
    ("PBE-SHA1-DES-1", include_bytes!("pbes1/PBE-SHA1-DES-1")),
    (
        "PBE-SHA1-DES-100000",
        include_bytes!("pbes1/PBE-SHA1-DES-100000"),
    ),
    (
        "PBE-SHA1-DES-2048",
        include_bytes!("pbes1/PBE-SHA1-DES-2048"),
    ),
    (
        "PBE-SHA1-DES-2048-none",
        include_bytes!("pbes1/PBE-SHA1-DES-2048-none"),
    ),
    (
        "PBE-SHA1-DES-2048-wrong",
        include_bytes!("pbes1/PBE-SHA1-DES-2048-wrong"),
    ),
    ("PBE-SHA1-DES-der", include_bytes!("pbes1/PBE-SHA1-DES-der")),
    (
        "PBE-SHA1-RC2-128-1",
        include_bytes!("pbes1/PBE-SHA1-RC2-128-1"),
    ),
    (
        "PBE-SHA1-RC2-128-100000",
        include_bytes!("pbes1/PBE-SHA1-RC2-128-100000"),
    ),
    (
        "PBE-SHA1-RC2-128-2048",
        include_bytes!("pbes1/PBE-SHA1-RC2-128-2048"),
    ),
    (
        "PBE-SHA1-RC2-128-2048-none",
        include_bytes!("pbes1/PBE-SHA1-RC2-128-2048-none"),
    ),
    (
        "PBE-SHA1-RC2-128-2048-wrong",
        include_bytes!("pbes1/PBE-SHA1-RC2-128-2048-wrong"),
    ),
    (
        "PBE-SHA1-RC2-128-der",
        include_bytes!("pbes1/PBE-SHA1-RC2-128-der"),
    ),
    (
        "PBE-SHA1-RC2-40-1",
        include_bytes!("pbes1/PBE-SHA1-RC2-40-1"),
    ),
    (
        "PBE-SHA1-RC2-40-100000",
        include_bytes!("pbes1/PBE-SHA1-RC2-40-100000"),
    ),
    (
        "PBE-SHA1-RC2-40-2048",
        include_bytes!("pbes1/PBE-SHA1-RC2-40-2048"),
    ),
    (
        "PBE-SHA1-RC2-40-2048-none",
        include_bytes!("pbes1/PBE-SHA1-RC2-40-2048-none"),
    ),
    (
        "PBE-SHA1-RC2-40-2048-wrong",
        include_bytes!("pbes1/PBE-SHA1-RC2-40-2048-wrong"),
    ),
    (
        "PBE-SHA1-RC2-40-der",
        include_bytes!("pbes1/PBE-SHA1-RC2-40-der"),
    ),
    (
        "PBE-SHA1-RC2-64-1",
        include_bytes!("pbes1/PBE-SHA1-RC2-64-1"),
    ),
    (
        "PBE-SHA1-RC2-64-100000",
        include_bytes!("pbes1/PBE-SHA1-RC2-64-100000"),
    ),
    (
        "PBE-SHA1-RC2-64-2048",
        include_bytes!("pbes1/PBE-SHA1-RC2-64-2048"),
    ),
    (
        "PBE-SHA1-RC2-64-2048-none",
        include_bytes!("pbes1/PBE-SHA1-RC2-64-2048-none"),
    ),
    (
        "PBE-SHA1-RC2-64-2048-wrong",
        include_bytes!("pbes1/PBE-SHA1-RC2-64-2048-wrong"),
    ),
    (
        "PBE-SHA1-RC2-64-der",
        include_bytes!("pbes1/PBE-SHA1-RC2-64-der"),
    ),
    (
        "PBE-SHA1-RC4-128-1",
        include_bytes!("pbes1/PBE-SHA1-RC4-128-1"),
    ),
    (
        "PBE-SHA1-RC4-128-100000",
        include_bytes!("pbes1/PBE-SHA1-RC4-128-100000"),
    ),
    (
        "PBE-SHA1-RC4-128-2048",
        include_bytes!("pbes1/PBE-SHA1-RC4-128-2048"),
    ),
    (
        "PBE-SHA1-RC4-128-2048-none",
        include_bytes!("pbes1/PBE-SHA1-RC4-128-2048-none"),
    ),
    (
        "PBE-SHA1-RC4-128-2048-wrong",
        include_bytes!("pbes1/PBE-SHA1-RC4-128-2048-wrong"),
    ),
    (
        "PBE-SHA1-RC4-128-der",
        include_bytes!("pbes1/PBE-SHA1-RC4-128-der"),
    ),
    (
        "PBE-SHA1-RC4-40-1",
        include_bytes!("pbes1/PBE-SHA1-RC4-40-1"),
    ),
    (
        "PBE-SHA1-RC4-40-100000",
        include_bytes!("pbes1/PBE-SHA1-RC4-40-100000"),
    ),
    (
        "PBE-SHA1-RC4-40-2048",
        include_bytes!("pbes1/PBE-SHA1-RC4-40-2048"),
    ),
    (
        "PBE-SHA1-RC4-40-2048-none",
        include_bytes!("pbes1/PBE-SHA1-RC4-40-2048-none"),
    ),
    (
        "PBE-SHA1-RC4-40-2048-wrong",
        include_bytes!("pbes1/PBE-SHA1-RC4-40-2048-wrong"),
    ),
    (
        "PBE-SHA1-RC4-40-der",
        include_bytes!("pbes1/PBE-SHA1-RC4-40-der"),
    ),
    ("certtool-3des", include_bytes!("pbes1/certtool-3des")),
    (
        "certtool-3des-pkcs12",
        include_bytes!("pbes1/certtool-3des-pkcs12"),
    ),
    ("certtool-aes-128", include_bytes!("pbes1/certtool-aes-128")),
    ("certtool-aes-192", include_bytes!("pbes1/certtool-aes-192")),
    ("certtool-aes-256", include_bytes!("pbes1/certtool-aes-256")),
    ("certtool-arcfour", include_bytes!("pbes1/certtool-arcfour")),
    ("certtool-rc2-40", include_bytes!("pbes1/certtool-rc2-40")),
];

/// The files of `pbes2`.
pub(crate) const PBES2: &[File] = &[
    (
        "aes-128-cbc-hmacWithSHA1",
        include_bytes!("pbes2/aes-128-cbc-hmacWithSHA1"),
    ),
    (
        "aes-128-cbc-hmacWithSHA224",
        include_bytes!("pbes2/aes-128-cbc-hmacWithSHA224"),
    ),
    (
        "aes-128-cbc-hmacWithSHA256",
        include_bytes!("pbes2/aes-128-cbc-hmacWithSHA256"),
    ),
    (
        "aes-128-cbc-hmacWithSHA256-none",
        include_bytes!("pbes2/aes-128-cbc-hmacWithSHA256-none"),
    ),
    (
        "aes-128-cbc-hmacWithSHA256-wrong",
        include_bytes!("pbes2/aes-128-cbc-hmacWithSHA256-wrong"),
    ),
    (
        "aes-128-cbc-hmacWithSHA384",
        include_bytes!("pbes2/aes-128-cbc-hmacWithSHA384"),
    ),
    (
        "aes-128-cbc-hmacWithSHA512",
        include_bytes!("pbes2/aes-128-cbc-hmacWithSHA512"),
    ),
    (
        "aes-128-cbc-hmacWithSHA512-224",
        include_bytes!("pbes2/aes-128-cbc-hmacWithSHA512-224"),
    ),
    (
        "aes-128-cbc-hmacWithSHA512-256",
        include_bytes!("pbes2/aes-128-cbc-hmacWithSHA512-256"),
    ),
    (
        "aes-192-cbc-hmacWithSHA1",
        include_bytes!("pbes2/aes-192-cbc-hmacWithSHA1"),
    ),
    (
        "aes-192-cbc-hmacWithSHA224",
        include_bytes!("pbes2/aes-192-cbc-hmacWithSHA224"),
    ),
    (
        "aes-192-cbc-hmacWithSHA256",
        include_bytes!("pbes2/aes-192-cbc-hmacWithSHA256"),
    ),
    (
        "aes-192-cbc-hmacWithSHA256-none",
        include_bytes!("pbes2/aes-192-cbc-hmacWithSHA256-none"),
    ),
    (
        "aes-192-cbc-hmacWithSHA256-wrong",
        include_bytes!("pbes2/aes-192-cbc-hmacWithSHA256-wrong"),
    ),
    (
        "aes-192-cbc-hmacWithSHA384",
        include_bytes!("pbes2/aes-192-cbc-hmacWithSHA384"),
    ),
    (
        "aes-192-cbc-hmacWithSHA512",
        include_bytes!("pbes2/aes-192-cbc-hmacWithSHA512"),
    ),
    (
        "aes-192-cbc-hmacWithSHA512-224",
        include_bytes!("pbes2/aes-192-cbc-hmacWithSHA512-224"),
    ),
    (
        "aes-192-cbc-hmacWithSHA512-256",
        include_bytes!("pbes2/aes-192-cbc-hmacWithSHA512-256"),
    ),
    (
        "aes-256-cbc-hmacWithSHA1",
        include_bytes!("pbes2/aes-256-cbc-hmacWithSHA1"),
    ),
    (
        "aes-256-cbc-hmacWithSHA224",
        include_bytes!("pbes2/aes-256-cbc-hmacWithSHA224"),
    ),
    (
        "aes-256-cbc-hmacWithSHA256",
        include_bytes!("pbes2/aes-256-cbc-hmacWithSHA256"),
    ),
    (
        "aes-256-cbc-hmacWithSHA256-none",
        include_bytes!("pbes2/aes-256-cbc-hmacWithSHA256-none"),
    ),
    (
        "aes-256-cbc-hmacWithSHA256-wrong",
        include_bytes!("pbes2/aes-256-cbc-hmacWithSHA256-wrong"),
    ),
    (
        "aes-256-cbc-hmacWithSHA384",
        include_bytes!("pbes2/aes-256-cbc-hmacWithSHA384"),
    ),
    (
        "aes-256-cbc-hmacWithSHA512",
        include_bytes!("pbes2/aes-256-cbc-hmacWithSHA512"),
    ),
    (
        "aes-256-cbc-hmacWithSHA512-224",
        include_bytes!("pbes2/aes-256-cbc-hmacWithSHA512-224"),
    ),
    (
        "aes-256-cbc-hmacWithSHA512-256",
        include_bytes!("pbes2/aes-256-cbc-hmacWithSHA512-256"),
    ),
    (
        "camellia-128-cbc-hmacWithSHA1",
        include_bytes!("pbes2/camellia-128-cbc-hmacWithSHA1"),
    ),
    (
        "camellia-128-cbc-hmacWithSHA224",
        include_bytes!("pbes2/camellia-128-cbc-hmacWithSHA224"),
    ),
    (
        "camellia-128-cbc-hmacWithSHA256",
        include_bytes!("pbes2/camellia-128-cbc-hmacWithSHA256"),
    ),
    (
        "camellia-128-cbc-hmacWithSHA256-none",
        include_bytes!("pbes2/camellia-128-cbc-hmacWithSHA256-none"),
    ),
    (
        "camellia-128-cbc-hmacWithSHA256-wrong",
        include_bytes!("pbes2/camellia-128-cbc-hmacWithSHA256-wrong"),
    ),
    (
        "camellia-128-cbc-hmacWithSHA384",
        include_bytes!("pbes2/camellia-128-cbc-hmacWithSHA384"),
    ),
    (
        "camellia-128-cbc-hmacWithSHA512",
        include_bytes!("pbes2/camellia-128-cbc-hmacWithSHA512"),
    ),
    (
        "camellia-128-cbc-hmacWithSHA512-224",
        include_bytes!("pbes2/camellia-128-cbc-hmacWithSHA512-224"),
    ),
    (
        "camellia-128-cbc-hmacWithSHA512-256",
        include_bytes!("pbes2/camellia-128-cbc-hmacWithSHA512-256"),
    ),
    (
        "camellia-192-cbc-hmacWithSHA1",
        include_bytes!("pbes2/camellia-192-cbc-hmacWithSHA1"),
    ),
    (
        "camellia-192-cbc-hmacWithSHA224",
        include_bytes!("pbes2/camellia-192-cbc-hmacWithSHA224"),
    ),
    (
        "camellia-192-cbc-hmacWithSHA256",
        include_bytes!("pbes2/camellia-192-cbc-hmacWithSHA256"),
    ),
    (
        "camellia-192-cbc-hmacWithSHA256-none",
        include_bytes!("pbes2/camellia-192-cbc-hmacWithSHA256-none"),
    ),
    (
        "camellia-192-cbc-hmacWithSHA256-wrong",
        include_bytes!("pbes2/camellia-192-cbc-hmacWithSHA256-wrong"),
    ),
    (
        "camellia-192-cbc-hmacWithSHA384",
        include_bytes!("pbes2/camellia-192-cbc-hmacWithSHA384"),
    ),
    (
        "camellia-192-cbc-hmacWithSHA512",
        include_bytes!("pbes2/camellia-192-cbc-hmacWithSHA512"),
    ),
    (
        "camellia-192-cbc-hmacWithSHA512-224",
        include_bytes!("pbes2/camellia-192-cbc-hmacWithSHA512-224"),
    ),
    (
        "camellia-192-cbc-hmacWithSHA512-256",
        include_bytes!("pbes2/camellia-192-cbc-hmacWithSHA512-256"),
    ),
    (
        "camellia-256-cbc-hmacWithSHA1",
        include_bytes!("pbes2/camellia-256-cbc-hmacWithSHA1"),
    ),
    (
        "camellia-256-cbc-hmacWithSHA224",
        include_bytes!("pbes2/camellia-256-cbc-hmacWithSHA224"),
    ),
    (
        "camellia-256-cbc-hmacWithSHA256",
        include_bytes!("pbes2/camellia-256-cbc-hmacWithSHA256"),
    ),
    (
        "camellia-256-cbc-hmacWithSHA256-none",
        include_bytes!("pbes2/camellia-256-cbc-hmacWithSHA256-none"),
    ),
    (
        "camellia-256-cbc-hmacWithSHA256-wrong",
        include_bytes!("pbes2/camellia-256-cbc-hmacWithSHA256-wrong"),
    ),
    (
        "camellia-256-cbc-hmacWithSHA384",
        include_bytes!("pbes2/camellia-256-cbc-hmacWithSHA384"),
    ),
    (
        "camellia-256-cbc-hmacWithSHA512",
        include_bytes!("pbes2/camellia-256-cbc-hmacWithSHA512"),
    ),
    (
        "camellia-256-cbc-hmacWithSHA512-224",
        include_bytes!("pbes2/camellia-256-cbc-hmacWithSHA512-224"),
    ),
    (
        "camellia-256-cbc-hmacWithSHA512-256",
        include_bytes!("pbes2/camellia-256-cbc-hmacWithSHA512-256"),
    ),
    (
        "default-other-2048",
        include_bytes!("pbes2/default-other-2048"),
    ),
    (
        "default-other-2048-der",
        include_bytes!("pbes2/default-other-2048-der"),
    ),
    ("default-rsa-3072", include_bytes!("pbes2/default-rsa-3072")),
    (
        "default-rsa-3072-der",
        include_bytes!("pbes2/default-rsa-3072-der"),
    ),
    ("default-rsa-4096", include_bytes!("pbes2/default-rsa-4096")),
    (
        "default-rsa-4096-der",
        include_bytes!("pbes2/default-rsa-4096-der"),
    ),
    ("default-rsa-8192", include_bytes!("pbes2/default-rsa-8192")),
    (
        "default-rsa-8192-der",
        include_bytes!("pbes2/default-rsa-8192-der"),
    ),
    ("default-rsa-e3", include_bytes!("pbes2/default-rsa-e3")),
    (
        "default-rsa-e3-der",
        include_bytes!("pbes2/default-rsa-e3-der"),
    ),
    (
        "des-cbc-hmacWithSHA1",
        include_bytes!("pbes2/des-cbc-hmacWithSHA1"),
    ),
    (
        "des-cbc-hmacWithSHA224",
        include_bytes!("pbes2/des-cbc-hmacWithSHA224"),
    ),
    (
        "des-cbc-hmacWithSHA256",
        include_bytes!("pbes2/des-cbc-hmacWithSHA256"),
    ),
    (
        "des-cbc-hmacWithSHA256-none",
        include_bytes!("pbes2/des-cbc-hmacWithSHA256-none"),
    ),
    (
        "des-cbc-hmacWithSHA256-wrong",
        include_bytes!("pbes2/des-cbc-hmacWithSHA256-wrong"),
    ),
    (
        "des-cbc-hmacWithSHA384",
        include_bytes!("pbes2/des-cbc-hmacWithSHA384"),
    ),
    (
        "des-cbc-hmacWithSHA512",
        include_bytes!("pbes2/des-cbc-hmacWithSHA512"),
    ),
    (
        "des-cbc-hmacWithSHA512-224",
        include_bytes!("pbes2/des-cbc-hmacWithSHA512-224"),
    ),
    (
        "des-cbc-hmacWithSHA512-256",
        include_bytes!("pbes2/des-cbc-hmacWithSHA512-256"),
    ),
    (
        "des3-hmacWithSHA1",
        include_bytes!("pbes2/des3-hmacWithSHA1"),
    ),
    (
        "des3-hmacWithSHA224",
        include_bytes!("pbes2/des3-hmacWithSHA224"),
    ),
    (
        "des3-hmacWithSHA256",
        include_bytes!("pbes2/des3-hmacWithSHA256"),
    ),
    (
        "des3-hmacWithSHA256-none",
        include_bytes!("pbes2/des3-hmacWithSHA256-none"),
    ),
    (
        "des3-hmacWithSHA256-wrong",
        include_bytes!("pbes2/des3-hmacWithSHA256-wrong"),
    ),
    (
        "des3-hmacWithSHA384",
        include_bytes!("pbes2/des3-hmacWithSHA384"),
    ),
    (
        "des3-hmacWithSHA512",
        include_bytes!("pbes2/des3-hmacWithSHA512"),
    ),
    (
        "des3-hmacWithSHA512-224",
        include_bytes!("pbes2/des3-hmacWithSHA512-224"),
    ),
    (
        "des3-hmacWithSHA512-256",
        include_bytes!("pbes2/des3-hmacWithSHA512-256"),
    ),
    ("hand-aes-256-gcm", include_bytes!("pbes2/hand-aes-256-gcm")),
    (
        "hand-unknown-derivation",
        include_bytes!("pbes2/hand-unknown-derivation"),
    ),
    (
        "hand-unknown-function",
        include_bytes!("pbes2/hand-unknown-function"),
    ),
    (
        "hand-unknown-scheme",
        include_bytes!("pbes2/hand-unknown-scheme"),
    ),
    (
        "hand-wrong-cipher-for-its-vector",
        include_bytes!("pbes2/hand-wrong-cipher-for-its-vector"),
    ),
    (
        "of-another-certificate",
        include_bytes!("pbes2/of-another-certificate"),
    ),
    ("of-dsa", include_bytes!("pbes2/of-dsa")),
    ("of-ec", include_bytes!("pbes2/of-ec")),
    ("of-ed25519", include_bytes!("pbes2/of-ed25519")),
    ("of-pss", include_bytes!("pbes2/of-pss")),
    ("of-rsa-1024", include_bytes!("pbes2/of-rsa-1024")),
    (
        "rc2-40-cbc-hmacWithSHA1",
        include_bytes!("pbes2/rc2-40-cbc-hmacWithSHA1"),
    ),
    (
        "rc2-40-cbc-hmacWithSHA224",
        include_bytes!("pbes2/rc2-40-cbc-hmacWithSHA224"),
    ),
    (
        "rc2-40-cbc-hmacWithSHA256",
        include_bytes!("pbes2/rc2-40-cbc-hmacWithSHA256"),
    ),
    (
        "rc2-40-cbc-hmacWithSHA256-none",
        include_bytes!("pbes2/rc2-40-cbc-hmacWithSHA256-none"),
    ),
    (
        "rc2-40-cbc-hmacWithSHA256-wrong",
        include_bytes!("pbes2/rc2-40-cbc-hmacWithSHA256-wrong"),
    ),
    (
        "rc2-40-cbc-hmacWithSHA384",
        include_bytes!("pbes2/rc2-40-cbc-hmacWithSHA384"),
    ),
    (
        "rc2-40-cbc-hmacWithSHA512",
        include_bytes!("pbes2/rc2-40-cbc-hmacWithSHA512"),
    ),
    (
        "rc2-40-cbc-hmacWithSHA512-224",
        include_bytes!("pbes2/rc2-40-cbc-hmacWithSHA512-224"),
    ),
    (
        "rc2-40-cbc-hmacWithSHA512-256",
        include_bytes!("pbes2/rc2-40-cbc-hmacWithSHA512-256"),
    ),
    (
        "rc2-64-cbc-hmacWithSHA1",
        include_bytes!("pbes2/rc2-64-cbc-hmacWithSHA1"),
    ),
    (
        "rc2-64-cbc-hmacWithSHA224",
        include_bytes!("pbes2/rc2-64-cbc-hmacWithSHA224"),
    ),
    (
        "rc2-64-cbc-hmacWithSHA256",
        include_bytes!("pbes2/rc2-64-cbc-hmacWithSHA256"),
    ),
    (
        "rc2-64-cbc-hmacWithSHA256-none",
        include_bytes!("pbes2/rc2-64-cbc-hmacWithSHA256-none"),
    ),
    (
        "rc2-64-cbc-hmacWithSHA256-wrong",
        include_bytes!("pbes2/rc2-64-cbc-hmacWithSHA256-wrong"),
    ),
    (
        "rc2-64-cbc-hmacWithSHA384",
        include_bytes!("pbes2/rc2-64-cbc-hmacWithSHA384"),
    ),
    (
        "rc2-64-cbc-hmacWithSHA512",
        include_bytes!("pbes2/rc2-64-cbc-hmacWithSHA512"),
    ),
    (
        "rc2-64-cbc-hmacWithSHA512-224",
        include_bytes!("pbes2/rc2-64-cbc-hmacWithSHA512-224"),
    ),
    (
        "rc2-64-cbc-hmacWithSHA512-256",
        include_bytes!("pbes2/rc2-64-cbc-hmacWithSHA512-256"),
    ),
    (
        "rc2-cbc-hmacWithSHA1",
        include_bytes!("pbes2/rc2-cbc-hmacWithSHA1"),
    ),
    (
        "rc2-cbc-hmacWithSHA224",
        include_bytes!("pbes2/rc2-cbc-hmacWithSHA224"),
    ),
    (
        "rc2-cbc-hmacWithSHA256",
        include_bytes!("pbes2/rc2-cbc-hmacWithSHA256"),
    ),
    (
        "rc2-cbc-hmacWithSHA256-none",
        include_bytes!("pbes2/rc2-cbc-hmacWithSHA256-none"),
    ),
    (
        "rc2-cbc-hmacWithSHA256-wrong",
        include_bytes!("pbes2/rc2-cbc-hmacWithSHA256-wrong"),
    ),
    (
        "rc2-cbc-hmacWithSHA384",
        include_bytes!("pbes2/rc2-cbc-hmacWithSHA384"),
    ),
    (
        "rc2-cbc-hmacWithSHA512",
        include_bytes!("pbes2/rc2-cbc-hmacWithSHA512"),
    ),
    (
        "rc2-cbc-hmacWithSHA512-224",
        include_bytes!("pbes2/rc2-cbc-hmacWithSHA512-224"),
    ),
    (
        "rc2-cbc-hmacWithSHA512-256",
        include_bytes!("pbes2/rc2-cbc-hmacWithSHA512-256"),
    ),
    (
        "unsupported-aes-256-cfb",
        include_bytes!("pbes2/unsupported-aes-256-cfb"),
    ),
    (
        "unsupported-aes-256-cfb-none",
        include_bytes!("pbes2/unsupported-aes-256-cfb-none"),
    ),
    (
        "unsupported-aes-256-ofb",
        include_bytes!("pbes2/unsupported-aes-256-ofb"),
    ),
    (
        "unsupported-aes-256-ofb-none",
        include_bytes!("pbes2/unsupported-aes-256-ofb-none"),
    ),
    (
        "unsupported-aria-128-cbc",
        include_bytes!("pbes2/unsupported-aria-128-cbc"),
    ),
    (
        "unsupported-aria-128-cbc-none",
        include_bytes!("pbes2/unsupported-aria-128-cbc-none"),
    ),
    (
        "unsupported-aria-256-cbc",
        include_bytes!("pbes2/unsupported-aria-256-cbc"),
    ),
    (
        "unsupported-aria-256-cbc-none",
        include_bytes!("pbes2/unsupported-aria-256-cbc-none"),
    ),
    (
        "unsupported-bf-cbc",
        include_bytes!("pbes2/unsupported-bf-cbc"),
    ),
    (
        "unsupported-bf-cbc-none",
        include_bytes!("pbes2/unsupported-bf-cbc-none"),
    ),
    (
        "unsupported-cast5-cbc",
        include_bytes!("pbes2/unsupported-cast5-cbc"),
    ),
    (
        "unsupported-cast5-cbc-none",
        include_bytes!("pbes2/unsupported-cast5-cbc-none"),
    ),
    (
        "unsupported-seed-cbc",
        include_bytes!("pbes2/unsupported-seed-cbc"),
    ),
    (
        "unsupported-seed-cbc-none",
        include_bytes!("pbes2/unsupported-seed-cbc-none"),
    ),
    (
        "unsupported-sm4-cbc",
        include_bytes!("pbes2/unsupported-sm4-cbc"),
    ),
    (
        "unsupported-sm4-cbc-none",
        include_bytes!("pbes2/unsupported-sm4-cbc-none"),
    ),
];

/// The files of `pkcs12`.
pub(crate) const PKCS12: &[File] = &[
    (
        "beside-another-certificate",
        include_bytes!("pkcs12/beside-another-certificate"),
    ),
    (
        "certificates-only-default",
        include_bytes!("pkcs12/certificates-only-default"),
    ),
    (
        "certificates-only-legacy",
        include_bytes!("pkcs12/certificates-only-legacy"),
    ),
    (
        "certificates-only-plain",
        include_bytes!("pkcs12/certificates-only-plain"),
    ),
    ("certpbe-none", include_bytes!("pkcs12/certpbe-none")),
    (
        "certpbe-none-ber-1000",
        include_bytes!("pkcs12/certpbe-none-ber-1000"),
    ),
    (
        "certpbe-none-ber-16",
        include_bytes!("pkcs12/certpbe-none-ber-16"),
    ),
    (
        "certpbe-none-none",
        include_bytes!("pkcs12/certpbe-none-none"),
    ),
    (
        "certpbe-none-wrong",
        include_bytes!("pkcs12/certpbe-none-wrong"),
    ),
    ("certtool-3des", include_bytes!("pkcs12/certtool-3des")),
    (
        "certtool-3des-pkcs12",
        include_bytes!("pkcs12/certtool-3des-pkcs12"),
    ),
    (
        "certtool-3des-pkcs12-wrong",
        include_bytes!("pkcs12/certtool-3des-pkcs12-wrong"),
    ),
    (
        "certtool-3des-wrong",
        include_bytes!("pkcs12/certtool-3des-wrong"),
    ),
    (
        "certtool-aes-128",
        include_bytes!("pkcs12/certtool-aes-128"),
    ),
    (
        "certtool-aes-128-wrong",
        include_bytes!("pkcs12/certtool-aes-128-wrong"),
    ),
    (
        "certtool-aes-192",
        include_bytes!("pkcs12/certtool-aes-192"),
    ),
    (
        "certtool-aes-192-wrong",
        include_bytes!("pkcs12/certtool-aes-192-wrong"),
    ),
    (
        "certtool-aes-256",
        include_bytes!("pkcs12/certtool-aes-256"),
    ),
    (
        "certtool-aes-256-wrong",
        include_bytes!("pkcs12/certtool-aes-256-wrong"),
    ),
    (
        "certtool-arcfour",
        include_bytes!("pkcs12/certtool-arcfour"),
    ),
    (
        "certtool-arcfour-wrong",
        include_bytes!("pkcs12/certtool-arcfour-wrong"),
    ),
    ("certtool-empty", include_bytes!("pkcs12/certtool-empty")),
    ("certtool-rc2-40", include_bytes!("pkcs12/certtool-rc2-40")),
    (
        "certtool-rc2-40-wrong",
        include_bytes!("pkcs12/certtool-rc2-40-wrong"),
    ),
    ("chain", include_bytes!("pkcs12/chain")),
    ("chain-ber-1000", include_bytes!("pkcs12/chain-ber-1000")),
    ("chain-ber-16", include_bytes!("pkcs12/chain-ber-16")),
    ("chain-legacy", include_bytes!("pkcs12/chain-legacy")),
    (
        "chain-legacy-ber-1000",
        include_bytes!("pkcs12/chain-legacy-ber-1000"),
    ),
    (
        "chain-legacy-ber-16",
        include_bytes!("pkcs12/chain-legacy-ber-16"),
    ),
    (
        "chain-legacy-none",
        include_bytes!("pkcs12/chain-legacy-none"),
    ),
    (
        "chain-legacy-wrong",
        include_bytes!("pkcs12/chain-legacy-wrong"),
    ),
    ("chain-none", include_bytes!("pkcs12/chain-none")),
    ("chain-wrong", include_bytes!("pkcs12/chain-wrong")),
    ("csp", include_bytes!("pkcs12/csp")),
    ("csp-ber-1000", include_bytes!("pkcs12/csp-ber-1000")),
    ("csp-ber-16", include_bytes!("pkcs12/csp-ber-16")),
    ("csp-none", include_bytes!("pkcs12/csp-none")),
    ("csp-wrong", include_bytes!("pkcs12/csp-wrong")),
    ("cut-first-100", include_bytes!("pkcs12/cut-first-100")),
    ("cut-half", include_bytes!("pkcs12/cut-half")),
    (
        "cut-last-byte-lost",
        include_bytes!("pkcs12/cut-last-byte-lost"),
    ),
    ("default", include_bytes!("pkcs12/default")),
    (
        "default-ber-1000",
        include_bytes!("pkcs12/default-ber-1000"),
    ),
    ("default-ber-16", include_bytes!("pkcs12/default-ber-16")),
    ("default-none", include_bytes!("pkcs12/default-none")),
    (
        "default-rsa-3072",
        include_bytes!("pkcs12/default-rsa-3072"),
    ),
    (
        "default-rsa-4096",
        include_bytes!("pkcs12/default-rsa-4096"),
    ),
    ("default-rsa-e3", include_bytes!("pkcs12/default-rsa-e3")),
    ("default-wrong", include_bytes!("pkcs12/default-wrong")),
    ("descert", include_bytes!("pkcs12/descert")),
    (
        "descert-ber-1000",
        include_bytes!("pkcs12/descert-ber-1000"),
    ),
    ("descert-ber-16", include_bytes!("pkcs12/descert-ber-16")),
    ("descert-none", include_bytes!("pkcs12/descert-none")),
    ("descert-wrong", include_bytes!("pkcs12/descert-wrong")),
    ("empty-default", include_bytes!("pkcs12/empty-default")),
    (
        "empty-default-unasked",
        include_bytes!("pkcs12/empty-default-unasked"),
    ),
    ("empty-legacy", include_bytes!("pkcs12/empty-legacy")),
    (
        "empty-legacy-unasked",
        include_bytes!("pkcs12/empty-legacy-unasked"),
    ),
    ("empty-nomac", include_bytes!("pkcs12/empty-nomac")),
    (
        "empty-nomac-unasked",
        include_bytes!("pkcs12/empty-nomac-unasked"),
    ),
    ("in-armour", include_bytes!("pkcs12/in-armour")),
    ("in-base64", include_bytes!("pkcs12/in-base64")),
    ("iter-100000", include_bytes!("pkcs12/iter-100000")),
    (
        "iter-100000-ber-1000",
        include_bytes!("pkcs12/iter-100000-ber-1000"),
    ),
    (
        "iter-100000-ber-16",
        include_bytes!("pkcs12/iter-100000-ber-16"),
    ),
    (
        "iter-100000-none",
        include_bytes!("pkcs12/iter-100000-none"),
    ),
    (
        "iter-100000-wrong",
        include_bytes!("pkcs12/iter-100000-wrong"),
    ),
    (
        "key-only-default",
        include_bytes!("pkcs12/key-only-default"),
    ),
    ("key-only-legacy", include_bytes!("pkcs12/key-only-legacy")),
    ("key-only-plain", include_bytes!("pkcs12/key-only-plain")),
    ("keyex", include_bytes!("pkcs12/keyex")),
    ("keyex-ber-1000", include_bytes!("pkcs12/keyex-ber-1000")),
    ("keyex-ber-16", include_bytes!("pkcs12/keyex-ber-16")),
    ("keyex-none", include_bytes!("pkcs12/keyex-none")),
    ("keyex-wrong", include_bytes!("pkcs12/keyex-wrong")),
    ("keypbe-none", include_bytes!("pkcs12/keypbe-none")),
    (
        "keypbe-none-ber-1000",
        include_bytes!("pkcs12/keypbe-none-ber-1000"),
    ),
    (
        "keypbe-none-ber-16",
        include_bytes!("pkcs12/keypbe-none-ber-16"),
    ),
    (
        "keypbe-none-none",
        include_bytes!("pkcs12/keypbe-none-none"),
    ),
    (
        "keypbe-none-wrong",
        include_bytes!("pkcs12/keypbe-none-wrong"),
    ),
    ("keysig", include_bytes!("pkcs12/keysig")),
    ("keysig-ber-1000", include_bytes!("pkcs12/keysig-ber-1000")),
    ("keysig-ber-16", include_bytes!("pkcs12/keysig-ber-16")),
    ("keysig-none", include_bytes!("pkcs12/keysig-none")),
    ("keysig-wrong", include_bytes!("pkcs12/keysig-wrong")),
    ("keytool-default", include_bytes!("pkcs12/keytool-default")),
    (
        "keytool-default-none",
        include_bytes!("pkcs12/keytool-default-none"),
    ),
    (
        "keytool-default-trust-store",
        include_bytes!("pkcs12/keytool-default-trust-store"),
    ),
    (
        "keytool-default-two-entries",
        include_bytes!("pkcs12/keytool-default-two-entries"),
    ),
    (
        "keytool-default-wrong",
        include_bytes!("pkcs12/keytool-default-wrong"),
    ),
    ("keytool-legacy", include_bytes!("pkcs12/keytool-legacy")),
    (
        "keytool-legacy-none",
        include_bytes!("pkcs12/keytool-legacy-none"),
    ),
    (
        "keytool-legacy-trust-store",
        include_bytes!("pkcs12/keytool-legacy-trust-store"),
    ),
    (
        "keytool-legacy-two-entries",
        include_bytes!("pkcs12/keytool-legacy-two-entries"),
    ),
    (
        "keytool-legacy-wrong",
        include_bytes!("pkcs12/keytool-legacy-wrong"),
    ),
    ("legacy", include_bytes!("pkcs12/legacy")),
    ("legacy-ber-1000", include_bytes!("pkcs12/legacy-ber-1000")),
    ("legacy-ber-16", include_bytes!("pkcs12/legacy-ber-16")),
    ("legacy-none", include_bytes!("pkcs12/legacy-none")),
    ("legacy-wrong", include_bytes!("pkcs12/legacy-wrong")),
    ("macalg-md5", include_bytes!("pkcs12/macalg-md5")),
    (
        "macalg-md5-ber-1000",
        include_bytes!("pkcs12/macalg-md5-ber-1000"),
    ),
    (
        "macalg-md5-ber-16",
        include_bytes!("pkcs12/macalg-md5-ber-16"),
    ),
    ("macalg-md5-none", include_bytes!("pkcs12/macalg-md5-none")),
    (
        "macalg-md5-wrong",
        include_bytes!("pkcs12/macalg-md5-wrong"),
    ),
    ("macalg-sha1", include_bytes!("pkcs12/macalg-sha1")),
    (
        "macalg-sha1-ber-1000",
        include_bytes!("pkcs12/macalg-sha1-ber-1000"),
    ),
    (
        "macalg-sha1-ber-16",
        include_bytes!("pkcs12/macalg-sha1-ber-16"),
    ),
    (
        "macalg-sha1-none",
        include_bytes!("pkcs12/macalg-sha1-none"),
    ),
    (
        "macalg-sha1-wrong",
        include_bytes!("pkcs12/macalg-sha1-wrong"),
    ),
    ("macalg-sha224", include_bytes!("pkcs12/macalg-sha224")),
    (
        "macalg-sha224-ber-1000",
        include_bytes!("pkcs12/macalg-sha224-ber-1000"),
    ),
    (
        "macalg-sha224-ber-16",
        include_bytes!("pkcs12/macalg-sha224-ber-16"),
    ),
    (
        "macalg-sha224-none",
        include_bytes!("pkcs12/macalg-sha224-none"),
    ),
    (
        "macalg-sha224-wrong",
        include_bytes!("pkcs12/macalg-sha224-wrong"),
    ),
    ("macalg-sha256", include_bytes!("pkcs12/macalg-sha256")),
    (
        "macalg-sha256-ber-1000",
        include_bytes!("pkcs12/macalg-sha256-ber-1000"),
    ),
    (
        "macalg-sha256-ber-16",
        include_bytes!("pkcs12/macalg-sha256-ber-16"),
    ),
    (
        "macalg-sha256-none",
        include_bytes!("pkcs12/macalg-sha256-none"),
    ),
    (
        "macalg-sha256-wrong",
        include_bytes!("pkcs12/macalg-sha256-wrong"),
    ),
    ("macalg-sha384", include_bytes!("pkcs12/macalg-sha384")),
    (
        "macalg-sha384-ber-1000",
        include_bytes!("pkcs12/macalg-sha384-ber-1000"),
    ),
    (
        "macalg-sha384-ber-16",
        include_bytes!("pkcs12/macalg-sha384-ber-16"),
    ),
    (
        "macalg-sha384-none",
        include_bytes!("pkcs12/macalg-sha384-none"),
    ),
    (
        "macalg-sha384-wrong",
        include_bytes!("pkcs12/macalg-sha384-wrong"),
    ),
    ("macalg-sha512", include_bytes!("pkcs12/macalg-sha512")),
    (
        "macalg-sha512-ber-1000",
        include_bytes!("pkcs12/macalg-sha512-ber-1000"),
    ),
    (
        "macalg-sha512-ber-16",
        include_bytes!("pkcs12/macalg-sha512-ber-16"),
    ),
    (
        "macalg-sha512-none",
        include_bytes!("pkcs12/macalg-sha512-none"),
    ),
    (
        "macalg-sha512-wrong",
        include_bytes!("pkcs12/macalg-sha512-wrong"),
    ),
    ("named", include_bytes!("pkcs12/named")),
    ("named-ber-1000", include_bytes!("pkcs12/named-ber-1000")),
    ("named-ber-16", include_bytes!("pkcs12/named-ber-16")),
    ("named-none", include_bytes!("pkcs12/named-none")),
    ("named-wrong", include_bytes!("pkcs12/named-wrong")),
    ("noiter", include_bytes!("pkcs12/noiter")),
    ("noiter-ber-1000", include_bytes!("pkcs12/noiter-ber-1000")),
    ("noiter-ber-16", include_bytes!("pkcs12/noiter-ber-16")),
    ("noiter-none", include_bytes!("pkcs12/noiter-none")),
    ("noiter-wrong", include_bytes!("pkcs12/noiter-wrong")),
    ("nomac", include_bytes!("pkcs12/nomac")),
    ("nomac-ber-1000", include_bytes!("pkcs12/nomac-ber-1000")),
    ("nomac-ber-16", include_bytes!("pkcs12/nomac-ber-16")),
    ("nomac-none", include_bytes!("pkcs12/nomac-none")),
    ("nomac-wrong", include_bytes!("pkcs12/nomac-wrong")),
    ("nomaciter", include_bytes!("pkcs12/nomaciter")),
    (
        "nomaciter-ber-1000",
        include_bytes!("pkcs12/nomaciter-ber-1000"),
    ),
    (
        "nomaciter-ber-16",
        include_bytes!("pkcs12/nomaciter-ber-16"),
    ),
    ("nomaciter-none", include_bytes!("pkcs12/nomaciter-none")),
    ("nomaciter-wrong", include_bytes!("pkcs12/nomaciter-wrong")),
    ("nothing-inside", include_bytes!("pkcs12/nothing-inside")),
    ("one-bit-changed", include_bytes!("pkcs12/one-bit-changed")),
    (
        "one-bit-changed-nomac",
        include_bytes!("pkcs12/one-bit-changed-nomac"),
    ),
    (
        "passphrase-200-characters-default",
        include_bytes!("pkcs12/passphrase-200-characters-default"),
    ),
    (
        "passphrase-200-characters-legacy",
        include_bytes!("pkcs12/passphrase-200-characters-legacy"),
    ),
    (
        "passphrase-emoji-default",
        include_bytes!("pkcs12/passphrase-emoji-default"),
    ),
    (
        "passphrase-emoji-legacy",
        include_bytes!("pkcs12/passphrase-emoji-legacy"),
    ),
    (
        "passphrase-greek-default",
        include_bytes!("pkcs12/passphrase-greek-default"),
    ),
    (
        "passphrase-greek-legacy",
        include_bytes!("pkcs12/passphrase-greek-legacy"),
    ),
    (
        "passphrase-latin-default",
        include_bytes!("pkcs12/passphrase-latin-default"),
    ),
    (
        "passphrase-latin-legacy",
        include_bytes!("pkcs12/passphrase-latin-legacy"),
    ),
    (
        "passphrase-spaces-default",
        include_bytes!("pkcs12/passphrase-spaces-default"),
    ),
    (
        "passphrase-spaces-legacy",
        include_bytes!("pkcs12/passphrase-spaces-legacy"),
    ),
    (
        "pbe-PBE-SHA1-2DES",
        include_bytes!("pkcs12/pbe-PBE-SHA1-2DES"),
    ),
    (
        "pbe-PBE-SHA1-2DES-ber-1000",
        include_bytes!("pkcs12/pbe-PBE-SHA1-2DES-ber-1000"),
    ),
    (
        "pbe-PBE-SHA1-2DES-ber-16",
        include_bytes!("pkcs12/pbe-PBE-SHA1-2DES-ber-16"),
    ),
    (
        "pbe-PBE-SHA1-2DES-none",
        include_bytes!("pkcs12/pbe-PBE-SHA1-2DES-none"),
    ),
    (
        "pbe-PBE-SHA1-2DES-wrong",
        include_bytes!("pkcs12/pbe-PBE-SHA1-2DES-wrong"),
    ),
    (
        "pbe-PBE-SHA1-3DES",
        include_bytes!("pkcs12/pbe-PBE-SHA1-3DES"),
    ),
    (
        "pbe-PBE-SHA1-3DES-ber-1000",
        include_bytes!("pkcs12/pbe-PBE-SHA1-3DES-ber-1000"),
    ),
    (
        "pbe-PBE-SHA1-3DES-ber-16",
        include_bytes!("pkcs12/pbe-PBE-SHA1-3DES-ber-16"),
    ),
    (
        "pbe-PBE-SHA1-3DES-none",
        include_bytes!("pkcs12/pbe-PBE-SHA1-3DES-none"),
    ),
    (
        "pbe-PBE-SHA1-3DES-wrong",
        include_bytes!("pkcs12/pbe-PBE-SHA1-3DES-wrong"),
    ),
    (
        "pbe-PBE-SHA1-RC2-128",
        include_bytes!("pkcs12/pbe-PBE-SHA1-RC2-128"),
    ),
    (
        "pbe-PBE-SHA1-RC2-128-ber-1000",
        include_bytes!("pkcs12/pbe-PBE-SHA1-RC2-128-ber-1000"),
    ),
    (
        "pbe-PBE-SHA1-RC2-128-ber-16",
        include_bytes!("pkcs12/pbe-PBE-SHA1-RC2-128-ber-16"),
    ),
    (
        "pbe-PBE-SHA1-RC2-128-none",
        include_bytes!("pkcs12/pbe-PBE-SHA1-RC2-128-none"),
    ),
    (
        "pbe-PBE-SHA1-RC2-128-wrong",
        include_bytes!("pkcs12/pbe-PBE-SHA1-RC2-128-wrong"),
    ),
    (
        "pbe-PBE-SHA1-RC2-40",
        include_bytes!("pkcs12/pbe-PBE-SHA1-RC2-40"),
    ),
    (
        "pbe-PBE-SHA1-RC2-40-ber-1000",
        include_bytes!("pkcs12/pbe-PBE-SHA1-RC2-40-ber-1000"),
    ),
    (
        "pbe-PBE-SHA1-RC2-40-ber-16",
        include_bytes!("pkcs12/pbe-PBE-SHA1-RC2-40-ber-16"),
    ),
    (
        "pbe-PBE-SHA1-RC2-40-none",
        include_bytes!("pkcs12/pbe-PBE-SHA1-RC2-40-none"),
    ),
    (
        "pbe-PBE-SHA1-RC2-40-wrong",
        include_bytes!("pkcs12/pbe-PBE-SHA1-RC2-40-wrong"),
    ),
    (
        "pbe-PBE-SHA1-RC4-128",
        include_bytes!("pkcs12/pbe-PBE-SHA1-RC4-128"),
    ),
    (
        "pbe-PBE-SHA1-RC4-128-ber-1000",
        include_bytes!("pkcs12/pbe-PBE-SHA1-RC4-128-ber-1000"),
    ),
    (
        "pbe-PBE-SHA1-RC4-128-ber-16",
        include_bytes!("pkcs12/pbe-PBE-SHA1-RC4-128-ber-16"),
    ),
    (
        "pbe-PBE-SHA1-RC4-128-none",
        include_bytes!("pkcs12/pbe-PBE-SHA1-RC4-128-none"),
    ),
    (
        "pbe-PBE-SHA1-RC4-128-wrong",
        include_bytes!("pkcs12/pbe-PBE-SHA1-RC4-128-wrong"),
    ),
    (
        "pbe-PBE-SHA1-RC4-40",
        include_bytes!("pkcs12/pbe-PBE-SHA1-RC4-40"),
    ),
    (
        "pbe-PBE-SHA1-RC4-40-ber-1000",
        include_bytes!("pkcs12/pbe-PBE-SHA1-RC4-40-ber-1000"),
    ),
    (
        "pbe-PBE-SHA1-RC4-40-ber-16",
        include_bytes!("pkcs12/pbe-PBE-SHA1-RC4-40-ber-16"),
    ),
    (
        "pbe-PBE-SHA1-RC4-40-none",
        include_bytes!("pkcs12/pbe-PBE-SHA1-RC4-40-none"),
    ),
    (
        "pbe-PBE-SHA1-RC4-40-wrong",
        include_bytes!("pkcs12/pbe-PBE-SHA1-RC4-40-wrong"),
    ),
    ("pbe-aes-128-cbc", include_bytes!("pkcs12/pbe-aes-128-cbc")),
    (
        "pbe-aes-128-cbc-ber-1000",
        include_bytes!("pkcs12/pbe-aes-128-cbc-ber-1000"),
    ),
    (
        "pbe-aes-128-cbc-ber-16",
        include_bytes!("pkcs12/pbe-aes-128-cbc-ber-16"),
    ),
    (
        "pbe-aes-128-cbc-none",
        include_bytes!("pkcs12/pbe-aes-128-cbc-none"),
    ),
    (
        "pbe-aes-128-cbc-wrong",
        include_bytes!("pkcs12/pbe-aes-128-cbc-wrong"),
    ),
    ("pbe-aes-192-cbc", include_bytes!("pkcs12/pbe-aes-192-cbc")),
    (
        "pbe-aes-192-cbc-ber-1000",
        include_bytes!("pkcs12/pbe-aes-192-cbc-ber-1000"),
    ),
    (
        "pbe-aes-192-cbc-ber-16",
        include_bytes!("pkcs12/pbe-aes-192-cbc-ber-16"),
    ),
    (
        "pbe-aes-192-cbc-none",
        include_bytes!("pkcs12/pbe-aes-192-cbc-none"),
    ),
    (
        "pbe-aes-192-cbc-wrong",
        include_bytes!("pkcs12/pbe-aes-192-cbc-wrong"),
    ),
    (
        "pbe-camellia-256-cbc",
        include_bytes!("pkcs12/pbe-camellia-256-cbc"),
    ),
    (
        "pbe-camellia-256-cbc-ber-1000",
        include_bytes!("pkcs12/pbe-camellia-256-cbc-ber-1000"),
    ),
    (
        "pbe-camellia-256-cbc-ber-16",
        include_bytes!("pkcs12/pbe-camellia-256-cbc-ber-16"),
    ),
    (
        "pbe-camellia-256-cbc-none",
        include_bytes!("pkcs12/pbe-camellia-256-cbc-none"),
    ),
    (
        "pbe-camellia-256-cbc-wrong",
        include_bytes!("pkcs12/pbe-camellia-256-cbc-wrong"),
    ),
    (
        "pbe-des-ede3-cbc",
        include_bytes!("pkcs12/pbe-des-ede3-cbc"),
    ),
    (
        "pbe-des-ede3-cbc-ber-1000",
        include_bytes!("pkcs12/pbe-des-ede3-cbc-ber-1000"),
    ),
    (
        "pbe-des-ede3-cbc-ber-16",
        include_bytes!("pkcs12/pbe-des-ede3-cbc-ber-16"),
    ),
    (
        "pbe-des-ede3-cbc-none",
        include_bytes!("pkcs12/pbe-des-ede3-cbc-none"),
    ),
    (
        "pbe-des-ede3-cbc-wrong",
        include_bytes!("pkcs12/pbe-des-ede3-cbc-wrong"),
    ),
    ("pbmac1-sha256", include_bytes!("pkcs12/pbmac1-sha256")),
    (
        "pbmac1-sha256-wrong",
        include_bytes!("pkcs12/pbmac1-sha256-wrong"),
    ),
    ("pbmac1-sha512", include_bytes!("pkcs12/pbmac1-sha512")),
    (
        "pbmac1-sha512-wrong",
        include_bytes!("pkcs12/pbmac1-sha512-wrong"),
    ),
    ("plain", include_bytes!("pkcs12/plain")),
    ("signed", include_bytes!("pkcs12/signed")),
    (
        "trailing-line-end",
        include_bytes!("pkcs12/trailing-line-end"),
    ),
];

/// The files of `pkcs7`.
pub(crate) const PKCS7: &[File] = &[
    ("chain-ber-100000", include_bytes!("pkcs7/chain-ber-100000")),
    ("chain-ber-64", include_bytes!("pkcs7/chain-ber-64")),
    ("chain-der", include_bytes!("pkcs7/chain-der")),
    (
        "chain-label-certificate",
        include_bytes!("pkcs7/chain-label-certificate"),
    ),
    ("chain-label-cms", include_bytes!("pkcs7/chain-label-cms")),
    (
        "chain-label-pkcs7signeddata",
        include_bytes!("pkcs7/chain-label-pkcs7signeddata"),
    ),
    ("chain-pem", include_bytes!("pkcs7/chain-pem")),
    (
        "chain-reversed-ber-100000",
        include_bytes!("pkcs7/chain-reversed-ber-100000"),
    ),
    (
        "chain-reversed-ber-64",
        include_bytes!("pkcs7/chain-reversed-ber-64"),
    ),
    (
        "chain-reversed-der",
        include_bytes!("pkcs7/chain-reversed-der"),
    ),
    (
        "chain-reversed-label-certificate",
        include_bytes!("pkcs7/chain-reversed-label-certificate"),
    ),
    (
        "chain-reversed-label-cms",
        include_bytes!("pkcs7/chain-reversed-label-cms"),
    ),
    (
        "chain-reversed-label-pkcs7signeddata",
        include_bytes!("pkcs7/chain-reversed-label-pkcs7signeddata"),
    ),
    (
        "chain-reversed-pem",
        include_bytes!("pkcs7/chain-reversed-pem"),
    ),
    ("empty-der", include_bytes!("pkcs7/empty-der")),
    ("empty-pem", include_bytes!("pkcs7/empty-pem")),
    ("one-ber-100000", include_bytes!("pkcs7/one-ber-100000")),
    ("one-ber-64", include_bytes!("pkcs7/one-ber-64")),
    ("one-der", include_bytes!("pkcs7/one-der")),
    (
        "one-label-certificate",
        include_bytes!("pkcs7/one-label-certificate"),
    ),
    ("one-label-cms", include_bytes!("pkcs7/one-label-cms")),
    (
        "one-label-pkcs7signeddata",
        include_bytes!("pkcs7/one-label-pkcs7signeddata"),
    ),
    ("one-pem", include_bytes!("pkcs7/one-pem")),
    (
        "several-ber-100000",
        include_bytes!("pkcs7/several-ber-100000"),
    ),
    ("several-ber-64", include_bytes!("pkcs7/several-ber-64")),
    ("several-der", include_bytes!("pkcs7/several-der")),
    (
        "several-label-certificate",
        include_bytes!("pkcs7/several-label-certificate"),
    ),
    (
        "several-label-cms",
        include_bytes!("pkcs7/several-label-cms"),
    ),
    (
        "several-label-pkcs7signeddata",
        include_bytes!("pkcs7/several-label-pkcs7signeddata"),
    ),
    ("several-pem", include_bytes!("pkcs7/several-pem")),
    ("signed", include_bytes!("pkcs7/signed")),
    ("signed-streamed", include_bytes!("pkcs7/signed-streamed")),
    (
        "signed-with-content",
        include_bytes!("pkcs7/signed-with-content"),
    ),
    ("without-ours", include_bytes!("pkcs7/without-ours")),
];

/// The files of `shapes`.
pub(crate) const SHAPES: &[File] = &[
    (
        "both-all-on-one-line",
        include_bytes!("shapes/both-all-on-one-line"),
    ),
    ("both-as-is", include_bytes!("shapes/both-as-is")),
    (
        "both-bag-attributes",
        include_bytes!("shapes/both-bag-attributes"),
    ),
    (
        "both-blank-lines",
        include_bytes!("shapes/both-blank-lines"),
    ),
    (
        "both-byte-order-mark",
        include_bytes!("shapes/both-byte-order-mark"),
    ),
    ("both-code-fence", include_bytes!("shapes/both-code-fence")),
    ("both-commented", include_bytes!("shapes/both-commented")),
    ("both-cr", include_bytes!("shapes/both-cr")),
    ("both-crlf", include_bytes!("shapes/both-crlf")),
    (
        "both-for-key-all-on-one-line",
        include_bytes!("shapes/both-for-key-all-on-one-line"),
    ),
    (
        "both-for-key-as-is",
        include_bytes!("shapes/both-for-key-as-is"),
    ),
    (
        "both-for-key-bag-attributes",
        include_bytes!("shapes/both-for-key-bag-attributes"),
    ),
    (
        "both-for-key-blank-lines",
        include_bytes!("shapes/both-for-key-blank-lines"),
    ),
    (
        "both-for-key-byte-order-mark",
        include_bytes!("shapes/both-for-key-byte-order-mark"),
    ),
    (
        "both-for-key-code-fence",
        include_bytes!("shapes/both-for-key-code-fence"),
    ),
    (
        "both-for-key-commented",
        include_bytes!("shapes/both-for-key-commented"),
    ),
    ("both-for-key-cr", include_bytes!("shapes/both-for-key-cr")),
    (
        "both-for-key-crlf",
        include_bytes!("shapes/both-for-key-crlf"),
    ),
    (
        "both-for-key-html-breaks",
        include_bytes!("shapes/both-for-key-html-breaks"),
    ),
    (
        "both-for-key-html-references",
        include_bytes!("shapes/both-for-key-html-references"),
    ),
    (
        "both-for-key-in-base64",
        include_bytes!("shapes/both-for-key-in-base64"),
    ),
    (
        "both-for-key-indented",
        include_bytes!("shapes/both-for-key-indented"),
    ),
    (
        "both-for-key-json",
        include_bytes!("shapes/both-for-key-json"),
    ),
    (
        "both-for-key-json-slashes",
        include_bytes!("shapes/both-for-key-json-slashes"),
    ),
    (
        "both-for-key-leading-blank-lines",
        include_bytes!("shapes/both-for-key-leading-blank-lines"),
    ),
    (
        "both-for-key-leading-spaces",
        include_bytes!("shapes/both-for-key-leading-spaces"),
    ),
    (
        "both-for-key-literal-crlf",
        include_bytes!("shapes/both-for-key-literal-crlf"),
    ),
    (
        "both-for-key-literal-newlines",
        include_bytes!("shapes/both-for-key-literal-newlines"),
    ),
    (
        "both-for-key-mixture",
        include_bytes!("shapes/both-for-key-mixture"),
    ),
    (
        "both-for-key-no-break-spaces",
        include_bytes!("shapes/both-for-key-no-break-spaces"),
    ),
    (
        "both-for-key-no-final-newline",
        include_bytes!("shapes/both-for-key-no-final-newline"),
    ),
    (
        "both-for-key-quoted-mail",
        include_bytes!("shapes/both-for-key-quoted-mail"),
    ),
    (
        "both-for-key-shell",
        include_bytes!("shapes/both-for-key-shell"),
    ),
    (
        "both-for-key-source-code",
        include_bytes!("shapes/both-for-key-source-code"),
    ),
    (
        "both-for-key-table",
        include_bytes!("shapes/both-for-key-table"),
    ),
    (
        "both-for-key-text-around",
        include_bytes!("shapes/both-for-key-text-around"),
    ),
    (
        "both-for-key-trailing-spaces",
        include_bytes!("shapes/both-for-key-trailing-spaces"),
    ),
    (
        "both-for-key-twice-quoted-mail",
        include_bytes!("shapes/both-for-key-twice-quoted-mail"),
    ),
    (
        "both-for-key-typographic-dashes",
        include_bytes!("shapes/both-for-key-typographic-dashes"),
    ),
    (
        "both-for-key-yaml",
        include_bytes!("shapes/both-for-key-yaml"),
    ),
    (
        "both-for-key-zero-width",
        include_bytes!("shapes/both-for-key-zero-width"),
    ),
    (
        "both-html-breaks",
        include_bytes!("shapes/both-html-breaks"),
    ),
    (
        "both-html-references",
        include_bytes!("shapes/both-html-references"),
    ),
    ("both-in-base64", include_bytes!("shapes/both-in-base64")),
    ("both-indented", include_bytes!("shapes/both-indented")),
    ("both-json", include_bytes!("shapes/both-json")),
    (
        "both-json-slashes",
        include_bytes!("shapes/both-json-slashes"),
    ),
    (
        "both-leading-blank-lines",
        include_bytes!("shapes/both-leading-blank-lines"),
    ),
    (
        "both-leading-spaces",
        include_bytes!("shapes/both-leading-spaces"),
    ),
    (
        "both-literal-crlf",
        include_bytes!("shapes/both-literal-crlf"),
    ),
    (
        "both-literal-newlines",
        include_bytes!("shapes/both-literal-newlines"),
    ),
    ("both-mixture", include_bytes!("shapes/both-mixture")),
    (
        "both-no-break-spaces",
        include_bytes!("shapes/both-no-break-spaces"),
    ),
    (
        "both-no-final-newline",
        include_bytes!("shapes/both-no-final-newline"),
    ),
    (
        "both-quoted-mail",
        include_bytes!("shapes/both-quoted-mail"),
    ),
    ("both-shell", include_bytes!("shapes/both-shell")),
    (
        "both-source-code",
        include_bytes!("shapes/both-source-code"),
    ),
    ("both-table", include_bytes!("shapes/both-table")),
    (
        "both-text-around",
        include_bytes!("shapes/both-text-around"),
    ),
    (
        "both-trailing-spaces",
        include_bytes!("shapes/both-trailing-spaces"),
    ),
    (
        "both-twice-quoted-mail",
        include_bytes!("shapes/both-twice-quoted-mail"),
    ),
    (
        "both-typographic-dashes",
        include_bytes!("shapes/both-typographic-dashes"),
    ),
    ("both-yaml", include_bytes!("shapes/both-yaml")),
    ("both-zero-width", include_bytes!("shapes/both-zero-width")),
    (
        "certificate-all-on-one-line",
        include_bytes!("shapes/certificate-all-on-one-line"),
    ),
    (
        "certificate-as-is",
        include_bytes!("shapes/certificate-as-is"),
    ),
    (
        "certificate-bag-attributes",
        include_bytes!("shapes/certificate-bag-attributes"),
    ),
    (
        "certificate-blank-lines",
        include_bytes!("shapes/certificate-blank-lines"),
    ),
    (
        "certificate-byte-order-mark",
        include_bytes!("shapes/certificate-byte-order-mark"),
    ),
    (
        "certificate-code-fence",
        include_bytes!("shapes/certificate-code-fence"),
    ),
    (
        "certificate-commented",
        include_bytes!("shapes/certificate-commented"),
    ),
    ("certificate-cr", include_bytes!("shapes/certificate-cr")),
    (
        "certificate-crlf",
        include_bytes!("shapes/certificate-crlf"),
    ),
    (
        "certificate-html-breaks",
        include_bytes!("shapes/certificate-html-breaks"),
    ),
    (
        "certificate-html-references",
        include_bytes!("shapes/certificate-html-references"),
    ),
    (
        "certificate-in-base64",
        include_bytes!("shapes/certificate-in-base64"),
    ),
    (
        "certificate-indented",
        include_bytes!("shapes/certificate-indented"),
    ),
    (
        "certificate-json",
        include_bytes!("shapes/certificate-json"),
    ),
    (
        "certificate-json-slashes",
        include_bytes!("shapes/certificate-json-slashes"),
    ),
    (
        "certificate-leading-blank-lines",
        include_bytes!("shapes/certificate-leading-blank-lines"),
    ),
    (
        "certificate-leading-spaces",
        include_bytes!("shapes/certificate-leading-spaces"),
    ),
    (
        "certificate-literal-crlf",
        include_bytes!("shapes/certificate-literal-crlf"),
    ),
    (
        "certificate-literal-newlines",
        include_bytes!("shapes/certificate-literal-newlines"),
    ),
    (
        "certificate-mixture",
        include_bytes!("shapes/certificate-mixture"),
    ),
    (
        "certificate-no-break-spaces",
        include_bytes!("shapes/certificate-no-break-spaces"),
    ),
    (
        "certificate-no-final-newline",
        include_bytes!("shapes/certificate-no-final-newline"),
    ),
    (
        "certificate-quoted-mail",
        include_bytes!("shapes/certificate-quoted-mail"),
    ),
    (
        "certificate-shell",
        include_bytes!("shapes/certificate-shell"),
    ),
    (
        "certificate-source-code",
        include_bytes!("shapes/certificate-source-code"),
    ),
    (
        "certificate-table",
        include_bytes!("shapes/certificate-table"),
    ),
    (
        "certificate-text-around",
        include_bytes!("shapes/certificate-text-around"),
    ),
    (
        "certificate-trailing-spaces",
        include_bytes!("shapes/certificate-trailing-spaces"),
    ),
    (
        "certificate-twice-quoted-mail",
        include_bytes!("shapes/certificate-twice-quoted-mail"),
    ),
    (
        "certificate-typographic-dashes",
        include_bytes!("shapes/certificate-typographic-dashes"),
    ),
    (
        "certificate-yaml",
        include_bytes!("shapes/certificate-yaml"),
    ),
    (
        "certificate-zero-width",
        include_bytes!("shapes/certificate-zero-width"),
    ),
    ("file-utf16-be", include_bytes!("shapes/file-utf16-be")),
    (
        "file-utf16-be-marked",
        include_bytes!("shapes/file-utf16-be-marked"),
    ),
    ("file-utf16-le", include_bytes!("shapes/file-utf16-le")),
    (
        "file-utf16-le-marked",
        include_bytes!("shapes/file-utf16-le-marked"),
    ),
    (
        "pkcs8-all-on-one-line",
        include_bytes!("shapes/pkcs8-all-on-one-line"),
    ),
    ("pkcs8-as-is", include_bytes!("shapes/pkcs8-as-is")),
    (
        "pkcs8-bag-attributes",
        include_bytes!("shapes/pkcs8-bag-attributes"),
    ),
    (
        "pkcs8-blank-lines",
        include_bytes!("shapes/pkcs8-blank-lines"),
    ),
    (
        "pkcs8-byte-order-mark",
        include_bytes!("shapes/pkcs8-byte-order-mark"),
    ),
    (
        "pkcs8-code-fence",
        include_bytes!("shapes/pkcs8-code-fence"),
    ),
    ("pkcs8-commented", include_bytes!("shapes/pkcs8-commented")),
    ("pkcs8-cr", include_bytes!("shapes/pkcs8-cr")),
    ("pkcs8-crlf", include_bytes!("shapes/pkcs8-crlf")),
    (
        "pkcs8-html-breaks",
        include_bytes!("shapes/pkcs8-html-breaks"),
    ),
    (
        "pkcs8-html-references",
        include_bytes!("shapes/pkcs8-html-references"),
    ),
    ("pkcs8-in-base64", include_bytes!("shapes/pkcs8-in-base64")),
    ("pkcs8-indented", include_bytes!("shapes/pkcs8-indented")),
    ("pkcs8-json", include_bytes!("shapes/pkcs8-json")),
    (
        "pkcs8-json-slashes",
        include_bytes!("shapes/pkcs8-json-slashes"),
    ),
    (
        "pkcs8-leading-blank-lines",
        include_bytes!("shapes/pkcs8-leading-blank-lines"),
    ),
    (
        "pkcs8-leading-spaces",
        include_bytes!("shapes/pkcs8-leading-spaces"),
    ),
    (
        "pkcs8-literal-crlf",
        include_bytes!("shapes/pkcs8-literal-crlf"),
    ),
    (
        "pkcs8-literal-newlines",
        include_bytes!("shapes/pkcs8-literal-newlines"),
    ),
    ("pkcs8-mixture", include_bytes!("shapes/pkcs8-mixture")),
    (
        "pkcs8-no-break-spaces",
        include_bytes!("shapes/pkcs8-no-break-spaces"),
    ),
    (
        "pkcs8-no-final-newline",
        include_bytes!("shapes/pkcs8-no-final-newline"),
    ),
    (
        "pkcs8-quoted-mail",
        include_bytes!("shapes/pkcs8-quoted-mail"),
    ),
    ("pkcs8-shell", include_bytes!("shapes/pkcs8-shell")),
    (
        "pkcs8-source-code",
        include_bytes!("shapes/pkcs8-source-code"),
    ),
    ("pkcs8-table", include_bytes!("shapes/pkcs8-table")),
    (
        "pkcs8-text-around",
        include_bytes!("shapes/pkcs8-text-around"),
    ),
    (
        "pkcs8-trailing-spaces",
        include_bytes!("shapes/pkcs8-trailing-spaces"),
    ),
    (
        "pkcs8-twice-quoted-mail",
        include_bytes!("shapes/pkcs8-twice-quoted-mail"),
    ),
    (
        "pkcs8-typographic-dashes",
        include_bytes!("shapes/pkcs8-typographic-dashes"),
    ),
    ("pkcs8-yaml", include_bytes!("shapes/pkcs8-yaml")),
    (
        "pkcs8-zero-width",
        include_bytes!("shapes/pkcs8-zero-width"),
    ),
    (
        "plain-all-on-one-line",
        include_bytes!("shapes/plain-all-on-one-line"),
    ),
    ("plain-as-is", include_bytes!("shapes/plain-as-is")),
    (
        "plain-bag-attributes",
        include_bytes!("shapes/plain-bag-attributes"),
    ),
    (
        "plain-blank-lines",
        include_bytes!("shapes/plain-blank-lines"),
    ),
    (
        "plain-byte-order-mark",
        include_bytes!("shapes/plain-byte-order-mark"),
    ),
    (
        "plain-code-fence",
        include_bytes!("shapes/plain-code-fence"),
    ),
    ("plain-commented", include_bytes!("shapes/plain-commented")),
    ("plain-cr", include_bytes!("shapes/plain-cr")),
    ("plain-crlf", include_bytes!("shapes/plain-crlf")),
    (
        "plain-html-breaks",
        include_bytes!("shapes/plain-html-breaks"),
    ),
    (
        "plain-html-references",
        include_bytes!("shapes/plain-html-references"),
    ),
    ("plain-in-base64", include_bytes!("shapes/plain-in-base64")),
    ("plain-indented", include_bytes!("shapes/plain-indented")),
    ("plain-json", include_bytes!("shapes/plain-json")),
    (
        "plain-json-slashes",
        include_bytes!("shapes/plain-json-slashes"),
    ),
    (
        "plain-leading-blank-lines",
        include_bytes!("shapes/plain-leading-blank-lines"),
    ),
    (
        "plain-leading-spaces",
        include_bytes!("shapes/plain-leading-spaces"),
    ),
    (
        "plain-literal-crlf",
        include_bytes!("shapes/plain-literal-crlf"),
    ),
    (
        "plain-literal-newlines",
        include_bytes!("shapes/plain-literal-newlines"),
    ),
    ("plain-mixture", include_bytes!("shapes/plain-mixture")),
    (
        "plain-no-break-spaces",
        include_bytes!("shapes/plain-no-break-spaces"),
    ),
    (
        "plain-no-final-newline",
        include_bytes!("shapes/plain-no-final-newline"),
    ),
    (
        "plain-quoted-mail",
        include_bytes!("shapes/plain-quoted-mail"),
    ),
    ("plain-shell", include_bytes!("shapes/plain-shell")),
    (
        "plain-source-code",
        include_bytes!("shapes/plain-source-code"),
    ),
    ("plain-table", include_bytes!("shapes/plain-table")),
    (
        "plain-text-around",
        include_bytes!("shapes/plain-text-around"),
    ),
    (
        "plain-trailing-spaces",
        include_bytes!("shapes/plain-trailing-spaces"),
    ),
    (
        "plain-twice-quoted-mail",
        include_bytes!("shapes/plain-twice-quoted-mail"),
    ),
    (
        "plain-typographic-dashes",
        include_bytes!("shapes/plain-typographic-dashes"),
    ),
    ("plain-yaml", include_bytes!("shapes/plain-yaml")),
    (
        "plain-zero-width",
        include_bytes!("shapes/plain-zero-width"),
    ),
    (
        "traditional-all-on-one-line",
        include_bytes!("shapes/traditional-all-on-one-line"),
    ),
    (
        "traditional-as-is",
        include_bytes!("shapes/traditional-as-is"),
    ),
    (
        "traditional-bag-attributes",
        include_bytes!("shapes/traditional-bag-attributes"),
    ),
    (
        "traditional-blank-lines",
        include_bytes!("shapes/traditional-blank-lines"),
    ),
    (
        "traditional-byte-order-mark",
        include_bytes!("shapes/traditional-byte-order-mark"),
    ),
    (
        "traditional-code-fence",
        include_bytes!("shapes/traditional-code-fence"),
    ),
    (
        "traditional-commented",
        include_bytes!("shapes/traditional-commented"),
    ),
    ("traditional-cr", include_bytes!("shapes/traditional-cr")),
    (
        "traditional-crlf",
        include_bytes!("shapes/traditional-crlf"),
    ),
    (
        "traditional-html-breaks",
        include_bytes!("shapes/traditional-html-breaks"),
    ),
    (
        "traditional-html-references",
        include_bytes!("shapes/traditional-html-references"),
    ),
    (
        "traditional-in-base64",
        include_bytes!("shapes/traditional-in-base64"),
    ),
    (
        "traditional-indented",
        include_bytes!("shapes/traditional-indented"),
    ),
    (
        "traditional-json",
        include_bytes!("shapes/traditional-json"),
    ),
    (
        "traditional-json-slashes",
        include_bytes!("shapes/traditional-json-slashes"),
    ),
    (
        "traditional-leading-blank-lines",
        include_bytes!("shapes/traditional-leading-blank-lines"),
    ),
    (
        "traditional-leading-spaces",
        include_bytes!("shapes/traditional-leading-spaces"),
    ),
    (
        "traditional-literal-crlf",
        include_bytes!("shapes/traditional-literal-crlf"),
    ),
    (
        "traditional-literal-newlines",
        include_bytes!("shapes/traditional-literal-newlines"),
    ),
    (
        "traditional-mixture",
        include_bytes!("shapes/traditional-mixture"),
    ),
    (
        "traditional-no-break-spaces",
        include_bytes!("shapes/traditional-no-break-spaces"),
    ),
    (
        "traditional-no-final-newline",
        include_bytes!("shapes/traditional-no-final-newline"),
    ),
    (
        "traditional-quoted-mail",
        include_bytes!("shapes/traditional-quoted-mail"),
    ),
    (
        "traditional-shell",
        include_bytes!("shapes/traditional-shell"),
    ),
    (
        "traditional-source-code",
        include_bytes!("shapes/traditional-source-code"),
    ),
    (
        "traditional-table",
        include_bytes!("shapes/traditional-table"),
    ),
    (
        "traditional-text-around",
        include_bytes!("shapes/traditional-text-around"),
    ),
    (
        "traditional-trailing-spaces",
        include_bytes!("shapes/traditional-trailing-spaces"),
    ),
    (
        "traditional-twice-quoted-mail",
        include_bytes!("shapes/traditional-twice-quoted-mail"),
    ),
    (
        "traditional-typographic-dashes",
        include_bytes!("shapes/traditional-typographic-dashes"),
    ),
    (
        "traditional-yaml",
        include_bytes!("shapes/traditional-yaml"),
    ),
    (
        "traditional-zero-width",
        include_bytes!("shapes/traditional-zero-width"),
    ),
];

/// The files of `traditional`.
pub(crate) const TRADITIONAL: &[File] = &[
    (
        "aes128-rsa-2048",
        include_bytes!("traditional/aes128-rsa-2048"),
    ),
    (
        "aes128-rsa-2048-none",
        include_bytes!("traditional/aes128-rsa-2048-none"),
    ),
    (
        "aes128-rsa-2048-wrong",
        include_bytes!("traditional/aes128-rsa-2048-wrong"),
    ),
    (
        "aes128-rsa-3072",
        include_bytes!("traditional/aes128-rsa-3072"),
    ),
    (
        "aes128-rsa-3072-none",
        include_bytes!("traditional/aes128-rsa-3072-none"),
    ),
    (
        "aes128-rsa-3072-wrong",
        include_bytes!("traditional/aes128-rsa-3072-wrong"),
    ),
    (
        "aes128-rsa-4096",
        include_bytes!("traditional/aes128-rsa-4096"),
    ),
    (
        "aes128-rsa-4096-none",
        include_bytes!("traditional/aes128-rsa-4096-none"),
    ),
    (
        "aes128-rsa-4096-wrong",
        include_bytes!("traditional/aes128-rsa-4096-wrong"),
    ),
    (
        "aes192-rsa-2048",
        include_bytes!("traditional/aes192-rsa-2048"),
    ),
    (
        "aes192-rsa-2048-none",
        include_bytes!("traditional/aes192-rsa-2048-none"),
    ),
    (
        "aes192-rsa-2048-wrong",
        include_bytes!("traditional/aes192-rsa-2048-wrong"),
    ),
    (
        "aes192-rsa-3072",
        include_bytes!("traditional/aes192-rsa-3072"),
    ),
    (
        "aes192-rsa-3072-none",
        include_bytes!("traditional/aes192-rsa-3072-none"),
    ),
    (
        "aes192-rsa-3072-wrong",
        include_bytes!("traditional/aes192-rsa-3072-wrong"),
    ),
    (
        "aes192-rsa-4096",
        include_bytes!("traditional/aes192-rsa-4096"),
    ),
    (
        "aes192-rsa-4096-none",
        include_bytes!("traditional/aes192-rsa-4096-none"),
    ),
    (
        "aes192-rsa-4096-wrong",
        include_bytes!("traditional/aes192-rsa-4096-wrong"),
    ),
    (
        "aes256-rsa-2048",
        include_bytes!("traditional/aes256-rsa-2048"),
    ),
    (
        "aes256-rsa-2048-none",
        include_bytes!("traditional/aes256-rsa-2048-none"),
    ),
    (
        "aes256-rsa-2048-wrong",
        include_bytes!("traditional/aes256-rsa-2048-wrong"),
    ),
    (
        "aes256-rsa-3072",
        include_bytes!("traditional/aes256-rsa-3072"),
    ),
    (
        "aes256-rsa-3072-none",
        include_bytes!("traditional/aes256-rsa-3072-none"),
    ),
    (
        "aes256-rsa-3072-wrong",
        include_bytes!("traditional/aes256-rsa-3072-wrong"),
    ),
    (
        "aes256-rsa-4096",
        include_bytes!("traditional/aes256-rsa-4096"),
    ),
    (
        "aes256-rsa-4096-none",
        include_bytes!("traditional/aes256-rsa-4096-none"),
    ),
    (
        "aes256-rsa-4096-wrong",
        include_bytes!("traditional/aes256-rsa-4096-wrong"),
    ),
    (
        "camellia128-rsa-2048",
        include_bytes!("traditional/camellia128-rsa-2048"),
    ),
    (
        "camellia128-rsa-2048-none",
        include_bytes!("traditional/camellia128-rsa-2048-none"),
    ),
    (
        "camellia128-rsa-2048-wrong",
        include_bytes!("traditional/camellia128-rsa-2048-wrong"),
    ),
    (
        "camellia128-rsa-3072",
        include_bytes!("traditional/camellia128-rsa-3072"),
    ),
    (
        "camellia128-rsa-3072-none",
        include_bytes!("traditional/camellia128-rsa-3072-none"),
    ),
    (
        "camellia128-rsa-3072-wrong",
        include_bytes!("traditional/camellia128-rsa-3072-wrong"),
    ),
    (
        "camellia128-rsa-4096",
        include_bytes!("traditional/camellia128-rsa-4096"),
    ),
    (
        "camellia128-rsa-4096-none",
        include_bytes!("traditional/camellia128-rsa-4096-none"),
    ),
    (
        "camellia128-rsa-4096-wrong",
        include_bytes!("traditional/camellia128-rsa-4096-wrong"),
    ),
    (
        "camellia192-rsa-2048",
        include_bytes!("traditional/camellia192-rsa-2048"),
    ),
    (
        "camellia192-rsa-2048-none",
        include_bytes!("traditional/camellia192-rsa-2048-none"),
    ),
    (
        "camellia192-rsa-2048-wrong",
        include_bytes!("traditional/camellia192-rsa-2048-wrong"),
    ),
    (
        "camellia192-rsa-3072",
        include_bytes!("traditional/camellia192-rsa-3072"),
    ),
    (
        "camellia192-rsa-3072-none",
        include_bytes!("traditional/camellia192-rsa-3072-none"),
    ),
    (
        "camellia192-rsa-3072-wrong",
        include_bytes!("traditional/camellia192-rsa-3072-wrong"),
    ),
    (
        "camellia192-rsa-4096",
        include_bytes!("traditional/camellia192-rsa-4096"),
    ),
    (
        "camellia192-rsa-4096-none",
        include_bytes!("traditional/camellia192-rsa-4096-none"),
    ),
    (
        "camellia192-rsa-4096-wrong",
        include_bytes!("traditional/camellia192-rsa-4096-wrong"),
    ),
    (
        "camellia256-rsa-2048",
        include_bytes!("traditional/camellia256-rsa-2048"),
    ),
    (
        "camellia256-rsa-2048-none",
        include_bytes!("traditional/camellia256-rsa-2048-none"),
    ),
    (
        "camellia256-rsa-2048-wrong",
        include_bytes!("traditional/camellia256-rsa-2048-wrong"),
    ),
    (
        "camellia256-rsa-3072",
        include_bytes!("traditional/camellia256-rsa-3072"),
    ),
    (
        "camellia256-rsa-3072-none",
        include_bytes!("traditional/camellia256-rsa-3072-none"),
    ),
    (
        "camellia256-rsa-3072-wrong",
        include_bytes!("traditional/camellia256-rsa-3072-wrong"),
    ),
    (
        "camellia256-rsa-4096",
        include_bytes!("traditional/camellia256-rsa-4096"),
    ),
    (
        "camellia256-rsa-4096-none",
        include_bytes!("traditional/camellia256-rsa-4096-none"),
    ),
    (
        "camellia256-rsa-4096-wrong",
        include_bytes!("traditional/camellia256-rsa-4096-wrong"),
    ),
    ("des-rsa-2048", include_bytes!("traditional/des-rsa-2048")),
    (
        "des-rsa-2048-none",
        include_bytes!("traditional/des-rsa-2048-none"),
    ),
    (
        "des-rsa-2048-wrong",
        include_bytes!("traditional/des-rsa-2048-wrong"),
    ),
    ("des-rsa-3072", include_bytes!("traditional/des-rsa-3072")),
    (
        "des-rsa-3072-none",
        include_bytes!("traditional/des-rsa-3072-none"),
    ),
    (
        "des-rsa-3072-wrong",
        include_bytes!("traditional/des-rsa-3072-wrong"),
    ),
    ("des-rsa-4096", include_bytes!("traditional/des-rsa-4096")),
    (
        "des-rsa-4096-none",
        include_bytes!("traditional/des-rsa-4096-none"),
    ),
    (
        "des-rsa-4096-wrong",
        include_bytes!("traditional/des-rsa-4096-wrong"),
    ),
    ("des3-rsa-2048", include_bytes!("traditional/des3-rsa-2048")),
    (
        "des3-rsa-2048-none",
        include_bytes!("traditional/des3-rsa-2048-none"),
    ),
    (
        "des3-rsa-2048-wrong",
        include_bytes!("traditional/des3-rsa-2048-wrong"),
    ),
    ("des3-rsa-3072", include_bytes!("traditional/des3-rsa-3072")),
    (
        "des3-rsa-3072-none",
        include_bytes!("traditional/des3-rsa-3072-none"),
    ),
    (
        "des3-rsa-3072-wrong",
        include_bytes!("traditional/des3-rsa-3072-wrong"),
    ),
    ("des3-rsa-4096", include_bytes!("traditional/des3-rsa-4096")),
    (
        "des3-rsa-4096-none",
        include_bytes!("traditional/des3-rsa-4096-none"),
    ),
    (
        "des3-rsa-4096-wrong",
        include_bytes!("traditional/des3-rsa-4096-wrong"),
    ),
    ("of-ec", include_bytes!("traditional/of-ec")),
    (
        "unsupported-aria128",
        include_bytes!("traditional/unsupported-aria128"),
    ),
    (
        "unsupported-aria256",
        include_bytes!("traditional/unsupported-aria256"),
    ),
    (
        "unsupported-seed",
        include_bytes!("traditional/unsupported-seed"),
    ),
];

/// The files of `companions`.
pub(crate) const COMPANIONS: &[File] = &[
    ("authority.crt", include_bytes!("companions/authority.crt")),
    ("authority.key", include_bytes!("companions/authority.key")),
    ("dh.key", include_bytes!("companions/dh.key")),
    ("dsa.key", include_bytes!("companions/dsa.key")),
    ("ec.key", include_bytes!("companions/ec.key")),
    ("ed25519.key", include_bytes!("companions/ed25519.key")),
    ("ed448.key", include_bytes!("companions/ed448.key")),
    (
        "multi-prime.key",
        include_bytes!("companions/multi-prime.key"),
    ),
    (
        "other-2048.crt",
        include_bytes!("companions/other-2048.crt"),
    ),
    (
        "other-2048.key",
        include_bytes!("companions/other-2048.key"),
    ),
    ("pss.key", include_bytes!("companions/pss.key")),
    ("rsa-1024.key", include_bytes!("companions/rsa-1024.key")),
    ("rsa-2047.key", include_bytes!("companions/rsa-2047.key")),
    ("rsa-2048.crt", include_bytes!("companions/rsa-2048.crt")),
    ("rsa-2048.key", include_bytes!("companions/rsa-2048.key")),
    ("rsa-3072.crt", include_bytes!("companions/rsa-3072.crt")),
    ("rsa-3072.key", include_bytes!("companions/rsa-3072.key")),
    ("rsa-4096.crt", include_bytes!("companions/rsa-4096.crt")),
    ("rsa-4096.key", include_bytes!("companions/rsa-4096.key")),
    ("rsa-8192.crt", include_bytes!("companions/rsa-8192.crt")),
    ("rsa-8192.key", include_bytes!("companions/rsa-8192.key")),
    ("rsa-e3.crt", include_bytes!("companions/rsa-e3.crt")),
    ("rsa-e3.key", include_bytes!("companions/rsa-e3.key")),
    ("x25519.key", include_bytes!("companions/x25519.key")),
];
