// What was found, in the words that people know from their certificate manager: whose certificate, until when; and
// whether the private key belongs to it.

import { ask } from "./core.js";
import { byId } from "./dom.js";
import { say, sayDay, sayName, sayTime } from "./catalogue.js";
import { createOutput } from "./output.js";
import { isRenewable, isSuperseded, PASTE_IDS } from "./state.js";
import { fillValidity } from "./validity.js";

const NO_CERTIFICATE = {
  commonName: null, organization: null, country: null, subject: "", issuer: "", emails: [], serial: "", notBefore: 0, notAfter: 0, daysLeft: 0, bits: null, sha256: "",
  keyUsage: null, extendedKeyUsage: null, kind: { kind: "private" }, crl: [], ocsp: [], isCa: false,
};

/** A text with more letters is not laid out before somebody wants to see it: a megabyte holds the page for half a second. */
const HEAVY = 100000;

/** The boxes that get small when what is in them is shown as a card, and the buttons that show their texts. */
const folds = [
  { id: PASTE_IDS.certificate, box: byId("certificate"), button: byId("show-certificate") },
  { id: PASTE_IDS.privateKey, box: byId("private-key"), button: byId("show-private-key") },
];

const revocationOutput = createOutput("revocation-commands");

byId("revocation").addEventListener("toggle", async ({ target }) => {
  if (!target.open) return;
  const reply = await ask("revocation");
  if (reply && target.open) revocationOutput.show(reply.revocation.commands ?? "");
});

for (const { box, button } of folds) {
  button.addEventListener("click", () => unfold(box, button, button.getAttribute("aria-pressed") !== "true"));
}

/**
 * Shows what a reading found, and hides the card of what it did not find.
 * @param {Reading | null} reading
 */
export function showCards(reading) {
  const { certificate = null, privateKey = null, ready = false, sources = [] } = reading ?? {};
  byId("certificate-card").hidden = !certificate;
  byId("private-key-card").hidden = !privateKey;
  byId("private-key-pair").hidden = !ready;
  for (const fold of folds) foldBox(fold, sources.find(({ id }) => id === fold.id));
  fillCertificate(certificate ?? NO_CERTIFICATE);
  byId("certificate-renew").hidden = !certificate || !isRenewable(certificate) || isSuperseded(reading);
  if (!certificate) byId("certificate-more").open = false;
  byId("private-key-bits").textContent = privateKey ? say("bits", { bits: privateKey.bits }) : "";
  byId("private-key-form").textContent = privateKey && privateKey.source === null ? say("made-here") : privateKey?.form ?? "";
}

/**
 * Whether the text in a box would take long to lay out.
 * @param {{ value: string }} box
 * @returns {boolean}
 */
export function isHeavy({ value }) {
  return value.length > HEAVY;
}

/**
 * What a certificate is called: the name in it, else the e-mail address or the whole subject.
 * @param {Certificate} certificate
 * @returns {string}
 */
export function certificateName({ commonName, subject, emails }) {
  return commonName || emails[0] || subject || say("no-subject");
}

function fillCertificate(certificate) {
  const { subject, issuer, emails, serial, notBefore, notAfter, bits, sha256, keyUsage, extendedKeyUsage } = certificate;
  byId("certificate-name").textContent = sha256 ? certificateName(certificate) : "";
  byId("certificate-email").textContent = emails.join(", ");
  byId("certificate-until").textContent = say("until", { day: sayDay(notAfter) });
  fillValidity(byId("certificate-days"), certificate);
  byId("certificate-subject").textContent = subject || say("no-subject");
  byId("certificate-from").textContent = sayTime(notBefore);
  byId("certificate-end").textContent = sayTime(notAfter);
  byId("certificate-bits").textContent = bits ? say("bits", { bits }) : say("no-bits");
  byId("certificate-issuer").textContent = issuer || say("no-subject");
  byId("certificate-serial").replaceChildren(...breakable(serial));
  byId("certificate-usage").textContent = sayUsages(keyUsage);
  byId("certificate-purposes").textContent = sayUsages(extendedKeyUsage);
  fillKind(certificate.kind);
  showRevocation(certificate);
  byId("certificate-sha256").replaceChildren(...breakable(sha256));
  byId("certificate-remind").hidden = certificate.isCa || certificate.daysLeft < 1;
}

/** The commands are asked for when somebody wants to see them. */
function showRevocation({ crl, ocsp }) {
  const fold = byId("revocation");
  fold.hidden = ![...crl, ...ocsp].some((address) => /^https?:/.test(address));
  fold.open = false;
  revocationOutput.empty();
}

/** Which kind it is, and what that means for this login and the next renewal. */
function fillKind({ kind, validation, generation, client }) {
  const smime = () => say("kind-smime", { validation: say(`kind-${validation}`), generation: say(`kind-${generation}`) });
  const name = kind === "smime" ? generation : kind === "tls" && client ? "tls-client" : kind;
  byId("certificate-kind").textContent = kind === "smime" ? smime() : say(`kind-${name}`);
  byId("certificate-means").textContent = say(`means-${name}`);
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

function isKnown(source) {
  return Boolean(source) && source.certificates + source.privateKeys > 0;
}

/** A box whose content is known needs one line; its text is one press away. */
function foldBox({ box, button }, source) {
  const isFolded = isKnown(source);
  if (!isFolded) unfold(box, button, false);
  box.classList.toggle("folded", isFolded);
  // What was pasted stays unseen until it is read.
  box.classList.toggle("heavy", isHeavy(box) && (isFolded || (!source && box.matches(".heavy"))));
  // Pasted text leaves a box at its end; one line is shown, and it is the first.
  if (isFolded && !isHeavy(box)) box.scrollTop = 0;
  button.hidden = !isFolded || box.value === "";
}

function unfold(box, button, isShown) {
  button.setAttribute("aria-pressed", String(isShown));
  box.classList.toggle("revealed", isShown);
}
