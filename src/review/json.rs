//! JSON as people write it (RFC 8259, and away from it): the fields of an object, and every way in
//! which the text is not JSON.

use super::source::unescape;

/// How a text departs from JSON.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Flaw {
    /// `//` and what follows it.
    Comment,
    /// The end is missing.
    Cut,
    /// The fields stand inside another object or a list.
    Nested,
    /// Some other sign than JSON's.
    Other(char),
    /// `None`, `True`, `u'…'`.
    Python,
    /// `'…'`.
    SingleQuotes,
    /// `“…”`.
    SmartQuotes,
    /// `,}`.
    TrailingComma,
    /// Names or values without quotation marks.
    Unquoted,
}

/// The value of a field.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Field {
    /// A string.
    Text(String),
    /// Anything else.
    Other,
}

/// What was read.
#[derive(Debug, Default)]
pub(super) struct Object {
    /// The fields, those of nested objects among them, in order.
    pub(super) fields: Vec<(String, Field)>,
    /// What is not as JSON has it, each once and in the order of [`Flaw`].
    pub(super) flaws: Vec<Flaw>,
    /// The first element of a list that is a string.
    first: Option<String>,
}

impl Object {
    /// The first string that stands in a list.
    pub(super) fn first_text(&self) -> Option<&str> {
        self.first.as_deref()
    }
}

/// How deep objects may stand in each other.
const MAX_DEPTH: u32 = 8;
/// The most fields that are read.
const MAX_FIELDS: usize = 256;

/// Reads an object, or a list with objects in it.
pub(super) fn read(text: &str) -> Object {
    let mut reader = Reader {
        rest: text.chars(),
        object: Object::default(),
    };
    reader.space();
    if reader.peek() == Some('[') {
        reader.flaw(Flaw::Nested);
    }
    reader.value(0);
    reader.space();
    if let Some(next) = reader.next() {
        reader.flaw(Flaw::Other(next));
    }
    reader.object
}

struct Reader<'a> {
    rest: core::str::Chars<'a>,
    object: Object,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.rest.clone().next()
    }

    fn next(&mut self) -> Option<char> {
        self.rest.next()
    }

    fn take(&mut self, sign: char) -> bool {
        let found = self.peek() == Some(sign);
        if found {
            self.next();
        }
        found
    }

    fn flaw(&mut self, flaw: Flaw) {
        let flaws = &mut self.object.flaws;
        if !flaws.contains(&flaw) {
            let place = flaws.iter().position(|other| *other > flaw);
            flaws.insert(place.unwrap_or(flaws.len()), flaw);
        }
    }

    fn space(&mut self) {
        loop {
            let rest = self.rest.as_str();
            let comment = [("//", "\n"), ("/*", "*/")]
                .iter()
                .find_map(|(start, end)| Some((rest.strip_prefix(*start)?, *end)));
            if let Some((inside, end)) = comment {
                self.flaw(Flaw::Comment);
                self.rest = inside.split_once(end).map_or("", |(_, rest)| rest).chars();
            } else if self.peek().is_some_and(char::is_whitespace) {
                self.next();
            } else {
                return;
            }
        }
    }

    fn value(&mut self, depth: u32) -> Option<Field> {
        match self.peek() {
            None => {
                self.flaw(Flaw::Cut);
                None
            }
            Some(sign @ ('{' | '[')) => {
                self.next();
                self.container(sign, depth);
                Some(Field::Other)
            }
            Some(mark) if close(mark).is_some() => self.string().map(Field::Text),
            Some(_) => Some(self.word()),
        }
    }

    /// The members of an object or the elements of a list.
    fn container(&mut self, sign: char, depth: u32) {
        let end = if sign == '{' { '}' } else { ']' };
        if depth >= MAX_DEPTH {
            // Deeper than anyone writes: nothing behind it is read.
            self.flaw(Flaw::Other(sign));
            self.rest = "".chars();
            return;
        }
        let mut comma = false;
        loop {
            self.space();
            if self.take(end) {
                if comma {
                    self.flaw(Flaw::TrailingComma);
                }
                return;
            }
            if self.peek().is_none() {
                self.flaw(Flaw::Cut);
                return;
            }
            let read = if sign == '{' {
                self.member(depth)
            } else {
                self.element(depth)
            };
            if !read {
                return;
            }
            self.space();
            comma = self.take(',');
            if !comma && self.peek().is_some_and(|next| next != end) {
                self.between(end);
            }
        }
    }

    fn element(&mut self, depth: u32) -> bool {
        let value = self.value(depth.saturating_add(1));
        if let Some(Field::Text(text)) = &value {
            self.object.first.get_or_insert_with(|| text.clone());
        }
        value.is_some()
    }

    /// Something other than a comma behind a value: a comma that is missing, or another sign.
    fn between(&mut self, end: char) {
        let Some(next) = self.peek() else { return };
        self.flaw(Flaw::Other(next));
        if close(next).is_none() && next != end && !next.is_alphanumeric() {
            self.next();
        }
    }

    fn member(&mut self, depth: u32) -> bool {
        let name = match self.value(MAX_DEPTH) {
            Some(Field::Text(name)) => name,
            Some(Field::Other) => String::new(),
            None => return false,
        };
        self.space();
        if !self.take(':') {
            match self.peek() {
                None => self.flaw(Flaw::Cut),
                Some(other) => self.flaw(Flaw::Other(other)),
            }
            if !self.take('=') {
                self.next();
            }
            self.take('>');
        }
        self.space();
        if depth == 0 && matches!(self.peek(), Some('{')) {
            self.flaw(Flaw::Nested);
        }
        let Some(value) = self.value(depth.saturating_add(1)) else {
            self.keep(name, Field::Text(String::new()));
            return false;
        };
        self.keep(name, value);
        true
    }

    fn keep(&mut self, name: String, value: Field) {
        if self.object.fields.len() < MAX_FIELDS {
            self.object.fields.push((name, value));
        }
    }

    /// A string in any quotation marks.
    fn string(&mut self) -> Option<String> {
        let end = self.next().and_then(close)?;
        match end {
            '"' => {}
            '\'' | '`' => self.flaw(Flaw::SingleQuotes),
            _ => self.flaw(Flaw::SmartQuotes),
        }
        let smart = !end.is_ascii();
        let mut text = String::new();
        loop {
            match self.next() {
                None => {
                    self.flaw(Flaw::Cut);
                    return Some(text);
                }
                Some('\\') => unescape(&mut self.rest, &mut text),
                Some(c) if c == end || (smart && close(c).is_some()) => return Some(text),
                Some(c) => text.push(c),
            }
        }
    }

    /// A number, a literal, or text without quotation marks up to the next sign of JSON.
    fn word(&mut self) -> Field {
        let mut word = String::new();
        while let Some(next) = self.peek() {
            if matches!(next, ',' | '}' | ']' | ':' | '\n') {
                break;
            }
            if close(next).is_some() {
                // `u'…'` and `b"…"`: the prefix is Python's.
                self.flaw(Flaw::Python);
                return self.string().map_or(Field::Other, Field::Text);
            }
            word.push(next);
            self.next();
        }
        let word = word.trim();
        match word {
            "null" | "true" | "false" => Field::Other,
            "None" | "True" | "False" => {
                self.flaw(Flaw::Python);
                Field::Other
            }
            // Reading the number itself would bring tables of powers into the wasm.
            _ if is_number(word) => Field::Other,
            "" => {
                // A sign that nothing begins with; taken, so that reading goes on.
                if let Some(sign) = self.next() {
                    self.flaw(Flaw::Other(sign));
                }
                Field::Other
            }
            _ => {
                self.flaw(Flaw::Unquoted);
                Field::Text(word.to_owned())
            }
        }
    }
}

/// Whether a word is made of what numbers are made of (RFC 8259, section 6).
fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c == '-' || c.is_ascii_digit())
        && word
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | 'e' | 'E'))
}

/// The mark that closes a string opened with this one.
fn close(mark: char) -> Option<char> {
    match mark {
        '"' => Some('"'),
        '\'' => Some('\''),
        '`' => Some('`'),
        '“' | '”' | '„' => Some('”'),
        '‘' | '’' | '‚' => Some('’'),
        '«' => Some('»'),
        _ => None,
    }
}
