//! What may be typed as the service's address, and what comes of it.

use super::made::{CALLS, FORMS, calls, exported, login_at, session_at};
use crate::support::TestRandom;
use crate::support::cases::rows;
use anaplan_rsa_signer::anaplan::REGIONS;
use anaplan_rsa_signer::error::Error;
use anaplan_rsa_signer::exports::{Form, Service};
use anaplan_rsa_signer::notice::Field;
use anaplan_rsa_signer::protocol::Request;
use anaplan_rsa_signer::request::HeaderForm;
use anaplan_rsa_signer::session::Session;

fn bases(text: &str) -> Option<(String, String)> {
    let service = Service::read(text).ok()?;
    Some((service.auth, service.api))
}

#[test]
fn regions_and_addresses_are_read() {
    for [text, auth, api] in rows(
        "
                                                    | auth.anaplan.com | api.anaplan.com
        us1                                         | auth.anaplan.com | api.anaplan.com
        EU4                                         | auth.anaplan.com | api.anaplan.com
        us9                                         | us9.auth.anaplan.com | us9.api.anaplan.com
        me1                                         | me1.auth.anaplan.com | me1.api.anaplan.com
        ca1                                         | ca1a.auth.anaplan.com | ca1a.api.anaplan.com
        auth.anaplan.com                            | auth.anaplan.com | api.anaplan.com
        https://AUTH.anaplan.com/                   | auth.anaplan.com | api.anaplan.com
        eu3.auth.anaplan.com                        | eu3.auth.anaplan.com | eu3.api.anaplan.com
        https://eu3.api.anaplan.com                 | eu3.auth.anaplan.com | eu3.api.anaplan.com
        https://auth.anaplan.com/token/authenticate | auth.anaplan.com | api.anaplan.com
        au1a.app2.anaplan.com                       | au1a.app2.anaplan.com | au1a.app2.anaplan.com
        localhost:8443                              | localhost:8443 | localhost:8443
        HTTPS://proxy.example:443/Anaplan/auth/     | proxy.example/Anaplan/auth | proxy.example/Anaplan/auth
        https://proxy.example/x/token/refresh       | proxy.example/x | proxy.example/x
        192.0.2.7:65535                             | 192.0.2.7:65535 | 192.0.2.7:65535
        xn--bcher-kva.example                       | xn--bcher-kva.example | xn--bcher-kva.example
        evil-auth.anaplan.com.example               | evil-auth.anaplan.com.example | evil-auth.anaplan.com.example",
    ) {
        let expected = (format!("https://{auth}"), format!("https://{api}"));
        assert_eq!(bases(text).as_ref(), Some(&expected), "{text}");
        let spaced = format!(" {text} \n");
        assert_eq!(bases(&spaced), Some(expected), "{spaced}");
    }
}

#[test]
fn what_is_no_address_is_refused() {
    for text in [
        "http://auth.anaplan.com",
        "ftp://auth.anaplan.com",
        "https:auth.anaplan.com",
        "https://",
        "//auth.anaplan.com",
        "https://ann@auth.anaplan.com",
        "https://ann:secret@auth.anaplan.com",
        "auth.anaplan.com?x=1",
        "auth.anaplan.com#x",
        "https://auth.anaplan.com/a?b",
        "auth.anaplan.com:",
        "auth.anaplan.com:0",
        "auth.anaplan.com:65536",
        "auth.anaplan.com:+80",
        "a:80:80",
        "auth..anaplan.com",
        ".anaplan.com",
        "auth.anaplan.com.",
        "-a.example",
        "a-.example",
        "bücher.example",
        "аuth.anaplan.com",
        "[::1]",
        "1.2.3",
        "1.2.3.256",
        "0x7f000001",
        "127.0.0.0x1",
        "https://a.example/../b",
        "https://a.example//b",
        "https://a.example/%2e",
        "a b",
        "a_b.example",
        "us1 us2",
    ] {
        assert_eq!(Service::read(text), Err(Error::ServiceUnusable), "{text}");
    }
    for label in [63, 64] {
        let host = "a".repeat(label);
        assert_eq!(Service::read(&host).is_ok(), label == 63);
    }
    let long = ["a".repeat(61).as_str(); 5].join(".");
    assert_eq!(Service::read(&long), Err(Error::ServiceUnusable));
}

#[test]
fn a_region_whose_host_is_not_known_is_not_taken_for_a_computer() {
    for text in ["au1", "us3", "zz9", "us1a"] {
        let region = text.to_owned();
        assert_eq!(
            Service::read(text),
            Err(Error::ServiceRegionUnknown { region })
        );
    }
    for text in ["gateway1", "dev", "s01"] {
        assert!(Service::read(text).is_ok(), "{text}");
    }
}

/// People copy what their address bar shows. The login host is named where the region's is known.
#[test]
fn the_address_of_the_web_app_is_no_login_host() {
    for [text, host, known] in rows(
        "
        us1a.app.anaplan.com                      | us1a.app.anaplan.com | us1 auth.anaplan.com
        https://us1a.app.anaplan.com/             | us1a.app.anaplan.com | us1 auth.anaplan.com
        HTTPS://EU5A.app.anaplan.com              | eu5a.app.anaplan.com | eu5 eu5.auth.anaplan.com
        https://us2a.app.anaplan.com:443/a#/b?c=1 | us2a.app.anaplan.com | us2 auth.anaplan.com
        https://gb1.app.anaplan.com?x             | gb1.app.anaplan.com  | gb1 gb1.auth.anaplan.com
        ca1a.app.anaplan.com                      | ca1a.app.anaplan.com | ca1 ca1a.auth.anaplan.com
        https://app.anaplan.com/token             | app.anaplan.com      |
        us1b.app.anaplan.com                      | us1b.app.anaplan.com |
        au1a.app.anaplan.com                      | au1a.app.anaplan.com |
        x.us1a.app.anaplan.com                    | x.us1a.app.anaplan.com |",
    ) {
        let host = host.to_owned();
        let expected = match known.split_once(' ') {
            Some((region, auth)) => Error::ServiceWebAppOfRegion {
                host,
                region: region.to_owned(),
                auth: auth.to_owned(),
            },
            None => Error::ServiceWebApp { host },
        };
        assert_eq!(Service::read(text), Err(expected), "{text}");
    }
    for text in ["app.anaplan.com.example", "myapp.anaplan.com"] {
        assert!(Service::read(text).is_ok(), "{text}");
    }
}

#[test]
fn every_region_leads_to_its_own_api() {
    for region in REGIONS {
        let (auth, api) = bases(region.name).unwrap();
        assert_eq!(auth, format!("https://{}", region.auth));
        assert_eq!(api, auth.replace("auth", "api"));
        assert_eq!(bases(region.auth).unwrap(), (auth, api));
    }
}

/// Whatever stands where in an address, it is refused or it is harmless.
#[test]
fn nothing_that_is_typed_reaches_a_shell() {
    let hostile = (0..=0x24F_u32)
        .chain(0x2000..=0x206F)
        .chain([0xFEFF, 0xFF07, 0xFF0F]);
    for character in hostile.filter_map(char::from_u32) {
        for text in [
            format!("a{character}b"),
            format!("https://a.example/x{character}y"),
            format!("https://a.example:1{character}"),
            format!("https{character}://a.example"),
        ] {
            let Ok(service) = Service::read(&text) else {
                continue;
            };
            for base in [service.auth, service.api] {
                let plain = |c: char| c.is_ascii_alphanumeric() || ".-_~:/".contains(c);
                assert!(base.starts_with("https://a"), "{text}: {base}");
                assert!(base.chars().all(plain), "{text}: {base}");
            }
        }
    }
}

#[test]
fn a_refused_address_is_told_beside_its_field() {
    let (mut session, _) = session_at(1, HeaderForm::Der);
    for (service, code) in [
        ("http://a", "service-unusable"),
        ("au1", "service-region-unknown"),
        ("app.anaplan.com", "service-web-app"),
        ("eu5a.app.anaplan.com", "service-web-app-of-region"),
    ] {
        let service = service.to_owned();
        let request = Request::Export {
            form: Form::CurlPosix,
            service,
        };
        let reply = session.answer(request, 1, &mut TestRandom::new(1));
        let notices = exported(reply).unwrap_err();
        assert_eq!((notices[0].code, notices[0].field), (code, Field::Service));
    }
}

#[test]
fn there_is_nothing_to_export_before_there_is_a_request() {
    for form in FORMS {
        let request = Request::Export {
            form,
            service: String::new(),
        };
        let reply = Session::default().answer(request, 1, &mut TestRandom::new(1));
        assert_eq!(exported(reply).unwrap_err()[0].code, "request-missing");
    }
}

/// It holds no value of a request: it is imported once, before anything is made.
#[test]
fn the_postman_collection_needs_no_request() {
    let ask = |session: &mut Session| {
        let request = Request::Export {
            form: Form::PostmanCollection,
            service: "eu3".into(),
        };
        exported(session.answer(request, 1, &mut TestRandom::new(1))).unwrap()
    };
    let before = ask(&mut Session::default());
    assert!(before.text.contains("https://eu3.auth.anaplan.com"));
    assert_eq!(before, ask(&mut session_at(1, HeaderForm::Der).0));
}

#[test]
fn every_export_calls_the_chosen_service_only() {
    let logins = FORMS.map(|form| login_at(1, form, "eu3"));
    let calls = CALLS.map(|form| calls("token", form, "eu3"));
    for text in logins.into_iter().chain(calls) {
        assert!(text.is_ascii());
        for part in text.split("https://").skip(1) {
            let own = part.starts_with("eu3.auth.anaplan.com/token/")
                || part.starts_with("eu3.api.anaplan.com/2/0/");
            assert!(own, "{part}");
        }
    }
}
