// Several certificates: when each of them expires, and reminders for a calendar.

import { byId } from "./dom.js";
import { fillTexts, say, sayDay, sayNumber, sayTime, sayUtc } from "./catalogue.js";
import { fillValidity } from "./validity.js";
import { saveFile } from "./save.js";

const renewalPanel = byId("renewal");
const renewalRows = byId("renewal-rows");
const moreButton = byId("renewal-more");
const rowTemplate = byId("renewal-template");

/** So many rows are shown at first; a browser needs its time to lay out a thousand. */
const ROWS = 100;

/** What the table lists, in its order. */
let listed = [];

/**
 * Makes the buttons work.
 * @param {(events: object[]) => void} wanted takes the events of the calendar file that is asked for
 */
export function watchRenewal(wanted) {
  byId("remind-all").addEventListener("click", () => wanted(listed.filter(hasTime).map(reminder)));
  renewalRows.addEventListener("click", ({ target }) => {
    const row = target.closest("button") && target.closest("tr");
    if (row) wanted([reminder(listed[row.sectionRowIndex])]);
  });
  moreButton.addEventListener("click", () => {
    showRows(listed.length);
    byId("renewal-scroll").focus();
  });
}

/**
 * Shows the table when there is more than one certificate.
 * @param {object[]} certificates
 */
export function showRenewal(certificates) {
  // Another reading of the same list does not close what the person opened.
  const isOpen = listed.length > ROWS && renewalRows.children.length === certificates.length;
  listed = certificates.length > 1 ? [...certificates].sort((one, other) => one.notAfter - other.notAfter) : [];
  renewalPanel.hidden = listed.length === 0;
  byId("renewal-count").textContent = sayNumber("certificates", listed.length);
  byId("remind-all").hidden = !listed.some(hasTime);
  moreButton.textContent = say("show-all", { number: listed.length });
  showRows(isOpen ? listed.length : ROWS);
}

function showRows(count) {
  renewalRows.replaceChildren(...listed.slice(0, count).map(renewalRow));
  moreButton.hidden = listed.length <= count;
}

/** Forgets the certificates. */
export function emptyRenewal() {
  showRenewal([]);
}

/**
 * Hands a calendar file to the browser, as a download.
 * @param {string} text
 */
export function saveCalendar(text) {
  saveFile(text, say("calendar-file"), "text/calendar");
}

function renewalRow(certificate) {
  const row = rowTemplate.content.firstElementChild.cloneNode(true);
  for (const cell of row.children) fillTexts(cell);
  const name = certificateName(certificate);
  const [subject, email, expires, left, action] = row.children;
  subject.lastElementChild.textContent = name;
  email.lastElementChild.textContent = certificate.emails.join(", ") || say("none");
  const [day, utc] = expires.lastElementChild.children;
  day.textContent = sayDay(certificate.notAfter);
  utc.textContent = sayUtc(certificate.notAfter);
  fillValidity(left.lastElementChild, certificate);
  action.lastElementChild.setAttribute("aria-label", say("remind-about", { name }));
  action.lastElementChild.hidden = !hasTime(certificate);
  return row;
}

/** What has expired needs no reminder. */
function hasTime({ daysLeft }) {
  return daysLeft >= 0;
}

function reminder(certificate) {
  const name = certificateName(certificate);
  const { notAfter, sha256 } = certificate;
  return {
    uid: sha256,
    at: notAfter,
    title: Array(3).fill(say("reminder-title", { name })),
    text: say("reminder-text", { name, time: sayTime(notAfter), fingerprint: sha256 }),
  };
}

function certificateName({ subject }) {
  return subject || say("no-subject");
}
