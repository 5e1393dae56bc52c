// Passphrases that are guessed first.

/** What is typed in a row: the alphabet, the digits, and the rows of keyboards. */
const ROWS_OF_KEYS = ["abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertzuiopü", "qwertyuiop", "azertyuiop", "asdfghjklöä", "yxcvbnm", "zxcvbnm"];

/** Words that lists of passwords begin with, and those of this page. */
const COMMON_WORDS = [
  ["admin", "changeme", "geheim", "geheimnis", "hallo", "iloveyou", "kennwort", "letmein", "login", "master", "schatz", "secret"],
  ["passphrase", "passwort", "passw0rt", "password", "passw0rd", "pa55word", "p@ssword", "p@ssw0rd", "welcome", "willkommen"],
  ["frühling", "spring", "sommer", "summer", "herbst", "autumn", "winter", "anaplan", "certificate", "zertifikat"],
].flat();

/**
 * Whether a passphrase is among the first that are tried: a few signs again and again, keys in a row, or one common word
 * with digits and signs around it.
 * @param {string} passphrase
 * @returns {boolean}
 */
export function isGuessable(passphrase) {
  const text = passphrase.toLowerCase();
  const word = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  const isRepeated = new Set(text).size < 3 || /^(.{1,4})\1+$/u.test(text);
  const halves = [text.slice(0, text.length / 2), text.slice(text.length / 2)];
  return isRepeated || isRow(text) || halves.every(isRow) || isRow(word) || COMMON_WORDS.includes(word);
}

function isRow(part) {
  const row = [...part].reverse().join("");
  return part.length > 3 && ROWS_OF_KEYS.some((keys) => keys.includes(part) || keys.includes(row));
}
