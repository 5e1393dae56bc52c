// The view "Order a certificate": a new key and the request for its certificate. The worker makes the key piece by piece,
// so that its progress can be told and Cancel ends nothing else. Whoever loses the key has ordered in vain, so the request
// is shown only once the key was saved.

import { ask } from "./core.js";
import { byId, markInvalid } from "./dom.js";
import { say } from "./catalogue.js";
import { announceQuietly, hush, showNotices } from "./notices.js";
import { createNewPassphrase } from "./new-passphrase.js";
import { createOutput, showDone } from "./output.js";
import { createSegments } from "./segments.js";
import { saveBytes } from "./keep.js";

/** The sizes of a new key, the recommended one first, and the key that is open. */
const KEYS = ["3072", "2048", "4096", "same"];

/** The fields by the names that the worker knows, and whose mistakes each notice is about. */
const orderFields = { name: byId("order-name"), email: byId("order-email"), organization: byId("order-organization"), country: byId("order-country") };
const MISTAKES = { "order-name-missing": "name", "order-email-missing": "email", "order-email": "email", "order-country": "country" };

/** The longest name that a certificate carries, in characters. */
const LONGEST = 64;

const createButton = byId("order-create");
const orderCancel = byId("order-cancel");
const progressLine = byId("order-progress");
const keySave = byId("order-key-save");
const requestOutput = createOutput("csr");
const keyChoice = createSegments(byId("order-keys"), KEYS, (key) => `order-key-${key}`, showKeyChoice);
const orderPassphrase = createNewPassphrase("order-passphrase", () => create());

/** Told when the worker has kept a new key. */
let keptNew = () => {};

/** Counts what was begun: what comes of anything older is dropped. */
let begun = 0;
let isMaking = false;

/** What was made: the key, until everything is cleared, and the request for it. @type {any} */
let ordered = null;
let isKeySaved = false;
let isKeyOpen = true;

/** Whether the form is open beside what was made. */
let isAgain = false;

/**
 * Makes the view work.
 * @param {{ kept: () => void, certificate: () => Certificate | null }} events `kept` after the worker has kept a new key;
 *   `certificate` is the one that is open
 */
export function watchOrder({ kept, certificate }) {
  keptNew = kept;
  createButton.addEventListener("click", create);
  orderCancel.addEventListener("click", callOff);
  keySave.addEventListener("click", saveKey);
  byId("order-again").addEventListener("click", () => {
    openForm();
    orderFields.name.focus();
  });
  byId("order-fill").addEventListener("click", () => {
    const open = certificate();
    if (open) fillOrder(open);
  });
  for (const field of Object.values(orderFields)) field.addEventListener("input", () => blameField(field, []));
  // The browser asks before it throws away a key that was not saved.
  window.addEventListener("beforeunload", (event) => isKeyUnsaved() && event.preventDefault());
  showKeyChoice();
}

function isKeyUnsaved() {
  return Boolean(ordered?.privateKey) && !isKeySaved;
}

/**
 * Asks before a key that was made here and not saved is forgotten. The browser's own question, as when the page is left.
 * @returns {boolean} whether it may be forgotten, or there is none
 */
export function mayForgetKey() {
  return !isKeyUnsaved() || window.confirm(say("order-forget"));
}

/**
 * Fills the fields for the certificate that follows this one.
 * @param {Certificate} certificate
 */
export function fillOrder({ commonName, emails, organization, country }) {
  const values = { name: commonName, email: emails[0], organization, country };
  for (const [name, field] of Object.entries(orderFields)) {
    field.value = values[name] ?? "";
    blameField(field, []);
  }
  openForm();
  orderFields.name.focus();
}

/** Shows the form again; what was made stays until something new is in the making. */
function openForm() {
  isAgain = true;
  showForm();
}

/** What was made stands before the way to another order, for the eye and for the Tab key alike. */
function showForm() {
  const isDone = Boolean(ordered) && !isAgain;
  byId("order-form").hidden = isDone;
  byId("order-done").hidden = !isDone;
  const view = byId("order");
  const panel = byId("order-panel");
  // What is moved loses the focus, so it is moved only when it must be.
  if (isDone === (panel === view.lastElementChild)) return;
  if (isDone) view.append(panel);
  else view.prepend(panel);
}

/**
 * Offers what a reading makes possible: the certificate's own values, and the key that is open.
 * @param {Reading | null} reading
 */
export function showOrderWays(reading) {
  byId("order-fill").hidden = !reading?.certificate || reading.certificate.isCa;
  keyChoice.show("same", Boolean(reading?.privateKey));
  if (!reading?.privateKey && keyChoice.value() === "same") chooseKey(KEYS[0]);
}

/** Says that the key that was made is no longer open: its worker has ended. */
export function closeOrderedKey() {
  isKeyOpen = false;
  if (ordered) showMade(ordered);
}

/** Forgets everything. */
export function emptyOrder() {
  begun += 1;
  for (const field of Object.values(orderFields)) {
    field.value = "";
    blameField(field, []);
  }
  chooseKey(KEYS[0]);
  orderPassphrase.empty();
  showNotices(byId("order-notices"), []);
  rest();
  showMade(null);
}

/** Says again what depends on the state. */
export function sayOrderAgain() {
  showKeyChoice();
  if (ordered) showMade(ordered);
}

function chooseKey(key) {
  keyChoice.choose(key);
  showKeyChoice();
}

/** The key that is open has been saved before. */
function showKeyChoice() {
  const isSame = keyChoice.value() === "same";
  byId("order-passphrase").hidden = isSame;
  const words = createButton.querySelector("[data-text]");
  words.dataset.text = isSame ? "order-create-request" : "order-create";
  words.textContent = say(words.dataset.text);
}

async function create() {
  if (isMaking || !mayForgetKey()) return;
  const key = keyChoice.value();
  const subject = /** @type {any} */ (Object.fromEntries(Object.entries(orderFields).map(([name, field]) => [name, field.value])));
  for (const field of Object.values(orderFields)) blameField(field, []);
  showNotices(byId("order-notices"), []);
  hush();
  // Without a passphrase the worker makes nothing, and says what is wrong with the rest.
  const passphrase = key === "same" ? null : orderPassphrase.taken();
  begun += 1;
  const own = begun;
  isMaking = true;
  let reply = await ask(key === "same" ? { reorder: { subject } } : { order: { bits: Number(key), subject, passphrase: passphrase ?? "" } });
  if (reply?.ordering) showWorking();
  while (reply?.ordering && own === begun) {
    sayProgress(reply.ordering);
    reply = await ask("advance");
  }
  if (own !== begun) return;
  rest();
  if (reply?.ordered) return finish(reply.ordered, subject);
  refuse(reply ? reply.refused.notices : [{ code: "order-interrupted", severity: "error", field: "page", params: {} }]);
}

function finish({ privateKey, request }, { name, email }) {
  orderPassphrase.empty();
  isKeySaved = !privateKey;
  isKeyOpen = true;
  isAgain = false;
  showMade({ privateKey, request, whose: { name: name.trim(), email: email.trim() } });
  announceQuietly(() => say(privateKey ? "order-made" : "order-made-request"));
  if (privateKey) keptNew();
  (privateKey ? keySave : byId("copy-csr")).focus();
}

/** Each mistake stands at its field, and the first one is where the focus goes. */
function refuse(notices) {
  const rest = [];
  for (const notice of notices) {
    if (notice.field === "passphrase") continue;
    const fields = notice.code === "order-too-long" ? longFields() : [orderFields[MISTAKES[notice.code]]].filter(Boolean);
    for (const field of fields) blameField(field, [notice]);
    if (fields.length === 0) rest.push(notice);
  }
  showNotices(byId("order-notices"), rest);
  Object.values(orderFields).find((field) => field.matches("[aria-invalid]"))?.focus();
}

function longFields() {
  return [orderFields.name, orderFields.organization].filter(({ value }) => [...value.trim()].length > LONGEST);
}

function blameField(field, notices) {
  showNotices(byId(`${field.id}-notices`), notices);
  markInvalid(field, notices.length > 0);
}

function callOff() {
  begun += 1;
  ask("abandon");
  rest();
  progressLine.textContent = say("order-cancelled");
  createButton.focus();
}

function showWorking() {
  createButton.setAttribute("aria-disabled", "true");
  orderCancel.hidden = false;
  progressLine.classList.add("opening");
  showMade(null);
  announceQuietly(() => say("order-begun"));
}

/** Nothing is being made. */
function rest() {
  isMaking = false;
  createButton.removeAttribute("aria-disabled");
  orderCancel.hidden = true;
  progressLine.classList.remove("opening");
  progressLine.textContent = "";
}

function sayProgress({ primes, tested }) {
  progressLine.textContent = primes < 2 ? say("order-progress", { prime: primes + 1, tested }) : say("order-protecting");
}

function saveKey() {
  hush();
  saveBytes(ordered.privateKey);
  isKeySaved = true;
  showMade(ordered);
  showDone(keySave, "saved");
}

/** Gives an element other words, which another language finds too. */
function sayAt(id, key) {
  const element = byId(id);
  element.dataset.text = key;
  element.textContent = say(key);
}

/** @param {any} now what was made, or null */
function showMade(now) {
  ordered = now;
  showForm();
  byId("order-advice").hidden = Boolean(ordered);
  byId("order-made").hidden = !ordered;
  // One action at a time: what was made comes first.
  createButton.classList.toggle("primary", !ordered);
  sayAt("order-result-label", ordered ? "order-result" : "order-advice");
  if (!ordered) {
    isKeySaved = false;
    for (const id of ["order-whose", "order-key-file"]) byId(id).textContent = "";
    return requestOutput.empty();
  }
  const { privateKey, request, whose } = ordered;
  byId("order-whose").textContent = say("order-whose", whose);
  byId("order-key-step").hidden = !privateKey;
  byId("order-key-file").textContent = privateKey?.fileName ?? "";
  sayAt("order-save-title", isKeySaved ? "order-saved" : "order-save");
  sayAt("order-save-text", isKeySaved ? "order-saved-text" : "order-save-text");
  keySave.classList.toggle("primary", !isKeySaved);
  byId("order-key-step").toggleAttribute("data-wanted", !isKeySaved);
  byId("order-save-first").hidden = isKeySaved;
  byId("order-request-step").hidden = !isKeySaved;
  byId("order-open").textContent = say(isKeyOpen ? "order-open" : "order-closed");
  if (isKeySaved) requestOutput.show(new TextDecoder().decode(request.bytes), request);
  else requestOutput.empty();
}
