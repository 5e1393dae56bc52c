// The two outputs. They are filled together, from one reply, and emptied together.

import { byId } from "./dom.js";
import { say, sayAgo, sayTime } from "./catalogue.js";
import { copyKeys, copyText } from "./clipboard.js";
import { alertText, announce, hush } from "./notices.js";

const outputs = [
  { area: byId("authorization"), button: byId("copy-authorization"), name: "authorization" },
  { area: byId("body"), button: byId("copy-body"), name: "body" },
];
const createdLine = byId("created");

/** How often the age of the values is written anew, in milliseconds. */
const AGE_EVERY = 15000;

/** For how long a button shows that it has copied, in milliseconds. */
const COPIED_FOR = 2500;

let ageTimer = null;

/**
 * Fills both outputs from one reply.
 * @param {{ authorization: string, body: string, createdAt: number }} generated
 */
export function showResults(generated) {
  for (const { area, button, name } of outputs) {
    area.value = generated[name];
    area.scrollTop = 0;
    button.disabled = false;
  }
  showAge(generated.createdAt);
  ageTimer = setInterval(() => showAge(generated.createdAt), AGE_EVERY);
}

/** Empties both outputs. */
export function emptyResults() {
  clearInterval(ageTimer);
  createdLine.textContent = "";
  for (const { area, button } of outputs) {
    area.value = "";
    button.disabled = true;
    delete button.dataset.copied;
  }
}

/** Makes the copy buttons work. */
export function watchResults() {
  for (const output of outputs) output.button.addEventListener("click", () => copyOutput(output));
}

function showAge(createdAt) {
  const age = sayAgo(Math.max(0, Date.now() / 1000 - createdAt));
  createdLine.textContent = say("created", { time: sayTime(createdAt), age });
}

async function copyOutput({ area, button, name }) {
  const text = area.value;
  const copied = await copyText(area);
  // Edited or cleared while the browser was asking for permission: there is nothing left to speak of.
  if (area.value !== text) return;
  hush();
  if (!copied) return alertText(say("copy-by-hand", { keys: copyKeys() }));
  announce(say(`copied-${name}`));
  button.dataset.copied = "";
  setTimeout(() => delete button.dataset.copied, COPIED_FOR);
}
