// The one module that talks to the worker. It unpacks the wasm once, starts a worker with it, starts
// another when one ends, and lets through only replies that somebody still waits for.

import { WASM, WORKER_SOURCE } from "./built.js";
import { unpacked } from "./packed.js";

/** So many workers may end in a row before one has answered all that it was asked; then the page gives up. */
const STARTS = 3;

/** Where the one script is that may become a worker. */
let scriptUrl = "";

// The policy's function ignores what it is given: the only script that can ever become a worker is ours.
const workerPolicy = globalThis.trustedTypes?.createPolicy("rsa-signer-worker", { createScriptURL: () => scriptUrl });

/** @type {{ ready: (hello: any) => void, stopped: () => void, failed: (reason: string) => void }} */
let coreEvents = { ready: () => {}, stopped: () => {}, failed: () => {} };

/** @type {{ bytes: Uint8Array, module: WebAssembly.Module } | null} */
let coreProgram = null;

/** Nothing starts before `startCore`. */
let coreSource = "";

/** @type {Worker | null} */
let worker = null;

/** @type {string | null} */
let workerUrl = null;
let hasProgram = false;
let isGreeted = false;
let starts = 0;

// A compiled module is shared, not compiled again. Where a browser cannot hand one to a worker, that
// worker ends before its first answer, and those after it get the bytes: worker.js takes either.
/** @type {"module" | "bytes"} */
let programForm = "module";
let lastId = 0;

// By kind of request, the newest one only: an older one is overtaken and its reply is dropped. What is asked before
// the worker has its program is sent after it.
/** @type {Map<string, { id: number, request: string | Object<string, any>, resolve: (reply: any) => void }>} */
const waiting = new Map();

/**
 * Takes who is told what happens to the worker.
 *   `ready`: a worker has answered its first request. `stopped`: a worker has ended that did or
 *   should do something, and the next one is on its way. `failed`: there will be no worker.
 * @param {{ ready: (hello: { maxBytes: number, regions: any[] }) => void, stopped: () => void, failed: (reason: string) => void }} events
 */
export function watchCore(events) {
  coreEvents = events;
}

/** Starts the first worker. */
export async function startCore() {
  try {
    coreSource = WORKER_SOURCE;
    // The worker's thread starts, the program is inflated and compiled, and the page is painted, all at once.
    startWorker();
    const bytes = await unpacked(WASM);
    coreProgram = { bytes, module: await WebAssembly.compile(/** @type {BufferSource} */ (bytes)) };
  } catch {
    stopCore();
    return coreEvents.failed("failed-webassembly");
  }
  begin();
}

/**
 * Asks the worker. The reply is null when it will never come: overtaken, or the worker is gone.
 * @param {string | Object<string, any>} request
 * @returns {Promise<any>}
 */
export function ask(request) {
  const kind = typeof request === "string" ? request : Object.keys(request)[0];
  const id = (lastId += 1);
  waiting.get(kind)?.resolve(null);
  return new Promise((resolve) => {
    waiting.set(kind, { id, request, resolve });
    if (hasProgram) worker?.postMessage({ id, request });
  });
}

/** Ends the worker, and with it everything that it holds. */
export function stopCore() {
  closeWorker();
  for (const { resolve } of waiting.values()) resolve(null);
  waiting.clear();
}

/** Ends the worker and starts another one. */
export function restartCore() {
  stopCore();
  starts = 0;
  startWorker();
}

function closeWorker() {
  worker?.terminate();
  worker = null;
  hasProgram = false;
  isGreeted = false;
  revokeUrl();
}

function startWorker() {
  if (!coreSource) return;
  starts += 1;
  try {
    openWorker();
  } catch {
    return workerEnded();
  }
  begin();
}

/** Gives the worker its program, once both are there, and then what was asked before. */
function begin() {
  if (!coreProgram || !worker) return;
  worker.postMessage({ module: coreProgram[programForm] });
  hasProgram = true;
  waiting.delete("hello");
  const early = [...waiting.values()];
  ask("hello").then((reply) => reply && greet(reply.hello));
  for (const { id, request } of early) worker.postMessage({ id, request });
}

function openWorker() {
  workerUrl = URL.createObjectURL(new Blob([coreSource], { type: "text/javascript" }));
  scriptUrl = workerUrl;
  const opened = new Worker(workerPolicy ? workerPolicy.createScriptURL("") : workerUrl);
  worker = opened;
  // What an ended worker left in the queue is nobody's any more.
  const ofThisOne = (react) => (event) => {
    event.preventDefault();
    if (worker === opened) react(event);
  };
  opened.addEventListener("message", ofThisOne(({ data }) => receive(data)));
  opened.addEventListener("messageerror", ofThisOne(workerEnded));
  opened.addEventListener("error", ofThisOne(workerEnded));
}

function greet(hello) {
  isGreeted = true;
  revokeUrl();
  coreEvents.ready(hello);
}

function receive({ id, reply }) {
  for (const [kind, entry] of waiting) {
    if (entry.id !== id) continue;
    waiting.delete(kind);
    entry.resolve(reply);
    // The first answer alone says nothing: the program's check, asked next, may end it.
    if (kind !== "hello" && waiting.size === 0) starts = 0;
  }
}

function workerEnded() {
  const wasGreeted = isGreeted;
  if (!wasGreeted) programForm = "bytes";
  // What a worker that has never answered was asked, the next one is asked.
  if (wasGreeted || starts >= STARTS) stopCore();
  else closeWorker();
  if (starts >= STARTS) return coreEvents.failed("failed-worker");
  startWorker();
  if (wasGreeted) coreEvents.stopped();
}

function revokeUrl() {
  if (workerUrl) URL.revokeObjectURL(workerUrl);
  workerUrl = null;
}

/**
 * What the browser lacks, as the key of a sentence.
 * @returns {string | null}
 */
export function whatIsMissing() {
  if (typeof WebAssembly !== "object") return "failed-webassembly";
  if (typeof DecompressionStream !== "function") return "failed-browser";
  return null;
}
