// Unpacks the constants of the build: gzip (RFC 1952) in base64. The script's hash covers the
// constants, so that only what the build packed is ever unpacked.

/**
 * Returns the bytes of a packed constant.
 * @param {string} text
 * @returns {Promise<Uint8Array>}
 */
export async function unpacked(text) {
  // A Blob's stream would take two to four times as long, and WebKit refuses to read one in a
  // worker of a page that was opened from a file.
  const { readable, writable } = new DecompressionStream("gzip");
  const writer = writable.getWriter();
  const written = Promise.all([writer.write(bytesOf(text)), writer.close()]);
  const [bytes] = await Promise.all([new Response(readable).arrayBuffer(), written]);
  return new Uint8Array(bytes);
}

/**
 * Returns the text of a packed constant.
 * @param {string} text
 * @returns {Promise<string>}
 */
export async function unpackedText(text) {
  return new TextDecoder().decode(await unpacked(text));
}

function bytesOf(text) {
  const { fromBase64 } = /** @type {any} */ (Uint8Array);
  if (fromBase64) return fromBase64.call(Uint8Array, text);
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = letters.charCodeAt(at);
  return bytes;
}
