//! [`Preferences`]: settings that are no secret, kept in localStorage and the same in all tabs.

use std::rc::Rc;

use audible::{Currency, Marketplace, Money};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};

use super::engine::Engine;
use crate::browser::preferences;

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

impl Engine {
    /// Changes the settings, here and in localStorage, by what is stored: another tab may have changed
    /// others of them.
    pub(super) fn change_preferences(self: &Rc<Self>, change: impl FnOnce(&mut Preferences)) {
        let mut preferences = self.stored_preferences();
        change(&mut preferences);
        preferences::save(Preferences::STORED_AS, &preferences);
        self.obey_preferences(preferences);
    }

    /// Holds to what another tab set.
    pub(super) fn look_at_preferences(self: &Rc<Self>) {
        let before = self.signals.preferences.get_untracked();
        let stored = self.stored_preferences();
        if stored == before {
            return;
        }
        let keeps_no_more = before.keep_covers && !stored.keep_covers;
        self.obey_preferences(stored);
        if keeps_no_more {
            // That tab deleted them; one may have been stored here just before this one heard of it.
            let engine = self.clone();
            spawn_local(async move {
                if let Err(problem) = engine.delete_all_covers().await {
                    engine.report(problem);
                }
            });
        }
    }

    /// The settings as they are stored; where the browser stores none, as they are here.
    pub(super) fn stored_preferences(&self) -> Preferences {
        preferences::load(Preferences::STORED_AS)
            .unwrap_or_else(|| self.signals.preferences.get_untracked())
    }

    fn obey_preferences(self: &Rc<Self>, preferences: Preferences) {
        let options = || self.opened().map(|open| self.options(open.store));
        let before = options();
        self.signals.preferences.set(preferences);
        // Colours and the like change no report.
        if options() != before {
            self.compute();
        }
        if let Some(open) = self.opened() {
            self.refresh_sync_view(&open);
        }
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
