// Opens the constants of the build: 91 printable characters, in them an LZMA file, in it bytes.
// The names are those of the LZMA specification in the LZMA SDK. The script's hash covers the constants, so
// what is opened here is what the build packed; nothing else is ever opened.

/** Two letters carry so many bits: 91 × 91 = 8281, and 2¹³ = 8192. */
const PAIR_BITS = 13;

/** One letter that is left at the end carries so many. */
const LAST_BITS = 5;

/** From `!` to `~`, without what would end the text, escape something, or look like markup. */
const LETTERS = [...Array(94).keys()].map((at) => at + 33).filter((code) => !["\"", "<", "\\"].includes(String.fromCharCode(code)));

const DIGITS = new Uint8Array(127);
for (const [digit, code] of LETTERS.entries()) DIGITS[code] = digit;

/** How many bytes stand before the compressed ones: properties, size of the dictionary, size of the content. */
const HEADER = 13;

/** Where the probabilities of each kind of decision begin, in one table. */
const IS_MATCH = 0;
const IS_REP = 192;
const IS_REP_G0 = 204;
const IS_REP_G1 = 216;
const IS_REP_G2 = 228;
const IS_REP0_LONG = 240;
const POS_SLOT = 432;
const POS_SPECIAL = 688;
const ALIGN = 803;
const MATCH_LENGTH = 819;
const REP_LENGTH = 1333;
const LITERAL = 1847;

/** Inside the probabilities of a length: after the two choices the short, the middle and the long ones. */
const SHORT = 2;
const MIDDLE = 130;
const LONG = 258;

/**
 * The bytes of a packed constant.
 * @param {string} text
 * @returns {Uint8Array}
 */
export function unpacked(text) {
  return decompressed(bytesOf(text));
}

/**
 * The text of a packed constant.
 * @param {string} text
 * @returns {string}
 */
export function unpackedText(text) {
  return new TextDecoder().decode(unpacked(text));
}

function bytesOf(text) {
  const pairs = Math.floor(text.length / 2);
  const alone = text.length % 2;
  const bytes = new Uint8Array(Math.floor((pairs * PAIR_BITS + alone * LAST_BITS) / 8));
  let held = 0;
  let count = 0;
  let filled = 0;
  const take = (value, bits) => {
    held = (held << bits) | value;
    count += bits;
    while (count >= 8) {
      count -= 8;
      bytes[filled] = held >> count;
      filled += 1;
    }
    held &= (1 << count) - 1;
  };
  for (let at = 0; at < pairs * 2; at += 2) take(DIGITS[text.charCodeAt(at)] * LETTERS.length + DIGITS[text.charCodeAt(at + 1)], PAIR_BITS);
  if (alone) take(DIGITS[text.charCodeAt(text.length - 1)], LAST_BITS);
  return bytes;
}

/** Decides bits by their probabilities. Range and code are kept as unsigned 32-bit numbers. */
function rangeDecoder(input, probabilityCount) {
  const probs = new Uint16Array(probabilityCount).fill(1024);
  let range = 0xffffffff;
  let code = new DataView(input.buffer).getUint32(HEADER + 1);
  let from = HEADER + 5;

  const normalize = () => {
    range = (range << 8) >>> 0;
    code = ((code << 8) | input[from]) >>> 0;
    from += 1;
  };
  const bit = (at) => {
    const probability = probs[at];
    const bound = (range >>> 11) * probability;
    if (code < bound) {
      range = bound;
      probs[at] = probability + ((2048 - probability) >> 5);
      if (bound < 0x1000000) normalize();
      return 0;
    }
    range -= bound;
    code -= bound;
    probs[at] = probability - (probability >> 5);
    if (range < 0x1000000) normalize();
    return 1;
  };
  const tree = (base, bits) => {
    let node = 1;
    for (let count = 0; count < bits; count += 1) node = (node << 1) | bit(base + node);
    return node - (1 << bits);
  };
  const reverseTree = (base, bits) => {
    let node = 1;
    let value = 0;
    for (let count = 0; count < bits; count += 1) {
      const decided = bit(base + node);
      node = (node << 1) | decided;
      value |= decided << count;
    }
    return value;
  };
  const directBits = (bits) => {
    let value = 0;
    for (let count = 0; count < bits; count += 1) {
      range >>>= 1;
      const one = code >= range;
      if (one) code -= range;
      if (range < 0x1000000) normalize();
      value = (value << 1) | (one ? 1 : 0);
    }
    return value;
  };
  return { bit, tree, reverseTree, directBits };
}

function decompressed(input) {
  const properties = input[0];
  const lc = properties % 9;
  const lp = Math.floor(properties / 9) % 5;
  const posMask = (1 << Math.floor(properties / 45)) - 1;
  const bytes = new Uint8Array(new DataView(input.buffer).getUint32(5, true));
  const { bit, tree, reverseTree, directBits } = rangeDecoder(input, LITERAL + (0x300 << (lc + lp)));
  let filled = 0;
  let state = 0;
  const rep = new Uint32Array(4);

  const literal = () => {
    const before = filled > 0 ? bytes[filled - 1] : 0;
    const base = LITERAL + 0x300 * (((filled & ((1 << lp) - 1)) << lc) + (before >> (8 - lc)));
    let symbol = 1;
    if (state >= 7) {
      let match = bytes[filled - rep[0] - 1];
      let same = true;
      while (same && symbol < 0x100) {
        const expected = (match >> 7) & 1;
        match <<= 1;
        const decided = bit(base + ((1 + expected) << 8) + symbol);
        symbol = (symbol << 1) | decided;
        same = decided === expected;
      }
    }
    while (symbol < 0x100) symbol = (symbol << 1) | bit(base + symbol);
    bytes[filled] = symbol;
    filled += 1;
    state = state < 4 ? 0 : state - (state < 10 ? 3 : 6);
  };
  const lengthOf = (base, posState) => {
    if (bit(base) === 0) return 2 + tree(base + SHORT + posState * 8, 3);
    if (bit(base + 1) === 0) return 10 + tree(base + MIDDLE + posState * 8, 3);
    return 18 + tree(base + LONG, 8);
  };
  const distanceFor = (length) => {
    const slot = tree(POS_SLOT + Math.min(length - 2, 3) * 64, 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const start = (2 | (slot & 1)) << bits;
    if (slot < 14) return start + reverseTree(POS_SPECIAL + start - slot, bits);
    return start + (directBits(bits - 4) << 4) + reverseTree(ALIGN, 4);
  };
  /** How long the text is that is there again, and rep[0] says how far back; one byte is a short one. */
  const repeated = (posState) => {
    if (bit(IS_REP_G0 + state) === 0) {
      if (bit(IS_REP0_LONG + state * 16 + posState) === 0) {
        state = state < 7 ? 9 : 11;
        return 1;
      }
    } else {
      const which = bit(IS_REP_G1 + state) === 0 ? 1 : 2 + bit(IS_REP_G2 + state);
      const again = rep[which];
      rep.copyWithin(1, 0, which);
      rep[0] = again;
    }
    const length = lengthOf(REP_LENGTH, posState);
    state = state < 7 ? 8 : 11;
    return length;
  };
  const matched = (posState) => {
    const length = lengthOf(MATCH_LENGTH, posState);
    state = state < 7 ? 7 : 10;
    rep.copyWithin(1, 0, 3);
    rep[0] = distanceFor(length);
    return length;
  };

  while (filled < bytes.length) {
    const posState = filled & posMask;
    if (bit(IS_MATCH + state * 16 + posState) === 0) {
      literal();
      continue;
    }
    const length = bit(IS_REP + state) === 1 ? repeated(posState) : matched(posState);
    const back = rep[0] + 1;
    for (const end = Math.min(filled + length, bytes.length); filled < end; filled += 1) bytes[filled] = bytes[filled - back];
  }
  return bytes;
}
