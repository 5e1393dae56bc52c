//! The signed message: its length, its time, its random bytes.

use super::evidence::Evidence;
use super::finding::{Finding, Part};
use super::signed::{Signed, first_eight, plausible, seconds};
use crate::message::LENGTH;
use crate::notice::UnixTime;

/// How far from now a time in four bytes may be. Random bytes look like one within a year in one
/// case of seventy; where the length speaks for it too, that is little enough, else a week is taken.
const YEAR: i64 = 366 * 86_400;
const WEEK: i64 = 7 * 86_400;
/// 1 January 1970 in ticks of 100 nanoseconds since the year 1 (.NET) and since 1601 (Windows).
const TICKS_NET: u64 = 621_355_968_000_000_000;
const TICKS_WINDOWS: u64 = 116_444_736_000_000_000;

/// Judges the message.
pub(super) fn judge(signed: &Signed, now: i64, evidence: &mut Evidence) {
    let Some(bytes) = signed.data.as_deref() else {
        return;
    };
    let mut say = |finding: Finding| evidence.add(Part::Message, &finding);
    let length = bytes.len();
    if !signed.v2 {
        say(if bytes.len() < LENGTH {
            Finding::MessageLengthV1 { bytes: length }
        } else {
            Finding::MessageV1 { bytes: length }
        });
        random(bytes, evidence);
        return;
    }
    if bytes.len() != LENGTH {
        say(Finding::MessageLength { bytes: length });
    }
    match seconds(bytes) {
        Some(time) => {
            if bytes.len() == LENGTH {
                say(Finding::MessageRight);
            }
            say(age(time, now));
            evidence.created_at = Some(time);
        }
        None => say(other_clock(bytes, now)
            .or_else(|| finer_clock(bytes, now))
            .or_else(|| short_clock(bytes, now))
            .unwrap_or(Finding::MessageNoTime)),
    }
    random(bytes.get(8..).unwrap_or_default(), evidence);
}

/// Judges a message that was pasted without its body.
pub(super) fn judge_alone(bytes: Vec<u8>, now: i64, evidence: &mut Evidence) {
    let signed = Signed {
        data: Some(bytes),
        v2: true,
        ..Signed::default()
    };
    judge(&signed, now, evidence);
}

/// Whether a message without its format field is one of v2 all the same: the first eight bytes of
/// random ones tell a time in one case of billions.
pub(super) fn is_made_for_v2(bytes: &[u8]) -> bool {
    bytes.len() == LENGTH && (seconds(bytes).is_some() || other_clock(bytes, 0).is_some())
}

/// The time in another unit, order or form that takes eight bytes or more. Of two that the same bytes
/// can be, the one nearer to `now`.
fn other_clock(bytes: &[u8], now: i64) -> Option<Finding> {
    let eight = first_eight(bytes)?;
    let number = u64::from_be_bytes(eight);
    if let Some(time) = plausible(number / 1_000) {
        return Some(Finding::MessageMilliseconds {
            time: UnixTime(time),
        });
    }
    // Backwards, one float in fifty is a number of milliseconds, and some seconds are a float.
    let reversed = u64::from_le_bytes(eight);
    let little = plausible(reversed).or_else(|| plausible(reversed / 1_000));
    let is_nearer = |time: i64, than: i64| time.abs_diff(now) < than.abs_diff(now);
    // Four bytes and four zeros, as one writes them into eight, are a time backwards too.
    let others = || [float(number), little].into_iter().flatten();
    if number.trailing_zeros() >= u32::BITS
        && let Some(time) = plausible(number >> u32::BITS)
        && !others().any(|other| is_nearer(other, time))
    {
        return Some(Finding::MessageFourBytes {
            time: UnixTime(time),
        });
    }
    match (float(number), little) {
        (Some(time), Some(other)) if !is_nearer(other, time) => return Some(of_float(time)),
        (Some(time), None) => return Some(of_float(time)),
        (_, Some(time)) => {
            return Some(Finding::MessageLittleEndian {
                time: UnixTime(time),
            });
        }
        (None, None) => {}
    }
    if let Some(time) = digits(bytes) {
        return Some(Finding::MessageDigits {
            time: UnixTime(time),
        });
    }
    for number in [number, reversed] {
        for start in [TICKS_NET, TICKS_WINDOWS] {
            let time = number.checked_sub(start).map(|ticks| ticks / 10_000_000);
            if let Some(time) = time.and_then(plausible) {
                return Some(Finding::MessageTicks {
                    time: UnixTime(time),
                });
            }
        }
    }
    float(reversed).map(of_float)
}

/// Seconds as a floating-point number (IEEE 754, binary64).
fn float(bits: u64) -> Option<i64> {
    let float = f64::from_bits(bits);
    let is_time = (1_000_000_000.0..4_102_444_800.0).contains(&float);
    is_time.then_some(float as i64)
}

fn of_float(time: i64) -> Finding {
    let time = UnixTime(time);
    Finding::MessageFloat { time }
}

/// Decimal digits of seconds; those of milliseconds begin with the same ten.
fn digits(bytes: &[u8]) -> Option<i64> {
    let digits = core::str::from_utf8(bytes.get(..10)?).ok()?;
    let are_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = are_digits.then(|| digits.parse().ok())??;
    plausible(seconds)
}

/// The time in micro- or nanoseconds. Random bytes look like one within a year in one case of
/// three hundred.
fn finer_clock(bytes: &[u8], now: i64) -> Option<Finding> {
    let number = u64::from_be_bytes(first_eight(bytes)?);
    let scales = [(1_000_000, "µs"), (1_000_000_000, "ns")];
    scales.into_iter().find_map(|(scale, unit)| {
        let time = plausible(number.checked_div(scale)?)?;
        let near = time.saturating_sub(now).saturating_abs() < YEAR;
        let unit = unit.to_owned();
        near.then_some(Finding::MessageFiner {
            time: UnixTime(time),
            unit,
        })
    })
}

/// The time in four bytes of either order.
fn short_clock(bytes: &[u8], now: i64) -> Option<Finding> {
    let four = bytes.first_chunk::<4>().copied()?;
    let window = if bytes.len() == LENGTH.saturating_sub(4) {
        YEAR
    } else {
        WEEK
    };
    [u32::from_be_bytes(four), u32::from_le_bytes(four)]
        .into_iter()
        .map(i64::from)
        .find(|time| time.saturating_sub(now).saturating_abs() < window)
        .map(|time| Finding::MessageFourBytes {
            time: UnixTime(time),
        })
}

/// How many seconds may go by until a message is checked. Where local time was taken for UTC, it is
/// ahead by the difference of the time zones less these: mostly, but not always, by whole hours.
const UNTIL_CHECK: i64 = 300;

/// How old the message is. Where the service draws the line is not documented.
fn age(then: i64, now: i64) -> Finding {
    let time = UnixTime(then);
    let age = now.saturating_sub(then);
    let ahead = age.saturating_neg();
    match ahead {
        ..=60 => {}
        61..1_800 => {
            let minutes = ahead / 60;
            return Finding::MessageFuture { time, minutes };
        }
        // The smallest difference of time zones is half an hour.
        1_800..172_800 => {
            let until = ahead.saturating_add(UNTIL_CHECK);
            let hours = until / 3_600;
            if hours >= 2 && until % 3_600 <= 2 * UNTIL_CHECK {
                return Finding::MessageFutureHours { time, hours };
            }
            let minutes = ahead.saturating_add(30) / 60;
            return Finding::MessageFutureMinutes { time, minutes };
        }
        _ => {
            let days = ahead / 86_400;
            return Finding::MessageFutureDays { time, days };
        }
    }
    match age {
        ..120 => Finding::MessageAgeSeconds {
            time,
            seconds: age.max(0),
        },
        120..7_200 => Finding::MessageAgeMinutes {
            time,
            minutes: age / 60,
        },
        7_200..172_800 => Finding::MessageAgeHours {
            time,
            hours: age / 3_600,
        },
        _ => Finding::MessageAgeDays {
            time,
            days: age / 86_400,
        },
    }
}

/// Whether bytes that should be random are not.
fn random(bytes: &[u8], evidence: &mut Evidence) {
    const MAX_PERIOD: usize = 16;
    if bytes.len() <= MAX_PERIOD {
        return;
    }
    let repeats = |period: usize| {
        let shifted = bytes.iter().skip(period);
        bytes.iter().zip(shifted).all(|(one, other)| one == other)
    };
    if (1..=MAX_PERIOD).any(repeats) {
        evidence.add(Part::Message, &Finding::MessageNotRandom);
    } else if bytes
        .iter()
        .all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\r' | b'\t'))
    {
        evidence.add(Part::Message, &Finding::MessageText);
    }
}
