//! A session with an identity that OpenSSL made, and exports of its requests.

use crate::support::{TestRandom, read};
use anaplan_rsa_signer::exports::{Export, Form};
use anaplan_rsa_signer::notice::Notice;
use anaplan_rsa_signer::protocol::{Generated, Reply, Request};
use anaplan_rsa_signer::request::HeaderForm;
use anaplan_rsa_signer::session::Session;
use std::process::Command;
use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};
use zeroize::Zeroizing;

/// The forms that are text to run.
pub(crate) const FORMS: [Form; 5] = [
    Form::CurlPosix,
    Form::CurlCmd,
    Form::CurlPowershell,
    Form::InvokeRestMethod,
    Form::RawHttp,
];

pub(crate) fn now() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    now.as_secs()
}

/// Certificate and key, made once.
fn identity() -> &'static (String, String) {
    static MADE: OnceLock<(String, String)> = OnceLock::new();
    MADE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let made = Command::new("openssl")
            .args("req -x509 -newkey rsa:2048 -nodes -keyout key -out crt -days 9".split(' '))
            .args(["-subj", "/CN=Ann"])
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(made.status.success(), "{made:?}");
        let text = |name| std::fs::read_to_string(folder.path().join(name)).unwrap();
        (text("crt"), text("key"))
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
pub(crate) fn login_at(at: u64, form: Form, service: &str) -> String {
    let (mut session, _) = session_at(at, HeaderForm::Der);
    let service = service.to_owned();
    let reply = answer(&mut session, Request::Export { form, service }, at);
    exported(reply).unwrap().text
}

/// The calls for a token.
pub(crate) fn calls(token: &str, form: Form, service: &str) -> String {
    let request = Request::Calls {
        form,
        service: service.to_owned(),
        token: Zeroizing::new(token.to_owned()),
    };
    exported(answer(&mut Session::default(), request, 0))
        .unwrap()
        .text
}
