//! Does what a tab asks for: the lock, the cache, and what other tabs are told.

use session::life::{Effect, Stored, Tokens};

use super::{Happening, InTab, TabId, World};
use crate::clock::HOUR;
use crate::device::DeviceId;
use crate::faults::Defect;

impl World {
    pub(super) fn effect(&mut self, tab: TabId, effect: Effect) {
        let Some(device) = self.tabs.get(&tab).map(|it| it.device) else {
            return;
        };
        let of_tab = |what| Happening::In(tab, what);
        match effect {
            Effect::TakeLock if self.defect == Some(Defect::SharesLock) => {
                self.after(2, of_tab(InTab::Granted));
            }
            Effect::TakeLock => {
                let next = self.devices[device.0].queue_for_lock(tab);
                self.granted(next);
            }
            Effect::SkipLock => self.after(2, of_tab(InTab::Granted)),
            Effect::ReadCache => self.after(2, of_tab(InTab::Read)),
            Effect::Send { id, request } => {
                self.note_send(device, tab, id);
                let form = String::from_utf8_lossy(request.body()).into_owned();
                let latency = self.draw(20..400);
                let arrives =
                    self.devices[device.0].online && !self.chance(self.faults.drop_before);
                self.after(
                    latency,
                    if arrives {
                        Happening::Arrives { tab, id, form }
                    } else {
                        of_tab(InTab::Answer { id, answer: None })
                    },
                );
            }
            Effect::Store(tokens) => {
                let revision = tokens.revision;
                let happening = if self.chance(self.faults.storage) {
                    InTab::WriteFailed { revision }
                } else {
                    InTab::Written(tokens)
                };
                let delay = self.draw(1..50);
                self.after(delay, of_tab(happening));
            }
            Effect::Announce => {
                for other in self.tabs_of(device) {
                    if other != tab {
                        self.after(1, Happening::In(other, InTab::Read));
                    }
                }
            }
            Effect::ReleaseLock => {
                let next = self.devices[device.0].let_go(tab);
                self.granted(next);
            }
            // Right if Amazon takes back what it just gave; the use is over.
            Effect::NotTheToken => self.finish(tab, false),
        }
    }

    pub(super) fn granted(&mut self, tab: Option<TabId>) {
        if let Some(tab) = tab {
            self.after(2, Happening::In(tab, InTab::Granted));
        }
    }

    pub(super) fn read(&mut self, device: DeviceId) -> Stored {
        if self.chance(self.faults.storage) {
            return Stored::Unreadable;
        }
        self.devices[device.0].stored()
    }

    pub(super) fn write(&mut self, device: DeviceId, tokens: Tokens) {
        let is_lost = self.defect == Some(Defect::LosesWrites) && self.chance(50);
        if !is_lost {
            let token = tokens.registration.access_token.as_ref();
            // EXPOSE: an invented token, which its maker is asked about.
            let end = token.map_or(0, |it| self.amazon.end_of(it.token.expose()));
            self.devices[device.0].write(tokens, end - HOUR);
        }
    }
}
