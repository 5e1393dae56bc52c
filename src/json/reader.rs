//! The reader: recursive descent over characters, its depth bounded.

use super::{Departure, Fault, MAX_DEPTH, Position, Reading, Value};
use zeroize::Zeroizing;

/// The quotes that word processors and chats put in place of `"`, opening or closing.
const DOUBLE: &[char] = &['“', '”', '„', '‟', '«', '»', '″', '＂'];
/// Those in place of `'`.
const SINGLE: &[char] = &['‘', '’', '‚', '‛', '′'];

/// Why a value is not there.
enum Stop {
    /// The text ended; what was whole is kept by the containers around it.
    Cut,
    Fault(Fault),
}

/// A value, or as much of a container as was whole when the text ended.
struct Part {
    value: Value,
    cut: bool,
}

impl Part {
    fn whole(value: Value) -> Result<Self, Stop> {
        Ok(Self { value, cut: false })
    }
}

pub(super) fn read(text: &str) -> Result<Reading, Fault> {
    let mut reader = Reader::new(text, false);
    reader.skip_space();
    if reader.peek().is_none() {
        return Err(Fault::Empty);
    }
    match reader.value(0) {
        Ok(part) => Ok(reader.finish(part.value)),
        // A word, number or string that was cut and stands alone means nothing certain.
        Err(Stop::Cut) => Err(reader.unexpected()),
        Err(Stop::Fault(fault)) => Err(fault),
    }
}

pub(super) fn salvage(text: &str) -> Reading {
    let mut reader = Reader::new(text, true);
    let value = match reader.value(0) {
        Ok(part) => part.value,
        Err(_) => {
            reader.cut();
            Value::Null
        }
    };
    reader.finish(value)
}

struct Reader<'a> {
    text: &'a str,
    /// How much is read, in bytes.
    at: usize,
    /// Whether to go on after a departure that makes the meaning a guess.
    salvages: bool,
    departures: Vec<(Departure, Position)>,
    unexpected: Option<char>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, salvages: bool) -> Self {
        Self {
            text,
            at: 0,
            salvages,
            departures: Vec::new(),
            unexpected: None,
        }
    }

    fn finish(mut self, value: Value) -> Reading {
        self.skip_space();
        if self.salvages && self.peek().is_some() {
            self.note_unexpected();
        }
        Reading {
            value,
            end: self.at,
            departures: self.departures,
            unexpected: self.unexpected,
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at = self.at.saturating_add(next.len_utf8());
        Some(next)
    }

    /// Takes the next character, if it is this one.
    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.next();
        }
        found
    }

    /// Takes characters as long as they are wanted.
    fn run(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.find(|c| !wanted(c)).unwrap_or(rest.len());
        self.at = self.at.saturating_add(length);
        rest.get(..length).unwrap_or_default()
    }

    /// White space of RFC 8259, section 2, and what copying makes of it; comments.
    fn skip_space(&mut self) {
        let is_space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
        let other = |c: char| c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}');
        loop {
            self.run(is_space);
            let start = self.at;
            if !self.run(other).is_empty() {
                self.depart(Departure::Space, start);
            }
            let rest = self.rest();
            let comment = [("//", "\n"), ("/*", "*/")]
                .into_iter()
                .find_map(|(open, close)| Some((rest.strip_prefix(open)?, close)));
            let Some((inside, close)) = comment else {
                return;
            };
            self.depart(Departure::Comment, start);
            let behind = inside.split_once(close).map_or("", |(_, behind)| behind);
            self.at = self.text.len().saturating_sub(behind.len());
        }
    }

    fn unexpected(&self) -> Fault {
        Fault::Unexpected(Position::of(self.text, self.at))
    }

    /// What stands here does not belong here, or is not there.
    fn stop(&self) -> Stop {
        match self.peek() {
            None => Stop::Cut,
            Some(_) => Stop::Fault(self.unexpected()),
        }
    }

    /// Notes an unexpected character, when salvaging; the caller goes on behind it.
    fn note_unexpected(&mut self) {
        self.depart(Departure::Unexpected, self.at);
        self.unexpected = self.unexpected.or(self.peek());
    }

    /// Goes on after an unexpected character when salvaging; else the reading ends.
    fn tolerate(&mut self) -> Result<(), Stop> {
        if !self.salvages || self.peek().is_none() {
            return Err(self.stop());
        }
        self.note_unexpected();
        Ok(())
    }

    fn depart(&mut self, departure: Departure, at: usize) {
        if self.departures.iter().all(|(kind, _)| *kind != departure) {
            let position = Position::of(self.text, at);
            self.departures.push((departure, position));
        }
    }

    fn value(&mut self, depth: usize) -> Result<Part, Stop> {
        self.skip_space();
        match self.peek() {
            Some('{' | '[') if depth >= MAX_DEPTH && self.salvages => {
                self.note_unexpected();
                self.at = self.text.len();
                Part::whole(Value::Null)
            }
            Some('{' | '[') if depth >= MAX_DEPTH => Err(Stop::Fault(Fault::TooDeep)),
            Some('{') => self.object(depth),
            Some('[') => self.list(depth),
            Some(c) if self.salvages && !opens_string(c) => {
                let value = self.bare(Departure::BareValue)?;
                Part::whole(value)
            }
            Some('-' | '0'..='9') => Part::whole(self.number(depth)?),
            Some(c) if c.is_ascii_alphabetic() => Part::whole(self.word()?),
            _ => Part::whole(Value::Text(self.string()?)),
        }
    }

    fn list(&mut self, depth: usize) -> Result<Part, Stop> {
        let mut values = Vec::new();
        let cut = self.items(']', |reader| {
            let part = reader.value(depth.saturating_add(1))?;
            values.push(part.value);
            Ok(part.cut)
        })?;
        let value = Value::List(values);
        Ok(Part { value, cut })
    }

    fn object(&mut self, depth: usize) -> Result<Part, Stop> {
        let mut members = Vec::new();
        let cut = self.items('}', |reader| {
            let name = reader.name()?;
            reader.skip_space();
            if !reader.take(':') {
                reader.no_colon()?;
            }
            match reader.value(depth.saturating_add(1)) {
                Ok(part) => {
                    members.push((name, part.value));
                    Ok(part.cut)
                }
                Err(Stop::Cut) if reader.salvages => {
                    let empty = Value::Text(Zeroizing::new(String::new()));
                    members.push((name, empty));
                    Ok(reader.cut())
                }
                Err(stop) => Err(stop),
            }
        })?;
        let value = Value::Object(members);
        Ok(Part { value, cut })
    }

    /// Something other than a colon behind a name: `=` or `=>`, or one unexpected character.
    fn no_colon(&mut self) -> Result<(), Stop> {
        if self.salvages && self.peek().is_none() {
            self.cut();
            return Ok(());
        }
        self.tolerate()?;
        if !self.take('=') {
            self.next();
        }
        self.take('>');
        Ok(())
    }

    /// Reads what is between an opening bracket and its `close`, item by item. Returns whether the
    /// text ended before it.
    fn items(
        &mut self,
        close: char,
        mut item: impl FnMut(&mut Self) -> Result<bool, Stop>,
    ) -> Result<bool, Stop> {
        self.next();
        let mut comma = None;
        loop {
            self.skip_space();
            if self.take(close) {
                if let Some(at) = comma {
                    self.depart(Departure::TrailingComma, at);
                }
                return Ok(false);
            }
            match item(self) {
                Ok(false) => {}
                Ok(true) => return Ok(true),
                Err(Stop::Cut) => return Ok(self.cut()),
                Err(fault) => return Err(fault),
            }
            self.skip_space();
            comma = None;
            match self.peek() {
                Some(',') => {
                    comma = Some(self.at);
                    self.next();
                }
                Some(found) if found == close => {}
                None => return Ok(self.cut()),
                Some(found) => {
                    self.tolerate()?;
                    // Where a comma is missing, the next item begins here.
                    if !opens_string(found) && !found.is_alphanumeric() {
                        self.next();
                    }
                }
            }
        }
    }

    fn cut(&mut self) -> bool {
        self.depart(Departure::Cut, self.text.len());
        true
    }

    fn name(&mut self) -> Result<String, Stop> {
        self.skip_space();
        let start = self.at;
        if self.salvages && !self.peek().is_some_and(opens_string) {
            return Ok(match self.bare(Departure::BareName)? {
                Value::Text(name) => name.to_string(),
                _ => String::new(),
            });
        }
        let bare = self.run(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '$' | '-'));
        if bare.is_empty() {
            return self.string().map(|name| name.to_string());
        }
        self.depart(Departure::BareName, start);
        Ok(bare.to_owned())
    }

    /// When salvaging: a number, a literal, or text without quotes up to the next character that
    /// means something to JSON.
    fn bare(&mut self, departure: Departure) -> Result<Value, Stop> {
        let start = self.at;
        let text = self.run(|c| !matches!(c, ',' | '}' | ']' | ':' | '\n') && !opens_string(c));
        if self.peek().is_some_and(opens_string) {
            self.depart(Departure::Prefix, start);
            return Ok(Value::Text(self.string()?));
        }
        let text = text.trim();
        Ok(match text {
            "null" => Value::Null,
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "None" | "undefined" | "True" | "False" => {
                self.depart(Departure::Word, start);
                Value::Null
            }
            "" => {
                // Nothing begins with this character.
                self.tolerate()?;
                self.next();
                Value::Null
            }
            _ if is_number(text) => Value::Number(text.to_owned()),
            _ => {
                self.depart(departure, start);
                Value::Text(Zeroizing::new(text.to_owned()))
            }
        })
    }

    fn word(&mut self) -> Result<Value, Stop> {
        let start = self.at;
        let word = self.run(|c| c.is_ascii_alphabetic());
        if word.len() <= 2 && self.peek().is_some_and(opens_string) {
            self.depart(Departure::Prefix, start);
            return Ok(Value::Text(self.string()?));
        }
        let value = match word {
            "null" | "None" | "undefined" => Value::Null,
            "true" | "True" => Value::Bool(true),
            "false" | "False" => Value::Bool(false),
            _ if self.rest().is_empty() => return Err(Stop::Cut),
            _ => {
                self.at = start;
                return Err(self.stop());
            }
        };
        if matches!(word, "None" | "undefined" | "True" | "False") {
            self.depart(Departure::Word, start);
        }
        Ok(value)
    }

    /// RFC 8259, section 6. Inside a container, a number at the very end may go on where the text was
    /// cut.
    fn number(&mut self, depth: usize) -> Result<Value, Stop> {
        let start = self.at;
        let digits = self.run(|c| matches!(c, '0'..='9' | '+' | '-' | '.' | 'e' | 'E'));
        if self.rest().is_empty() && depth > 0 {
            return Err(Stop::Cut);
        }
        if is_number(digits) {
            return Ok(Value::Number(digits.to_owned()));
        }
        self.at = start;
        Err(self.stop())
    }

    fn string(&mut self) -> Result<Zeroizing<String>, Stop> {
        let start = self.at;
        let ends: &[char] = match self.peek() {
            Some('"') => &['"'],
            Some('\'') => &['\''],
            Some('`') => &['`'],
            Some(open) if DOUBLE.contains(&open) => DOUBLE,
            Some(open) if SINGLE.contains(&open) => SINGLE,
            _ => return Err(self.stop()),
        };
        match ends {
            ['"'] => {}
            ['\''] | ['`'] => self.depart(Departure::SingleQuotes, start),
            _ => self.depart(Departure::TypographicQuotes, start),
        }
        self.next();
        // Escapes are never shorter than what they stand for, so this is allocated once unless the
        // string holds an escaped quote.
        let length = match self.rest().find(ends) {
            Some(length) => length,
            None if self.salvages => self.rest().len(),
            None => return Err(Stop::Cut),
        };
        let mut out = Zeroizing::new(String::with_capacity(length));
        loop {
            let at = self.at;
            let Some(next) = self.next() else {
                if self.salvages {
                    self.cut();
                    return Ok(out);
                }
                return Err(Stop::Cut);
            };
            match next {
                '\\' => out.extend(self.escape(at)?),
                end if ends.contains(&end) => return Ok(out),
                // Typographic quotes are often mixed with others.
                end if self.salvages && ends.len() > 1 && opens_string(end) => return Ok(out),
                plain => {
                    if plain < ' ' {
                        self.depart(Departure::Control, at);
                    }
                    out.push(plain);
                }
            }
        }
    }

    /// RFC 8259, section 7.
    fn escape(&mut self, at: usize) -> Result<Option<char>, Stop> {
        let Some(next) = self.next() else {
            return if self.salvages {
                Ok(None)
            } else {
                Err(Stop::Cut)
            };
        };
        Ok(Some(match next {
            'b' => '\u{0008}',
            'f' => '\u{000C}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => match self.unicode() {
                Some(character) => character,
                None if self.salvages => {
                    self.depart(Departure::Escape, at);
                    return Ok(None);
                }
                None => return Err(self.stop()),
            },
            plain @ ('"' | '\\' | '/') => plain,
            // A backslash at the end of a line joins two lines in Python and JavaScript.
            '\n' if self.salvages => return Ok(None),
            other => {
                self.depart(Departure::Escape, at);
                other
            }
        }))
    }

    /// The character of `XXXX`, or of `XXXX\uXXXX` for a surrogate pair; half a pair is shown as
    /// U+FFFD, as browsers have it. `None` in front of what is no digit.
    fn unicode(&mut self) -> Option<char> {
        let high = self.unit()?;
        if let Some(character) = char::from_u32(high) {
            return Some(character);
        }
        let back = self.at;
        if (0xD800..0xDC00).contains(&high) && self.take('\\') && self.take('u') {
            let low = self.unit()?;
            if let (0xDC00..0xE000, Ok(high), Ok(low)) =
                (low, u16::try_from(high), u16::try_from(low))
            {
                let mut pair = char::decode_utf16([high, low]);
                return Some(
                    pair.next()
                        .and_then(Result::ok)
                        .unwrap_or(char::REPLACEMENT_CHARACTER),
                );
            }
        }
        self.at = back;
        Some(char::REPLACEMENT_CHARACTER)
    }

    fn unit(&mut self) -> Option<u32> {
        let mut unit = 0_u32;
        for _ in 0..4 {
            let digit = self.peek()?.to_digit(16)?;
            self.next();
            unit = unit.wrapping_shl(4) | digit;
        }
        Some(unit)
    }
}

/// Whether a character opens a string: a quote of any kind.
fn opens_string(character: char) -> bool {
    matches!(character, '"' | '\'' | '`')
        || DOUBLE.contains(&character)
        || SINGLE.contains(&character)
}

/// `[ minus ] int [ frac ] [ exp ]`.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent
            .is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}
