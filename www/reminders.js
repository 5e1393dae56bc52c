// Reminders: three all-day events for each certificate, as a calendar file. Several alarms in one event would be dropped
// by Outlook and Google Calendar.

import { ask } from "./core.js";
import { say, sayDay, sayNumber } from "./catalogue.js";
import { announce, hush } from "./notices.js";
import { showDone } from "./output.js";
import { saveFile } from "./save.js";
import { certificateName } from "./cards.js";

/** So many days before the end each event is; one on the last day comes after them. The core leaves out what is past. */
const REMIND_BEFORE = [60, 14, 1];

/**
 * Whether there is something to be reminded of: not of a CA's certificate, nor of what has ended.
 * @param {{ daysLeft: number, isCa: boolean }} certificate
 * @returns {boolean}
 */
export function isRemindable({ daysLeft, isCa }) {
  return daysLeft >= 0 && !isCa;
}

/**
 * Hands a calendar file of these certificates to the browser, as a download.
 * @param {any[]} certificates
 * @param {HTMLElement} button that was pressed
 * @param {number} [lockedCount] how many files may hold more of them
 */
export async function saveReminders(certificates, button, lockedCount = 0) {
  const events = certificates.filter(isRemindable).map(reminder);
  const reply = await ask({ calendar: { events } });
  if (!reply) return;
  saveFile(reply.calendar.text, say("calendar-file"), "text/calendar");
  announceSaved(() => sayNumber("reminders-made", events.length), button, lockedCount);
}

/**
 * Says how many certificates were saved, and how many files are not among them.
 * @param {() => string} text
 * @param {HTMLElement} button that was pressed
 * @param {number} lockedCount
 */
export function announceSaved(text, button, lockedCount) {
  hush();
  announce(() => [text(), sayLocked(lockedCount)].join(" ").trimEnd(), lockedCount > 0 ? "warning" : "done");
  showDone(button, "saved");
}

/**
 * How many files are locked; empty when none is.
 * @param {number} count
 * @returns {string}
 */
export function sayLocked(count) {
  return count > 0 ? sayNumber("left-out", count) : "";
}

function reminder(certificate) {
  const name = certificateName(certificate);
  const { notAfter, sha256, subject, serial } = certificate;
  const left = [...REMIND_BEFORE.map((days) => sayNumber("days-left", days)), say("ends-today")];
  return {
    uid: sha256,
    at: notAfter,
    title: left.map((words) => say("reminder-title", { name, left: words })),
    text: say("reminder-text", { subject: subject || say("no-subject"), day: sayDay(notAfter), serial, fingerprint: sha256 }),
  };
}
