// The request for other tools. What is shown is always of the request that stands above it.

import { byId } from "./dom.js";
import { showNotices } from "./notices.js";
import { createOutput } from "./output.js";
import { createSegments } from "./segments.js";
import { markService, serviceAddress } from "./service.js";

const exportOutput = createOutput("export");
const collectionOutput = createOutput("collection");
const environmentOutput = createOutput("environment");
const fieldOutputs = { certificate: createOutput("field-certificate"), encodedData: createOutput("field-data"), encodedSignedData: createOutput("field-signature") };
const TOOLS = ["postman", "curlPosix", "curlCmd", "curlPowershell", "invokeRestMethod", "rawHttp", "fields"];
const chosenTool = createSegments(byId("tools"), TOOLS, (tool) => `tool-${tool}`, () => refreshExports());

/** The groups of outputs: which one is shown depends on the tool. */
const groups = { postman: byId("export-postman"), fields: byId("export-fields"), text: byId("export-text") };

/** The values of the request that is shown, or null. */
let shown = null;

let askWorker = null;

/**
 * Makes the exports work.
 * @param {(request: object) => Promise<object | null>} ask asks the worker
 */
export function watchExports(ask) {
  askWorker = ask;
}

/**
 * Shows the exports of a request.
 * @param {{ fields: object }} generated
 */
export function showExports(generated) {
  shown = generated.fields;
  byId("use-body").hidden = false;
  return refreshExports();
}

/** Empties the exports: there is no request, or not any more. */
export function emptyExports() {
  shown = null;
  byId("use-body").hidden = true;
  for (const output of [exportOutput, collectionOutput, environmentOutput, ...Object.values(fieldOutputs)]) output.empty();
  sayServiceProblem([]);
  showGroup();
}

/** Makes the exports anew, for another tool or another address. */
export async function refreshExports() {
  showGroup();
  if (!shown) return;
  const request = shown;
  const tool = chosenTool();
  const forms = tool === "postman" ? { postmanCollection: collectionOutput, postmanEnvironment: environmentOutput } : { [tool]: exportOutput };
  for (const [name, output] of Object.entries(fieldOutputs)) output.show(request[name]);
  if (tool === "fields") return;
  for (const [form, output] of Object.entries(forms)) {
    const reply = await askWorker({ export: { form, service: serviceAddress() } });
    if (!reply || request !== shown || tool !== chosenTool()) return;
    sayServiceProblem(reply.refused?.notices ?? []);
    if (reply.exported) output.show(reply.exported.text, reply.exported);
    else output.empty();
  }
}

function showGroup() {
  const tool = chosenTool();
  const name = tool in groups ? tool : "text";
  for (const [key, group] of Object.entries(groups)) group.hidden = key !== name;
}

function sayServiceProblem(notices) {
  markService(notices.some(({ field }) => field === "service"));
  showNotices(byId("service-notices"), notices);
}
