// The request for other tools. What is shown is always of the request that stands above it. Postman's collection holds
// no value of a request, so it can be imported before there is one.

import { byId } from "./dom.js";
import { marked, say } from "./catalogue.js";
import { ask } from "./core.js";
import { showNotices } from "./notices.js";
import { createOutput } from "./output.js";
import { chooseTool, createTools, isOnWindows } from "./tools.js";
import { markService, serviceAddress } from "./service.js";

const collectionOutput = createOutput("collection");
const environmentOutput = createOutput("environment");
const callOutput = createOutput("call", "result-placeholder");
const scriptOutput = createOutput("export");
const messageOutput = createOutput("http-message");
const fieldOutputs = { certificate: createOutput("field-certificate"), encodedData: createOutput("field-data"), encodedSignedData: createOutput("field-signature") };

const requestOutputs = [callOutput, scriptOutput, messageOutput, environmentOutput, ...Object.values(fieldOutputs)];

/** What each tool is given: one line where one line runs, and a script beside it. */
const FORMS = {
  curl: { line: "curlPosixLine", script: "curlPosix" },
  powershell: { line: "invokeRestMethodLine", script: "invokeRestMethod" },
  cmd: { line: null, script: "curlCmd" },
};
const TOOLS = isOnWindows() ? ["postman", "powershell", "cmd", "curl", "http", "fields"] : ["postman", "curl", "powershell", "cmd", "http", "fields"];
const sendTool = createTools(byId("tools"), TOOLS, () => refreshSend());

/** Postman's collection for the address of the moment; empty while there is none. */
let collectionText = "";

/** The groups of outputs: which one is shown depends on the tool. */
const groups = { postman: byId("export-postman"), fields: byId("export-fields"), http: byId("export-http"), text: byId("export-text") };

/** The values of the request that is shown, or null. @type {any} */
let sendFields = null;

/**
 * Shows the exports of a result, or what there is without one.
 * @param {Result | null} result
 */
export function showSend(result) {
  sendFields = result?.fields ?? null;
  if (!sendFields) {
    for (const output of requestOutputs) output.empty();
  }
  return refreshSend();
}

/** Makes the exports again, for another tool or another address. */
export async function refreshSend() {
  const tool = sendTool();
  showGroup(tool);
  sayProblem([]);
  const request = sendFields;
  if (request) for (const [name, output] of Object.entries(fieldOutputs)) output.show(request[name]);
  for (const [form, output] of wanted(tool, request)) {
    const reply = await ask({ export: { form, service: serviceAddress() } });
    if (!reply || request !== sendFields || tool !== sendTool()) return;
    if (reply.refused) sayProblem(reply.refused.notices);
    if (reply.exported) output.show(reply.exported.text, reply.exported);
    else output.empty();
    if (output !== collectionOutput) continue;
    collectionText = reply.exported?.text ?? "";
    sayByHand();
  }
}

/** The forms to ask for, and where each is shown. */
function wanted(tool, request) {
  if (tool === "postman") return [["postmanCollection", collectionOutput], ...(request ? [["postmanEnvironment", environmentOutput]] : [])];
  if (tool === "http") return request ? [["rawHttp", messageOutput]] : [];
  const { line, script } = FORMS[tool] ?? {};
  if (!request || !script) return [];
  return [...(line ? [[line, callOutput]] : []), [script, scriptOutput]];
}

function showGroup(tool) {
  const name = tool in groups ? tool : "text";
  for (const [key, group] of Object.entries(groups)) group.hidden = key !== name;
  const isLine = Boolean(FORMS[tool]?.line);
  byId("call").parentElement.hidden = !isLine;
  byId("line-hint").textContent = FORMS[tool] ? say(`line-hint-${tool}`) : "";
  // Where no line runs, the file is all there is, and stands open.
  const more = byId("script-more");
  if (!isLine) more.open = true;
  more.classList.toggle("only", !isLine);
}

/** Where a request goes that is copied part by part: the collection knows the address. */
function sayByHand() {
  if (collectionText === "") return byId("postman-by-hand").replaceChildren();
  const { value } = JSON.parse(collectionText).variable.find(({ key }) => key === "auth_base_url");
  byId("postman-by-hand").replaceChildren(...marked(say("postman-by-hand", { address: value })));
}

function sayProblem(notices) {
  markService(notices.some(({ field }) => field === "service"));
  showNotices(byId("service-notices"), notices);
}

/** Says again what depends on the tool. */
export function saySendAgain() {
  showGroup(sendTool());
  sayByHand();
}

/** Back to the tool that comes first, and nothing of a request. */
export function emptySend() {
  sendFields = null;
  for (const output of requestOutputs) output.empty();
  chooseTool(TOOLS[0]);
}
