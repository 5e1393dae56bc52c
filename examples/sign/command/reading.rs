//! Files into the session, with the clock, the random source and the pass phrase of a computer.

use super::catalogue::Catalogue;
use anaplan_rsa_signer::notice::{Notice, Severity};
use anaplan_rsa_signer::protocol::{InputField, Inputs, Reading, Reply, Request, Source};
use anaplan_rsa_signer::request::HeaderForm;
use anaplan_rsa_signer::session::Session;
use anaplan_rsa_signer::visible::visible;
use getrandom::SysRng;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};
use zeroize::Zeroizing;

const VARIABLE: &str = "RSA_SIGNER_PASSPHRASE";

/// What the files are read for.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(crate) enum Want {
    /// Certificates. A protected key beside them may stay shut.
    Certificates,
    /// A certificate and its key.
    Pair,
}

/// A session and what it last read.
pub(crate) struct Desk {
    session: Session,
    pub(crate) reading: Reading,
}

impl Desk {
    /// Reads files. Asks for a pass phrase when one is needed, the variable does not hold it, and
    /// there is a person to ask.
    pub(crate) fn read(
        certificates: &[PathBuf],
        keys: &[PathBuf],
        want: Want,
        words: &Catalogue,
    ) -> Result<Self, Vec<String>> {
        let given = std::env::var(VARIABLE).ok().filter(|own| !own.is_empty());
        let given = given.map(Zeroizing::new);
        let is_given = given.is_some();
        let desk = Self::open(certificates, keys, given, words)?;
        let files = desk.locked(certificates, keys);
        if is_given || desk.has(want) || files.is_empty() {
            return Ok(desk);
        }
        match ask(&files) {
            Some(typed) => Self::open(certificates, keys, Some(typed), words),
            None => Err(desk.unopened(&files, words)),
        }
    }

    fn open(
        certificates: &[PathBuf],
        keys: &[PathBuf],
        passphrase: Option<Zeroizing<String>>,
        words: &Catalogue,
    ) -> Result<Self, Vec<String>> {
        let certificates = certificates
            .iter()
            .map(|path| (InputField::Certificate, path));
        let keys = keys.iter().map(|path| (InputField::PrivateKey, path));
        let sources: Result<Vec<Source>, _> = (1..)
            .zip(certificates.chain(keys))
            .map(|(id, (field, path))| source(id, field, path, words))
            .collect();
        let with_passphrase = |source: Source| source.with_passphrase(passphrase.clone());
        let request = Request::Read(Inputs {
            sources: sources?.into_iter().map(with_passphrase).collect(),
            choice: None,
        });
        let mut session = Session::default();
        match session.answer(request, now(), &mut SysRng) {
            Reply::Reading(reading) => Ok(Self {
                session,
                reading: *reading,
            }),
            _ => Err(Vec::new()),
        }
    }

    /// Returns the names of the files that wait for a passphrase; empty when none does.
    fn locked(&self, certificates: &[PathBuf], keys: &[PathBuf]) -> String {
        let sources = self.reading.sources.iter();
        let files = sources.zip(certificates.iter().chain(keys));
        let locked = files.filter(|(source, _)| source.locked.is_some());
        names(locked.map(|(_, path)| path))
    }

    fn has(&self, want: Want) -> bool {
        match want {
            Want::Certificates => !self.reading.certificates.is_empty(),
            Want::Pair => self.reading.ready,
        }
    }

    /// Signs, or says why not.
    pub(crate) fn generate(&mut self, header_form: HeaderForm) -> Reply {
        let request = Request::Generate { header_form };
        self.session.answer(request, now(), &mut SysRng)
    }

    /// Everything that is wrong or missing, none of it twice.
    pub(crate) fn errors(&mut self) -> Vec<Notice> {
        match self.generate(HeaderForm::Der) {
            Reply::Refused { notices } => notices
                .into_iter()
                .filter(|notice| notice.severity == Severity::Error)
                .collect(),
            _ => Vec::new(),
        }
    }

    /// The cause is the catalogue's; its remedy is for a page with a field.
    fn unopened(mut self, files: &str, words: &Catalogue) -> Vec<String> {
        let remedy = format!("Put the passphrase into {VARIABLE}.");
        let causes = self.errors();
        let causes = causes.iter().map(|notice| words.cause(notice));
        causes
            .map(|cause| words.error(&format!("{files}: {cause} {remedy}")))
            .collect()
    }
}

fn source(
    id: u32,
    field: InputField,
    path: &Path,
    words: &Catalogue,
) -> Result<Source, Vec<String>> {
    let name = visible(&path.to_string_lossy());
    match std::fs::read(path) {
        Ok(bytes) => Ok(Source::file(id, field, &name, bytes)),
        Err(error) => Err(vec![
            words.error(&format!("{name} cannot be read: {error}.")),
        ]),
    }
}

fn names<'a>(paths: impl Iterator<Item = &'a PathBuf>) -> String {
    let names = paths.map(|path| visible(&path.to_string_lossy()));
    names.collect::<Vec<_>>().join(", ")
}

/// The terminal's answer, which it does not show.
fn ask(files: &str) -> Option<Zeroizing<String>> {
    if !std::io::stdin().is_terminal() {
        return None;
    }
    let typed = rpassword::prompt_password(format!("Passphrase for {files}: "));
    typed.ok().map(Zeroizing::new)
}

/// Unix seconds. A clock before 1970 counts as 1970.
fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |time| time.as_secs())
}
