//! Programs that make the request at run time, for jobs without a person.

use super::Export;
use serde::Deserialize;

/// One of the programs.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "camelCase")]
pub enum Program {
    /// A bash script with OpenSSL and curl.
    Bash,
    /// Node.js without packages.
    Node,
    /// PowerShell 7.
    Powershell,
    /// Python with the package `cryptography`.
    Python,
}

impl Program {
    /// Every program.
    pub const ALL: [Self; 4] = [Self::Bash, Self::Node, Self::Powershell, Self::Python];

    /// What its file is called, in the folder `automation`.
    #[must_use]
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Bash => "anaplan-login.sh",
            Self::Node => "anaplan-login.mjs",
            Self::Powershell => "AnaplanLogin.ps1",
            Self::Python => "anaplan_login.py",
        }
    }

    /// The whole program, as it stands in the folder `automation`.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Bash => include_str!("../../automation/anaplan-login.sh"),
            Self::Node => include_str!("../../automation/anaplan-login.mjs"),
            Self::Powershell => include_str!("../../automation/AnaplanLogin.ps1"),
            Self::Python => include_str!("../../automation/anaplan_login.py"),
        }
    }

    /// RFC 9239 registers JavaScript's; the others have none that is registered, so they are what
    /// no program opens but an editor.
    fn media_type(self) -> &'static str {
        match self {
            Self::Node => "text/javascript",
            Self::Bash | Self::Powershell | Self::Python => "text/plain",
        }
    }
}

/// The program as a file.
pub(super) fn export(program: Program) -> Export {
    Export {
        text: program.text().to_owned(),
        file_name: program.file_name().to_owned(),
        media_type: program.media_type(),
    }
}
