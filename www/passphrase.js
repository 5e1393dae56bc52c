// The passphrase: asked for only when something needs one, and offered to the worker only when it is
// complete. Half a passphrase is only wrong, and trying it can take a second. Until it is offered the
// worker gets none, and so holds no key that it opened before.

import { byId } from "./dom.js";
import { say, sayCount } from "./catalogue.js";

/** From so many rounds on a person will notice the wait. */
const MANY_ROUNDS = 100000;

const passphraseField = byId("passphrase-field");
const passphraseInput = byId("passphrase");
const purposeLine = byId("passphrase-purpose");
const revealButton = byId("show-passphrase");

/** What the worker may try; null when nothing. The empty one can be meant. */
let offered = null;

/** What waits for a passphrase, or was opened with the one that is offered. */
let need = null;

/**
 * Calls `withdrawn` when an offered passphrase is edited, `touched` on any other edit of it, and
 * `submitted` on Enter and on the button beside it.
 * @param {{ withdrawn: () => void, touched: () => void, submitted: () => void }} events
 */
export function watchPassphrase({ withdrawn, touched, submitted }) {
  passphraseInput.addEventListener("input", () => {
    const before = offered;
    offered = null;
    if (before === null) touched();
    else withdrawn();
  });
  passphraseInput.addEventListener("keydown", ({ key, isComposing }) => {
    if (key === "Enter" && !isComposing) submitted();
  });
  byId("open-passphrase").addEventListener("click", submitted);
  revealButton.addEventListener("click", () => reveal(passphraseInput.type === "password"));
}

/**
 * Offers what is in the field to the next reading.
 * @param {boolean} [evenEmpty] the empty passphrase too: only where the person asks for just that
 * @returns {boolean} whether that is something new
 */
export function offerPassphrase(evenEmpty = false) {
  const { value } = passphraseInput;
  if (passphraseField.hidden || value === offered || (value === "" && !evenEmpty)) return false;
  offered = value;
  return true;
}

/** Takes the offer back. What is typed stays. */
export function withdrawPassphrase() {
  offered = null;
}

/**
 * What a `read` request carries.
 * @returns {string | null}
 */
export function offeredPassphrase() {
  return offered;
}

/**
 * What is being opened with the offered passphrase, when that takes long.
 * @returns {{ scheme: string, rounds: number } | null}
 */
export function longOpening() {
  return offered !== null && need?.rounds >= MANY_ROUNDS ? need : null;
}

/**
 * Shows the field where a reading asks for a passphrase. One that was used keeps its field, so that
 * nothing unseen opens the key.
 * @param {{ field: string, scheme: string, rounds: number } | null} wanted
 */
export function showPassphrase(wanted) {
  passphraseField.hidden = !wanted && offered === null;
  if (passphraseField.hidden) return emptyPassphrase();
  if (!wanted) return;
  need = wanted;
  sayPurpose();
}

/** Says what the passphrase is for. */
export function sayPurpose() {
  if (!need) return;
  const { field, scheme, rounds } = need;
  const how = scheme ? [sayProtection(scheme, rounds)] : [];
  purposeLine.textContent = [say(`passphrase-for-${field}`), ...how].join(" ");
}

/**
 * Empties the field when the file that the passphrase was typed for may be gone.
 * @param {string} field the field that was edited
 */
export function passphraseOutlived(field) {
  if (need?.field === field) clearTyped();
}

/** Empties the field and forgets what it was for. */
export function emptyPassphrase() {
  clearTyped();
  need = null;
  purposeLine.textContent = "";
  passphraseField.hidden = true;
}

function clearTyped() {
  passphraseInput.value = "";
  offered = null;
  reveal(false);
}

function reveal(visible) {
  passphraseInput.type = visible ? "text" : "password";
  revealButton.setAttribute("aria-pressed", String(visible));
}

function sayProtection(scheme, rounds) {
  return rounds > 1 ? say("protection-rounds", { scheme, rounds: sayCount(rounds) }) : say("protection", { scheme });
}
