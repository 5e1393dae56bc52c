//! The files of `tests/data/corpus`, which `cargo xtask corpus` makes: read from disk, in a browser from the
//! binary.

use std::sync::OnceLock;

/// A name and bytes.
pub type File = (&'static str, &'static [u8]);

/// Returns the files of one folder, sorted by name.
#[cfg(not(target_arch = "wasm32"))]
pub fn files(folder: &str) -> Vec<File> {
    use std::{fs, path::Path};
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/corpus");
    let mut files: Vec<File> = fs::read_dir(corpus.join(folder))
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name: &str = path.file_name().unwrap().to_str().unwrap();
            let bytes: &[u8] = fs::read(&path).unwrap().leak();
            (&*name.to_owned().leak(), bytes)
        })
        .collect();
    files.sort_unstable();
    files
}

/// Returns the files of one folder, sorted by name.
#[cfg(target_arch = "wasm32")]
pub fn files(folder: &str) -> Vec<File> {
    use include_dir::{Dir, include_dir};
    static CORPUS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/tests/data/corpus");
    let mut files: Vec<File> = CORPUS
        .get_dir(folder)
        .unwrap()
        .files()
        .map(|file| {
            let name = file.path().file_name().unwrap().to_str().unwrap();
            (name, file.contents())
        })
        .collect();
    files.sort_unstable();
    files
}

/// Returns a key or a certificate that stands beside the cases.
pub fn companion(name: &str) -> String {
    static COMPANIONS: OnceLock<Vec<File>> = OnceLock::new();
    let companions = COMPANIONS.get_or_init(|| files("companions"));
    let found = companions.iter().find(|(other, _)| *other == name);
    let (_, bytes) = found.unwrap_or_else(|| panic!("no companion {name}"));
    String::from_utf8(bytes.to_vec()).unwrap()
}
