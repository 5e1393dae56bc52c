//! What was pasted, taken apart: the status, the body, the JSON in it.

use super::plain::is_html;
use crate::anaplan::DATA;
use crate::json::{self, Departure, Fault, Reading};
use zeroize::Zeroizing;

/// How many places are tried where JSON could begin: `curl -v` prints braces of its own.
const TRIES: usize = 16;

/// What was pasted.
pub(super) struct Paste<'a> {
    /// All of it.
    pub(super) text: &'a str,
    /// The status code (RFC 9110, section 15), where a status line or one of the exports tells it.
    pub(super) code: Option<u16>,
    /// The value of `Retry-After` (RFC 9110, section 10.2.3) below that status line: seconds, or a date.
    pub(super) retry_after: Option<&'a str>,
    /// What follows status line and headers; all of it, where there are none.
    pub(super) body: &'a str,
    /// The first JSON object.
    pub(super) json: Option<Reading>,
}

impl<'a> Paste<'a> {
    pub(super) fn read(text: &'a str) -> Self {
        let Head {
            code,
            headers,
            body,
        } = Head::read(text);
        // A page's scripts hold objects of their own.
        let json = (!is_html(body)).then(|| {
            first_object(text).or_else(|| first_object(&Zeroizing::new(text.replace("\\\"", "\""))))
        });
        Self {
            text,
            code,
            retry_after: field(headers, "Retry-After"),
            body,
            json: json.flatten(),
        }
    }

    /// Whether what was refused is a call that is made with a token, and not the login.
    ///
    /// Only what names the request tells: an answer to a login holds addresses of its own, such as the one
    /// where its token can be validated.
    pub(super) fn is_later(&self) -> bool {
        const LATER: [&str; 5] = [
            "/1/3/",
            "/2/0/",
            "/token/logout",
            "/token/refresh",
            "/token/validate",
        ];
        let json = self.json.as_ref();
        let path = json.and_then(|reading| reading.value.find("path")?.get("path")?.text());
        let lines = self.text.lines().filter_map(target);
        let targets: Vec<&str> = lines.chain(addresses(self.text)).chain(path).collect();
        let names = |path: &str| targets.iter().any(|target| target.contains(path));
        LATER.into_iter().any(names) && !names("/token/authenticate")
    }

    /// Whether the JSON ends before it is whole.
    pub(super) fn was_cut(&self) -> bool {
        let json = self.json.as_ref();
        json.is_some_and(|reading| reading.has(Departure::Cut))
    }
}

/// The target of a request line (RFC 9112, section 3), also as `curl -v` and logs print it.
fn target(line: &str) -> Option<&str> {
    const METHODS: [&str; 5] = ["DELETE", "GET", "PATCH", "POST", "PUT"];
    let line = line.trim_start_matches(['>', '*', '"', ' ']);
    let (method, rest) = line.split_once(' ')?;
    let is_method = METHODS.contains(&method);
    rest.split([' ', '"']).next().filter(|_| is_method)
}

/// What stands behind each `url` or `uri` that is a word of its own: the request's address, as programs
/// print it with an error.
fn addresses(text: &str) -> impl Iterator<Item = &str> {
    let is_apart = |c: char| c.is_whitespace() || ['"', '\'', ':', '=', '\\', ','].contains(&c);
    let mut words = text.split(is_apart).filter(|word| !word.is_empty());
    std::iter::from_fn(move || {
        words.find(|word| {
            let word = word.trim_start_matches(['-', '{', '(', '[']);
            word.eq_ignore_ascii_case("url") || word.eq_ignore_ascii_case("uri")
        })?;
        // `https:` is a word, and the rest of the address the next.
        let next = words.next()?;
        let is_scheme = ["http", "https"].contains(&next);
        if is_scheme { words.next() } else { Some(next) }
    })
}

/// The first object that is no request; a request, if there is nothing else: a whole exchange may have
/// been pasted.
fn first_object(text: &str) -> Option<Reading> {
    let (mut request, mut from) = (None, 0_usize);
    for _ in 0..TRIES {
        let next = text.get(from..).unwrap_or_default().find('{');
        let Some(at) = next.map(|next| from.saturating_add(next)) else {
            break;
        };
        from = at.saturating_add(1);
        match json::read(text.get(at..).unwrap_or_default()) {
            Ok(reading) if !is_told(&reading) => {}
            Ok(reading) if is_request(&reading) => {
                from = at.saturating_add(reading.end.max(1));
                request = request.or(Some(reading));
            }
            Ok(reading) => return Some(reading),
            Err(Fault::Unexpected(_)) => {}
            Err(_) => break,
        }
    }
    request
}

fn is_request(reading: &Reading) -> bool {
    reading.value.find(DATA).is_some()
}

/// Whether there is anything in it, or was before it was cut: `{}` says nothing.
fn is_told(reading: &Reading) -> bool {
    match &reading.value {
        json::Value::Object(members) => !members.is_empty() || reading.has(Departure::Cut),
        _ => false,
    }
}

/// The last status line, its headers and what follows them: earlier ones are of a proxy, of
/// `100 Continue` or of a redirection that was followed.
struct Head<'a> {
    code: Option<u16>,
    headers: &'a str,
    body: &'a str,
}

impl<'a> Head<'a> {
    fn read(text: &'a str) -> Self {
        let (mut code, mut start, mut at) = (None, 0_usize, 0_usize);
        for line in text.split_inclusive('\n') {
            at = at.saturating_add(line.len());
            if let Some(found) = status_of(line) {
                (code, start) = (Some(found), at);
            }
        }
        let (headers, body) = match code {
            Some(_) => split_headers(text.get(start..).unwrap_or_default()),
            None => ("", text),
        };
        Self {
            code,
            headers,
            body,
        }
    }
}

/// The value of a header that is there, without white space around it.
fn field<'a>(headers: &'a str, name: &str) -> Option<&'a str> {
    let mut fields = headers
        .lines()
        .filter_map(|line| unmarked(line).split_once(':'));
    let (_, value) = fields.find(|(own, _)| own.eq_ignore_ascii_case(name))?;
    Some(value.trim()).filter(|value| !value.is_empty())
}

/// A line without the marks that `curl -v` puts before it.
fn unmarked(line: &str) -> &str {
    line.trim_start_matches(['<', '*', ' ']).trim_end()
}

/// The code of a status line (RFC 9112, section 4), also as `curl -v` and the exports print it.
fn status_of(line: &str) -> Option<u16> {
    let rest = unmarked(line).strip_prefix("HTTP")?;
    let rest = match rest.strip_prefix('/') {
        Some(version) => version.split_once(' ')?.1,
        None => rest.trim_start().trim_start_matches("status").trim_start(),
    };
    let code = rest.split([' ', ':']).next()?;
    if code.len() != 3 {
        return None;
    }
    code.parse().ok().filter(|code| (100..600).contains(code))
}

/// The headers, and what follows the empty line; all of it, when it does not begin with a header.
fn split_headers(rest: &str) -> (&str, &str) {
    let mut at = 0_usize;
    for line in rest.split_inclusive('\n') {
        let plain = unmarked(line);
        let is_header = plain
            .split_once(':')
            .is_some_and(|(name, _)| is_field_name(name));
        if !is_header && !plain.is_empty() {
            break;
        }
        at = at.saturating_add(line.len());
        if plain.is_empty() {
            break;
        }
    }
    rest.split_at_checked(at).unwrap_or(("", rest))
}

/// A field name (RFC 9110, section 5.1), as far as they are in use.
fn is_field_name(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    !text.is_empty() && text.bytes().all(plain)
}
