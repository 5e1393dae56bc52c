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

pub use postman::collection;
pub use program::{Program, ProgramExport};
pub use recipe::Recipe;
pub use revocation::revocation;
pub use service::Service;

use crate::anaplan::TOKEN_SCHEME;
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

/// What a login is written for.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "camelCase")]
pub enum Form {
    /// curl in a POSIX shell.
    CurlPosix,
    /// The login alone as one line for a POSIX shell.
    CurlPosixLine,
    /// curl in the Windows command prompt.
    CurlCmd,
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
        Self::InvokeRestMethod,
        Self::InvokeRestMethodLine,
        Self::RawHttp,
        Self::PostmanCollection,
        Self::PostmanEnvironment,
    ];
}

/// What the calls after a login are written for. Postman imports curl's lines.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "camelCase")]
pub enum CallsForm {
    /// curl in a POSIX shell.
    CurlPosix,
    /// curl in the Windows command prompt.
    CurlCmd,
    /// PowerShell's own client.
    InvokeRestMethod,
}

/// The login call, and what follows it: the token is printed if the status is 200 or 201, and the
/// first calls are made with it. Otherwise status and answer are printed, and the exit status tells.
/// The bytes on the wire are the login alone.
#[must_use]
pub fn login(request: &Request, service: &Service, form: Form) -> Export {
    let (text, extension) = match form {
        Form::CurlPosix => (curl::login(request, service), ".sh"),
        Form::CurlPosixLine => (curl::login_line(request, service), ".sh"),
        Form::CurlCmd => (cmd::login(request, service), ".cmd"),
        Form::InvokeRestMethod => (powershell::login(request, service), ".ps1"),
        Form::InvokeRestMethodLine => (powershell::login_line(request, service), ".ps1"),
        Form::RawHttp => (http::login(request, service), ".http"),
        Form::PostmanCollection => return collection(service),
        Form::PostmanEnvironment => return postman::environment(request, service),
    };
    plain("anaplan-login", extension, text)
}

/// The calls that a token allows, ready to run: validate and the first of the API's; refresh and log
/// out as comments, because they change the token. The token stands in the text.
///
/// `token` is the bare token or the header's value. A header carries visible ASCII only (RFC 9110,
/// section 5.5); other characters, line breaks foremost, are left out.
#[must_use]
pub fn calls(token: &str, service: &Service, form: CallsForm) -> Export {
    let bare = token.trim();
    let bare = bare.strip_prefix(TOKEN_SCHEME).unwrap_or(bare).trim_start();
    let token: Zeroizing<String> =
        Zeroizing::new(bare.chars().filter(char::is_ascii_graphic).collect());
    let (text, extension) = match form {
        CallsForm::CurlPosix => (curl::calls(&token, service), ".sh"),
        CallsForm::CurlCmd => (cmd::calls(&token, service), ".cmd"),
        CallsForm::InvokeRestMethod => (powershell::calls(&token, service), ".ps1"),
    };
    plain("anaplan-calls", extension, text)
}

fn plain(name: &str, extension: &str, text: String) -> Export {
    Export {
        text,
        file_name: format!("{name}{extension}"),
        media_type: "text/plain",
    }
}
