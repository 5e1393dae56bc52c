//! Everything that this page hands out comes back clean from its own checker: every export for
//! every region and form of the header, and every program.

use super::made::{Files, parts, right_message};
use crate::support::{TestRandom, program_text, read};
use anaplan_rsa_signer::anaplan::REGIONS;
use anaplan_rsa_signer::encoding::encode_base64;
use anaplan_rsa_signer::exports::{Form, Program};
use anaplan_rsa_signer::protocol::{Generated, Reply, Request};
use anaplan_rsa_signer::request::HeaderForm;
use anaplan_rsa_signer::review::{Kind, Offer, Outcome, Review, review};
use anaplan_rsa_signer::session::Session;

fn now() -> u64 {
    u64::try_from(super::made::now()).unwrap()
}

/// A session that has made a request, and that request.
fn session_at(at: u64, header_form: HeaderForm) -> (Session, Generated) {
    let mut session = Session::default();
    let files = Files::get();
    let (certificate, key) = (files.text("ann.crt"), files.text("ann.key"));
    let mut random = TestRandom::new(at);
    let _ = session.answer(read(&certificate, &key), at, &mut random);
    match session.answer(Request::Generate { header_form }, at, &mut random) {
        Reply::Generated(generated) => (session, *generated),
        other => panic!("{other:?}"),
    }
}

/// The text of an export of the session's request.
fn export(session: &mut Session, form: Form, service: &str, at: u64) -> String {
    let request = Request::Export {
        form,
        service: service.to_owned(),
    };
    match session.answer(request, at, &mut TestRandom::new(at)) {
        Reply::Exported(export) => export.text,
        other => panic!("{other:?}"),
    }
}

fn check(text: &str, now: u64) -> Review {
    review(text, i64::try_from(now).unwrap())
}

#[track_caller]
fn is_clean(text: &str, now: u64, headline: &str) -> Review {
    let found = check(text, now);
    let doubts: Vec<_> = found
        .verdicts()
        .filter(|verdict| verdict.outcome != Outcome::Right && verdict.code != headline)
        .collect();
    assert_eq!(found.headline.code, headline, "{doubts:#?}\n{text}");
    assert!(doubts.is_empty(), "{doubts:#?}\n{text}");
    found
}

#[test]
fn every_export_comes_back_clean() {
    let now = now();
    for header_form in [HeaderForm::Der, HeaderForm::Pem] {
        let (mut session, generated) = session_at(now, header_form);
        is_clean(
            &format!(
                "Authorization: {}\n\n{}",
                generated.authorization, generated.body
            ),
            now,
            "review-clean",
        );
        for region in REGIONS {
            let service = region.auth.to_owned();
            for form in Form::ALL.iter().copied() {
                let text = export(&mut session, form, &service, now);
                let collection = form == Form::PostmanCollection;
                let headline = if collection {
                    "review-paste-collection"
                } else {
                    "review-clean"
                };
                let found = is_clean(&text, now, headline);
                assert_ne!(found.kind, Kind::Unknown, "{form:?}");
            }
        }
    }
}

#[test]
fn every_program_of_the_page_is_read_without_a_finding() {
    for program in Program::ALL {
        let found = is_clean(&program_text(program), now(), "review-program");
        assert_eq!(found.kind, Kind::Program, "{program:?}");
        assert!(found.offer.is_some(), "{program:?}");
    }
    let python = check(&program_text(Program::Python), now());
    assert_eq!(python.offer, Some(Offer::Python));
}

/// A right request that is refused all the same: what to compare, with the values of this very
/// certificate, and a report without a secret.
#[test]
fn a_clean_request_gets_its_next_steps() {
    let now = now();
    let (mut session, generated) = session_at(now, HeaderForm::Der);
    let service = "https://us9.auth.anaplan.com";
    let text = export(&mut session, Form::RawHttp, service, now);
    let found = check(&text, now);
    let codes: Vec<&str> = found.next.iter().map(|verdict| verdict.code).collect();
    let expected = [
        "review-next-user",
        "review-next-certificate",
        "review-next-renewal",
        "review-next-region",
        "review-next-revoked",
    ];
    assert_eq!(codes, expected);
    let value = |at: usize, name: &str| found.next[at].params.get(name).unwrap().clone();
    let certificate = found.certificate.unwrap();
    assert_eq!(
        value(0, "emails"),
        certificate.emails.join(", ").as_str().into()
    );
    assert_eq!(value(1, "sha256"), certificate.sha256.as_str().into());
    assert_eq!(value(1, "serial"), certificate.serial.as_str().into());
    assert_eq!(value(3, "host"), "us9.auth.anaplan.com".into());
    assert_eq!(value(4, "issuer"), certificate.issuer.as_str().into());
    // Without an address the region is not known.
    let header = format!(
        "Authorization: {}\n\n{}",
        generated.authorization, generated.body
    );
    let found = check(&header, now);
    assert_eq!(found.next[3].code, "review-next-region-unknown");
    // What is wrong or was not verified comes before all comparing.
    let (alone, _) = header.split_once('\n').unwrap();
    for text in [alone, &text.replace("/authenticate", "/refresh")] {
        assert_eq!(check(text, now).next, []);
    }
}

/// The report for a support ticket consists of the catalogue's sentences, what is filled into them,
/// and facts of the certificate.
#[test]
fn what_is_said_holds_no_value_of_the_request() {
    let now = now();
    let (_, generated) = session_at(now, HeaderForm::Der);
    let whole = format!(
        "Authorization: {}\n\n{}",
        generated.authorization, generated.body
    );
    let hmac = generated.body.replace(
        &generated.fields.encoded_signed_data,
        "c2VjcmV0LXBhc3N3b3Jk",
    );
    for text in [
        whole.clone(),
        whole.replace("CACertificate ", ""),
        format!("Authorization: {}\n\n{hmac}", generated.authorization),
        "signature = hmac.new(b'my secret', message, 'sha512')".to_owned(),
        "Authorization: Basic YW5uOm15IHNlY3JldA==".to_owned(),
    ] {
        let found = check(&text, now);
        let verdicts = found.verdicts().chain(&found.next);
        let pairs = verdicts.flat_map(|verdict| verdict.params.pairs());
        let report: String = pairs.map(|(_, value)| format!("{value:?}\n")).collect();
        let fields = &generated.fields;
        for value in [
            fields.certificate.as_str(),
            &fields.encoded_data,
            &fields.encoded_signed_data,
            "c2VjcmV0LXBhc3N3b3Jk",
            "my secret",
            "YW5uOm15IHNlY3JldA==",
        ] {
            // No run of a value that would help anybody.
            let start = &value[..value.len().min(20)];
            assert!(value.len() < 20 || !report.contains(start), "{report}");
            assert!(!report.contains(value), "{report}");
        }
    }
}

#[test]
fn a_certificate_without_a_user_is_the_first_step() {
    let der = Files::get().der("nobody");
    let text = parts(&right_message(), "nobody", "-sha512")
        .certificate(&encode_base64(&der))
        .text();
    let found = check(&text, now());
    assert_eq!(found.headline.code, "review-clean");
    assert_eq!(found.next[0].code, "review-next-user-unknown");
}
