// "Save for another place": the certificate and the key of the last reading in the forms that other places want. The
// worker writes them; nothing is written before the button is pressed, and what has no passphrase asks once more.

import { ask } from "./core.js";
import { byId } from "./dom.js";
import { say } from "./catalogue.js";
import { announceQuietly, hush, showNotices } from "./notices.js";
import { createNewPassphrase } from "./new-passphrase.js";
import { showDone } from "./output.js";
import { nextToRegister } from "./renewal.js";
import { saveFile } from "./save.js";

/** The places in the order of the list, what must be open for each, and how its form treats the key. */
const DESTINATIONS = [
  { name: "anaplan", needs: "certificate", key: "absent" },
  { name: "pkcs12", needs: "pair", key: "protected" },
  { name: "privateKey", needs: "key", key: "protected" },
  { name: "privateKeyUnprotected", needs: "key", key: "bare" },
  { name: "azureKeyVault", needs: "pair", key: "bare" },
  { name: "environmentBase64", needs: "pair", key: "bare" },
  { name: "environmentEscaped", needs: "pair", key: "bare" },
  { name: "oldPkcs12", needs: "pair", key: "protected" },
];

const placeSelect = byId("keep-for");
const keepButton = byId("keep-save");
const sureButton = byId("keep-sure-save");
const keepPassphrase = createNewPassphrase("keep-passphrase", () => press());

/** The place that the person chose; another reading may offer it again. */
let wantedPlace = "";

/** The certificate to register, where it is not the one of the request. @type {string | null} */
let nextCertificate = null;

/** Whether a file is being written. */
let isKeeping = false;

/** Makes the section work. */
export function watchKeep() {
  placeSelect.addEventListener("change", () => {
    wantedPlace = placeSelect.value;
    showPlace();
  });
  keepButton.addEventListener("click", press);
  sureButton.addEventListener("click", write);
  byId("keep-sure-back").addEventListener("click", () => {
    askTwice(false);
    keepButton.focus();
  });
}

/**
 * Offers what can be saved of a reading.
 * @param {Reading | null} reading
 */
export function showKeep(reading) {
  const open = { certificate: Boolean(reading?.certificate), key: Boolean(reading?.privateKey), pair: Boolean(reading?.ready) };
  nextCertificate = nextToRegister(reading);
  const offered = DESTINATIONS.filter(({ needs }) => open[needs]).map(({ name }) => name);
  byId("keep").hidden = offered.length === 0;
  if (offered.length === 0) return emptyKeep();
  placeSelect.replaceChildren(...offered.map((name) => new Option(say(`keep-${name}`), name)));
  placeSelect.value = offered.includes(wantedPlace) ? wantedPlace : offered[0];
  showPlace();
}

/** Forgets what was typed and offered, and folds the section. */
export function emptyKeep() {
  placeSelect.replaceChildren();
  byId("keep").open = false;
  wantedPlace = "";
  keepPassphrase.empty();
  showNotices(byId("keep-notices"), []);
  askTwice(false);
}

function chosenPlace() {
  return DESTINATIONS.find(({ name }) => name === placeSelect.value) ?? DESTINATIONS[0];
}

function showPlace() {
  const { name, key } = chosenPlace();
  byId("keep-about").textContent = say(nextCertificate && name === "anaplan" ? "keep-anaplan-new" : `keep-${name}-about`);
  byId("keep-steps").hidden = name !== "anaplan";
  byId("keep-passphrase").hidden = key !== "protected";
  byId("keep-java").hidden = !["pkcs12", "oldPkcs12"].includes(name);
  showNotices(byId("keep-notices"), []);
  askTwice(false);
}

/** A key without protection is written only by a second press, of another button. */
function askTwice(isAsking) {
  byId("keep-sure").hidden = !isAsking;
  keepButton.hidden = isAsking;
  if (isAsking) sureButton.focus();
}

function press() {
  const isBare = chosenPlace().key === "bare";
  return isBare ? askTwice(true) : write();
}

async function write() {
  const { name, key } = chosenPlace();
  const passphrase = key === "protected" ? keepPassphrase.taken() : null;
  if (isKeeping || (key === "protected" && passphrase === null)) return;
  isKeeping = true;
  keepButton.setAttribute("aria-disabled", "true");
  const reply = await ask({ save: { destination: name, passphrase, certificate: nextCertificate } });
  isKeeping = false;
  keepButton.removeAttribute("aria-disabled");
  if (!reply) return;
  if (reply.refused) return showNotices(byId("keep-notices"), reply.refused.notices);
  hush();
  saveBytes(reply.saved);
  askTwice(false);
  keepPassphrase.empty();
  keepButton.focus();
  showDone(keepButton, "saved");
}

/**
 * Hands a file of the worker to the browser, and says so.
 * @param {{ fileName: string, mediaType: string, bytes: Uint8Array }} saved
 */
export function saveBytes({ fileName, mediaType, bytes }) {
  saveFile(bytes, fileName, mediaType);
  announceQuietly(() => say("saved-as", { file: fileName }));
}
