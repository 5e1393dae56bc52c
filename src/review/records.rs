//! Requests in JSON: HTTP archives (HAR 1.2), entries of Postman's console, collections (v2.1) and
//! environments of Postman, what our programs print, and the HTTP actions of flow designers.

use super::MAX_BYTES;
use super::finding::{Finding, Part};
use super::header::NAME;
use super::kind::Kind;
use super::parsed::{Body, Header, ParsedRequest, has_scheme};
use super::text::excerpt;
use crate::anaplan::{DATA, FORMAT, SIGNED_DATA};
use crate::json::{self, Value};
use core::cell::Cell;
use std::collections::BTreeMap;

/// How deep folders of a collection may be in each other.
const MAX_DEPTH: u32 = 16;

/// How often the values of a collection's variables may be made of others.
const MAX_NESTED: u32 = 16;

/// How many bytes of variables' values are filled into one collection. Variables made of variables
/// would grow without bound.
const MAX_FILLED: usize = MAX_BYTES.saturating_mul(4);

/// A request out of a record.
pub(super) struct Record {
    /// Which kind of record it is.
    pub(super) kind: Kind,
    /// The login; `None` when there is none in it.
    pub(super) login: Option<ParsedRequest>,
    /// The scripts that run before it.
    pub(super) script: String,
}

/// Reads a record, if the text is one.
pub(super) fn read(text: &str) -> Option<Record> {
    let (before, json) = text.split_at_checked(text.find('{')?)?;
    // An entry of the console begins with the method and the address.
    if before.trim().lines().count() > 1 {
        return None;
    }
    let value = json::read(json).ok()?.value;
    if let Some(entries) = value.get("log").and_then(|log| log.get("entries")) {
        return Some(record(Kind::Har, archive(entries)));
    }
    if value.get("item").is_some() {
        return Some(collection(&value));
    }
    if is_environment(&value) {
        return Some(record(Kind::PostmanEnvironment, environment(&value)));
    }
    if let Some(login) = console(&value, before) {
        return Some(record(Kind::PostmanConsole, Some(login)));
    }
    // In a call, the address stands outside of the object.
    if before.trim_end().ends_with(['(', ',', '=']) {
        return None;
    }
    Some(record(Kind::Json, Some(printed(&value)?)))
}

fn record(kind: Kind, login: Option<ParsedRequest>) -> Record {
    Record {
        kind,
        login,
        script: String::new(),
    }
}

/// The last login of an archive: what went before it was tried before.
fn archive(entries: &Value) -> Option<ParsedRequest> {
    let requests = list(entries).filter_map(|entry| entry.get("request"));
    let requests = requests.map(|request| {
        let mut parsed = call(request, &Variables::default());
        let body = request.get("postData").and_then(|data| data.get("text"));
        parsed.body = body.and_then(Value::text).map(text_body);
        parsed
    });
    requests.filter(is_login).last()
}

fn console(value: &Value, before: &str) -> Option<ParsedRequest> {
    let headers = member(value, &["requestheaders"])?;
    let mut parsed = call(value, &Variables::default());
    let mut words = before.split_whitespace();
    if let (Some(method), Some(address)) = (words.next(), words.next()) {
        parsed.method = Some(method.to_ascii_uppercase());
        parsed.url = Some(address.trim_end_matches(':').to_owned());
    }
    add_headers(headers, &Variables::default(), &mut parsed);
    parsed.body = body(member(value, &["requestbody"])?);
    Some(parsed)
}

/// Header and body in one object: `{"authorization": …, "body": …}` as our programs print it, the
/// options of a call, an action of Power Automate, which has them in its `inputs`, or one request out
/// of a collection.
fn printed(value: &Value) -> Option<ParsedRequest> {
    let value = member(value, &["inputs"]).unwrap_or(value);
    let content = member(value, &["body", "data"])?;
    if content.get("mode").is_some() {
        return Some(postman(value, &Variables::default()));
    }
    let mut parsed = call(value, &Variables::default());
    parsed.url = parsed
        .url
        .or_else(|| Some(value.get("uri")?.text()?.to_owned()));
    parsed.whole = parsed.url.is_some();
    if let Some(authorization) = member(value, &["authorization"]).and_then(Value::text) {
        parsed.header("Authorization", authorization);
    }
    parsed.body = body(content);
    // Whatever sends an object makes JSON of it, and says so.
    if matches!(parsed.body, Some(Body::Fields(_))) {
        parsed.default_content_type("application/json");
    }
    let has_header = parsed.headers.iter().any(super::parsed::is_meant);
    (has_header || is_login(&parsed)).then_some(parsed)
}

fn body(value: &Value) -> Option<Body> {
    match value {
        Value::Text(text) => Some(text_body(text)),
        object @ Value::Object(_) => Some(Body::Fields(fields(object))),
        _ => None,
    }
}

/// The member with one of these names, small letters and capitals, spaces and signs apart.
fn member<'a>(value: &'a Value, names: &[&str]) -> Option<&'a Value> {
    let Value::Object(members) = value else {
        return None;
    };
    let found = members.iter().find(|(name, _)| {
        let plain = name.chars().filter(char::is_ascii_alphanumeric);
        let plain: String = plain.map(|c| c.to_ascii_lowercase()).collect();
        names.contains(&plain.as_str())
    });
    found.map(|(_, value)| value)
}

/// Method, address and headers of a request.
fn call(request: &Value, variables: &Variables) -> ParsedRequest {
    let text = |name: &str| request.get(name).and_then(Value::text);
    let url = request.get("url");
    let raw = url.and_then(|url| url.text().or_else(|| url.get("raw")?.text()));
    let mut parsed = ParsedRequest {
        whole: true,
        method: text("method").map(str::to_ascii_uppercase),
        url: raw.map(|url| variables.fill(url)),
        ..ParsedRequest::default()
    };
    for name in ["headers", "header"] {
        if let Some(headers) = request.get(name) {
            add_headers(headers, variables, &mut parsed);
        }
    }
    parsed
}

/// Headers as an object, or as a list of names and values.
fn add_headers(headers: &Value, variables: &Variables, parsed: &mut ParsedRequest) {
    for (name, value) in fields(headers) {
        parsed.header(&name, &variables.fill(&value));
    }
    for (name, value) in pairs(headers) {
        parsed.header(&name, &variables.fill(&value));
    }
}

/// The members of an object that are text.
fn fields(value: &Value) -> Vec<(String, String)> {
    let Value::Object(members) = value else {
        return Vec::new();
    };
    let text = |(name, value): &(String, Value)| Some((name.clone(), value.text()?.to_owned()));
    members.iter().filter_map(text).collect()
}

/// The pairs of a list of `{ key or name, value }`, those that are switched off left out.
fn pairs(value: &Value) -> Vec<(String, String)> {
    let pair = |item: &Value| {
        let text = |name: &str| item.get(name).and_then(Value::text);
        let off = item.get("disabled") == Some(&Value::Bool(true))
            || item.get("enabled") == Some(&Value::Bool(false));
        let name = text("key").or_else(|| text("name")).filter(|_| !off)?;
        Some((name.to_owned(), text("value")?.to_owned()))
    };
    list(value).filter_map(pair).collect()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    let items: &[Value] = match value {
        Value::List(items) => items,
        _ => &[],
    };
    items.iter()
}

fn text_body(text: impl AsRef<str>) -> Body {
    Body::Text(text.as_ref().to_owned())
}

fn is_login(request: &ParsedRequest) -> bool {
    let login = |url: &String| url.contains("/authenticate");
    request.url.as_ref().is_some_and(login)
        || request
            .headers
            .iter()
            .any(|header| has_scheme(&header.value))
}

/// The first login of a collection, one with its values before one without.
fn collection(value: &Value) -> Record {
    let variables = value.get("variable").map(pairs).unwrap_or_default();
    let variables = Variables::new(variables);
    let mut script = String::new();
    add_script(value, &mut script);
    let mut chosen = None;
    walk(value, None, &variables, &mut chosen, 0);
    let mut record = record(Kind::PostmanCollection, None);
    if let Some(login) = chosen {
        script.push_str(&login.script);
        record.login = Some(login.request);
    }
    record.script = script;
    record
}

/// A login in a collection.
struct Login {
    request: ParsedRequest,
    /// The lines of its own scripts.
    script: String,
    /// Whether the header's value is in the collection, not in a variable somewhere else.
    has_value: bool,
}

/// Chooses the login in a collection or a folder; `outer` is the authorization of what it is in.
fn walk(
    folder: &Value,
    outer: Option<&Tab>,
    variables: &Variables,
    chosen: &mut Option<Login>,
    depth: u32,
) {
    // One value may be inherited by every request: it is filled in once.
    let own = Tab::own(folder, variables);
    let tab = own.as_ref().map_or(outer, Option::as_ref);
    for item in folder.get("item").into_iter().flat_map(list) {
        if depth < MAX_DEPTH {
            walk(item, tab, variables, chosen, depth.saturating_add(1));
        }
        if chosen.as_ref().is_some_and(|login| login.has_value) {
            return;
        }
        let Some(request) = item.get("request") else {
            continue;
        };
        let own = Tab::own(request, variables);
        let parsed = unauthorized(request, variables);
        // What is inherited applies to every request, and makes none a login.
        let is_authorized = own.iter().flatten().any(|tab| tab.has_scheme());
        if !(is_authorized || is_login(&parsed) || has_fields(&parsed)) {
            continue;
        }
        let tab = own.as_ref().map_or(tab, Option::as_ref);
        let has_value = tab
            .filter(|tab| tab.is_judged(&parsed))
            .map_or_else(|| has_value(&parsed), |tab| !tab.has_variable);
        if chosen.is_some() && !has_value {
            continue;
        }
        let mut login = Login {
            request: parsed,
            script: String::new(),
            has_value,
        };
        if let Some(tab) = tab {
            tab.authorize(&mut login.request);
        }
        add_script(item, &mut login.script);
        *chosen = Some(login);
    }
}

/// Whether the header's value is written out, or there is none.
fn has_value(request: &ParsedRequest) -> bool {
    !request
        .value_of(NAME)
        .is_some_and(|value| value.contains("{{"))
}

/// Whether the body has the fields of a login.
fn has_fields(request: &ParsedRequest) -> bool {
    let is_field = |(name, _): &(String, String)| name == DATA || name == SIGNED_DATA;
    match &request.body {
        Some(Body::Text(text)) => text.contains(DATA) || text.contains(SIGNED_DATA),
        Some(Body::Fields(fields)) => fields.iter().any(is_field),
        Some(Body::File(_)) | None => false,
    }
}

/// The header that Postman's Authorization tab writes, in place of one of the same name.
struct Tab {
    /// The type, as Postman names it.
    found: &'static str,
    name: String,
    value: String,
    /// Whether there is a variable without its value in it.
    has_variable: bool,
}

impl Tab {
    /// Returns what the authorization of a part of a collection writes; `None` where the part has none
    /// of its own, and inherits that of what it is in, as `null` does, too.
    fn own(part: &Value, variables: &Variables) -> Option<Option<Self>> {
        let auth = part.get("auth").filter(|auth| **auth != Value::Null)?;
        Some(Self::of(auth, variables))
    }

    fn of(auth: &Value, variables: &Variables) -> Option<Self> {
        let kind = auth.get("type").and_then(Value::text)?;
        let parameters = auth.get(kind);
        let parameter = |name: &str| {
            // Collections before v2.1 have an object in place of the list.
            let mut all = fields(parameters?).into_iter().chain(pairs(parameters?));
            let (_, value) = all.find(|(own, _)| own == name)?;
            Some(variables.fill(&value)).filter(|value| !value.is_empty())
        };
        let are_filled = |names: &[&str]| names.iter().all(|name| parameter(name).is_some());
        let in_header = || parameter("addTokenTo").is_none_or(|place| place == "header");
        let prefix = || parameter("headerPrefix").unwrap_or_else(|| "Bearer".to_owned());
        let (found, name, value) = match kind {
            "apikey" if parameter("in").as_deref() != Some("query") => {
                ("API Key", parameter("key")?, parameter("value")?)
            }
            "basic" => ("Basic Auth", NAME.to_owned(), "Basic".to_owned()),
            "bearer" => {
                let value = format!("Bearer {}", parameter("token")?);
                ("Bearer Token", NAME.to_owned(), value)
            }
            "oauth2" if in_header() && parameter("tokenType").as_deref() != Some("mac") => {
                let value = format!("{} {}", prefix().trim(), parameter("accessToken")?);
                ("OAuth 2.0", NAME.to_owned(), value)
            }
            // What these write is computed when it is sent.
            "jwt" if in_header() && (are_filled(&["secret"]) || are_filled(&["privateKey"])) => {
                let prefix = Some(prefix()).filter(|prefix| !has_scheme(prefix));
                ("JWT Bearer", NAME.to_owned(), prefix?)
            }
            "hawk" if are_filled(&["authId", "authKey"]) => {
                ("Hawk Authentication", NAME.to_owned(), "Hawk".to_owned())
            }
            // Without these, Postman asks the service for them first.
            "digest" if are_filled(&["username", "realm", "nonce"]) => {
                ("Digest Auth", NAME.to_owned(), "Digest".to_owned())
            }
            _ => return None,
        };
        Some(Self {
            found,
            name,
            has_variable: value.contains("{{"),
            value,
        })
    }

    /// Whether this is the header of a login.
    fn has_scheme(&self) -> bool {
        has_scheme(&self.value)
    }

    /// Whether the value is judged as the header's of `request`. One that replaces the right header
    /// is named, and the replaced one judged further, as it is to be sent.
    fn is_judged(&self, request: &ParsedRequest) -> bool {
        self.name.eq_ignore_ascii_case(NAME)
            && (self.has_scheme() || request.value_of(NAME).is_none())
    }

    /// Adds the header to a request.
    fn authorize(&self, request: &mut ParsedRequest) {
        let replaces = request.value_of(&self.name).is_some();
        if self.has_scheme() {
            let same = |header: &Header| header.name.eq_ignore_ascii_case(&self.name);
            request.headers.retain(|header| !same(header));
            request.header(&self.name, &self.value);
            return;
        }
        if !replaces {
            request.header(&self.name, &self.value);
        }
        if !self.name.eq_ignore_ascii_case(NAME) {
            return;
        }
        let found = self.found.to_owned();
        if self.value.starts_with("{{") {
            if replaces {
                // The variable may hold the right value.
                let variable = excerpt(&self.value);
                let remark = Finding::HeaderPostmanVariable { found, variable };
                request.remarks.push((Part::Header, remark));
            }
        } else if replaces || !matches!(self.found, "API Key" | "Basic Auth") {
            let remark = Finding::HeaderPostmanTab { found };
            request.remarks.push((Part::Header, remark));
        }
    }
}

/// A request of Postman with the header of its own authorization.
fn postman(request: &Value, variables: &Variables) -> ParsedRequest {
    let mut parsed = unauthorized(request, variables);
    if let Some(Some(tab)) = Tab::own(request, variables) {
        tab.authorize(&mut parsed);
    }
    parsed
}

/// A request of Postman as it is without any authorization.
fn unauthorized(request: &Value, variables: &Variables) -> ParsedRequest {
    let mut parsed = call(request, variables);
    let Some(body) = request.get("body") else {
        return parsed;
    };
    let mode = body.get("mode").and_then(Value::text).unwrap_or("raw");
    parsed.body = match body.get(mode) {
        Some(Value::Text(raw)) => Some(text_body(variables.fill(raw))),
        Some(form @ Value::List(_)) => {
            parsed.is_form = true;
            let fields = pairs(form).into_iter();
            let fields = fields.map(|(name, value)| (name, variables.fill(&value)));
            Some(Body::Fields(fields.collect()))
        }
        _ => None,
    };
    let language = body
        .get("options")
        .and_then(|options| options.get("raw")?.get("language")?.text());
    // Postman adds the content type by itself for this language.
    if language == Some("json") {
        parsed.default_content_type("application/json");
    }
    parsed
}

/// The lines of the scripts that run before a request.
fn add_script(item: &Value, script: &mut String) {
    let Some(events) = item.get("event") else {
        return;
    };
    for event in list(events) {
        if event.get("listen").and_then(Value::text) != Some("prerequest") {
            continue;
        }
        let Some(lines) = event.get("script").and_then(|script| script.get("exec")) else {
            continue;
        };
        let lines = list(lines).filter_map(Value::text).chain(lines.text());
        for line in lines {
            script.push_str(line);
            script.push('\n');
        }
    }
}

/// The variables of a collection that have a value.
#[derive(Default)]
struct Variables {
    values: BTreeMap<String, String>,
    /// How many bytes may still be filled in.
    room: Cell<usize>,
}

impl Variables {
    /// Of several variables with the same name, Postman takes the last.
    fn new(pairs: Vec<(String, String)>) -> Self {
        let known = pairs.into_iter().filter(|(_, value)| !value.is_empty());
        Self {
            values: known.collect(),
            room: Cell::new(MAX_FILLED),
        }
    }

    /// Text with the variables filled in, those in their values, too, as far as there is room.
    fn fill(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for _ in 0..MAX_NESTED {
            let room = self.room.get();
            text = self.fill_once(&text);
            if self.room.get() == room {
                break;
            }
        }
        text
    }

    fn fill_once(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for piece in text.split_inclusive("}}") {
            let name = piece.strip_suffix("}}");
            match name.and_then(|piece| piece.rsplit_once("{{")) {
                Some((before, name)) if let Some(value) = self.value(name) => {
                    out.extend([before, value]);
                }
                _ => out.push_str(piece),
            }
        }
        out
    }

    /// The value of a variable, if there is room for it.
    fn value(&self, name: &str) -> Option<&str> {
        let value = self.values.get(name)?;
        let room = self.room.get().checked_sub(value.len())?;
        self.room.set(room);
        Some(value)
    }
}

fn is_environment(value: &Value) -> bool {
    value
        .get("values")
        .is_some_and(|values| list(values).any(|item| item.get("key").is_some()))
}

/// The values of an environment, by what their names mean.
fn environment(value: &Value) -> Option<ParsedRequest> {
    let mut parsed = ParsedRequest {
        part_of_more: true,
        ..ParsedRequest::default()
    };
    let mut body = Vec::new();
    for (name, value) in pairs(value.get("values")?) {
        if value.trim().is_empty() {
            continue;
        }
        let plain = name.chars().filter(char::is_ascii_alphanumeric);
        let plain: String = plain.map(|c| c.to_ascii_lowercase()).collect();
        if has_scheme(&value) {
            parsed.header("", &value);
        } else if plain.contains("signed") && (plain.contains("encoded") || plain.contains("data"))
        {
            body.push((SIGNED_DATA.to_owned(), value));
        } else if plain.contains("encoded") && plain.contains("format") {
            body.push((FORMAT.to_owned(), value));
        } else if plain.contains("encoded") {
            body.push((DATA.to_owned(), value));
        } else if plain.contains("cert") && !plain.contains("key") {
            parsed.certificate.get_or_insert(value);
        }
    }
    if !body.is_empty() {
        parsed.body = Some(Body::Fields(body));
    }
    (!parsed.is_empty()).then_some(parsed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables(pairs: &[(String, String)]) -> Variables {
        Variables::new(pairs.to_vec())
    }

    #[test]
    fn variables_are_filled_in_by_their_names() {
        let pairs = [
            ("a", "{{b}}/x"),
            ("b", "old"),
            ("b", "new"),
            ("c", ""),
            ("d", "}"),
        ];
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        for (text, expected) in [
            ("", ""),
            ("{{a}}?{{b}}", "new/x?new"),
            ("{{{b}}}", "{new}"),
            ("{{b {{b}} }}", "{{b new }}"),
            ("{{c}} {{e}} {{}} b}} {{b", "{{c}} {{e}} {{}} b}} {{b"),
            (r#"{"x":{"y":{{d}}}}"#, r#"{"x":{"y":}}}"#),
        ] {
            assert_eq!(variables(&pairs).fill(text), expected);
        }
    }

    /// Each is twice the next one, or itself.
    #[test]
    fn variables_made_of_variables_end() {
        let doubling = |at: u32| {
            (
                format!("a{at}"),
                format!("{{{{a{0}}}}}{{{{a{0}}}}}", at + 1),
            )
        };
        let itself = ("b".to_owned(), "{{b}}{{b}}{{b}}".to_owned());
        let pairs: Vec<(String, String)> = (0..40).map(doubling).chain([itself]).collect();
        let variables = variables(&pairs);
        for text in ["{{a0}}", "{{b}}", "{{a0}}{{b}}"] {
            assert!(variables.fill(text).len() <= MAX_FILLED);
        }
        assert_eq!(variables.fill("{{a0}}"), "{{a0}}");
    }
}
