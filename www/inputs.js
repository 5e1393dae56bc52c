// The fields: what is in them, when they change, and which of them is wrong.

import { byId } from "./dom.js";
import { firstError, showNotices } from "./notices.js";
import { emptyFiles, fileSources, hasFiles, watchFiles } from "./files.js";
import { emptyPassphrase, offeredPassphrase, passphraseOutlived, watchPassphrase } from "./passphrase.js";
import { chosenCertificate, emptyChoice, watchChoice } from "./choice.js";

// By the names that notices use.
const controls = { certificate: byId("certificate"), privateKey: byId("private-key"), passphrase: byId("passphrase") };
const headerFormDefault = byId("header-form-der");
/** The field of each source of the last reading, and whether it was text. */
let origins = [];

const headerForms = [headerFormDefault, byId("header-form-pem")];

/**
 * Calls `edited` after every change of what the worker is to read, `touched` after every other change,
 * `submitted` where the person asks to open with the passphrase, `refused` with notices of files that
 * were not taken. `elsewhere` says whether another view takes the files that are dropped.
 * @param {{ edited: () => void, touched: () => void, submitted: () => void, refused: (notices: object[]) => void, elsewhere: (files: File[]) => boolean }} events
 */
export function watchInputs({ edited, touched, submitted, refused, elsewhere }) {
  const changed = (field) => {
    passphraseOutlived(field);
    edited();
  };
  for (const field of ["certificate", "privateKey"]) controls[field].addEventListener("input", () => changed(field));
  for (const choice of headerForms) choice.addEventListener("change", touched);
  watchFiles({ changed, refused, elsewhere });
  watchPassphrase({ withdrawn: edited, touched, submitted });
  watchChoice(edited);
}

/**
 * What a `read` request carries, once every file is read.
 * @returns {Promise<{ sources: object[], choice: string | null }>}
 */
export async function inputSources() {
  const [certificateFiles, privateKeyFiles] = await Promise.all([fileSources("certificate"), fileSources("privateKey")]);
  const contents = [
    ...inField("certificate", [...textContent(controls.certificate), ...certificateFiles]),
    ...inField("privateKey", [...textContent(controls.privateKey), ...privateKeyFiles]),
  ];
  const passphrase = offeredPassphrase();
  origins = contents.map(({ field, content }) => ({ field, isText: "text" in content }));
  return {
    sources: contents.map((content, index) => ({ id: index + 1, ...content, passphrase })),
    choice: chosenCertificate(),
  };
}

/**
 * The box that a source of the last reading is in, once each text has been moved to where it belongs.
 * @param {{ id: number, belongsIn: string | null }} source
 * @returns {string}
 */
export function fieldOfSource({ id, belongsIn }) {
  const { field, isText } = origins[id - 1];
  return (isText && belongsIn) || field;
}

/**
 * Moves each text to the box that its objects belong in, when they stand in the other one.
 * @param {object[]} sources of a reading
 */
export function sortBoxes(sources) {
  const { certificate, privateKey } = controls;
  const isMisplaced = (field) => sources.some(({ belongsIn }, index) => origins[index].isText && origins[index].field === field && belongsIn && belongsIn !== field);
  const away = isMisplaced("certificate");
  const home = isMisplaced("privateKey");
  if (away && (home || privateKey.value === "")) [certificate.value, privateKey.value] = [privateKey.value, certificate.value];
  else if (home && certificate.value === "") [certificate.value, privateKey.value] = [privateKey.value, ""];
}

/**
 * Puts texts into the boxes, as if they had been pasted.
 * @param {{ certificate: string, privateKey: string }} texts
 */
export function takeTexts(texts) {
  emptyInputs();
  controls.certificate.value = texts.certificate;
  controls.privateKey.value = texts.privateKey;
}

/**
 * In which form the header carries the certificate.
 * @returns {"der" | "pem"}
 */
export function headerForm() {
  return headerForms.find(({ checked }) => checked).value;
}

/**
 * Shows each field's notices under it, and says which fields are wrong.
 * @param {object[]} notices of what is in the fields
 * @param {object[]} refusals of what did not get into them
 */
export function showFieldNotices(notices, refusals) {
  for (const [field, control] of Object.entries(controls)) {
    const own = notices.filter((notice) => notice.field === field);
    showNotices(byId(`${control.id}-notices`), [...refusals.filter((notice) => notice.field === field), ...own]);
    if (firstError(own)) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  }
}

/**
 * Whether a field has been given nothing yet.
 * @param {string} field
 * @returns {boolean}
 */
export function isUntouched(field) {
  if (field === "passphrase") return controls.passphrase.value === "" && offeredPassphrase() === null;
  return controls[field]?.value === "" && !hasFiles(field);
}

/**
 * Moves the focus to a field, if it is one.
 * @param {string} field
 * @returns {boolean} whether it is
 */
export function focusField(field) {
  const control = controls[field];
  if (!control) return false;
  // Of a folded box one line is seen: the first, not the one where pasting left the cursor.
  if (control.matches(".folded")) control.setSelectionRange(0, 0);
  control.focus();
  return true;
}

/** Empties the fields and everything that was said about them. */
export function emptyInputs() {
  for (const control of Object.values(controls)) control.value = "";
  headerFormDefault.checked = true;
  emptyFiles();
  emptyPassphrase();
  emptyChoice();
  showFieldNotices([], []);
}

function textContent({ value }) {
  return value === "" ? [] : [{ text: value }];
}

function inField(field, contents) {
  return contents.map((content) => ({ field, content }));
}
