// Shows a state: what every part of the view "Make a request" looks like in it. Nothing here decides anything.

import { bringIntoSight, byId } from "./dom.js";
import { say, sentences } from "./catalogue.js";
import { isWorking, notices } from "./state.js";
import { alertNotices, announce, announceLead, announceQuietly, hush, hushStatus, saySayingsAgain, showNotices } from "./notices.js";
import { cancelPlace, focusSource, sayRowsAgain, showSources } from "./sources.js";
import { showCards } from "./cards.js";
import { showChoice } from "./choice.js";
import { showKeep } from "./keep.js";
import { showOrderWays } from "./order.js";
import { sayComparisonAgain, showComparison } from "./renewal.js";
import { sayAge, showResults } from "./results.js";
import { saySendAgain, showSend } from "./send.js";
import { showDetachedNotices, showPrepared } from "./detached.js";
import { sayLengthsAgain } from "./output.js";
import { showSteps } from "./steps.js";
import { showSample } from "./sample.js";
import { showFailure } from "./environment.js";

const generateButton = byId("generate");
const cancelButton = byId("cancel");

/** What is said of work that takes long, by what it is. */
const WORK_WORDS = { read: "working-reading", generate: "working-generating", prepare: "working-generating", assemble: "working-generating" };

/**
 * Shows a state, as far as it differs from the one before.
 * @param {PageState} state
 * @param {PageState | null} before
 */
export function showState(state, before) {
  const { phase, reading, result, message, focus, work } = state;
  const isNew = (name) => !before || state[name] !== before[name];
  document.documentElement.dataset.state = phase === "running" ? (isWorking(state) ? "working" : "ready") : phase;
  if (phase === "failed") return showFailure(state.failure);
  generateButton.setAttribute("aria-disabled", String(phase !== "running" || state.want?.action === "generate"));
  if (["items", "reading", "work", "refusals", "remarks"].some(isNew)) showFound(state);
  if (isNew("reading")) {
    showCards(reading);
    showChoice(reading ?? { certificate: null, choices: [] });
    showKeep(reading);
    showOrderWays(reading);
    showComparison(reading);
  }
  if (isNew("result")) {
    showResults(result);
    // The age alone changes nothing of what is sent.
    if (phase === "running" && before?.result?.body !== result?.body) showSend(result);
  }
  if (isNew("prepared")) showPrepared(state.prepared);
  if (isNew("form")) byId(`header-form-${state.form}`).checked = true;
  showSteps(state);
  showSample(state.isSample, state.items.length === 0);
  showWork(state, before);
  if (isNew("message")) showStateMessage(message, work);
  if (focus && isNew("focus")) lead(focus.field, focus.source);
  if (result && isNew("result") && !before?.result) bringIntoSight("step-request", "step-send");
  if (state.prepared && isNew("prepared")) bringIntoSight("detached-place", "signature");
}

/** Says everything again, in another language. @param {PageState} state */
export function sayStateAgain(state) {
  sayRowsAgain();
  showFound(state);
  showCards(state.reading);
  if (state.reading) showChoice(state.reading);
  showKeep(state.reading);
  sayComparisonAgain();
  showSteps(state);
  sayAge();
  saySendAgain();
  sayLengthsAgain();
  saySayingsAgain();
}

/**
 * Moves the focus to the field that a notice is about.
 * @param {string} field
 * @param {number | null} source
 */
export function lead(field, source) {
  const places = { generate: generateButton, signature: byId("signature"), service: byId("service"), command: byId("copy-command") };
  if (!focusSource(field, source)) places[field]?.focus();
}

function showFound(state) {
  const shown = notices(state);
  showSources(state, shown);
  showNotices(byId("page-notices"), shown.filter((notice) => notice.field === "page" && !isSaid(state, notice)));
  showDetachedNotices(shown.filter(({ field }) => field === "signature"));
}

/** The alert itself is where its notice of the page is read; it need not be said twice in one place. */
function isSaid({ message }, { code }) {
  return message?.tone === "alert" && message.notices.length === 1 && message.notices[0].code === code;
}

/** Where the person waits: at the passphrase while it is tried, at Generate for all else. */
function showWork(state, before) {
  const { work } = state;
  const isLong = Boolean(work?.isLong);
  const place = work?.opening == null ? generateButton : cancelPlace(work.opening) ?? generateButton;
  if (!isLong && document.activeElement === cancelButton) generateButton.focus();
  if (isLong) place.after(cancelButton);
  cancelButton.hidden = !isLong;
  if (isLong && !before?.work?.isLong) announce(() => sayWork(work, state.protections), "information");
  if (!isLong && before?.work?.isLong && state.message === before.message) hushStatus();
}

function sayWork({ task, opening }, protections) {
  if (opening === null) return say(WORK_WORDS[task]);
  const { scheme, iterations } = protections[opening];
  return say("working-passphrase", { scheme, iterations });
}

function showStateMessage(message, work) {
  if (work?.isLong && !message) return;
  hush();
  if (!message) return;
  const { tone, key, notices: about = [] } = message;
  if (tone === "alert") return alertNotices(about, ({ field, source }) => lead(field, source?.id ?? null));
  if (key === "lead") return announceLead(about[0]);
  const words = () => say(key, about.length > 0 ? { cause: sentences(about[0]).cause } : {});
  if (tone === "quiet") announceQuietly(words);
  else announce(words, tone);
}
