//! What the service answered: a token and what to do with it, or a refusal and what it may mean.
//!
//! What is pasted may be the JSON alone, or with the status line and headers that `curl -i` prints, the
//! lines that `curl -v` adds, what PowerShell says of an error, or something else altogether.

mod foreign;
mod meaning;
mod paste;
mod refusal;
mod token;

pub use meaning::Meaning;

use crate::json::{self, Departure, Value};
use crate::notice::Notice;
use crate::visible::visible;
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
    /// Until when it is good, in Unix milliseconds, when the answer says so.
    pub expires_at: Option<i64>,
    /// The refresh token, when there is one.
    pub refresh_token: Option<Zeroizing<String>>,
}

/// What was read.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    /// The service's own words for what happened, made visible: `SUCCESS`, `FAILURE_BAD_CREDENTIAL`.
    pub status: Option<String>,
    /// The service's sentence, made visible.
    pub status_message: Option<String>,
    /// The token, if the login succeeded.
    pub token: Option<Token>,
    /// What to tell the person, the likeliest cause first.
    pub notices: Vec<Notice>,
}

/// Reads what was pasted. `now` is the time in Unix seconds.
#[must_use]
pub fn read(text: &str, now: i64) -> Answer {
    if text.len() > json::MAX_BYTES {
        return Answer::default().saying([Meaning::TooLong]);
    }
    let paste = Paste::read(text);
    match &paste.json {
        Some(reading) => {
            let answer = read_json(&paste, &reading.value, now);
            answer.saying(departures(reading))
        }
        None => match token::standing_alone(text) {
            Some(value) => Answer::default().with_token(value, None, now),
            None => Answer::default().saying(foreign::meanings(&paste)),
        },
    }
}

fn read_json(paste: &Paste, value: &Value, now: i64) -> Answer {
    let mut answer = Answer {
        status: word(value, "status"),
        status_message: word(value, "statusMessage").or_else(|| word(value, "message")),
        ..Answer::default()
    };
    let info = value.find("tokenValue").or_else(|| value.find("expiresAt"));
    let token = info.and_then(|info| info.get("tokenValue"));
    if let (Some(info), Some(token)) = (info, token) {
        let Some(token) = token.text().and_then(token::usable) else {
            return answer.saying([Meaning::TokenDamaged]);
        };
        answer = answer.with_token(token, Some(info), now);
        return answer;
    }
    if value.find("encodedData").is_some() {
        return answer.saying([Meaning::Request]);
    }
    let code = paste.code.or_else(|| code(value));
    let status = answer.status.clone().unwrap_or_default();
    if let Some(meanings) = refusal::meanings(&status, code) {
        return answer.saying(meanings);
    }
    if let Some(token) = token::standing_alone(paste.text) {
        return answer.with_token(token, info, now);
    }
    let meaning = match (paste.was_cut(), status.as_str()) {
        // The cut is told anyway, and nothing was left of a token.
        (true, _) => return answer,
        _ if info.is_some() => Meaning::Validation,
        (_, "SUCCESS") => Meaning::NoToken,
        _ if value.find("meta").is_some() => Meaning::OtherCall,
        _ => Meaning::Unknown,
    };
    answer.saying([meaning])
}

impl Answer {
    fn saying(mut self, meanings: impl IntoIterator<Item = Meaning>) -> Self {
        self.notices
            .extend(meanings.into_iter().map(|meaning| meaning.notice()));
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
            authorization: Zeroizing::new(format!("AnaplanAuthToken {}", *value)),
            value,
            expires_at,
            refresh_token,
        };
        let answer = Self {
            token: Some(token),
            ..self
        };
        answer.saying(remark)
    }
}

/// The text of the first member of this name, safe to show.
fn word(value: &Value, name: &str) -> Option<String> {
    let text = value.find(name)?.get(name)?.text()?;
    Some(visible(text))
}

/// A status that is told in the JSON: gateways and connectors do so.
fn code(value: &Value) -> Option<u16> {
    let told = ["statusCode", "status", "code"].into_iter();
    told.filter_map(|name| value.find(name)?.get(name)?.integer())
        .filter_map(|code| u16::try_from(code).ok())
        .find(|code| (100..600).contains(code))
}

fn departures(reading: &json::Reading) -> Vec<Meaning> {
    let told = [
        (Departure::Cut, Meaning::Cut),
        (Departure::SingleQuotes, Meaning::SingleQuotes),
        (Departure::TypographicQuotes, Meaning::TypographicQuotes),
    ];
    let told = told.into_iter();
    told.filter(|(departure, _)| reading.has(*departure))
        .map(|(_, meaning)| meaning)
        .collect()
}
