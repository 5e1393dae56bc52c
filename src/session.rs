//! The state machine behind [`crate::protocol`]: what the worker holds between two messages.
//!
//! Pure, so that every conversation can be tested without a browser.

use crate::calendar;
use crate::certificate::{Certificate, findings};
use crate::detached::Prepared;
use crate::error::{Error, Result};
use crate::exports::{self, Export, Form, Service};
use crate::input;
use crate::inventory::{self, Outcome};
use crate::notice::{Field, Notice, Severity};
use crate::protocol::{Fields, Generated, Inputs, Reading, Reply, Request};
use crate::request::{self, HeaderForm};
use crate::response::{self, Made};
use crate::review;
use crate::sample;
use crate::self_check;
use rand_core::TryCryptoRng;

/// The state between two messages: at most one identity, the notices of the last reading, and what
/// was made since, which is not secret.
#[derive(Debug)]
pub struct Session {
    outcome: Outcome,
    prepared: Option<Prepared>,
    request: Option<request::Request>,
    /// The last request; it outlives a change of the inputs.
    made: Option<Made>,
}

impl Default for Session {
    fn default() -> Self {
        Self::read(Inputs::default(), 0).0
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
        let seconds = unix_seconds(now);
        match request {
            Request::Response { text } => {
                Reply::Response(Box::new(response::read(&text, self.made.as_ref(), seconds)))
            }
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
            Request::Check => Reply::Checked(self_check::check(random)),
            Request::Expiry { sources } => Reply::Expiry(inventory::expiry(sources, seconds)),
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
            Request::Program { name } => Reply::Program(exports::program(name)),
            Request::Read(inputs) => {
                let (session, reading) = Self::read(inputs, now);
                let made = self.made.take();
                *self = Self { made, ..session };
                Reply::Reading(Box::new(reading))
            }
            Request::Sample => Reply::Sample {
                certificate: sample::CERTIFICATE,
                private_key: sample::PRIVATE_KEY,
            },
            Request::Review { text } => Reply::Review(Box::new(review::review(&text, seconds))),
        }
    }

    /// Returns the state after a reading, and the reading.
    fn read(inputs: Inputs, now: u64) -> (Self, Reading) {
        let (outcome, reading) = inventory::read(inputs, unix_seconds(now));
        let session = Self {
            outcome,
            prepared: None,
            request: None,
            made: None,
        };
        (session, reading)
    }

    fn generate<R: TryCryptoRng + ?Sized>(
        &mut self,
        form: HeaderForm,
        now: u64,
        random: &mut R,
    ) -> Reply {
        self.request = None;
        let Some(identity) = &self.outcome.identity else {
            return Reply::Refused {
                notices: self.outcome.refusal.clone(),
            };
        };
        let request = match request::Request::new(identity, form, now, random) {
            Ok(request) => request,
            Err(error) => return refused(&error, Field::Page),
        };
        let certificate = identity.certificate();
        let notices = self.notices_at(certificate, now);
        let made = Made::new(request.created_at, certificate);
        self.hand_out(request, made, notices)
    }

    /// Keeps a request for its exports, and returns it.
    fn hand_out(&mut self, request: request::Request, made: Made, notices: Vec<Notice>) -> Reply {
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
        self.made = Some(made);
        Reply::Generated(Box::new(generated))
    }

    fn export(&self, form: Form, service: &str) -> Result<Export> {
        let service = Service::read(service)?;
        if form == Form::PostmanCollection {
            return Ok(exports::collection(&service));
        }
        let request = self.request.as_ref().ok_or(Error::RequestMissing)?;
        Ok(exports::login(request, &service, form))
    }

    fn prepare<R: TryCryptoRng + ?Sized>(&mut self, now: u64, random: &mut R) -> Reply {
        self.request = None;
        let Some(certificate) = self.outcome.certificate.clone() else {
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
        let certificate = prepared.certificate();
        let notices = self.notices_at(certificate, now);
        let made = Made::new(request.created_at, certificate);
        self.hand_out(request, made, notices)
    }

    /// Returns the remarks of the last reading, and the findings about `certificate` as of `now`:
    /// the page may have been open for days.
    ///
    /// Errors of the reading are left out; a request was made in spite of them.
    fn notices_at(&self, certificate: &Certificate, now: u64) -> Vec<Notice> {
        let remarks = self.outcome.remarks.iter();
        let remarks = remarks.filter(|notice| notice.severity != Severity::Error);
        let mut notices: Vec<Notice> = remarks.cloned().collect();
        let findings = findings(certificate, unix_seconds(now));
        notices.extend(findings.iter().map(|own| own.notice(Field::Certificate)));
        notices
    }
}

fn unix_seconds(now: u64) -> i64 {
    i64::try_from(now).unwrap_or(i64::MAX)
}

fn refused(error: &Error, field: Field) -> Reply {
    Reply::Refused {
        notices: vec![error.notice(field)],
    }
}

/// An export fails because of the address of Anaplan, or because there is no request to export.
fn exported(export: Result<Export>) -> Reply {
    match export {
        Ok(export) => Reply::Exported(export),
        Err(error @ (Error::ServiceRegionUnknown { .. } | Error::ServiceUnusable)) => {
            refused(&error, Field::Service)
        }
        Err(error) => refused(&error, Field::Page),
    }
}
