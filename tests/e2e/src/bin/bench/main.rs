//! AudiPy's figures, measured from outside on the built page, relay and sandbox.
//! `cargo xtask bench` builds them and runs this. Aims that are missed are printed as missed.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a part that cannot be measured ends there, and the others go on"
)]

mod auth;
mod figures;
mod library;
mod page;
mod relay;
mod scroll;
mod search;
mod sync;
mod typing;
mod watch;

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|part| part == name);
    let mut missing = Vec::new();
    for name in PARTS {
        if !is_wanted(name) {
            continue;
        }
        // A part of its own task: if it panics, the others still run.
        let part = match name {
            "load" => tokio::spawn(page::first_load()),
            "auth" => tokio::spawn(auth::all()),
            "sync" => tokio::spawn(sync::all()),
            "reports" => tokio::spawn(page::computing()),
            "search" => tokio::spawn(search::typing()),
            "scroll" => tokio::spawn(scroll::frames_and_typing()),
            "relay" => tokio::spawn(relay::cost()),
            _ => tokio::spawn(relay::stream()),
        };
        if part.await.is_err() {
            missing.push(name);
        }
    }
    for name in &missing {
        println!("\nnot measured: {name}, see above");
    }
    if missing.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

const PARTS: [&str; 8] = [
    "load", "auth", "sync", "reports", "search", "scroll", "relay", "stream",
];
