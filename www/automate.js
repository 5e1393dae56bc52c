// Programs that sign at run time, to be copied or saved.

import { createOutput } from "./output.js";
import { say } from "./catalogue.js";
import { byId } from "./dom.js";
import { createSegments } from "./segments.js";

const programOutput = createOutput("program");
const chosenProgram = createSegments(byId("programs"), ["python", "node", "bash", "powershell"], (name) => `program-${name}`, () => showProgram());

let askForProgram = null;

/**
 * Makes the view work.
 * @param {(request: object) => Promise<object | null>} ask asks the worker
 */
export function watchAutomate(ask) {
  askForProgram = ask;
}

/** Shows the program that is chosen. */
export async function showProgram() {
  const name = chosenProgram();
  byId("program-needs").textContent = say(`program-needs-${name}`);
  const reply = await askForProgram({ program: { name } });
  if (!reply || name !== chosenProgram()) return;
  programOutput.show(reply.exported.text, reply.exported);
}
