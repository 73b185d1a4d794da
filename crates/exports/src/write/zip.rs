//! An archive, and the manifest that says what is in it.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use serde::Serialize;
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::plain::iso;
use super::{Job, NotWritten};

/// A file of the archive.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// `manifest.json`.
#[derive(Serialize)]
struct Manifest<'a> {
    made_by: &'static str,
    made: String,
    store: &'static str,
    as_of: Option<String>,
    files: Vec<Listed<'a>>,
}

#[derive(Serialize)]
struct Listed<'a> {
    name: &'a str,
    bytes: usize,
    sha256: String,
}

/// All files, and a manifest with their lengths and checksums. Deflated: texts shrink to a fifth.
pub(crate) fn file(job: &Job, entries: &[Entry]) -> Result<Vec<u8>, NotWritten> {
    let manifest = Manifest {
        made_by: "AudiPy",
        made: iso(job.made),
        store: job.store.code(),
        as_of: job.as_of.map(iso),
        files: entries
            .iter()
            .map(|entry| Listed {
                name: &entry.name,
                bytes: entry.bytes.len(),
                sha256: hex(&Sha256::digest(&entry.bytes)),
            })
            .collect(),
    };
    let mut manifest = serde_json::to_vec_pretty(&manifest).map_err(|_| NotWritten("ZIP"))?;
    manifest.push(b'\n');
    packed(entries, &manifest).map_err(|_| NotWritten("ZIP"))
}

fn packed(entries: &[Entry], manifest: &[u8]) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for entry in entries {
        archive.start_file(&entry.name, options)?;
        archive.write_all(&entry.bytes)?;
    }
    archive.start_file("manifest.json", options)?;
    archive.write_all(manifest)?;
    Ok(archive.finish()?.into_inner())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
