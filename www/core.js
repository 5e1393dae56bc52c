// The one module that talks to the worker. It unpacks the wasm once, starts a worker with it, starts
// another when one ends, and lets through only replies that somebody still waits for.

import { WASM, WORKER_SOURCE } from "./built.js";
import { unpacked } from "./packed.js";

/** So many workers may end in a row without a first answer; then the page gives up. */
const STARTS = 3;

/** Where the one script is that may become a worker. */
let scriptUrl = "";

// The policy's function ignores what it is given: the only script that can ever become a worker is ours.
const workerPolicy = globalThis.trustedTypes?.createPolicy("rsa-signer-worker", { createScriptURL: () => scriptUrl });

/**
 * The page's end of the line to the worker.
 * @param {{ ready: (hello: { maxBytes: number }) => void, stopped: () => void, failed: (reason: string) => void }} events
 *   `ready`: a worker has answered its first request. `stopped`: a worker has ended that did or
 *   should do something, and the next one is on its way. `failed`: there will be no worker.
 */
export function createCore(events) {
  let program = null;
  let source = null;
  let worker = null;
  let url = null;
  let greeted = false;
  let starts = 0;
  // A compiled module is shared, not compiled again. Where a browser cannot hand one to a worker, that
  // worker ends before its first answer, and those after it get the bytes: the glue takes either.
  let form = "module";
  let lastId = 0;
  // By kind of request, the newest one only: an older one is overtaken and its reply is dropped.
  const waiting = new Map();

  async function start() {
    try {
      source = WORKER_SOURCE;
      // The worker's thread starts, the program is inflated and compiled, and the page is painted, all at once.
      startWorker();
      const bytes = await unpacked(WASM);
      program = { bytes, module: await WebAssembly.compile(bytes) };
    } catch {
      stop();
      return events.failed("failed-webassembly");
    }
    begin();
  }

  function startWorker() {
    if (!source) return;
    starts += 1;
    greeted = false;
    try {
      openWorker();
    } catch {
      return workerEnded();
    }
    begin();
  }

  /** Gives the worker its program, once both are there. */
  function begin() {
    if (!program || !worker) return;
    worker.postMessage({ module: program[form] });
    ask("hello").then((reply) => reply && greet(reply.hello));
  }

  function openWorker() {
    url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    scriptUrl = url;
    const opened = new Worker(workerPolicy ? workerPolicy.createScriptURL("") : url);
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
    greeted = true;
    starts = 0;
    revokeUrl();
    events.ready(hello);
  }

  function receive({ id, reply }) {
    for (const [kind, entry] of waiting) {
      if (entry.id !== id) continue;
      waiting.delete(kind);
      entry.resolve(reply);
    }
  }

  /** Asks the worker. The answer is null when it will never come: overtaken, or the worker is gone. */
  function ask(request) {
    const kind = typeof request === "string" ? request : Object.keys(request)[0];
    const id = (lastId += 1);
    waiting.get(kind)?.resolve(null);
    return new Promise((resolve) => {
      waiting.set(kind, { id, resolve });
      worker?.postMessage({ id, request });
    });
  }

  function workerEnded() {
    const missed = greeted || [...waiting.keys()].some((kind) => kind !== "hello");
    if (!greeted) form = "bytes";
    stop();
    if (starts >= STARTS) return events.failed("failed-worker");
    startWorker();
    if (missed) events.stopped();
  }

  /** Ends the worker, and with it everything that it holds. */
  function stop() {
    worker?.terminate();
    worker = null;
    greeted = false;
    revokeUrl();
    for (const { resolve } of waiting.values()) resolve(null);
    waiting.clear();
  }

  function restart() {
    stop();
    starts = 0;
    startWorker();
  }

  function revokeUrl() {
    if (url) URL.revokeObjectURL(url);
    url = null;
  }

  return { start, stop, restart, ask };
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
