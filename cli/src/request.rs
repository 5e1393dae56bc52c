//! Makes a request.

use crate::Outcome;
use crate::arguments::{Request as Options, RequestFormat};
use crate::catalogue::Catalogue;
use crate::files::{Opened, Reader};
use crate::shell;
use anaplan_rsa_signer::exports::Form;
use anaplan_rsa_signer::notice::{Notice, Severity};
use anaplan_rsa_signer::protocol::{Content, Generated, Reply, Request};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

/// The exit code when no request was made.
const NOT_MADE: u8 = 2;

pub(crate) fn run(options: &Options, words: &Catalogue) -> Outcome {
    make(options, words).unwrap_or_else(|messages| Outcome::failure(messages, NOT_MADE))
}

fn make(options: &Options, words: &Catalogue) -> Result<Outcome, Vec<String>> {
    let mut reader =
        Reader::new(&options.passphrase, &options.files, words).map_err(|error| vec![error])?;
    let is_elsewhere = options.sign_command.is_some();
    let mut opened = reader.read(&options.files, options.choice.as_deref(), |reading| {
        reading.ready || (is_elsewhere && !reading.certificates.is_empty())
    })?;
    let hint = opened.alternatives(options.choice.as_deref(), words);
    Outcome::after(hint, generate(&mut opened, options, words))
}

fn generate(
    opened: &mut Opened,
    options: &Options,
    words: &Catalogue,
) -> Result<Outcome, Vec<String>> {
    let reply = match &options.sign_command {
        Some(line) => sign_elsewhere(opened, line, options, words)?,
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
        RequestFormat::Curl => script(opened, options, words)?,
        format => render(&generated, format),
    };
    let remarks = generated
        .notices
        .iter()
        .filter(|notice| notice.severity > Severity::Information);
    Ok(Outcome {
        output: output.into(),
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
    Ok(opened.ask(Request::Assemble {
        header_form: options.header.into(),
        signature: Content::File {
            name: String::new(),
            bytes: printed,
        },
    }))
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
