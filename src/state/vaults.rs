//! Vaults: their headers, and the data keys that are in memory.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use vault::{DataKey, Error, Header, KeySlot, Slot, SlotKey, VaultId, Way};
use zeroize::Zeroizing;

use super::cache::{Cache, Vault};
use super::problem::Problem;
use crate::browser::lock::exclusively;
use crate::browser::store::{Batch, Durability, Shelf};
use crate::browser::{clock, random};

/// Data keys that the member unlocked in this tab. They stay for as long as the tab does: locking
/// loads the page anew.
#[derive(Clone, Debug, Default)]
pub(super) struct Keys {
    kept: Rc<RefCell<BTreeMap<VaultId, DataKey>>>,
    /// Vaults that opened by themselves in this tab, and whether they still would: what was in
    /// them may be in memory.
    seen: Rc<RefCell<BTreeMap<VaultId, bool>>>,
}

impl Keys {
    /// Whether nothing is in memory that would not open by itself.
    pub(super) fn is_empty(&self) -> bool {
        self.kept.borrow().is_empty() && self.seen.borrow().values().all(|by_itself| *by_itself)
    }

    fn get(&self, id: VaultId) -> Option<DataKey> {
        self.kept.borrow().get(&id).cloned()
    }

    /// Keeps the key of an open vault, which from now on does not open by itself.
    pub(super) fn keep(&self, vault: &Vault) {
        self.kept.borrow_mut().insert(vault.id, vault.key.clone());
    }

    /// The vault opens by itself (again), or is gone.
    pub(super) fn let_go(&self, id: VaultId) {
        self.kept.borrow_mut().remove(&id);
        self.seen.borrow_mut().remove(&id);
    }

    /// The vaults that opened by themselves in this tab.
    fn seen(&self) -> Vec<VaultId> {
        self.seen.borrow().keys().copied().collect()
    }
}

impl Cache {
    /// The vault that holds the list of accounts and pending sign-ins, made at the first time.
    /// One that this device's key no longer opens is set aside, and said so.
    pub(super) async fn device_vault(&self) -> Result<(Vault, Option<Problem>), Problem> {
        let cache = self.clone();
        exclusively("audipy device vault", async move {
            let mut problem = None;
            if let Some(bytes) = cache.store.read(Shelf::Headers, DEVICE).await? {
                let id = serde_json::from_slice::<Named>(&bytes).ok().map(|it| it.id);
                let opened = match id {
                    Some(id) => cache.unwrap(id, &bytes).await,
                    None => Err(Problem::DeviceKeyLost),
                };
                match opened {
                    Ok(vault) => return Ok((vault, None)),
                    Err(Problem::DeviceKeyLost) => problem = Some(Problem::DeviceKeyLost),
                    Err(other) => return Err(other),
                }
                let mut batch = Batch::default();
                batch.put(Shelf::Damaged, DEVICE, bytes);
                batch.remove(Shelf::Headers, DEVICE);
                cache.store.write(batch, Durability::Strict).await?;
            }
            let (vault, header) = cache.make_vault().await?;
            let mut batch = Batch::default();
            batch.put(Shelf::Headers, DEVICE, header.to_bytes());
            cache.store.write(batch, Durability::Strict).await?;
            Ok((vault, problem))
        })
        .await
    }

    /// A new vault for an account; its header is written with the first records.
    pub(super) async fn new_vault(&self, batch: &mut Batch) -> Result<Vault, Problem> {
        let (vault, header) = self.make_vault().await?;
        batch.put(Shelf::Headers, vault.id.to_string(), header.to_bytes());
        Ok(vault)
    }

    /// Opens an account's vault, if it opens by itself or was unlocked in this tab.
    ///
    /// # Errors
    /// [`Problem::Locked`] if it takes the member to open it.
    pub(super) async fn open_vault(&self, id: VaultId) -> Result<Vault, Problem> {
        let Some(bytes) = self.store.read(Shelf::Headers, &id.to_string()).await? else {
            return Err(Problem::DeviceKeyLost);
        };
        if let Some(key) = self.keys.get(id) {
            return Ok(Vault { id, key });
        }
        let vault = self.unwrap(id, &bytes).await?;
        self.keys.seen.borrow_mut().entry(id).or_insert(true);
        Ok(vault)
    }

    /// An account's header.
    pub(super) async fn header(&self, id: VaultId) -> Result<Header, Problem> {
        match self.store.read(Shelf::Headers, &id.to_string()).await? {
            Some(bytes) => Header::parse(&id, &bytes).map_err(unreadable),
            None => Err(Problem::DeviceKeyLost),
        }
    }

    /// Looks whether what opened by itself in this tab still would: another tab may have locked it.
    pub(super) async fn look_at_seen(&self) {
        for id in self.keys.seen() {
            let by_itself = match self.header(id).await {
                Ok(header) => header.device_slot().is_some(),
                // Gone, with all that was in it.
                Err(Problem::DeviceKeyLost) => true,
                Err(_) => continue,
            };
            self.keys.seen.borrow_mut().insert(id, by_itself);
        }
    }

    /// Changes an account's header by what is stored of it, in one transaction: it is the old one
    /// or the new one, and nothing is lost of what another tab changed.
    pub(super) async fn change_header(
        &self,
        id: VaultId,
        change: impl FnOnce(&mut Header) -> Result<(), Error>,
    ) -> Result<Result<Header, Error>, Problem> {
        let key = id.to_string();
        self.store
            .change(Shelf::Headers, &key, Durability::Strict, |bytes| {
                let mut batch = Batch::default();
                let header = bytes.ok_or(Problem::DeviceKeyLost);
                let header =
                    header.and_then(|bytes| Header::parse(&id, &bytes).map_err(unreadable));
                let changed = header.map(|mut header| {
                    change(&mut header)?;
                    batch.put(Shelf::Headers, key.clone(), header.to_bytes());
                    Ok(header)
                });
                (batch, changed)
            })
            .await?
    }

    /// A slot that opens this vault by itself on this device.
    pub(super) async fn device_slot(&self, vault: &Vault) -> Result<KeySlot, Problem> {
        let nonce = random::bytes();
        let context = Way::Device.context(&vault.id);
        // EXPOSE: the browser wraps the data key for the slot.
        let plain = vault.key.expose();
        let wrapped = self.device.wrap(&nonce, &context, plain).await?;
        Ok(KeySlot::device(nonce, wrapped, Some(clock::now().millis())))
    }

    async fn make_vault(&self) -> Result<(Vault, Header), Problem> {
        let vault = Vault {
            id: VaultId::new(random::bytes()),
            key: DataKey::new(random::bytes()),
        };
        let slot = self.device_slot(&vault).await?;
        let header = Header::new(vault.id, vec![Slot::Known(slot)]);
        Ok((vault, header))
    }

    /// Takes away device slots that this device's key no longer opens: they must not count as a
    /// way in. Call it when another way has opened the vault.
    pub(super) async fn drop_dead_slots(&self, header: &Header) -> Result<(), Problem> {
        let mut dead = Vec::new();
        for slot in header.known().filter(|slot| slot.way == Way::Device) {
            if let Err(Problem::DeviceKeyLost) = self.unwrap_here(&header.id, slot).await {
                dead.push(slot.id());
            }
        }
        if dead.is_empty() {
            return Ok(());
        }
        let changed = self.change_header(header.id, |header| {
            // Another tab may have taken them away.
            for id in dead {
                match header.remove(id) {
                    Ok(()) | Err(Error::NoSuchSlot) => {}
                    Err(error) => return Err(error),
                }
            }
            Ok(())
        });
        changed.await?.map_err(unreadable).map(drop)
    }

    async fn unwrap_here(&self, id: &VaultId, slot: &KeySlot) -> Result<DataKey, Problem> {
        let context = Way::Device.context(id);
        let plain = self
            .device
            .unwrap(&slot.nonce, &context, &slot.wrapped)
            .await
            .map(Zeroizing::new)?;
        DataKey::from_slice(&plain).map_err(unreadable)
    }

    async fn unwrap(&self, id: VaultId, header: &[u8]) -> Result<Vault, Problem> {
        let header = Header::parse(&id, header).map_err(unreadable)?;
        let has_other_ways = header.known().any(|slot| slot.way != Way::Device);
        let mut opened = Err(Problem::DeviceKeyLost);
        for slot in header.known().filter(|slot| slot.way == Way::Device) {
            opened = self.unwrap_here(&id, slot).await;
            if opened.is_ok() {
                break;
            }
        }
        match opened {
            Ok(key) => Ok(Vault { id, key }),
            Err(Problem::DeviceKeyLost) if has_other_ways => Err(Problem::Locked),
            Err(problem) => Err(problem),
        }
    }
}

impl Vault {
    /// A slot that opens this vault with a key.
    pub(super) fn slot(&self, way: Way, key: &SlotKey) -> Result<KeySlot, Error> {
        let added = Some(clock::now().millis());
        KeySlot::wrap(way, key, &self.id, &self.key, random::bytes(), added)
    }
}

fn unreadable(error: Error) -> Problem {
    match error {
        Error::Newer { .. } => Problem::NewerVersion,
        _ => Problem::DeviceKeyLost,
    }
}

/// What a header says of its own vault.
#[derive(serde::Deserialize)]
struct Named {
    id: VaultId,
}

/// The key of the device vault's header; its records are kept under its id.
const DEVICE: &str = "device";
