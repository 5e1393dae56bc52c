// How notices look: under their field, and the most important one in the alert.

import { byId } from "./dom.js";
import { say, sentences } from "./catalogue.js";

const noticeTemplate = byId("notice-template");
const messageTemplate = byId("message-template");
const alertBox = byId("alert");
const statusBox = byId("status");

/** What each list shows, and how the alert and the status say what they say: for saying it in another language. */
const shownNotices = new Map();
const spoken = new Map();

/** Says everything again that is said now. */
export function saySayingsAgain() {
  for (const [list, notices] of shownNotices) showNotices(list, notices);
  for (const [box, speak] of spoken) if (box.hasChildNodes()) speak();
}

/**
 * Shows notices in a list, the errors first. The list says nothing else.
 * @param {HTMLElement} list
 * @param {object[]} notices
 */
export function showNotices(list, notices) {
  shownNotices.set(list, notices);
  list.replaceChildren(...bySeverity(notices).map(noticeItem));
}

/**
 * The error that a person should hear of first.
 * @param {object[]} notices
 * @returns {object | undefined}
 */
export function firstError(notices) {
  return notices.find(({ severity }) => severity === "error");
}

/**
 * What a person should mind before using what is made.
 * @param {object[]} notices
 * @returns {object | undefined}
 */
export function firstWarning(notices) {
  return notices.find(({ severity }) => severity === "warning");
}

/**
 * Says in the alert what is wrong and what to do.
 * @param {object} notice
 * @param {number} more how many other errors there are
 */
export function alertNotice(notice, more) {
  speakBy(alertBox, () => speakNotice(notice, more, true));
}

/**
 * Says in the alert only what is wrong. What to do stands at the field, where the focus goes, and is read there.
 * @param {object} notice
 * @param {number} more how many other errors there are
 */
export function alertCause(notice, more) {
  speakBy(alertBox, () => speakNotice(notice, more, false));
}

function speakNotice(notice, more, inFull) {
  const { cause, remedy } = sentences(notice);
  const strong = document.createElement("strong");
  strong.append(...marked(cause));
  const parts = inFull ? [strong, " ", ...marked(remedy)] : [strong];
  const rest = more > 0 ? [" ", say("more-notices")] : [];
  const message = showMessage(alertBox, "error", ...sourceOf(notice), ...parts, ...rest);
  message.dataset.code = notice.code;
}

/**
 * Says in the alert what is wrong.
 * @param {() => string} text in the language of the moment
 */
export function alertText(text) {
  speakBy(alertBox, () => showMessage(alertBox, "error", text()));
}

/**
 * Says in the status what was done. Saying the same again is announced again: it is a new element.
 * @param {() => string} text in the language of the moment
 * @param {"done" | "warning" | "information"} [tone]
 */
export function announce(text, tone = "done") {
  statusBox.dataset.tone = tone;
  speakBy(statusBox, () => showMessage(statusBox, tone, text()));
}

/**
 * The same for what the eye sees elsewhere on the page: announced, not shown.
 * @param {() => string} text
 */
export function announceQuietly(text) {
  statusBox.dataset.tone = "quiet";
  speakBy(statusBox, () => showMessage(statusBox, "done", text()));
}

/**
 * Says in the status what is going on.
 * @param {() => string} text
 */
export function announceWork(text) {
  announce(text, "information");
}

/** Empties the alert and the status. */
export function hush() {
  alertBox.replaceChildren();
  hushStatus();
}

/** Empties the status. */
export function hushStatus() {
  statusBox.replaceChildren();
}

function bySeverity(notices) {
  return ["error", "warning", "information"].flatMap((severity) => notices.filter((notice) => notice.severity === severity));
}

function noticeItem(notice) {
  const item = noticeTemplate.content.firstElementChild.cloneNode(true);
  const { cause, remedy } = sentences(notice);
  item.dataset.severity = notice.severity;
  item.dataset.code = notice.code;
  item.querySelector("use").setAttribute("href", `#icon-${notice.severity}`);
  item.querySelector(".notice-severity").textContent = say(`severity-${notice.severity}`);
  item.querySelector(".notice-cause").append(...sourceOf(notice), ...marked(cause));
  item.querySelector(".notice-remedy").append(...marked(remedy));
  return item;
}

/** The file that a notice is about. */
function sourceOf({ source }) {
  if (!source?.name) return [];
  const name = document.createElement("span");
  name.className = "notice-source";
  name.translate = false;
  name.textContent = say("source", { name: source.name });
  return [name, " "];
}

/**
 * A text of the catalogue, which marks commands with backticks; everything else, values too, is plain text.
 * @param {string} text
 * @returns {(string | HTMLElement)[]}
 */
export function marked(text) {
  return text.split("\u0060").map((part, index) => {
    if (index % 2 === 0) return part;
    const code = document.createElement("code");
    code.textContent = part;
    return code;
  });
}

function speakBy(box, speak) {
  spoken.set(box, speak);
  speak();
}

function showMessage(box, icon, ...parts) {
  const fragment = messageTemplate.content.cloneNode(true);
  const message = fragment.querySelector("p");
  fragment.querySelector("use").setAttribute("href", `#icon-${icon}`);
  message.append(...parts);
  box.replaceChildren(...fragment.children);
  return message;
}
