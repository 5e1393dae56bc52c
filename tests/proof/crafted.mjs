// Keys that no tool would make, through the wasm of the shipped page: each must end in a clear error or
// in a signature that plain arithmetic finds right; never in a trap, a hang or a wrong value.
//
//   node tests/proof/crafted.mjs FOLDER     FOLDER holds core.wasm and worker.js

import { generateKeyPairSync, generatePrimeSync } from "node:crypto";
import { certificate, element, encoded, integer, inverse, negative, nothing, number, octets, oid, pem, pkcs1, pkcs8, power, PSS, RSA, sequence } from "./der.mjs";
import { readRequest, startWorker } from "./worker.mjs";

const folder = process.argv[2];

// What is expected: `signs`, `refused` with whatever reason, or the very reason that is told of the private
// key, because its certificate would be refused too and could hide that the key is not. Else both will do.

/** A key that takes longer than this is one to be refused before its arithmetic begins. */
const PATIENCE = 20000;

const prime = (bits) => generatePrimeSync(bits, { bigint: true });

/** A sound key of two or more primes. */
function made(primes, e = 65537n) {
  const [p, q] = primes;
  const n = primes.reduce((product, factor) => product * factor, 1n);
  const phi = primes.reduce((product, factor) => product * (factor - 1n), 1n);
  const d = inverse(e, phi);
  return { n, e, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) };
}

function ordinary(bits = 2048) {
  const jwk = generateKeyPairSync("rsa", { modulusLength: bits }).privateKey.export({ format: "jwk" });
  return { n: number(jwk.n), e: number(jwk.e), d: number(jwk.d), p: number(jwk.p), q: number(jwk.q), dp: number(jwk.dp), dq: number(jwk.dq), qi: number(jwk.qi) };
}

function cases() {
  const key = ordinary();
  const phi = (key.p - 1n) * (key.q - 1n);
  const [small, other] = [prime(512), prime(1536)];
  const same = prime(1024);
  const composite = prime(512) * prime(512);
  const three = made([prime(684), prime(682), prime(682)]);
  const exponent = (e) => made([key.p, key.q], e);
  // Sizes alone decide here, so the numbers need not be a key's.
  const size = (bits) => ({ ...key, n: (1n << BigInt(bits - 1)) + 1n });
  const plain = (own) => pkcs8(pkcs1(own));
  return {
    "sound, PKCS#8": [key, plain(key), "signs"],
    "sound, PKCS#1": [key, pkcs1(key), "signs"],
    "primes the other way round": [key, plain({ ...key, p: key.q, q: key.p, dp: key.dq, dq: key.dp, qi: inverse(key.p, key.q) })],
    "wrong dP": [key, plain({ ...key, dp: key.dp + 2n })],
    "wrong dQ": [key, plain({ ...key, dq: key.dq + 2n })],
    "wrong qInv": [key, plain({ ...key, qi: key.qi + 1n })],
    "CRT values zero": [key, plain({ ...key, dp: 0n, dq: 0n, qi: 0n })],
    "wrong d": [key, plain({ ...key, d: key.d + 2n }), "refused"],
    "d of zero": [key, plain({ ...key, d: 0n }), "refused"],
    "d of one": [key, plain({ ...key, d: 1n }), "refused"],
    "d above n": [key, plain({ ...key, d: key.d + phi * 3n })],
    "d for lambda": [key, plain({ ...key, d: inverse(key.e, phi / 2n) })],
    "p equal to q": [{ n: same * same, e: 65537n }, plain({ ...key, n: same * same, p: same, q: same }), "refused"],
    "p equal to q, d sound for p squared": [{ n: same * same, e: 65537n }, plain({ n: same * same, e: 65537n, d: inverse(65537n, same * (same - 1n)), p: same, q: same, dp: 1n, dq: 1n, qi: 1n }), "refused"],
    "composite p": [{ n: composite * key.q, e: key.e }, plain(made([composite, key.q])), "refused"],
    "n is not p times q": [{ ...key, n: key.n + 2n }, plain({ ...key, n: key.n + 2n }), "refused"],
    "p of one": [key, plain({ ...key, p: 1n, q: key.n }), "refused"],
    "p of zero": [key, plain({ ...key, p: 0n }), "refused"],
    "p without its leading zero": [key, plain({ ...key, p: negative(key.p) }), "signs"],
    "n without its leading zero": [key, plain({ ...key, n: negative(key.n) }), "signs"],
    "n even": [{ ...key, n: key.n + 1n }, plain({ ...key, n: key.n + 1n }), "refused"],
    "n zero": [key, plain({ ...key, n: 0n }), "refused"],
    "e of zero": [key, plain({ ...key, e: 0n }), "key-exponent"],
    "e of one": [{ ...key, e: 1n }, plain({ ...key, e: 1n, d: 1n, dp: 1n, dq: 1n }), "key-exponent"],
    "e of two": [{ ...key, e: 2n }, plain({ ...key, e: 2n }), "key-exponent"],
    "e of three": [exponent(3n), plain(exponent(3n))],
    "e of seventeen": [exponent(17n), plain(exponent(17n))],
    "e above 33 bits": [exponent((1n << 40n) + 15n), plain(exponent((1n << 40n) + 15n)), "key-exponent"],
    "e as long as n": [{ ...key, e: key.d }, plain({ ...key, e: key.d, d: key.e }), "key-exponent"],
    "e even": [{ ...key, e: 65536n }, plain({ ...key, e: 65536n }), "key-exponent"],
    "unbalanced primes": [made([small, other]), plain(made([small, other]))],
    "three primes": [three, plain({ ...three, version: 1, more: [sequence(sequence(integer(3), integer(5), integer(7)))] }), "refused"],
    "three primes, two of them given": [three, plain(three), "refused"],
    "1024 bits": [made([prime(512), prime(512)]), plain(made([prime(512), prime(512)])), "key-too-small"],
    "2047 bits": [size(2047), plain(size(2047)), "key-too-small"],
    "8193 bits": [size(8193), plain(size(8193)), "key-too-large"],
    "16384 bits": [size(16384), plain(size(16384)), "key-too-large"],
    "100000 bits": [size(100000), plain(size(100000)), "key-too-large"],
    "version 5": [key, pkcs8(pkcs1({ ...key, version: 5 })), "refused"],
    "a field missing": [key, pkcs8(pkcs1({ ...key, qi: undefined })), "refused"],
    "a field too many": [key, pkcs8(pkcs1({ ...key, more: [integer(1)] })), "refused"],
    "bytes behind": [key, Buffer.concat([plain(key), Buffer.from([0, 0])])],
    "bytes behind, inside": [key, pkcs8(Buffer.concat([pkcs1(key), Buffer.from([5, 0])])), "refused"],
    "integers with zeros before them": [key, plain({ ...key, n: integer(key.n, 2) }), "signs"],
    "restricted to PSS": [key, pkcs8(pkcs1(key), PSS), "refused"],
    "algorithm without parameters": [key, pkcs8(pkcs1(key), sequence(oid("2a864886f70d010101")))],
    "algorithm of another kind": [key, pkcs8(pkcs1(key), sequence(oid("2a8648ce3d0201"), nothing)), "refused"],
    "attributes": [key, pkcs8(pkcs1(key), RSA, 0, element(0xa0, sequence(oid("2a864886f70d010914"), element(0x31, element(0x1e, Buffer.from([0, 65])))))), "signs"],
    "version 1 with its public key": [key, pkcs8(pkcs1(key), RSA, 1, element(0x81, Buffer.from([0]), sequence(integer(key.n), integer(key.e))))],
    "a key inside a key": [key, pkcs8(plain(key)), "refused"],
    "empty octets": [key, pkcs8(Buffer.alloc(0)), "refused"],
    "octets in octets": [key, pkcs8(octets(pkcs1(key))), "refused"],
    "another key's primes": [key, plain({ ...key, p: ordinary().p }), "refused"],
  };
}

let passed = 0;
let failed = 0;
const worker = startWorker(folder);
for (const [name, [own, der, expected]] of Object.entries(cases())) {
  const verdict = judge(own, der, expected);
  if (verdict.good) passed += 1;
  else failed += 1;
  console.log(`${verdict.good ? "ok    " : "FAILED"} ${name}: ${verdict.text}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

function judge(own, der, expected) {
  const begun = Date.now();
  const label = der.includes(Buffer.from("2a864886f70d0101", "hex")) ? "PRIVATE KEY" : "RSA PRIVATE KEY";
  let reply;
  let reading;
  try {
    const request = readRequest([{ text: pem("CERTIFICATE", certificate(own.n, own.e)) }], [{ text: pem(label, der) }]);
    ({ reading } = worker.ask(request));
    reply = worker.ask({ generate: { headerForm: "der" } });
  } catch (error) {
    return { good: false, text: `trapped: ${error.message}` };
  }
  const took = Date.now() - begun;
  if (took > PATIENCE) return { good: false, text: `took ${took} ms` };
  const errors = [...reading.notices, ...(reply.refused?.notices ?? [])].filter(({ severity }) => severity === "error");
  const codes = [...new Set(errors.map(({ code }) => code))];
  const ofKey = errors.filter(({ field }) => field === "privateKey").map(({ code }) => code);
  const reason = ["signs", "refused", undefined].includes(expected) || ofKey.includes(expected);
  if (!reply.generated) return { good: expected !== "signs" && codes.length > 0 && reason, text: `refused: ${codes.join(", ")}` };
  const { encodedData, encodedSignedData } = reply.generated.fields;
  const signature = BigInt(`0x${Buffer.from(encodedSignedData, "base64").toString("hex")}`);
  const right = power(signature, own.e, own.n) === encoded(Buffer.from(encodedData, "base64"), own.n);
  return { good: right && (expected ?? "signs") === "signs", text: right ? "a right signature" : "A WRONG SIGNATURE" };
}
