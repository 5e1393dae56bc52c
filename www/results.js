// The two outputs. They are filled together, from one reply, and emptied together.

import { byId } from "./dom.js";
import { say, sayAgo, sayTime } from "./catalogue.js";
import { createOutput } from "./output.js";

const authorizationOutput = createOutput("authorization", "authorization-placeholder");
const bodyOutput = createOutput("body", "body-placeholder");
const createdLine = byId("created");

/** How often the age of the values is written anew, in milliseconds. */
const AGE_EVERY = 5000;

let ageTimer = null;

/** When the values were made; null while there are none. */
let madeAt = null;

/**
 * Fills both outputs from one reply.
 * @param {{ authorization: string, body: string, createdAt: number }} generated
 */
export function showResults({ authorization, body, createdAt }) {
  authorizationOutput.show(authorization);
  bodyOutput.show(body);
  madeAt = createdAt;
  clearInterval(ageTimer);
  sayAge();
  ageTimer = setInterval(sayAge, AGE_EVERY);
}

/** Empties both outputs. */
export function emptyResults() {
  clearInterval(ageTimer);
  madeAt = null;
  createdLine.textContent = "";
  authorizationOutput.empty();
  bodyOutput.empty();
}

/** Says how old the values are. */
export function sayAge() {
  if (madeAt === null) return;
  const age = sayAgo(Math.max(0, Date.now() / 1000 - madeAt));
  createdLine.textContent = say("created", { time: sayTime(madeAt), age });
}
