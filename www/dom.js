// The few things that every view does with the document.

/**
 * The element of the template that has this id. Every id that is asked for is in the template.
 * @param {string} id
 * @returns {any} the element, as what it is
 */
export function byId(id) {
  return document.getElementById(id);
}

/** What keeps browsers, their helpers and password managers out of a field. */
const PRIVACY = { autocorrect: "off", autocapitalize: "off", spellcheck: "false", translate: "no", "data-gramm": "false", "data-1p-ignore": "", "data-lpignore": "true", "data-bwignore": "", "data-form-type": "other" };

/**
 * Marks the fields of which nothing is to be kept, corrected or offered.
 * @param {ParentNode} part of the document
 */
export function protectFields(part) {
  for (const field of part.querySelectorAll("[data-private]")) {
    for (const [name, value] of Object.entries(PRIVACY)) field.setAttribute(name, value);
  }
}

/**
 * Says to assistive technology whether what is in a field is wrong.
 * @param {Element} field
 * @param {boolean} isWrong
 */
export function markInvalid(field, isWrong) {
  if (isWrong) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}

/**
 * Returns how a text came into its box: only what came whole can be in the wrong place.
 * @param {Event} event
 * @returns {Arrival}
 */
export function arrivalOf(event) {
  const { inputType } = /** @type {InputEvent} */ (event);
  return ["insertFromPaste", "insertFromDrop"].includes(inputType) ? "pasted" : "typed";
}

/** So many milliseconds a frame may take. A tab in the background has none. */
const FRAME_LIMIT = 100;

/**
 * Waits until what the document shows now is painted.
 * @returns {Promise<void>}
 */
export function painted() {
  return new Promise((resolve) => {
    setTimeout(resolve, FRAME_LIMIT);
    // A message sent while a frame is made arrives after it.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    requestAnimationFrame(() => port2.postMessage(null));
  });
}

/** Room left below what was brought into sight, in pixels. */
const MARGIN = 16;

/**
 * Moves the page up as far as the end of what is next needs and its beginning allows; down, where that is above.
 * @param {string} first id of the part that it begins with
 * @param {string} last id of the part that it ends with
 */
export function bringIntoSight(first, last) {
  const { top } = byId(first).getBoundingClientRect();
  const below = byId(last).getBoundingClientRect().bottom + MARGIN - window.innerHeight;
  if (top < 0) window.scrollBy(0, top - MARGIN);
  else if (below > 0) window.scrollBy(0, Math.min(below, top));
}
