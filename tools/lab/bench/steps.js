// One step in a measured page: the driver runs this as the body of a function. Fields are filled as pasting fills
// them; a step ends when the page is ready again and shows what `until` names.
const [step, done] = arguments;
const byId = (id) => document.getElementById(id);
const isReady = () => document.documentElement.dataset.state === "ready";
probe.gap = 0;
probe.last = performance.now();
const begun = performance.now();

for (const [name, text] of Object.entries(step.fill ?? {})) {
  const field = byId(name);
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
}
if (step.click) byId(step.click).click();

const over = {
  values: () => isReady() && byId("authorization").value !== "" && byId("body").value !== "",
  // The private key's text is the second item of the page.
  passphrase: () => isReady() && Boolean(byId("passphrase-2")?.checkVisibility()),
}[step.until];

const look = () => {
  if (!over()) return false;
  watcher.disconnect();
  const ms = performance.now() - begun;
  // A long task is told of after it is over, and what ended before this step may be told of only now. The task in which
  // the step begins began before it, and counts.
  setTimeout(() => done({ ms, tasks: probe.tasks.filter(({ startTime, duration }) => startTime + duration > begun), gap: probe.gap }), 100);
  return true;
};
const watcher = new MutationObserver(look);
watcher.observe(document, { attributes: true, childList: true, characterData: true, subtree: true });
look();
