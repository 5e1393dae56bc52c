// The four views and the row of tabs that chooses between them (ARIA Authoring Practices, "Tabs").

import { byId } from "./dom.js";
import { hush } from "./notices.js";

const tabs = [...byId("views").children];
const messages = byId("messages");

/** Called with the name of a view when it is shown. */
let viewed = () => {};

/**
 * Makes the tabs work.
 * @param {(name: string) => void} shown
 */
export function watchViews(shown) {
  viewed = shown;
  for (const tab of tabs) tab.addEventListener("click", () => showView(tab.dataset.view));
  byId("views").addEventListener("keydown", moveBetweenTabs);
}

/**
 * The view that is shown.
 * @returns {"request" | "answer" | "review" | "automate"}
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
    const chosen = tab.dataset.view === name;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    byId(`panel-${tab.dataset.view}`).hidden = !chosen;
  }
  // There is one alert and one status, and they are where the person is.
  byId(`messages-${name}`).append(messages);
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
