//! The state machine behind [`crate::protocol`]: what the worker holds between two messages.
//!
//! Pure, so that every conversation can be tested without a browser.

use crate::anaplan;
use crate::calendar;
use crate::certificate::{Certificate, findings};
use crate::convert::{self, Destination};
use crate::detached::Prepared;
use crate::error::{Error, Result};
use crate::exports::{self, Export, Form, Service};
use crate::identity::Identity;
use crate::input::{self, PrivateKeyDer};
use crate::inventory::{self, Outcome};
use crate::notice::{Field, Notice, Severity};
use crate::order::{self, Order};
use crate::pbe::Passphrase;
use crate::private_key::PrivateKey;
use crate::protocol::{Content, Fields, Generated, Inputs, Reading, Reply, Request};
use crate::request::{self, HeaderForm};
use crate::response::{self, Made};
use crate::review;
use crate::sample;
use crate::self_check;
use rand_core::TryCryptoRng;
use std::sync::Arc;

/// The state between two messages: at most one identity or lone key, the notices of the last reading,
/// a key in the making, a key made here, and the requests made, which are not secret.
#[derive(Debug)]
pub struct Session {
    outcome: Outcome,
    prepared: Option<Prepared>,
    request: Option<request::Request>,
    /// A private key in the making.
    order: Option<Order>,
    /// A private key that was generated here, until everything is forgotten.
    ordered: Option<PrivateKeyDer>,
    /// The last request; it outlives a change of the inputs.
    made: Option<Made>,
}

impl Default for Session {
    fn default() -> Self {
        Self::read(Inputs::default(), None, 0).0
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
                regions: anaplan::REGIONS,
            },
            Request::Prepare => self.prepare(now, random),
            Request::Program { name, service } => {
                let service = Service::read(&service).unwrap_or_default();
                Reply::Program(name.export(&service))
            }
            Request::Read(inputs) => {
                let (session, reading) = Self::read(inputs, self.ordered.take(), now);
                let (made, order) = (self.made.take(), self.order.take());
                *self = Self {
                    made,
                    order,
                    ..session
                };
                Reply::Reading(Box::new(reading))
            }
            Request::Order {
                bits,
                subject,
                passphrase,
            } => self.order(bits, &subject, Passphrase::new(passphrase)),
            Request::Advance => self.advance(random),
            Request::Abandon => {
                self.order = None;
                Reply::Forgotten
            }
            Request::Reorder { subject } => self.reorder(&subject, random),
            Request::Save {
                destination,
                passphrase,
                certificate,
            } => {
                let passphrase = passphrase.map(Passphrase::new);
                let wanted = certificate.as_deref();
                self.save(destination, passphrase.as_ref(), wanted, random)
            }
            Request::Revocation => Reply::Revocation {
                commands: self
                    .outcome
                    .certificate
                    .as_deref()
                    .and_then(exports::revocation),
            },
            Request::Sample => Reply::Sample {
                certificate: sample::CERTIFICATE,
                private_key: sample::PRIVATE_KEY,
            },
            Request::Review { text } => Reply::Review(Box::new(review::review(&text, seconds))),
        }
    }

    /// Returns the state after a reading, and the reading.
    fn read(inputs: Inputs, ordered: Option<PrivateKeyDer>, now: u64) -> (Self, Reading) {
        let (outcome, reading) = inventory::read(inputs, ordered.as_ref(), unix_seconds(now));
        let session = Self {
            outcome,
            prepared: None,
            request: None,
            made: None,
            order: None,
            ordered,
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
        let certificate = Arc::clone(identity.certificate());
        self.hand_out(request, &certificate, now)
    }

    /// Keeps a request made with `certificate` for its exports, and returns it.
    fn hand_out(
        &mut self,
        request: request::Request,
        certificate: &Certificate,
        now: u64,
    ) -> Reply {
        self.made = Some(Made::new(request.created_at, certificate));
        let generated = Generated {
            authorization: request.authorization(),
            body: request.body(),
            fields: Fields {
                certificate: request.certificate_value.clone(),
                encoded_data: request.encoded_data.clone(),
                encoded_signed_data: request.encoded_signed_data.clone(),
            },
            created_at: request.created_at,
            notices: self.notices_at(certificate, now),
        };
        self.request = Some(request);
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
            return self.refuse_to_prepare();
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

    /// Returns why there is no certificate, such as a passphrase that is missing. That there is no private
    /// key is no fault where it stays elsewhere.
    fn refuse_to_prepare(&self) -> Reply {
        let mut notices = self.outcome.refusal.clone();
        notices.retain(|notice| notice.field != Field::PrivateKey);
        let has_error = |notice: &Notice| notice.severity == Severity::Error;
        if !notices.iter().any(has_error) {
            return refused(&Error::CertificateMissing, Field::Certificate);
        }
        Reply::Refused { notices }
    }

    fn assemble(&mut self, signature: &Content, form: HeaderForm, now: u64) -> Reply {
        self.request = None;
        let Some(prepared) = &self.prepared else {
            return refused(&Error::SignatureUnasked, Field::Signature);
        };
        let request = match signature {
            Content::Text(text) => prepared.assemble(text, form),
            Content::File { bytes, .. } => prepared.assemble_file(bytes, form),
        };
        let request = match request {
            Ok(request) => request,
            Err(error) => return refused(&error, Field::Signature),
        };
        let certificate = Arc::clone(prepared.certificate());
        self.hand_out(request, &certificate, now)
    }

    /// Begins a key, in place of one that may be in the making.
    fn order(&mut self, bits: u32, subject: &order::Subject, passphrase: Passphrase) -> Reply {
        self.order = None;
        let subject = match checked_order(bits, subject) {
            Ok(subject) => subject,
            Err(notices) => return Reply::Refused { notices },
        };
        match Order::new(bits, subject, passphrase) {
            Ok(order) => Reply::Ordering(self.order.insert(order).progress()),
            Err(error) => refused(&error, Field::Passphrase),
        }
    }

    /// Goes on with the key that is in the making, and returns it once it is done.
    fn advance<R: TryCryptoRng + ?Sized>(&mut self, random: &mut R) -> Reply {
        let Some(order) = &mut self.order else {
            return refused(&Error::OrderInterrupted, Field::Page);
        };
        match order.advance(random) {
            Ok(None) => Reply::Ordering(order.progress()),
            Ok(Some(ordered)) => {
                self.order = None;
                self.ordered = Some(ordered.kept);
                Reply::Ordered {
                    private_key: Some(ordered.private_key),
                    request: ordered.request,
                }
            }
            Err(error) => {
                self.order = None;
                refused(&error, Field::Page)
            }
        }
    }

    fn reorder<R: TryCryptoRng + ?Sized>(&self, subject: &order::Subject, random: &mut R) -> Reply {
        let subject = match subject.checked() {
            Ok(subject) => subject,
            Err(errors) => {
                return Reply::Refused {
                    notices: errors_at(&errors, Field::Order),
                };
            }
        };
        let Some(key) = self.private_key() else {
            return refused(&Error::PrivateKeyMissing, Field::PrivateKey);
        };
        match order::request(&subject, key, random) {
            Ok(request) => Reply::Ordered {
                private_key: None,
                request,
            },
            Err(error) => refused(&error, Field::Page),
        }
    }

    fn save<R: TryCryptoRng + ?Sized>(
        &self,
        destination: Destination,
        passphrase: Option<&Passphrase>,
        wanted: Option<&str>,
        random: &mut R,
    ) -> Reply {
        // A key is saved with the certificate that it belongs to, or without any.
        let outcome = &self.outcome;
        let certificate = match destination {
            Destination::Anaplan => {
                let mut found = outcome.certificates.iter();
                let wanted = wanted.and_then(|hash| found.find(|own| own.sha256() == hash));
                wanted.or(outcome.certificate.as_ref()).map(AsRef::as_ref)
            }
            _ => outcome
                .identity
                .as_ref()
                .map(|own| own.certificate().as_ref()),
        };
        let found = outcome.certificates.iter().map(AsRef::as_ref);
        let source = convert::Source {
            certificate,
            private_key: self.private_key(),
            chain: certificate.map_or_else(Vec::new, |leaf| convert::chain(leaf, found)),
        };
        match source.save(destination, passphrase, random) {
            Ok(saved) => Reply::Saved(saved),
            Err(error) => {
                let field = match error {
                    Error::NewPassphraseShort { .. } => Field::Passphrase,
                    Error::PrivateKeyMissing => Field::PrivateKey,
                    Error::CertificateMissing => Field::Certificate,
                    _ => Field::Page,
                };
                refused(&error, field)
            }
        }
    }

    /// Returns the private key that is open, whether a certificate belongs to it or not.
    fn private_key(&self) -> Option<&PrivateKey> {
        let identity = self.outcome.identity.as_ref();
        identity
            .map(Identity::private_key)
            .or(self.outcome.lone_key.as_ref())
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

/// Checks everything that a person entered for an order.
fn checked_order(
    bits: u32,
    subject: &order::Subject,
) -> core::result::Result<order::Subject, Vec<Notice>> {
    if !order::SIZES.contains(&bits) {
        return Err(errors_at(&[Error::OrderSize], Field::Order));
    }
    subject
        .checked()
        .map_err(|errors| errors_at(&errors, Field::Order))
}

fn errors_at(errors: &[Error], field: Field) -> Vec<Notice> {
    errors.iter().map(|error| error.notice(field)).collect()
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
        Err(
            error @ (Error::ServiceRegionUnknown { .. }
            | Error::ServiceUnusable
            | Error::ServiceWebApp { .. }
            | Error::ServiceWebAppOfRegion { .. }),
        ) => refused(&error, Field::Service),
        Err(error) => refused(&error, Field::Page),
    }
}
