//! [`Preferences`]: settings that are no secret, kept in localStorage.

use audible::{Currency, Marketplace, Money};
use serde::{Deserialize, Serialize};

/// What the member chose. Every field has a default, so that old and new versions read each other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// Colours.
    pub theme: Theme,
    /// Language of the page.
    pub language: Language,
    /// What a credit is worth, at most one amount a currency. See [`Self::credit_value`].
    pub credit_values: Vec<Money>,
    /// Languages of titles that reports suggest (`german`); `None` for those of most of the
    /// member's books, an empty list for all.
    pub report_languages: Option<Vec<String>>,
    /// A sync is due when the last one is older than this.
    pub stale_after_hours: u32,
    /// Whether covers are loaded.
    pub show_covers: bool,
    /// Whether covers that were shown are kept on this device.
    pub keep_covers: bool,
    /// Whether to notify when signing in again is needed. The browser has its own say.
    pub notify: bool,
    /// An account that does not open by itself is locked when nobody was there for so long;
    /// `None` = only when the page is left.
    pub lock_after_minutes: Option<u32>,
}

/// Colour scheme.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the device has it.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// Language of the page.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// The first of the browser's languages that there is.
    #[default]
    Auto,
    /// German.
    De,
    /// English.
    En,
}

impl Preferences {
    /// Their name in localStorage; `public/boot.js` reads the theme from there.
    pub const STORED_AS: &str = "preferences";

    /// Whether covers that are shown are kept: those that are not shown are not.
    pub const fn keeps_covers(&self) -> bool {
        self.show_covers && self.keep_covers
    }

    /// What a credit is worth in this store: the member's value for its currency, else the
    /// store's known one (API reference, 10.6).
    pub fn credit_value(&self, store: Marketplace) -> Option<Money> {
        self.credit_values
            .iter()
            .copied()
            .find(|value| value.currency == store.currency())
            .or_else(|| reports::default_credit_value(store))
    }

    /// Sets or, with `None`, forgets the value of a credit in a currency.
    pub fn set_credit_value(&mut self, currency: Currency, value: Option<Money>) {
        self.credit_values
            .retain(|known| known.currency != currency);
        self.credit_values.extend(value);
    }
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            theme: Theme::default(),
            language: Language::default(),
            credit_values: Vec::new(),
            report_languages: None,
            stale_after_hours: 12,
            show_covers: true,
            keep_covers: false,
            notify: false,
            lock_after_minutes: Some(15),
        }
    }
}
