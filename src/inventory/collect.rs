//! First step: every object of every source, opened and counted.

use crate::asn1;
use crate::bundle::{jks, pkcs7, pkcs12};
use crate::certificate::Certificate;
use crate::error::Error;
use crate::escape::escape_controls;
use crate::input::{self, Findings, Object, PrivateKeyDer, PrivateKeyForm, Remark, Unsupported};
use crate::notice::{Field, Notice, NoticeSource};
use crate::pbe::Passphrase;
use crate::private_key::PrivateKey;
use crate::protocol::{Content, InputField, PrivateKeySummary, Protection, Source, SourceReading};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The most private keys that are opened: opening costs time, and one paste holds few.
const MAX_KEYS: u32 = 32;

/// Everything found in all sources.
#[derive(Debug, Default)]
pub(super) struct Collected {
    /// Without duplicates.
    pub(super) certificates: Vec<FoundCertificate>,
    /// Where among them the certificate with this SHA-256 is.
    known: BTreeMap<[u8; 32], usize>,
    /// Without duplicates.
    pub(super) keys: Vec<FoundKey>,
    /// What is wrong with single objects.
    pub(super) problems: Vec<(Place, Error)>,
    /// Objects that are whole, known, and of no use here.
    pub(super) unsupported: Vec<Foreign>,
    /// What is worth knowing about single sources.
    pub(super) remarks: Vec<(Place, Remark)>,
    /// One entry for each source; `used` is still unset.
    pub(super) sources: Vec<(Place, SourceReading)>,
    /// How many private keys were tried, opened or not.
    attempts: u32,
}

/// A certificate and where it came from.
#[derive(Debug)]
pub(super) struct FoundCertificate {
    pub(super) certificate: Arc<Certificate>,
    /// Where it was found first.
    pub(super) place: Place,
    /// Every source that holds it.
    pub(super) sources: Vec<u32>,
}

/// An opened private key and where it came from.
#[derive(Debug)]
pub(super) struct FoundKey {
    pub(super) key: PrivateKey,
    pub(super) summary: PrivateKeySummary,
    /// Where it was found first.
    pub(super) place: Place,
    /// Every source that holds it.
    pub(super) sources: Vec<u32>,
}

/// An object that is whole, known, and of no use here.
#[derive(Debug)]
pub(super) struct Foreign {
    pub(super) kind: Unsupported,
    pub(super) place: Place,
    /// Of a request for a certificate, the bits of its public key.
    pub(super) key: Option<Vec<u8>>,
}

/// Where an object came from.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) field: Field,
    pub(super) source: NoticeSource,
}

impl Place {
    /// Returns the notice with this place as its source.
    pub(super) fn mark(&self, notice: Notice) -> Notice {
        Notice {
            source: Some(self.source.clone()),
            ..notice
        }
    }
}

/// What is done with private keys.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Keys {
    /// They are counted.
    Counted,
    /// They are opened.
    Opened,
}

/// The number of the source that stands for a key that was generated here.
const ORDERED: u32 = u32::MAX;

/// Reads all sources, and takes in the key that was generated before, if it is of use.
pub(super) fn collect(
    sources: Vec<Source>,
    keys: Keys,
    ordered: Option<&PrivateKeyDer>,
) -> Collected {
    let mut collected = Collected::default();
    for source in sources {
        let (place, reading) = Collector::new(&source, keys, &mut collected).read(&source.content);
        collected.sources.push((place, reading));
    }
    if let Some(file) = ordered {
        let source = Source::text(ORDERED, InputField::PrivateKey, "");
        // Not among the keys that are counted: it was made here, and is there however many others come.
        if let Ok(key) = PrivateKey::open(file, None) {
            Collector::new(&source, keys, &mut collected).opened_key(file, key);
        }
        collected.forget_stray_order();
    }
    collected
}

impl Collected {
    /// Keeps the key generated here only if nothing else was found, or a certificate belongs to it. The page does
    /// not list it, so a person who brings other files is told only about those.
    fn forget_stray_order(&mut self) {
        let (certificates, alone) = (&self.certificates, self.keys.len() == 1);
        self.keys.retain(|found| {
            let has_certificate = |own: &FoundCertificate| {
                own.certificate
                    .public_key()
                    .is_ok_and(|key| key == found.key.public_key())
            };
            found.sources != [ORDERED]
                || (certificates.is_empty() && alone)
                || certificates.iter().any(has_certificate)
        });
    }
}

/// Reads one source.
struct Collector<'a> {
    place: Place,
    passphrase: Option<Passphrase>,
    keys: Keys,
    reading: SourceReading,
    collected: &'a mut Collected,
}

impl<'a> Collector<'a> {
    fn new(source: &Source, keys: Keys, collected: &'a mut Collected) -> Self {
        let name = match &source.content {
            Content::File { name, .. } => Some(escape_controls(name)),
            Content::Text(_) => None,
        };
        Self {
            place: Place {
                field: source.field.into(),
                source: NoticeSource {
                    id: source.id,
                    name,
                },
            },
            keys,
            passphrase: source.passphrase.clone().map(Passphrase::new),
            reading: SourceReading {
                id: source.id,
                certificates: 0,
                private_keys: 0,
                belongs_in: None,
                locked: None,
                unlocked: false,
                used: false,
            },
            collected,
        }
    }

    fn read(mut self, content: &Content) -> (Place, SourceReading) {
        let Findings {
            objects,
            problems,
            remarks,
        } = match content {
            Content::File { bytes, .. } => input::read_bytes(bytes),
            Content::Text(text) => input::read_text(text),
        };
        for problem in problems {
            self.problem(problem);
        }
        for object in objects {
            self.object(object);
        }
        for remark in remarks {
            self.remark(remark);
        }
        self.reading.belongs_in = match (self.reading.certificates, self.reading.private_keys) {
            (1.., 0) => Some(Field::Certificate),
            (0, 1..) => Some(Field::PrivateKey),
            _ => None,
        };
        (self.place, self.reading)
    }

    fn object(&mut self, object: Object) {
        match object {
            Object::Certificate(der) => self.certificate(&der),
            Object::CertificateRequest(der) => {
                let key = requested_key(&der).map(<[u8]>::to_vec);
                self.foreign(Unsupported::CertificateRequest, key);
            }
            Object::Unsupported(kind) => self.foreign(kind, None),
            Object::JavaKeyStore(bytes) => self.bundle(jks::open(&bytes, self.passphrase.as_ref())),
            Object::Pkcs7(bytes) => self.pkcs7(&bytes),
            Object::Pkcs12(bytes) => self.bundle(pkcs12::open(&bytes, self.passphrase.as_ref())),
            Object::PrivateKey(file) => self.private_key(&file),
        }
    }

    fn foreign(&mut self, kind: Unsupported, key: Option<Vec<u8>>) {
        let place = self.place.clone();
        self.collected
            .unsupported
            .push(Foreign { kind, place, key });
    }

    fn certificate(&mut self, der: &[u8]) {
        let hash = Sha256::digest(der).into();
        let certificates = &mut self.collected.certificates;
        let known = self.collected.known.get(&hash);
        if let Some(known) = known.and_then(|at| certificates.get_mut(*at)) {
            known.sources.push(self.reading.id);
        } else {
            match Certificate::from_der(der) {
                Ok(certificate) => {
                    self.collected.known.insert(hash, certificates.len());
                    certificates.push(FoundCertificate {
                        certificate: Arc::new(certificate),
                        place: self.place.clone(),
                        sources: vec![self.reading.id],
                    });
                }
                Err(problem) => return self.problem(problem),
            }
        }
        self.reading.certificates = self.reading.certificates.saturating_add(1);
    }

    fn private_key(&mut self, file: &PrivateKeyDer) {
        self.reading.private_keys = self.reading.private_keys.saturating_add(1);
        if self.keys == Keys::Counted {
            return;
        }
        if self.collected.attempts >= MAX_KEYS {
            return self.too_many_keys();
        }
        self.collected.attempts = self.collected.attempts.saturating_add(1);
        match PrivateKey::open(file, self.passphrase.as_ref()) {
            Ok(key) => {
                self.reading.unlocked |= matches!(file.scheme(), Ok(Some(_)));
                self.opened_key(file, key);
            }
            Err(error) => self.fail(error),
        }
    }

    fn opened_key(&mut self, file: &PrivateKeyDer, key: PrivateKey) {
        let mut known = self.collected.keys.iter_mut();
        if let Some(known) = known.find(|known| known.key.public_key() == key.public_key()) {
            known.sources.push(self.reading.id);
            return;
        }
        self.collected.keys.push(FoundKey {
            summary: summary(&file.form, &key, self.reading.id),
            key,
            place: self.place.clone(),
            sources: vec![self.reading.id],
        });
    }

    /// Which key was meant cannot be known.
    fn too_many_keys(&mut self) {
        self.problem(Error::TooManyKeys { limit: MAX_KEYS });
    }

    fn pkcs7(&mut self, bytes: &[u8]) {
        match pkcs7::certificates(bytes) {
            Ok(certificates) if certificates.is_empty() => self.problem(Error::BundleEmpty),
            Ok(certificates) => {
                for der in certificates {
                    self.certificate(&der);
                }
            }
            Err(error) => self.problem(error),
        }
    }

    fn bundle(&mut self, contents: crate::error::Result<pkcs12::Contents>) {
        let contents = match contents {
            Ok(contents) => contents,
            Err(error) => return self.fail(error),
        };
        self.reading.unlocked |= contents.unlocked;
        if contents.certificates.is_empty()
            && contents.keys.is_empty()
            && contents.problems.is_empty()
        {
            self.problem(Error::BundleEmpty);
        }
        for der in &contents.certificates {
            self.certificate(der);
        }
        for key in &contents.keys {
            self.private_key(key);
        }
        for problem in contents.problems {
            self.fail(problem);
        }
        if contents.left_closed > 0 {
            self.too_many_keys();
        }
        if contents.others > 0 {
            let count = u32::try_from(contents.others).unwrap_or(u32::MAX);
            self.remark(Remark::BundleOthers { count });
        }
    }

    /// Records that something did not open. A passphrase that was not given yet is no mistake; one
    /// that does not fit belongs to its field.
    fn fail(&mut self, error: Error) {
        match &error {
            Error::PassphraseNeeded { scheme, iterations } => self.lock(scheme, *iterations),
            Error::PassphraseWrong { scheme, iterations }
            | Error::BundleTwoPassphrases { scheme, iterations }
            | Error::StoreKeyPassphrase { scheme, iterations } => {
                self.lock(scheme, *iterations);
                let place = Place {
                    field: Field::Passphrase,
                    ..self.place.clone()
                };
                self.collected.problems.push((place, error));
            }
            _ => self.problem(error),
        }
    }

    /// Of several locked objects, the costliest to open is reported.
    fn lock(&mut self, scheme: &str, iterations: u32) {
        let known = self.reading.locked.as_ref();
        if known.is_none_or(|known| known.iterations < iterations) {
            self.reading.locked = Some(Protection {
                scheme: scheme.to_owned(),
                iterations,
            });
        }
    }

    fn remark(&mut self, remark: Remark) {
        self.collected.remarks.push((self.place.clone(), remark));
    }

    fn problem(&mut self, error: Error) {
        self.collected.problems.push((self.place.clone(), error));
    }
}

/// The bits of the public key in a request: it follows version and subject (RFC 2986, section 4.1).
fn requested_key(der: &[u8]) -> Option<&[u8]> {
    let outer = asn1::children(der)?;
    let parts = asn1::elements(*outer.first()?)?;
    asn1::key_bits(parts.get(2)?)
}

fn summary(form: &PrivateKeyForm, key: &PrivateKey, source: u32) -> PrivateKeySummary {
    PrivateKeySummary {
        bits: key.public_key().bits(),
        form: match form {
            PrivateKeyForm::OpenSsh => "OpenSSH",
            PrivateKeyForm::Pkcs1 | PrivateKeyForm::Traditional(_) => "PKCS#1",
            _ => "PKCS#8",
        },
        public_key_sha256: key.public_key().fingerprint(),
        source: (source != ORDERED).then_some(source),
    }
}
