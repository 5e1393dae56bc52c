//! What people sign instead of the message.

use super::finding::Finding;
use super::signed::{self, Signed};
use crate::anaplan::{DATA, FORMAT, SIGNED_DATA, V2};
use crate::certificate::Certificate;
use crate::encoding::{encode_base64, hex_lower};
use crate::hash::Hash;
use crate::message::LENGTH;
use crate::notice::UnixTime;

/// The line ends of Unix and of Windows.
const LINE_ENDS: [&[u8]; 2] = [b"\n", b"\r\n"];

/// Something that may have been signed.
pub(super) struct Subject {
    /// The finding for it; `None` for the message itself.
    pub(super) finding: Option<Finding>,
    /// The bytes.
    pub(super) bytes: Vec<u8>,
}

/// The message, and what people have signed in its place.
pub(super) fn subjects(signed: &Signed, certificate: &Certificate) -> Vec<Subject> {
    let mut subjects = Vec::new();
    let mut add =
        |finding: Option<Finding>, bytes: Vec<u8>| subjects.push(Subject { finding, bytes });
    let data = signed.data.as_deref().unwrap_or_default();
    let text = signed.data_text.trim();
    let standard = encode_base64(data);
    add(None, data.to_vec());
    for end in LINE_ENDS {
        add(Some(Finding::SignatureOfLine), [data, end].concat());
    }
    for text in [text, &standard] {
        add(Some(Finding::SignatureOfBase64), text.as_bytes().to_vec());
        // `openssl base64` breaks lines at 64 characters, `base64` at 76.
        for width in [64, 76, usize::MAX] {
            for end in LINE_ENDS {
                let lines: Vec<&[u8]> = text.as_bytes().chunks(width).collect();
                let lines = lines.join(end);
                let ended = [&lines, end].concat();
                add(Some(Finding::SignatureOfBase64Line), lines);
                add(Some(Finding::SignatureOfBase64Line), ended);
            }
        }
        let wide = text.encode_utf16().flat_map(u16::to_le_bytes);
        add(Some(Finding::SignatureOfUtf16), wide.collect());
    }
    for hex in [hex_lower(data), hex_lower(data).to_ascii_uppercase()] {
        add(Some(Finding::SignatureOfHex), hex.clone().into_bytes());
        add(
            Some(Finding::SignatureOfHex),
            format!("{hex}\n").into_bytes(),
        );
    }
    for hash in Hash::ALL {
        let digest = hash.digest(&[data]).to_vec();
        add(
            Some(Finding::SignatureOfDigest),
            hex_lower(&digest).into_bytes(),
        );
        add(
            Some(Finding::SignatureOfDigest),
            encode_base64(&digest).into_bytes(),
        );
        add(Some(Finding::SignatureOfDigest), digest);
    }
    if let Some((time, random)) = data.split_at_checked(8) {
        add(Some(Finding::SignatureOfRandom), random.to_vec());
        add(Some(Finding::SignatureOfTime), time.to_vec());
    }
    if let Some(time) = signed::seconds(data) {
        add(
            Some(Finding::SignatureOfTime),
            time.to_string().into_bytes(),
        );
    }
    let lossy = String::from_utf8_lossy(data).into_owned();
    let letters: String = data.iter().copied().map(char::from).collect();
    for copy in [lossy, letters] {
        add(Some(Finding::SignatureOfText), copy.into_bytes());
    }
    for body in bodies(text) {
        add(Some(Finding::SignatureOfBody), body.into_bytes());
    }
    add(
        Some(Finding::SignatureOfCertificate),
        certificate.der().to_vec(),
    );
    let encoded = encode_base64(certificate.der());
    add(Some(Finding::SignatureOfCertificate), encoded.into_bytes());
    add(Some(Finding::SignatureOfNothing), Vec::new());
    subjects
}

/// Bodies that can be signed: those without their own signature.
fn bodies(data: &str) -> impl Iterator<Item = String> {
    let fields = [
        format!(r#"{{"{FORMAT}":"{V2}","{DATA}":"{data}","{SIGNED_DATA}":""}}"#),
        format!(r#"{{"{FORMAT}":"{V2}","{DATA}":"{data}"}}"#),
        format!(r#"{{"{DATA}":"{data}"}}"#),
    ];
    fields.into_iter().flat_map(|body| {
        let spaced = body.replace("\":", "\": ").replace("\",", "\", ");
        [body, spaced]
    })
}

/// A message with the same random bytes and another time whose hash this is. An hour to either side
/// is tried, and no time at all.
pub(super) fn other_time(data: &[u8], hash: Hash, digest: &[u8]) -> Option<Finding> {
    const HOUR: u64 = 3_600;
    let time = u64::try_from(signed::seconds(data)?).ok()?;
    let random = data.get(8..).filter(|_| data.len() == LENGTH)?;
    let around = time.saturating_sub(HOUR)..=time.saturating_add(HOUR);
    core::iter::once(0)
        .chain(around)
        .find(|time| *hash.digest(&[&time.to_be_bytes(), random]) == digest)
        .map(|time| Finding::SignatureOfOtherTime {
            time: UnixTime(i64::try_from(time).unwrap_or_default()),
        })
}
