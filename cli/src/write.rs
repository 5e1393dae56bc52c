//! Makes a certification request, and writes certificate and key for other places.

use crate::Outcome;
use crate::arguments::{Convert, Csr, Place};
use crate::catalogue::Catalogue;
use crate::files::{NewFile, Opened, Reader, is_standard_stream, name};
use crate::secret;
use anaplan_rsa_signer::convert::Destination;
use anaplan_rsa_signer::order::Subject;
use anaplan_rsa_signer::protocol::{Reply, Request};

/// The exit code when nothing was made.
const NOT_MADE: u8 = 2;

pub(crate) fn csr(options: &Csr, words: &Catalogue) -> Outcome {
    made(order(options, words))
}

pub(crate) fn convert(options: &Convert, words: &Catalogue) -> Outcome {
    made(save(options, words))
}

fn made(result: Result<Outcome, Vec<String>>) -> Outcome {
    result.unwrap_or_else(|messages| Outcome::failure(messages, NOT_MADE))
}

fn order(options: &Csr, words: &Catalogue) -> Result<Outcome, Vec<String>> {
    let wrong = |error: String| vec![words.error(&error)];
    let subject = Subject {
        name: options.name.clone(),
        organization: options.organization.clone(),
        country: options.country.clone(),
        email: options.email.clone(),
    };
    let files = options.key.as_slice();
    let mut reader = Reader::new(&options.passphrase, files, words).map_err(|error| vec![error])?;
    let mut opened = reader.read(files, None, |_| false)?;
    let Some(path) = &options.out_key else {
        let lack = opened.lack_of_key(files, words);
        if opened.reading.private_key.is_none() && !lack.is_empty() {
            return Err(lack);
        }
        let reply = opened.ask(Request::Reorder { subject });
        return ordered(reply, None, words);
    };
    if is_standard_stream(path) {
        let error = "--out-key names a file: standard output is for the request.";
        return Err(wrong(error.to_owned()));
    }
    NewFile::check(path).map_err(wrong)?;
    let passphrase = secret::new(&options.new_passphrase, files).map_err(wrong)?;
    let remark = secret::guessed(&passphrase, words);
    let file = NewFile::create(path).map_err(wrong)?;
    let mut reply = opened.ask(Request::Order {
        bits: options.bits,
        subject,
        passphrase,
    });
    while matches!(reply, Reply::Ordering(_)) {
        reply = opened.ask(Request::Advance);
    }
    let outcome = ordered(reply, Some(file), words)?;
    Ok(Outcome {
        messages: remark.into_iter().collect(),
        ..outcome
    })
}

/// Writes the key first, where it is new: a request whose key is lost is worth nothing.
fn ordered(reply: Reply, file: Option<NewFile>, words: &Catalogue) -> Result<Outcome, Vec<String>> {
    let (private_key, request) = match reply {
        Reply::Ordered {
            private_key,
            request,
        } => (private_key, request),
        Reply::Refused { notices } => return Err(Opened::errors(&notices, words)),
        _ => return Err(Vec::new()),
    };
    if let (Some(file), Some(key)) = (file, private_key) {
        let written = file.write(&key.bytes);
        written.map_err(|error| vec![words.error(&error)])?;
    }
    Ok(Outcome {
        output: request.bytes.to_vec(),
        ..Outcome::default()
    })
}

fn save(options: &Convert, words: &Catalogue) -> Result<Outcome, Vec<String>> {
    let wrong = |error: String| vec![words.error(&error)];
    let destination = Destination::from(options.to);
    if !is_standard_stream(&options.out) {
        NewFile::check(&options.out).map_err(wrong)?;
    }
    let files = options.files.as_slice();
    let mut reader = Reader::new(&options.passphrase, files, words).map_err(|error| vec![error])?;
    let is_certificate = destination == Destination::Anaplan;
    let choice = options.choice.as_deref();
    let mut opened = reader.read(files, choice, |reading| {
        reading.ready || (is_certificate && reading.certificate.is_some())
    })?;
    let hint = opened.alternatives(choice, words);
    Outcome::after(hint, write(&mut opened, options, words))
}

fn write(
    opened: &mut Opened,
    options: &Convert,
    words: &Catalogue,
) -> Result<Outcome, Vec<String>> {
    let wrong = |error: String| vec![words.error(&error)];
    let destination = Destination::from(options.to);
    let is_printed = is_standard_stream(&options.out);
    let mut messages = Vec::new();
    let passphrase = if destination.is_protected() {
        let passphrase = secret::new(&options.new_passphrase, &options.files).map_err(wrong)?;
        messages.extend(secret::guessed(&passphrase, words));
        let is_bundle = matches!(options.to, Place::Pkcs12 | Place::OldPkcs12);
        if is_bundle && !passphrase.is_ascii() {
            messages.push(words.warning(
                "The passphrase has characters outside ASCII: Java’s keytool cannot open this \
                 PKCS#12 file. If Java has to, choose letters from A to Z, digits and signs.",
            ));
        }
        Some(passphrase)
    } else {
        None
    };
    let reply = opened.ask(Request::Save {
        destination,
        passphrase,
        certificate: None,
    });
    let saved = match reply {
        Reply::Saved(saved) => saved,
        Reply::Refused { notices } => {
            // Why a key does not belong, or is not open, says more than that it is missing.
            let lack = opened.lack_of_key(&options.files, words);
            return Err(if opened.reading.ready || lack.is_empty() {
                Opened::errors(&notices, words)
            } else {
                lack
            });
        }
        _ => return Err(Vec::new()),
    };
    if destination.exposes_key() {
        let path = if is_printed {
            "Standard output".to_owned()
        } else {
            name(&options.out)
        };
        let exposed = format!("{path} holds the private key without protection.");
        messages.push(words.warning(&exposed));
    }
    let output = if is_printed {
        saved.bytes.to_vec()
    } else {
        let file = NewFile::create(&options.out).map_err(wrong)?;
        file.write(&saved.bytes).map_err(wrong)?;
        Vec::new()
    };
    Ok(Outcome {
        output,
        messages,
        ..Outcome::default()
    })
}
