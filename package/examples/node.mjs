// node node.mjs CERTIFICATE KEY: prints the request. The passphrase, if any, is the variable PASSPHRASE.
import { readFile } from "node:fs/promises";
import init, { makeLoginRequest } from "rsa-signer-js";

const file = (name) => readFile(new URL(import.meta.resolve(`rsa-signer-js/${name}`)));
const paths = process.argv.slice(2);
if (paths.length !== 2) {
  console.error("Two files are needed: node node.mjs CERTIFICATE KEY. Where one file holds both, name it twice.");
  process.exit(2);
}
await init({ module_or_path: await file("login_bg.wasm") });
const [certificate, key] = await Promise.all(paths.map((path) => readFile(path)));
try {
  const { authorization, body } = makeLoginRequest(certificate, key, { passphrase: process.env.PASSPHRASE });
  console.log(JSON.stringify({ authorization, body }));
} catch (error) {
  // A TypeError, for one: a fault of the program, not of the files.
  if (!error.notices) throw error;
  const catalogue = JSON.parse(await file("catalogue/en.json"));
  for (const { code, params } of error.notices) {
    const value = ({ text, number, time }) => text ?? number ?? new Date(time * 1000).toISOString();
    const say = (sentence) => sentence.replace(/\{(\w+)\}/g, (_, name) => value(params[name]));
    const { cause, remedy } = catalogue.notices[code];
    console.error(`${code}: ${say(cause)} ${say(remedy)}`);
  }
  process.exitCode = 1;
}
