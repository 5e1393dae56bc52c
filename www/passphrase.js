// A passphrase field: one for each file or text that waits for one, right under it. What is typed is offered to the
// worker only when the person asks for it: half a passphrase is only wrong, and trying it can take a second.

import { byId, markInvalid, protectFields } from "./dom.js";
import { fillTexts, say, sayCount } from "./catalogue.js";
import { showNotices } from "./notices.js";
import { firstError } from "./state.js";

const passphraseTemplate = /** @type {HTMLTemplateElement} */ (byId("passphrase-template"));

/**
 * What is said of a passphrase that was tried: where nothing was typed, nobody has mistaken a letter. The empty one is
 * tried all the same, for there are files that have it.
 * @template {{ code: string }} N
 * @param {N} notice
 * @param {string | undefined} typed
 * @returns {N}
 */
export function blamed(notice, typed) {
  return typed === "" && notice.code === "passphrase-wrong" ? { ...notice, code: "passphrase-empty" } : notice;
}

/**
 * Builds the field for an item in its place.
 * @param {Element} place
 * @param {number | string} id of the item
 * @param {{ typed: (id: any) => void, unlock: (id: any) => void }} events
 */
export function createPassphrase(place, id, { typed, unlock }) {
  place.append(passphraseTemplate.content.cloneNode(true));
  protectFields(place);
  fillTexts(place);
  const field = /** @type {HTMLElement} */ (place.firstElementChild);
  const part = (css) => /** @type {any} */ (field.querySelector(css));
  const [input, label, opening, list, revealButton] = ["input", "label", ".opening", ".notices", ".passphrase-show"].map(part);
  input.id = `passphrase-${id}`;
  label.htmlFor = input.id;
  list.id = `passphrase-${id}-notices`;
  part(".passphrase-hint").id = `passphrase-${id}-hint`;
  input.setAttribute("aria-describedby", `passphrase-${id}-hint ${list.id}`);

  const reveal = (isShown) => {
    input.type = isShown ? "text" : "password";
    revealButton.setAttribute("aria-pressed", String(isShown));
  };

  input.addEventListener("input", () => typed(id));
  input.addEventListener("keydown", ({ key, isComposing }) => {
    if (key === "Enter" && !isComposing) unlock(id);
  });
  part(".passphrase-unlock").addEventListener("click", () => unlock(id));
  revealButton.addEventListener("click", () => reveal(input.type === "password"));

  return {
    value: () => input.value,
    isShown: () => !field.hidden,

    /** What is typed is selected: whoever types again replaces it, which a masked field does not show. */
    focus() {
      input.focus();
      input.select();
    },

    /**
     * Puts a passphrase into the field, as if it had been typed.
     * @param {string} passphrase
     */
    fill(passphrase) {
      input.value = passphrase;
    },

    /** Forgets what was typed. */
    empty() {
      input.value = "";
      reveal(false);
      field.hidden = true;
      showNotices(list, []);
    },

    /**
     * Shows the field while its item waits for a passphrase.
     * @param {{ name: string, protection: { scheme: string, iterations: number } | null, isOpening: boolean, notices: object[] }} what
     */
    show({ name, protection, isOpening, notices }) {
      field.hidden = !protection;
      label.textContent = name;
      showNotices(list, notices);
      markInvalid(input, Boolean(firstError(notices)));
      if (!protection) return reveal(false);
      const { scheme, iterations } = protection;
      const how = { scheme, iterations: sayCount(iterations) };
      part(".passphrase-how").textContent = scheme ? say(iterations > 1 ? "protection-iterations" : "protection", how) : "";
      opening.hidden = !isOpening;
      opening.textContent = isOpening ? say("working-passphrase", how) : "";
    },

    /** Where Cancel stands while this passphrase is tried. */
    cancelPlace: () => part(".passphrase-unlock"),
  };
}
