// Before each request: tells which value is missing, because Anaplan only answers 404 to an address with a hole.

const sent = { ...pm.request.toJSON(), description: '' };
const names = [...JSON.stringify(sent).matchAll(/\{\{(\w+)\}\}/g)].map((found) => found[1]);
const login = pm.request.url.getPath().endsWith('/token/authenticate');
if (!login) names.push('anaplan_auth_token');

// What begins with signed_ is made by the script of the request itself, which runs after this one.
const missing = names.find((name) => !name.startsWith('signed_') && !pm.variables.get(name));
if (missing) {
  const message = missing === 'anaplan_auth_token' ? 'There is no token. Log in first.'
    : `${missing} has no value. Set it in the environment; the requests that list things print their ids in the console.`;
  console.error(message);
  pm.test(message, () => { throw new Error(message); });
  pm.execution.skipRequest();
}
