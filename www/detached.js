// Signing without giving this page the key: bytes and a command out, a signature in.

import { byId } from "./dom.js";
import { firstError } from "./state.js";
import { showNotices } from "./notices.js";
import { createOutput } from "./output.js";
import { createSegments } from "./segments.js";

const bytesOutput = createOutput("bytes");
const commandOutput = createOutput("command");
const chosenShell = createSegments(byId("shells"), ["posix", "powershell"], (shell) => `shell-${shell}`, () => showCommand());
const signatureBox = byId("signature");
const detachedSteps = byId("detached-steps");

/** The commands of the message that waits, by shell; or null. */
let commands = null;

/**
 * Makes the buttons work, and tells when the section is opened or closed.
 * @param {{ toggled: (open: boolean) => void, prepare: () => void, assemble: () => void }} events
 */
export function watchDetached({ toggled, prepare, assemble }) {
  byId("detached").addEventListener("toggle", ({ target }) => toggled(target.open));
  byId("prepare").addEventListener("click", prepare);
  byId("assemble").addEventListener("click", assemble);
  signatureBox.addEventListener("input", () => showDetachedNotices([]));
}

/**
 * Shows a message that waits for its signature, or forgets it.
 * @param {{ encodedData: string, commands: { posix: string, powershell: string } } | null} prepared
 */
export function showPrepared(prepared) {
  if (!prepared) return emptyDetached();
  commands = prepared.commands;
  bytesOutput.show(prepared.encodedData);
  showCommand();
  signatureBox.value = "";
  showDetachedNotices([]);
  detachedSteps.hidden = false;
}

/** Forgets it. */
function emptyDetached() {
  commands = null;
  bytesOutput.empty();
  commandOutput.empty();
  signatureBox.value = "";
  showDetachedNotices([]);
  detachedSteps.hidden = true;
}

/**
 * The signature as it was pasted.
 * @returns {string}
 */
export function pastedSignature() {
  return signatureBox.value;
}

/**
 * Says under the box what is wrong with the signature.
 * @param {object[]} notices
 */
export function showDetachedNotices(notices) {
  showNotices(byId("signature-notices"), notices);
  if (firstError(notices)) signatureBox.setAttribute("aria-invalid", "true");
  else signatureBox.removeAttribute("aria-invalid");
}

function showCommand() {
  if (!commands) return;
  commandOutput.show(commands[chosenShell()]);
}
