// One of the readers of `cargo xtask parity`: jsrsasign in Node. Standard input holds one job a line,
// standard output gets one answer a line; both are JSON: { name, path, passphrase } and { name, found, slow }. The one
// argument is how many seconds of computing a file may take. A worker reads; when it takes longer it is ended
// and a new one goes on, because the library cannot be interrupted.
"use strict";

const { createHash, createPublicKey } = require("node:crypto");
const { readFileSync } = require("node:fs");
const { Worker, isMainThread, parentPort } = require("node:worker_threads");

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

function lead() {
  const seconds = Number(process.argv[2]);
  const jobs = readFileSync(0, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
  const answer = (found, slow) => process.stdout.write(`${JSON.stringify({ name: jobs.shift().name, found, slow })}\n`);
  let worker, timer, found;
  const next = () => {
    if (jobs.length === 0) {
      worker.terminate();
      return;
    }
    found = [];
    const begun = process.cpuUsage();
    timer = setInterval(() => {
      const { user, system } = process.cpuUsage(begun);
      if (user + system > seconds * 1e6) {
        clearInterval(timer);
        worker.terminate();
        answer(found, found.length === 0);
        begin();
      }
    }, 100);
    worker.postMessage(jobs[0]);
  };
  const begin = () => {
    worker = new Worker(__filename);
    worker.on("message", (name) => {
      if (name !== null) {
        found.push(name);
        return;
      }
      clearInterval(timer);
      answer(found, false);
      next();
    });
    next();
  };
  begin();
}

// The identifier of signed data (RFC 2315, section 14).
const SIGNED_DATA = "06092a864886f70d010702";

// Every way that the library's documentation names for what a file may hold. Each gives a key, a
// certificate's bytes, or throws.
function ways(library, bytes, passphrase) {
  const { KEYUTIL, KJUR, X509, hextopem, pemtohex } = library;
  const certificate = (hex) => {
    const own = new X509();
    own.readCertHex(hex);
    return own;
  };
  const pem = (text) => {
    const own = new X509();
    own.readCertPEM(text);
    return own;
  };
  // The parser of PKCS#7 does not come to an end with some files that are none.
  const bundled = (hex) => {
    if (!hex.slice(0, 64).includes(SIGNED_DATA)) {
      throw new Error("no PKCS#7");
    }
    return certificates(hex);
  };
  const certificates = (hex) => new KJUR.asn1.cms.CMSParser().getCMSSignedData(hex).certs.array.map(pem);
  const text = bytes.toString("utf8");
  if (bytes[0] === 0x30) {
    const hex = bytes.toString("hex");
    return [
      () => KEYUTIL.getKey(hex, null, "pkcs8prv"),
      () => KEYUTIL.getKey(hex, null, "pkcs5prv"),
      () => KEYUTIL.getKey(hextopem(hex, "PRIVATE KEY"), passphrase),
      () => KEYUTIL.getKey(hextopem(hex, "RSA PRIVATE KEY"), passphrase),
      () => KEYUTIL.getKeyFromEncryptedPKCS8PEM(hextopem(hex, "ENCRYPTED PRIVATE KEY"), passphrase),
      () => certificate(hex),
      () => bundled(hex),
    ];
  }
  return [
    () => KEYUTIL.getKey(text, passphrase),
    () => KEYUTIL.getKeyFromPlainPrivatePKCS8PEM(text),
    () => KEYUTIL.getKey(JSON.parse(text)),
    () => pem(text),
    () => bundled(pemtohex(text)),
  ];
}

// The names of what was found: of RSA private keys and RSA certificates only.
function named({ RSAKey, X509, hextob64u, ASN1HEX }, thing) {
  if (thing instanceof RSAKey && thing.isPrivate && thing.d) {
    const number = (own) => {
      const hex = own.toString(16);
      return hextob64u(hex.length % 2 ? `0${hex}` : hex);
    };
    const key = { kty: "RSA", n: number(thing.n), e: number(typeof thing.e === "number" ? BigInt(thing.e) : thing.e) };
    return `key:${sha256(createPublicKey({ key, format: "jwk" }).export({ type: "spki", format: "der" }))}`;
  }
  if (thing instanceof X509 && thing.getPublicKey() instanceof RSAKey) {
    return `certificate:${sha256(Buffer.from(ASN1HEX.getTLV(thing.hex, 0), "hex"))}`;
  }
  throw new Error("nothing that is asked for");
}

// Tells each name as soon as it is known, and at the end that there are no more.
function read(library, job, tell) {
  for (const way of ways(library, readFileSync(job.path), job.passphrase ?? undefined)) {
    try {
      for (const thing of [way()].flat()) {
        tell(named(library, thing));
      }
    } catch {
      // The library refuses by throwing, of texts, errors and type errors alike.
    }
  }
  tell(null);
}

if (isMainThread) {
  lead();
} else {
  const library = require("jsrsasign");
  parentPort.on("message", (job) => read(library, job, (name) => parentPort.postMessage(name)));
}
