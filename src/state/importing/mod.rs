//! Files of accounts: opened by the worker, shown, and written only once the member agrees.

mod keeping;

use std::rc::Rc;

use audible::{Marketplace, Registration, Secret};
use auth_files::python::Style;
use auth_files::{File, Found, Keys, Outcome, Source};
use leptos::prelude::*;
use leptos::task::spawn_local;
use session::backup::libraries;
use session::import::{Comparison, compare, is_same_account, is_same_device};
use session::life::Tokens;
use vault::{Archive, VaultId};

use super::State;
use super::backup::{Restored, Unpacked, damaged};
use super::engine::Engine;
use super::import::{Age, Candidate, ImportView, Part, Preview, Standing, Written};
use super::known::{Here, Known};
use super::problem::Problem;
use super::reading::is_list;
use super::restoring::Brings;
use crate::browser::worker::Worker;
use crate::work::Work;

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
