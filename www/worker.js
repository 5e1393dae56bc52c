// The worker's start. It is appended to the binding glue, which defines `wasm_bindgen`, and runs as a
// classic script. The first message brings the wasm; from then on src/worker.rs listens for itself.
// Nothing is caught here: an error that nobody catches reaches the page as the worker's `error` event.

self.addEventListener("message", ({ data }) => {
  wasm_bindgen.initSync({ module: data.module });
  wasm_bindgen.serve();
}, { once: true });
