//! [`Cache`]: the sealed records of this origin, and the vaults that seal them.

use audible::Marketplace;
use session::records::{
    AccountEntry, Changes, Document, Synced, Why, read_document, sync_name, write_document,
};
use vault::{DataKey, Header, Slot, VaultId, device_context};
use zeroize::Zeroizing;

use super::problem::Problem;
use crate::browser::device_key::{DeviceKey, DeviceKeyError};
use crate::browser::lock::exclusively;
use crate::browser::store::{Batch, Durability, Shelf, Store};
use crate::browser::{clock, random};

/// Everything that rests on this device.
#[derive(Clone, Debug)]
pub(super) struct Cache {
    store: Store,
    device: DeviceKey,
}

/// A vault whose data key is in memory.
#[derive(Clone, Debug)]
pub(super) struct Vault {
    pub(super) id: VaultId,
    key: DataKey,
    /// What opens it.
    pub(super) slots: Vec<Slot>,
}

/// A record's name, and what came of opening it.
pub(super) type Record = (String, Result<Zeroizing<Vec<u8>>, vault::Error>);

/// A document as it is kept.
#[derive(Debug)]
pub(super) enum Kept<T> {
    /// It reads.
    Document(T),
    /// There is none.
    Nothing,
    /// It did not read, and was set aside.
    Damaged,
}

impl<T: Default> Kept<T> {
    /// The document, or an empty one.
    pub(super) fn or_default(self) -> T {
        match self {
            Self::Document(value) => value,
            Self::Nothing | Self::Damaged => T::default(),
        }
    }
}

impl Cache {
    /// Opens the database and this device's key, both made at the first time.
    pub(super) async fn open() -> Result<Self, Problem> {
        let store = Store::open(DATABASE).await?;
        let making = store.clone();
        // Two tabs of a first visit must not make two keys.
        let device = exclusively("audipy device key", async move {
            match DeviceKey::load(&making).await? {
                Some(key) => Ok(key),
                None => DeviceKey::make(&making).await,
            }
        })
        .await
        .map_err(|error: DeviceKeyError| Problem::from(error))?;
        Ok(Self { store, device })
    }

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

    /// Opens an account's vault.
    pub(super) async fn open_vault(&self, id: VaultId) -> Result<Vault, Problem> {
        match self.store.read(Shelf::Headers, &id.to_string()).await? {
            Some(bytes) => self.unwrap(id, &bytes).await,
            None => Err(Problem::DeviceKeyLost),
        }
    }

    /// Opens the records of a vault from one name on, up to another one that is not included.
    pub(super) async fn read_between(
        &self,
        vault: &Vault,
        from: &str,
        to: &str,
    ) -> Result<Vec<Record>, Problem> {
        let prefix = format!("{}/", vault.id);
        let sealed = self
            .store
            .read_between(
                Shelf::Records,
                &format!("{prefix}{from}"),
                &format!("{prefix}{to}"),
            )
            .await?;
        let mut records = Vec::with_capacity(sealed.len());
        let mut opened_bytes = 0;
        for (mut key, sealed) in sealed {
            let name = key.split_off(prefix.len());
            let opened = vault.open(&name, &sealed);
            records.push((name, opened));
            opened_bytes += sealed.len();
            if opened_bytes > BREATHE_AFTER {
                opened_bytes = 0;
                clock::breathe().await;
            }
        }
        Ok(records)
    }

    /// One record as it opened; `None` if there is none.
    pub(super) async fn read_one(
        &self,
        vault: &Vault,
        name: &str,
    ) -> Result<Option<Result<Zeroizing<Vec<u8>>, vault::Error>>, Problem> {
        let key = format!("{}/{name}", vault.id);
        let sealed = self.store.read(Shelf::Records, &key).await?;
        Ok(sealed.map(|sealed| vault.open(name, &sealed)))
    }

    /// One document. A damaged one is set aside.
    pub(super) async fn document<T: Document>(&self, vault: &Vault) -> Result<Kept<T>, Problem> {
        let read = match self.read_one(vault, T::NAME).await? {
            None => return Ok(Kept::Nothing),
            Some(opened) => opened
                .map_err(Why::from)
                .and_then(|plain| read_document::<T>(&plain)),
        };
        match read {
            Ok(opened) => Ok(Kept::Document(opened.value)),
            Err(Why::Newer) => Err(Problem::NewerVersion),
            Err(_) => {
                self.set_aside(vault, &[T::NAME.to_owned()]).await?;
                Ok(Kept::Damaged)
            }
        }
    }

    /// Makes all changes or none.
    pub(super) async fn write(&self, batch: Batch, durability: Durability) -> Result<(), Problem> {
        if batch.is_empty() {
            return Ok(());
        }
        Ok(self.store.write(batch, durability).await?)
    }

    /// Moves records that are of no use to the damaged shelf, sealed as they are.
    pub(super) async fn set_aside(&self, vault: &Vault, names: &[String]) -> Result<(), Problem> {
        let mut batch = Batch::default();
        for name in names {
            let key = format!("{}/{name}", vault.id);
            if let Some(sealed) = self.store.read(Shelf::Records, &key).await? {
                batch.put(Shelf::Damaged, key.clone(), sealed);
                batch.remove(Shelf::Records, key);
            }
        }
        self.write(batch, Durability::Strict).await
    }

    /// All vaults on this device but its own, as a list without names.
    pub(super) async fn vaults_but(&self, device: &Vault) -> Result<Vec<AccountEntry>, Problem> {
        let keys = self.store.keys(Shelf::Headers).await?;
        Ok(keys
            .iter()
            .filter_map(|key| VaultId::parse(key))
            .filter(|id| *id != device.id)
            .map(|vault| AccountEntry { vault, name: None })
            .collect())
    }

    async fn make_vault(&self) -> Result<(Vault, Header), Problem> {
        let id = VaultId::new(random::bytes());
        let key = DataKey::new(random::bytes());
        let nonce = random::bytes();
        // EXPOSE: the browser wraps the data key for the slot.
        let wrapped = self
            .device
            .wrap(&nonce, &device_context(&id), key.expose())
            .await?;
        let slots = vec![Slot::device(nonce, wrapped)];
        let header = Header::new(id, slots.clone());
        Ok((Vault { id, key, slots }, header))
    }

    async fn unwrap(&self, id: VaultId, header: &[u8]) -> Result<Vault, Problem> {
        let header = Header::parse(&id, header).map_err(|error| match error {
            vault::Error::Newer { .. } => Problem::NewerVersion,
            _ => Problem::DeviceKeyLost,
        })?;
        let slot = header.device_slot().ok_or(Problem::DeviceKeyLost)?;
        let plain = Zeroizing::new(
            self.device
                .unwrap(&slot.nonce, &device_context(&id), &slot.wrapped)
                .await?,
        );
        let key = DataKey::from_slice(&plain).map_err(|_| Problem::DeviceKeyLost)?;
        Ok(Vault {
            id,
            key,
            slots: header.slots,
        })
    }
}

impl Vault {
    /// Adds a sealed record to a batch.
    pub(super) fn put(&self, batch: &mut Batch, name: &str, plain: &[u8]) {
        let sealed = vault::seal(&self.key, &self.id, name, random::bytes(), plain);
        batch.put(Shelf::Records, format!("{}/{name}", self.id), sealed);
    }

    /// Adds a sealed document to a batch.
    pub(super) fn put_document<T: Document>(&self, batch: &mut Batch, document: &T) {
        self.put(batch, T::NAME, &write_document(document));
    }

    /// Adds where the sync of a store ended to a batch.
    pub(super) fn put_synced(&self, batch: &mut Batch, store: Marketplace, synced: &Synced) {
        self.put(batch, &sync_name(store), &write_document(synced));
    }

    /// Adds changes of records to a batch.
    pub(super) fn change(&self, batch: &mut Batch, changes: Changes) {
        for folder in changes.clear {
            batch.remove_below(Shelf::Records, format!("{}/{folder}", self.id));
        }
        for (name, plain) in changes.put {
            self.put(batch, &name, &plain);
        }
    }

    fn open(&self, name: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, vault::Error> {
        vault::open(&self.key, &self.id, name, sealed).map(|opened| opened.plain)
    }

    /// Takes the whole vault away: records, damaged ones, header.
    pub(super) fn remove_all(&self, batch: &mut Batch) {
        let id = self.id.to_string();
        batch.remove_below(Shelf::Records, id.clone());
        batch.remove_below(Shelf::Damaged, id.clone());
        batch.remove(Shelf::Headers, id);
    }
}

/// What a header says of its own vault.
#[derive(serde::Deserialize)]
struct Named {
    id: VaultId,
}

/// So many bytes are opened in a row: some 20 ms on a phone.
const BREATHE_AFTER: usize = 1 << 20;
const DATABASE: &str = "audipy";
/// The key of the device vault's header; its records are kept under its id.
const DEVICE: &str = "device";
