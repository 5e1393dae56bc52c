// The private-key operation of the shipped wasm takes the same steps for every key and message.
//
//   node tests/proof/constant-time.mjs FOLDER KEYS     FOLDER holds worker.js, traced.wasm, leaky-….wasm
//
// traced.wasm is the shipped program; it hashes the condition of every branch, the address of every
// load and store, and the operands of every instruction whose time may depend on them, from the
// private key to the signature. Each key is opened in a worker of its own and signs three messages.
// The hash must be the same for every key. The files of the keys are alike in length, so that the
// memory is laid out alike: only keys are taken whose d, dP, dQ and qInv are as long as most.

import { createPrivateKey, generatePrimeSync } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { certificate, inverse, pem } from "./der.mjs";
import { readRequest, startWorker } from "./worker.mjs";

const [, , folder, wanted] = process.argv;
const MESSAGES = 3;
const EXPONENT = 65537n;
const BITS = 2048;

let passed = 0;
let failed = 0;
function check(what, holds) {
  if (holds) passed += 1;
  else {
    failed += 1;
    console.log(`FAILED ${what}`);
  }
}

const begun = Date.now();
const keys = makeKeys(Number(wanted));
const compiled = (name) => new WebAssembly.Module(readFileSync(join(folder, name)));
const traced = compiled("traced.wasm");
const first = run(traced, keys[0]);
check("three messages are signed", first.length === MESSAGES);
check("every instruction is understood", first.every(({ unknown }) => unknown === 0));
check("what is traced is long", first.every(({ count }) => count > 1_000_000));
check("the same key gives the same hash", same(run(traced, keys[0]), first));
let alike = 0;
for (const key of keys) {
  const traces = run(traced, key);
  if (same(traces, first)) alike += 1;
  else if (failed < 3) explain(key, traces.findIndex((trace, at) => trace.hash !== first[at].hash));
  check("a key's hashes are those of the first key", same(traces, first));
}
for (const name of readdirSync(folder).filter((file) => file.startsWith("leaky-"))) {
  const leaky = compiled(name);
  const hashes = new Set(keys.slice(0, 4).map((key) => run(leaky, key)[0].hash));
  check(`${name}: the hash tells keys apart`, hashes.size === Math.min(4, keys.length));
}
const events = first.map(({ count }) => count.toLocaleString("en"));
console.log(`constant time: ${alike} of ${keys.length} keys of ${BITS} bits, ${MESSAGES} messages each, leave one hash for each message's place; `
  + `${events.join(", ")} values hashed; ${Math.round((Date.now() - begun) / 1000)} s`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

/** Keys of primes that are each used several times. */
function makeKeys(count) {
  const primes = [];
  const found = [];
  while (found.length < count) {
    const p = generatePrimeSync(BITS / 2, { bigint: true });
    for (const q of primes) {
      const key = makeKey(p, q);
      if (key && found.length < count) found.push(key);
    }
    primes.push(p);
  }
  return found;
}

function makeKey(p, q) {
  const [one, other] = [p - 1n, q - 1n];
  if (one % EXPONENT === 0n || other % EXPONENT === 0n) return null;
  const d = inverse(EXPONENT, (one * other) / divisor(one, other));
  const numbers = { n: p * q, e: EXPONENT, d, p, q, dp: d % one, dq: d % other, qi: inverse(q, p) };
  const isLong = (value, bits) => value.toString(2).length === bits;
  if (![numbers.dp, numbers.dq, numbers.qi].every((value) => isLong(value, BITS / 2))) return null;
  if (d.toString(16).length !== BITS / 4 || !isLong(numbers.n, BITS)) return null;
  const jwk = Object.entries(numbers).map(([name, value]) => [name, base64url(value)]);
  const key = createPrivateKey({ key: { kty: "RSA", ...Object.fromEntries(jwk) }, format: "jwk" });
  const content = (text) => [{ text }];
  return readRequest(content(pem("CERTIFICATE", certificate(numbers.n, EXPONENT))), content(key.export({ type: "pkcs8", format: "pem" })));
}

function divisor(one, other) {
  return other === 0n ? one : divisor(other, one % other);
}

function base64url(value) {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex").toString("base64url");
}

/** What each message leaves; only sites in a range count. */
function run(module, key, from = 0, to = 0x7FFFFFFF) {
  const worker = startWorker(folder, module);
  const exports = worker.exports();
  worker.ask("hello");
  if (!worker.ask(key).reading.ready) throw new Error("The key does not open.");
  exports.trace_from.value = from;
  exports.trace_to.value = to;
  return Array.from({ length: MESSAGES }, () => {
    exports.trace_hash.value = 0n;
    exports.trace_count.value = 0;
    if (!worker.ask({ generate: { headerForm: "der" } }).generated) throw new Error("Nothing was signed.");
    return { hash: exports.trace_hash.value, count: exports.trace_count.value, unknown: exports.trace_unknown.value };
  });
}

function same(one, other) {
  return one.every(({ hash, count }, at) => hash === other[at].hash && count === other[at].count);
}

/** Prints the sites at which two keys differ. */
function explain(key, message) {
  const sites = readFileSync(join(folder, "sites.txt"), "utf8").split("\n");
  const differs = (from, to) => run(traced, key, from, to)[message].hash !== run(traced, keys[0], from, to)[message].hash;
  const search = (from, to, found) => {
    if (found.length >= 5 || !differs(from, to)) return found;
    if (to - from === 1) return [...found, sites[from]];
    const middle = (from + to) >> 1;
    return search(middle, to, search(from, middle, found));
  };
  console.log(search(0, sites.length, []).join("\n"));
}
