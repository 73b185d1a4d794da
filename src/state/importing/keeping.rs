//! Writing what the member agreed to: accounts that are new, and what takes the place of what is here.

use std::rc::Rc;

use leptos::prelude::*;
use session::import::{Comparison, compare, is_same_device, replaced};
use session::life::Tokens;
use session::records::{Account, Origin};
use vault::VaultId;

use super::Item;
use crate::browser::store::Batch;
use crate::browser::{clock, preferences, random};
use crate::state::boot::SAMPLE;
use crate::state::cache::Kept;
use crate::state::engine::Engine;
use crate::state::import::{ImportView, Preview, Written};
use crate::state::problem::Problem;
use crate::state::tabs::Note;

impl Engine {
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
