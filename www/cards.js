// What was found in the fields, in the words that people know from their certificate manager.

import { byId } from "./dom.js";
import { say, sayDay, sayNumber } from "./catalogue.js";

const DAY = 86400;

/**
 * Shows what a reading found, and hides the card of what it did not find.
 * @param {{ certificate: object | null, privateKey: object | null, ready: boolean }} reading
 */
export function showCards({ certificate, privateKey, ready }) {
  byId("certificate-card").hidden = !certificate;
  byId("private-key-card").hidden = !privateKey;
  byId("private-key-pair").hidden = !ready;
  if (certificate) fillCertificate(certificate);
  if (privateKey) fillPrivateKey(privateKey);
}

/** Hides both cards and forgets what they said. */
export function emptyCards() {
  fillCertificate({ subject: "", emails: [], notBefore: 0, notAfter: 0, daysLeft: 0, bits: null, sha256: "" });
  fillPrivateKey({ bits: 0, form: "" });
  showCards({ certificate: null, privateKey: null, ready: false });
}

function fillCertificate({ subject, emails, notBefore, notAfter, daysLeft, bits, sha256 }) {
  byId("certificate-subject").textContent = subject || say("no-subject");
  byId("certificate-email").textContent = emails.join(", ") || say("no-email");
  byId("certificate-validity").textContent = say("validity", { from: sayDay(notBefore), to: sayDay(notAfter) });
  byId("certificate-bits").textContent = bits ? say("bits", { bits }) : say("no-bits");
  byId("certificate-sha256").replaceChildren(...breakable(sha256));
  const chip = byId("certificate-days");
  const wait = Math.ceil((notBefore - Date.now() / 1000) / DAY);
  chip.textContent = sayDays(daysLeft, wait);
  chip.dataset.tone = daysLeft < 0 || wait > 0 ? "bad" : "good";
}

/** A fingerprint may go to the next line after each colon, and copies as it is. */
function breakable(fingerprint) {
  return (fingerprint.match(/[^:]+:?/g) ?? []).flatMap((pair) => [pair, document.createElement("wbr")]);
}

function sayDays(daysLeft, wait) {
  if (daysLeft < 0) return say("expired");
  if (wait > 0) return sayNumber("starts-in", wait);
  return sayNumber("days-left", daysLeft);
}

function fillPrivateKey({ bits, form }) {
  byId("private-key-bits").textContent = say("bits", { bits });
  byId("private-key-form").textContent = form;
}
