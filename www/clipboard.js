// Copying, with an answer that is true. The asynchronous clipboard does not exist on plain http and
// may be refused by policy; the old way says itself whether it ran.

/**
 * Copies the text of an output. On failure the text is left selected, for the user's own keys.
 * @param {HTMLTextAreaElement} output
 * @returns {Promise<boolean>} true only when the text is known to be on the clipboard
 */
export async function copyText(output) {
  const text = output.value;
  if (await writeText(text)) return true;
  return copySelection(output, text);
}

/**
 * The keys that copy a selection on this platform.
 * @returns {string}
 */
export function copyKeys() {
  const platform = /** @type {any} */ (navigator).userAgentData?.platform || navigator.platform || "";
  return /mac|iphone|ipad/i.test(platform) ? "⌘C" : "Ctrl+C";
}

async function writeText(text) {
  if (!navigator.clipboard?.writeText) return false;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** The command's own answer is not enough: some browsers say true and copy nothing, so the event must have come as well. */
function copySelection(output, text) {
  const before = /** @type {HTMLElement | null} */ (document.activeElement);
  output.focus();
  output.select();
  let handedOver = false;
  const handOver = (event) => {
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
    handedOver = true;
  };
  document.addEventListener("copy", handOver, { capture: true, once: true });
  const copied = runCopyCommand() && handedOver;
  document.removeEventListener("copy", handOver, { capture: true });
  if (copied) before?.focus();
  return copied;
}

function runCopyCommand() {
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  }
}
