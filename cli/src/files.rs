//! Files into the session, with the clock and the random source of a computer.

use crate::arguments::PassphraseSource;
use crate::catalogue::{Catalogue, day};
use crate::secret;
use anaplan_rsa_signer::certificate::Summary;
use anaplan_rsa_signer::escape::escape_controls;
use anaplan_rsa_signer::input::MAX_BYTES;
use anaplan_rsa_signer::notice::{Field, Notice, Severity};
use anaplan_rsa_signer::protocol::{InputField, Inputs, Reading, Reply, Request, Source};
use anaplan_rsa_signer::session::Session;
use getrandom::SysRng;
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};
use zeroize::Zeroizing;

/// A session and its last reading.
#[derive(Debug)]
pub(crate) struct Opened {
    session: Session,
    pub(crate) reading: Reading,
}

/// Reads files and what opens them.
pub(crate) struct Reader<'a> {
    passphrase: Option<Zeroizing<String>>,
    may_ask: bool,
    words: &'a Catalogue,
}

impl<'a> Reader<'a> {
    /// Returns a reader with the passphrase that the options or the environment give. Without any,
    /// it asks at the terminal when a file needs one. `files` are those that will be read.
    pub(crate) fn new(
        source: &PassphraseSource,
        files: &[PathBuf],
        words: &'a Catalogue,
    ) -> Result<Self, String> {
        let passphrase = secret::given(source, files).map_err(|error| words.error(&error))?;
        Ok(Self {
            may_ask: passphrase.is_none(),
            passphrase,
            words,
        })
    }

    /// Reads files together. `choice` is the SHA-256 of the certificate to use, in any notation.
    /// `is_enough` returns whether a reading serves though a file stays locked.
    ///
    /// # Errors
    ///
    /// A line for each file that cannot be read, or for a `choice` that is no SHA-256 or is not the
    /// certificate of the reading.
    pub(crate) fn read(
        &mut self,
        files: &[PathBuf],
        choice: Option<&str>,
        is_enough: impl Fn(&Reading) -> bool,
    ) -> Result<Opened, Vec<String>> {
        let wanted = choice.map(|choice| self.fingerprint(choice)).transpose()?;
        let wanted = wanted.as_deref();
        let contents = self.contents(files)?;
        let mut opened = self.open(files, &contents, wanted)?;
        let locked = locked(&opened.reading, files);
        let is_done = opened.has_chosen(wanted) && is_enough(&opened.reading);
        if self.may_ask && !locked.is_empty() && !is_done {
            // Another file may have another passphrase: it is not kept.
            self.passphrase = secret::ask(&locked.join(", "));
            if self.passphrase.is_some() {
                opened = self.open(files, &contents, wanted)?;
            }
            self.passphrase = None;
        }
        match wanted {
            Some(wanted) if !opened.has_chosen(Some(wanted)) => {
                Err(opened.refusal(wanted, files, self.words))
            }
            _ => Ok(opened),
        }
    }

    fn fingerprint(&self, choice: &str) -> Result<String, Vec<String>> {
        fingerprint(choice).ok_or_else(|| {
            vec![self.words.error(&format!(
                "“{}” is no SHA-256 of a certificate, which has 64 hexadecimal digits. \
                 `openssl x509 -in FILE -noout -fingerprint -sha256` prints it.",
                escape_controls(choice)
            ))]
        })
    }

    /// Reads each file once: what comes through a pipe cannot be read again with a passphrase.
    fn contents(&self, files: &[PathBuf]) -> Result<Vec<Vec<u8>>, Vec<String>> {
        let mut contents = Vec::new();
        let mut problems = Vec::new();
        for path in files {
            match bytes(path) {
                Ok(bytes) => contents.push(bytes),
                Err(problem) => problems.push(self.words.error(&problem)),
            }
        }
        if problems.is_empty() {
            Ok(contents)
        } else {
            Err(problems)
        }
    }

    fn open(
        &self,
        files: &[PathBuf],
        contents: &[Vec<u8>],
        choice: Option<&str>,
    ) -> Result<Opened, Vec<String>> {
        let sources = (1..).zip(files.iter().zip(contents));
        let sources = sources.map(|(id, (path, bytes))| {
            let source = Source::file(id, InputField::Files, &name(path), bytes.clone());
            source.with_passphrase(self.passphrase.clone())
        });
        let request = Request::Read(Inputs {
            sources: sources.collect(),
            choice: choice.map(str::to_owned),
        });
        let mut session = Session::default();
        match session.answer(request, now(), &mut SysRng) {
            Reply::Reading(reading) => Ok(Opened {
                session,
                reading: *reading,
            }),
            _ => Err(Vec::new()),
        }
    }
}

impl Opened {
    /// Asks the session.
    pub(crate) fn ask(&mut self, request: Request) -> Reply {
        self.session.answer(request, now(), &mut SysRng)
    }

    /// Returns whether the reading uses the certificate that was chosen, if one was.
    fn has_chosen(&self, wanted: Option<&str>) -> bool {
        let used = self.reading.certificate.as_ref();
        wanted.is_none_or(|wanted| used.is_some_and(|used| used.sha256 == wanted))
    }

    /// Returns why the certificate that was chosen is not used. The session uses the likeliest one
    /// in its place, which suits a page that shows it.
    fn refusal(&self, wanted: &str, files: &[PathBuf], words: &Catalogue) -> Vec<String> {
        let reading = &self.reading;
        let locked = self.locks(files, words);
        if reading.certificates.iter().any(|own| own.sha256 == wanted) {
            let why = if locked.is_empty() {
                "no private key in them belongs to it, or it is that of a certificate authority. \
                 Name its file without the others."
            } else {
                "no private key that is open belongs to it, or it is that of a certificate \
                 authority."
            };
            let line = words.error(&format!(
                "The certificate {wanted} is in these files, but it cannot be chosen: {why}"
            ));
            return std::iter::once(line).chain(locked).collect();
        }
        let which = if locked.is_empty() {
            "No certificate in these files"
        } else {
            "No certificate that could be opened in these files"
        };
        let mut lines = vec![words.error(&format!(
            "{which} has the SHA-256 {wanted}. Compare it with \
             `openssl x509 -in FILE -noout -fingerprint -sha256`."
        ))];
        let usable = if reading.choices.is_empty() {
            reading.certificate.as_slice()
        } else {
            &reading.choices
        };
        lines.extend(
            usable
                .iter()
                .map(|own| format!("Here is {}", described(own))),
        );
        lines.extend(self.lack_of_key(files, words));
        lines
    }

    /// Returns which certificate is used and what else could be, a line each; nothing where one was
    /// chosen or there is no choice.
    pub(crate) fn alternatives(&self, choice: Option<&str>, words: &Catalogue) -> Vec<String> {
        let used = self.reading.certificate.as_ref();
        let Some(used) = used.filter(|_| choice.is_none()) else {
            return Vec::new();
        };
        let choices = self.reading.choices.iter();
        let others: Vec<&Summary> = choices.filter(|own| own.sha256 != used.sha256).collect();
        if others.is_empty() {
            return Vec::new();
        }
        let first = format!(
            "Several certificates can be used. Used was {}. --choice SHA256 names another:",
            described(used)
        );
        let first = words.warning(&first);
        let others = others.into_iter().map(described);
        std::iter::once(first).chain(others).collect()
    }

    /// Returns why there is no private key: the errors of the reading, or files that stayed locked.
    pub(crate) fn lack_of_key(&self, files: &[PathBuf], words: &Catalogue) -> Vec<String> {
        let errors = Self::errors(&self.reading.notices, words);
        if errors.is_empty() {
            self.locks(files, words)
        } else {
            errors
        }
    }

    /// Returns why files stayed locked, a line each: what is wrong with the passphrase, also where
    /// it opened another file and so is no error of the reading, or that there is none.
    fn locks(&self, files: &[PathBuf], words: &Catalogue) -> Vec<String> {
        let mut lines = Vec::new();
        let mut unasked = Vec::new();
        for (source, path) in self.reading.sources.iter().zip(files) {
            if source.locked.is_none() {
                continue;
            }
            let notices = self.reading.notices.iter();
            let mut tried = notices
                .filter(|notice| {
                    let about = notice.source.as_ref();
                    notice.field == Field::Passphrase
                        && about.is_some_and(|about| about.id == source.id)
                })
                .map(|notice| Notice {
                    severity: Severity::Error,
                    ..notice.clone()
                })
                .peekable();
            if tried.peek().is_none() {
                unasked.push(name(path));
            }
            lines.extend(tried.map(|notice| words.line(&notice)));
        }
        if !unasked.is_empty() {
            lines.push(words.error(&format!(
                "{} is protected. Set RSA_SIGNER_PASSPHRASE, or see --help.",
                unasked.join(", ")
            )));
        }
        lines
    }

    /// Returns the errors among the notices, a line each.
    pub(crate) fn errors(notices: &[Notice], words: &Catalogue) -> Vec<String> {
        let errors = notices
            .iter()
            .filter(|notice| notice.severity == Severity::Error);
        errors.map(|notice| words.line(notice)).collect()
    }
}

/// A file that did not exist before; only its owner may read it. Removed again when nothing was
/// written.
#[derive(Debug)]
pub(crate) struct NewFile {
    path: PathBuf,
    file: File,
    is_written: bool,
}

impl NewFile {
    /// Returns an error where something is already, before anyone is asked for a passphrase.
    pub(crate) fn check(path: &Path) -> Result<(), String> {
        match path.symlink_metadata() {
            Ok(_) => Err(format!(
                "{} cannot be created: it exists already. Name another file, or remove this one.",
                name(path)
            )),
            Err(_) => Ok(()),
        }
    }

    /// Creates it before there is anything to write: what cannot be kept is not made.
    pub(crate) fn create(path: &Path) -> Result<Self, String> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options
            .open(path)
            .map_err(|error| format!("{} cannot be created: {error}.", name(path)))?;
        Ok(Self {
            path: path.to_owned(),
            file,
            is_written: false,
        })
    }

    /// Writes everything, as far as the disk.
    pub(crate) fn write(mut self, bytes: &[u8]) -> Result<(), String> {
        let written = self
            .file
            .write_all(bytes)
            .and_then(|()| self.file.sync_all());
        self.is_written = written.is_ok();
        written.map_err(|error| format!("{} cannot be written: {error}.", name(&self.path)))
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if !self.is_written {
            // Empty or half; when it cannot be removed, there is nothing more to do.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// Returns the names of the files that wait for a passphrase.
fn locked(reading: &Reading, files: &[PathBuf]) -> Vec<String> {
    let sources = reading.sources.iter().zip(files);
    let locked = sources.filter(|(source, _)| source.locked.is_some());
    locked.map(|(_, path)| name(path)).collect()
}

/// Returns a SHA-256 as the session writes it, `AB:CD:…`, from upper or lower case, with or without
/// colons, hyphens and spaces, also behind an equals sign as OpenSSL prints it; `None` for what is
/// not 64 hexadecimal digits.
fn fingerprint(choice: &str) -> Option<String> {
    let (_, choice) = choice.rsplit_once('=').unwrap_or(("", choice));
    let digits: Vec<char> = choice
        .chars()
        .filter(|character| !matches!(character, ':' | '-') && !character.is_whitespace())
        .map(|character| character.to_ascii_uppercase())
        .collect();
    if digits.len() != 64 || !digits.iter().all(char::is_ascii_hexdigit) {
        return None;
    }
    let bytes: Vec<String> = digits.chunks(2).map(String::from_iter).collect();
    Some(bytes.join(":"))
}

/// Returns a certificate in one line, with what `--choice` takes.
fn described(summary: &Summary) -> String {
    format!(
        "{} ({}, until {})",
        summary.sha256,
        summary.subject,
        day(summary.not_after)
    )
}

/// Returns a path as it can be shown.
pub(crate) fn name(path: &Path) -> String {
    if is_standard_stream(path) {
        return "Standard input".to_owned();
    }
    escape_controls(&path.to_string_lossy())
}

/// Returns whether a path means standard input or, for what is written, standard output.
pub(crate) fn is_standard_stream(path: &Path) -> bool {
    path == Path::new("-")
}

/// Returns the bytes of a file, or of standard input for `-`. No more is read than the session
/// takes: a device never ends.
fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let unreadable = |error| format!("{} cannot be read: {error}.", name(path));
    let limit = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    let read = if is_standard_stream(path) {
        let input = std::io::stdin().lock();
        input.take(limit.saturating_add(1)).read_to_end(&mut bytes)
    } else {
        let file = File::open(path).map_err(unreadable)?;
        file.take(limit.saturating_add(1)).read_to_end(&mut bytes)
    };
    read.map_err(unreadable)?;
    if bytes.len() > MAX_BYTES {
        return Err(format!(
            "{} has more than {limit} bytes, which is too much. Check that it is the right file.",
            name(path)
        ));
    }
    Ok(bytes)
}

/// Returns the text of a file, or of standard input for `-`.
pub(crate) fn text(path: &Path) -> Result<Zeroizing<String>, String> {
    Ok(Zeroizing::new(decode(&Zeroizing::new(bytes(path)?))))
}

/// Decodes UTF-8 and, as Windows PowerShell's `>` writes it, UTF-16.
fn decode(bytes: &[u8]) -> String {
    let units = |rest: &[u8], from: fn([u8; 2]) -> u16| {
        let (pairs, _) = rest.as_chunks::<2>();
        String::from_utf16_lossy(&pairs.iter().map(|pair| from(*pair)).collect::<Vec<u16>>())
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => units(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => units(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        bytes => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Returns Unix seconds. A clock before 1970 counts as 1970.
pub(crate) fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |time| time.as_secs())
}

/// Returns Unix seconds, signed.
pub(crate) fn now_signed() -> i64 {
    i64::try_from(now()).unwrap_or(i64::MAX)
}
