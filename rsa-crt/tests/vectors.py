"""Writes vectors.txt, test data for rsa-crt: keys of many shapes, and pow(m, d, n) for each message.

    python3 rsa-crt/tests/vectors.py > rsa-crt/tests/vectors.txt

The same file comes out every time, in a minute or two. The keys are for tests only: they come from a
pseudo-random generator with a fixed seed.

    key P Q DP DQ QINV E WIDTH      numbers in hexadecimal, the width in bits
    M S                             S = M^d mod n
"""

import math
import random

# Lengths of p and q, the public exponent, and the length of n or None for either of two.
SHAPES = [
    (1024, 1024, 65537, 2048),
    (1024, 1024, 3, 2048),
    (1024, 1024, (1 << 33) - 9, 2048),
    (1025, 1024, 65537, 2049),
    (1028, 1028, 65537, 2056),
    (1024, 1032, 65537, None),
    (1500, 1500, 65537, 3000),
    (1536, 1536, 65537, 3072),
    (1537, 1535, 17, None),
    (1100, 948, 65537, None),
    (948, 1100, 65537, None),
    (1536, 512, 65537, 2048),
    (512, 1536, 65537, None),
    (1984, 64, 65537, 2048),
    (2040, 8, 65537, None),
    (2048, 2048, 65537, 4096),
    (2048, 2048, 3, 4096),
    (2500, 1596, 65537, None),
    (3072, 3072, 65537, 6144),
    (4096, 4096, 65537, 8192),
]

source = random.Random(20261128)


def sieve(limit):
    marks = bytearray([1]) * limit
    for number in range(2, math.isqrt(limit) + 1):
        if marks[number]:
            marks[number * number :: number] = bytes(len(range(number * number, limit, number)))
    return [number for number in range(3, limit) if marks[number]]


SMALL = sieve(100_000)


def is_prime(number):
    if any(number % prime == 0 for prime in SMALL if prime * prime <= number):
        return False
    if number < SMALL[-1] ** 2:
        return True
    twos = (number - 1 & -(number - 1)).bit_length() - 1
    for base in [2] + [source.randrange(3, number - 1) for _ in range(6)]:
        power = pow(base, number - 1 >> twos, number)
        if power in (1, number - 1):
            continue
        for _ in range(twos - 1):
            power = power * power % number
            if power == number - 1:
                break
        else:
            return False
    return True


def prime(bits):
    """As OpenSSL chooses them: the two highest bits are 1."""
    while True:
        number = source.getrandbits(bits) | 3 << bits - 2 | 1
        if is_prime(number):
            return number


def key(p_bits, q_bits, e, n_bits):
    while True:
        p, q = prime(p_bits), prime(q_bits)
        n, phi = p * q, (p - 1) * (q - 1)
        if p != q and math.gcd(e, phi) == 1 and n_bits in (None, n.bit_length()):
            return n, pow(e, -1, math.lcm(p - 1, q - 1)), p, q


def messages(n, p, q):
    bits, size = n.bit_length(), (n.bit_length() + 7) // 8
    chosen = [0, 1, 2, n - 1, p, q, p * (q - 1), q * (p - 1)]
    chosen += [(1 << bits - 1) - 1, 1 << bits - 2, int("55" * (size - 1), 16), int("aa" * (size - 1), 16)]
    chosen.append(sum((1 << 24) - 1 << 48 * at for at in range((bits - 2) // 48)))
    chosen += [source.randrange(n) for _ in range(4 if bits > 4200 else 40)]
    return chosen[:4] + chosen[-4:] if bits > 4200 else chosen


for p_bits, q_bits, e, n_bits in SHAPES:
    n, d, p, q = key(p_bits, q_bits, e, n_bits)
    numbers = [p, q, d % (p - 1), d % (q - 1), pow(q, -1, p), e]
    print("key", *(f"{number:x}" for number in numbers), max(p_bits, q_bits))
    for m in messages(n, p, q):
        print(f"{m:x} {pow(m, d, n):x}")
