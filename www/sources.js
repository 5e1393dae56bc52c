// What came in: two text areas and the files, each as a row that says what it is, with its own passphrase field.
// The texts, bytes and passphrases are kept here and nowhere else in the page; the state knows their ids.

import { byId, markInvalid } from "./dom.js";
import { fillTexts, say, sayNumber, saySize } from "./catalogue.js";
import { demand, firstError, PASTE_IDS } from "./state.js";
import { showNotices } from "./notices.js";
import { createShelf, watchFileField } from "./files.js";
import { blamed, createPassphrase } from "./passphrase.js";
import { isHeavy } from "./cards.js";

const rowTemplate = /** @type {HTMLTemplateElement} */ (byId("file-template"));
const rowList = byId("files");

/** The text areas by the names that notices use. */
const boxes = { certificate: byId("certificate"), privateKey: byId("private-key") };

/** The rows of files, and the passphrase field of every item, by its id. */
const rows = new Map();
const fields = new Map();
let lastItem = 2;
let sourceEvents = null;

const shelf = createShelf({
  changed: () => sourceEvents.edited(null),
  refused: (notices) => sourceEvents.refused(notices),
});

/**
 * Calls `edited` after every change of what the worker is to read, with the id of a text that changed; `typed` and
 * `unlock` with the id of the item whose passphrase it is; `refused` with notices of files that were not taken.
 * @param {{ edited: (id: number | null) => void, typed: (id: number) => void, unlock: (id: number) => void, refused: (notices: object[]) => void }} events
 */
export function watchSources(events) {
  sourceEvents = events;
  watchFileField("file", shelf);
  for (const [field, id] of Object.entries(PASTE_IDS)) {
    const place = /** @type {Element} */ (document.querySelector(`[data-passphrase="${id}"]`));
    fields.set(id, createPassphrase(place, id, events));
    boxes[field].addEventListener("input", ({ inputType }) => {
      // Before it is laid out: once it is read, it is folded.
      if (inputType === "insertFromPaste") boxes[field].classList.toggle("heavy", isHeavy(boxes[field]));
      fields.get(id).empty();
      events.edited(id);
    });
  }
  rowList.addEventListener("click", ({ target }) => {
    const row = target.closest(".file-remove") && target.closest("li");
    if (row) removeRow(row);
  });
}

/**
 * Takes files, as if they had been chosen.
 * @param {File[]} files
 * @param {File[]} [folders]
 */
export function takeFiles(files, folders = []) {
  shelf.add(files, folders);
}

/**
 * What there is, without what is in it.
 * @returns {Item[]}
 */
export function items() {
  const texts = Object.entries(boxes).filter(([, { value }]) => value !== "");
  return /** @type {Item[]} */ ([
    ...texts.map(([field, { value }]) => ({ id: PASTE_IDS[field], field, name: null, size: value.length })),
    ...shelf.entries.map((entry) => ({ id: idOf(entry), field: "files", name: entry.name, size: entry.size })),
  ]);
}

/**
 * The sources of a `read` request, once every file is read.
 * @param {number[]} offered ids of the items whose passphrase goes along
 * @returns {Promise<object[]>}
 */
export async function sources(offered) {
  await Promise.all(shelf.entries.map(({ reading }) => reading));
  const passphrase = (id) => (offered.includes(id) ? fields.get(id)?.value() ?? null : null);
  const texts = Object.entries(boxes).filter(([, { value }]) => value !== "");
  return [
    ...texts.map(([field, { value }]) => ({ id: PASTE_IDS[field], field, content: { text: value }, passphrase: passphrase(PASTE_IDS[field]) })),
    ...shelf.entries.filter(({ bytes }) => bytes).map((entry) => {
      const { name, bytes } = entry;
      return { id: idOf(entry), field: "files", content: { file: { name, bytes } }, passphrase: passphrase(idOf(entry)) };
    }),
  ];
}

/**
 * The items in whose passphrase field something is typed.
 * @returns {number[]}
 */
export function typedPassphrases() {
  return [...fields].filter(([, field]) => field.isShown() && field.value() !== "").map(([id]) => id);
}

/**
 * What is said of the passphrases, by what is in their fields.
 * @param {Notice[]} notices
 * @returns {Notice[]}
 */
export function blamedFields(notices) {
  return notices.map((notice) => blamed(notice, fields.get(notice.source?.id)?.value()));
}

/**
 * Moves each text to the box that it belongs in.
 * @param {SourceReading[]} readings
 * @returns {boolean} whether something was moved
 */
export function moveTexts(readings) {
  const places = Object.entries(PASTE_IDS).flatMap(([field, id]) => {
    const belongsIn = readings.find((source) => source.id === id)?.belongsIn;
    return belongsIn && belongsIn !== field && boxes[belongsIn] ? [[field, belongsIn]] : [];
  });
  const texts = places.map(([field]) => boxes[field].value);
  for (const [field] of places) boxes[field].value = "";
  for (const [index, [, field]] of places.entries()) addText(field, texts[index]);
  return places.length > 0;
}

/**
 * Puts a text into a box, below what is there, as if it had been pasted.
 * @param {string} field
 * @param {string} text
 */
export function takeText(field, text) {
  const id = PASTE_IDS[field];
  addText(field, text);
  fields.get(id).empty();
  sourceEvents.edited(id);
  focusBox(boxes[field]);
}

function addText(field, text) {
  boxes[field].value = [boxes[field].value.trimEnd(), text].filter(Boolean).join("\n");
}

/**
 * Puts texts into the boxes, as if they had been pasted.
 * @param {{ certificate: string, privateKey: string }} texts
 */
export function putTexts(texts) {
  emptySources();
  for (const [field, box] of Object.entries(boxes)) box.value = texts[field];
}

/** Empties the two boxes. */
export function emptyBoxes() {
  for (const box of Object.values(boxes)) box.value = "";
}

/** Empties everything. */
export function emptySources() {
  emptyBoxes();
  shelf.empty();
  for (const field of fields.values()) field.empty();
}

/**
 * Shows the rows, the boxes and the passphrase fields.
 * @param {PageState} state
 * @param {object[]} notices
 */
export function showSources(state, notices) {
  const files = state.items.filter(({ field }) => field === "files");
  for (const [id, row] of rows) {
    if (files.some((item) => item.id === id)) continue;
    row.remove();
    rows.delete(id);
    fields.get(id)?.empty();
    fields.delete(id);
  }
  for (const item of files) showRow(item, state, notices);
  rowList.hidden = files.length === 0;
  for (const [field, id] of Object.entries(PASTE_IDS)) showBox(field, id, state, notices);
  const named = (notice) => files.some(({ id }) => id === notice.source?.id);
  showNotices(byId("files-notices"), notices.filter((notice) => ["files", "passphrase"].includes(notice.field) && !named(notice) && !isOfBox(notice)));
}

/**
 * Moves the focus to a field, if there is such a one.
 * @param {string} field as notices call it
 * @param {number | null} id of the item
 * @returns {boolean}
 */
export function focusSource(field, id) {
  const passphrase = fields.get(id);
  if (field === "passphrase") passphrase?.focus();
  else if (boxes[field]) focusBox(boxes[field]);
  else if (rows.has(id)) rows.get(id).querySelector("button").focus();
  else if (field === "files") byId("file").focus();
  else return false;
  return true;
}

/**
 * Where Cancel stands while a passphrase is tried.
 * @param {number} id
 * @returns {HTMLElement | null}
 */
export function cancelPlace(id) {
  return fields.get(id)?.cancelPlace() ?? null;
}

function isOfBox({ field, source }) {
  return field === "passphrase" && Object.values(PASTE_IDS).includes(source?.id);
}

function focusBox(box) {
  // Of a folded box one line is seen: the first, not the one where pasting left the cursor.
  if (box.matches(".folded")) box.setSelectionRange(0, 0);
  box.focus();
}

function idOf(entry) {
  entry.id ??= lastItem += 1;
  return entry.id;
}

function removeRow(row) {
  const place = [...rowList.children].indexOf(row);
  const next = row.nextElementSibling ?? row.previousElementSibling;
  const entry = shelf.entries[place];
  (next?.querySelector(".file-remove") ?? byId("file")).focus();
  if (entry) shelf.remove(entry);
}

function showRow(item, state, notices) {
  let row = rows.get(item.id);
  if (!row) {
    row = /** @type {HTMLElement} */ (rowTemplate.content.firstElementChild).cloneNode(true);
    rows.set(item.id, row);
    fields.set(item.id, createPassphrase(row.querySelector(".row-passphrase"), item.id, sourceEvents));
    noticesOf(row).id = `file-${item.id}-notices`;
    rowList.append(row);
  }
  const reading = readingOf(state, item.id);
  row.querySelector(".file-name").textContent = item.name;
  row.querySelector(".file-size").textContent = saySize(item.size);
  const holds = row.querySelector(".row-holds");
  const own = notices.filter(({ source }) => source?.id === item.id);
  const facts = reading ? sayHolds(reading, Boolean(firstError(own))) : [];
  if (holds.textContent !== facts.join(" ")) holds.replaceChildren(...facts.flatMap((fact) => [factOf(fact), " "]).slice(0, -1));
  row.dataset.tone = reading?.unlocked ? "good" : reading?.locked ? "due" : "";
  row.querySelector(".file-remove").setAttribute("aria-label", say("remove-file", { name: item.name }));
  showNotices(noticesOf(row), own.filter(({ field }) => field !== "passphrase"), false);
  showPassphrase(item.id, say("passphrase-of", { name: item.name }), state, own);
}

/** The row's own list: the passphrase field in it has another. */
function noticesOf(row) {
  return row.querySelector(":scope > .notices");
}

function showBox(field, id, state, notices) {
  const box = boxes[field];
  const own = notices.filter((notice) => notice.field === field);
  showNotices(byId(`${box.id}-notices`), own);
  markInvalid(box, Boolean(firstError(own)));
  const reading = readingOf(state, id);
  // What nobody is going to read is there to be seen.
  if (!reading && !state.work && !demand(state)) box.classList.remove("heavy");
  // A key is not for the eyes of whoever looks on, wherever it was pasted.
  box.classList.toggle("secret", field === "privateKey" || Boolean(reading?.privateKeys));
  showPassphrase(id, say(`passphrase-of-${field}`), state, notices.filter(({ source }) => source?.id === id));
}

function showPassphrase(id, name, state, own) {
  const reading = readingOf(state, id);
  const isOpening = state.work?.opening === id;
  const protection = reading?.locked ?? (isOpening ? state.protections[id] : null);
  fields.get(id).show({ name, protection, isOpening, notices: own.filter(({ field }) => field === "passphrase") });
}

function readingOf({ reading, items: all }, id) {
  return all.some((item) => item.id === id) ? reading?.sources.find((source) => source.id === id) ?? null : null;
}

/** A fact stays on one line where there is room. */
function factOf(text) {
  const fact = document.createElement("span");
  fact.textContent = text;
  return fact;
}

/** What is in a file, in a few words, with what stands between them. What cannot be used may well be needed: its notice says so. */
function sayHolds({ certificates, privateKeys, locked, unlocked, used }, isWrong) {
  const parts = [];
  if (unlocked) parts.push(say("row-unlocked"));
  if (locked) parts.push(say("row-locked"));
  if (certificates > 0) parts.push(sayNumber("row-certificates", certificates));
  if (privateKeys > 0) parts.push(sayNumber("row-keys", privateKeys));
  if (!used && !locked && !isWrong && certificates + privateKeys > 0) parts.push(say("row-unused"));
  return parts.map((part, place) => (place < parts.length - 1 ? `${part} ·` : part));
}

/** Says again what the fixed words of the rows are. */
export function sayRowsAgain() {
  fillTexts(rowList);
}
