// After each request: says what the answer means, and keeps what the next requests need.

const code = pm.response.code;
const login = pm.request.url.getPath().endsWith('/token/authenticate');
const store = pm.environment.name ? pm.environment : pm.collectionVariables;
const type = pm.response.headers.get('Content-Type') || '';
const answer = type.includes('json') ? pm.response.json() : {};

pm.test(`${code} is a success`, () => {
  // A login answers 201 although its documentation says 200; what has nothing to tell answers 204.
  if (!code) throw new Error('No answer came. Look at auth_base_url and int_v2_base_url, and at the proxy between.');
  if (![200, 201, 202, 204].includes(code)) throw new Error(meaning());
  if (type.includes('html')) throw new Error('A web page came instead of an answer: a proxy or firewall stands between.');
});

if (code < 300) {
  keepToken();
  keepPlace();
  keepTask();
}

function keepToken() {
  if (login) {
    pm.test('The answer has a token', () => {
      if (!answer.tokenInfo || !answer.tokenInfo.tokenValue) throw new Error('The answer has no tokenInfo.tokenValue.');
    });
  }
  const token = answer.tokenInfo || {};
  if (token.tokenValue) store.set('anaplan_auth_token', token.tokenValue);
  if (token.expiresAt) console.log(`The token lives until ${new Date(token.expiresAt).toISOString()}.`);
  if (pm.request.url.getPath().endsWith('/token/logout')) store.unset('anaplan_auth_token');
}

// The first workspace and so on is kept when none is chosen. What can be run or overwritten is never chosen by
// a script: imports, exports, processes, actions and files.
function keepPlace() {
  for (const [kind, list] of Object.entries(answer).filter(([, list]) => Array.isArray(list))) {
    if (list[0] && list[0].id) console.log(list.map(({ id, name }) => `${id}  ${name}`).join('\n'));
    const variable = { workspaces: 'workspaceId', models: 'modelId', lists: 'listId', modules: 'moduleId', views: 'viewId' }[kind];
    const first = list.find((one) => kind !== 'models' || isNear(one));
    if (variable && first && !pm.variables.get(variable)) store.set(variable, first.id);
  }
}

function isNear(model) {
  return model.activeState !== 'ARCHIVED' && model.currentWorkspaceId === pm.variables.get('workspaceId');
}

function keepTask() {
  const { task, viewReadRequest } = answer;
  if (viewReadRequest) store.set('requestId', viewReadRequest.requestId);
  if (!task) return;
  store.set('taskId', task.taskId);
  if (task.taskState !== 'COMPLETE') console.log(`The task is ${task.taskState}. Ask again in a few seconds.`);
  if (!task.result) return;
  pm.test('The task succeeded', () => {
    if (!task.result.successful) throw new Error('The task ended without success. Its result says why; look at the dump when there is one.');
  });
  const nested = (task.result.nestedResults || []).find((one) => one.failureDumpAvailable);
  if (nested) store.set('objectId', nested.objectId);
  if (nested || task.result.failureDumpAvailable) console.log('Rows were refused. The requests about the dump show them.');
}

function meaning() {
  const said = answer.statusMessage || (answer.status && answer.status.message) || '';
  const also = said ? ` Anaplan said: ${said}.` : '';
  if (login && code === 401) return `401: the login was refused.${age()} Likeliest first: the values are too old; the ` +
    'certificate is not registered under Administration, Security, Certificates, or has expired; the user whose e-mail ' +
    'address it holds does not exist here or may not log in this way; the private key is of another certificate; ' +
    `auth_base_url is another region's.${also}`;
  if (code === 401) return `401: the token has ended (it lives about 35 minutes) or was logged out. Log in again.${also}`;
  const meanings = {
    400: 'Anaplan could not read the request: look at the header, the body and the ids.',
    403: 'this user may not do this.',
    404: 'there is nothing at these ids, or this user may not see it.',
    405: 'this address does not take this method.',
    429: 'too many requests. Wait, then go on slower.',
  };
  return `${code}: ${meanings[code] || 'the request failed.'}${also}`;
}

function age() {
  const at = pm.info.requestName.includes('generated') && Number(pm.variables.get('anaplan_signed_at'));
  return at ? ` Its values were made ${Math.round(Date.now() / 1000 - at)} seconds ago.` : '';
}
