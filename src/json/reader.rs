//! The reader: recursive descent over characters, its depth bounded.

use super::{Departure, Fault, MAX_DEPTH, Position, Reading, Value};
use zeroize::Zeroizing;

/// Quotes that word processors and chats make of `"`, of either side.
const DOUBLE: &[char] = &['“', '”', '„', '‟', '«', '»', '″', '＂'];
/// And of `'`.
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
    let mut reader = Reader {
        text,
        at: 0,
        departures: Vec::new(),
    };
    reader.skip_space();
    if reader.peek().is_none() {
        return Err(Fault::Empty);
    }
    let value = match reader.value(0) {
        Ok(part) => part.value,
        // A cut word, number or string by itself: nothing is certain.
        Err(Stop::Cut) => return Err(reader.unexpected()),
        Err(Stop::Fault(fault)) => return Err(fault),
    };
    reader.skip_space();
    Ok(Reading {
        value,
        end: reader.at,
        departures: reader.departures,
    })
}

struct Reader<'a> {
    text: &'a str,
    /// How much is read, in bytes.
    at: usize,
    departures: Vec<(Departure, Position)>,
}

impl<'a> Reader<'a> {
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

    /// White space of RFC 8259, section 2, and what copying makes of it.
    fn skip_space(&mut self) {
        let is_space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
        self.run(is_space);
        let start = self.at;
        let other = |c: char| c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}');
        if !self.run(other).is_empty() {
            self.depart(Departure::Space, start);
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

    fn depart(&mut self, departure: Departure, at: usize) {
        if self.departures.iter().all(|(own, _)| *own != departure) {
            let position = Position::of(self.text, at);
            self.departures.push((departure, position));
        }
    }

    fn value(&mut self, depth: usize) -> Result<Part, Stop> {
        self.skip_space();
        match self.peek() {
            Some('{' | '[') if depth >= MAX_DEPTH => Err(Stop::Fault(Fault::TooDeep)),
            Some('{') => self.object(depth),
            Some('[') => self.list(depth),
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
                return Err(reader.stop());
            }
            let part = reader.value(depth.saturating_add(1))?;
            members.push((name, part.value));
            Ok(part.cut)
        })?;
        let value = Value::Object(members);
        Ok(Part { value, cut })
    }

    /// What stands between an opening bracket and its `close`, item by item. Says whether the text
    /// ended before it.
    fn items(
        &mut self,
        close: char,
        mut item: impl FnMut(&mut Self) -> Result<bool, Stop>,
    ) -> Result<bool, Stop> {
        self.next();
        self.skip_space();
        if self.take(close) {
            return Ok(false);
        }
        loop {
            match item(self) {
                Ok(false) => {}
                Ok(true) => return Ok(true),
                Err(Stop::Cut) => return Ok(self.cut()),
                Err(fault) => return Err(fault),
            }
            self.skip_space();
            let comma = self.at;
            match self.peek() {
                Some(',') => self.next(),
                Some(found) if found == close => None,
                None => return Ok(self.cut()),
                Some(_) => return Err(Stop::Fault(self.unexpected())),
            };
            let more = comma != self.at;
            self.skip_space();
            if self.take(close) {
                if more {
                    self.depart(Departure::TrailingComma, comma);
                }
                return Ok(false);
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
        let bare = self.run(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '$' | '-'));
        if bare.is_empty() {
            return self.string().map(|name| name.to_string());
        }
        self.depart(Departure::BareName, start);
        Ok(bare.to_owned())
    }

    fn word(&mut self) -> Result<Value, Stop> {
        let start = self.at;
        let word = self.run(|c| c.is_ascii_alphabetic());
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
            Some(open) if DOUBLE.contains(&open) => DOUBLE,
            Some(open) if SINGLE.contains(&open) => SINGLE,
            _ => return Err(self.stop()),
        };
        match ends {
            ['"'] => {}
            ['\''] => self.depart(Departure::SingleQuotes, start),
            _ => self.depart(Departure::TypographicQuotes, start),
        }
        self.next();
        // Escapes are never shorter than what they stand for, so this is allocated once unless the
        // string holds an escaped quote.
        let length = self.rest().find(ends).ok_or(Stop::Cut)?;
        let mut out = Zeroizing::new(String::with_capacity(length));
        loop {
            let at = self.at;
            match self.next().ok_or(Stop::Cut)? {
                '\\' => out.push(self.escape(at)?),
                end if ends.contains(&end) => return Ok(out),
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
    fn escape(&mut self, at: usize) -> Result<char, Stop> {
        Ok(match self.next().ok_or(Stop::Cut)? {
            'b' => '\u{0008}',
            'f' => '\u{000C}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => self.unicode()?,
            plain @ ('"' | '\\' | '/') => plain,
            other => {
                self.depart(Departure::Escape, at);
                other
            }
        })
    }

    /// The character of `XXXX`, or of `XXXX\uXXXX` for a surrogate pair; half a pair is shown as
    /// U+FFFD, as browsers have it.
    fn unicode(&mut self) -> Result<char, Stop> {
        let high = self.unit()?;
        if let Some(character) = char::from_u32(high) {
            return Ok(character);
        }
        let back = self.at;
        if (0xD800..0xDC00).contains(&high) && self.take('\\') && self.take('u') {
            let low = self.unit()?;
            if let (0xDC00..0xE000, Ok(high), Ok(low)) =
                (low, u16::try_from(high), u16::try_from(low))
            {
                let mut pair = char::decode_utf16([high, low]);
                return Ok(pair
                    .next()
                    .and_then(Result::ok)
                    .unwrap_or(char::REPLACEMENT_CHARACTER));
            }
        }
        self.at = back;
        Ok(char::REPLACEMENT_CHARACTER)
    }

    fn unit(&mut self) -> Result<u32, Stop> {
        let mut unit = 0_u32;
        for _ in 0..4 {
            let digit = self.peek().and_then(|c| c.to_digit(16));
            let digit = digit.ok_or_else(|| self.stop())?;
            self.next();
            unit = unit.wrapping_shl(4) | digit;
        }
        Ok(unit)
    }
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
