//! A session with an identity that OpenSSL made, and exports of its requests.

use crate::support::openssl::{Folder, Key};
use crate::support::{TestRandom, read};
use anaplan_rsa_signer::exports::{CallsForm, Export, Form};
use anaplan_rsa_signer::notice::Notice;
use anaplan_rsa_signer::protocol::{Generated, Reply, Request};
use anaplan_rsa_signer::request::HeaderForm;
use anaplan_rsa_signer::session::Session;
use std::sync::OnceLock;
use zeroize::Zeroizing;

/// The forms that are text to run.
pub(crate) const FORMS: [Form; 6] = [
    Form::CurlPosix,
    Form::CurlPosixLine,
    Form::InvokeRestMethodLine,
    Form::CurlCmd,
    Form::InvokeRestMethod,
    Form::RawHttp,
];

/// The forms of the calls that a token allows.
pub(crate) const CALLS: [CallsForm; 3] = [
    CallsForm::CurlPosix,
    CallsForm::CurlCmd,
    CallsForm::InvokeRestMethod,
];

/// Certificate and key, made once.
fn identity() -> &'static (String, String) {
    static MADE: OnceLock<(String, String)> = OnceLock::new();
    MADE.get_or_init(|| {
        let folder = Folder::new();
        folder.key("Ann", Key::Rsa(2048));
        folder.certificate("Ann", "");
        (folder.text("Ann.crt"), folder.text("Ann.key"))
    })
}

fn answer(session: &mut Session, request: Request, at: u64) -> Reply {
    session.answer(request, at, &mut TestRandom::new(at))
}

/// A session that has made a request at the time `at`, and that request.
pub(crate) fn session_at(at: u64, header_form: HeaderForm) -> (Session, Generated) {
    let mut session = Session::default();
    let (certificate, key) = identity();
    answer(&mut session, read(certificate, key), at);
    match answer(&mut session, Request::Generate { header_form }, at) {
        Reply::Generated(generated) => (session, *generated),
        other => panic!("{other:?}"),
    }
}

pub(crate) fn exported(reply: Reply) -> Result<Export, Vec<Notice>> {
    match reply {
        Reply::Exported(export) => Ok(export),
        Reply::Refused { notices } => Err(notices),
        other => panic!("{other:?}"),
    }
}

/// The export of a request made at the time `at`.
pub(crate) fn login_export(at: u64, form: Form, service: &str) -> Export {
    let (mut session, _) = session_at(at, HeaderForm::Der);
    let service = service.to_owned();
    let reply = answer(&mut session, Request::Export { form, service }, at);
    exported(reply).unwrap()
}

/// The text of such an export.
pub(crate) fn login_at(at: u64, form: Form, service: &str) -> String {
    login_export(at, form, service).text
}

/// The calls for a token.
pub(crate) fn calls(token: &str, form: CallsForm, service: &str) -> String {
    let request = Request::Calls {
        form,
        service: service.to_owned(),
        token: Zeroizing::new(token.to_owned()),
    };
    exported(answer(&mut Session::default(), request, 0))
        .unwrap()
        .text
}
