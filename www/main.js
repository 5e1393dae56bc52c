// The page: fields on one side, worker on the other, and the rules between them.
//   - An edit empties the outputs at once; a reading or a result for older fields is dropped.
//   - At most one reading is under way; when it is done and the fields have changed, the next one starts.
//   - What takes long can be called off: the worker ends, the fields stay.

import { byId } from "./dom.js";
import { say, sayCount } from "./catalogue.js";
import { createCore } from "./core.js";
import { alertNotice, announce, announceQuietly, announceWork, firstError, hush, hushStatus, showNotices } from "./notices.js";
import { emptyCards, showCards } from "./cards.js";
import { emptyInputs, focusField, headerForm, inputSources, isUntouched, showFieldNotices, sortBoxes, watchInputs } from "./inputs.js";
import { limitFiles } from "./files.js";
import { longOpening, offerPassphrase, showPassphrase, withdrawPassphrase } from "./passphrase.js";
import { showChoice } from "./choice.js";
import { emptyResults, showResults, watchResults } from "./results.js";
import { emptyRenewal, saveCalendar, showRenewal, watchRenewal } from "./renewal.js";
import { isFramed, showEnvironment, showFailure } from "./environment.js";

/** Work that is not done after so many milliseconds is long: it is spoken of, and can be called off. */
const PATIENCE_TIME = 500;

const root = document.documentElement;
const generateButton = byId("generate");
const cancelButton = byId("cancel");

/** What the page can do at all: "loading", "running" or "failed". */
let phase = "loading";

/** Whether Generate was pressed and is not answered. */
let generating = false;

/** The long work that is under way: what is said of it, and whether a passphrase is being tried. */
let longWork = null;

/** Counts every change of the fields. What was made for an older count is dropped. */
let edits = 0;

/** Counts the workers that the page itself ended. Who waited for an older one stops waiting. */
let era = 0;

/** What the worker holds of the fields as they are; null when it holds nothing of them. */
let held = null;

/** The reading that is under way. */
let underWay = null;

/** The notices that are shown of what is in the fields, and of what did not get into them. */
let said = [];
let refusals = [];

const core = createCore({ ready: workerReady, stopped: workerStopped, failed: fail });

function showState() {
  const work = generating || longWork ? "working" : "ready";
  root.dataset.state = phase === "running" ? work : phase;
  generateButton.setAttribute("aria-disabled", String(phase !== "running" || generating));
  if (!longWork && document.activeElement === cancelButton) generateButton.focus();
  cancelButton.hidden = !longWork;
}

function workerReady({ maxBytes }) {
  const first = phase === "loading";
  if (first) {
    phase = "running";
    showState();
  }
  limitFiles(maxBytes);
  // What was pasted while the page was starting.
  if (first && edits > 0) readNewest();
}

/** What was found belongs to a reading that is no more. */
function emptyFound() {
  emptyCards();
  emptyRenewal();
}

function workerStopped() {
  held = null;
  emptyResults();
  emptyFound();
  hush();
  alertNotice({ code: "worker-stopped", params: {} }, 0);
  phase = "running";
  showState();
}

function fail(reason) {
  clearPage();
  forgetWork();
  core.stop();
  phase = "failed";
  showState();
  showFailure(reason);
}

/** Nothing is under way any more; the worker is about to end. */
function forgetWork() {
  era += 1;
  held = null;
  underWay = null;
  generating = false;
  longWork = null;
}

function restartWorker() {
  forgetWork();
  core.restart();
  showState();
}

/** The fields have changed in a way that the worker must read. */
function fieldsEdited() {
  fieldsTouched();
  held = null;
  if (phase !== "running") return;
  // Nobody wants to wait for what was in the fields before.
  if (longWork?.opening) restartWorker();
  readNewest();
}

/** The fields have changed: the outputs are no longer theirs. */
function fieldsTouched() {
  edits += 1;
  emptyResults();
  hush();
  if (refusals.length > 0) showAllNotices(said, []);
}

/** Files were not taken. What is in the fields stays as it is, and so do the outputs. */
function filesRefused(notices) {
  hush();
  showAllNotices(said, notices);
  alertNotice(notices[0], notices.length - 1);
}

/**
 * Has the worker read the fields, again if they changed meanwhile.
 * @returns {Promise<object | null>} the reading of the fields as they are, or null when Clear, Cancel or a crash came between
 */
async function readNewest() {
  if (held) return held;
  underWay ??= readUntilNewest(era);
  return underWay;
}

async function readUntilNewest(started) {
  let reading = null;
  while (!reading) {
    const asked = edits;
    const sources = await inputSources();
    if (started !== era) return null;
    if (asked !== edits) continue;
    const reply = await askWithPatience({ read: sources }, "working-reading");
    if (started !== era) return null;
    if (!reply) break;
    if (asked === edits) ({ reading } = reply);
  }
  underWay = null;
  held = reading;
  if (held) showReading(held);
  return held;
}

/** Asks the worker, and says what it is doing when that takes long. */
async function askWithPatience(request, words) {
  const opening = request.read ? longOpening() : null;
  const work = { opening, text: opening ? sayOpening(opening) : say(words) };
  const timer = setTimeout(beginLongWork, opening ? 0 : PATIENCE_TIME, work);
  const reply = await core.ask(request);
  clearTimeout(timer);
  endLongWork(work);
  return reply;
}

function sayOpening({ scheme, rounds }) {
  return say("working-passphrase", { scheme, rounds: sayCount(rounds) });
}

function beginLongWork(work) {
  longWork = work;
  announceWork(work.text);
  showState();
}

function endLongWork(work) {
  if (longWork !== work) return;
  longWork = null;
  hushStatus();
  showState();
}

/** What is typed stays. The passphrase is tried again only when the person asks for it. */
function cancel() {
  if (!longWork) return;
  edits += 1;
  withdrawPassphrase();
  restartWorker();
  emptyFound();
  hush();
  announce(say("cancelled"), "information");
}

function showReading(reading) {
  const { boxes, passphraseFor, certificates, notices } = reading;
  if (boxes) sortBoxes(boxes);
  // What is sorted as text has its key in the key's box, wherever it was before.
  showPassphrase(boxes && passphraseFor ? { ...passphraseFor, field: "privateKey" } : passphraseFor);
  showChoice(reading);
  showCards(reading);
  showRenewal(certificates);
  // A field that nobody has come to yet is not wrong. Generate will say what is missing.
  const touched = notices.filter(({ field }) => !isUntouched(field));
  showAllNotices(touched);
  announceReading(reading, firstError(touched));
}

/** The cards are no live region: this one sentence tells those who do not see them appear. */
function announceReading({ certificate, privateKey, passphraseFor, ready }, error) {
  if (ready) announce(say("read-ready"));
  else if (error) announceQuietly(say(`read-error-${error.field}`));
  else if (passphraseFor) announceQuietly(say("read-passphrase-needed"));
  else if (certificate) announceQuietly(say("read-certificate"));
  else if (privateKey) announceQuietly(say("read-private-key"));
}

/** The alert itself is where its notice of the page is read; it need not be said twice in one place. */
function showAllNotices(notices, refused = refusals, alerted = null) {
  said = notices;
  refusals = refused;
  showFieldNotices(notices, refused);
  showNotices(byId("page-notices"), notices.filter((notice) => notice.field === "page" && !same(notice, alerted)));
}

async function generate() {
  if (phase !== "running" || generating) return;
  const started = era;
  emptyResults();
  hush();
  if (longWork) announceWork(longWork.text);
  takePassphrase(false);
  generating = true;
  showState();
  await generateNewest();
  if (started !== era) return;
  generating = false;
  showState();
}

/** An edit while this is under way calls it off: the person is not done yet. */
async function generateNewest() {
  const asked = edits;
  const reading = await readNewest();
  if (!reading || asked !== edits) return;
  const reply = await askWithPatience({ generate: { headerForm: headerForm() } }, "working-generating");
  if (!reply || asked !== edits) return;
  if (reply.generated) showGenerated(reply.generated, reading);
  else showRefused(reply.refused.notices, reading);
}

function takePassphrase(evenEmpty) {
  if (!offerPassphrase(evenEmpty)) return;
  edits += 1;
  held = null;
}

/** Opens what waits for the passphrase, and makes nothing yet. */
async function openWithPassphrase() {
  if (phase !== "running" || generating) return;
  hush();
  if (longWork) announceWork(longWork.text);
  takePassphrase(true);
  if (!held) emptyResults();
  const asked = edits;
  const reading = await readNewest();
  if (!reading || asked !== edits) return;
  const wrong = firstError(reading.notices.filter(({ field }) => field === "passphrase"));
  if (!wrong) return;
  hush();
  alertNotice(wrong, 0);
  focusField("passphrase");
}

function showGenerated(generated, reading) {
  const notices = united(reading.notices, generated.notices);
  showAllNotices(notices);
  showResults(generated);
  if (notices.some(({ severity }) => severity === "warning")) announce(say("generated-with-warnings"), "warning");
  else announce(say("generated"));
}

function showRefused(notices, reading) {
  const first = firstError(notices) ?? notices[0];
  hush();
  showAllNotices(united(reading.notices, notices), refusals, first);
  alertNotice(first, notices.filter(({ severity }) => severity === "error").length - 1);
  focusField(first.field);
}

/** Both lists, without what the second one only repeats. */
function united(notices, others) {
  return [...notices, ...others.filter((other) => !notices.some((notice) => same(notice, other)))];
}

function same(notice, other) {
  return JSON.stringify(notice) === JSON.stringify(other);
}

async function makeCalendar(events) {
  const reply = await core.ask({ calendar: { events } });
  if (!reply) return;
  saveCalendar(reply.calendar.text);
  announce(say("reminders-made"));
}

/** Empties the page. What the worker holds goes with the worker. */
function clearPage() {
  edits += 1;
  held = null;
  emptyInputs();
  emptyResults();
  emptyCards();
  emptyRenewal();
  showAllNotices([], []);
  hush();
}

function clear() {
  if (phase !== "running") return;
  clearPage();
  restartWorker();
  announce(say("cleared"));
}

/** The page is left. It may come back from memory, so nothing of it stays there. */
function leave() {
  if (phase === "failed") return;
  clearPage();
  forgetWork();
  core.stop();
}

function comeBack({ persisted }) {
  if (!persisted || phase === "failed") return;
  clearPage();
  restartWorker();
}

function start() {
  showEnvironment();
  // Browsers put back what was in the fields before a reload.
  clearPage();
  edits = 0;
  if (isFramed()) return fail("failed-frame");
  watchInputs({ edited: fieldsEdited, touched: fieldsTouched, submitted: openWithPassphrase, refused: filesRefused });
  watchResults();
  watchRenewal(makeCalendar);
  generateButton.addEventListener("click", generate);
  cancelButton.addEventListener("click", cancel);
  byId("clear").addEventListener("click", clear);
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", comeBack);
  core.start();
}

start();
