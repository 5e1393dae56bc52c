// Words. Every sentence that a person reads comes from the catalogues through this module, in the
// language that the browser asks for or the person chose.

import { CATALOGUES } from "./built.js";
import { unpackedText } from "./packed.js";

/** Every language's texts, beside each other; null until they are unpacked. */
let catalogue = null;

/** Which of the texts that stand beside each other is the language's. */
let place = 0;

/**
 * How the language writes numbers and dates. Made once: making one takes longer than using it a hundred times.
 * @type {any}
 */
let formats = null;

/** Shorter numbers, such as 2048 bits, are read as they are. */
const GROUPED_FROM = 10000;

/** @type {["megabyte" | "kilobyte" | "byte", "short" | "long", number][]} */
const SIZES = [["megabyte", "short", 1e6], ["kilobyte", "short", 1e3], ["byte", "long", 0]];

/** Unpacks the catalogues. */
export async function openCatalogues() {
  catalogue = JSON.parse(await unpackedText(CATALOGUES));
}

/**
 * Says everything in this language from now on.
 * @param {string} tag
 */
export function useLanguage(tag) {
  place = catalogue.tags.indexOf(tag);
  document.documentElement.lang = tag;
  formats = makeFormats(tag);
}

// A British and an American browser write the same English page's dates differently; a browser of
// another language gets the page's.
function makeFormats(tag) {
  const own = navigator.languages.find((wanted) => wanted.toLowerCase().startsWith(tag)) ?? tag;
  /** @type {Intl.DateTimeFormatOptions} */
  const day = { day: "numeric", month: "short", year: "numeric" };
  return {
    plurals: new Intl.PluralRules(tag),
    ago: new Intl.RelativeTimeFormat(tag),
    moment: new Intl.DateTimeFormat(own, { ...day, hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }),
    day: new Intl.DateTimeFormat(own, day),
    count: new Intl.NumberFormat(own),
    sizes: SIZES.map(([unit, unitDisplay, from]) => ({
      from, format: new Intl.NumberFormat(own, { style: "unit", unit, unitDisplay, maximumFractionDigits: 1 }),
    })),
  };
}

/**
 * A text of the page, with its parameters filled in.
 * @param {string} key
 * @param {Object<string, string | number>} [params]
 * @returns {string}
 */
export function say(key, params = {}) {
  return fill(catalogue?.page[key]?.[place] ?? key, params);
}

/**
 * Writes the texts that elements name in `data-text` and its like. A text that is there already, such
 * as the English one of the markup, is left alone: writing it again would lay the page out again.
 * @param {ParentNode} part of the document
 */
export function fillTexts(part) {
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (part.querySelectorAll("[data-text]"))) {
    const text = say(element.dataset.text ?? "");
    if (text.includes("\u0060")) element.replaceChildren(...marked(text));
    else if (element.textContent !== text) element.textContent = text;
  }
  for (const name of ["aria-label", "placeholder", "title"]) {
    for (const element of part.querySelectorAll(`[data-text-${name}]`)) element.setAttribute(name, say(element.getAttribute(`data-text-${name}`) ?? ""));
  }
}

/**
 * A text of the catalogue, which marks commands with backticks; everything else, values too, is plain text.
 * @param {string} text
 * @returns {(string | HTMLElement)[]}
 */
export function marked(text) {
  return text.split("\u0060").map((part, index) => {
    if (index % 2 === 0) return part;
    const code = document.createElement("code");
    code.textContent = part;
    return code;
  });
}

/**
 * The page's words for a name that comes from elsewhere, or the name itself.
 * @param {string} key
 * @param {string} name
 * @returns {string}
 */
export function sayName(key, name) {
  return catalogue.page[key]?.[place] ?? name;
}

/**
 * A text of the page that depends on a number: `key-one`, `key-other`.
 * @param {string} key
 * @param {number} number
 * @param {Object<string, string | number>} [params]
 * @returns {string}
 */
export function sayNumber(key, number, params = {}) {
  return say(`${key}-${formats.plurals.select(number)}`, { ...params, number });
}

/**
 * The two sentences of a notice: what is wrong, and what to do.
 * @param {{ code: string, params: Object<string, object> }} notice
 * @returns {{ cause: string, remedy: string }}
 */
export function sentences({ code, params }) {
  const [cause, remedy] = catalogue.notices[code]?.[place] ?? [code, ""];
  const values = Object.fromEntries(Object.entries(params).map(([name, param]) => [name, sayParam(param)]));
  return { cause: fill(cause, values), remedy: fill(remedy, values) };
}

/**
 * A moment in the user's own time and in UTC.
 * @param {number} seconds Unix time
 * @returns {string}
 */
export function sayTime(seconds) {
  return say("time", { local: formats.moment.format(seconds * 1000), utc: utcText(seconds) });
}

/**
 * A moment in the user's own time.
 * @param {number} seconds Unix time
 * @returns {string}
 */
export function sayMoment(seconds) {
  return formats.moment.format(seconds * 1000);
}

/**
 * A day in the user's own calendar.
 * @param {number} seconds Unix time
 * @returns {string}
 */
export function sayDay(seconds) {
  return formats.day.format(seconds * 1000);
}

/**
 * A number; a long one with its thousands set apart.
 * @param {number} number
 * @returns {string}
 */
export function sayCount(number) {
  return Math.abs(number) < GROUPED_FROM ? String(number) : formats.count.format(number);
}

/**
 * The size of a file.
 * @param {number} bytes
 * @returns {string}
 */
export function saySize(bytes) {
  const { from, format } = formats.sizes.find((size) => bytes >= size.from);
  return format.format(bytes / Math.max(1, from));
}

/**
 * How long ago something was, in the largest unit that fits: "3 minutes ago".
 * @param {number} seconds
 * @returns {string}
 */
export function sayAgo(seconds) {
  /** @type {[string, number][]} */
  const units = [["day", 86400], ["hour", 3600], ["minute", 60]];
  const unit = units.find(([, length]) => seconds >= length);
  if (!unit) return say("just-now");
  return formats.ago.format(-Math.floor(seconds / unit[1]), unit[0]);
}

/**
 * How long something still lasts: "34:05" minutes and seconds, with hours before them where there are some.
 * @param {number} seconds
 * @returns {string}
 */
export function sayDuration(seconds) {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] > 0 ? parts : parts.slice(1);
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, "0"))).join(":");
}

function sayParam(param) {
  if ("time" in param) return sayTime(param.time);
  if ("number" in param) return sayCount(param.number);
  return param.text;
}

function utcText(seconds) {
  return new Date(seconds * 1000).toISOString().replace("T", " ").replace(/\.\d+Z$/, "");
}

/** A name without a value stays as it is, so that a mistake in a catalogue is seen. */
function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? String(values[name]) : whole));
}
