//! Programs that make the request at run time, for jobs, and how to run them.

use super::recipe::{self, Recipe};
use super::service::Service;
use crate::anaplan::TOKEN_SCHEME;
use serde::{Deserialize, Serialize};

/// One of the programs.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "camelCase")]
pub enum Program {
    /// A bash script with OpenSSL and curl.
    Bash,
    /// C# on .NET, without packages.
    Csharp,
    /// Java without packages.
    Java,
    /// Node.js without packages.
    Node,
    /// Windows PowerShell 5.1 and PowerShell 7.
    Powershell,
    /// Python with the package `cryptography`.
    Python,
}

/// A program's file, whose text the page has itself, and the lines that run it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProgramExport {
    /// What its file is called.
    pub file_name: &'static str,
    /// The file's media type (RFC 6838).
    pub media_type: &'static str,
    /// The address of the login that the lines are for: `https://auth.anaplan.com`.
    pub auth: String,
    /// The command that prints a token.
    pub run: String,
    /// A call of the API with that token.
    pub call: String,
    /// The program in schedulers, each with the secret where that system keeps secrets.
    pub recipes: Vec<Recipe>,
}

impl Program {
    /// Every program.
    pub const ALL: [Self; 6] = [
        Self::Bash,
        Self::Csharp,
        Self::Java,
        Self::Node,
        Self::Powershell,
        Self::Python,
    ];

    /// Returns the name of its file, in the folder `automation`.
    #[must_use]
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Bash => "anaplan-login.sh",
            Self::Csharp => "AnaplanLogin.cs",
            Self::Java => "AnaplanLogin.java",
            Self::Node => "anaplan-login.mjs",
            Self::Powershell => "AnaplanLogin.ps1",
            Self::Python => "anaplan_login.py",
        }
    }

    /// Returns the command that runs it, without options.
    #[must_use]
    pub fn command(self) -> &'static str {
        match self {
            Self::Bash => "bash anaplan-login.sh",
            Self::Csharp => "dotnet run AnaplanLogin.cs --",
            Self::Java => "java AnaplanLogin.java",
            Self::Node => "node anaplan-login.mjs",
            Self::Powershell => "pwsh AnaplanLogin.ps1",
            Self::Python => "python3 anaplan_login.py",
        }
    }

    /// Returns what must be installed for it.
    pub(super) fn needs(self) -> &'static str {
        match self {
            Self::Bash => "OpenSSL",
            Self::Csharp => "the .NET SDK",
            Self::Java => "a JDK",
            Self::Node => "Node.js",
            Self::Powershell => "PowerShell",
            Self::Python => "Python and cryptography",
        }
    }

    /// Returns its file, and the lines that run it in a shell; for PowerShell, in that of Windows.
    #[must_use]
    pub fn export(self, service: &Service) -> ProgramExport {
        let command = self.command();
        let (run, call) = if self == Self::Powershell {
            let url = url_option("-Url", service);
            let run = format!(
                "powershell -ExecutionPolicy Bypass -File AnaplanLogin.ps1 -Certificate login.pfx{url}"
            );
            let call = call_in_powershell(&run, service);
            (run, call)
        } else {
            let url = url_option("--url", service);
            let run = format!("{command} --certificate login.crt --key login.key{url}");
            let call = call_in_shell(&run, service);
            (run, call)
        };
        ProgramExport {
            file_name: self.file_name(),
            media_type: self.media_type(),
            auth: service.auth.clone(),
            run,
            call,
            recipes: recipe::all(self, service),
        }
    }

    /// RFC 9239 registers JavaScript's; no other is registered, so they are what an editor opens.
    fn media_type(self) -> &'static str {
        match self {
            Self::Node => "text/javascript",
            Self::Bash | Self::Csharp | Self::Java | Self::Powershell | Self::Python => {
                "text/plain"
            }
        }
    }
}

/// Returns the option that names the login's address, where it is not the default: ` --url https://…`.
pub(super) fn url_option(name: &str, service: &Service) -> String {
    if *service == Service::default() {
        return String::new();
    }
    format!(" {name} {}", service.auth)
}

/// Returns a line that calls the API. The token goes through pipes: everybody on a computer can read
/// command lines.
pub(super) fn call_in_shell(run: &str, service: &Service) -> String {
    let api = &service.api;
    format!(
        r#"{run} | sed -E 's/.*"token": ?"([^"]+)".*/Authorization: {TOKEN_SCHEME} \1/' | curl -sSf -H @- {api}/2/0/workspaces"#
    )
}

fn call_in_powershell(run: &str, service: &Service) -> String {
    let api = &service.api;
    format!(
        "$login = {run} | ConvertFrom-Json\n\
         Invoke-RestMethod {api}/2/0/workspaces -Headers @{{ Authorization = \"{TOKEN_SCHEME} $($login.token)\" }}"
    )
}
