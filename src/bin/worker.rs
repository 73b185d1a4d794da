//! The worker: what takes long or needs heavy libraries. Loaded when it is first needed.

use std::cell::RefCell;
use std::io::{Cursor, Write};

use audible::{Registration, auth_file};
use audipy::browser::{clock, worker};
use audipy::work::{Encryption, Entry, Strength, Work, Writing};
use auth_files::python::{Sealed, Settings};
use exports::{Table, read, write};
use vault::{Cost, SALT_LENGTH, SlotKey};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};
use zxcvbn::{Score, zxcvbn};

fn main() {
    let written = RefCell::new(Written::default());
    worker::serve(move |work| match work {
        Work::OpenFiles(files, keys) => {
            let outcomes = auth_files::open(&files, &keys);
            serde_json::to_vec(&outcomes).map_err(|error| error.to_string())
        }
        Work::WriteAuthFile(registration, encryption) => {
            auth_file_of(&registration, encryption.as_ref())
        }
        Work::Zip(entries) => archive(&entries).map_err(|error| error.to_string()),
        Work::Write(step) => written.borrow_mut().step(step),
        Work::ReadBack {
            text,
            utc_offset_min,
        } => Ok(json(read::library(text.as_bytes(), utc_offset_min))),
        Work::MeasureCost => measured().map_err(|error| error.to_string()).map(json),
        // EXPOSE: it is stretched into the key that the page asked for.
        Work::Stretch {
            passphrase,
            salt,
            cost,
        } => SlotKey::from_passphrase(passphrase.expose(), &salt, cost)
            .map(|key| key.expose().to_vec())
            .map_err(|error| error.to_string()),
        // EXPOSE: the estimator looks at every character.
        Work::Estimate(passphrase) => Ok(json(estimate(passphrase.expose()))),
    });
}

fn auth_file_of(
    registration: &Registration,
    encryption: Option<&Encryption>,
) -> Result<Vec<u8>, String> {
    let plain = auth_file::write(registration);
    // EXPOSE: the member asked for the whole account as a file.
    let plain = plain.expose().as_bytes();
    let Some(encryption) = encryption else {
        return Ok(plain.to_vec());
    };
    let Encryption {
        password,
        style,
        random,
        iv,
    } = encryption;
    let settings = Settings::usual(MOST_ITERATIONS);
    Sealed::encrypt(plain, password, &settings, *random, *iv)
        .map(|sealed| sealed.write(*style))
        .ok_or_else(|| "no password".to_owned())
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

/// What was handed over of a file of lists so far.
#[derive(Default)]
struct Written {
    tables: Vec<Table>,
    texts: Vec<(String, String)>,
}

impl Written {
    fn step(&mut self, step: Writing) -> Result<Vec<u8>, String> {
        match step {
            Writing::List(list, fields) => self.tables.push(Table::new(list, fields)),
            Writing::Rows(rows) => match self.tables.last_mut() {
                Some(table) => table.rows.extend(rows),
                None => return Err("rows of no list".to_owned()),
            },
            Writing::Text(entry) => self.texts.push((entry.name, entry.text)),
            Writing::File(job) => {
                let all = std::mem::take(self);
                return write::file(&job, &all.tables, &all.texts)
                    .map_err(|error| error.to_string());
            }
        }
        Ok(Vec::new())
    }
}

/// The quicker of two trials: the first one also compiles the program.
fn measured() -> Result<Cost, vault::Error> {
    let mut fastest = f64::INFINITY;
    for _ in 0..2 {
        let start = clock::now();
        SlotKey::from_passphrase("a trial", &[0; SALT_LENGTH], Cost::TRIAL)?;
        #[expect(clippy::cast_precision_loss, reason = "some hundred milliseconds")]
        let took = clock::now().millis_since(start) as f64;
        fastest = fastest.min(took);
    }
    Ok(Cost::for_half_a_second(fastest))
}

fn estimate(passphrase: &str) -> Strength {
    match zxcvbn(passphrase, &["audipy", "audible", "amazon"]).score() {
        Score::Zero => Strength::VeryWeak,
        Score::One => Strength::Weak,
        Score::Two => Strength::Fair,
        Score::Three => Strength::Strong,
        _ => Strength::VeryStrong,
    }
}

fn json(value: impl serde::Serialize) -> Vec<u8> {
    serde_json::to_vec(&value).unwrap_or_default()
}

/// The most that such a file can say. Its readers take the number from it; the library's own
/// thousand is little against guessing.
const MOST_ITERATIONS: u16 = u16::MAX;
