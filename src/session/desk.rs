//! Where the objects of both boxes come together: sorted by what they are, not by where they were
//! put, because people mix the boxes up and paste both into one.

use super::{Choice, PassphraseNeed, PrivateKeySummary, Reading};
use crate::bundle::{pkcs7, pkcs12};
use crate::certificate::{self, Certificate, Summary};
use crate::error::Error;
use crate::identity::Identity;
use crate::input::{Findings, Object, PrivateKeyDer, PrivateKeyForm, Unsupported};
use crate::notice::{Field, Notice, Severity};
use crate::pbe::Passphrase;
use crate::private_key::PrivateKey;

/// The most private keys that are opened: opening costs time, and nobody holds more in one paste.
const MAX_KEYS: u32 = 32;

/// The most certificates to choose from where no key says which one it is.
const MAX_CHOICES: usize = 32;

/// What was put on the desk.
#[derive(Debug, Default)]
pub(super) struct Desk {
    passphrase: Option<Passphrase>,
    certificates: Vec<(Place, Certificate)>,
    keys: Vec<(Place, PrivateKeySummary, PrivateKey)>,
    /// How many private keys were tried, opened or not.
    attempts: u32,
    /// What is wrong with one object.
    problems: Vec<(Place, Error)>,
    /// What is whole, known, and of no use here.
    unsupported: Vec<(Place, Unsupported)>,
    /// What waits for a pass phrase.
    need: Option<PassphraseNeed>,
}

/// Where an object came from.
#[derive(Clone, Debug)]
struct Place {
    field: Field,
    /// The name of the file, if it was one.
    source: Option<String>,
}

impl Place {
    /// A notice about something that was found here.
    fn mark(&self, notice: Notice) -> Notice {
        Notice {
            source: self.source.clone(),
            ..notice
        }
    }
}

/// What came of it.
#[derive(Debug, Default)]
pub(super) struct Conclusion {
    /// The certificate that is shown.
    pub(super) certificate: Option<Certificate>,
    pub(super) identity: Option<Identity>,
    pub(super) reading: Reading,
    /// What is not there at all; an error only once a request is asked for.
    pub(super) missing: Vec<Notice>,
}

impl Desk {
    pub(super) fn new(passphrase: Option<Passphrase>) -> Self {
        Self {
            passphrase,
            ..Self::default()
        }
    }

    /// Puts what was found in one box on the desk.
    pub(super) fn sort(&mut self, field: Field, source: Option<String>, findings: Findings) {
        let place = Place { field, source };
        for problem in findings.problems {
            self.problems.push((place.clone(), problem));
        }
        for object in findings.objects {
            match object {
                Object::Certificate(der) => self.certificate(&place, &der),
                Object::Unsupported(unsupported) => {
                    self.unsupported.push((place.clone(), unsupported))
                }
                Object::Pkcs7(bytes) => self.pkcs7(&place, &bytes),
                Object::Pkcs12(bytes) => self.pkcs12(&place, &bytes),
                Object::PrivateKey(file) => self.private_key(&place, &file),
            }
        }
    }

    /// Pairs and describes. `chosen` is the SHA-256 of the certificate that the person chose among
    /// several, `now` the time in Unix seconds.
    pub(super) fn conclude(mut self, chosen: Option<&str>, now: i64) -> Conclusion {
        let mut notices = self.remarks();
        let (places, certificates): (Vec<Place>, Vec<Certificate>) =
            std::mem::take(&mut self.certificates).into_iter().unzip();
        let pairs = self.pairs(&certificates, now);
        let pair = pairs
            .iter()
            .find(|(certificate, _)| chosen.is_some_and(|own| own == certificate.sha256()))
            .or(pairs.first());
        let own = self.owners(&certificates, &pairs);
        let shown = pair
            .map(|(certificate, _)| *certificate)
            .or_else(|| {
                let mut own = own.iter().copied();
                own.find(|own| chosen.is_some_and(|chosen| chosen == own.sha256()))
            })
            .or_else(|| preferred(&certificates, now));
        if let Some(shown) = shown {
            let findings = certificate::findings(shown, now);
            notices.extend(findings.iter().map(certificate::Finding::notice));
        }
        let mut reading = Reading {
            certificate: shown.map(|shown| Summary::new(shown, now)),
            certificates: certificates
                .iter()
                .map(|own| Summary::new(own, now))
                .collect(),
            choices: choices(&own, now),
            passphrase_for: self.need.take(),
            ..Reading::default()
        };
        let key = match pair {
            Some((_, position)) => Some(*position),
            None => self.only_key(&certificates, &mut notices),
        };
        let missing = self.missing(&notices, &certificates, reading.passphrase_for.as_ref());
        let key = key.map(|position| self.keys.swap_remove(position));
        reading.private_key = key.as_ref().map(|(_, summary, _)| summary.clone());
        let identity = match (key, shown) {
            (Some((place, _, key)), Some(shown)) => pair_up(shown, &place, key, &mut notices),
            _ => {
                notices.extend(unusable_key(&certificates, &places));
                None
            }
        };
        let missing = if identity.is_some() {
            soften(&mut notices);
            Vec::new()
        } else {
            missing
        };
        reading.ready = identity.is_some();
        reading.notices = notices;
        Conclusion {
            certificate: shown.cloned(),
            identity,
            reading,
            missing,
        }
    }

    fn certificate(&mut self, place: &Place, der: &[u8]) {
        match Certificate::from_der(der) {
            Ok(own)
                if self
                    .certificates
                    .iter()
                    .any(|(_, other)| other.der() == own.der()) => {}
            Ok(certificate) => self.certificates.push((place.clone(), certificate)),
            Err(problem) => self.problems.push((place.clone(), problem)),
        }
    }

    fn private_key(&mut self, place: &Place, file: &PrivateKeyDer) {
        if self.attempts >= MAX_KEYS {
            return self.too_many_keys(place);
        }
        self.attempts = self.attempts.saturating_add(1);
        match PrivateKey::open(file, self.passphrase.as_ref()) {
            Ok(key)
                if self
                    .keys
                    .iter()
                    .any(|(_, _, own)| own.public_key() == key.public_key()) => {}
            Ok(key) => self.keys.push((place.clone(), summary(file, &key), key)),
            Err(error) => self.fail(place, error),
        }
    }

    /// Said once for each place: which key was meant cannot be known.
    fn too_many_keys(&mut self, place: &Place) {
        let problem = Error::TooManyKeys { limit: MAX_KEYS };
        self.problems.push((place.clone(), problem));
    }

    fn pkcs7(&mut self, place: &Place, bytes: &[u8]) {
        match pkcs7::certificates(bytes) {
            Ok(certificates) if certificates.is_empty() => {
                self.problems.push((place.clone(), Error::BundleEmpty));
            }
            Ok(certificates) => {
                for der in certificates {
                    self.certificate(place, &der);
                }
            }
            Err(error) => self.problems.push((place.clone(), error)),
        }
    }

    fn pkcs12(&mut self, place: &Place, bytes: &[u8]) {
        let contents = match pkcs12::open(bytes, self.passphrase.as_ref()) {
            Ok(contents) => contents,
            Err(error) => return self.fail(place, error),
        };
        if contents.certificates.is_empty() && contents.keys.is_empty() {
            self.problems.push((place.clone(), Error::BundleEmpty));
        }
        for der in &contents.certificates {
            self.certificate(place, der);
        }
        for key in &contents.keys {
            self.private_key(place, key);
        }
        for problem in contents.problems {
            self.fail(place, problem);
        }
        if contents.left_closed > 0 {
            self.too_many_keys(place);
        }
    }

    /// Files an error. A passphrase that is not there yet is no mistake; one that does not fit is its
    /// field's.
    fn fail(&mut self, place: &Place, error: Error) {
        match &error {
            Error::PassphraseNeeded { scheme, iterations } => {
                self.wait(place, scheme, *iterations);
            }
            Error::PassphraseWrong { scheme, iterations }
            | Error::BundleTwoPassphrases { scheme, iterations } => {
                self.wait(place, scheme, *iterations);
                let place = Place {
                    field: Field::Passphrase,
                    source: place.source.clone(),
                };
                self.problems.push((place, error));
            }
            _ => self.problems.push((place.clone(), error)),
        }
    }

    /// Notes that something waits for a passphrase.
    fn wait(&mut self, place: &Place, scheme: &str, iterations: u32) {
        self.need = Some(PassphraseNeed {
            field: place.field,
            scheme: scheme.to_owned(),
            rounds: iterations,
        });
    }

    /// What is to be said of the objects by themselves.
    fn remarks(&self) -> Vec<Notice> {
        let mut notices: Vec<Notice> = Vec::new();
        for (place, problem) in &self.problems {
            let notice = place.mark(problem.notice(place.field));
            if !notices.contains(&notice) {
                notices.push(notice);
            }
        }
        // A request or a public key beside the real thing needs no word.
        let wanting = |field: Field| match field {
            Field::Certificate => self.certificates.is_empty(),
            _ => self.keys.is_empty() && self.need.is_none(),
        };
        let unsupported = self.unsupported.iter().filter(|(place, unsupported)| {
            wanting(place.field) || (unsupported.may_hold_a_key() && wanting(Field::PrivateKey))
        });
        notices.extend(
            unsupported.map(|(place, unsupported)| place.mark(unsupported.notice(place.field))),
        );
        notices
    }

    /// The certificates to choose from: those that a key belongs to; where there is no key, as it may never be on
    /// this page, those that are no authority's.
    fn owners<'a>(
        &self,
        certificates: &'a [Certificate],
        pairs: &[(&'a Certificate, usize)],
    ) -> Vec<&'a Certificate> {
        if !self.keys.is_empty() {
            return pairs.iter().map(|(certificate, _)| *certificate).collect();
        }
        let own = certificates.iter().filter(|own| !own.is_ca());
        let own: Vec<&Certificate> = own.collect();
        // More are a list, and not meant for one login.
        if own.len() > MAX_CHOICES {
            Vec::new()
        } else {
            own
        }
    }

    /// Every certificate with the place of the key that it belongs to, the likeliest first.
    fn pairs<'a>(
        &self,
        certificates: &'a [Certificate],
        now: i64,
    ) -> Vec<(&'a Certificate, usize)> {
        let mut pairs: Vec<(&Certificate, usize)> = certificates
            .iter()
            .filter_map(|certificate| {
                let own = certificate.public_key().ok()?;
                let fits =
                    |(_, _, key): &(Place, PrivateKeySummary, PrivateKey)| key.public_key() == own;
                self.keys
                    .iter()
                    .position(fits)
                    .map(|position| (certificate, position))
            })
            .collect();
        // There are few; the library's sort would weigh more in the wasm than all of this.
        for end in 1..pairs.len() {
            for at in (1..=end).rev() {
                let [.., (one, _), (other, _)] = pairs.get(..=at).unwrap_or_default() else {
                    break;
                };
                if rank(one, now) <= rank(other, now) {
                    break;
                }
                pairs.swap(at.saturating_sub(1), at);
            }
        }
        pairs
    }

    /// The only key there is, though it belongs to no certificate.
    fn only_key(&self, certificates: &[Certificate], notices: &mut Vec<Notice>) -> Option<usize> {
        match self.keys.len() {
            0 => None,
            1 => Some(0),
            _ if certificates.is_empty() => Some(0),
            count => {
                let count = u32::try_from(count).unwrap_or(u32::MAX);
                notices.push(Error::SeveralPrivateKeys { count }.notice(Field::PrivateKey));
                None
            }
        }
    }

    /// What is not there, unless something has already been said of what is there in its place.
    fn missing(
        &self,
        notices: &[Notice],
        certificates: &[Certificate],
        need: Option<&PassphraseNeed>,
    ) -> Vec<Notice> {
        let silent = |field: Field| {
            !notices
                .iter()
                .any(|n| n.field == field && n.severity == Severity::Error)
        };
        if let Some(need) = need {
            if !silent(Field::Passphrase) {
                return Vec::new();
            }
            let (scheme, iterations) = (need.scheme.clone(), need.rounds);
            return vec![Error::PassphraseNeeded { scheme, iterations }.notice(Field::Passphrase)];
        }
        let mut missing = Vec::new();
        if certificates.is_empty() && silent(Field::Certificate) {
            missing.push(Error::CertificateMissing.notice(Field::Certificate));
        }
        if self.keys.is_empty() && silent(Field::PrivateKey) {
            missing.push(Error::PrivateKeyMissing.notice(Field::PrivateKey));
        }
        missing
    }
}

/// The order in which certificates are preferred: a person's before an authority's, a valid one
/// before others, and of these the one that stays valid longest.
fn rank(certificate: &Certificate, now: i64) -> (bool, bool, std::cmp::Reverse<i64>) {
    let valid = (certificate.not_before()..=certificate.not_after()).contains(&now);
    (
        certificate.is_ca(),
        !valid,
        std::cmp::Reverse(certificate.not_after()),
    )
}

/// The certificate to show while no key says which one it is.
fn preferred(certificates: &[Certificate], now: i64) -> Option<&Certificate> {
    certificates
        .iter()
        .min_by_key(|certificate| rank(certificate, now))
}

fn choices(certificates: &[&Certificate], now: i64) -> Vec<Choice> {
    if certificates.len() < 2 {
        return Vec::new();
    }
    let choice = |certificate: &&Certificate| {
        let summary = Summary::new(certificate, now);
        Choice {
            sha256: summary.sha256,
            subject: summary.subject,
            not_after: summary.not_after,
        }
    };
    certificates.iter().map(choice).collect()
}

fn pair_up(
    certificate: &Certificate,
    place: &Place,
    key: PrivateKey,
    notices: &mut Vec<Notice>,
) -> Option<Identity> {
    let error = match Identity::pair(certificate.clone(), key) {
        Ok(identity) => return Some(identity),
        Err(error) => error,
    };
    let notice = match error {
        Error::PairMismatch { .. } => place.mark(error.notice(place.field)),
        error => error.notice(Field::Certificate),
    };
    notices.push(notice);
    None
}

/// Without a private key to compare with, a lone certificate can still be seen to be useless.
fn unusable_key(certificates: &[Certificate], places: &[Place]) -> Option<Notice> {
    let [certificate] = certificates else {
        return None;
    };
    let error = certificate.public_key().err()?;
    let place = places.first()?;
    Some(place.mark(error.notice(place.field)))
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
            PrivateKeyForm::Pkcs1 | PrivateKeyForm::Traditional(_) => "PKCS#1",
            _ => "PKCS#8",
        },
        public_key_sha256: key.public_key().fingerprint(),
    }
}
