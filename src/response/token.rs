//! The token and its time.

use super::ResponseNotice;
use crate::anaplan::TOKEN_SCHEME;
use crate::certificate::begins_certificate;
use crate::json::Value;
use crate::notice::UnixTime;
use zeroize::Zeroizing;

/// Tokens live for about 35 minutes. One that seems to live for longer than a day (in seconds) was
/// given in another unit, or this computer's clock is off.
const PLAUSIBLE: u64 = 86_400;
/// A smaller time is in seconds: in milliseconds it would be before March 1973, in seconds this is
/// the year 5138.
const FIRST_MILLISECONDS: i64 = 100_000_000_000;
/// What stands by itself and is shorter than this is a word, not a token.
pub(super) const SHORTEST: usize = 32;

/// A token as it stands in the JSON, unless it was shortened or blotted out for showing.
pub(super) fn usable(text: &str) -> Option<Zeroizing<String>> {
    // Lines may have been wrapped; a header carries no white space.
    let value: Zeroizing<String> =
        Zeroizing::new(text.chars().filter(|c| !c.is_whitespace()).collect());
    let plain = |b: u8| b.is_ascii_graphic() && !b"\"\\<>{}*".contains(&b);
    let whole = !value.is_empty() && value.bytes().all(plain) && !value.contains("...");
    whole.then_some(value)
}

/// A token without its JSON: after the scheme, as a header or as the exports print it, or all by
/// itself.
pub(super) fn standing_alone(text: &str) -> Option<Zeroizing<String>> {
    let after_scheme = text.lines().find_map(|line| {
        let line = line.trim();
        let line = line.strip_prefix("Authorization:").unwrap_or(line).trim();
        line.strip_prefix(TOKEN_SCHEME)?.strip_prefix(' ')
    });
    let word = after_scheme.unwrap_or(text).trim();
    let word = word.trim_matches(['"', '\'', ',']);
    // The alphabet of RFC 9110, section 11.2, and the colon. What begins with MII is DER.
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~+/=:".contains(&b);
    let is_token = word.len() >= SHORTEST
        && word.bytes().all(plain)
        && !word.contains("://")
        && !begins_certificate(word)
        && !word.starts_with("AAAAA")
        && (after_scheme.is_some() || is_random(word));
    is_token.then(|| Zeroizing::new(word.to_owned()))
}

/// When a token ends, in Unix milliseconds, and what is to be said about it.
pub(super) fn expiry(info: Option<&Value>, now: i64) -> (Option<i64>, Option<ResponseNotice>) {
    let Some(told) = info.and_then(|info| info.get("expiresAt")).and_then(number) else {
        return (None, Some(ResponseNotice::ExpiryUntold));
    };
    let in_seconds = told < FIRST_MILLISECONDS;
    let (seconds, milliseconds) = if in_seconds {
        (told, told.saturating_mul(1000))
    } else {
        (told.div_euclid(1000), told)
    };
    let notice = if seconds <= now {
        Some(ResponseNotice::Expired {
            since: UnixTime(seconds),
        })
    } else if seconds.abs_diff(now) > PLAUSIBLE {
        Some(ResponseNotice::ExpiryImplausible {
            until: UnixTime(seconds),
        })
    } else {
        in_seconds.then_some(ResponseNotice::ExpiryInSeconds)
    };
    (Some(milliseconds), notice)
}

/// A number, or its digits in a string.
fn number(value: &Value) -> Option<i64> {
    value
        .integer()
        .or_else(|| value.text()?.trim().parse().ok())
        .filter(|number| *number > 0)
}

/// Whether a word looks like a token and not like a name, a fingerprint or an identifier: it has
/// letters of both cases and digits, and is not hexadecimal.
fn is_random(word: &str) -> bool {
    let has = |is_kind: fn(&u8) -> bool| word.as_bytes().iter().any(is_kind);
    let hexadecimal = |b: u8| b.is_ascii_hexdigit() || b == b':' || b == b'-';
    has(u8::is_ascii_lowercase)
        && has(u8::is_ascii_uppercase)
        && has(u8::is_ascii_digit)
        && !word.bytes().all(hexadecimal)
}
