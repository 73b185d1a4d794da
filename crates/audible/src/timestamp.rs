//! [`Timestamp`], an instant handed in from outside: pure crates have no clock.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(
    Clone, Copy, Debug, Default, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize,
)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// From milliseconds since 1970.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Reads RFC 3339 with 0 to 9 fraction digits, as Amazon writes it.
    pub fn parse(text: &str) -> Option<Self> {
        let instant = OffsetDateTime::parse(text.trim(), &Rfc3339).ok()?;
        i64::try_from(instant.unix_timestamp_nanos() / 1_000_000)
            .ok()
            .map(Self)
    }

    /// Milliseconds since 1970.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Later by so many milliseconds (earlier if negative); stops at the ends of time.
    #[must_use]
    pub const fn plus_millis(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// Milliseconds from `earlier` to `self`; negative if `self` is before it.
    pub const fn millis_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The calendar day in UTC. `None` outside the years that [`time::Date`] can hold.
    pub fn date_utc(self) -> Option<time::Date> {
        OffsetDateTime::from_unix_timestamp(self.0.div_euclid(1000))
            .ok()
            .map(OffsetDateTime::date)
    }
}
