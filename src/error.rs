//! What makes a request impossible. Every case is data; what a person reads of it, cause and
//! remedy, is in the catalogue under its code.

use crate::notice::{UnixTime, notices};
use core::fmt;

/// Either a value or what stood in its way.
pub type Result<T> = core::result::Result<T, Error>;

notices! {
    /// Why no request can be made of what was given.
    #[derive(Clone, Debug, Eq, PartialEq)]
    #[non_exhaustive]
    pub enum Error {
        /// A bundle without certificates and keys.
        BundleEmpty = "bundle-empty",
        /// The passphrase opens the content of a bundle, and its integrity check does not agree.
        BundleIntegrity = "bundle-integrity",
        /// The passphrase fits one part of a bundle and not another.
        BundleTwoPassphrases {
            /// How it is protected.
            scheme: String,
            /// How many iterations its key derivation takes.
            iterations: u32,
        } = "bundle-two-passphrases",
        /// No certificate was given.
        CertificateMissing = "certificate-missing",
        /// The certificate's key is not RSA.
        CertificateNotRsa {
            /// The kind of key found.
            algorithm: String,
        } = "certificate-not-rsa",
        /// The certificate's key may be used for RSASSA-PSS only.
        CertificateRestrictedToPss = "certificate-restricted-to-pss",
        /// A character that is not base64 inside a block.
        DamagedBase64 {
            /// The block's label, such as CERTIFICATE.
            label: String,
            /// The line inside the block, the BEGIN line being 1.
            line: u32,
            /// The character found.
            found: String,
        } = "damaged-base64",
        /// The base64 of a block ends in the middle of a group.
        Base64Cut {
            /// The block's label.
            label: String,
        } = "base64-cut",
        /// The bytes of a block are not the ASN.1 structure that they should be.
        DamagedDer {
            /// The block's label or the object's name.
            label: String,
        } = "damaged-der",
        /// The numbers of the private key contradict each other.
        KeyInconsistent = "key-inconsistent",
        /// The public exponent is out of bounds.
        KeyExponent = "key-exponent",
        /// The private key has more than two primes (RFC 8017, section 3.2).
        KeyMultiPrime = "key-multi-prime",
        /// The private key is not RSA.
        KeyNotRsa {
            /// The kind of key found.
            algorithm: String,
        } = "key-not-rsa",
        /// The private key may be used for RSASSA-PSS only (RFC 4055, section 1.2).
        KeyRestrictedToPss = "key-restricted-to-pss",
        /// A key longer than this page works with.
        KeyTooLarge {
            /// Its size in bits.
            bits: u32,
            /// The largest size accepted, in bits.
            limit: u32,
        } = "key-too-large",
        /// A key shorter than the service accepts.
        KeyTooSmall {
            /// Its size in bits.
            bits: u32,
            /// The smallest size accepted, in bits.
            limit: u32,
        } = "key-too-small",
        /// A file of no bytes at all.
        FileEmpty = "file-empty",
        /// More problems in one source than are told one by one.
        MoreProblems {
            /// How many more.
            count: u32,
        } = "more-problems",
        /// Layers of encoding that are nested deeper, or hold more, than is read.
        NestedTooDeep = "nested-too-deep",
        /// Text or bytes in which nothing was recognised.
        NothingFound = "nothing-found",
        /// A file of OpenSSH with another number of keys than one.
        OpensshSeveralKeys {
            /// How many it says that it holds.
            count: u32,
        } = "openssh-several-keys",
        /// The private key does not belong to the certificate, or to any of several.
        PairMismatch {
            /// From when the certificate is valid: its key is about as old.
            from: UnixTime,
            /// SHA-256 of the certificate's public key (SubjectPublicKeyInfo), hexadecimal.
            certificate: String,
            /// SHA-256 of the private key's public key (SubjectPublicKeyInfo), hexadecimal.
            key: String,
        } = "pair-mismatch",
        /// Neither the private key nor the certificate is RSA.
        PairNotRsa {
            /// The kind of the private key.
            key: String,
            /// The kind of the certificate's key.
            certificate: String,
        } = "pair-not-rsa",
        /// The file is protected and no passphrase was given.
        PassphraseNeeded {
            /// How it is protected.
            scheme: String,
            /// How many iterations its key derivation takes.
            iterations: u32,
        } = "passphrase-needed",
        /// The passphrase does not open the file.
        PassphraseWrong {
            /// How it is protected.
            scheme: String,
            /// How many iterations its key derivation takes.
            iterations: u32,
        } = "passphrase-wrong",
        /// A block that begins and does not end.
        PemCut {
            /// The block's label.
            label: String,
        } = "pem-cut",
        /// A block that ends and does not begin.
        PemWithoutBegin {
            /// The label of its END line.
            label: String,
        } = "pem-without-begin",
        /// No private key was given.
        PrivateKeyMissing = "private-key-missing",
        /// The browser gave no random bytes.
        RandomUnavailable = "random-unavailable",
        /// Nothing was made yet that could be exported.
        RequestMissing = "request-missing",
        /// The name of a region whose hosts are not known here.
        ServiceRegionUnknown {
            /// The name as typed; only letters and digits.
            region: String,
        } = "service-region-unknown",
        /// What was typed as the service's address is neither a host nor an `https` address.
        ServiceUnusable = "service-unusable",
        /// The address of the web app, of no region or of one whose hosts are not known here.
        ServiceWebApp {
            /// Its host.
            host: String,
        } = "service-web-app",
        /// The address of the web app of a region.
        ServiceWebAppOfRegion {
            /// Its host.
            host: String,
            /// The region's name.
            region: String,
            /// The region's host for authentication.
            auth: String,
        } = "service-web-app-of-region",
        /// Several private keys that fit, or none of several.
        SeveralPrivateKeys {
            /// How many were found.
            count: u32,
        } = "several-private-keys",
        /// A country that is not two letters.
        OrderCountry = "order-country",
        /// An e-mail address that a certificate cannot carry.
        OrderEmail = "order-email",
        /// No e-mail address to put into the certificate.
        OrderEmailMissing = "order-email-missing",
        /// No name to put into the certificate.
        OrderNameMissing = "order-name-missing",
        /// A name or an organization longer than a certificate may carry.
        OrderTooLong {
            /// The most characters of each.
            limit: u32,
        } = "order-too-long",
        /// No key is in the making any more.
        OrderInterrupted = "order-interrupted",
        /// A size of key that is not offered.
        OrderSize = "order-size",
        /// The passphrase for something that is to be saved is missing or short.
        NewPassphraseShort {
            /// The fewest characters.
            limit: u32,
        } = "new-passphrase-short",
        /// The passphrase is that of a Java key store, and its keys have one of their own.
        StoreKeyPassphrase {
            /// How the keys are protected.
            scheme: String,
            /// How many iterations the key derivation takes.
            iterations: u32,
        } = "store-key-passphrase",
        /// Entries of a JCEKS key store that cannot be read, because a secret key is in front of them.
        StoreUnread {
            /// How many, the secret key among them.
            count: u32,
        } = "store-unread",
        /// A signature of the wrong length for the certificate's key.
        SignatureLength {
            /// The length found, in bytes.
            bytes: usize,
            /// The length of the certificate's modulus, in bytes.
            expected: usize,
        } = "signature-length",
        /// A signature, made elsewhere, of something other than the 100 bytes, or with another key.
        SignatureMismatch = "signature-mismatch",
        /// No message was prepared that a signature could belong to.
        SignatureUnasked = "signature-unasked",
        /// What was pasted as a signature is none.
        SignatureUnreadable = "signature-unreadable",
        /// The signature that was made does not verify with the certificate's public key.
        SignatureRejected = "signature-rejected",
        /// More bytes than are read.
        TooLarge {
            /// The size found, in bytes.
            bytes: usize,
            /// The largest size read, in bytes.
            limit: usize,
        } = "too-large",
        /// More private keys than are opened.
        TooManyKeys {
            /// The most that are opened.
            limit: u32,
        } = "too-many-keys",
        /// A key derivation with more iterations than are computed.
        TooManyIterations {
            /// The iterations asked for.
            iterations: u32,
            /// The most that are computed.
            limit: u32,
        } = "too-many-iterations",
        /// A key derivation that wants more memory than it gets.
        TooMuchMemory {
            /// The memory asked for, in MiB.
            mebibytes: i64,
            /// The most that is used, in MiB.
            limit: i64,
        } = "too-much-memory",
        /// A way of encrypting that is not known here.
        UnsupportedEncryption {
            /// Its name or object identifier.
            scheme: String,
        } = "unsupported-encryption",
        /// Base64 that begins as an object does and is none.
        ValueUnreadable {
            /// The line of the text in which it begins.
            line: u32,
        } = "value-unreadable",
    }
}

impl fmt::Display for Error {
    /// The code alone: prose is the catalogue's.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl core::error::Error for Error {}
