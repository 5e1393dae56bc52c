// Runs before everything else in a measured page. Notes when the page is first painted, when it is ready,
// when its boxes take a paste, and what holds the main thread.
window.probe = {
  worded: null, painted: null, framed: null, ready: null, tasks: [], gap: 0,
  // The first frame of a page of ours may come before its words; that of the others has them.
  get usable() { return this.painted >= this.worded ? this.painted : this.framed; },
};

/** Calls back once the next frame is out. */
function afterFrame(call) {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = call;
    port2.postMessage(null);
  });
}

new MutationObserver(() => {
  const { state, worded } = document.documentElement.dataset;
  if (state === "ready") probe.ready ??= performance.now();
  // A page of ours: its boxes are shown with their words in the next frame.
  if (worded !== undefined && probe.worded === null) {
    probe.worded = performance.now();
    afterFrame(() => { probe.framed = performance.now(); });
  }
}).observe(document.documentElement, { attributes: true, attributeFilter: ["data-state", "data-worded"] });

const observe = (type, take) => {
  if (!PerformanceObserver.supportedEntryTypes.includes(type)) return;
  new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
};
observe("longtask", ({ startTime, duration }) => probe.tasks.push({ startTime, duration }));
observe("paint", ({ name, startTime }) => { if (name === "first-contentful-paint") probe.painted = startTime; });

// Where the browser reports no long tasks, a beat that comes late shows one.
probe.last = performance.now();
setInterval(() => {
  const now = performance.now();
  probe.gap = Math.max(probe.gap, now - probe.last);
  probe.last = now;
}, 4);
