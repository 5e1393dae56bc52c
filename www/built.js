// What the build knows and the source does not. `cargo xtask page` replaces this whole module;
// the values here only say which names there are. www/packed.js opens the packed ones.

/** The source of the worker: the binding glue, then worker.js. */
export const WORKER_SOURCE = "";

/** The wasm. Packed. */
export const WASM = "";

/** The catalogues of www/catalogue/ as one, with each text in every language. Packed. */
export const CATALOGUES = "";

/** The programs of automation/, as JSON: the text of each under the name of its file. Packed. */
export const PROGRAMS = "";

/** Which build this is; the date is the version's. */
export const BUILD = { version: "", date: "" };
