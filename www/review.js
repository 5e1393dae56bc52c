// A request made elsewhere, checked: the one cause first, what follows from it folded below.

import { ask } from "./core.js";
import { BUILD } from "./built.js";
import { arrivalOf, byId } from "./dom.js";
import { marked, say, sayAgo, sayNumber, sayTime, sentences } from "./catalogue.js";
import { createOutput } from "./output.js";
import { announce, announceQuietly } from "./notices.js";

const reviewBox = byId("review");
const verdictTemplate = byId("notice-template");
const partTemplate = byId("part-template");
const reportOutput = createOutput("review-report");

let reviews = 0;
let shownReview = null;
let misplacedReview = (_place, _text) => {};

/** Where a paste of these kinds belongs. */
const PLACES = { response: "response", certificate: "certificate", privateKey: "privateKey" };

/**
 * Makes the view work. `misplaced` is called with what was pasted here and belongs elsewhere, `take` with what this
 * page has in place of a program.
 * @param {{ misplaced: (place: string, text: string) => void, take: (offer: string | null) => void }} events
 */
export function watchReview({ misplaced, take }) {
  misplacedReview = misplaced;
  reviewBox.addEventListener("input", (event) => readReview(arrivalOf(event)));
  byId("review-offer").addEventListener("click", () => take(shownReview.offer));
  addEventListener("beforeprint", () => openForPaper(byId("review-parts").querySelectorAll("details:not([open])")));
  addEventListener("afterprint", () => closeAgain(byId("review-parts").querySelectorAll("details[data-unfolded]")));
}

/** On paper, everything that was found is open. */
function openForPaper(parts) {
  for (const part of parts) {
    part.open = true;
    part.dataset.unfolded = "";
  }
}

function closeAgain(parts) {
  for (const part of parts) {
    part.open = false;
    delete part.dataset.unfolded;
  }
}

/**
 * Puts text into the box.
 * @param {string} text
 * @param {Arrival} arrival
 */
export function takeReview(text, arrival) {
  reviewBox.value = text;
  readReview(arrival);
}

/** Empties the view. */
export function emptyReview() {
  takeReview("", "typed");
}

async function readReview(arrival) {
  reviews += 1;
  const asked = reviews;
  const text = reviewBox.value;
  shownReview = null;
  byId("review-found").hidden = true;
  byId("review-empty").hidden = false;
  byId("review-parts").replaceChildren();
  reportOutput.empty();
  if (text.trim() === "") return;
  const reply = await ask({ review: { text } });
  if (!reply || asked !== reviews) return;
  const place = PLACES[reply.review.kind];
  if (place && arrival === "pasted") {
    emptyReview();
    return misplacedReview(place, text);
  }
  shownReview = reply.review;
  showReview(shownReview);
  if (arrival === "moved") announce(() => say("moved-request"), "information");
  else announceQuietly(() => byId("review-summary").textContent);
}

/** Says again what was found. */
export function sayReviewAgain() {
  if (shownReview) showReview(shownReview);
}

const ICONS = { wrong: "error", warning: "warning", remark: "information", right: "done" };
const TONES = { wrong: "bad", warning: "warning", remark: "none", right: "good" };

function showReview(review) {
  const { kind, headline, consequences, others, right, next, certificate, createdAt, offer } = review;
  const { cause, remedy } = sentences(headline);
  byId("review-kind").textContent = say(`review-kind-${kind}`);
  byId("review-summary").replaceChildren(lineOf(headline), ...marked(cause));
  byId("review-remedy").replaceChildren(...marked(remedy));
  byId("review-head").dataset.tone = TONES[headline.outcome];
  byId("review-head").dataset.code = headline.code;
  byId("review-icon").setAttribute("href", `#icon-${ICONS[headline.outcome]}`);
  byId("review-facts").textContent = facts(certificate, createdAt).join(" ");
  byId("review-offer-line").hidden = offer === null && kind !== "program";
  byId("review-offer").textContent = offerText(offer);
  byId("review-parts").replaceChildren(
    ...folded(consequences.length && sayNumber("review-consequences", consequences.length), consequences),
    ...section("review-next", next),
    ...section("review-others", others),
    ...folded(right.length && say("review-right"), right),
  );
  reportOutput.show(reportOf(review));
  byId("review-found").hidden = false;
  byId("review-empty").hidden = true;
}

function facts(certificate, createdAt) {
  const facts = [];
  if (certificate) facts.push(say("review-certificate", { subject: certificate.subject || say("no-subject"), emails: certificate.emails.join(", ") || say("no-email") }));
  if (createdAt === null) return facts;
  const seconds = Date.now() / 1000 - createdAt;
  // Clocks that differ by less are not worth a word.
  const isAhead = seconds < -60;
  facts.push(isAhead ? say("review-dated", { time: sayTime(createdAt) }) : say("review-created", { time: sayTime(createdAt), age: sayAgo(Math.max(0, seconds)) }));
  return facts;
}

/**
 * What was found, as text for a support ticket: for whoever reads the ticket in sentences, for who knows the program
 * with their codes. It holds what the page shows, so no secret and no value of the request.
 */
function reportOf({ kind, headline, consequences, others, right, certificate, createdAt }) {
  const list = (title, verdicts) => (verdicts.length === 0 ? [] : [`${title}:\n${verdicts.map((verdict) => ["-", labelled(verdict, "")[0], reportSentences(verdict)].filter((text) => text !== "").join(" ")).join("\n")}`]);
  return [
    `${say("report-title", { version: BUILD.version })}\n${say(`review-kind-${kind}`)}`,
    `${say("report-result")}: ${reportSentences(headline)}`,
    ...list(say("report-follows"), consequences),
    ...list(say("review-others"), others),
    ...list(say("review-right"), right),
    ...reportFacts(certificate, createdAt),
  ].join("\n\n");
}

function reportSentences(verdict) {
  const { cause, remedy } = sentences(verdict);
  return [lineOf(verdict) + cause, remedy, `(${verdict.code})`].filter((text) => text !== "").join(" ");
}

function reportFacts(certificate, createdAt) {
  const facts = [];
  if (certificate) {
    const { subject, issuer, emails, serial, sha256, notBefore, notAfter } = certificate;
    facts.push(
      `${say("part-certificate")}:`,
      `${say("fact-subject")}: ${subject || say("no-subject")}`,
      `${say("fact-issuer")}: ${issuer || say("no-subject")}`,
      `${say("report-email")}: ${emails.join(", ") || say("none")}`,
      `${say("fact-serial")}: ${serial}`,
      `${say("fact-fingerprint")}: ${sha256}`,
      `${say("fact-from")}: ${sayTime(notBefore)}`,
      `${say("fact-until")}: ${sayTime(notAfter)}`,
    );
  }
  if (createdAt !== null) facts.push(`${say("report-created")}: ${sayTime(createdAt)}`);
  return facts.length === 0 ? [] : [facts.join("\n")];
}

function offerText(offer) {
  if (offer === "postman") return say("review-offer-collection");
  return offer ? say("review-offer", { name: say(`program-${offer}`) }) : say("review-offer-request");
}

function section(title, verdicts) {
  if (verdicts.length === 0) return [];
  const section = partTemplate.content.firstElementChild.cloneNode(true);
  section.querySelector("h3").textContent = say(title);
  section.querySelector("ul").append(...verdicts.map(verdictItem));
  return [section];
}

function folded(title, verdicts) {
  if (verdicts.length === 0) return [];
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  const list = document.createElement("ul");
  details.className = "part";
  summary.textContent = title;
  list.className = "notices";
  list.append(...verdicts.map(verdictItem));
  details.append(summary, list);
  return [details];
}

function lineOf({ line }) {
  return line === null ? "" : say("review-line", { line });
}

/**
 * What a finding is about, and what is said of it. What is about the whole request may begin with a word of its own:
 * "User: …".
 */
function labelled({ part }, cause) {
  if (part !== "paste") return [say(`part-${part}`) + ":", cause];
  const own = /^([^:\s]+:) (.*)$/s.exec(cause);
  return own ? own.slice(1) : ["", cause];
}

function verdictItem(verdict) {
  const item = verdictTemplate.content.firstElementChild.cloneNode(true);
  const { cause, remedy } = sentences(verdict);
  const [label, said] = labelled(verdict, cause);
  item.dataset.outcome = verdict.outcome;
  item.dataset.code = verdict.code;
  item.querySelector("use").setAttribute("href", `#icon-${ICONS[verdict.outcome]}`);
  item.querySelector(".notice-severity").textContent = label;
  item.querySelector(".notice-cause").append(lineOf(verdict), ...marked(said));
  item.querySelector(".notice-remedy").append(...marked(remedy));
  return item;
}
