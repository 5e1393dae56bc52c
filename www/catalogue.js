// Words. Every sentence that a person reads comes from the catalogue through this module.

import { CATALOGUES } from "./built.js";

const language = "en";
const words = CATALOGUES[language];
const plurals = new Intl.PluralRules(language);

// A British and an American browser write the same English page's dates differently; a browser of
// another language gets the page's.
const dateLanguage = navigator.language.startsWith(language) ? navigator.language : language;

// Made once: making one takes longer than using it a hundred times.
const momentFormat = new Intl.DateTimeFormat(dateLanguage, {
  day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23",
});
const dayFormat = new Intl.DateTimeFormat(dateLanguage, { day: "numeric", month: "short", year: "numeric" });
const countFormat = new Intl.NumberFormat(dateLanguage);
const sizeFormats = [["megabyte", "short", 1e6], ["kilobyte", "short", 1e3], ["byte", "long", 0]].map(([unit, unitDisplay, from]) => ({
  from, format: new Intl.NumberFormat(dateLanguage, { style: "unit", unit, unitDisplay, maximumFractionDigits: 1 }),
}));

/** Shorter numbers, such as 2048 bits, are read as they are. */
const GROUPED_FROM = 10000;

/**
 * A text of the page, with its parameters filled in.
 * @param {string} key
 * @param {Object<string, string | number>} [params]
 * @returns {string}
 */
export function say(key, params = {}) {
  return fill(words.page[key] ?? key, params);
}

/**
 * The page's words for a name that comes from elsewhere, or the name itself.
 * @param {string} key
 * @param {string} name
 * @returns {string}
 */
export function sayName(key, name) {
  return words.page[key] ?? name;
}

/**
 * A text of the page that depends on a number: `key-one`, `key-other`.
 * @param {string} key
 * @param {number} number
 * @returns {string}
 */
export function sayNumber(key, number) {
  return say(`${key}-${plurals.select(number)}`, { number });
}

/**
 * The two sentences of a notice: what is wrong, and what to do.
 * @param {{ code: string, params: Object<string, object> }} notice
 * @returns {{ cause: string, remedy: string }}
 */
export function sentences({ code, params }) {
  const entry = words.notices[code] ?? { cause: code, remedy: "" };
  const values = Object.fromEntries(Object.entries(params).map(([name, param]) => [name, sayParam(param)]));
  return { cause: fill(entry.cause, values), remedy: fill(entry.remedy, values) };
}

/**
 * A moment in the user's own time and in UTC.
 * @param {number} seconds Unix time
 * @returns {string}
 */
export function sayTime(seconds) {
  return say("time", { local: momentFormat.format(seconds * 1000), utc: utcText(seconds) });
}

/**
 * A moment in UTC.
 * @param {number} seconds Unix time
 * @returns {string}
 */
export function sayUtc(seconds) {
  return say("utc", { utc: utcText(seconds) });
}

/**
 * A day in the user's own calendar.
 * @param {number} seconds Unix time
 * @returns {string}
 */
export function sayDay(seconds) {
  return dayFormat.format(seconds * 1000);
}

/**
 * A number; a long one with its thousands set apart.
 * @param {number} number
 * @returns {string}
 */
export function sayCount(number) {
  return Math.abs(number) < GROUPED_FROM ? String(number) : countFormat.format(number);
}

/**
 * The size of a file.
 * @param {number} bytes
 * @returns {string}
 */
export function saySize(bytes) {
  const { from, format } = sizeFormats.find((size) => bytes >= size.from);
  return format.format(bytes / Math.max(1, from));
}

/**
 * How long ago something was, in the largest unit that fits: "3 minutes ago".
 * @param {number} seconds
 * @returns {string}
 */
export function sayAgo(seconds) {
  const units = [["day", 86400], ["hour", 3600], ["minute", 60]];
  const unit = units.find(([, length]) => seconds >= length);
  if (!unit) return say("just-now");
  return new Intl.RelativeTimeFormat(language).format(-Math.floor(seconds / unit[1]), unit[0]);
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
