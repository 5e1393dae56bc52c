//! The messages between the page and the worker: types only.
//!
//! The page posts `{ id, request }` and receives `{ id, reply }`. A [`Request`] without fields is a
//! string (`"hello"`); one with fields is an object with one key (`{ generate: { headerForm } }`).
//! Names are camelCase on the JavaScript side. [`crate::session`] has the state machine.

use crate::anaplan::Region;
use crate::calendar;
use crate::certificate::Summary;
use crate::convert::{Destination, Saved};
use crate::detached::commands::Command;
use crate::exports::{CallsForm, Export, Form, Program, ProgramExport};
use crate::notice::{Field, Notice};
use crate::order::{self, Progress};
use crate::renewal::Comparison;
use crate::request::HeaderForm;
use crate::response::Response;
use crate::review::Review;
use crate::self_check::Checked;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// A request of the page.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Request {
    /// Read a response of Anaplan.
    Response {
        /// The response as it was pasted.
        text: Zeroizing<String>,
    },
    /// Accept a signature of the prepared message that was made elsewhere.
    #[serde(rename_all = "camelCase")]
    Assemble {
        /// How the certificate is written into the header.
        header_form: HeaderForm,
        /// The signature as it was pasted or dropped.
        signature: Content,
    },
    /// Render reminders.
    Calendar {
        /// One event for each certificate.
        events: Vec<calendar::Event>,
    },
    /// Render the calls that a token allows.
    Calls {
        /// The tool that they are written for.
        form: CallsForm,
        /// The address of Anaplan, as it was typed.
        service: String,
        /// The bare token.
        token: Zeroizing<String>,
    },
    /// Test the random source and a known signature.
    Check,
    /// List certificates by their end. Changes nothing that is held.
    Expiry {
        /// The sources to look into.
        sources: Vec<Source>,
    },
    /// Render the last request for a tool.
    Export {
        /// The tool.
        form: Form,
        /// The address of Anaplan, as it was typed.
        service: String,
    },
    /// Drop everything that is held.
    Forget,
    /// Sign with the identity of the last reading.
    #[serde(rename_all = "camelCase")]
    Generate {
        /// How the certificate is written into the header.
        header_form: HeaderForm,
    },
    /// Are you there?
    Hello,
    /// Make a message to be signed elsewhere, for the certificate of the last reading.
    Prepare,
    /// Say how a program that signs at run time is run.
    Program {
        /// Its name.
        name: Program,
        /// The address of Anaplan, as it was typed; one that cannot be used counts as the default.
        service: String,
    },
    /// Read the inputs of the page. Replaces the last reading.
    Read(Inputs),
    /// Drop the key that is in the making.
    Abandon,
    /// Go on with the key that is in the making.
    Advance,
    /// Begin a private key and a certification request for it. Once it is finished it is kept, so
    /// that the certificate that comes back can be used at once.
    Order {
        /// The size of the key in bits.
        bits: u32,
        /// Who the certificate is for.
        subject: order::Subject,
        /// The passphrase that protects the saved key.
        passphrase: Zeroizing<String>,
    },
    /// Make a certification request for the private key of the last reading.
    #[serde(rename_all = "camelCase")]
    Reorder {
        /// Who the certificate is for.
        subject: order::Subject,
    },
    /// Render the commands that ask whether the certificate of the last reading was revoked.
    Revocation,
    /// Return the sample certificate and its key.
    Sample,
    /// Write the certificate or the key of the last reading for another place.
    Save {
        /// The place.
        destination: Destination,
        /// The passphrase for the forms that are protected.
        #[serde(default)]
        passphrase: Option<Zeroizing<String>>,
        /// SHA-256 of the certificate to save without a key; by default the one that is shown.
        #[serde(default)]
        certificate: Option<String>,
    },
    /// Check a request that was made elsewhere.
    Review {
        /// The request as it was pasted.
        text: Zeroizing<String>,
    },
}

/// All inputs of the page.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Inputs {
    /// Everything that was pasted, dropped or chosen.
    pub sources: Vec<Source>,
    /// SHA-256 of the certificate that was chosen among several, `AB:CD:…`.
    #[serde(default)]
    pub choice: Option<String>,
}

/// One thing that was pasted, dropped or chosen.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Source {
    /// A number of the page's choice; replies refer to the source by it.
    pub id: u32,
    /// Where it was put.
    pub field: InputField,
    /// Its text or bytes.
    pub content: Content,
    /// The passphrase for what is protected in it, once one was given.
    #[serde(default)]
    pub passphrase: Option<Zeroizing<String>>,
}

impl Source {
    /// Returns pasted text as a source without a passphrase.
    #[must_use]
    pub fn text(id: u32, field: InputField, text: &str) -> Self {
        Self {
            id,
            field,
            content: Content::Text(Zeroizing::new(text.to_owned())),
            passphrase: None,
        }
    }

    /// Returns a file as a source without a passphrase.
    #[must_use]
    pub fn file(id: u32, field: InputField, name: &str, bytes: Vec<u8>) -> Self {
        Self {
            id,
            field,
            content: Content::File {
                name: name.to_owned(),
                bytes,
            },
            passphrase: None,
        }
    }

    /// Returns the same source with a passphrase.
    #[must_use]
    pub fn with_passphrase(self, passphrase: Option<Zeroizing<String>>) -> Self {
        Self { passphrase, ..self }
    }
}

/// The fields of the page that take inputs.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "camelCase")]
pub enum InputField {
    /// The text box for certificates.
    Certificate,
    /// The text box for the private key.
    PrivateKey,
    /// The drop zone.
    Files,
}

impl From<InputField> for Field {
    fn from(field: InputField) -> Self {
        match field {
            InputField::Certificate => Self::Certificate,
            InputField::PrivateKey => Self::PrivateKey,
            InputField::Files => Self::Files,
        }
    }
}

/// The content of a source.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Content {
    /// A file.
    File {
        /// Its name, for messages only.
        name: String,
        /// Its bytes.
        #[serde(with = "serde_bytes")]
        bytes: Vec<u8>,
    },
    /// Text.
    Text(Zeroizing<String>),
}

/// A reply of the worker.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Reply {
    /// A response of Anaplan, explained.
    Response(Box<Response>),
    /// An iCalendar file.
    Calendar {
        /// Its text.
        text: String,
    },
    /// The result of the self-check.
    Checked(Checked),
    /// Certificates by their end.
    Expiry(Expiry),
    /// Something to copy or to save.
    Exported(Export),
    /// A program's file, and the lines that run it.
    Program(ProgramExport),
    /// Nothing is held any more.
    Forgotten,
    /// A request for Anaplan.
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
        commands: Vec<Command>,
    },
    /// A key is in the making: [`Request::Advance`] goes on.
    Ordering(Progress),
    /// A new private key, protected, and the certification request for it.
    #[serde(rename_all = "camelCase")]
    Ordered {
        /// The key; `None` when the request is for a key that is there already.
        private_key: Option<Saved>,
        /// The certification request in PEM.
        request: Saved,
    },
    /// What was found in the inputs.
    Reading(Box<Reading>),
    /// Nothing was made.
    Refused {
        /// Why; at least one of them is an error.
        notices: Vec<Notice>,
    },
    /// The verdicts on a request that was made elsewhere.
    Review(Box<Review>),
    /// The commands that ask for revocation.
    Revocation {
        /// One a line; `None` when the certificate does not say where to ask.
        commands: Option<String>,
    },
    /// A file to save.
    Saved(Saved),
    /// A certificate and its key to try the page with.
    #[serde(rename_all = "camelCase")]
    Sample {
        /// In PEM.
        certificate: &'static str,
        /// In PEM.
        private_key: &'static str,
    },
}

/// What was found in the inputs.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reading {
    /// One entry for each source, in the order of the request.
    pub sources: Vec<SourceReading>,
    /// The certificate that a request would carry, or the likeliest one when no key fits.
    pub certificate: Option<Summary>,
    /// Every certificate that was found, without duplicates.
    pub certificates: Vec<Summary>,
    /// The certificates to choose from; empty when there is no choice.
    pub choices: Vec<Choice>,
    /// The old and the new certificate of one person, when exactly these two were found.
    pub comparison: Option<Comparison>,
    /// The private key.
    pub private_key: Option<PrivateKeySummary>,
    /// Problems and remarks.
    pub notices: Vec<Notice>,
    /// Whether [`Request::Generate`] will sign.
    pub ready: bool,
}

/// What was found in one source.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SourceReading {
    /// The number that the page gave it.
    pub id: u32,
    /// How many certificates are in it, as far as it could be opened.
    pub certificates: u32,
    /// How many private keys are in it, opened or not, as far as it could be opened.
    pub private_keys: u32,
    /// The text box that its objects belong in; `None` when it holds both kinds or neither.
    pub belongs_in: Option<Field>,
    /// The protection that its passphrase, if any, did not open.
    pub locked: Option<Protection>,
    /// Whether its passphrase opened something in it.
    pub unlocked: bool,
    /// Whether it holds the certificate or the private key of the reading.
    pub used: bool,
}

/// How something is protected by a passphrase.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Protection {
    /// The encryption scheme, by name.
    pub scheme: String,
    /// The iterations of the key derivation; they tell how long opening will take.
    pub iterations: u32,
}

/// One of several certificates to choose from.
pub type Choice = Summary;

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
    /// The source that it came from; none when it was generated here.
    pub source: Option<u32>,
}

/// Certificates by their end.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Expiry {
    /// Every certificate that was found, without duplicates, the first to end first.
    pub certificates: Vec<ExpiryEntry>,
    /// The same list as CSV (RFC 4180).
    pub csv: String,
    /// Problems and remarks.
    pub notices: Vec<Notice>,
}

/// One certificate of the list.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct ExpiryEntry {
    /// The certificate.
    #[serde(flatten)]
    pub summary: Summary,
    /// The names of the files that it was found in, parted by commas; `None` for pasted text.
    pub source: Option<String>,
}

/// A request for Anaplan, ready to be copied.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Generated {
    /// The value of the `Authorization` header.
    pub authorization: String,
    /// The JSON body.
    pub body: String,
    /// The values in both, for forms that ask for each by itself.
    pub fields: Fields,
    /// The time in the signed message, Unix seconds.
    pub created_at: u64,
    /// Remarks.
    pub notices: Vec<Notice>,
}

/// The values of a request, each by itself.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Fields {
    /// The certificate as the header carries it, without the prefix.
    pub certificate: String,
    /// The signed message.
    pub encoded_data: String,
    /// Its signature.
    pub encoded_signed_data: String,
}
