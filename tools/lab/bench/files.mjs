// Fills the folder that is measured in: everything that a browser is served, and what node reads.

import { createHash } from "node:crypto";
import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The name of a library beside the measuring scripts, and where it is in the packages of npm. */
const LIBRARIES = {
  "jsrsasign-10.js": "jsrsasign-10/lib/jsrsasign-all-min.js",
  "jsrsasign-11.js": "jsrsasign/lib/jsrsasign-all-min.js",
  "forge.js": "node-forge/dist/forge.min.js",
  "gmp.js": "gmp-wasm/dist/mini.umd.min.js",
};

/** The pages that jsrsasign is put into, and which library that is. */
const PAGES = {
  "page-jsrsasign-10.html": "jsrsasign-10.js",
  "page-jsrsasign-11.html": "jsrsasign-11.js",
};

/** What is served as it is. */
const OWN = ["before.js", "contenders.js", "measure.js", "bench.html", "empty.html"];

const beside = (file) => fileURLToPath(new URL(file, import.meta.url));

/**
 * Copies and makes the files, and returns the places of those whose sizes are compared. The keys of an earlier run stay.
 * @param {string} folder what is filled
 * @param {{ peers: string, apart: string, page: string, before?: string }} from the packages of npm, the program taken
 *   out of the page, the page, and another page that is measured beside it
 */
export function fill(folder, { peers, apart, page, before }) {
  const write = (file, text) => writeFileSync(join(folder, file), text);
  const probe = readFileSync(beside("probe.js"), "utf8");
  for (const file of OWN) copyFileSync(beside(file), join(folder, file));
  for (const file of ["core.wasm", "worker.js"]) copyFileSync(join(apart, file), join(folder, file));
  for (const [file, place] of Object.entries(LIBRARIES)) copyFileSync(join(peers, place), join(folder, file));
  write("page.html", watched(readFileSync(page, "utf8"), probe));
  rmSync(join(folder, "page-before.html"), { force: true });
  if (before) write("page-before.html", watched(readFileSync(before, "utf8"), probe));
  const template = readFileSync(beside("jsrsasign.html"), "utf8");
  for (const [file, library] of Object.entries(PAGES)) {
    const script = (text) => () => `<script>${text}</script>`;
    const probed = template.replace("<!-- probe -->", script(probe));
    write(file, probed.replace("<!-- library -->", script(readFileSync(join(folder, library), "utf8"))));
  }
  return [page, ...[...Object.keys(PAGES), ...Object.keys(LIBRARIES)].map((file) => join(folder, file))];
}

/** The shipped page with one more script before its own, and that script's hash in its policy. */
function watched(page, probe) {
  // The page's own script looks for its directive too.
  const [policy, script] = ["; script-src ", "<script>"];
  for (const once of [policy, script]) {
    if (page.split(once).length !== 2) throw new Error(`The page must hold \`${once}\` exactly once.`);
  }
  const hash = createHash("sha256").update(probe).digest("base64");
  return page.replace(policy, `${policy}'sha256-${hash}' `).replace(script, () => `${script}${probe}</script>${script}`);
}
