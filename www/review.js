// A request made elsewhere, checked: what is right, what is wrong, and what was done instead.

import { ask } from "./core.js";
import { byId } from "./dom.js";
import { say, sayAgo, sayNumber, sayTime, sentences } from "./catalogue.js";
import { announceQuietly, marked } from "./notices.js";

const reviewBox = byId("review");
const verdictTemplate = byId("notice-template");
const partTemplate = byId("part-template");

let reviews = 0;
let shownReview = null;

/** Makes the view work. */
export function watchReview() {
  reviewBox.addEventListener("input", readReview);
}

/**
 * Puts text into the box, as if it had been pasted.
 * @param {string} text
 */
export function takeReview(text) {
  reviewBox.value = text;
  readReview();
}

/** Empties the view. */
export function emptyReview() {
  takeReview("");
}

async function readReview() {
  reviews += 1;
  const asked = reviews;
  const text = reviewBox.value;
  shownReview = null;
  byId("review-found").hidden = true;
  byId("review-empty").hidden = false;
  byId("review-parts").replaceChildren();
  if (text.trim() === "") return;
  const reply = await ask({ review: { text } });
  if (!reply || asked !== reviews) return;
  shownReview = reply.review;
  showReview(shownReview);
  announceQuietly(() => byId("review-summary").textContent);
}

/** Says again what was found. */
export function sayReviewAgain() {
  if (shownReview) showReview(shownReview);
}

function showReview({ verdicts, certificate, createdAt }) {
  const wrong = verdicts.filter(({ outcome }) => outcome === "wrong").length;
  const verified = verdicts.some(({ code }) => code === "review-signature-right");
  const words = verdicts.length === 0 ? "review-nothing" : verified ? "review-clean" : "review-unverified";
  byId("review-summary").textContent = wrong > 0 ? sayNumber("review-wrong", wrong) : say(words);
  const tone = wrong > 0 ? "bad" : verified ? "good" : "none";
  byId("review-head").dataset.tone = tone;
  byId("review-icon").setAttribute("href", { bad: "#icon-error", good: "#icon-done", none: "#icon-information" }[tone]);
  const facts = [];
  if (certificate) facts.push(say("review-certificate", { subject: certificate.subject || say("no-subject"), emails: certificate.emails.join(", ") || say("none") }));
  if (createdAt !== null) facts.push(say("review-created", { time: sayTime(createdAt), age: sayAgo(Math.max(0, Date.now() / 1000 - createdAt)) }));
  byId("review-facts").textContent = facts.join(" ");
  const parts = [...new Set(verdicts.map(({ part }) => part))];
  byId("review-parts").replaceChildren(...parts.map((part) => partSection(part, verdicts.filter((verdict) => verdict.part === part))));
  byId("review-found").hidden = false;
  byId("review-empty").hidden = true;
}

function partSection(part, verdicts) {
  const section = partTemplate.content.firstElementChild.cloneNode(true);
  section.querySelector("h3").textContent = say(`part-${part}`);
  // Beside what is wrong with a part, what is right with it would sound like the opposite.
  const wrong = verdicts.some(({ outcome }) => outcome === "wrong");
  section.querySelector("ul").append(...verdicts.filter(({ outcome }) => !wrong || outcome !== "right").map(verdictItem));
  return section;
}

function verdictItem(verdict) {
  const item = verdictTemplate.content.firstElementChild.cloneNode(true);
  const { cause, remedy } = sentences(verdict);
  const icons = { wrong: "error", remark: "information", right: "done" };
  item.dataset.outcome = verdict.outcome;
  item.dataset.code = verdict.code;
  item.querySelector("use").setAttribute("href", `#icon-${icons[verdict.outcome]}`);
  item.querySelector(".notice-severity").textContent = say(`outcome-${verdict.outcome}`);
  item.querySelector(".notice-cause").append(...marked(cause));
  item.querySelector(".notice-remedy").append(...marked(remedy));
  return item;
}
