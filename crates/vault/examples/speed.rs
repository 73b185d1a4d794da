//! How long sealing and opening take, natively: `cargo run --release -p vault --example speed`.
//!
//! Twenty records of 512 KB, about what a library of 10,000 titles is kept in. Prints the median
//! of some runs, and each against copying the same bytes, measured in the same run.

use std::hint::black_box;
use std::time::Instant;

use vault::{DataKey, VaultId, open, seal};

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
