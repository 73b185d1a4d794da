//! [`StorageView`]: how much is kept here, and how long the browser keeps it.

/// Facts about this origin's storage.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct StorageView {
    /// Bytes in use, as the browser estimates them.
    pub usage: Option<u64>,
    /// Bytes allowed.
    pub quota: Option<u64>,
    /// Whether the browser promised to keep the data.
    pub persisted: Option<bool>,
    /// When the browser may delete everything.
    pub eviction: Eviction,
}

/// When the browser may delete everything that is stored.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Eviction {
    /// Only if the member says so.
    Never,
    /// When the disk gets full.
    #[default]
    UnderPressure,
    /// After seven days without a visit (Safari, not installed).
    AfterSevenDays,
}
