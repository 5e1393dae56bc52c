// Stands before everything else in a measured page. It notes when the page is ready, and what holds the main thread.
window.probe = { ready: null, tasks: [], gap: 0 };

new MutationObserver(() => {
  if (document.documentElement.dataset.state === "ready") probe.ready ??= performance.now();
}).observe(document.documentElement, { attributes: true, attributeFilter: ["data-state"] });

if (PerformanceObserver.supportedEntryTypes.includes("longtask")) {
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) probe.tasks.push({ startTime, duration });
  }).observe({ type: "longtask", buffered: true });
}

// Where the browser tells of no long tasks, a beat that comes late shows one.
probe.last = performance.now();
setInterval(() => {
  const now = performance.now();
  probe.gap = Math.max(probe.gap, now - probe.last);
  probe.last = now;
}, 4);
