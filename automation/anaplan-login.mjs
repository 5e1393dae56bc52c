#!/usr/bin/env node
// Logs in to Anaplan with a certificate and prints the token, for jobs without a person.
//
// Needs Node.js 18.11 or newer and no packages.
//
//     node anaplan-login.mjs --certificate login.crt --key login.key
//
// Each flag has a variable in the environment; the flag wins.
//
//     --certificate FILE    ANAPLAN_CERTIFICATE      PEM or DER
//     --key FILE            ANAPLAN_KEY              PEM, encrypted or not
//     --key-command LINE    ANAPLAN_KEY_COMMAND      instead of a file: the shell runs this line and what it prints is
//                                                    the key, for vaults: "vault kv get -field=key secret/anaplan"
//     (no flag)             ANAPLAN_KEY_PASSPHRASE   opens an encrypted key
//     --url ADDRESS         ANAPLAN_AUTH_URL         https://auth.anaplan.com unless your region has its own
//     --header pem          (no variable)            sends the certificate as PEM encoded again, as some clients do
//     --print-request       (no variable)            sends nothing, prints {"authorization": …, "body": …}
//
// A PKCS#12 file becomes two PEM files with OpenSSL:
//     openssl pkcs12 -in login.p12 -clcerts -nokeys -out login.crt
//     openssl pkcs12 -in login.p12 -nocerts -out login.key
//
// Prints {"token": …, "expiresAt": …}; expiresAt is Unix time in milliseconds. Use the token for all calls of the job,
// as "Authorization: AnaplanAuthToken <token>"; it lives about 35 minutes.
//
// Ends with 0 when it has the token, 1 when the service refused or could not be reached, 2 when it was called or set up
// wrongly. Says why on standard error. Authorities of your own: NODE_EXTRA_CA_CERTS names their file.

import { execSync } from "node:child_process";
import { createPrivateKey, createPublicKey, randomFillSync, sign, X509Certificate } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { request } from "node:https";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";

const DEFAULT_URL = "https://auth.anaplan.com";
const MILLISECONDS_TO_WAIT = 30_000;
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^]*?-----END CERTIFICATE-----/g;

/** Something to put right on this side. Ends the program with 2. */
class WrongUse extends Error {}

/** No token was given. Ends the program with 1. */
class Refused extends Error {}

async function main() {
  const options = readOptions();
  const { certificate, key } = readPair(options);
  const createdAt = Math.floor(Date.now() / 1000);
  const login = makeRequest(certificate, key, createdAt, options.header);
  return options.printRequest ? login : logIn(options.url, login, certificate, createdAt);
}

function readOptions() {
  const flags = readFlags();
  const { env } = process;
  const ownKey = flags.key || flags["key-command"];
  const options = {
    certificate: flags.certificate || env.ANAPLAN_CERTIFICATE,
    key: ownKey ? flags.key : env.ANAPLAN_KEY,
    keyCommand: ownKey ? flags["key-command"] : env.ANAPLAN_KEY_COMMAND,
    url: (flags.url || env.ANAPLAN_AUTH_URL || DEFAULT_URL).replace(/\/+$/, ""),
    header: flags.header,
    printRequest: flags["print-request"],
  };
  if (!options.certificate) throw new WrongUse("Name the certificate's file with --certificate or ANAPLAN_CERTIFICATE.");
  if (!options.key && !options.keyCommand) {
    throw new WrongUse(
      "There is no private key. Name its file with --key or ANAPLAN_KEY, or a command that prints it with ANAPLAN_KEY_COMMAND.",
    );
  }
  if (options.key && options.keyCommand) throw new WrongUse("Give the key by a file or by a command, not by both.");
  if (!options.url.startsWith("https://")) throw new WrongUse("The address must begin with https://.");
  if (!["der", "pem"].includes(options.header)) throw new WrongUse("--header is der or pem.");
  return options;
}

function readFlags() {
  const value = { type: "string" };
  try {
    return parseArgs({
      options: {
        certificate: value,
        key: value,
        "key-command": value,
        url: value,
        header: { ...value, default: "der" },
        "print-request": { type: "boolean" },
      },
    }).values;
  } catch (error) {
    throw new WrongUse(error.message);
  }
}

/** The certificate and the private key that belongs to it. */
function readPair(options) {
  const certificates = readCertificates(readFile(options.certificate), options.certificate);
  const key = openKey(options);
  if (key.asymmetricKeyType !== "rsa") throw new WrongUse("The private key is not RSA, and Anaplan accepts RSA only.");
  const own = spki(createPublicKey(key));
  const certificate = certificates.find(({ publicKey }) => spki(publicKey).equals(own));
  if (certificate) return { certificate, key };
  throw new WrongUse(`The private key does not belong to the certificate in ${options.certificate}. Nothing was sent.`);
}

function readFile(path) {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new WrongUse(`${path} cannot be read: ${error.code}.`);
  }
}

function readCertificates(data, path) {
  try {
    return (data.toString("latin1").match(CERTIFICATE) ?? [data]).map((one) => new X509Certificate(one));
  } catch {
    throw new WrongUse(`${path} holds no certificate.`);
  }
}

function openKey({ key: path, keyCommand }) {
  const [pem, name] = path ? [readFile(path), path] : [runCommand(keyCommand), "What the command printed"];
  const passphrase = process.env.ANAPLAN_KEY_PASSPHRASE || undefined;
  try {
    return createPrivateKey({ key: pem, passphrase });
  } catch {
    if (!pem.includes("ENCRYPTED")) throw new WrongUse(`${name} is not a private key in PEM that can be read.`);
    if (!passphrase) throw new WrongUse(`${name} is protected. Put its pass phrase into ANAPLAN_KEY_PASSPHRASE.`);
    throw new WrongUse(`${name} does not open: the pass phrase in ANAPLAN_KEY_PASSPHRASE is wrong.`);
  }
}

function runCommand(line) {
  try {
    // Its standard error is shown: a vault's own words say best what is wrong with it.
    return execSync(line, { stdio: ["ignore", "pipe", "inherit"] });
  } catch (error) {
    throw new WrongUse(`The command for the key gave none and ended with ${error.status}.`);
  }
}

/** The public key as both sides can be compared by (RFC 5280, section 4.1.2.7). */
function spki(publicKey) {
  return publicKey.export({ type: "spki", format: "der" });
}

/** 100 bytes, eight of Unix seconds (big-endian) and 92 random ones, signed with PKCS#1 v1.5 and SHA-512. */
function makeRequest(certificate, key, createdAt, header) {
  const message = Buffer.alloc(100);
  message.writeBigUInt64BE(BigInt(createdAt));
  randomFillSync(message, 8);
  const value = header === "pem" ? Buffer.from(certificate.toString()) : certificate.raw;
  const body = {
    encodedDataFormat: "v2",
    encodedData: message.toString("base64"),
    encodedSignedData: sign("sha512", message, key).toString("base64"),
  };
  return { authorization: `CACertificate ${value.toString("base64")}`, body: JSON.stringify(body) };
}

async function logIn(url, { authorization, body }, certificate, createdAt) {
  const { status, fields } = await send(url, authorization, body);
  const info = fields.tokenInfo;
  if ([200, 201].includes(status) && info?.tokenValue) {
    return { token: info.tokenValue, expiresAt: info.expiresAt ?? null };
  }
  throw new Refused(refusal(status, fields, certificate, createdAt));
}

/** Sends one request. No redirect is followed: the login is for one host and is not carried on to another. */
async function send(url, authorization, body) {
  try {
    const call = request(`${url}/token/authenticate`, {
      method: "POST",
      headers: { Authorization: authorization, "Content-Type": "application/json" },
      signal: AbortSignal.timeout(MILLISECONDS_TO_WAIT),
    });
    call.end(body);
    const [response] = await once(call, "response");
    return { status: response.statusCode, fields: readAnswer(await text(response)) };
  } catch (error) {
    throw new Refused(`${url} cannot be reached: ${error.code ?? error.message}.`);
  }
}

function readAnswer(answer) {
  try {
    return Object(JSON.parse(answer));
  } catch {
    return {};
  }
}

function refusal(status, fields, certificate, createdAt) {
  const said = [fields.status, fields.statusMessage].filter(Boolean).join(": ");
  if (!said) return `No token came back: status ${status}, and no answer of Anaplan's. A proxy may have answered instead.`;
  const expiry = new Date(certificate.validTo);
  const expired = expiry.getTime() < createdAt * 1000;
  const made = new Date(createdAt * 1000).toISOString().slice(0, 19).replace("T", " ");
  return [
    `The service refused the login: ${status} ${said}`,
    "The usual causes, the likeliest first:",
    ...(expired ? [`- The certificate expired on ${expiry.toISOString().slice(0, 10)}.`] : []),
    "- The certificate is not registered in Anaplan under Administration > Security > Certificates.",
    "- Its e-mail address is not the one of an active user there.",
    `- The clock of this computer is wrong. The request says ${made} UTC.`,
    "- Your region has a host of its own. Set ANAPLAN_AUTH_URL.",
  ].join("\n");
}

try {
  console.log(JSON.stringify(await main()));
} catch (error) {
  if (!(error instanceof WrongUse || error instanceof Refused)) throw error;
  console.error(error.message);
  process.exitCode = error instanceof WrongUse ? 2 : 1;
}
