//! Good inputs, damaged.

use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;

/// One of the inputs with some damage, or now and then noise alone.
pub(crate) fn damaged(good: &[Vec<u8>], rng: &mut ChaCha8Rng) -> Vec<u8> {
    if good.is_empty() || rng.random_ratio(1, 50) {
        let length = rng.random_range(0..200);
        return (0..length).map(|_| rng.random()).collect();
    }
    let mut input = good[rng.random_range(0..good.len())].clone();
    for _ in 0..rng.random_range(1..8) {
        strike(&mut input, good, rng);
    }
    input
}

fn strike(input: &mut Vec<u8>, good: &[Vec<u8>], rng: &mut ChaCha8Rng) {
    let from = rng.random_range(0..=input.len());
    let to = rng.random_range(from..=input.len().min(from + 40));
    match rng.random_range(0..7) {
        0 => drop(input.drain(from..to)),
        1 => input.truncate(from),
        2 => {
            let copy = input[from..to].to_vec();
            input.splice(from..from, copy);
        }
        3 if from < input.len() => input[from] = rng.random(),
        4 => {
            // A piece of another one.
            let other = &good[rng.random_range(0..good.len())];
            let begin = rng.random_range(0..=other.len());
            let end = rng.random_range(begin..=other.len().min(begin + 200));
            input.splice(from..to, other[begin..end].iter().copied());
        }
        _ => {
            let word = WORDS[rng.random_range(0..WORDS.len())];
            input.splice(from..to, word.bytes());
        }
    }
}

/// What readers trip over.
const WORDS: [&str; 30] = [
    "",
    "\0",
    "\"",
    "\\",
    "\\u0000",
    "\\ud800",
    "{",
    "}",
    "[",
    "]",
    "null",
    "true",
    "-0",
    "-1",
    "1e400",
    "9223372036854775808",
    "0.1",
    "<",
    ">",
    "</form>",
    "<form action=\"",
    "&#x110000;",
    "&amp",
    "%",
    "%ff",
    "é",
    "\u{202e}",
    "🎧",
    "https://",
    "\r\n",
];
