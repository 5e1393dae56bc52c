//! The one mechanism behind all shapes: take one layer off, look again, within bounds.
//!
//! A layer is JSON, a document format, an encoding, base64 or hexadecimal. What is under it is text
//! or bytes, and is read as if it had been given in that form.

use super::object::{self, Object, PrivateKeyDer, PrivateKeyForm};
use super::pem::{self, Block, Piece};
use super::unsupported::Unsupported;
use super::values::{self, Value};
use super::{Findings, MAX_BYTES, Remark, base64, clean, decode, dump, markup, numbers};
use crate::error::{Error, Result};
use crate::json;
use zeroize::Zeroizing;

/// How many texts are read inside of each other. PEM in base64 in JSON in base64 in a Kubernetes
/// secret in JSON has four.
const MAX_DEPTH: usize = 6;

/// How many bytes are looked at in all layers together.
const BUDGET: usize = MAX_BYTES.saturating_mul(6);

/// How many problems of one source are told one by one.
const MAX_PROBLEMS: usize = 50;

/// How many kinds of objects of one source that are of no use are told one by one.
const MAX_KINDS: usize = 50;

/// Collects what is in a source.
pub(super) struct Reader {
    pub(super) findings: Findings,
    /// The kinds of objects of no use that were told.
    kinds: Vec<Unsupported>,
    /// How many such objects there were, told or not.
    unsupported: usize,
    /// How many of them are of a kind that is not told.
    untold: u32,
    budget: usize,
    depth: usize,
}

impl Reader {
    pub(super) fn new() -> Self {
        Self {
            findings: Findings::default(),
            kinds: Vec::new(),
            unsupported: 0,
            untold: 0,
            budget: BUDGET,
            depth: 0,
        }
    }

    /// Whether anything was found so far, be it a problem.
    pub(super) fn has_found(&self) -> bool {
        self.count() > 0
    }

    pub(super) fn add(&mut self, object: Object) {
        self.findings.objects.push(object);
    }

    fn add_all(&mut self, objects: Vec<Object>) {
        for object in objects {
            match object {
                Object::Unsupported(kind) => self.unsupported(kind),
                object => self.add(object),
            }
        }
    }

    /// Notes what follows an object, as often as there is one of each length, within bounds.
    fn trailing(&mut self, rest: &[u8]) {
        let remark = Remark::TrailingBytes { bytes: rest.len() };
        let remarks = &mut self.findings.remarks;
        if remarks.len() < MAX_KINDS && !remarks.contains(&remark) {
            remarks.push(remark);
        }
    }

    /// A number that grows with everything that is found.
    fn count(&self) -> usize {
        let findings = &self.findings;
        findings
            .objects
            .len()
            .saturating_add(findings.problems.len())
            .saturating_add(self.unsupported)
    }

    /// Returns what was found, with how much of it is not told one by one.
    pub(super) fn finish(mut self) -> Findings {
        let untold = self.untold;
        let problems = &mut self.findings.problems;
        match problems.last_mut() {
            Some(Error::MoreProblems { count }) => *count = count.saturating_add(untold),
            _ if untold > 0 => problems.push(Error::MoreProblems { count: untold }),
            _ => {}
        }
        self.findings
    }

    /// Reads text that was inside of other text; says whether anything came of it. What is too deep
    /// or too much is said.
    fn inner(&mut self, text: &str) -> bool {
        let before = self.count();
        match self.budget.checked_sub(text.len()) {
            Some(budget) if self.depth < MAX_DEPTH => {
                self.budget = budget;
                self.depth = self.depth.saturating_add(1);
                self.text(text);
                self.depth = self.depth.saturating_sub(1);
            }
            _ => self.too_deep(),
        }
        self.count() > before
    }

    /// Records a problem. After `MAX_PROBLEMS`, further ones are only counted.
    pub(super) fn problem(&mut self, problem: Error) {
        let problems = &mut self.findings.problems;
        match (problems.len(), problems.last_mut()) {
            (_, Some(Error::MoreProblems { count })) => *count = count.saturating_add(1),
            (MAX_PROBLEMS, _) => problems.push(Error::MoreProblems { count: 1 }),
            _ => problems.push(problem),
        }
    }

    /// Notes an object that is of no use here, one of each kind. Of very many kinds (a block may have
    /// any name), the last are only counted.
    fn unsupported(&mut self, kind: Unsupported) {
        self.unsupported = self.unsupported.saturating_add(1);
        if self.kinds.contains(&kind) {
            return;
        }
        if self.kinds.len() == MAX_KINDS {
            self.untold = self.untold.saturating_add(1);
            return;
        }
        self.kinds.push(kind.clone());
        self.add(Object::Unsupported(kind));
    }

    fn too_deep(&mut self) {
        if !self.findings.problems.contains(&Error::NestedTooDeep) {
            self.problem(Error::NestedTooDeep);
        }
    }

    /// Adds the objects of a file, or of what a value decodes to; says whether the bytes are known.
    pub(super) fn take_bytes(&mut self, bytes: &[u8]) -> bool {
        if let Some(row) = object::recognise_row(bytes) {
            let rest = row.rest;
            self.add_all(row.objects);
            if !rest.is_empty() && !self.take_text(rest) {
                self.trailing(rest);
            }
            return true;
        }
        if let Some(unsupported) = Unsupported::from_bytes(bytes) {
            self.unsupported(unsupported);
            return true;
        }
        false
    }

    /// Adds what the text holds that the bytes are, if they are text; says whether anything came of it.
    fn take_text(&mut self, bytes: &[u8]) -> bool {
        let Some(text) = clean::decode_text(bytes) else {
            return false;
        };
        self.inner(&text)
    }

    /// Reads text.
    pub(super) fn text(&mut self, text: &str) {
        if text.trim().is_empty() || self.json(text) {
            return;
        }
        if let Some(plain) = decode::rtf(text) {
            self.inner(&plain);
            return;
        }
        if self.dump(dump::lines(text)) {
            return;
        }
        let text = clean::clean(text);
        if let Some(plain) = decode::peel(&text)
            && self.inner(&plain)
        {
            return;
        }
        if self.dump(dump::bytes(&text)) {
            return;
        }
        let mut lines = LineCount::new(&text);
        for piece in pem::pieces(&text) {
            match piece {
                Piece::Block(block) => self.block(&block, &mut lines),
                Piece::Text(text) => self.around(text, &mut lines),
                Piece::Headless { label, text } => self.headless(&label, text, &mut lines),
            }
        }
    }

    /// Adds what the bytes of a dump hold, in the first way of reading it of which anything comes; says whether
    /// anything does.
    fn dump(&mut self, ways: Vec<Zeroizing<Vec<u8>>>) -> bool {
        let mut ways = ways.into_iter();
        ways.any(|bytes| self.take_bytes(&bytes) || self.take_text(&bytes))
    }

    /// Reads text that is JSON from its first to its last character: each string by itself, with
    /// its escapes resolved.
    fn json(&mut self, text: &str) -> bool {
        let Ok(reading) = json::read(text) else {
            return false;
        };
        let is_whole = reading.end == text.len() && !reading.has(json::Departure::Cut);
        if !is_whole {
            return false;
        }
        let before = self.count();
        self.json_value(&reading.value);
        self.count() > before
    }

    fn json_value(&mut self, value: &json::Value) {
        match value {
            json::Value::Text(text) => {
                self.inner(text);
            }
            json::Value::List(values) => {
                if let Some(bytes) = numbers::byte_list(values, MIN_LIST)
                    && (self.take_bytes(&bytes) || self.take_text(&bytes))
                {
                    return;
                }
                if let Some(text) = block_of_lines(values)
                    && self.inner(&text)
                {
                    return;
                }
                for value in values {
                    self.json_value(value);
                }
            }
            json::Value::Object(members) => {
                if value.get("kty").is_some() {
                    self.findings.objects.push(numbers::json_web_key(value));
                }
                for (_, value) in members {
                    self.json_value(value);
                }
            }
            _ => {}
        }
    }

    /// Reads a PEM block.
    fn block(&mut self, block: &Block<'_>, count: &mut LineCount<'_>) {
        if let Some(unsupported) = Unsupported::from_label(&block.label) {
            // What is in it is of no interest, and may be no base64 of ours.
            self.unsupported(unsupported);
            return;
        }
        let lines = markup::lines(block.body, block.prefix);
        if block.closed {
            let bytes = base64::body(&block.label, &lines.content);
            let found = bytes.and_then(|bytes| self.content(block, lines.dek_info, &bytes));
            if let Err(problem) = found {
                self.problem(problem);
            }
            return;
        }
        // Without an end, the object itself says where it ends; what follows is text.
        let start = base64::object_at_start(&lines.content);
        let start = start.filter(|_| lines.dek_info.is_none());
        if let Some((bytes, taken)) = start
            && self.content(block, None, &bytes).is_ok()
        {
            let last = taken
                .checked_sub(1)
                .and_then(|last| lines.content.get(last));
            let end = last.map_or(0, |line| line.end);
            self.around(block.body.get(end..).unwrap_or_default(), count);
            return;
        }
        let whole = base64::body(&block.label, &lines.content)
            .and_then(|bytes| self.content(block, lines.dek_info, &bytes));
        if whole.is_err() {
            if block.certain || values::is_value(block.body) {
                let label = shown(&block.label);
                self.problem(Error::PemCut { label });
            } else {
                self.around(block.body, count);
            }
        }
    }

    /// Reads the bytes of a PEM block.
    ///
    /// # Errors
    /// [`Error::DamagedDer`] when they do not begin with one whole object that is known.
    fn content(
        &mut self,
        block: &Block<'_>,
        dek_info: Option<String>,
        bytes: &Zeroizing<Vec<u8>>,
    ) -> Result<()> {
        if let Some(dek_info) = dek_info {
            let form = PrivateKeyForm::Traditional(dek_info);
            let der = bytes.clone();
            let key = Object::PrivateKey(PrivateKeyDer { form, der });
            self.findings.objects.push(key);
            return Ok(());
        }
        if let Some(row) = object::recognise_row(bytes) {
            // OpenSSL's own form: a certificate, then trust settings that are of no use here.
            let is_expected = row.rest.is_empty() || block.label == "TRUSTED CERTIFICATE";
            self.add_all(row.objects);
            if !is_expected {
                self.trailing(row.rest);
            }
            return Ok(());
        }
        let label = shown(&block.label);
        let is_expected = label.ends_with("CERTIFICATE") || label.ends_with("PRIVATE KEY");
        if !is_expected && object::is_well_formed(bytes) {
            self.unsupported(Unsupported::OtherBlock { label });
            return Ok(());
        }
        // A block may hold text again, or what has no business in it.
        if self.take_bytes(bytes) || self.take_text(bytes) {
            return Ok(());
        }
        Err(Error::DamagedDer { label })
    }

    /// Reads text in front of an END line that has no BEGIN line: its last value is the block.
    fn headless(&mut self, label: &str, text: &str, lines: &mut LineCount<'_>) {
        let before = self.findings.objects.len();
        self.around(text, lines);
        if self.findings.objects.len() == before && values::is_value(text) {
            let label = shown(label);
            self.problem(Error::PemWithoutBegin { label });
        }
    }

    /// Reads text outside of PEM blocks.
    fn around(&mut self, text: &str, lines: &mut LineCount<'_>) {
        if text.trim().is_empty() {
            return;
        }
        let mut rest = text;
        while let Some((object, behind)) = numbers::rsa_key_value(rest) {
            self.findings.objects.push(object);
            rest = behind;
        }
        let first = lines.at(text);
        for value in values::values(text) {
            self.value(&value, first);
        }
        if let Some(unsupported) = Unsupported::from_paragraph(text) {
            self.unsupported(unsupported);
        }
    }

    /// Reads a value: all its lines together, or each by itself. `first` is the number of the line
    /// in which the text around it begins.
    fn value(&mut self, value: &Value, first: u32) {
        let before = self.count();
        if value.is_list() && !self.take_row(value) {
            for line in value.split() {
                self.value(&line, first);
            }
        }
        if self.count() == before && !self.take_value(value) && value.looks_like_object() {
            let line = first.saturating_add(value.line).saturating_sub(1);
            self.problem(Error::ValueUnreadable { line });
        }
    }

    /// Adds what the lines of a value hold together, if they are text, or objects and nothing else; says
    /// whether they are.
    fn take_row(&mut self, value: &Value) -> bool {
        let Some(bytes) = value.decode() else {
            return false;
        };
        let Some(row) = object::recognise_row(&bytes) else {
            return self.take_text(&bytes);
        };
        let is_whole = row.rest.is_empty();
        if is_whole {
            self.add_all(row.objects);
        }
        is_whole
    }

    /// Adds what a value decodes to; says whether anything came of it.
    fn take_value(&mut self, value: &Value) -> bool {
        let Some(bytes) = value.decode() else {
            return false;
        };
        self.take_bytes(&bytes) || self.take_text(&bytes)
    }
}

/// Counts lines from one place in a text to the next, which is further on.
struct LineCount<'a> {
    text: &'a str,
    at: usize,
    line: u32,
}

impl<'a> LineCount<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            line: 1,
        }
    }

    /// The number of the line in which `part`, a part of the text, begins.
    fn at(&mut self, part: &str) -> u32 {
        let at = part.as_ptr().addr().wrapping_sub(self.text.as_ptr().addr());
        let between = self.text.get(self.at..at).unwrap_or_default();
        let lines = between.matches('\n').count();
        self.line = self
            .line
            .saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        self.at = self.at.max(at);
        self.line
    }
}

/// The text of a list of lines, one of which is a BEGIN line, as templates of clouds have it.
fn block_of_lines(values: &[json::Value]) -> Option<Zeroizing<String>> {
    let lines: Option<Vec<&str>> = values.iter().map(json::Value::text).collect();
    let lines = lines?;
    let mut labels = lines.iter().filter_map(|line| {
        let label = line.trim().strip_prefix("-----BEGIN ")?;
        label.strip_suffix("-----")
    });
    labels
        .any(|label| !label.contains('-'))
        .then(|| Zeroizing::new(lines.join("\n")))
}

/// The shortest list of numbers that is taken for bytes.
const MIN_LIST: usize = 48;

/// A label as it is told to people.
fn shown(label: &str) -> String {
    match label {
        "" => "PEM".to_owned(),
        label => crate::escape::escape_controls(label),
    }
}
