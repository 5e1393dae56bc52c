// Runs one script before a request in the sandbox of the Postman app, or in Newman's. Standard input:
// { script, values, vault, old }; standard output: { variables, environment, skipped, tests }.

import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const modules = createRequire(join(process.env.RSA_SIGNER_PACKAGES, 'package.json'));
const job = JSON.parse(readFileSync(0, 'utf8'));
const from = job.old ? createRequire(modules.resolve('newman')) : modules;
const sandbox = from('postman-sandbox');

sandbox.createContext((failure, context) => {
  if (failure) throw failure;
  const tests = [];
  let skipped = false;
  context.on('execution.assertion.1', (_, all) => tests.push(...all));
  context.on('execution.skipRequest.1', () => { skipped = true; });
  context.on('execution.vault.1', (id, command, name) => {
    if (!job.vault) return context.dispatch('execution.vault.1', id, 'Vault access denied');
    return context.dispatch('execution.vault.1', id, null, command === 'get' ? job.vault[name] : undefined);
  });
  const values = Object.entries(job.values).map(([key, value]) => ({ key, value }));
  const event = { listen: 'prerequest', script: { exec: job.script } };
  context.execute(event, { id: '1', context: { environment: { values } } }, (error, result) => {
    const plain = (scope) => Object.fromEntries((scope?.values ?? []).map(({ key, value }) => [key, value]));
    process.stdout.write(JSON.stringify({
      error: error?.message ?? null,
      variables: plain(result._variables),
      environment: plain(result.environment),
      skipped: skipped || result.return?.nextRequest === null,
      tests: tests.map(({ name, passed }) => ({ name, passed })),
    }), () => process.exit(0));
  });
});
