// How notices look: under their field, and the most important one in the alert.

import { byId } from "./dom.js";
import { marked, say, sayNumber, sentences } from "./catalogue.js";

const noticeTemplate = byId("notice-template");
const messageTemplate = byId("message-template");
const alertBox = byId("alert");
const statusBox = byId("status");
const messageRoom = byId("messages");

/** Told whether the alert says something. @type {(isWrong: boolean) => void} */
let titleErrors = () => {};

/** What each list shows, and how the alert and the status say what they say: for saying it in another language. */
const shownNotices = new Map();
const spoken = new Map();

/** Says everything again that is said now. */
export function saySayingsAgain() {
  for (const [list, { notices, isNamed }] of shownNotices) showNotices(list, notices, isNamed);
  for (const [box, speak] of spoken) if (box.hasChildNodes()) speak();
}

/**
 * Shows notices in a list, the errors first. The list says nothing else.
 * @param {HTMLElement} list
 * @param {object[]} notices
 * @param {boolean} [isNamed] whether the file is named that a notice is about
 */
export function showNotices(list, notices, isNamed = true) {
  if (notices.length === 0 && !list.hasChildNodes()) return;
  shownNotices.set(list, { notices, isNamed });
  list.replaceChildren(...bySeverity(notices).map((notice) => noticeItem(notice, isNamed)));
}

/**
 * Says in the alert what is wrong: one cause, or all of them as ways to their fields.
 * @param {object[]} errors
 * @param {(notice: object) => void} lead moves the focus to the field that a notice is about
 */
export function alertNotices(errors, lead) {
  speakBy(alertBox, () => (errors.length > 1 ? speakSummary(errors, lead) : speakNotice(errors[0])));
}

/** What to do stands at the field, where the focus goes, and is read there; what has no field says it here. */
function speakNotice(notice) {
  const { cause, remedy } = sentences(notice);
  const strong = document.createElement("strong");
  strong.append(...marked(cause));
  const isWhole = ["page", "files"].includes(notice.field);
  const message = showMessage(alertBox, "error", ...sourceOf(notice), strong, ...(isWhole ? [" ", ...marked(remedy)] : []));
  message.dataset.code = notice.code;
}

function speakSummary(errors, lead) {
  const strong = document.createElement("strong");
  strong.textContent = sayNumber("problems", errors.length);
  const list = document.createElement("ul");
  list.append(...errors.map((notice) => summaryItem(notice, lead)));
  const message = showMessage(alertBox, "error", strong);
  message.after(list);
}

function summaryItem(notice, lead) {
  const item = document.createElement("li");
  const way = document.createElement("button");
  way.type = "button";
  way.className = "link";
  way.append(...sourceOf(notice), ...marked(sentences(notice).cause));
  way.addEventListener("click", () => lead(notice));
  item.dataset.code = notice.code;
  item.append(way);
  return item;
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
  messageRoom.style.minHeight = "";
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
 * Says, not shown, that what a button does is done. What was said before leaves its room, so that nothing moves under
 * the finger.
 * @param {() => string} text
 */
export function announceDone(text) {
  const { height } = messageRoom.getBoundingClientRect();
  hush();
  messageRoom.style.minHeight = `${height}px`;
  announceQuietly(text);
}

/**
 * Asks for what is missing. It is no error, and has the code of what it asks for.
 * @param {object} notice
 */
export function announceLead(notice) {
  statusBox.dataset.tone = "information";
  speakBy(statusBox, () => {
    const { cause, remedy } = sentences(notice);
    showMessage(statusBox, "information", ...sourceOf(notice), ...marked(`${cause} ${remedy}`)).dataset.code = notice.code;
  });
}

/** Empties the alert and the status. */
export function hush() {
  alertBox.replaceChildren();
  titleErrors(false);
  hushStatus();
}

/**
 * Calls `changed` with whether the alert says something.
 * @param {(isWrong: boolean) => void} changed
 */
export function watchAlert(changed) {
  titleErrors = changed;
}

/** Empties the status. */
export function hushStatus() {
  messageRoom.style.minHeight = "";
  statusBox.replaceChildren();
}

function bySeverity(notices) {
  return ["error", "warning", "information"].flatMap((severity) => notices.filter((notice) => notice.severity === severity));
}

function noticeItem(notice, isNamed) {
  const item = noticeTemplate.content.firstElementChild.cloneNode(true);
  const { cause, remedy } = sentences(notice);
  item.dataset.severity = notice.severity;
  item.dataset.code = notice.code;
  item.querySelector("use").setAttribute("href", `#icon-${notice.severity}`);
  item.querySelector(".notice-severity").textContent = say(`severity-${notice.severity}`);
  item.querySelector(".notice-cause").append(...(isNamed ? sourceOf(notice) : []), ...marked(cause));
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

function speakBy(box, speak) {
  spoken.set(box, speak);
  speak();
  titleErrors(alertBox.hasChildNodes());
}

function showMessage(box, icon, ...parts) {
  const fragment = messageTemplate.content.cloneNode(true);
  const message = fragment.querySelector("p");
  fragment.querySelector("use").setAttribute("href", `#icon-${icon}`);
  message.append(...parts);
  box.replaceChildren(...fragment.children);
  return message;
}
