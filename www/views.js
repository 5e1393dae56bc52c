// The views, the row of tabs that chooses between them (ARIA Authoring Practices, "Tabs"), and their addresses: the
// id of each panel, so that a link can lead to it. Which one is meant the browser says by `:target`.

import { byId } from "./dom.js";
import { say } from "./catalogue.js";
import { hush, watchAlert } from "./notices.js";

const tabs = /** @type {any[]} */ ([...byId("views").children]);
const messages = byId("messages");

/** Called with the name of a view when it is shown. @type {(name: string) => void} */
let viewed = () => {};
let isWrong = false;

/**
 * Makes the tabs work.
 * @param {(name: string) => void} shown
 */
export function watchViews(shown) {
  viewed = shown;
  for (const tab of tabs) tab.addEventListener("click", () => showView(tab.dataset.view));
  byId("views").addEventListener("keydown", moveBetweenTabs);
  window.addEventListener("hashchange", showTarget);
  watchAlert((isNowWrong) => {
    isWrong = isNowWrong;
    sayTitle();
  });
}

/** Shows the view that the address names, if it names one. */
export function showTarget() {
  const name = document.querySelector(".view:target")?.id;
  if (name && name !== currentView()) showView(name);
}

/** Says in the title which view is shown, and whether something is wrong there. */
export function sayTitle() {
  const name = currentView() === "request" ? say("title") : say("title-view", { view: say(`view-${currentView()}`) });
  document.title = isWrong ? say("title-error", { title: name }) : name;
}

/**
 * The view that is shown.
 * @returns {string}
 */
export function currentView() {
  return tabs.find((tab) => tab.getAttribute("aria-selected") === "true").dataset.view;
}

/**
 * Shows a view. What was said belongs to the one before it.
 * @param {string} name
 */
export function showView(name) {
  if (name !== currentView()) hush();
  for (const tab of tabs) {
    const isChosen = tab.dataset.view === name;
    tab.setAttribute("aria-selected", String(isChosen));
    tab.tabIndex = isChosen ? 0 : -1;
    byId(tab.dataset.view).hidden = !isChosen;
  }
  // There is one status, and it is where the person is.
  document.querySelector(`[data-messages="${name}"]`)?.append(messages);
  sayTitle();
  viewed(name);
}

function moveBetweenTabs(event) {
  const at = tabs.indexOf(document.activeElement);
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.length - 1 }[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  const tab = tabs[(to + tabs.length) % tabs.length];
  showView(tab.dataset.view);
  tab.focus();
}
