//! The files of `tests/data/corpus`. They are compiled in, because a browser reads no folder.

use include_dir::{Dir, include_dir};

/// Name and bytes.
pub type File = (&'static str, &'static [u8]);

static CORPUS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/tests/data/corpus");

/// Returns the files of one folder, sorted by name.
pub fn files(folder: &str) -> Vec<File> {
    let folder = CORPUS.get_dir(folder).expect("a folder of the corpus");
    let name = |file: &include_dir::File<'static>| file.path().file_name()?.to_str();
    let files = folder
        .files()
        .map(|file| (name(file).unwrap(), file.contents()));
    let mut files: Vec<File> = files.collect();
    files.sort_unstable_by_key(|(name, _)| *name);
    files
}
