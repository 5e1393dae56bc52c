// Makes what is measured with: `node material.mjs FOLDER quick|full PEERS APART PAGE [BEFORE]` fills FOLDER and writes its
// plan.json. The keys are made once and kept there, because a key of 8192 bits takes its time.

import { execFileSync } from "node:child_process";
import { generateKeyPairSync, createPrivateKey, createPublicKey, randomInt } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg } from "node:os";
import { join } from "node:path";
import { fill } from "./files.mjs";
import { bits as bitString, element, integer, nothing, number, oid, pem, RSA, sequence } from "../../../tests/proof/der.mjs";

const [, , folder, amount, peers, apart, page, before] = process.argv;
const quick = amount === "quick";
const PASSPHRASE = "correct horse";

/** How often the first signature and those that follow are measured, by the size of the key. */
const SIZES = quick
  ? [[2048, 2, 3], [4096, 1, 2]]
  : [[2048, 7, 9], [3072, 5, 7], [4096, 5, 7], [8192, 2, 3]];

/** Who opens what; `once`: only the first file, because it takes long. jsrsasign is given the fewest rounds only. */
const ENCRYPTED = [
  { kind: "2,048", rounds: 2048, who: ["ours", "webcrypto", "forge", "jsrsasign-10", "jsrsasign-11"], once: [], count: quick ? 2 : 5 },
  { kind: "100,000", rounds: 100000, who: ["ours", "webcrypto"], once: quick ? [] : ["forge"], count: quick ? 2 : 5 },
  { kind: "600,000", rounds: 600000, who: ["ours", "webcrypto"], once: quick ? [] : ["forge"], count: quick ? 2 : 7 },
  { kind: "scrypt", who: ["ours"], once: [], count: quick ? 1 : 5 },
];

/** How many keys are made of each size, and by whom. */
const MADE = quick
  ? [{ bits: 2048, counts: { ours: 3, webcrypto: 3, forge: 1 } }]
  : [
      { bits: 2048, counts: { ours: 15, webcrypto: 15, forge: 5 } },
      { bits: 3072, counts: { ours: 15, webcrypto: 15, forge: 3 } },
      { bits: 4096, counts: { ours: 9, webcrypto: 9, forge: 3 } },
    ];

function keyOf(bits) {
  const place = join(folder, `key-${bits}.pem`);
  if (!existsSync(place)) writeFileSync(place, generateKeyPairSync("rsa", { modulusLength: bits }).privateKey.export({ type: "pkcs8", format: "pem" }));
  return createPrivateKey(readFileSync(place));
}

/** A certificate for the key with a serial number of its own. Its signature is nobody's: nobody here checks it. */
function certificate(key, serial) {
  const { n, e } = key.export({ format: "jwk" });
  const name = sequence(element(0x31, sequence(oid("550403"), element(0x0c, `Measured ${serial}`))));
  const time = (text) => element(0x17, text);
  const spki = sequence(RSA, bitString(sequence(integer(number(n)), integer(number(e)))));
  const algorithm = sequence(oid("2a864886f70d01010b"), nothing);
  const body = sequence(element(0xa0, integer(2)), integer(serial), algorithm, name, sequence(time("200101000000Z"), time("490101000000Z")), name, spki);
  return pem("CERTIFICATE", sequence(body, algorithm, bitString(Buffer.alloc(256, 1))));
}

function material(bits) {
  const key = keyOf(bits);
  return {
    certificate: certificate(key, 1),
    privateKey: key.export({ type: "pkcs8", format: "pem" }),
    publicKey: createPublicKey(key).export({ type: "spki", format: "der" }).toString("base64"),
  };
}

function encrypted({ rounds, count }) {
  const how = rounds ? ["-v2", "aes-256-cbc", "-v2prf", "hmacWithSHA256", "-iter", String(rounds)] : ["-scrypt"];
  const words = ["pkcs8", "-topk8", "-in", join(folder, "key-2048.pem"), "-passout", `pass:${PASSPHRASE}`, ...how];
  return Array.from({ length: count }, () => execFileSync("openssl", words, { encoding: "utf8" }));
}

/** Certificates of other keys than the one that signs; the last one is its own. Numbers that need not be a key's are quicker to make. */
function many(count) {
  const own = keyOf(2048);
  const { n, e } = own.export({ format: "jwk" });
  const other = (at) => ({ export: () => ({ n: Buffer.from((number(n) + BigInt(2 * at * (1 + randomInt(1000)))).toString(16), "hex").toString("base64url"), e }) });
  return [certificate(own, 1), ...Array.from({ length: count - 1 }, (_, at) => certificate(other(at + 1), at + 2))];
}

/** What it is measured on: no names. */
function machine() {
  const system = existsSync("/etc/os-release") ? readFileSync("/etc/os-release", "utf8") : "";
  const [, name] = /^PRETTY_NAME="?(.*?)"?$/m.exec(system) ?? [null, "unknown"];
  return `${cpus()[0]?.model ?? "unknown"}, ${availableParallelism()} cores; ${name}`;
}

// How much else the machine had to do before.
const load = loadavg().map((busy) => busy.toFixed(2)).join(", ");
console.log(`Processes that wanted a core in the last minutes: ${load}. Other work makes every figure worse.`);
const run = { quick, begun: Date.now(), machine: machine(), load, files: fill(folder, { peers, apart, page, before }) };
const sizes = SIZES.map(([bits, cold, warm]) => ({ bits, cold, warm, material: material(bits) }));
writeFileSync(join(folder, "plan.json"), JSON.stringify({
  run,
  contenders: ["ours", "jsrsasign-10", "jsrsasign-11", "forge", "gmp", "bigint", "webcrypto"],
  sizes,
  time: quick ? 40 : 100,
  passphrase: PASSPHRASE,
  encrypted: ENCRYPTED.map((entry) => ({ ...entry, files: encrypted(entry) })),
  made: MADE,
  growth: quick ? [1, 10, 100] : [1, 10, 100, 1000],
  growthRounds: quick ? 1 : 2,
  certificates: many(quick ? 100 : 1000),
  pageRounds: quick ? 3 : 9,
}));
