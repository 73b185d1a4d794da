//! What the member and the world do to devices and tabs.

use rand::RngExt;
use session::life::{Event, Life, Stored, Tokens};

use super::{Happening, InTab, Tab, TabId, Use, World};
use crate::amazon::Shape;
use crate::clock::{HOUR, MINUTE};
use crate::device::{Device, DeviceId};
use crate::faults::Defect;

impl World {
    /// Another device, which gets a copy of the first one's tokens as a file would bring them. Not
    /// where refresh tokens rotate: each would make the other's void.
    pub fn add_device(&mut self) -> DeviceId {
        let id = DeviceId(self.devices.len());
        let registration = self.devices[Self::FIRST.0].registration;
        self.devices.push(Device::new(registration));
        if self.chance(50) {
            self.devices[id.0].clock_ahead = self.draw(-3 * HOUR..3 * HOUR);
        }
        self.copy_tokens(Self::FIRST, id);
        id
    }

    /// The member opens a file of one device on another one. Not where refresh tokens rotate.
    pub fn copy_tokens(&mut self, from: DeviceId, to: DeviceId) {
        let Some(tokens) = &self.devices[from.0].cache else {
            return;
        };
        let tokens = Tokens::imported(tokens.registration.clone());
        self.devices[to.0].registration = self.devices[from.0].registration;
        self.devices[to.0].is_lost = false;
        // Its ends were reckoned by another clock.
        self.devices[to.0].clock_is_new_since = self.now;
        if self.devices[to.0].cache.is_none() {
            // The first tokens are written with the account itself.
            self.devices[to.0].cache = Some(tokens);
            return;
        }
        // A member whose tab is killed at that opens the file again.
        let kill = std::mem::take(&mut self.faults.kill);
        let tab = self.open_tab(to);
        self.take_tokens(tab, tokens);
        self.faults.kill = kill;
    }

    /// Opens AudiPy in one more tab.
    pub fn open_tab(&mut self, device: DeviceId) -> TabId {
        let tab = TabId(self.opened);
        self.opened += 1;
        if self.tabs_of(device).is_empty() {
            self.figures.runs += 1;
        }
        let stored = match self.defect {
            Some(Defect::ForgetsAll) => Stored::Gone,
            _ => self.devices[device.0].stored(),
        };
        let life = Life::open(stored.clone(), self.rng.random());
        self.tabs.insert(
            tab,
            Tab {
                device,
                life,
                timer: 0,
                frozen_until: 0,
                wants: None,
                spins: (0, 0),
                signed_in_at: i64::MIN / 2,
                member_comes: false,
                opened_with: stored,
                served: 0,
            },
        );
        self.tell(tab, Event::Woke);
        tab
    }

    /// Closes a tab at any moment, as a crash would. A write that was under way is made or not.
    /// Nobody closes it while a new sign-in is not written yet: within two minutes at most.
    pub fn kill_tab(&mut self, tab: TabId) {
        if !self.may_be_killed(tab) {
            return;
        }
        self.note_wait(tab);
        let Some(it) = self.tabs.remove(&tab) else {
            return;
        };
        self.figures.abandoned += u32::from(it.wants.is_some());
        let written = self.chance(50);
        let under_way = self.queue.extract_if(.., |_, happening| match happening {
            Happening::In(of, _) | Happening::Arrives { tab: of, .. } => *of == tab,
            Happening::InOrderAgain => false,
        });
        let under_way: Vec<Happening> = under_way.map(|(_, it)| it).collect();
        for happening in under_way {
            match happening {
                Happening::In(_, InTab::Written(tokens)) if written => {
                    self.write(it.device, *tokens);
                }
                // On its way already.
                Happening::Arrives { form, .. } => {
                    self.refresh(&form, Shape::Plain);
                }
                _ => {}
            }
        }
        let device = &mut self.devices[it.device.0];
        device.tab_is_gone(tab);
        let next = device.let_go(tab);
        self.granted(next);
        self.look_for_loss();
    }

    /// A page wants something of Audible.
    pub fn use_library(&mut self, tab: TabId) {
        if !self.is_running(tab) {
            return;
        }
        let Some(it) = self.tabs.get_mut(&tab).filter(|it| it.wants.is_none()) else {
            return;
        };
        let since = self.devices[it.device.0].awake(self.now);
        it.wants = Some(Use { since, sent: None });
        self.figures.uses += 1;
        // The timer does not know of a clock that was set.
        self.tell(tab, Event::Woke);
    }

    /// The member presses the button that renews.
    pub fn ask_refresh(&mut self, tab: TabId) {
        let Some(it) = self.tabs.get(&tab).filter(|_| self.is_running(tab)) else {
            return;
        };
        self.devices[it.device.0].ask(tab, self.now);
        self.tell(tab, Event::RefreshAsked);
    }

    /// A tab becomes visible.
    pub fn look_at(&mut self, tab: TabId) {
        if self.is_running(tab) {
            self.tell(tab, Event::Woke);
        }
    }

    pub(super) fn is_running(&self, tab: TabId) -> bool {
        self.tabs
            .get(&tab)
            .is_some_and(|it| it.frozen_until <= self.now && self.is_awake(it.device))
    }

    /// A tab in the background stops running, with whatever it holds. Not where refresh tokens
    /// rotate: going on without its lock could then cost a sign-in, which the machine accepts
    /// because Amazon's are not known to (trap T50).
    pub fn freeze(&mut self, tab: TabId, millis: i64) {
        self.note_wait(tab);
        let Some(it) = self.tabs.get_mut(&tab) else {
            return;
        };
        let awake = self.devices[it.device.0].awake(self.now);
        if awake - it.signed_in_at > 2 * MINUTE && !self.amazon.rotates {
            it.frozen_until = self.now + millis;
            self.devices[it.device.0].hangs(tab, it.frozen_until);
            if let Some(wish) = &mut it.wants {
                wish.since = awake + millis;
            }
        }
    }

    /// A whole device sleeps; Amazon and the others do not.
    pub fn sleep(&mut self, device: DeviceId, millis: i64) {
        self.devices[device.0].sleep(self.now, millis);
    }

    /// Connects a device, or takes its connection away.
    pub fn set_online(&mut self, device: DeviceId, online: bool) {
        if self.devices[device.0].online == online {
            return;
        }
        let tabs = self.tabs_of(device);
        if online {
            self.devices[device.0].online = true;
            self.restart_waits(&tabs);
            for tab in tabs {
                self.tell(tab, Event::Online);
            }
        } else {
            for tab in tabs {
                self.note_wait(tab);
            }
            self.devices[device.0].online = false;
        }
    }

    /// Amazon hands out no tokens for a while.
    pub fn out_of_order(&mut self, millis: i64) {
        for tab in self.tabs() {
            self.note_wait(tab);
        }
        self.out_of_order_until = self.out_of_order_until.max(self.now + millis);
        self.after(millis, Happening::InOrderAgain);
    }

    /// A device's clock is set.
    pub fn set_clock(&mut self, device: DeviceId, ahead: i64) {
        let device = &mut self.devices[device.0];
        device.clock_ahead = ahead;
        device.clock_is_new_since = self.now;
    }

    /// The member removes the device at Amazon, or changes the password.
    pub fn revoke(&mut self, device: DeviceId) {
        let registration = self.devices[device.0].registration;
        if !self.amazon.is_revoked(registration) {
            self.figures.revocations += 1;
        }
        self.amazon.revoke(registration);
    }

    /// Audible takes no access token any more that was handed out so far.
    pub fn forget_access_tokens(&mut self) {
        self.amazon.forget_access_tokens();
    }
}
