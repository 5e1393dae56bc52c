// node node.mjs CERTIFICATE KEY: prints the request. The passphrase, if any, is the variable PASSPHRASE.
import { readFile } from "node:fs/promises";
import init, { makeLoginRequest } from "rsa-signer-js";

const wasm = new URL(import.meta.resolve("rsa-signer-js/login_bg.wasm"));
await init({ module_or_path: await readFile(wasm) });
const [certificate, key] = await Promise.all(process.argv.slice(2).map((path) => readFile(path)));
try {
  const { authorization, body } = makeLoginRequest(certificate, key, { passphrase: process.env.PASSPHRASE });
  console.log(JSON.stringify({ authorization, body }));
} catch (error) {
  console.error(error.message, JSON.stringify(error.notices));
  process.exitCode = 1;
}
