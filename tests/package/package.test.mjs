// The npm package as a stranger gets it: packed, installed in a fresh folder, run in Node.js, in a browser and through the
// TypeScript compiler. PACKAGE is the folder that wasm-pack made, TYPESCRIPT the compiler, CHROMIUM a browser, if there is one.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "rsa-signer-package-"));
const run = (program, args, options = {}) => execFileSync(program, args, { cwd: folder, encoding: "utf8", stdio: "pipe", ...options });
const openssl = (words, options) => run("openssl", words.split(" "), options);

before(() => {
  // As docs/package.md says: npm leaves out licences of this name by itself.
  cpSync(join(root, "www/catalogue"), join(process.env.PACKAGE, "catalogue"), { recursive: true });
  run("npm", ["pkg", "set", "files[]=LICENSE-*", "files[]=catalogue"], { cwd: process.env.PACKAGE });
  const [{ filename }] = JSON.parse(run("npm", ["pack", "--json", "--pack-destination", folder], { cwd: process.env.PACKAGE }));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  run("npm", ["install", "--offline", "--no-audit", "--no-fund", `./${filename}`]);
  for (const name of ["node.mjs", "page.html"]) cpSync(join(root, "package/examples", name), join(folder, name));
  cpSync(join(root, "tests/package/consumer.ts"), join(folder, "consumer.ts"));
  openssl("req -x509 -newkey rsa:2048 -nodes -keyout login.key -subj /CN=Ann -days 9 -out login.crt");
  openssl("pkcs12 -export -in login.crt -inkey login.key -passout pass:secret -out login.pfx");
  openssl("req -x509 -newkey rsa:2048 -nodes -keyout other.key -subj /CN=Bob -days 9 -out other.crt");
  openssl("req -new -key login.key -subj /CN=Ann -out login.csr");
  openssl("x509 -in login.crt -noout -pubkey -out login.pub");
});
after(() => rmSync(folder, { recursive: true }));

/** OpenSSL verifies the request; the time is now. */
function verify({ authorization, body }) {
  const { encodedData, encodedSignedData, encodedDataFormat } = JSON.parse(body);
  assert.equal(encodedDataFormat, "v2");
  const message = Buffer.from(encodedData, "base64");
  assert.equal(message.length, 100);
  assert.ok(Math.abs(Number(message.readBigUInt64BE()) - Date.now() / 1000) < 600);
  writeFileSync(join(folder, "message"), message);
  writeFileSync(join(folder, "signature"), Buffer.from(encodedSignedData, "base64"));
  openssl("dgst -sha512 -verify login.pub -signature signature message");
  const der = openssl("x509 -in login.crt -outform DER", { encoding: "buffer" });
  assert.equal(authorization, `CACertificate ${der.toString("base64")}`);
}

const installed = (name) => join(folder, "node_modules/rsa-signer-js", name);
const text = (name) => readFileSync(join(folder, name), "utf8");

/** The functions of the package as it is installed. */
async function functions() {
  const login = await import(pathToFileURL(installed("login.js")));
  await login.default({ module_or_path: readFileSync(installed("login_bg.wasm")) });
  return login;
}

const example = (files, variables = {}) => run("node", ["node.mjs", ...files], { env: { ...process.env, ...variables } });

test("the package has its types, licences and a text", () => {
  const file = (name) => readFileSync(installed(name), "utf8");
  for (const name of ["LICENSE-MIT", "LICENSE-APACHE", "README.md"]) assert.ok(file(name).length > 500, name);
  assert.doesNotMatch(file("login.d.ts").split("export type InitInput")[0], /serve/);
});

test("Node.js makes a request of PEM files and of a bundle", () => {
  verify(JSON.parse(example(["login.crt", "login.key"])));
  verify(JSON.parse(example(["login.pfx", "login.pfx"], { PASSPHRASE: "secret" })));
});

test("what is wrong is thrown with its code, and holds no secret", () => {
  const thrown = (files, variables) => {
    try {
      example(files, variables);
    } catch ({ stderr }) {
      return stderr;
    }
    return "nothing";
  };
  const { cause } = JSON.parse(readFileSync(installed("catalogue/en.json"), "utf8")).notices["pair-mismatch"];
  const mismatch = thrown(["login.crt", "other.key"]);
  assert.ok(mismatch.startsWith(`pair-mismatch: ${cause}`), mismatch);
  assert.doesNotMatch(mismatch, /\{\w+\}|undefined/);
  assert.match(thrown([]), /node\.mjs CERTIFICATE KEY/);
  assert.match(thrown(["login.pfx", "login.pfx"]), /^passphrase-needed: /);
  const secret = randomBytes(9).toString("hex");
  const wrong = thrown(["login.pfx", "login.pfx"], { PASSPHRASE: secret });
  assert.match(wrong, /^passphrase-wrong: /);
  assert.ok(!wrong.includes(secret));
});

test("a wrong argument is a TypeError that names it, and holds no value", async () => {
  const { makeLoginRequest, prepareLogin } = await functions();
  const [certificate, key] = [text("login.crt"), text("login.key")];
  const prepared = prepareLogin(certificate);
  const [secret, pin] = [randomBytes(9).toString("hex"), 271828];
  const rows = [
    ["certificate", () => makeLoginRequest(undefined, key)],
    ["certificate", () => makeLoginRequest(null, key)],
    ["certificate", () => makeLoginRequest(Promise.resolve(certificate), key)],
    ["certificate", () => prepareLogin({ [secret]: secret })],
    ["privateKey", () => makeLoginRequest(certificate, pin)],
    ["signature", () => prepared.assemble([secret])],
    ["options", () => makeLoginRequest(certificate, key, secret)],
    ["options", () => makeLoginRequest(certificate, key, pin)],
    ["options", () => makeLoginRequest(certificate, key, Promise.resolve({ passphrase: secret }))],
    ["options", () => makeLoginRequest(certificate, key, new Map([["passphrase", secret]]))],
    ["options", () => makeLoginRequest(certificate, key, [secret])],
    ["options.passphrase", () => makeLoginRequest(certificate, key, { passphrase: pin })],
    ["options.passphrase", () => makeLoginRequest(certificate, key, { passphrase: [secret] })],
    ["options.passphrase", () => prepareLogin(certificate, { passphrase: pin })],
    ["options.password", () => makeLoginRequest(certificate, key, { password: secret })],
    ["options.headerForm", () => makeLoginRequest(certificate, key, { headerForm: secret })],
    ["options.headerForm", () => prepareLogin(certificate, { headerForm: "pem" })],
    ["options.passphrase", () => prepared.assemble(secret, { passphrase: secret })],
  ];
  for (const [name, call] of rows) {
    assert.throws(call, ({ constructor, message }) => {
      assert.equal(constructor, TypeError, message);
      assert.equal(message.split(":")[0], name);
      return !message.includes(secret) && !message.includes(pin);
    }, `${name}: ${call}`);
  }
});

test("what the files lack is a LoginError with its notices, whose sentences are in the package", async () => {
  const { makeLoginRequest, prepareLogin } = await functions();
  const [certificate, key, bundle] = [text("login.crt"), text("login.key"), readFileSync(join(folder, "login.pfx"))];
  const rows = [
    ["pair-mismatch", () => makeLoginRequest(certificate, text("other.key"))],
    // A remark stands before the error.
    ["pair-mismatch", () => makeLoginRequest(certificate + text("login.csr"), text("other.key"))],
    ["private-key-missing", () => makeLoginRequest(certificate, certificate)],
    ["certificate-missing", () => prepareLogin("")],
    ["certificate-missing", () => prepareLogin(key)],
    ["passphrase-needed", () => prepareLogin(bundle)],
    ["passphrase-wrong", () => prepareLogin(bundle, { passphrase: "wrong" })],
    ["signature-unreadable", () => prepareLogin(certificate).assemble("")],
  ];
  const languages = ["en", "de"].map((tag) => JSON.parse(readFileSync(installed(`catalogue/${tag}.json`), "utf8")));
  for (const [code, call] of rows) {
    assert.throws(call, ({ constructor, message, notices }) => {
      assert.equal(constructor, Error, message);
      assert.equal(message, code);
      assert.equal(notices.find(({ severity }) => severity === "error").code, code);
      for (const notice of notices) {
        assert.deepEqual(Object.keys(notice).sort(), ["code", "field", "params", "severity", "source"]);
        for (const { notices } of languages) assert.ok(notices[notice.code].cause, notice.code);
      }
      return !code.startsWith("certificate") || notices.length === 1;
    }, `${code}: ${call}`);
  }
});

test("an ArrayBuffer is read like the bytes in it, and a bundle's certificate is prepared", async () => {
  const { makeLoginRequest, prepareLogin } = await functions();
  const bytes = new Uint8Array(readFileSync(join(folder, "login.pfx")));
  verify(makeLoginRequest(bytes.buffer, bytes.buffer, { passphrase: "secret", headerForm: undefined }));
  assert.equal(prepareLogin(bytes, { passphrase: "secret" }).message.length, 100);
});

test("a signature made elsewhere is verified and put in", () => {
  const script = `
    import { readFile } from "node:fs/promises";
    import { execFileSync } from "node:child_process";
    import init, { prepareLogin } from "rsa-signer-js";
    await init({ module_or_path: await readFile(new URL(import.meta.resolve("rsa-signer-js/login_bg.wasm"))) });
    const prepared = prepareLogin(await readFile("login.crt", "utf8"));
    const sign = (key) => execFileSync("openssl", ["dgst", "-sha512", "-sign", key], { input: prepared.message });
    const codes = [];
    for (const wrong of [sign("other.key"), "no signature"]) try { prepared.assemble(wrong); } catch (error) { codes.push(error.message); }
    const bytes = new Uint8Array(sign("login.key"));
    const requests = [bytes, "vault:v1:" + Buffer.from(bytes).toString("base64")].map((signature) => prepared.assemble(signature));
    console.log(JSON.stringify({ codes, requests }));`;
  const { codes, requests } = JSON.parse(run("node", ["--input-type=module", "-e", script]));
  assert.deepEqual(codes, ["signature-mismatch", "signature-unreadable"]);
  requests.forEach(verify);
});

test("the types say what may be written", () => {
  const options = ["--noEmit", "--strict", "--skipLibCheck", "false", "--target", "es2022", "--module", "nodenext", "--lib", "es2022,dom"];
  run("node", [process.env.TYPESCRIPT, ...options, "consumer.ts"]);
});

test("a page of one's own makes a request", { skip: process.env.CHROMIUM ? false : "no chromium" }, async () => {
  const types = { html: "text/html", js: "text/javascript", wasm: "application/wasm" };
  const values = { certificate: readFileSync(join(folder, "login.crt"), "utf8"), key: readFileSync(join(folder, "login.key"), "utf8") };
  // What a person does: fill in both fields and press the button, once the module has run.
  const person = `<script type="module">for (const [id, value] of Object.entries(${JSON.stringify(values)})) document.getElementById(id).value = value;
    const { default: init } = await import("./node_modules/rsa-signer-js/login.js"); await init(); document.getElementById("make").click();</script>`;
  const server = createServer(({ url }, response) => {
    try {
      const content = readFileSync(join(folder, url));
      response.setHeader("Content-Type", types[url.split(".").pop()] ?? "text/plain");
      response.end(url === "/page.html" ? content + person : content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const { execFile } = await import("node:child_process");
  const address = `http://127.0.0.1:${server.address().port}/page.html`;
  const words = ["--headless=new", "--no-sandbox", `--user-data-dir=${join(folder, "profile")}`, "--virtual-time-budget=10000", "--dump-dom", address];
  const dom = await new Promise((done, failed) => execFile(process.env.CHROMIUM, words, (error, out) => (error ? failed(error) : done(out))));
  server.close();
  const [, header, body] = /<pre id="request">Authorization: (.*)\n\n(\{[^<]*\})</.exec(dom) ?? assert.fail(dom);
  verify({ authorization: header, body });
});
