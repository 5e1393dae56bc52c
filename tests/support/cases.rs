//! The files of `tests/data/corpus`: read from disk, in a browser from the binary.

use std::sync::OnceLock;

/// Name and bytes.
pub type File = (&'static str, &'static [u8]);

/// Returns the files of one folder, sorted by name.
pub fn files(folder: &str) -> Vec<File> {
    let mut files = read(folder);
    files.sort_unstable();
    files
}

/// Returns the names of the folders with cases, sorted.
#[cfg(not(target_arch = "wasm32"))]
pub fn groups() -> Vec<String> {
    let tests = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    super::case::groups(&tests.join("data/corpus")).unwrap()
}

/// A case that was just added is there without a new build.
#[cfg(not(target_arch = "wasm32"))]
fn read(folder: &str) -> Vec<File> {
    use std::{fs, path::Path};
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/corpus");
    let entries = fs::read_dir(corpus.join(folder)).unwrap();
    let file = |path: std::path::PathBuf| -> File {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name.leak(), fs::read(&path).unwrap().leak())
    };
    entries.map(|entry| file(entry.unwrap().path())).collect()
}

#[cfg(target_arch = "wasm32")]
fn read(folder: &str) -> Vec<File> {
    use include_dir::{Dir, include_dir};
    static CORPUS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/tests/data/corpus");
    let files = CORPUS.get_dir(folder).unwrap().files();
    let name = |file: &include_dir::File<'static>| file.path().file_name()?.to_str();
    files
        .map(|file| (name(file).unwrap(), file.contents()))
        .collect()
}

/// Returns name and text of the sections of a file of `tests/data/shapes`: a line `=== NAME`, and the
/// text below it without its last line end.
#[cfg(not(target_arch = "wasm32"))]
pub fn sections(file: &str) -> Vec<(String, String)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/shapes");
    let text = std::fs::read_to_string(folder.join(file)).unwrap();
    let text = format!("\n{}", text.strip_suffix('\n').unwrap());
    let sections = text.split("\n=== ").skip(1);
    let cut = sections.map(|section| section.split_once('\n').unwrap());
    cut.map(|(name, text)| (name.to_owned(), text.to_owned()))
        .collect()
}

/// Returns the rows of a table: a line each, with a fixed number of cells between `|`.
pub fn rows<const CELLS: usize>(table: &str) -> impl Iterator<Item = [&str; CELLS]> {
    let rows = table.lines().filter(|line| line.contains('|'));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        cells.try_into().expect("as many cells as the others")
    })
}

/// Returns a key or certificate that the cases refer to.
pub fn companion(name: &str) -> String {
    static COMPANIONS: OnceLock<Vec<File>> = OnceLock::new();
    let mut files = COMPANIONS.get_or_init(|| files("companions")).iter();
    let file = files.find(|(file, _)| *file == name);
    let (_, bytes) = file.unwrap_or_else(|| panic!("no companion is called {name}"));
    String::from_utf8(bytes.to_vec()).unwrap()
}
