//! Showing a locked account, and unlocking it.

use std::rc::Rc;

use audible::Secret;
use leptos::prelude::*;
use vault::{DataKey, Header, KeySlot, RecoveryCode, SlotKey, VaultId, Way};

use super::auto::someone_is_there;
use super::{LockFault, LockedView, SlotKind};
use crate::browser::passkey::{self, Asked};
use crate::browser::worker::Worker;
use crate::state::Boot;
use crate::state::cache::Vault;
use crate::state::engine::Engine;
use crate::state::problem::Problem;

/// What the member unlocks with.
#[derive(Debug)]
pub(super) enum Opener {
    Passphrase(Secret<String>),
    Passkey,
    Code(RecoveryCode),
}

impl Engine {
    /// Shows that an account is locked, in place of whatever was open.
    pub(in crate::state) async fn show_locked(self: &Rc<Self>, id: VaultId) -> Result<(), Problem> {
        let header = self.cache()?.header(id).await?;
        let mut accounts = self.accounts().await?;
        let name = accounts
            .entry(id)
            .and_then(|entry| entry.label.clone().or_else(|| entry.name.clone()));
        let mut ways: Vec<SlotKind> = header.known().map(SlotKind::of).collect();
        ways.retain(|kind| *kind != SlotKind::ThisDevice);
        ways.sort_unstable();
        ways.dedup();
        let signed_in = self.has_arrived(id).await?;
        self.close();
        self.signals.boot.set(Boot::Locked(LockedView {
            id,
            name,
            ways,
            signed_in,
        }));
        Ok(())
    }

    pub(super) async fn unlock(
        self: &Rc<Self>,
        id: VaultId,
        opener: Opener,
    ) -> Result<(), LockFault> {
        let cache = self.cache()?;
        let header = cache.header(id).await?;
        let key = match opener {
            Opener::Passphrase(passphrase) => self.by_passphrase(&header, passphrase).await?,
            Opener::Passkey => by_passkey(&header).await?,
            Opener::Code(code) => {
                let key = SlotKey::from_recovery(&code, &id);
                let slots = header.known().filter(|slot| slot.way == Way::Recovery);
                first(slots, &id, &key).ok_or(LockFault::WrongCode)?
            }
        };
        cache.keys.keep(&Vault { id, key });
        // If that does not work, it is tried again the next time.
        if let Err(problem) = cache.drop_dead_slots(&header).await {
            self.report(problem);
        }
        someone_is_there();
        // If this does not work, it waits for the next time.
        if let Err(problem) = self.take_arrived(id).await {
            self.report(problem);
        }
        if let Err(problem) = self.note_customer(id).await {
            self.report(problem);
        }
        self.open_account(id, None).await?;
        Ok(())
    }

    /// Tries one passphrase slot after the other; each costs its time.
    async fn by_passphrase(
        &self,
        header: &Header,
        passphrase: Secret<String>,
    ) -> Result<DataKey, LockFault> {
        let mut worker = Worker::start().await?;
        for slot in header.known() {
            let Way::Passphrase { salt, cost } = slot.way else {
                continue;
            };
            let passphrase = passphrase.clone();
            let key = self.stretch(&mut worker, passphrase, salt, cost).await?;
            if let Ok(key) = slot.unwrap(&header.id, &key) {
                return Ok(key);
            }
        }
        Err(LockFault::WrongPassphrase)
    }
}

async fn by_passkey(header: &Header) -> Result<DataKey, LockFault> {
    let known: Vec<Asked> = header
        .known()
        .filter_map(|slot| match &slot.way {
            Way::Passkey { credential, salt } => Some(Asked {
                credential: credential.clone(),
                salt: *salt,
            }),
            _ => None,
        })
        .collect();
    let answer = passkey::ask(&known).await?;
    let key = SlotKey::from_passkey(&answer.prf, &header.id);
    let slots = header.known().filter(|slot| {
        matches!(&slot.way, Way::Passkey { credential, .. } if *credential == answer.credential)
    });
    first(slots, &header.id, &key).ok_or(LockFault::UselessPasskey)
}

/// What the first of these slots holds that opens.
fn first<'a>(
    mut slots: impl Iterator<Item = &'a KeySlot>,
    vault: &VaultId,
    key: &SlotKey,
) -> Option<DataKey> {
    slots.find_map(|slot| slot.unwrap(vault, key).ok())
}
