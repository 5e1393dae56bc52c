// Where the page runs: what the footer says about it, and where it refuses to.

import { byId } from "./dom.js";
import { BUILD } from "./built.js";
import { say, sayDay } from "./catalogue.js";

/** What the page cannot run for, and whether the program has passed its check. */
let failure = null;
let passed = false;

/** Says at the foot of the page where it came from and which build it is. */
export function showEnvironment() {
  const { protocol, host } = window.location;
  const secure = window.isSecureContext ? "secure" : "insecure";
  byId("running-from").textContent = protocol === "file:" ? say("running-from-file") : say(`running-from-host-${secure}`, { host });
  byId("version").textContent = say("version", { version: BUILD.version });
  // At noon, so that the day is the same wherever the person is.
  byId("check-version").textContent = say("check-version", { version: BUILD.version, date: sayDay(Date.parse(`${BUILD.date}T12:00`) / 1000) });
  byId("plain-http").hidden = protocol !== "http:" || window.isSecureContext;
  byId("checked").textContent = passed ? say("check-passed") : "";
  byId("script-hash").textContent = scriptHash();
  byId("show-proof").setAttribute("aria-expanded", String(byId("proof").open));
  if (failure) byId("stopped-reason").textContent = say(failure);
}

/** Opens what says how to check the page, from the promise at the top. */
export function watchProof() {
  const proof = byId("proof");
  byId("show-proof").addEventListener("click", () => {
    proof.open = true;
    proof.scrollIntoView({ block: "start" });
    proof.querySelector("summary").focus();
  });
  proof.addEventListener("toggle", () => byId("show-proof").setAttribute("aria-expanded", String(proof.open)));
}

/** The very first thing that shows that the script runs. */
export function showVersion() {
  byId("version").textContent = BUILD.version;
}

/** Says that the program has passed its check. */
export function showPassed() {
  passed = true;
  showEnvironment();
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
 * @param {string | null} reason key of the sentence; null leaves the markup's, that the browser is too old
 */
export function showFailure(reason) {
  failure = reason;
  if (reason) byId("stopped-reason").textContent = say(reason);
  byId("stopped-causes").hidden = reason === "failed-frame";
  if (reason) clearFile();
  byId("stopped-title").focus();
}

/** Drops the suspicion that the file was changed: its script runs, whose hash the browser has compared, and knows better. */
export function clearFile() {
  byId("stopped-changed").hidden = true;
}

/** The browser has compared the script with this hash before it ran it: the policy allows no other. */
function scriptHash() {
  const policy = /** @type {HTMLMetaElement | null} */ (document.querySelector("meta[http-equiv]"))?.content ?? "";
  return policy.match(/script-src '([^']+)'/)?.[1] ?? say("none");
}
