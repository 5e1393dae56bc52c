//! BER to DER: indefinite lengths (ITU-T X.690, section 8.1.3.6) and strings in pieces (8.7.3), as
//! Windows, Java and old mail programs write them into certificates, keys and bundles. Values are left as
//! they are; only the way in which they are laid out changes.

use super::write::{Element, element};

/// How deep objects may be nested. Real files need about twelve.
const MAX_DEPTH: usize = 48;

const CONSTRUCTED: u8 = 0x20;
const OCTET_STRING: u8 = 0x04;
const INDEFINITE: u8 = 0x80;
const END_OF_CONTENTS: [u8; 2] = [0, 0];

/// The first object of `bytes` laid out as DER and what follows it, or `None` when it is not whole.
pub(crate) fn to_der(bytes: &[u8]) -> Option<(Element, &[u8])> {
    let mut rest = bytes;
    let object = object(&mut rest, MAX_DEPTH)?;
    Some((object, rest))
}

/// The identifier and the content of the next object with a definite length, which may be of a type
/// that `der` does not know.
pub(crate) fn next<'a>(rest: &mut &'a [u8]) -> Option<(&'a [u8], &'a [u8])> {
    let header = Header::read(rest)?;
    Some((header.tag, take(rest, header.length?)?))
}

/// Returns how long the object at the start of `bytes` is, which may end before it does; `None` for
/// the indefinite form.
pub(crate) fn announced(bytes: &[u8]) -> Option<usize> {
    let mut rest = bytes;
    let content = Header::read(&mut rest)?.length?;
    bytes.len().checked_sub(rest.len())?.checked_add(content)
}

/// Reads one object and moves `rest` past it.
fn object(rest: &mut &[u8], depth: usize) -> Option<Element> {
    let header = Header::read(rest)?;
    let first = *header.tag.first()?;
    if first & CONSTRUCTED == 0 {
        let value = take(rest, header.length?)?;
        return Some(element(header.tag, &[value]));
    }
    let depth = depth.checked_sub(1)?;
    let pieces = match header.length {
        Some(length) => {
            let mut content = take(rest, length)?;
            let mut pieces = Vec::new();
            while !content.is_empty() {
                pieces.push(object(&mut content, depth)?);
            }
            pieces
        }
        None => until_end(rest, depth)?,
    };
    if first == OCTET_STRING | CONSTRUCTED {
        return joined_string(&pieces);
    }
    let pieces: Vec<&[u8]> = pieces.iter().map(|piece| piece.as_slice()).collect();
    Some(element(header.tag, &pieces))
}

/// The objects up to the end-of-contents mark.
fn until_end(rest: &mut &[u8], depth: usize) -> Option<Vec<Element>> {
    let mut pieces = Vec::new();
    loop {
        if let Some(after) = rest.strip_prefix(&END_OF_CONTENTS) {
            *rest = after;
            return Some(pieces);
        }
        pieces.push(object(rest, depth)?);
    }
}

/// One OCTET STRING of several, which are already laid out as DER.
fn joined_string(pieces: &[Element]) -> Option<Element> {
    let mut values = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let mut piece = piece.as_slice();
        let header = Header::read(&mut piece)?;
        (header.tag == [OCTET_STRING]).then_some(())?;
        values.push(piece);
    }
    Some(element(&[OCTET_STRING], &values))
}

struct Header<'a> {
    tag: &'a [u8],
    /// `None` for the indefinite form.
    length: Option<usize>,
}

impl<'a> Header<'a> {
    fn read(rest: &mut &'a [u8]) -> Option<Self> {
        let tag_length = match rest.first()? & 0x1F {
            // A tag number above 30 goes on in the bytes that follow.
            0x1F => rest
                .iter()
                .skip(1)
                .position(|byte| byte & 0x80 == 0)?
                .checked_add(2)?,
            _ => 1,
        };
        let tag = take(rest, tag_length)?;
        let first = *take(rest, 1)?.first()?;
        let length = match first {
            INDEFINITE => None,
            short if short < INDEFINITE => Some(usize::from(short)),
            long => {
                let digits = take(rest, usize::from(long & 0x7F))?;
                Some(digits.iter().try_fold(0_usize, |length, digit| {
                    length.checked_mul(256)?.checked_add(usize::from(*digit))
                })?)
            }
        };
        Some(Self { tag, length })
    }
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (head, tail) = rest.split_at_checked(length)?;
    *rest = tail;
    Some(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn der(bytes: &[u8]) -> Option<Vec<u8>> {
        to_der(bytes).map(|(object, _)| object.to_vec())
    }

    #[test]
    fn der_stays_as_it_is() {
        let bytes = [0x30, 0x05, 0x04, 0x03, 1, 2, 3];
        assert_eq!(der(&bytes), Some(bytes.to_vec()));
        let mut long = vec![0x04, 0x82, 0x01, 0x00];
        long.extend([7; 256]);
        assert_eq!(der(&long), Some(long));
    }

    #[test]
    fn indefinite_lengths_and_pieces_are_joined() {
        let bytes = [
            0x30, 0x80, 0x24, 0x80, 0x04, 1, 9, 0x04, 2, 8, 7, 0, 0, 0, 0, 0xFF,
        ];
        assert_eq!(der(&bytes), Some(vec![0x30, 0x05, 0x04, 0x03, 9, 8, 7]));
        assert_eq!(
            to_der(&bytes).map(|(_, rest)| rest),
            Some([0xFF].as_slice())
        );
    }

    #[test]
    fn what_is_not_whole_or_too_deep_is_nothing() {
        assert_eq!(der(&[0x30, 0x80, 0x04, 1, 9]), None);
        assert_eq!(der(&[0x04, 0x05, 1]), None);
        assert_eq!(der(&[0x04, 0x80, 1, 0, 0]), None);
        assert_eq!(der(&[0x04, 0xFF]), None);
        assert_eq!(der(&[]), None);
        assert_eq!(der(&[0x30, 0x80].repeat(100_000)), None);
    }

    /// An OCTET STRING of so many sevens, with this length in front.
    fn sevens(length: &[u8], count: usize) -> Vec<u8> {
        [&[0x04], length, vec![7; count].as_slice()].concat()
    }

    #[test]
    fn a_length_is_as_short_as_can_be() {
        for (shortest, count) in [
            (vec![0], 0),
            (vec![0x7F], 127),
            (vec![0x81, 0x80], 128),
            (vec![0x81, 0xFF], 255),
            (vec![0x82, 0x01, 0x00], 256),
            (vec![0x83, 0x01, 0x00, 0x00], 65_536),
        ] {
            let whole = sevens(&shortest, count);
            assert_eq!(der(&whole), Some(whole.clone()));
            let digits = u32::try_from(count).unwrap_or_default().to_be_bytes();
            let long = [&[0x84], digits.as_slice()].concat();
            assert_eq!(der(&sevens(&long, count)), Some(whole));
        }
    }

    #[test]
    fn a_tag_number_above_30_goes_on() {
        let bytes = [0x3F, 0x81, 0x01, 0x80, 0x04, 1, 9, 0, 0];
        assert_eq!(der(&bytes), Some(vec![0x3F, 0x81, 0x01, 3, 0x04, 1, 9]));
        let mut rest: &[u8] = &[0x1F, 0x81, 0x01, 2, 8, 7, 0x13, 1, 6];
        let first: (&[u8], &[u8]) = (&[0x1F, 0x81, 0x01], &[8, 7]);
        assert_eq!(next(&mut rest), Some(first));
        let second: (&[u8], &[u8]) = (&[0x13], &[6]);
        assert_eq!(next(&mut rest), Some(second));
        assert_eq!(next(&mut rest), None);
    }

    #[test]
    fn a_string_has_strings_as_its_pieces() {
        assert_eq!(der(&[0x24, 3, 0x02, 1, 9]), None);
        assert_eq!(der(&[0x24, 0x80, 0x04, 1, 9, 0x02, 1, 9, 0, 0]), None);
        assert_eq!(der(&[0x24, 0x80, 0, 0]), Some(vec![0x04, 0]));
    }

    #[test]
    fn objects_stand_48_deep_at_most() {
        let nested = |depth| [[0x30, 0x80].repeat(depth), vec![0; 2 * depth]].concat();
        assert!(der(&nested(48)).is_some());
        assert_eq!(der(&nested(49)), None);
    }
}
