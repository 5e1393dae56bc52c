// Requests made by the wasm of the shipped page in node, for every key of the pool. `judge.mjs` says
// whether they are right.
//
//   node tests/proof/correctness.mjs FOLDER POOL     FOLDER holds core.wasm and worker.js, POOL pool.json

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readRequest, startWorker } from "./worker.mjs";

const [, , folder, place] = process.argv;
const { messages, keys } = JSON.parse(readFileSync(join(place, "pool.json"), "utf8"));
const worker = startWorker(folder);

const made = keys.map(({ certificate, privateKey }) => {
  worker.ask(readRequest([{ text: certificate }], [{ text: privateKey }]));
  return Array.from({ length: messages }, (_, at) => {
    const { generated } = worker.ask({ generate: { headerForm: at % 2 ? "pem" : "der" } });
    return [generated?.authorization, generated?.body];
  });
});
writeFileSync(join(place, "node.json"), JSON.stringify(made));
