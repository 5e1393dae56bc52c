// Files: dropped anywhere on the page or chosen, checked and read here. What becomes of them is the view's own.

import { byId } from "./dom.js";

/** So many files at most are held together. */
const MAX_FILES = 1000;

/** All files together may be this many times as large as one. */
const MAX_TOTAL = 4;

/** How many bytes a file may have. The worker says it; what comes before that waits. */
let maxBytes = 0;

/**
 * Has each shelf take what has waited.
 * @type {(() => void)[]}
 */
const takers = [];

/**
 * @typedef {{ name: string, size: number, bytes: Uint8Array | null, isGone: boolean, reading: Promise<void> }} FileEntry
 */

/**
 * A place that holds files.
 * @param {{ changed: () => void, refused: (notices: object[]) => void }} events `changed` after files came or went;
 *   `refused` with notices of what was not taken
 */
export function createShelf({ changed, refused }) {
  /** @type {FileEntry[]} */
  const entries = [];
  /** @type {Parameters<typeof add>[]} */
  let early = [];
  takers.push(() => early.splice(0).forEach((dropped) => add(...dropped)));

  function add(files, folders = []) {
    if (maxBytes === 0) return early.push([files, folders]);
    const count = entries.length + files.length;
    if (count > MAX_FILES) return refused([refusal("too-many-files", { count, limit: MAX_FILES })]);
    const refusals = folders.map(({ name }) => refusal("folder-dropped", {}, name));
    const fitting = files.filter(({ size }) => size <= maxBytes);
    for (const { name, size } of files) {
      if (size > maxBytes) refusals.push(refusal("file-too-large", { bytes: size, limit: maxBytes }, name));
    }
    const bytes = [...entries, ...fitting].reduce((sum, { size }) => sum + size, 0);
    const limit = MAX_TOTAL * maxBytes;
    if (bytes > limit) refusals.push(refusal("files-too-large", { bytes, limit }));
    else if (fitting.length > 0) take(fitting);
    if (refusals.length > 0) refused(refusals);
  }

  function take(files) {
    const taken = files.map(({ name, size }) => ({ name, size, bytes: null, isGone: false, reading: Promise.resolve() }));
    const reading = readAll(taken, files);
    for (const entry of taken) entry.reading = reading;
    entries.push(...taken);
    changed();
  }

  /** What cannot be read, such as a file that was deleted meanwhile, is taken off the shelf again. */
  async function readAll(taken, files) {
    await Promise.all(taken.map((entry, place) => readInto(entry, files[place])));
    const unread = taken.filter(({ bytes, isGone }) => !bytes && !isGone);
    if (unread.length === 0) return;
    for (const entry of unread) entries.splice(entries.indexOf(entry), 1);
    changed();
    refused(unread.map(({ name }) => refusal("file-unreadable", {}, name)));
  }

  function remove(entry) {
    entries.splice(entries.indexOf(entry), 1);
    forget(entry);
    changed();
  }

  function empty() {
    early = [];
    for (const entry of entries.splice(0)) forget(entry);
  }

  return { entries, add, remove, empty };
}

/**
 * Says how large a file may be. What was dropped before is taken now.
 * @param {number} limit
 */
export function limitFiles(limit) {
  maxBytes = limit;
  for (const takeEarly of takers) takeEarly();
}

/**
 * Has the file field put what is chosen on a shelf.
 * @param {string} id of the field
 * @param {{ add: (files: File[]) => void }} shelf
 */
export function watchFileField(id, shelf) {
  const input = /** @type {HTMLInputElement} */ (byId(id));
  input.addEventListener("change", () => {
    const chosen = [...(input.files ?? [])];
    input.value = "";
    shelf.add(chosen);
  });
}

/**
 * Takes files that are dropped anywhere. A file that is dropped never takes the page away.
 * @param {(files: File[], folders: File[]) => void} dropped
 */
export function watchDrops(dropped) {
  const root = document.documentElement;
  const endDrag = () => delete root.dataset.dragging;
  const dragged = (event) => {
    const isFile = carriesFiles(event);
    if (!isFile && isTextTarget(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = isFile ? "copy" : "none";
    if (isFile) root.dataset.dragging = "";
  };
  window.addEventListener("dragenter", dragged);
  window.addEventListener("dragover", dragged);
  window.addEventListener("dragleave", ({ relatedTarget }) => {
    if (!relatedTarget) endDrag();
  });
  window.addEventListener("drop", (event) => {
    endDrag();
    if (carriesFiles(event) || !isTextTarget(event)) event.preventDefault();
    if (!carriesFiles(event) || root.dataset.state === "failed") return;
    const files = [];
    const folders = [];
    for (const item of event.dataTransfer?.items ?? []) {
      const file = item.kind === "file" ? item.getAsFile() : null;
      if (file) (item.webkitGetAsEntry?.()?.isDirectory ? folders : files).push(file);
    }
    dropped(files, folders);
  });
}

function carriesFiles({ dataTransfer }) {
  return dataTransfer.types.includes("Files");
}

/** Text that is dragged into a field is the browser's business. */
function isTextTarget({ target }) {
  const element = target instanceof Element ? target : target.parentElement;
  return element?.closest("textarea, .passphrase input")?.readOnly === false;
}

/**
 * Reads a file of text: UTF-8, or UTF-16 as Windows PowerShell writes it.
 * @param {File} file
 * @returns {Promise<string | null>} null where it is no text
 */
export async function textOf(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  if (!isWide && bytes.includes(0)) return null;
  return new TextDecoder(isWide ? "utf-16le" : "utf-8").decode(bytes);
}

async function readInto(entry, file) {
  try {
    entry.bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return;
  }
  if (entry.isGone) forget(entry);
}

function forget(entry) {
  entry.isGone = true;
  entry.bytes?.fill(0);
  entry.bytes = null;
}

function refusal(code, numbers, name = null) {
  const params = Object.fromEntries(Object.entries(numbers).map(([key, number]) => [key, { number }]));
  return { code, severity: "error", field: "files", params, source: name === null ? null : { id: 0, name } };
}
