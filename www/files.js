// Files: dropped anywhere on the page or chosen, read here, listed under the box that they belong to.

import { byId } from "./dom.js";
import { say, sayNumber, saySize } from "./catalogue.js";

/** So many files at most, in both boxes together. */
const MAX_FILES = 1000;

/** All files together may be this many times as large as one. */
const MAX_TOTAL = 4;

const chipTemplate = byId("file-template");
const dropZone = document.documentElement;

// By the names that notices use.
const shelves = {
  certificate: { list: byId("certificate-files"), input: byId("certificate-file"), entries: [] },
  privateKey: { list: byId("private-key-files"), input: byId("private-key-file"), entries: [] },
};

/** How many bytes a file may have. The worker says it; what comes before that waits. */
let maxBytes = null;
let early = [];
let fileEvents = null;

/**
 * Calls `changed` with the field whose files have changed, `refused` with notices of what was not taken.
 * Files that `elsewhere` takes, because another view is shown, are for no field here.
 * A file that is dropped never takes the page away, wherever it is dropped.
 * @param {{ changed: (field: string) => void, refused: (notices: object[]) => void, elsewhere: (files: File[]) => boolean }} events
 */
export function watchFiles(events) {
  fileEvents = events;
  for (const [field, { input, list }] of Object.entries(shelves)) {
    input.addEventListener("change", () => {
      const chosen = [...input.files];
      input.value = "";
      addFiles(field, chosen, []);
    });
    list.addEventListener("click", ({ target }) => {
      const chip = target.closest("button") && target.closest("li");
      if (chip) removeAt(field, [...list.children].indexOf(chip));
    });
  }
  window.addEventListener("dragenter", dragged);
  window.addEventListener("dragover", dragged);
  window.addEventListener("dragleave", ({ relatedTarget }) => {
    if (!relatedTarget) endDrag();
  });
  window.addEventListener("drop", dropped);
}

/**
 * Says how large a file may be. What was dropped before is taken now.
 * @param {number} limit
 */
export function limitFiles(limit) {
  maxBytes = limit;
  for (const [field, files, folders] of early.splice(0)) addFiles(field, files, folders);
}

/**
 * What a `read` request carries of a field's files, once they are all read.
 * @param {string} field
 * @returns {Promise<object[]>}
 */
export async function fileSources(field) {
  const { entries } = shelves[field];
  await Promise.all(entries.map(({ reading }) => reading));
  return entries.filter(({ bytes }) => bytes).map(({ name, bytes }) => ({ file: { name, bytes } }));
}

/**
 * Whether a field has files.
 * @param {string} field
 * @returns {boolean}
 */
export function hasFiles(field) {
  return shelves[field]?.entries.length > 0;
}

/** Forgets every file. */
export function emptyFiles() {
  early = [];
  for (const [field, { entries }] of Object.entries(shelves)) {
    for (const entry of entries.splice(0)) forget(entry);
    showChips(field);
  }
  endDrag();
}

function dragged(event) {
  const files = carriesFiles(event);
  if (!files && isTextTarget(event)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = files ? "copy" : "none";
  if (files) dropZone.dataset.dragging = fieldAt(event);
}

function dropped(event) {
  endDrag();
  if (!carriesFiles(event)) {
    if (!isTextTarget(event)) event.preventDefault();
    return;
  }
  event.preventDefault();
  if (dropZone.dataset.state === "failed") return;
  const folders = [];
  const files = [];
  for (const item of event.dataTransfer.items) {
    const file = item.kind === "file" ? item.getAsFile() : null;
    if (file) (item.webkitGetAsEntry?.()?.isDirectory ? folders : files).push(file);
  }
  if (fileEvents.elsewhere(files)) return;
  addFiles(fieldAt(event), files, folders);
}

function endDrag() {
  delete dropZone.dataset.dragging;
}

function carriesFiles({ dataTransfer }) {
  return dataTransfer.types.includes("Files");
}

/** Text that is dragged into a field is the browser's business. */
function isTextTarget(event) {
  return elementAt(event)?.closest("textarea, .passphrase input")?.readOnly === false;
}

/** What is dropped on no box is for the certificate's; the core sorts by what it is. */
function fieldAt(event) {
  return elementAt(event)?.closest("[data-field]")?.dataset.field ?? "certificate";
}

function elementAt({ target }) {
  return target instanceof Element ? target : target.parentElement;
}

function addFiles(field, files, folders) {
  if (maxBytes === null) return early.push([field, files, folders]);
  const count = sumOverShelves(() => 1) + files.length;
  if (count > MAX_FILES) return fileEvents.refused([refusal(field, "too-many-files", { count, limit: MAX_FILES })]);
  const refusals = folders.map(({ name }) => refusal(field, "folder-dropped", {}, name));
  const fitting = files.filter(({ size }) => size <= maxBytes);
  for (const { name, size } of files) {
    if (size > maxBytes) refusals.push(refusal(field, "file-too-large", { bytes: size, limit: maxBytes }, name));
  }
  const bytes = fitting.reduce((sum, { size }) => sum + size, sumOverShelves(({ size }) => size));
  const limit = MAX_TOTAL * maxBytes;
  if (bytes > limit) refusals.push(refusal(field, "files-too-large", { bytes, limit }));
  else if (fitting.length > 0) takeFiles(field, fitting);
  if (refusals.length > 0) fileEvents.refused(refusals);
}

function sumOverShelves(measure) {
  return Object.values(shelves).flatMap(({ entries }) => entries).reduce((sum, entry) => sum + measure(entry), 0);
}

function takeFiles(field, files) {
  const taken = files.map(({ name, size }) => ({ name, size, bytes: null, gone: false, reading: null }));
  const reading = readAll(field, taken, files);
  for (const entry of taken) entry.reading = reading;
  shelves[field].entries.push(...taken);
  showChips(field);
  fileEvents.changed(field);
}

/** What cannot be read, such as a file that was deleted meanwhile, is taken off the shelf again. */
async function readAll(field, taken, files) {
  await Promise.all(taken.map((entry, place) => readInto(entry, files[place])));
  const unread = taken.filter(({ bytes, gone }) => !bytes && !gone);
  if (unread.length === 0) return;
  const { entries } = shelves[field];
  for (const entry of unread) entries.splice(entries.indexOf(entry), 1);
  showChips(field);
  fileEvents.changed(field);
  fileEvents.refused(unread.map(({ name }) => refusal(field, "file-unreadable", {}, name)));
}

async function readInto(entry, file) {
  try {
    entry.bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return;
  }
  if (entry.gone) forget(entry);
}

function removeAt(field, place) {
  const { entries, list, input } = shelves[field];
  for (const entry of entries.splice(place, 1)) forget(entry);
  showChips(field);
  const next = list.children[Math.min(place, entries.length - 1)];
  (next?.querySelector("button") ?? input).focus();
  fileEvents.changed(field);
}

function forget(entry) {
  entry.gone = true;
  entry.bytes?.fill(0);
  entry.bytes = null;
}

/** Says again what the files are called. */
export function sayFilesAgain() {
  for (const field of Object.keys(shelves)) showChips(field);
}

function showChips(field) {
  const { list, entries } = shelves[field];
  list.replaceChildren(...entries.map(chip));
  list.hidden = entries.length === 0;
  if (entries.length > 0) list.setAttribute("aria-label", sayNumber("files", entries.length));
}

function chip({ name, size }) {
  const item = chipTemplate.content.firstElementChild.cloneNode(true);
  item.querySelector(".file-name").textContent = name;
  item.querySelector(".file-size").textContent = saySize(size);
  item.querySelector("button").setAttribute("aria-label", say("remove-file", { name }));
  return item;
}

function refusal(field, code, numbers, name = null) {
  const params = Object.fromEntries(Object.entries(numbers).map(([parameter, number]) => [parameter, { number }]));
  return { code, severity: "error", field, params, source: name === null ? null : { id: 0, name } };
}
