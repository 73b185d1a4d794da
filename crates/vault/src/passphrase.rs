//! [`Cost`]: how slow a passphrase is to try, and the stretching itself.

use argon2::{Algorithm, Argon2, Params, Version};
use icu_normalizer::ComposingNormalizerBorrowed;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::error::Error;

/// Bytes of a passphrase slot's salt.
pub const SALT_LENGTH: usize = 16;

/// What one try of a passphrase costs: parameters of Argon2id. Always within what a device can
/// do, so that a changed header cannot freeze it.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(try_from = "Claim")]
pub struct Cost {
    memory: u32,
    passes: u32,
    lanes: u32,
}

impl Cost {
    /// One pass over 64 MiB: what is measured, and the least that is used. Stronger than the least
    /// that OWASP's password storage sheet asks for (46 MiB, one pass).
    pub const TRIAL: Self = Self {
        memory: 64 << 10,
        passes: 1,
        lanes: 1,
    };

    /// `memory` in KiB. `None` for what Argon2 does not allow, and for more than 256 MiB, 4 lanes,
    /// or 4 GiB in all passes together.
    pub fn new(memory: u32, passes: u32, lanes: u32) -> Option<Self> {
        let is_bearable = (1..=MOST_LANES).contains(&lanes)
            && (8 * lanes..=MOST_MEMORY).contains(&memory)
            && (1..=MOST_WORK / memory).contains(&passes);
        is_bearable.then_some(Self {
            memory,
            passes,
            lanes,
        })
    }

    /// As many passes over 64 MiB as take about half a second on a device that needs so many
    /// milliseconds for [`Self::TRIAL`].
    pub fn for_half_a_second(trial_ms: f64) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "such casts saturate"
        )]
        let passes = (500.0 / trial_ms.max(1.0)).round() as u32;
        Self {
            passes: passes.clamp(1, MOST_PASSES),
            ..Self::TRIAL
        }
    }

    /// KiB.
    pub const fn memory(self) -> u32 {
        self.memory
    }

    /// Times that the memory is gone through.
    pub const fn passes(self) -> u32 {
        self.passes
    }

    /// Lanes; AudiPy uses one, since nothing here runs in parallel.
    pub const fn lanes(self) -> u32 {
        self.lanes
    }
}

/// Turns a passphrase into 32 bytes. Slow on purpose. The passphrase is taken in Unicode's
/// composed form (NFC): keyboards differ in how they write an ü.
pub(crate) fn stretch(
    passphrase: &str,
    salt: &[u8; SALT_LENGTH],
    cost: Cost,
) -> Result<Zeroizing<[u8; 32]>, Error> {
    let composed = Zeroizing::new(
        ComposingNormalizerBorrowed::new_nfc()
            .normalize(passphrase)
            .into_owned(),
    );
    let mut key = Zeroizing::new([0; 32]);
    let params = Params::new(cost.memory, cost.passes, cost.lanes, Some(key.len()))
        .map_err(|_| Error::Damaged)?;
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(composed.as_bytes(), salt, key.as_mut_slice())
        .map_err(|error| match error {
            argon2::Error::OutOfMemory => Error::OutOfMemory,
            // A passphrase of 4 GiB: nobody set that.
            _ => Error::WrongKey,
        })?;
    Ok(key)
}

/// A cost as it is written, before it was judged.
#[derive(Deserialize)]
struct Claim {
    memory: u32,
    passes: u32,
    lanes: u32,
}

impl TryFrom<Claim> for Cost {
    type Error = &'static str;

    fn try_from(claim: Claim) -> Result<Self, Self::Error> {
        Self::new(claim.memory, claim.passes, claim.lanes).ok_or("a cost that no device can bear")
    }
}

const MOST_LANES: u32 = 4;
/// KiB.
const MOST_MEMORY: u32 = 256 << 10;
/// KiB times passes.
const MOST_WORK: u32 = 4 << 20;
/// Of a device that is faster than any today.
const MOST_PASSES: u32 = 32;
