// The three steps of a request: which are done, which one is next, and one sentence that says so.

import { byId } from "./dom.js";
import { say, sayNumber } from "./catalogue.js";
import { lockedFiles, next, steps } from "./state.js";

const STEPS = ["files", "request", "send"];

/**
 * Shows how far the person has come.
 * @param {PageState} state
 */
export function showSteps(state) {
  const progress = steps(state);
  for (const [index, name] of STEPS.entries()) {
    const section = byId(`step-${name}`);
    section.dataset.progress = progress[name];
    if (progress[name] === "next") section.setAttribute("aria-current", "step");
    else section.removeAttribute("aria-current");
    const words = say(`step-${progress[name]}`, { number: index + 1, count: STEPS.length });
    section.querySelector("[data-step-state]").textContent = words;
  }
  byId("step-files").toggleAttribute("data-empty", state.items.length === 0);
  // A certificate that Anaplan will probably refuse is not ticked off.
  byId("step-files").toggleAttribute("data-warned", progress.isWarned);
  // Who signs elsewhere has another next button.
  byId("step-request").toggleAttribute("data-elsewhere", state.isSigning && !state.reading?.ready);
  const key = next(state);
  byId("next").textContent = key === "" ? "" : say(key);
  // What is still locked may well be needed after all, such as the next certificate.
  const waiting = key !== "" && state.reading?.ready ? lockedFiles(state) : [];
  byId("next-locked").textContent = waiting.length > 0 ? sayNumber("still-locked", waiting.length, { names: waiting.join(", ") }) : "";
}
