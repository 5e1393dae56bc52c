// The worked example: a certificate and a key that everybody knows, and the mark that it is one.

import { byId } from "./dom.js";

const banner = byId("sample");
const welcome = byId("welcome");

/**
 * Makes the buttons work.
 * @param {{ load: () => void, remove: () => void }} events
 */
export function watchSample({ load, remove }) {
  byId("load-sample").addEventListener("click", load);
  byId("remove-sample").addEventListener("click", remove);
}

/**
 * Shows the mark while the fields hold the sample, and the offer while they hold nothing.
 * @param {boolean} isSample
 * @param {boolean} isUnused
 */
export function showSample(isSample, isUnused) {
  banner.hidden = !isSample;
  welcome.hidden = !isUnused;
}
