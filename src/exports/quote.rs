//! Quoting: any text, and how it is written so that a tool reads exactly that text. One file a
//! language, each with its rule. What is quoted here is base64, JSON and addresses that are checked
//! already; the quoting is right all the same for whatever it is given.

pub mod cmd;
pub mod curl;
pub mod posix;
pub mod powershell;
