// Runs collections as a person's tool would. Jobs come as a JSON array on standard input, what came of them goes as
// one to standard output.
//
// A job: { engine: "newman" or "app", collection, environment, values, only, ca, vault }. `values` are put into the
// environment, `only` is the one request to send; `vault` is what the app's vault holds, or null when it is closed.
// What comes of it: { requests: [{ name, method, url, status }], failures: [text], console: [text], environment }.

import { createRequire } from 'node:module';
import * as fs from 'node:fs';
import { join } from 'node:path';

const modules = createRequire(join(process.env.RSA_SIGNER_PACKAGES, 'package.json'));

const newman = (job) => new Promise((resolve, reject) => {
  const outcome = { requests: [], failures: [], console: [] };
  const run = modules('newman').run({
    collection: job.collection,
    environment: filled(job),
    folder: job.only ?? undefined,
    reporters: [],
    sslExtraCaCerts: job.ca,
  }, (error, summary) => {
    if (error) return reject(error);
    outcome.failures = summary.run.failures.map(({ error: { message } }) => message);
    outcome.environment = Object.fromEntries(summary.environment.values.map(({ key, value }) => [key, value]));
    return resolve(outcome);
  });
  run.on('request', (error, { item, request, response }) => outcome.requests.push(told(item, request, response)));
  run.on('console', (_, { messages }) => outcome.console.push(messages.join(' ')));
});

// The Postman app is built around this package; the version is one that the app of its time has.
const app = (job) => new Promise((resolve, reject) => {
  const runtime = modules('postman-runtime');
  const { Collection, VariableScope } = createRequire(modules.resolve('postman-runtime'))('postman-collection');
  const outcome = { requests: [], failures: [], console: [], environment: {} };
  const seen = (_, __, results) => results.forEach(({ error, result }) => {
    if (error) outcome.failures.push(error.message);
    if (result) outcome.environment = result.environment.values.reduce((all, { key, value }) => ({ ...all, [key]: value }), {});
  });
  const vault = new VariableScope({
    prefix: 'vault:',
    values: Object.entries(job.vault ?? {}).map(([key, value]) => ({ key: `vault:${key}`, value })),
  });
  vault._ = { allowScriptAccess: () => Boolean(job.vault) };
  new runtime.Runner().run(new Collection(job.collection), {
    environment: new VariableScope(filled(job)),
    vaultSecrets: vault,
    fileResolver: fs,
    requester: { extendedRootCA: job.ca },
    ...(job.only && { entrypoint: { execute: job.only } }),
  }, (error, run) => {
    if (error) return reject(error);
    return run.start({
      assertion: (_, all) => outcome.failures.push(...all.filter(({ passed }) => !passed).map((one) => one.error.message)),
      console: (_, __, ...messages) => outcome.console.push(messages.join(' ')),
      exception: (_, thrown) => outcome.failures.push(thrown.message),
      prerequest: seen,
      test: seen,
      request: (failure, _, response, request, item) => {
        if (failure) outcome.failures.push(failure.message);
        outcome.requests.push(told(item, request, response));
      },
      done: (failure) => (failure ? reject(failure) : resolve(outcome)),
    });
  });
});

function filled({ environment, values = {} }) {
  const kept = environment.values.filter(({ key }) => !(key in values));
  const added = Object.entries(values).map(([key, value]) => ({ key, value, enabled: true }));
  return { ...environment, values: [...kept, ...added] };
}

function told(item, request, response) {
  return { name: item.name, method: request.method, url: request.url.toString(), status: response?.code ?? null };
}

const outcomes = [];
for (const job of JSON.parse(fs.readFileSync(0, 'utf8'))) outcomes.push(await { newman, app }[job.engine](job));
process.stdout.write(JSON.stringify(outcomes), () => process.exit(0));
