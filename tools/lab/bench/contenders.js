// What makes signatures: one function each, which puts what it can do into `contender`. Runs in a dedicated
// worker of a browser or of node, after the contender's own library. Each is given the same key and makes
// the same signature: RSASSA-PKCS1-v1_5 with SHA-512.
//
//   read(material)        from PEM to whatever it signs with
//   sign(message)         one signature; what was read stays read
//   open(pem, passphrase) an encrypted key, where the contender opens any
//   make(bits)            a new key, where the contender makes any
"use strict";

const fromBase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const toBase64 = (bytes) => btoa(String.fromCharCode(...bytes));
const toHex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const fromHex = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
const derOf = (pem) => fromBase64(pem.replace(/-----[^-]+-----|\s/g, ""));

/** The numbers of a private key, as hexadecimal digits, from PKCS#8 in PEM. */
function numbersOf(pem) {
  const der = derOf(pem);
  let at = 0;
  const enter = (tag) => {
    if (der[at] !== tag) throw new Error(`a tag of ${der[at]} in place of ${tag}`);
    let length = der[at + 1];
    at += 2;
    if (length > 128) {
      let count = length - 128;
      for (length = 0; count > 0; count -= 1, at += 1) length = length * 256 + der[at];
    }
    return length;
  };
  const skip = (tag) => {
    const length = enter(tag);
    at += length;
  };
  const integer = () => {
    const length = enter(0x02);
    at += length;
    return toHex(der.subarray(at - length, at));
  };
  enter(0x30);
  skip(0x02);
  skip(0x30);
  enter(0x04);
  enter(0x30);
  skip(0x02);
  const [n, e, d, p, q, dp, dq, qi] = Array.from({ length: 8 }, integer);
  return { n, e, d, p, q, dp, dq, qi };
}

/** What is signed (RFC 8017, section 9.2), as hexadecimal digits. */
async function encoded(message, size) {
  const digest = toHex(new Uint8Array(await crypto.subtle.digest("SHA-512", message)));
  const info = `3051300d060960864801650304020305000440${digest}`;
  return `0001${"ff".repeat(size - info.length / 2 - 3)}00${info}`;
}

const CONTENDERS = {
  /** The worker of the shipped page. Signing here is all that Generate asks of it: the message, the signature, its verification, header and body. */
  ours() {
    const post = self.postMessage;
    const handle = self.onmessage;
    self.onmessage = null;
    let id = 0;
    const ask = (request) => {
      let reply = null;
      id += 1;
      self.postMessage = (message) => { reply = message.reply; };
      handle({ data: { id, request } });
      self.postMessage = post;
      return reply;
    };
    const source = (field, text, passphrase) => ({ field, content: { text }, passphrase });
    const read = (certificates, key, passphrase = null) => {
      const sources = [...certificates.map((text) => source("certificate", text, null)), source("privateKey", key, passphrase)];
      return ask({ read: { sources: sources.map((own, index) => ({ id: index + 1, ...own })), choice: null } }).reading;
    };
    let certificate = "";
    return {
      read(material) {
        ({ certificate } = material);
        const { ready } = read([certificate], material.privateKey);
        if (!ready) throw new Error("not read");
      },
      sign() {
        const { fields } = ask({ generate: { headerForm: "der" } }).generated;
        return { message: fields.encodedData, signature: fields.encodedSignedData };
      },
      open(pem, passphrase) {
        const { ready, notices } = read([certificate], pem, passphrase);
        if (!ready) throw new Error(`not opened: ${notices.map(({ code }) => code)}`);
      },
      make(bits) {
        const subject = { name: "Measured", organization: "", country: "", email: "measured@example.com" };
        let reply = ask({ order: { bits, subject, passphrase: "correct horse battery" } });
        while (reply.ordering) reply = ask("advance");
        if (!reply.ordered) throw new Error("not made");
      },
      /** Reads many certificates at once, with the key to one of them. */
      bundle(certificates, key) {
        const { ready, notices } = read([certificates], key);
        if (!ready) throw new Error(`not read: ${notices.map(({ code }) => code)}`);
      },
    };
  },

  jsrsasign() {
    let key = null;
    return {
      read(material) { key = KEYUTIL.getKey(material.privateKey); },
      sign(message) {
        const signer = new KJUR.crypto.Signature({ alg: "SHA512withRSA" });
        signer.init(key);
        signer.updateHex(toHex(message));
        return { message: toBase64(message), signature: toBase64(fromHex(signer.sign())) };
      },
      open(pem, passphrase) { KEYUTIL.getKey(pem, passphrase); },
    };
  },

  forge() {
    let key = null;
    return {
      read(material) { key = forge.pki.privateKeyFromPem(material.privateKey); },
      sign(message) {
        const digest = forge.md.sha512.create();
        digest.update(String.fromCharCode(...message));
        return { message: toBase64(message), signature: btoa(key.sign(digest)) };
      },
      open(pem, passphrase) {
        if (!forge.pki.decryptRsaPrivateKey(pem, passphrase)) throw new Error("not opened");
      },
      make(bits) {
        forge.options.usePureJavaScript = true;
        forge.pki.rsa.generateKeyPair({ bits, e: 0x10001 });
      },
    };
  },

  /** GMP compiled to wasm: two modular exponentiations, joined by the Chinese remainder theorem. Neither blinded nor verified. */
  async gmp() {
    const { binding } = await gmp.init();
    const number = (hex) => {
      const pointer = binding.mpz_t();
      binding.mpz_init(pointer);
      if (hex) binding.mpz_set_string(pointer, hex, 16);
      return pointer;
    };
    let key = null;
    const [m, a, b] = [number(), number(), number()];
    return {
      read(material) {
        const { n, p, q, dp, dq, qi } = numbersOf(material.privateKey);
        key = { size: n.replace(/^00/, "").length / 2, p: number(p), q: number(q), dp: number(dp), dq: number(dq), qi: number(qi) };
      },
      async sign(message) {
        const { size, p, q, dp, dq, qi } = key;
        binding.mpz_set_string(m, await encoded(message, size), 16);
        binding.mpz_powm(a, m, dp, p);
        binding.mpz_powm(b, m, dq, q);
        binding.mpz_sub(a, a, b);
        binding.mpz_mul(a, a, qi);
        binding.mpz_mod(a, a, p);
        binding.mpz_mul(a, a, q);
        binding.mpz_add(a, a, b);
        const hex = binding.mpz_to_string(a, 16).padStart(size * 2, "0");
        return { message: toBase64(message), signature: toBase64(fromHex(hex)) };
      },
    };
  },

  /** The language's own whole numbers, in the same way: windows of five bits, neither blinded nor verified. */
  bigint() {
    const WINDOW = 5;
    const power = (base, exponent, modulus) => {
      const table = [1n, base % modulus];
      for (let at = 2; at < 1 << WINDOW; at += 1) table.push((table[at - 1] * table[1]) % modulus);
      const digits = exponent.toString(2);
      const padded = digits.padStart(Math.ceil(digits.length / WINDOW) * WINDOW, "0");
      let result = 1n;
      for (let at = 0; at < padded.length; at += WINDOW) {
        for (let count = 0; count < WINDOW; count += 1) result = (result * result) % modulus;
        const digit = parseInt(padded.slice(at, at + WINDOW), 2);
        if (digit) result = (result * table[digit]) % modulus;
      }
      return result;
    };
    let key = null;
    return {
      read(material) {
        const texts = numbersOf(material.privateKey);
        key = { size: texts.n.replace(/^00/, "").length / 2 };
        for (const [name, hex] of Object.entries(texts)) key[name] = BigInt(`0x${hex}`);
      },
      async sign(message) {
        const { size, p, q, dp, dq, qi } = key;
        const m = BigInt(`0x${await encoded(message, size)}`);
        const b = power(m, dq, q);
        const difference = (power(m, dp, p) - b) % p;
        const h = ((difference < 0n ? difference + p : difference) * qi) % p;
        const hex = (b + h * q).toString(16).padStart(size * 2, "0");
        return { message: toBase64(message), signature: toBase64(fromHex(hex)) };
      },
    };
  },

  /** The engine's own code, which pages without TLS do not have. */
  webcrypto() {
    const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-512" };
    let key = null;
    return {
      async read(material) { key = await crypto.subtle.importKey("pkcs8", derOf(material.privateKey), algorithm, false, ["sign"]); },
      async sign(message) {
        const signature = await crypto.subtle.sign(algorithm, key, message);
        return { message: toBase64(message), signature: toBase64(new Uint8Array(signature)) };
      },
      async make(bits) { await crypto.subtle.generateKey({ ...algorithm, modulusLength: bits, publicExponent: Uint8Array.of(1, 0, 1) }, true, ["sign", "verify"]); },
      /** The derivation alone. The key's own salt is not looked for: one of the same length does the same work. */
      async open(_, passphrase, rounds) {
        const salt = crypto.getRandomValues(new Uint8Array(16));
        const base = await crypto.subtle.importKey("raw", new TextEncoder().encode(passphrase), "PBKDF2", false, ["deriveBits"]);
        await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, base, 256);
      },
    };
  },
};

/** Those whose library has another name. */
const LIBRARIES = { "jsrsasign-10": "jsrsasign", "jsrsasign-11": "jsrsasign" };

let contender = null;

const ORDERS = {
  async start({ name }) { contender = await CONTENDERS[LIBRARIES[name] ?? name](); },
  read: ({ material }) => timed(() => contender.read(material)),
  open: ({ pem, passphrase, rounds }) => timed(() => contender.open(pem, passphrase, rounds)),
  make: ({ bits }) => timed(() => contender.make(bits)),
  bundle: ({ certificates, key }) => timed(() => contender.bundle(certificates, key)),
  /** Signs at least once, and until the time is over; answers how long one took. */
  async sign({ time, count = Infinity }) {
    const message = crypto.getRandomValues(new Uint8Array(100));
    const begun = performance.now();
    let [done, end, last] = [0, begun, null];
    do {
      last = contender.sign(message);
      if (last instanceof Promise) last = await last;
      done += 1;
      end = performance.now();
    } while (count === Infinity ? end - begun < time : done < count);
    return { ms: (end - begun) / done, last };
  },
};

async function timed(work) {
  const begun = performance.now();
  const result = work();
  if (result instanceof Promise) await result;
  return performance.now() - begun;
}

self.addEventListener("message", async ({ data }) => {
  if (!ORDERS[data.order]) return;
  try {
    self.postMessage({ answer: await ORDERS[data.order](data) });
  } catch (error) {
    self.postMessage({ error: `${error}\n${error?.stack}` });
  }
});
