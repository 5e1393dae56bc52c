// Signing without giving this page the key: a command for the place where the key is, and a signature in.

import { marked, say } from "./catalogue.js";
import { bringIntoSight, byId, markInvalid } from "./dom.js";
import { firstError } from "./state.js";
import { showNotices } from "./notices.js";
import { createOutput } from "./output.js";
import { createSegments } from "./segments.js";
import { isOnWindows } from "./tools.js";

/** Where a key can be, as the core names it, and what the catalogue calls it. */
const KEY_PLACES = {
  file: "place-file", windowsStore: "place-windows", token: "place-token", vault: "place-vault", awsKms: "place-aws",
  azureKeyVault: "place-azure", googleKms: "place-google",
};

const bytesOutput = createOutput("bytes");
const commandOutput = createOutput("command");
const shells = createSegments(byId("shells"), isOnWindows() ? ["powershell", "posix"] : ["posix", "powershell"], (shell) => `shell-${shell}`, () => commandChosen());
const placeField = /** @type {HTMLSelectElement} */ (byId("key-place"));
const signatureBox = byId("signature");

/** The commands for the message that waits; empty when none does. @type {Command[]} */
let commands = [];

/** A signature that came as a file, until the box is edited. @type {{ name: string, bytes: Uint8Array } | null} */
let signatureFile = null;

/**
 * Makes the fields work, and tells when the section is opened or closed.
 * @param {{ toggled: (open: boolean) => void, prepare: () => void, assemble: () => void }} events
 */
export function watchDetached({ toggled, prepare, assemble }) {
  for (const [place, word] of Object.entries(KEY_PLACES)) {
    const option = new Option("", place);
    option.dataset.text = word;
    placeField.append(option);
  }
  placeField.value = isOnWindows() ? "windowsStore" : "file";
  byId("detached").addEventListener("toggle", ({ target }) => toggled(target.open));
  byId("label-command").after(byId("shells"));
  placeField.addEventListener("change", commandChosen);
  byId("prepare").addEventListener("click", prepare);
  byId("assemble").addEventListener("click", assemble);
  signatureBox.addEventListener("input", () => {
    signatureFile = null;
    showDetachedNotices([]);
  });
}

/**
 * Shows a message that waits for its signature, or forgets it.
 * @param {Prepared | null} prepared
 */
export function showPrepared(prepared) {
  commands = prepared?.commands ?? [];
  signatureBox.value = "";
  signatureFile = null;
  showDetachedNotices([]);
  if (prepared) bytesOutput.show(prepared.encodedData);
  else bytesOutput.empty();
  showCommand();
  byId("detached-steps").hidden = !prepared;
  // What is next is loud; to prepare once more is not.
  byId("prepare").classList.toggle("primary", !prepared);
}

/** Shows the command for the place and the shell that are chosen, and what to know about it. */
export function showCommand() {
  const here = commands.filter(({ place }) => place === placeField.value);
  const command = here.find(({ shell }) => shell === shells.value()) ?? here[0];
  byId("shells").hidden = here.length < 2;
  if (!command) return commandOutput.empty();
  commandOutput.show(command.pieces.map(({ text }) => text).join(""));
  byId("command").replaceChildren(...command.pieces.map(pieceOf));
  const word = KEY_PLACES[placeField.value];
  for (const part of ["yours", "right", "failure"]) byId(`place-${part}`).replaceChildren(...marked(say(`${word}-${part}`)));
}

function commandChosen() {
  showCommand();
  if (commands.length > 0) bringIntoSight("detached-place", "signature");
}

/** What the person must replace stands out. */
function pieceOf({ text, isYours }) {
  if (!isYours) return text;
  const mark = document.createElement("mark");
  mark.textContent = text;
  return mark;
}

/**
 * Takes a file as the signature, and says in its box which one.
 * @param {File} file
 */
export async function takeSignature(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  signatureBox.value = say("signature-file", { name: file.name });
  signatureFile = { name: file.name, bytes };
  showDetachedNotices([]);
}

/**
 * The signature as it was pasted or dropped.
 * @returns {{ text: string } | { file: { name: string, bytes: Uint8Array } }}
 */
export function givenSignature() {
  return signatureFile ? { file: signatureFile } : { text: signatureBox.value };
}

/**
 * Says under the box what is wrong with the signature.
 * @param {object[]} notices
 */
export function showDetachedNotices(notices) {
  showNotices(byId("signature-notices"), notices);
  markInvalid(signatureBox, Boolean(firstError(notices)));
}
