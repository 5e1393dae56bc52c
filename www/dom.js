// The few things that every view does with the document.

/**
 * The element of the template that has this id. Every id that is asked for is in the template.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  return document.getElementById(id);
}
