//! RSA Signer as an npm package: the core for Node.js and for pages of one's own. What is read, how
//! it is checked and what is refused is the core's; here are the types of JavaScript only.

#![cfg(all(target_arch = "wasm32", target_os = "unknown"))]

use anaplan_rsa_signer::notice::{Notice, Severity};
use anaplan_rsa_signer::protocol::{Content, InputField, Inputs, Reply, Request, Source};
use anaplan_rsa_signer::request::HeaderForm;
use anaplan_rsa_signer::session::Session;
use anaplan_rsa_signer::worker;
use js_sys::{Array, ArrayBuffer, Error, Map, Object, Promise, Reflect, TypeError, Uint8Array};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/// <reference lib="esnext.disposable" />

/** PEM or any text that holds it, or the bytes of a file: PEM, DER, PKCS#12, PKCS#7, JKS. */
export type Input = string | Uint8Array | ArrayBuffer;

export interface Options {
  /** Opens what is protected. */
  passphrase?: string;
  /** How the certificate is written into the header: base64 of its DER (the default) or of its PEM text. */
  headerForm?: "der" | "pem";
}

/** A request for `POST https://auth.anaplan.com/token/authenticate`. */
export interface LoginRequest {
  /** The value of the header `Authorization`: the same for every login with this certificate. */
  authorization: string;
  /** The body, JSON: new for every login. */
  body: string;
  /** The time in the signed message, Unix seconds. */
  createdAt: number;
  /** Remarks, such as on a certificate that ends soon. */
  notices: Notice[];
}

/** What is wrong or worth knowing. */
export interface Notice {
  /** Stable: the name of its sentences in `catalogue/en.json` and `catalogue/de.json`. */
  code: string;
  severity: "error" | "warning" | "information";
  /** What it is about; `files` is any certificate or key that was given. */
  field: "certificate" | "files" | "order" | "page" | "passphrase" | "privateKey" | "service" | "signature";
  /** The argument that it is about: `id` is 1 for the first, 2 for the second. */
  source: { id: number; name: string | null } | null;
  /** What goes into the sentences, in place of `{name}`; a time is in Unix seconds. */
  params: Record<string, { text: string } | { number: number } | { time: number }>;
}

/**
 * What is thrown when no request can be made of what was given; its message is the code of the first notice that is an
 * error. An argument of a wrong type, or an unknown option, is a `TypeError`, which has no notices.
 */
export interface LoginError extends Error {
  notices: Notice[];
}
"#;

#[wasm_bindgen]
extern "C" {
    /// [`TYPES`] has it.
    #[wasm_bindgen(typescript_type = "Input")]
    pub type Input;
    /// [`TYPES`] has it.
    #[wasm_bindgen(typescript_type = "Options")]
    pub type Options;
    /// [`TYPES`] has it.
    #[wasm_bindgen(typescript_type = "Pick<Options, \"passphrase\">")]
    pub type OfReading;
    /// [`TYPES`] has it.
    #[wasm_bindgen(typescript_type = "Pick<Options, \"headerForm\">")]
    pub type OfHeader;
    /// [`TYPES`] has it.
    #[wasm_bindgen(typescript_type = "LoginRequest")]
    pub type LoginRequest;
}

const PASSPHRASE: &str = "passphrase";
const HEADER_FORM: &str = "headerForm";

/// What [`TYPES`] calls `Options`.
#[derive(Default)]
struct Given {
    passphrase: Option<String>,
    header_form: HeaderForm,
}

/// Makes a login request with a certificate and its private key, which may come in one file: then
/// the same one is given twice.
///
/// @throws {LoginError | TypeError}
#[wasm_bindgen(js_name = makeLoginRequest)]
pub fn make_login_request(
    certificate: &Input,
    #[wasm_bindgen(js_name = privateKey)] private_key: &Input,
    options: Option<Options>,
) -> Result<LoginRequest, JsValue> {
    let given = given(options, &[PASSPHRASE, HEADER_FORM])?;
    let mut session = Session::default();
    let sources = [("certificate", certificate), ("privateKey", private_key)];
    let read = read(&mut session, &sources, given.passphrase);
    let header_form = given.header_form;
    let made = read.and_then(|()| result(ask(&mut session, Request::Generate { header_form })));
    worker::wipe_stack();
    made
}

/// A message that waits for its signature, which is made where the key is.
#[wasm_bindgen]
pub struct PreparedLogin {
    session: Session,
    message: Vec<u8>,
}

/// Prepares a login request for a certificate whose private key is elsewhere.
///
/// @throws {LoginError | TypeError}
#[wasm_bindgen(js_name = prepareLogin)]
pub fn prepare_login(
    certificate: &Input,
    options: Option<OfReading>,
) -> Result<PreparedLogin, JsValue> {
    let passphrase = given(options, &[PASSPHRASE])?.passphrase;
    let mut session = Session::default();
    let read = read(&mut session, &[("certificate", certificate)], passphrase);
    worker::wipe_stack();
    read?;
    match ask(&mut session, Request::Prepare) {
        Reply::Prepared { encoded_data, .. } => {
            let message = anaplan_rsa_signer::encoding::decode_base64(&encoded_data);
            Ok(PreparedLogin {
                session,
                message: message.map(|bytes| bytes.to_vec()).unwrap_or_default(),
            })
        }
        reply => Err(failure(&refusal(reply))),
    }
}

#[wasm_bindgen]
impl PreparedLogin {
    /// The 100 bytes to be signed: RSASSA-PKCS1-v1_5 with SHA-512.
    #[wasm_bindgen(getter)]
    pub fn message(&self) -> Vec<u8> {
        self.message.clone()
    }

    /// Verifies the signature with the certificate and puts the request together. A string may be
    /// base64, hex, `vault:v1:…`, or JSON with one of these in it.
    ///
    /// @throws {LoginError | TypeError}
    pub fn assemble(
        &mut self,
        signature: &Input,
        options: Option<OfHeader>,
    ) -> Result<LoginRequest, JsValue> {
        let header_form = given(options, &[HEADER_FORM])?.header_form;
        let signature = content("signature", signature)?;
        result(ask(
            &mut self.session,
            Request::Assemble {
                header_form,
                signature,
            },
        ))
    }
}

fn ask(session: &mut Session, request: Request) -> Reply {
    worker::reply(session, request)
}

/// Reads the options of a function that has those of these names.
///
/// Not by serde, whose errors quote what they refuse: it may be a passphrase.
fn given(options: Option<impl Into<JsValue>>, names: &[&str]) -> Result<Given, JsValue> {
    let Some(options) = options.map(Into::into) else {
        return Ok(Given::default());
    };
    // These have no options of their own, so that those that they hold would be ignored.
    let holds_others =
        Array::is_array(&options) || options.has_type::<Map>() || options.has_type::<Promise>();
    if !options.is_object() || holds_others {
        return Err(wrong_type("options", "an object", &options));
    }
    let own = Object::keys(options.unchecked_ref::<Object>());
    let mut own = own.iter().filter_map(|name| name.as_string());
    if let Some(unknown) = own.find(|own| !names.contains(&own.as_str())) {
        let names = names.join(", ");
        let message = format!("options.{unknown}: there is no such option here; known: {names}.");
        return Err(TypeError::new(&message).into());
    }
    Ok(Given {
        passphrase: option(&options, PASSPHRASE, "a string", Some)?,
        header_form: option(&options, HEADER_FORM, r#""der" or "pem""#, header_form)?
            .unwrap_or_default(),
    })
}

/// Reads one option, a string; `None` when it is absent. `expected` says what `read` accepts.
fn option<T>(
    options: &JsValue,
    name: &str,
    expected: &str,
    read: impl Fn(String) -> Option<T>,
) -> Result<Option<T>, JsValue> {
    let value = Reflect::get(options, &name.into())?;
    if value.is_undefined() || value.is_null() {
        return Ok(None);
    }
    match value.as_string().and_then(read) {
        None => Err(wrong_type(&format!("options.{name}"), expected, &value)),
        read => Ok(read),
    }
}

fn header_form(name: String) -> Option<HeaderForm> {
    match name.as_str() {
        "der" => Some(HeaderForm::Der),
        "pem" => Some(HeaderForm::Pem),
        _ => None,
    }
}

/// Returns the error to throw for an argument or an option of this name. Of the value it says the
/// type alone: the value may be a secret.
fn wrong_type(name: &str, expected: &str, value: &JsValue) -> JsValue {
    let found = if value.is_null() {
        "null".to_owned()
    } else if value.has_type::<Promise>() {
        "a Promise, which must be awaited first".to_owned()
    } else {
        format!("type {}", value.js_typeof().as_string().unwrap_or_default())
    };
    TypeError::new(&format!("{name}: expected {expected}, found {found}.")).into()
}

/// Reads the inputs together. What is wrong with them is said by the request that needs them.
fn read(
    session: &mut Session,
    inputs: &[(&str, &Input)],
    passphrase: Option<String>,
) -> Result<(), JsValue> {
    let passphrase = passphrase.map(Into::into);
    let mut sources = Vec::new();
    for (id, (name, input)) in (1..).zip(inputs) {
        sources.push(Source {
            id,
            field: InputField::Files,
            content: content(name, input)?,
            passphrase: Clone::clone(&passphrase),
        });
    }
    ask(
        session,
        Request::Read(Inputs {
            sources,
            choice: None,
        }),
    );
    Ok(())
}

/// Reads the argument of this name.
fn content(name: &str, input: &Input) -> Result<Content, JsValue> {
    let input: &JsValue = input.as_ref();
    if let Some(text) = input.as_string() {
        return Ok(Content::Text(text.into()));
    }
    // A view: a copy would stay in memory that nobody wipes.
    let buffer = input
        .dyn_ref::<ArrayBuffer>()
        .map(|own| Uint8Array::new(own));
    let Some(bytes) = buffer.as_ref().or_else(|| input.dyn_ref()) else {
        let expected = "a string, a Uint8Array or an ArrayBuffer";
        return Err(wrong_type(name, expected, input));
    };
    Ok(Content::File {
        name: String::new(),
        bytes: bytes.to_vec(),
    })
}

fn result(reply: Reply) -> Result<LoginRequest, JsValue> {
    match reply {
        Reply::Generated(generated) => Ok(plain(&*generated)?.unchecked_into()),
        reply => Err(failure(&refusal(reply))),
    }
}

fn refusal(reply: Reply) -> Vec<Notice> {
    match reply {
        Reply::Refused { notices } => notices,
        _ => Vec::new(),
    }
}

/// Returns the error to throw: its message is the code of the first error, and it carries all
/// notices.
fn failure(notices: &[Notice]) -> JsValue {
    let mut errors = notices.iter().filter(|own| own.severity == Severity::Error);
    let error = Error::new(errors.next().map_or("unexpected", |notice| notice.code));
    if let Ok(notices) = plain(notices) {
        // Fails for frozen objects only.
        let _ = Reflect::set(&error, &"notices".into(), &notices);
    }
    error.into()
}

fn plain<T: Serialize + ?Sized>(value: &T) -> Result<JsValue, JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    Ok(value.serialize(&serializer)?)
}
