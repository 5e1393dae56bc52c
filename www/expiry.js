// The view "Expiry": any number of certificates, when each of them ends, and reminders for a calendar. It has files and
// a text of its own, and keys are of no use to it.

import { ask } from "./core.js";
import { bringIntoSight, byId } from "./dom.js";
import { fillTexts, say, sayDay, sayNumber } from "./catalogue.js";
import { alertNotices, announceQuietly, hush, showNotices } from "./notices.js";
import { createShelf, watchFileField } from "./files.js";
import { blamed, createPassphrase } from "./passphrase.js";
import { fillValidity } from "./validity.js";
import { saveFile } from "./save.js";
import { separateBy } from "./csv.js";
import { certificateName } from "./cards.js";
import { isRefusedPassphrase, isRenewable } from "./state.js";
import { announceSaved, isRemindable, saveReminders, sayLocked } from "./reminders.js";

const expiryBox = byId("expiry-text");
const renewalRows = byId("renewal-rows");
const renewalTemplate = byId("renewal-template");
const moreButton = byId("renewal-more");

/** So many rows are shown at first; a browser needs its time to lay out a thousand. */
const ROWS = 100;

/** What the table lists, in its order, and the same as a CSV file. */
let listed = [];
let csv = "";

/** What is said once for all files that it is true of. */
const JOINED = ["listed-key", "unused-key-in-list"];

let readings = 0;
let isReading = false;

/** Whether Unlock was pressed since the last reading began. */
let isUnlocking = false;
let refusals = [];

/**
 * The passphrase field of each file, or of the text, that has asked for one, whether it is offered, whether what is in it
 * was typed for another file, and whose passphrases were tried here so.
 * @type {Map<any, any>}
 */
const passphrases = new Map();
let lastPassphrase = 0;

/** Who waits for a passphrase, and the notice that says so. */
let lockedHolders = [];

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
  expiryBox.addEventListener("input", () => {
    forgetPassphrase(expiryBox);
    readExpiry();
  });
  byId("remind-all").addEventListener("click", ({ currentTarget }) => saveReminders(listed, currentTarget, lockedHolders.length));
  byId("expiry-csv").addEventListener("click", saveCsv);
  byId("expiry-empty").addEventListener("click", () => {
    emptyExpiry();
    hush();
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
  for (const holder of [...passphrases.keys()]) forgetPassphrase(holder);
  lockedHolders = [];
  refusals = [];
  showExpiry({ certificates: [], csv: "", notices: [] });
}

/** Says everything again. */
export function sayExpiryAgain() {
  showPassphrases();
  showList();
}

/** Reads what is there, once more where something came in meanwhile: opening a file may take a second. */
async function readExpiry() {
  readings += 1;
  if (isReading) return;
  isReading = true;
  for (let asked = -1; asked !== readings; ) {
    asked = readings;
    await readOnce(asked);
  }
  isReading = false;
}

/** @param {number} asked which reading this is; what comes of an older one is dropped */
async function readOnce(asked) {
  await Promise.all(expiryShelf.entries.map(({ reading }) => reading));
  if (asked !== readings) return;
  const files = expiryShelf.entries.filter(({ bytes }) => bytes);
  /** @type {any[]} */
  const holders = expiryBox.value === "" ? files : [expiryBox, ...files];
  const sources = holders.map((holder, id) => ({ id, field: "files", content: contentOf(holder), passphrase: offeredFor(holder) }));
  const tried = isUnlocking;
  isUnlocking = false;
  showPassphrases(true);
  const reply = await ask({ expiry: { sources } });
  if (!reply || asked !== readings) return showPassphrases();
  const before = lockedHolders;
  lockedHolders = lockedAmong(holders, reply.expiry.notices);
  showExpiry(reply.expiry);
  if (holders.length === 0) return;
  if (lend(holders)) {
    isUnlocking = tried;
    readings += 1;
    return;
  }
  const refused = lockedHolders.filter(({ notice }) => isRefusedPassphrase(notice));
  sayRead(tried ? refused : []);
  // Who has pressed Unlock is led to what did not open, or to what did; else only a field that is new takes the focus.
  const isNew = ({ holder }) => !before.some((one) => one.holder === holder);
  const lead = tried ? (refused[0] ?? lockedHolders[0]) : lockedHolders.find(isNew);
  if (lead) focusHolder(lead);
  else if (tried && isFocusLost()) focusList();
}

/** The list may be taller than the screen: its beginning is brought into sight. */
function focusList() {
  const [place, end] = listed.length > 0 ? ["renewal-scroll", "renewal-count"] : ["expiry-label", "expiry-label"];
  byId(place).focus({ preventScroll: true });
  bringIntoSight(place, end);
}

/** What a reading found is said to those who do not see it; a passphrase that was refused, to everyone. */
function sayRead(refused) {
  hush();
  if (refused.length > 0) return alertNotices(refused.map(({ notice }) => notice), (about) => focusHolder(refused.find(({ notice }) => notice === about)));
  announceQuietly(() => (lockedHolders.length > 0 ? say("read-passphrase-needed") : sayNumber("certificates", listed.length)));
}

function focusHolder({ holder }) {
  passphrases.get(holder)?.field.focus();
}

/** Whether the focus was in a field that is gone. */
function isFocusLost() {
  const { activeElement } = document;
  return activeElement === document.body || byId("expiry-passphrases").contains(activeElement);
}

function lockedAmong(holders, notices) {
  return holders.flatMap((holder, id) => {
    const notice = notices.find(({ field, source }) => field === "passphrase" && source?.id === id);
    if (!notice) return [];
    // Nobody typed for this file what did not open it.
    const { field: typed, isLent } = passphrases.get(holder) ?? {};
    return [{ holder, notice: isLent ? { ...notice, code: "passphrase-needed" } : blamed(notice, typed?.value()) }];
  });
}

/**
 * Tries what has opened one file on those that still wait and for which nothing was typed: files often share a passphrase.
 * @returns {boolean} whether there is something to try
 */
function lend(holders) {
  const isLocked = (holder) => lockedHolders.some((one) => one.holder === holder);
  const isTyped = ({ isOffered, isLent }) => isOffered && !isLent;
  const lenders = holders.filter((holder) => passphrases.has(holder) && isTyped(passphrases.get(holder)) && !isLocked(holder));
  let isAny = false;
  for (const { holder } of lockedHolders) {
    const entry = passphrases.get(holder);
    if (entry.field.value() !== "" && !entry.isLent) continue;
    const lender = lenders.find((one) => !entry.tried.has(one));
    entry.isLent = Boolean(lender);
    entry.isOffered = entry.isLent;
    entry.field.fill(lender ? passphrases.get(lender).field.value() : "");
    if (lender) entry.tried.add(lender);
    isAny ||= entry.isLent;
  }
  return isAny;
}

function contentOf(holder) {
  return holder === expiryBox ? { text: expiryBox.value } : { file: { name: holder.name, bytes: holder.bytes } };
}

function offeredFor(holder) {
  const { field, isOffered } = passphrases.get(holder) ?? {};
  return isOffered ? field.value() : null;
}

/** Offers what is typed in all fields: several are often typed before the first is sent. An empty one can be meant too. */
function offerPassphrases(pressed) {
  for (const entry of passphrases.values()) entry.isOffered = entry === pressed || entry.field.value() !== "";
  isUnlocking = true;
  readExpiry();
}

function forgetPassphrase(holder) {
  const { place, field } = passphrases.get(holder) ?? {};
  field?.empty();
  place?.remove();
  passphrases.delete(holder);
  // The box is the same holder for every text, and what opens the next one has not been tried.
  for (const { tried } of passphrases.values()) tried.delete(holder);
}

/**
 * Shows a field for each holder that waits for a passphrase, and takes away the others.
 * @param {boolean} [isOpening] whether those that were offered are tried now
 */
function showPassphrases(isOpening = false) {
  for (const [holder, { field }] of passphrases) {
    if (!lockedHolders.some((one) => one.holder === holder)) field.show({ name: "", protection: null, isOpening: false, notices: [] });
  }
  for (const [place, { holder, notice }] of lockedHolders.entries()) {
    const { source, params } = notice;
    if (!passphrases.has(holder)) passphrases.set(holder, newPassphrase(holder));
    const { field, isOffered, removeButton, place: part } = passphrases.get(holder);
    // What holds for all of them is said once.
    part.toggleAttribute("data-brief", place > 0);
    removeButton.textContent = source.name ? say("remove-file", { name: source.name }) : "";
    field.show({
      name: source.name ? say("passphrase-of", { name: source.name }) : say("passphrase-of-certificate"),
      protection: { scheme: params.scheme.text, iterations: params.iterations.number },
      isOpening: isOpening && isOffered,
      // That one is needed says the field itself; whose it is, its label.
      notices: isRefusedPassphrase(notice) ? [{ ...notice, source: null }] : [],
    });
  }
}

function newPassphrase(holder) {
  const place = byId("expiry-passphrases").appendChild(document.createElement("div"));
  lastPassphrase += 1;
  const typed = () => {
    // What was said of the one before is true no more.
    if (entry.isOffered) hush();
    Object.assign(entry, { isOffered: false, isLent: false });
  };
  const field = createPassphrase(place, `expiry-${lastPassphrase}`, { typed, unlock: () => offerPassphrases(entry) });
  const removeButton = document.createElement("button");
  Object.assign(removeButton, { type: "button", className: "link" });
  removeButton.hidden = holder === expiryBox;
  removeButton.addEventListener("click", () => {
    forgetPassphrase(holder);
    lockedHolders = lockedHolders.filter((one) => one.holder !== holder);
    byId("expiry-file").focus();
    expiryShelf.remove(holder);
  });
  place.firstElementChild?.append(removeButton);
  const entry = { place, field, removeButton, isOffered: false, isLent: false, tried: new Set() };
  return entry;
}

function showExpiry(expiry) {
  listed = expiry.certificates;
  csv = expiry.csv;
  showPassphrases();
  showNotices(byId("expiry-notices"), [...refusals, ...joined(expiry.notices.filter(({ field }) => field !== "passphrase"))]);
  showList();
}

/** The remark that a file holds a private key, once for all files that do. */
function joined(notices) {
  return notices.flatMap((notice) => {
    const { code, source } = notice;
    if (!JOINED.includes(code) || !source?.name) return [notice];
    const all = notices.filter((other) => other.code === code && other.source?.name);
    return all[0] === notice ? [{ ...notice, source: { ...source, name: all.map((other) => other.source.name).join(", ") } }] : [];
  });
}

function showList() {
  byId("renewal-scroll").hidden = listed.length === 0;
  byId("expiry-csv").hidden = listed.length === 0;
  byId("expiry-empty").hidden = listed.length === 0 && expiryShelf.entries.length === 0 && expiryBox.value === "";
  byId("expiry-panel").toggleAttribute("data-empty", listed.length === 0 && lockedHolders.length === 0);
  byId("expiry-locked").textContent = listed.length > 0 ? sayLocked(lockedHolders.length) : "";
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
  saveFile(separateBy(csv, say("csv-separator")), say("csv-file"), "text/csv");
  const { length } = listed;
  announceSaved(() => sayNumber("csv-saved", length, { file: say("csv-file") }), currentTarget, lockedHolders.length);
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
