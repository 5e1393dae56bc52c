//! Every kind of file that people bring, made by the programs that people use: the session's reply
//! to each, and the verification of each signature. `tests/data/corpus/README.md` describes a case.

use crate::support::case::Case;
use crate::support::cases::{self, File, companion};
use crate::support::{TestRandom, hex, login};
use anaplan_rsa_signer::protocol::{InputField, Inputs, Reading, Reply, Request, Source};
use anaplan_rsa_signer::request::HeaderForm;
use anaplan_rsa_signer::session::Session;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use wasm_bindgen_test::wasm_bindgen_test;

/// 2027-01-15 08:00:00 UTC.
const NOW: u64 = 1_800_000_000;

/// Every nth case runs. `wasm-pack test` by hand gives a file 20 seconds, too few for unoptimized
/// wasm and a thousand key derivations; `cargo xtask test` runs all.
const STRIDE: usize = match (
    cfg!(target_arch = "wasm32"),
    option_env!("RSA_SIGNER_CORPUS"),
) {
    (true, None) => 12,
    _ => 1,
};

fn parse(bytes: &[u8]) -> Case<'_> {
    Case::parse(bytes).expect("a case")
}

impl Case<'_> {
    fn inputs(&self) -> Inputs {
        let (field, other) = match self.get("box") {
            Some("certificate") => (InputField::Certificate, InputField::PrivateKey),
            Some("privateKey") => (InputField::PrivateKey, InputField::Certificate),
            other => panic!("no box is called {other:?}"),
        };
        let file = match self.get("form") {
            Some("text") => {
                let text = str::from_utf8(self.payload).expect("pasted text in UTF-8");
                Source::text(1, field, text)
            }
            _ => Source::file(1, field, "file", self.payload.to_vec()),
        };
        let passphrase = self.get("passphrase").map(|own| own.to_owned().into());
        let with = self
            .get("with")
            .map(|name| Source::text(2, other, &companion(name)));
        let mut sources = vec![file.with_passphrase(passphrase)];
        sources.extend(with);
        // The certificate's box stands first on the page.
        sources.sort_by_key(|source| source.field != InputField::Certificate);
        Inputs {
            sources,
            choice: None,
        }
    }

    fn now(&self) -> u64 {
        self.get("now")
            .map_or(NOW, |now| now.parse().expect("Unix seconds"))
    }

    fn reading(&self, session: &mut Session) -> Reading {
        let request = Request::Read(self.inputs());
        match session.answer(request, self.now(), &mut TestRandom::new(1)) {
            Reply::Reading(reading) => *reading,
            other => panic!("{other:?}"),
        }
    }

    /// Returns whether the file opened, as tests/data/parity.tsv writes it.
    #[cfg(not(target_arch = "wasm32"))]
    fn mark(&self, reading: &Reading) -> &'static str {
        let certificates = reading.certificates.iter();
        let certificates = certificates.filter(|own| own.bits.is_some()).count() > 0;
        let key = reading.private_key.is_some();
        let opened = match (self.get("expect"), self.get("box"), self.get("with")) {
            (Some("ready"), ..) => reading.ready,
            (_, Some("certificate"), _) => certificates,
            (_, _, Some(_)) => key,
            (..) => key || certificates,
        };
        if opened { "yes" } else { "no" }
    }

    /// Runs the case, or returns what differs.
    #[cfg_attr(target_arch = "wasm32", allow(unused_variables))]
    fn run(&self, name: &str) -> Result<(), String> {
        let mut session = Session::default();
        let reading = self.reading(&mut session);
        #[cfg(not(target_arch = "wasm32"))]
        native::is_told(name, self.mark(&reading))?;
        let request = Request::Generate {
            header_form: HeaderForm::Der,
        };
        let reply = session.answer(request, self.now(), &mut TestRandom::new(2));
        let (ready, notices) = match &reply {
            Reply::Generated(generated) => (true, &generated.notices),
            Reply::Refused { notices } => (false, notices),
            other => panic!("{other:?}"),
        };
        let said: BTreeSet<&str> = notices.iter().map(|notice| notice.code).collect();
        let (expected, wanted) = (self.codes(), self.is_ready());
        if (ready, &said) != (wanted, &expected) {
            return Err(format!(
                "ready {ready}, {said:?} in place of ready {wanted}, {expected:?}"
            ));
        }
        if reading.ready != ready {
            return Err(format!("the reading says ready {}", reading.ready));
        }
        let needs = said.contains("passphrase-needed");
        if needs && reading.sources.iter().all(|own| own.locked.is_none()) {
            return Err("nothing says what the passphrase is for".to_owned());
        }
        let choices = self
            .get("choices")
            .map_or(0, |own| own.parse().expect("a count"));
        if reading.choices.len() != choices {
            return Err(format!(
                "{} choices in place of {choices}",
                reading.choices.len()
            ));
        }
        match reply {
            Reply::Generated(generated) => self.check(&generated.authorization, &generated.body),
            _ => Ok(()),
        }
    }

    /// Checks that the header has the right certificate and that the signature verifies with it.
    fn check(&self, authorization: &str, body: &str) -> Result<(), String> {
        let (der, _) = login::verified(authorization, body, self.now())?;
        if let Some(expected) = self.get("sha256") {
            if hex(&Sha256::digest(&der)) != expected {
                return Err("the header carries another certificate".to_owned());
            }
        } else if let Some(with) = self.get("with").filter(|with| with.ends_with(".crt"))
            && der != companion_der(with)
        {
            return Err("the header carries another certificate than the companion".to_owned());
        }
        Ok(())
    }
}

fn companion_der(name: &str) -> Vec<u8> {
    let text = companion(name);
    let body: String = text.lines().filter(|line| !line.starts_with('-')).collect();
    STANDARD.decode(body).unwrap()
}

/// Runs a group and reports all failures together.
fn group(name: &str, files: &[File], least: usize) {
    let mut failures = Vec::new();
    for (file, bytes) in files.iter().step_by(STRIDE) {
        let case = parse(bytes);
        if let Err(failure) = case.run(&format!("{name}/{file}")) {
            failures.push(format!("{name}/{file}: {failure}"));
        }
    }
    assert!(
        failures.is_empty(),
        "{} cases failed:\n{}",
        failures.len(),
        failures.join("\n")
    );
    assert!(files.len() >= least, "{} cases of {least}", files.len());
}

macro_rules! groups {
    ($($name:ident: $least:literal;)+) => {
        $(
            #[wasm_bindgen_test(unsupported = test)]
            fn $name() {
                group(stringify!($name), &cases::files(stringify!($name)), $least);
            }
        )+

        /// Returns every case with its name.
        #[cfg(not(target_arch = "wasm32"))]
        fn all() -> Vec<(String, Case<'static>)> {
            let mut all = Vec::new();
            $(
                for (file, bytes) in cases::files(stringify!($name)) {
                    all.push((format!("{}/{file}", stringify!($name)), parse(bytes)));
                }
            )+
            all
        }
    };
}

groups! {
    certificates: 105;
    costs: 26;
    damage: 40;
    foreign: 37;
    keys: 78;
    openssh: 25;
    passphrases: 108;
    pbes1: 68;
    pbes2: 136;
    pkcs12: 221;
    pkcs7: 34;
    shapes: 196;
    traditional: 76;
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use super::*;
    use crate::support::process;
    use anaplan_rsa_signer::certificate::Finding;
    use anaplan_rsa_signer::error::Error;
    use anaplan_rsa_signer::input::Unsupported;
    use std::fs;
    use std::process::Command;

    /// Why no file causes a code, and where it is tested.
    const WITHOUT_CASE: &str = "
        takes two passphrases; tests/native/pkcs12.rs | bundle-two-passphrases
        takes a file of no bytes; tests/native/paste.rs | file-empty
        takes other programs; tests/native/shapes.rs | age-file ansible-vault archive-file
        takes other programs; tests/native/shapes.rs | bouncy-castle-key-store
        takes other programs; tests/native/shapes.rs | certificate-store encrypted-message
        takes other programs; tests/native/shapes.rs | keychain-file microsoft-key-blob
        takes other programs; tests/native/shapes.rs | more-problems nested-too-deep
        takes other programs; tests/native/shapes.rs | nss-database openssl-encrypted
        takes other programs; tests/native/shapes.rs | other-block pem-without-begin pvk-file
        takes other programs; tests/native/shapes.rs | sops-file ssh-certificate
        takes other programs; tests/native/shapes.rs | value-unreadable
        takes a form to save in; tests/native/convert.rs | new-passphrase-short
        takes an order; tests/native/order.rs | order-country order-email order-interrupted order-size
        takes an order; src/order.rs | order-email-missing order-name-missing order-too-long
        takes a policy of public authorities; src/certificate/finding.rs | certificate-long-lived
        takes a policy of public authorities; src/certificate/finding.rs | certificate-no-revocation
        takes a policy of public authorities; src/certificate/finding.rs | certificate-smime-strict
        takes a policy of public authorities; src/certificate/finding.rs | certificate-tls-client
        takes an export; tests/native/exports.rs | request-missing
        takes a certificate and a key; tests/native/choosing.rs | pair-not-rsa
        takes an address; tests/native/exports.rs | service-region-unknown service-unusable service-web-app service-web-app-of-region
        takes two passphrases; tests/native/key_store.rs | store-key-passphrase
        takes a secret key; tests/native/key_store.rs | store-unread
        takes a signature; tests/native/detached.rs | signature-length signature-mismatch
        takes a signature; tests/native/detached.rs | signature-unasked signature-unreadable
        takes 33 keys; tests/native/openssl.rs | too-many-keys
        takes a browser without random bytes | random-unavailable
        takes a fault in the computation | signature-rejected
        takes a file of more than 8 MiB; tests/native/paste.rs | too-large";

    /// What each reader made of each case.
    const OUTCOMES: &str = include_str!("../data/parity.tsv");
    /// The same for people.
    const TABLE: &str = include_str!("../../docs/what-it-opens.md");

    /// Returns name, row and the four marks of every case.
    fn outcomes() -> impl Iterator<Item = Vec<&'static str>> {
        OUTCOMES
            .lines()
            .skip(1)
            .map(|line| line.split('\t').collect())
    }

    /// Checks that the recorded result of the case is the present one.
    pub(super) fn is_told(name: &str, mark: &str) -> Result<(), String> {
        let line = outcomes().find(|line| line[0] == name);
        match line.map(|line| line[2]) {
            Some(told) if told == mark => Ok(()),
            told => Err(format!(
                "opened: {mark}; tests/data/parity.tsv has {told:?}"
            )),
        }
    }

    #[test]
    fn the_table_is_the_sum_of_the_cases() {
        let cases: BTreeSet<String> = all().into_iter().map(|(name, _)| name).collect();
        let told: BTreeSet<String> = outcomes().map(|line| line[0].to_owned()).collect();
        let unlike: Vec<_> = cases.symmetric_difference(&told).collect();
        assert!(
            unlike.is_empty(),
            "only a case, or only a row of tests/data/parity.tsv: {unlike:?}"
        );
        let rows: BTreeSet<&str> = outcomes().map(|line| line[1]).collect();
        for row in &rows {
            let own: Vec<_> = outcomes().filter(|line| line[1] == *row).collect();
            let mut line = format!("| {row} | {} |", own.len());
            for reader in 2..6 {
                let count = |mark: &str| own.iter().filter(|line| line[reader] == mark).count();
                line += &match (count("yes"), count("slow")) {
                    _ if count("-") == own.len() => "  |".to_owned(),
                    (opened, 0) => format!(" {opened} |"),
                    (opened, slow) => format!(" {opened}, {slow} too slow |"),
                };
            }
            assert!(TABLE.lines().any(|own| own == line), "no line {line}");
        }
        let (tables, _) = TABLE.split_once("## Named").unwrap();
        let lines = tables.lines().filter(|line| line.starts_with("| ")).count();
        assert_eq!(lines, rows.len() + 2, "lines without cases");
    }

    #[test]
    fn each_refusal_of_what_jsrsasign_opens_has_a_reason() {
        let refused: BTreeSet<&str> = outcomes()
            .filter(|line| (line[2], line[4]) == ("no", "yes"))
            .map(|line| line[0])
            .collect();
        let (_, reasons) = TABLE.split_once("## What jsrsasign opens").unwrap();
        let named: BTreeSet<&str> = reasons.split('`').filter(|own| own.contains('/')).collect();
        assert_eq!(refused, named);
    }

    /// Errors about what is whole and can be named, and is not opened all the same.
    const NAMED: [&str; 9] = [
        "certificate-restricted-to-pss",
        "key-multi-prime",
        "key-not-rsa",
        "key-restricted-to-pss",
        "key-too-large",
        "key-too-small",
        "too-many-iterations",
        "too-much-memory",
        "unsupported-encryption",
    ];

    #[test]
    fn what_is_named_and_not_opened_is_listed_with_its_sentences() {
        let catalogue: serde_json::Value =
            serde_json::from_str(include_str!("../../www/catalogue/en.json")).unwrap();
        let codes: BTreeSet<&str> = Unsupported::CODES.iter().chain(&NAMED).copied().collect();
        let line = |code: &&str| {
            let sentences = &catalogue["notices"][*code];
            let [cause, remedy] = ["cause", "remedy"].map(|part| sentences[part].as_str().unwrap());
            format!("| {code} | {cause} {remedy} |\n")
        };
        let list: String = codes.iter().map(line).collect();
        assert!(
            TABLE.contains(&format!("|---|---|\n{list}\n")),
            "the list is not this one:\n{list}"
        );
    }

    #[test]
    fn every_code_is_reached() {
        let reached: BTreeSet<&str> = all().iter().flat_map(|(_, case)| case.codes()).collect();
        let codes = [Error::CODES, Finding::CODES, Unsupported::CODES].concat();
        let without: BTreeSet<&str> = cases::rows(WITHOUT_CASE)
            .flat_map(|[_, codes]| codes.split(' '))
            .collect();
        let missing: Vec<&&str> = codes
            .iter()
            .filter(|code| !reached.contains(**code) && !without.contains(**code))
            .collect();
        assert!(missing.is_empty(), "no case reaches {missing:?}");
        for code in without {
            assert!(!reached.contains(code), "{code} is reached after all");
            assert!(codes.contains(&code), "{code} is no code");
        }
    }

    /// Returns the SHA-256 of the public key that OpenSSL reads, if it opens the file.
    fn openssl_sees(folder: &std::path::Path, case: &Case<'_>) -> Option<String> {
        fs::write(folder.join("file"), case.payload).unwrap();
        fs::write(
            folder.join("pass"),
            case.get("passphrase").unwrap_or("none"),
        )
        .unwrap();
        let passphrase = match case.get("passphrase") {
            Some("") => "pass:",
            _ => "file:pass",
        };
        let mut openssl = Command::new("openssl");
        openssl
            .args("pkey -provider legacy -provider default -in file".split(' '))
            .args(["-passin", passphrase, "-pubout", "-outform", "DER"])
            .current_dir(folder);
        let output = process::output(&mut openssl, b"");
        let digest = Sha256::digest(&output.stdout);
        let pairs: Vec<String> = digest.iter().map(|byte| format!("{byte:02X}")).collect();
        output.status.success().then(|| pairs.join(":"))
    }

    #[test]
    fn openssl_sees_the_same_key() {
        let folder = tempfile::tempdir().unwrap();
        let (mut failures, mut compared) = (Vec::new(), 0);
        let with_keys = [
            "costs/",
            "keys/",
            "passphrases/",
            "pbes1/",
            "pbes2/",
            "traditional/",
        ];
        for (name, case) in all() {
            let comparable = with_keys.iter().any(|own| name.starts_with(own))
                && case.is_ready()
                && case.get("openssl") != Some("no");
            if !comparable {
                continue;
            }
            compared += 1;
            let ours = case.reading(&mut Session::default()).private_key;
            let ours = ours.map(|key| key.public_key_sha256);
            let theirs = openssl_sees(folder.path(), &case);
            if ours != theirs {
                failures.push(format!("{name}: ours {ours:?}, OpenSSL's {theirs:?}"));
            }
        }
        assert!(failures.is_empty(), "{}", failures.join("\n"));
        assert!(compared > 200, "only {compared} were compared");
    }
}
