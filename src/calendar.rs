//! Reminders as an iCalendar file (RFC 5545). The words come from the page, which knows the user's
//! language; this module knows the format.

use serde::Deserialize;

/// The longest line in octets, without its end (RFC 5545, section 3.1).
const MAX_LINE: usize = 75;
/// The most events of one file.
const MAX_EVENTS: usize = 10_000;
/// The days before the end of a certificate on which a reminder stands: enough for ordering, and for
/// the last calls. The last day itself has one only when no other is left. Each is an event of its
/// own, because several alarms in one event are dropped by Outlook and Google Calendar.
const DAYS_BEFORE: [i64; 4] = [60, 14, 1, 0];

const SECONDS_A_DAY: i64 = 86_400;

/// The reminders of one certificate.
#[derive(Debug, Deserialize)]
pub struct Event {
    /// The certificate's SHA-256, which makes its events the same ones when the file is imported
    /// again.
    pub uid: String,
    /// The end of the certificate, Unix seconds; the day in UTC is taken.
    pub at: i64,
    /// The titles of the events 60, 14 and 1 days before the end, and on the last day.
    pub title: [String; 4],
    /// The description of each.
    pub text: String,
}

/// Returns the file: three all-day events for each certificate, without those of days that are past
/// at `now`, in Unix seconds; one event for a certificate that ends today.
#[must_use]
pub fn render(events: &[Event], now: i64) -> String {
    let mut file = File(String::new());
    file.line("BEGIN:VCALENDAR");
    file.line("VERSION:2.0");
    file.line("PRODID:-//RSA Signer//EN");
    for event in events.iter().take(MAX_EVENTS) {
        file.events(event, now);
    }
    file.line("END:VCALENDAR");
    file.0
}

struct File(String);

impl File {
    fn events(&mut self, event: &Event, now: i64) {
        let end = event.at.div_euclid(SECONDS_A_DAY);
        let left = end.saturating_sub(now.div_euclid(SECONDS_A_DAY));
        for (days, title) in DAYS_BEFORE.into_iter().zip(&event.title) {
            if days <= left && (days > 0 || left == 0) {
                let day = end.saturating_sub(days);
                self.event(event, days, title, day.saturating_mul(SECONDS_A_DAY), now);
            }
        }
    }

    fn event(&mut self, event: &Event, days: i64, title: &str, at: i64, now: i64) {
        self.line("BEGIN:VEVENT");
        self.line(&format!("UID:{}-{days}", escaped(&event.uid)));
        self.line(&format!("DTSTAMP:{}T{}Z", date(now), clock(now)));
        self.line(&format!("DTSTART;VALUE=DATE:{}", date(at)));
        self.line(&format!("SUMMARY:{}", escaped(title)));
        self.line(&format!("DESCRIPTION:{}", escaped(&event.text)));
        self.line("TRANSP:TRANSPARENT");
        self.line("END:VEVENT");
    }

    /// Adds a line, folded where it is too long; a fold never falls inside a character.
    fn line(&mut self, text: &str) {
        let mut room = MAX_LINE;
        for character in text.chars() {
            if character.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = MAX_LINE.saturating_sub(1);
            }
            room = room.saturating_sub(character.len_utf8());
            self.0.push(character);
        }
        self.0.push_str("\r\n");
    }
}

/// Text as a value (RFC 5545, section 3.3.11). Control characters are not allowed in one.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' => out.push_str("\\n"),
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(character);
            }
            character if character.is_control() => {}
            character => out.push(character),
        }
    }
    out
}

/// `20261122`, in UTC. The civil calendar from a count of days, the year counted from March.
fn date(seconds: i64) -> String {
    let days = seconds.div_euclid(SECONDS_A_DAY).saturating_add(719_468);
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = of_era
        .saturating_sub(of_era.div_euclid(1_460))
        .saturating_add(of_era.div_euclid(36_524))
        .saturating_sub(of_era.div_euclid(146_096))
        .div_euclid(365);
    let before = year_of_era
        .saturating_mul(365)
        .saturating_add(year_of_era.div_euclid(4))
        .saturating_sub(year_of_era.div_euclid(100));
    let of_year = of_era.saturating_sub(before);
    let from_march = of_year.saturating_mul(5).saturating_add(2).div_euclid(153);
    let day = of_year
        .saturating_sub(
            from_march
                .saturating_mul(153)
                .saturating_add(2)
                .div_euclid(5),
        )
        .saturating_add(1);
    let month = if from_march < 10 {
        from_march.saturating_add(3)
    } else {
        from_march.saturating_sub(9)
    };
    let year = era.saturating_mul(400).saturating_add(year_of_era);
    let year = if month <= 2 {
        year.saturating_add(1)
    } else {
        year
    };
    format!("{year:04}{month:02}{day:02}")
}

/// Returns `2026-11-22`, in UTC.
pub(crate) fn iso_day(seconds: i64) -> String {
    let date = date(seconds);
    let (rest, day) = date
        .split_at_checked(date.len().saturating_sub(2))
        .unwrap_or_default();
    let (year, month) = rest
        .split_at_checked(rest.len().saturating_sub(2))
        .unwrap_or_default();
    format!("{year}-{month}-{day}")
}

/// `153059`, in UTC.
fn clock(seconds: i64) -> String {
    let of_day = seconds.rem_euclid(SECONDS_A_DAY);
    let (hour, rest) = (of_day.div_euclid(3600), of_day.rem_euclid(3600));
    format!(
        "{hour:02}{:02}{:02}",
        rest.div_euclid(60),
        rest.rem_euclid(60)
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn dates_known_from_elsewhere() {
        // Each by `date -u -d @… +%Y%m%d%H%M%S`.
        for (seconds, expected) in [
            (0, "19700101000000"),
            (951_825_600, "20000229120000"),
            (1_750_736_826, "20250624034706"),
            (2_529_705_600, "20500301000000"),
            (253_402_300_799, "99991231235959"),
        ] {
            assert_eq!(format!("{}{}", date(seconds), clock(seconds)), expected);
        }
    }

    #[test]
    fn each_reminder_is_a_day_of_its_own_and_none_is_past() {
        let reminders = |days_left: i64| -> Vec<String> {
            let event = Event {
                uid: "AB".into(),
                at: days_left * SECONDS_A_DAY + 7,
                title: ["60", "14", "1", "0"].map(Into::into),
                text: String::new(),
            };
            let file = render(&[event], 3600);
            assert!(!file.contains("VALARM"), "{file}");
            let events = file.split("BEGIN:VEVENT\r\n").skip(1);
            let values = events.map(|event| {
                let names = ["UID:", "DTSTART;VALUE=DATE:", "SUMMARY:"];
                let values = names.map(|name| {
                    let mut lines = event.split("\r\n");
                    lines.find_map(|line| line.strip_prefix(name)).unwrap()
                });
                values.join(" ")
            });
            values.collect()
        };
        // 1970-01-01 is the day of the clock.
        let all = ["AB-60 19700102 60", "AB-14 19700217 14", "AB-1 19700302 1"];
        assert_eq!(reminders(61), all);
        let today = ["AB-60 19700101 60", "AB-14 19700216 14", "AB-1 19700301 1"];
        assert_eq!(reminders(60), today);
        assert_eq!(reminders(59), ["AB-14 19700215 14", "AB-1 19700228 1"]);
        assert_eq!(reminders(1), ["AB-1 19700101 1"]);
        assert_eq!(reminders(0), ["AB-0 19700101 0"]);
        assert!(reminders(-1).is_empty());
    }

    #[test]
    fn lines_are_folded_and_values_escaped() {
        let event = Event {
            uid: "AB:CD".into(),
            at: 100 * SECONDS_A_DAY,
            title: ["Renew; now, \\ \n\u{7}x"; 4].map(Into::into),
            text: "ü".repeat(100),
        };
        let file = render(&[event], 0);
        let longest = file.split("\r\n").map(str::len).max();
        assert_eq!(longest, Some(MAX_LINE));
        assert!(
            file.contains("SUMMARY:Renew\\; now\\, \\\\ \\nx\r\n"),
            "{file}"
        );
        assert_eq!(file.replace("\r\n ", "").matches('ü').count(), 300);
        assert!(!file.replace("\r\n", "").contains(['\r', '\n']));
    }
}
