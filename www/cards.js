// What was found in the fields, in the words that people know from their certificate manager.

import { byId } from "./dom.js";
import { say, sayName, sayTime } from "./catalogue.js";
import { fillValidity } from "./validity.js";

const NO_CERTIFICATE = {
  subject: "", issuer: "", emails: [], serial: "", notBefore: 0, notAfter: 0, daysLeft: 0, bits: null, sha256: "",
  keyUsage: null, extendedKeyUsage: null,
};

/** A text with more letters is not laid out before somebody wants to see it. */
const HEAVY = 100000;

/** The boxes that get small when what is in them is shown as a card, and the buttons that show their texts. */
const folds = [
  { box: byId("certificate"), button: byId("show-certificate") },
  { box: byId("private-key"), button: byId("show-private-key") },
];

for (const { box, button } of folds) {
  button.addEventListener("click", () => unfold(box, button, button.getAttribute("aria-pressed") !== "true"));
}

/**
 * Shows what a reading found, and hides the card of what it did not find.
 * @param {{ certificate: object | null, privateKey: object | null, ready: boolean }} reading
 */
export function showCards({ certificate, privateKey, ready }) {
  byId("certificate-card").hidden = !certificate;
  byId("private-key-card").hidden = !privateKey;
  byId("private-key-pair").hidden = !ready;
  for (const [index, found] of [certificate, privateKey].entries()) fold(folds[index], Boolean(found));
  if (certificate) fillCertificate(certificate);
  if (privateKey) fillPrivateKey(privateKey);
}

/** Hides both cards and forgets what they said. */
export function emptyCards() {
  fillCertificate(NO_CERTIFICATE);
  byId("certificate-more").open = false;
  fillPrivateKey({ bits: 0, form: "" });
  showCards({ certificate: null, privateKey: null, ready: false });
}

function fillCertificate(certificate) {
  const { subject, issuer, emails, serial, notBefore, notAfter, bits, sha256, keyUsage, extendedKeyUsage } = certificate;
  byId("certificate-subject").textContent = subject || say("no-subject");
  byId("certificate-email").textContent = emails.join(", ") || say("none");
  byId("certificate-until").textContent = sayTime(notAfter);
  fillValidity(byId("certificate-days"), certificate);
  byId("certificate-from").textContent = sayTime(notBefore);
  byId("certificate-bits").textContent = bits ? say("bits", { bits }) : say("no-bits");
  byId("certificate-issuer").textContent = issuer || say("no-subject");
  byId("certificate-serial").replaceChildren(...breakable(serial));
  byId("certificate-usage").textContent = sayUsages(keyUsage);
  byId("certificate-purposes").textContent = sayUsages(extendedKeyUsage);
  byId("certificate-sha256").replaceChildren(...breakable(sha256));
}

/** A name without words of its own is shown as the certificate gives it. */
function sayUsages(names) {
  if (names === null) return say("unrestricted");
  return names.map((name) => sayName(`usage-${name}`, name)).join(", ") || say("none");
}

/** A fingerprint may go to the next line after each colon, and copies as it is. */
function breakable(fingerprint) {
  return (fingerprint.match(/[^:]+:?/g) ?? []).flatMap((pair) => [pair, document.createElement("wbr")]);
}

/** A box whose content is known needs one line; its text is one press away. */
function fold({ box, button }, known) {
  if (!known) unfold(box, button, false);
  box.classList.toggle("folded", known);
  box.classList.toggle("heavy", box.value.length > HEAVY);
  // Pasted text leaves a box at its end; one line is shown, and it is the first.
  if (known && box.value.length <= HEAVY) box.scrollTop = 0;
  button.hidden = !known || box.value === "";
}

function unfold(box, button, shown) {
  button.setAttribute("aria-pressed", String(shown));
  box.classList.toggle("revealed", shown);
}

function fillPrivateKey({ bits, form }) {
  byId("private-key-bits").textContent = say("bits", { bits });
  byId("private-key-form").textContent = form;
}
