//! The books: renewals that were not needed, waits, and what was lost.

use session::life::SendId;

use super::{TabId, World};
use crate::clock::{HOUR, MINUTE};
use crate::device::{DeviceId, is_good};

impl World {
    pub(super) fn note_send(&mut self, device: DeviceId, tab: TabId, id: SendId) {
        let device = &mut self.devices[device.0];
        let stored = device.cache.as_ref();
        let stored = stored.and_then(|cache| cache.registration.access_token.as_ref());
        // EXPOSE: an invented token, which its maker is asked about.
        let end = stored.map_or(0, |it| self.amazon.end_of(it.token.expose()));
        let is_fresh = end - self.now > 6 * MINUTE;
        // Whoever asked before the clock was set may have the answer later.
        let is_reckoned_right = end - HOUR > device.clock_is_new_since + MINUTE;
        let is_needless = is_fresh && is_reckoned_right && !device.is_asked(tab);
        let is_beside_another = device.asks(tab, id, self.now);
        if is_needless || is_beside_another {
            // Whoever waits for a lock that hangs goes on without it in the end.
            if self.now < device.hangs_until + 2 * MINUTE {
                self.figures.beside_a_hanging_tab += 1;
            } else {
                self.figures.double_refreshes += 1;
            }
        }
    }

    /// Counts the wait of a tab's use up to now.
    pub(super) fn note_wait(&mut self, tab: TabId) {
        let Some(it) = self.tabs.get(&tab) else {
            return;
        };
        let device = &self.devices[it.device.0];
        let can_be_helped = device.online && self.out_of_order_until <= self.now;
        if let Some(wish) = &it.wants
            && can_be_helped
        {
            let waited = device.awake(self.now) - wish.since;
            self.figures.longest_wait_ms = self.figures.longest_wait_ms.max(waited);
        }
    }

    /// What waited could not be helped so far.
    pub(super) fn restart_waits(&mut self, tabs: &[TabId]) {
        for tab in tabs {
            if let Some(it) = self.tabs.get_mut(tab)
                && let Some(wish) = &mut it.wants
            {
                wish.since = self.devices[it.device.0].awake(self.now);
            }
        }
    }

    /// Counts the uses that wait still.
    pub fn close_books(&mut self) {
        for tab in self.tabs() {
            self.note_wait(tab);
        }
    }

    /// Counts refresh tokens that nobody holds any more.
    pub(super) fn look_for_loss(&mut self) {
        for (place, device) in self.devices.iter_mut().enumerate() {
            if device.is_lost
                || self.amazon.is_revoked(device.registration)
                || device.has_good_cache(&self.amazon)
            {
                continue;
            }
            let mut open = self.tabs.values().filter(|tab| tab.device.0 == place);
            let is_held = open.any(|tab| {
                let tokens = tab.life.tokens();
                tokens.is_some_and(|it| is_good(it, &self.amazon))
            });
            if !is_held {
                device.is_lost = true;
                self.figures.lost_refresh_tokens += 1;
            }
        }
    }
}
