//! The member, who signs in where that is asked for.

use audible::Timestamp;
use session::life::{Event, Tokens, View};

use super::{Happening, InTab, TabId, World};
use crate::clock::{MINUTE, SECOND};

impl World {
    /// The member needs some seconds to see that a sign-in is asked for.
    pub(super) fn call_member(&mut self, tab: TabId) {
        if self.asks_for_sign_in(tab) && !self.tabs[&tab].member_comes {
            if let Some(it) = self.tabs.get_mut(&tab) {
                it.member_comes = true;
            }
            let patience = self.draw(5 * SECOND..MINUTE);
            let what = InTab::Member {
                has_signed_in: false,
            };
            self.after(patience, Happening::In(tab, what));
        }
    }

    pub(super) fn asks_for_sign_in(&self, tab: TabId) -> bool {
        match self.view(tab) {
            Some(View::NeedsSignIn(_)) => true,
            Some(View::SignedOut) => self.tabs[&tab].wants.is_some(),
            _ => false,
        }
    }

    /// Signs in if it is still asked for.
    pub(super) fn member(&mut self, tab: TabId, has_signed_in: bool) {
        if !self.asks_for_sign_in(tab) {
            if let Some(it) = self.tabs.get_mut(&tab) {
                it.member_comes = false;
            }
            return;
        }
        let device = self.tabs[&tab].device;
        // Nobody signs in twice because the other tab takes a moment.
        let awake = self.devices[device.0].awake(self.now);
        if awake - self.devices[device.0].signed_in_at < MINUTE {
            return self.after(
                MINUTE,
                Happening::In(
                    tab,
                    InTab::Member {
                        has_signed_in: false,
                    },
                ),
            );
        }
        if !has_signed_in {
            // The tab becomes visible; Amazon's page takes its time.
            self.tell(tab, Event::Woke);
            let what = InTab::Member {
                has_signed_in: true,
            };
            let time = self.draw(5 * SECOND..MINUTE);
            return self.after(time, Happening::In(tab, what));
        }
        self.figures.otps += 1;
        let it = &mut self.devices[device.0];
        if !self.amazon.is_revoked(it.registration) {
            self.figures.needless_otps += 1;
        }
        let device_now = it.clock(self.now);
        let (id, registration) = self.amazon.sign_in(self.now, device_now);
        it.registration = id;
        it.is_lost = false;
        let server = Timestamp::from_millis(self.now);
        let tokens = Tokens::signed_in(registration, Some(server), device_now);
        self.take_tokens(tab, tokens);
    }

    pub(super) fn take_tokens(&mut self, tab: TabId, tokens: Tokens) {
        if let Some(it) = self.tabs.get_mut(&tab) {
            let device = &mut self.devices[it.device.0];
            device.signed_in_at = device.awake(self.now);
            it.member_comes = false;
            it.signed_in_at = device.signed_in_at;
        }
        self.tell(tab, Event::SignedIn(Box::new(tokens)));
    }
}
