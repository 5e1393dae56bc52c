//! Where the objects of both boxes come together: sorted by what they are, not by where they were
//! put, because people mix the boxes up and paste both into one.

use super::{PrivateKeySummary, Reading};
use crate::certificate::{self, Certificate, Summary};
use crate::error::Error;
use crate::identity::{Identity, belonging};
use crate::input::{Findings, Object, PrivateKeyDer, PrivateKeyForm};
use crate::notice::{Field, Notice, Severity};
use crate::private_key::PrivateKey;

/// The most private keys that are opened: opening costs time, and nobody holds more in one paste.
const MAX_KEYS: usize = 32;

/// What was put on the desk.
#[derive(Debug, Default)]
pub(super) struct Desk {
    certificates: Vec<(Field, Certificate)>,
    keys: Vec<(Field, PrivateKeyDer)>,
    /// What is damaged.
    problems: Vec<(Field, Error)>,
    /// What is whole, known, and of no use here.
    useless: Vec<(Field, Error)>,
}

/// What came of it.
#[derive(Debug)]
pub(super) struct Conclusion {
    pub(super) identity: Option<Identity>,
    pub(super) reading: Reading,
    /// What is not there at all; an error only once a request is asked for.
    pub(super) missing: Vec<Notice>,
}

impl Desk {
    /// Puts what was found in one box on the desk.
    pub(super) fn sort(&mut self, field: Field, findings: Findings) {
        self.problems.extend(
            findings
                .problems
                .into_iter()
                .map(|problem| (field, problem)),
        );
        for object in findings.objects {
            match object {
                Object::Certificate(der) => match Certificate::from_der(&der) {
                    Ok(certificate) => self.certificates.push((field, certificate)),
                    Err(problem) => self.problems.push((field, problem)),
                },
                Object::PrivateKey(key) => self.keys.push((field, key)),
                Object::PublicKey => self.useless.push((field, Error::PublicKeyOnly)),
                Object::CertificateRequest => self.useless.push((field, Error::RequestOnly)),
                Object::Other(kind) => {
                    self.useless.push((
                        field,
                        Error::NotUsable {
                            kind: kind.to_owned(),
                        },
                    ));
                }
            }
        }
    }

    /// Opens, pairs and describes.
    pub(super) fn conclude(self, now: i64) -> Conclusion {
        let mut notices = self.remarks();
        let (fields, certificates): (Vec<Field>, Vec<Certificate>) =
            self.certificates.into_iter().unzip();
        let key = open_one(&self.keys, &certificates, &mut notices);
        let shown = key
            .as_ref()
            .and_then(|(_, key)| belonging(&certificates, key.public_key()))
            .or_else(|| certificates.iter().find(|certificate| !certificate.is_ca()))
            .or(certificates.first());
        if let Some(shown) = shown {
            let findings = certificate::findings(shown, now);
            notices.extend(findings.iter().map(certificate::Finding::notice));
        }
        let mut reading = Reading {
            certificate: shown.map(|shown| Summary::new(shown, now)),
            private_key: key.as_ref().map(|(summary, _)| summary.clone()),
            ..Reading::default()
        };
        let identity = match key {
            Some((_, key)) if !certificates.is_empty() => pair(&certificates, key, &mut notices),
            _ => {
                notices.extend(unusable_key(&certificates, &fields));
                None
            }
        };
        let missing = missing(&notices, certificates.is_empty(), self.keys.is_empty());
        if identity.is_some() {
            soften(&mut notices);
        }
        reading.ready = identity.is_some();
        reading.notices = notices;
        Conclusion {
            identity,
            reading,
            missing,
        }
    }

    /// What is to be said of the objects by themselves.
    fn remarks(&self) -> Vec<Notice> {
        let mut notices: Vec<Notice> = self
            .problems
            .iter()
            .map(|(field, problem)| problem.notice(*field))
            .collect();
        // A request or a public key beside the real thing needs no word.
        let wanting = |field: Field| match field {
            Field::Certificate => self.certificates.is_empty(),
            _ => self.keys.is_empty(),
        };
        notices.extend(
            self.useless
                .iter()
                .filter(|(field, _)| wanting(*field))
                .map(|(field, error)| error.notice(*field)),
        );
        notices
    }
}

/// The private key to use: the one that a certificate belongs to, or the only one.
fn open_one(
    files: &[(Field, PrivateKeyDer)],
    certificates: &[Certificate],
    notices: &mut Vec<Notice>,
) -> Option<(PrivateKeySummary, PrivateKey)> {
    let mut opened: Vec<(PrivateKeySummary, PrivateKey)> = Vec::new();
    for (field, file) in files.iter().take(MAX_KEYS) {
        match PrivateKey::open(file) {
            Ok(key)
                if opened
                    .iter()
                    .any(|(_, other)| other.public_key() == key.public_key()) => {}
            Ok(key) => opened.push((summary(file, &key), key)),
            Err(error) => notices.push(error.notice(*field)),
        }
    }
    let fitting = opened
        .iter()
        .position(|(_, key)| belonging(certificates, key.public_key()).is_some());
    match (fitting, opened.len()) {
        (Some(fitting), _) => Some(opened.swap_remove(fitting)),
        (None, 0 | 1) => opened.pop(),
        (None, count) => {
            let count = u32::try_from(count).unwrap_or(u32::MAX);
            notices.push(Error::SeveralPrivateKeys { count }.notice(Field::PrivateKey));
            None
        }
    }
}

fn pair(
    certificates: &[Certificate],
    key: PrivateKey,
    notices: &mut Vec<Notice>,
) -> Option<Identity> {
    match Identity::pair(certificates, key) {
        Ok(identity) => Some(identity),
        Err(error @ Error::PairMismatch { .. }) => {
            notices.push(error.notice(Field::PrivateKey));
            None
        }
        Err(error) => {
            notices.push(error.notice(Field::Certificate));
            None
        }
    }
}

/// Without a private key to compare with, a lone certificate can still be seen to be useless.
fn unusable_key(certificates: &[Certificate], fields: &[Field]) -> Option<Notice> {
    let [certificate] = certificates else {
        return None;
    };
    let error = certificate.public_key().err()?;
    Some(error.notice(fields.first().copied().unwrap_or(Field::Certificate)))
}

/// What is not there, unless something has already been said of what is there in its place.
fn missing(notices: &[Notice], no_certificate: bool, no_key: bool) -> Vec<Notice> {
    let silent = |field: Field| {
        !notices
            .iter()
            .any(|n| n.field == field && n.severity == Severity::Error)
    };
    let mut missing = Vec::new();
    if no_certificate && silent(Field::Certificate) {
        missing.push(Error::CertificateMissing.notice(Field::Certificate));
    }
    if no_key && silent(Field::PrivateKey) {
        missing.push(Error::PrivateKeyMissing.notice(Field::PrivateKey));
    }
    missing
}

/// With an identity in hand, what else is wrong in the boxes stops nothing.
fn soften(notices: &mut [Notice]) {
    for notice in notices
        .iter_mut()
        .filter(|notice| notice.severity == Severity::Error)
    {
        notice.severity = Severity::Warning;
    }
}

fn summary(file: &PrivateKeyDer, key: &PrivateKey) -> PrivateKeySummary {
    PrivateKeySummary {
        bits: key.public_key().bits(),
        form: match file.form {
            PrivateKeyForm::Pkcs1 => "PKCS#1",
            _ => "PKCS#8",
        },
        public_key_sha256: key.public_key().fingerprint(),
    }
}
