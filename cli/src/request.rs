//! Makes a request.

use crate::Outcome;
use crate::arguments::{Request as Options, RequestFormat};
use crate::catalogue::Catalogue;
use crate::files::{Opened, Reader};
use crate::shell;
use anaplan_rsa_signer::exports::Form;
use anaplan_rsa_signer::notice::{Notice, Severity};
use anaplan_rsa_signer::protocol::{Generated, Reply, Request};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

/// The exit code when no request was made.
const NOT_MADE: u8 = 2;

pub(crate) fn run(options: &Options, words: &Catalogue) -> Outcome {
    make(options, words).unwrap_or_else(|messages| Outcome::failure(messages, NOT_MADE))
}

fn make(options: &Options, words: &Catalogue) -> Result<Outcome, Vec<String>> {
    let mut reader = Reader::new(&options.passphrase, words).map_err(|error| vec![error])?;
    let is_elsewhere = options.sign_command.is_some();
    let mut opened = reader.read(&options.files, options.choice.as_deref(), |reading| {
        reading.ready || (is_elsewhere && !reading.certificates.is_empty())
    })?;
    let reply = match &options.sign_command {
        Some(line) => sign_elsewhere(&mut opened, line, options, words)?,
        None => opened.ask(Request::Generate {
            header_form: options.header.into(),
        }),
    };
    let generated = match reply {
        Reply::Generated(generated) => generated,
        Reply::Refused { notices } => return Err(Opened::errors(&notices, words)),
        _ => return Err(Vec::new()),
    };
    let output = match options.format {
        RequestFormat::Curl => script(&mut opened, options, words)?,
        format => render(&generated, format),
    };
    let remarks = generated
        .notices
        .iter()
        .filter(|notice| notice.severity > Severity::Information);
    Ok(Outcome {
        output,
        messages: remarks.map(|notice: &Notice| words.line(notice)).collect(),
        code: 0,
    })
}

/// Has a command sign the message. The session verifies the signature with the certificate.
fn sign_elsewhere(
    opened: &mut Opened,
    line: &str,
    options: &Options,
    words: &Catalogue,
) -> Result<Reply, Vec<String>> {
    let encoded = match opened.ask(Request::Prepare) {
        Reply::Prepared { encoded_data, .. } => encoded_data,
        Reply::Refused { notices } => return Err(Opened::errors(&notices, words)),
        _ => return Err(Vec::new()),
    };
    let message = STANDARD.decode(encoded).unwrap_or_default();
    let printed = shell::run(line, &message).map_err(|error| vec![words.error(&error)])?;
    let bits = opened.reading.certificate.as_ref().and_then(|own| own.bits);
    Ok(opened.ask(Request::Assemble {
        header_form: options.header.into(),
        signature: signature_text(&printed, bits),
    }))
}

/// Returns the signature as text: bytes become base64, and what a vault or a KMS puts around it goes.
fn signature_text(printed: &[u8], bits: Option<u32>) -> String {
    let size = bits.and_then(|bits| usize::try_from(bits.div_ceil(8)).ok());
    if size == Some(printed.len()) {
        return STANDARD.encode(printed);
    }
    let text = String::from_utf8_lossy(printed);
    let json: Value = serde_json::from_str(&text).unwrap_or_default();
    in_json(&json, size).unwrap_or_else(|| without_version(text.trim()).to_owned())
}

/// Returns the first string of JSON, at any depth, that can be a signature of this size.
fn in_json(value: &Value, size: Option<usize>) -> Option<String> {
    match value {
        Value::String(text) => {
            let text: String = text.split_whitespace().collect();
            let text = without_version(&text);
            let digits = text.trim_end_matches('=').len();
            // Six bits a digit in base64, four in hexadecimal.
            let lengths = [digits.checked_mul(6)?, digits.checked_mul(4)?];
            let is_signature = lengths.iter().any(|bits| Some(bits.div_euclid(8)) == size);
            is_signature.then(|| text.to_owned())
        }
        Value::Array(values) => values.iter().find_map(|value| in_json(value, size)),
        Value::Object(fields) => fields.values().find_map(|value| in_json(value, size)),
        _ => None,
    }
}

/// Vault writes the version of its key before the signature: `vault:v1:`.
fn without_version(text: &str) -> &str {
    let rest = text
        .strip_prefix("vault:v")
        .and_then(|rest| rest.split_once(':'));
    rest.map_or(text, |(_, signature)| signature)
}

fn script(
    opened: &mut Opened,
    options: &Options,
    words: &Catalogue,
) -> Result<String, Vec<String>> {
    match opened.ask(Request::Export {
        form: Form::CurlPosix,
        service: options.url.clone(),
    }) {
        Reply::Exported(export) => Ok(export.text),
        Reply::Refused { notices } => Err(Opened::errors(&notices, words)),
        _ => Err(Vec::new()),
    }
}

fn render(generated: &Generated, format: RequestFormat) -> String {
    match format {
        RequestFormat::Header => format!("{}\n", generated.authorization),
        RequestFormat::Body => format!("{}\n", generated.body),
        RequestFormat::Json | RequestFormat::Curl => {
            let request = json!({
                "authorization": generated.authorization,
                "body": generated.body,
                "createdAt": generated.created_at,
            });
            format!("{request}\n")
        }
    }
}
