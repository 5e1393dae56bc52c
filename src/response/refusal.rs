//! What a refusal may mean: the causes known from the field, the likeliest first.

use super::{Context, Made, Response, ResponseNotice};
use crate::certificate::{Finding, findings};
use crate::escape::escape_controls;
use crate::notice::{Severity, UnixTime};

/// From this age on, in seconds, a body counts as old. How long Anaplan accepts one is not published.
const OLD: i64 = 300;
/// A certificate that began to be valid less than this ago, in seconds, is a new one.
const NEW: i64 = 60 * 86_400;
/// The most causes of the refusal of a request that was made here, beside what its certificate shows.
const MOST: usize = 3;

/// Causes of `FAILURE_BAD_HEADER`.
const HEADER: [ResponseNotice; 3] = [
    ResponseNotice::CauseHeaderName,
    ResponseNotice::CauseHeaderValue,
    ResponseNotice::CauseHeaderForm,
];

/// Returns the causes of `FAILURE_BAD_CREDENTIAL`, and of a 401 that says nothing more.
fn credential(context: &Context<'_>) -> Vec<ResponseNotice> {
    match context.made {
        Some(made) => of_made(made, context.now),
        None => vec![
            ResponseNotice::CauseStale,
            ResponseNotice::CauseUnregistered,
            ResponseNotice::CauseSignature,
            ResponseNotice::CauseVersion,
            ResponseNotice::CauseClock,
        ],
    }
}

/// Returns the causes that remain for a request that was made here: its signature, body and version
/// are right.
fn of_made(made: &Made, now: i64) -> Vec<ResponseNotice> {
    let created = i64::try_from(made.created_at).unwrap_or(i64::MAX);
    let mut causes = Vec::new();
    if now.saturating_sub(created) >= OLD {
        causes.push(ResponseNotice::CauseAge {
            since: UnixTime(created),
        });
    }
    let certificate = &made.certificate;
    let serial = certificate.serial_text();
    let registration = ResponseNotice::CauseNotRegistered {
        serial: serial.clone(),
        sha256: made.sha256.clone(),
    };
    // That it names none is a finding about the certificate.
    let user = (!made.emails.is_empty()).then(|| ResponseNotice::CauseUser {
        email: made.emails.join(", "),
    });
    let issuer = ResponseNotice::CauseIssuer {
        issuer: certificate.issuer_text(),
    };
    let revoked = ResponseNotice::CauseRevoked { serial };
    if now.saturating_sub(certificate.not_before()) < NEW {
        causes.push(registration);
        causes.extend(user);
        causes.extend([issuer, revoked]);
    } else {
        causes.extend(user);
        causes.extend([revoked, registration, issuer]);
    }
    causes.truncate(MOST);
    causes
}

/// Whether a cause is one of those that only a request made here has.
pub(super) fn is_of_made(code: &str) -> bool {
    let of_made = ["age", "issuer", "not-registered", "revoked", "user"];
    let cause = code.strip_prefix("response-cause-");
    cause.is_some_and(|cause| of_made.contains(&cause))
}

/// Returns what can be seen of the certificate itself and makes the service refuse it, at `now`: it
/// is certain, and comes before the causes that are only possible.
pub(super) fn seen(made: &Made, now: i64) -> impl Iterator<Item = Finding> {
    let found = findings(&made.certificate, now).into_iter();
    found.filter(|finding| {
        let is_ahead = matches!(finding, Finding::ExpiresNow | Finding::ExpiresSoon { .. });
        finding.severity() == Severity::Warning && !is_ahead
    })
}

/// Returns what Anaplan's word and the status code mean, if they are a refusal. The word counts
/// more: it comes from Anaplan itself. But a service that is overloaded or broken has not judged the
/// request, whatever word its response carries.
pub(super) fn notices(
    response: &Response,
    code: Option<u16>,
    context: &Context<'_>,
) -> Option<Vec<ResponseNotice>> {
    if let Some(code @ (429 | 500..=599)) = code {
        return of_code(code, context);
    }
    let message = told(response);
    match response.status.as_deref().unwrap_or_default() {
        "FAILURE_BAD_CREDENTIAL" => {
            let plain = ResponseNotice::BadCredential;
            let said = message.map_or(plain, |message| ResponseNotice::BadCredentialTold {
                message,
            });
            return Some(unauthorized(said, context));
        }
        "FAILURE_BAD_HEADER" => return Some(after(ResponseNotice::BadHeader, &HEADER)),
        status if status.starts_with("FAILURE") => {
            let status = status.to_owned();
            return Some(after(
                ResponseNotice::Failure { status },
                &credential(context),
            ));
        }
        _ => {}
    }
    match (code, message) {
        (Some(401), Some(message)) => Some(of_401(
            ResponseNotice::UnauthorizedTold { message },
            context,
        )),
        (code, _) => code.and_then(|code| of_code(code, context)),
    }
}

/// Returns the service's sentence, if it says more than that the login was refused.
fn told(response: &Response) -> Option<String> {
    const SAY_NOTHING: [&str; 7] = [
        "",
        "authentication failed",
        "bad credential",
        "bad credentials",
        "not authenticated",
        "not authorized",
        "unauthorized",
    ];
    let message = response.status_message.as_deref()?.trim();
    let plain = message.trim_matches(|c: char| c.is_ascii_punctuation());
    let is_status = response.status.as_deref() == Some(message);
    let says_nothing = |known: &&str| known.eq_ignore_ascii_case(plain);
    (!is_status && !SAY_NOTHING.iter().any(says_nothing)).then(|| message.to_owned())
}

/// Returns the headline of a refusal and its causes; those of a login are not those of a later call.
fn unauthorized(said: ResponseNotice, context: &Context<'_>) -> Vec<ResponseNotice> {
    if context.is_later {
        return vec![ResponseNotice::LaterCall];
    }
    after(said, &credential(context))
}

/// Returns what a 401 means that has no word of Anaplan's login.
fn of_401(said: ResponseNotice, context: &Context<'_>) -> Vec<ResponseNotice> {
    let mut all = unauthorized(said, context);
    // A request that was made here is a login; another may have been a later call.
    let is_open = context.made.is_none() && !context.is_later;
    all.extend(is_open.then_some(ResponseNotice::CauseToken));
    all
}

/// Returns what a status code means (RFC 9110, section 15), if it is not a success.
pub(super) fn of_code(code: u16, context: &Context<'_>) -> Option<Vec<ResponseNotice>> {
    let number = i64::from(code);
    Some(match code {
        100..=299 => return None,
        300..=399 => vec![ResponseNotice::Redirect { code: number }],
        400 => after(
            ResponseNotice::BadRequest,
            &[
                ResponseNotice::CauseBody,
                ResponseNotice::CauseHeaderName,
                ResponseNotice::CauseHeaderValue,
            ],
        ),
        401 => of_401(ResponseNotice::Unauthorized, context),
        403 => vec![ResponseNotice::Forbidden],
        404 => vec![ResponseNotice::NotFound],
        405 => vec![ResponseNotice::MethodNotAllowed],
        407 => vec![ResponseNotice::ProxyAuthentication],
        415 => vec![ResponseNotice::UnsupportedMediaType],
        431 => vec![ResponseNotice::HeaderTooLarge],
        429 => after(ResponseNotice::TooManyRequests, retry(context).as_slice()),
        500..=599 => after(
            ResponseNotice::ServerError { code: number },
            retry(context).as_slice(),
        ),
        _ => vec![ResponseNotice::OtherStatus { code: number }],
    })
}

/// Returns what the response says of when to send again; nothing, if it is neither a number of seconds
/// nor a date (RFC 9110, section 10.2.3).
fn retry(context: &Context<'_>) -> Option<ResponseNotice> {
    // The longest form of a date has the whole name of its day.
    const LONGEST: usize = "Wednesday, 06-Nov-94 08:49:37 GMT".len();
    let value = context.retry_after?;
    if let Ok(seconds) = value.parse() {
        return Some(ResponseNotice::RetryAfter { seconds });
    }
    let is_date = value.len() <= LONGEST && value.ends_with(" GMT");
    is_date.then(|| ResponseNotice::RetryAfterDate {
        date: escape_controls(value),
    })
}

fn after(first: ResponseNotice, causes: &[ResponseNotice]) -> Vec<ResponseNotice> {
    let mut all = vec![first];
    all.extend_from_slice(causes);
    all
}
