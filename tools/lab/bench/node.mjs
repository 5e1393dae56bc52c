// Measures in node: `node node.mjs FOLDER` writes FOLDER/node.json. FOLDER holds the scripts, core.wasm and plan.json.

import { readFileSync, writeFileSync } from "node:fs";
import { scrypt } from "node:crypto";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import vm from "node:vm";

const [, , folder] = process.argv;
const read = (file) => readFileSync(join(folder, file), "utf8");
const plan = JSON.parse(read("plan.json"));
vm.runInThisContext(read("measure.js"), { filename: "measure.js" });
const { measure, scriptsOf, line } = globalThis.bench;
const program = new WebAssembly.Module(readFileSync(join(folder, "core.wasm")));

/** What a worker of a browser has, and node's has not or names otherwise. */
const LIKE_A_BROWSER = `
  const { parentPort, workerData } = require("node:worker_threads");
  const { runInThisContext } = require("node:vm");
  const listeners = [];
  // By these, libraries know that they are not in a browser.
  for (const name of ["exports", "module", "process", "require"]) delete globalThis[name];
  globalThis.self = globalThis;
  globalThis.DedicatedWorkerGlobalScope = { [Symbol.hasInstance]: (thing) => thing === globalThis };
  // By this name one library chooses the way of multiplying that it uses in every browser of today.
  Object.defineProperty(globalThis, "navigator", { value: { appName: "Netscape", userAgent: "node" } });
  globalThis.onmessage = null;
  globalThis.postMessage = (message) => parentPort.postMessage(message);
  globalThis.addEventListener = (_, listener, options) => listeners.push({ listener, once: options?.once === true });
  parentPort.on("message", (data) => {
    for (const entry of [...listeners]) {
      entry.listener({ data });
      if (entry.once) listeners.splice(listeners.indexOf(entry), 1);
    }
  });
  runInThisContext(workerData, { filename: "contender.js" });
`;

async function spawn(contender) {
  const worker = new Worker(LIKE_A_BROWSER, { eval: true, workerData: scriptsOf(contender).map(read).join("\n") });
  const ask = line((order) => worker.postMessage(order), (heard, failed) => worker.on("message", heard).on("error", failed));
  if (contender === "ours") worker.postMessage({ module: program });
  return { ask, end: () => worker.terminate() };
}

/** The platform's own scrypt, which no browser has: N = 16384, r = 8, p = 1, as the files have it. */
async function nativeScrypt(results) {
  const values = [];
  for (const [at] of plan.encrypted.find(({ kind }) => kind === "scrypt").files.entries()) {
    const begun = performance.now();
    await new Promise((done) => scrypt(plan.passphrase, `salt of ${at}`, 32, done));
    values.push(performance.now() - begun);
  }
  results.push({ step: "open", size: "scrypt", who: "webcrypto", values });
}

const results = await measure(plan, spawn, (text) => console.log(`node: ${text}`));
await nativeScrypt(results);
const version = `Node ${process.versions.node} (V8 ${process.versions.v8.split("-")[0]})`;
writeFileSync(join(folder, "node.json"), JSON.stringify({ engine: "node", version, results }));
