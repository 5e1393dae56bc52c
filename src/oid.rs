//! Object identifiers by name, each with the document that assigns it.

use der::asn1::ObjectIdentifier;

/// Declares constants, and `name_of` over those that have a name for people.
macro_rules! oids {
    ($( $(#[$meta:meta])* $constant:ident = $dotted:literal $(, $name:literal)?; )+) => {
        $( $(#[$meta])* pub(crate) const $constant: ObjectIdentifier =
            ObjectIdentifier::new_unwrap($dotted); )+

        /// Returns the name by which people know an algorithm, a purpose or an attribute, if it has
        /// one here.
        pub(crate) fn name_of(oid: &ObjectIdentifier) -> Option<&'static str> {
            match *oid {
                $( $( $constant => Some($name), )? )+
                _ => None,
            }
        }
    };
}

/// Returns that name, or the identifier in dotted form.
pub(crate) fn name_or_dotted(oid: &ObjectIdentifier) -> String {
    name_of(oid).map_or_else(|| oid.to_string(), str::to_owned)
}

oids! {
    // Public keys.
    /// RFC 8017, appendix A.1.
    RSA_ENCRYPTION = "1.2.840.113549.1.1.1";
    /// `id-ea-rsa` (ITU-T X.509, module AlgorithmObjectIdentifiers): the name that X.500 gives RSA.
    RSA_X500 = "2.5.8.1.1";
    /// RFC 4055, section 4.1.
    RSAES_OAEP = "1.2.840.113549.1.1.7", "RSAES-OAEP";
    /// RFC 4055, section 3.1. A key with this identifier may sign with PSS only.
    RSASSA_PSS = "1.2.840.113549.1.1.10";
    /// RFC 5480, section 2.1.1.
    EC_PUBLIC_KEY = "1.2.840.10045.2.1", "EC";
    /// RFC 3279, section 2.3.2.
    DSA = "1.2.840.10040.4.1", "DSA";
    /// RFC 3279, section 2.3.3.
    DIFFIE_HELLMAN_X942 = "1.2.840.10046.2.1", "Diffie-Hellman";
    /// PKCS#3.
    DIFFIE_HELLMAN_PKCS3 = "1.2.840.113549.1.3.1", "Diffie-Hellman";
    /// RFC 8410, section 3.
    X25519 = "1.3.101.110", "X25519";
    /// RFC 8410, section 3.
    X448 = "1.3.101.111", "X448";
    /// RFC 8410, section 3.
    ED25519 = "1.3.101.112", "Ed25519";
    /// RFC 8410, section 3.
    ED448 = "1.3.101.113", "Ed448";
    /// RFC 9881, section 2.
    ML_DSA_44 = "2.16.840.1.101.3.4.3.17", "ML-DSA-44";
    /// RFC 9881, section 2.
    ML_DSA_65 = "2.16.840.1.101.3.4.3.18", "ML-DSA-65";
    /// RFC 9881, section 2.
    ML_DSA_87 = "2.16.840.1.101.3.4.3.19", "ML-DSA-87";

    // Password-based encryption (RFC 8018, appendices A and B).
    /// RFC 8018, appendix A.3.
    PBE_MD2_DES = "1.2.840.113549.1.5.1", "PBES1 MD2";
    /// RFC 8018, appendix A.3.
    PBE_MD2_RC2 = "1.2.840.113549.1.5.4", "PBES1 MD2";
    /// RFC 8018, appendix A.3.
    PBE_MD5_DES = "1.2.840.113549.1.5.3";
    /// RFC 8018, appendix A.3.
    PBE_MD5_RC2 = "1.2.840.113549.1.5.6";
    /// RFC 8018, appendix A.3.
    PBE_SHA1_DES = "1.2.840.113549.1.5.10";
    /// RFC 8018, appendix A.3.
    PBE_SHA1_RC2 = "1.2.840.113549.1.5.11";
    /// RFC 8018, appendix A.2.
    PBKDF2 = "1.2.840.113549.1.5.12";
    /// RFC 8018, appendix A.4.
    PBES2 = "1.2.840.113549.1.5.13";
    /// RFC 8018, appendix A.5; RFC 9579.
    PBMAC1 = "1.2.840.113549.1.5.14";
    /// RFC 7914, section 7.
    SCRYPT = "1.3.6.1.4.1.11591.4.11";
    /// RFC 7292, appendix C.
    PKCS12_RC4_128 = "1.2.840.113549.1.12.1.1";
    /// RFC 7292, appendix C.
    PKCS12_RC4_40 = "1.2.840.113549.1.12.1.2";
    /// RFC 7292, appendix C.
    PKCS12_3DES_3KEY = "1.2.840.113549.1.12.1.3";
    /// RFC 7292, appendix C.
    PKCS12_3DES_2KEY = "1.2.840.113549.1.12.1.4";
    /// RFC 7292, appendix C.
    PKCS12_RC2_128 = "1.2.840.113549.1.12.1.5";
    /// RFC 7292, appendix C.
    PKCS12_RC2_40 = "1.2.840.113549.1.12.1.6";

    // Ciphers.
    /// NIST Computer Security Objects Register; RFC 8018, appendix B.2.5.
    AES_128_CBC = "2.16.840.1.101.3.4.1.2";
    /// As [`AES_128_CBC`].
    AES_192_CBC = "2.16.840.1.101.3.4.1.22";
    /// As [`AES_128_CBC`].
    AES_256_CBC = "2.16.840.1.101.3.4.1.42";
    /// RFC 5084, section 3.2.
    AES_128_GCM = "2.16.840.1.101.3.4.1.6", "AES-128-GCM";
    /// RFC 5084, section 3.2.
    AES_192_GCM = "2.16.840.1.101.3.4.1.26", "AES-192-GCM";
    /// RFC 5084, section 3.2.
    AES_256_GCM = "2.16.840.1.101.3.4.1.46", "AES-256-GCM";
    /// RFC 5084, section 3.1.
    AES_128_CCM = "2.16.840.1.101.3.4.1.7", "AES-128-CCM";
    /// RFC 5084, section 3.1.
    AES_192_CCM = "2.16.840.1.101.3.4.1.27", "AES-192-CCM";
    /// RFC 5084, section 3.1.
    AES_256_CCM = "2.16.840.1.101.3.4.1.47", "AES-256-CCM";
    /// RFC 8103.
    CHACHA20_POLY1305 = "1.2.840.113549.1.9.16.3.18", "ChaCha20-Poly1305";
    /// RFC 8018, appendix B.2.1.
    DES_CBC = "1.3.14.3.2.7";
    /// RFC 8018, appendix B.2.2.
    DES_EDE3_CBC = "1.2.840.113549.3.7";
    /// RFC 8018, appendix B.2.3.
    RC2_CBC = "1.2.840.113549.3.2";
    /// RFC 8018, appendix B.2.4.
    RC5_CBC = "1.2.840.113549.3.9", "RC5";
    /// RFC 3657, section 2.
    CAMELLIA_128_CBC = "1.2.392.200011.61.1.1.1.2";
    /// RFC 3657, section 2.
    CAMELLIA_192_CBC = "1.2.392.200011.61.1.1.1.3";
    /// RFC 3657, section 2.
    CAMELLIA_256_CBC = "1.2.392.200011.61.1.1.1.4";
    /// RFC 4010, section 2.
    SEED_CBC = "1.2.410.200004.1.4", "SEED";
    /// RFC 5794, section 4.
    ARIA_128_CBC = "1.2.410.200046.1.1.2", "ARIA-128";
    /// RFC 5794, section 4.
    ARIA_192_CBC = "1.2.410.200046.1.1.7", "ARIA-192";
    /// RFC 5794, section 4.
    ARIA_256_CBC = "1.2.410.200046.1.1.12", "ARIA-256";
    /// GM/T 0006.
    SM4_CBC = "1.2.156.10197.1.104.2", "SM4";
    /// OpenSSL's `bf-cbc`.
    BLOWFISH_CBC = "1.3.6.1.4.1.3029.1.2", "Blowfish";
    /// RFC 2984.
    CAST5_CBC = "1.2.840.113533.7.66.10", "CAST5";
    /// OpenSSL's `idea-cbc`.
    IDEA_CBC = "1.3.6.1.4.1.188.7.1.1.2", "IDEA";

    // Message authentication (RFC 8018, appendix B.1).
    /// RFC 8018, appendix B.1.1.
    HMAC_SHA1 = "1.2.840.113549.2.7";
    /// RFC 8018, appendix B.1.2.
    HMAC_SHA224 = "1.2.840.113549.2.8";
    /// RFC 8018, appendix B.1.2.
    HMAC_SHA256 = "1.2.840.113549.2.9";
    /// RFC 8018, appendix B.1.2.
    HMAC_SHA384 = "1.2.840.113549.2.10";
    /// RFC 8018, appendix B.1.2.
    HMAC_SHA512 = "1.2.840.113549.2.11";
    /// RFC 8018, appendix B.1.2.
    HMAC_SHA512_224 = "1.2.840.113549.2.12";
    /// RFC 8018, appendix B.1.2.
    HMAC_SHA512_256 = "1.2.840.113549.2.13";
    /// RSA Laboratories' register.
    HMAC_MD5 = "1.2.840.113549.2.6";
    /// GOST R 34.11-2012; RFC 7836.
    HMAC_STREEBOG_512 = "1.2.643.7.1.1.4.2", "HMAC Streebog-512";

    // Hash functions (RFC 8017, appendix B.1; NIST Computer Security Objects Register).
    /// RFC 1320.
    MD4 = "1.2.840.113549.2.4", "MD4";
    /// RFC 8017, appendix B.1.
    MD5 = "1.2.840.113549.2.5";
    /// RFC 8017, appendix B.1.
    SHA1 = "1.3.14.3.2.26";
    /// RFC 8017, appendix B.1.
    SHA224 = "2.16.840.1.101.3.4.2.4";
    /// RFC 8017, appendix B.1.
    SHA256 = "2.16.840.1.101.3.4.2.1";
    /// RFC 8017, appendix B.1.
    SHA384 = "2.16.840.1.101.3.4.2.2";
    /// RFC 8017, appendix B.1.
    SHA512 = "2.16.840.1.101.3.4.2.3";
    /// RFC 8017, appendix B.1.
    SHA512_224 = "2.16.840.1.101.3.4.2.5";
    /// RFC 8017, appendix B.1.
    SHA512_256 = "2.16.840.1.101.3.4.2.6";
    /// NIST Computer Security Objects Register.
    SHA3_224 = "2.16.840.1.101.3.4.2.7", "SHA3-224";
    /// NIST Computer Security Objects Register.
    SHA3_256 = "2.16.840.1.101.3.4.2.8", "SHA3-256";
    /// NIST Computer Security Objects Register.
    SHA3_384 = "2.16.840.1.101.3.4.2.9", "SHA3-384";
    /// NIST Computer Security Objects Register.
    SHA3_512 = "2.16.840.1.101.3.4.2.10", "SHA3-512";
    /// ISO/IEC 10118-3; TeleTrusT.
    RIPEMD160 = "1.3.36.3.2.1", "RIPEMD-160";

    // Content types and bags.
    /// RFC 5652, section 4.
    DATA = "1.2.840.113549.1.7.1";
    /// RFC 5652, section 5.
    SIGNED_DATA = "1.2.840.113549.1.7.2";
    /// RFC 5652, section 6.
    ENVELOPED_DATA = "1.2.840.113549.1.7.3";
    /// RFC 5652, section 8.
    ENCRYPTED_DATA = "1.2.840.113549.1.7.6";
    /// RFC 7292, appendix D.
    KEY_BAG = "1.2.840.113549.1.12.10.1.1";
    /// RFC 7292, appendix D.
    SHROUDED_KEY_BAG = "1.2.840.113549.1.12.10.1.2";
    /// RFC 7292, appendix D.
    CERTIFICATE_BAG = "1.2.840.113549.1.12.10.1.3";
    /// RFC 7292, appendix D.
    SAFE_CONTENTS_BAG = "1.2.840.113549.1.12.10.1.6";
    /// RFC 7292, section 4.2.3.
    X509_CERTIFICATE = "1.2.840.113549.1.9.22.1";

    // Attributes of PKCS#12 (RFC 2985).
    /// RFC 2985, section 5.5.1.
    FRIENDLY_NAME = "1.2.840.113549.1.9.20";
    /// RFC 2985, section 5.5.2.
    LOCAL_KEY_ID = "1.2.840.113549.1.9.21";

    // Policies of the CA/Browser Forum.
    /// Baseline Requirements for TLS, section 7.1.6.1.
    TLS_DOMAIN = "2.23.140.1.2.1";
    /// As [`TLS_DOMAIN`].
    TLS_ORGANIZATION = "2.23.140.1.2.2";
    /// As [`TLS_DOMAIN`].
    TLS_INDIVIDUAL = "2.23.140.1.2.3";
    /// Guidelines for extended validation, section 7.1.6.1.
    TLS_EXTENDED = "2.23.140.1.1";

    // Certificate extensions (RFC 5280, section 4.2.1).
    /// RFC 5280, section 4.2.1.3.
    KEY_USAGE = "2.5.29.15";
    /// RFC 5280, section 4.2.1.6.
    SUBJECT_ALT_NAME = "2.5.29.17";
    /// RFC 5280, section 4.2.1.9.
    BASIC_CONSTRAINTS = "2.5.29.19";
    /// RFC 5280, section 4.2.1.4.
    CERTIFICATE_POLICIES = "2.5.29.32";
    /// RFC 5280, section 4.2.1.13.
    CRL_DISTRIBUTION_POINTS = "2.5.29.31";
    /// RFC 5280, section 4.2.2.1.
    AUTHORITY_INFO_ACCESS = "1.3.6.1.5.5.7.1.1";
    /// RFC 5280, section 4.2.2.1.
    OCSP = "1.3.6.1.5.5.7.48.1";
    /// RFC 5280, section 4.2.1.12.
    SERVER_AUTH = "1.3.6.1.5.5.7.3.1", "serverAuth";
    /// RFC 5280, section 4.2.1.12.
    CLIENT_AUTH = "1.3.6.1.5.5.7.3.2", "clientAuth";
    /// RFC 5280, section 4.2.1.12.
    CODE_SIGNING = "1.3.6.1.5.5.7.3.3", "codeSigning";
    /// RFC 5280, section 4.2.1.12.
    EMAIL_PROTECTION = "1.3.6.1.5.5.7.3.4", "emailProtection";
    /// RFC 5280, section 4.2.1.12.
    TIME_STAMPING = "1.3.6.1.5.5.7.3.8", "timeStamping";
    /// RFC 5280, section 4.2.1.12.
    OCSP_SIGNING = "1.3.6.1.5.5.7.3.9", "OCSPSigning";
    /// Microsoft, `szOID_KP_DOCUMENT_SIGNING`.
    DOCUMENT_SIGNING = "1.3.6.1.4.1.311.10.3.12", "documentSigning";
    /// Microsoft, `szOID_KP_SMARTCARD_LOGON`.
    SMARTCARD_LOGON = "1.3.6.1.4.1.311.20.2.2", "smartcardLogon";
    /// RFC 5280, section 4.2.1.12.
    ANY_PURPOSE = "2.5.29.37.0", "anyExtendedKeyUsage";
    /// RFC 5280, section 4.2.1.12.
    EXTENDED_KEY_USAGE = "2.5.29.37";

    // Attributes of names, abbreviated as in RFC 4514, section 3, and in common use.
    /// RFC 5280, appendix A.1.
    COMMON_NAME = "2.5.4.3", "CN";
    /// RFC 5280, appendix A.1.
    SURNAME = "2.5.4.4", "SN";
    /// RFC 5280, appendix A.1.
    SERIAL_NUMBER = "2.5.4.5", "serialNumber";
    /// RFC 5280, appendix A.1.
    COUNTRY = "2.5.4.6", "C";
    /// RFC 5280, appendix A.1.
    LOCALITY = "2.5.4.7", "L";
    /// RFC 5280, appendix A.1.
    STATE = "2.5.4.8", "ST";
    /// RFC 4519, section 2.34.
    STREET = "2.5.4.9", "street";
    /// RFC 5280, appendix A.1.
    ORGANIZATION = "2.5.4.10", "O";
    /// RFC 5280, appendix A.1.
    ORGANIZATIONAL_UNIT = "2.5.4.11", "OU";
    /// RFC 5280, appendix A.1.
    TITLE = "2.5.4.12", "title";
    /// RFC 4519, section 2.23.
    POSTAL_CODE = "2.5.4.17", "postalCode";
    /// RFC 5280, appendix A.1.
    GIVEN_NAME = "2.5.4.42", "GN";
    /// ITU-T X.520, section 6.4.4.
    ORGANIZATION_IDENTIFIER = "2.5.4.97", "organizationIdentifier";
    /// RFC 4519, section 2.39.
    USER_ID = "0.9.2342.19200300.100.1.1", "UID";
    /// RFC 4519, section 2.4.
    DOMAIN_COMPONENT = "0.9.2342.19200300.100.1.25", "DC";
    /// RFC 2985, section 5.2.1.
    EMAIL_ADDRESS = "1.2.840.113549.1.9.1", "emailAddress";

    // Requests for certificates.
    /// RFC 2985, section 5.4.2.
    EXTENSION_REQUEST = "1.2.840.113549.1.9.14";
    /// RFC 8017, appendix A.2.4.
    SHA256_WITH_RSA = "1.2.840.113549.1.1.11";
    SHA512_WITH_RSA = "1.2.840.113549.1.1.13";

    // How Java protects the keys in its own stores.
    /// A keystream of SHA-1 (JKS): OpenJDK, `sun.security.provider.KeyProtector`.
    SUN_KEY_PROTECTOR = "1.3.6.1.4.1.42.2.17.1.1";
    /// `PBEWithMD5AndTripleDES` (JCEKS): OpenJDK, `com.sun.crypto.provider.KeyProtector`.
    SUN_MD5_TRIPLE_DES = "1.3.6.1.4.1.42.2.19.1";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_for_what_is_told_to_people() {
        assert_eq!(name_of(&ED25519), Some("Ed25519"));
        assert_eq!(name_of(&AES_256_GCM), Some("AES-256-GCM"));
        assert_eq!(name_of(&DATA), None);
        assert_eq!(name_or_dotted(&DATA), "1.2.840.113549.1.7.1");
    }
}
