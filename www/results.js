// The two outputs. They are filled together, from one reply, and emptied together. The header is the certificate and
// stays the same; the body is new for every login, and looks old after a while.

import { byId } from "./dom.js";
import { say, sayAgo, sayMoment } from "./catalogue.js";
import { createOutput } from "./output.js";

const authorizationOutput = createOutput("authorization", "result-placeholder");
const bodyOutput = createOutput("body", "result-placeholder");
const createdLine = byId("created");

/** How often the age of the values is written again, in milliseconds. */
const AGE_EVERY = 5000;

/** From this age on the values look old, in seconds. No limit is known; it is time to make new ones. */
const OLD_AFTER = 300;

let ageTimer = 0;
let resultsAged = () => {};

/** When the values were made; null while there are none. @type {number | null} */
let madeAt = null;

/**
 * Calls `aged` once the values have got old.
 * @param {() => void} aged
 */
export function watchResults(aged) {
  resultsAged = aged;
}

/**
 * Fills both outputs from one result, or empties them.
 * @param {Result | null} result
 */
export function showResults(result) {
  clearInterval(ageTimer);
  madeAt = result?.createdAt ?? null;
  if (!result) {
    createdLine.textContent = "";
    createdLine.removeAttribute("data-old");
    authorizationOutput.empty();
    return bodyOutput.empty();
  }
  authorizationOutput.show(result.authorization);
  bodyOutput.show(result.body);
  // Where the header stayed as it was, the body alone is what is new.
  authorizationOutput.mark(false);
  bodyOutput.mark(!result.isHeaderNew && !result.isOld);
  createdLine.toggleAttribute("data-old", result.isOld);
  sayAge();
  ageTimer = setInterval(sayAge, AGE_EVERY);
}

/** Says how old the values are. */
export function sayAge() {
  if (madeAt === null) return;
  const seconds = Math.max(0, Date.now() / 1000 - madeAt);
  const isOld = createdLine.hasAttribute("data-old");
  createdLine.textContent = say(isOld ? "created-old" : "created", { time: sayMoment(madeAt), age: sayAgo(seconds) });
  if (seconds >= OLD_AFTER && !isOld) resultsAged();
}
