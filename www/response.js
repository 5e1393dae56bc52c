// What Anaplan sent back: the token and what to do with it, or what a refusal may mean.

import { ask } from "./core.js";
import { arrivalOf, byId } from "./dom.js";
import { marked, say, sayAgo, sayDuration, sayTime, sentences } from "./catalogue.js";
import { announce, announceQuietly, showNotices } from "./notices.js";
import { createOutput } from "./output.js";
import { createTools, isOnWindows } from "./tools.js";
import { serviceAddress } from "./service.js";
import { firstError } from "./state.js";

const responseBox = byId("response-text");
const tokenOutput = createOutput("token");
const refreshOutput = createOutput("refresh-token");
const callsOutput = createOutput("calls");
const causeTemplate = byId("cause-template");
const expiryLine = byId("token-expiry");

/** The forms of the next calls by tool. */
const CALLS = { curl: "curlPosix", cmd: "curlCmd", powershell: "invokeRestMethod" };
const CALL_TOOLS = isOnWindows() ? ["postman", "powershell", "cmd", "curl"] : ["postman", "curl", "powershell", "cmd"];
const callTool = createTools(byId("calls-tools"), CALL_TOOLS, () => refreshCalls());

/** How often the countdown is written again, in milliseconds. */
const COUNT_EVERY = 1000;

let token = null;
let countdown = 0;
let shownResponse = null;
let responses = 0;
let misplacedResponse = (_place, _text) => {};

/**
 * Makes the view work.
 * @param {{ check: () => void, again: () => void, misplaced: (place: string, text: string) => void }} events
 *   `check`: a request is to be checked, the one that was made here if there is one; `again`: another one is to be made; `misplaced`: this was
 *   pasted here and belongs elsewhere
 */
export function watchResponse({ check, again, misplaced }) {
  misplacedResponse = misplaced;
  responseBox.addEventListener("input", (event) => readResponse(arrivalOf(event)));
  byId("response-check").addEventListener("click", check);
  byId("response-again").addEventListener("click", again);
}

/**
 * Puts text into the box.
 * @param {string} text
 * @param {Arrival} arrival
 */
export function takeResponse(text, arrival) {
  responseBox.value = text;
  readResponse(arrival);
}

/** Makes the next calls again, for another tool or another address. */
export async function refreshCalls() {
  const form = CALLS[callTool()];
  byId("calls-postman").hidden = Boolean(form);
  byId("calls-text").hidden = !form;
  if (!token || !form) return callsOutput.empty();
  const current = token;
  const reply = await ask({ calls: { token: current.value, service: serviceAddress(), form } });
  if (!reply || current !== token || form !== CALLS[callTool()]) return;
  showNotices(byId("response-service-notices"), reply.refused?.notices ?? []);
  if (reply.exported) callsOutput.show(reply.exported.text);
  else callsOutput.empty();
}

/** Empties the view. */
export function emptyResponse() {
  responses += 1;
  responseBox.value = "";
  emptyFound();
}

/** Says again what the response means. */
export function sayResponseAgain() {
  if (shownResponse) showResponse(shownResponse);
}

async function readResponse(arrival) {
  responses += 1;
  const asked = responses;
  const text = responseBox.value;
  emptyFound();
  if (text.trim() === "") return;
  const reply = await ask({ response: { text } });
  if (!reply || asked !== responses) return;
  const place = reply.response.belongsIn;
  if (place && arrival === "pasted") {
    emptyResponse();
    return misplacedResponse(place, text);
  }
  shownResponse = reply.response;
  showResponse(shownResponse);
  if (token) refreshCalls();
  if (arrival === "moved") announce(() => say("moved-response"), "information");
  else announceResponse(shownResponse.notices);
}

/** A token is not praised where it has ended, or where nothing says that it came from a login. */
function announceResponse(notices) {
  const doubt = notices.find(({ code }) => ["response-expired", "response-expiry-untold"].includes(code));
  if (token && doubt) return announceQuietly(() => sentences(doubt).cause);
  if (token) return announce(() => say("response-read-token"));
  const first = firstError(notices) ?? notices[0];
  announceQuietly(() => (first ? sentences(first).cause : say("response-read")));
}

function emptyFound() {
  token = null;
  shownResponse = null;
  byId("response-empty").hidden = false;
  clearInterval(countdown);
  expiryLine.textContent = "";
  byId("response-found").hidden = true;
  byId("token-card").hidden = true;
  for (const output of [tokenOutput, refreshOutput, callsOutput]) output.empty();
  showNotices(byId("response-notices"), []);
  byId("response-causes").replaceChildren();
}

function showResponse(response) {
  token = response.token;
  byId("response-empty").hidden = true;
  byId("response-found").hidden = false;
  const { status, statusMessage, notices, made = null } = response;
  byId("response-status").textContent = [status, statusMessage].filter(Boolean).join(" · ");
  byId("response-status-line").hidden = !status && !statusMessage;
  const causes = notices.filter(isCause);
  showNotices(byId("response-notices"), notices.filter((notice) => !isCause(notice)));
  byId("response-causes").replaceChildren(...causes.map(causeItem));
  byId("response-causes").hidden = causes.length === 0;
  byId("response-actions").hidden = causes.length === 0;
  byId("response-check").textContent = say(made ? "response-check" : "view-check");
  byId("response-again").hidden = !made;
  const isOwn = Boolean(made) && causes.length > 0;
  byId("response-made").hidden = !isOwn;
  byId("response-made").textContent = isOwn ? say("response-made", { age: sayAgo(Math.max(0, Date.now() / 1000 - made.createdAt)) }) : "";
  byId("token-card").hidden = !token;
  if (!token) return;
  tokenOutput.show(token.authorization);
  byId("refresh-token").parentElement.hidden = !token.refreshToken;
  refreshOutput.show(token.refreshToken ?? "");
  if (token.expiresAt) startCountdown(token.expiresAt);
}

/** What is said of the certificate of the request that was made here is a cause, too. */
function isCause({ code, field }) {
  return code.startsWith("response-cause-") || field === "certificate";
}

function causeItem(notice) {
  const item = causeTemplate.content.firstElementChild.cloneNode(true);
  const { cause, remedy } = sentences(notice);
  item.dataset.code = notice.code;
  item.querySelector("strong").append(...marked(cause));
  item.querySelector("span").append(...marked(remedy));
  return item;
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
