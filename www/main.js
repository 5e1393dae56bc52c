// The wiring: what a person does becomes an event, an event another state (state.js), and a state what is shown and
// what the worker is asked.

import { byId, painted, protectFields } from "./dom.js";
import { openCatalogues } from "./catalogue.js";
import { showFirstWords, startLanguages } from "./language.js";
import { ask, restartCore, startCore, stopCore, watchCore, whatIsMissing } from "./core.js";
import { demand, INITIAL_STATE, reduce } from "./state.js";
import { limitFiles, textOf, watchDrops } from "./files.js";
import { blamedFields, emptyBoxes, emptySources, items, moveTexts, putTexts, sources, takeFiles, takeText, typedPassphrases, watchSources } from "./sources.js";
import { sayStateAgain, showState } from "./show.js";
import { watchChoice } from "./choice.js";
import { emptyKeep, watchKeep } from "./keep.js";
import { closeOrderedKey, emptyOrder, fillOrder, mayForgetKey, sayOrderAgain, watchOrder } from "./order.js";
import { watchResults } from "./results.js";
import { emptySend, refreshSend } from "./send.js";
import { givenSignature, showCommand, showPrepared, takeSignature, watchDetached } from "./detached.js";
import { emptyResponse, refreshCalls, sayResponseAgain, takeResponse, watchResponse } from "./response.js";
import { emptyReview, sayReviewAgain, takeReview, watchReview } from "./review.js";
import { chooseTool } from "./tools.js";
import { emptyExpiry, sayExpiryAgain, takeExpiryFiles, watchExpiry } from "./expiry.js";
import { saveReminders } from "./reminders.js";
import { chooseProgram, showProgram } from "./automate.js";
import { emptyService, showRegions, watchService } from "./service.js";
import { currentView, sayTitle, showTarget, showView, watchViews } from "./views.js";
import { watchSample } from "./sample.js";
import { clearFile, isFramed, showEnvironment, showPassed, showVersion, watchProof } from "./environment.js";

/** Work that is not done after so many milliseconds is long: it is spoken of, and can be called off. */
const PATIENCE = 500;

/** The state, and whether there are words to show it with. */
let state = INITIAL_STATE;
let isWorded = false;

/** The start of the page: done once there are words. */
let opening = Promise.resolve();

/** Whether the program has passed the check that it makes of itself. */
let checking = Promise.resolve(true);

/** Every change of the page goes through here. */
function dispatch(type, details = {}) {
  const before = state;
  state = reduce(before, { type, ...details });
  if (state.worker !== before.worker || (state.phase === "failed" && before.phase !== "failed")) endWorker();
  if (before.isKeyKept && !state.isKeyKept) closeOrderedKey();
  if (isWorded || state.phase === "failed") showState(state, before);
  const task = demand(state);
  if (task) perform(task);
}

function endWorker() {
  if (state.phase === "running") restartCore();
  else stopCore();
}

/** Asks the worker for what the state demands, and says when that takes long. */
async function perform(task) {
  dispatch("asked", { task });
  const { ticket, revision } = /** @type {Work} */ (state.work);
  const timer = setTimeout(() => dispatch("slow", { ticket }), PATIENCE);
  const request = await requestFor(task);
  // What changed while the files were read is asked for again.
  const reply = revision === state.revision ? await ask(request) : { superseded: true };
  clearTimeout(timer);
  if (reply?.generated && !(await checking)) return;
  // A text in the wrong box goes to its own, and is read there.
  if (reply?.reading && isAwaited(ticket, revision) && moveTexts(reply.reading.sources)) dispatch("moved", { items: items() });
  for (const said of [reply?.reading, reply?.refused]) if (said) said.notices = blamedFields(said.notices);
  dispatch("replied", { ticket, reply });
}

function isAwaited(ticket, revision) {
  return state.work?.ticket === ticket && state.revision === revision;
}

async function requestFor(task) {
  const { form: headerForm, choice, offered } = state;
  if (task === "read") return { read: { sources: await sources(offered), choice } };
  if (task === "generate") return { generate: { headerForm } };
  return task === "prepare" ? "prepare" : { assemble: { headerForm, signature: givenSignature() } };
}

async function workerReady({ maxBytes, regions }) {
  await opening;
  if (state.phase === "failed") return;
  if (state.phase === "loading") showRegions(regions);
  limitFiles(maxBytes);
  checking = checkProgram();
  dispatch("started");
  if (currentView() === "automate") showProgram();
  refreshSend();
}

/** Has the program sign with the sample and compare, before it signs for anybody. */
async function checkProgram() {
  const reply = await ask("check");
  if (!reply) return true;
  const { random, knownAnswer } = reply.checked;
  if (random && knownAnswer) showPassed();
  else fail(random ? "failed-check" : "failed-random");
  return random && knownAnswer;
}

function fail(reason) {
  if (isWorded) emptyPage();
  dispatch("failed", { reason });
}

/** Empties every field and view. What the worker holds goes with the worker. */
function emptyPage() {
  emptySources();
  showPrepared(null);
  emptyKeep();
  emptyOrder();
  emptySend();
  emptyResponse();
  emptyReview();
  emptyExpiry();
  emptyService();
}

/** `clear`, `left` and `restored`: nothing is left of anything. */
function empty(type) {
  if (state.phase === "failed" || (type === "clear" && state.phase !== "running")) return;
  emptyPage();
  dispatch(type);
  if (type === "left") stopCore();
}

async function loadSample() {
  if (state.phase !== "running") return;
  const reply = await ask("sample");
  if (!reply) return;
  putTexts(reply.sample);
  dispatch("sampled", { items: items() });
}

/** The sample goes alone where a key that was made here would go with it. */
function removeSample() {
  if (!state.isKeyKept) return mayForgetKey() && empty("clear");
  emptySources();
  dispatch("edited", { items: items(), id: null });
}

/** A file that is dropped where a text is expected is read as that text, unless it is a certificate or a key. */
async function filesDropped(files, folders) {
  const view = currentView();
  if (view === "expiry") return takeExpiryFiles(files, folders);
  const take = { response: takeResponse, check: takeReview }[view];
  const isText = take && files.length === 1 && !isOfCertificates(files[0]);
  const text = isText ? await textOf(files[0]).catch(() => null) : null;
  if (text !== null) return take(text, "pasted");
  if (view !== "request") showView("request");
  // While a message waits, what is neither certificate nor key is its signature.
  if (state.prepared && files.length === 1 && !isOfCertificates(files[0])) return takeSignature(files[0]).then(() => dispatch("assemble"), () => {});
  return takeFiles(files, folders);
}

function isOfCertificates({ name }) {
  return /\.(pfx|p12|p7b|p7c|cer|crt|der|pem|key|pk8|jks)$/i.test(name);
}

/** What was pasted or dropped in one view and belongs in another goes there. */
function moveElsewhere(place, text) {
  const view = { response: "response", check: "check" }[place] ?? "request";
  showView(view);
  if (view === "request") return takeText(place, text);
  const [take, box] = view === "check" ? [takeReview, "review"] : [takeResponse, "response-text"];
  take(text, "moved");
  byId(box).focus();
}

/** The request that was made here, as the checker reads it. */
function checkOwn() {
  const { result } = state;
  if (result) takeReview(`Authorization: ${result.authorization}\n\n${result.body}`, "typed");
  showView("check");
  byId("review").focus();
}

/** In place of a program that was checked: this page's own in that language, or a request. */
function openOffer(offer) {
  const isProgram = chooseProgram(offer);
  if (offer === "postman") chooseTool(offer);
  showView(isProgram ? "automate" : "request");
  const place = isProgram ? document.querySelector("#programs :checked") : byId("certificate");
  /** @type {HTMLElement} */ (place).focus();
}

function makeAgain() {
  showView("request");
  byId("generate").focus();
  dispatch("generate", { typed: typedPassphrases() });
}

/** Everything that can happen to the page. */
function watchPage() {
  watchSources({
    edited: (id) => dispatch("edited", { items: items(), id }),
    typed: (id) => dispatch("typed", { id }),
    unlock: (id) => dispatch("unlock", { id }),
    refused: (notices) => dispatch("refused", { notices }),
  });
  watchDrops(filesDropped);
  watchChoice((choice) => dispatch("chosen", { choice }));
  watchKeep();
  watchOrder({ kept: () => dispatch("kept"), certificate: () => state.reading?.certificate ?? null });
  watchResults(() => dispatch("aged"));
  watchDetached({
    toggled: (isOpen) => dispatch("signing", { isOpen }),
    prepare: () => state.phase === "running" && dispatch("prepare"),
    assemble: () => state.phase === "running" && dispatch("assemble"),
  });
  watchViews((name) => name === "automate" && state.phase === "running" && showProgram());
  watchService(() => {
    refreshSend();
    refreshCalls();
  });
  watchResponse({ check: checkOwn, again: makeAgain, misplaced: moveElsewhere });
  watchReview({ misplaced: moveElsewhere, take: openOffer });
  watchExpiry(orderNext);
  watchSample({ load: loadSample, remove: removeSample });
  watchProof();
  for (const form of ["der", "pem"]) byId(`header-form-${form}`).addEventListener("change", () => dispatch("formed", { form }));
  byId("generate").addEventListener("click", () => {
    if (state.phase === "running" && state.want?.action !== "generate") dispatch("generate", { typed: typedPassphrases() });
  });
  byId("cancel").addEventListener("click", () => dispatch("cancel"));
  byId("clear").addEventListener("click", () => {
    if (!mayForgetKey()) return;
    empty("clear");
    // The button is at the end of what was long a moment ago.
    window.scrollTo(0, 0);
  });
  byId("certificate-remind").addEventListener("click", ({ currentTarget }) => saveReminders([state.reading?.certificate], currentTarget));
  byId("help-order").addEventListener("click", () => {
    showView("order");
    byId("order-name").focus();
  });
  byId("certificate-renew").addEventListener("click", () => {
    if (state.reading?.certificate) orderNext(state.reading.certificate);
  });
  byId("then-response").addEventListener("click", () => {
    showView("response");
    byId("response-text").focus();
  });
  window.addEventListener("pagehide", () => empty("left"));
  window.addEventListener("pageshow", ({ persisted }) => persisted && empty("restored"));
}

/** Opens the order of the certificate that follows this one. */
function orderNext(certificate) {
  showView("order");
  fillOrder(certificate);
}

/** Says everything again that is on the page, in another language; what is typed stays. */
function sayAllAgain() {
  showEnvironment();
  sayTitle();
  sayStateAgain(state);
  showCommand();
  sayResponseAgain();
  sayReviewAgain();
  sayExpiryAgain();
  sayOrderAgain();
  if (currentView() === "automate") showProgram();
}

async function start() {
  showVersion();
  const lack = whatIsMissing();
  watchCore({ ready: workerReady, stopped: () => dispatch("stopped"), failed: fail });
  protectFields(document);
  watchPage();
  if (!lack && !isFramed()) {
    // A person sees the boxes and can fill them before the rest is unpacked, which would hold up the first frame.
    if (showFirstWords()) await painted();
    // The longest way first: the worker's thread and its program, while the page is filled.
    startCore();
  }
  try {
    await openCatalogues();
  } catch {
    emptySources();
    // Without words for it, what the browser lacks is left to the markup.
    if (lack) clearFile();
    return fail(null);
  }
  startLanguages(sayAllAgain);
  isWorded = true;
  sayTitle();
  showEnvironment();
  // Browsers put back what was in the fields before a reload. What a person has put there since is an event.
  if (state.revision === 0 || state.phase === "failed") emptyBoxes();
  showState(state, null);
  showTarget();
  if (lack) fail(lack);
  else if (isFramed()) fail("failed-frame");
}

opening = start();
