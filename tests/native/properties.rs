//! Properties of any input: no parser panics, and a key or certificate comes out of every disguise
//! unchanged.

use crate::support::TestRandom;
use crate::support::case::Case;
use crate::support::cases::{self, companion};
use anaplan_rsa_signer::bundle::{jks, pkcs7, pkcs12};
use anaplan_rsa_signer::certificate::{Certificate, Summary, findings};
use anaplan_rsa_signer::input::{self, Findings, Object};
use anaplan_rsa_signer::pbe::Passphrase;
use anaplan_rsa_signer::private_key::PrivateKey;
use anaplan_rsa_signer::protocol::{InputField, Inputs, Reply, Request, Source};
use anaplan_rsa_signer::session::Session;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use zeroize::Zeroizing;

/// 2027-01-15 08:00:00 UTC.
const NOW: u64 = 1_800_000_000;

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        // A failure is shown; it becomes a test of its own in place of a file beside this one.
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Returns the file of a case unless it is large.
fn cheap(bytes: &'static [u8]) -> Option<&'static [u8]> {
    let payload = Case::parse(bytes).expect("a case").payload;
    Some(payload).filter(|payload| payload.len() < 20_000)
}

/// Returns corpus files of every kind.
fn files() -> Vec<&'static [u8]> {
    let groups = cases::groups().into_iter();
    let files = groups.flat_map(|group| cases::files(&group));
    let files: Vec<_> = files.filter_map(|(_, bytes)| cheap(bytes)).collect();
    assert!(files.len() > 1100, "{} files", files.len());
    files
}

/// Damage to a file.
#[derive(Clone, Debug)]
enum Harm {
    Cut(Index),
    Flip(Index, u8),
    Lose(Index, usize),
    Twice(Index, usize),
    Insert(Index, Vec<u8>),
}

impl Harm {
    fn any() -> impl Strategy<Value = Self> {
        prop_oneof![
            any::<Index>().prop_map(Self::Cut),
            (any::<Index>(), 1..=255_u8).prop_map(|(at, bits)| Self::Flip(at, bits)),
            (any::<Index>(), 1..80_usize).prop_map(|(at, many)| Self::Lose(at, many)),
            (any::<Index>(), 1..80_usize).prop_map(|(at, many)| Self::Twice(at, many)),
            (any::<Index>(), prop::collection::vec(any::<u8>(), 1..8))
                .prop_map(|(at, bytes)| Self::Insert(at, bytes)),
        ]
    }

    fn apply(&self, bytes: &mut Vec<u8>) {
        let (Self::Cut(at)
        | Self::Flip(at, _)
        | Self::Lose(at, _)
        | Self::Twice(at, _)
        | Self::Insert(at, _)) = self;
        let at = at.index(bytes.len() + 1);
        let end = |many: &usize| (at + many).min(bytes.len());
        match self {
            Self::Cut(_) => bytes.truncate(at),
            Self::Flip(_, bits) => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= bits;
                }
            }
            Self::Lose(_, many) => drop(bytes.drain(at..end(many))),
            Self::Twice(_, many) => {
                let again = bytes[at..end(many)].to_vec();
                bytes.splice(at..at, again);
            }
            Self::Insert(_, new) => drop(bytes.splice(at..at, new.iter().copied())),
        }
    }
}

/// A corpus file with up to four kinds of damage.
fn harmed() -> impl Strategy<Value = Vec<u8>> {
    (select(files()), prop::collection::vec(Harm::any(), 0..4)).prop_map(|(file, harms)| {
        let mut bytes = file.to_vec();
        harms.iter().for_each(|harm| harm.apply(&mut bytes));
        bytes
    })
}

/// Parses everything that was found, without a passphrase, which would cost iterations.
fn open(found: &Findings) {
    for object in &found.objects {
        match object {
            Object::Certificate(der) => describe(der),
            Object::Pkcs7(bytes) => {
                let _ =
                    pkcs7::certificates(bytes).map(|all| all.iter().for_each(|own| describe(own)));
            }
            Object::JavaKeyStore(bytes) => drop(jks::open(bytes, None)),
            Object::Pkcs12(bytes) => drop(pkcs12::open(bytes, None)),
            Object::PrivateKey(file) => drop(PrivateKey::open(file, None)),
            Object::CertificateRequest(_) | Object::Unsupported(_) => {}
        }
    }
}

fn describe(der: &[u8]) {
    let Ok(certificate) = Certificate::from_der(der) else {
        return;
    };
    let summary = Summary::new(&certificate, 0);
    assert!(!summary.subject.chars().any(char::is_control));
    drop(findings(&certificate, 0));
}

/// Reads a source in a whole session, twice: the replies are equal, so that nothing of the first
/// reading is left.
fn read(source: impl Fn() -> Source) {
    let inputs = || Inputs {
        sources: vec![source()],
        choice: None,
    };
    let mut session = Session::default();
    let [first, again] = [inputs(), inputs()].map(|inputs| {
        match session.answer(Request::Read(inputs), NOW, &mut TestRandom::new(1)) {
            Reply::Reading(reading) => serde_json::to_string(&reading).unwrap(),
            other => panic!("{other:?}"),
        }
    });
    assert_eq!(first, again);
}

fn file(bytes: &[u8]) -> Source {
    Source::file(1, InputField::Certificate, "file", bytes.to_vec())
}

proptest! {
    #![proptest_config(config(2000))]

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        open(&input::read_text(&text));
        read(|| Source::text(1, InputField::Certificate, &text));
    }

    #[test]
    fn text_of_the_pieces_of_pem_is_read(pieces in prop::collection::vec(select(&[
        "-----", "BEGIN ", "END ", "CERTIFICATE", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "PKCS12", "\n", "\r\n", "\\n",
        " ", "\u{A0}", "> ", "MII", "MIIBIjANBgkqhkiG9w0BAQEFAAOC", "=", "==", "Proc-Type: 4,ENCRYPTED\n",
        "DEK-Info: AES-256-CBC,00112233445566778899AABBCCDDEEFF\n\n", "&#43;", "<br>", "\u{FEFF}", "\"", "--", "é",
    ][..]), 0..60)) {
        let text = pieces.concat();
        open(&input::read_text(&text));
        read(|| Source::text(1, InputField::Certificate, &text));
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        open(&input::read_bytes(&bytes));
        describe(&bytes);
        let _ = pkcs7::certificates(&bytes);
        let _ = pkcs12::open(&bytes, None);
        let _ = pkcs12::open(&bytes, Some(&Passphrase::new(Zeroizing::new("secret".to_owned()))));
        read(|| file(&bytes));
    }
}

proptest! {
    #![proptest_config(config(1500))]

    #[test]
    fn damaged_corpus_files_are_read(bytes in harmed()) {
        let found = input::read_bytes(&bytes);
        open(&found);
        let again = input::read_bytes(&bytes);
        assert_eq!(format!("{:?}", found.problems), format!("{:?}", again.problems));
        assert_eq!(found.objects.len(), again.objects.len());
        // The readers below the recognition, which sorts most of what is harmed out.
        describe(&bytes);
        let _ = pkcs7::certificates(&bytes);
        let _ = pkcs12::open(&bytes, None);
    }
}

proptest! {
    #![proptest_config(config(150))]

    #[test]
    fn a_session_reads_damaged_corpus_files(bytes in harmed()) {
        read(|| file(&bytes));
    }
}

/// How programs wrap PEM.
#[derive(Clone, Debug)]
struct Disguise {
    width: usize,
    line_end: &'static str,
    prefix: &'static str,
    suffix: &'static str,
    before: &'static str,
    after: &'static str,
}

impl Disguise {
    fn any() -> impl Strategy<Value = Self> {
        let line_ends = select(&["\n", "\r\n", "\r", "\n\n", "\\n", "\\r\\n", " \n", "<br>\n"][..]);
        let prefixes = select(
            &[
                "", " ", "\t", "    ", "> ", ">> ", "> > ", "# ", "| ", "\u{A0}",
            ][..],
        );
        let suffixes = select(&["", " ", "\t", "\u{A0}", "\u{200B}"][..]);
        let before = select(
            &[
                "",
                "\n\n",
                "Hello,\n\nhere it is:\n",
                "\u{FEFF}",
                "Bag Attributes\n    friendlyName: me\n",
                "```pem\n",
            ][..],
        );
        let after = select(
            &[
                "",
                "\n\n",
                "\nBest regards\nAnn\n",
                "\n```\n",
                "\n-- \nAnn\n",
            ][..],
        );
        (4..200_usize, line_ends, prefixes, suffixes, before, after).prop_map(
            |(width, line_end, prefix, suffix, before, after)| Self {
                width,
                line_end,
                prefix,
                suffix,
                before,
                after,
            },
        )
    }

    fn put_on(&self, label: &str, der: &[u8]) -> String {
        let letters: Vec<char> = STANDARD.encode(der).chars().collect();
        let mut lines = vec![format!("-----BEGIN {label}-----")];
        lines.extend(letters.chunks(self.width).map(|line| line.iter().collect()));
        lines.push(format!("-----END {label}-----"));
        let lines = lines
            .iter()
            .map(|line| format!("{}{line}{}{}", self.prefix, self.suffix, self.line_end));
        format!("{}{}{}", self.before, lines.collect::<String>(), self.after)
    }
}

/// Returns label and DER of the test certificate and the test key.
fn pair() -> [(&'static str, Vec<u8>); 2] {
    let der = |name: &str| {
        let text = companion(name);
        let lines = text
            .lines()
            .skip_while(|line| !line.starts_with("-----BEGIN"));
        let body: String = lines.filter(|line| !line.starts_with('-')).collect();
        STANDARD.decode(body).unwrap()
    };
    [
        ("CERTIFICATE", der("rsa-2048.crt")),
        ("PRIVATE KEY", der("rsa-2048.key")),
    ]
}

proptest! {
    #![proptest_config(config(1000))]

    #[test]
    fn disguised_objects_come_out_unchanged(disguise in Disguise::any()) {
        for (label, der) in pair() {
            let text = disguise.put_on(label, &der);
            let mut found = input::read_text(&text);
            prop_assert!(found.problems.is_empty(), "{:?} of {text:?}", found.problems);
            prop_assert_eq!(found.objects.len(), 1, "in {:?}", text);
            match found.objects.remove(0) {
                Object::Certificate(own) => prop_assert_eq!(&own[..], &der[..]),
                Object::PrivateKey(own) => prop_assert_eq!(&own.der[..], &der[..]),
                other => prop_assert!(false, "{other:?}"),
            }
        }
    }
}
