//! The kinds of paste.

use serde::Serialize;

/// What a paste is.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// A body and no header.
    Body,
    /// A certificate alone.
    Certificate,
    /// A call in the source of a program, its values written out.
    Code,
    /// A curl command.
    Curl,
    /// Lines of a curl configuration (`--config`).
    CurlConfig,
    /// Nothing.
    Empty,
    /// The fields of a form or a table, one by one.
    Fields,
    /// An HTTP archive, as browsers save it.
    Har,
    /// A header and no body.
    Header,
    /// Header and body in a JSON object.
    Json,
    /// A collection of Postman.
    PostmanCollection,
    /// An entry of Postman's console.
    PostmanConsole,
    /// An environment of Postman.
    PostmanEnvironment,
    /// A call in PowerShell.
    Powershell,
    /// A private key.
    PrivateKey,
    /// A program that makes a request.
    Program,
    /// Header and body, or a raw HTTP request.
    Request,
    /// A response of Anaplan.
    Response,
    /// A request whose values are not filled in.
    Template,
    /// A token, or a call that carries one.
    Token,
    /// Nothing that is known here.
    #[default]
    Unknown,
    /// A message or a signature alone.
    Value,
    /// A web page.
    WebPage,
}

/// What the page offers in place of a program.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Offer {
    /// Its program for bash.
    Bash,
    /// Its program for .NET.
    Csharp,
    /// Its program for Java.
    Java,
    /// Its program for Node.js.
    Node,
    /// Its collection for Postman.
    Postman,
    /// Its program for PowerShell.
    Powershell,
    /// Its program for Python.
    Python,
}
