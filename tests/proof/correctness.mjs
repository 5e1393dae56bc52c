// Random keys and random messages: the signatures of the shipped page's wasm beside OpenSSL's, byte for
// byte. OpenSSL is what node signs with.
//
//   node tests/proof/correctness.mjs FOLDER [SIGNATURES]     FOLDER holds core.wasm and worker.js

import { createPrivateKey, createSign, generateKeyPairSync, randomInt } from "node:crypto";
import { certificate, number, pem } from "./der.mjs";
import { startWorker } from "./worker.mjs";

const [, , folder, wanted = "200"] = process.argv;

/** So many messages are signed with a key before the next one is made. */
const MESSAGES = 10;

/** Sizes as people have them, and odd ones between. */
const SIZES = [2048, 2048, 2048, 2048, 3072, 2049, 2055, 2056, 2560, 4096];
const EXPONENTS = [65537, 65537, 65537, 17, 257, 3];

const worker = startWorker(folder);
let same = 0;
let different = 0;
let keys = 0;
while (same + different < Number(wanted)) {
  const modulusLength = SIZES[keys % SIZES.length];
  const publicExponent = EXPONENTS[keys % EXPONENTS.length];
  tryKey(generateKeyPairSync("rsa", { modulusLength, publicExponent }).privateKey, keys % 2 === 0);
  keys += 1;
}
console.log(`${keys} keys`);
console.log(`${same} passed, ${different} failed`);
process.exit(different > 0 ? 1 : 0);

function tryKey(privateKey, asPkcs8) {
  const { n, e } = privateKey.export({ format: "jwk" });
  const text = asPkcs8 ? privateKey.export({ type: "pkcs8", format: "pem" }) : privateKey.export({ type: "pkcs1", format: "pem" });
  const sources = { certificate: [{ text: pem("CERTIFICATE", certificate(number(n), number(e))) }], privateKey: [{ text }], passphrase: null, choice: null };
  worker.ask({ read: sources });
  for (let message = 0; message < MESSAGES; message += 1) {
    const { generated } = worker.ask({ generate: { headerForm: randomInt(2) ? "der" : "pem" } });
    const bytes = Buffer.from(generated?.fields.encodedData ?? "", "base64");
    const own = createSign("sha512").update(bytes).sign(createPrivateKey(text)).toString("base64");
    if (bytes.length === 100 && own === generated.fields.encodedSignedData) same += 1;
    else different += 1;
  }
}
