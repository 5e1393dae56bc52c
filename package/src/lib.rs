//! RSA Signer as an npm package: the core for Node.js and for pages of one's own. What is read, how
//! it is checked and what is refused is the core's; here are the types of JavaScript only.

#![cfg(all(target_arch = "wasm32", target_os = "unknown"))]

use anaplan_rsa_signer::protocol::{Content, InputField, Inputs, Reply, Request, Source};
use anaplan_rsa_signer::request::HeaderForm;
use anaplan_rsa_signer::session::Session;
use anaplan_rsa_signer::worker;
use js_sys::{Error, Reflect, Uint8Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/// <reference lib="esnext.disposable" />

/** PEM or any text that holds it, or the bytes of a file: PEM, DER, PKCS#12, PKCS#7, JKS. */
export type Input = string | Uint8Array;

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

/** What the functions throw; its message is the code of the first notice that is an error. */
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
    #[wasm_bindgen(typescript_type = "LoginRequest")]
    pub type LoginRequest;
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Given {
    #[serde(default)]
    passphrase: Option<String>,
    #[serde(default)]
    header_form: HeaderForm,
}

/// Makes a login request with a certificate and its private key, which may come in one file: then
/// the same one is given twice.
///
/// @throws {LoginError}
#[wasm_bindgen(js_name = makeLoginRequest)]
pub fn make_login_request(
    certificate: &Input,
    #[wasm_bindgen(js_name = privateKey)] private_key: &Input,
    options: Option<Options>,
) -> Result<LoginRequest, JsValue> {
    let given = given(options)?;
    let mut session = Session::default();
    let sources = [certificate, private_key];
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
/// @throws {LoginError}
#[wasm_bindgen(js_name = prepareLogin)]
pub fn prepare_login(certificate: &Input) -> Result<PreparedLogin, JsValue> {
    let mut session = Session::default();
    read(&mut session, &[certificate], None)?;
    match ask(&mut session, Request::Prepare) {
        Reply::Prepared { encoded_data, .. } => {
            let message = anaplan_rsa_signer::encoding::decode_base64(&encoded_data);
            Ok(PreparedLogin {
                session,
                message: message.map(|bytes| bytes.to_vec()).unwrap_or_default(),
            })
        }
        reply => Err(failure(&reply)),
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
    /// @throws {LoginError}
    pub fn assemble(
        &mut self,
        signature: &Input,
        options: Option<Options>,
    ) -> Result<LoginRequest, JsValue> {
        let header_form = given(options)?.header_form;
        let signature = content(signature)?;
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

fn given(options: Option<Options>) -> Result<Given, JsValue> {
    let Some(options) = options else {
        return Ok(Given::default());
    };
    Ok(serde_wasm_bindgen::from_value(options.into())?)
}

/// Reads the inputs together. What is wrong with them is said by the request that needs them.
fn read(
    session: &mut Session,
    inputs: &[&Input],
    passphrase: Option<String>,
) -> Result<(), JsValue> {
    let passphrase = passphrase.map(Into::into);
    let mut sources = Vec::new();
    for (id, input) in (1..).zip(inputs) {
        sources.push(Source {
            id,
            field: InputField::Files,
            content: content(input)?,
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

fn content(input: &Input) -> Result<Content, JsValue> {
    let input: &JsValue = input.as_ref();
    if let Some(text) = input.as_string() {
        return Ok(Content::Text(text.into()));
    }
    match input.dyn_ref::<Uint8Array>() {
        Some(bytes) => Ok(Content::File {
            name: String::new(),
            bytes: bytes.to_vec(),
        }),
        None => Err(js_sys::TypeError::new("Expected a string or a Uint8Array.").into()),
    }
}

fn result(reply: Reply) -> Result<LoginRequest, JsValue> {
    match reply {
        Reply::Generated(generated) => Ok(plain(&*generated)?.unchecked_into()),
        reply => Err(failure(&reply)),
    }
}

/// Returns the error to throw: its message is the first code, and it carries all notices.
fn failure(reply: &Reply) -> JsValue {
    let Reply::Refused { notices } = reply else {
        return Error::new("unexpected").into();
    };
    let error = Error::new(notices.first().map_or("unexpected", |notice| notice.code));
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
