//! [`unpack`]: what is in a downloaded archive.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// The texts of a ZIP file by their names.
pub fn unpack(packed: Vec<u8>) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(packed)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            (file.name().unwrap().into_owned(), text)
        })
        .collect()
}
