//! [`Figures`]: what came of it, as the world saw it.

use serde::Serialize;

use crate::clock::MINUTE;

/// What came of some time of use. The serialized names are those that `cargo xtask simulate`
/// prints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Figures {
    /// Days.
    pub days: u32,
    /// Times that a page wanted something of Audible.
    pub uses: u32,
    /// Sign-ins, the first of each device included: each costs the member a code.
    pub otps: u32,
    /// Sign-ins that were asked for although Amazon had not removed the device.
    pub needless_otps: u32,
    /// Times that neither the cache nor any open tab held a refresh token that Amazon takes,
    /// although the device was registered.
    pub lost_refresh_tokens: u32,
    /// Renewals that were asked for although a good token was at hand, or while another tab of the
    /// same device was asking.
    pub double_refreshes: u32,
    /// The longest time that a use waited for a token, in seconds, rounded up. The time in which
    /// nobody could have helped does not count: asleep, offline, Amazon out of order.
    #[serde(rename = "longest_wait_s", serialize_with = "as_seconds")]
    pub longest_wait_ms: i64,
    /// Times that AudiPy was opened when no tab of the device was open.
    #[serde(skip)]
    pub runs: u32,
    /// Uses that were served.
    #[serde(skip)]
    pub served: u32,
    /// Uses that ended because the tab did.
    #[serde(skip)]
    pub abandoned: u32,
    /// Uses that were told why they cannot be served: offline, or Audible refused a fresh token.
    #[serde(skip)]
    pub failed: u32,
    /// Renewals that Amazon granted.
    #[serde(skip)]
    pub refreshes: u32,
    /// Renewals that would count as double, while a tab hung that held the lock. The machine goes on
    /// without the lock then: one renewal too many is better than none.
    #[serde(skip)]
    pub beside_a_hanging_tab: u32,
    /// Tabs that were killed between two steps.
    #[serde(skip)]
    pub kills: u32,
    /// Times that the member removed a device at Amazon.
    #[serde(skip)]
    pub revocations: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde wants it")]
fn as_seconds<S: serde::Serializer>(millis: &i64, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_i64(millis / 1000 + i64::from(millis % 1000 > 0))
}

impl Figures {
    /// Whether nothing went wrong that must not: no needless OTP, no lost token, no renewal twice,
    /// no wait over [`Self::LONGEST_WAIT_MS`].
    pub const fn are_right(&self) -> bool {
        self.needless_otps == 0
            && self.lost_refresh_tokens == 0
            && self.double_refreshes == 0
            && self.longest_wait_ms <= Self::LONGEST_WAIT_MS
    }

    /// A bound for the wait of a use that can be helped: a row of failures in which each pause is
    /// twice the one before, up to seven and a half minutes.
    pub const LONGEST_WAIT_MS: i64 = 30 * MINUTE;

    /// One line for a person: what an OTP at each run would have cost, and what it did cost.
    pub fn told(&self) -> String {
        let Self {
            days, runs, otps, ..
        } = *self;
        let fewer = 100.0 - 100.0 * f64::from(otps) / f64::from(runs.max(1));
        format!(
            "{days} days, {runs} runs: {otps} OTPs instead of one each run, {fewer:.2} % fewer \
             ({} devices removed at Amazon, {} renewals, {} tabs killed)",
            self.revocations, self.refreshes, self.kills
        )
    }
}
