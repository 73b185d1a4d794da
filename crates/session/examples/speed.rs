//! What AudiPy itself does for a refresh: `cargo run --release -p session --example speed`.
//!
//! From the moment that a token is due to the moment that its successor is stored: the decisions, the
//! request, reading the answer, and sealing the record. Neither the network nor the browser's storage
//! is in it. Prints the median beside that of sealing the record alone, measured in the same run.

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use audible::{AccountKind, Marketplace, Registration, Timestamp, auth_file};
use http::Response;
use session::life::{Effect, Event, Life, Stored, Tokens};
use session::records::write_document;
use vault::{DataKey, VaultId, seal};

fn main() -> Result<(), Box<dyn Error>> {
    let registration = registration()?;
    let (key, vault) = (DataKey::new([7; 32]), VaultId::new([9; 16]));
    let (mut refreshes, mut seals) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let tokens = Tokens::imported(registration.clone());
        let mut life = Life::open(Stored::Tokens(Box::new(tokens.clone())), 1);
        let started = Instant::now();
        life.handle(Event::Woke, NOW);
        let stored = Stored::Tokens(Box::new(tokens));
        let mut effects = life.handle(Event::LockGranted(stored), NOW);
        let Some(Effect::Send { id, request }) = effects.pop() else {
            return Err("nothing was sent".into());
        };
        black_box(request);
        let answer = Response::new(ANSWER.to_vec());
        let mut effects = life.handle(Event::Answered(id, Ok(answer)), NOW);
        let Some(Effect::Store(next)) = effects.pop() else {
            return Err("nothing was stored".into());
        };
        let sealing = Instant::now();
        let record = write_document(&*next);
        black_box(seal(&key, &vault, "tokens", [1; 12], &record));
        seals.push(micros(sealing));
        black_box(life.handle(Event::Stored(next.revision), NOW));
        refreshes.push(micros(started));
    }
    let (refresh, seal) = (median(refreshes), median(seals));
    println!("a refresh: {refresh:.1} µs, of which writing and sealing the record: {seal:.1} µs");
    Ok(())
}

/// As a sign-in brings it, with an access token that has ended.
fn registration() -> Result<Registration, Box<dyn Error>> {
    let mut opened = auth_file::read(FILE, Some(Marketplace::De))?.registration;
    opened.kind = AccountKind::Amazon;
    Ok(opened)
}

fn micros(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e6
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

const RUNS: usize = 2_000;
const NOW: Timestamp = Timestamp::from_millis(1_795_500_000_000);
const ANSWER: &[u8] =
    br#"{"access_token":"Atna|invented","token_type":"bearer","expires_in":3600}"#;
const FILE: &str = r#"{"website_cookies":{"session-id":"139-0000001"},"adp_token":"{enc:x}","access_token":"Atna|old",
"refresh_token":"Atnr|invented","device_private_key":null,"store_authentication_cookie":{"cookie":"x"},
"device_info":{"device_name":"Ada's Audible for iPhone","device_serial_number":"X","device_type":"A2CZJZGLK2JJVM"},
"customer_info":{"account_pool":"Amazon","user_id":"amzn1.account.ADA","home_region":"EU","name":"Ada Example"},
"expires":1000000000.0,"locale_code":"de","with_username":false,"activation_bytes":null}"#;
