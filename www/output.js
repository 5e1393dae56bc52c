// A read-only text with its buttons: Copy, and Save where it is a file.

import { byId } from "./dom.js";
import { say } from "./catalogue.js";
import { copyKeys, copyText } from "./clipboard.js";
import { alertText, announce, hush } from "./notices.js";
import { saveFile } from "./save.js";

/** For how long a button shows that it has copied, in milliseconds. */
const COPIED_FOR = 2500;

/**
 * Builds the output with this id in its place of the template: a text area and its buttons. Its words are the
 * catalogue's `id`, `copy-id`, `copied-id`, and `save-id` where the place asks for a Save button.
 * @param {string} id
 * @param {string | null} [placeholder] key of what is shown while it is empty
 * @returns {{ show: (text: string, file?: { fileName: string, mediaType: string }) => void, empty: () => void }}
 */
export function createOutput(id, placeholder = null) {
  const place = document.querySelector(`[data-output="${id}"]`);
  const { area, copyButton, saveButton } = fillPlace(place, id, placeholder);
  let file = null;

  async function copy() {
    const text = area.value;
    const copied = await copyText(area);
    // Edited or cleared while the browser was asking for permission: there is nothing left to speak of.
    if (area.value !== text) return;
    hush();
    if (!copied) return alertText(() => say("copy-by-hand", { keys: copyKeys() }));
    announce(() => say(`copied-${id}`));
    copyButton.dataset.copied = "";
    setTimeout(() => delete copyButton.dataset.copied, COPIED_FOR);
  }

  function save() {
    hush();
    saveFile(area.value, file.fileName, file.mediaType);
    const { fileName } = file;
    announce(() => say("saved", { file: fileName }));
  }

  function show(text, named = null) {
    // To scroll lays the page out, so an empty box that stays empty is left alone.
    if (area.value !== text) {
      area.value = text;
      area.scrollTop = 0;
    }
    file = named;
    copyButton.disabled = text === "";
    saveButton.disabled = !named;
  }

  function empty() {
    show("");
    delete copyButton.dataset.copied;
  }

  copyButton.addEventListener("click", copy);
  saveButton.addEventListener("click", save);
  return { show, empty };
}

/** The words are named in attributes, so that another language finds them. */
function fillPlace(place, id, placeholder) {
  place.append(byId("output-template").content.cloneNode(true));
  const area = place.querySelector("textarea");
  const label = place.querySelector("label");
  const [copyButton, saveButton] = place.querySelectorAll("button");
  const { rows, save, describedBy } = place.dataset;
  area.id = id;
  area.rows = Number(rows);
  label.htmlFor = id;
  label.dataset.text = id;
  copyButton.id = `copy-${id}`;
  copyButton.dataset.textAriaLabel = `copy-${id}`;
  saveButton.id = `save-${id}`;
  saveButton.hidden = save === undefined;
  if (save !== undefined) saveButton.dataset.textAriaLabel = `save-${id}`;
  if (describedBy) area.setAttribute("aria-describedby", describedBy);
  if (placeholder) area.dataset.textPlaceholder = placeholder;
  return { area, copyButton, saveButton };
}
