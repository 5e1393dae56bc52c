//! What a refusal may mean: the causes known from the field, the likeliest first.

use super::Meaning;

/// Causes of `FAILURE_BAD_CREDENTIAL`, and of a 401 that says nothing more.
const CREDENTIAL: [Meaning; 7] = [
    Meaning::CauseStale,
    Meaning::CauseUnregistered,
    Meaning::CauseSignature,
    Meaning::CauseHeaderForm,
    Meaning::CauseVersion,
    Meaning::CauseClock,
    Meaning::CauseToken,
];

/// Causes of `FAILURE_BAD_HEADER`.
const HEADER: [Meaning; 3] = [
    Meaning::CauseHeaderName,
    Meaning::CauseHeaderValue,
    Meaning::CauseHeaderForm,
];

/// What the service's word and the status code say, if they say that it refused. The word weighs
/// more: it comes from the service itself.
pub(super) fn meanings(status: &str, code: Option<u16>) -> Option<Vec<Meaning>> {
    match status {
        "FAILURE_BAD_CREDENTIAL" => return Some(after(Meaning::BadCredential, &CREDENTIAL)),
        "FAILURE_BAD_HEADER" => return Some(after(Meaning::BadHeader, &HEADER)),
        _ if status.starts_with("FAILURE") => {
            let status = status.to_owned();
            return Some(after(Meaning::Failure { status }, &CREDENTIAL));
        }
        _ => {}
    }
    code.and_then(of_code)
}

/// What a status code says (RFC 9110, section 15), if it says that nothing was granted.
pub(super) fn of_code(code: u16) -> Option<Vec<Meaning>> {
    let number = i64::from(code);
    Some(match code {
        100..=299 => return None,
        300..=399 => vec![Meaning::Redirect { code: number }],
        400 => after(
            Meaning::BadRequest,
            &[
                Meaning::CauseBody,
                Meaning::CauseVersion,
                Meaning::CauseHeaderName,
                Meaning::CauseHeaderValue,
            ],
        ),
        401 => after(Meaning::Unauthorized, &CREDENTIAL),
        403 => vec![Meaning::Forbidden],
        404 => vec![Meaning::NotFound],
        405 => vec![Meaning::MethodNotAllowed],
        407 => vec![Meaning::ProxyAuthentication],
        415 => vec![Meaning::UnsupportedMediaType],
        429 => vec![Meaning::TooManyRequests],
        500..=599 => vec![Meaning::ServerError { code: number }],
        _ => vec![Meaning::OtherStatus { code: number }],
    })
}

fn after(first: Meaning, causes: &[Meaning]) -> Vec<Meaning> {
    let mut all = vec![first];
    all.extend_from_slice(causes);
    all
}
