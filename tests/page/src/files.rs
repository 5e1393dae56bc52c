//! Files, as people give them to the page: chosen, or dropped.

use crate::outcome::{Failure, Outcome};
use crate::page::{Page, Part};
use fantoccini::elements::Element;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// The name of the file field.
pub(crate) const FILES: &str = "Choose files…";

/// Makes files of names and base64, and drops them.
const DROP: &str = "
    const [target, files] = arguments;
    const transfer = new DataTransfer();
    for (const [name, base64] of files) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        transfer.items.add(new File([bytes], name));
    }
    for (const type of ['dragenter', 'dragover', 'drop']) {
        target.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }));
    }";

impl Page<'_> {
    /// The file field with this name. Engines do not agree on the role of such a field, and one
    /// adds its own words to the name.
    #[track_caller]
    pub(crate) fn file_field(&self, name: &str) -> Outcome<Element> {
        let mut others = Vec::new();
        for field in self.browser.find_all("input[type=file]")? {
            let label = self.browser.label(&field)?;
            if label.contains(name) {
                return Ok(field);
            }
            others.push(label);
        }
        Err(Failure::new(format!(
            "no file field is called {name:?} but {others:?}"
        )))
    }

    /// Chooses files in a file field, all at once.
    #[track_caller]
    pub(crate) fn choose(&self, name: &str, files: &[PathBuf]) -> Outcome {
        let field = self.file_field(name)?;
        self.choose_in(&field, files)
    }

    #[track_caller]
    pub(crate) fn choose_in(&self, field: &Element, files: &[PathBuf]) -> Outcome {
        let lines: Vec<_> = files.iter().map(|path| path.to_string_lossy()).collect();
        self.browser.type_into(field, &lines.join("\n"))
    }

    /// Drops files on a part, as their names and bytes.
    #[track_caller]
    pub(crate) fn drop_on(&self, part: Part, files: &[(&str, &[u8])]) -> Outcome {
        let target = self.find(part)?;
        self.drop_onto(&target, files)
    }

    #[track_caller]
    pub(crate) fn drop_onto(&self, target: &Element, files: &[(&str, &[u8])]) -> Outcome {
        let mut given = Vec::new();
        for (name, bytes) in files {
            given.push(json!([name, self.keys.encode(bytes)?]));
        }
        self.browser
            .run(DROP, vec![json!(target), Value::Array(given)])?;
        Ok(())
    }

    /// Writes a file that can be chosen.
    #[track_caller]
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> Outcome<PathBuf> {
        let path = Path::new(self.site.folder).join(name);
        std::fs::write(&path, bytes)?;
        Ok(path)
    }
}
