//! Fuzzing on stable Rust: inputs that Amazon really sends (those of the vectors) are damaged at
//! random and read. A reader may refuse anything and must never panic.
//!
//! Without instrumentation of the compiler it does not see which code an input reaches; good
//! inputs as a start make up for much of that. What failed is kept in `regressions/` and tried
//! first from then on.

mod damage;
mod files;
mod target;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

pub use target::{TARGETS, Target};

/// Tries what failed once, then damaged inputs for as long as `goes_on` says; gives how many there
/// were.
///
/// # Errors
/// The first input at which the reader panicked.
pub fn fuzz(
    target: &Target,
    seed: u64,
    mut goes_on: impl FnMut(u64) -> bool,
) -> Result<u64, Vec<u8>> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let good = (target.inputs)();
    let mut tried = 0;
    let known = kept(target);
    for input in known.iter().chain(&good) {
        attempt(target, input)?;
        tried += 1;
    }
    while goes_on(tried) {
        let input = damage::damaged(&good, &mut rng);
        attempt(target, &input)?;
        tried += 1;
    }
    Ok(tried)
}

/// Where inputs of a target are kept at which it failed.
pub fn folder(target: &Target) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("regressions")
        .join(target.name)
}

/// A seed that differs each time.
pub fn fresh_seed() -> u64 {
    rand::rng().random()
}

fn kept(target: &Target) -> Vec<Vec<u8>> {
    let entries = std::fs::read_dir(folder(target)).into_iter().flatten();
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths.iter().flat_map(std::fs::read).collect()
}

fn attempt(target: &Target, input: &[u8]) -> Result<(), Vec<u8>> {
    catch_unwind(AssertUnwindSafe(|| (target.read)(input))).map_err(|_| input.to_vec())
}
