// The page: fields on one side, worker on the other, and the rules between them.
//   - An edit empties the outputs at once; a reading or a result for older fields is dropped.
//   - At most one reading is under way; when it is done and the fields have changed, the next one starts.
//   - What takes long can be called off: the worker ends, the fields stay.

import { byId, protectFields } from "./dom.js";
import { openCatalogues, say, sayCount, sentences } from "./catalogue.js";
import { startLanguages } from "./language.js";
import { createCore, whatIsMissing } from "./core.js";
import { alertCause, alertNotice, announce, announceQuietly, announceWork, firstError, firstWarning, hush, hushStatus, saySayingsAgain, showNotices } from "./notices.js";
import { emptyCards, showCards } from "./cards.js";
import { emptyInputs, fieldOfSource, focusField, headerForm, inputSources, isUntouched, showFieldNotices, sortBoxes, takeTexts, watchInputs } from "./inputs.js";
import { limitFiles, sayFilesAgain } from "./files.js";
import { longOpening, offerPassphrase, sayPurpose, showPassphrase, withdrawPassphrase } from "./passphrase.js";
import { showChoice } from "./choice.js";
import { emptyResults, sayAge, showResults } from "./results.js";
import { emptyExports, refreshExports, showExports, watchExports } from "./exports.js";
import { emptyDetached, pastedSignature, showDetachedNotices, showPrepared, watchDetached } from "./detached.js";
import { emptyAnswer, refreshCalls, sayAnswerAgain, takeAnswer, watchAnswer } from "./answer.js";
import { emptyReview, sayReviewAgain, takeReview, watchReview } from "./review.js";
import { showProgram, watchAutomate } from "./automate.js";
import { emptyService, showRegions, watchService } from "./service.js";
import { currentView, showView, watchViews } from "./views.js";
import { emptyRenewal, saveCalendar, showRenewal, watchRenewal } from "./renewal.js";
import { showSample, watchSample } from "./sample.js";
import { showSteps } from "./steps.js";
import { isFramed, showEnvironment, showFailure, showPassed, showVersion } from "./environment.js";

/** Work that is not done after so many milliseconds is long: it is spoken of, and can be called off. */
const PATIENCE_TIME = 500;

const root = document.documentElement;
const generateButton = byId("generate");
const cancelButton = byId("cancel");
const openButton = byId("open-passphrase");

/** What the page can do at all: "loading", "running" or "failed". */
let phase = "loading";

/** Whether there are words to say anything with. */
let worded = false;

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

/** The reading whose cards are shown. */
let seen = null;

/** Whether the sample was loaded into the fields and nothing else came since. */
let sampled = false;

/** The start of the page: done once there are words. */
let opening = null;

/** What comes of the check that the worker's program makes of itself. */
let checking = null;

/** The notices that are shown of what is in the fields, and of what did not get into them. */
let said = [];
let refusals = [];

const core = createCore({ ready: workerReady, stopped: workerStopped, failed: fail });

function showState() {
  const work = generating || longWork ? "working" : "ready";
  root.dataset.state = phase === "running" ? work : phase;
  generateButton.setAttribute("aria-disabled", String(phase !== "running" || generating));
  showLongWork();
}

/** Where the person waits: at the passphrase while it is tried, at Generate for all else. */
function showLongWork() {
  const opening = Boolean(longWork?.opening);
  const left = !longWork && document.activeElement === cancelButton;
  if (left) (cancelButton.parentElement.contains(openButton) ? openButton : generateButton).focus();
  if (longWork) (opening ? openButton : generateButton).after(cancelButton);
  cancelButton.hidden = !longWork;
  byId("opening").hidden = !opening;
  byId("opening").textContent = opening ? longWork.text() : "";
}

async function workerReady({ maxBytes, regions }) {
  await opening;
  if (phase === "failed") return;
  const first = phase === "loading";
  if (first) {
    phase = "running";
    showRegions(regions);
    showState();
  }
  limitFiles(maxBytes);
  checking = checkProgram();
  // What was pasted while the page was starting.
  if (first && edits > 0) readNewest();
}

/**
 * Has the program sign with the sample and compare, before it signs for anybody.
 * @returns {Promise<boolean>} false when it did not do well; then the page stops
 */
async function checkProgram() {
  const reply = await core.ask("check");
  if (!reply) return true;
  const { random, knownAnswer } = reply.checked;
  if (random && knownAnswer) showPassed();
  else fail(random ? "failed-check" : "failed-random");
  return random && knownAnswer;
}

/** What was made belongs to fields that are no more. */
function emptyMade() {
  emptyResults();
  emptyExports();
  emptyDetached();
  showSteps({ made: false, prepared: false });
}

/** What was found belongs to a reading that is no more. */
function emptyFound() {
  seen = null;
  emptyCards();
  emptyRenewal();
  showSteps({ certificate: false, warned: false, key: false, passphrase: false });
}

function workerStopped() {
  held = null;
  emptyMade();
  emptyFound();
  hush();
  alertNotice({ code: "worker-stopped", params: {} }, 0);
  phase = "running";
  showState();
}

function fail(reason) {
  if (worded) clearPage();
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
  sampled = false;
  showSampling();
  held = null;
  if (phase !== "running") return;
  // Nobody wants to wait for what was in the fields before.
  if (longWork?.opening) restartWorker();
  readNewest();
}

/** The fields have changed: the outputs are no longer theirs. */
function fieldsTouched() {
  edits += 1;
  emptyMade();
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
  const work = { opening, text: () => (opening ? sayOpening(opening) : say(words)) };
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
  showSteps({ passphrase: !byId("passphrase-field").hidden });
  hush();
  announce(() => say("cancelled"), "information");
}

function showReading(reading) {
  const { sources, certificates, notices } = reading;
  const passphraseFor = lockedSource(sources);
  seen = reading;
  sortBoxes(sources);
  showPassphrase(passphraseFor);
  showChoice(reading);
  showCards(reading);
  showRenewal(certificates);
  const warning = firstWarning(notices);
  showSteps({ certificate: Boolean(reading.certificate), warned: warning?.field === "certificate", key: reading.ready, passphrase: Boolean(passphraseFor) });
  // A field that nobody has come to yet is not wrong. Generate will say what is missing.
  const touched = notices.filter(({ field }) => !isUntouched(field));
  showAllNotices(touched);
  announceReading(reading, firstError(touched), warning);
}

/** The first source that waits for a passphrase. */
function lockedSource(sources) {
  const source = sources.find(({ locked }) => locked);
  if (!source) return null;
  const { scheme, iterations } = source.locked;
  return { field: fieldOfSource(source), scheme, rounds: iterations };
}

/** The cards are no live region: this one sentence tells those who do not see them appear. */
function announceReading({ certificate, privateKey, sources, ready }, error, warning) {
  if (ready && warning) announceWarning("read-ready-warned", warning);
  else if (ready) announce(() => say("read-ready"));
  else if (error) announceQuietly(() => say(`read-error-${error.field}`));
  else if (lockedSource(sources)) announceQuietly(() => say("read-passphrase-needed"));
  else if (certificate) announceQuietly(() => say("read-certificate"));
  else if (privateKey) announceQuietly(() => say("read-private-key"));
}

function announceWarning(key, warning) {
  announce(() => say(key, { cause: sentences(warning).cause }), "warning");
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
  emptyMade();
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
  if (!(await checking)) return;
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
  if (!held) emptyMade();
  const asked = edits;
  const reading = await readNewest();
  if (!reading || asked !== edits) return;
  const wrong = firstError(reading.notices.filter(({ field }) => field === "passphrase"));
  if (!wrong) return;
  hush();
  alertCause(wrong, 0);
  focusField("passphrase");
}

function showGenerated(generated, reading) {
  const notices = united(reading.notices, generated.notices);
  showAllNotices(notices);
  showResults(generated);
  showExports(generated);
  showSteps({ made: true });
  const warning = firstWarning(notices);
  if (warning) announceWarning("generated-warned", warning);
  else announce(() => say("generated"));
  bringIntoSight();
}

/** The values are what the person came for: where they lie below the screen, they come up. */
function bringIntoSight() {
  const below = byId("body").getBoundingClientRect().bottom > window.innerHeight;
  if (below) byId("step-request").scrollIntoView({ block: "start" });
}

function showRefused(notices, reading) {
  const first = firstError(notices) ?? notices[0];
  hush();
  showAllNotices(united(reading.notices, notices), refusals, first);
  const alert = focusField(first.field) ? alertCause : alertNotice;
  alert(first, notices.filter(({ severity }) => severity === "error").length - 1);
}

/** Both lists, without what the second one only repeats. */
function united(notices, others) {
  return [...notices, ...others.filter((other) => !notices.some((notice) => same(notice, other)))];
}

function same(notice, other) {
  return JSON.stringify(notice) === JSON.stringify(other);
}

/** A message to be signed elsewhere, for the certificate in its box. */
async function prepare() {
  if (phase !== "running" || generating) return;
  emptyMade();
  hush();
  const asked = edits;
  const reading = await readNewest();
  if (!reading || asked !== edits) return;
  const reply = await core.ask("prepare");
  if (!reply || asked !== edits) return;
  if (!reply.prepared) return showRefused(reply.refused.notices, reading);
  showPrepared(reply.prepared);
  showSteps({ prepared: true });
  announce(() => say("prepared"));
}

/** A signature came back. */
async function assemble() {
  if (phase !== "running" || generating) return;
  emptyResults();
  emptyExports();
  hush();
  const asked = edits;
  const reply = await core.ask({ assemble: { headerForm: headerForm(), signature: pastedSignature() } });
  if (!reply || asked !== edits) return;
  if (reply.generated) {
    showDetachedNotices([]);
    return showGenerated(reply.generated, held ?? { notices: [] });
  }
  showDetachedNotices(reply.refused.notices);
  alertCause(reply.refused.notices[0], 0);
  byId("signature").focus();
}

/** A file that is dropped where a text is expected is read as that text. */
function takeElsewhere(files) {
  const take = { answer: takeAnswer, review: takeReview }[currentView()];
  if (!take) {
    if (currentView() !== "request") showView("request");
    return false;
  }
  files[0]?.text().then(take, () => {});
  return true;
}

function viewShown(name) {
  if (name === "automate" && phase === "running") showProgram();
}

async function makeCalendar(events) {
  const reply = await core.ask({ calendar: { events } });
  if (!reply) return;
  saveCalendar(reply.calendar.text);
  announce(() => say("reminders-made"));
}

/** Empties the page. What the worker holds goes with the worker. */
function clearPage() {
  edits += 1;
  held = null;
  emptyInputs();
  emptyMade();
  emptyAnswer();
  emptyReview();
  emptyService();
  emptyFound();
  sampled = false;
  showSampling();
  showAllNotices([], []);
  hush();
}

/** The offer of a sample stands while there is nothing; its mark, while it is in the fields. */
function showSampling() {
  showSample(sampled, ["certificate", "privateKey"].every(isUntouched));
}

async function loadSample() {
  if (phase !== "running") return;
  const reply = await core.ask("sample");
  if (!reply) return;
  takeTexts(reply.sample);
  fieldsEdited();
  sampled = true;
  showSampling();
  generateButton.focus();
}

/** Says everything again that is on the page, in another language; what is typed stays. */
function sayAllAgain() {
  showEnvironment();
  sayFilesAgain();
  sayPurpose();
  showLongWork();
  if (seen) {
    showCards(seen);
    showChoice(seen);
    showRenewal(seen.certificates);
  }
  sayAge();
  sayAnswerAgain();
  sayReviewAgain();
  if (currentView() === "automate") showProgram();
  showSteps();
  saySayingsAgain();
}

function clear() {
  if (phase !== "running") return;
  clearPage();
  restartWorker();
  announce(() => say("cleared"));
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

/** Everything that can happen to the page. */
function watchPage() {
  watchInputs({ edited: fieldsEdited, touched: fieldsTouched, submitted: openWithPassphrase, refused: filesRefused, elsewhere: takeElsewhere });
  watchViews(viewShown);
  watchService(() => {
    refreshExports();
    refreshCalls();
  });
  watchExports(core.ask);
  watchDetached({ toggled: (detached) => showSteps({ detached }), prepare, assemble });
  watchAnswer(core.ask);
  watchReview(core.ask);
  watchAutomate(core.ask);
  watchRenewal(makeCalendar);
  watchSample({ load: loadSample, remove: clear });
  generateButton.addEventListener("click", generate);
  cancelButton.addEventListener("click", cancel);
  byId("clear").addEventListener("click", clear);
  byId("then-answer").addEventListener("click", () => {
    showView("answer");
    byId("answer").focus();
  });
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", comeBack);
}

async function start() {
  showVersion();
  protectFields();
  const lack = whatIsMissing();
  if (lack) return fail(lack);
  // The longest way first: the worker's thread and its program, while the page is filled.
  if (!isFramed()) core.start();
  watchPage();
  try {
    await openCatalogues();
  } catch {
    return fail("failed-browser");
  }
  startLanguages(sayAllAgain);
  worded = true;
  showEnvironment();
  // Browsers put back what was in the fields before a reload.
  clearPage();
  edits = 0;
  if (isFramed()) fail("failed-frame");
}

opening = start();
