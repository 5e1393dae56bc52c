//! A curl command (curl's manual page): its address, headers and data.

use super::finding::{Finding, Part};
use super::inputs;
use super::normalize;
use super::parsed::{Body, ParsedRequest};
use super::shell::{Shell, posix, without_carets};

/// The options that take a value and are of no interest here. What is not listed takes none.
const WITH_VALUE: &[&str] = &[
    "-A",
    "-b",
    "-c",
    "-C",
    "-D",
    "-e",
    "-E",
    "-K",
    "-m",
    "-o",
    "-r",
    "-T",
    "-w",
    "-x",
    "-y",
    "-Y",
    "-z",
    "--cacert",
    "--capath",
    "--cert",
    "--cert-type",
    "--ciphers",
    "--config",
    "--connect-timeout",
    "--connect-to",
    "--continue-at",
    "--cookie",
    "--cookie-jar",
    "--crlfile",
    "--dns-servers",
    "--doh-url",
    "--dump-header",
    "--interface",
    "--keepalive-time",
    "--key",
    "--key-type",
    "--limit-rate",
    "--local-port",
    "--max-filesize",
    "--max-redirs",
    "--max-time",
    "--netrc-file",
    "--noproxy",
    "--oauth2-bearer",
    "--output",
    "--output-dir",
    "--pass",
    "--pinnedpubkey",
    "--preproxy",
    "--proto",
    "--proto-default",
    "--proto-redir",
    "--proxy",
    "--proxy-cacert",
    "--proxy-header",
    "--proxy-user",
    "--range",
    "--rate",
    "--referer",
    "--resolve",
    "--retry",
    "--retry-delay",
    "--retry-max-time",
    "--socks5",
    "--socks5-hostname",
    "--speed-limit",
    "--speed-time",
    "--stderr",
    "--time-cond",
    "--tls-max",
    "--tls13-ciphers",
    "--trace",
    "--trace-ascii",
    "--trace-config",
    "--unix-socket",
    "--upload-file",
    "--user-agent",
    "--variable",
    "--write-out",
];

/// Short options that may precede another in one word.
const FLAGS: &[char] = &[
    's', 'S', 'k', 'L', 'i', 'v', 'f', 'g', 'N', '4', '6', '#', 'q', 'a', 'j',
];

/// Reads a curl command, if there is one in the text.
pub(super) fn read(text: &str) -> Option<ParsedRequest> {
    find(text)?;
    let script = inputs::with_substitutions(text);
    let (before, here) = find(&script).or_else(|| find(text))?;
    let mut remarks = Vec::new();
    let command = normalize::command(here, &mut remarks);
    let command = &normalize::with_variables(&command, before);
    let shell = if is_cmd_prompt(before) {
        Shell::Cmd
    } else {
        Shell::of(command)
    };
    let mut request = ParsedRequest {
        whole: true,
        remarks,
        ..ParsedRequest::default()
    };
    let mut words = shell.words(command);
    let is_single = |word: &String| word.starts_with('\'');
    if shell == Shell::Cmd && words.iter().any(is_single) {
        request
            .remarks
            .push((Part::Paste, Finding::PasteShellQuotes));
        words = posix(&without_carets(command));
    }
    if shell == Shell::Powershell {
        words = words
            .into_iter()
            .map(|word| handed_on(&word, &mut request))
            .collect();
    }
    let mut call = Call::default();
    call.read(&words, command, &mut request);
    let text = if shell == Shell::Posix {
        call.file_text(before, here, &words)
    } else {
        None
    };
    call.finish(text, &mut request);
    Some(request)
}

/// Splits the text before the word `curl` where that word begins a command.
fn find(text: &str) -> Option<(&str, &str)> {
    const MAX_PLACES: usize = 64;
    let lower = text.to_ascii_lowercase();
    let places = lower.match_indices("curl").take(MAX_PLACES);
    for (at, _) in places {
        let (before, here) = text.split_at_checked(at)?;
        let line = before.rsplit('\n').next().unwrap_or_default().trim();
        // `$ curl` is a prompt, `$curl` a variable.
        let begins = !before.ends_with('$')
            && (line.is_empty() || line.ends_with(['$', '>', '#', '%', '`', '|', ';', '&', '"']));
        let behind = here.get(4..)?;
        let behind = behind.strip_prefix(".exe").unwrap_or(behind);
        let command = behind.starts_with(char::is_whitespace)
            && (behind.contains(" -") || behind.contains("\n-") || behind.contains("://"));
        if begins && command {
            return Some((before, here));
        }
    }
    None
}

/// Whether text ends with the folder that the Windows command prompt writes before a command.
fn is_cmd_prompt(text: &str) -> bool {
    let line = text.rsplit('\n').next().unwrap_or_default().trim();
    let folder = line.strip_suffix('>').unwrap_or_default().as_bytes();
    matches!(folder, [drive, b':', b'\\', ..] if drive.is_ascii_alphabetic())
}

/// What a program gets of a word in PowerShell: `\"` is a quotation mark in every version, a mark
/// without a backslash is lost before version 7.3.
fn handed_on(word: &str, request: &mut ParsedRequest) -> String {
    if word.contains("\\\"") {
        return word.replace("\\\"", "\"");
    }
    if word.starts_with('{') && word.contains('"') {
        request
            .remarks
            .push((Part::Body, Finding::BodyPowershellQuotes));
    }
    word.to_owned()
}

/// The meaning of the options.
#[derive(Default)]
struct Call {
    data: Vec<String>,
    parts: Vec<(String, String)>,
    /// The file that is sent; `-` is standard input.
    file: Option<String>,
    /// The file that standard input is read from.
    input: Option<String>,
    /// The text that standard input is.
    here_string: Option<String>,
    json: bool,
    get: bool,
}

impl Call {
    /// Takes the words of a command, which is given too as it was written.
    fn read(&mut self, words: &[String], command: &str, request: &mut ParsedRequest) {
        let mut words = words.iter().skip(1).cloned();
        while let Some(word) = words.next() {
            if word == "<" || word.starts_with("<<") {
                let value = word.trim_start_matches(['<', '-']).to_owned();
                let value = Some(value).filter(|value| !value.is_empty());
                let value = value.or_else(|| words.next());
                match word.bytes().take_while(|byte| *byte == b'<').count() {
                    1 => self.input = value,
                    2 => {}
                    _ => self.here_string = value,
                }
                continue;
            }
            let Some((option, glued)) = option(&word) else {
                request.url.get_or_insert(word);
                continue;
            };
            let mut value = || glued.clone().or_else(|| words.next()).unwrap_or_default();
            match option.as_str() {
                "-X" | "--request" => request.method = Some(value()),
                "--url" => {
                    request.url.get_or_insert(value());
                }
                "-H" | "--header" => header(&value(), request),
                "-u" | "--user" => {
                    drop(value());
                    request.header("Authorization", "Basic");
                }
                "-G" | "--get" => self.get = true,
                "-d" | "--data" | "--data-ascii" | "--data-raw" | "--data-binary"
                | "--data-urlencode" | "--json" => self.add(&option, value(), command),
                "-F" | "--form" | "--form-string" => {
                    self.parts.extend(part(&option, &value()));
                }
                other if WITH_VALUE.contains(&other) => drop(value()),
                _ => {}
            }
        }
    }

    fn add(&mut self, option: &str, value: String, command: &str) {
        self.json |= option == "--json";
        let named = value.strip_prefix('@').filter(|_| option != "--data-raw");
        match named.or_else(|| inputs::substituted_file(&value, command)) {
            Some(file) => self.file = Some(file.to_owned()),
            None => self.data.push(value),
        }
    }

    /// What is in the file that is sent, where the script has it.
    fn file_text(&self, before: &str, command: &str, words: &[String]) -> Option<String> {
        let sent = self.file.as_ref()?;
        let named = if sent == "-" {
            self.input.as_ref()
        } else {
            Some(sent)
        };
        match (named, &self.here_string) {
            (Some(name), _) => inputs::file(before, name),
            (None, Some(text)) => Some(text.clone()),
            (None, None) => inputs::standard_input(before, command, words),
        }
    }

    /// Says what is sent; `file_text` is what is in the file.
    fn finish(self, file_text: Option<String>, request: &mut ParsedRequest) {
        if self.json {
            request.default_content_type("application/json");
        }
        let sends = !self.data.is_empty() || !self.parts.is_empty() || self.file.is_some();
        if !self.data.is_empty() {
            let joiner = if self.json { "" } else { "&" };
            request.body = Some(Body::Text(self.data.join(joiner)));
        } else if !self.parts.is_empty() {
            request.remarks.push((Part::Body, Finding::BodyForm));
            request.body = Some(Body::Fields(self.parts));
        } else if let Some(file) = self.file {
            request.body = Some(file_text.map_or(Body::File(file), Body::Text));
        }
        request.default_method(sends && !self.get);
    }
}

/// An option and the value glued to it: `-XPOST`, `-sSX POST`, `--json`.
fn option(word: &str) -> Option<(String, Option<String>)> {
    if word.starts_with("--") {
        return match word.split_once('=') {
            Some((name, value)) => Some((name.to_owned(), Some(value.to_owned()))),
            None => Some((word.to_owned(), None)),
        };
    }
    let letters = word.strip_prefix('-')?;
    let letters = letters.trim_start_matches(FLAGS);
    let mut characters = letters.chars();
    let letter = characters.next().unwrap_or(' ');
    let rest = characters.as_str();
    let glued = (!rest.is_empty()).then(|| rest.to_owned());
    Some((format!("-{letter}"), glued))
}

/// Returns a part of a form: `encodedDataFormat=v2`. Quotation marks around the value are no part of
/// it, except with `--form-string`.
fn part(option: &str, text: &str) -> Option<(String, String)> {
    let (name, value) = text.split_once('=')?;
    let quoted = value
        .strip_prefix('"')
        .filter(|_| option != "--form-string");
    let value = quoted
        .and_then(|inner| inner.split_once('"'))
        .map_or(value, |(inner, _)| inner);
    Some((name.to_owned(), value.to_owned()))
}

fn header(line: &str, request: &mut ParsedRequest) {
    match line.split_once(':') {
        Some((name, value)) => request.header(name, value),
        None => {
            // `-H "Authorization CACertificate …"`: curl leaves out what has no colon.
            let (name, value) = line.split_once([' ', '=']).unwrap_or(("", line));
            request.header(name, value);
        }
    }
}
