//! A request in a program: Python, JavaScript, PowerShell, C#, Java and what resembles them, JSON
//! dumps of headers included. No code runs: strings and the names beside them are enough.

use super::body::OBJECT;
use super::finding::{Finding, Part};
use super::parsed::{Body, Header, MAX_HEADERS, ParsedRequest, has_scheme, is_known};
use super::text::excerpt;
use crate::anaplan::{AUTHENTICATE, DATA, FORMAT, SIGNED_DATA};
use core::cell::OnceCell;
use core::ops::Range;

use super::source::{Dialect, Token, tokens};

/// The most variables whose text is kept.
const MAX_VARIABLES: usize = 128;
/// The most bytes of one value that is put together.
const MAX_VALUE: usize = 64 * 1024;

/// Words of programs that no message contains.
const SIGNS: &[&str] = &[
    "Invoke-RestMethod",
    "Invoke-WebRequest",
    "$headers",
    "@{",
    "import ",
    "requests.",
    "fetch(",
    "axios",
    "const ",
    "var ",
    "let ",
    "HttpClient",
    "headers =",
    "headers=",
    "payload =",
    "New-Object",
    "\"Authorization\"",
    "'Authorization'",
    "\"headers\"",
    "“Authorization”",
    "addHeader(",
    "Headers(",
    "curl_setopt",
    "CURLOPT_",
    "http.NewRequest",
    "HttpRequest",
    "URI.create",
    "Net::HTTP",
    "URLSession",
    "URLRequest",
    "reqwest",
    "RestClient",
    "RestRequest",
    "guzzle",
    "new Request",
    "urllib",
    "http.client",
    "conn.request",
    "setRequestProperty",
    "setHeader(",
    "Header.Set(",
    "Header.Add(",
    "wget ",
    "httr",
    "setRequestHeader",
    "Web.Contents(",
];

/// Words that say that a program calls.
const CALLS: &[&str] = &[
    "Invoke-RestMethod",
    "Invoke-WebRequest",
    "requests.",
    "fetch(",
    "axios",
    "http.NewRequest",
    "HttpRequest.newBuilder",
    "HttpRequestMessage",
    "curl_setopt",
    "RestRequest",
];

/// Words that make JSON of fields.
const TO_JSON: &[&str] = &[
    "ConvertTo-Json",
    "json.dumps",
    "JSON.stringify",
    "json=",
    "json =",
    "encode = \"json\"",
    "encode=\"json\"",
];

/// Whether text is a program's, or an object of headers.
pub(super) fn is_code(text: &str) -> bool {
    SIGNS.iter().any(|sign| text.contains(sign))
}

/// Whether a program is written in PowerShell.
pub(super) fn is_powershell(text: &str) -> bool {
    ["Invoke-", "$headers", "@{", "New-Object", "ConvertTo-Json"]
        .iter()
        .any(|sign| text.contains(sign))
        && !text.contains("<?php")
}

/// Reads a program.
pub(super) fn read(text: &str) -> ParsedRequest {
    let powershell = is_powershell(text);
    let dialect = if powershell {
        Dialect::Powershell
    } else {
        Dialect::Backslash
    };
    let tokens = tokens(text, dialect);
    let mut reader = Reader {
        powershell,
        header_lines: text.contains("CURLOPT_HTTPHEADER"),
        names_arguments: text.contains("add_headers("),
        ..Reader::default()
    };
    reader.variables(&tokens);
    reader.pairs(&tokens);
    let mut request = reader.request;
    request.variable = reader.variable.into_inner();
    if reader.several_methods {
        request.method = None;
    }
    drop_variables(&mut request, &mut reader.fields);
    if request
        .headers
        .iter()
        .all(|header| !has_scheme(&header.value))
        && let Some(value) = reader
            .variables
            .iter()
            .rev()
            .map(|(_, value)| value)
            .find(|value| has_scheme(value))
        && request.value_of("Authorization").is_none()
    {
        request.header("", value);
    }
    if !reader.fields.is_empty() {
        request.body.get_or_insert(Body::Fields(reader.fields));
    }
    conclude(text, powershell, &mut request);
    request
}

/// Drops variables where a value for the same purpose is written out: functions have parameters.
fn drop_variables(request: &mut ParsedRequest, fields: &mut Vec<(String, String)>) {
    let is_variable = |value: &str| value.contains("{{");
    let written = |header: &Header| has_scheme(&header.value) && !is_variable(&header.value);
    if request.headers.iter().any(written) {
        request.headers.retain(|header| !is_variable(&header.value));
    }
    let held: Vec<String> = fields
        .iter()
        .filter(|(_, value)| !is_variable(value))
        .map(|(name, _)| name.clone())
        .collect();
    fields.retain(|(name, value)| !is_variable(value) || !held.contains(name));
    let left = request
        .headers
        .iter()
        .any(|header| is_variable(&header.value))
        || fields.iter().any(|(_, value)| is_variable(value));
    if !left {
        request.variable = None;
    }
}

/// What the program as a whole says: whether it calls, and what becomes of its body.
fn conclude(text: &str, powershell: bool, request: &mut ParsedRequest) {
    let calls =
        CALLS.iter().any(|word| text.contains(word)) || (powershell && text.contains(" -Body "));
    request.whole = calls && request.url.is_some();
    let json = TO_JSON.iter().any(|word| text.contains(word));
    let python_json =
        text.contains("requests.") && (text.contains("json=") || text.contains("json ="));
    if python_json {
        request.default_content_type("application/json");
        if Outline::new(text, Language::Python).makes_json_twice() {
            request.remarks.push((Part::Body, Finding::BodyTextOfJson));
        }
    }
    let form = powershell || text.contains("requests.");
    if calls && form && !json && matches!(request.body, Some(Body::Fields(_))) {
        request.remarks.push((Part::Body, Finding::BodyForm));
    }
    let fields = matches!(request.body, Some(Body::Fields(_)));
    let closed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let has = |signs: &[&str]| signs.iter().any(|sign| closed.contains(sign));
    if fields && has(&["\"mode\":\"urlencoded\"", "\"mode\":\"formdata\""]) {
        request.remarks.push((Part::Body, Finding::BodyForm));
    } else if fields && !calls && !json && has(&["'encodedData'", "encodedData="]) {
        request.remarks.push((Part::Body, Finding::BodyDictionary));
    }
    if fields && text.contains(FETCH) && Outline::new(text, Language::Script).fetches_object() {
        let found = format!("{OBJECT}Object]");
        request
            .remarks
            .push((Part::Body, Finding::BodyObject { found }));
    }
    for field in [DATA, SIGNED_DATA] {
        let bytes = ["':b'", "\":b'", "':b\"", "\":b\""];
        if fields
            && bytes
                .iter()
                .any(|sign| closed.contains(&format!("{field}{sign}")))
        {
            let field = field.to_owned();
            request
                .remarks
                .push((Part::Body, Finding::ValuePythonBytes { field }));
        }
    }
    // Splatted options and variables may name the method.
    let options = text.replace("Invoke-RestMethod", "");
    let named = options.contains("Method") || text.contains("Invoke-RestMethod @");
    if request.whole && request.method.is_none() && powershell && !named {
        request.method = Some("GET".to_owned());
    }
}

/// What `fetch` is called by. Wrappers of other names make JSON of an object.
const FETCH: &str = "fetch(";
/// How many calls are looked at.
const MAX_CALLS: usize = 16;
/// How many arguments of a call are looked at, and how many variables in each of them.
const MAX_ARGUMENTS: usize = 8;
const MAX_LOOKED_UP: usize = 2;
/// What stands in an outline for a byte inside of a string.
const INSIDE: char = '\u{1}';

/// The languages whose calls are looked at.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Language {
    Python,
    /// JavaScript or TypeScript.
    Script,
}

impl Language {
    /// The length in bytes of the comment that text begins with.
    fn comment(self, text: &str) -> Option<usize> {
        let line = || Some(text.find('\n').unwrap_or(text.len()));
        match self {
            Self::Python if text.starts_with('#') => line(),
            Self::Script if text.starts_with("//") => line(),
            Self::Script if text.starts_with("/*") => {
                let end = text.find("*/").map(|at| at.saturating_add(2));
                Some(end.unwrap_or(text.len()))
            }
            _ => None,
        }
    }

    /// The length in bytes of the string that text begins with, its marks included.
    fn string(self, text: &str, mark: char) -> usize {
        let triple = String::from(mark).repeat(3);
        if self == Self::Python
            && let Some(inside) = text.strip_prefix(&triple)
        {
            let end = inside.find(&triple).map(|at| at.saturating_add(6));
            return end.unwrap_or(text.len());
        }
        let mut is_escaped = true;
        for (at, character) in text.char_indices() {
            match character {
                _ if is_escaped => is_escaped = false,
                '\\' => is_escaped = true,
                '\n' if mark != '`' => return at,
                c if c == mark => return at.saturating_add(1),
                _ => {}
            }
        }
        text.len()
    }
}

/// A program's code without its comments and without what is in its strings. Everything is at the same
/// place as in the text.
struct Outline<'a> {
    text: &'a str,
    code: String,
    language: Language,
}

impl<'a> Outline<'a> {
    fn new(text: &'a str, language: Language) -> Self {
        let mut code = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let comment = language.comment(rest);
            let is_comment = comment.is_some();
            let is_string = !is_comment && matches!(first, '"' | '\'' | '`');
            let length = match comment {
                Some(length) => length,
                None if is_string => language.string(rest, first),
                None => first.len_utf8(),
            };
            let (piece, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
            let last = piece.len().saturating_sub(1);
            let blanked = piece.bytes().enumerate().map(|(at, byte)| match byte {
                b'\n' if is_comment => '\n',
                _ if is_comment => ' ',
                _ if is_string && (at == 0 || at == last) => '"',
                _ if is_string => INSIDE,
                _ if byte.is_ascii() => char::from(byte),
                _ => '_',
            });
            code.extend(blanked);
            rest = behind;
        }
        Self {
            text,
            code,
            language,
        }
    }

    /// Whether a call of `fetch` hands over an object with fields of the login as its body.
    fn fetches_object(&self) -> bool {
        // Other functions of this name may do anything.
        let packages = ["node-fetch", "cross-fetch", "undici"];
        let assigned = self.assigned("fetch", self.code.len());
        let is_other = assigned.is_some_and(|(_, value)| {
            let value = self.text(&value);
            !packages.iter().any(|package| value.contains(package))
        });
        if is_other || self.code.contains("function fetch(") {
            return false;
        }
        let calls = self.code.match_indices(FETCH).filter(|(at, _)| {
            let before = self.code.get(..*at).unwrap_or_default();
            !before.ends_with(|c| is_word(c) || c == '.')
        });
        calls.take(MAX_CALLS).any(|(at, name)| {
            let open = at.saturating_add(name.len()).saturating_sub(1);
            let Some(end) = self.closing(open) else {
                return false;
            };
            // A method of this name is defined so.
            let behind = self.code.get(end.saturating_add(1)..).unwrap_or_default();
            if behind.trim_start().starts_with(['{', ':']) {
                return false;
            }
            let arguments = self.entries(open);
            let options = arguments.get(1).filter(|options| self.is_object(options));
            let members = options.map(|options| self.entries(options.start));
            let body = members.into_iter().flatten().find_map(|member| {
                let (name, value) = self.pair(&member, ':');
                (name == "body").then(|| value.unwrap_or(member))
            });
            body.is_some_and(|body| self.is_login_object(&body, at))
        })
    }

    /// Whether a value that is handed over at a place is an object with fields of the login.
    fn is_login_object(&self, value: &Range<usize>, at: usize) -> bool {
        let assigned = self.value_of(self.code(value), at);
        let value = assigned.as_ref().unwrap_or(value);
        self.is_object(value)
            && self.entries(value.start).iter().any(|member| {
                let (name, _) = self.pair(member, ':');
                [DATA, FORMAT, SIGNED_DATA].contains(&name)
            })
    }

    /// Whether the login is called by requests, or what resembles it, with `json=` and text of JSON.
    fn makes_json_twice(&self) -> bool {
        let calls = [".post(", ".request("].into_iter().flat_map(|name| {
            let calls = self.code.match_indices(name);
            calls.map(|(at, name)| (at, at.saturating_add(name.len()).saturating_sub(1)))
        });
        let mut calls = calls.take(MAX_CALLS).filter_map(|(at, open)| {
            let arguments = self.entries(open);
            let json = arguments.iter().find_map(|argument| {
                let (name, value) = self.pair(argument, '=');
                value.filter(|_| name == "json")
            })?;
            Some((at, arguments, json))
        });
        calls.any(|(at, arguments, json)| {
            let assigned = self.value_of(self.code(&json), at);
            let value = assigned.as_ref().unwrap_or(&json);
            self.is_text_of_json(value) && self.is_login(&arguments, at)
        })
    }

    /// Whether an expression in Python makes text of JSON whatever happens.
    fn is_text_of_json(&self, value: &Range<usize>) -> bool {
        const CONDITIONS: [&str; 7] = ["if", "else", "or", "and", "in", "is", "not"];
        let code = self.code(value);
        if let Some(name) = ["json.dumps", "dumps"].iter().find(|name| {
            code.strip_prefix(**name)
                .is_some_and(|c| c.starts_with('('))
        }) {
            let open = value.start.saturating_add(name.len());
            return self.closing(open) == Some(value.end.saturating_sub(1));
        }
        let text = self.text(value).trim_start_matches(['f', 'r', 'F', 'R']);
        let inside = text.trim_start_matches(['"', '\'']);
        let is_joined =
            |c: char| is_word(c) || c.is_whitespace() || matches!(c, '"' | '+' | INSIDE);
        inside.len() < text.len()
            && inside.trim_start().starts_with('{')
            && inside.contains(DATA)
            && code.chars().all(is_joined)
            && !code
                .split(|c| !is_word(c))
                .any(|word| CONDITIONS.contains(&word))
    }

    /// Whether a call at a place is the login: by its address, or where that is not known, by what
    /// else is handed over.
    fn is_login(&self, arguments: &[Range<usize>], at: usize) -> bool {
        let signs = |text: &str| {
            ["/authenticate", "CACert", DATA, SIGNED_DATA]
                .iter()
                .any(|sign| text.contains(sign))
        };
        let texts = arguments.iter().take(MAX_ARGUMENTS).flat_map(|argument| {
            let (_, value) = self.pair(argument, '=');
            let code = self.code(value.as_ref().unwrap_or(argument));
            let words = code.split(|c| !is_word(c)).filter(|word| is_variable(word));
            let words = words.take(MAX_LOOKED_UP);
            let assigned = words.filter_map(move |word| self.assigned(word, at));
            let assigned = assigned.map(|(_, value)| self.text(&value));
            core::iter::once(self.text(argument)).chain(assigned)
        });
        for text in texts {
            if text.contains("://") {
                return text.contains("/authenticate");
            }
            if signs(text) {
                return true;
            }
        }
        false
    }

    /// The value that a variable has at a place, where that is certain: `name` is one, nothing else
    /// mentions it between the assignment and the place, and the assignment is no branch's.
    fn value_of(&self, name: &str, at: usize) -> Option<Range<usize>> {
        if !name.chars().all(is_word) || !is_variable(name) {
            return None;
        }
        let (start, value) = self.assigned(name, at)?;
        let before = self.code.get(..start)?;
        let line = before.rsplit('\n').next()?;
        let between = self.code.get(value.end..at)?;
        let ends = between.trim_start_matches([' ', '\t']);
        let is_whole = ends.is_empty() || ends.starts_with(['\n', ';']);
        if !is_whole || words(between, name).next().is_some() {
            return None;
        }
        let is_certain = match self.language {
            Language::Python => {
                let indent = |line: &str| line.len().saturating_sub(line.trim_start().len());
                let mut lines = between
                    .lines()
                    .skip(1)
                    .filter(|line| !line.trim().is_empty());
                line.trim().is_empty()
                    && !between.contains("def ")
                    && lines.all(|other| indent(other) >= line.len())
            }
            Language::Script => {
                let word = line.rsplit([';', '{', '}']).next()?.trim();
                let above = before.trim_end();
                let is_statement = above.is_empty() || above.ends_with([';', '{', '}']);
                let mut depth = 0_isize;
                let mut is_inside = self.code.get(start..at)?.chars().map(|c| {
                    depth = depth.saturating_add(step(c));
                    depth >= 0
                });
                let is_fixed = word == "const"
                    || !["function", "=>"].iter().any(|sign| between.contains(sign));
                (matches!(word, "const" | "let" | "var") || (word.is_empty() && is_statement))
                    && is_fixed
                    && is_inside.all(|inside| inside)
            }
        };
        is_certain.then_some(value)
    }

    /// Where the last assignment to a variable before a place begins, and its value.
    fn assigned(&self, name: &str, at: usize) -> Option<(usize, Range<usize>)> {
        let before = self.code.get(..at)?;
        let (start, rest) = words(before, name).find_map(|(start, behind)| {
            let value = behind.trim_start().strip_prefix('=')?;
            (!value.starts_with(['=', '>'])).then(|| (start, value.trim_start()))
        })?;
        let mut depth = 0_isize;
        let end = rest.find(|c| {
            depth = depth.saturating_add(step(c));
            depth < 0 || (depth == 0 && matches!(c, '\n' | ';' | ','))
        });
        let begin = before.len().saturating_sub(rest.len());
        let end = begin.saturating_add(end.unwrap_or(rest.len()));
        Some((start, self.trimmed(begin..end)))
    }

    /// Whether an expression is an object that is written out.
    fn is_object(&self, value: &Range<usize>) -> bool {
        self.code(value).starts_with('{')
            && self.closing(value.start) == Some(value.end.saturating_sub(1))
    }

    /// The name of a member or an argument, and its value, `sign` between them.
    fn pair(&self, entry: &Range<usize>, sign: char) -> (&'a str, Option<Range<usize>>) {
        let at = self.code(entry).find(sign);
        let at = at.map(|at| entry.start.saturating_add(at));
        let name = entry.start..at.unwrap_or(entry.end);
        let value = at.map(|at| self.trimmed(at.saturating_add(1)..entry.end));
        (self.text(&name).trim().trim_matches(['"', '\'']), value)
    }

    /// What is between an opening bracket and its closing one, without the commas.
    fn entries(&self, open: usize) -> Vec<Range<usize>> {
        let Some(close) = self.closing(open) else {
            return Vec::new();
        };
        let mut start = open.saturating_add(1);
        let inside = self.code.get(start..close).unwrap_or_default();
        let mut depth = 0_isize;
        let mut entries = Vec::new();
        let offset = start;
        for (at, character) in inside.char_indices() {
            depth = depth.saturating_add(step(character));
            if depth == 0 && character == ',' {
                let at = offset.saturating_add(at);
                entries.push(self.trimmed(start..at));
                start = at.saturating_add(1);
            }
        }
        entries.push(self.trimmed(start..close));
        entries
    }

    /// Where the bracket closes that is opened at a place.
    fn closing(&self, open: usize) -> Option<usize> {
        let mut depth = 0_isize;
        let end = self.code.get(open..)?.find(|c| {
            depth = depth.saturating_add(step(c));
            depth <= 0
        })?;
        Some(open.saturating_add(end))
    }

    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let code = self.code(&range);
        let start = range.end.saturating_sub(code.trim_start().len());
        start..start.saturating_add(code.trim().len())
    }

    fn code(&self, range: &Range<usize>) -> &str {
        self.code.get(range.clone()).unwrap_or_default()
    }

    fn text(&self, range: &Range<usize>) -> &'a str {
        self.text.get(range.clone()).unwrap_or_default()
    }
}

/// By how much a sign changes how deep in brackets the code is.
fn step(sign: char) -> isize {
    match sign {
        '(' | '[' | '{' => 1,
        ')' | ']' | '}' => -1,
        _ => 0,
    }
}

fn is_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '$')
}

/// Where a name is mentioned as a whole word, the last first, and what is behind it.
fn words<'a>(code: &'a str, name: &'a str) -> impl Iterator<Item = (usize, &'a str)> {
    code.rmatch_indices(name).filter_map(move |(at, _)| {
        let (before, behind) = code.split_at_checked(at)?;
        let behind = behind.strip_prefix(name)?;
        let is_whole =
            !before.ends_with(|c| is_word(c) || c == '.') && !behind.starts_with(is_word);
        is_whole.then_some((at, behind))
    })
}

#[derive(Default)]
struct Reader {
    powershell: bool,
    /// Strings are headers whatever their names, as PHP's curl takes them.
    header_lines: bool,
    /// `name = "…"` names an argument, as in R.
    names_arguments: bool,
    request: ParsedRequest,
    fields: Vec<(String, String)>,
    /// In the order of the assignments: the last one of a name counts.
    variables: Vec<(String, String)>,
    /// A collection of calls: the login's method is ambiguous.
    several_methods: bool,
    /// The first variable whose value is not known.
    variable: OnceCell<String>,
}

impl Reader {
    /// Every `name = "…"`.
    fn variables(&mut self, tokens: &[Token]) {
        for (at, token) in tokens.iter().enumerate() {
            if self.variables.len() == MAX_VARIABLES {
                break;
            }
            let Token::Word(name) = token else { continue };
            let behind = tokens.get(at.saturating_add(1)..).unwrap_or_default();
            if let [Token::Sign('='), rest @ ..] = behind
                && let Some(value) = self.expression(rest)
            {
                self.variables.push((bare(name).to_owned(), value));
            }
        }
    }

    fn known(&self, name: &str) -> Option<&String> {
        let mut variables = self.variables.iter().rev();
        // PowerShell does not tell capitals from small letters.
        let same = |own: &str| own == name || (self.powershell && own.eq_ignore_ascii_case(name));
        variables.find(|(own, _)| same(own)).map(|(_, value)| value)
    }

    /// The placeholder of a variable without a value.
    fn unknown(&self, name: &str) -> String {
        // The first one is enough.
        let _ = self.variable.set(name.to_owned());
        format!("{{{{{name}}}}}")
    }

    /// Strings, and variables that hold strings, joined; `None` when the result is no string.
    fn expression(&self, tokens: &[Token]) -> Option<String> {
        const MAX_PARTS: usize = 2_000;
        let mut value = String::new();
        let mut known = false;
        for (at, token) in tokens.iter().take(MAX_PARTS).enumerate() {
            let before = tokens.get(at.saturating_sub(1));
            let joined = at == 0 || matches!(before, Some(Token::Sign('+' | '(')));
            // Python joins adjacent strings.
            let beside =
                !self.powershell && matches!(before, Some(Token::Text(_) | Token::Literal(_)));
            match token {
                Token::Text(text) | Token::Literal(text) if joined || beside => {
                    let text = match token {
                        Token::Literal(_) => text.clone(),
                        _ => self.interpolated(text),
                    };
                    push(&mut value, &text);
                    known = true;
                }
                Token::Word(name) if joined => match self.known(bare(name)) {
                    Some(text) => {
                        push(&mut value, text);
                        known = true;
                    }
                    None if known => push(&mut value, &self.unknown(name)),
                    None => return None,
                },
                Token::Sign('+') => {}
                Token::Sign('(') if joined => {}
                _ => break,
            }
        }
        known.then_some(value)
    }

    /// `CACertificate $cert`, `${cert}`, `{cert}`: the variable's text, if it is known.
    fn interpolated(&self, text: &str) -> String {
        let Some((start, name)) = text.rsplit_once(' ') else {
            return text.to_owned();
        };
        let inner = name.trim_matches(['$', '{', '}', '(', ')']);
        match self.known(inner) {
            Some(value) if inner != name => format!("{start} {value}"),
            _ => text.to_owned(),
        }
    }

    /// Every string or word, with what follows it.
    fn pairs(&mut self, tokens: &[Token]) {
        let mut waiting: Option<String> = None;
        let mut open = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            let behind = tokens.get(at.saturating_add(1)..).unwrap_or_default();
            match token {
                Token::Text(text) | Token::Literal(text) => {
                    if matches!(token, Token::Literal(_)) {
                        self.literal_names(text);
                    }
                    self.alone(text);
                    self.pair(text, behind, true, &mut waiting);
                }
                Token::Word(word) => {
                    self.word(word, behind);
                    self.pair(word, behind, false, &mut waiting);
                    let before = at.checked_sub(1).and_then(|at| tokens.get(at));
                    if open.last() == Some(&'{') {
                        self.shorthand(word, before, behind);
                    }
                }
                Token::Sign(sign @ ('{' | '(' | '[')) => open.push(*sign),
                Token::Sign('}' | ')' | ']') => drop(open.pop()),
                Token::Sign(_) => {}
            }
        }
    }

    /// What stands where a variable could, in a string that keeps names as letters.
    fn literal_names(&mut self, text: &str) {
        let value = match text.split_once(':') {
            Some((name, value)) if is_name(name) => value,
            _ => text,
        };
        // Other strings may be meant for people.
        if !has_scheme(value) && !value.trim().starts_with(['{', '$']) {
            return;
        }
        let starts: &[char] = if self.powershell { &['$'] } else { &['{', '$'] };
        for word in value.split(|c: char| c.is_whitespace() || c == '"') {
            let name = word.trim_start_matches(['$', '{', '(']);
            if word.starts_with(starts) && is_variable(name) {
                self.request.literal_names.push(excerpt(word));
            }
        }
        self.request.literal_names.truncate(MAX_VARIABLES);
    }

    /// A string that tells by itself what it is.
    fn alone(&mut self, text: &str) {
        let trimmed = text.trim();
        let login = trimmed.ends_with(AUTHENTICATE);
        let web = trimmed.starts_with("https://") || trimmed.starts_with("http://");
        // A collection names its schema and other calls before the login.
        let schema = trimmed.contains("schema.getpostman.com");
        let known = self.request.url.as_ref();
        if (login && !known.is_some_and(|url| url.ends_with(AUTHENTICATE)))
            || (web && !schema && known.is_none())
        {
            self.request.url = Some(trimmed.to_owned());
        }
        if trimmed.starts_with(['{', '[', '"']) && trimmed.contains("ncoded") {
            self.request
                .body
                .get_or_insert_with(|| Body::Text(text.to_owned()));
        }
        // `'Authorization: CACertificate …'`, as PHP and wget have it.
        if let Some((name, value)) = trimmed.split_once(':')
            && is_name(name)
        {
            let header = Header {
                name: name.to_owned(),
                value: value.trim().to_owned(),
            };
            if is_known(&header) && (self.header_lines || !is_field(name)) {
                self.request.header(name, value);
            }
        }
        if matches!(trimmed, "POST" | "GET" | "PUT" | "PATCH") {
            let method = self
                .request
                .method
                .get_or_insert_with(|| trimmed.to_owned());
            self.several_methods |= method != trimmed;
        }
        let types = [
            "application/json",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "text/plain",
        ];
        if types.contains(&trimmed.to_ascii_lowercase().as_str()) {
            self.request.default_content_type(trimmed);
        }
    }

    /// Options of PowerShell, and methods by which libraries call.
    fn word(&mut self, word: &str, behind: &[Token]) {
        let lower = word.to_ascii_lowercase();
        let next = behind.first().and_then(|token| match token {
            Token::Text(text) | Token::Literal(text) | Token::Word(text) => Some(text.clone()),
            Token::Sign(_) => None,
        });
        match (lower.as_str(), next) {
            ("-method" | "-x", Some(method)) => {
                self.request.method = Some(method.to_ascii_uppercase())
            }
            ("-contenttype", Some(kind)) => {
                let whole = match behind {
                    [_, Token::Sign('/'), Token::Word(subtype), ..] => format!("{kind}/{subtype}"),
                    _ => kind,
                };
                self.request.header("Content-Type", &whole);
            }
            _ => {}
        }
        let (object, call) = lower.rsplit_once('.').unwrap_or(("", ""));
        let client = [
            "requests", "axios", "client", "session", "http", "https", "got",
        ];
        if matches!(call, "post" | "get") && client.iter().any(|name| object.ends_with(name)) {
            let method = call.to_ascii_uppercase();
            self.request.method.get_or_insert(method);
        }
    }

    /// `{ encodedData, encodedSignedData }`: in JavaScript a field and the variable of its name.
    fn shorthand(&mut self, word: &str, before: Option<&Token>, behind: &[Token]) {
        let opens = matches!(before, Some(Token::Sign('{' | ',')));
        let ends = matches!(behind, [Token::Sign(',' | '}'), ..]);
        if opens && ends && [DATA, FORMAT, SIGNED_DATA].contains(&word) {
            let value = self.known(word).cloned();
            let value = value.unwrap_or_else(|| self.unknown(word));
            self.found(word, &value);
        }
    }

    /// A name, a sign that ties, and a value.
    fn pair(&mut self, name: &str, behind: &[Token], quoted: bool, waiting: &mut Option<String>) {
        // Libraries have constants for the names: `HttpHeaders.CONTENT_TYPE`.
        let member = name.rsplit_once('.');
        let member = member.map(|(_, member)| member.replace('_', "-"));
        let (name, quoted) = match &member {
            Some(member) if is_header(member) && name.starts_with(char::is_uppercase) => {
                (member.as_str(), true)
            }
            _ => (name, quoted),
        };
        let behind = match behind {
            [Token::Sign(']'), rest @ ..] => rest,
            other => other,
        };
        let assigned = matches!(behind, [Token::Sign('='), ..]);
        let (comma, value) = match behind {
            [Token::Sign('='), Token::Sign('>'), rest @ ..]
            | [Token::Sign(':' | '='), rest @ ..] => (false, rest),
            [Token::Sign(','), rest @ ..] if quoted => (true, rest),
            _ => return,
        };
        // `put("encodedData", …)`, but not `print("encodedData:", …)`.
        let field = is_field(name) && (!comma || is_name(name));
        let wanted = field || name.eq_ignore_ascii_case("authorization");
        let value = match (self.expression(value), value) {
            (Some(value), _) => value,
            (None, [Token::Word(word), ..]) if wanted && is_variable(word) => self.unknown(word),
            _ => return,
        };
        // `$headers.Authorization = "…"` names a header, `$value = "…"` a variable. Where the
        // dollar sign is not in use, every assignment names a variable.
        let name = match name.rsplit_once('.').filter(|_| name.starts_with('$')) {
            Some((_, member)) => member,
            None if name.starts_with('$') => return,
            None if assigned && !quoted && !self.powershell && !self.names_arguments => return,
            None => name.trim(),
        };
        let lower = name.to_ascii_lowercase();
        // Lists of headers: { "key": "Authorization", "value": "…" }.
        if !comma && matches!(lower.as_str(), "key" | "name") {
            *waiting = Some(value);
            return;
        }
        if lower == "value"
            && let Some(name) = waiting.take()
        {
            self.found(&name, &value);
            return;
        }
        let known = is_header(name) || field;
        let member = is_field(&value)
            || matches!(
                value.as_str(),
                "value" | "type" | "key" | "name" | "enabled" | "disabled" | "description"
            );
        if !comma || (known && !member) || (has_scheme(&value) && lower != "post") {
            self.found(name, &value);
        }
    }

    fn found(&mut self, name: &str, value: &str) {
        if is_header(name) || has_scheme(value) {
            let known = name.eq_ignore_ascii_case("contenttype");
            let name = if known { "Content-Type" } else { name };
            let name = if is_name(name) { name } else { "" };
            // The comparisons below are made as often as the paste wants.
            if self.request.headers.len() == MAX_HEADERS {
                return;
            }
            let value = value.trim();
            // A value that is printed or handed on, too, is sent under the name of a header.
            let same = |header: &Header| header.value == value;
            if is_header(name) {
                self.request.headers.retain(|header| !same(header));
            }
            if !self.request.headers.iter().any(same) {
                self.request.header(name, value);
            }
        } else if is_field(name) {
            let field = (name.to_owned(), value.to_owned());
            if self.fields.len() != MAX_VARIABLES && !self.fields.contains(&field) {
                self.fields.push(field);
            }
        }
    }
}

/// Adds text to a value, as far as there is room: variables built from variables would grow without
/// bound.
fn push(value: &mut String, text: &str) {
    let room = text.floor_char_boundary(MAX_VALUE.saturating_sub(value.len()));
    value.push_str(text.get(..room).unwrap_or_default());
}

/// Whether this is the name of a header that matters.
fn is_header(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    matches!(
        lower.as_str(),
        "authorization" | "content-type" | "contenttype"
    )
}

/// Whether this is the name of a field of the body, or meant to be one.
fn is_field(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.starts_with("encod") && !lower.starts_with("encoding") && lower != "encode"
}

/// Whether a word names a variable: no number, no literal, no call.
fn is_variable(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '$'))
        && !matches!(
            word,
            "null" | "None" | "nil" | "true" | "false" | "string" | "new"
        )
}

/// Whether a text may be the name of a header.
fn is_name(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    text.chars().all(plain)
}

/// A name without PowerShell's and PHP's dollar sign.
fn bare(name: &str) -> &str {
    name.trim_start_matches('$')
}
