//! What can be seen of a request. Every case is data; its sentences are in the catalogue under its
//! code.

use super::Outcome;
use crate::notice::{Moment, coded};

coded! {
    /// One thing that was seen of a request.
    #[derive(Clone, Debug, Eq, PartialEq)]
    #[non_exhaustive]
    pub enum Seen {
        /// The host is one of the API, not of the authentication service.
        AddressApi {
            /// The host found.
            host: String,
        } = "review-address-api",
        /// A host that is not known as one of the service.
        AddressHost {
            /// The host found.
            host: String,
        } = "review-address-host",
        /// The address is not `https`.
        AddressInsecure = "review-address-insecure",
        /// The method is not POST.
        AddressMethod {
            /// The method found.
            method: String,
        } = "review-address-method",
        /// The path is not `/token/authenticate`.
        AddressPath {
            /// The path found.
            path: String,
        } = "review-address-path",
        /// Method and address are right.
        AddressRight {
            /// The host.
            host: String,
        } = "review-address-right",

        /// The body is base64 as a whole.
        BodyBase64 = "review-body-base64",
        /// A byte order mark stands before the body.
        BodyByteOrderMark = "review-body-byte-order-mark",
        /// A comment stands in the body.
        BodyComment = "review-body-comment",
        /// The body's JSON ends in the middle.
        BodyCut = "review-body-cut",
        /// The fields stand in a program's dictionary, and nothing makes JSON of it.
        BodyDictionary = "review-body-dictionary",
        /// The body's quotation marks are written as entities of HTML.
        BodyEntities = "review-body-entities",
        /// The body's quotation marks carry backslashes.
        BodyEscaped = "review-body-escaped",
        /// A field that the service does not ask for.
        BodyFieldExtra {
            /// Its name.
            found: String,
        } = "review-body-field-extra",
        /// A field that is missing.
        BodyFieldMissing {
            /// Its name.
            field: String,
        } = "review-body-field-missing",
        /// A field with a name that is nearly right.
        BodyFieldName {
            /// The name found.
            found: String,
            /// The name that the service expects.
            field: String,
        } = "review-body-field-name",
        /// A field whose value is no string.
        BodyFieldNotText {
            /// Its name.
            field: String,
        } = "review-body-field-not-text",
        /// A field that is there twice.
        BodyFieldTwice {
            /// Its name.
            field: String,
        } = "review-body-field-twice",
        /// The body is read from a file that is not in the paste.
        BodyFile {
            /// The file's name.
            found: String,
        } = "review-body-file",
        /// The body is a form.
        BodyForm = "review-body-form",
        /// `encodedDataFormat` is missing and the message is made for v2.
        BodyFormatMissing = "review-body-format-missing",
        /// `encodedDataFormat` is `v2`.
        BodyFormatRight = "review-body-format-right",
        /// `encodedDataFormat` is something other than `v2`.
        BodyFormatValue {
            /// The value found.
            found: String,
        } = "review-body-format-value",
        /// `encodedDataFormat` is missing: a request of the first kind.
        BodyFormatV1 = "review-body-format-v1",
        /// The body of a whole call is missing.
        BodyMissing = "review-body-missing",
        /// The fields stand inside another object or a list.
        BodyNested = "review-body-nested",
        /// The body is no JSON for some reason not named more exactly.
        BodyNotJson {
            /// The character at which JSON ends.
            found: String,
        } = "review-body-not-json",
        /// Python's words for null, true and false, or its prefixes of strings.
        BodyPython = "review-body-python",
        /// A variable in place of the body.
        BodyPlaceholder {
            /// The variable.
            found: String,
        } = "review-body-placeholder",
        /// Windows PowerShell takes the quotation marks out of such an argument.
        BodyPowershellQuotes = "review-body-powershell-quotes",
        /// The body is JSON.
        BodyRight = "review-body-right",
        /// Strings in single quotation marks.
        BodySingleQuotes = "review-body-single-quotes",
        /// Typographic quotation marks.
        BodySmartQuotes = "review-body-smart-quotes",
        /// `encodedData` and `encodedSignedData` hold each other's value.
        BodySwapped = "review-body-swapped",
        /// The body is a JSON string with JSON inside.
        BodyTextOfJson = "review-body-text-of-json",
        /// A comma behind the last field.
        BodyTrailingComma = "review-body-trailing-comma",
        /// Names or values without quotation marks.
        BodyUnquoted = "review-body-unquoted",

        /// The value is the certificate's DER in base64.
        CertificateDer = "review-certificate-der",
        /// The value is the base64 of base64.
        CertificateDouble = "review-certificate-double",
        /// The value is a fingerprint of a certificate.
        CertificateFingerprint = "review-certificate-fingerprint",
        /// The value is a bundle (PKCS#7 or PKCS#12).
        CertificateBundle = "review-certificate-bundle",
        /// The certificate's bytes end too early.
        CertificateCut {
            /// The bytes that are there.
            bytes: i64,
            /// The bytes that its own length asks for.
            expected: i64,
        } = "review-certificate-cut",
        /// Bytes follow behind the certificate.
        CertificateExcess {
            /// How many.
            bytes: i64,
        } = "review-certificate-excess",
        /// The scheme stands alone.
        CertificateMissing = "review-certificate-missing",
        /// The value is the whole PEM text in base64.
        CertificatePem = "review-certificate-pem",
        /// The PEM text in base64 has Windows line ends.
        CertificatePemLineEnds = "review-certificate-pem-line-ends",
        /// The value is PEM text as it is.
        CertificatePemRaw = "review-certificate-pem-raw",
        /// Text stands before the BEGIN line.
        CertificatePemText {
            /// Its first characters.
            found: String,
        } = "review-certificate-pem-text",
        /// Several certificates.
        CertificateSeveral {
            /// How many.
            count: i64,
        } = "review-certificate-several",
        /// What is in the value is no certificate.
        CertificateUnreadable = "review-certificate-unreadable",

        /// The content type of the body is not JSON.
        HeaderContentType {
            /// The content type found.
            found: String,
        } = "review-header-content-type",
        /// The content type is missing.
        HeaderContentTypeMissing = "review-header-content-type-missing",
        /// A field of the body stands among the headers.
        HeaderField {
            /// The field's name.
            field: String,
        } = "review-header-field",
        /// The header of a whole call is missing.
        HeaderMissing = "review-header-missing",
        /// The header has another name than `Authorization`.
        HeaderName {
            /// The name found.
            found: String,
        } = "review-header-name",
        /// The header's value stands in quotation marks of its own.
        HeaderQuoted = "review-header-quoted",
        /// The scheme and its place are right.
        HeaderRight = "review-header-right",
        /// The scheme is another word.
        HeaderScheme {
            /// The word found.
            found: String,
        } = "review-header-scheme",
        /// The scheme of a login with user name and password.
        HeaderSchemeBasic = "review-header-scheme-basic",
        /// The scheme is right but for capital letters.
        HeaderSchemeCase {
            /// The word found.
            found: String,
        } = "review-header-scheme-case",
        /// Something other than one space stands between scheme and value.
        HeaderSchemeJoined = "review-header-scheme-joined",
        /// The value begins without a scheme.
        HeaderSchemeMissing = "review-header-scheme-missing",
        /// The scheme of API 1.3.
        HeaderSchemeOld = "review-header-scheme-old",
        /// The scheme of the calls that follow the login.
        HeaderSchemeToken = "review-header-scheme-token",
        /// More than one such header.
        HeaderTwice = "review-header-twice",

        /// The message's age, in days.
        MessageAgeDays {
            /// When it was made.
            time: Moment,
            /// Whole days since.
            days: i64,
        } = "review-message-age-days",
        /// The message's age, in hours.
        MessageAgeHours {
            /// When it was made.
            time: Moment,
            /// Whole hours since.
            hours: i64,
        } = "review-message-age-hours",
        /// The message's age, in minutes.
        MessageAgeMinutes {
            /// When it was made.
            time: Moment,
            /// Whole minutes since.
            minutes: i64,
        } = "review-message-age-minutes",
        /// The message's age, in seconds.
        MessageAgeSeconds {
            /// When it was made.
            time: Moment,
            /// Seconds since.
            seconds: i64,
        } = "review-message-age-seconds",
        /// The time is written as decimal digits.
        MessageDigits {
            /// The time they tell.
            time: Moment,
        } = "review-message-digits",
        /// The time is a floating-point number.
        MessageFloat {
            /// The time it tells.
            time: Moment,
        } = "review-message-float",
        /// The time is counted in a unit finer than milliseconds.
        MessageFiner {
            /// The time it tells.
            time: Moment,
            /// The unit.
            unit: String,
        } = "review-message-finer",
        /// The time takes four bytes.
        MessageFourBytes {
            /// The time they tell.
            time: Moment,
        } = "review-message-four-bytes",
        /// The time is yet to come.
        MessageFuture {
            /// The time found.
            time: Moment,
            /// Whole minutes until then.
            minutes: i64,
        } = "review-message-future",
        /// The message is not 100 bytes long.
        MessageLength {
            /// Its length.
            bytes: i64,
        } = "review-message-length",
        /// A message of the first kind with fewer than 100 bytes.
        MessageLengthV1 {
            /// Its length.
            bytes: i64,
        } = "review-message-length-v1",
        /// The time is little-endian.
        MessageLittleEndian {
            /// The time it tells.
            time: Moment,
        } = "review-message-little-endian",
        /// The time is in milliseconds.
        MessageMilliseconds {
            /// The time it tells.
            time: Moment,
        } = "review-message-milliseconds",
        /// The first eight bytes tell no time.
        MessageNoTime = "review-message-no-time",
        /// What should be random repeats itself.
        MessageNotRandom = "review-message-not-random",
        /// What should be random is text.
        MessageText = "review-message-text",
        /// The time is counted in ticks of 100 nanoseconds.
        MessageTicks {
            /// The time it tells.
            time: Moment,
        } = "review-message-ticks",
        /// 100 bytes that begin with a time.
        MessageRight = "review-message-right",
        /// A message of the first kind.
        MessageV1 {
            /// Its length.
            bytes: i64,
        } = "review-message-v1",

        /// The service's answer was pasted.
        PasteAnswer = "review-paste-answer",
        /// The paste has a body and no header.
        PasteBodyOnly = "review-paste-body-only",
        /// The paste is a certificate and nothing else.
        PasteCertificate = "review-paste-certificate",
        /// A space stands behind the sign that continues a command's line.
        PasteContinuation = "review-paste-continuation",
        /// Dashes stand where a command's hyphens belong.
        PasteDashes = "review-paste-dashes",
        /// Nothing was pasted.
        PasteEmpty = "review-paste-empty",
        /// The fields of a form, one by one.
        PasteFields = "review-paste-fields",
        /// The paste has a header and no body.
        PasteHeaderOnly = "review-paste-header-only",
        /// A web page was pasted.
        PasteHtml = "review-paste-html",
        /// The paste is a message, `encodedData`, and nothing else.
        PasteMessage = "review-paste-message",
        /// Nothing in the paste was recognised.
        PasteNothing = "review-paste-nothing",
        /// A private key is in the paste.
        PastePrivateKey = "review-paste-private-key",
        /// The Windows command prompt does not know single quotation marks.
        PasteShellQuotes = "review-paste-shell-quotes",
        /// The paste is as long as a signature, and nothing else.
        PasteSignature {
            /// The bytes found.
            bytes: i64,
        } = "review-paste-signature",
        /// Typographic quotation marks hold a command's arguments.
        PasteSmartQuotes = "review-paste-smart-quotes",
        /// There are several bodies in the paste.
        PasteSeveral = "review-paste-several",
        /// A token, or a call that carries one.
        PasteToken = "review-paste-token",
        /// More was pasted than is read.
        PasteTooLarge {
            /// The size found, in bytes.
            bytes: i64,
            /// The largest size read, in bytes.
            limit: i64,
        } = "review-paste-too-large",

        /// The right hash was signed without the structure that names the hash function.
        SignatureBareDigest {
            /// The hash function.
            hash: String,
        } = "review-signature-bare-digest",
        /// The bytes were signed without being hashed.
        SignatureBareMessage = "review-signature-bare-message",
        /// Something unknown was signed without the structure that names the hash function.
        SignatureBareUnknown {
            /// How many bytes.
            bytes: i64,
        } = "review-signature-bare-unknown",
        /// The signature is the message.
        SignatureCopied = "review-signature-copied",
        /// The signature is shorter than the key's.
        SignatureCut {
            /// The bytes found.
            bytes: i64,
            /// The bytes of the key's signatures.
            expected: i64,
        } = "review-signature-cut",
        /// What was signed is right, how it is described in the signature is not.
        SignatureDigestInfo = "review-signature-digest-info",
        /// An ECDSA signature.
        SignatureEcdsa = "review-signature-ecdsa",
        /// The signature was made with another hash function.
        SignatureHash {
            /// The hash function.
            hash: String,
        } = "review-signature-hash",
        /// The length of an HMAC.
        SignatureHmac {
            /// The bytes found.
            bytes: i64,
            /// The hash function with results of this length.
            hash: String,
        } = "review-signature-hmac",
        /// The signature belongs to a key of another size.
        SignatureKeySize {
            /// The size of that key in bits.
            bits: i64,
            /// The size of the certificate's key in bits.
            expected: i64,
        } = "review-signature-key-size",
        /// The signature has a length that fits nothing.
        SignatureLength {
            /// The bytes found.
            bytes: i64,
            /// The bytes of the key's signatures.
            expected: i64,
        } = "review-signature-length",
        /// The base64 text was signed.
        SignatureOfBase64 = "review-signature-of-base64",
        /// The base64 text with a line end was signed.
        SignatureOfBase64Line = "review-signature-of-base64-line",
        /// The JSON body was signed.
        SignatureOfBody = "review-signature-of-body",
        /// The certificate was signed.
        SignatureOfCertificate = "review-signature-of-certificate",
        /// The hash of the message was signed, so that it was hashed twice.
        SignatureOfDigest = "review-signature-of-digest",
        /// The message as hexadecimal text was signed.
        SignatureOfHex = "review-signature-of-hex",
        /// Nothing was signed.
        SignatureOfNothing = "review-signature-of-nothing",
        /// The same random bytes with another time were signed.
        SignatureOfOtherTime {
            /// The time that was signed.
            time: Moment,
        } = "review-signature-of-other-time",
        /// The random bytes alone were signed.
        SignatureOfRandom = "review-signature-of-random",
        /// The bytes were turned into text before they were signed.
        SignatureOfText = "review-signature-of-text",
        /// The time alone was signed.
        SignatureOfTime = "review-signature-of-time",
        /// Something was signed that is not in the paste.
        SignatureOfUnknown = "review-signature-of-unknown",
        /// The base64 text as UTF-16 was signed.
        SignatureOfUtf16 = "review-signature-of-utf16",
        /// The signature belongs to another certificate of the paste.
        SignatureOtherCertificate {
            /// That certificate's subject.
            subject: String,
        } = "review-signature-other-certificate",
        /// The signature was made with another key, or is damaged.
        SignatureOtherKey = "review-signature-other-key",
        /// The hash alone, not signed.
        SignaturePlainHash {
            /// The hash function.
            hash: String,
        } = "review-signature-plain-hash",
        /// A signature with PSS padding.
        SignaturePss {
            /// The hash function.
            hash: String,
            /// The length of its salt in bytes.
            salt: i64,
        } = "review-signature-pss",
        /// The bytes stand in reverse order.
        SignatureReversed = "review-signature-reversed",
        /// The signature verifies.
        SignatureRight = "review-signature-right",
        /// The signature cannot be verified without a usable certificate.
        SignatureUnchecked = "review-signature-unchecked",
        /// Leading zero bytes of the signature are missing.
        SignatureZeroLost = "review-signature-zero-lost",

        /// A value in base64 ends in the middle of a group.
        ValueCut {
            /// Where it stands.
            field: String,
        } = "review-value-cut",
        /// A character that base64 does not know.
        ValueDamaged {
            /// Where it stands.
            field: String,
            /// The character.
            found: String,
        } = "review-value-damaged",
        /// Base64 of base64.
        ValueDouble {
            /// Where it stands.
            field: String,
        } = "review-value-double",
        /// An empty value.
        ValueEmpty {
            /// Where it stands.
            field: String,
        } = "review-value-empty",
        /// Escapes such as `\n` inside a value.
        ValueEscapes {
            /// Where they stand.
            field: String,
        } = "review-value-escapes",
        /// Hexadecimal text in place of base64.
        ValueHex {
            /// Where it stands.
            field: String,
        } = "review-value-hex",
        /// Base64 of hexadecimal text.
        ValueHexInside {
            /// Where it stands.
            field: String,
        } = "review-value-hex-inside",
        /// A character inside a value that nobody sees.
        ValueInvisible {
            /// Where it stands.
            field: String,
            /// The character.
            found: String,
        } = "review-value-invisible",
        /// Line breaks inside a value.
        ValueLineBreaks {
            /// Where they stand.
            field: String,
        } = "review-value-line-breaks",
        /// Padding is missing or too much.
        ValuePadding {
            /// Where.
            field: String,
        } = "review-value-padding",
        /// `%2B` and the like.
        ValuePercent {
            /// Where they stand.
            field: String,
        } = "review-value-percent",
        /// A variable or a placeholder in place of a value.
        ValuePlaceholder {
            /// Where it stands.
            field: String,
            /// The placeholder.
            found: String,
        } = "review-value-placeholder",
        /// Python's `b'…'` around a value.
        ValuePythonBytes {
            /// Where.
            field: String,
        } = "review-value-python-bytes",
        /// A value that was shortened for display.
        ValueShortened {
            /// Where.
            field: String,
        } = "review-value-shortened",
        /// Spaces inside a value, in all likelihood in place of `+`.
        ValueSpaces {
            /// Where they stand.
            field: String,
        } = "review-value-spaces",
        /// The alphabet for URLs.
        ValueUrlSafe {
            /// Where.
            field: String,
        } = "review-value-url-safe",
    }
}

impl Seen {
    /// How it is meant.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::AddressRight { .. }
            | Self::BodyFormatRight
            | Self::BodyRight
            | Self::CertificateDer
            | Self::CertificatePem
            | Self::HeaderRight
            | Self::MessageAgeSeconds { .. }
            | Self::MessageRight
            | Self::SignatureRight => Outcome::Right,
            Self::AddressHost { .. }
            | Self::BodyFieldExtra { .. }
            | Self::BodyFieldTwice { .. }
            | Self::BodyDictionary
            | Self::BodyFile { .. }
            | Self::BodyFormatV1
            | Self::BodyPlaceholder { .. }
            | Self::BodyPowershellQuotes
            | Self::CertificateExcess { .. }
            | Self::CertificatePemLineEnds
            | Self::HeaderSchemeCase { .. }
            | Self::MessageAgeMinutes { .. }
            | Self::MessageFuture { .. }
            | Self::MessageNotRandom
            | Self::MessageText
            | Self::MessageV1 { .. }
            | Self::PasteBodyOnly
            | Self::PasteCertificate
            | Self::PasteEmpty
            | Self::PasteFields
            | Self::PasteHeaderOnly
            | Self::PasteMessage
            | Self::PasteSeveral
            | Self::PasteSignature { .. }
            | Self::SignatureUnchecked
            | Self::ValuePlaceholder { .. }
            | Self::ValueShortened { .. } => Outcome::Remark,
            _ => Outcome::Wrong,
        }
    }

    /// The codes of what is as it should be: nothing needs doing about them.
    pub const RIGHT: &'static [&'static str] = &[
        "review-address-right",
        "review-body-format-right",
        "review-body-right",
        "review-certificate-der",
        "review-certificate-pem",
        "review-header-right",
        "review-message-age-seconds",
        "review-message-right",
        "review-signature-right",
    ];
}

/// A length for a sentence.
pub(super) fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

/// The first characters of something that was found, safe to show: too few to give a secret away.
pub(super) fn excerpt(text: &str) -> String {
    const SHOWN: usize = 16;
    let text = text.trim();
    let start: String = text.chars().take(SHOWN).collect();
    let cut = if start.len() < text.len() { "…" } else { "" };
    format!("{}{cut}", crate::visible::visible(&start))
}
