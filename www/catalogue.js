// Words. Every sentence that a person reads comes from the catalogue through this module.

import { CATALOGUES } from "./built.js";

const language = "en";
const words = CATALOGUES[language];
const plurals = new Intl.PluralRules(language);

// A British and an American browser write the same English page's dates differently; a browser of
// another language gets the page's.
const dateLanguage = navigator.language.startsWith(language) ? navigator.language : language;

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
  const date = new Date(seconds * 1000);
  const local = new Intl.DateTimeFormat(dateLanguage, {
    day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23",
  }).format(date);
  const utc = date.toISOString().replace("T", " ").replace(/\.\d+Z$/, "");
  return say("time", { local, utc });
}

/**
 * A day in the user's own calendar.
 * @param {number} seconds Unix time
 * @returns {string}
 */
export function sayDay(seconds) {
  return new Intl.DateTimeFormat(dateLanguage, { day: "numeric", month: "short", year: "numeric" }).format(seconds * 1000);
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
  if ("number" in param) return String(param.number);
  return param.text;
}

/** A name without a value stays as it is, so that a mistake in a catalogue is seen. */
function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? String(values[name]) : whole));
}
