// Says what is wrong with the collection on standard input, as a JSON array of texts.

import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';

const modules = createRequire(join(process.env.RSA_SIGNER_PACKAGES, 'package.json'));
const { PostmanValidator } = modules('@har-sdk/validator');

const text = readFileSync(0, 'utf8');
const collection = JSON.parse(text);
const wrong = (await new PostmanValidator().verify(collection)).map((error) => JSON.stringify(error));
if (text !== `${JSON.stringify(collection, null, 2)}\n`) wrong.push('It is not laid out with two spaces.');

const requests = (items = []) => items.flatMap((item) => (item.item ? requests(item.item) : [item]));
const scripts = [collection, ...requests(collection.item)].flatMap(({ event }) => event ?? []);
for (const { listen, script } of scripts) {
  try {
    new Script(script.exec.join('\n'));
  } catch (error) {
    wrong.push(`${listen}: ${error.message}`);
  }
}
process.stdout.write(JSON.stringify(wrong));
