//! A request in a program: Python, JavaScript, PowerShell, C#, Java and what resembles them, JSON
//! dumps of headers included. No code runs: strings and the names beside them are enough.

use super::body::OBJECT;
use super::calls::{fetches_object, makes_json_twice};
use super::finding::{Finding, Part};
use super::parsed::{Body, Header, MAX_HEADERS, ParsedRequest, has_scheme, is_known};
use super::source::{Dialect, Token, tokens};
use super::text::excerpt;
use crate::anaplan::{AUTHENTICATE, DATA, FORMAT, SIGNED_DATA};
use core::cell::OnceCell;

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
        if makes_json_twice(text) {
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
    if fields && fetches_object(text) {
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
