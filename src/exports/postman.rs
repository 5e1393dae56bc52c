//! A Postman collection (schema 2.1) and its environment.
//!
//! The variables have the names of Anaplan's own collection where it has one for the thing:
//! `auth_base_url`, `int_v2_base_url` (without `/2/0`, as there), `anaplan_auth_token`, `workspaceId` and
//! so on; an environment made for one serves the other. The login's values do not take its names `CaCert`,
//! `EncodedData` and `EncodedSignedData`, because the script of its request overwrites these three.
//!
//! The requests stand in `requests.txt`, the scripts in the JavaScript files beside it.

mod requests;
mod writer;

use super::{Export, Service};
use crate::anaplan::TOKEN_SCHEME;
use crate::request::Request;
use writer::Writer;

/// What the collection and the environment are called.
const NAME: &str = "Anaplan certificate login and integration";
/// Always the same, so that Postman offers to replace the collection when it is imported again: the
/// name-based UUID (RFC 9562, section 5.5) of [`NAME`] in the namespace of URLs.
const ID: &str = "b8d40c9e-f9d3-5839-9bb7-9d0c384431a1";
/// The form of the file.
const SCHEMA: &str = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";
/// What is read first.
const INTRODUCTION: &str = "\
Log in to Anaplan with a CA certificate (version 2), then use the Integration API v2.

**Log in one way or the other.** *With the generated values* sends what RSA Signer made: choose the environment that \
came with them and send at once, because they age; make new ones before each login. *Sign in Postman* signs inside Postman \
when you send: put the private key, not encrypted, into the Postman vault as `anaplan_private_key`, or into the secret \
variable of that name. No exported file has the key in it; keep it so.

Every other request sends the token, which lives about 35 minutes: log in once, not before each request.

**Ids.** The first workspace, model, list, module and view listed is kept when none is set. What can be run or \
overwritten is never chosen for you: set `importId`, `exportId`, `processId`, `actionId` and `fileId` yourself. Lists \
print their ids in the console. A request that lacks a value is not sent.

**Another region:** change `auth_base_url` and `int_v2_base_url`.";

/// Runs before every request.
const BEFORE: &str = include_str!("postman/before.js");
/// Runs after every request.
const AFTER: &str = include_str!("postman/after.js");

/// Returns the collection. It holds no value of a request and no key, and is imported once.
#[must_use]
pub fn collection(service: &Service) -> Export {
    let mut out = Writer::default();
    out.open('{');
    out.key("info").open('{');
    out.pair("_postman_id", ID);
    out.pair("name", NAME);
    out.pair("description", INTRODUCTION);
    out.pair("schema", SCHEMA);
    out.close('}');
    out.key("item").open('[');
    requests::folders(&mut out);
    out.close(']');
    token(&mut out);
    out.key("event").open('[');
    requests::event(&mut out, "prerequest", BEFORE);
    requests::event(&mut out, "test", AFTER);
    out.close(']');
    // What holds when the environment does not say otherwise.
    out.key("variable").open('[');
    out.entry("auth_base_url", &service.auth);
    out.entry("int_v2_base_url", &service.api);
    out.entry("chunkId", "0");
    out.entry("pageNo", "0");
    out.close(']');
    out.close('}');
    export(out, "anaplan.postman_collection.json")
}

/// Every request sends the token, unless it says otherwise. An API key whose name is that of the
/// header is Postman's form for a scheme that it does not know.
fn token(out: &mut Writer) {
    out.key("auth").open('{');
    out.pair("type", "apikey");
    out.key("apikey").open('[');
    out.entry("key", "Authorization");
    let value = format!("{TOKEN_SCHEME} {{{{anaplan_auth_token}}}}");
    out.entry("value", &value);
    out.entry("in", "header");
    out.close(']');
    out.close('}');
}

/// The environment with the values of one request. The variable of the private key is there, and
/// empty: the key is put in by whoever signs inside Postman.
pub(super) fn environment(request: &Request, service: &Service) -> Export {
    let created_at = request.created_at.to_string();
    let mut out = Writer::default();
    out.open('{');
    out.pair("name", NAME);
    out.key("values").open('[');
    for (key, value) in [
        ("auth_base_url", service.auth.as_str()),
        ("int_v2_base_url", &service.api),
        ("anaplan_ca_header", &request.authorization()),
        ("anaplan_encoded_data", &request.encoded_data),
        ("anaplan_encoded_signed_data", &request.encoded_signed_data),
        ("anaplan_signed_at", &created_at),
        ("anaplan_certificate", &request.certificate_value),
        ("workspaceId", ""),
        ("modelId", ""),
    ] {
        variable(&mut out, key, value, "default");
    }
    variable(&mut out, "anaplan_private_key", "", "secret");
    variable(&mut out, "anaplan_auth_token", "", "secret");
    out.close(']');
    out.pair("_postman_variable_scope", "environment");
    out.close('}');
    export(out, "anaplan.postman_environment.json")
}

fn variable(out: &mut Writer, key: &str, value: &str, kind: &str) {
    out.item().open('{');
    out.pair("key", key);
    out.pair("value", value);
    out.key("enabled").word("true");
    out.pair("type", kind);
    out.close('}');
}

fn export(out: Writer, file_name: &str) -> Export {
    Export {
        text: out.finish(),
        file_name: file_name.to_owned(),
        media_type: "application/json",
    }
}
