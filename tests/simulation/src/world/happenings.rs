//! What happens by itself, in the order of time: to tabs, and to their timers.

use rand::RngExt;
use session::life::Event;
use session::sync::Lost;

use super::requests::response;
use super::{Happening, InTab, TabId, World};
use crate::clock::MINUTE;
use crate::faults::Defect;

impl World {
    pub(super) fn happen(&mut self, happening: Happening) {
        match happening {
            Happening::InOrderAgain if self.out_of_order_until <= self.now => {
                self.restart_waits(&self.tabs());
            }
            Happening::InOrderAgain => {}
            // Amazon does not sleep when the device does.
            Happening::Arrives { tab, id, form } => {
                let (answer, delay) = self.refresh_with_faults(&form);
                self.after(delay, Happening::In(tab, InTab::Answer { id, answer }));
            }
            Happening::In(tab, what) => {
                let Some(it) = self.tabs.get(&tab) else {
                    return;
                };
                let asleep_until = self.devices[it.device.0].asleep_until;
                let held_until = it.frozen_until.max(asleep_until);
                if held_until > self.now {
                    let is_member = matches!(what, InTab::Member { .. });
                    let pause = if is_member { MINUTE } else { 0 };
                    let delay = held_until - self.now + pause;
                    return self.after(delay, Happening::In(tab, what));
                }
                self.happen_in(tab, what);
            }
        }
    }

    pub(super) fn happen_in(&mut self, tab: TabId, what: InTab) {
        let Some(it) = self.tabs.get(&tab) else {
            return;
        };
        let device = it.device;
        match what {
            InTab::Timer { serial } if it.timer == serial => self.tell(tab, Event::Woke),
            InTab::Timer { .. } => {}
            InTab::Granted => {
                let stored = match self.defect {
                    Some(Defect::ReadsOld) => it.opened_with.clone(),
                    _ => self.read(device),
                };
                self.tell(tab, Event::LockGranted(stored));
            }
            InTab::Member { has_signed_in } => self.member(tab, has_signed_in),
            InTab::Read => {
                let stored = self.read(device);
                self.tell(tab, Event::Found(stored));
            }
            InTab::Answer { id, answer } => {
                self.devices[device.0].is_answered(tab, id);
                let answer = match answer {
                    Some(answer) => Ok(response(answer)),
                    None => Err(Lost::Offline),
                };
                self.tell(tab, Event::Answered(id, answer));
            }
            InTab::Written(tokens) => {
                let revision = tokens.revision;
                self.write(device, *tokens);
                self.tell(tab, Event::Stored(revision));
            }
            InTab::WriteFailed { revision } => self.tell(tab, Event::StoreFailed(revision)),
            InTab::ApiAnswer(answer) => self.api_answered(tab, answer),
        }
    }

    pub(super) fn may_be_killed(&self, tab: TabId) -> bool {
        self.tabs.get(&tab).is_some_and(|it| {
            let device = &self.devices[it.device.0];
            let just_signed_in = device.awake(self.now) - it.signed_in_at < 2 * MINUTE;
            !just_signed_in || device.has_good_cache(&self.amazon)
        })
    }

    pub(super) fn tell(&mut self, tab: TabId, event: Event) {
        let Some(it) = self.tabs.get_mut(&tab) else {
            return;
        };
        let now = self.devices[it.device.0].clock(self.now);
        let mut effects = it.life.handle(event, now);
        let is_killed = self.faults.kill > 0
            && self.rng.random_range(0..1000) < self.faults.kill
            && self.may_be_killed(tab);
        if is_killed {
            let steps = self.rng.random_range(0..=effects.len());
            effects.truncate(steps);
        }
        for effect in effects {
            self.effect(tab, effect);
        }
        if is_killed {
            self.figures.kills += 1;
            return self.kill_tab(tab);
        }
        self.arm(tab);
        self.serve(tab);
        self.call_member(tab);
    }

    /// Sets the tab's timer anew. Timers run on, whatever the clock is set to.
    pub(super) fn arm(&mut self, tab: TabId) {
        let now = self.now;
        let Some(it) = self.tabs.get_mut(&tab) else {
            return;
        };
        let device_now = self.devices[it.device.0].clock(now);
        it.timer += 1;
        let serial = it.timer;
        let Some(wake) = it.life.wake_at(device_now) else {
            return;
        };
        let wait = wake.millis_since(device_now).max(0);
        if wait == 0 {
            let count = if it.spins.0 == now { it.spins.1 + 1 } else { 0 };
            it.spins = (now, count);
            assert!(count < 20, "wakes without end: {:?}", it.life);
        }
        if self.defect != Some(Defect::ForgetsToWake) {
            self.after(wait, Happening::In(tab, InTab::Timer { serial }));
        }
    }

    pub(super) fn after(&mut self, delay: i64, happening: Happening) {
        self.scheduled += 1;
        self.queue
            .insert((self.now + delay, self.scheduled), happening);
    }
}
