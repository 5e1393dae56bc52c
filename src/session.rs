//! What the worker holds between two messages, and how it answers. Pure, so that every
//! conversation can be tested without a browser.

mod desk;
mod tidy;

use crate::answer::{self, Answer};
use crate::calendar;
use crate::certificate::{self, Certificate, Finding, Summary};
use crate::detached::{Commands, Prepared};
use crate::error::{Error, Result};
use crate::exports::{self, Export, Form, Program, Region, Service};
use crate::identity::Identity;
use crate::input::{self, Findings};
use crate::notice::{Field, Notice, Severity};
use crate::pbe::Passphrase;
use crate::request::{self, HeaderForm};
use crate::review::{self, Review};
use crate::sample::{self, Checked};
use crate::visible::visible;
use desk::Desk;
use rand_core::TryCryptoRng;
use serde::{Deserialize, Serialize};
use tidy::Tidy;
use zeroize::Zeroizing;

/// What the page asks. ARCHITECTURE.md, "Page and worker", has the table.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Request {
    /// Read what the service answered.
    Answer {
        /// The answer as it was pasted.
        text: Zeroizing<String>,
    },
    /// Take a signature of the prepared message that was made elsewhere.
    #[serde(rename_all = "camelCase")]
    Assemble {
        /// How the certificate is written into the header.
        header_form: HeaderForm,
        /// The signature as it was pasted.
        signature: String,
    },
    /// Render reminders.
    Calendar {
        /// One event for each certificate.
        events: Vec<calendar::Event>,
    },
    /// Render the calls that a token allows.
    Calls {
        /// What they are written for.
        form: Form,
        /// Where the service is, as it was typed.
        service: String,
        /// The bare token.
        token: Zeroizing<String>,
    },
    /// Try the program itself before it signs for anybody.
    Check,
    /// Render the last request for a tool.
    Export {
        /// Which tool.
        form: Form,
        /// Where the service is, as it was typed.
        service: String,
    },
    /// Forget everything.
    Forget,
    /// Sign with the identity that the last reading gave.
    #[serde(rename_all = "camelCase")]
    Generate {
        /// How the certificate is written into the header.
        header_form: HeaderForm,
    },
    /// Are you there?
    Hello,
    /// Make a message to be signed elsewhere, for the certificate of the last reading.
    Prepare,
    /// Render a program that signs at run time.
    Program {
        /// Which one.
        name: Program,
    },
    /// Read what the boxes hold now. Replaces what was held.
    Read(Inputs),
    /// Give the sample certificate and its key.
    Sample,
    /// Check a request that was made elsewhere.
    Review {
        /// It, as it was pasted.
        text: Zeroizing<String>,
    },
}

/// What the boxes of the page hold.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Inputs {
    /// What was put into the certificate's box.
    pub certificate: Vec<Source>,
    /// What was put into the private key's box.
    pub private_key: Vec<Source>,
    /// The pass phrase, when one was asked for.
    pub passphrase: Option<Zeroizing<String>>,
    /// SHA-256 of the certificate that was chosen among several, `AB:CD:…`.
    #[serde(default)]
    pub choice: Option<String>,
}

/// One thing that was pasted, dropped or chosen.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Source {
    /// A file.
    File {
        /// Its name, for messages only.
        name: String,
        /// What is in it.
        #[serde(with = "serde_bytes")]
        bytes: Vec<u8>,
    },
    /// Text.
    Text(Zeroizing<String>),
}

/// What the worker answers.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Reply {
    /// What the service answered.
    Answer(Box<Answer>),
    /// An iCalendar file.
    Calendar {
        /// Its text.
        text: String,
    },
    /// How the program did.
    Checked(Checked),
    /// Something to copy or to save.
    Exported(Export),
    /// Nothing is held any more.
    Forgotten,
    /// A request.
    Generated(Box<Generated>),
    /// The worker runs.
    #[serde(rename_all = "camelCase")]
    Hello {
        /// The version of this program.
        version: &'static str,
        /// The largest source that is read, in bytes.
        max_bytes: usize,
        /// The regions to choose from.
        regions: &'static [Region],
    },
    /// A message that waits for its signature.
    #[serde(rename_all = "camelCase")]
    Prepared {
        /// The 100 bytes in base64.
        encoded_data: String,
        /// The time in them, Unix seconds.
        created_at: u64,
        /// How to sign them.
        commands: Commands,
    },
    /// What was found in the boxes.
    Reading(Box<Reading>),
    /// No request: why.
    Refused {
        /// At least one of them is an error.
        notices: Vec<Notice>,
    },
    /// What is right and what is wrong with a request.
    Review(Box<Review>),
    /// A certificate and its key to try the page with.
    #[serde(rename_all = "camelCase")]
    Sample {
        /// In PEM.
        certificate: &'static str,
        /// In PEM.
        private_key: &'static str,
    },
}

/// What was found in the boxes.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reading {
    /// The certificate that a request would carry, or the first one when none fits.
    pub certificate: Option<Summary>,
    /// What the text boxes should hold instead, when objects are in the wrong box, when both are in
    /// one, or when they came in files that are text after all.
    pub boxes: Option<Boxes>,
    /// Every certificate that was found.
    pub certificates: Vec<Summary>,
    /// The certificates that a private key here belongs to, when there are several.
    pub choices: Vec<Choice>,
    /// The private key.
    pub private_key: Option<PrivateKeySummary>,
    /// What to tell the person.
    pub notices: Vec<Notice>,
    /// What a pass phrase is needed for.
    pub passphrase_for: Option<PassphraseNeed>,
    /// Whether [`Request::Generate`] will sign.
    pub ready: bool,
}

/// What the text boxes should hold: the same objects, each in its box, as PEM.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Boxes {
    /// The certificates.
    pub certificate: String,
    /// The private keys, protected where they were.
    pub private_key: Zeroizing<String>,
}

/// One of several certificates to choose from.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Choice {
    /// SHA-256 of the certificate; what the page sends back.
    pub sha256: String,
    /// The subject's distinguished name.
    pub subject: String,
    /// Valid to, Unix seconds.
    pub not_after: i64,
}

/// What waits for a pass phrase.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PassphraseNeed {
    /// The box that the protected file is in.
    pub field: Field,
    /// How it is protected.
    pub scheme: String,
    /// How many rounds the key derivation takes, for telling how long a person will wait.
    pub rounds: u32,
}

/// What the page shows of a private key.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PrivateKeySummary {
    /// The size of the modulus in bits.
    pub bits: u32,
    /// How the key is written: `PKCS#8`, `PKCS#1`.
    pub form: &'static str,
    /// SHA-256 of its public key, `AB:CD:…`.
    pub public_key_sha256: String,
}

/// A request, ready to be copied.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Generated {
    /// The value of the `Authorization` header.
    pub authorization: String,
    /// The JSON body.
    pub body: String,
    /// What stands in them, for forms that ask for each by itself.
    pub fields: Fields,
    /// The time in the signed message, Unix seconds.
    pub created_at: u64,
    /// What the service may mind.
    pub notices: Vec<Notice>,
}

/// The values of a request, each by itself.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Fields {
    /// The certificate as the header carries it, without the scheme's name.
    pub certificate: String,
    /// The signed message.
    pub encoded_data: String,
    /// Its signature.
    pub encoded_signed_data: String,
}

/// What is held: at most one identity, what the last reading found wrong or remarkable, and what was
/// made since, which is nothing secret.
#[derive(Debug)]
pub struct Session {
    identity: Option<Identity>,
    /// The certificate that was shown, which a signature made elsewhere must verify with.
    certificate: Option<Certificate>,
    notices: Vec<Notice>,
    prepared: Option<Prepared>,
    request: Option<request::Request>,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            identity: None,
            certificate: None,
            prepared: None,
            request: None,
            notices: Desk::default().conclude(None, 0).missing,
        }
    }
}

impl Session {
    /// Answers one request. `now` is the time in Unix seconds; `random` serves the message and the
    /// blinding of the signature.
    #[must_use]
    pub fn answer<R: TryCryptoRng + ?Sized>(
        &mut self,
        request: Request,
        now: u64,
        random: &mut R,
    ) -> Reply {
        let seconds = i64::try_from(now).unwrap_or(i64::MAX);
        match request {
            Request::Answer { text } => Reply::Answer(Box::new(answer::read(&text, seconds))),
            Request::Assemble {
                header_form,
                signature,
            } => self.assemble(&signature, header_form, now),
            Request::Calendar { events } => Reply::Calendar {
                text: calendar::render(&events, seconds),
            },
            Request::Calls {
                form,
                service,
                token,
            } => exported(
                Service::read(&service).map(|service| exports::calls(&token, &service, form)),
            ),
            Request::Check => Reply::Checked(sample::check(random)),
            Request::Export { form, service } => exported(self.export(form, &service)),
            Request::Forget => {
                *self = Self::default();
                Reply::Forgotten
            }
            Request::Generate { header_form } => self.generate(header_form, now, random),
            Request::Hello => Reply::Hello {
                version: env!("CARGO_PKG_VERSION"),
                max_bytes: input::MAX_BYTES,
                regions: exports::REGIONS,
            },
            Request::Prepare => self.prepare(now, random),
            Request::Program { name } => Reply::Exported(exports::program(name)),
            Request::Read(inputs) => Reply::Reading(Box::new(self.read(inputs, now))),
            Request::Sample => Reply::Sample {
                certificate: sample::CERTIFICATE,
                private_key: sample::PRIVATE_KEY,
            },
            Request::Review { text } => Reply::Review(Box::new(review::review(&text, seconds))),
        }
    }

    fn generate<R: TryCryptoRng + ?Sized>(
        &mut self,
        form: HeaderForm,
        now: u64,
        random: &mut R,
    ) -> Reply {
        self.request = None;
        let Some(identity) = &self.identity else {
            return Reply::Refused {
                notices: self.notices.clone(),
            };
        };
        let request = match request::Request::new(identity, form, now, random) {
            Ok(request) => request,
            Err(error) => return refused(&error, Field::Page),
        };
        let notices = self.notices_at(identity.certificate(), now);
        self.hand_out(request, notices)
    }

    /// Keeps a request for its exports, and shows it.
    fn hand_out(&mut self, request: request::Request, notices: Vec<Notice>) -> Reply {
        let generated = Generated {
            authorization: request.authorization.clone(),
            body: request.body(),
            fields: Fields {
                certificate: request.certificate_value().to_owned(),
                encoded_data: request.encoded_data.clone(),
                encoded_signed_data: request.encoded_signed_data.clone(),
            },
            created_at: request.created_at,
            notices,
        };
        self.request = Some(request);
        Reply::Generated(Box::new(generated))
    }

    fn export(&self, form: Form, service: &str) -> Result<Export> {
        let service = Service::read(service)?;
        let request = self.request.as_ref().ok_or(Error::RequestMissing)?;
        Ok(exports::login(request, &service, form))
    }

    fn prepare<R: TryCryptoRng + ?Sized>(&mut self, now: u64, random: &mut R) -> Reply {
        self.request = None;
        let Some(certificate) = self.certificate.clone() else {
            return refused(&Error::CertificateMissing, Field::Certificate);
        };
        let prepared = match Prepared::new(certificate, now, random) {
            Ok(prepared) => prepared,
            Err(error) => return refused(&error, Field::Certificate),
        };
        let reply = Reply::Prepared {
            encoded_data: prepared.encoded_data(),
            created_at: prepared.created_at(),
            commands: prepared.commands(),
        };
        self.prepared = Some(prepared);
        reply
    }

    fn assemble(&mut self, signature: &str, form: HeaderForm, now: u64) -> Reply {
        self.request = None;
        let Some(prepared) = &self.prepared else {
            return refused(&Error::SignatureUnasked, Field::Signature);
        };
        let request = match prepared.assemble(signature, form) {
            Ok(request) => request,
            Err(error) => return refused(&error, Field::Signature),
        };
        let notices = self.notices_at(prepared.certificate(), now);
        self.hand_out(request, notices)
    }

    /// What the last reading remarked, with the certificate judged anew: the page may have been open
    /// for days.
    fn notices_at(&self, certificate: &Certificate, now: u64) -> Vec<Notice> {
        let now = i64::try_from(now).unwrap_or(i64::MAX);
        let other = self
            .notices
            .iter()
            // An error has been overcome by now, or there would be no request.
            .filter(|notice| notice.severity != Severity::Error)
            .filter(|notice| !Finding::CODES.contains(&notice.code));
        let mut notices: Vec<Notice> = other.cloned().collect();
        let findings = certificate::findings(certificate, now);
        notices.extend(findings.iter().map(Finding::notice));
        notices
    }

    /// The identity in these inputs.
    pub(crate) fn identity_in(inputs: Inputs) -> Option<Identity> {
        let mut session = Self::default();
        session.read(inputs, 0);
        session.identity
    }

    fn read(&mut self, inputs: Inputs, now: u64) -> Reading {
        *self = Self::default();
        let now = i64::try_from(now).unwrap_or(i64::MAX);
        let mut desk = Desk::new(inputs.passphrase.map(Passphrase::new));
        let mut tidy = Tidy::default();
        for (field, sources) in [
            (Field::Certificate, &inputs.certificate),
            (Field::PrivateKey, &inputs.private_key),
        ] {
            for source in sources {
                let findings = source.read();
                tidy.look(field, source, &findings);
                desk.sort(field, source.name(), findings);
            }
        }
        let conclusion = desk.conclude(inputs.choice.as_deref(), now);
        self.identity = conclusion.identity;
        self.certificate = conclusion.certificate;
        self.notices.clone_from(&conclusion.reading.notices);
        self.notices.extend(conclusion.missing);
        Reading {
            boxes: tidy.boxes(),
            ..conclusion.reading
        }
    }
}

fn refused(error: &Error, field: Field) -> Reply {
    Reply::Refused {
        notices: vec![error.notice(field)],
    }
}

/// An export fails for the service's address, or because there is nothing to export.
fn exported(export: Result<Export>) -> Reply {
    match export {
        Ok(export) => Reply::Exported(export),
        Err(error @ (Error::ServiceRegionUnknown { .. } | Error::ServiceUnusable)) => {
            refused(&error, Field::Service)
        }
        Err(error) => refused(&error, Field::Page),
    }
}

impl Source {
    fn read(&self) -> Findings {
        match self {
            Self::File { bytes, .. } => input::read_bytes(bytes),
            Self::Text(text) => input::read_text(text),
        }
    }

    /// The name of a file, safe to show.
    fn name(&self) -> Option<String> {
        match self {
            Self::File { name, .. } => Some(visible(name)),
            Self::Text(_) => None,
        }
    }
}
