// Which certificate to use, where the private key belongs to several.

import { byId } from "./dom.js";
import { say, sayDay } from "./catalogue.js";

const choiceField = byId("choice-field");
const choiceSelect = byId("choice");

/** What the person chose; null while the core's own order stands. */
let chosen = null;

/**
 * Calls `changed` when the person has chosen another certificate.
 * @param {() => void} changed
 */
export function watchChoice(changed) {
  choiceSelect.addEventListener("change", () => {
    chosen = choiceSelect.value;
    changed();
  });
}

/**
 * What a `read` request carries.
 * @returns {string | null} SHA-256 of the certificate
 */
export function chosenCertificate() {
  return chosen;
}

/**
 * Shows what there is to choose from, and which one is in use.
 * @param {{ certificate: object | null, choices: object[] }} reading
 */
export function showChoice({ certificate, choices }) {
  if (!choices.some(({ sha256 }) => sha256 === chosen)) chosen = null;
  choiceField.hidden = choices.length < 2;
  choiceSelect.replaceChildren(...choices.map(choiceOption));
  if (certificate) choiceSelect.value = certificate.sha256;
}

/** Nothing is chosen, and there is nothing to choose from. */
export function emptyChoice() {
  showChoice({ certificate: null, choices: [] });
}

function choiceOption({ sha256, subject, notAfter }) {
  const option = document.createElement("option");
  option.value = sha256;
  option.textContent = say("choice-option", { subject: subject || say("no-subject"), until: sayDay(notAfter) });
  return option;
}
