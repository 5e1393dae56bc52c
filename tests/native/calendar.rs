//! The calendar file in readers that share no code with ours: Python's icalendar, and ical.js, which
//! Thunderbird reads calendars with. Native only.

use crate::support::{TestRandom, npm, process, service};
use anaplan_rsa_signer::calendar::Event;
use anaplan_rsa_signer::protocol::{Reply, Request};
use anaplan_rsa_signer::session::Session;
use serde_json::{Value, json};
use std::process::Command;

/// 2027-10-01 12:00:00 UTC.
const NOW: u64 = 1_822_392_000;
/// The seconds of a day.
const DAY: i64 = 86_400;

/// The file as the page saves it.
fn saved(events: Vec<Event>) -> String {
    let wanted = Request::Calendar { events };
    match Session::default().answer(wanted, NOW, &mut TestRandom::new(1)) {
        Reply::Calendar { text } => text,
        other => panic!("{other:?}"),
    }
}

/// The events that each reader finds in a file.
fn readings(file: &str) -> [(&'static str, Value); 2] {
    let mut python = Command::new(service::python());
    python.arg(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/calendar/read.py"
    ));
    [
        ("icalendar", process::run(&mut python, file.as_bytes())),
        (
            "ical.js",
            npm::run("tests/calendar", "read.mjs", file.as_bytes()),
        ),
    ]
    .map(|(reader, printed)| (reader, serde_json::from_slice(&printed).unwrap()))
}

/// A certificate that ends so many days from now.
fn event(uid: &str, days: i64, name: &str, text: &str) -> Event {
    let left = [
        "60 days left",
        "14 days left",
        "1 day left",
        "expires today",
    ];
    Event {
        uid: uid.into(),
        at: i64::try_from(NOW).unwrap() + days * DAY,
        title: left.map(|left| format!("Renew Anaplan certificate of {name}: {left}")),
        text: text.into(),
    }
}

/// What people's names and issuers' may hold: the format's own signs, lines, and letters of two, three
/// and four bytes that a folded line must not cut. A backslash before `n` is left out: icalendar 4 takes
/// it for the end of a line.
#[test]
fn readers_find_every_word_and_day() {
    let name = "Müller; Söhne, \\ 株式会社 🔑 \"Ä\": x";
    let text = format!(
        "Order it.\n\n{}\nC=DE, O=Example AG; \\ x",
        "ß株🔑".repeat(60)
    );
    let file = saved(vec![
        event("AB:CD", 364, name, &text),
        event("EF:01", 14, "anna@example.com", "one line"),
    ]);
    let title = |left: &str| format!("Renew Anaplan certificate of {name}: {left}");
    let found = |uid: &str, summary: &str, description: &str, day: &str| json!({ "uid": uid, "summary": summary, "description": description, "day": day, "allDay": true, "alarms": 0 });
    // The days are GNU date's: `date -u -d '2027-10-01 364 days 60 days ago' +%F`.
    let expected = json!([
        found("AB:CD-60", &title("60 days left"), &text, "2028-07-31"),
        found("AB:CD-14", &title("14 days left"), &text, "2028-09-15"),
        found("AB:CD-1", &title("1 day left"), &text, "2028-09-28"),
        found(
            "EF:01-14",
            "Renew Anaplan certificate of anna@example.com: 14 days left",
            "one line",
            "2027-10-01"
        ),
        found(
            "EF:01-1",
            "Renew Anaplan certificate of anna@example.com: 1 day left",
            "one line",
            "2027-10-14"
        ),
    ]);
    for (reader, events) in readings(&file) {
        assert_eq!(events, expected, "{reader}");
    }
}

/// On its last day a certificate has one event; a file without any is a calendar all the same.
#[test]
fn readers_find_the_last_day_and_nothing_after_it() {
    let file = saved(vec![
        event("01", 0, "anna", "text"),
        event("02", -1, "otto", "text"),
    ]);
    for (reader, events) in readings(&file) {
        let found: Vec<_> = events.as_array().unwrap().iter().collect();
        assert_eq!(found.len(), 1, "{reader}: {events}");
        assert_eq!(found[0]["uid"], "01-0", "{reader}");
        assert_eq!(found[0]["day"], "2027-10-01", "{reader}");
        assert_eq!(
            found[0]["summary"], "Renew Anaplan certificate of anna: expires today",
            "{reader}"
        );
    }
    for (reader, events) in readings(&saved(Vec::new())) {
        assert_eq!(events, json!([]), "{reader}");
    }
}
