//! Anaplan's response: a token and what to do with it, or a refusal and what it may mean.
//!
//! What is pasted may be the JSON alone, or with the status line and headers that `curl -i` prints, the
//! lines that `curl -v` adds, what PowerShell says of an error, or something else altogether.

mod notice;
mod paste;
mod plain;
mod printed;
mod refusal;
mod token;

pub use notice::ResponseNotice;
pub(crate) use plain::begins_page;

use crate::anaplan::{DATA, TOKEN_SCHEME};
use crate::certificate::Certificate;
use crate::escape::escape_controls;
use crate::json::{self, Departure, Value};
use crate::notice::{Field, Notice};
use paste::Paste;
use serde::Serialize;
use zeroize::Zeroizing;

/// A token and what belongs to it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Token {
    /// The value of the `Authorization` header of the calls that follow: `AnaplanAuthToken …`.
    pub authorization: Zeroizing<String>,
    /// The bare token.
    pub value: Zeroizing<String>,
    /// Until when it is good, in Unix milliseconds, when the response says so.
    pub expires_at: Option<i64>,
    /// The refresh token, when there is one.
    pub refresh_token: Option<Zeroizing<String>>,
}

/// What was read.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Response {
    /// The service's own words for what happened, made visible: `SUCCESS`, `FAILURE_BAD_CREDENTIAL`.
    pub status: Option<String>,
    /// The service's sentence, made visible.
    pub status_message: Option<String>,
    /// The token, if the login succeeded.
    pub token: Option<Token>,
    /// What to tell the person, the likeliest cause first.
    pub notices: Vec<Notice>,
    /// Where what was pasted belongs instead, if it is no response.
    pub belongs_in: Option<Place>,
    /// The last request that was made here, which the causes refer to.
    pub made: Option<Made>,
}

/// A place for what is no response.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Place {
    /// The box for certificates.
    Certificate,
    /// The view that checks requests.
    Check,
    /// The box for the private key.
    PrivateKey,
}

/// A request that was made here, as the causes of a refusal need it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Made {
    /// When it was made, Unix seconds.
    pub created_at: u64,
    /// The e-mail addresses of its certificate.
    pub emails: Vec<String>,
    /// SHA-256 of its certificate, `AB:CD:…`.
    pub sha256: String,
    #[serde(skip)]
    certificate: Certificate,
}

impl Made {
    /// Describes a request that was made at `created_at`, in Unix seconds, with `certificate`.
    #[must_use]
    pub fn new(created_at: u64, certificate: &Certificate) -> Self {
        Self {
            created_at,
            emails: certificate.emails(),
            sha256: certificate.sha256(),
            certificate: certificate.clone(),
        }
    }
}

/// Reads what was pasted. `made` is the last request that was made here, `now` the time in Unix
/// seconds.
#[must_use]
pub fn read(text: &str, made: Option<&Made>, now: i64) -> Response {
    let mut response = read_text(text, made, now);
    let of_made = |notice: &Notice| refusal::is_of_made(notice.code);
    if let (Some(made), Some(at)) = (made, response.notices.iter().position(of_made)) {
        let seen = refusal::seen(made, now).map(|finding| finding.notice(Field::Certificate));
        response.notices.splice(at..at, seen);
    }
    Response {
        made: made.cloned(),
        ..response
    }
}

fn read_text(text: &str, made: Option<&Made>, now: i64) -> Response {
    if text.len() > json::MAX_BYTES {
        return Response::default().saying([ResponseNotice::TooLong]);
    }
    let paste = Paste::read(text);
    let context = Context {
        made,
        now,
        retry_after: paste.retry_after,
        is_later: paste.is_later(),
    };
    let json = paste.json.as_ref();
    if let Some(reading) = json.filter(|reading| is_response(&reading.value)) {
        let response = read_json(&paste, &reading.value, &context);
        return response.saying(departures(reading));
    }
    if let Some(fields) = printed::read(text) {
        return read_printed(&fields, now);
    }
    if let Some(reading) = json {
        let response = read_json(&paste, &reading.value, &context);
        return response.saying(departures(reading));
    }
    match token::standing_alone(text) {
        Some(value) => Response::default().with_token(value, None, now),
        None => Response::default().saying(plain::notices(&paste, &context)),
    }
}

/// What a response is judged by.
struct Context<'a> {
    /// The last request that was made here.
    made: Option<&'a Made>,
    /// Unix seconds.
    now: i64,
    /// The value of the header that says when to send again: seconds, or a date.
    retry_after: Option<&'a str>,
    /// Whether it answers a call that is made with a token.
    is_later: bool,
}

/// Whether an object has a field of a response, or of a request pasted in its place.
fn is_response(value: &Value) -> bool {
    const FIELDS: [&str; 7] = [
        "tokenValue",
        "expiresAt",
        "status",
        "statusMessage",
        "statusCode",
        DATA,
        "meta",
    ];
    FIELDS.iter().any(|name| value.find(name).is_some())
}

fn read_printed(fields: &Value, now: i64) -> Response {
    let response = Response {
        status: word(fields, "status"),
        status_message: word(fields, "statusMessage"),
        ..Response::default()
    };
    match printed::token(fields) {
        Ok(token) => response.with_token(token, Some(fields), now),
        Err(notice) => response.saying([notice]),
    }
}

fn read_json(paste: &Paste, value: &Value, context: &Context<'_>) -> Response {
    let now = context.now;
    let response = Response {
        status: word(value, "status"),
        status_message: word(value, "statusMessage").or_else(|| word(value, "message")),
        ..Response::default()
    };
    let info = value.find("tokenValue").or_else(|| value.find("expiresAt"));
    // The programs of this project print {"token": …, "expiresAt": …}.
    let token = info.and_then(|info| info.get("tokenValue").or_else(|| info.get("token")));
    if let (Some(info), Some(token)) = (info, token) {
        let Some(token) = token.text().and_then(token::usable) else {
            return response.saying([ResponseNotice::TokenDamaged]);
        };
        return response.with_token(token, Some(info), now);
    }
    if value.find(DATA).is_some() {
        return response.saying([ResponseNotice::Request]);
    }
    let code = paste.code.or_else(|| code(value));
    if let Some(notices) = refusal::notices(&response, code, context) {
        return response.saying(notices);
    }
    if let Some(token) = token::standing_alone(paste.text) {
        return response.with_token(token, info, now);
    }
    let notice = match (paste.was_cut(), response.status.as_deref()) {
        // The cut is told anyway, and nothing was left of a token.
        (true, _) => return response,
        _ if info.is_some() => ResponseNotice::Validation,
        (_, Some("SUCCESS")) => ResponseNotice::NoToken,
        _ if value.find("meta").is_some() => ResponseNotice::OtherCall,
        _ => match plain::in_words(&paste.text.to_ascii_lowercase(), context) {
            Some(notices) => return response.saying(notices),
            None => ResponseNotice::Unknown,
        },
    };
    response.saying([notice])
}

impl Response {
    fn saying(mut self, notices: impl IntoIterator<Item = ResponseNotice>) -> Self {
        for notice in notices {
            self.belongs_in = self.belongs_in.or_else(|| notice.belongs_in());
            self.notices.push(notice.notice(Field::Page));
        }
        self
    }

    /// `info` is the object that tells of the token; without one it stood alone.
    fn with_token(self, value: Zeroizing<String>, info: Option<&Value>, now: i64) -> Self {
        let (expires_at, remark) = token::expiry(info, now);
        let refresh_token = info
            .and_then(|info| info.get("refreshToken"))
            .and_then(Value::text)
            .and_then(token::usable);
        let token = Token {
            authorization: Zeroizing::new(format!("{TOKEN_SCHEME} {}", *value)),
            value,
            expires_at,
            refresh_token,
        };
        let response = Self {
            token: Some(token),
            ..self
        };
        response.saying(remark)
    }
}

/// The text of the first member of this name, safe to show.
fn word(value: &Value, name: &str) -> Option<String> {
    let text = value.find(name)?.get(name)?.text()?;
    Some(escape_controls(text))
}

/// A status that is told in the JSON: gateways and connectors do so.
fn code(value: &Value) -> Option<u16> {
    let told = ["statusCode", "status", "code"].into_iter();
    told.filter_map(|name| value.find(name)?.get(name)?.integer())
        .filter_map(|code| u16::try_from(code).ok())
        .find(|code| (100..600).contains(code))
}

fn departures(reading: &json::Reading) -> Vec<ResponseNotice> {
    let told = [
        (Departure::Cut, ResponseNotice::Cut),
        (Departure::SingleQuotes, ResponseNotice::SingleQuotes),
        (
            Departure::TypographicQuotes,
            ResponseNotice::TypographicQuotes,
        ),
    ];
    let told = told.into_iter();
    told.filter(|(departure, _)| reading.has(*departure))
        .map(|(_, notice)| notice)
        .collect()
}
