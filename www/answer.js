// What the service answered: the token and what to do with it, or what a refusal may mean.

import { byId } from "./dom.js";
import { say, sayDuration, sayTime, sentences } from "./catalogue.js";
import { announce, announceQuietly, firstError, showNotices } from "./notices.js";
import { createOutput } from "./output.js";
import { createSegments } from "./segments.js";
import { serviceAddress } from "./service.js";

const answerBox = byId("answer");
const tokenOutput = createOutput("token");
const refreshOutput = createOutput("refresh-token");
const callsOutput = createOutput("calls");
const CALL_TOOLS = ["curlPosix", "curlCmd", "curlPowershell", "invokeRestMethod"];
const chosenCallTool = createSegments(byId("calls-tools"), CALL_TOOLS, (tool) => `tool-${tool}`, () => refreshCalls());
const expiryLine = byId("token-expiry");

/** How often the countdown is written anew, in milliseconds. */
const COUNT_EVERY = 1000;

let askForAnswer = null;
let token = null;
let countdown = null;
let shownAnswer = null;
let answers = 0;

/**
 * Makes the view work.
 * @param {(request: object) => Promise<object | null>} ask asks the worker
 */
export function watchAnswer(ask) {
  askForAnswer = ask;
  answerBox.addEventListener("input", readAnswer);
}

/** Reads the box. */
export async function readAnswer() {
  answers += 1;
  const asked = answers;
  const text = answerBox.value;
  emptyFoundAnswer();
  if (text.trim() === "") return;
  const reply = await askForAnswer({ response: { text } });
  if (!reply || asked !== answers) return;
  shownAnswer = reply.response;
  showAnswer(shownAnswer);
  if (token) refreshCalls();
  announceAnswer(reply.response.notices);
}

/** A token is not praised where it has ended, or where nothing says that it came from a login. */
function announceAnswer(notices) {
  const doubt = notices.find(({ code }) => ["response-expired", "response-expiry-untold"].includes(code));
  if (token && doubt) return announce(() => sentences(doubt).cause, doubt.severity);
  if (token) return announce(() => say("answer-read-token"));
  const first = firstError(notices) ?? notices[0];
  announceQuietly(() => (first ? sentences(first).cause : say("answer-read")));
}

/** Says again what the answer means. */
export function sayAnswerAgain() {
  if (shownAnswer) showAnswer(shownAnswer);
}

/**
 * Puts text into the box, as if it had been pasted.
 * @param {string} text
 */
export function takeAnswer(text) {
  answerBox.value = text;
  readAnswer();
}

/** Makes the calls anew, for another tool or another address. */
export async function refreshCalls() {
  if (!token) return callsOutput.empty();
  const own = token;
  const form = chosenCallTool();
  const reply = await askForAnswer({ calls: { token: own.value, service: serviceAddress(), form } });
  if (!reply || own !== token) return;
  showNotices(byId("answer-service-notices"), reply.refused?.notices ?? []);
  if (reply.exported) callsOutput.show(reply.exported.text);
  else callsOutput.empty();
}

/** Empties the view. */
export function emptyAnswer() {
  answers += 1;
  answerBox.value = "";
  emptyFoundAnswer();
}

function emptyFoundAnswer() {
  token = null;
  shownAnswer = null;
  byId("answer-empty").hidden = false;
  clearInterval(countdown);
  expiryLine.textContent = "";
  byId("answer-found").hidden = true;
  byId("token-card").hidden = true;
  for (const output of [tokenOutput, refreshOutput, callsOutput]) output.empty();
  showNotices(byId("answer-notices"), []);
}

function showAnswer(answer) {
  token = answer.token;
  byId("answer-empty").hidden = true;
  byId("answer-found").hidden = false;
  const { status, statusMessage } = answer;
  byId("answer-status").textContent = [status, statusMessage].filter(Boolean).join(" · ");
  byId("answer-status-line").hidden = !status && !statusMessage;
  showNotices(byId("answer-notices"), answer.notices);
  byId("token-card").hidden = !token;
  if (!token) return;
  tokenOutput.show(token.authorization);
  byId("refresh-token").parentElement.hidden = !token.refreshToken;
  refreshOutput.show(token.refreshToken ?? "");
  if (token.expiresAt) startCountdown(token.expiresAt);
}

function startCountdown(expiresAt) {
  clearInterval(countdown);
  const show = () => {
    const left = Math.floor((expiresAt - Date.now()) / 1000);
    const time = sayTime(Math.floor(expiresAt / 1000));
    expiryLine.textContent = left > 0 ? say("token-expires", { left: sayDuration(left), time }) : say("token-expired", { time });
    if (left <= 0) clearInterval(countdown);
  };
  show();
  countdown = setInterval(show, COUNT_EVERY);
}
