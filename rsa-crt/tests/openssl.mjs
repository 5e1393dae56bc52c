// Writes keys that OpenSSL makes, and what OpenSSL makes of random messages with them, in the format
// that vectors.py describes. Node signs with OpenSSL.
//
//   node rsa-crt/tests/openssl.mjs OPERATIONS

import { constants, generateKeyPairSync, privateEncrypt, randomBytes } from "node:crypto";

const operations = Number(process.argv[2]);
const SIZES = [1024, 2048, 1024, 1536, 1027, 2048, 1280, 3072];
const EXPONENTS = [65537, 3, 65537, 17];
/** So many messages for a key: making a key takes as long as many signatures. */
const MESSAGES = 50;

const hex = (base64url) => Buffer.from(base64url, "base64url").toString("hex");
for (let at = 0; at * MESSAGES < operations; at += 1) {
  const modulusLength = SIZES[at % SIZES.length];
  const publicExponent = EXPONENTS[at % EXPONENTS.length];
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength, publicExponent });
  const { n, p, q, dp, dq, qi } = privateKey.export({ format: "jwk" });
  const numbers = [p, q, dp, dq, qi].map(hex);
  console.log("key", ...numbers, publicExponent.toString(16), Math.ceil(modulusLength / 2));
  const modulus = Buffer.from(n, "base64url");
  for (let message = 0; message < MESSAGES && at * MESSAGES + message < operations; message += 1) {
    const m = randomBytes(modulus.length);
    // Below the modulus.
    m[0] %= modulus[0];
    const key = { key: privateKey, padding: constants.RSA_NO_PADDING };
    console.log(m.toString("hex"), privateEncrypt(key, m).toString("hex"));
  }
}
