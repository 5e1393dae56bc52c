// Programs that sign at run time, and how to run them: in a shell, in schedulers and in pipelines.

import { PROGRAMS } from "./built.js";
import { unpackedText } from "./packed.js";
import { createOutput } from "./output.js";
import { marked, say } from "./catalogue.js";
import { ask } from "./core.js";
import { byId } from "./dom.js";
import { createSegments } from "./segments.js";
import { serviceAddress } from "./service.js";

const PROGRAM_NAMES = ["python", "node", "java", "csharp", "powershell", "bash"];
const RECIPES = ["cron", "task-scheduler", "github-actions", "jenkins", "azure-pipelines", "kubernetes"];

const programOutput = createOutput("program");
const recipeOutput = createOutput("recipe");
const programs = createSegments(byId("programs"), PROGRAM_NAMES, (name) => `program-${name}`, () => showProgram());
const recipes = createSegments(byId("recipes"), RECIPES, (name) => `recipe-${name}`, () => showRecipe());

/** @type {any} */
let currentProgram = null;

/**
 * The text of each program under the name of its file; unpacked when the first one is shown.
 * @type {Record<string, string> | null}
 */
let programTexts = null;

/**
 * Chooses a program, which is shown with its view.
 * @param {string} name
 * @returns {boolean} whether there is one in this language
 */
export function chooseProgram(name) {
  if (!PROGRAM_NAMES.includes(name)) return false;
  programs.choose(name);
  return true;
}

/** Shows the program that is chosen. */
export async function showProgram() {
  const name = programs.value();
  byId("program-needs").textContent = say(`program-needs-${name}`);
  const reply = await ask({ program: { name, service: serviceAddress() } });
  if (!reply || name !== programs.value()) return;
  programTexts ??= JSON.parse(await unpackedText(PROGRAMS));
  currentProgram = reply.program;
  showProgramSteps(name);
  programOutput.show(/** @type {any} */ (programTexts)[currentProgram.fileName], currentProgram);
  showRecipe();
}

/** Three steps: save, run, use the token. */
function showProgramSteps(name) {
  const own = name === "powershell" ? "-powershell" : "";
  const save = name === "node" ? "-node" : own;
  byId("program-save").replaceChildren(...marked(say(`program-save${save}`, { file: currentProgram.fileName })));
  byId("program-run").replaceChildren(...marked(say(`program-run${own}`)));
  byId("program-call").textContent = say(`program-call${own}`);
  byId("program-region").textContent = say("program-region", { address: currentProgram.auth });
  byId("program-run-line").replaceChildren(...lineOfShell(currentProgram.run));
  byId("program-call-line").replaceChildren(...lineOfShell(currentProgram.call));
  byId("program-steps").hidden = false;
}

/** A line as it is, whose options do not break behind their hyphens. */
function lineOfShell(text) {
  return text.split(/(--?[\w-]+)/).map((part, place) => {
    if (place % 2 === 0) return part;
    const option = document.createElement("span");
    option.className = "whole";
    option.textContent = part;
    return option;
  });
}

function showRecipe() {
  const recipe = currentProgram?.recipes.find(({ name }) => name === recipes.value());
  if (recipe) recipeOutput.show(recipe.text);
}
