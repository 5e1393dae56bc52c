//! The requests of the collection: from `requests.txt` to JSON.
//!
//! The file has blocks, parted by an empty line. One of two lines is a folder: `# ` and its name, then
//! what it is for. Any other block is a request of that folder, line by line: its name; method and
//! address, which begins with `auth:`, `api:` or `model:`; what it does; what it needs; what comes back. A
//! sixth line says what more is sent: `json` or `bytes` and the body, `accept` and a media type, `login`
//! and where header and body come from. The addresses are those of Anaplan's Integration API v2 as its
//! documentation and its official collection have them.

use super::writer::Writer;
use crate::anaplan::{DATA, FORMAT, SIGNED_DATA, V2};

const REQUESTS: &str = include_str!("requests.txt");
/// Signs, before a request is sent.
const SIGN: &str = include_str!("sign.js");
const JSON: &str = "application/json";
const MODEL: &str = "workspaces/{{workspaceId}}/models/{{modelId}}/";
/// Returns the body of a login with values that are made.
fn values() -> String {
    let (data, signed) = (
        "{{anaplan_encoded_data}}",
        "{{anaplan_encoded_signed_data}}",
    );
    format!(r#"{{"{FORMAT}":"{V2}","{DATA}":"{data}","{SIGNED_DATA}":"{signed}"}}"#)
}

/// All folders, as the items of an array.
pub(super) fn folders(out: &mut Writer) {
    let mut lines = REQUESTS.lines();
    let mut inside = false;
    loop {
        let block: Vec<&str> = lines.by_ref().take_while(|line| !line.is_empty()).collect();
        match block.as_slice() {
            [] => break,
            [name, purpose] => {
                if inside {
                    end_folder(out);
                }
                inside = true;
                out.item().open('{');
                out.pair("name", name.trim_start_matches("# "));
                out.pair("description", purpose);
                out.key("item").open('[');
            }
            [name, line, told @ ..] => request(out, name, line, told),
            _ => {}
        }
    }
    end_folder(out);
}

fn end_folder(out: &mut Writer) {
    out.close(']');
    out.close('}');
}

fn request(out: &mut Writer, name: &str, line: &str, told: &[&str]) {
    let more = told.get(3).and_then(|line| line.split_once(' '));
    let (kind, what) = more.unwrap_or_default();
    out.item().open('{');
    out.pair("name", name);
    if what == "signed" {
        out.key("event").open('[');
        event(out, "prerequest", SIGN);
        out.close(']');
    }
    out.key("request").open('{');
    if kind == "login" {
        out.key("auth").open('{');
        out.pair("type", "noauth");
        out.close('}');
    }
    let (method, address) = line.split_once(' ').unwrap_or_default();
    out.pair("method", method);
    out.key("header").open('[');
    headers(out, kind, what);
    out.close(']');
    body(out, kind, what);
    url(out, address);
    out.key("description");
    out.quoted(&description(told));
    out.close('}');
    out.key("response").open('[');
    out.close(']');
    out.close('}');
}

fn headers(out: &mut Writer, kind: &str, what: &str) {
    if kind == "login" {
        let made = what == "values";
        let value = if made {
            "{{anaplan_ca_header}}"
        } else {
            "{{signed_authorization}}"
        };
        out.entry("Authorization", value);
    }
    match kind {
        "json" | "login" => out.entry("Content-Type", JSON),
        "bytes" => out.entry("Content-Type", "application/octet-stream"),
        "accept" => out.entry("Accept", what),
        _ => {}
    }
}

fn body(out: &mut Writer, kind: &str, what: &str) {
    let values = values();
    let raw = match (kind, what) {
        ("login", "values") => values.as_str(),
        ("login", _) => "{{signed_body}}",
        ("json" | "bytes", body) => body,
        _ => return,
    };
    out.key("body").open('{');
    out.pair("mode", "raw");
    out.pair("raw", raw);
    out.key("options").open('{');
    out.key("raw").open('{');
    out.pair("language", if kind == "bytes" { "text" } else { "json" });
    for _ in 0..3 {
        out.close('}');
    }
}

/// An address, whole and in its parts, as Postman wants it.
fn url(out: &mut Writer, short: &str) {
    let (base, path) = short.split_once(':').unwrap_or_default();
    let host = if base == "auth" {
        "{{auth_base_url}}"
    } else {
        "{{int_v2_base_url}}"
    };
    let version = if base == "auth" { "" } else { "2/0/" };
    let model = if base == "model" { MODEL } else { "" };
    let path = [version, model, path].concat();
    out.key("url").open('{');
    out.pair("raw", &[host, "/", &path].concat());
    out.key("host").open('[');
    out.item().quoted(host);
    out.close(']');
    let (path, query) = path.split_once('?').unwrap_or((&path, ""));
    out.key("path").open('[');
    for part in path.split('/') {
        out.item().quoted(part);
    }
    out.close(']');
    if let Some((key, value)) = query.split_once('=') {
        out.key("query").open('[');
        out.entry(key, value);
        out.close(']');
    }
    out.close('}');
}

fn description(told: &[&str]) -> String {
    let mut text = String::new();
    for (heading, line) in ["", "\n\n**Needs:** ", "\n\n**Answer:** "].iter().zip(told) {
        text.push_str(heading);
        text.push_str(line);
    }
    text
}

/// A script, as an item of an array.
pub(super) fn event(out: &mut Writer, listen: &str, script: &str) {
    out.item().open('{');
    out.pair("listen", listen);
    out.key("script").open('{');
    out.pair("type", "text/javascript");
    out.key("exec").open('[');
    for line in script.lines() {
        out.item().quoted(line);
    }
    out.close(']');
    out.close('}');
    out.close('}');
}
