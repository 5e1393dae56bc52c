//! What the worker holds between two messages, and how it answers. Pure, so that every
//! conversation can be tested without a browser.

mod desk;
mod tidy;

use crate::calendar;
use crate::certificate::{self, Finding, Summary};
use crate::identity::Identity;
use crate::input::{self, Findings};
use crate::notice::{Field, Notice};
use crate::pbe::Passphrase;
use crate::request::{self, HeaderForm};
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
    /// Render reminders.
    Calendar {
        /// One event for each certificate.
        events: Vec<calendar::Event>,
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
    /// Read what the boxes hold now. Replaces what was held.
    Read(Inputs),
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
    /// An iCalendar file.
    Calendar {
        /// Its text.
        text: String,
    },
    /// Nothing is held any more.
    Forgotten,
    /// A request.
    Generated(Generated),
    /// The worker runs.
    #[serde(rename_all = "camelCase")]
    Hello {
        /// The version of this program.
        version: &'static str,
        /// The largest source that is read, in bytes.
        max_bytes: usize,
    },
    /// What was found in the boxes.
    Reading(Box<Reading>),
    /// No request: why.
    Refused {
        /// At least one of them is an error.
        notices: Vec<Notice>,
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
    /// The time in the signed message, Unix seconds.
    pub created_at: u64,
    /// What the service may mind.
    pub notices: Vec<Notice>,
}

/// What is held: at most one identity, and what the last reading found wrong or remarkable.
#[derive(Debug)]
pub struct Session {
    identity: Option<Identity>,
    notices: Vec<Notice>,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            identity: None,
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
        match request {
            Request::Forget => {
                *self = Self::default();
                Reply::Forgotten
            }
            Request::Generate { header_form } => self.generate(header_form, now, random),
            Request::Hello => Reply::Hello {
                version: env!("CARGO_PKG_VERSION"),
                max_bytes: input::MAX_BYTES,
            },
            Request::Calendar { events } => Reply::Calendar {
                text: calendar::render(&events, i64::try_from(now).unwrap_or(i64::MAX)),
            },
            Request::Read(inputs) => Reply::Reading(Box::new(self.read(inputs, now))),
        }
    }

    fn generate<R: TryCryptoRng + ?Sized>(
        &self,
        form: HeaderForm,
        now: u64,
        random: &mut R,
    ) -> Reply {
        let Some(identity) = &self.identity else {
            return Reply::Refused {
                notices: self.notices.clone(),
            };
        };
        match request::Request::new(identity, form, now, random) {
            Ok(request) => Reply::Generated(Generated {
                authorization: request.authorization,
                body: request.body,
                created_at: request.created_at,
                notices: self.notices_at(identity, now),
            }),
            Err(error) => Reply::Refused {
                notices: vec![error.notice(Field::Page)],
            },
        }
    }

    /// What the last reading remarked, with the certificate judged anew: the page may have been open
    /// for days.
    fn notices_at(&self, identity: &Identity, now: u64) -> Vec<Notice> {
        let now = i64::try_from(now).unwrap_or(i64::MAX);
        let other = self
            .notices
            .iter()
            .filter(|notice| !Finding::CODES.contains(&notice.code));
        let mut notices: Vec<Notice> = other.cloned().collect();
        let findings = certificate::findings(identity.certificate(), now);
        notices.extend(findings.iter().map(Finding::notice));
        notices
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
        self.notices.clone_from(&conclusion.reading.notices);
        self.notices.extend(conclusion.missing);
        Reading {
            boxes: tidy.boxes(),
            ..conclusion.reading
        }
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
