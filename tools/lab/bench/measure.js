// What is measured of those who make signatures, in a browser and in node alike. Each is a worker of its
// own, so that none has the other's warm code; they take turns, and only one works at a time.
"use strict";

/** Starts one of them in a fresh worker. `spawn` is how this platform does that. */
async function begin(spawn, name) {
  const worker = await spawn(name);
  await worker.ask({ order: "start", name });
  return worker;
}

/** Puts lists of numbers under what was measured, of what size, and of whom. */
class Results {
  constructor() { this.lists = new Map(); }

  add(step, size, who, value) {
    const key = JSON.stringify([step, size, who]);
    if (!this.lists.has(key)) this.lists.set(key, { step, size, who, values: [] });
    this.lists.get(key).values.push(value);
  }

  all() { return [...this.lists.values()]; }
}

/**
 * Measures everything of the plan.
 * @param {object} plan what `material.mjs` made, and how much of it
 * @param {(name: string) => Promise<{ ask: (order: object) => Promise<any>, end: () => void }>} spawn
 * @param {(text: string) => void} tell hears what comes next
 */
async function measure(plan, spawn, tell) {
  const results = new Results();
  for (const size of plan.sizes) {
    tell(`signing, ${size.bits} bits`);
    await signing(plan, size, spawn, results);
  }
  tell("encrypted keys");
  await opening(plan, spawn, results);
  for (const { bits, counts } of plan.made) {
    tell(`new keys, ${bits} bits`);
    await making(bits, counts, spawn, results);
  }
  tell("growth");
  await growth(plan, spawn, results);
  return results.all();
}

/** Reading a key, the first signature with it, and those that follow. */
async function signing(plan, { bits, material, cold, warm }, spawn, results) {
  const workers = new Map();
  for (let round = 0; round < cold; round += 1) {
    for (const name of plan.contenders) {
      const worker = await begin(spawn, name);
      results.add("read", bits, name, await worker.ask({ order: "read", material }));
      const { ms, last } = await worker.ask({ order: "sign", count: 1 });
      results.add("first", bits, name, ms);
      if (!(await isRight(material, last))) throw new Error(`${name} signs wrongly with ${bits} bits`);
      if (round === cold - 1) workers.set(name, worker);
      else worker.end();
    }
  }
  for (const worker of workers.values()) await worker.ask({ order: "sign", time: plan.time });
  for (let round = 0; round < warm; round += 1) {
    for (const [name, worker] of workers) {
      const { ms } = await worker.ask({ order: "sign", time: plan.time });
      results.add("warm", bits, name, ms);
    }
  }
  for (const worker of workers.values()) worker.end();
}

/** The platform's verdict. */
async function isRight(material, { message, signature }) {
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-512" };
  const key = await crypto.subtle.importKey("spki", bytes(material.publicKey), algorithm, false, ["verify"]);
  return crypto.subtle.verify(algorithm, key, bytes(signature), bytes(message));
}

/**
 * Each file has a salt of its own, no file is opened twice, and each is opened in a fresh worker: that is what a person
 * does, and an engine may take one worker's code for hot and another's not.
 */
async function opening(plan, spawn, results) {
  for (const { kind, rounds, who, once, files } of plan.encrypted) {
    for (const [at, pem] of files.entries()) {
      for (const name of at === 0 ? [...who, ...once] : who) {
        const worker = await begin(spawn, name);
        await worker.ask({ order: "read", material: plan.sizes[0].material });
        const order = { order: "open", pem, passphrase: plan.passphrase, rounds };
        try {
          results.add("open", kind, name, await worker.ask(order));
        } catch (error) {
          results.add("not opened", kind, name, error.message.split("\n")[0]);
        }
        worker.end();
      }
    }
  }
}

/** New keys. How long one takes is luck: of several, the middle counts. */
async function making(bits, counts, spawn, results) {
  for (const [name, count] of Object.entries(counts)) {
    const worker = await begin(spawn, name);
    for (let made = 0; made < count; made += 1) results.add("make", bits, name, await worker.ask({ order: "make", bits }));
    worker.end();
  }
}

/** More of the same in one worker: what does one more cost? */
async function growth(plan, spawn, results) {
  const worker = await begin(spawn, "ours");
  const { material } = plan.sizes[0];
  await worker.ask({ order: "read", material });
  await worker.ask({ order: "sign", time: plan.time });
  for (let round = 0; round < plan.growthRounds; round += 1) {
    for (const count of plan.growth) {
      const { ms } = await worker.ask({ order: "sign", count });
      results.add("signatures", count, "ours", ms * count);
      const certificates = plan.certificates.slice(0, count).join("");
      results.add("certificates", count, "ours", await worker.ask({ order: "bundle", certificates, key: material.privateKey }));
      await worker.ask({ order: "read", material });
    }
  }
  worker.end();
}

/** The scripts of a contender's worker, in their order. */
function scriptsOf(name) {
  const own = {
    ours: ["worker.js"],
    "jsrsasign-10": ["jsrsasign-10.js"],
    "jsrsasign-11": ["jsrsasign-11.js"],
    forge: ["forge.js"],
    gmp: ["gmp.js"],
  };
  return ["before.js", ...(own[name] ?? []), "contenders.js"];
}

/** What a worker is asked is answered by its next message. */
function line(post, hear) {
  let waiting = null;
  hear((message) => {
    if (message.error) waiting.reject(new Error(message.error));
    else waiting.resolve(message.answer);
  }, (error) => waiting?.reject(error));
  return (order) => new Promise((resolve, reject) => {
    waiting = { resolve, reject };
    post(order);
  });
}

globalThis.bench = { measure, scriptsOf, line };
