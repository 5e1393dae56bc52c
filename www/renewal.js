// The old and the new certificate of one person, side by side: what is the same, what is not and what follows from it, and
// in which order to change over so that no login fails in between.

import { byId } from "./dom.js";
import { say, sayDay, sayName, sayNumber } from "./catalogue.js";

const DAY_LENGTH = 86400;
const TONE_ICONS = { good: "done", due: "warning", note: "information" };

/** The reading whose comparison is shown, for saying it in another language. @type {any} */
let read = null;

/** What is compared in it. @type {any} */
let compared = null;

/**
 * Shows the comparison of a reading, or hides it.
 * @param {Reading | null} reading
 */
export function showComparison(reading) {
  read = reading;
  compared = reading?.comparison ?? null;
  byId("comparison").hidden = !compared;
  if (!compared) return;
  byId("comparison-facts").replaceChildren(...comparedFacts().map(comparedRow));
  const end = sayDay(compared.old.notAfter);
  const replace = compared.old.daysLeft < 0 ? "replace-late" : "replace";
  for (const name of ["register", "try", "disable"]) byId(`comparison-${name}`).textContent = say(`comparison-${name}`);
  byId("comparison-replace").textContent = say(`comparison-${replace}`, { end });
}

/** Says it again. */
export function sayComparisonAgain() {
  showComparison(read);
}

/** What is compared, in the order in which it matters; `due` is what needs attention, `note` what is worth knowing. @returns {[string, string][]} */
function comparedFacts() {
  const { old, new: next, sameEmails, sameSubject, sameKey, sameIssuer, lostUsages, overlap } = compared;
  const change = (from, to) => say("comparison-change", { from, to });
  const usages = lostUsages.map((name) => sayName(`usage-${name}`, name)).join(", ");
  const days = Math.floor(Math.abs(overlap) / DAY_LENGTH);
  return [
    sameEmails ? ["good", say("same-emails", { emails: next.emails.join(", ") })] : ["due", `${say("other-emails")} ${change(old.emails.join(", "), next.emails.join(", "))}`],
    sameKey ? ["good", say("same-key")] : ["note", say("other-key")],
    sameIssuer ? ["good", say("same-issuer")] : ["due", `${say("other-issuer")} ${change(old.issuer, next.issuer)}`],
    ...(sameSubject ? [] : [/** @type {[string, string]} */ (["note", `${say("other-subject")} ${change(old.subject, next.subject)}`])]),
    usages ? ["due", say("lost-usages", { usages })] : ["good", say("kept-usages")],
    overlap < 0 ? ["due", sayNumber("comparison-gap", days)] : ["good", say("comparison-overlap", { days: sayNumber("days", days), end: sayDay(Math.min(old.notAfter, next.notAfter)) })],
    ["good", say("comparison-until", { end: sayDay(next.notAfter) })],
    ...(nextToRegister(read) ? [/** @type {[string, string]} */ (["due", say("comparison-uses-old")])] : []),
  ];
}

/**
 * Says which certificate is to be registered next, though requests are made with the old one, because the private key
 * of the new one is not open: its SHA-256, or null.
 * @param {Reading | null} reading
 * @returns {string | null}
 */
export function nextToRegister(reading) {
  if (!reading?.comparison || !reading.ready || reading.choices.length > 0) return null;
  const { old, new: next } = reading.comparison;
  const isUsable = next.bits !== null && next.daysLeft >= 0;
  return isUsable && reading.certificate?.sha256 === old.sha256 ? next.sha256 : null;
}

function comparedRow([tone, text]) {
  const row = document.createElement("li");
  row.dataset.tone = tone;
  const icon = /** @type {Element} */ (byId("message-template").content.firstElementChild.cloneNode(true));
  icon.querySelector("use")?.setAttribute("href", `#icon-${TONE_ICONS[tone]}`);
  const words = document.createElement("span");
  words.textContent = text;
  row.append(icon, words);
  return row;
}
