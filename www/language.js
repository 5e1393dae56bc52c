// The switch of the language. Nothing keeps what is chosen: the next start asks the browser again.

import { byId } from "./dom.js";
import { fillTexts, useLanguage } from "./catalogue.js";

const languageSelect = byId("language");
const tags = [...languageSelect.options].map(({ value }) => value);

/**
 * Shows the first step in the English of the markup, to a person whose language that is.
 * @returns {boolean} whether it is shown
 */
export function showFirstWords() {
  // Another view than the first may be asked for by the address.
  const isShown = askedLanguage() === document.documentElement.lang && !document.URL.includes("#");
  if (isShown) document.documentElement.dataset.worded = "first";
  return isShown;
}

/** The first language that the browser asks for and the page speaks, or the page's first. */
function askedLanguage() {
  const asked = navigator.languages.map((tag) => tag.toLowerCase().split("-")[0]);
  return asked.find((tag) => tags.includes(tag)) ?? tags[0];
}

/**
 * Says everything in the language that the browser asks for, and offers the others.
 * @param {() => void} changed says again what is on the page besides its fixed words
 */
export function startLanguages(changed) {
  useLanguage(askedLanguage());
  languageSelect.value = document.documentElement.lang;
  languageSelect.disabled = false;
  languageSelect.addEventListener("change", () => {
    useLanguage(languageSelect.value);
    fillTexts(document);
    changed();
  });
  fillTexts(document);
  // From here on the style shows what has words now.
  document.documentElement.dataset.worded = "all";
}
