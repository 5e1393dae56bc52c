// The switch of the language. Nothing keeps what is chosen: the next start asks the browser again.

import { byId } from "./dom.js";
import { fillTexts, languages, useLanguage } from "./catalogue.js";

const languageSelect = byId("language");

/**
 * Offers the languages and says everything in the one that is in use.
 * @param {() => void} changed says again what is on the page besides its fixed words
 */
export function startLanguages(changed) {
  const options = languages().map(([tag, name]) => new Option(name, tag));
  for (const option of options) option.lang = option.value;
  languageSelect.replaceChildren(...options);
  languageSelect.value = document.documentElement.lang;
  byId("language-field").hidden = options.length < 2;
  languageSelect.addEventListener("change", () => {
    useLanguage(languageSelect.value);
    fillTexts(document);
    changed();
  });
  fillTexts(document);
  // From here on the style shows what has words now.
  document.documentElement.dataset.worded = "";
}
