"""`cargo xtask parity`: gives every file of the corpus to OpenSSL and to jsrsasign, and writes their columns of
tests/data/parity.tsv and the sums in docs/what-it-opens.md.

Our own column is held by tests/native/corpus.rs. That of p12-keystore stays as it was found.
Arguments: the folder where npm has installed jsrsasign, and a folder for what is made here.
"""

import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PROJECT = Path(__file__).parents[3]
CORPUS = PROJECT / "tests/data/corpus"
OUTCOMES = PROJECT / "tests/data/parity.tsv"
TABLE = PROJECT / "docs/what-it-opens.md"

# How many seconds jsrsasign may compute for one file; of computing, so that a busy machine changes nothing.
SECONDS = 10
# rsaEncryption (RFC 8017, appendix C), as it stands in a public key and in a certificate.
RSA_ENCRYPTION = bytes.fromhex("06092a864886f70d010101")
READERS = ["RSA Signer", "OpenSSL", "jsrsasign", "p12-keystore"]


def openssl(*words):
    """Returns what OpenSSL prints; None when it fails."""
    done = subprocess.run(["openssl", *words], stdin=subprocess.DEVNULL, capture_output=True)
    return done.stdout if done.returncode == 0 else None


def named(kind, der):
    """Returns how a public key or a certificate is named; nothing when it is not RSA."""
    return {f"{kind}:{hashlib.sha256(der).hexdigest()}"} if der and RSA_ENCRYPTION in der else set()


def blocks(pem, label):
    """Returns the DER of every block with this label."""
    bodies = re.findall(rb"-----BEGIN %b-----(.*?)-----END %b-----" % (label, label), pem, re.DOTALL)
    return [base64.b64decode(body) for body in bodies]


class Case:
    """One file of the corpus; its README describes the fields."""

    def __init__(self, path, folder):
        header, _, payload = path.read_bytes().partition(b"\n\n")
        self.name = f"{path.parent.name}/{path.name}"
        self.fields = dict(line.split(": ", 1) for line in header.decode().splitlines())
        self.file = folder / self.name.replace("/", ".")
        self.file.write_bytes(payload)
        self.passphrase = self.fields.get("passphrase")
        self.is_certificate = self.fields["box"] == "certificate"
        self.companion = self.fields.get("with")

    def job(self):
        """Returns what jsrsasign is asked."""
        return json.dumps({"name": self.name, "path": str(self.file), "passphrase": self.passphrase}) + "\n"

    def is_right(self, found, keys, certified):
        """Says whether `found` is what the file holds. Where RSA Signer refuses it that may not be known: then
        anything counts that is an RSA key or certificate at all."""
        expect, own, key = self.fields["expect"], self.fields.get("sha256"), keys.get(self.companion)
        some = lambda kind: any(name.startswith(kind) for name in found)
        if expect != "ready":
            if expect.startswith("passphrase"):
                return f"key:{key}" in found if key else some("key")
            if self.companion:
                return some("certificate" if self.is_certificate else "key")
            return bool(found)
        if self.companion and self.is_certificate:
            return f"certificate:{own}" in found
        if self.companion:
            return f"key:{certified.get(own, key)}" in found
        # Several pairs may be in it: one of them is enough.
        pairs = [(own, certified.get(own))] if own else certified.items()
        return any({f"certificate:{pair[0]}", f"key:{pair[1]}"} <= found for pair in pairs)


def companions():
    """Returns the digest of the public key of each companion's file, and of each certificate by its own digest."""
    keys, certified = {}, {}
    for path in (CORPUS / "companions").iterdir():
        if path.suffix == ".crt":
            der = openssl("x509", "-outform", "DER", "-in", path)
            [public] = blocks(openssl("x509", "-noout", "-pubkey", "-in", path), b"PUBLIC KEY")
            certified[hashlib.sha256(der).hexdigest()] = hashlib.sha256(public).hexdigest()
        else:
            public = openssl("pkey", "-pubout", "-outform", "DER", "-in", path)
        keys[path.name] = hashlib.sha256(public).hexdigest()
    return keys, certified


def ask_openssl(case):
    """Tries every command that opens a file of the kind, with the provider of the old ciphers."""
    passphrase = case.file.with_name(f"{case.file.name}.passphrase")
    passphrase.write_text(case.passphrase or "")
    opened_with = ["-passin", f"file:{passphrase}" if case.passphrase else "pass:"]

    def run(words, file=case.file):
        command = words.split()
        protected = [] if command[0] in ("x509", "pkcs7") else opened_with
        return openssl(*command, "-provider", "legacy", "-provider", "default", "-in", file, *protected)

    def key():
        public = "pkey -pubout -outform DER"
        if der := run(public):
            return named("key", der)
        if not (pem := run("pkcs12 -nodes -nocerts")):
            return set()
        unpacked = case.file.with_name(f"{case.file.name}.unpacked")
        unpacked.write_bytes(pem)
        return named("key", run(public, unpacked))

    def certificates():
        ways = ["x509", "pkcs12 -nokeys", "pkcs7 -print_certs -inform PEM", "pkcs7 -print_certs -inform DER"]
        store = ["storeutl", "-certs", *opened_with, case.file]
        found = subprocess.run(["openssl", *store], stdin=subprocess.DEVNULL, capture_output=True).stdout
        pem = b"".join(filter(None, map(run, ways))) + found
        return set().union(*(named("certificate", der) for der in blocks(pem, b"CERTIFICATE")))

    found = set()
    if not case.companion or case.is_certificate:
        found |= certificates()
    if not case.companion or not case.is_certificate:
        found |= key()
    return found


def ask_jsrsasign(cases, packages):
    """Returns what jsrsasign found in each case, and the names of those that took too long."""
    # node looks for packages beside the script.
    script = shutil.copy(Path(__file__).with_name("jsrsasign.cjs"), packages)
    jobs = "".join(case.job() for case in cases)
    node = subprocess.run(["node", script, str(SECONDS)], input=jobs, stdout=subprocess.PIPE, text=True, check=True)
    answers = [json.loads(line) for line in node.stdout.splitlines()]
    return {it["name"]: set(it["found"]) for it in answers}, {it["name"] for it in answers if it["slow"]}


def sums(rows):
    """Returns the four cells of a line of the table."""
    for reader in READERS:
        marks = [row[reader] for row in rows]
        slow = marks.count("slow")
        yield "" if set(marks) == {"-"} else f"{marks.count('yes')}" + (f", {slow} too slow" if slow else "")


def main(packages, folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    cases = [Case(path, folder) for path in sorted(CORPUS.glob("*/*")) if path.parent.name != "companions"]
    keys, certified = companions()
    print(f"{len(cases)} cases. jsrsasign takes minutes, at most {SECONDS} s a file.", flush=True)
    with ThreadPoolExecutor() as pool:
        other = pool.submit(ask_jsrsasign, cases, packages)
        by_openssl = dict(zip((case.name for case in cases), pool.map(ask_openssl, cases)))
        by_jsrsasign, slow = other.result()

    head, *lines = OUTCOMES.read_text().splitlines()
    names = head.split("\t")
    rows = {row["case"]: row for row in (dict(zip(names, line.split("\t"))) for line in lines)}
    for case in cases:
        if case.name not in rows:
            sys.exit(f"{OUTCOMES.name} has no row for {case.name}.")
        mark = lambda found: "yes" if case.is_right(found, keys, certified) else "no"
        row = rows[case.name]
        found = {
            "OpenSSL": mark(by_openssl[case.name]),
            "jsrsasign": "slow" if case.name in slow else mark(by_jsrsasign[case.name]),
        }
        for reader, now in found.items():
            if row[reader] != now:
                print(f"{case.name}: {reader} {row[reader]} before, {now} now")
        row.update(found)
    OUTCOMES.write_text("".join("\t".join(line) + "\n" for line in [names, *(row.values() for row in rows.values())]))

    text = TABLE.read_text()
    for title in {row["row"] for row in rows.values()}:
        own = [row for row in rows.values() if row["row"] == title]
        line = f"| {title} | {len(own)} | {' | '.join(sums(own))} |"
        text, count = re.subn(rf"^\| {re.escape(title)} \| \d+ \|.*$", lambda _: line, text, flags=re.MULTILINE)
        if count != 1:
            sys.exit(f"{TABLE.name} has {count} lines for {title}.")
    version = " ".join(openssl("version").decode().split()[:2])
    TABLE.write_text(re.sub(r"OpenSSL \d+\.\d+\.\d+", version, text))
    print(f"{OUTCOMES.relative_to(PROJECT)} and {TABLE.relative_to(PROJECT)} are written.")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
