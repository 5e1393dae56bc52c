//! Validity times as Unix seconds (RFC 5280, section 4.1.2.5), read leniently: seconds may be
//! missing, and an offset may stand where Z belongs.

use der::asn1::AnyRef;
use der::{Tag, Tagged};

/// A `UTCTime` or `GeneralizedTime` in Unix seconds.
pub(super) fn seconds(any: &AnyRef<'_>) -> Option<i64> {
    let text = core::str::from_utf8(any.value()).ok()?;
    match any.tag() {
        Tag::UtcTime => {
            let (year, rest) = digits(text, 2)?;
            // Two digits stand for 1950 to 2049.
            let century = if year < 50 { 2000 } else { 1900 };
            moment(year.checked_add(century)?, rest)
        }
        Tag::GeneralizedTime => {
            let (year, rest) = digits(text, 4)?;
            moment(year, rest)
        }
        _ => None,
    }
}

fn moment(year: i64, rest: &str) -> Option<i64> {
    let (month, rest) = digits(rest, 2)?;
    let (day, rest) = digits(rest, 2)?;
    let (hour, rest) = digits(rest, 2)?;
    let (minute, rest) = digits(rest, 2)?;
    let (second, rest) = digits(rest, 2).unwrap_or((0, rest));
    let sane = (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && hour < 24
        && minute < 60
        && second <= 60;
    sane.then_some(())?;
    let of_day = hour
        .checked_mul(3600)?
        .checked_add(minute.checked_mul(60)?)?
        .checked_add(second)?;
    let local = days(year, month, day)?
        .checked_mul(86_400)?
        .checked_add(of_day)?;
    local.checked_sub(offset(rest)?)
}

/// What follows the digits: `Z`, `.5Z`, `+0200`. In seconds east of UTC.
fn offset(rest: &str) -> Option<i64> {
    let rest = match rest.strip_prefix(['.', ',']) {
        Some(fraction) => fraction.trim_start_matches(|c: char| c.is_ascii_digit()),
        None => rest,
    };
    let (sign, rest) = match rest.split_at_checked(1) {
        None | Some(("Z", "")) => return Some(0),
        Some(("+", rest)) => (1, rest),
        Some(("-", rest)) => (-1, rest),
        _ => return None,
    };
    let (hours, rest) = digits(rest, 2)?;
    let (minutes, rest) = digits(rest, 2)?;
    rest.is_empty().then_some(())?;
    hours
        .checked_mul(3600)?
        .checked_add(minutes.checked_mul(60)?)?
        .checked_mul(sign)
}

fn digits(text: &str, count: usize) -> Option<(i64, &str)> {
    let (head, tail) = text.split_at_checked(count)?;
    head.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then_some(())?;
    Some((head.parse().ok()?, tail))
}

/// Days from 1970-01-01 in the Gregorian calendar. Years are counted from March, so that the leap
/// day is the last of its year.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let (year, month) = if month > 2 {
        (year, month.checked_sub(3)?)
    } else {
        (year.checked_sub(1)?, month.checked_add(9)?)
    };
    let leap = year
        .div_euclid(4)
        .checked_sub(year.div_euclid(100))?
        .checked_add(year.div_euclid(400))?;
    let of_year = month.checked_mul(153)?.checked_add(2)?.div_euclid(5);
    year.checked_mul(365)?
        .checked_add(leap)?
        .checked_add(of_year)?
        .checked_add(day)?
        // From 0000-03-01 to 1970-01-01, and the day itself counted from 1.
        .checked_sub(719_469)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(tag: Tag, text: &str) -> Option<i64> {
        seconds(&AnyRef::new(tag, text.as_bytes()).ok()?)
    }

    #[test]
    fn times_known_from_elsewhere() {
        // Each figure by `date -u -d … +%s`.
        assert_eq!(of(Tag::UtcTime, "700101000000Z"), Some(0));
        assert_eq!(of(Tag::UtcTime, "250624034706Z"), Some(1_750_736_826));
        assert_eq!(of(Tag::UtcTime, "500101000000Z"), Some(-631_152_000));
        assert_eq!(of(Tag::UtcTime, "491231235959Z"), Some(2_524_607_999));
        assert_eq!(
            of(Tag::GeneralizedTime, "20000229120000Z"),
            Some(951_825_600)
        );
        assert_eq!(
            of(Tag::GeneralizedTime, "20500301000000Z"),
            Some(2_529_705_600)
        );
        assert_eq!(
            of(Tag::GeneralizedTime, "99991231235959Z"),
            Some(253_402_300_799)
        );
    }

    #[test]
    fn loose_forms() {
        assert_eq!(of(Tag::UtcTime, "2506240347Z"), Some(1_750_736_820));
        assert_eq!(of(Tag::UtcTime, "250624054706+0200"), Some(1_750_736_826));
        assert_eq!(
            of(Tag::GeneralizedTime, "20250624034706.5Z"),
            Some(1_750_736_826)
        );
        assert_eq!(of(Tag::UtcTime, "250624034706-0230"), Some(1_750_745_826));
        assert_eq!(of(Tag::UtcTime, "250624034706+0545"), Some(1_750_716_126));
        assert_eq!(
            of(Tag::GeneralizedTime, "20250624034706,25-0230"),
            Some(1_750_745_826)
        );
    }

    #[test]
    fn the_last_of_each_and_no_more() {
        // A leap second is the first of the next minute.
        assert_eq!(of(Tag::UtcTime, "161231235960Z"), Some(1_483_228_800));
        for text in [
            "161231235961Z",
            "161231236000Z",
            "161231240000Z",
            "161232000000Z",
            "161200000000Z",
            "161301000000Z",
            "160001000000Z",
        ] {
            assert_eq!(of(Tag::UtcTime, text), None, "{text}");
        }
    }

    #[test]
    fn nothing_stands_behind_an_offset() {
        for text in ["250624034706+02000", "250624034706+02", "250624034706ZZ"] {
            assert_eq!(of(Tag::UtcTime, text), None, "{text}");
        }
    }

    #[test]
    fn nonsense_is_nothing() {
        for text in [
            "",
            "Z",
            "251324034706Z",
            "25062403470",
            "250624034706X",
            "99999999",
        ] {
            assert_eq!(of(Tag::UtcTime, text), None, "{text}");
        }
        assert_eq!(of(Tag::Utf8String, "700101000000Z"), None);
    }
}
