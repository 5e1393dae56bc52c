//! JSON (RFC 8259) as people paste it: read whole where it is right, and read as far as its meaning
//! is certain where it is not, with a note of every departure from the grammar.
//!
//! Why not `serde_json`: it stops at the first departure, and the departures are what is looked for
//! here. Text may hold a token: strings are wiped when dropped and never stand in a fault.

mod reader;

use zeroize::Zeroizing;

/// The longest text that is read, in bytes. Answers and requests have a few thousand.
pub const MAX_BYTES: usize = 1 << 20;

/// How deep lists and objects may stand in each other.
pub const MAX_DEPTH: usize = 32;

/// A JSON value.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as it is written: nothing is rounded.
    Number(String),
    /// A string, its escapes resolved.
    Text(Zeroizing<String>),
    /// An array.
    List(Vec<Value>),
    /// An object: its members in their order, of equal names all.
    Object(Vec<(String, Value)>),
}

impl Value {
    /// The member `name` of an object; of several the last, as JavaScript has it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else {
            return None;
        };
        let found = members.iter().rev().find(|(own, _)| own == name);
        found.map(|(_, value)| value)
    }

    /// The first object that has a member `name`: this one, or one inside of it.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Self> {
        if self.get(name).is_some() {
            return Some(self);
        }
        match self {
            Self::List(values) => values.iter().find_map(|value| value.find(name)),
            Self::Object(members) => members.iter().find_map(|(_, value)| value.find(name)),
            _ => None,
        }
    }

    /// The text of a string.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The value of a whole number that fits.
    #[must_use]
    pub fn integer(&self) -> Option<i64> {
        match self {
            Self::Number(digits) => digits.parse().ok(),
            _ => None,
        }
    }
}

/// A place in the text: both count from 1, the column in characters.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

impl Position {
    /// The place of the byte `offset` of `text`.
    fn of(text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.rsplit('\n').next().unwrap_or_default();
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX).saturating_add(1);
        Self {
            line: count(before.matches('\n').count()),
            column: count(line.chars().count()),
        }
    }
}

/// A way in which text is not JSON although its meaning is certain.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Departure {
    /// A name without quotes.
    BareName,
    /// A line break, a tab or another control character inside a string.
    Control,
    /// The text ends inside a value. What was whole by then is there; a string, number or member
    /// that was cut is not.
    Cut,
    /// A backslash before a character that takes none.
    Escape,
    /// Single quotes around a string.
    SingleQuotes,
    /// White space that JSON does not know, such as a no-break space or a byte order mark.
    Space,
    /// A comma before a closing bracket.
    TrailingComma,
    /// Typographic quotes around a string.
    TypographicQuotes,
    /// `True`, `False`, `None` or `undefined`: what Python and JavaScript print.
    Word,
}

/// Why text cannot be read as JSON.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Fault {
    /// Nothing but white space.
    Empty,
    /// Lists and objects deeper than [`MAX_DEPTH`].
    TooDeep,
    /// Longer than [`MAX_BYTES`].
    TooLong,
    /// A character that cannot stand where it stands.
    Unexpected(Position),
}

/// What was read.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Reading {
    /// The value.
    pub value: Value,
    /// How the text departs from the grammar: the first place of each kind. None, if it is JSON and
    /// [`Reading::end`] is the text's length.
    pub departures: Vec<(Departure, Position)>,
    /// Where the value ends and the white space after it, in bytes. What follows is not read.
    pub end: usize,
}

impl Reading {
    /// Whether the text departs from the grammar in this way.
    #[must_use]
    pub fn has(&self, departure: Departure) -> bool {
        self.departures.iter().any(|(own, _)| *own == departure)
    }
}

/// Reads the value at the start of `text`.
///
/// # Errors
/// [`Fault`], if the meaning of the text is not certain.
pub fn read(text: &str) -> Result<Reading, Fault> {
    if text.len() > MAX_BYTES {
        return Err(Fault::TooLong);
    }
    reader::read(text)
}
