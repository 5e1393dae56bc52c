//! The ciphers, all but one in CBC mode with PKCS#7 padding (RFC 5652, section 6.3).

use aes::{Aes128, Aes192, Aes256};
use camellia::{Camellia128, Camellia192, Camellia256};
use cbc::cipher::block_padding::{NoPadding, Padding, Pkcs7};
use cbc::cipher::{
    BlockCipherDecrypt, BlockCipherEncrypt, BlockModeDecrypt, BlockModeEncrypt, InnerIvInit,
    KeyInit, StreamCipher,
};
use des::{Des, TdesEde2, TdesEde3};
use rc2::Rc2;
use rc4::Rc4;
use zeroize::Zeroizing;

/// A cipher of password-based encryption.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Cipher {
    Aes128,
    Aes192,
    Aes256,
    Camellia128,
    Camellia192,
    Camellia256,
    Des,
    TdesEde2,
    TdesEde3,
    /// Key length in bytes and effective key length in bits (RFC 2268).
    Rc2 {
        length: usize,
        bits: usize,
    },
    /// Key length in bytes.
    Rc4 {
        length: usize,
    },
}

/// What a key makes of encrypted bytes.
pub(super) struct Plain {
    /// The bytes, without the padding where that is right.
    pub(super) bytes: Zeroizing<Vec<u8>>,
    /// Whether the padding is right, if there is one.
    pub(super) is_padded: bool,
}

impl Cipher {
    pub(super) fn key_length(self) -> usize {
        match self {
            Self::Aes128 | Self::Camellia128 | Self::TdesEde2 => 16,
            Self::Aes192 | Self::Camellia192 | Self::TdesEde3 => 24,
            Self::Aes256 | Self::Camellia256 => 32,
            Self::Des => 8,
            Self::Rc2 { length, .. } | Self::Rc4 { length } => length,
        }
    }

    /// The length of the initialisation vector, one block.
    pub(super) fn iv_length(self) -> usize {
        match self {
            Self::Aes128 | Self::Aes192 | Self::Aes256 => 16,
            Self::Camellia128 | Self::Camellia192 | Self::Camellia256 => 16,
            Self::Des | Self::TdesEde2 | Self::TdesEde3 | Self::Rc2 { .. } => 8,
            Self::Rc4 { .. } => 0,
        }
    }

    /// Whether its output can have this length: whole blocks, and not none.
    pub(super) fn makes(self, length: usize) -> bool {
        let block = self.iv_length().max(1);
        length != 0 && length.is_multiple_of(block)
    }

    pub(super) fn name(self) -> String {
        match self {
            Self::Aes128 => "AES-128".to_owned(),
            Self::Aes192 => "AES-192".to_owned(),
            Self::Aes256 => "AES-256".to_owned(),
            Self::Camellia128 => "Camellia-128".to_owned(),
            Self::Camellia192 => "Camellia-192".to_owned(),
            Self::Camellia256 => "Camellia-256".to_owned(),
            Self::Des => "DES".to_owned(),
            Self::TdesEde2 => "3DES (2 keys)".to_owned(),
            Self::TdesEde3 => "3DES".to_owned(),
            Self::Rc2 { bits, .. } => format!("RC2-{bits}"),
            Self::Rc4 { length } => format!("RC4-{}", length.saturating_mul(8)),
        }
    }

    /// Pads and encrypts with the two ciphers that are written here; `None` for the others, and when
    /// the lengths do not fit.
    pub(super) fn encrypt(self, key: &[u8], iv: &[u8], plain: &[u8]) -> Option<Vec<u8>> {
        match self {
            Self::Aes256 => encrypt_cbc(Aes256::new_from_slice(key).ok()?, iv, plain),
            Self::TdesEde3 => encrypt_cbc(TdesEde3::new_from_slice(key).ok()?, iv, plain),
            _ => None,
        }
    }

    /// Decrypts and takes the padding off. `None` when the lengths do not fit.
    pub(super) fn decrypt(self, key: &[u8], iv: &[u8], data: &[u8]) -> Option<Plain> {
        match self {
            Self::Aes128 => cbc(Aes128::new_from_slice(key).ok()?, iv, data),
            Self::Aes192 => cbc(Aes192::new_from_slice(key).ok()?, iv, data),
            Self::Aes256 => cbc(Aes256::new_from_slice(key).ok()?, iv, data),
            Self::Camellia128 => cbc(Camellia128::new_from_slice(key).ok()?, iv, data),
            Self::Camellia192 => cbc(Camellia192::new_from_slice(key).ok()?, iv, data),
            Self::Camellia256 => cbc(Camellia256::new_from_slice(key).ok()?, iv, data),
            Self::Des => cbc(Des::new_from_slice(key).ok()?, iv, data),
            Self::TdesEde2 => cbc(TdesEde2::new_from_slice(key).ok()?, iv, data),
            Self::TdesEde3 => cbc(TdesEde3::new_from_slice(key).ok()?, iv, data),
            Self::Rc2 { bits, .. } => cbc(Rc2::new_with_eff_key_len(key, bits), iv, data),
            Self::Rc4 { .. } => {
                let mut bytes = Zeroizing::new(data.to_vec());
                Rc4::new_from_slice(key).ok()?.apply_keystream(&mut bytes);
                Some(Plain {
                    bytes,
                    is_padded: true,
                })
            }
        }
    }
}

/// Pads and encrypts.
fn encrypt_cbc<C: BlockCipherEncrypt>(cipher: C, iv: &[u8], plain: &[u8]) -> Option<Vec<u8>> {
    let encryptor = cbc::Encryptor::inner_iv_slice_init(cipher, iv).ok()?;
    // Room for a block of padding. What is encrypted in place leaves no plain text behind.
    let mut bytes = vec![0; plain.len().checked_add(iv.len())?];
    bytes.get_mut(..plain.len())?.copy_from_slice(plain);
    let length = encryptor
        .encrypt_padded::<Pkcs7>(&mut bytes, plain.len())
        .ok()?
        .len();
    bytes.truncate(length);
    Some(bytes)
}

fn cbc<C: BlockCipherDecrypt>(cipher: C, iv: &[u8], data: &[u8]) -> Option<Plain> {
    let decryptor = cbc::Decryptor::inner_iv_slice_init(cipher, iv).ok()?;
    let mut bytes = Zeroizing::new(data.to_vec());
    decryptor.decrypt_padded::<NoPadding>(&mut bytes).ok()?;
    let (whole, last) = bytes.split_at_checked(data.len().checked_sub(iv.len())?)?;
    let length = Pkcs7::raw_unpad(last)
        .ok()
        .and_then(|rest| whole.len().checked_add(rest.len()));
    if let Some(length) = length {
        bytes.truncate(length);
    }
    Some(Plain {
        bytes,
        is_padded: length.is_some(),
    })
}
