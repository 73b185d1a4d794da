//! How long sealing and opening take, natively: `cargo run --release -p vault --example speed`.
//!
//! Then how long each way to unlock takes.
//!
//! Twenty records of 512 KB, about what a library of 10,000 titles is kept in. Prints the median
//! of some runs, and each against copying the same bytes, measured in the same run.

use std::hint::black_box;
use std::time::Instant;

use vault::{Cost, DataKey, KeySlot, RecoveryCode, SlotKey, VaultId, Way, open, seal};

fn main() -> Result<(), vault::Error> {
    let key = DataKey::new([7; 32]);
    let vault = VaultId::new([9; 16]);
    let plain = vec![42; 512 << 10];
    let mut copying = Vec::new();
    let mut sealing = Vec::new();
    let mut opening = Vec::new();
    for run in 0..RUNS {
        let mut copies = Vec::new();
        copying.push(timed(|| {
            copies.extend((0..RECORDS).map(|_| black_box(&plain).clone()));
        }));
        drop(black_box(copies));
        let mut sealed = Vec::new();
        sealing.push(timed(|| {
            sealed.extend((0..RECORDS).map(|record| {
                let nonce = [run, record, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
                seal(&key, &vault, "us/library/0", nonce, &plain)
            }));
        }));
        let mut opened = Ok(());
        opening.push(timed(|| {
            opened = sealed.iter().try_for_each(|record| {
                black_box(open(&key, &vault, "us/library/0", record)?);
                Ok(())
            });
        }));
        opened?;
    }
    let (copy, seal, open) = (median(copying), median(sealing), median(opening));
    println!("20 × 512 KB      ms   MB/s   × copying");
    for (name, time) in [("copy", copy), ("seal", seal), ("open", open)] {
        println!(
            "{name:<10} {time:>8.2} {:>6.0} {:>11.1}",
            10_000.0 / time,
            time / copy
        );
    }
    unlock(&key, &vault)
}

/// A way in, and how its key is made.
type Opener<'a> = (
    &'a str,
    Way,
    Box<dyn Fn() -> Result<SlotKey, vault::Error> + 'a>,
);

/// How long each way in takes, but for the member. A passphrase slot has as many passes as take
/// half a second on the device that made it; here it is one pass.
fn unlock(data_key: &DataKey, vault: &VaultId) -> Result<(), vault::Error> {
    let code = RecoveryCode::new([3; 16]);
    let salt = [4; 16];
    let cost = Cost::TRIAL;
    let ways: [Opener<'_>; 3] = [
        (
            "passphrase",
            Way::Passphrase { salt, cost },
            Box::new(|| SlotKey::from_passphrase("invented words", &salt, cost)),
        ),
        (
            "passkey",
            Way::Passkey {
                credential: vec![5; 32],
                salt: [6; 32],
            },
            Box::new(|| Ok(SlotKey::from_passkey(&[7; 32], vault))),
        ),
        (
            "recovery",
            Way::Recovery,
            Box::new(|| {
                let typed =
                    RecoveryCode::parse(&code.to_text()).map_err(|_| vault::Error::Damaged)?;
                Ok(SlotKey::from_recovery(&typed, vault))
            }),
        ),
    ];
    println!("unlock by          ms");
    for (name, way, key) in ways {
        let slot = KeySlot::wrap(way, &key()?, vault, data_key, [8; 12], None)?;
        let mut times = Vec::new();
        for _ in 0..RUNS {
            let mut opened = Ok(());
            times.push(timed(|| {
                opened = key().and_then(|key| slot.unwrap(vault, &key)).map(drop);
            }));
            opened?;
        }
        println!("{name:<12} {:>8.3}", median(times));
    }
    Ok(())
}

/// Milliseconds.
fn timed(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64() * 1000.0
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

const RECORDS: u8 = 20;
const RUNS: u8 = 9;
