//! Backups: accounts, libraries and settings in one sealed file, and back.

use std::collections::BTreeSet;
use std::rc::Rc;

use audible::{Secret, Timestamp};
use auth_files::{Found, Program, Refusal, Source};
use leptos::prelude::*;
use leptos::task::spawn_local;
use session::backup::{BackedUp, Contents, Opened};
use session::life::Tokens;
use session::records::{Account, COVERS, Document, Kind, read_document, write_document};
use vault::{
    Archive, ArchiveWriter, Cost, DataKey, Header, KeySlot, SALT_LENGTH, Slot, SlotKey, VaultId,
    Way,
};
use zeroize::Zeroizing;

use super::State;
use super::cache::Vault;
use super::engine::Engine;
use super::locks::LockFault;
use super::problem::{DamagedRecord, Problem};
use crate::browser::store::Batch;
use crate::browser::worker::{Worker, WorkerError};
use crate::browser::{clock, download, random};

/// What a backup holds of one account, opened.
#[derive(Clone, Debug)]
pub(super) struct Restored {
    pub(super) about: BackedUp,
    pub(super) records: Vec<Opened>,
    /// Of the whole backup.
    pub(super) preferences: Option<serde_json::Value>,
}

/// What of an account does not read, and so is in no backup.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LeftOut {
    /// What the account is called.
    pub account: Option<String>,
    /// What is missing, each once.
    pub records: Vec<DamagedRecord>,
}

/// What came of a backup file.
pub(super) enum Unpacked {
    /// What is in it.
    Accounts {
        /// The accounts, each with how many of its records did not open.
        accounts: Vec<(Found, Restored, usize)>,
        /// Accounts whose tokens do not read.
        tokenless: Vec<Source>,
    },
    /// The passphrase is wanted, or was wrong.
    Locked,
    /// The member gave it up while a passphrase was tried.
    Stopped,
    /// It is of no use.
    Refused(Refusal),
}

impl State {
    /// Downloads a backup of these accounts with their libraries, and of the settings. What is not
    /// in it, or why there is none, is handed to `done`.
    pub fn save_backup(
        self,
        accounts: Vec<VaultId>,
        passphrase: Secret<String>,
        done: impl FnOnce(Result<Vec<LeftOut>, LockFault>) + 'static,
    ) {
        let engine = self.engine();
        spawn_local(async move { done(engine.save_backup(&accounts, passphrase).await) });
    }
}

impl Engine {
    async fn save_backup(
        self: &Rc<Self>,
        accounts: &[VaultId],
        passphrase: Secret<String>,
    ) -> Result<Vec<LeftOut>, LockFault> {
        let now = clock::now();
        let mut contents = Contents {
            made: now,
            accounts: Vec::new(),
            preferences: serde_json::to_value(&*self.signals.preferences.read_untracked()).ok(),
        };
        let cache = self.cache()?;
        let mut plain = Vec::new();
        let mut left_out = Vec::new();
        let mut saved = Vec::new();
        for entry in self.accounts().await?.accounts {
            if !accounts.contains(&entry.vault) {
                continue;
            }
            let vault = cache.open_vault(entry.vault).await?;
            let mut opened: Vec<Opened> = Vec::new();
            let mut lost = BTreeSet::new();
            let mut keep = |name: String, record: Result<Zeroizing<Vec<u8>>, _>| match record {
                Ok(plain) => opened.push((name, plain.to_vec())),
                Err(_) => lost.extend(Kind::of(&name).map(DamagedRecord::from)),
            };
            // Covers come again by themselves. `0` is the character after `/`.
            let (covers, after) = (format!("{COVERS}/"), format!("{COVERS}0"));
            cache.each_between(&vault, "", &covers, &mut keep).await?;
            cache.each_between(&vault, &after, LAST_NAME, keep).await?;
            // Without its tokens an account does not come back.
            if !lost.contains(&DamagedRecord::Tokens) {
                saved.push(entry.vault);
            }
            if !lost.is_empty() {
                left_out.push(LeftOut {
                    account: entry.label.clone().or_else(|| entry.name.clone()),
                    records: lost.into_iter().collect(),
                });
            }
            contents.accounts.push(BackedUp {
                name: entry.name,
                label: entry.label,
                colour: entry.colour,
                records: opened.iter().map(|(name, _)| name.clone()).collect(),
            });
            plain.extend(opened.into_iter().map(|(_, plain)| plain));
        }
        let (header, key) = self.sealed_by(passphrase, now).await?;
        let mut writer = ArchiveWriter::new(&header, key);
        writer.add(random::bytes(), &write_document(&contents));
        let mut sealed = 0;
        for record in plain {
            sealed += record.len();
            writer.add(random::bytes(), &record);
            if sealed > BREATHE_AFTER {
                sealed = 0;
                clock::breathe().await;
            }
        }
        let name = format!("audipy-backup-{}.audipy", clock::today());
        download::save(&name, "application/octet-stream", &writer.finish());
        for id in saved {
            self.note_export(id, now).await?;
        }
        Ok(left_out)
    }

    /// A header and a data key of their own, for a backup.
    async fn sealed_by(
        &self,
        passphrase: Secret<String>,
        now: Timestamp,
    ) -> Result<(Header, DataKey), LockFault> {
        let (id, key) = (VaultId::new(random::bytes()), DataKey::new(random::bytes()));
        let salt = random::bytes();
        let cost = Cost::new(COST_MEMORY, COST_PASSES, 1).unwrap_or(Cost::TRIAL);
        let slot_key = self.stretched(passphrase, salt, cost).await?;
        let way = Way::Passphrase { salt, cost };
        let slot = KeySlot::wrap(
            way,
            &slot_key,
            &id,
            &key,
            random::bytes(),
            Some(now.millis()),
        );
        Ok((Header::new(id, vec![Slot::Known(slot?)]), key))
    }

    async fn opened_by(
        &self,
        header: &Header,
        passphrase: &Secret<String>,
    ) -> Result<Option<DataKey>, WorkerError> {
        // AudiPy makes one. A file with hundreds would only cost time.
        let slots = header
            .known()
            .filter(|slot| matches!(slot.way, Way::Passphrase { .. }));
        for slot in slots.take(MOST_PASSPHRASES) {
            if let Way::Passphrase { salt, cost } = slot.way {
                let key = self.stretched(passphrase.clone(), salt, cost).await?;
                if let Ok(key) = slot.unwrap(&header.id, &key) {
                    return Ok(Some(key));
                }
            }
        }
        Ok(None)
    }

    /// In a worker of its own: it takes a second.
    async fn stretched(
        &self,
        passphrase: Secret<String>,
        salt: [u8; SALT_LENGTH],
        cost: Cost,
    ) -> Result<SlotKey, WorkerError> {
        let mut worker = Worker::start().await?;
        self.stretch(&mut worker, passphrase, salt, cost).await
    }

    async fn note_export(self: &Rc<Self>, id: VaultId, now: Timestamp) -> Result<(), Problem> {
        if let Some(open) = self.opened().filter(|open| open.id() == Some(id)) {
            self.change_account(&open, |account| account.exported = Some(now))
                .await;
            return Ok(());
        }
        if self.is_forgotten(id) {
            return Ok(());
        }
        let cache = self.cache()?;
        let vault = cache.open_vault(id).await?;
        let anew = || self.account_anew(None);
        let change = |account: &mut Account| account.exported = Some(now);
        cache
            .change_document(&vault, Batch::default(), anew, change)
            .await
            .map(drop)
    }

    /// Opens a backup file with the first of these passphrases that fits.
    pub(super) async fn unpack(
        &self,
        path: &str,
        file: &[u8],
        passphrases: &[Secret<String>],
    ) -> Result<Unpacked, Problem> {
        let archive = match Archive::parse(file) {
            Ok(archive) => archive,
            Err(vault::Error::Newer { .. }) => return Ok(Unpacked::Refused(Refusal::Newer)),
            Err(_) => return Ok(Unpacked::Refused(damaged("AudiPy backup"))),
        };
        let mut key = None;
        for passphrase in passphrases {
            match self.opened_by(&archive.header, passphrase).await {
                Ok(None) => {}
                Ok(opened) => {
                    key = opened;
                    break;
                }
                Err(WorkerError::Stopped) => return Ok(Unpacked::Stopped),
                Err(_) => return Err(Problem::WorkerFailed),
            }
        }
        let Some(key) = key else {
            return Ok(Unpacked::Locked);
        };
        let contents = archive
            .open(&key, 0)
            .ok()
            .and_then(|plain| read_document::<Contents>(&plain).ok());
        let Some(contents) = contents.map(|contents| contents.value) else {
            return Ok(Unpacked::Refused(damaged("AudiPy backup")));
        };
        let (mut accounts, mut tokenless) = (Vec::new(), Vec::new());
        for (number, about) in contents.accounts.iter().enumerate() {
            let mut records = Vec::new();
            for (place, name) in contents.places(number).zip(&about.records) {
                if let Ok(plain) = archive.open(&key, place) {
                    records.push((name.clone(), plain.to_vec()));
                }
                if place % 16 == 0 {
                    clock::breathe().await;
                }
            }
            let lost = about.records.len() - records.len();
            let restored = Restored {
                about: about.clone(),
                records,
                preferences: contents.preferences.clone(),
            };
            match found(path, &restored) {
                Some(found) => accounts.push((found, restored, lost)),
                None => tokenless.push(source(path, about)),
            }
        }
        Ok(Unpacked::Accounts {
            accounts,
            tokenless,
        })
    }
}

impl Restored {
    /// Adds all records to a batch, for an account that is not here yet.
    pub(super) fn put(&self, batch: &mut Batch, vault: &Vault) {
        for (name, plain) in &self.records {
            vault.put(batch, name, plain);
        }
    }

    /// One document of the account, if it reads.
    pub(super) fn document<T: Document>(&self) -> Option<T> {
        let (_, plain) = self.records.iter().find(|(name, _)| name == T::NAME)?;
        read_document(plain).ok().map(|opened| opened.value)
    }
}

/// What a backup holds of an account, as files of other programs are shown.
fn found(path: &str, restored: &Restored) -> Option<Found> {
    let tokens = restored.document::<Tokens>()?;
    let account = restored.document::<Account>();
    let about = &restored.about;
    Some(Found {
        source: source(path, about),
        program: Program::AudiPy,
        encrypted: true,
        profiles: Vec::new(),
        stores: account.map(|account| account.stores).unwrap_or_default(),
        registration: tokens.registration,
        left_out: Vec::new(),
    })
}

fn source(path: &str, about: &BackedUp) -> Source {
    Source {
        path: path.to_owned(),
        within: about.label.clone().or_else(|| about.name.clone()),
    }
}

pub(super) fn damaged(what: &'static str) -> Refusal {
    audible::AuthFileError::Damaged { key: what.into() }.into()
}

/// After every name: names are ASCII.
const LAST_NAME: &str = "\u{7f}";
const BREATHE_AFTER: usize = 1 << 20;
/// KiB. A backup is made to lie around, so that it costs three times what a lock costs at least.
const COST_MEMORY: u32 = 64 << 10;
const COST_PASSES: u32 = 3;
const MOST_PASSPHRASES: usize = 4;
