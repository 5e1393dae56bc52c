// Just enough DER to build keys and certificates that no tool would make, and the arithmetic to judge
// what comes of them. Nothing here is the project's own code under test.

import { createHash } from "node:crypto";

/** One element: tag, length, content. */
export function element(tag, ...contents) {
  const content = Buffer.concat(contents.map((part) => Buffer.from(part)));
  const size = content.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : size < 65536 ? [0x82, size >> 8, size & 255] : [0x83, size >> 16, (size >> 8) & 255, size & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

export const sequence = (...parts) => element(0x30, ...parts);
export const octets = (content) => element(0x04, content);
export const bits = (content) => element(0x03, Buffer.from([0]), content);
export const oid = (hex) => element(0x06, Buffer.from(hex, "hex"));
export const nothing = element(0x05);

/** A non-negative INTEGER, in the shortest form unless `padding` zero bytes are asked for. */
export function integer(value, padding = 0) {
  let hex = BigInt(value).toString(16);
  if (hex.length % 2) hex = `0${hex}`;
  if (parseInt(hex.slice(0, 2), 16) >= 128) hex = `00${hex}`;
  return element(0x02, Buffer.from("00".repeat(padding) + hex, "hex"));
}

/** The same digits without the leading zero that makes them positive. */
export function negative(value) {
  let hex = BigInt(value).toString(16);
  if (hex.length % 2) hex = `0${hex}`;
  return element(0x02, Buffer.from(hex, "hex"));
}

export const RSA = sequence(oid("2a864886f70d010101"), nothing);
export const PSS = sequence(oid("2a864886f70d01010a"));

/** RSAPrivateKey (RFC 8017, appendix A.1.2). */
export function pkcs1({ n, e, d, p, q, dp, dq, qi, version = 0, more = [] }) {
  const field = (value) => (Buffer.isBuffer(value) ? value : integer(value));
  return sequence(integer(version), ...[n, e, d, p, q, dp, dq, qi].filter((value) => value !== undefined).map(field), ...more);
}

/** PrivateKeyInfo (RFC 5208). */
export const pkcs8 = (key, algorithm = RSA, version = 0, ...more) => sequence(integer(version), algorithm, octets(key), ...more);

/** A certificate with this key. Its signature is nobody's: the core checks none. */
export function certificate(n, e) {
  const name = sequence(element(0x31, sequence(oid("550403"), element(0x0c, "Crafted"))));
  const time = (text) => element(0x17, text);
  const spki = sequence(RSA, bits(sequence(integer(n), integer(e))));
  const algorithm = sequence(oid("2a864886f70d01010b"), nothing);
  const body = sequence(element(0xa0, integer(2)), integer(77), algorithm, name, sequence(time("200101000000Z"), time("490101000000Z")), name, spki);
  return sequence(body, algorithm, bits(Buffer.alloc(256, 1)));
}

export const pem = (label, der) => `-----BEGIN ${label}-----\n${der.toString("base64").replace(/.{1,64}/g, "$&\n")}-----END ${label}-----\n`;

export const number = (base64url) => BigInt(`0x${Buffer.from(base64url, "base64url").toString("hex")}`);

export function power(base, exponent, modulus) {
  let result = 1n;
  let square = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

export function inverse(value, modulus) {
  let [a, b, x, y] = [((value % modulus) + modulus) % modulus, modulus, 1n, 0n];
  while (a > 1n) {
    const quotient = b === 0n ? 0n : a / b;
    if (b === 0n) return 0n;
    [a, b, x, y] = [b, a % b, y, x - quotient * y];
  }
  return ((x % modulus) + modulus) % modulus;
}

/** EMSA-PKCS1-v1_5 with SHA-512 (RFC 8017, section 9.2), as a number. */
export function encoded(message, n) {
  const size = Math.ceil(n.toString(16).length / 2);
  const info = Buffer.concat([Buffer.from("3051300d060960864801650304020305000440", "hex"), createHash("sha512").update(message).digest()]);
  const whole = Buffer.concat([Buffer.from([0, 1]), Buffer.alloc(size - info.length - 3, 255), Buffer.from([0]), info]);
  return BigInt(`0x${whole.toString("hex")}`);
}
