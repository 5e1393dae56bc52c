// OpenSSL's word on requests that were made elsewhere: each message is taken out of its body and signed again
// by OpenSSL (which is what node signs with), and the whole request must be the same, byte for byte. The scheme
// has one signature for a message.
//
//   node tests/proof/judge.mjs POOL WAY...     POOL holds pool.json, and for each way what it made, as WAY.json:
//                                              for each key a list of [header, body]

import { createPrivateKey, randomBytes, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const [, , folder, ...ways] = process.argv;
const read = (name) => JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
const { messages, keys } = read("pool");
const opened = keys.map(({ certificate, privateKey }) => ({ certificate, key: createPrivateKey(privateKey) }));

/** 100 bytes in base64. */
const MESSAGE = /^\{"encodedDataFormat":"v2","encodedData":"([A-Za-z0-9+/]{134}==)",/;

/** The request that OpenSSL makes of this message: its body, and the header in both of its forms. */
function openssl({ certificate, key }, message) {
  const signature = sign("sha512", Buffer.from(message, "base64"), key).toString("base64");
  const der = certificate.replace(/-----.*-----|\s/g, "");
  return {
    headers: [der, Buffer.from(certificate).toString("base64")].map((text) => `CACertificate ${text}`),
    body: `{"encodedDataFormat":"v2","encodedData":"${message}","encodedSignedData":"${signature}"}`,
  };
}

function isRight(pair, [header, body]) {
  const [, message] = MESSAGE.exec(body) ?? [];
  if (!message) return false;
  const expected = openssl(pair, message);
  return expected.headers.includes(header) && expected.body === body;
}

/** How many of the requests that are due are right. One that is made a second time is a wrong one. */
function judge(made) {
  const bodies = new Set();
  let right = 0;
  for (const [at, pair] of opened.entries()) {
    for (const request of (made[at] ?? []).slice(0, messages)) {
      if (!bodies.has(request[1]) && isRight(pair, request)) right += 1;
      bodies.add(request[1]);
    }
  }
  return right;
}

/** Who judges must be able to say no: to one changed character at the end of each part. */
function saysNo() {
  const [pair] = opened;
  const { headers: [header], body } = openssl(pair, randomBytes(100).toString("base64"));
  const changed = (text, back) => text.slice(0, -back) + (text.at(-back) === "A" ? "B" : "A") + text.slice(1 - back);
  return isRight(pair, [header, body]) && !isRight(pair, [header, changed(body, 10)]) && !isRight(pair, [changed(header, 10), body]);
}

const due = keys.length * messages;
let passed = 0;
let failed = 0;
for (const way of ways) {
  const right = judge(read(way));
  console.log(`${way}: ${right} of ${due} requests, by ${keys.length} keys, are OpenSSL's, byte for byte`);
  passed += right;
  failed += due - right;
}
if (saysNo()) passed += 1;
else {
  failed += 1;
  console.log("FAILED: a changed request is not told from a right one");
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
