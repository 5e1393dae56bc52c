// Which tool the person uses: asked in two places, and the same in both for as long as the page is open.

import { createSegments } from "./segments.js";

/** The rows of choices: how to choose a tool in each, and what it changes there. */
const places = [];

/**
 * Fills a fieldset with tools.
 * @param {HTMLElement} place
 * @param {string[]} names of the tools, the first one is chosen
 * @param {() => void} changed
 * @returns {() => string} the tool that is chosen
 */
export function createTools(place, names, changed) {
  const chosen = createSegments(place, names, (tool) => `tool-${tool}`, () => {
    const tool = chosen();
    for (const other of places) if (other.place !== place) other.choose(tool);
    changed();
  });
  const choose = (tool) => {
    const radio = /** @type {HTMLInputElement | null} */ (place.querySelector(`input[value="${tool}"]`));
    if (!radio || radio.checked) return;
    radio.checked = true;
    changed();
  };
  places.push({ place, choose });
  return chosen;
}

/**
 * Chooses a tool wherever it is offered.
 * @param {string} tool
 */
export function chooseTool(tool) {
  for (const { choose } of places) choose(tool);
}

/**
 * Whether this computer runs Windows, as far as the browser says.
 * @returns {boolean}
 */
export function isOnWindows() {
  return /win/i.test(/** @type {any} */ (navigator).userAgentData?.platform || navigator.platform || "");
}
