//! A small page for the tests of this folder.

use std::collections::BTreeMap;

use serde_json::json;

use crate::assemble::{self, Sources};
use crate::bind::Bound;
use crate::built::Edition;
use crate::glue;

/// Glue as wasm-bindgen 0.2.130 writes it for bundlers, with a part of its imports.
pub(crate) const GLUE: &str = "\
let wasm;
export function __wbg_set_wasm(val) {
    wasm = val;
}

function debugString(val) {
    // primitive types
    if (typeof val == 'number') {
        return `${val}`;
    }
    return `Object(${String(val)})`;
}

export function serve() {
    wasm.serve();
}

export function __wbg_now_0123() {
    const ret = Date.now();
    return ret;
}

export function __wbg___wbindgen_debug_string_0123(arg0, arg1) {
    // Cast intrinsic for `Closure(Closure { owned: true, function: Function { .. } })`.
    const ret = debugString(arg1);
    return ret;
}
";
/// The smallest wasm.
pub(crate) const WASM: &[u8] = b"\0asm\x01\0\0\0";
/// The page's own part of the worker.
pub(crate) const WORKER: &str = "onmessage = () => {\n  wasm_bindgen.serve();\n};\n";

/// The files of a small `www/`.
pub(crate) fn sources() -> Sources {
    let module = |file: &str, text: &str| (file.to_owned(), text.to_owned());
    Sources {
        template: "<!doctype html>\n<html lang=\"en\">\n<head><!-- build:policy -->\n\
                   <meta charset=\"utf-8\">\n<link rel=\"stylesheet\" href=\"style.css\">\n</head>\n<body>\
                   <!-- build:template --><p>A template.</p><!-- /build:template -->\n\
                   <h1 data-text=\"title\"></h1>\n\
                   <select><!-- build:languages --></select>\n\
                   <script type=\"module\" src=\"main.js\"></script>\n</body>\n</html>\n"
            .to_owned(),
        style: "p { margin: 0 }\n".to_owned(),
        worker: WORKER.to_owned(),
        modules: BTreeMap::from([
            module("main.js", "import { WASM } from \"./built.js\";\nWASM;\n"),
            module(
                "built.js",
                "export const WORKER_SOURCE = \"\";\nexport const WASM = \"\";\n\
                 export const CATALOGUES = \"\";\nexport const PROGRAMS = \"\";\nexport const BUILD = {};\n",
            ),
        ]),
        catalogues: BTreeMap::from([(
            "en".to_owned(),
            json!({ "language": "English", "page": { "title": "Title" }, "notices": {} }),
        )]),
        programs: BTreeMap::from([("a.sh".to_owned(), "true\n".to_owned())]),
    }
}

/// Glue and wasm, bound.
pub(crate) fn bound() -> Bound {
    Bound {
        glue: glue::script(GLUE).unwrap(),
        wasm: WASM.to_vec(),
    }
}

/// The finished page.
pub(crate) fn page() -> String {
    assemble::page(&sources(), &bound(), &edition()).unwrap()
}

/// Which build it is.
pub(crate) fn edition() -> Edition {
    Edition {
        version: "1.2.3".to_owned(),
        date: "2026-11-28".to_owned(),
    }
}
