// Signs a login (version 2) here and now, before the request is sent. It needs two values:
//   anaplan_certificate   the certificate: PEM text, or the value after CACertificate
//   anaplan_private_key   the RSA private key that belongs to it, not encrypted: PEM text (PKCS#8 or PKCS#1)
// Each is taken from a variable and, when that is empty, from the Postman vault. The key stays in this script:
// nothing of it is stored, printed or sent. What is signed lives as long as this one request.

// The sandbox ends a script that waits for nothing the sandbox knows of, and it knows timers.
const alive = setInterval(() => {}, 1000);

login()
  .catch((error) => {
    console.error(error.message);
    pm.test(error.message, () => { throw error; });
    pm.execution.skipRequest();
  })
  .finally(() => clearInterval(alive));

async function login() {
  const key = privateKey(await value('anaplan_private_key', 'private key'));
  const certificate = belonging(key, certificates(await value('anaplan_certificate', 'certificate')));
  const message = freshMessage();
  const signature = await sign(message, key);
  pm.variables.set('signed_authorization', `CACertificate ${certificate}`);
  pm.variables.set('signed_body', JSON.stringify({
    encodedDataFormat: 'v2',
    encodedData: base64(message),
    encodedSignedData: base64(signature),
  }));
}

async function value(name, what) {
  let refusal = '';
  let text = pm.variables.get(name);
  // Newman, the Postman CLI and monitors have no vault.
  if (!text && pm.vault) {
    try {
      text = await pm.vault.get(name);
    } catch (error) {
      refusal = ` The vault answered: ${error.message}.`;
    }
  }
  if (text) return String(text);
  throw new Error(`There is no ${what}. Put it into the Postman vault as ${name} and let scripts use the vault, ` +
    `or into the variable ${name} of the environment.${refusal}`);
}

// Eight bytes of Unix seconds, big-endian, then 92 random ones. Newman's sandbox has no random source for
// cryptography, so Math.random must do there. That is bearable because these bytes are no secret: they are sent
// in the clear and only keep two requests of one second apart. The key and the signature do not depend on them.
function freshMessage() {
  const message = new Uint8Array(100);
  if (typeof crypto === 'undefined') message.forEach((_, at) => { message[at] = Math.floor(Math.random() * 256); });
  else crypto.getRandomValues(message);
  new DataView(message.buffer).setBigUint64(0, BigInt(Math.floor(Date.now() / 1000)));
  return message;
}

// RSASSA-PKCS1-v1_5 with SHA-512 (RFC 8017, section 8.2), verified before it is used.
async function sign(message, key) {
  const subtle = typeof crypto === 'undefined' ? undefined : crypto.subtle;
  const digest = subtle ? hex(new Uint8Array(await subtle.digest('SHA-512', message)))
    : CryptoJS.SHA512(CryptoJS.enc.Hex.parse(hex(message))).toString();
  const signature = subtle ? await signed(subtle, message, key) : computed(digest, key);
  if (power(number(signature), key.e, key.n) !== encoded(digest, key)) {
    throw new Error('The private key is damaged: its signature does not verify.');
  }
  return signature;
}

async function signed(subtle, message, key) {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' };
  try {
    const usable = await subtle.importKey('pkcs8', pkcs8(key.der), algorithm, false, ['sign']);
    return new Uint8Array(await subtle.sign(algorithm.name, usable, message));
  } catch (error) {
    throw new Error(`The private key is damaged: Postman cannot use it (${error.message || error.name}).`);
  }
}

// The same without Web Crypto, by the Chinese remainder theorem (RFC 8017, section 5.2.1). BigInt does not take
// the same time for every key, which nobody can measure who is not already on this machine.
function computed(digest, { p, q, dP, dQ, qInv, size, n, e }) {
  const m = encoded(digest, { size, n, e });
  const [m1, m2] = [power(m, dP, p), power(m, dQ, q)];
  const s = m2 + q * (((((m1 - m2) % p) + p) * qInv) % p);
  return unhex(s.toString(16).padStart(2 * size, '0'));
}

// The padded hash as a number (RFC 8017, section 9.2).
function encoded(digest, { size }) {
  const info = `3051300d060960864801650304020305000440${digest}`;
  return BigInt(`0x0001${'ff'.repeat(size - info.length / 2 - 3)}00${info}`);
}

function power(base, exponent, modulus) {
  let result = 1n;
  for (base %= modulus; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = result * base % modulus;
    base = base * base % modulus;
  }
  return result;
}

// The parts of an RSA private key (RFC 8017, appendix A.1.2), alone or inside PKCS#8 (RFC 5958).
function privateKey(text) {
  let der = privateKeyDer(text);
  let parts = children(der, 'private key');
  if (parts.length > 2 && parts[1].tag === 0x30) {
    if (!hex(parts[1].content).startsWith('06092a864886f70d010101')) {
      throw new Error('The private key is not of RSA. Anaplan takes RSA keys only.');
    }
    der = parts[2].content;
    parts = children(der, 'private key');
  }
  if (parts.length < 9) throw new Error('The private key is not an RSA private key.');
  const [n, e, , p, q, dP, dQ, qInv] = parts.slice(1, 9).map((part) => number(part.content));
  const bits = n.toString(2).length;
  if (bits < 2048) throw new Error(`The private key has ${bits} bits. Anaplan asks for 2048 or more.`);
  return { der, n, e, p, q, dP, dQ, qInv, size: Math.ceil(bits / 8) };
}

function privateKeyDer(text) {
  const found = blocks(text);
  if (found.some(({ label, body }) => /ENCRYPTED/.test(label + body))) {
    throw new Error('The private key is encrypted, which cannot be undone here. Decrypt it in a terminal and take the new ' +
      'file: openssl pkey -in encrypted.key -out decrypted.key');
  }
  const key = found.find(({ label }) => label === 'PRIVATE KEY' || label === 'RSA PRIVATE KEY');
  if (key) return unbase64(key.body, 'private key');
  if (found.length) throw new Error(`anaplan_private_key holds a ${found[0].label}, not an RSA private key.`);
  return unbase64(text, 'private key');
}

// Each certificate with the value that the header carries for it.
function certificates(text) {
  const found = blocks(text).filter(({ label }) => /CERTIFICATE$/.test(label));
  if (found.length) {
    return found.map(({ body }) => ({ header: body.replace(/\s/g, ''), der: unbase64(body, 'certificate') }));
  }
  // The value of a header: base64 of the DER, or of the PEM.
  const header = text.replace(/^\s*CACertificate\s+/, '').replace(/\s/g, '');
  const der = unbase64(header, 'certificate');
  const [inside] = blocks(String.fromCharCode(...der));
  return [{ header, der: inside ? unbase64(inside.body, 'certificate') : der }];
}

// A certificate holds its public key's modulus as it stands in the private key.
function belonging(key, all) {
  const modulus = key.n.toString(16).padStart(2 * key.size, '0');
  const own = all.find(({ der }) => hex(der).includes(modulus));
  if (own) return own.header;
  throw new Error('The certificate does not belong to the private key: it has another public key.');
}

// PEM (RFC 7468). Line ends may be of any kind, also written out as \n.
function blocks(text) {
  const lines = text.replace(/\\r|\\n/g, '\n');
  const shape = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/g;
  return [...lines.matchAll(shape)].map(([, label, body]) => ({ label, body }));
}

// The elements inside a DER element (X.690).
function children(der, what) {
  const list = [];
  const outer = element(der, 0, what);
  for (let at = outer.start; at < outer.end;) {
    const inner = element(der, at, what);
    list.push({ tag: inner.tag, content: der.slice(inner.start, inner.end) });
    at = inner.end;
  }
  return list;
}

function element(der, at, what) {
  let length = der[at + 1];
  let start = at + 2;
  if (length > 0x80) {
    const count = length & 0x7f;
    length = Number(`0x${hex(der.slice(start, start + count)) || 0}`);
    start += count;
  }
  const end = start + length;
  if (!(end <= der.length)) throw new Error(`The ${what} is cut short or damaged.`);
  return { tag: der[at], start, end };
}

// Web Crypto reads PKCS#8 only: version 0, rsaEncryption, the key.
function pkcs8(pkcs1) {
  return tagged(0x30, [...unhex('020100300d06092a864886f70d0101010500'), ...tagged(0x04, pkcs1)]);
}

function tagged(tag, content) {
  return Uint8Array.from([tag, 0x82, content.length >> 8, content.length & 0xff, ...content]);
}

function unbase64(text, what) {
  const body = text.replace(/\\r|\\n|\s/g, '');
  if (body.length % 4 || !/^[A-Za-z0-9+/]+={0,2}$/.test(body)) {
    throw new Error(`The ${what} is neither PEM nor base64, or not whole.`);
  }
  return Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0));
}

function base64(bytes) {
  return btoa(String.fromCharCode(...bytes));
}

function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function unhex(digits) {
  return Uint8Array.from(digits.match(/../g), (pair) => parseInt(pair, 16));
}

function number(bytes) {
  return BigInt(`0x${hex(bytes) || 0}`);
}
