//! [`Cache`]: the sealed records of this origin, and the vaults that seal them.

use audible::Marketplace;
use session::records::{
    AccountEntry, Changes, Document, SnapshotReader, Synced, Why, read_document, sync_name,
    write_document,
};
use vault::{DataKey, VaultId};
use zeroize::Zeroizing;

use super::problem::Problem;
use super::vaults::Keys;
use crate::browser::device_key::{DeviceKey, DeviceKeyError};
use crate::browser::lock::exclusively;
use crate::browser::store::{Batch, Durability, Shelf, Store};
use crate::browser::{clock, random};

/// Everything that rests on this device.
#[derive(Clone, Debug)]
pub(super) struct Cache {
    pub(super) store: Store,
    pub(super) device: DeviceKey,
    pub(super) keys: Keys,
}

/// A vault whose data key is in memory.
#[derive(Clone, Debug)]
pub(super) struct Vault {
    pub(super) id: VaultId,
    pub(super) key: DataKey,
}

/// A document as it is kept.
#[derive(Debug)]
pub(super) enum Kept<T> {
    /// It reads.
    Document(T),
    /// There is none.
    Nothing,
    /// It did not read.
    Damaged,
}

/// What was stored of a document before it was changed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Before {
    /// A document.
    Document,
    /// Nothing.
    Nothing,
    /// One that did not read; it was set aside.
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
        Ok(Self {
            store,
            device,
            keys: Keys::default(),
        })
    }

    /// Opens the records of a vault from one name on, up to another one that is not included, and
    /// hands over each as it opened; the page breathes in between.
    pub(super) async fn each_between(
        &self,
        vault: &Vault,
        from: &str,
        to: &str,
        mut take: impl FnMut(String, Result<Zeroizing<Vec<u8>>, vault::Error>),
    ) -> Result<(), Problem> {
        let prefix = format!("{}/", vault.id);
        let sealed = self
            .store
            .read_between(
                Shelf::Records,
                &format!("{prefix}{from}"),
                &format!("{prefix}{to}"),
            )
            .await?;
        let mut opened_bytes = 0;
        for (mut key, sealed) in sealed {
            let name = key.split_off(prefix.len());
            let opened = vault.open(&name, &sealed);
            take(name, opened);
            opened_bytes += sealed.len();
            if opened_bytes > BREATHE_AFTER {
                opened_bytes = 0;
                clock::breathe().await;
            }
        }
        Ok(())
    }

    /// Reads the records of a store's snapshot from one name on, up to another one.
    pub(super) async fn read_into(
        &self,
        reader: &mut SnapshotReader,
        vault: &Vault,
        from: &str,
        to: &str,
    ) -> Result<(), Problem> {
        let add = |name: String, opened: Result<Zeroizing<Vec<u8>>, vault::Error>| {
            reader.add(
                &name,
                opened.as_ref().map(|plain| &***plain).map_err(|why| *why),
            );
        };
        self.each_between(vault, from, to, add).await
    }

    /// One record as it opened; `None` if there is none.
    pub(super) async fn read_one(
        &self,
        vault: &Vault,
        name: &str,
    ) -> Result<Option<Result<Zeroizing<Vec<u8>>, vault::Error>>, Problem> {
        let sealed = self.store.read(Shelf::Records, &vault.key_of(name)).await?;
        Ok(sealed.map(|sealed| vault.open(name, &sealed)))
    }

    /// One document. A damaged one is set aside.
    pub(super) async fn document<T: Document>(&self, vault: &Vault) -> Result<Kept<T>, Problem> {
        match self.peek(vault).await? {
            Kept::Damaged => {}
            kept => return Ok(kept),
        }
        // Looked at once more while it is set aside: another tab may have put a new one there.
        let key = vault.key_of(T::NAME);
        self.store
            .change(Shelf::Records, &key, Durability::Strict, |sealed| {
                let mut batch = Batch::default();
                let kept = vault.read_document(sealed.as_deref());
                if let (Ok(Kept::Damaged), Some(sealed)) = (&kept, sealed) {
                    batch.put(Shelf::Damaged, key.clone(), sealed);
                    batch.remove(Shelf::Records, key.clone());
                }
                (batch, kept)
            })
            .await?
    }

    /// One document, left as it is even if it is damaged.
    pub(super) async fn peek<T: Document>(&self, vault: &Vault) -> Result<Kept<T>, Problem> {
        let key = vault.key_of(T::NAME);
        let sealed = self.store.read(Shelf::Records, &key).await?;
        vault.read_document(sealed.as_deref())
    }

    /// Changes a document by what is stored of it, together with whatever else is in `batch`.
    /// Reading and writing are one transaction, so nothing is lost of what another tab wrote.
    /// Where there is none, or none that reads, `otherwise` takes its place, and the damaged one
    /// is set aside. Hands back what was stored before, and what is stored now.
    pub(super) async fn change_document<T: Document>(
        &self,
        vault: &Vault,
        mut batch: Batch,
        otherwise: impl FnOnce() -> T,
        change: impl FnOnce(&mut T),
    ) -> Result<(Before, T), Problem> {
        let key = vault.key_of(T::NAME);
        self.store
            .change(Shelf::Records, &key, Durability::Strict, |sealed| {
                let (before, mut document) = match vault.read_document(sealed.as_deref()) {
                    Ok(Kept::Document(document)) => (Before::Document, document),
                    Ok(Kept::Nothing) => (Before::Nothing, otherwise()),
                    Ok(Kept::Damaged) => {
                        batch.put(Shelf::Damaged, key.clone(), sealed.unwrap_or_default());
                        (Before::Damaged, otherwise())
                    }
                    Err(problem) => return (Batch::default(), Err(problem)),
                };
                change(&mut document);
                vault.put_document(&mut batch, &document);
                (batch, Ok((before, document)))
            })
            .await?
    }

    /// Puts a record if `is_wanted` says so once nothing else is being changed: what another tab
    /// deletes does not come back.
    pub(super) async fn put_if(
        &self,
        vault: &Vault,
        name: &str,
        plain: &[u8],
        is_wanted: impl FnOnce() -> bool,
    ) -> Result<(), Problem> {
        let mut batch = Batch::default();
        vault.put(&mut batch, name, plain);
        let key = vault.key_of(name);
        let decide = |_: Option<Vec<u8>>| {
            let batch = if is_wanted() { batch } else { Batch::default() };
            (batch, ())
        };
        let put = self
            .store
            .change(Shelf::Records, &key, Durability::Relaxed, decide);
        Ok(put.await?)
    }

    /// Makes all changes or none.
    pub(super) async fn write(&self, batch: Batch, durability: Durability) -> Result<(), Problem> {
        if batch.is_empty() {
            return Ok(());
        }
        Ok(self.store.write(batch, durability).await?)
    }

    /// Has the batch move records that are of no use to the damaged shelf, sealed as they are.
    pub(super) async fn set_aside(
        &self,
        vault: &Vault,
        names: &[String],
        batch: &mut Batch,
    ) -> Result<(), Problem> {
        for name in names {
            let key = vault.key_of(name);
            if let Some(sealed) = self.store.read(Shelf::Records, &key).await? {
                batch.put(Shelf::Damaged, key.clone(), sealed);
                batch.remove(Shelf::Records, key);
            }
        }
        Ok(())
    }

    /// All vaults on this device but its own, as a list without names.
    pub(super) async fn vaults_but(&self, device: &Vault) -> Result<Vec<AccountEntry>, Problem> {
        let keys = self.store.keys(Shelf::Headers).await?;
        Ok(keys
            .iter()
            .filter_map(|key| VaultId::parse(key))
            .filter(|id| *id != device.id)
            .map(AccountEntry::nameless)
            .collect())
    }
}

impl Vault {
    /// Adds a sealed record to a batch.
    pub(super) fn put(&self, batch: &mut Batch, name: &str, plain: &[u8]) {
        let sealed = vault::seal(&self.key, &self.id, name, random::bytes(), plain);
        batch.put(Shelf::Records, self.key_of(name), sealed);
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

    fn read_document<T: Document>(&self, sealed: Option<&[u8]>) -> Result<Kept<T>, Problem> {
        let Some(sealed) = sealed else {
            return Ok(Kept::Nothing);
        };
        let read = self
            .open(T::NAME, sealed)
            .map_err(Why::from)
            .and_then(|plain| read_document::<T>(&plain));
        match read {
            Ok(opened) => Ok(Kept::Document(opened.value)),
            Err(Why::Newer) => Err(Problem::NewerVersion),
            Err(_) => Ok(Kept::Damaged),
        }
    }

    fn key_of(&self, name: &str) -> String {
        format!("{}/{name}", self.id)
    }

    fn open(&self, name: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, vault::Error> {
        vault::open(&self.key, &self.id, name, sealed).map(|opened| opened.plain)
    }
}

/// Takes a whole vault away, whether it opens or not: records, damaged ones, header.
pub(super) fn remove_vault(id: VaultId, batch: &mut Batch) {
    let id = id.to_string();
    batch.remove_below(Shelf::Records, id.clone());
    batch.remove_below(Shelf::Damaged, id.clone());
    batch.remove(Shelf::Headers, id);
}

/// So many bytes are opened in a row: some 20 ms on a phone.
const BREATHE_AFTER: usize = 1 << 18;
pub(super) const DATABASE: &str = "audipy";
