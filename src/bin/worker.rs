//! The worker: what takes long or needs heavy libraries. Loaded when it is first needed.

use std::io::{Cursor, Write};

use audipy::browser::worker;
use audipy::work::{Entry, Work};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fn main() {
    worker::serve(|work| match work {
        Work::Zip(entries) => archive(&entries).map_err(|error| error.to_string()),
    });
}

/// Reports are small and downloaded once: stored, so that every program reads them.
fn archive(entries: &[Entry]) -> Result<Vec<u8>, ZipError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for entry in entries {
        archive.start_file(&entry.name, options)?;
        archive.write_all(entry.text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}
