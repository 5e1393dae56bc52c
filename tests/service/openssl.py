"""The calls of the `openssl` command."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path


def openssl(*words: str, data: bytes = b"") -> bytes:
    """Runs `openssl` and returns its output; raises CalledProcessError when it fails."""
    return subprocess.run(["openssl", *words], input=data, check=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE).stdout


def public_key(der: bytes) -> bytes | None:
    """Returns the public key of a certificate as PEM, or None for anything else."""
    try:
        return openssl("x509", "-inform", "DER", "-noout", "-pubkey", data=der)
    except subprocess.CalledProcessError:
        return None


def rsa_bits(key: bytes) -> int | None:
    """Returns the size of an RSA public key, or None for any other kind, RSA-PSS included."""
    text = openssl("pkey", "-pubin", "-noout", "-text", data=key).decode("utf-8", "replace")
    size = re.search(r"Public-Key: \((\d+) bit\)", text)
    is_rsa = "Modulus" in text and "RSA-PSS" not in text
    return int(size.group(1)) if is_rsa and size else None


PREFIX = "anaplan-standin-"


def temporary_folder() -> tempfile.TemporaryDirectory:
    """Returns a folder that is removed when it is closed; its name says whose it is, should this process be killed."""
    return tempfile.TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-")


def remove_abandoned_folders() -> None:
    """Removes the folders of stand-ins that were killed. Only POSIX tells without harm whether a process runs."""
    if os.name != "posix":
        return
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*-*"):
        pid = folder.name[len(PREFIX):].split("-")[0]
        if pid.isdigit() and not is_running(int(pid)):
            shutil.rmtree(folder, ignore_errors=True)


def is_running(pid: int) -> bool:
    """Returns whether there is a process with this number, of whomever."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def verifies(key: bytes, message: bytes, signature: bytes) -> bool:
    """Returns whether the signature is RSASSA-PKCS1-v1_5 with SHA-512 of the message."""
    with temporary_folder() as folder:
        paths = [Path(folder) / name for name in ("key.pem", "signature", "message")]
        for path, content in zip(paths, (key, signature, message)):
            path.write_bytes(content)
        words = ["dgst", "-sha512", "-sigopt", "rsa_padding_mode:pkcs1",
                 "-verify", str(paths[0]), "-signature", str(paths[1]), str(paths[2])]
        try:
            openssl(*words)
        except subprocess.CalledProcessError:
            return False
        return True
