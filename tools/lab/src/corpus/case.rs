//! One case: a header in words, an empty line, and the bytes of the user's file.

/// One file of the corpus.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) folder: &'static str,
    pub(super) name: String,
    fields: Vec<(&'static str, String)>,
    payload: Vec<u8>,
}

impl Case {
    /// A case that the session answers with `expect`: `ready`, or the code of a notice.
    pub(super) fn new(
        folder: &'static str,
        name: impl Into<String>,
        expect: &str,
        payload: impl Into<Vec<u8>>,
    ) -> Self {
        Self {
            folder,
            name: name.into(),
            fields: vec![("expect", expect.to_owned())],
            payload: payload.into(),
        }
    }

    /// A private key, or something in its place, with this companion's certificate.
    pub(super) fn key(self, companion: &str) -> Self {
        self.field("box", "privateKey")
            .field("with", format!("{companion}.crt"))
    }

    /// A certificate, or something in its place, with this companion's key.
    pub(super) fn certificate(self, companion: &str) -> Self {
        self.field("box", "certificate")
            .field("with", format!("{companion}.key"))
    }

    /// Something that stands in the private key's box alone.
    pub(super) fn alone(self) -> Self {
        self.field("box", "privateKey")
    }

    /// Adds one line of the header.
    pub(super) fn field(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.fields.push((name, value.into()));
        self
    }

    /// It was pasted, not chosen as a file.
    pub(super) fn pasted(self) -> Self {
        self.field("form", "text")
    }

    pub(super) fn pass(self, passphrase: &str) -> Self {
        self.field("passphrase", passphrase)
    }

    pub(super) fn source(self, program: &str) -> Self {
        self.field("source", program)
    }

    pub(super) fn comment(self, text: &str) -> Self {
        self.field("comment", text)
    }

    /// The same case under another name.
    pub(super) fn renamed(self, name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..self
        }
    }

    /// The same file under another name, with other words about it.
    pub(super) fn variant(&self, suffix: &str, expect: &str, passphrase: Option<&str>) -> Self {
        let mut fields = self.fields.clone();
        fields.retain(|(name, _)| !matches!(*name, "expect" | "passphrase"));
        fields.insert(0, ("expect", expect.to_owned()));
        fields.extend(passphrase.map(|own| ("passphrase", own.to_owned())));
        Self {
            name: format!("{}{suffix}", self.name),
            fields,
            ..self.clone()
        }
    }

    /// The file's bytes.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for (name, value) in &self.fields {
            out.extend(format!("{name}: {value}\n").bytes());
        }
        out.push(b'\n');
        out.extend_from_slice(&self.payload);
        out
    }
}
