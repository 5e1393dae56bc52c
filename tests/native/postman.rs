//! The exported Postman files in the tools that people open them with: Newman, and the packages
//! that the Postman app is built around. The service is the stand-in of `tests/service`; keys and
//! the word on signatures are OpenSSL's. Native only.

use crate::support::cases::rows;
use crate::support::openssl::{Folder, Key, verifies};
use crate::support::service::Service as Standin;
use crate::support::{TestRandom, now, npm, read};
use anaplan_rsa_signer::exports::{Form, Service, login};
use anaplan_rsa_signer::protocol::{Reply, Request};
use anaplan_rsa_signer::request;
use anaplan_rsa_signer::session::Session;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::OnceLock;

const SIGNED_HERE: &str = "Log in (sign in Postman)";
const GENERATED: &str = "Log in with the generated values";

/// Keys and certificates that OpenSSL makes.
fn folder() -> &'static Folder {
    static FOLDER: OnceLock<Folder> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = Folder::new();
        for (name, key) in [
            ("own", Key::Rsa(2048)),
            ("other", Key::Other),
            ("odd", Key::Rsa(2056)),
            ("big", Key::Rsa(3072)),
            ("small", Key::Rsa(1024)),
        ] {
            folder.key(name, key);
            folder.certificate(name, "");
        }
        folder.key("ec", Key::Ec);
        folder.key("pss", Key::Pss);
        for words in [
            "rsa -in own.key -traditional -out pkcs1.key",
            "pkcs8 -topk8 -in own.key -passout pass:secret -out encrypted.key",
            "rsa -in own.key -traditional -aes256 -passout pass:secret -out locked.key",
            "rsa -in own.key -pubout -out public.key",
        ] {
            folder.openssl(words);
        }
        folder
    })
}

fn text(name: &str) -> String {
    folder().text(name)
}

/// The stand-in as the service that an export names.
fn service(standin: &Standin) -> Service {
    Service {
        auth: standin.base.clone(),
        api: standin.base.clone(),
    }
}

/// What a script of `tests/postman` prints for this input.
fn node(script: &str, input: &str) -> Value {
    serde_json::from_slice(&npm::run("tests/postman", script, input.as_bytes())).unwrap()
}

/// A request as the page makes it.
fn generated() -> request::Request {
    let (mut session, mut random) = (Session::default(), TestRandom::new(now()));
    let _ = session.answer(read(&text("own.crt"), &text("own.key")), now(), &mut random);
    let wanted = Request::Generate {
        header_form: request::HeaderForm::Der,
    };
    match session.answer(wanted, now(), &mut random) {
        Reply::Generated(made) => request::Request {
            certificate_value: made.fields.certificate.clone(),
            encoded_data: made.fields.encoded_data.clone(),
            encoded_signed_data: made.fields.encoded_signed_data.clone(),
            created_at: made.created_at,
        },
        other => panic!("{other:?}"),
    }
}

fn exported(service: &Service, form: Form) -> String {
    login(&generated(), service, form).text
}

fn parsed(service: &Service, form: Form) -> Value {
    serde_json::from_str(&exported(service, form)).unwrap()
}

/// Every request of the collection with the names of the folders above it.
fn requests(item: &Value, folders: &str) -> Vec<(String, Value)> {
    let name = item["name"].as_str().unwrap_or_default();
    let Some(items) = item["item"].as_array() else {
        return vec![(folders.to_owned(), item.clone())];
    };
    let below = items
        .iter()
        .flat_map(|one| requests(one, &format!("{folders}/{name}")));
    below.collect()
}

/// A job for `run.mjs`.
fn job(engine: &str, standin: &Standin, only: Option<&str>, values: &Value) -> Value {
    let service = service(standin);
    json!({
        "engine": engine,
        "collection": parsed(&service, Form::PostmanCollection),
        "environment": parsed(&service, Form::PostmanEnvironment),
        "values": values,
        "only": only,
        "ca": standin.ca,
        "vault": null,
    })
}

fn run(jobs: Vec<Value>) -> Vec<Value> {
    match node("run.mjs", &Value::Array(jobs).to_string()) {
        Value::Array(outcomes) => outcomes,
        other => panic!("{other}"),
    }
}

fn statuses(outcome: &Value) -> Vec<(String, u64)> {
    let requests = outcome["requests"].as_array().unwrap();
    let status = |one: &Value| {
        (
            one["name"].as_str().unwrap().to_owned(),
            one["status"].as_u64().unwrap_or(0),
        )
    };
    requests.iter().map(status).collect()
}

fn failures(outcome: &Value) -> Vec<String> {
    let failures = outcome["failures"].as_array().unwrap();
    failures
        .iter()
        .map(|one| one.as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn the_collection_is_valid_and_each_of_its_requests_is_documented() {
    let text = exported(&Service::default(), Form::PostmanCollection);
    assert_eq!(node("validate.mjs", &text), json!([]));
    assert_eq!(text, exported(&Service::default(), Form::PostmanCollection));
    let collection: Value = serde_json::from_str(&text).unwrap();
    let requests = requests(&collection, "");
    assert!(requests.len() >= 30, "{}", requests.len());
    let names: BTreeSet<&str> = requests
        .iter()
        .map(|(_, one)| one["name"].as_str().unwrap())
        .collect();
    assert_eq!(names.len(), requests.len(), "two requests have one name");
    for (folder, one) in &requests {
        let told = one["request"]["description"].as_str().unwrap();
        assert!(
            folder.len() > 1
                && told.contains("\n\n**Needs:** ")
                && told.contains("\n\n**Answer:** "),
            "{one}"
        );
    }
}

#[test]
fn the_schema_refuses_what_is_no_collection() {
    let text = exported(&Service::default(), Form::PostmanCollection);
    for (right, wrong) in [
        ("\"item\"", "\"items\""),
        ("\"exec\": [", "\"exec\": [ {},"),
        ("\"method\": \"GET\"", "\"method\": 1"),
    ] {
        assert!(text.contains(right), "{right}");
        let found = node("validate.mjs", &text.replacen(right, wrong, 1));
        let found = found.as_array().unwrap();
        // Not only the layout.
        let of_schema = found
            .iter()
            .any(|one| one.as_str().unwrap().starts_with('{'));
        assert!(of_schema, "{right}: {found:?}");
    }
}

#[test]
fn the_variables_that_requests_use_are_known_or_told() {
    let collection = parsed(&Service::default(), Form::PostmanCollection);
    let environment = parsed(&Service::default(), Form::PostmanEnvironment);
    let keys = |list: &Value| -> BTreeSet<String> {
        let keys = list.as_array().unwrap().iter();
        keys.map(|one| one["key"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(collection["auth"]["type"], "apikey");
    let token = json!([
        { "key": "key", "value": "Authorization" },
        { "key": "value", "value": "AnaplanAuthToken {{anaplan_auth_token}}" },
        { "key": "in", "value": "header" },
    ]);
    assert_eq!(collection["auth"]["apikey"], token);
    let known = &keys(&collection["variable"]) | &keys(&environment["values"]);
    for (_, one) in requests(&collection, "") {
        let mut sent = one["request"].clone();
        // Files are uploaded as they are; everything else that is sent is JSON.
        let address = sent["url"]["raw"].as_str().unwrap();
        let method = sent["method"].as_str().unwrap();
        let bare = ["/refresh", "/logout"]
            .iter()
            .any(|end| address.ends_with(end));
        let body = match method {
            "PUT" => json!(["application/octet-stream", "text"]),
            "POST" if !bare => json!(["application/json", "json"]),
            _ => json!([null, null]),
        };
        let header = |name: &str| {
            let mut headers = sent["header"].as_array().unwrap().iter();
            let found = headers.find(|header| header["key"] == name);
            found.map_or(&Value::Null, |header| &header["value"])
        };
        let language = &sent["body"]["options"]["raw"]["language"];
        assert_eq!(json!([header("Content-Type"), language]), body, "{sent}");
        let page = address.contains("/pages/");
        assert!(!page || header("Accept") == "text/csv", "{sent}");
        let told = sent
            .as_object_mut()
            .unwrap()
            .remove("description")
            .unwrap()
            .to_string();
        for used in sent.to_string().split("{{").skip(1) {
            let name = used.split_once("}}").unwrap().0;
            let is_told =
                known.contains(name) || name.starts_with("signed_") || told.contains(name);
            assert!(is_told, "{name} in {}", one["name"]);
        }
    }
}

#[test]
fn the_environment_carries_the_values_and_never_a_key() {
    let request = generated();
    let service = Service {
        auth: "https://us9.auth.anaplan.com".to_owned(),
        api: "https://us9.api.anaplan.com".to_owned(),
    };
    let text = login(&request, &service, Form::PostmanEnvironment).text;
    let environment: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(environment["_postman_variable_scope"], "environment");
    let values = environment["values"].as_array().unwrap();
    let value = |key: &str| values.iter().find(|one| one["key"] == key).unwrap();
    for (key, expected) in [
        ("auth_base_url", service.auth.as_str()),
        ("int_v2_base_url", &service.api),
        ("anaplan_ca_header", &request.authorization()),
        ("anaplan_encoded_data", &request.encoded_data),
        ("anaplan_encoded_signed_data", &request.encoded_signed_data),
        ("anaplan_signed_at", &request.created_at.to_string()),
        ("anaplan_certificate", request.certificate_value.as_str()),
    ] {
        assert_eq!(
            *value(key),
            json!({ "key": key, "value": expected, "enabled": true, "type": "default" })
        );
    }
    for key in ["anaplan_private_key", "anaplan_auth_token"] {
        assert_eq!(
            *value(key),
            json!({ "key": key, "value": "", "enabled": true, "type": "secret" })
        );
    }
    for file in [text, exported(&service, Form::PostmanCollection)] {
        assert!(!file.contains("PRIVATE KEY-"));
        let line = text_of_key_line();
        assert!(!file.contains(&line));
    }
}

/// A line of the private key's middle.
fn text_of_key_line() -> String {
    text("own.key").lines().nth(9).unwrap().to_owned()
}

#[test]
fn both_engines_make_every_call_unmodified() {
    let standin = Standin::start();
    let values = json!({
        "anaplan_private_key": text("own.key"),
        "importId": "112000000000", "exportId": "116000000000", "processId": "118000000000",
        "actionId": "117000000000", "fileId": "113000000000", "fileContent": "Item,Amount\nC,3\n",
    });
    let jobs = ["newman", "app"].map(|engine| job(engine, &standin, None, &values));
    for outcome in run(jobs.to_vec()) {
        assert_eq!(failures(&outcome), [""; 0]);
        let statuses = statuses(&outcome);
        let collection = parsed(&service(&standin), Form::PostmanCollection);
        assert_eq!(statuses.len(), requests(&collection, "").len());
        for login in [GENERATED, SIGNED_HERE] {
            assert!(statuses.contains(&(login.to_owned(), 201)), "{statuses:?}");
        }
        let environment = &outcome["environment"];
        assert_eq!(
            environment["workspaceId"],
            "8a8b8c8d8e8f8a8b8c8d8e8f8a8b8c8d"
        );
        assert_eq!(environment["modelId"], "75A40874E6B64FA3AE0743278996850F");
        assert_eq!(environment["viewId"], "102000000000");
        assert_eq!(environment["objectId"], "112000000000");
        // Logged out at the end.
        assert!(environment["anaplan_auth_token"].is_null());
        assert!(
            environment["signed_body"].is_null() && environment["signed_authorization"].is_null()
        );
    }
}

#[test]
fn the_token_of_either_login_is_kept_and_200_is_a_success_too() {
    let standin = Standin::with(&["--success", "200"]);
    let key = json!({ "anaplan_private_key": text("own.key") });
    let mut jobs = vec![];
    for engine in ["newman", "app"] {
        jobs.push(job(engine, &standin, Some(GENERATED), &json!({})));
        jobs.push(job(engine, &standin, Some(SIGNED_HERE), &key));
    }
    for outcome in run(jobs) {
        assert_eq!(failures(&outcome), [""; 0]);
        assert_eq!(statuses(&outcome)[0].1, 200);
        let token = outcome["environment"]["anaplan_auth_token"]
            .as_str()
            .unwrap();
        assert!(token.len() > 100, "{token}");
    }
}

#[test]
fn keys_and_certificates_are_taken_as_people_paste_them() {
    let standin = Standin::start();
    let own = text("own.crt");
    let body: String = own.lines().filter(|line| !line.starts_with('-')).collect();
    let pairs = [
        (text("pkcs1.key"), own.clone()),
        (
            text("own.key").replace('\n', "\r\n"),
            own.replace('\n', "\r\n"),
        ),
        (
            text("own.key").replace('\n', "\\n"),
            own.replace('\n', "\\n"),
        ),
        (text("pkcs1.key").replace('\n', "\\r\\n"), body.clone()),
        (
            text("own.key").replace('\n', " "),
            format!("CACertificate {body}"),
        ),
        (text("own.key"), STANDARD.encode(&own)),
        (
            format!("{own}{}", text("own.key")),
            format!("{}{own}", text("other.crt")),
        ),
        (text("big.key"), text("big.crt")),
        (text("odd.key"), text("odd.crt")),
    ];
    let mut jobs = vec![];
    for engine in ["newman", "app"] {
        for (key, certificate) in &pairs {
            let values = json!({ "anaplan_private_key": key, "anaplan_certificate": certificate });
            jobs.push(job(engine, &standin, Some(SIGNED_HERE), &values));
        }
    }
    for (at, outcome) in run(jobs).iter().enumerate() {
        assert_eq!(failures(outcome), [""; 0], "{at}");
        assert_eq!(statuses(outcome), [(SIGNED_HERE.to_owned(), 201)], "{at}");
    }
}

#[test]
fn wrong_input_is_named_and_nothing_is_sent_or_kept() {
    let standin = Standin::start();
    let cut: String = text("own.key")
        .lines()
        .filter(|line| *line != text_of_key_line())
        .map(|line| format!("{line}\n"))
        .collect();
    // Names of files stand for their text.
    let filled = |cell: &str| match cell {
        "cut.key" => cut.clone(),
        name if name.ends_with(".key") || name.ends_with(".crt") => text(name),
        other => other.to_owned(),
    };
    let cases: Vec<[&str; 3]> = rows(
        "
                      | own.crt            | There is no private key.
        own.key       |                    | There is no certificate.
        encrypted.key | own.crt            | openssl pkey -in encrypted.key -out decrypted.key
        locked.key    | own.crt            | openssl pkey -in encrypted.key -out decrypted.key
        own.key       | other.crt          | does not belong to the private key
        ec.key        | own.crt            | not of RSA
        pss.key       | own.crt            | not of RSA
        small.key     | small.crt          | 1024 bits
        own.crt       | own.crt            | holds a CERTIFICATE
        public.key    | own.crt            | holds a PUBLIC KEY
        cut.key       | own.crt            | cut short or damaged
        my key        | own.crt            | neither PEM nor base64
        own.key       | not a certificate! | neither PEM nor base64",
    )
    .collect();
    let mut jobs = vec![];
    for engine in ["newman", "app"] {
        for [key, certificate, _] in &cases {
            let (key, certificate) = (filled(key), filled(certificate));
            let values = json!({ "anaplan_private_key": key, "anaplan_certificate": certificate });
            jobs.push(job(engine, &standin, Some(SIGNED_HERE), &values));
        }
    }
    let outcomes = run(jobs);
    for (outcome, [_, _, expected]) in outcomes.iter().zip(cases.iter().cycle()) {
        let failures = failures(outcome);
        assert!(
            failures.len() == 1 && failures[0].contains(expected),
            "{expected}: {failures:?}"
        );
        assert_eq!(statuses(outcome), [], "{expected}");
        assert_eq!(
            outcome["environment"]["anaplan_auth_token"], "",
            "{expected}"
        );
        let everything = outcome.to_string();
        for name in ["signed_body", "signed_authorization"] {
            assert!(!everything.contains(name), "{expected}");
        }
    }
}

#[test]
fn the_app_signs_with_a_key_from_its_vault() {
    let standin = Standin::start();
    let mut open = job("app", &standin, Some(SIGNED_HERE), &json!({}));
    open["vault"] = json!({ "anaplan_private_key": text("own.key") });
    let closed = job("app", &standin, Some(SIGNED_HERE), &json!({}));
    let outcomes = run(vec![open, closed]);
    assert_eq!(failures(&outcomes[0]), [""; 0]);
    assert_eq!(statuses(&outcomes[0]), [(SIGNED_HERE.to_owned(), 201)]);
    assert_eq!(outcomes[0]["environment"]["anaplan_private_key"], "");
    assert_eq!(statuses(&outcomes[1]), []);
    assert!(failures(&outcomes[1])[0].contains("The vault answered: Vault access denied."));
}

#[test]
fn refusals_and_holes_are_told_in_plain_words() {
    // A day ahead: every login is too old for it.
    let standin = Standin::with(&["--clock", "86400"]);
    let key = json!({ "anaplan_private_key": text("own.key") });
    let ended = json!({ "anaplan_auth_token": "ended" });
    let inside = json!({ "anaplan_auth_token": "x", "workspaceId": "w", "modelId": "m" });
    let mut file = inside.clone();
    file["fileId"] = "f".into();
    let refused = "the login was refused. ";
    let cases = [
        (
            GENERATED,
            json!({}),
            format!("{refused}Its values were made "),
        ),
        (SIGNED_HERE, key, format!("{refused}Likeliest first: ")),
        (
            "Show your user",
            ended,
            "401: the token has ended".to_owned(),
        ),
    ];
    let no_token = "There is no token. Log in first.";
    let holes = [
        ("Show your user", json!({}), no_token.to_owned()),
        ("Run an import", inside, "importId has no value.".to_owned()),
        (
            "Upload a chunk",
            file,
            "fileContent has no value.".to_owned(),
        ),
    ];
    let mut jobs = vec![];
    for engine in ["newman", "app"] {
        for (only, values, _) in cases.iter().chain(&holes) {
            jobs.push(job(engine, &standin, Some(only), values));
        }
    }
    let expected = cases
        .iter()
        .map(|case| (case, 1))
        .chain(holes.iter().map(|hole| (hole, 0)));
    for (outcome, ((name, _, words), sent)) in run(jobs).iter().zip(expected.cycle()) {
        assert_eq!(statuses(outcome).len(), sent, "{name}");
        let failures = failures(outcome);
        assert!(
            failures
                .iter()
                .any(|failure| failure.contains(words.as_str())),
            "{name}: {failures:?}"
        );
    }
}

#[test]
fn openssl_verifies_what_the_script_signs_in_either_sandbox() {
    let collection = parsed(&Service::default(), Form::PostmanCollection);
    let all = requests(&collection, "");
    let (_, item) = all
        .iter()
        .find(|(_, one)| one["name"] == SIGNED_HERE)
        .unwrap();
    let script = &item["event"][0]["script"]["exec"];
    let certificate = text("own.crt");
    for (old, vault) in [(false, false), (false, true), (true, false)] {
        let (mut values, mut kept) = (json!({ "anaplan_certificate": certificate }), Value::Null);
        if vault {
            kept = json!({ "anaplan_private_key": text("pkcs1.key") });
        } else {
            values["anaplan_private_key"] = text("pkcs1.key").into();
        }
        let input = json!({ "script": script, "values": values, "vault": kept, "old": old });
        let result = node("sandbox.mjs", &input.to_string());
        assert_eq!(result["error"], Value::Null, "{result}");
        assert_eq!(result["tests"], json!([]));
        let variables = &result["variables"];
        let header = variables["signed_authorization"].as_str().unwrap();
        let body: String = certificate
            .lines()
            .filter(|line| !line.starts_with('-'))
            .collect();
        assert_eq!(header, format!("CACertificate {body}"));
        let body: Value = serde_json::from_str(variables["signed_body"].as_str().unwrap()).unwrap();
        assert_eq!(body["encodedDataFormat"], "v2");
        let bytes = |name: &str| STANDARD.decode(body[name].as_str().unwrap()).unwrap();
        let message = bytes("encodedData");
        assert_eq!(message.len(), 100);
        let time = u64::from_be_bytes(message[..8].try_into().unwrap());
        assert!(time.abs_diff(now()) < 60, "{time}");
        assert!(verifies(
            &certificate,
            &message,
            &bytes("encodedSignedData")
        ));
        assert!(!verifies(
            &certificate,
            &message[1..],
            &bytes("encodedSignedData")
        ));
    }
}
