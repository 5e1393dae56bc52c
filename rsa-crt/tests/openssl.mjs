// Writes keys that OpenSSL makes, and what OpenSSL makes of random messages with them, in the format
// that vectors.py describes. Node signs with OpenSSL.
//
//   node rsa-crt/tests/openssl.mjs OPERATIONS

import { constants, createPrivateKey, generateKeyPairSync, privateEncrypt, randomBytes } from "node:crypto";

const operations = Number(process.argv[2]);
const SIZES = [1024, 2048, 1024, 1536, 1027, 2048, 1280, 3072];
const EXPONENTS = [65537, 3, 65537, 17];
/** So many messages for a key: making a key takes as long as many signatures. */
const MESSAGES = 50;

/**
 * Returns the numbers of an RSAPrivateKey (RFC 8017, appendix A.1.2), without their leading zeros. Node's own way to them,
 * a key's export as JWK, waits for ever in some of several hundred calls.
 */
function numbersOf(der) {
  let at = 1;
  const length = () => {
    const first = der[at++];
    if (first < 0x80) return first;
    at += first & 0x7f;
    return der.readUIntBE(at - (first & 0x7f), first & 0x7f);
  };
  length();
  const numbers = [];
  while (at < der.length) {
    at += 1;
    const size = length();
    at += size;
    const number = der.subarray(at - size, at);
    numbers.push(number[0] === 0 ? number.subarray(1) : number);
  }
  return numbers;
}

for (let at = 0; at * MESSAGES < operations; at += 1) {
  const modulusLength = SIZES[at % SIZES.length];
  const publicExponent = EXPONENTS[at % EXPONENTS.length];
  const pkcs1 = { type: "pkcs1", format: "der" };
  const options = { modulusLength, publicExponent, privateKeyEncoding: pkcs1, publicKeyEncoding: pkcs1 };
  const der = generateKeyPairSync("rsa", options).privateKey;
  const [, modulus, , , ...numbers] = numbersOf(der);
  const hex = numbers.map((number) => number.toString("hex"));
  console.log("key", ...hex, publicExponent.toString(16), Math.ceil(modulusLength / 2));
  const privateKey = createPrivateKey({ key: der, ...pkcs1 });
  for (let message = 0; message < MESSAGES && at * MESSAGES + message < operations; message += 1) {
    const m = randomBytes(modulus.length);
    // Below the modulus.
    m[0] %= modulus[0];
    const key = { key: privateKey, padding: constants.RSA_NO_PADDING };
    console.log(m.toString("hex"), privateEncrypt(key, m).toString("hex"));
  }
}
