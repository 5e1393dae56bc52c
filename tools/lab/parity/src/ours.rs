//! This project's core, asked as the page asks it.

use std::fs;

use anaplan_rsa_signer::protocol::{InputField, Inputs, Reading, Reply, Request, Source};
use anaplan_rsa_signer::session::Session;
use anyhow::{Context, Result, bail};
use rand_core::{TryCryptoRng, TryRng};
use zeroize::Zeroizing;

use crate::Job;

/// 2027-01-15 08:00:00 UTC, the time of the corpus.
const NOW: u64 = 1_800_000_000;

/// What is found in the file. The companion is in the other box because a person has both, and
/// which of several keys is meant shows only beside the certificate.
pub(crate) fn read(job: &Job) -> Result<Vec<String>> {
    let reading = reading(job)?;
    let mut found = Vec::new();
    if let Some(key) = &reading.private_key
        && !(job.r#box == "certificate" && job.with.is_some())
    {
        found.push(format!("key:{}", plain(&key.public_key_sha256)));
    }
    if !(job.r#box == "privateKey" && job.with.is_some()) {
        let rsa = reading.certificates.iter().filter(|own| own.bits.is_some());
        found.extend(rsa.map(|own| format!("certificate:{}", plain(&own.sha256))));
    }
    Ok(found)
}

fn reading(job: &Job) -> Result<Reading> {
    let bytes = fs::read(&job.path)?;
    let (field, other) = match job.r#box.as_str() {
        "certificate" => (InputField::Certificate, InputField::PrivateKey),
        "privateKey" => (InputField::PrivateKey, InputField::Certificate),
        other => bail!("No box is called {other}."),
    };
    let file = if job.pasted {
        Source::text(1, field, str::from_utf8(&bytes)?)
    } else {
        Source::file(1, field, "file", bytes)
    };
    let passphrase = job.passphrase.clone().map(Zeroizing::new);
    let mut sources = vec![file.with_passphrase(passphrase)];
    if let Some(place) = &job.with {
        sources.push(Source::text(2, other, &fs::read_to_string(place)?));
    }
    let request = Request::Read(Inputs {
        sources,
        choice: None,
    });
    match Session::default().answer(request, NOW, &mut Unasked) {
        Reply::Reading(reading) => Ok(*reading),
        other => Err(other)
            .map_err(|other| anyhow::anyhow!("{other:?}"))
            .context("No reading."),
    }
}

/// `AB:CD:…` as `abcd…`.
fn plain(digest: &str) -> String {
    digest.replace(':', "").to_lowercase()
}

/// Reading takes no random bytes.
struct Unasked;

impl TryRng for Unasked {
    type Error = std::fmt::Error;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        Err(std::fmt::Error)
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        Err(std::fmt::Error)
    }

    fn try_fill_bytes(&mut self, _: &mut [u8]) -> Result<(), Self::Error> {
        Err(std::fmt::Error)
    }
}

impl TryCryptoRng for Unasked {}
