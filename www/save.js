// Handing a file to the browser, as a download. Nothing is sent: the file is made here.

/** How long the browser has for taking the file, in milliseconds. */
const DOWNLOAD_TIME = 60000;

/**
 * Saves text as a file.
 * @param {string} text
 * @param {string} name of the file
 * @param {string} type its media type
 */
export function saveFile(text, name, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), DOWNLOAD_TIME);
}
