// The view "Expiry": any number of certificates, when each of them ends, and reminders for a calendar. It has files and
// a text of its own, and keys are of no use to it.

import { ask } from "./core.js";
import { byId } from "./dom.js";
import { fillTexts, say, sayDay, sayNumber } from "./catalogue.js";
import { announceQuietly, showNotices } from "./notices.js";
import { showDone } from "./output.js";
import { createShelf, watchFileField } from "./files.js";
import { fillValidity } from "./validity.js";
import { saveFile } from "./save.js";
import { certificateName, isRenewable } from "./cards.js";
import { isRemindable, saveReminders } from "./reminders.js";

const expiryBox = byId("expiry-text");
const renewalRows = byId("renewal-rows");
const renewalTemplate = byId("renewal-template");
const moreButton = byId("renewal-more");

/** So many rows are shown at first; a browser needs its time to lay out a thousand. */
const ROWS = 100;

/** What the table lists, in its order, and the same as a CSV file. */
let listed = [];
let csv = "";
let readings = 0;
let refusals = [];

const expiryShelf = createShelf({
  changed: () => {
    refusals = [];
    readExpiry();
  },
  refused: (notices) => {
    refusals = notices;
    showNotices(byId("expiry-notices"), notices);
  },
});

/**
 * Makes the view work.
 * @param {(certificate: any) => void} renew opens the order of the certificate that follows this one
 */
export function watchExpiry(renew) {
  watchFileField("expiry-file", expiryShelf);
  expiryBox.addEventListener("input", readExpiry);
  byId("remind-all").addEventListener("click", ({ currentTarget }) => saveReminders(listed, currentTarget));
  byId("expiry-csv").addEventListener("click", saveCsv);
  byId("expiry-empty").addEventListener("click", () => {
    emptyExpiry();
    byId("expiry-file").focus();
  });
  renewalRows.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    const certificate = listed[button.closest("tr").sectionRowIndex];
    if (button.classList.contains("renewal-order")) renew(certificate);
    else saveReminders([certificate], button);
  });
  moreButton.addEventListener("click", () => {
    showRows(listed.length);
    byId("renewal-scroll").focus();
  });
}

/**
 * Takes files, as if they had been chosen.
 * @param {File[]} files
 * @param {File[]} folders
 */
export function takeExpiryFiles(files, folders) {
  expiryShelf.add(files, folders);
}

/** Empties the view. */
export function emptyExpiry() {
  readings += 1;
  expiryShelf.empty();
  expiryBox.value = "";
  refusals = [];
  showExpiry({ certificates: [], csv: "", notices: [] });
}

/** Says everything again. */
export function sayExpiryAgain() {
  showList();
}

async function readExpiry() {
  readings += 1;
  const asked = readings;
  await Promise.all(expiryShelf.entries.map(({ reading }) => reading));
  if (asked !== readings) return;
  const texts = expiryBox.value === "" ? [] : [{ text: expiryBox.value }];
  const files = expiryShelf.entries.filter(({ bytes }) => bytes).map(({ name, bytes }) => ({ file: { name, bytes } }));
  const sources = [...texts, ...files].map((content, id) => ({ id, field: "files", content, passphrase: null }));
  const reply = await ask({ expiry: { sources } });
  if (!reply || asked !== readings) return;
  showExpiry(reply.expiry);
  announceQuietly(() => sayNumber("certificates", listed.length));
}

function showExpiry(expiry) {
  listed = expiry.certificates;
  csv = expiry.csv;
  showNotices(byId("expiry-notices"), [...refusals, ...expiry.notices]);
  showList();
}

function showList() {
  byId("renewal-scroll").hidden = listed.length === 0;
  byId("expiry-csv").hidden = listed.length === 0;
  byId("expiry-empty").hidden = listed.length === 0 && expiryShelf.entries.length === 0 && expiryBox.value === "";
  byId("expiry-panel").toggleAttribute("data-empty", listed.length === 0);
  byId("remind-all").hidden = !listed.some(isRemindable);
  byId("renewal-count").textContent = sayNumber("certificates", listed.length);
  moreButton.textContent = listed.length > ROWS ? say("show-all", { number: listed.length }) : "";
  showRows(ROWS);
}

function showRows(count) {
  renewalRows.replaceChildren(...listed.slice(0, count).map(renewalRow));
  moreButton.hidden = listed.length <= count;
}

function saveCsv({ currentTarget }) {
  saveFile(csv, say("csv-file"), "text/csv");
  announceQuietly(() => say("saved-as", { file: say("csv-file") }));
  showDone(currentTarget, "saved");
}

function renewalRow(certificate) {
  const row = renewalTemplate.content.firstElementChild.cloneNode(true);
  fillTexts(row);
  const name = certificateName(certificate);
  const [, file, expires, left, action] = [...row.children].map((cell) => cell.lastElementChild);
  const [subject, order] = row.firstElementChild.children;
  subject.textContent = certificate.isCa ? say("name-ca", { name }) : name;
  file.textContent = certificate.source ?? say("pasted");
  expires.textContent = sayDay(certificate.notAfter);
  fillValidity(left, certificate);
  action.setAttribute("aria-label", say("remind-about", { name }));
  action.hidden = !isRemindable(certificate);
  order.setAttribute("aria-label", say("renew-for", { name }));
  order.hidden = !isRenewable(certificate);
  return row;
}
