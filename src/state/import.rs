//! Files of accounts: opened by the worker, shown, and written only once the member agrees.

use std::rc::Rc;
use std::sync::Arc;

use audible::{AccountKind, Marketplace, Registration, Secret, Timestamp};
use auth_files::python::Style;
use auth_files::{File, Found, Keys, Outcome};
use leptos::prelude::*;
use leptos::task::spawn_local;
use session::backup::libraries;
use session::import::{compare, is_same_account, is_same_device, replaced};
use session::life::Tokens;
use session::records::{Account, Origin};
use vault::{Archive, VaultId};

use super::State;
use super::backup::{Restored, Unpacked, damaged};
use super::boot::SAMPLE;
use super::cache::Kept;
use super::engine::Engine;
use super::known::{Here, Known};
use super::problem::Problem;
use super::reading::is_list;
use super::restoring::Brings;
use super::tabs::Note;
use crate::browser::store::Batch;
use crate::browser::worker::Worker;
use crate::browser::{clock, preferences, random};
use crate::work::Work;

pub use auth_files::{Program, Refusal, Source};
pub use session::import::Comparison;

/// How bringing accounts in from files stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum ImportView {
    /// No files were handed in.
    #[default]
    Idle,
    /// The files are being opened.
    Opening,
    /// What is in them. Nothing of it is kept yet.
    Preview(Arc<Preview>),
    /// What was agreed is being written.
    Writing,
}

/// What is in the files that were handed in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    /// Accounts, to choose from.
    pub accounts: Vec<Candidate>,
    /// Encrypted files, and whether a password was tried in vain.
    pub locked: Vec<(Source, bool)>,
    /// Accounts of which nobody knows the store, and what the file names instead of one.
    pub storeless: Vec<(Source, Option<String>)>,
    /// What is of no use, and why.
    pub refused: Vec<(Source, Refusal)>,
    /// Accounts of a backup, with how many of its records are damaged.
    pub incomplete: Vec<(Source, usize)>,
    /// A backup among them holds settings.
    pub settings: bool,
    /// An account here is locked, so nobody knows whether one of these is the same.
    pub beside_locked: bool,
    /// Writing went wrong; nothing was lost.
    pub problem: Option<Problem>,
}

/// An account in a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Where it was found.
    pub source: Source,
    /// Whose file it is.
    pub program: Program,
    /// The file was encrypted.
    pub encrypted: bool,
    /// Profiles of audible-cli that use it.
    pub profiles: Vec<String>,
    /// Stores that its program reads.
    pub stores: Vec<Marketplace>,
    /// The customer's full name.
    pub name: Option<String>,
    /// The device as Amazon lists it.
    pub device_name: Option<String>,
    /// Where it was signed in.
    pub home: Marketplace,
    /// Amazon account or Audible user name.
    pub kind: AccountKind,
    /// The access token, and its end if that is known.
    pub access_token: Option<Option<Timestamp>>,
    /// What else is there.
    pub parts: Vec<Part>,
    /// Parts that are damaged and were left out.
    pub left_out: Vec<String>,
    /// Titles of the libraries that come with it.
    pub titles: Option<usize>,
    /// Whether the account is here already.
    pub standing: Standing,
}

/// A part of an account that a file has or lacks.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Part {
    /// Keeps the account signed in.
    RefreshToken,
    /// ADP token and device key.
    DeviceKey,
    /// Cookies of the store's website.
    WebsiteCookies,
    /// For players of downloaded books.
    ActivationBytes,
}

/// How an account in a file stands to those that are here, and to the other files.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Standing {
    /// It is not here yet.
    New,
    /// It is here.
    Here(Age),
    /// It is here and locked, so nobody knows which is newer.
    Locked,
    /// Another of the files has it in a newer state.
    Twice,
}

/// How a file compares with what is here of the same account.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Age {
    /// Which is newer.
    pub comparison: Comparison,
    /// Both are one device at Amazon.
    pub same_device: bool,
    /// What the file has beyond what is here.
    pub brings: Brings,
}

impl Standing {
    /// Whether it is to be kept unless the member decides otherwise: the newer one is.
    pub const fn is_proposed(self) -> bool {
        match self {
            Self::New => true,
            Self::Here(age) => match age.comparison {
                Comparison::Newer => true,
                Comparison::Same | Comparison::Older => age.brings.something(),
                // Its tokens come along, and nobody knows whether they are to.
                Comparison::Unknown => age.brings.library,
            },
            Self::Locked | Self::Twice => false,
        }
    }

    /// Whether there is anything to keep.
    pub const fn is_choice(self) -> bool {
        match self {
            Self::New => true,
            Self::Here(age) => {
                age.brings.something() || !matches!(age.comparison, Comparison::Same)
            }
            Self::Locked | Self::Twice => false,
        }
    }
}

/// What was handed in and is not kept yet. Gone as soon as the member leaves.
#[derive(Debug, Default)]
pub(super) struct Import {
    files: Vec<File>,
    keys: Keys,
    found: Vec<Item>,
    /// Numbers the openings: the latest counts.
    number: u64,
}

/// An account that was found.
#[derive(Clone, Debug)]
struct Item {
    found: Found,
    /// The account here that it is.
    known: Option<VaultId>,
    /// What comes with it from a backup.
    restored: Option<Restored>,
}

impl State {
    /// Opens files of accounts, together with those that were handed in before; what is in them
    /// shows in [`State::import`].
    pub fn add_files(self, files: Vec<File>) {
        spawn_local(self.engine().take_files(files));
    }

    /// Tries a password on the files that are locked.
    pub fn unlock_files(self, password: Secret<String>) {
        let engine = self.engine();
        spawn_local(async move { engine.unlock_files(password).await });
    }

    /// Says of which store an account is whose file names none.
    pub fn name_store(self, source: Source, store: Marketplace) {
        let engine = self.engine();
        spawn_local(async move { engine.name_store(source, store).await });
    }

    /// Keeps these accounts of the preview, by their places in it, and the settings of a backup if
    /// they are wanted. What was written is handed to `done`; a failure shows in the preview.
    pub fn keep_found(
        self,
        chosen: Vec<usize>,
        with_settings: bool,
        done: impl FnOnce(Written) + 'static,
    ) {
        let engine = self.engine();
        spawn_local(async move {
            if let Ok(written) = engine.keep_found(&chosen, with_settings).await {
                done(written);
            }
        });
    }

    /// Forgets the files that were handed in, and what was found in them.
    pub fn leave_import(self) {
        self.engine().leave_import();
    }

    /// Downloads an auth file, the whole account, encrypted where a password is given. Warn before
    /// calling.
    pub fn export_auth_file(self, lock: Option<(Secret<String>, Style)>) {
        let engine = self.engine();
        spawn_local(async move { engine.export_auth_file(lock).await });
    }

    /// Downloads an auth file as above, with fresh website cookies of a store. What came of
    /// asking for them is handed to `done`.
    pub fn export_with_cookies(
        self,
        store: Marketplace,
        done: impl FnOnce(Result<(), Problem>) + 'static,
    ) {
        let engine = self.engine();
        spawn_local(async move { done(engine.export_with_cookies(store).await) });
    }
}

impl Engine {
    /// Adds files and opens all that were handed in so far. Lists that were made here are no accounts:
    /// they are read back.
    pub(super) async fn add_files(self: &Rc<Self>, files: Vec<File>) {
        let (lists, files): (Vec<_>, Vec<_>) = files.into_iter().partition(is_list);
        if !lists.is_empty() {
            let engine = self.clone();
            spawn_local(async move { engine.read_files_back(lists).await });
        }
        if files.is_empty() {
            return;
        }
        {
            let mut import = self.import.borrow_mut();
            for file in files {
                import.files.retain(|known| known.path != file.path);
                import.files.push(file);
            }
        }
        self.open_files().await;
    }

    /// Tries a password on what is still locked. The latest comes first; those from before may
    /// open files that were handed in since.
    pub(super) async fn unlock_files(self: &Rc<Self>, password: Secret<String>) {
        {
            let passwords = &mut self.import.borrow_mut().keys.passwords;
            passwords.retain(|known| *known != password);
            passwords.insert(0, password);
        }
        self.open_files().await;
    }

    /// Takes the store of an account whose file names none.
    pub(super) async fn name_store(self: &Rc<Self>, source: Source, store: Marketplace) {
        self.import.borrow_mut().keys.stores.push((source, store));
        self.open_files().await;
    }

    /// Forgets files, passwords and what was found.
    pub(super) fn leave_import(&self) {
        let number = self.import.borrow().number + 1;
        self.import.replace(Import {
            number,
            ..Import::default()
        });
        self.signals.import.set(ImportView::Idle);
    }

    async fn open_files(self: &Rc<Self>) {
        self.signals.import.set(ImportView::Opening);
        let (number, files, keys) = {
            let mut import = self.import.borrow_mut();
            import.number += 1;
            (import.number, import.files.clone(), import.keys.clone())
        };
        let shown = self.look_into(files, keys).await;
        // Other files were handed in meanwhile, or the member left.
        if self.import.borrow().number != number {
            return;
        }
        match shown {
            Ok((preview, found)) => {
                self.import.borrow_mut().found = found;
                self.signals.import.set(ImportView::Preview(preview.into()));
            }
            Err(problem) => {
                self.report(problem);
                self.leave_import();
            }
        }
    }

    async fn look_into(
        &self,
        files: Vec<File>,
        keys: Keys,
    ) -> Result<(Preview, Vec<Item>), Problem> {
        self.device_opened().await?;
        let here = self.here().await?;
        let mut preview = Preview::default();
        let mut items: Vec<Item> = Vec::new();
        // EXPOSE: only the beginning is looked at.
        let is_backup = |file: &File| Archive::is(file.bytes.expose());
        let (backups, files): (Vec<_>, Vec<_>) = files.into_iter().partition(is_backup);
        for backup in backups {
            let source = Source {
                path: backup.path.clone(),
                within: None,
            };
            // EXPOSE: opening the file is what the member asked for.
            let bytes = backup.bytes.expose();
            match self.unpack(&backup.path, bytes, &keys.passwords).await? {
                Unpacked::Locked => {
                    let wrong = !keys.passwords.is_empty();
                    preview.locked.push((source, wrong));
                }
                Unpacked::Stopped => preview.locked.push((source, false)),
                Unpacked::Refused(why) => preview.refused.push((source, why)),
                Unpacked::Accounts {
                    accounts,
                    tokenless,
                } => {
                    let useless = tokenless
                        .into_iter()
                        .map(|source| (source, damaged("tokens")));
                    preview.refused.extend(useless);
                    for (found, restored, lost) in accounts {
                        if lost > 0 {
                            preview.incomplete.push((found.source.clone(), lost));
                        }
                        self.show_found(found, Some(restored), &here, &mut preview, &mut items)
                            .await?;
                    }
                }
            }
        }
        if !files.is_empty() {
            for outcome in opened_by_worker(&Work::OpenFiles(files, keys)).await? {
                match outcome {
                    Outcome::Account(found) => {
                        self.show_found(*found, None, &here, &mut preview, &mut items)
                            .await?;
                    }
                    Outcome::Locked { source, wrong } => preview.locked.push((source, wrong)),
                    Outcome::Storeless { source, code } => preview.storeless.push((source, code)),
                    Outcome::Refused { source, why } => preview.refused.push((source, why)),
                }
            }
        }
        mark_twice(&mut preview.accounts, &items);
        Ok((preview, items))
    }

    /// Adds an account to the preview.
    async fn show_found(
        &self,
        found: Found,
        restored: Option<Restored>,
        here: &Here,
        preview: &mut Preview,
        items: &mut Vec<Item>,
    ) -> Result<(), Problem> {
        let known = here.known(&found.registration);
        let opens = match known {
            Some(Known::Opens(id)) => Some(id),
            Some(Known::Locked(_)) | None => None,
        };
        let brings = match (opens, &restored) {
            (Some(id), Some(restored)) => self.brings(id, restored).await?,
            _ => Brings::default(),
        };
        let tokens = opens.and_then(|id| here.tokens(id));
        let mut candidate = candidate(&found, tokens, brings);
        if let Some(Known::Locked(_)) = known {
            candidate.standing = Standing::Locked;
        }
        preview.beside_locked |= known.is_none() && here.may_be_locked(&found.registration);
        candidate.titles = restored.as_ref().map(|restored| {
            let libraries = libraries(&restored.records);
            libraries.iter().map(|read| read.snapshot.items.len()).sum()
        });
        let restored_settings = restored.as_ref().and_then(|it| it.preferences.as_ref());
        preview.settings |= restored_settings.is_some();
        preview.accounts.push(candidate);
        items.push(Item {
            found,
            known: opens,
            restored,
        });
        Ok(())
    }

    /// Keeps the chosen accounts: those that are new in one transaction, then those that take the
    /// place of what is here.
    pub(super) async fn keep_found(
        self: &Rc<Self>,
        chosen: &[usize],
        with_settings: bool,
    ) -> Result<Written, Problem> {
        let ImportView::Preview(preview) = self.signals.import.get_untracked() else {
            return Ok(Written::default());
        };
        self.signals.import.set(ImportView::Writing);
        let count = self.accounts().await?.accounts.len();
        let found = std::mem::take(&mut self.import.borrow_mut().found);
        let agreed: Vec<_> = found
            .iter()
            .enumerate()
            .filter(|(number, _)| chosen.contains(number))
            .map(|(_, found)| found.clone())
            .collect();
        match self.write_found(agreed).await {
            Ok(written) => {
                let mut restored = found.iter().filter_map(|item| item.restored.as_ref());
                if let Some(restored) = restored.next().filter(|_| with_settings) {
                    self.restore_preferences(restored).await;
                }
                self.leave_import();
                Ok(written)
            }
            // Some of it was written: shown again, that would be added a second time.
            Err(problem) if self.accounts().await?.accounts.len() > count => {
                self.report(problem.clone());
                self.leave_import();
                Err(problem)
            }
            Err(problem) => {
                self.import.borrow_mut().found = found;
                let again = Preview {
                    problem: Some(problem.clone()),
                    ..(*preview).clone()
                };
                self.signals.import.set(ImportView::Preview(again.into()));
                Err(problem)
            }
        }
    }

    async fn write_found(self: &Rc<Self>, agreed: Vec<Item>) -> Result<Written, Problem> {
        let (added, known): (Vec<_>, Vec<_>) =
            agreed.into_iter().partition(|item| item.known.is_none());
        let mut written = Written {
            accounts: added.len() + known.len(),
            unchosen: added
                .first()
                .is_some_and(|item| item.found.stores.is_empty()),
        };
        let mut first = self.add_found(added).await?;
        for item in known {
            let Some(id) = item.known else { continue };
            self.merge_found(id, item).await?;
            if first.is_none() {
                first = Some(id);
                let account = self.signals.account.read_untracked();
                written.unchosen = account.as_ref().is_some_and(|it| it.stores.is_empty());
            }
        }
        if let Some(id) = first {
            preferences::save(SAMPLE, &false);
            self.tabs.tell(&Note::Accounts);
            if self.opened().and_then(|open| open.id()) != Some(id) {
                self.change_accounts(Batch::default(), |accounts| accounts.open = Some(id))
                    .await?;
                self.open_account(id, None).await?;
            }
            self.survey().await;
            self.persist().await;
        }
        Ok(written)
    }

    /// Accounts that are new here, in one transaction: all or none. Hands back the first.
    async fn add_found(self: &Rc<Self>, added: Vec<Item>) -> Result<Option<VaultId>, Problem> {
        let cache = self.cache()?;
        let mut batch = Batch::default();
        let mut entries = Vec::new();
        for item in added {
            let vault = cache.new_vault(&mut batch).await?;
            let found = item.found;
            let customer = found.registration.customer_info.as_ref();
            let name = customer.and_then(|it| it.name.clone());
            let about = item
                .restored
                .as_ref()
                .map(|restored| restored.about.clone());
            entries.push((vault.id, name, about));
            if let Some(restored) = &item.restored {
                restored.put(&mut batch, &vault);
                continue;
            }
            let account = Account {
                origin: Origin::Imported,
                since: clock::now(),
                exported: None,
                store: found.stores.first().copied(),
                stores: found.stores,
                salt: random::bytes(),
            };
            vault.put_document(&mut batch, &account);
            vault.put_document(&mut batch, &Tokens::imported(found.registration));
        }
        let first = entries.first().map(|(id, ..)| *id);
        if first.is_some() {
            self.change_accounts(batch, |accounts| {
                for (id, name, about) in entries {
                    accounts.add(id, name);
                    if let (Some(entry), Some(about)) = (accounts.entry(id), about) {
                        entry.label = about.label;
                        entry.colour = about.colour.or(entry.colour);
                    }
                }
                accounts.open = first;
            })
            .await?;
        }
        Ok(first)
    }

    /// An account that is here already: tokens that are not older take the place of those here, and so
    /// do libraries that are later; what the member said and kept is added.
    async fn merge_found(self: &Rc<Self>, id: VaultId, item: Item) -> Result<(), Problem> {
        let cache = self.cache()?;
        let vault = cache.open_vault(id).await?;
        let here = match cache.peek::<Tokens>(&vault).await? {
            Kept::Document(here) => Some(here),
            Kept::Nothing | Kept::Damaged => None,
        };
        let registration = item.found.registration;
        let comparison = here.as_ref().map(|here| compare(here, &registration));
        // Of a backup the member chose the account, not its tokens.
        let replaces = match comparison {
            Some(Comparison::Older | Comparison::Same) => item.restored.is_none(),
            Some(Comparison::Newer | Comparison::Unknown) | None => true,
        };
        let merged = match &item.restored {
            Some(restored) => {
                self.merge_own(id, restored).await?;
                self.merge_libraries(id, restored).await?
            }
            None => false,
        };
        if replaces {
            match here {
                // One device: what another tab renews meanwhile is compared again, under the lock.
                Some(here) if is_same_device(&here.registration, &registration) => {
                    self.change_tokens(id, |stored| match stored {
                        Some(stored) => stored.with_file(registration),
                        None => Some(Tokens::imported(registration)),
                    })
                    .await?;
                }
                Some(here) => {
                    let registration = replaced(&here.registration, registration);
                    let tokens = Tokens::imported(registration);
                    self.replace_tokens(id, tokens, Origin::Imported).await?;
                }
                None => {
                    let tokens = Tokens::imported(registration);
                    self.replace_tokens(id, tokens, Origin::Imported).await?;
                }
            }
        }
        if merged {
            self.open_account(id, None).await?;
        }
        Ok(())
    }
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Written {
    /// So many accounts.
    pub accounts: usize,
    /// The one that is open is new, and its stores are to be chosen.
    pub unchosen: bool,
}

async fn opened_by_worker(work: &Work) -> Result<Vec<Outcome>, Problem> {
    let mut worker = Worker::start().await.map_err(|_| Problem::WorkerFailed)?;
    let answer = worker.run(work).await.map_err(|_| Problem::WorkerFailed)?;
    let answer = Secret::new(answer);
    // EXPOSE: from the worker, in memory.
    serde_json::from_slice(answer.expose()).map_err(|_| Problem::WorkerFailed)
}

fn candidate(found: &Found, here: Option<&Tokens>, brings: Brings) -> Candidate {
    let registration = &found.registration;
    let standing = match here {
        None => Standing::New,
        Some(here) => Standing::Here(Age {
            comparison: compare(here, registration),
            same_device: is_same_device(&here.registration, registration),
            brings,
        }),
    };
    let Registration {
        customer_info,
        device_info,
        ..
    } = registration;
    Candidate {
        source: found.source.clone(),
        program: found.program,
        encrypted: found.encrypted,
        profiles: found.profiles.clone(),
        stores: found.stores.clone(),
        name: customer_info.as_ref().and_then(|it| it.name.clone()),
        device_name: device_info.as_ref().and_then(|it| it.device_name.clone()),
        home: registration.marketplace,
        kind: registration.kind,
        access_token: registration.access_token.as_ref().map(|it| it.expires),
        parts: parts(registration),
        left_out: found.left_out.clone(),
        titles: None,
        standing,
    }
}

fn parts(registration: &Registration) -> Vec<Part> {
    let signs = registration.adp_token.is_some() && registration.device_private_key.is_some();
    [
        (Part::RefreshToken, registration.refresh_token.is_some()),
        (Part::DeviceKey, signs),
        (Part::WebsiteCookies, registration.website_cookies.is_some()),
        (
            Part::ActivationBytes,
            registration.activation_bytes.is_some(),
        ),
    ]
    .into_iter()
    .filter_map(|(part, there)| there.then_some(part))
    .collect()
}

/// Of several files of one account the newest counts; of equal ones the first.
fn mark_twice(candidates: &mut [Candidate], found: &[Item]) {
    for later in 1..found.len() {
        for earlier in 0..later {
            let [one, other] = [earlier, later].map(|at| &found[at].found.registration);
            let both_stand = [earlier, later]
                .iter()
                .all(|at| candidates[*at].standing != Standing::Twice);
            if both_stand && is_same_account(one, other) {
                let newer = compare(&Tokens::imported(one.clone()), other);
                let dropped = if newer == Comparison::Newer {
                    earlier
                } else {
                    later
                };
                candidates[dropped].standing = Standing::Twice;
            }
        }
    }
}
