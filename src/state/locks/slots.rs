//! Adding and removing what opens the open account.

use std::rc::Rc;

use audible::Secret;
use leptos::prelude::*;
use vault::{Cost, Header, KeySlot, RecoveryCode, SlotId, SlotKey, VaultId, Way};

use super::auto::someone_is_there;
use super::{LockFault, LocksView, SlotView};
use crate::browser::passkey;
use crate::browser::random;
use crate::browser::worker::Worker;
use crate::state::engine::Engine;
use crate::state::open::Open;
use crate::state::problem::Problem;
use crate::state::tabs::Note;
use crate::work::{Strength, Work};

/// Whether the account goes on to open by itself when there is another way.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::state) enum ByItself {
    /// Its device slot stays, if there is one.
    Stays,
    /// Its device slot goes: it is locked whenever the page is left.
    Goes,
}

impl Engine {
    /// Shows what opens the open account, and has it locked later if it does not open by itself.
    pub(in crate::state) async fn look_at_locks(self: &Rc<Self>, open: &Rc<Open>) {
        let (Ok(cache), Some(id)) = (self.cache(), open.id()) else {
            self.signals.locks.set(LocksView::default());
            return;
        };
        let Ok(header) = cache.header(id).await else {
            return;
        };
        self.show_locks(open, &header);
    }

    pub(super) async fn add_passphrase(
        self: &Rc<Self>,
        passphrase: Secret<String>,
        by_itself: ByItself,
        in_place_of: Option<SlotId>,
    ) -> Result<(), LockFault> {
        let (open, _) = self.lockable_account()?;
        let mut worker = Worker::start().await?;
        let measured = worker.run(&Work::MeasureCost).await?;
        let cost: Cost = serde_json::from_slice(&measured).map_err(|_| LockFault::NotChecked)?;
        let salt = random::bytes();
        let key = self.stretch(&mut worker, passphrase, salt, cost).await?;
        // That took a while: it is for the account that was shown.
        if !self.is_open(&open) {
            return Err(LockFault::Gone);
        }
        self.add(Way::Passphrase { salt, cost }, &key, by_itself, in_place_of)
            .await
    }

    /// Makes a passkey; the browser asks the member.
    pub(super) async fn add_passkey(
        self: &Rc<Self>,
        name: &str,
        by_itself: ByItself,
    ) -> Result<(), LockFault> {
        let (open, id) = self.lockable_account()?;
        let header = self.cache()?.header(id).await?;
        let known = header.known().filter_map(|slot| match &slot.way {
            Way::Passkey { credential, .. } => Some(credential.clone()),
            _ => None,
        });
        let salt = random::bytes();
        let made = passkey::make(name, salt, known).await?;
        if !self.is_open(&open) {
            return Err(LockFault::Gone);
        }
        let way = Way::Passkey {
            credential: made.credential,
            salt,
        };
        let key = SlotKey::from_passkey(&made.prf, &id);
        self.add(way, &key, by_itself, None).await
    }

    /// Adds a slot for a code that the member has kept.
    pub(super) async fn add_recovery(
        self: &Rc<Self>,
        code: &RecoveryCode,
    ) -> Result<(), LockFault> {
        let (_, id) = self.lockable_account()?;
        let key = SlotKey::from_recovery(code, &id);
        self.add(Way::Recovery, &key, ByItself::Stays, None).await
    }

    /// Lets the account open by itself (again).
    pub(super) async fn open_by_itself(self: &Rc<Self>) -> Result<(), LockFault> {
        let (open, _) = self.lockable_account()?;
        let vault = open.vault.as_ref().ok_or(Problem::Locked)?;
        let slot = self.cache()?.device_slot(vault).await?;
        self.change_locks(&open, |header| {
            header.add(slot);
            Ok(())
        })
        .await
    }

    pub(super) async fn remove_slot(self: &Rc<Self>, id: SlotId) -> Result<(), LockFault> {
        let (open, _) = self.lockable_account()?;
        self.change_locks(&open, |header| header.remove(id)).await
    }

    /// How hard a passphrase is to guess.
    pub(super) async fn estimate(&self, passphrase: Secret<String>) -> Option<Strength> {
        // The worker that estimated last; if it is at work, another one helps.
        let idle = self.estimator.borrow_mut().take();
        let mut worker = match idle {
            Some(worker) => worker,
            None => Worker::start().await.ok()?,
        };
        let answer = worker.run(&Work::Estimate(passphrase)).await.ok()?;
        self.estimator.replace(Some(worker));
        serde_json::from_slice(&answer).ok()
    }

    async fn add(
        self: &Rc<Self>,
        way: Way,
        key: &SlotKey,
        by_itself: ByItself,
        in_place_of: Option<SlotId>,
    ) -> Result<(), LockFault> {
        let (open, _) = self.lockable_account()?;
        let vault = open.vault.as_ref().ok_or(Problem::Locked)?;
        let slot = vault.slot(way, key)?;
        self.change_locks(&open, |header| {
            header.add(slot);
            if let Some(old) = in_place_of {
                header.remove(old)?;
            }
            if by_itself == ByItself::Goes {
                let by_itself: Vec<SlotId> = device_slots(header).map(KeySlot::id).collect();
                by_itself.into_iter().try_for_each(|id| header.remove(id))?;
            }
            Ok(())
        })
        .await
    }

    async fn change_locks(
        self: &Rc<Self>,
        open: &Rc<Open>,
        change: impl FnOnce(&mut Header) -> Result<(), vault::Error>,
    ) -> Result<(), LockFault> {
        let Some(id) = open.id() else {
            return Ok(());
        };
        self.note_customer(id).await?;
        let header = self.cache()?.change_header(id, change).await??;
        self.show_locks(open, &header);
        self.tabs.tell(&Note::Locks(id));
        Ok(())
    }

    fn show_locks(self: &Rc<Self>, open: &Rc<Open>, header: &Header) {
        if let (Ok(cache), Some(vault)) = (self.cache(), &open.vault) {
            if header.device_slot().is_some() {
                cache.keys.let_go(vault.id);
            } else {
                cache.keys.keep(vault);
                someone_is_there();
            }
        }
        if self.is_open(open) {
            self.signals.locks.update(|view| {
                view.slots = header.slots.iter().map(SlotView::of).collect();
            });
        }
    }

    /// The open account, if it is one that is kept.
    fn lockable_account(&self) -> Result<(Rc<Open>, VaultId), LockFault> {
        let open = self.opened().ok_or(Problem::Locked)?;
        let id = open.id().ok_or(Problem::Locked)?;
        Ok((open, id))
    }
}

fn device_slots(header: &Header) -> impl Iterator<Item = &KeySlot> {
    header.known().filter(|slot| slot.way == Way::Device)
}
