//! What stands in the page's boxes, as one conversation: read, prepare, generate, assemble, export. The input
//! is cut at the byte 0xFF into the certificate's box, the key's, the pass phrase and a signature.
#![no_main]

mod counted;

use anaplan_rsa_signer::exports::Form;
use anaplan_rsa_signer::request::HeaderForm;
use anaplan_rsa_signer::session::{Inputs, Request, Session, Source};
use counted::Counted;
use libfuzzer_sys::fuzz_target;

const NOW: u64 = 1_790_000_000;

fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.split(|byte| *byte == 0xFF);
    let mut next = || parts.next().unwrap_or_default().to_vec();
    let file = |bytes| Source::File {
        name: "file".to_owned(),
        bytes,
    };
    let (certificate, private_key) = (vec![file(next())], vec![file(next())]);
    let passphrase = String::from_utf8(next()).ok().map(Into::into);
    let signature = String::from_utf8(next()).unwrap_or_default();
    let inputs = Inputs {
        certificate,
        private_key,
        passphrase,
        choice: None,
    };
    let mut session = Session::default();
    let header_form = HeaderForm::Pem;
    for request in [
        Request::Read(inputs),
        Request::Prepare,
        Request::Generate { header_form },
        Request::Assemble {
            header_form,
            signature: signature.clone(),
        },
        Request::Export {
            form: Form::CurlPosix,
            service: signature,
        },
        Request::Forget,
    ] {
        let _ = session.answer(request, NOW, &mut Counted::default());
    }
});
