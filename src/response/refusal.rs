//! What a refusal may mean: the causes known from the field, the likeliest first.

use super::{Context, Made, ResponseNotice};
use crate::escape::escape_controls;
use crate::notice::UnixTime;

/// From this age on, in seconds, a body counts as old. How long Anaplan accepts one is not published.
const OLD: i64 = 300;
/// A certificate that began to be valid less than this ago, in seconds, is a new one.
const NEW: i64 = 60 * 86_400;
/// The most causes of the refusal of a request that was made here.
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
    let registration = ResponseNotice::CauseNotRegistered {
        serial: made.serial.clone(),
        sha256: made.sha256.clone(),
    };
    let user = match made.emails.as_slice() {
        [] => ResponseNotice::CauseNoEmail,
        emails => ResponseNotice::CauseUser {
            email: emails.join(", "),
        },
    };
    let issuer = ResponseNotice::CauseIssuer {
        issuer: made.issuer.clone(),
    };
    let revoked = ResponseNotice::CauseRevoked {
        serial: made.serial.clone(),
    };
    if now.saturating_sub(made.not_before) < NEW {
        causes.extend([registration, user, issuer, revoked]);
    } else {
        causes.extend([user, revoked, registration, issuer]);
    }
    causes.truncate(MOST);
    causes
}

/// Returns what Anaplan's word and the status code mean, if they are a refusal. The word counts
/// more: it comes from Anaplan itself. But a service that is overloaded or broken has not judged the
/// request, whatever word its response carries.
pub(super) fn notices(
    status: &str,
    code: Option<u16>,
    context: &Context<'_>,
) -> Option<Vec<ResponseNotice>> {
    if let Some(code @ (429 | 500..=599)) = code {
        return of_code(code, context);
    }
    match status {
        "FAILURE_BAD_CREDENTIAL" => {
            return Some(after(ResponseNotice::BadCredential, &credential(context)));
        }
        "FAILURE_BAD_HEADER" => return Some(after(ResponseNotice::BadHeader, &HEADER)),
        _ if status.starts_with("FAILURE") => {
            let status = status.to_owned();
            return Some(after(
                ResponseNotice::Failure { status },
                &credential(context),
            ));
        }
        _ => {}
    }
    code.and_then(|code| of_code(code, context))
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
        401 => {
            let mut all = after(ResponseNotice::Unauthorized, &credential(context));
            // A request that was made here is a login; another may have been a later call.
            let later = context.made.is_none().then_some(ResponseNotice::CauseToken);
            all.extend(later);
            all
        }
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
