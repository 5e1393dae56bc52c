// Writes what was measured as people read it: `node report.mjs FOLDER` prints the text of BENCHMARKS.md, and puts every
// number into results.json beside the folder.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [, , folder] = process.argv;
const read = (file) => JSON.parse(readFileSync(join(folder, file), "utf8"));
const { run } = read("plan.json");
const ENGINES = ["node", "firefox", "chromium", "webkit"];
const engines = ENGINES.map((name) => read(`${name}.json`));

/** The page that was measured as `before`, named by the version that it says of itself. */
const BEFORE = versionOf("page-before.html");

/** A task of the page's thread that takes longer can be felt, in milliseconds. */
const FELT = 50;
const SIZES = ["2048", "3072", "4096", "8192"];
const COUNTS = ["1", "10", "100", "1000"];
/** What a person does in the page, as the measured steps are called. */
const STEPS = [
  "usable paint",
  "ready",
  "paste and click",
  "click",
  "paste an encrypted key",
  "open 600,000 iterations",
  "bundle of certificates",
];
const CONTENDERS = {
  ours: "RSA Signer",
  "jsrsasign-10": "jsrsasign 10.8.6",
  "jsrsasign-11": "jsrsasign 11.1.5",
  forge: "node-forge 1.4.3",
  gmp: "gmp-wasm 1.3.2",
  bigint: "BigInt, plain",
  webcrypto: "native",
};
const MEASURED_PAGES = {
  ours: "RSA Signer",
  before: `RSA Signer, ${BEFORE}`,
  "jsrsasign-10": "least page, jsrsasign 10.8.6",
  "jsrsasign-11": "least page, jsrsasign 11.1.5",
};

const METHOD = `Times are milliseconds: the median, and in parentheses the least and the most; smaller is better. Contenders are workers of their own and
take turns. RSA Signer is the worker of the finished page, taken out of \`dist/rsa-signer.html\`. What is measured of it is the whole request:
random, the blinded signature, its verification with the certificate's key, header and body. The others only sign; the two small programs of
ours around GMP and BigInt neither blind nor verify. \`native\` is \`crypto.subtle\`, which pages without TLS do not have. Every first
signature was checked by the platform.
`;
const OPENING = `
PBES2 with HMAC-SHA-256 and AES-256-CBC by number of iterations, from PEM to a key that is ready. Every file has its own
salt and is opened once, in a fresh worker. Native is \`crypto.subtle\`'s PBKDF2 alone, and node's \`scrypt\` (N = 16384, r = 8, p = 1).
node-forge opens one file of 100,000 and one of 600,000. jsrsasign 11 was not run from 100,000 on; jsrsasign 10 refuses these files.
`;
const MAKING = `
RSA Signer makes the whole order: the key, its file protected with 600,000 iterations, and the request. Native is
\`crypto.subtle\`'s \`generateKey\`; in Node that is OpenSSL. How long a key takes is luck: 15 keys of RSA Signer and of native code, of 4096 bits 9;
of node-forge 5, 3 and 3.
`;
const PAGE = `
Copies of the finished page, and of a page of our own that makes the same request with jsrsasign inlined
(\`tools/lab/bench/jsrsasign.html\`), each with one script in front that watches it; served from this machine to a browser that runs already.
\`usable paint\`: the frame in which the boxes take a paste, in words. Where that is the browser's first contentful paint, as on the jsrsasign page,
it is the time that the browser reports. \`paste and click\`: both fields filled and Generate clicked at once, to both values in place. \`click\`: once more, everything read. The last three are done once.
`;
const TASKS = "\nZero means none of 50 ms or more. Only Chromium reports long tasks.\n";
const GAPS = "\nOf a timer of 4 ms, during the same steps. Other programs of the machine make gaps too.\n";

/** The headings: title, measured step, its sizes, whose, and what a reader must know. */
const PARTS = [
  ["Signing, warm", "warm", SIZES, CONTENDERS, ""],
  ["The first signature in a fresh worker", "first", SIZES, CONTENDERS, ""],
  ["Reading a key", "read", SIZES, CONTENDERS, ""],
  ["Opening an encrypted key", "open", ["2,048", "100,000", "600,000", "scrypt"], CONTENDERS, OPENING],
  ["Making a key", "make", SIZES, CONTENDERS, MAKING],
  ["The page, from navigation on", "page", STEPS, MEASURED_PAGES, PAGE],
  ["Longest task of the page's thread", "long task", STEPS, MEASURED_PAGES, TASKS],
  ["Longest gap of a timer's beat in the page", "gap", STEPS, MEASURED_PAGES, GAPS],
  ["Many signatures, one after the other", "signatures", COUNTS, CONTENDERS, ""],
  ["Reading many certificates at once, with the key to one", "certificates", COUNTS, CONTENDERS, ""],
];

/** What a person waits for, whose time it stands beside, and that one's name. */
const LEAST = "the least page with jsrsasign 10.8.6";
const WAITS = [
  ["The page with its boxes", "page", "usable paint", "jsrsasign-10", LEAST],
  ["The page, ready to sign", "page", "ready", "jsrsasign-10", LEAST],
  ["From Generate to both values, 2048 bits", "page", "click", "jsrsasign-10", LEAST],
  ["A request with a key of 4096 bits", "warm", "4096", "jsrsasign-10", "jsrsasign 10.8.6"],
  ["A key behind 600,000 iterations", "open", "600,000", "webcrypto", "the browser's own PBKDF2"],
];

const KEYS = ["2048", "3072", "4096"];
const PAINT = ["usable paint"];
/**
 * The aim; the engines that it is for; step and sizes, with `/` where the other's is another one; whose time ours is
 * divided by; and the largest ratio.
 */
const AIMS = [
  ["A request in at most a seventh of the time that jsrsasign 10.8.6 signs in", ENGINES, "warm", KEYS, "jsrsasign-10", 1 / 7],
  ["A request sooner than jsrsasign 11.1.5 signs", ENGINES, "warm", KEYS, "jsrsasign-11", 1],
  ["A request sooner than node-forge signs", ENGINES, "warm", KEYS, "forge", 1],
  ["A request sooner than GMP signs", ENGINES, "warm", KEYS, "gmp", 1],
  ["A request sooner than plain BigInt signs", ENGINES, "warm", KEYS, "bigint", 1],
  ["A request sooner than the browser's own code signs", ["firefox", "webkit"], "warm", KEYS, "webcrypto", 1],
  ["600,000 iterations in 3.5 times of the browser's own PBKDF2", ["firefox", "chromium"], "open", ["600,000"], "webcrypto", 3.5],
  ["Usable paint no later than the first paint of the least jsrsasign page", ["firefox"], "page", PAINT, "jsrsasign-10", 1],
  ["The same, within 1.5 times", ["chromium"], "page", PAINT, "jsrsasign-10", 1.5],
  ["The same, within 3 times", ["webkit"], "page", PAINT, "jsrsasign-10", 3],
  [`Ready in half of the time of ${BEFORE}`, ENGINES, "page", ["ready"], "before", 0.5],
  ["1,000 signatures in 10 times of 100; up to 15 is called linear", ENGINES, "signatures", ["1000/100"], "ours", 15],
  ["1,000 certificates in 10 times of 100", ENGINES, "certificates", ["1000/100"], "ours", 15],
];

function versionOf(name) {
  const file = join(folder, name);
  const build = existsSync(file) ? /^const BUILD = (.*);$/m.exec(readFileSync(file, "utf8")) : null;
  return build ? `version ${JSON.parse(build[1]).version}, given with --before` : "the page given with --before";
}

/** What was measured in an engine of a step, a size and a contender; null where nothing was, or it failed. */
function figures({ results }, step, size, who) {
  const found = results.find((it) => it.step === step && String(it.size) === size && it.who === who);
  const values = (found?.values ?? []).filter((value) => typeof value === "number").sort((one, other) => one - other);
  if (values.length === 0) return null;
  const half = Math.floor(values.length / 2);
  const median = values.length % 2 === 1 ? values[half] : (values[half - 1] + values[half]) / 2;
  return { least: values[0], median, most: values.at(-1) };
}

const median = (...what) => figures(...what)?.median ?? null;

function table(heads, align, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |\n`;
  const rule = `|---|${`${align}|`.repeat(heads.length - 1)}\n`;
  return [line(heads), rule, ...rows.map(line)].join("");
}

/** A line for each wait of a person, with the figures of every engine that has it. */
function waits() {
  const line = ([what, step, size, who, elsewhere]) => {
    const found = engines.flatMap((engine) => {
      const [ours, theirs] = [median(engine, step, size, "ours"), median(engine, step, size, who)];
      const [name] = engine.version.split(/[ ,]/);
      return ours === null || theirs === null ? [] : [`${name} **${ours.toFixed(0)}** (${theirs.toFixed(0)})`];
    });
    return `- ${what}: ${found.join(", ")}; in parentheses ${elsewhere}.\n`;
  };
  return `What you wait for, in milliseconds:\n\n${WAITS.map(line).join("")}`;
}

function about() {
  const minutes = Math.ceil((Date.now() - run.begun) / 60_000);
  const how = `Written by \`cargo xtask bench${run.quick ? " --quick" : ""}\` in one run of ${minutes} minutes.`;
  const where = `Machine: ${run.machine}; its load before the run, over 1, 5 and 15 minutes: ${run.load}.`;
  return `${how} ${where} ${engines.map(({ version }) => version).join(", ")}.\n`;
}

/** The ratios of an aim in an engine, and whether all are within the limit; null where there is no such aim. */
function reached([, wanted, step, sizes, other, most], engine) {
  const ratios = sizes.flatMap((size) => {
    const [own, theirs = own] = size.split("/");
    const [ours, their] = [median(engine, step, own, "ours"), median(engine, step, theirs, other)];
    return ours === null || their === null ? [] : [ours / their];
  });
  if (ratios.length === 0 || !wanted.includes(engine.engine)) return null;
  const [least, largest] = [Math.min(...ratios), Math.max(...ratios)];
  const words = ratios.length === 1 ? largest.toFixed(2) : `${least.toFixed(2)}–${largest.toFixed(2)}`;
  return { words, good: largest <= most };
}

function firstIsLate(engine) {
  const [first, warm] = ["first", "warm"].map((step) => median(engine, step, "2048", "ours"));
  if (first === null || warm === null || !["firefox", "chromium"].includes(engine.engine)) return null;
  return { words: (first - warm).toFixed(1), good: first - warm <= 2 };
}

/** Only Chromium reports long tasks; elsewhere the longest gap of a timer's beat stands for them, which other programs
 *  of the machine make longer too. */
function longestTask(engine) {
  const measure = engine.engine === "chromium" ? "long task" : "gap";
  const found = STEPS.map((step) => [median(engine, measure, step, "ours"), step]).filter(([most]) => most !== null);
  if (found.length === 0) return null;
  const [most, step] = found.reduce((one, other) => (other[0] >= one[0] ? other : one));
  return { words: `${most.toFixed(0)} (${step})`, good: most <= FELT };
}

/** A line for each aim and a column for each engine. */
function aims() {
  const judges = [
    ...AIMS.map((aim) => [aim[0], (engine) => reached(aim, engine)]),
    ["The first signature of a worker at most 2 ms later than a warm one, in ms", firstIsLate],
    ["No task of the page's thread above 50 ms: the longest, in ms (Firefox, WebKitGTK: the longest gap of a timer)", longestTask],
  ];
  const cell = (found) => (found === null ? "" : `${found.words}${found.good ? "" : ", **missed**"}`);
  const rows = judges.map(([aim, judge]) => [aim, ...engines.map((engine) => cell(judge(engine)))]);
  const heads = ["Aim", ...engines.map(({ version }) => version)];
  return `## Aims

Our time divided by the other one in this run; several sizes of keys give a range.

${table(heads, "--:", rows)}`;
}

const digits = (value) => value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2);

/** A table for each engine, without what nobody has. */
function part([title, step, sizes, names, note]) {
  const cell = (it) => (it === null ? "–" : `${digits(it.median)} (${digits(it.least)}–${digits(it.most)})`);
  const tables = engines.map((engine) => {
    const has = (size) => Object.keys(names).some((who) => figures(engine, step, size, who) !== null);
    const own = sizes.filter(has);
    const reports = step !== "long task" || engine.engine === "chromium";
    if (own.length === 0 || !reports) return "";
    const rows = Object.entries(names)
      .map(([who, name]) => [name, own.map((size) => figures(engine, step, size, who))])
      .filter(([, row]) => row.some((it) => it !== null))
      .map(([name, row]) => [name, ...row.map(cell)]);
    return `\n${table([engine.version, ...own], "---:", rows)}`;
  });
  return `\n## ${title}\n${note}${tables.join("")}`;
}

/** How many bytes a file has: as it is, by gzip, and by brotli. */
function size(file) {
  const bytes = readFileSync(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
  const [gzip, brotli] = [gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes, { params }).length];
  return { file: basename(file), raw: bytes.length, gzip, brotli };
}

const bytes = run.files.map(size);
const sizes = bytes.map(({ file, raw, gzip, brotli }) => [file, raw, gzip, brotli]);
writeFileSync(join(folder, "../results.json"), JSON.stringify({ run, bytes, engines }, null, 2));
process.stdout.write(`# Benchmarks

${waits()}
${about()}
${METHOD}
${aims()}${PARTS.map(part).join("")}

## Bytes

${table(["File", "raw", "gzip -9", "brotli 11"], "---:", sizes)}
${readFileSync(new URL("tried.md", import.meta.url), "utf8")}`);
