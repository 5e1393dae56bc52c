// Passphrases that are guessed first.

/** What is typed in a row: the alphabet, the digits again and again, and the rows of keyboards. */
const ROWS_OF_KEYS = ["abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertzuiopü", "qwertyuiop", "azertyuiop", "asdfghjklöä", "yxcvbnm", "zxcvbnm", "!@#$%^&*()_+"];

/** Words that lists of passwords begin with, and those of this page. */
const COMMON_WORDS = [
  ["admin", "changeme", "geheim", "geheimnis", "hallo", "iloveyou", "kennwort", "letmein", "login", "master", "schatz", "secret"],
  ["passphrase", "passwort", "passw0rt", "password", "passw0rd", "pa55word", "p@ssword", "p@ssw0rd", "welcome", "willkommen"],
  ["frühling", "spring", "sommer", "summer", "herbst", "autumn", "winter", "anaplan", "certificate", "zertifikat"],
].flat();

/** Digits and signs around a word that are tried with it; more of them are a passphrase of their own. */
const MOST_AROUND = 8;

/**
 * Whether a passphrase is among the first that are tried: a few signs again and again, keys in a row, or common words
 * with a few digits and signs around them.
 * @param {string} passphrase
 * @returns {boolean}
 */
export function isGuessable(passphrase) {
  const text = passphrase.toLowerCase();
  const isRepeated = new Set(text).size < 3 || /^(.{1,4})\1+$/u.test(text);
  const halves = [text.slice(0, text.length / 2), text.slice(text.length / 2)];
  return isRepeated || isRow(text) || halves.every(isRow) || isRowWithLittle(text) || isCommon(text);
}

/** A row of keys with at most two others at either end. */
function isRowWithLittle(text) {
  const word = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  if (text.length - word.length <= MOST_AROUND && isRow(word)) return true;
  return text.length > 6 && (isRow(text.slice(2)) || isRow(text.slice(0, -2)));
}

/** Common words and nothing else but a few digits and signs. */
function isCommon(text) {
  const around = [...text].filter((sign) => !/\p{L}/u.test(sign)).length;
  if (around > MOST_AROUND) return false;
  // Signs that stand for letters are part of their word.
  const words = text.split(/[\s_.,;:!?-]+/u).map((word) => (COMMON_WORDS.includes(word) ? word : word.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "")));
  const letters = words.filter((word) => word !== "");
  return letters.length > 0 && letters.every(isJoined);
}

/** One common word, or several without a space; "my" and "mein" before them say nothing. */
function isJoined(word) {
  if (word === "") return true;
  return [...COMMON_WORDS, "mein", "my"].some((common) => word.startsWith(common) && isJoined(word.slice(common.length)));
}

function isRow(part) {
  const row = [...part].reverse().join("");
  return part.length > 3 && ROWS_OF_KEYS.some((keys) => keys.includes(part) || keys.includes(row));
}
