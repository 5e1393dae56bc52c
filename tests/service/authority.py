"""The certificate authority (CA) of the stand-in and its server certificate, created at each start."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from openssl import openssl

CONFIG = """
[req]
distinguished_name = name
prompt = no
[name]
CN = Stand-in for tests
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
subjectAltName = DNS:localhost, IP:127.0.0.1
"""


@dataclass(frozen=True)
class Made:
    """The files: what a client trusts, and what the server presents."""

    ca: Path
    certificate: Path
    key: Path


def make_certificates(folder: Path) -> Made:
    """Creates a CA and its certificate for localhost and 127.0.0.1."""
    path = lambda name: str(folder / name)
    (folder / "openssl.cnf").write_text(CONFIG, encoding="ascii")
    for name in ("ca", "server"):
        openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", path(f"{name}.key"))
    openssl("req", "-config", path("openssl.cnf"), "-x509", "-new", "-sha256", "-days", "2", "-key", path("ca.key"),
            "-subj", "/CN=Authority of the stand-in", "-extensions", "authority", "-out", path("ca.pem"))
    openssl("req", "-config", path("openssl.cnf"), "-new", "-sha256", "-key", path("server.key"),
            "-subj", "/CN=localhost", "-out", path("server.csr"))
    openssl("x509", "-req", "-sha256", "-days", "2", "-in", path("server.csr"), "-CA", path("ca.pem"),
            "-CAkey", path("ca.key"), "-set_serial", "2", "-extfile", path("openssl.cnf"), "-extensions", "server",
            "-out", path("server.pem"))
    return Made(folder / "ca.pem", folder / "server.pem", folder / "server.key")
