//! [`Store`]: IndexedDB. It keeps bytes that are sealed already, and this device's key.
//!
//! A write is one transaction: it leaves the old state or the new one, never a mixture. All bytes
//! are made before the transaction is opened or between two of its requests, because one that waits
//! for anything else commits.

use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::error::{DomException, Error, OpenDbError};
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{
    Transaction, TransactionDurability, TransactionMode, TransactionOptions,
};
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// An open database.
#[derive(Clone, Debug)]
pub struct Store(Database);

/// Where a record lies.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Shelf {
    /// A vault's header with its key slots; the key is the vault's id.
    Headers,
    /// Sealed records; the key is the vault's id, `/`, the record's name.
    Records,
    /// Records that did not open, kept for rescue; keys as in [`Shelf::Records`].
    Damaged,
}

/// Changes that are made together or not at all.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    puts: Vec<(Shelf, String, Vec<u8>)>,
    removals: Vec<(Shelf, Keys)>,
}

/// How sure a write has to be when it is reported as done.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Durability {
    /// On the disk: for tokens and what cannot be asked for again.
    Strict,
    /// Handed to the operating system: for what the next sync would bring.
    Relaxed,
}

/// Whether there is a database of this name, asked without making one. `None` where the browser
/// does not tell.
pub async fn exists(name: &str) -> Option<bool> {
    let window = web_sys::window()?;
    let factory = Reflect::get(&window, &"indexedDB".into()).ok()?;
    let list = Reflect::get(&factory, &"databases".into()).ok()?;
    let asked = list.dyn_ref::<Function>()?.call0(&factory).ok()?;
    let listed = JsFuture::from(asked.dyn_into::<Promise>().ok()?)
        .await
        .ok()?;
    let is_it = |entry: JsValue| {
        Reflect::get(&entry, &"name".into()).is_ok_and(|found| found == JsValue::from_str(name))
    };
    Some(listed.dyn_into::<Array>().ok()?.iter().any(is_it))
}

/// What went wrong with the store.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum StoreError {
    /// There is no IndexedDB here, or it is switched off.
    #[error("no storage")]
    Unavailable,
    /// The quota or the disk is used up; nothing of the batch was kept.
    #[error("storage is full")]
    Full,
    /// Anything else; the name of the browser's error.
    #[error("storage failed: {0}")]
    Failed(String),
}

impl Store {
    /// Opens the database of this name, made at the first time.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] in private windows of some browsers.
    pub async fn open(name: &str) -> Result<Self, StoreError> {
        let opening = Database::open(name)
            .with_version(VERSION)
            .with_on_upgrade_needed(|_, database| {
                for shelf in [HEADERS, RECORDS, DAMAGED, KEYS] {
                    database.create_object_store(shelf).build()?;
                }
                Ok(())
            })
            .await;
        Ok(Self(opening?))
    }

    /// One record.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn read(&self, shelf: Shelf, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let transaction = self.0.transaction(shelf.name()).build()?;
        let objects = transaction.object_store(shelf.name())?;
        let value: Option<JsValue> = objects.get(key.to_owned()).primitive()?.await?;
        end(transaction).await;
        Ok(value.as_ref().and_then(bytes))
    }

    /// All records whose key begins with `id/`, by the part after it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn read_all(
        &self,
        shelf: Shelf,
        id: &str,
    ) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        let mut records = self.read_range(shelf, below(id)).await?;
        for (key, _) in &mut records {
            key.drain(..=id.len());
        }
        Ok(records)
    }

    /// All records from a key on, up to another one that is not included, by their keys.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn read_between(
        &self,
        shelf: Shelf,
        from: &str,
        to: &str,
    ) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        let range = KeyRange::Bound(from.to_owned(), false, to.to_owned(), true);
        self.read_range(shelf, range).await
    }

    async fn read_range(
        &self,
        shelf: Shelf,
        range: KeyRange<String>,
    ) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        let transaction = self.0.transaction(shelf.name()).build()?;
        let objects = transaction.object_store(shelf.name())?;
        // Both requests go out before either is awaited: one round trip.
        let keys = objects
            .get_all_keys::<String>()
            .with_query::<String, _>(range.clone())
            .primitive()?;
        let values = objects
            .get_all::<JsValue>()
            .with_query::<String, _>(range)
            .primitive()?;
        let (keys, values) = (keys.await?, values.await?);
        end(transaction).await;
        let mut records = Vec::new();
        for (key, value) in keys.zip(values) {
            let (key, value) = (key?, value?);
            if let Some(value) = bytes(&value) {
                records.push((key, value));
            }
        }
        Ok(records)
    }

    /// The keys from one on, up to another one that is not included. Nothing of the records is read.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn keys_between(
        &self,
        shelf: Shelf,
        from: &str,
        to: &str,
    ) -> Result<Vec<String>, StoreError> {
        let range = KeyRange::Bound(from.to_owned(), false, to.to_owned(), true);
        let transaction = self.0.transaction(shelf.name()).build()?;
        let objects = transaction.object_store(shelf.name())?;
        let keys = objects
            .get_all_keys::<String>()
            .with_query::<String, _>(range)
            .primitive()?
            .await?;
        end(transaction).await;
        Ok(keys.collect::<Result<_, _>>()?)
    }

    /// The keys of a whole shelf.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn keys(&self, shelf: Shelf) -> Result<Vec<String>, StoreError> {
        let transaction = self.0.transaction(shelf.name()).build()?;
        let objects = transaction.object_store(shelf.name())?;
        let keys = objects.get_all_keys::<String>().primitive()?.await?;
        end(transaction).await;
        Ok(keys.collect::<Result<_, _>>()?)
    }

    /// Makes all changes of the batch, or none.
    ///
    /// # Errors
    /// When the browser refuses; the old state is there then.
    pub async fn write(&self, batch: Batch, durability: Durability) -> Result<(), StoreError> {
        let transaction = self.writing(durability)?;
        batch.put_into(&transaction)?;
        Ok(transaction.commit().await?)
    }

    /// Reads one record and makes the changes that follow from it, in one transaction: no other
    /// tab comes between. `decide` hands back what else the caller wants to know.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub async fn change<T>(
        &self,
        shelf: Shelf,
        key: &str,
        durability: Durability,
        decide: impl FnOnce(Option<Vec<u8>>) -> (Batch, T),
    ) -> Result<T, StoreError> {
        let transaction = self.writing(durability)?;
        let objects = transaction.object_store(shelf.name())?;
        let value: Option<JsValue> = objects.get(key.to_owned()).primitive()?.await?;
        // The transaction stays open for as long as nothing else is waited for.
        let (batch, told) = decide(value.as_ref().and_then(bytes));
        batch.put_into(&transaction)?;
        transaction.commit().await?;
        Ok(told)
    }

    fn writing(&self, durability: Durability) -> Result<Transaction<'_>, StoreError> {
        Ok(self
            .0
            .transaction([HEADERS, RECORDS, DAMAGED])
            .with_mode(TransactionMode::Readwrite)
            .with_options(durability.options())
            .build()?)
    }

    /// A key of the browser's that was kept under this name.
    pub(super) async fn key(&self, name: &str) -> Result<Option<web_sys::CryptoKey>, StoreError> {
        let transaction = self.0.transaction(KEYS).build()?;
        let objects = transaction.object_store(KEYS)?;
        let value: Option<JsValue> = objects.get(name.to_owned()).primitive()?.await?;
        end(transaction).await;
        Ok(value.and_then(|value| value.dyn_into().ok()))
    }

    /// Keeps a key of the browser's; the key itself never becomes readable.
    pub(super) async fn keep_key(
        &self,
        name: &str,
        key: &web_sys::CryptoKey,
    ) -> Result<(), StoreError> {
        let transaction = self
            .0
            .transaction(KEYS)
            .with_mode(TransactionMode::Readwrite)
            .with_options(Durability::Strict.options())
            .build()?;
        let objects = transaction.object_store(KEYS)?;
        let value: JsValue = key.clone().into();
        drop(objects.put(value).with_key(name.to_owned()).primitive()?);
        Ok(transaction.commit().await?)
    }
}

/// Ends a transaction that only read, once everything has arrived. One that is merely dropped is
/// aborted, and after that `WebKit` may leave the next one without an answer.
async fn end(transaction: Transaction<'_>) {
    let _ = transaction.commit().await;
}

impl Batch {
    /// Adds or replaces a record.
    pub fn put(&mut self, shelf: Shelf, key: impl Into<String>, value: Vec<u8>) {
        self.puts.push((shelf, key.into(), value));
    }

    /// Removes a record. Removals come before additions.
    pub fn remove(&mut self, shelf: Shelf, key: impl Into<String>) {
        self.removals.push((shelf, Keys::One(key.into())));
    }

    /// Removes all records whose key begins with `id/`.
    pub fn remove_below(&mut self, shelf: Shelf, id: impl Into<String>) {
        self.removals.push((shelf, Keys::Below(id.into())));
    }

    fn put_into(self, transaction: &Transaction<'_>) -> Result<(), StoreError> {
        for (shelf, keys) in self.removals {
            let objects = transaction.object_store(shelf.name())?;
            drop(match keys {
                Keys::One(key) => objects.delete(key).primitive()?,
                Keys::Below(id) => objects.delete::<String, _>(below(&id)).primitive()?,
            });
        }
        for (shelf, key, value) in self.puts {
            let objects = transaction.object_store(shelf.name())?;
            let value = JsValue::from(Uint8Array::from(value.as_slice()));
            drop(objects.put(value).with_key(key).primitive()?);
        }
        Ok(())
    }

    /// Whether nothing would change.
    pub fn is_empty(&self) -> bool {
        self.puts.is_empty() && self.removals.is_empty()
    }
}

impl Shelf {
    const fn name(self) -> &'static str {
        match self {
            Self::Headers => HEADERS,
            Self::Records => RECORDS,
            Self::Damaged => DAMAGED,
        }
    }
}

impl Durability {
    fn options(self) -> TransactionOptions {
        TransactionOptions::new().with_durability(match self {
            Self::Strict => TransactionDurability::Strict,
            Self::Relaxed => TransactionDurability::Relaxed,
        })
    }
}

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        match error {
            Error::DomException(DomException::Other(exception))
                if exception.name() == "QuotaExceededError" =>
            {
                Self::Full
            }
            Error::DomException(exception) => {
                let exception: web_sys::DomException = exception.into();
                Self::Failed(exception.name())
            }
            // The texts of the other kinds may quote values.
            Error::Serialisation(_) => Self::Failed("serialisation".to_owned()),
            Error::MissingData(_) => Self::Failed("missing data".to_owned()),
            Error::Unknown(_) => Self::Failed("unknown".to_owned()),
        }
    }
}

impl From<OpenDbError> for StoreError {
    fn from(error: OpenDbError) -> Self {
        match error {
            OpenDbError::Base(error) => match Self::from(error) {
                Self::Full => Self::Full,
                _ => Self::Unavailable,
            },
            OpenDbError::NullFactory
            | OpenDbError::UnsupportedEnvironment
            | OpenDbError::VersionZero => Self::Unavailable,
        }
    }
}

#[derive(Clone, Debug)]
enum Keys {
    One(String),
    Below(String),
}

/// All keys that begin with `id/`: `0` is the character after `/`.
fn below(id: &str) -> KeyRange<String> {
    KeyRange::Bound(format!("{id}/"), false, format!("{id}0"), true)
}

fn bytes(value: &JsValue) -> Option<Vec<u8>> {
    value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec)
}

const VERSION: u8 = 1;
const HEADERS: &str = "headers";
const RECORDS: &str = "records";
const DAMAGED: &str = "damaged";
const KEYS: &str = "keys";
