//! The sample is recognizable as one, and the self-check notices what it is for.

use crate::support::openssl::{openssl, verifies};
use crate::support::{Stuck, TestRandom, read};
use anaplan_rsa_signer::notice::Field;
use anaplan_rsa_signer::protocol::{Reply, Request};
use anaplan_rsa_signer::sample;
use anaplan_rsa_signer::self_check::{self, Checked};
use anaplan_rsa_signer::session::Session;

#[test]
fn the_check_passes_with_a_random_source() {
    let Reply::Checked(checked) =
        Session::default().answer(Request::Check, 0, &mut TestRandom::new(1))
    else {
        panic!("another reply");
    };
    let expected = Checked {
        random: true,
        known_answer: true,
    };
    assert_eq!(checked, expected);
}

#[test]
fn a_random_source_that_repeats_itself_is_noticed() {
    for byte in [0, 1] {
        assert!(!self_check::check(&mut Stuck(byte)).random, "{byte}");
    }
}

/// OpenSSL verifies the known answer.
#[test]
fn the_known_answer_is_openssls() {
    let certificate = sample::CERTIFICATE;
    assert!(verifies(certificate, sample::MESSAGE, sample::SIGNATURE));
    let subject = openssl("x509 -noout -subject", certificate.as_bytes());
    let subject = String::from_utf8(subject).unwrap();
    assert!(
        subject.contains("SAMPLE - not valid for any service"),
        "{subject}"
    );
}

#[test]
fn the_sample_makes_a_request_and_warns() {
    let mut session = Session::default();
    let mut random = TestRandom::new(2);
    let now = 1_800_000_000;
    let Reply::Reading(reading) = session.answer(
        read(sample::CERTIFICATE, sample::PRIVATE_KEY),
        now,
        &mut random,
    ) else {
        panic!("another reply");
    };
    assert!(reading.ready);
    let fields = reading.sources.iter().map(|source| source.belongs_in);
    let expected = [Some(Field::Certificate), Some(Field::PrivateKey)];
    assert_eq!(fields.collect::<Vec<_>>(), expected);
    let codes: Vec<&str> = reading.notices.iter().map(|notice| notice.code).collect();
    assert_eq!(codes, ["certificate-self-signed"]);
    // `openssl pkey -pubin -outform der | openssl dgst -sha256 -c`, in capitals.
    let key = reading.private_key.unwrap();
    assert_eq!(key.bits, 2048);
    assert_eq!(
        key.public_key_sha256,
        "4F:90:14:BF:53:15:13:5A:EE:A1:2E:E7:66:C8:7B:98:FD:2F:81:5F:BD:47:1C:26:70:3E:BB:90:46:33:1D:F7"
    );
}
