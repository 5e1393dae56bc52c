#!/usr/bin/env node
// Logs in to Anaplan with a certificate and prints an authentication token.
//
//     node anaplan-login.mjs --certificate login.crt --key login.key
//
// Requires Node.js 18.11 or newer and no packages. `node anaplan-login.mjs --help` lists the options.

import { spawnSync } from "node:child_process";
import { constants, createPrivateKey, createPublicKey, randomFillSync, sign, verify, X509Certificate } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "node:tls";

const HELP = `Logs in to Anaplan with a certificate and prints an authentication token.

    node anaplan-login.mjs --certificate login.crt --key login.key

Each option can be set by an environment variable; the option wins.

    --certificate FILE   ANAPLAN_CERTIFICATE     PEM (one certificate or a chain) or DER
    --key FILE           ANAPLAN_KEY             PEM or DER, PKCS#8 or PKCS#1, encrypted or not
    --key-command LINE   ANAPLAN_KEY_COMMAND     a shell command that prints the key, for vaults:
                                                 "vault kv get -field=key secret/anaplan"
    --sign-command LINE  ANAPLAN_SIGN_COMMAND    a shell command that signs: reads 100 bytes from standard input,
                                                 prints their RSASSA-PKCS1-v1_5 SHA-512 signature as bytes,
                                                 base64, hex, vault:v1:..., or JSON. The key stays where it is
    (none)               ANAPLAN_KEY_PASSPHRASE  passphrase of the key
    --url URL            ANAPLAN_AUTH_URL        https://auth.anaplan.com unless your region has its own host
    --ca FILE            SSL_CERT_FILE           PEM: trust these certificate authorities, not those of Node.js;
                                                 NODE_EXTRA_CA_CERTS adds to them
    --warn-days DAYS     (none)                  warn when the certificate expires within DAYS (30); 0: never
    --header FORM        (none)                  der (default), or pem: the certificate as base64 of its PEM text
    --print-request      (none)                  send nothing; print {"authorization": ..., "body": ...}
    --check              (none)                  send nothing; print what would be sent, without secrets
    --help               (none)                  print this

Prints {"token": ..., "expiresAt": ...}; expiresAt is Unix time in milliseconds. Send the token with every call as
"Authorization: AnaplanAuthToken <token>"; it is valid for about 35 minutes.

Exit codes: 0 the token was printed; 1 Anaplan refused the login or could not be reached; 2 the options or files
are wrong, and nothing was sent. Errors and warnings go to standard error. Status 429 and 5xx are retried, up to
four attempts, and no other status is. HTTPS_PROXY and NO_PROXY are obeyed.

Node.js does not open PKCS#12. OpenSSL extracts the two files:
    openssl pkcs12 -in login.p12 -clcerts -nokeys -out login.crt
    openssl pkcs12 -in login.p12 -nocerts -out login.key`;

const DEFAULT_URL = "https://auth.anaplan.com";
const LOGIN_PATH = "/token/authenticate";
const MAX_ATTEMPTS = 4;
const MAX_WAIT_SECONDS = 60;
const TIMEOUT_SECONDS = 30;
const MAX_RESPONSE_BYTES = 1 << 20;

/** Options with a value, and the variables that stand for them. */
const WITH_VALUE = {
  "--certificate": "ANAPLAN_CERTIFICATE",
  "--key": "ANAPLAN_KEY",
  "--key-command": "ANAPLAN_KEY_COMMAND",
  "--sign-command": "ANAPLAN_SIGN_COMMAND",
  "--url": "ANAPLAN_AUTH_URL",
  "--ca": "SSL_CERT_FILE",
  "--warn-days": "",
  "--header": "",
};
const WITHOUT_VALUE = ["--print-request", "--check", "--help"];

const CERTIFICATE_BLOCKS = /-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----/gs;
const KEY_BLOCK = /-----BEGIN ((?:RSA |EC |ENCRYPTED |OPENSSH )?PRIVATE KEY)-----(.*?)-----END \1-----/s;
/** OBJECT IDENTIFIER 1.2.840.113549.1.7.2, signedData, in DER. */
const SIGNED_DATA = Buffer.from("06092a864886f70d010702", "hex");

/** The call or its files are wrong: nothing was sent. Exit code 2. */
class UsageError extends Error {}

/** Anaplan gave no token, or could not be reached. Exit code 1. */
class LoginError extends Error {}

async function run(options) {
  const signer = openSigner(options);
  const ca = options.ca && readAuthorities(options.ca);
  warnBeforeExpiry(signer.certificate, options.warnDays);
  if (options.printRequest) {
    const { authorization, body } = createRequest(signer, options.header);
    return JSON.stringify({ authorization, body });
  }
  if (options.check) return describe(createRequest(signer, options.header), signer, options);
  return logIn(signer, options, ca);
}

function warnBeforeExpiry(certificate, days) {
  const left = validUntil(certificate) - Date.now();
  if (days === 0 || left > days * 86_400_000) return;
  const end = dateOf(validUntil(certificate));
  console.error(
    left < 0
      ? `Warning: the certificate expired on ${end}.`
      : `Warning: the certificate expires in ${Math.floor(left / 86_400_000)} days, on ${end}.`,
  );
}

// --- Options

function parseArguments(words) {
  const values = {};
  const switches = new Set();
  const rest = [...words];
  while (rest.length > 0) {
    const argument = rest.shift();
    if (WITHOUT_VALUE.includes(argument) || argument === "-h") {
      switches.add(argument === "-h" ? "--help" : argument);
      continue;
    }
    const at = argument.indexOf("=");
    const name = at > 0 ? argument.slice(0, at) : argument;
    if (!Object.hasOwn(WITH_VALUE, name)) throw new UsageError(`Unknown option ${argument}. See --help.`);
    if (at < 0 && rest.length === 0) throw new UsageError(`${name} needs a value.`);
    values[name] = at > 0 ? argument.slice(at + 1) : rest.shift();
  }
  return { values, switches };
}

/** Returns the options, from the command line and from the environment. */
function readOptions({ values, switches }) {
  const setting = (name) => values[name] || process.env[WITH_VALUE[name]] || undefined;
  // An option of a group overrides all variables of that group.
  const keys = ["--key", "--key-command", "--sign-command"];
  const choose = keys.some((name) => values[name]) ? (name) => values[name] || undefined : setting;
  const [key, keyCommand, signCommand] = keys.map(choose);
  const days = values["--warn-days"] || "30";
  const options = {
    certificate: setting("--certificate"),
    key,
    keyCommand,
    signCommand,
    url: (setting("--url") ?? DEFAULT_URL).trim().replace(/\/+$/, ""),
    ca: setting("--ca"),
    header: values["--header"] || "der",
    warnDays: Number(days),
    printRequest: switches.has("--print-request"),
    check: switches.has("--check"),
  };
  if (!options.certificate) throw new UsageError("No certificate. Pass its file with --certificate or ANAPLAN_CERTIFICATE.");
  if ([key, keyCommand, signCommand].filter(Boolean).length > 1) {
    throw new UsageError("Pass the key as a file or as a command, not both.");
  }
  if (!isPlainHttps(options.url)) {
    throw new UsageError("The URL must be https:// and a host, without user name, query or fragment.");
  }
  if (options.printRequest && options.check) throw new UsageError("Pass --print-request or --check, not both.");
  if (!["der", "pem"].includes(options.header)) throw new UsageError("--header takes der or pem.");
  if (!/^[0-9]{1,5}$/.test(days)) throw new UsageError("--warn-days takes a whole number of days.");
  return options;
}

function isPlainHttps(url) {
  return url.startsWith("https://") && !/[\s?#@\\]/.test(url) && parses(url);
}

function parses(url) {
  try {
    return new URL(url).hostname !== "";
  } catch {
    return false;
  }
}

// --- The certificate, and what signs for it

/** Returns the certificate, its public key, and a function that signs: with the private key, or by a command. */
function openSigner(options) {
  const path = options.certificate;
  const certificates = readCertificates(path);
  if (options.signCommand) {
    // Without a private key the leaf of a chain is the certificate that is not a CA's.
    const certificate = current(certificates.filter(({ ca }) => !ca)) ?? certificates[0];
    const publicKey = rsaPublicKey(certificate);
    if (!publicKey) {
      throw new UsageError(`The certificate in ${path} does not hold an RSA key; Anaplan accepts only RSA.`);
    }
    const size = Math.ceil(publicKey.asymmetricKeyDetails.modulusLength / 8);
    return { certificate, publicKey, sign: (message) => signWithCommand(options.signCommand, message, size) };
  }
  const key = openKey(options);
  if (key.asymmetricKeyType !== "rsa") throw notRsa();
  const own = spki(createPublicKey(key));
  const certificate = current(
    certificates.filter((one) => {
      const publicKey = rsaPublicKey(one);
      return publicKey && spki(publicKey).equals(own);
    }),
  );
  if (!certificate) {
    throw new UsageError(`The private key does not belong to the certificate in ${path}. Nothing was sent.`);
  }
  return { certificate, publicKey: certificate.publicKey, sign: (message) => sign("sha512", message, key) };
}

function signWithCommand(line, message, size) {
  const { exitCode, output } = runLine(line, message);
  if (exitCode !== 0 || output.length === 0) {
    throw new UsageError(`The sign command printed nothing or failed (exit code ${exitCode}).`);
  }
  const signature = decodeSignature(output, size);
  if (!signature) throw new UsageError("The sign command's output is not a signature of this key's size.");
  return signature;
}

function readCertificates(path) {
  const data = readFile(path);
  if (isPkcs12(data)) {
    throw new UsageError(
      `${path} is a PKCS#12 file, which Node.js does not open. Extract the certificate and the key first: ` +
        "openssl pkcs12 -in login.p12 -clcerts -nokeys -out login.crt; openssl pkcs12 -in login.p12 -nocerts -out login.key",
    );
  }
  const text = decodeText(data);
  if (text.includes("BEGIN PKCS7") || (data[0] === 0x30 && data.subarray(1, 20).includes(SIGNED_DATA))) {
    throw new UsageError(
      `${path} is a PKCS#7 bundle. Extract its certificates first: ` +
        "openssl pkcs7 -print_certs -in login.p7b -out login.crt (add -inform DER if that fails)",
    );
  }
  try {
    const blocks = [...text.matchAll(CERTIFICATE_BLOCKS)].map(([, block]) => decodeBase64(block));
    return (blocks.length > 0 ? blocks : [data]).map((der) => new X509Certificate(der));
  } catch {
    throw new UsageError(`${path} contains no certificate.`);
  }
}

/** Recognizes PKCS#12: a SEQUENCE that starts with the version, 3 (RFC 7292, section 4). */
function isPkcs12(data) {
  return data[0] === 0x30 && data.subarray(1, 9).includes(Buffer.from([2, 1, 3]));
}

/** Returns the certificate that is valid longest: a renewal may stand beside the expired one. */
function current(certificates) {
  const now = Date.now();
  const rank = (one) => (Date.parse(one.validFrom) <= now ? 1e15 : 0) + validUntil(one);
  return certificates.reduce((best, one) => (best && rank(best) >= rank(one) ? best : one), undefined);
}

function validUntil(certificate) {
  return Date.parse(certificate.validTo);
}

/** Returns undefined for a key that is not RSA, and for a damaged one. */
function rsaPublicKey(certificate) {
  try {
    return certificate.publicKey.asymmetricKeyType === "rsa" ? certificate.publicKey : undefined;
  } catch {
    return undefined;
  }
}

/** Returns SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7). */
function spki(publicKey) {
  return publicKey.export({ type: "spki", format: "der" });
}

// --- Private keys

function openKey(options) {
  const { data, name } = loadKey(options);
  const [pem, kind = "", content = ""] = KEY_BLOCK.exec(decodeText(data)) ?? [];
  if (kind.startsWith("OPENSSH")) {
    throw new UsageError(`${name} is in OpenSSH format. Convert a copy with: ssh-keygen -p -m PKCS8 -f copy.key`);
  }
  if (isPkcs12(data)) {
    throw new UsageError(
      `${name} is a PKCS#12 file, which Node.js does not open. Extract the key first: ` +
        "openssl pkcs12 -in login.p12 -nocerts -out login.key",
    );
  }
  const isLegacy = content.includes("Proc-Type: 4,ENCRYPTED");
  const der = !isLegacy && (pem ? decodeBase64OrNothing(content) : data);
  const type = isLegacy ? "encrypted" : keyType(der);
  if (!type) throw new UsageError(`${name} is not a private key this program can read.`);
  const passphrase = process.env.ANAPLAN_KEY_PASSPHRASE || undefined;
  if (type === "encrypted" && !passphrase) {
    throw new UsageError(`${name} is encrypted. Set ANAPLAN_KEY_PASSPHRASE to its passphrase.`);
  }
  try {
    if (isLegacy) return createPrivateKey({ key: pem, passphrase });
    return createPrivateKey({ key: der, format: "der", type: type === "encrypted" ? "pkcs8" : type, passphrase });
  } catch (error) {
    throw new UsageError(unreadable(error, name, type));
  }
}

function unreadable(error, name, type) {
  if (type !== "encrypted") return `${name} is not a private key this program can read.`;
  // Of OpenSSL's ciphers and key derivations. Damaged and wrongly decrypted keys are "unsupported" to its decoders.
  if (/digital envelope routines|PKCS12 routines|unknown|UNSUPPORTED_(CIPHER|ENCRYPTION)/.test(error.message) &&
    /unsupported|unknown/i.test(error.message)) {
    return (
      `${name} is encrypted in a way this program does not support. Encrypt it again with: ` +
      "openssl pkcs8 -topk8 -v2 aes-256-cbc -in login.key -out new.key"
    );
  }
  return `${name} cannot be decrypted: the passphrase in ANAPLAN_KEY_PASSPHRASE is wrong.`;
}

/** Returns the key's bytes, and what messages call them. */
function loadKey({ key, keyCommand }) {
  if (key) return { data: readFile(key), name: key };
  if (!keyCommand) {
    throw new UsageError(
      "No private key. Pass its file with --key or ANAPLAN_KEY, " +
        "or a command that prints it with --key-command or ANAPLAN_KEY_COMMAND.",
    );
  }
  const { exitCode, output } = runLine(keyCommand, Buffer.alloc(0));
  if (exitCode !== 0 || output.length === 0) {
    throw new UsageError(`The key command printed nothing or failed (exit code ${exitCode}).`);
  }
  return { data: output, name: "The key command's output" };
}

/**
 * Tells the form of a key in DER by the tags of its first fields: RSAPrivateKey (RFC 8017, appendix A.1.2),
 * ECPrivateKey (RFC 5915), PrivateKeyInfo or EncryptedPrivateKeyInfo (RFC 5208). Undefined for anything else.
 */
function keyType(der) {
  const whole = der && element(der, 0);
  const first = whole?.tag === 0x30 && element(der, whole.begin);
  const second = first && element(der, first.end);
  if (!second) return undefined;
  if (first.tag === 0x30) return second.tag === 0x04 ? "encrypted" : undefined;
  if (first.tag !== 0x02) return undefined;
  return { 0x02: "pkcs1", 0x04: "sec1", 0x30: "pkcs8" }[second.tag];
}

/** Returns the tag of the DER element at an offset, and where its content begins and ends. */
function element(der, at) {
  if (at + 2 > der.length) return undefined;
  const short = der[at + 1];
  const count = short & 0x80 ? short & 0x7f : 0;
  if (count > 4 || at + 2 + count > der.length) return undefined;
  const begin = at + 2 + count;
  return { tag: der[at], begin, end: begin + (count ? der.readUIntBE(at + 2, count) : short) };
}

function notRsa() {
  return new UsageError("The private key is not an RSA key; Anaplan accepts only RSA.");
}

// --- Signatures that a command printed

/**
 * Decodes a signature in the forms that vaults, tokens and command-line tools print. Undefined when the output has no
 * signature of this size in bytes.
 */
function decodeSignature(output, size) {
  if (output.length === size) return output;
  const text = decodeText(output).trim();
  const candidates = text.startsWith("{") ? stringsOf(text) : [text.replace(/^"|"$/g, "")];
  return candidates.map((candidate) => signatureOfText(candidate, size)).find(Boolean);
}

function stringsOf(text) {
  const collect = (value) =>
    typeof value === "string" ? [value] : Object.values(typeof value === "object" && value ? value : {}).flatMap(collect);
  try {
    return collect(JSON.parse(text));
  } catch {
    return [];
  }
}

function signatureOfText(printed, size) {
  const text = printed.replace(/\s/g, "").replace(/^vault:v[0-9]+:/, "");
  const isHex = text.length === 2 * size && /^[0-9A-Fa-f]+$/.test(text);
  // Standard and URL-safe alphabet, padded or not.
  const signature = isHex
    ? Buffer.from(text, "hex")
    : decodeBase64OrNothing(text.replaceAll("-", "+").replaceAll("_", "/"));
  return signature?.length === size ? signature : undefined;
}

/** Decodes base64 without mercy: Buffer.from alone skips what is not base64. */
function decodeBase64(text) {
  const digits = text.replace(/\s/g, "").replace(/=+$/, "");
  if (!/^[A-Za-z0-9+/]*$/.test(digits) || digits.length % 4 === 1) throw new Error("Not base64.");
  return Buffer.from(digits, "base64");
}

function decodeBase64OrNothing(text) {
  try {
    return decodeBase64(text);
  } catch {
    return undefined;
  }
}

// --- The request

/** Signs 100 bytes: Unix seconds, 8 bytes big-endian, and 92 random bytes. Verifies the signature with the certificate. */
function createRequest({ certificate, publicKey, sign: signMessage }, header) {
  const createdAt = Math.floor(Date.now() / 1000);
  const message = Buffer.alloc(100);
  message.writeBigUInt64BE(BigInt(createdAt));
  randomFillSync(message, 8);
  const signature = signMessage(message);
  if (!verify("sha512", message, { key: publicKey, padding: constants.RSA_PKCS1_PADDING }, signature)) {
    throw new UsageError(
      "The signature does not verify with the certificate: it was made with another key, over other bytes, " +
        "with a hash other than SHA-512, or with PSS padding. Nothing was sent.",
    );
  }
  const value = header === "pem" ? Buffer.from(pemOf(certificate.raw)) : certificate.raw;
  const body = JSON.stringify({
    encodedDataFormat: "v2",
    encodedData: message.toString("base64"),
    encodedSignedData: signature.toString("base64"),
  });
  return { authorization: `CACertificate ${value.toString("base64")}`, body, createdAt };
}

function pemOf(der) {
  const lines = der.toString("base64").match(/.{1,64}/g).join("\n");
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

/** Describes the request for a person, without its values. */
function describe({ authorization, body, createdAt }, { certificate, publicKey }, { url, header }) {
  const fingerprint = certificate.fingerprint.replaceAll(":", "");
  return [
    `Certificate: SHA-1 ${fingerprint}, valid ${dateOf(Date.parse(certificate.validFrom))} to ${dateOf(validUntil(certificate))}`,
    `Private key: RSA, ${publicKey.asymmetricKeyDetails.modulusLength} bits, belongs to the certificate`,
    "Signature: RSASSA-PKCS1-v1_5 with SHA-512, verified with the certificate",
    `Request: POST ${url}${LOGIN_PATH}, created ${dateAndTimeOf(createdAt * 1000)} UTC`,
    `Header: certificate as ${header}, ${authorization.length} characters; body: ${body.length} characters`,
    "Nothing was sent.",
  ].join("\n");
}

// --- The service

/** Logs in and returns the token as JSON. Each attempt sends a new request, because a request has a time. */
async function logIn(signer, { url, header }, ca) {
  for (let attempt = 1; ; attempt++) {
    const login = createRequest(signer, header);
    const { status, fields, retryAfter } = await exchange(url, login, ca);
    const token = fields.tokenInfo?.tokenValue;
    if ([200, 201].includes(status) && typeof token === "string" && token) {
      return JSON.stringify({ token, expiresAt: fields.tokenInfo.expiresAt ?? null });
    }
    if (!isTransient(status) || attempt === MAX_ATTEMPTS) {
      throw new LoginError(explain(status, fields, signer.certificate, login.createdAt));
    }
    const wait = Math.min(Math.max(retryAfter ?? 2 ** attempt, 0), MAX_WAIT_SECONDS);
    console.error(`Anaplan responded with ${status}. Retrying in ${wait.toFixed(0)} s.`);
    await sleep(wait * 1000);
  }
}

/** Sends one request. Redirects are not followed: a login is for one host, and a redirect would carry it to another. */
async function exchange(url, { authorization, body }, ca) {
  const signal = AbortSignal.timeout(TIMEOUT_SECONDS * 1000);
  let tunnel;
  try {
    const target = new URL(url + LOGIN_PATH);
    const proxy = proxyFor(target);
    if (proxy) tunnel = await connectThrough(proxy, target, signal);
    const call = requestHttps(target, {
      method: "POST",
      headers: { Authorization: authorization, "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) },
      agent: false,
      ca,
      signal,
      ...(tunnel && { createConnection: () => connect({ socket: tunnel, servername: hostName(target), ca }) }),
    });
    call.end(body);
    const [response] = await once(call, "response");
    const chunks = [];
    let size = 0;
    for await (const chunk of response) {
      size += chunk.length;
      if (size > MAX_RESPONSE_BYTES) throw new Error("the response is larger than 1 MB");
      chunks.push(chunk);
    }
    const retryAfter = waitOf(response.headers["retry-after"]);
    return { status: response.statusCode, fields: fieldsOf(Buffer.concat(chunks)), retryAfter };
  } catch (error) {
    const reason = signal.aborted ? `no response within ${TIMEOUT_SECONDS} seconds.` : error.message || error.code;
    // The address of a proxy may contain its password.
    throw new LoginError(`${url} cannot be reached: ${reason.replace(/\/\/[^/\s]*@/g, "//")}`);
  } finally {
    tunnel?.destroy();
  }
}

/** Returns the proxy of the environment, as older versions of Node.js do not. */
function proxyFor(target) {
  const { env } = process;
  const proxy = env.https_proxy || env.HTTPS_PROXY;
  const excluded = (env.no_proxy || env.NO_PROXY || "").split(/[\s,]+/).filter(Boolean);
  const host = hostName(target).toLowerCase();
  const isExcluded = excluded.some((entry) => {
    const [name, port] = entry.toLowerCase().replace(/^\*?\./, "").split(":");
    return name === "*" || ((host === name || host.endsWith(`.${name}`)) && (!port || port === (target.port || "443")));
  });
  if (!proxy || isExcluded) return undefined;
  return new URL(proxy.includes("://") ? proxy : `http://${proxy}`);
}

/** Returns a connection to the target through a proxy (CONNECT, RFC 9110, section 9.3.6). */
async function connectThrough(proxy, target, signal) {
  const host = `${target.hostname}:${target.port || 443}`;
  const headers = { Host: host };
  if (proxy.username) {
    const credentials = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
    headers["Proxy-Authorization"] = `Basic ${Buffer.from(credentials).toString("base64")}`;
  }
  const send = proxy.protocol === "https:" ? requestHttps : requestHttp;
  const call = send({ host: hostName(proxy), port: proxy.port || undefined, method: "CONNECT", path: host, headers, agent: false, signal });
  call.end();
  const [response, socket] = await Promise.race([
    once(call, "connect"),
    once(call, "response").then(([refusal]) => {
      throw new Error(`the proxy responded with ${refusal.statusCode}`);
    }),
  ]);
  if (response.statusCode === 200) return socket;
  socket.destroy();
  throw new Error(`the proxy responded with ${response.statusCode}`);
}

/** Returns a host without the brackets of IPv6 addresses. */
function hostName({ hostname }) {
  return hostname.replace(/^\[|\]$/g, "");
}

function readAuthorities(path) {
  const blocks = decodeText(readFile(path)).match(CERTIFICATE_BLOCKS);
  try {
    blocks.forEach((block) => new X509Certificate(block));
    return blocks;
  } catch {
    throw new UsageError(`${path} contains no CA certificate in PEM.`);
  }
}

function fieldsOf(data) {
  // JSON is UTF-8, whatever the charset of the response says. Anything else is perhaps a proxy's HTML page.
  try {
    const fields = JSON.parse(data.toString("utf8").replace(/^\uFEFF/, ""));
    return typeof fields === "object" && fields && !Array.isArray(fields) ? fields : {};
  } catch {
    return {};
  }
}

/** Returns Retry-After in seconds: it is seconds or a date (RFC 9110, section 10.2.3). */
function waitOf(header) {
  if (!header) return undefined;
  if (/^\s*[0-9]+\s*$/.test(header)) return Number(header);
  const seconds = (Date.parse(header) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : seconds;
}

/** Tells whether a retry may succeed. */
function isTransient(status) {
  return status === 429 || status >= 500;
}

function explain(status, fields, certificate, createdAt) {
  const message = [fields.status, fields.statusMessage]
    .filter((text) => typeof text === "string" && text)
    .join(": ")
    // Without control characters, which a terminal would obey.
    .replace(/\p{C}/gu, "?");
  if (!message) return `No token: status ${status}, and the response is not Anaplan's. A proxy may have answered.`;
  if (isTransient(status)) return `Anaplan is busy or failing: ${status} ${message}`;
  const end = validUntil(certificate);
  return [
    `Anaplan refused the login: ${status} ${message}`,
    "Common causes, most likely first:",
    ...(end < createdAt * 1000 ? [`- The certificate expired on ${dateOf(end)}.`] : []),
    "- The certificate is not registered in Anaplan under Administration > Security > Certificates.",
    "- The email address in it is not that of an active user.",
    `- This computer's clock is wrong. The request was created at ${dateAndTimeOf(createdAt * 1000)} UTC.`,
    "- Your region has its own host: set ANAPLAN_AUTH_URL.",
  ].join("\n");
}

function dateOf(time) {
  return new Date(time).toISOString().slice(0, 10);
}

function dateAndTimeOf(time) {
  return new Date(time).toISOString().slice(0, 19).replace("T", " ");
}

// --- Files and commands

function readFile(path) {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error.code ?? error.message}`);
  }
}

/** Decodes text by its byte order mark, such as the UTF-16 that Windows PowerShell's > writes. */
function decodeText(data) {
  if (data[0] === 0xff && data[1] === 0xfe) return data.toString("utf16le", 2);
  if (data[0] === 0xfe && data[1] === 0xff) return Buffer.from(data.subarray(2, data.length & ~1)).swap16().toString("utf16le");
  return data.toString("latin1");
}

/** Runs a command line in the shell. Its standard error is shown as it is: a vault explains its own errors best. */
function runLine(line, input) {
  // Node.js hands a socket on as standard input, which /dev/stdin cannot open on Linux: cat makes a pipe of it.
  const piped = process.platform === "win32" || input.length === 0 ? line : `cat | {\n${line}\n}`;
  const { status, stdout, signal } = spawnSync(piped, { shell: true, input, stdio: ["pipe", "pipe", "inherit"] });
  return { exitCode: status ?? signal ?? "none", output: stdout ?? Buffer.alloc(0) };
}

try {
  const parsed = parseArguments(process.argv.slice(2));
  console.log(parsed.switches.has("--help") ? HELP : await run(readOptions(parsed)));
} catch (error) {
  if (!(error instanceof UsageError || error instanceof LoginError)) throw error;
  console.error(error.message);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
