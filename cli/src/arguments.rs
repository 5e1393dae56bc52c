//! The command line.

use anaplan_rsa_signer::convert::Destination;
use anaplan_rsa_signer::order::SIZES;
use anaplan_rsa_signer::request::HeaderForm;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Makes and checks Anaplan certificate logins, and watches when certificates expire.
///
/// Nothing is sent anywhere: this program has no network code. Passphrases come from a prompt, a
/// variable, a file or a file descriptor, never from an argument, which everybody on a computer can
/// read.
#[derive(Debug, Parser)]
#[command(
    name = "rsa-signer",
    version,
    subcommand_required = true,
    arg_required_else_help = true
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a login request: the Authorization header and the body of POST /token/authenticate.
    ///
    /// Exit codes: 0 the request was printed; 2 it could not be made.
    Request(Request),
    /// Check a request that was made anywhere: as header and body, cURL, code or raw HTTP.
    ///
    /// Exit codes: 0 nothing wrong was found: the signature was verified, or it is a program in which no
    /// mistake is known; warnings, such as a v1 request, do not change it; 1 something is wrong; 2 it
    /// could not be read, or is not a complete request.
    Check(Check),
    /// Explain a response of Anaplan.
    ///
    /// Exit codes: 0 it has a token; 1 it has none; 2 it could not be read, or is not a response: a tool's
    /// own error because nothing answered, or a web page.
    Response(Response),
    /// List when certificates expire, for people and for monitoring.
    ///
    /// Exit codes: 0 none expires soon; 1 warning: one expires within --days; 2 critical: one has
    /// expired, or expires within --critical-days; 3 unknown: none of these, but something could
    /// not be read, or there is no certificate. In folders, an unreadable folder and an
    /// unreadable file without a certificate's ending, such as another user's login.key, are
    /// reported and change no exit code.
    Expiry(Expiry),
    /// Make a certification request (PKCS#10) to send to a certificate authority, and the private
    /// key that belongs to it.
    ///
    /// The new key is written protected, into a file that must not exist yet; the request is
    /// printed. Exit codes: 0 both were made; 2 they could not be.
    Csr(Csr),
    /// Write the certificate and its key in the form that another place wants.
    ///
    /// Exit codes: 0 the file was written; 2 it could not be.
    Convert(Convert),
    /// Print completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page, in roff.
    Man,
}

/// Where a passphrase comes from.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct PassphraseSource {
    /// Read the passphrase from this environment variable. Without any of these options:
    /// `RSA_SIGNER_PASSPHRASE`, and a prompt where there is a terminal.
    #[arg(long, value_name = "NAME", group = "passphrase")]
    pub(crate) passphrase_env: Option<String>,
    /// Read the passphrase from the first line of this file; - for standard input.
    #[arg(long, value_name = "FILE", group = "passphrase")]
    pub(crate) passphrase_file: Option<PathBuf>,
    /// Read the passphrase from the first line of this file descriptor; not on Windows.
    #[arg(long, value_name = "NUMBER", group = "passphrase")]
    pub(crate) passphrase_fd: Option<u32>,
}

/// Where the passphrase of what is written comes from.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct NewPassphraseSource {
    /// Protect what is written with the passphrase of this environment variable. Without any of
    /// these options: `RSA_SIGNER_NEW_PASSPHRASE`, and a prompt where there is a terminal.
    #[arg(long, value_name = "NAME", group = "new_passphrase")]
    new_passphrase_env: Option<String>,
    /// Protect it with the first line of this file; - for standard input.
    #[arg(long, value_name = "FILE", group = "new_passphrase")]
    new_passphrase_file: Option<PathBuf>,
    /// Protect it with the first line of this file descriptor; not on Windows.
    #[arg(long, value_name = "NUMBER", group = "new_passphrase")]
    new_passphrase_fd: Option<u32>,
}

impl From<&NewPassphraseSource> for PassphraseSource {
    fn from(source: &NewPassphraseSource) -> Self {
        Self {
            passphrase_env: source.new_passphrase_env.clone(),
            passphrase_file: source.new_passphrase_file.clone(),
            passphrase_fd: source.new_passphrase_fd,
        }
    }
}

/// Parses the size of a new key. Any other is refused before a passphrase is asked for.
fn size(text: &str) -> Result<u32, String> {
    let size = text.parse().ok().filter(|size| SIZES.contains(size));
    size.ok_or_else(|| "A new key has 2048, 3072 or 4096 bits.".to_owned())
}

#[derive(Args, Debug)]
pub(crate) struct Csr {
    /// The name of the person or the integration (CN).
    #[arg(long)]
    pub(crate) name: String,
    /// The e-mail address of the Anaplan user (subject alternative name).
    #[arg(long)]
    pub(crate) email: String,
    /// The organization (O).
    #[arg(long, default_value = "", hide_default_value = true)]
    pub(crate) organization: String,
    /// The country (C), two letters.
    #[arg(long, default_value = "", hide_default_value = true)]
    pub(crate) country: String,
    /// The size of the new key: 2048, 3072 or 4096.
    #[arg(long, default_value_t = 3072, value_parser = size)]
    pub(crate) bits: u32,
    /// Where the new key is written.
    #[arg(long, value_name = "FILE", required_unless_present = "key")]
    pub(crate) out_key: Option<PathBuf>,
    /// Use the private key of this file in place of a new one.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["out_key", "bits", "new_passphrase"])]
    pub(crate) key: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) new_passphrase: NewPassphraseSource,
    #[command(flatten)]
    pub(crate) passphrase: PassphraseSource,
}

#[derive(Args, Debug)]
pub(crate) struct Convert {
    /// Certificate and private key, as for `request`.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The place.
    #[arg(long, value_enum)]
    pub(crate) to: Place,
    /// Where it is written; the file must not exist yet. - for standard output.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// SHA-256 of the certificate to use, where several can be: in either case, with or without
    /// colons, or as OpenSSL prints it.
    #[arg(long, value_name = "SHA256")]
    pub(crate) choice: Option<String>,
    #[command(flatten)]
    pub(crate) new_passphrase: NewPassphraseSource,
    #[command(flatten)]
    pub(crate) passphrase: PassphraseSource,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum Place {
    /// Anaplan Administration: the certificate alone, PEM.
    Anaplan,
    /// Most tools: PKCS#12, AES-256.
    Pkcs12,
    /// Old Windows and macOS: PKCS#12, 3DES.
    OldPkcs12,
    /// The private key as encrypted PKCS#8, PEM; also how its passphrase is changed.
    PrivateKey,
    /// The private key as PKCS#8, PEM, readable by anyone who gets the file.
    PrivateKeyUnprotected,
    /// Azure Key Vault: key and certificates, PEM, unprotected.
    AzureKeyVault,
    /// A variable or secret: base64 of the PEM in one line, unprotected.
    EnvironmentBase64,
    /// A variable or secret: the PEM with \n for each line end, unprotected.
    EnvironmentEscaped,
}

impl From<Place> for Destination {
    fn from(place: Place) -> Self {
        match place {
            Place::Anaplan => Self::Anaplan,
            Place::Pkcs12 => Self::Pkcs12,
            Place::OldPkcs12 => Self::OldPkcs12,
            Place::PrivateKey => Self::PrivateKey,
            Place::PrivateKeyUnprotected => Self::PrivateKeyUnprotected,
            Place::AzureKeyVault => Self::AzureKeyVault,
            Place::EnvironmentBase64 => Self::EnvironmentBase64,
            Place::EnvironmentEscaped => Self::EnvironmentEscaped,
        }
    }
}

#[derive(Args, Debug)]
pub(crate) struct Request {
    /// Certificate and private key: PEM, DER, PKCS#12 or PKCS#7, together or apart, in any order; -
    /// for standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Have a shell command sign: it reads 100 bytes from standard input and prints their
    /// RSASSA-PKCS1-v1_5 SHA-512 signature as bytes, base64, hex, vault:v1:... or JSON. The files
    /// need no private key.
    #[arg(long, value_name = "LINE")]
    pub(crate) sign_command: Option<String>,
    /// What to print.
    #[arg(long, value_enum, default_value = "json")]
    pub(crate) format: RequestFormat,
    /// How the certificate is written into the header.
    #[arg(long, value_enum, default_value = "der")]
    pub(crate) header: Header,
    /// The address of Anaplan in the cURL command.
    #[arg(long, value_name = "URL", default_value = "https://auth.anaplan.com")]
    pub(crate) url: String,
    /// SHA-256 of the certificate to use, where several can be: in either case, with or without
    /// colons, or as OpenSSL prints it.
    #[arg(long, value_name = "SHA256")]
    pub(crate) choice: Option<String>,
    #[command(flatten)]
    pub(crate) passphrase: PassphraseSource,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum RequestFormat {
    /// {"authorization": ..., "body": ..., "createdAt": Unix seconds}
    Json,
    /// The value of the Authorization header.
    Header,
    /// The body.
    Body,
    /// A shell script with cURL that logs in and makes the first calls.
    Curl,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum Header {
    /// Base64 of its DER.
    Der,
    /// Base64 of its PEM text.
    Pem,
}

impl From<Header> for HeaderForm {
    fn from(header: Header) -> Self {
        match header {
            Header::Der => Self::Der,
            Header::Pem => Self::Pem,
        }
    }
}

#[derive(Args, Debug)]
pub(crate) struct Check {
    /// The request; - for standard input.
    #[arg(default_value = "-", value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// What to print.
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: CheckFormat,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// What is right and what is wrong, a line each.
    Text,
    /// Everything that was found.
    Json,
}

#[derive(Args, Debug)]
pub(crate) struct Response {
    /// The response; - for standard input.
    #[arg(default_value = "-", value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// What to print.
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: ResponseFormat,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum ResponseFormat {
    /// What it means, without the token.
    Text,
    /// The Authorization header of the next calls.
    Header,
    /// Everything, with the token.
    Json,
}

#[derive(Args, Debug)]
pub(crate) struct Expiry {
    /// Files, folders and patterns such as 'certificates/*.p12'; - for standard input. Folders are
    /// read with the folders in them and those that links lead to, each path once. Left out are
    /// hidden folders, unless they are named or a visible link leads into them; links to a folder
    /// above the named one; links elsewhere in a folder that a link led to; and /proc, /sys and /dev.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Warn when a certificate expires within this many days.
    #[arg(long, value_name = "DAYS", default_value_t = 30)]
    pub(crate) days: u32,
    /// Critical when a certificate expires within this many days. Expired ones always are.
    #[arg(long, value_name = "DAYS", default_value_t = 0)]
    pub(crate) critical_days: u32,
    /// What to print.
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: ExpiryFormat,
    #[command(flatten)]
    pub(crate) passphrase: PassphraseSource,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum ExpiryFormat {
    /// Columns, the earliest end first.
    Table,
    /// An object: status, certificates, and problems.
    Json,
    /// RFC 4180, with a head.
    Csv,
    /// Prometheus' text format, for the node exporter's textfile collector.
    Prometheus,
    /// One line, as Nagios, Icinga and their kin read it.
    Nagios,
}

/// Adds what is meant to a wrong call of a subcommand: other programs have options for files, and
/// `csr` has two ways.
pub(crate) fn suggest(error: &mut clap::Error, subcommand: &str) {
    let tip = match (error.kind(), error.get(ContextKind::InvalidArg)) {
        (ErrorKind::UnknownArgument, Some(ContextValue::String(argument)))
            if ["--cert", "--certificate", "--file", "--key"].contains(&argument.as_str()) =>
        {
            let example = match subcommand {
                "request" => "login.crt login.key",
                "convert" => "login.crt login.key --to pkcs12 --out new.p12",
                "check" => "request.txt",
                "response" => "response.json",
                "expiry" => "login.crt",
                _ => return,
            };
            format!("files are named without an option: rsa-signer {subcommand} {example}")
        }
        (ErrorKind::MissingRequiredArgument, Some(ContextValue::Strings(missing)))
            if missing.iter().any(|own| own.starts_with("--out-key")) =>
        {
            "--out-key FILE makes a new key; --key FILE uses an existing one".to_owned()
        }
        _ => return,
    };
    let tips = ContextValue::StyledStrs(vec![tip.into()]);
    error.insert(ContextKind::Suggested, tips);
}
