// The four steps of a request: which are done, which one is next, and one sentence that says so.

import { byId } from "./dom.js";
import { say } from "./catalogue.js";

const stepSections = { certificate: byId("step-certificate"), key: byId("step-key"), request: byId("step-request"), use: byId("step-use") };

let standing = { certificate: false, warned: false, key: false, passphrase: false, detached: false, prepared: false, made: false };

/**
 * Shows how far the person has come. What is left out stays as it is.
 * @param {{ certificate?: boolean, warned?: boolean, key?: boolean, passphrase?: boolean, detached?: boolean, prepared?: boolean, made?: boolean }} news
 */
export function showSteps(news = {}) {
  standing = { ...standing, ...news };
  const done = { certificate: standing.certificate, key: standing.key, request: standing.made, use: false };
  // A bundle that waits for its passphrase may hold everything that seems to be missing.
  const waiting = standing.passphrase && !done.key;
  const next = standing.made ? "use" : waiting ? "key" : Object.keys(done).find((name) => !done[name]);
  for (const [name, section] of Object.entries(stepSections)) {
    section.dataset.progress = done[name] ? "done" : name === next ? "next" : "later";
  }
  // A certificate that the service will probably refuse is not ticked off.
  stepSections.certificate.toggleAttribute("data-warned", standing.warned);
  byId("next").textContent = standing.made ? "" : say(`next-${waiting ? "passphrase" : whatNext(next)}`);
}

function whatNext(step) {
  if (step === "key" && standing.detached) return standing.prepared ? "signature" : "prepare";
  return step === "request" && standing.warned ? "request-warned" : step;
}
