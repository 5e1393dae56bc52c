// Handing a file to the browser, as a download. Nothing is sent: the file is made here.

/** How long the browser has for taking the file, in milliseconds. */
const DOWNLOAD_TIME = 60000;

/**
 * Saves text or bytes as a file.
 * @param {string | Uint8Array} content
 * @param {string} name of the file
 * @param {string} type its media type
 */
export function saveFile(content, name, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([/** @type {BlobPart} */ (content)], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), DOWNLOAD_TIME);
}
