// Which certificate to use, where the private key belongs to several.

import { byId } from "./dom.js";
import { say, sayDay } from "./catalogue.js";

const choiceField = byId("choice-field");
const choiceSelect = byId("choice");

/**
 * Calls `changed` with the SHA-256 of the certificate that the person has chosen.
 * @param {(sha256: string) => void} changed
 */
export function watchChoice(changed) {
  choiceSelect.addEventListener("change", () => changed(choiceSelect.value));
}

/**
 * Shows what there is to choose from, and which one is in use.
 * @param {{ certificate: any, choices: any[] }} reading
 */
export function showChoice({ certificate, choices }) {
  choiceField.hidden = choices.length < 2;
  choiceSelect.replaceChildren(...choices.map(choiceOption));
  if (certificate) choiceSelect.value = certificate.sha256;
}

function choiceOption({ sha256, subject, notAfter }) {
  return new Option(say("choice-option", { subject: subject || say("no-subject"), until: sayDay(notAfter) }), sha256);
}
