// The fields: what is in them, when they change, and which of them is wrong.

import { byId } from "./dom.js";
import { firstError, showNotices } from "./notices.js";

// By the names that notices use.
const controls = { certificate: byId("certificate"), privateKey: byId("private-key"), passphrase: byId("passphrase") };
const passphraseField = byId("passphrase-field");
const headerFormDefault = byId("header-form-der");
const headerForms = [headerFormDefault, byId("header-form-pem")];

// A passphrase is offered to the worker when it is complete: half a passphrase is only wrong, and trying
// it can take a second. Until then the worker gets none, and so holds no key that it opened before.
let offeredPassphrase = null;

/**
 * Calls `edited` after every change of what the worker is to read, `touched` after every other change,
 * `submitted` on Enter in the passphrase.
 * @param {{ edited: () => void, touched: () => void, submitted: () => void }} events
 */
export function watchInputs({ edited, touched, submitted }) {
  controls.certificate.addEventListener("input", edited);
  controls.privateKey.addEventListener("input", () => {
    emptyPassphrase();
    edited();
  });
  for (const choice of headerForms) choice.addEventListener("change", touched);
  controls.passphrase.addEventListener("input", () => {
    const offered = offeredPassphrase;
    offeredPassphrase = null;
    if (offered === null) touched();
    else edited();
  });
  controls.passphrase.addEventListener("blur", ({ relatedTarget }) => {
    // A press on Generate offers the passphrase itself. Reading it here as well could move the button
    // away from under the pointer before it is released.
    if (relatedTarget === byId("generate")) return;
    if (offerPassphrase()) edited();
  });
  controls.passphrase.addEventListener("keydown", ({ key, isComposing }) => {
    if (key === "Enter" && !isComposing) submitted();
  });
}

/**
 * Offers what is in the passphrase field to the next reading.
 * @returns {boolean} whether that is something new
 */
export function offerPassphrase() {
  const passphrase = passphraseField.hidden || controls.passphrase.value === "" ? null : controls.passphrase.value;
  if (passphrase === offeredPassphrase) return false;
  offeredPassphrase = passphrase;
  return true;
}

/**
 * What a `read` request carries.
 * @returns {{ certificate: object[], privateKey: object[], passphrase: string | null }}
 */
export function inputSources() {
  return {
    certificate: textSource(controls.certificate),
    privateKey: textSource(controls.privateKey),
    passphrase: offeredPassphrase,
  };
}

/**
 * In which form the header carries the certificate.
 * @returns {"der" | "pem"}
 */
export function headerForm() {
  return headerForms.find(({ checked }) => checked).value;
}

/**
 * Shows the passphrase field where a reading asks for one. A passphrase that was used keeps its field,
 * so that nothing unseen opens the key.
 * @param {boolean} wanted
 */
export function showPassphrase(wanted) {
  passphraseField.hidden = !wanted && offeredPassphrase === null;
  if (passphraseField.hidden) emptyPassphrase();
}

/**
 * Shows each field's notices under it, and says which fields are wrong.
 * @param {object[]} notices
 */
export function showFieldNotices(notices) {
  for (const [field, control] of Object.entries(controls)) {
    const own = notices.filter((notice) => notice.field === field);
    showNotices(byId(`${control.id}-notices`), own);
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
  return controls[field]?.value === "";
}

/**
 * Moves the focus to a field, if it is one.
 * @param {string} field
 */
export function focusField(field) {
  controls[field]?.focus();
}

/** Empties the fields and everything that was said about them. */
export function emptyInputs() {
  for (const control of Object.values(controls)) control.value = "";
  headerFormDefault.checked = true;
  emptyPassphrase();
  showPassphrase(false);
  showFieldNotices([]);
}

/** A passphrase belongs to the key that it was typed for. */
function emptyPassphrase() {
  controls.passphrase.value = "";
  offeredPassphrase = null;
}

function textSource({ value }) {
  return value === "" ? [] : [{ text: value }];
}
