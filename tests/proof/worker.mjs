// Runs the worker of the shipped page in node, with its own memory in reach: `core.wasm` and
// `worker.js` as `cargo xtask page --apart` takes them out of the finished file.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { webcrypto } from "node:crypto";
import vm from "node:vm";

/**
 * Returns a `read` request.
 * @param {object[]} certificate contents of the box for certificates: `{ text }` or `{ file }`
 * @param {object[]} privateKey contents of the box for the private key
 * @param {string | null} [passphrase]
 */
export function readRequest(certificate, privateKey, passphrase = null) {
  const inField = (field, contents) => contents.map((content) => ({ field, content, passphrase }));
  const sources = [...inField("certificate", certificate), ...inField("privateKey", privateKey)];
  return { read: { sources: sources.map((source, index) => ({ id: index + 1, ...source })), choice: null } };
}

/**
 * Starts a worker.
 * @param {string} folder that holds core.wasm and worker.js
 * @param {WebAssembly.Module} [module] another program than core.wasm
 * @returns {{ ask: (request: unknown) => any, memory: () => Uint8Array, exports: () => WebAssembly.Exports }}
 */
export function startWorker(folder, module = new WebAssembly.Module(readFileSync(join(folder, "core.wasm")))) {
  let instance = null;
  class DedicatedWorkerGlobalScope {}
  const scope = Object.create(DedicatedWorkerGlobalScope.prototype);
  const replies = [];
  let first = null;
  const watched = { ...globalWasm(), Instance: class {
    constructor(module, imports) {
      instance = new WebAssembly.Instance(module, imports);
      return instance;
    }
  } };
  Object.assign(scope, {
    crypto: webcrypto, TextDecoder, TextEncoder, Uint8Array, ArrayBuffer, Object, Array, Map, Set, Symbol, Error, Date, Number, Reflect, DataView, Math,
    DedicatedWorkerGlobalScope, WebAssembly: watched, console,
    postMessage: (message) => replies.push(message),
    addEventListener: (_, listener) => { first = listener; },
    onmessage: null,
  });
  scope.self = scope;
  scope.globalThis = scope;
  const names = Object.keys(scope);
  // One function whose parameters are the worker's globals: `self` is the scope, and nothing else is in reach.
  const source = readFileSync(join(folder, "worker.js"), "utf8").replace(/^"use strict";\n/, "");
  vm.runInThisContext(`(function (${names.join(", ")}) { ${source} })`, { filename: "worker.js" }).apply(scope, names.map((name) => scope[name]));
  first({ data: { module } });
  let id = 0;
  return {
    ask(request) {
      id += 1;
      scope.onmessage({ data: { id, request } });
      const message = replies.pop();
      if (message?.id !== id) throw new Error(`no reply to ${JSON.stringify(Object.keys(request))}`);
      return message.reply;
    },
    memory: () => new Uint8Array(instance.exports.memory.buffer),
    exports: () => instance.exports,
  };
}

function globalWasm() {
  return { Module: WebAssembly.Module, Memory: WebAssembly.Memory, Table: WebAssembly.Table, Global: WebAssembly.Global, Tag: WebAssembly.Tag, RuntimeError: WebAssembly.RuntimeError };
}
