//! OpenSSH's own form of a private key, `openssh-key-v1`, as OpenSSH's file `PROTOCOL.key` describes
//! it: a header, the public key, and a list of numbers that may be encrypted.

use crate::counted::Counted;
use crate::error::{Error, Result};
use crate::escape::escape_controls;
use crate::pbe::{self, Scheme};
use zeroize::Zeroizing;

/// The first bytes of a file.
pub(crate) const MAGIC: &[u8] = b"openssh-key-v1\0";

/// The label of its PEM block.
pub(crate) const LABEL: &str = "OPENSSH PRIVATE KEY";

/// A file with one RSA key, taken apart.
pub(crate) struct File<'a> {
    /// How the list is protected; nothing when it is not.
    pub(crate) scheme: Option<Scheme>,
    /// The list.
    pub(crate) list: &'a [u8],
    /// The public key.
    public: &'a [u8],
}

impl<'a> File<'a> {
    /// Reads a file. What kind of key it is stands in the clear.
    ///
    /// # Errors
    /// [`Error::DamagedDer`]; [`Error::KeyNotRsa`]; [`Error::OpensshSeveralKeys`]; those of
    /// [`Scheme::openssh`].
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self> {
        let mut reader = Counted(bytes.strip_prefix(MAGIC).ok_or_else(damaged)?);
        let mut piece = || reader.piece().ok_or_else(damaged);
        let (cipher, kdf, options) = (piece()?, piece()?, piece()?);
        let count = reader.u32().ok_or_else(damaged)?;
        if count != 1 {
            return Err(Error::OpensshSeveralKeys { count });
        }
        let public = reader.piece().ok_or_else(damaged)?;
        match Counted(public).piece().ok_or_else(damaged)? {
            b"ssh-rsa" => {}
            other => {
                return Err(Error::KeyNotRsa {
                    algorithm: name(other),
                });
            }
        }
        let scheme = Scheme::openssh(cipher, kdf, options, damaged)?;
        let tag = scheme.as_ref().map_or(0, Scheme::tag_length);
        let list = reader.piece().filter(|_| reader.0.len() == tag);
        Ok(Self {
            scheme,
            list: list.ok_or_else(damaged)?,
            public,
        })
    }

    /// Returns the file that holds this list unencrypted, if the list is whole.
    pub(crate) fn opened(&self, list: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        read_numbers(list, self.public)?;
        let length = self.public.len().saturating_add(list.len());
        let mut file = Zeroizing::new(Vec::with_capacity(length.saturating_add(64)));
        file.extend_from_slice(MAGIC);
        for piece in [b"none".as_slice(), b"none", b""] {
            add(&mut file, piece);
        }
        file.extend_from_slice(&1_u32.to_be_bytes());
        add(&mut file, self.public);
        add(&mut file, list);
        Some(file)
    }

    /// Returns modulus, public and private exponent, and both primes, big-endian and without leading
    /// zeros, of a list that is not encrypted.
    ///
    /// # Errors
    /// [`Error::DamagedDer`].
    pub(crate) fn numbers(&self) -> Result<[&'a [u8]; 5]> {
        read_numbers(self.list, self.public).ok_or_else(damaged)
    }
}

/// Reads a list: the same number twice, the key, a comment, and padding that counts up from one. Its
/// public half is that of the file.
fn read_numbers<'a>(list: &'a [u8], public: &[u8]) -> Option<[&'a [u8]; 5]> {
    pbe::begins_twice(list).then_some(())?;
    let mut list = Counted(list.get(8..)?);
    let mut piece = || list.piece();
    let (kind, modulus, exponent) = (piece()?, piece()?, piece()?);
    let (d, _coefficient, p, q) = (piece()?, piece()?, piece()?, piece()?);
    let _comment = piece()?;
    // It is shorter than a block.
    (list.0.len() < 16).then_some(())?;
    let mut padding = list.0.iter().zip(1_u8..=16);
    padding.all(|(byte, count)| *byte == count).then_some(())?;
    let mut public = Counted(public);
    for own in [kind, exponent, modulus] {
        (public.piece()? == own).then_some(())?;
    }
    Some([modulus, exponent, d, p, q].map(without_zeros))
}

fn without_zeros(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    number.get(zeros..).unwrap_or_default()
}

/// Adds a piece with its length in front.
fn add(file: &mut Vec<u8>, piece: &[u8]) {
    let length = u32::try_from(piece.len()).unwrap_or(u32::MAX);
    file.extend_from_slice(&length.to_be_bytes());
    file.extend_from_slice(piece);
}

/// The name of a kind of key that is not RSA.
fn name(algorithm: &[u8]) -> String {
    let algorithm = String::from_utf8_lossy(algorithm);
    match &*algorithm {
        "ssh-ed25519" => "Ed25519".to_owned(),
        "ssh-dss" => "DSA".to_owned(),
        other if other.starts_with("ecdsa-sha2-") => "EC".to_owned(),
        other => escape_controls(other),
    }
}

fn damaged() -> Error {
    Error::DamagedDer {
        label: LABEL.to_owned(),
    }
}
