// Keys for every way of signing, made by OpenSSL (which is what node makes and signs with), with a
// certificate for each. Written once, and used by the core natively, the wasm in node and the page in browsers.
//
//   node tests/proof/pool.mjs FOLDER SIGNATURES     writes FOLDER/pool.json

import { generateKeyPair } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { certificate, number, pem } from "./der.mjs";

const [, , folder, signatures] = process.argv;

/** So many messages are signed with a key before the next one is taken. */
const MESSAGES = 10;

/** Sizes as people have them, and odd ones between. */
const SIZES = [2048, 2048, 2048, 2048, 3072, 2049, 2055, 2056, 2560, 4096];
/** Every so many keys one of the largest size: making it takes as long as making a hundred others. */
const LARGEST = { every: 100, bits: 8192 };
const EXPONENTS = [65537, 65537, 65537, 17, 257, 3];

/** As many at once as a small machine has cores. */
const AT_ONCE = 2;

const make = promisify(generateKeyPair);

async function key(at) {
  const modulusLength = (at + 1) % LARGEST.every === 0 ? LARGEST.bits : SIZES[at % SIZES.length];
  const publicExponent = EXPONENTS[at % EXPONENTS.length];
  const { privateKey } = await make("rsa", { modulusLength, publicExponent });
  const { n, e } = privateKey.export({ format: "jwk" });
  return {
    bits: modulusLength,
    certificate: pem("CERTIFICATE", certificate(number(n), number(e))),
    privateKey: privateKey.export({ type: at % 2 ? "pkcs1" : "pkcs8", format: "pem" }),
  };
}

const count = Math.ceil(Number(signatures) / MESSAGES);
const keys = new Array(count);
let next = 0;
async function worker() {
  while (next < count) {
    const at = next;
    next += 1;
    keys[at] = await key(at);
  }
}
const begun = Date.now();
await Promise.all(Array.from({ length: AT_ONCE }, worker));
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "pool.json"), JSON.stringify({ messages: MESSAGES, keys }));
const sizes = [...new Set(keys.map(({ bits }) => bits))].sort((one, other) => one - other);
console.log(`keys: ${count} by OpenSSL ${process.versions.openssl}, of ${sizes.join(", ")} bits; ${Math.round((Date.now() - begun) / 1000)} s`);
