// What judges the aims judges them right: made-up measurements in, the report's own lines out.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const REPORT = fileURLToPath(new URL("report.mjs", import.meta.url));
const ENGINES = ["node", "firefox", "chromium", "webkit"];

/**
 * The report of these measurements.
 * @param {[string, string, string, string, (number | string)[]][]} measured engine, step, size, whose, and the values
 * @param {string} [before] the page given with --before
 */
function report(measured, before) {
  const root = mkdtempSync(join(tmpdir(), "report-"));
  try {
    const folder = join(root, "run");
    mkdirSync(folder);
    const write = (name, value) => writeFileSync(join(folder, `${name}.json`), JSON.stringify(value));
    write("plan", { run: { begun: Date.now(), quick: true, machine: "m", load: "l", files: [] } });
    if (before) writeFileSync(join(folder, "page-before.html"), before);
    for (const engine of ENGINES) {
      const own = measured.filter(([name]) => name === engine);
      const results = own.map(([, step, size, who, values]) => ({ step, size, who, values }));
      write(engine, { engine, version: engine, results });
    }
    return execFileSync("node", [REPORT, folder], { encoding: "utf8" });
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** The cells of an aim's row, one for each engine. */
function judged(text, aim) {
  const line = text.split("\n").find((one) => one.startsWith(`| ${aim} |`));
  assert.ok(line, aim);
  return line.split("|").slice(2, -1).map((cell) => cell.trim());
}

test("the middle of what was measured is the median, whatever its order, and a failure is none of it", () => {
  for (const [values, cell] of [
    [[3, 1, 2], "2.00 (1.00–3.00)"],
    [[4, 1, 3, 2], "2.50 (1.00–4.00)"],
    [[10, 9, 100], "10.0 (9.00–100)"],
    [[5, "failed", 7], "6.00 (5.00–7.00)"],
  ]) {
    const text = report([["node", "warm", "2048", "ours", values]]);
    assert.ok(text.includes(`| RSA Signer | ${cell} |`), `${cell}\n${text}`);
  }
});

test("an aim is missed above its ratio, in any size, and only where it is one", () => {
  const seventh = "A request in at most a seventh of the time that jsrsasign 10.8.6 signs in";
  const own = "A request sooner than the browser's own code signs";
  const signing = (engine, who, ...times) => times.map((time, at) => [engine, "warm", ["2048", "3072", "4096"][at], who, [time]]);
  const text = report([
    ...signing("node", "ours", 1, 1, 1),
    ...signing("node", "jsrsasign-10", 7, 10, 20),
    ...signing("node", "webcrypto", 0.5),
    ...signing("firefox", "ours", 1, 1),
    ...signing("firefox", "jsrsasign-10", 10, 6.9),
    ...signing("firefox", "webcrypto", 1, 2),
    ...signing("webkit", "ours", 1),
    ...signing("webkit", "webcrypto", 0.5),
  ]);
  assert.deepEqual(judged(text, seventh), ["0.05–0.14", "0.10–0.14, **missed**", "", ""]);
  assert.deepEqual(judged(text, own), ["", "0.50–1.00", "", "2.00, **missed**"]);
});

test("the sizes of one contender, the first signature and the longest task are judged", () => {
  const text = report([
    ["node", "signatures", "100", "ours", [10]],
    ["node", "signatures", "1000", "ours", [150]],
    ["firefox", "signatures", "100", "ours", [10]],
    ["firefox", "signatures", "1000", "ours", [151]],
    ["firefox", "first", "2048", "ours", [5]],
    ["firefox", "warm", "2048", "ours", [3]],
    ["chromium", "first", "2048", "ours", [5.1]],
    ["chromium", "warm", "2048", "ours", [3]],
    ["firefox", "gap", "click", "ours", [50]],
    ["chromium", "long task", "click", "ours", [51]],
    ["chromium", "gap", "click", "ours", [10]],
  ]);
  assert.deepEqual(judged(text, "1,000 signatures in 10 times of 100; up to 15 is called linear"), ["15.00", "15.10, **missed**", "", ""]);
  assert.deepEqual(judged(text, "The first signature of a worker at most 2 ms later than a warm one, in ms"), ["", "2.0", "2.1, **missed**", ""]);
  assert.deepEqual(judged(text, "No task of the page's thread above 50 ms: the longest, in ms (Firefox, WebKitGTK: the longest gap of a timer)"), ["", "50 (click)", "51 (click), **missed**", ""]);
});

test("a page given with --before is named by its version", () => {
  const measured = [
    ["firefox", "page", "ready", "ours", [60]],
    ["firefox", "page", "ready", "before", [100]],
  ];
  const of = (page) => report(measured, page);
  const [named, unnamed] = [of('<script>\nconst BUILD = {"version":"0.1.0"};\n</script>'), of("<p>Another page.</p>")];
  assert.ok(named.includes("| RSA Signer, version 0.1.0, given with --before | 100"), named);
  assert.deepEqual(judged(named, "Ready in half of the time of version 0.1.0, given with --before"), ["", "0.60, **missed**", "", ""]);
  assert.deepEqual(judged(unnamed, "Ready in half of the time of the page given with --before"), ["", "0.60, **missed**", "", ""]);
});
