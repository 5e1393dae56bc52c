// What is left in the worker's memory: the wasm of the shipped page, run in node and searched.
//
//   node tests/proof/memory.mjs FOLDER     FOLDER holds core.wasm and worker.js
//
// After a request nothing of the key's PEM text, its DER, the passphrase, the derived keys or the numbers
// that the arithmetic makes of the key may be there, and of the key's numbers only what the one held
// identity is made of. After a change of the fields nothing at all, in either order of the bytes. Keys are made here and now by OpenSSL.

import { createPrivateKey } from "node:crypto";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { derivedKeys } from "./derived.mjs";
import { readRequest, startWorker } from "./worker.mjs";

const folder = process.argv[2];
const home = mkdtempSync(join(tmpdir(), "memory-"));
let checks = 0;
let failures = 0;

/** Long enough to be found in one piece only where it was left. */
const PASSPHRASE = "correct-horse-battery-9431";

/** What protects what is saved and made here, and what of it is searched for. */
const CHOSEN = "staple-battery-meadow-2217";
const chosen = [{ name: "chosen passphrase", bytes: Buffer.from(CHOSEN) }, { name: "chosen passphrase UTF-16", bytes: Buffer.from(CHOSEN, "utf16le").swap16() }];

/** The places that a key is saved for. */
const DESTINATIONS = ["pkcs12", "oldPkcs12", "privateKey", "privateKeyUnprotected", "azureKeyVault", "environmentBase64", "environmentEscaped"];

/** The identity may hold a number so many times: the crate keeps p and q in more than one place. */
const HELD_AT_MOST = 3;

/** So many bytes in a row are never there by chance. */
const WINDOW = 16;

try {
  for (const scenario of scenarios()) run(scenario);
  order();
} finally {
  rmSync(home, { recursive: true });
}
console.log(`${checks - failures} passed, ${failures} failed`);
process.exit(failures > 0 ? 1 : 0);

function openssl(...words) {
  execFileSync("openssl", words, { cwd: home, stdio: ["ignore", "pipe", "pipe"] });
}

function text(name) {
  return readFileSync(join(home, name), "utf8");
}

/** Each kind of derivation has its file. */
function protectedFiles() {
  const bytes = (name) => readFileSync(join(home, name));
  return { pbes2: text("pbes2.pem"), traditional: text("traditional.pem"), modern: bytes("own.p12"), old: bytes("old.p12") };
}

/** The same key in every form in which people hold it. */
function scenarios() {
  openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", "key.pem");
  openssl("req", "-x509", "-new", "-key", "key.pem", "-subj", "/CN=Memory test", "-days", "900", "-out", "own.crt");
  openssl("rsa", "-in", "key.pem", "-traditional", "-out", "pkcs1.pem");
  openssl("pkcs8", "-topk8", "-in", "key.pem", "-passout", `pass:${PASSPHRASE}`, "-out", "pbes2.pem");
  openssl("rsa", "-in", "key.pem", "-traditional", "-aes256", "-passout", `pass:${PASSPHRASE}`, "-out", "traditional.pem");
  openssl("pkcs12", "-export", "-inkey", "key.pem", "-in", "own.crt", "-passout", `pass:${PASSPHRASE}`, "-out", "own.p12");
  const old = ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1"];
  openssl("pkcs12", "-export", "-inkey", "key.pem", "-in", "own.crt", ...old, "-passout", `pass:${PASSPHRASE}`, "-out", "old.p12");
  openssl("pkcs8", "-topk8", "-in", "key.pem", "-outform", "DER", "-nocrypt", "-out", "key.der");
  for (const { name, opens } of derivedKeys(protectedFiles(), PASSPHRASE)) check(`${name}: it opens what it is for`, opens);
  for (const [name, secret] of [["ssh", ""], ["ssh-protected", PASSPHRASE]]) {
    writeFileSync(join(home, name), text("key.pem"), { mode: 0o600 });
    execFileSync("ssh-keygen", ["-q", "-p", "-a", "4", "-N", secret, "-f", name], { cwd: home });
  }
  const file = (name) => ({ file: { name, bytes: new Uint8Array(readFileSync(join(home, name))) } });
  const own = [{ text: text("own.crt") }];
  return [
    { name: "PKCS#8 as text", certificate: own, privateKey: [{ text: text("key.pem") }] },
    { name: "PKCS#1 as text", certificate: own, privateKey: [{ text: text("pkcs1.pem") }] },
    { name: "DER file", certificate: own, privateKey: [file("key.der")] },
    { name: "PEM file", certificate: own, privateKey: [file("key.pem")] },
    { name: "both in one paste", certificate: [{ text: text("own.crt") + text("key.pem") }], privateKey: [] },
    { name: "JSON escapes", certificate: own, privateKey: [{ text: JSON.stringify({ key: text("key.pem") }) }] },
    { name: "PBES2", certificate: own, privateKey: [{ text: text("pbes2.pem") }], passphrase: PASSPHRASE },
    { name: "traditional PEM", certificate: own, privateKey: [{ text: text("traditional.pem") }], passphrase: PASSPHRASE },
    { name: "OpenSSH", certificate: own, privateKey: [{ text: text("ssh") }] },
    { name: "OpenSSH, protected", certificate: own, privateKey: [file("ssh-protected")], passphrase: PASSPHRASE },
    { name: "wrong passphrase of OpenSSH", certificate: own, privateKey: [file("ssh-protected")], passphrase: `${PASSPHRASE}x`, opens: false },
    { name: "PKCS#12", certificate: [file("own.p12")], privateKey: [], passphrase: PASSPHRASE },
    { name: "old PKCS#12", certificate: [file("old.p12")], privateKey: [], passphrase: PASSPHRASE },
    { name: "wrong passphrase", certificate: own, privateKey: [{ text: text("pbes2.pem") }], passphrase: `${PASSPHRASE}x`, opens: false },
    { name: "wrong passphrase of PKCS#12", certificate: [file("own.p12")], privateKey: [], passphrase: `${PASSPHRASE}x`, opens: false },
    { name: "wrong passphrase of old PKCS#12", certificate: [file("old.p12")], privateKey: [], passphrase: `${PASSPHRASE}x`, opens: false },
  ];
}

function run({ name, certificate, privateKey, passphrase = null, opens = true }) {
  const secrets = needles(passphrase);
  const worker = startWorker(folder);
  worker.ask("hello");
  check(`${name}: the search finds what is there`, control(worker, secrets));
  const { reading } = worker.ask(readRequest(certificate, privateKey, passphrase));
  check(`${name}: it opens: ${opens}`, reading.ready === opens);
  expectNothing(worker, secrets.transient, `${name}: after reading`);
  if (opens) {
    for (let round = 0; round < 3; round += 1) check(`${name}: it signs`, Boolean(worker.ask({ generate: { headerForm: "der" } }).generated));
    expectNothing(worker, secrets.transient, `${name}: after three requests`);
    const held = find(worker.memory(), secrets.numbers);
    check(`${name}: the held identity is found, so the numbers would be`, held.length > 0);
    for (const destination of DESTINATIONS) save(worker, destination, name);
    expectNothing(worker, [...secrets.transient, ...chosen], `${name}: after saving`);
    for (const number of new Set(held)) {
      const count = held.filter((own) => own === number).length;
      check(`${name}: ${number} is held ${count} times`, count <= HELD_AT_MOST);
    }
  } else expectNothing(worker, secrets.numbers, `${name}: after reading`);
  worker.ask(readRequest([], []));
  expectNothing(worker, [...secrets.transient, ...secrets.numbers], `${name}: after a change of the fields`);
  worker.ask("forget");
  expectNothing(worker, [...secrets.transient, ...secrets.numbers], `${name}: after forgetting`);
}

/** Writes the key for a place. What the worker hands out is the page's; its own copies must be gone. */
function save(worker, destination, name) {
  const { saved } = worker.ask({ save: { destination, passphrase: CHOSEN } });
  check(`${name}: it saves for ${destination}`, saved?.bytes.length > 0);
}

/** A key that is made here: held until everything is forgotten, and nowhere but in its DER and the identity. */
function order() {
  const worker = startWorker(folder);
  worker.ask("hello");
  const subject = { name: "Memory test", organization: "", country: "", email: "memory@example.com" };
  const begin = { order: { bits: 2048, subject, passphrase: CHOSEN } };
  worker.ask(begin);
  check("order: the search finds the passphrase while it is needed", find(worker.memory(), chosen).length > 0);
  worker.ask("advance");
  worker.ask("abandon");
  expectNothing(worker, chosen, "order: after it was called off");
  let reply = worker.ask(begin);
  while (reply.ordering) reply = worker.ask("advance");
  writeFileSync(join(home, "ordered.pem"), reply.ordered.privateKey.bytes);
  openssl("pkey", "-in", "ordered.pem", "-passin", `pass:${CHOSEN}`, "-out", "key.pem");
  openssl("rsa", "-in", "key.pem", "-traditional", "-out", "pkcs1.pem");
  const { transient, numbers } = needles(null);
  const isText = ({ name }) => name.startsWith("PEM") || name.includes("digits") || name.includes("doubles");
  expectNothing(worker, [...transient.filter(isText), ...numbers, ...chosen], "order: once the key is made");
  check("order: the kept key is found, so it would be", find(worker.memory(), transient).length > 0);
  writeFileSync(join(home, "ordered.csr"), reply.ordered.request.bytes);
  openssl("req", "-x509", "-in", "ordered.csr", "-key", "key.pem", "-days", "9", "-out", "ordered.crt");
  const { reading } = worker.ask(readRequest([{ text: text("ordered.crt") }], []));
  check("order: the certificate that comes back has its key", reading.ready);
  check("order: it signs", Boolean(worker.ask({ generate: { headerForm: "der" } }).generated));
  worker.ask("forget");
  expectNothing(worker, [...transient, ...numbers, ...chosen], "order: after forgetting");
}

function check(what, holds) {
  checks += 1;
  if (holds) return;
  failures += 1;
  console.log(`FAILED ${what}`);
}

function expectNothing(worker, secrets, when) {
  const found = [...new Set(find(worker.memory(), secrets))];
  check(`${when}: found ${found.join(", ")}`, found.length === 0);
}

/** Puts one of each kind into memory by hand, finds it, and wipes it again. */
function control(worker, { transient, numbers }) {
  const all = [...transient, ...numbers];
  const size = all.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const { __wbindgen_malloc: allocate, __wbindgen_free: free } = worker.exports();
  const at = allocate(size, 1) >>> 0;
  let offset = at;
  for (const { bytes } of all) {
    worker.memory().set(bytes, offset);
    offset += bytes.length;
  }
  const found = new Set(find(worker.memory(), all));
  free(at, size, 1);
  return all.every(({ name }) => found.has(name)) && find(worker.memory(), all).length === 0;
}

/** The names of the secrets of which a piece is in memory, once for each piece that is found. */
function find(memory, secrets) {
  const haystack = Buffer.from(memory.buffer, memory.byteOffset, memory.byteLength);
  const found = [];
  for (const { name, bytes } of secrets) {
    for (let at = haystack.indexOf(bytes); at >= 0; at = haystack.indexOf(bytes, at + 1)) found.push(name);
  }
  return found;
}

/**
 * Pieces of everything that is secret. `transient`: never to be found after a message. `numbers`: found
 * only while the identity is held. Of each several pieces, so that a copy that is half wiped is seen.
 */
function needles(passphrase) {
  const pem = readFileSync(join(home, "key.pem"), "latin1");
  const pkcs1 = readFileSync(join(home, "pkcs1.pem"), "latin1");
  const jwk = createPrivateKey(pem).export({ format: "jwk" });
  const transient = [];
  const lines = [...pem.split("\n"), ...pkcs1.split("\n")].filter((line) => line.length === 64);
  // The second half of each line. The first line begins with 38 bytes that say only "an RSA key of 2048 bits":
  // the sample key inside the program begins with the same, in one of three cases. Its second half goes ten
  // bytes into the modulus.
  for (const [index, line] of lines.entries()) transient.push({ name: `PEM line ${index}`, bytes: Buffer.from(line.slice(32, 64)) });
  const numbers = [];
  const big = { d: jwk.d, p: jwk.p, q: jwk.q, dP: jwk.dp, dQ: jwk.dq, qInv: jwk.qi };
  for (const [name, value] of Object.entries(big)) {
    const bytes = Buffer.from(value, "base64url");
    for (let at = 0; at + WINDOW <= bytes.length; at += WINDOW) {
      const piece = bytes.subarray(at, at + WINDOW);
      // As DER has it: most significant byte first. The held numbers are limbs, least significant first.
      transient.push({ name: `${name} big-endian`, bytes: piece });
      numbers.push({ name: `${name} little-endian at ${at}`, bytes: Buffer.from(piece).reverse() });
    }
  }
  transient.push(...arithmetic(jwk));
  // The public modulus is in the certificate; lines of the PEM text that hold nothing else are public.
  if (passphrase) {
    // UTF-16 as JavaScript might hold it.
    transient.push({ name: "passphrase", bytes: Buffer.from(passphrase) });
    transient.push({ name: "passphrase UTF-16", bytes: Buffer.from(passphrase, "utf16le").swap16() });
    for (const { name, key } of derivedKeys(protectedFiles(), passphrase)) {
      transient.push({ name, bytes: key.subarray(0, WINDOW) }, { name: `${name}, its end`, bytes: key.subarray(-WINDOW) });
    }
  }
  return { transient, numbers };
}

/**
 * What the private-key arithmetic makes of the key, as rsa-crt holds it: digits of 24 bits in 64-bit
 * integers, and (t·f + 1) / 2^24 for both primes, with t = -1/f mod 2^24, in pairs of doubles.
 */
function arithmetic(jwk) {
  const BASE = 1n << 24n;
  const LENGTH = 44;
  const value = (name) => BigInt(`0x${Buffer.from(jwk[name], "base64url").toString("hex")}`);
  const digits = (number) => Array.from({ length: LENGTH }, (_, at) => (number >> BigInt(24 * at)) % BASE);
  const pieces = [];
  for (const [name, label] of [["p", "p"], ["q", "q"], ["dp", "dP"], ["dq", "dQ"], ["qi", "qInv"]]) {
    const bytes = Buffer.concat(digits(value(name)).map((digit) => {
      const own = Buffer.alloc(8);
      own.writeBigInt64LE(digit);
      return own;
    }));
    for (let at = 0; at < 40; at += 8) pieces.push({ name: `${label} in digits`, bytes: bytes.subarray(at * 8, at * 8 + 32) });
  }
  const excess = ["p", "q"].map((name) => {
    const prime = value(name);
    let multiplier = prime;
    for (let step = 0; step < 5; step += 1) multiplier = BigInt.asUintN(24, multiplier * (2n - prime * multiplier));
    let rest = (BigInt.asUintN(24, -multiplier) * prime + 1n) / BASE;
    return Array.from({ length: LENGTH }, () => {
      const digit = BigInt.asIntN(24, rest);
      rest = (rest - digit) / BASE;
      return Number(digit);
    });
  });
  for (let at = 0; at < 40; at += 8) {
    const bytes = Buffer.alloc(32);
    [0, 1].forEach((more) => [0, 1].forEach((lane) => bytes.writeDoubleLE(excess[lane][at + more], 16 * more + 8 * lane)));
    pieces.push({ name: "both primes in pairs of doubles", bytes });
  }
  return pieces;
}
