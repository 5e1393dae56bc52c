//! The notices about a response.

use super::Place;
use crate::notice::{UnixTime, notices};

notices! {
    /// Something to say about a response.
    #[derive(Clone, Debug, Eq, PartialEq)]
    #[non_exhaustive]
    pub enum ResponseNotice {
        /// `FAILURE_BAD_CREDENTIAL`.
        BadCredential = "response-bad-credential",
        /// `FAILURE_BAD_CREDENTIAL`, and the service says more.
        BadCredentialTold {
            /// Its sentence, made visible.
            message: String,
        } = "response-bad-credential-told",
        /// `FAILURE_BAD_HEADER`.
        BadHeader = "response-bad-header",
        /// Status 400 without more.
        BadRequest = "response-bad-request",
        /// Cause: the body is some minutes old.
        CauseAge {
            /// When it was made.
            since: UnixTime,
        } = "response-cause-age" => Information,
        /// Cause: the body is not the JSON that is expected.
        CauseBody = "response-cause-body" => Information,
        /// Cause: the computer's clock.
        CauseClock = "response-cause-clock" => Information,
        /// Cause: the certificate is in the other form in the header.
        CauseHeaderForm = "response-cause-header-form" => Information,
        /// Cause: the header's name or scheme.
        CauseHeaderName = "response-cause-header-name" => Information,
        /// Cause: the header's value.
        CauseHeaderValue = "response-cause-header-value" => Information,
        /// Cause: the signature was made in another way or with another key.
        CauseSignature = "response-cause-signature" => Information,
        /// Cause: a renewed certificate whose new issuer is not registered.
        CauseIssuer {
            /// The issuer's distinguished name.
            issuer: String,
        } = "response-cause-issuer" => Information,
        /// Cause: the certificate is not registered yet.
        CauseNotRegistered {
            /// Its serial number.
            serial: String,
            /// Its SHA-256.
            sha256: String,
        } = "response-cause-not-registered" => Information,
        /// Cause: the certificate was revoked.
        CauseRevoked {
            /// Its serial number.
            serial: String,
        } = "response-cause-revoked" => Information,
        /// Cause: the values are old.
        CauseStale = "response-cause-stale" => Information,
        /// Cause: it was a later call, and its token or scheme is wrong.
        CauseToken = "response-cause-token" => Information,
        /// Cause: the service does not know the certificate or its user.
        CauseUnregistered = "response-cause-unregistered" => Information,
        /// Cause: no active user has the e-mail address.
        CauseUser {
            /// The e-mail address of the certificate.
            email: String,
        } = "response-cause-user" => Information,
        /// Cause: `encodedDataFormat` is missing or misplaced.
        CauseVersion = "response-cause-version" => Information,
        /// A certificate, in PEM or base64.
        Certificate = "response-certificate",
        /// The text ends before the JSON does.
        Cut = "response-cut" => Warning,
        /// Nothing.
        Empty = "response-empty",
        /// The token has expired by this computer's clock.
        Expired {
            /// Since when.
            since: UnixTime,
        } = "response-expired" => Warning,
        /// The token would live for longer than a day.
        ExpiryImplausible {
            /// Until when.
            until: UnixTime,
        } = "response-expiry-implausible" => Warning,
        /// The expiry is in seconds where milliseconds are documented.
        ExpiryInSeconds = "response-expiry-in-seconds" => Warning,
        /// There is a token, and nothing says until when.
        ExpiryUntold = "response-expiry-untold" => Information,
        /// Another failure that the service names.
        Failure {
            /// Its name, made visible.
            status: String,
        } = "response-failure",
        /// Status 403, or a page that says so.
        Forbidden = "response-forbidden",
        /// The tool refused to send a header value that holds line breaks.
        HeaderLineBreaks = "response-header-line-breaks",
        /// Status 431.
        HeaderTooLarge = "response-header-too-large",
        /// A call that is made with a token was not authorized.
        LaterCall = "response-later-call",
        /// The login page of a proxy.
        LoginPage = "response-login-page",
        /// Status 405.
        MethodNotAllowed = "response-method-not-allowed",
        /// Status 204: the response to a logout.
        NoContent = "response-no-content" => Information,
        /// Status 404.
        NotFound = "response-not-found",
        /// Success without a token.
        NoToken = "response-no-token",
        /// The response to a call of the API.
        OtherCall = "response-other-call" => Information,
        /// Another status.
        OtherStatus {
            /// Its code.
            code: i64,
        } = "response-other-status",
        /// The title of a web page, from which the status was read.
        PageTitle {
            /// It, made visible.
            title: String,
        } = "response-page-title" => Information,
        /// A private key.
        PrivateKey = "response-private-key",
        /// Status 407.
        ProxyAuthentication = "response-proxy-authentication",
        /// A status of 300 to 399.
        Redirect {
            /// Its code.
            code: i64,
        } = "response-redirect",
        /// The request, not its response.
        Request = "response-request",
        /// How long to wait, by the header `Retry-After`.
        RetryAfter {
            /// In seconds.
            seconds: u32,
        } = "response-retry-after" => Information,
        /// Until when to wait, by the header `Retry-After`.
        RetryAfterDate {
            /// The date as it stands there, made visible.
            date: String,
        } = "response-retry-after-date" => Information,
        /// A status of 500 to 599.
        ServerError {
            /// Its code.
            code: i64,
        } = "response-server-error",
        /// Single quotes, as Python prints.
        SingleQuotes = "response-single-quotes" => Information,
        /// A token that was shortened or blotted out.
        TokenDamaged = "response-token-damaged",
        /// More than is read.
        TooLong = "response-too-long",
        /// Status 429.
        TooManyRequests = "response-too-many-requests",
        /// Typographic quotes, as word processors and chats make.
        TypographicQuotes = "response-typographic-quotes" => Information,
        /// Status 401 without more.
        Unauthorized = "response-unauthorized",
        /// Status 401, and the response says more.
        UnauthorizedTold {
            /// Its sentence, made visible.
            message: String,
        } = "response-unauthorized-told",
        /// Nothing that is known.
        Unknown = "response-unknown",
        /// There was no response: no connection.
        Unreached = "response-unreached",
        /// Status 415.
        UnsupportedMediaType = "response-unsupported-media-type",
        /// There was no response: the server's certificate is not trusted.
        Untrusted = "response-untrusted",
        /// The response to validate.
        Validation = "response-validation" => Information,
        /// Some web page.
        WebPage = "response-web-page",
    }
}

impl ResponseNotice {
    /// Returns where the thing that this notice names belongs instead.
    pub(super) const fn belongs_in(&self) -> Option<Place> {
        match self {
            Self::Certificate => Some(Place::Certificate),
            Self::PrivateKey => Some(Place::PrivateKey),
            Self::Request => Some(Place::Check),
            _ => None,
        }
    }
}
