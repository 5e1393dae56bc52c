// The worker's start. It is appended to the binding glue, which defines `wasm_bindgen`, and runs as a
// classic script. The first message brings the wasm; from then on src/worker.rs listens for itself.
// Nothing is caught here: an error that nobody catches reaches the page as the worker's `error` event.

self.addEventListener("message", ({ data: { module } }) => {
  const program = module instanceof WebAssembly.Module ? module : new WebAssembly.Module(module);
  const { exports } = new WebAssembly.Instance(program, { "./core_bg.js": wasm_bindgen });
  wasm_bindgen.__wbg_set_wasm(exports);
  exports.__wbindgen_start();
  wasm_bindgen.serve();
}, { once: true });
