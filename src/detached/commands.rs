//! The commands that sign a message where its key is.
//!
//! Each prints the signature in a form that [`super::Prepared::assemble`] reads. A command may ask
//! for a passphrase or a PIN, so each is one command to its shell: of several lines that are pasted
//! one after the other, the second would be taken for the passphrase.

use crate::encoding::{encode_base64, hex_colons};
use serde::Serialize;
use sha1::{Digest, Sha1};
use sha2::Sha512;

/// A place where a private key signs without leaving it.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Place {
    /// A file, read by OpenSSL.
    File,
    /// The certificate store of Windows, with the keys of smart cards and TPMs.
    WindowsStore,
    /// A PKCS#11 token or HSM.
    Token,
    /// The transit engine of HashiCorp Vault or OpenBao.
    Vault,
    /// AWS Key Management Service.
    AwsKms,
    /// Azure Key Vault.
    AzureKeyVault,
    /// Google Cloud Key Management Service.
    GoogleKms,
}

/// What reads a command.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Shell {
    /// The same words for every shell.
    Any,
    /// A POSIX shell.
    Posix,
    /// Windows PowerShell 5.1 or PowerShell 7.
    Powershell,
}

/// How to sign a message in a place.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Command {
    /// Where the key is.
    pub place: Place,
    /// What the command is written for.
    pub shell: Shell,
    /// Its text, cut where the person's own words begin and end.
    pub pieces: Vec<Piece>,
}

/// A part of a command.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Piece {
    /// Its text.
    pub text: String,
    /// Whether it stands for something that the person must put in its place.
    pub is_yours: bool,
}

impl Command {
    /// Returns the command as one text.
    #[must_use]
    pub fn text(&self) -> String {
        self.pieces
            .iter()
            .map(|piece| piece.text.as_str())
            .collect()
    }
}

/// What a command signs, as it is written into one.
struct Values {
    message: String,
    digest: String,
    thumbprint: String,
}

/// Returns a command for every place, and for each shell that makes sense there.
///
/// `certificate` is the DER of the certificate that belongs to the key; Windows knows it by its
/// SHA-1 thumbprint.
pub(super) fn commands(message: &[u8], certificate: &[u8]) -> Vec<Command> {
    let values = Values {
        message: encode_base64(message),
        digest: encode_base64(&Sha512::digest(message)),
        thumbprint: hex_colons(&Sha1::digest(certificate)).replace(':', ""),
    };
    TEMPLATES
        .iter()
        .map(|(place, shell, template)| Command {
            place: *place,
            shell: *shell,
            pieces: pieces(template, &values),
        })
        .collect()
}

/// Fills in a template, and cuts it at its marks: `«…»` is the person's to replace.
fn pieces(template: &str, values: &Values) -> Vec<Piece> {
    let text = template
        .replace("{message}", &values.message)
        .replace("{digest}", &values.digest)
        .replace("{thumbprint}", &values.thumbprint);
    text.trim_end()
        .split('«')
        .flat_map(|part| match part.split_once('»') {
            Some((yours, rest)) => [(yours, true), (rest, false)],
            None => [("", true), (part, false)],
        })
        .filter(|(text, _)| !text.is_empty())
        .map(|(text, is_yours)| Piece {
            text: text.to_owned(),
            is_yours,
        })
        .collect()
}

const TEMPLATES: [(Place, Shell, &str); 11] = [
    (Place::File, Shell::Posix, include_str!("text/file.sh")),
    (
        Place::File,
        Shell::Powershell,
        include_str!("text/file.ps1"),
    ),
    (
        Place::WindowsStore,
        Shell::Powershell,
        include_str!("text/windows-store.ps1"),
    ),
    (Place::Token, Shell::Posix, include_str!("text/token.sh")),
    (
        Place::Token,
        Shell::Powershell,
        include_str!("text/token.ps1"),
    ),
    (Place::Vault, Shell::Any, include_str!("text/vault.txt")),
    (Place::AwsKms, Shell::Posix, include_str!("text/aws-kms.sh")),
    (
        Place::AwsKms,
        Shell::Powershell,
        include_str!("text/aws-kms.ps1"),
    ),
    (
        Place::AzureKeyVault,
        Shell::Any,
        include_str!("text/azure-key-vault.txt"),
    ),
    (
        Place::GoogleKms,
        Shell::Posix,
        include_str!("text/google-kms.sh"),
    ),
    (
        Place::GoogleKms,
        Shell::Powershell,
        include_str!("text/google-kms.ps1"),
    ),
];
