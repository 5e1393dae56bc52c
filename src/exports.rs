//! From values to a call: one request value rendered for the tools that people use.
//!
//! Everything here is text made of values that are already made. Nothing of a private key comes
//! this far: programs that sign at run time read it from where it lies.

mod cmd;
mod curl;
mod http;
mod postman;
mod powershell;
mod program;
pub mod quote;
mod recipe;
mod revocation;
mod service;
mod steps;

pub use program::{Program, ProgramExport};
pub use recipe::Recipe;
pub use service::Service;

use crate::anaplan::TOKEN_PREFIX;
use crate::certificate::Certificate;
use crate::request::Request;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// Something to copy, or to save as a file.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Export {
    /// The text. Lines end with LF, in batch files and HTTP messages with CRLF.
    pub text: String,
    /// What the file is called.
    pub file_name: String,
    /// The file's media type (RFC 6838).
    pub media_type: &'static str,
}

/// What a call is written for.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "camelCase")]
pub enum Form {
    /// curl in a POSIX shell.
    CurlPosix,
    /// The login alone as one line for a POSIX shell.
    CurlPosixLine,
    /// curl in the Windows command prompt.
    CurlCmd,
    /// curl in PowerShell.
    CurlPowershell,
    /// PowerShell's own client.
    InvokeRestMethod,
    /// The login alone as one line for PowerShell.
    InvokeRestMethodLine,
    /// The bytes on the wire (RFC 9112).
    RawHttp,
    /// A Postman collection, schema 2.1.
    PostmanCollection,
    /// A Postman environment with the values of the request.
    PostmanEnvironment,
}

impl Form {
    /// Every form.
    pub const ALL: &'static [Self] = &[
        Self::CurlPosix,
        Self::CurlPosixLine,
        Self::CurlCmd,
        Self::CurlPowershell,
        Self::InvokeRestMethod,
        Self::InvokeRestMethodLine,
        Self::RawHttp,
        Self::PostmanCollection,
        Self::PostmanEnvironment,
    ];

    /// What the file of this form is called, after what it holds.
    fn extension(self) -> &'static str {
        match self {
            Self::CurlPosix
            | Self::CurlPosixLine
            | Self::PostmanCollection
            | Self::PostmanEnvironment => ".sh",
            Self::CurlCmd => ".cmd",
            Self::CurlPowershell => "-curl.ps1",
            Self::InvokeRestMethod | Self::InvokeRestMethodLine => ".ps1",
            Self::RawHttp => ".http",
        }
    }
}

/// The login call, and what follows it: the token is printed if the status is 200 or 201, and the
/// first calls are made with it. Otherwise status and answer are printed, and the exit status tells.
/// The bytes on the wire are the login alone.
#[must_use]
pub fn login(request: &Request, service: &Service, form: Form) -> Export {
    let text = match form {
        Form::CurlPosix => curl::login(request, service),
        Form::CurlPosixLine => curl::login_line(request, service),
        Form::CurlCmd => cmd::login(request, service),
        Form::CurlPowershell => powershell::curl_login(request, service),
        Form::InvokeRestMethod => powershell::rest_login(request, service),
        Form::InvokeRestMethodLine => powershell::rest_login_line(request, service),
        Form::RawHttp => http::login(request, service),
        Form::PostmanCollection => return postman::collection(service),
        Form::PostmanEnvironment => return postman::environment(request, service),
    };
    plain("anaplan-login", form, text)
}

/// Returns the Postman collection, which holds no value of a request and is imported once.
#[must_use]
pub fn collection(service: &Service) -> Export {
    postman::collection(service)
}

/// The calls that a token allows, ready to run: validate and the first of the API's; refresh and log
/// out as comments, because they change the token. The token stands in the text.
///
/// `token` is the bare token or the header's value. A header carries visible ASCII only (RFC 9110,
/// section 5.5); other characters, line breaks foremost, are left out. Postman imports curl's lines.
#[must_use]
pub fn calls(token: &str, service: &Service, form: Form) -> Export {
    let bare = token.trim();
    let bare = bare.strip_prefix(TOKEN_PREFIX).unwrap_or(bare).trim_start();
    let token: Zeroizing<String> =
        Zeroizing::new(bare.chars().filter(char::is_ascii_graphic).collect());
    let text = match form {
        Form::CurlPosix
        | Form::CurlPosixLine
        | Form::PostmanCollection
        | Form::PostmanEnvironment => curl::calls(&token, service),
        Form::CurlCmd => cmd::calls(&token, service),
        Form::CurlPowershell => powershell::curl_calls(&token, service),
        Form::InvokeRestMethod | Form::InvokeRestMethodLine => {
            powershell::rest_calls(&token, service)
        }
        Form::RawHttp => http::calls(&token, service),
    };
    plain("anaplan-calls", form, text)
}

fn plain(name: &str, form: Form, text: String) -> Export {
    Export {
        text,
        file_name: format!("{name}{}", form.extension()),
        media_type: "text/plain",
    }
}

/// Returns the commands that ask whether a certificate was revoked; `None` when it does not say where.
#[must_use]
pub fn revocation(certificate: &Certificate) -> Option<String> {
    revocation::commands(certificate)
}

/// Returns the file of a program that signs at run time, and the lines that run it.
#[must_use]
pub fn program(program: Program, service: &Service) -> ProgramExport {
    program::export(program, service)
}
