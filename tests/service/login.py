"""The rules of `POST /token/authenticate` with a CA certificate, version 2."""

from __future__ import annotations

import base64
import binascii
import json
import re

import openssl

BAD_HEADER = (400, "FAILURE_BAD_HEADER")
BAD_CREDENTIAL = (401, "FAILURE_BAD_CREDENTIAL")
FIELDS = {"encodedDataFormat", "encodedData", "encodedSignedData"}
PEM = re.compile(rb"-----BEGIN CERTIFICATE-----\s+([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----\s*")


class Refused(Exception):
    """A refused login: the response, and the reason, which only the log gets."""

    def __init__(self, response: tuple[int, str], reason: str) -> None:
        super().__init__(reason)
        self.response = response
        self.reason = reason


def check(content_type: str, authorization: str, body: bytes, now: float, window: int) -> None:
    """Checks a login; raises Refused at the first mistake."""
    if content_type.split(";")[0].strip().lower() != "application/json":
        raise Refused(BAD_HEADER, f"Content-Type is {content_type!r}")
    key = key_of(authorization)
    message, signature = fields_of(body)
    check_time(message, now, window)
    if not openssl.verifies(key, message, signature):
        raise Refused(BAD_CREDENTIAL, f"the signature of {len(signature)} bytes does not verify")


def key_of(authorization: str) -> bytes:
    """Returns the public key of the one certificate in the header, as PEM."""
    scheme, _, value = authorization.partition(" ")
    if scheme != "CACertificate":
        raise Refused(BAD_HEADER, f"the scheme of Authorization is {scheme!r}")
    der = certificate_of(value)
    key = openssl.public_key(der)
    if key is None:
        raise Refused(BAD_HEADER, "the header holds no X.509 certificate")
    bits = openssl.rsa_bits(key)
    if bits is None or bits < 2048:
        raise Refused(BAD_CREDENTIAL, f"the certificate's key is not RSA of 2048 bits or more ({bits})")
    return key


def certificate_of(value: str) -> bytes:
    """Returns the certificate's DER, from its base64 or from the base64 of its PEM."""
    data = decoded(value, "the header's value", BAD_HEADER)
    pem = PEM.fullmatch(data)
    if pem:
        text = b"".join(pem.group(1).split()).decode("ascii")
        data = decoded(text, "the PEM in the header", BAD_HEADER)
    if length_of_sequence(data) != len(data):
        raise Refused(BAD_HEADER, "the header's value is not exactly one certificate")
    return data


def length_of_sequence(der: bytes) -> int | None:
    """Returns the length of the leading DER SEQUENCE, tag and length octets included."""
    if len(der) < 4 or der[0] != 0x30:
        return None
    if der[1] < 0x80:
        return 2 + der[1]
    count = der[1] & 0x7F
    return 2 + count + int.from_bytes(der[2:2 + count], "big")


def fields_of(body: bytes) -> tuple[bytes, bytes]:
    """Returns message and signature."""
    try:
        fields = json.loads(body.decode("utf-8"))
    except ValueError:
        raise Refused(BAD_CREDENTIAL, "the body is not JSON") from None
    if not isinstance(fields, dict) or set(fields) != FIELDS:
        raise Refused(BAD_CREDENTIAL, f"the body does not have exactly the fields of version 2: {names(fields)}")
    if fields["encodedDataFormat"] != "v2":
        raise Refused(BAD_CREDENTIAL, "encodedDataFormat is not v2")
    message = decoded(fields["encodedData"], "encodedData", BAD_CREDENTIAL)
    signature = decoded(fields["encodedSignedData"], "encodedSignedData", BAD_CREDENTIAL)
    return message, signature


def names(fields: object) -> str:
    return ", ".join(sorted(fields)) if isinstance(fields, dict) else "no object"


def decoded(text: object, name: str, response: tuple[int, str]) -> bytes:
    """Decodes padded standard base64 and accepts nothing else (RFC 4648, section 4)."""
    try:
        data = base64.b64decode(text, validate=True) if isinstance(text, str) else b""
    except (binascii.Error, ValueError):
        data = b""
    if not data or base64.b64encode(data).decode("ascii") != text:
        raise Refused(response, f"{name} is not standard base64")
    return data


def check_time(message: bytes, now: float, window: int) -> None:
    """Checks the 100 bytes: 8 of Unix seconds, big-endian, then 92 random."""
    if len(message) != 100:
        raise Refused(BAD_CREDENTIAL, f"the message has {len(message)} bytes, not 100")
    age = int(now) - int.from_bytes(message[:8], "big")
    if abs(age) > window:
        raise Refused(BAD_CREDENTIAL, f"the message is {age} seconds old, and {window} either way are allowed")
