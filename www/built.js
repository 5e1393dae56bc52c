// What the build knows and the source does not. `cargo xtask page` replaces this whole module;
// the values here only say which names there are.

/** The source of the worker: the binding glue, then worker.js. */
export const WORKER_SOURCE = "";

/** The wasm: zlib, then base64. */
export const WASM = "";

/** The catalogues of www/catalogue/ by language. */
export const CATALOGUES = { en: { language: "English", page: {}, notices: {} } };

/** Which build this is. */
export const BUILD = { version: "" };
