//! Everything that can be said about an answer.

use crate::notice::{Field, Moment, Notice, Severity, coded};

coded! {
    /// Something to say about an answer.
    #[derive(Clone, Debug, Eq, PartialEq)]
    #[non_exhaustive]
    pub enum Meaning {
        /// `FAILURE_BAD_CREDENTIAL`.
        BadCredential = "answer-bad-credential",
        /// `FAILURE_BAD_HEADER`.
        BadHeader = "answer-bad-header",
        /// Status 400 without more.
        BadRequest = "answer-bad-request",
        /// Cause: the body is not the JSON that is expected.
        CauseBody = "answer-cause-body",
        /// Cause: the computer's clock.
        CauseClock = "answer-cause-clock",
        /// Cause: the certificate is in the other form in the header.
        CauseHeaderForm = "answer-cause-header-form",
        /// Cause: the header's name or scheme.
        CauseHeaderName = "answer-cause-header-name",
        /// Cause: the header's value.
        CauseHeaderValue = "answer-cause-header-value",
        /// Cause: the signature was made in another way or with another key.
        CauseSignature = "answer-cause-signature",
        /// Cause: the values are old.
        CauseStale = "answer-cause-stale",
        /// Cause: it was a later call, and its token or scheme is wrong.
        CauseToken = "answer-cause-token",
        /// Cause: the service does not know the certificate or its user.
        CauseUnregistered = "answer-cause-unregistered",
        /// Cause: `encodedDataFormat` is missing or misplaced.
        CauseVersion = "answer-cause-version",
        /// A certificate, in PEM or base64.
        Certificate = "answer-certificate",
        /// The text ends before the JSON does.
        Cut = "answer-cut",
        /// Nothing.
        Empty = "answer-empty",
        /// The token has expired by this computer's clock.
        Expired {
            /// Since when.
            since: Moment,
        } = "answer-expired",
        /// The token would live for longer than a day.
        ExpiryImplausible {
            /// Until when.
            until: Moment,
        } = "answer-expiry-implausible",
        /// The expiry is in seconds where milliseconds are documented.
        ExpiryInSeconds = "answer-expiry-in-seconds",
        /// There is a token, and nothing says until when.
        ExpiryUntold = "answer-expiry-untold",
        /// Another failure that the service names.
        Failure {
            /// Its name, made visible.
            status: String,
        } = "answer-failure",
        /// Status 403, or a page that says so.
        Forbidden = "answer-forbidden",
        /// The login page of a proxy.
        LoginPage = "answer-login-page",
        /// Status 405.
        MethodNotAllowed = "answer-method-not-allowed",
        /// Status 204: the answer to a logout.
        NoContent = "answer-no-content",
        /// Status 404.
        NotFound = "answer-not-found",
        /// Success without a token.
        NoToken = "answer-no-token",
        /// The answer to a call of the API.
        OtherCall = "answer-other-call",
        /// Another status.
        OtherStatus {
            /// Its code.
            code: i64,
        } = "answer-other-status",
        /// A private key.
        PrivateKey = "answer-private-key",
        /// Status 407.
        ProxyAuthentication = "answer-proxy-authentication",
        /// A status of 300 to 399.
        Redirect {
            /// Its code.
            code: i64,
        } = "answer-redirect",
        /// The request, not its answer.
        Request = "answer-request",
        /// A status of 500 to 599.
        ServerError {
            /// Its code.
            code: i64,
        } = "answer-server-error",
        /// Single quotes, as Python prints.
        SingleQuotes = "answer-single-quotes",
        /// A token that was shortened or blotted out.
        TokenDamaged = "answer-token-damaged",
        /// More than is read.
        TooLong = "answer-too-long",
        /// Status 429.
        TooManyRequests = "answer-too-many-requests",
        /// Typographic quotes, as word processors and chats make.
        TypographicQuotes = "answer-typographic-quotes",
        /// Status 401 without more.
        Unauthorized = "answer-unauthorized",
        /// Nothing that is known.
        Unknown = "answer-unknown",
        /// There was no answer: no connection.
        Unreached = "answer-unreached",
        /// Status 415.
        UnsupportedMediaType = "answer-unsupported-media-type",
        /// There was no answer: the server's certificate is not trusted.
        Untrusted = "answer-untrusted",
        /// The answer to validate.
        Validation = "answer-validation",
        /// Some web page.
        WebPage = "answer-web-page",
    }
}

impl Meaning {
    /// The meaning as something to tell the person.
    #[must_use]
    pub fn notice(&self) -> Notice {
        Notice {
            code: self.code(),
            severity: self.severity(),
            field: Field::Page,
            source: None,
            params: self.params(),
        }
    }

    fn severity(&self) -> Severity {
        match self {
            Self::CauseBody
            | Self::CauseClock
            | Self::CauseHeaderForm
            | Self::CauseHeaderName
            | Self::CauseHeaderValue
            | Self::CauseSignature
            | Self::CauseStale
            | Self::CauseToken
            | Self::CauseUnregistered
            | Self::CauseVersion
            | Self::ExpiryUntold
            | Self::NoContent
            | Self::OtherCall
            | Self::SingleQuotes
            | Self::TypographicQuotes
            | Self::Validation => Severity::Information,
            Self::Cut
            | Self::Expired { .. }
            | Self::ExpiryImplausible { .. }
            | Self::ExpiryInSeconds => Severity::Warning,
            _ => Severity::Error,
        }
    }
}
