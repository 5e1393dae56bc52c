// A passphrase for something that is saved: typed twice, and judged in a sentence as it is typed. What is wrong with it
// is said right below.

import { byId, markInvalid, protectFields } from "./dom.js";
import { fillTexts, say } from "./catalogue.js";
import { isGuessable } from "./guessable.js";
import { showNotices } from "./notices.js";

const newPassphraseTemplate = /** @type {HTMLTemplateElement} */ (byId("new-passphrase-template"));

/** The fewest letters that the worker takes, and so many that guessing is out of the question. */
const FEWEST = 8;
const PLENTY = 16;

/**
 * Builds both fields in their place of the template.
 * @param {string} id of the place; the first word of the ids in it
 * @param {() => void} entered is called when the person presses Enter in the second field
 */
export function createNewPassphrase(id, entered) {
  const place = byId(id);
  place.append(newPassphraseTemplate.content.cloneNode(true));
  const [first, second] = /** @type {any[]} */ ([...place.querySelectorAll("input")]);
  const [firstLabel, secondLabel] = place.querySelectorAll("label");
  const judged = place.querySelector(".judged");
  const list = place.querySelector(".notices");
  const showButton = place.querySelector("button");
  Object.assign(first, { id: `${id}-first` });
  Object.assign(second, { id: `${id}-second` });
  judged.id = `${id}-judged`;
  list.id = `${id}-notices`;
  firstLabel.htmlFor = first.id;
  secondLabel.htmlFor = second.id;
  first.setAttribute("aria-describedby", `${judged.id} ${list.id}`);
  second.setAttribute("aria-describedby", list.id);
  protectFields(place);
  fillTexts(place);

  function judge() {
    const length = [...first.value].length;
    const lengthy = length < PLENTY ? "fair" : "good";
    const key = length === 0 ? "none" : length < FEWEST ? "short" : isGuessable(first.value) ? "guessable" : lengthy;
    judged.dataset.text = `judged-${key}`;
    judged.textContent = say(judged.dataset.text);
    judged.dataset.tone = key;
  }

  function reveal(isShown) {
    for (const field of [first, second]) field.type = isShown ? "text" : "password";
    showButton.setAttribute("aria-pressed", String(isShown));
  }

  /** Says what is wrong, at the field that it is about. */
  function blame(field, notices) {
    showNotices(list, notices);
    for (const each of [first, second]) markInvalid(each, each === field && notices.length > 0);
    if (notices.length > 0) field.focus();
  }

  first.addEventListener("input", () => {
    judge();
    blame(first, []);
  });
  second.addEventListener("input", () => blame(second, []));
  second.addEventListener("keydown", ({ key, isComposing }) => key === "Enter" && !isComposing && entered());
  showButton.addEventListener("click", () => reveal(first.type === "password"));
  judge();

  return {
    /** The passphrase, or null after saying what is wrong with it. @returns {string | null} */
    taken() {
      const isShort = [...first.value].length < FEWEST;
      const isSame = first.value === second.value;
      if (!isShort && isSame) return first.value;
      const notice = isShort ? { code: "new-passphrase-short", params: { limit: { number: FEWEST } } } : { code: "passphrases-differ", params: {} };
      blame(isShort ? first : second, [{ ...notice, severity: "error", field: "passphrase" }]);
      return null;
    },

    /** Forgets what was typed. */
    empty() {
      for (const field of [first, second]) field.value = "";
      reveal(false);
      judge();
      blame(first, []);
    },
  };
}
