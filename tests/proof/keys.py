"""Keys that were made here, judged by OpenSSL (`pkey -check`) and by Python's own numbers.

    python3 tests/proof/keys.py BITS PASSPHRASE < PEM     as many protected keys as there are, one behind the other
"""

import math
import re
import subprocess
import sys

from cryptography.hazmat.primitives.serialization import load_pem_private_key

bits, passphrase = int(sys.argv[1]), sys.argv[2]
pems = re.findall(rb"-----BEGIN [^-]+-----.+?-----END [^-]+-----\n", sys.stdin.buffer.read(), re.DOTALL)
moduli = set()
for pem in pems:
    check = ["openssl", "pkey", "-check", "-noout", "-passin", f"pass:{passphrase}"]
    said = subprocess.run(check, input=pem, capture_output=True, check=True).stdout
    assert b"Key is valid" in said, said
    own = load_pem_private_key(pem, passphrase.encode()).private_numbers()
    p, q, d, n = own.p, own.q, own.d, own.public_numbers.n
    assert own.public_numbers.e == 65537
    # FIPS 186-5, appendix A.1.1 and A.1.3: sizes, distance, the least private exponent, and that it is large.
    assert n.bit_length() == bits and n == p * q
    assert p.bit_length() == q.bit_length() == bits // 2
    assert all(2 * prime * prime >= 2**bits for prime in (p, q))
    assert abs(p - q) > 2 ** (bits // 2 - 100)
    assert d == pow(65537, -1, math.lcm(p - 1, q - 1)) and d > 2 ** (bits // 2)
    # RFC 8017, section 3.2.
    assert (own.dmp1, own.dmq1, own.iqmp) == (d % (p - 1), d % (q - 1), pow(q, -1, p))
    moduli.add(n)
assert pems and len(moduli) == len(pems), "none, or one twice"
print(f"{len(pems)} keys of {bits} bits are right")
