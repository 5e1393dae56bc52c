//! Writing ASN.1 by hand (ITU-T X.690): only what the cases need.

/// One element: tag, length, value.
pub(super) fn element(tag: u8, value: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    match u8::try_from(value.len()) {
        Ok(short) if short < 0x80 => out.push(short),
        _ => {
            let digits = value.len().to_be_bytes();
            let digits: Vec<u8> = digits.into_iter().skip_while(|digit| *digit == 0).collect();
            out.push(0x80 | u8::try_from(digits.len()).unwrap_or(0x7F));
            out.extend(digits);
        }
    }
    out.extend_from_slice(value);
    out
}

/// A SEQUENCE.
pub(super) fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    element(0x30, &parts.concat())
}

/// An OBJECT IDENTIFIER from its dotted text.
pub(super) fn oid(dotted: &str) -> Vec<u8> {
    let mut arcs = dotted.split('.').filter_map(|arc| arc.parse::<u64>().ok());
    let first = arcs.next().unwrap_or_default();
    let second = arcs.next().unwrap_or_default();
    let mut value = base128(first.saturating_mul(40).saturating_add(second));
    for arc in arcs {
        value.extend(base128(arc));
    }
    element(0x06, &value)
}

fn base128(mut number: u64) -> Vec<u8> {
    let mut digits = Vec::new();
    loop {
        let digit = u8::try_from(number & 0x7F).unwrap_or_default();
        digits.insert(
            0,
            if digits.is_empty() {
                digit
            } else {
                digit | 0x80
            },
        );
        number >>= 7;
        if number == 0 {
            return digits;
        }
    }
}

/// An INTEGER that is not negative.
pub(super) fn integer(number: u64) -> Vec<u8> {
    let digits = number.to_be_bytes();
    let mut value: Vec<u8> = digits.into_iter().skip_while(|digit| *digit == 0).collect();
    if value.first().is_none_or(|first| *first >= 0x80) {
        value.insert(0, 0);
    }
    element(0x02, &value)
}

/// One element read from the front of `rest`: tag, value, and the whole of it.
pub(super) fn read<'a>(rest: &mut &'a [u8]) -> Option<(u8, &'a [u8], &'a [u8])> {
    let whole = *rest;
    let (tag, length) = (*whole.first()?, *whole.get(1)?);
    let (header, length) = if length < 0x80 {
        (2_usize, usize::from(length))
    } else {
        let count = usize::from(length & 0x7F);
        let digits = whole.get(2..count.checked_add(2)?)?;
        let length = digits.iter().try_fold(0_usize, |sum, digit| {
            sum.checked_mul(256)?.checked_add(usize::from(*digit))
        })?;
        (count.checked_add(2)?, length)
    };
    let end = header.checked_add(length)?;
    let (own, behind) = whole.split_at_checked(end)?;
    *rest = behind;
    Some((tag, own.get(header..)?, own))
}

/// The same object with indefinite lengths everywhere, and its long OCTET STRINGs in pieces of
/// `piece` bytes, as streaming writers lay them out. Strings under implicit context tags too.
pub(super) fn indefinite(der: &[u8], piece: usize) -> Option<Vec<u8>> {
    let mut rest = der;
    let mut out = Vec::new();
    while !rest.is_empty() {
        let (tag, value, whole) = read(&mut rest)?;
        let inner = if tag & 0x20 != 0 {
            indefinite(value, piece)?
        } else if matches!(tag, 0x04 | 0x80) && value.len() > piece {
            value
                .chunks(piece)
                .flat_map(|chunk| element(0x04, chunk))
                .collect()
        } else {
            out.extend_from_slice(whole);
            continue;
        };
        out.extend([tag | 0x20, 0x80]);
        out.extend(inner);
        out.extend([0, 0]);
    }
    Some(out)
}

/// `bytes` with the first occurrence of `from` replaced by as many bytes.
pub(super) fn patched(bytes: &[u8], from: &[u8], to: &[u8]) -> Option<Vec<u8>> {
    let at = bytes
        .windows(from.len())
        .position(|window| window == from)?;
    let mut out = bytes.get(..at)?.to_vec();
    out.extend_from_slice(to);
    out.extend_from_slice(bytes.get(at.checked_add(from.len())?..)?);
    Some(out)
}
