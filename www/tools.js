// Which tool the person uses: asked in two places, and the same in both for as long as the page is open.

import { createSegments } from "./segments.js";

/** How to choose a tool in each row of choices. */
const places = [];

/**
 * Fills a fieldset with tools.
 * @param {HTMLElement} place
 * @param {string[]} names of the tools, the first one is chosen
 * @param {() => void} changed
 * @returns {() => string} the tool that is chosen
 */
export function createTools(place, names, changed) {
  const tools = createSegments(place, names, (tool) => `tool-${tool}`, () => {
    chooseTool(tools.value());
    changed();
  });
  places.push((tool) => tools.choose(tool) && changed());
  return tools.value;
}

/**
 * Chooses a tool wherever it is offered.
 * @param {string} tool
 */
export function chooseTool(tool) {
  for (const choose of places) choose(tool);
}

/**
 * Whether this computer runs Windows, as far as the browser says.
 * @returns {boolean}
 */
export function isOnWindows() {
  return /win/i.test(/** @type {any} */ (navigator).userAgentData?.platform || navigator.platform || "");
}
