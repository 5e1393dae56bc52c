//! The lenient JSON reader against serde_json, and with text as people paste it.

use anaplan_rsa_signer::json::{self, Departure, Fault, MAX_BYTES, MAX_DEPTH, Position, Value};

/// Converts a value that was read without departures.
fn same(own: &Value, other: &serde_json::Value) -> bool {
    use serde_json::Value as Other;
    match (own, other) {
        (Value::Null, Other::Null) => true,
        (Value::Bool(own), Other::Bool(other)) => own == other,
        (Value::Number(own), Other::Number(other)) => own.parse::<f64>().ok() == other.as_f64(),
        (Value::Text(own), Other::String(other)) => **own == **other,
        (Value::List(own), Other::Array(other)) => {
            own.len() == other.len() && own.iter().zip(other).all(|(own, other)| same(own, other))
        }
        (Value::Object(own), Other::Object(other)) => {
            other.iter().all(|(name, value)| {
                let members = own.iter().rev().find(|(own, _)| own == name);
                members.is_some_and(|(_, own)| same(own, value))
            }) && own.iter().all(|(name, _)| other.contains_key(name))
        }
        _ => false,
    }
}

/// Asserts that both read the same value, or both reject the text.
fn agree(text: &str) {
    let own = json::read(text);
    let other: Result<serde_json::Value, _> = serde_json::from_str(text);
    let clean = own
        .as_ref()
        .ok()
        .filter(|own| own.departures.is_empty() && own.end == text.len());
    match (clean, other) {
        (Some(own), Ok(other)) => assert!(same(&own.value, &other), "{text}: {own:?}"),
        (None, Err(_)) => {}
        (own, other) => panic!("{text}: {own:?} {other:?}"),
    }
}

#[test]
fn it_agrees_with_serde_json() {
    for text in [
        "",
        " ",
        "null",
        "nul",
        "true ",
        "[false]",
        "[]",
        "[ ]",
        "{}",
        "[1,2]",
        "[1 2]",
        "[1,]",
        "[,1]",
        "{,}",
        r#"{"a":1}"#,
        r#"{"a":1,"a":2}"#,
        r#"{"a"}"#,
        r#"{"a":}"#,
        r#"{a:1}"#,
        "0",
        "-0",
        "01",
        "-",
        "1.",
        ".5",
        "1.5e3",
        "1e",
        "1E+2",
        "1e-2",
        "+1",
        "[1",
        "\"",
        "\"\\\"",
        r#""\u00e9""#,
        r#""\ud83d\ude00""#,
        r#""\u12""#,
        r#""\x""#,
        "\"a b\"",
        "\"a\tb\"",
        "\"a\u{7f}b\"",
        "'a'",
        "[1] 2",
        "\u{a0}1",
        "\u{feff}1",
        "None",
        "\n[\r\n1\t]\n",
        "[[[[1]]]]",
        "]",
        "{]",
        "[}",
        "\"\u{2028}\"",
        "12345678901234567890",
        "“a”",
    ] {
        agree(text);
    }
}

#[test]
fn it_agrees_with_serde_json_about_damaged_text() {
    let whole =
        r#" {"meta":{"a\n\u0041":[1,-2.5e3,true,null,"\\\"x"]},"s":"\u00fc","e":{},"l":[[],{}]} "#;
    let pieces = [
        "", "\"", "'", "\\", "{", "}", "[", "]", ",", ":", "1", "-", "e", "t", "\\u0041", "\n",
    ];
    for at in 0..whole.len() {
        for until in at..whole.len().min(at.saturating_add(3)) {
            let before = whole.get(..at).unwrap();
            let after = whole.get(until..).unwrap();
            for piece in pieces {
                agree(&format!("{before}{piece}{after}"));
            }
        }
    }
}

/// As `JSON.parse(text).toWellFormed()` has it; serde_json refuses these.
#[test]
fn an_unpaired_surrogate_becomes_one_replacement_character() {
    for (text, meaning) in [
        (r#""\ud83d""#, "\u{FFFD}"),
        (r#""\ud83dx""#, "\u{FFFD}x"),
        (r#""\ud83du0041""#, "\u{FFFD}u0041"),
        (r#""\ud83d\n""#, "\u{FFFD}\n"),
        (r#""\ud83d\u0041""#, "\u{FFFD}A"),
        (r#""\ud83d\ud83d\ude00""#, "\u{FFFD}\u{1F600}"),
        (r#""\ude00""#, "\u{FFFD}"),
        (r#""\ude00u0041""#, "\u{FFFD}u0041"),
        (r#""\ude00\n""#, "\u{FFFD}\n"),
        (r#""\ude00\u0041""#, "\u{FFFD}A"),
        (r#""\ude00\ude00""#, "\u{FFFD}\u{FFFD}"),
    ] {
        let reading = json::read(text).unwrap();
        assert_eq!(reading.value.text(), Some(meaning), "{text}");
    }
}

fn departures(text: &str) -> Vec<Departure> {
    let reading = json::read(text).unwrap();
    reading.departures.iter().map(|(kind, _)| *kind).collect()
}

#[test]
fn departures_are_reported_and_values_kept() {
    for (text, departure) in [
        (r#"{'a': "x"}"#, Departure::SingleQuotes),
        (r#"{“a”: "x"}"#, Departure::TypographicQuotes),
        (r#"{"a": ‘x’}"#, Departure::TypographicQuotes),
        (r#"{a: "x"}"#, Departure::BareName),
        (r#"{"a": "x",}"#, Departure::TrailingComma),
        (r#"{"a": "x", "b": None}"#, Departure::Word),
        (r#"{"a": "x", "b": False}"#, Departure::Word),
        ("{\"a\":\u{a0}\"x\"}", Departure::Space),
        ("{\"a\":\"x\",\"b\":\"1\n2\"}", Departure::Control),
        (r#"{"a":"x","b":"\%"}"#, Departure::Escape),
        (r#"{"a":"x","b":"12"#, Departure::Cut),
        ("{\"a\":\"x\",\"b\":\"1\n2", Departure::Cut),
        ("{\"a\":\"x\",\"b\":\"1\\\n2\"}", Departure::Escape),
        ("{\"a\": // one\n\"x\"}", Departure::Comment),
        (r#"{"a": /* one */ "x"}"#, Departure::Comment),
        (r#"{"a": u"x"}"#, Departure::Prefix),
        (r#"{"a": `x`}"#, Departure::SingleQuotes),
    ] {
        assert_eq!(departures(text), [departure], "{text}");
        let value = json::read(text).unwrap().value;
        assert_eq!(value.get("a").and_then(Value::text), Some("x"), "{text}");
    }
    let every = [
        Departure::SingleQuotes,
        Departure::BareName,
        Departure::Word,
        Departure::TrailingComma,
    ];
    let twice = r#"{'a': 'x', b: None, c: True, 'd': [1,],}"#;
    assert_eq!(departures(twice), every, "each once, in order");
    let place = json::read("{\n  'ä': 1}").unwrap().departures;
    let at = Position { line: 2, column: 3 };
    assert_eq!(place, [(Departure::SingleQuotes, at)]);
}

#[test]
fn truncated_values_are_absent() {
    let whole = r#"{"a":"secret","n":1754089739887,"l":[12,34],"t":true}"#;
    for length in 1..whole.len() {
        let reading = json::read(whole.get(..length).unwrap()).unwrap();
        assert!(reading.has(Departure::Cut), "{length}");
        let text = reading.value.get("a").map(|value| value.text().unwrap());
        assert!(text.is_none_or(|text| text == "secret"), "{length}");
        let number = reading.value.get("n").map(|value| value.integer().unwrap());
        assert!(number.is_none_or(|n| n == 1_754_089_739_887), "{length}");
        if let Some(Value::List(numbers)) = reading.value.get("l") {
            let all = [Value::Number("12".into()), Value::Number("34".into())];
            assert!(all.starts_with(numbers), "{length}");
        }
    }
}

#[test]
fn errors_have_a_position() {
    let at = |line, column| Err(Fault::Unexpected(Position { line, column }));
    assert_eq!(json::read("{\"ü\":\n 1 2}"), at(2, 4));
    assert_eq!(json::read("<html>"), at(1, 1));
    assert_eq!(json::read("Unauthorized"), at(1, 13));
    assert_eq!(json::read(r#"{"a":nul}"#), at(1, 6));
    assert_eq!(json::read(r#"["a", no]"#), at(1, 7));
    assert_eq!(json::read(r#"{"a":"\u12"}"#), at(1, 11));
    assert_eq!(json::read(" \n"), Err(Fault::Empty));
}

#[test]
fn size_and_depth_are_bounded() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(json::read(&nested(MAX_DEPTH)).is_ok());
    assert_eq!(
        json::read(&nested(MAX_DEPTH.saturating_add(1))),
        Err(Fault::TooDeep)
    );
    assert_eq!(json::read(&"[".repeat(MAX_BYTES)), Err(Fault::TooDeep));
    let long = " ".repeat(MAX_BYTES.saturating_add(1));
    assert_eq!(json::read(&long), Err(Fault::TooLong));
}

#[test]
fn trailing_text_is_not_consumed() {
    let reading = json::read("{\"a\":1}\n HTTP/1.1 401").unwrap();
    assert_eq!(reading.end, 9);
    assert!(reading.departures.is_empty());
}

/// [`json::salvage`] on text that [`json::read`] rejects or truncates.
#[test]
fn damaged_text_is_salvaged() {
    let salvage = |text: &str| {
        let reading = json::salvage(text);
        let kinds: Vec<Departure> = reading.departures.iter().map(|(kind, _)| *kind).collect();
        let a = reading.value.find("a").and_then(|object| object.get("a"));
        (
            a.and_then(Value::text).map(str::to_owned),
            kinds,
            reading.unexpected,
        )
    };
    for (text, kinds, unexpected) in [
        (r#"{"a":"x"}"#, vec![], None),
        (
            r#"{a: x}"#,
            vec![Departure::BareName, Departure::BareValue],
            None,
        ),
        (r#"{"a" = "x"}"#, vec![Departure::Unexpected], Some('=')),
        (r#"{"a" => "x"}"#, vec![Departure::Unexpected], Some('=')),
        (
            r#"{"b":"y" "a":"x"}"#,
            vec![Departure::Unexpected],
            Some('"'),
        ),
        (
            r#"{"b":"y"; "a":"x"}"#,
            vec![Departure::Unexpected],
            Some(';'),
        ),
        (
            r#"{"a":"x"} and more"#,
            vec![Departure::Unexpected],
            Some('a'),
        ),
        (r#"{"a":"x"#, vec![Departure::Cut], None),
        (r#"[{"a":"x"}"#, vec![Departure::Cut], None),
        (
            r#"{"b": 1, "c": None, "a": b'x'}"#,
            vec![Departure::Word, Departure::Prefix, Departure::SingleQuotes],
            None,
        ),
        ("{“a\": “x\"}", vec![Departure::TypographicQuotes], None),
        (r#"{"a":"x\u12"}"#, vec![Departure::Escape], None),
        ("{\"a\":\"x\\\n\"}", vec![], None),
        (
            "{\"b\":null\n\"c\":true, \"d\":false, \"a\":\"x\"}",
            vec![Departure::Unexpected],
            Some('"'),
        ),
        (r#"{"b":,"a":"x"}"#, vec![Departure::Unexpected], Some(',')),
    ] {
        assert_eq!(
            salvage(text),
            (Some("x".to_owned()), kinds, unexpected),
            "{text}"
        );
    }
    let deep = "[".repeat(MAX_DEPTH.saturating_add(1));
    for text in ["", " ", "{", "{\"", "{\"a\":", "\\", "]", &deep] {
        assert_eq!(salvage(text).0.unwrap_or_default(), "", "{text}");
    }
    // What stands in front of too deep a nest is kept.
    let nest = salvage(&format!(r#"{{"a":"x","b":{deep}"#));
    assert_eq!(nest.0.as_deref(), Some("x"));
    // A name whose value is cut off is there.
    let named = json::salvage(r#"{"a":"x","b":"#).value;
    assert_eq!(named.get("b").and_then(Value::text), Some(""));
    assert!(json::salvage(&" ".repeat(MAX_BYTES.saturating_add(1))).end <= MAX_BYTES);
}
