//! A minimal DER writer (X.690) for keys and certificates that no tool makes.

/// Encodes one element.
pub fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let size = content.len().to_be_bytes();
    let size: Vec<u8> = size.into_iter().skip_while(|byte| *byte == 0).collect();
    let mut out = vec![tag];
    if content.len() < 128 {
        out.push(u8::try_from(content.len()).unwrap());
    } else {
        out.push(0x80 | u8::try_from(size.len()).unwrap());
        out.extend(size);
    }
    out.extend_from_slice(content);
    out
}

/// Encodes a `SEQUENCE`.
pub fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    element(0x30, &parts.concat())
}

/// Encodes a non-negative `INTEGER` from big-endian bytes.
pub fn integer(bytes: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = bytes
        .iter()
        .copied()
        .skip_while(|byte| *byte == 0)
        .collect();
    let sign = digits.first().is_none_or(|first| *first >= 0x80);
    let zero: &[u8] = if sign { &[0] } else { &[] };
    element(0x02, &[zero, &digits].concat())
}

fn algorithm(oid: &[u8]) -> Vec<u8> {
    sequence(&[element(0x06, oid), element(0x05, &[])])
}

/// Encodes a certificate with this `RSAPublicKey` and an arbitrary signature, which the core
/// ignores.
pub fn certificate(public_key: &[u8]) -> Vec<u8> {
    let bits = |content: &[u8]| element(0x03, &[&[0], content].concat());
    let rsa = algorithm(b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01");
    let signed_with = algorithm(b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b");
    let common_name = sequence(&[element(0x06, b"\x55\x04\x03"), element(0x0c, b"TEST")]);
    let name = sequence(&[element(0x31, &common_name)]);
    let validity = [b"200101000000Z", b"490101000000Z"].map(|time| element(0x17, time));
    let body = sequence(&[
        element(0xa0, &integer(&[2])),
        integer(&[77]),
        signed_with.clone(),
        name.clone(),
        sequence(&validity),
        name,
        sequence(&[rsa, bits(public_key)]),
    ]);
    sequence(&[body, signed_with, bits(&[1; 256])])
}
