//! Auth files natively, for comparing with the Python library: `files open FILE [PASSWORD]` writes
//! what is in a file as a plain auth file to standard output; `files lock FILE PASSWORD json|bytes
//! ITERATIONS` writes a plain one encrypted.

use std::io::Write as _;

use audible::{Secret, auth_file};
use auth_files::python::{Sealed, Settings, Style};
use auth_files::{File, Keys, Outcome, open};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let written = match arguments[..] {
        ["open", path] => opened(path, None)?,
        ["open", path, password] => opened(path, Some(password))?,
        ["lock", path, password, style, iterations] => {
            let style = match style {
                "json" => Style::Json,
                "bytes" => Style::Bytes,
                _ => return Err("json or bytes".into()),
            };
            let settings = Settings::usual(iterations.parse()?);
            let password = Secret::new(password.to_owned());
            // Not fresh: for comparing only.
            Sealed::encrypt(
                &std::fs::read(path)?,
                &password,
                &settings,
                [7; 12],
                [9; 16],
            )
            .ok_or("no password")?
            .write(style)
        }
        _ => return Err("see the top of examples/files.rs".into()),
    };
    std::io::stdout().write_all(&written)?;
    Ok(())
}

fn opened(path: &str, password: Option<&str>) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let file = File {
        path: path.to_owned(),
        bytes: Secret::new(std::fs::read(path)?),
    };
    let keys = Keys {
        passwords: password
            .map(|it| Secret::new(it.to_owned()))
            .into_iter()
            .collect(),
        stores: Vec::new(),
    };
    match &open(&[file], &keys)[..] {
        // EXPOSE: everything in it is invented.
        [Outcome::Account(found)] => Ok(auth_file::write(&found.registration)
            .expose()
            .clone()
            .into_bytes()),
        other => Err(format!("{other:?}").into()),
    }
}
