#!/usr/bin/env python3
"""Logs in to Anaplan with a certificate and prints the token, for jobs without a person.

Needs Python 3.8 or newer and the package cryptography: pip install cryptography

    python3 anaplan_login.py --certificate login.crt --key login.key
    python3 anaplan_login.py --certificate login.p12

Each flag has a variable in the environment; the flag wins.

    --certificate FILE    ANAPLAN_CERTIFICATE      PEM, DER, or PKCS#12 with the private key in it
    --key FILE            ANAPLAN_KEY              PEM or DER, encrypted or not
    --key-command LINE    ANAPLAN_KEY_COMMAND      instead of a file: the shell runs this line and what it prints is
                                                   the key, for vaults: "vault kv get -field=key secret/anaplan"
    (no flag)             ANAPLAN_KEY_PASSPHRASE   opens an encrypted key or PKCS#12 file
    --url ADDRESS         ANAPLAN_AUTH_URL         https://auth.anaplan.com unless your region has its own
    --header pem          (no variable)            sends the certificate as PEM encoded again, as some clients do
    --print-request       (no variable)            sends nothing, prints {"authorization": …, "body": …}

Prints {"token": …, "expiresAt": …}; expiresAt is Unix time in milliseconds. Use the token for all calls of the job, as
"Authorization: AnaplanAuthToken <token>"; it lives about 35 minutes.

Ends with 0 when it has the token, 1 when the service refused or could not be reached, 2 when it was called or set up
wrongly. Says why on standard error. Trusts the authorities of the system; SSL_CERT_FILE names others.
"""

import argparse
import base64
import json
import os
import re
import secrets
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import datetime, timezone

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs12

DEFAULT_URL = "https://auth.anaplan.com"
SECONDS_TO_WAIT = 30
CERTIFICATE = re.compile(b"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", re.DOTALL)


class WrongUse(Exception):
    """Something to put right on this side. Ends the program with 2."""


class Refused(Exception):
    """No token was given. Ends the program with 1."""


def main():
    options = read_options()
    try:
        certificate, key = read_pair(options)
        created_at = int(time.time())
        request = make_request(certificate, key, created_at, options.header)
        if options.print_request:
            result = request
        else:
            result = log_in(options.url, request, certificate, created_at)
    except WrongUse as error:
        print(error, file=sys.stderr)
        return 2
    except Refused as error:
        print(error, file=sys.stderr)
        return 1
    print(json.dumps(result))
    return 0


def read_options():
    setting = os.environ.get
    parser = argparse.ArgumentParser(description="Logs in to Anaplan with a certificate and prints the token.")
    parser.add_argument("--certificate", metavar="FILE", default=setting("ANAPLAN_CERTIFICATE"))
    parser.add_argument("--key", metavar="FILE")
    parser.add_argument("--key-command", metavar="LINE")
    parser.add_argument("--url", metavar="ADDRESS", default=setting("ANAPLAN_AUTH_URL") or DEFAULT_URL)
    parser.add_argument("--header", choices=("der", "pem"), default="der")
    parser.add_argument("--print-request", action="store_true")
    options = parser.parse_args()
    if not options.certificate:
        parser.error("Name the certificate's file with --certificate or ANAPLAN_CERTIFICATE.")
    if not (options.key or options.key_command):
        options.key, options.key_command = setting("ANAPLAN_KEY"), setting("ANAPLAN_KEY_COMMAND")
    if options.key and options.key_command:
        parser.error("Give the key by a file or by a command, not by both.")
    if not options.url.startswith("https://"):
        parser.error("The address must begin with https://.")
    return options


def read_pair(options):
    """The certificate and the private key that belongs to it."""
    passphrase = os.environ.get("ANAPLAN_KEY_PASSPHRASE", "").encode() or None
    data = read_file(options.certificate)
    if is_pkcs12(data):
        key, certificates = open_pkcs12(data, passphrase, options.certificate)
    else:
        key, certificates = None, read_certificates(data, options.certificate)
    if options.key or options.key_command:
        key = open_key(*key_source(options), passphrase)
    if key is None:
        raise WrongUse("There is no private key. Name its file with --key or ANAPLAN_KEY, "
                       "or a command that prints it with ANAPLAN_KEY_COMMAND.")
    if not isinstance(key, rsa.RSAPrivateKey):
        raise WrongUse("The private key is not RSA, and Anaplan accepts RSA only.")
    for certificate in certificates:
        if spki(certificate.public_key()) == spki(key.public_key()):
            return certificate, key
    raise WrongUse(f"The private key does not belong to the certificate in {options.certificate}. Nothing was sent.")


def read_file(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise WrongUse(f"{path} cannot be read: {error.strerror}.") from None


def is_pkcs12(data):
    """PKCS#12 is a sequence that begins with the version, 3 (RFC 7292, section 4)."""
    return data[:1] == b"\x30" and b"\x02\x01\x03" in data[1:9]


def open_pkcs12(data, passphrase, path):
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(data, passphrase)
    except ValueError:
        raise WrongUse(f"{path} does not open: ANAPLAN_KEY_PASSPHRASE is missing or wrong.") from None
    return key, [one for one in (certificate, *others) if one is not None]


def read_certificates(data, path):
    try:
        found = [x509.load_pem_x509_certificate(pem) for pem in CERTIFICATE.findall(data)]
        return found or [x509.load_der_x509_certificate(data)]
    except ValueError:
        raise WrongUse(f"{path} holds no certificate.") from None


def key_source(options):
    """The key as it is kept, and what to call it in messages."""
    if options.key:
        return read_file(options.key), options.key
    # Its standard error is shown: a vault's own words say best what is wrong with it.
    run = subprocess.run(options.key_command, shell=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    if run.returncode != 0 or not run.stdout:
        raise WrongUse(f"The command for the key gave none and ended with {run.returncode}.")
    return run.stdout, "What the command printed"


def open_key(data, name, passphrase):
    is_pem = b"-----BEGIN " in data
    load = serialization.load_pem_private_key if is_pem else serialization.load_der_private_key
    # cryptography minds a pass phrase that is not needed, so it is tried without first.
    for attempt in (None, passphrase):
        try:
            return load(data, attempt)
        except TypeError:
            continue
        except ValueError:
            if attempt is None:
                raise WrongUse(f"{name} is not a private key that can be read.") from None
            raise WrongUse(f"{name} does not open: the pass phrase in ANAPLAN_KEY_PASSPHRASE is wrong.") from None
    raise WrongUse(f"{name} is protected. Put its pass phrase into ANAPLAN_KEY_PASSPHRASE.")


def spki(public_key):
    """The public key as both sides can be compared by (RFC 5280, section 4.1.2.7)."""
    return public_key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def make_request(certificate, key, created_at, header):
    """100 bytes, eight of Unix seconds (big-endian) and 92 random ones, signed with PKCS#1 v1.5 and SHA-512."""
    message = created_at.to_bytes(8, "big") + secrets.token_bytes(92)
    signature = key.sign(message, padding.PKCS1v15(), hashes.SHA512())
    form = serialization.Encoding.PEM if header == "pem" else serialization.Encoding.DER
    body = {
        "encodedDataFormat": "v2",
        "encodedData": base64.b64encode(message).decode(),
        "encodedSignedData": base64.b64encode(signature).decode(),
    }
    authorization = "CACertificate " + base64.b64encode(certificate.public_bytes(form)).decode()
    return {"authorization": authorization, "body": json.dumps(body, separators=(",", ":"))}


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """The login is for one host and is not carried on to another."""

    def redirect_request(self, *_):
        return None


def log_in(url, request, certificate, created_at):
    headers = {"Authorization": request["authorization"], "Content-Type": "application/json"}
    call = urllib.request.Request(url.rstrip("/") + "/token/authenticate", request["body"].encode(), headers)
    try:
        with urllib.request.build_opener(NoRedirect).open(call, timeout=SECONDS_TO_WAIT) as response:
            status, answer = response.status, response.read()
    except urllib.error.HTTPError as error:
        status, answer = error.code, error.read()
    except OSError as error:
        raise Refused(f"{url} cannot be reached: {getattr(error, 'reason', error)}.") from None
    fields = read_answer(answer)
    info = fields.get("tokenInfo")
    if status in (200, 201) and isinstance(info, dict) and info.get("tokenValue"):
        return {"token": info["tokenValue"], "expiresAt": info.get("expiresAt")}
    raise Refused(refusal(status, fields, certificate, created_at))


def read_answer(answer):
    try:
        fields = json.loads(answer)
    except ValueError:
        return {}
    return fields if isinstance(fields, dict) else {}


def refusal(status, fields, certificate, created_at):
    said = ": ".join(str(fields[name]) for name in ("status", "statusMessage") if fields.get(name))
    if not said:
        return f"No token came back: status {status}, and no answer of Anaplan's. A proxy may have answered instead."
    lines = [f"The service refused the login: {status} {said}", "The usual causes, the likeliest first:"]
    expiry = valid_until(certificate)
    if expiry.timestamp() < created_at:
        lines.append(f"- The certificate expired on {expiry:%Y-%m-%d}.")
    made = datetime.fromtimestamp(created_at, timezone.utc)
    lines += [
        "- The certificate is not registered in Anaplan under Administration > Security > Certificates.",
        "- Its e-mail address is not the one of an active user there.",
        f"- The clock of this computer is wrong. The request says {made:%Y-%m-%d %H:%M:%S} UTC.",
        "- Your region has a host of its own. Set ANAPLAN_AUTH_URL.",
    ]
    return "\n".join(lines)


def valid_until(certificate):
    if hasattr(certificate, "not_valid_after_utc"):
        return certificate.not_valid_after_utc
    # Releases of the package before 42.
    return certificate.not_valid_after.replace(tzinfo=timezone.utc)


if __name__ == "__main__":
    sys.exit(main())
