"""`cargo xtask parity --mutated`: rewrites and damages real files of the corpus, always in the same way, gives them to
OpenSSL, to Python's cryptography and to the core, and writes the table "Damaged and rewritten" of docs/what-it-opens.md:
what others open and we do not, and where they find another key or certificate than we.

Arguments: the program `judge` of fuzz/, and a folder for what is made here.
"""

import base64
import copy
import json
import random
import re
import shutil
import subprocess
import sys
import warnings
from collections import Counter, defaultdict
from pathlib import Path

from cryptography import __version__ as PYCA
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, pkcs7, pkcs12
from cryptography.hazmat.primitives.serialization import load_der_private_key, load_pem_private_key

import parity

SEED = 20261128
# So many files of each row of the table in docs/what-it-opens.md, and so many times each kind of change.
FILES, TIMES = 6, 2
BLOCK = re.compile(rb"(-----BEGIN [^\n]*-----\r?\n)([A-Za-z0-9+/=\r\n]+)(-----END )")


def read(der):
    """Returns the elements of DER as lists of a tag and either the elements inside or the bytes; None when it is none."""
    elements = []
    while der:
        if len(der) < 2 or der[0] & 31 == 31:
            return None
        size, start = der[1], 2
        if size > 128:
            start = 2 + size - 128
            size = int.from_bytes(der[2:start], "big")
        content, rest = der[start:start + size], der[start + size:]
        if der[1] == 128 or len(content) < size or start > 6:
            return None
        # An OCTET STRING or BIT STRING may hold another object, which is changed too.
        inside = read(content) if der[0] & 32 or der[0] == 4 and content[:1] == b"0" else None
        if der[0] & 32 and inside is None:
            return None
        elements.append([der[0], content if inside is None else inside])
        der = rest
    return elements


def length(size, long=0):
    """Returns a length of DER, or of BER with so many zeros in front."""
    plain = b"" if size < 128 else size.to_bytes((size.bit_length() + 7) // 8, "big")
    if not long:
        return bytes([128 + len(plain)]) + plain if plain else bytes([size])
    body = bytes(long) + (plain or bytes([size]))
    return bytes([128 + len(body)]) + body


def write(elements, odd=None, how=None):
    """Returns the bytes of elements, with `odd` written in another way."""
    out = b""
    for element in elements:
        tag, inside = element
        content = inside if isinstance(inside, bytes) else write(inside, odd, how)
        if element is not odd:
            out += bytes([tag]) + length(len(content)) + content
        elif how == "long length":
            out += bytes([tag]) + length(len(content), random.randint(1, 2)) + content
        elif how == "wrong length":
            out += bytes([tag]) + length(max(0, len(content) + random.choice([-2, -1, 1, 2]))) + content
        elif tag & 32:
            out += bytes([tag, 128]) + content + b"\0\0"
        else:
            half = len(content) // 2
            pieces = write([[tag, content[:half]], [tag, content[half:]]])
            out += bytes([tag | 32]) + (bytes([128]) + pieces + b"\0\0" if random.random() < 0.5 else length(len(pieces)) + pieces)
    return out


def every(elements):
    """Returns every list of elements, the inner ones too."""
    inner = [inside for _, inside in elements if isinstance(inside, list)]
    return [elements] + [found for inside in inner for found in every(inside)]


def changed(der, how):
    """Returns DER with its structure changed in one place; None where that is not possible."""
    tree = read(der)
    if not tree:
        return None
    lists = [own for own in every(tree) if own]
    siblings = random.choice(lists)
    at = random.randrange(len(siblings))
    if how == "element doubled":
        siblings.insert(at, copy.deepcopy(siblings[at]))
    elif how == "element gone":
        del siblings[at]
    elif how == "elements swapped":
        other = random.randrange(len(siblings))
        siblings[at], siblings[other] = siblings[other], siblings[at]
    elif how == "tag changed":
        siblings[at][0] ^= 1 << random.choice([0, 1, 2, 3, 4, 6, 7])
    elif how == "number changed":
        numbers = [own for own in lists for own in own if own[0] == 2 and isinstance(own[1], bytes)]
        if not numbers:
            return None
        number = random.choice(numbers)
        number[1] = random.choice([b"\0" + number[1], b"\xff" + number[1], number[1][1:], b"", bytes([number[1][0] ^ 128]) + number[1][1:]]) if number[1] else b"\0"
    else:
        strings = [own for own in lists for own in own if own[0] == 4 or own[0] & 32]
        odd = random.choice(strings) if how == "BER" and strings else siblings[at]
        return write(tree, odd, how)
    return write(tree)


def flipped(data):
    at = random.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << random.randrange(8)]) + data[at + 1:]


def cut(data):
    at = random.randrange(len(data))
    return random.choice([data[:at], data[:len(data) - random.randint(1, 3)], data[random.randint(1, 3):]])


def piece(data):
    at = random.randrange(len(data))
    return data[:at] + data[at:at + 40] + data[at:]


def lines(data):
    own = data.splitlines(keepends=True)
    at, other = random.randrange(len(own)), random.randrange(len(own))
    change = random.randrange(5)
    if change == 0:
        own.insert(at, own[at])
    elif change == 1:
        own[at], own[other] = own[other], own[at]
    elif change == 2:
        del own[at]
    elif change == 3:
        own[at] = random.choice([b" ", b"\t", b"> ", b"\xef\xbb\xbf"]) + own[at]
    else:
        own[at] = own[at].rstrip() + random.choice([b" \n", b"=\n", b"\r\r\n", b"-\n", b"\n\n", b""])
    return b"".join(own)


STRUCTURE = ["element doubled", "element gone", "elements swapped", "tag changed", "number changed", "long length", "wrong length", "BER"]
BYTES = {"bit": flipped, "cut": cut, "bytes doubled": piece, "something behind": lambda data: data + random.choice([b"\n", b"\0", b"\0\0", b"\xff", b"0\0", data])}


def mutants(payload):
    """Returns changed forms of a file, each with the kind of change."""
    block = BLOCK.search(payload)
    for how in [*STRUCTURE, *BYTES, *(["lines"] if block else [])]:
        for _ in range(TIMES):
            def change(der):
                return changed(der, how) if how in STRUCTURE else BYTES[how](der)
            if how == "lines":
                other = lines(payload)
            elif block:
                # The structure is inside of the armour, and so are half of the bits.
                der = change(base64.b64decode(block[2]))
                body = der and re.sub(b"(.{64})", rb"\1\n", base64.b64encode(der)) + b"\n"
                other = body and payload[:block.start(2)] + body + payload[block.end(2):]
            else:
                other = change(payload)
            if other and other != payload:
                yield how, other


def ask_pyca(case, ours):
    """Returns what cryptography finds, named as `ours` is."""
    data, passphrase = case.file.read_bytes(), case.passphrase and case.passphrase.encode()
    keys = [lambda load=load, word=word: [load(data, word)] for load in (load_pem_private_key, load_der_private_key) for word in {passphrase, None}]
    certificates = [
        lambda: x509.load_pem_x509_certificates(data), lambda: [x509.load_der_x509_certificate(data)],
        lambda: pkcs7.load_pem_pkcs7_certificates(data), lambda: pkcs7.load_der_pkcs7_certificates(data),
    ]
    def bundle():
        key, own, others = pkcs12.load_key_and_certificates(data, passphrase)
        return [key, own, *others]
    ways = [bundle] if not case.companion else certificates if case.is_certificate else keys
    found = set()
    for way in ways:
        try:
            for thing in way():
                if isinstance(thing, rsa.RSAPrivateKey):
                    der = thing.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
                    found |= parity.named("key", der)
                elif isinstance(thing, x509.Certificate):
                    key = thing.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
                    # The judge names it by these two, and by its bytes when OpenSSL does not read it.
                    by_bytes = parity.named("certificate", thing.public_bytes(Encoding.DER))
                    found |= by_bytes & ours or parity.named("certificate", key + thing.signature)
        except (KeyboardInterrupt, SystemExit):
            raise
        # Whatever else it raises, its own panics included, is a refusal.
        except BaseException:
            pass
    return found


def seeds(folder):
    """Returns some files of every kind that we open and that costs nobody a second."""
    rows = [line.split("\t") for line in parity.OUTCOMES.read_text().splitlines()[1:]]
    kinds = defaultdict(list)
    for name, row, own, *_ in rows:
        if own == "yes" and "rounds" not in row and "iter-" not in name:
            kinds[row].append(name)
    chosen = [name for row in sorted(kinds) for name in random.sample(kinds[row], min(FILES, len(kinds[row])))]
    return [parity.Case(parity.CORPUS / name, folder) for name in chosen]


def main(judge, folder):
    warnings.simplefilter("ignore")
    random.seed(SEED)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    files = seeds(folder)
    cases = []
    for seed in files:
        for number, (how, data) in enumerate(mutants(seed.file.read_bytes())):
            case = copy.copy(seed)
            case.name = f"{seed.name}.{number}.{how.replace(' ', '-')}"
            case.file = folder / case.name.replace("/", ".")
            case.file.write_bytes(data)
            cases.append(case)
    done = subprocess.run([judge], input="".join(case.job() for case in cases), stdout=subprocess.PIPE, text=True, check=True)
    classes, opened = defaultdict(Counter), Counter()
    for case, line in zip(cases, done.stdout.splitlines(), strict=True):
        answer = json.loads(line)
        codes = ", ".join(f"`{code}`" for code in answer["codes"]) or "nothing"
        # What costs too much is not asked of anybody.
        found = {"RSA Signer": set(answer["ours"])}
        if answer["openssl"] is not None:
            found |= {"OpenSSL": set(answer["openssl"]), "cryptography": ask_pyca(case, set(answer["ours"]))}
        for reader, theirs in found.items():
            opened[reader] += bool(theirs)
            for kind in sorted({name.split(":")[0] for name in theirs - found["RSA Signer"]}):
                has = "another" if any(name.startswith(kind) for name in answer["ours"]) else "no"
                classes[f"{has} {kind} | {codes}"][reader] += 1
                print(f"{reader}: {case.name}: {has} {kind}, {codes}")

    text = parity.TABLE.read_text()
    before, table, behind = re.split(r"(?<=--:\|---\|\n)((?:\| (?:no|another) .*\n)*)", text, maxsplit=1)
    reasons = dict(re.findall(r"^\| ((?:no|another) .*? \| .*?) \| \d+ \| \d+ \| (.*) \|$", table, re.MULTILINE))
    lines = [f"| {name} | {by['OpenSSL']} | {by['cryptography']} | {reasons.get(name, '?')} |\n" for name, by in classes.items()]
    sums = f"{len(cases):,} files of {len(files)}: RSA Signer opens {opened['RSA Signer']:,}, OpenSSL {opened['OpenSSL']:,}, cryptography {opened['cryptography']:,}"
    before = re.sub(r"[\d,]+ files of \d+: .*?cryptography [\d,]+", sums, before)
    before = re.sub(r"cryptography\* \d+\.\d+\.\d+", f"cryptography* {PYCA}", before)
    parity.TABLE.write_text(before + "".join(sorted(lines)) + behind)
    if unexplained := classes.keys() - reasons.keys():
        sys.exit(f"{parity.TABLE.name} does not explain {unexplained}.")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
