// A read-only text with its buttons: Copy, and Save where it is a file. One line with its length, a file that is not
// shown, a text of several lines, or one with marked words.

import { byId } from "./dom.js";
import { say, sayCount } from "./catalogue.js";
import { copyKeys, copyText } from "./clipboard.js";
import { alertText, announceDone, hush } from "./notices.js";
import { saveFile } from "./save.js";

/** For how long a button says that it was pressed, in milliseconds. */
const DONE_FOR = 2500;

/** Outputs that say more about themselves than their name. */
const HINTS = { authorization: "authorization-hint", body: "body-hint" };

/** What is shown, for saying its length in another language. @type {Set<() => void>} */
const lengths = new Set();

/** Says again how long the lines are. */
export function sayLengthsAgain() {
  for (const sayLength of lengths) sayLength();
}

/**
 * Builds the output with this id in its place of the template. Its words are the catalogue's `id`, `copy-id`,
 * `copied-id`, and `save-id` where the place asks for a Save button.
 * @param {string} id
 * @param {string | null} [placeholder] key of what is shown while it is empty
 * @returns {{ show: (text: string, file?: { fileName: string, mediaType: string } | null) => void, empty: () => void, mark: (isNew: boolean) => void }}
 */
export function createOutput(id, placeholder = null) {
  const place = /** @type {HTMLElement} */ (document.querySelector(`[data-output="${id}"]`));
  const { area, note, isLine, copyButton, saveButton } = fillPlace(place, id, placeholder);
  /** @type {{ fileName: string, mediaType: string } | null} */
  let file = null;

  async function copy() {
    const text = area.value;
    const isCopied = await copyText(area);
    // Edited or cleared while the browser was asking for permission: there is nothing left to speak of.
    if (area.value !== text) return;
    if (!isCopied) {
      hush();
      return alertText(() => say("copy-by-hand", { keys: copyKeys() }));
    }
    announceDone(() => say(`copied-${id}`));
    showDone(copyButton, "copied");
  }

  function save() {
    if (!file) return;
    saveFile(area.value, file.fileName, file.mediaType);
    const { fileName } = file;
    announceDone(() => say("saved-as", { file: fileName }));
    showDone(saveButton, "saved");
  }

  /** What is not shown is called by its file's name, a line has a length. */
  function sayLength() {
    if (area.hidden) note.textContent = file?.fileName ?? "";
    else if (isLine) note.textContent = area.value === "" ? "" : say("characters", { number: sayCount(area.value.length) });
  }

  /** @param {string} text @param {{ fileName: string, mediaType: string } | null} [named] */
  function show(text, named = null) {
    // To scroll lays the page out, so an empty box that stays empty is left alone.
    if (area.value !== text) {
      area.value = text;
      area.scrollTop = 0;
    }
    file = named;
    copyButton.disabled = text === "";
    saveButton.disabled = !named;
    sayLength();
  }

  function mark(isNew) {
    place.toggleAttribute("data-new", isNew);
  }

  function empty() {
    show("");
    mark(false);
  }

  lengths.add(sayLength);
  copyButton.addEventListener("click", copy);
  saveButton.addEventListener("click", save);
  return { show, empty, mark };
}

/**
 * Says on a button that it has done what it says, for a moment.
 * @param {HTMLElement} button
 * @param {"copied" | "saved"} word
 */
export function showDone(button, word) {
  const text = /** @type {HTMLElement} */ (button.querySelector("[data-text]") ?? button);
  const before = text.dataset.was ?? text.dataset.text ?? "";
  Object.assign(text.dataset, { was: before, text: word });
  text.textContent = say(word);
  button.dataset.done = String(Number(button.dataset.done ?? 0) + 1);
  const times = button.dataset.done;
  setTimeout(() => {
    // Pressed again meanwhile: the later press counts.
    if (button.dataset.done !== times) return;
    delete button.dataset.done;
    delete text.dataset.was;
    text.dataset.text = before;
    text.textContent = say(before);
  }, DONE_FOR);
}

/** The words are named in attributes, so that another language finds them. */
function fillPlace(place, id, placeholder) {
  const { rows, save } = place.dataset;
  const hint = HINTS[id];
  const isLine = place.dataset.line !== undefined;
  const isMarked = place.dataset.marked !== undefined;
  place.append(/** @type {HTMLTemplateElement} */ (byId("output-template")).content.cloneNode(true));
  const area = /** @type {any} */ (document.createElement(isLine ? "input" : isMarked ? "pre" : "textarea"));
  if (isMarked) behaveAsText(area, id);
  else if (isLine) area.type = "text";
  else area.rows = Number(rows ?? 1);
  Object.assign(area, { id, readOnly: true, autocomplete: "off", spellcheck: false, className: "code", translate: false });
  const head = /** @type {HTMLElement} */ (place.firstElementChild);
  const label = /** @type {HTMLLabelElement} */ (head.querySelector("label"));
  const note = /** @type {HTMLElement} */ (head.querySelector(".output-note"));
  const [copyButton, saveButton] = head.querySelectorAll("button");
  label.htmlFor = id;
  label.id = `label-${id}`;
  label.dataset.text = id;
  if (hint) place.append(hintOf(id, hint));
  place.toggleAttribute("data-hinted", Boolean(hint));
  place.append(area);
  if (hint) area.setAttribute("aria-describedby", `${id}-hint`);
  copyButton.id = `copy-${id}`;
  copyButton.dataset.textAriaLabel = `copy-${id}`;
  copyButton.hidden = save === "only";
  saveButton.id = `save-${id}`;
  saveButton.hidden = save === undefined;
  if (save !== undefined) saveButton.dataset.textAriaLabel = `save-${id}`;
  if (save === "only") area.hidden = true;
  if (placeholder) area.dataset.textPlaceholder = placeholder;
  return { area, note, isLine, copyButton, saveButton };
}

/** A text in which words can be marked, with what a text area has of it here. */
function behaveAsText(area, id) {
  Object.defineProperty(area, "value", { get: () => area.textContent, set: (text) => area.replaceChildren(text) });
  area.select = () => getSelection()?.selectAllChildren(area);
  area.tabIndex = 0;
  const names = { role: "textbox", "aria-readonly": "true", "aria-multiline": "true", "aria-labelledby": `label-${id}` };
  for (const [name, value] of Object.entries(names)) area.setAttribute(name, value);
}

function hintOf(id, key) {
  const hint = document.createElement("p");
  Object.assign(hint, { id: `${id}-hint`, className: "hint" });
  hint.dataset.text = key;
  return hint;
}
