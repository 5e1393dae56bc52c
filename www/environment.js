// Where the page runs: what the footer says about it, and where it refuses to.

import { byId } from "./dom.js";
import { BUILD } from "./built.js";
import { say } from "./catalogue.js";

/** Says at the foot of the page where it came from and which version it is. */
export function showEnvironment() {
  const { protocol, host } = window.location;
  byId("running-from").textContent = protocol === "file:" ? say("running-from-file") : say("running-from-host", { host });
  byId("version").textContent = say("version", { version: BUILD.version });
  byId("plain-http").hidden = protocol !== "http:" || window.isSecureContext;
}

/**
 * Whether the page is shown inside another one, which could cover it or watch what is typed.
 * @returns {boolean}
 */
export function isFramed() {
  return window.self !== window.top;
}

/**
 * Says on the one screen that is left why the page cannot run.
 * @param {string} reason key of the sentence
 */
export function showFailure(reason) {
  byId("stopped-reason").textContent = say(reason);
  byId("stopped-causes").hidden = reason === "failed-frame";
  byId("stopped-title").focus();
}
