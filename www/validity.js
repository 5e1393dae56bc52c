// How long a certificate is still good, as a chip in words and tone.

import { sayNumber, say } from "./catalogue.js";
import { RENEW_FROM } from "./state.js";

const DAY = 86400;

/**
 * Fills a chip.
 * @param {HTMLElement} element
 * @param {{ notBefore: number, daysLeft: number }} certificate
 */
export function fillValidity(element, { notBefore, daysLeft }) {
  const wait = Math.ceil((notBefore - Date.now() / 1000) / DAY);
  element.textContent = sayValidity(daysLeft, wait);
  element.dataset.tone = validityTone(daysLeft, wait);
}

function sayValidity(daysLeft, wait) {
  if (daysLeft < 0) return say("expired");
  if (wait > 0) return sayNumber("starts-in", wait);
  if (daysLeft === 0) return say("days-left-none");
  return sayNumber("days-left", daysLeft);
}

function validityTone(daysLeft, wait) {
  if (daysLeft < 0 || wait > 0) return "bad";
  return daysLeft < RENEW_FROM ? "due" : "good";
}
