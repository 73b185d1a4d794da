//! The exports of the sample library, as they were looked at.
//!
//! `AUDIPY_BLESS=1 cargo test -p exports` writes them anew; then look at what changed.

use std::path::{Path, PathBuf};

use exports::{Format, Language, List, Recipe, write};

use crate::support::{TODAY, file, reports, sample};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports/sample")
}

/// Compares with what is kept, or keeps it.
fn assert_kept(path: &Path, bytes: &[u8]) {
    if std::env::var_os("AUDIPY_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    let kept = std::fs::read(path).unwrap_or_default();
    if kept != bytes {
        let (kept, now) = (
            String::from_utf8_lossy(&kept),
            String::from_utf8_lossy(bytes),
        );
        let mut lines = kept.lines().zip(now.lines()).enumerate();
        let first = lines.find(|(_, (kept, now))| kept != now);
        panic!("{} differs: {first:?}", path.display());
    }
}

/// A part of the sample that shows everything and can be read by a person.
fn some() -> reports::Reports {
    let mut snapshot = sample();
    snapshot.items.truncate(40);
    snapshot.wishes.truncate(5);
    snapshot.searches.truncate(2);
    reports(snapshot, 60)
}

#[test]
fn every_export_of_the_sample_is_as_it_was_looked_at() {
    let all = some();
    for (format, language, safe) in [
        (Format::Csv, Language::En, false),
        (Format::Csv, Language::De, true),
        (Format::Markdown, Language::En, false),
        (Format::Html, Language::De, false),
        (Format::Json, Language::En, false),
        (Format::Ics, Language::En, false),
        (Format::Goodreads, Language::En, false),
    ] {
        let lists: Vec<Vec<List>> = match format {
            Format::Csv => List::ALL.iter().map(|list| vec![*list]).collect(),
            Format::Markdown => vec![vec![List::Missing], vec![List::Series]],
            Format::Html => vec![vec![List::Library, List::Missing]],
            _ => vec![List::ALL.to_vec()],
        };
        for lists in lists {
            let recipe = Recipe {
                format,
                lists,
                csv: exports::recipe::Csv {
                    safe,
                    ..Default::default()
                },
                ..Recipe::default()
            };
            let name = recipe.file_name(all.snapshot().store, TODAY);
            let path = folder().join(language.tag()).join(name);
            assert_kept(&path, &file(&all, recipe, language));
        }
    }
}

#[test]
fn the_schema_that_is_published_is_the_one_of_the_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public/export.schema.json");
    assert_kept(&path, write::schema().as_bytes());
}

#[test]
fn the_archive_of_everything_says_what_is_in_it() {
    let recipe = Recipe {
        format: Format::Everything,
        ..Recipe::default()
    };
    let bytes = file(&some(), recipe, Language::En);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let manifest: serde_json::Value =
        serde_json::from_reader(archive.by_name("manifest.json").unwrap()).unwrap();
    let files = manifest["files"].as_array().unwrap();
    assert_eq!(files.len() + 1, archive.len());
    // Six texts, CSV and Markdown a list, and one each of five more.
    assert_eq!(files.len(), 6 + 2 * List::ALL.len() + 5);
    for listed in files {
        let mut bytes = Vec::new();
        let mut file = archive.by_name(listed["name"].as_str().unwrap()).unwrap();
        std::io::Read::read_to_end(&mut file, &mut bytes).unwrap();
        assert_eq!(listed["bytes"], bytes.len());
        let sum = <sha2::Sha256 as sha2::Digest>::digest(&bytes);
        let said = listed["sha256"].as_str().unwrap();
        let said: Vec<u8> = (0..said.len() / 2)
            .map(|place| u8::from_str_radix(&said[2 * place..2 * place + 2], 16).unwrap())
            .collect();
        assert_eq!(said[..], sum[..]);
    }
}
