//! The worker's messages as the page sends and sees them. Only in a browser.

use anaplan_rsa_signer::anaplan::REGIONS;
use anaplan_rsa_signer::session::Session;
use anaplan_rsa_signer::worker::answer;
use js_sys::{Date, JSON, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

fn pair() -> (String, String) {
    let file: serde_json::Value = serde_json::from_str(include_str!(
        "../data/wycheproof/rsa_pkcs1_2048_sig_gen_sha512.json"
    ))
    .unwrap();
    let group = &file["testGroups"][0];
    let text = |name: &str| group[name].as_str().unwrap().to_owned();
    (text("certificatePem"), text("privateKeyPem"))
}

fn js(json: &serde_json::Value) -> JsValue {
    JSON::parse(&json.to_string()).unwrap()
}

fn ask(session: &mut Session, request: &serde_json::Value) -> serde_json::Value {
    let message = js(&serde_json::json!({ "id": 7, "request": request }));
    let reply = answer(session, &message).unwrap();
    serde_json::from_str(&String::from(JSON::stringify(&reply).unwrap())).unwrap()
}

fn text(id: u32, field: &str, text: &str) -> serde_json::Value {
    serde_json::json!({ "id": id, "field": field, "content": { "text": text }, "passphrase": null })
}

fn read(certificate: &str, key: &str) -> serde_json::Value {
    serde_json::json!({ "read": {
        "sources": [text(1, "certificate", certificate), text(2, "privateKey", key)],
    } })
}

#[wasm_bindgen_test]
fn hello_carries_the_version_and_the_id_comes_back() {
    let reply = ask(&mut Session::default(), &"hello".into());
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(
        reply,
        serde_json::json!({ "id": 7, "reply": { "hello": {
            "version": version, "maxBytes": 8 * 1024 * 1024, "regions": REGIONS,
        } } })
    );
}

#[wasm_bindgen_test]
fn read_then_generate() {
    let (certificate, key) = pair();
    let mut session = Session::default();
    let reading = ask(&mut session, &read(&certificate, &key));
    assert_eq!(reading["reply"]["reading"]["ready"], true, "{reading}");
    assert_eq!(reading["reply"]["reading"]["privateKey"]["bits"], 2048);
    let generate = serde_json::json!({ "generate": { "headerForm": "der" } });
    let (one, two) = (ask(&mut session, &generate), ask(&mut session, &generate));
    let (one, two) = (&one["reply"]["generated"], &two["reply"]["generated"]);
    assert!(
        one["authorization"]
            .as_str()
            .unwrap()
            .starts_with("CACertificate MII")
    );
    assert_ne!(one["body"], two["body"], "the random part repeats");
    let age = Date::now() / 1000.0 - one["createdAt"].as_f64().unwrap();
    assert!((0.0..10.0).contains(&age), "{age}");
}

#[wasm_bindgen_test]
fn generate_without_anything_says_what_is_missing() {
    let generate = serde_json::json!({ "generate": { "headerForm": "pem" } });
    let reply = ask(&mut Session::default(), &generate);
    let notices = reply["reply"]["refused"]["notices"].as_array().unwrap();
    let codes: Vec<&str> = notices
        .iter()
        .map(|notice| notice["code"].as_str().unwrap())
        .collect();
    assert_eq!(codes, ["certificate-missing", "private-key-missing"]);
}

#[wasm_bindgen_test]
fn forget_forgets() {
    let (certificate, key) = pair();
    let mut session = Session::default();
    ask(&mut session, &read(&certificate, &key));
    assert_eq!(ask(&mut session, &"forget".into())["reply"], "forgotten");
    let reply = ask(
        &mut session,
        &serde_json::json!({ "generate": { "headerForm": "der" } }),
    );
    assert!(reply["reply"]["refused"].is_object(), "{reply}");
}

#[wasm_bindgen_test]
fn files_come_as_bytes() {
    let (certificate, key) = pair();
    let message = js(&serde_json::json!({ "id": 1, "request": { "read": {
        "sources": [text(1, "privateKey", &key)], "choice": null,
    } } }));
    let bytes = Uint8Array::from(certificate.as_bytes());
    let source = js(&serde_json::json!({
        "id": 2, "field": "files", "content": { "file": { "name": "a.pem" } }, "passphrase": null,
    }));
    let file = Reflect::get(&source, &"content".into()).unwrap();
    Reflect::set(
        &Reflect::get(&file, &"file".into()).unwrap(),
        &"bytes".into(),
        &bytes,
    )
    .unwrap();
    let request = Reflect::get(&message, &"request".into()).unwrap();
    let inputs = Reflect::get(&request, &"read".into()).unwrap();
    let sources = Reflect::get(&inputs, &"sources".into()).unwrap();
    sources.unchecked_into::<js_sys::Array>().push(&source);
    let reply = answer(&mut Session::default(), &message).unwrap();
    let reply = String::from(JSON::stringify(&reply).unwrap());
    assert!(reply.contains("\"ready\":true"), "{reply}");
}

#[wasm_bindgen_test]
fn messages_of_another_form_are_errors_not_traps() {
    for message in [
        "null",
        "{}",
        "{\"id\":1}",
        "{\"id\":1,\"request\":{\"sing\":{}}}",
        "{\"id\":1,\"request\":{\"generate\":{\"headerForm\":\"gif\"}}}",
    ] {
        let message = JSON::parse(message).unwrap();
        assert!(answer(&mut Session::default(), &message).is_err());
    }
}
