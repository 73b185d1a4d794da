//! How long an auth file of 1 MB takes to open: `cargo run --release -p auth_files --example speed`.
//!
//! Plain, and encrypted in both styles of Python audible with its usual settings. Prints medians in
//! milliseconds, and each against the plain one, measured in the same run.

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use audible::Secret;
use auth_files::python::{Sealed, Settings, Style};
use auth_files::{File, Keys, Outcome, open};

fn main() -> Result<(), Box<dyn Error>> {
    let plain = plain();
    let password = Secret::new("invented horse battery".to_owned());
    let sealed = Sealed::encrypt(&plain, &password, &Settings::usual(1000), [7; 12], [9; 16]);
    let sealed = sealed.ok_or("no password")?;
    let keys = Keys {
        passwords: vec![password],
        stores: Vec::new(),
    };
    let files = [
        ("plain", plain),
        ("json style", sealed.write(Style::Json)),
        ("bytes style", sealed.write(Style::Bytes)),
    ];
    let mut times = [Vec::new(), Vec::new(), Vec::new()];
    for _ in 0..RUNS {
        for ((_, bytes), times) in files.iter().zip(&mut times) {
            let files = [File {
                path: "audible.auth".to_owned(),
                bytes: Secret::new(bytes.clone()),
            }];
            let started = Instant::now();
            let opened = black_box(open(&files, &keys));
            times.push(started.elapsed().as_secs_f64() * 1000.0);
            if !matches!(opened[..], [Outcome::Account(_)]) {
                return Err("the file did not open".into());
            }
        }
    }
    println!("1 MB             ms   × plain");
    let medians = times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    });
    for ((name, _), time) in files.iter().zip(medians) {
        println!("{name:<12} {time:>6.1} {:>9.1}", time / medians[0]);
    }
    Ok(())
}

/// A file with many cookies, which nobody has, to make it large.
fn plain() -> Vec<u8> {
    let cookies: Vec<String> = (0..20_000)
        .map(|number| format!(r#""cookie-{number:05}":"value-{number:032}""#))
        .collect();
    format!(
        r#"{{"website_cookies":{{{}}},"adp_token":null,"access_token":"Atna|x","refresh_token":"Atnr|x","device_private_key":null,"store_authentication_cookie":null,"device_info":null,"customer_info":null,"expires":1000000000.0,"locale_code":"us","with_username":false,"activation_bytes":null}}"#,
        cookies.join(",")
    )
    .into_bytes()
}

const RUNS: usize = 15;
