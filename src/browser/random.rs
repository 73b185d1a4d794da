//! Random bytes, from the browser's generator.

/// So many random bytes.
///
/// # Panics
/// Where there is no generator: no browser that runs WebAssembly lacks one.
#[expect(
    clippy::expect_used,
    reason = "nothing here may go on with predictable bytes"
)]
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("crypto.getRandomValues");
    bytes
}
