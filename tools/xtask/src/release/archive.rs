//! The ZIP file: the same files give the same bytes, on every machine and at every time.

use std::io::{Cursor, Write};

use anyhow::Result;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::Named;

/// Who may read and write an unpacked file: everyone, and its owner.
const RIGHTS: u32 = 0o644;

/// Packs the files, sorted by name, into one folder of this name.
pub(crate) fn pack(folder: &str, files: &Named) -> Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        // The format's first moment, 1980-01-01 00:00.
        .last_modified_time(DateTime::default())
        .system(System::Unix)
        .unix_permissions(RIGHTS);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(format!("{folder}/{name}"), options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::io::Read;

    use flate2::read::DeflateDecoder;
    use zip::ZipArchive;

    use super::*;

    #[test]
    fn files_are_sorted_dated_to_the_beginning_and_whole() {
        let text = b"the same words, the same words, the same words".to_vec();
        let files = BTreeMap::from([("b".to_owned(), text.clone()), ("a/c".to_owned(), vec![])]);
        let bytes = pack("folder", &files).unwrap();
        // APPNOTE 6.3.10, 4.3.7: the time at offset 10, then the date, 1 January of the year 0.
        assert_eq!(bytes.get(10..14), Some([0, 0, 0x21, 0].as_slice()));
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let names = archive.file_names().map(|name| name.unwrap().into_owned());
        let names: Vec<String> = names.collect();
        assert_eq!(names, ["folder/a/c", "folder/b"]);
        let mut packed = Vec::new();
        let mut file = archive.by_index_raw(1).unwrap();
        file.read_to_end(&mut packed).unwrap();
        assert_eq!(file.unix_mode().map(|mode| mode & 0o777), Some(RIGHTS));
        let mut unpacked = Vec::new();
        let mut inflated = DeflateDecoder::new(packed.as_slice());
        inflated.read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked, text);
    }
}
