//! A lenient reader of JSON (RFC 8259) that reports every departure from the grammar.
//!
//! [`read`] stops where the meaning of the text is no longer certain; [`salvage`] goes on. Why not
//! `serde_json`: it stops at the first departure, and the departures are of interest here. Text may
//! hold a token: strings are wiped when dropped and never part of a fault.

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
    /// Returns the member `name` of an object; of several the last, as JavaScript does.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else {
            return None;
        };
        let found = members.iter().rev().find(|(member, _)| member == name);
        found.map(|(_, value)| value)
    }

    /// Returns the first object with a member `name`: this one, or one inside of it.
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

    /// Returns the text of a string.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the value of a whole number that fits.
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

/// A way in which text departs from the grammar of JSON.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Departure {
    /// A name without quotes.
    BareName,
    /// A value without quotes. Read by [`salvage`] only.
    BareValue,
    /// `// …` or `/* … */`.
    Comment,
    /// A line break, a tab or another control character inside a string.
    Control,
    /// The text ends inside a value. [`read`] keeps what was whole by then; [`salvage`] keeps the
    /// rest too.
    Cut,
    /// A backslash before a character that takes none.
    Escape,
    /// A letter or two before a string, as in Python's `u'…'` and `b"…"`.
    Prefix,
    /// Single quotes or backticks around a string.
    SingleQuotes,
    /// White space that JSON does not know, such as a no-break space or a byte order mark.
    Space,
    /// A comma before a closing bracket.
    TrailingComma,
    /// Typographic quotes around a string.
    TypographicQuotes,
    /// A character that cannot stand where it stands, or depth beyond [`MAX_DEPTH`]. Skipped by
    /// [`salvage`]; [`read`] returns a [`Fault`].
    Unexpected,
    /// `True`, `False`, `None` or `undefined`, as Python and JavaScript print them.
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
    /// The first unexpected character, if there is one.
    pub unexpected: Option<char>,
    /// Where the value ends and the white space after it, in bytes. What follows is not read.
    pub end: usize,
}

impl Reading {
    /// Whether the text departs from the grammar in this way.
    #[must_use]
    pub fn has(&self, departure: Departure) -> bool {
        self.departures.iter().any(|(kind, _)| *kind == departure)
    }
}

/// Returns the value at the start of `text`, with every departure after which the meaning is still
/// certain.
///
/// # Errors
/// [`Fault`], if the meaning of the text is not certain.
pub fn read(text: &str) -> Result<Reading, Fault> {
    if text.len() > MAX_BYTES {
        return Err(Fault::TooLong);
    }
    reader::read(text)
}

/// Returns whatever can be made of `text`, with every departure: for text that is known to be
/// damaged, where the damage itself is of interest. A string or name that was cut is kept.
#[must_use]
pub fn salvage(text: &str) -> Reading {
    let end = text.floor_char_boundary(MAX_BYTES);
    reader::salvage(text.get(..end).unwrap_or_default())
}
