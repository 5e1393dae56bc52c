// Opens the constants of the build: base64, in it zlib's form of deflate (RFC 1950), in it bytes. The script's hash
// covers the constants, so what is opened here is what the build packed; nothing else is ever opened.

/**
 * The bytes of a packed constant.
 * @param {string} text
 * @returns {Promise<Uint8Array>}
 */
export async function unpacked(text) {
  // Not through a Blob's stream, which takes two to four times as long; and in a worker of a page that was opened
  // from a file, WebKit refuses to read it.
  const { readable, writable } = new DecompressionStream("deflate");
  const writer = writable.getWriter();
  const written = Promise.all([writer.write(bytesOf(text)), writer.close()]);
  const [bytes] = await Promise.all([new Response(readable).arrayBuffer(), written]);
  return new Uint8Array(bytes);
}

/**
 * The text of a packed constant.
 * @param {string} text
 * @returns {Promise<string>}
 */
export async function unpackedText(text) {
  return new TextDecoder().decode(await unpacked(text));
}

function bytesOf(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = letters.charCodeAt(at);
  return bytes;
}
