//! Everything that can be found out about a paste. Every case is data; its sentences are in the
//! catalogue under its code.

use crate::notice::{UnixTime, coded};
use serde::Serialize;

/// What a finding is about.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Part {
    /// What was pasted, as a whole.
    Paste,
    /// A program that makes a request.
    Program,
    /// The address and the method.
    Address,
    /// The `Authorization` header and its neighbours.
    Header,
    /// The certificate in it.
    Certificate,
    /// The JSON body.
    Body,
    /// The signed message, `encodedData`.
    Message,
    /// `encodedSignedData`.
    Signature,
}

/// How a finding is meant.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// Anaplan will refuse the request for this.
    Wrong,
    /// Valid, and still the likely reason to be here.
    Warning,
    /// Worth knowing, or in doubt.
    Remark,
    /// As it should be.
    Right,
}

/// Declares the findings: like [`coded!`], with the outcome behind each code.
macro_rules! findings {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $(
                $(#[$variant_meta:meta])*
                $variant:ident $({ $($field:tt)* })? = $code:literal => $outcome:ident,
            )+
        }
    ) => {
        coded! {
            $(#[$meta])*
            pub enum $name {
                $( $(#[$variant_meta])* $variant $({ $($field)* })? = $code, )+
            }
        }

        impl $name {
            /// Every code with its outcome.
            pub const OUTCOMES: &'static [(&'static str, Outcome)] =
                &[$( ($code, Outcome::$outcome) ),+];

            /// Returns how the finding is meant.
            #[must_use]
            pub fn outcome(&self) -> Outcome {
                match self {
                    $( Self::$variant { .. } => Outcome::$outcome, )+
                }
            }
        }
    };
}

findings! {
    /// One finding about a request.
    #[derive(Clone, Debug, Eq, PartialEq)]
    #[non_exhaustive]
    pub enum Finding {
        /// The host is one of the API, not of the authentication service.
        AddressApi {
            /// The host found.
            host: String,
        } = "review-address-api" => Wrong,
        /// A host that is not known as one for logins.
        AddressHost {
            /// The host found.
            host: String,
        } = "review-address-host" => Remark,
        /// The address is not `https`.
        AddressInsecure = "review-address-insecure" => Wrong,
        /// The method is not POST.
        AddressMethod {
            /// The method found.
            method: String,
        } = "review-address-method" => Wrong,
        /// The path is not `/token/authenticate`.
        AddressPath {
            /// The path found.
            path: String,
        } = "review-address-path" => Wrong,
        /// A port other than that of `https`.
        AddressPort {
            /// The port found.
            port: String,
        } = "review-address-port" => Remark,
        /// The address has a query.
        AddressQuery = "review-address-query" => Remark,
        /// Method and address are right.
        AddressRight {
            /// The host.
            host: String,
        } = "review-address-right" => Right,
        /// Hosts of two regions in one paste.
        AddressRegions {
            /// The host of the login.
            auth: String,
            /// The host of the other calls.
            api: String,
        } = "review-address-regions" => Wrong,
        /// The host is the web app's, of no region or of one whose hosts are not known here.
        AddressWebApp {
            /// The host found.
            host: String,
        } = "review-address-web-app" => Wrong,
        /// The host is the web app's of a region.
        AddressWebAppOfRegion {
            /// The host found.
            host: String,
            /// The region's name.
            region: String,
            /// The region's host for authentication.
            auth: String,
        } = "review-address-web-app-of-region" => Wrong,

        /// The body is base64 as a whole.
        BodyBase64 = "review-body-base64" => Wrong,
        /// A byte order mark precedes the body.
        BodyByteOrderMark = "review-body-byte-order-mark" => Wrong,
        /// The body contains a comment.
        BodyComment = "review-body-comment" => Wrong,
        /// The body's JSON ends in the middle.
        BodyCut = "review-body-cut" => Wrong,
        /// The fields are in a program's dictionary that is never turned into JSON.
        BodyDictionary = "review-body-dictionary" => Remark,
        /// The body's quotation marks are written as entities of HTML.
        BodyEntities = "review-body-entities" => Wrong,
        /// The body's quotation marks carry backslashes.
        BodyEscaped = "review-body-escaped" => Wrong,
        /// A field that the service does not ask for.
        BodyFieldExtra {
            /// Its name.
            found: String,
        } = "review-body-field-extra" => Remark,
        /// A field that is missing.
        BodyFieldMissing {
            /// Its name.
            field: String,
        } = "review-body-field-missing" => Wrong,
        /// A field with a name that is nearly right.
        BodyFieldName {
            /// The name found.
            found: String,
            /// The name that the service expects.
            field: String,
        } = "review-body-field-name" => Wrong,
        /// A field whose value is no string.
        BodyFieldNotText {
            /// Its name.
            field: String,
        } = "review-body-field-not-text" => Wrong,
        /// The name of a field begins or ends with a blank.
        BodyFieldBlank {
            /// The name without it.
            field: String,
        } = "review-body-field-blank" => Wrong,
        /// A field holds bytes as numbers.
        BodyFieldBytes {
            /// Its name.
            field: String,
        } = "review-body-field-bytes" => Wrong,
        /// A field is `null`.
        BodyFieldNull {
            /// Its name.
            field: String,
        } = "review-body-field-null" => Wrong,
        /// A field that is there twice, with the same value.
        BodyFieldTwice {
            /// Its name.
            field: String,
        } = "review-body-field-twice" => Remark,
        /// A field is there twice, with two values.
        BodyFieldConflict {
            /// Its name.
            field: String,
        } = "review-body-field-conflict" => Wrong,
        /// A no-break space between the parts of the JSON, in the paste at least.
        BodyNoBreakSpace = "review-body-no-break-space" => Warning,
        /// A no-break space beside the scheme, in the paste at least.
        HeaderNoBreakSpace = "review-header-no-break-space" => Warning,
        /// What JavaScript makes of an object that becomes text.
        BodyObject {
            /// What is there.
            found: String,
        } = "review-body-object" => Wrong,
        /// The body is read from a file that is not in the paste.
        BodyFile {
            /// The file's name.
            found: String,
        } = "review-body-file" => Remark,
        /// The body is a form.
        BodyForm = "review-body-form" => Wrong,
        /// `encodedDataFormat` is missing and the message is made for v2.
        BodyFormatMissing = "review-body-format-missing" => Wrong,
        /// `encodedDataFormat` is `v2`.
        BodyFormatRight = "review-body-format-right" => Right,
        /// `encodedDataFormat` is something other than `v2`.
        BodyFormatValue {
            /// The value found.
            found: String,
        } = "review-body-format-value" => Wrong,
        /// The format has a blank before or behind `v2`.
        BodyFormatBlank = "review-body-format-blank" => Wrong,
        /// `encodedDataFormat` is missing: a request of the first kind.
        BodyFormatV1 = "review-body-format-v1" => Warning,
        /// The body of a whole call is missing.
        BodyMissing = "review-body-missing" => Wrong,
        /// The fields are inside another object or a list.
        BodyNested = "review-body-nested" => Wrong,
        /// The headers announce a body that is not in the paste.
        BodyNotPasted {
            /// How many bytes it has.
            bytes: usize,
        } = "review-body-not-pasted" => Remark,
        /// The body is no JSON for some reason not named more exactly.
        BodyNotJson {
            /// The character at which JSON ends.
            found: String,
        } = "review-body-not-json" => Wrong,
        /// Python's words for null, true and false, or its prefixes of strings.
        BodyPython = "review-body-python" => Wrong,
        /// Windows PowerShell takes the quotation marks out of such an argument.
        BodyPowershellQuotes = "review-body-powershell-quotes" => Remark,
        /// The body is JSON.
        BodyRight = "review-body-right" => Right,
        /// Strings in single quotation marks.
        BodySingleQuotes = "review-body-single-quotes" => Wrong,
        /// Typographic quotation marks.
        BodySmartQuotes = "review-body-smart-quotes" => Wrong,
        /// `encodedData` and `encodedSignedData` hold each other's value.
        BodySwapped = "review-body-swapped" => Wrong,
        /// The body is a JSON string with JSON inside.
        BodyTextOfJson = "review-body-text-of-json" => Wrong,
        /// A comma behind the last field.
        BodyTrailingComma = "review-body-trailing-comma" => Wrong,
        /// Names or values without quotation marks.
        BodyUnquoted = "review-body-unquoted" => Wrong,

        /// Everything was checked and is right.
        Clean = "review-clean" => Right,
        /// Nothing wrong was found; the signature could not be verified.
        Unverified = "review-unverified" => Remark,

        /// The value is the certificate's DER in base64.
        CertificateDer = "review-certificate-der" => Right,
        /// The value is the base64 of base64.
        CertificateDouble = "review-certificate-double" => Wrong,
        /// The value is a fingerprint of a certificate.
        CertificateFingerprint = "review-certificate-fingerprint" => Wrong,
        /// The value is a bundle (PKCS#7 or PKCS#12).
        CertificateBundle = "review-certificate-bundle" => Wrong,
        /// The certificate's bytes end too early.
        CertificateCut {
            /// The bytes that are there.
            bytes: usize,
            /// The number of bytes that its length field claims.
            expected: usize,
        } = "review-certificate-cut" => Wrong,
        /// Bytes follow behind the certificate.
        CertificateExcess {
            /// How many.
            bytes: usize,
        } = "review-certificate-excess" => Remark,
        /// The scheme has no value.
        CertificateMissing = "review-certificate-missing" => Wrong,
        /// The value is the whole PEM text in base64.
        CertificatePem = "review-certificate-pem" => Right,
        /// The PEM text in base64 has Windows line ends.
        CertificatePemLineEnds = "review-certificate-pem-line-ends" => Remark,
        /// The value is PEM text as it is.
        CertificatePemRaw = "review-certificate-pem-raw" => Wrong,
        /// Text precedes the BEGIN line.
        CertificatePemText {
            /// Its first characters.
            found: String,
        } = "review-certificate-pem-text" => Wrong,
        /// Several certificates.
        CertificateSeveral {
            /// How many.
            count: usize,
        } = "review-certificate-several" => Wrong,
        /// What is in the value is no certificate.
        CertificateUnreadable = "review-certificate-unreadable" => Wrong,

        /// The content type of the body is not JSON.
        HeaderContentType {
            /// The content type found.
            found: String,
        } = "review-header-content-type" => Wrong,
        /// The content type is missing.
        HeaderContentTypeMissing = "review-header-content-type-missing" => Wrong,
        /// A field of the body is among the headers.
        HeaderField {
            /// The field's name.
            field: String,
        } = "review-header-field" => Wrong,
        /// The header of a whole call is missing.
        HeaderMissing = "review-header-missing" => Wrong,
        /// The header has another name than `Authorization`.
        HeaderName {
            /// The name found.
            found: String,
        } = "review-header-name" => Wrong,
        /// Postman's Authorization tab writes another header in place of this one.
        HeaderPostmanTab {
            /// The type that is set there, as Postman names it.
            found: String,
        } = "review-header-postman-tab" => Wrong,
        /// Postman's Authorization tab writes the header from a variable.
        HeaderPostmanVariable {
            /// The type that is set there, as Postman names it.
            found: String,
            /// The variable.
            variable: String,
        } = "review-header-postman-variable" => Remark,
        /// The header's value is in quotation marks.
        HeaderQuoted = "review-header-quoted" => Wrong,
        /// The scheme and its place are right.
        HeaderRight = "review-header-right" => Right,
        /// The scheme is another word.
        HeaderScheme {
            /// The word found.
            found: String,
        } = "review-header-scheme" => Wrong,
        /// A letter of another script in the scheme.
        HeaderSchemeForeign {
            /// The letter and its code point.
            found: String,
        } = "review-header-scheme-foreign" => Wrong,
        /// The scheme is there twice.
        HeaderSchemeTwice = "review-header-scheme-twice" => Wrong,
        /// The scheme of a login with user name and password.
        HeaderSchemeBasic = "review-header-scheme-basic" => Wrong,
        /// The right scheme is behind `Bearer`.
        HeaderSchemeBearer = "review-header-scheme-bearer" => Wrong,
        /// The scheme is right but for capital letters.
        HeaderSchemeCase {
            /// The word found.
            found: String,
        } = "review-header-scheme-case" => Warning,
        /// Scheme and value are not separated by one space.
        HeaderSchemeJoined = "review-header-scheme-joined" => Wrong,
        /// The value begins without a scheme.
        HeaderSchemeMissing = "review-header-scheme-missing" => Wrong,
        /// The scheme of API 1.3.
        HeaderSchemeOld = "review-header-scheme-old" => Wrong,
        /// More than one space separates scheme and value.
        HeaderSchemeSpaces {
            /// How many.
            count: usize,
        } = "review-header-scheme-spaces" => Warning,
        /// The scheme of the calls that follow the login.
        HeaderSchemeToken = "review-header-scheme-token" => Wrong,
        /// Something follows the certificate in the header's value.
        HeaderBehind {
            /// Its start.
            found: String,
        } = "review-header-behind" => Wrong,
        /// The header's value begins with the header's name.
        HeaderNameInside = "review-header-name-inside" => Wrong,
        /// More than one such header.
        HeaderTwice = "review-header-twice" => Wrong,

        /// The message's age, in days.
        MessageAgeDays {
            /// When it was made.
            time: UnixTime,
            /// Whole days since.
            days: i64,
        } = "review-message-age-days" => Wrong,
        /// The message's age, in hours.
        MessageAgeHours {
            /// When it was made.
            time: UnixTime,
            /// Whole hours since.
            hours: i64,
        } = "review-message-age-hours" => Wrong,
        /// The message's age, in minutes.
        MessageAgeMinutes {
            /// When it was made.
            time: UnixTime,
            /// Whole minutes since.
            minutes: i64,
        } = "review-message-age-minutes" => Remark,
        /// The message's age, in seconds.
        MessageAgeSeconds {
            /// When it was made.
            time: UnixTime,
            /// Seconds since.
            seconds: i64,
        } = "review-message-age-seconds" => Right,
        /// The time is written as decimal digits.
        MessageDigits {
            /// The time they tell.
            time: UnixTime,
        } = "review-message-digits" => Wrong,
        /// The time is a floating-point number.
        MessageFloat {
            /// The time it tells.
            time: UnixTime,
        } = "review-message-float" => Wrong,
        /// The time is counted in a unit finer than milliseconds.
        MessageFiner {
            /// The time it tells.
            time: UnixTime,
            /// The unit.
            unit: String,
        } = "review-message-finer" => Wrong,
        /// The time takes four bytes.
        MessageFourBytes {
            /// The time they tell.
            time: UnixTime,
        } = "review-message-four-bytes" => Wrong,
        /// The time is yet to come, by less than half an hour.
        MessageFuture {
            /// The time found.
            time: UnixTime,
            /// Whole minutes until then.
            minutes: i64,
        } = "review-message-future" => Remark,
        /// The message is from the future, by days.
        MessageFutureDays {
            /// The time found.
            time: UnixTime,
            /// Whole days until then.
            days: i64,
        } = "review-message-future-days" => Wrong,
        /// The message is from the future, by hours.
        MessageFutureHours {
            /// The time found.
            time: UnixTime,
            /// Whole hours until then.
            hours: i64,
        } = "review-message-future-hours" => Wrong,
        /// The time is half an hour to two hours ahead: more than a clock drifts unnoticed, so perhaps
        /// a wrong time zone.
        MessageFutureMinutes {
            /// The time found.
            time: UnixTime,
            /// Whole minutes until then.
            minutes: i64,
        } = "review-message-future-minutes" => Warning,
        /// The message is not 100 bytes long.
        MessageLength {
            /// Its length.
            bytes: usize,
        } = "review-message-length" => Wrong,
        /// A message of the first kind with fewer than 100 bytes.
        MessageLengthV1 {
            /// Its length.
            bytes: usize,
        } = "review-message-length-v1" => Wrong,
        /// The time is little-endian.
        MessageLittleEndian {
            /// The time it tells.
            time: UnixTime,
        } = "review-message-little-endian" => Wrong,
        /// The time is in milliseconds.
        MessageMilliseconds {
            /// The time it tells.
            time: UnixTime,
        } = "review-message-milliseconds" => Wrong,
        /// The first eight bytes tell no time.
        MessageNoTime = "review-message-no-time" => Wrong,
        /// What should be random repeats itself.
        MessageNotRandom = "review-message-not-random" => Remark,
        /// What should be random is text.
        MessageText = "review-message-text" => Remark,
        /// The time is counted in ticks of 100 nanoseconds.
        MessageTicks {
            /// The time it tells.
            time: UnixTime,
        } = "review-message-ticks" => Wrong,
        /// 100 bytes that begin with a time.
        MessageRight = "review-message-right" => Right,
        /// A message of the first kind.
        MessageV1 {
            /// Its length.
            bytes: usize,
        } = "review-message-v1" => Remark,

        /// Which certificate must be registered.
        NextCertificate {
            /// Its fingerprint.
            sha256: String,
            /// Its serial number.
            serial: String,
        } = "review-next-certificate" => Remark,
        /// Which region the request is for.
        NextRegion {
            /// The host of the login.
            host: String,
        } = "review-next-region" => Remark,
        /// The paste does not say which region the request is for.
        NextRegionUnknown = "review-next-region-unknown" => Remark,
        /// What to compare after a renewal.
        NextRenewal {
            /// The start of the certificate's validity.
            from: UnixTime,
            /// Its end.
            until: UnixTime,
        } = "review-next-renewal" => Remark,
        /// How to find out whether the certificate was revoked.
        NextRevoked {
            /// Who issued it.
            issuer: String,
        } = "review-next-revoked" => Remark,
        /// Whose login it is.
        NextUser {
            /// The e-mail addresses in the certificate.
            emails: String,
        } = "review-next-user" => Remark,
        /// The certificate names no user.
        NextUserUnknown = "review-next-user-unknown" => Remark,

        /// The service's answer was pasted.
        PasteAnswer = "review-paste-answer" => Wrong,
        /// The paste has a body and no header.
        PasteBodyOnly = "review-paste-body-only" => Remark,
        /// The paste is only a certificate.
        PasteCertificate = "review-paste-certificate" => Remark,
        /// A Postman collection, which holds variables instead of values.
        PasteCollection = "review-paste-collection" => Remark,
        /// A Postman collection without a login.
        PasteCollectionOther = "review-paste-collection-other" => Remark,
        /// A space follows the character that continues a command's line.
        PasteContinuation = "review-paste-continuation" => Wrong,
        /// A command has dashes instead of hyphens.
        PasteDashes = "review-paste-dashes" => Wrong,
        /// The paste is empty.
        PasteEmpty = "review-paste-empty" => Remark,
        /// The fields of a form, one by one.
        PasteFields = "review-paste-fields" => Remark,
        /// The paste has a header and no body.
        PasteHeaderOnly = "review-paste-header-only" => Remark,
        /// A web page was pasted.
        PasteHtml = "review-paste-html" => Wrong,
        /// The paste is only a message, `encodedData`.
        PasteMessage = "review-paste-message" => Remark,
        /// No part of the paste was recognized.
        PasteNothing = "review-paste-nothing" => Wrong,
        /// A private key is in the paste.
        PastePrivateKey = "review-paste-private-key" => Wrong,
        /// The Windows command prompt does not know single quotation marks.
        PasteShellQuotes = "review-paste-shell-quotes" => Wrong,
        /// The paste is only a value as long as a signature.
        PasteSignature {
            /// The bytes found.
            bytes: usize,
        } = "review-paste-signature" => Remark,
        /// Typographic quotation marks hold a command's arguments.
        PasteSmartQuotes = "review-paste-smart-quotes" => Wrong,
        /// There are several bodies in the paste.
        PasteSeveral = "review-paste-several" => Remark,
        /// A token, or a call that carries one.
        PasteToken = "review-paste-token" => Wrong,
        /// More was pasted than is read.
        PasteTooLarge {
            /// The size found, in bytes.
            bytes: usize,
            /// The largest size read, in bytes.
            limit: usize,
        } = "review-paste-too-large" => Wrong,

        /// A program without a known mistake.
        Program = "review-program" => Remark,
        /// Base64 of text that is base64 already.
        ProgramCertificateDouble = "review-program-certificate-double" => Wrong,
        /// The request is sent as a form.
        ProgramForm {
            /// The call that makes one.
            found: String,
        } = "review-program-form" => Wrong,
        /// The body lacks `encodedDataFormat`.
        ProgramFormatMissing = "review-program-format-missing" => Wrong,
        /// The signing call names another hash function.
        ProgramHash {
            /// The hash function.
            hash: String,
        } = "review-program-hash" => Wrong,
        /// A hash takes the place of the signature.
        ProgramHashOnly {
            /// The call that makes it.
            found: String,
        } = "review-program-hash-only" => Wrong,
        /// An HMAC takes the place of the signature.
        ProgramHmac {
            /// The call that makes it.
            found: String,
        } = "review-program-hmac" => Wrong,
        /// The time is little-endian.
        ProgramLittleEndian {
            /// The call that writes it so.
            found: String,
        } = "review-program-little-endian" => Wrong,
        /// The time is in milliseconds or finer.
        ProgramMilliseconds {
            /// The call that returns them.
            found: String,
        } = "review-program-milliseconds" => Wrong,
        /// The body says v2, the message has no time.
        ProgramNoTime = "review-program-no-time" => Wrong,
        /// The signature is padded with PSS.
        ProgramPss {
            /// The name that asks for it.
            found: String,
        } = "review-program-pss" => Wrong,
        /// RSA is applied without hashing and naming the hash.
        ProgramRawRsa {
            /// The call that does it.
            found: String,
        } = "review-program-raw-rsa" => Wrong,
        /// The base64 text is signed instead of the bytes.
        ProgramSignsText {
            /// The variable that holds the text.
            found: String,
        } = "review-program-signs-text" => Wrong,
        /// The time is written as text.
        ProgramTimeText {
            /// The call that makes text of it.
            found: String,
        } = "review-program-time-text" => Wrong,
        /// The time takes four bytes.
        ProgramTimeWidth {
            /// The call that writes it.
            found: String,
        } = "review-program-time-width" => Wrong,
        /// A message of random bytes and no `encodedDataFormat`: v1.
        ProgramVersion1 = "review-program-v1" => Warning,

        /// The right hash was signed without the structure that names the hash function.
        SignatureBareDigest {
            /// The hash function.
            hash: String,
        } = "review-signature-bare-digest" => Wrong,
        /// The bytes were signed without being hashed.
        SignatureBareMessage = "review-signature-bare-message" => Wrong,
        /// Something unknown was signed without the structure that names the hash function.
        SignatureBareUnknown {
            /// How many bytes.
            bytes: usize,
        } = "review-signature-bare-unknown" => Wrong,
        /// The signature is the message.
        SignatureCopied = "review-signature-copied" => Wrong,
        /// The signature is shorter than the key's.
        SignatureCut {
            /// The bytes found.
            bytes: usize,
            /// The bytes of the key's signatures.
            expected: usize,
        } = "review-signature-cut" => Wrong,
        /// What was signed is right, how it is described in the signature is not.
        SignatureDigestInfo = "review-signature-digest-info" => Wrong,
        /// An ECDSA signature.
        SignatureEcdsa = "review-signature-ecdsa" => Wrong,
        /// The signature was made with another hash function.
        SignatureHash {
            /// The hash function.
            hash: String,
        } = "review-signature-hash" => Wrong,
        /// The length of an HMAC.
        SignatureHmac {
            /// The bytes found.
            bytes: usize,
            /// The hash function with results of this length.
            hash: String,
        } = "review-signature-hmac" => Wrong,
        /// The signature belongs to a key of another size.
        SignatureKeySize {
            /// The size of that key in bits.
            bits: usize,
            /// The size of the certificate's key in bits.
            expected: u32,
        } = "review-signature-key-size" => Wrong,
        /// The signature has a length that no key produces.
        SignatureLength {
            /// The bytes found.
            bytes: usize,
            /// The bytes of the key's signatures.
            expected: usize,
        } = "review-signature-length" => Wrong,
        /// The base64 text was signed.
        SignatureOfBase64 = "review-signature-of-base64" => Wrong,
        /// The base64 text with line ends was signed.
        SignatureOfBase64Line = "review-signature-of-base64-line" => Wrong,
        /// The JSON body was signed.
        SignatureOfBody = "review-signature-of-body" => Wrong,
        /// The certificate was signed.
        SignatureOfCertificate = "review-signature-of-certificate" => Wrong,
        /// The hash of the message was signed, so that it was hashed twice.
        SignatureOfDigest = "review-signature-of-digest" => Wrong,
        /// The message as hexadecimal text was signed.
        SignatureOfHex = "review-signature-of-hex" => Wrong,
        /// The message with a line end behind it was signed.
        SignatureOfLine = "review-signature-of-line" => Wrong,
        /// The empty message was signed.
        SignatureOfNothing = "review-signature-of-nothing" => Wrong,
        /// The same random bytes with another time were signed.
        SignatureOfOtherTime {
            /// The time that was signed.
            time: UnixTime,
        } = "review-signature-of-other-time" => Wrong,
        /// The random bytes alone were signed.
        SignatureOfRandom = "review-signature-of-random" => Wrong,
        /// The bytes were turned into text before they were signed.
        SignatureOfText = "review-signature-of-text" => Wrong,
        /// The time alone was signed.
        SignatureOfTime = "review-signature-of-time" => Wrong,
        /// Something was signed that is not in the paste.
        SignatureOfUnknown = "review-signature-of-unknown" => Wrong,
        /// The base64 text as UTF-16 was signed.
        SignatureOfUtf16 = "review-signature-of-utf16" => Wrong,
        /// The signature belongs to another certificate of the paste.
        SignatureOtherCertificate {
            /// That certificate's subject.
            subject: String,
        } = "review-signature-other-certificate" => Wrong,
        /// The signature was made with another key, or is damaged.
        SignatureOtherKey = "review-signature-other-key" => Wrong,
        /// The hash alone, not signed.
        SignaturePlainHash {
            /// The hash function.
            hash: String,
        } = "review-signature-plain-hash" => Wrong,
        /// A signature with PSS padding.
        SignaturePss {
            /// The hash function.
            hash: String,
            /// The length of its salt in bytes.
            salt: usize,
        } = "review-signature-pss" => Wrong,
        /// The bytes are in reverse order.
        SignatureReversed = "review-signature-reversed" => Wrong,
        /// The signature verifies.
        SignatureRight = "review-signature-right" => Right,
        /// The signature cannot be verified without a usable certificate.
        SignatureUnchecked = "review-signature-unchecked" => Remark,
        /// Leading zero bytes of the signature are missing.
        SignatureZeroLost = "review-signature-zero-lost" => Wrong,

        /// A variable of the Windows command prompt without its value.
        TemplateCmd {
            /// The variable.
            found: String,
        } = "review-template-cmd" => Remark,
        /// A variable of Postman without its value.
        TemplatePostman {
            /// The variable.
            found: String,
        } = "review-template-postman" => Remark,
        /// A variable of PowerShell without its value.
        TemplatePowershell {
            /// The variable.
            found: String,
        } = "review-template-powershell" => Remark,
        /// A variable of a program without its value.
        TemplateProgram {
            /// The variable.
            found: String,
        } = "review-template-program" => Remark,
        /// A name that its quotation marks keep as letters.
        TemplateQuotes {
            /// What is sent.
            found: String,
        } = "review-template-quotes" => Remark,
        /// A variable of a shell without its value.
        TemplateShell {
            /// The variable.
            found: String,
        } = "review-template-shell" => Remark,
        /// Words as a placeholder for a value.
        TemplateWords {
            /// The first of them.
            found: String,
        } = "review-template-words" => Remark,

        /// A value in base64 ends in the middle of a group.
        ValueCut {
            /// Where it is.
            field: String,
        } = "review-value-cut" => Wrong,
        /// A value is a `data:` URL.
        ValueDataUrl {
            /// Where it is.
            field: String,
        } = "review-value-data-url" => Wrong,
        /// A character that base64 does not know.
        ValueDamaged {
            /// Where it is.
            field: String,
            /// The character.
            found: String,
        } = "review-value-damaged" => Wrong,
        /// Base64 of base64.
        ValueDouble {
            /// Where it is.
            field: String,
        } = "review-value-double" => Wrong,
        /// An empty value.
        ValueEmpty {
            /// Where it is.
            field: String,
        } = "review-value-empty" => Wrong,
        /// Escapes such as `\n` inside a value.
        ValueEscapes {
            /// Where they are.
            field: String,
        } = "review-value-escapes" => Wrong,
        /// Hexadecimal text instead of base64.
        ValueHex {
            /// Where it is.
            field: String,
        } = "review-value-hex" => Wrong,
        /// Base64 of hexadecimal text.
        ValueHexInside {
            /// Where it is.
            field: String,
        } = "review-value-hex-inside" => Wrong,
        /// An invisible character inside a value.
        ValueInvisible {
            /// Where it is.
            field: String,
            /// The character.
            found: String,
        } = "review-value-invisible" => Wrong,
        /// A line break behind a value.
        ValueLineEnd {
            /// Where it is.
            field: String,
        } = "review-value-line-end" => Wrong,
        /// Line breaks inside a value.
        ValueLineBreaks {
            /// Where they are.
            field: String,
        } = "review-value-line-breaks" => Wrong,
        /// Padding is missing or too much.
        ValuePadding {
            /// Where.
            field: String,
        } = "review-value-padding" => Wrong,
        /// `%2B` and the like.
        ValuePercent {
            /// Where they are.
            field: String,
        } = "review-value-percent" => Wrong,
        /// Python's `b'…'` around a value.
        ValuePythonBytes {
            /// Where.
            field: String,
        } = "review-value-python-bytes" => Wrong,
        /// A value in quoted-printable (RFC 2045, section 6.7).
        ValueQuotedPrintable {
            /// Where it is.
            field: String,
        } = "review-value-quoted-printable" => Wrong,
        /// A value that was shortened for display.
        ValueShortened {
            /// Where.
            field: String,
        } = "review-value-shortened" => Remark,
        /// A space behind a value.
        ValueSpaceEnd {
            /// Where it is.
            field: String,
        } = "review-value-space-end" => Wrong,
        /// A space inside a value that is whole without it.
        ValueSpaceInside {
            /// Where it is.
            field: String,
        } = "review-value-space-inside" => Wrong,
        /// A space in front of a value.
        ValueSpaceStart {
            /// Where it is.
            field: String,
        } = "review-value-space-start" => Wrong,
        /// Spaces in place of `+`, with which the value is whole.
        ValueSpaces {
            /// Where they are.
            field: String,
        } = "review-value-spaces" => Wrong,
        /// Spaces inside a value that is whole without them.
        ValueSpacesInside {
            /// Where they are.
            field: String,
            /// How many.
            count: usize,
        } = "review-value-spaces-inside" => Wrong,
        /// Spaces inside a value that may be superfluous or in place of `+`: neither reading is whole,
        /// or both are.
        ValueSpacesUnclear {
            /// Where they are.
            field: String,
        } = "review-value-spaces-unclear" => Wrong,
        /// The alphabet for URLs.
        ValueUrlSafe {
            /// Where.
            field: String,
        } = "review-value-url-safe" => Wrong,
        /// What a program writes where it has no text.
        ValueWord {
            /// Where it is.
            field: String,
            /// What it wrote.
            found: String,
        } = "review-value-word" => Wrong,
    }
}
