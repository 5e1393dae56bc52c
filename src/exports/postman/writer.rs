//! JSON as a file (RFC 8259): as much of it as a Postman file has.

/// Writes from the outside to the inside, two spaces for each depth.
#[derive(Default)]
pub(super) struct Writer {
    text: String,
    depth: usize,
    /// Something stands before the next member at this depth.
    follows: bool,
}

impl Writer {
    /// The file, ended by a line feed.
    pub(super) fn finish(mut self) -> String {
        self.text.push('\n');
        self.text
    }

    /// Begins a member of the object.
    pub(super) fn key(&mut self, name: &str) -> &mut Self {
        self.item();
        self.quoted(name);
        self.text.push_str(": ");
        self
    }

    /// Begins an item of the array.
    pub(super) fn item(&mut self) -> &mut Self {
        if self.follows {
            self.text.push(',');
        }
        self.new_line();
        self.follows = true;
        self
    }

    /// Opens an object or an array.
    pub(super) fn open(&mut self, bracket: char) {
        self.text.push(bracket);
        self.depth = self.depth.saturating_add(1);
        self.follows = false;
    }

    /// Closes the object or array that was opened last.
    pub(super) fn close(&mut self, bracket: char) {
        self.depth = self.depth.saturating_sub(1);
        if self.follows {
            self.new_line();
        }
        self.text.push(bracket);
        self.follows = true;
    }

    /// A whole member of the object.
    pub(super) fn pair(&mut self, name: &str, value: &str) {
        self.key(name).quoted(value);
    }

    /// A whole item of the array: an object of two members.
    pub(super) fn entry(&mut self, key: &str, value: &str) {
        self.item().open('{');
        self.pair("key", key);
        self.pair("value", value);
        self.close('}');
    }

    /// A string, with what must be escaped (section 7).
    pub(super) fn quoted(&mut self, text: &str) {
        self.text.push('"');
        for letter in text.chars() {
            match letter {
                '"' | '\\' => self.text.extend(['\\', letter]),
                '\n' => self.text.push_str("\\n"),
                letter if letter < ' ' => {
                    self.text.push_str(&format!("\\u{:04x}", u32::from(letter)));
                }
                letter => self.text.push(letter),
            }
        }
        self.text.push('"');
    }

    /// As it is: a word of JSON.
    pub(super) fn word(&mut self, word: &str) {
        self.text.push_str(word);
    }

    fn new_line(&mut self) {
        self.text.push('\n');
        for _ in 0..self.depth {
            self.text.push_str("  ");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back_as_it_was() {
        let all: String = (0..0x300).filter_map(char::from_u32).collect();
        let mut writer = Writer::default();
        writer.open('{');
        writer.pair("text", &all);
        writer.key("list").open('[');
        writer.entry("a", "\"");
        writer.item().word("true");
        writer.close(']');
        writer.key("none").open('[');
        writer.close(']');
        writer.close('}');
        let text = writer.finish();
        let read: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
        let list = serde_json::json!([{ "key": "a", "value": "\"" }, true]);
        let expected = serde_json::json!({ "text": all, "list": list, "none": [] });
        assert_eq!(read, expected);
        assert!(
            text.ends_with("\n    true\n  ],\n  \"none\": []\n}\n"),
            "{text}"
        );
    }
}
