#!/usr/bin/env python3
"""Logs in to Anaplan with a certificate and prints an authentication token.

    python3 anaplan_login.py --certificate login.crt --key login.key
    python3 anaplan_login.py --certificate login.p12

Requires Python 3.8 or newer and the package cryptography: pip install cryptography

Each option can be set by an environment variable; the option wins.

    --certificate FILE   ANAPLAN_CERTIFICATE     PEM (one certificate or a chain), DER, or PKCS#12 with its key
    --key FILE           ANAPLAN_KEY             PEM or DER, PKCS#8 or PKCS#1, encrypted or not
    --key-command LINE   ANAPLAN_KEY_COMMAND     a shell command that prints the key, for vaults:
                                                 "vault kv get -field=key secret/anaplan"
    --sign-command LINE  ANAPLAN_SIGN_COMMAND    a shell command that signs: reads 100 bytes from standard input,
                                                 prints their RSASSA-PKCS1-v1_5 SHA-512 signature as bytes,
                                                 base64, hex, vault:v1:..., or JSON. The key stays where it is
    (none)               ANAPLAN_KEY_PASSPHRASE  passphrase of the key or of the PKCS#12 file
    --url URL            ANAPLAN_AUTH_URL        https://auth.anaplan.com unless your region has its own host
    --ca FILE            SSL_CERT_FILE           PEM: trust these certificate authorities, not the system's
    --warn-days DAYS     (none)                  warn when the certificate expires within DAYS (30); 0: never
    --header FORM        (none)                  der (default), or pem: the certificate as base64 of its PEM text
    --print-request      (none)                  send nothing; print {"authorization": ..., "body": ...}
    --check              (none)                  send nothing; print what would be sent, without secrets
    --help               (none)                  print this

Prints {"token": ..., "expiresAt": ...}; expiresAt is Unix time in milliseconds. Send the token with every call as
"Authorization: AnaplanAuthToken <token>"; it is valid for about 35 minutes.

Exit codes: 0 the token was printed; 1 Anaplan refused the login or could not be reached; 2 the options or files
are wrong, and nothing was sent. Errors and warnings go to standard error. Status 429 and 5xx are retried, up to
four attempts, and no other status is. HTTPS_PROXY and NO_PROXY are obeyed.
"""

import base64
import email.utils
import http.client
import json
import os
import re
import secrets
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from datetime import datetime, timezone

try:
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import padding, rsa
    from cryptography.hazmat.primitives.serialization import pkcs12
except ImportError:
    sys.stderr.write("The package cryptography is missing: pip install cryptography\n")
    sys.exit(2)

DEFAULT_URL = "https://auth.anaplan.com"
LOGIN_PATH = "/token/authenticate"
MAX_ATTEMPTS = 4
MAX_WAIT_SECONDS = 60
TIMEOUT_SECONDS = 30
MAX_RESPONSE_BYTES = 1 << 20

# Options with a value, and the variables that stand for them.
WITH_VALUE = {
    "--certificate": "ANAPLAN_CERTIFICATE",
    "--key": "ANAPLAN_KEY",
    "--key-command": "ANAPLAN_KEY_COMMAND",
    "--sign-command": "ANAPLAN_SIGN_COMMAND",
    "--url": "ANAPLAN_AUTH_URL",
    "--ca": "SSL_CERT_FILE",
    "--warn-days": None,
    "--header": None,
}
WITHOUT_VALUE = ("--print-request", "--check", "--help")

CERTIFICATE_BLOCK = re.compile("-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----", re.DOTALL)
KEY_BLOCK = re.compile(
    r"-----BEGIN ((?:RSA |EC |ENCRYPTED |OPENSSH )?PRIVATE KEY)-----(.*?)-----END \1-----", re.DOTALL)
# OBJECT IDENTIFIER 1.2.840.113549.1.7.2, signedData, in DER.
SIGNED_DATA = bytes.fromhex("06092A864886F70D010702")
# OBJECT IDENTIFIER 1.2.840.113549.1.1.10, id-RSASSA-PSS, in DER.
RSASSA_PSS = bytes.fromhex("06092A864886F70D01010A")


class UsageError(Exception):
    """The call or its files are wrong: nothing was sent. Exit code 2."""


class LoginError(Exception):
    """Anaplan gave no token, or could not be reached. Exit code 1."""


def main(arguments):
    try:
        options = Options(arguments)
        show(__doc__.rstrip() if options.help else run(options))
        return 0
    except UsageError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except LoginError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def show(text):
    try:
        print(text, flush=True)
    except BrokenPipeError:
        # The reader took what it wanted, as head does. Python would write the rest once more at its end, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def run(options):
    signer = Signer(options)
    service = Service(options)
    warn_before_expiry(signer.certificate, options.warn_days)
    if options.print_request:
        return LoginRequest(signer, options.header).to_json()
    if options.check:
        return LoginRequest(signer, options.header).describe(signer, options)
    return service.log_in(signer, options.header)


def warn_before_expiry(certificate, days):
    not_after = valid_until(certificate)
    left = not_after - datetime.now(timezone.utc)
    if days == 0 or left.total_seconds() > days * 86400:
        return
    if left.total_seconds() < 0:
        sys.stderr.write(f"Warning: the certificate expired on {not_after:%Y-%m-%d}.\n")
    else:
        sys.stderr.write(f"Warning: the certificate expires in {left.days} days, on {not_after:%Y-%m-%d}.\n")


class Options:
    """The options, from the command line and from the environment."""

    def __init__(self, arguments):
        values, switches = self._parse(arguments)
        self.help = "--help" in switches
        if not self.help:
            self._resolve(values, switches)

    @staticmethod
    def _parse(arguments):
        values, switches, rest = {}, set(), list(arguments)
        while rest:
            argument = rest.pop(0)
            name, equals, value = argument.partition("=")
            if argument == "-h":
                argument = name = "--help"
            if argument in WITHOUT_VALUE:
                switches.add(argument)
                continue
            if name not in WITH_VALUE:
                raise UsageError(f"Unknown option {argument}. See --help.")
            if not equals:
                if not rest:
                    raise UsageError(f"{name} needs a value.")
                value = rest.pop(0)
            values[name] = value
        return values, switches

    def _resolve(self, values, switches):
        def value(name):
            return values.get(name) or None

        def setting(name):
            return value(name) or os.environ.get(WITH_VALUE[name]) or None

        # An option of a group overrides all variables of that group.
        keys = ("--key", "--key-command", "--sign-command")
        choose = value if any(value(name) for name in keys) else setting
        self.key, self.key_command, self.sign_command = (choose(name) for name in keys)
        self.certificate = setting("--certificate")
        self.url = (setting("--url") or DEFAULT_URL).strip().rstrip("/")
        self.ca = setting("--ca")
        self.header = value("--header") or "der"
        days = value("--warn-days") or "30"
        self.print_request = "--print-request" in switches
        self.check = "--check" in switches
        if not self.certificate:
            raise UsageError("No certificate. Pass its file with --certificate or ANAPLAN_CERTIFICATE.")
        if sum(1 for source in (self.key, self.key_command, self.sign_command) if source) > 1:
            raise UsageError("Pass the key as a file or as a command, not both.")
        if not is_plain_https(self.url):
            raise UsageError("The URL must be https:// and a host, without user name, query or fragment.")
        if self.print_request and self.check:
            raise UsageError("Pass --print-request or --check, not both.")
        if self.header not in ("der", "pem"):
            raise UsageError("--header takes der or pem.")
        if not re.fullmatch("[0-9]{1,5}", days):
            raise UsageError("--warn-days takes a whole number of days.")
        self.warn_days = int(days)

    @property
    def has_key(self):
        return bool(self.key or self.key_command)


def is_plain_https(url):
    if not url.startswith("https://") or re.search(r"[\s?#@\\]", url):
        return False
    try:
        parts = urllib.parse.urlsplit(url)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


class Signer:
    """A certificate, and what signs for it: its private key, or a command."""

    def __init__(self, options):
        passphrase = os.environ.get("ANAPLAN_KEY_PASSPHRASE") or None
        path = options.certificate
        key, certificates = read_certificates(path, passphrase)
        self._line = options.sign_command
        if self._line:
            # Without a private key the leaf of a chain is the certificate that is not a CA's.
            self.certificate = current([one for one in certificates if not is_ca(one)]) or certificates[0]
            self._public_key = rsa_public_key(self.certificate)
            if self._public_key is None:
                raise UsageError(f"The certificate in {path} does not hold an RSA key; Anaplan accepts only RSA.")
            return
        if options.has_key:
            key = open_key(options, passphrase)
        if key is None:
            raise UsageError("No private key. Pass its file with --key or ANAPLAN_KEY, "
                             "or a command that prints it with --key-command or ANAPLAN_KEY_COMMAND.")
        if not isinstance(key, rsa.RSAPrivateKey):
            raise not_rsa()
        self._key = key
        numbers = key.public_key().public_numbers()
        self.certificate = current([one for one in certificates if public_numbers(one) == numbers])
        if self.certificate is None:
            raise UsageError(f"The private key does not belong to the certificate in {path}. Nothing was sent.")
        self._public_key = self.certificate.public_key()

    @property
    def key_size(self):
        return self._public_key.key_size

    def sign(self, message):
        """Returns the signature of a message, verified with the certificate."""
        if self._line:
            signature = self._run_command(message)
        else:
            signature = self._key.sign(message, padding.PKCS1v15(), hashes.SHA512())
        try:
            self._public_key.verify(signature, message, padding.PKCS1v15(), hashes.SHA512())
        except InvalidSignature:
            raise UsageError(
                "The signature does not verify with the certificate: it was made with another key, over other bytes, "
                "with a hash other than SHA-512, or with PSS padding. Nothing was sent.") from None
        return signature

    def _run_command(self, message):
        exit_code, output = run_line(self._line, message)
        if exit_code != 0 or not output:
            raise UsageError(f"The sign command printed nothing or failed (exit code {exit_code}).")
        signature = decode_signature(output, (self.key_size + 7) // 8)
        if signature is None:
            raise UsageError("The sign command's output is not a signature of this key's size.")
        return signature


# --- Certificates


def read_certificates(path, passphrase):
    """Returns the private key that came with the certificates, or None, and the certificates."""
    data = read_file(path)
    if is_pkcs12(data):
        return open_pkcs12(data, passphrase, path)
    text = decode_text(data)
    if "BEGIN PKCS7" in text or (data[:1] == b"\x30" and SIGNED_DATA in data[1:20]):
        raise UsageError(f"{path} is a PKCS#7 bundle. Extract its certificates first: "
                         "openssl pkcs7 -print_certs -in login.p7b -out login.crt (add -inform DER if that fails)")
    try:
        blocks = [decode_base64(block) for block in CERTIFICATE_BLOCK.findall(text)]
        return None, [x509.load_der_x509_certificate(der) for der in blocks or [data]]
    except ValueError:
        raise UsageError(f"{path} contains no certificate.") from None


def is_pkcs12(data):
    """Recognizes PKCS#12: a SEQUENCE that starts with the version, 3 (RFC 7292, section 4)."""
    return data[:1] == b"\x30" and b"\x02\x01\x03" in data[1:9]


def open_pkcs12(data, passphrase, path):
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(data, passphrase and passphrase.encode())
    except (ValueError, UnsupportedAlgorithm) as error:
        if isinstance(error, UnsupportedAlgorithm):
            raise UsageError(f"{path} cannot be opened: {error}") from None
        raise UsageError(f"{path} cannot be opened: ANAPLAN_KEY_PASSPHRASE is missing or wrong.") from None
    certificates = [one for one in (certificate, *others) if one is not None]
    if not certificates:
        raise UsageError(f"{path} contains no certificate.")
    return key, certificates


def current(certificates):
    """Returns the certificate that is valid longest: a renewal may stand beside the expired one."""
    now = datetime.now(timezone.utc)
    return max(certificates, key=lambda one: (valid_from(one) <= now, valid_until(one)), default=None)


def valid_from(certificate):
    # Releases of the package before 42 have no names with _utc.
    if hasattr(certificate, "not_valid_before_utc"):
        return certificate.not_valid_before_utc
    return certificate.not_valid_before.replace(tzinfo=timezone.utc)


def valid_until(certificate):
    if hasattr(certificate, "not_valid_after_utc"):
        return certificate.not_valid_after_utc
    return certificate.not_valid_after.replace(tzinfo=timezone.utc)


def is_ca(certificate):
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (x509.ExtensionNotFound, ValueError):
        return False


def rsa_public_key(certificate):
    """Returns None for a key that is not RSA, and for a damaged one."""
    try:
        key = certificate.public_key()
    except (ValueError, UnsupportedAlgorithm):
        return None
    return key if isinstance(key, rsa.RSAPublicKey) else None


def public_numbers(certificate):
    key = rsa_public_key(certificate)
    return key and key.public_numbers()


# --- Private keys


def open_key(options, passphrase):
    data, name = load_key(options)
    block = KEY_BLOCK.search(decode_text(data))
    kind, content = block.groups() if block else ("", "")
    if kind.startswith("OPENSSH"):
        raise UsageError(f"{name} is in OpenSSH format. Convert a copy with: ssh-keygen -p -m PKCS8 -f copy.key")
    if is_pkcs12(data):
        raise UsageError(f"{name} is a PKCS#12 file. Pass it with --certificate and without --key.")
    is_legacy = "Proc-Type: 4,ENCRYPTED" in content
    try:
        if is_legacy:
            key_data, load = block.group(0).encode(), serialization.load_pem_private_key
        else:
            key_data, load = decode_base64(content) if block else data, serialization.load_der_private_key
    except ValueError:
        raise UsageError(f"{name} is not a private key this program can read.") from None
    if not is_legacy and RSASSA_PSS in key_data[:40]:
        raise not_rsa()
    secret = None
    if is_legacy or is_encrypted(key_data):
        if passphrase is None:
            raise UsageError(f"{name} is encrypted. Set ANAPLAN_KEY_PASSPHRASE to its passphrase.")
        secret = passphrase.encode()
    try:
        return load(key_data, secret)
    except UnsupportedAlgorithm:
        if secret is None:
            raise not_rsa() from None
        raise UsageError(f"{name} is encrypted in a way this program does not support. Encrypt it again with: "
                         "openssl pkcs8 -topk8 -v2 aes-256-cbc -in login.key -out new.key") from None
    except (ValueError, TypeError):
        if secret is None:
            raise UsageError(f"{name} is not a private key this program can read.") from None
        raise UsageError(f"{name} cannot be decrypted: the passphrase in ANAPLAN_KEY_PASSPHRASE is wrong.") from None


def load_key(options):
    """Returns the key's bytes, and what messages call them."""
    if options.key:
        return read_file(options.key), options.key
    exit_code, output = run_line(options.key_command, b"")
    if exit_code != 0 or not output:
        raise UsageError(f"The key command printed nothing or failed (exit code {exit_code}).")
    return output, "The key command's output"


def is_encrypted(der):
    """Recognizes EncryptedPrivateKeyInfo (RFC 5208): a SEQUENCE that starts with a SEQUENCE."""
    header = 2 + (der[1] & 0x7F if len(der) > 1 and der[1] & 0x80 else 0)
    return der[:1] == b"\x30" and der[header:header + 1] == b"\x30" and holds_octet_string_next(der, header)


def holds_octet_string_next(der, at):
    """Tells whether an OCTET STRING follows the element: in a certificate, another SEQUENCE does."""
    length, begin = der[at + 1:at + 2], at + 2
    if not length:
        return False
    size = length[0]
    if size & 0x80:
        count = size & 0x7F
        size, begin = int.from_bytes(der[begin:begin + count], "big"), begin + count
    return der[begin + size:begin + size + 1] == b"\x04"


def not_rsa():
    return UsageError("The private key is not an RSA key; Anaplan accepts only RSA.")


# --- Signatures that a command printed


def decode_signature(output, size):
    """Decodes a signature in the forms that vaults, tokens and command-line tools print.

    Returns None when the output has no signature of this size in bytes.
    """
    if len(output) == size:
        return output
    text = decode_text(output).strip()
    if not text.startswith("{"):
        return signature_of_text(text.strip('"'), size)
    try:
        candidates = list(strings_in(json.loads(text)))
    except ValueError:
        return None
    found = (signature_of_text(candidate, size) for candidate in candidates)
    return next((signature for signature in found if signature is not None), None)


def strings_in(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings_in(one)


def signature_of_text(text, size):
    text = re.sub("^vault:v[0-9]+:", "", re.sub(r"\s", "", text))
    try:
        if len(text) == 2 * size and re.fullmatch("[0-9A-Fa-f]+", text):
            return bytes.fromhex(text)
        # Standard and URL-safe alphabet, padded or not.
        signature = decode_base64(text.replace("-", "+").replace("_", "/"))
    except ValueError:
        return None
    return signature if len(signature) == size else None


def decode_base64(text):
    text = re.sub(r"\s", "", text).rstrip("=")
    return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)


# --- The request


class LoginRequest:
    """The two values of a login: the Authorization header and the body."""

    def __init__(self, signer, header):
        # 100 bytes: Unix seconds, 8 bytes big-endian, and 92 random bytes.
        self.created_at = int(time.time())
        message = self.created_at.to_bytes(8, "big") + secrets.token_bytes(92)
        signature = signer.sign(message)
        form = serialization.Encoding.PEM if header == "pem" else serialization.Encoding.DER
        certificate = signer.certificate.public_bytes(form)
        self.authorization = "CACertificate " + base64.b64encode(certificate).decode()
        self.body = json.dumps({
            "encodedDataFormat": "v2",
            "encodedData": base64.b64encode(message).decode(),
            "encodedSignedData": base64.b64encode(signature).decode(),
        }, separators=(",", ":"))

    def to_json(self):
        return json.dumps({"authorization": self.authorization, "body": self.body})

    def describe(self, signer, options):
        """Describes the request for a person, without its values."""
        certificate = signer.certificate
        # The thumbprint that certificate dialogs show. It protects nothing.
        fingerprint = certificate.fingerprint(hashes.SHA1()).hex().upper()
        return "\n".join([
            f"Certificate: SHA-1 {fingerprint}, "
            f"valid {valid_from(certificate):%Y-%m-%d} to {valid_until(certificate):%Y-%m-%d}",
            f"Private key: RSA, {signer.key_size} bits, belongs to the certificate",
            "Signature: RSASSA-PKCS1-v1_5 with SHA-512, verified with the certificate",
            f"Request: POST {options.url}{LOGIN_PATH}, created {date_and_time(self.created_at)} UTC",
            f"Header: certificate as {options.header}, {len(self.authorization)} characters; "
            f"body: {len(self.body)} characters",
            "Nothing was sent.",
        ])


# --- The service


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """A login is for one host: a redirect would carry it to another."""

    def redirect_request(self, *_):
        return None


class Service:
    """Anaplan's authentication service."""

    def __init__(self, options):
        self._url = options.url
        handler = urllib.request.HTTPSHandler(context=tls_context(options.ca))
        self._opener = urllib.request.build_opener(NoRedirect, handler)

    def log_in(self, signer, header):
        """Logs in and returns the token as JSON. Each attempt sends a new request, because a request has a time."""
        for attempt in range(1, MAX_ATTEMPTS + 1):
            request = LoginRequest(signer, header)
            status, fields, wait = self._send(request)
            info = fields.get("tokenInfo")
            token = info.get("tokenValue") if isinstance(info, dict) else None
            if status in (200, 201) and isinstance(token, str) and token:
                return json.dumps({"token": token, "expiresAt": info.get("expiresAt")})
            if not is_transient(status) or attempt == MAX_ATTEMPTS:
                break
            wait = min(max(2 ** attempt if wait is None else wait, 0), MAX_WAIT_SECONDS)
            sys.stderr.write(f"Anaplan responded with {status}. Retrying in {wait:.0f} s.\n")
            time.sleep(wait)
        raise LoginError(explain(status, fields, signer.certificate, request.created_at))

    def _send(self, login):
        """Returns the status, the fields of the response, and how long to wait, or None."""
        results = []
        # In a thread of its own: the time limit of a socket does not end a response that drips.
        sending = threading.Thread(target=self._exchange, args=(login, results), daemon=True)
        sending.start()
        sending.join(TIMEOUT_SECONDS)
        if not results:
            raise LoginError(f"{self._url} cannot be reached: no response within {TIMEOUT_SECONDS} seconds.")
        if isinstance(results[0], Exception):
            # The address of a proxy may contain its password.
            reason = re.sub(r"//[^/\s]*@", "//", str(getattr(results[0], "reason", results[0])))
            raise LoginError(f"{self._url} cannot be reached: {reason}")
        return results[0]

    def _exchange(self, login, results):
        headers = {"Authorization": login.authorization, "Content-Type": "application/json"}
        call = urllib.request.Request(self._url + LOGIN_PATH, login.body.encode(), headers)
        try:
            try:
                response = self._opener.open(call, timeout=TIMEOUT_SECONDS)
            except urllib.error.HTTPError as error:
                response = error
            with response:
                data = response.read(MAX_RESPONSE_BYTES + 1)
                if len(data) > MAX_RESPONSE_BYTES:
                    raise OSError("the response is larger than 1 MB")
                wait = wait_of(response.headers.get("Retry-After"))
                results.append((response.status, read_fields(data), wait))
        except (OSError, http.client.HTTPException, ValueError) as error:
            results.append(error)


def tls_context(ca):
    context = ssl.create_default_context()
    if ca is None:
        return context
    read_file(ca)
    # Replaces the system's certificate authorities; the host name is still checked.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        context.load_verify_locations(cafile=ca)
    except (ssl.SSLError, OSError):
        raise UsageError(f"{ca} contains no CA certificate in PEM.") from None
    return context


def read_fields(data):
    # JSON is UTF-8, whatever the charset of the response says. Anything else is perhaps a proxy's HTML page.
    try:
        fields = json.loads(data.decode("utf-8-sig"))
    except ValueError:
        return {}
    return fields if isinstance(fields, dict) else {}


def wait_of(header):
    """Returns Retry-After in seconds: it is seconds or a date (RFC 9110, section 10.2.3)."""
    if not header:
        return None
    if header.strip().isdigit():
        return min(int(header), MAX_WAIT_SECONDS)
    try:
        return email.utils.parsedate_to_datetime(header).timestamp() - time.time()
    except (TypeError, ValueError):
        return None


def is_transient(status):
    """Tells whether a retry may succeed."""
    return status == 429 or status >= 500


def explain(status, fields, certificate, created_at):
    texts = (fields.get("status"), fields.get("statusMessage"))
    # Without control characters, which a terminal would obey, and without halves of surrogate pairs.
    message = ": ".join("".join(one if one.isprintable() else "?" for one in text)
                        for text in texts if isinstance(text, str) and text)
    if not message:
        return f"No token: status {status}, and the response is not Anaplan's. A proxy may have answered."
    if is_transient(status):
        return f"Anaplan is busy or failing: {status} {message}"
    lines = [f"Anaplan refused the login: {status} {message}", "Common causes, most likely first:"]
    not_after = valid_until(certificate)
    if not_after.timestamp() < created_at:
        lines.append(f"- The certificate expired on {not_after:%Y-%m-%d}.")
    lines += [
        "- The certificate is not registered in Anaplan under Administration > Security > Certificates.",
        "- The email address in it is not that of an active user.",
        f"- This computer's clock is wrong. The request was created at {date_and_time(created_at)} UTC.",
        "- Your region has its own host: set ANAPLAN_AUTH_URL.",
    ]
    return "\n".join(lines)


def date_and_time(seconds):
    return f"{datetime.fromtimestamp(seconds, timezone.utc):%Y-%m-%d %H:%M:%S}"


# --- Files and commands


def read_file(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from None


def decode_text(data):
    """Decodes text by its byte order mark, such as the UTF-16 that Windows PowerShell's > writes."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    return data.decode("latin-1")


def run_line(line, data):
    """Runs a command line in the shell and returns its exit code and output.

    Its standard error is shown as it is: a vault explains its own errors best.
    """
    done = subprocess.run(line, shell=True, input=data, stdout=subprocess.PIPE, check=False)
    return done.returncode, done.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
