// The keys that are derived from a passphrase when a protected file is opened, computed outside the code under
// test: PBKDF2 by node, PKCS#12's own derivation (RFC 7292, appendix B) by OpenSSL. Each is tried on its file, so
// that nobody looks for a key that was never there.

import { createDecipheriv, createHash, createHmac, pbkdf2Sync } from "node:crypto";
import { execFileSync } from "node:child_process";

/** What PKCS#12's derivation makes with each number (RFC 7292, appendix B.3). */
const PURPOSE = { key: 1, iv: 2, mac: 3 };

const OID = {
  pbkdf2: "06092a864886f70d01050c",
  aes256: "060960864801650304012a",
  pkcs12TripleDes: "060a2a864886f70d010c0103",
};

/** One element of DER: its content, and where the next one begins. */
function element(der, at = 0) {
  let size = der[at + 1];
  let start = at + 2;
  if (size >= 0x80) {
    start += size - 0x80;
    size = der.readUIntBE(at + 2, size - 0x80);
  }
  return { content: der.subarray(start, start + size), end: start + size };
}

function elements(der) {
  const found = [];
  for (let at = 0; at < der.length; at = found.at(-1).end) found.push(element(der, at));
  return found.map(({ content }) => content);
}

/** Where each of these object identifiers ends. */
function* ends(der, hex) {
  const oid = Buffer.from(hex, "hex");
  for (let at = der.indexOf(oid); at >= 0; at = der.indexOf(oid, at + 1)) yield at + oid.length;
}

const whole = (bytes) => bytes.readUIntBE(0, bytes.length);

/** Whether this key turns these bytes into DER. */
function opens(cipher, key, iv, bytes) {
  try {
    const decipher = createDecipheriv(cipher, key, iv);
    const plain = Buffer.concat([decipher.update(bytes), decipher.final()]);
    return plain[0] === 0x30 && element(plain).end === plain.length;
  } catch {
    return false;
  }
}

/** PBES2 with PBKDF2, HMAC-SHA-256 and AES-256, as OpenSSL writes it: in PKCS#8 and in PKCS#12. */
function pbes2(der, passphrase) {
  return [...ends(der, OID.pbkdf2)].map((at) => {
    const [salt, rounds] = elements(element(der, at).content);
    const key = pbkdf2Sync(passphrase, salt, whole(rounds), 32, "sha256");
    const [aes] = [...ends(der, OID.aes256)].filter((end) => end > at);
    const iv = element(der, aes);
    return { name: "key by PBKDF2", key, opens: opens("aes-256-cbc", key, iv.content, element(der, iv.end).content) };
  });
}

/** Two zero bytes end it (RFC 7292, appendix B.1). */
const bmp = (passphrase) => Buffer.from(`${passphrase}\0`, "utf16le").swap16();

function pkcs12Derivation(hash, passphrase, salt, rounds, purpose, size) {
  const options = { digest: hash, hexpass: bmp(passphrase).toString("hex"), hexsalt: salt.toString("hex"), iter: rounds, id: purpose };
  const words = Object.entries(options).flatMap(([name, value]) => ["-kdfopt", `${name}:${value}`]);
  return execFileSync("openssl", ["kdf", "-keylen", size, ...words, "-binary", "PKCS12KDF"]);
}

/** pbeWithSHAAnd3-KeyTripleDES-CBC, as older programs write it. */
function pkcs12TripleDes(der, passphrase) {
  return [...ends(der, OID.pkcs12TripleDes)].map((at) => {
    const parameters = element(der, at);
    const [salt, rounds] = elements(parameters.content);
    const derive = (purpose, size) => pkcs12Derivation("SHA1", passphrase, salt, whole(rounds), purpose, size);
    const key = derive(PURPOSE.key, 24);
    const bytes = element(der, parameters.end).content;
    return { name: "key by PKCS#12", key, opens: opens("des-ede3-cbc", key, derive(PURPOSE.iv, 8), bytes) };
  });
}

/** The key of a PKCS#12 file's integrity check, and the two blocks that HMAC makes of it (RFC 2104). */
function pkcs12Mac(der, passphrase, hash) {
  const [, safe, mac] = elements(element(der).content);
  const [digestInfo, salt, rounds] = elements(mac);
  const [, expected] = elements(digestInfo);
  const key = pkcs12Derivation(hash, passphrase, salt, whole(rounds), PURPOSE.mac, expected.length);
  // ContentInfo: the kind, and in [0] the octets that are protected.
  const [, wrapped] = elements(safe);
  const found = createHmac(hash, key).update(element(wrapped).content).digest();
  const mixed = (byte) => key.map((own) => own ^ byte);
  const opens = found.equals(expected);
  return [
    { name: "MAC key", key, opens },
    { name: "MAC key, inner", key: mixed(0x36), opens },
    { name: "MAC key, outer", key: mixed(0x5c), opens },
  ];
}

/** OpenSSL's own derivation for traditional PEM: MD5 of what came before, the passphrase and the salt. */
function traditional(pem, passphrase) {
  const [, digits] = /DEK-Info: AES-256-CBC,([0-9A-F]+)/.exec(pem);
  const iv = Buffer.from(digits, "hex");
  let key = Buffer.alloc(0);
  let last = Buffer.alloc(0);
  while (key.length < 32) {
    last = createHash("md5").update(Buffer.concat([last, Buffer.from(passphrase), iv.subarray(0, 8)])).digest();
    key = Buffer.concat([key, last]);
  }
  const body = Buffer.from(pem.split("\n\n")[1].replace(/-----.*-----|\s/g, ""), "base64");
  return [{ name: "key for traditional PEM", key, opens: opens("aes-256-cbc", key, iv, body) }];
}

const derOf = (pem) => Buffer.from(pem.replace(/-----.*-----|\s/g, ""), "base64");

/**
 * Every key that this passphrase makes for these files, and whether it opens what it is for.
 * @param {{ pbes2: string, traditional: string, modern: Buffer, old: Buffer }} files PKCS#8 and PKCS#1 in PEM; two of PKCS#12
 */
export function derivedKeys({ pbes2: pkcs8, traditional: pkcs1, modern, old }, passphrase) {
  const of = (file, keys) => keys.map(({ name, ...rest }) => ({ name: `${name} (${file})`, ...rest }));
  return [
    ...of("PKCS#8", pbes2(derOf(pkcs8), passphrase)),
    ...of("PKCS#1", traditional(pkcs1, passphrase)),
    ...of("PKCS#12", [...pbes2(modern, passphrase), ...pkcs12Mac(modern, passphrase, "SHA256")]),
    ...of("old PKCS#12", [...pkcs12TripleDes(old, passphrase), ...pkcs12Mac(old, passphrase, "SHA1")]),
  ];
}
