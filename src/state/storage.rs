//! [`StorageView`]: how much is kept here, and how long the browser keeps it.

use leptos::prelude::*;

use super::engine::Engine;
use crate::browser::{place, storage};

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

impl Engine {
    /// Brings [`StorageView`] up to date.
    pub(super) async fn measure_storage(&self) {
        let (usage, quota) = storage::estimate().await;
        let persisted = storage::is_persisted().await;
        let installed = self.signals.environment.read_untracked().installed;
        self.signals.storage.set(StorageView {
            usage,
            quota,
            persisted,
            eviction: match persisted {
                Some(true) => Eviction::Never,
                _ if place::is_webkit() && !installed => Eviction::AfterSevenDays,
                _ => Eviction::UnderPressure,
            },
        });
    }

    /// Asks the browser to keep the data for good.
    pub(super) async fn persist(&self) {
        storage::persist().await;
        self.measure_storage().await;
    }
}
