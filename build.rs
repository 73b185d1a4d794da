//! Turns `locales/` into typed keys, one function a text, so that a missing one is a compiler
//! error.
//!
//! `leptos_i18n_build` does the same, but brings ICU's data exporter and an HTTP client along:
//! minutes of building for nothing that is used here.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use leptos_i18n_codegen::gen_code;
use leptos_i18n_parser::parse_locales::options::{Config, ParseOptions};
use leptos_i18n_parser::parse_locales::parse_locales;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=locales");
    if env::var_os("CARGO_FEATURE_SPLIT").is_some() {
        // What is cut apart later has to say what refers to what.
        println!("cargo::rustc-link-arg-bin=audipy=--emit-relocs");
    }
    let words = Config::new("en")?
        .add_locale("de")?
        .add_namespaces(NAMESPACES.iter().copied())?
        .parse_options(ParseOptions::new().interpolate_display(true));
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let parsed = parse_locales(Some(root), words).map_err(|error| error.to_string())?;
    let code = gen_code(&parsed, None, true, None, false).map_err(|error| error.to_string())?;
    let file = PathBuf::from(env::var("OUT_DIR")?).join("words.rs");
    fs::write(file, code.to_string())?;
    Ok(())
}

/// One file of words for each part of the page.
const NAMESPACES: &[&str] = &[
    "accounts",
    "backup",
    "chart",
    "common",
    "conversation",
    "device",
    "downloads",
    "files",
    "find",
    "further",
    "health",
    "locks",
    "news",
    "notify",
    "overview",
    "podcasts",
    "problems",
    "reports",
    "settings",
    "sign_in",
    "status",
    "sync",
    "tables",
    "welcome",
    "worth",
];
