// The page: fields on one side, worker on the other, and the rules between them.
//   - An edit empties the outputs at once; a reading or a result for older fields is dropped.
//   - At most one reading is under way; when it is done and the fields have changed, the next one starts.

import { byId } from "./dom.js";
import { say } from "./catalogue.js";
import { createCore } from "./core.js";
import { alertNotice, announce, announceQuietly, firstError, hush, showNotices } from "./notices.js";
import { emptyCards, showCards } from "./cards.js";
import { emptyInputs, focusField, headerForm, inputSources, isUntouched, offerPassphrase, showFieldNotices, showPassphrase, watchInputs } from "./inputs.js";
import { emptyResults, showResults, watchResults } from "./results.js";
import { isFramed, showEnvironment, showFailure } from "./environment.js";

const root = document.documentElement;
const generateButton = byId("generate");

/** Counts every change of the fields. What was made for an older count is dropped. */
let edits = 0;

/** What the worker holds, and the count it was read at; null when it holds nothing of these fields. */
let held = null;

/** The reading that is under way. */
let underWay = null;

const core = createCore({ ready: workerReady, stopped: workerStopped, failed: fail });

function setState(state) {
  root.dataset.state = state;
  generateButton.setAttribute("aria-disabled", String(state !== "ready"));
}

function workerReady() {
  if (root.dataset.state !== "loading") return;
  setState("ready");
  // What was pasted while the page was starting.
  if (edits > 0) readNewest();
}

function workerStopped() {
  held = null;
  emptyResults();
  hush();
  alertNotice({ code: "worker-stopped", params: {} }, 0);
  setState("ready");
}

function fail(reason) {
  clearPage();
  core.stop();
  setState("failed");
  showFailure(reason);
}

/** The fields have changed in a way that the worker must read. */
function fieldsEdited() {
  fieldsTouched();
  held = null;
  if (root.dataset.state !== "loading") readNewest();
}

/** The fields have changed: the outputs are no longer theirs. */
function fieldsTouched() {
  edits += 1;
  emptyResults();
  hush();
}

/**
 * Has the worker read the fields, again if they changed meanwhile.
 * @returns {Promise<object | null>} the reading of the fields as they are, or null when Clear or a crash came between
 */
async function readNewest() {
  if (held) return held;
  underWay ??= readUntilNewest();
  return underWay;
}

async function readUntilNewest() {
  try {
    while (!held) {
      const asked = edits;
      const reply = await core.ask({ read: inputSources() });
      if (!reply) return null;
      if (asked !== edits) continue;
      held = reply.reading;
      showReading(held);
    }
    return held;
  } finally {
    underWay = null;
  }
}

function showReading(reading) {
  showPassphrase(reading.passphraseFor !== null);
  showCards(reading);
  // A field that nobody has come to yet is not wrong. Generate will say what is missing.
  const notices = reading.notices.filter(({ field }) => !isUntouched(field));
  showAllNotices(notices);
  announceReading(reading, firstError(notices));
}

/** The cards are no live region: this one sentence tells those who do not see them appear. */
function announceReading({ certificate, privateKey, ready }, error) {
  if (ready) announce(say("read-ready"));
  else if (error) announceQuietly(say(`read-error-${error.field}`));
  else if (certificate) announceQuietly(say("read-certificate"));
  else if (privateKey) announceQuietly(say("read-private-key"));
}

function showAllNotices(notices) {
  showFieldNotices(notices);
  showNotices(byId("page-notices"), notices.filter(({ field }) => field === "page"));
}

async function generate() {
  if (root.dataset.state !== "ready") return;
  emptyResults();
  hush();
  setState("working");
  if (offerPassphrase()) {
    edits += 1;
    held = null;
  }
  await generateNewest();
  if (root.dataset.state === "working") setState("ready");
}

/** An edit while this is under way calls it off: the person is not done yet. */
async function generateNewest() {
  const asked = edits;
  const reading = await readNewest();
  if (!reading || asked !== edits) return;
  const reply = await core.ask({ generate: { headerForm: headerForm() } });
  if (!reply || asked !== edits) return;
  if (reply.generated) showGenerated(reply.generated, reading);
  else showRefused(reply.refused.notices, reading);
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
  const all = united(reading.notices, notices);
  hush();
  showFieldNotices(all);
  // The alert itself is where the page's own notice is read; it need not be said twice in one place.
  showNotices(byId("page-notices"), all.filter((notice) => notice.field === "page" && !same(notice, first)));
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

/** Empties the page. What the worker holds goes with the worker. */
function clearPage() {
  edits += 1;
  held = null;
  emptyInputs();
  emptyResults();
  emptyCards();
  showAllNotices([]);
  hush();
}

function clear() {
  if (root.dataset.state === "loading" || root.dataset.state === "failed") return;
  clearPage();
  core.restart();
  setState("ready");
  announce(say("cleared"));
}

/** The page is left. It may come back from memory, so nothing of it stays there. */
function leave() {
  if (root.dataset.state === "failed") return;
  clearPage();
  core.stop();
}

function comeBack({ persisted }) {
  if (!persisted || root.dataset.state === "failed") return;
  clearPage();
  core.restart();
}

function start() {
  showEnvironment();
  // Browsers put back what was in the fields before a reload.
  clearPage();
  edits = 0;
  if (isFramed()) return fail("failed-frame");
  watchInputs({ edited: fieldsEdited, touched: fieldsTouched, submitted: generate });
  watchResults();
  generateButton.addEventListener("click", generate);
  byId("clear").addEventListener("click", clear);
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", comeBack);
  core.start();
}

start();
