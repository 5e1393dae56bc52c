//! The ciphers, all but one in CBC mode with PKCS#7 padding (RFC 5652, section 6.3).

use aes::{Aes128, Aes192, Aes256};
use camellia::{Camellia128, Camellia192, Camellia256};
use cbc::cipher::block_padding::{NoPadding, Padding, Pkcs7};
use cbc::cipher::{
    BlockCipherDecrypt, BlockCipherEncrypt, BlockModeDecrypt, BlockModeEncrypt, InnerIvInit,
    KeyInit, KeyIvInit, StreamCipher, StreamCipherSeek,
};
use chacha20::ChaCha20Legacy;
use ctr::Ctr128BE;
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
    /// A cipher of OpenSSH. Nothing is padded here: what is encrypted says where it ends.
    Ssh(Ssh),
}

/// What a key makes of encrypted bytes.
pub(super) struct Plain {
    /// The bytes, without the padding where that is right.
    pub(super) bytes: Zeroizing<Vec<u8>>,
    /// Whether the padding is right, if there is one.
    pub(super) is_padded: bool,
}

impl Cipher {
    /// RC2 with a key that is as long as it is effective.
    pub(super) const fn rc2(bits: usize) -> Self {
        let length = bits / 8;
        Self::Rc2 { length, bits }
    }

    pub(super) fn key_length(self) -> usize {
        match self {
            Self::Aes128 | Self::Camellia128 | Self::TdesEde2 => 16,
            Self::Aes192 | Self::Camellia192 | Self::TdesEde3 => 24,
            Self::Aes256 | Self::Camellia256 => 32,
            Self::Des => 8,
            Self::Rc2 { length, .. } | Self::Rc4 { length } => length,
            Self::Ssh(own) => own.key_length,
        }
    }

    /// The length of the initialisation vector, one block.
    pub(super) fn iv_length(self) -> usize {
        match self {
            Self::Aes128 | Self::Aes192 | Self::Aes256 => 16,
            Self::Camellia128 | Self::Camellia192 | Self::Camellia256 => 16,
            Self::Des | Self::TdesEde2 | Self::TdesEde3 | Self::Rc2 { .. } => 8,
            Self::Rc4 { .. } => 0,
            Self::Ssh(own) => own.mode.iv_length(),
        }
    }

    /// Whether its output can have this length: whole blocks, and not none.
    pub(super) fn makes(self, length: usize) -> bool {
        let block = match self {
            Self::Ssh(own) => own.mode.block_length(),
            other => other.iv_length().max(1),
        };
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
            Self::Ssh(own) => own.name.trim_end_matches("@openssh.com").to_owned(),
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
            Self::Ssh(own) => Some(Plain {
                bytes: own.decrypt(key, iv, data)?,
                is_padded: true,
            }),
        }
    }
}

/// A cipher of OpenSSH's private keys.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Ssh {
    name: &'static str,
    key_length: usize,
    mode: SshMode,
}

/// How OpenSSH uses a cipher. Two of these have a tag, which is not looked at: the modes without one
/// are as usual, and what is encrypted is checked by itself, against the public key beside it and by
/// its own arithmetic. So damage can be told from a wrong passphrase.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum SshMode {
    Cbc,
    /// RFC 4344, section 4.
    Ctr,
    /// NIST SP 800-38D, with the nonce of RFC 5647.
    Gcm,
    /// OpenSSH's `PROTOCOL.chacha20poly1305`.
    ChaCha20,
}

impl SshMode {
    fn iv_length(self) -> usize {
        match self {
            Self::Cbc | Self::Ctr => 16,
            Self::Gcm => 12,
            Self::ChaCha20 => 0,
        }
    }

    fn block_length(self) -> usize {
        match self {
            Self::ChaCha20 => 8,
            _ => 16,
        }
    }

    fn tag_length(self) -> usize {
        match self {
            Self::Cbc | Self::Ctr => 0,
            Self::Gcm | Self::ChaCha20 => 16,
        }
    }
}

impl Ssh {
    /// Every cipher that `ssh-keygen` writes with `-Z`, but for 3DES.
    const ALL: [Self; 9] = [
        Self::of("aes128-cbc", 16, SshMode::Cbc),
        Self::of("aes192-cbc", 24, SshMode::Cbc),
        Self::of("aes256-cbc", 32, SshMode::Cbc),
        Self::of("aes128-ctr", 16, SshMode::Ctr),
        Self::of("aes192-ctr", 24, SshMode::Ctr),
        Self::of("aes256-ctr", 32, SshMode::Ctr),
        Self::of("aes128-gcm@openssh.com", 16, SshMode::Gcm),
        Self::of("aes256-gcm@openssh.com", 32, SshMode::Gcm),
        Self::of("chacha20-poly1305@openssh.com", 64, SshMode::ChaCha20),
    ];

    const fn of(name: &'static str, key_length: usize, mode: SshMode) -> Self {
        Self {
            name,
            key_length,
            mode,
        }
    }

    /// The cipher that a file names.
    pub(super) fn named(name: &[u8]) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|own| own.name.as_bytes() == name)
    }

    /// The length of the tag that stands behind what is encrypted.
    pub(super) fn tag_length(self) -> usize {
        self.mode.tag_length()
    }

    fn decrypt(self, key: &[u8], iv: &[u8], data: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let mut bytes = Zeroizing::new(data.to_vec());
        match self.mode {
            SshMode::Cbc => match self.key_length {
                16 => cbc_blocks(Aes128::new_from_slice(key).ok()?, iv, &mut bytes)?,
                24 => cbc_blocks(Aes192::new_from_slice(key).ok()?, iv, &mut bytes)?,
                _ => cbc_blocks(Aes256::new_from_slice(key).ok()?, iv, &mut bytes)?,
            },
            SshMode::Ctr => self.count(key, iv, &mut bytes)?,
            // The first counter is the tag's (section 7.1).
            SshMode::Gcm => {
                let counter = Zeroizing::new([iv, &[0, 0, 0, 2]].concat());
                self.count(key, &counter, &mut bytes)?;
            }
            // The second half of the key is for the lengths of packets. The key is this file's
            // alone, so that the nonce may be zero. The keystream's first block is the tag's.
            SshMode::ChaCha20 => {
                let key = key.get(..32)?;
                let mut cipher = ChaCha20Legacy::new_from_slices(key, &[0; 8]).ok()?;
                cipher.seek(64);
                cipher.apply_keystream(&mut bytes);
            }
        }
        Some(bytes)
    }

    /// AES in counter mode.
    fn count(self, key: &[u8], iv: &[u8], bytes: &mut [u8]) -> Option<()> {
        match self.key_length {
            16 => Ctr128BE::<Aes128>::new_from_slices(key, iv)
                .ok()?
                .apply_keystream(bytes),
            24 => Ctr128BE::<Aes192>::new_from_slices(key, iv)
                .ok()?
                .apply_keystream(bytes),
            _ => Ctr128BE::<Aes256>::new_from_slices(key, iv)
                .ok()?
                .apply_keystream(bytes),
        }
        Some(())
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
    let mut bytes = Zeroizing::new(data.to_vec());
    cbc_blocks(cipher, iv, &mut bytes)?;
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

fn cbc_blocks<C: BlockCipherDecrypt>(cipher: C, iv: &[u8], bytes: &mut [u8]) -> Option<()> {
    let decryptor = cbc::Decryptor::inner_iv_slice_init(cipher, iv).ok()?;
    decryptor.decrypt_padded::<NoPadding>(bytes).ok()?;
    Some(())
}
