//! Is the sample plainly one, and does the check that is made with it notice what it is for?

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    missing_docs
)]

mod support;

use anaplan_rsa_signer::notice::Field;
use anaplan_rsa_signer::protocol::{Reply, Request};
use anaplan_rsa_signer::sample;
use anaplan_rsa_signer::self_check::{self, Checked};
use anaplan_rsa_signer::session::Session;
use rand_core::{TryCryptoRng, TryRng};
use std::convert::Infallible;
use std::process::Command;
use support::TestRandom;

/// Gives the same bytes for ever.
struct Stuck(u8);

impl TryRng for Stuck {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(u32::from(self.0))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from(self.0))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        bytes.fill(self.0);
        Ok(())
    }
}

impl TryCryptoRng for Stuck {}

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

/// OpenSSL's verdict: the known answer is the signature of the known bytes.
#[test]
fn the_known_answer_is_openssls() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    write("c.pem", sample::CERTIFICATE.as_bytes());
    write("message", sample::MESSAGE);
    write("signature", sample::SIGNATURE);
    let openssl = |words: &str| {
        let mut command = Command::new("openssl");
        let words = command.args(words.split(' ')).current_dir(folder.path());
        String::from_utf8(words.output().unwrap().stdout).unwrap()
    };
    let key = openssl("x509 -in c.pem -pubkey -noout");
    write("p.pem", key.as_bytes());
    let verdict = openssl("dgst -sha512 -verify p.pem -signature signature message");
    assert_eq!(verdict.trim(), "Verified OK");
    let subject = openssl("x509 -in c.pem -noout -subject");
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
        support::read(sample::CERTIFICATE, sample::PRIVATE_KEY),
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
